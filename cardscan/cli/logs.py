"""What is logged, by cardscan and by libraries, said on stderr as everything else is."""

from __future__ import annotations

import logging

from cardscan.visible import visible


class _Formatter(logging.Formatter):
    """Shows what is said of files and servers as it is: none of it acts on the terminal."""

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - logging's own name
        return visible(super().formatMessage(record))


def say_what_is_logged(*, verbose: bool) -> None:
    """Say warnings; where it is `verbose`, all that is logged."""
    handler = logging.StreamHandler()
    handler.setFormatter(_Formatter("cardscan: %(message)s"))
    logging.basicConfig(level=logging.DEBUG if verbose else logging.WARNING, handlers=[handler])
