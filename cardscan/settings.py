"""One frozen Settings: defaults, then the settings file, the environment, the flags."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path

from cardscan.errors import UsageError


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that can be set; each is also CARDSCAN_<NAME> in the environment."""

    reader: str = "auto"
    """"rapid", "tesseract", or "auto": rapid unless `lang` asks for a script it lacks."""
    lang: str = ""
    """Languages on the cards as Tesseract names them, joined by "+": "deu+fra"."""
    region: str = ""
    """ISO 3166 alpha-2 code of the country to assume where the card itself says nothing."""
    threads: int = 0
    """Threads a reader may use; 0 for all cores."""
    workers: int = 0
    """Processes that read; 0 for one a core where there is enough to read."""
    cluster: str = ""
    """The address of a Dask scheduler whose workers read: "tcp://scheduler:8786"; "" for none."""
    max_megabytes: float = 200.0
    """Largest file that is opened."""
    max_megapixels: float = 200.0
    """Largest picture that is decoded, in millions of pixels a page."""
    max_pages: int = 500
    """Most pages read of one PDF, TIFF or HEIC."""
    pdf_dpi: int = 300
    """Resolution at which PDF pages are drawn."""
    decode_timeout: float = 120.0
    """Seconds that decoding a page may take; a file may take five times as many."""
    decode_megabytes: float = 3000.0
    """Memory that decoding a file may take, where its header does not say how much that is."""
    read_timeout: float = 60.0
    """Seconds that Tesseract may take for one card."""
    review_below: float = 0.8
    """Fields less certain than this are listed in needs_review."""
    cache_dir: str = ""
    """Where compiled models are kept; "" for the platform's cache folder."""
    book: str = ""
    """The folder of the book of contacts; "" for the platform's place for a user's data."""
    follow_up_days: int = 2
    """Days after which a person who was met is to be followed up; -1 for nobody."""
    daily: int = 5
    """So many people are shown as due a day."""
    offer: str = ""
    """One sentence of at most 140 signs: what you do for whom; for messages."""
    prospect: str = ""
    """Whom you look for: "the owner of a flat roof"; for messages."""
    target: str = "advocate, client"
    """Tags of the people whom one goes to events for, with commas between; `event` counts them."""
    influencers: str = "accountant, banker, lawyer, notary, solicitor, tax adviser"
    """Words of titles, with commas between: who has one is offered the tag "advocate"."""
    small_letters: bool = False
    """Whether exports write names in capitals as "Denise Lucas"; the book keeps what cards say."""
    export_format: str = ""
    """The format that the page proposes for exports; "" for vCards."""
    debug_dir: str = ""
    """A folder for a picture of every step, or "" for none."""

    @property
    def target_tags(self) -> tuple[str, ...]:
        """The tags of `target`."""
        return _listed(self.target)

    @property
    def influencer_words(self) -> tuple[str, ...]:
        """The words of `influencers`."""
        return _listed(self.influencers)

    @property
    def max_bytes(self) -> int:
        """The largest file that is opened, in bytes."""
        return int(self.max_megabytes * 1e6)


def _listed(text: str) -> tuple[str, ...]:
    return tuple(filter(None, (part.strip() for part in text.split(","))))


_LEAST = {"pdf_dpi": 1, "max_pages": 1, "follow_up_days": -1}
"""The smallest numbers that make sense; of all others, 0."""
LONGEST_OFFER = 140
"""Signs of what people remember of somebody."""


def load_settings(
    overrides: Mapping[str, object],
    environ: Mapping[str, str] = os.environ,
    file: Path | None = None,
) -> Settings:
    """Return the settings in force; later sources win: file, environment, overrides.

    Raises UsageError where the file or a variable cannot be understood.

    >>> load_settings({"region": "AT"}, environ={"CARDSCAN_THREADS": "1"}).threads
    1
    """
    settings = Settings()
    if file is not None:
        settings = _updated(settings, _read_file(file), str(file))
    variables = {
        field.name: environ[variable]
        for field in fields(Settings)
        if (variable := f"CARDSCAN_{field.name.upper()}") in environ
    }
    settings = _updated(settings, variables, "the environment")
    return _updated(settings, overrides, "the command line")


def _flag(value: object) -> bool:
    """Return what was said of a flag: true or false, in a file or as a variable's text."""
    said = str(value).strip().lower()
    if said not in ("true", "1", "yes", "on", "false", "0", "no", "off", ""):
        raise ValueError(value)
    return said in ("true", "1", "yes", "on")


def _read_file(file: Path) -> Mapping[str, object]:
    """Return what the file says, nothing where there is none."""
    try:
        text = file.read_text(encoding="utf-8")
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except PermissionError as error:
        raise UsageError(f"{file}: may not be read", "check whose it is, or what HOME says") from error
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{file}: cannot be read as TOML: {error}") from error
    import tomllib  # here, since most people have no such file

    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"{file}: cannot be read as TOML: {error}") from error


def _updated(settings: Settings, values: Mapping[str, object], origin: str) -> Settings:
    types = {field.name: type(getattr(settings, field.name)) for field in fields(Settings)}
    converted: dict[str, object] = {}
    for name, value in values.items():
        if name not in types:
            raise UsageError(f"{origin}: there is no setting {name!r}", f"one of: {', '.join(types)}")
        try:
            converted[name] = _flag(value) if types[name] is bool else types[name](value)
        except (TypeError, ValueError) as error:
            wanted = types[name].__name__
            raise UsageError(f"{origin}: {name} must be of type {wanted}, not {value!r}") from error
        least = _LEAST.get(name, 0)
        if isinstance(converted[name], int | float) and converted[name] < least:  # type: ignore[operator]
            raise UsageError(f"{origin}: {name} must be at least {least}, not {value}")
    if len(region := str(converted.get("region", ""))) == 2:
        converted["region"] = region.upper()
    offer = str(converted.get("offer", ""))
    if len(offer) > LONGEST_OFFER:
        raise UsageError(
            f"{origin}: offer has {len(offer)} signs, at most {LONGEST_OFFER} are remembered",
            "say one thing, so that people can tell others",
        )
    return replace(settings, **converted)  # type: ignore[arg-type]
