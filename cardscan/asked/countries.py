"""Countries as people call them, and by their two letters."""

from __future__ import annotations

from cardscan.errors import UsageError


def check_country(asked: str, named: str) -> None:
    """Raise UsageError, with the letters that may be meant, where these are no country's.

    `named` is what the user knows the choice by.

    >>> check_country("DE", "--region"), check_country("", "--region")
    (None, None)
    >>> check_country("germany", "--region")
    Traceback (most recent call last):
    cardscan.errors.UsageError: --region germany: is no country's two letters
    """
    if not asked:
        return
    import phonenumbers

    if asked in phonenumbers.SUPPORTED_REGIONS:
        return
    meant = _meant(asked)
    hint = f"did you mean {meant}?" if meant else "such as DE, FR or JP"
    raise UsageError(f"{named} {asked}: is no country's two letters", hint)


def _meant(asked: str) -> str:
    import phonenumbers

    from cardscan.fields.lexicon.lists import groups
    from cardscan.text import fold

    others = {"UK": "GB", "EL": "GR"}
    upper = asked.upper()
    if (code := others.get(upper, upper)) in phonenumbers.SUPPORTED_REGIONS:
        return code
    name = fold(asked)
    for group in groups("countries"):
        if name in (entry if group.folded else fold(entry) for entry in group.entries):
            return group.key
    return ""
