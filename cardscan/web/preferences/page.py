"""The page of settings, and those in force."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from typing import TYPE_CHECKING

import phonenumbers

from cardscan.asked.countries import check_country
from cardscan.asked.languages import check_languages
from cardscan.errors import UsageError
from cardscan.export import EXPORTERS
from cardscan.settings import LONGEST_OFFER, Settings, load_settings
from cardscan.web.preferences.file import save_settings
from cardscan.web.rendering import see

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from starlette.responses import Response

    from cardscan.web.asking import Ask
    from cardscan.web.rendering import Pages

NAMES = ("region", "lang", "small_letters", "export_format", "daily", "offer", "prospect")
"""What the page changes."""
_MOST_A_DAY = 100


class Preferences:
    """The settings in force, and the file in which the page keeps what a person chose."""

    def __init__(self, settings: Settings, file: Path, folder: Path) -> None:
        self._settings = settings
        self._file = file
        self._folder = folder

    def now(self) -> Settings:
        """Return the settings in force: for what is read from now on."""
        return self._settings

    def show(self, ask: Ask, pages: Pages) -> Response:
        """Show what is chosen."""
        return self._page(ask, pages, _texts(self._in_file))

    def act(self, ask: Ask, pages: Pages) -> Response:
        """Keep what was chosen, in force at once; or show it again, with what is wrong with it."""
        typed = {name: " ".join(ask.said(name).split()) for name in NAMES}
        try:
            chosen = _checked(typed)
            save_settings(self._file, chosen)
        except UsageError as error:
            return self._page(ask, pages, typed, f"{error}. {_sentence(error.hint)}")
        self._settings = replace(self._settings, **{  # type: ignore[arg-type]
            name: value for name, value in chosen.items() if name not in _in_environment()
        })  # fmt: skip
        return see("/settings?saved=1")

    @property
    def _in_file(self) -> Settings:
        return load_settings({}, {}, self._file)

    def _page(self, ask: Ask, pages: Pages, values: Mapping[str, str], wrong: str = "") -> Response:
        return pages.page(
            "settings.html",
            ask,
            422 if wrong else 200,
            values=values,
            wrong=wrong,
            saved=bool(ask.query.get("saved")),
            regions=sorted(phonenumbers.SUPPORTED_REGIONS),
            formats={name: exporter.description for name, exporter in EXPORTERS.items()},
            folder=str(self._folder),
            file=str(self._file),
            overruled=_in_environment(),
        )


def _texts(settings: Settings) -> dict[str, str]:
    return {name: str(value or "") for name in NAMES if (value := getattr(settings, name)) is not None}


def _in_environment() -> tuple[str, ...]:
    """Return which of them the environment says, which wins over the file."""
    return tuple(name for name in NAMES if f"CARDSCAN_{name.upper()}" in os.environ)


def _sentence(hint: str) -> str:
    return hint[:1].upper() + hint[1:] + ("" if hint.endswith(("?", ".")) else ".")


def _checked(typed: Mapping[str, str]) -> dict[str, object]:
    """Return the values to keep; raises UsageError where one cannot be."""
    region = typed["region"].upper() if len(typed["region"]) == 2 else typed["region"]
    lang = "+".join(re.split(r"[\s,;+]+", typed["lang"].strip(" ,;+")))
    check_country(region, "Country")
    check_languages(lang, "Languages")
    if typed["export_format"] not in ("", *EXPORTERS):
        raise UsageError("there is no such form", "choose one of the list")
    if not typed["daily"].isdecimal() or not 1 <= int(typed["daily"][:4]) <= _MOST_A_DAY:
        raise UsageError(f"{typed['daily'] or 'nobody'} a day", f"a number from 1 to {_MOST_A_DAY}")
    if len(typed["offer"]) > LONGEST_OFFER:
        raise UsageError(
            f"what you offer has {len(typed['offer'])} signs", f"at most {LONGEST_OFFER} are remembered"
        )
    return {
        "region": region,
        "lang": lang,
        "small_letters": bool(typed["small_letters"]),
        "export_format": typed["export_format"],
        "daily": int(typed["daily"]),
        "offer": typed["offer"],
        "prospect": typed["prospect"],
    }
