"""The page on which other programs are let in: off until somebody asks for it here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cardscan.web.rendering import see

if TYPE_CHECKING:
    from starlette.responses import Response

    from cardscan.web.around.surroundings import Programs
    from cardscan.web.asking import Ask
    from cardscan.web.rendering import Pages

ADDRESS = "/programs"


def show(ask: Ask, pages: Pages, programs: Programs, key: str = "") -> Response:
    """Show who is let in; `key` is one that was just made, to be shown this once."""
    return pages.page("programs.html", ask, access=programs.access, addresses=programs.addresses, key=key)


def act(ask: Ask, pages: Pages, programs: Programs) -> Response:
    """Do what the pressed button says."""
    doing = ask.said("do")
    if doing == "make":
        return show(ask, pages, programs, programs.make_key(ask.said("name")))
    if doing == "remove":
        programs.remove_key(ask.said("digest"))
    elif doing in ("network", "here"):
        programs.allow_network(allowed=doing == "network")
    return see(ADDRESS)
