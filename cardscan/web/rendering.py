"""Templates and what all of them are given; whatever a card says is escaped, and does nothing."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse, RedirectResponse, Response

from cardscan.book.daily.wording import counted_to_many
from cardscan.export.values import address_text
from cardscan.visible import visible
from cardscan.web.asking import address, place_text
from cardscan.web.in_words import dial_link, mail_link, phone_kind, shown_number, sorted_name

if TYPE_CHECKING:
    from cardscan.web.asking import Ask


_HERE = Path(__file__).parent
STATIC = _HERE / "static"
"""The folder of what pages ask for besides: scripts, styles and pictures."""


class Pages:
    """Renders the templates."""

    def __init__(self) -> None:
        self._environment = Environment(
            loader=FileSystemLoader(_HERE / "templates"),
            autoescape=True,
            finalize=_shown,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )
        self._environment.globals.update(address=address, place_text=place_text)
        self._environment.filters.update(
            number=shown_number,
            place=address_text,
            sorted_name=sorted_name,
            dial=dial_link,
            kind=phone_kind,
            mail=mail_link,
            to_many=counted_to_many,
        )

    def page(self, name: str, ask: Ask, status: int = 200, **values: Any) -> Response:
        """Return the page of this template."""
        text = self._environment.get_template(name).render(ask=ask, csrf=ask.session.csrf, **values)
        return HTMLResponse(text, status)

    def message(self, ask: Ask, text: str, *, hint: str = "", status: int) -> Response:
        """Return a page that says what is wrong."""
        return self.page("message.html", ask, status, text=text, hint=hint)


def _shown(value: object) -> object:
    """Return what a template says of a text: it may be a stranger's, and must not turn the page round."""
    return visible(value, breaks="\n") if type(value) is str else value


def see(where: str) -> Response:
    """Return the answer to a form: look there now."""
    return RedirectResponse(where, 303)
