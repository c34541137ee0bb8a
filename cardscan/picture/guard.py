"""The limits on what is decoded, and one clear error for whatever a decoder throws."""

from __future__ import annotations

import logging
import warnings
from contextlib import contextmanager
from typing import TYPE_CHECKING

from cardscan.errors import BadInputError
from cardscan.picture.limits import LONGEST_SIDE

if TYPE_CHECKING:
    from collections.abc import Iterator

logger = logging.getLogger(__name__)

BROKEN = "copy or export the file again; a picture viewer shows whether it is whole"


def too_many_bytes(label: str, max_bytes: int) -> BadInputError:
    """Return the error for a file larger than the limit."""
    limit = f"larger than the limit of {max_bytes / 1e6:g} MB"
    return BadInputError(f"{label}: is {limit}", "make it smaller, or raise max_megabytes in the settings")


def check_size(size: tuple[int, int], label: str, max_pixels: int) -> None:
    """Raise BadInputError where a picture claims more pixels than the limit, or a side too long."""
    width, height = size
    claim = f"{label}: claims {width} x {height} pixels"
    if width * height > max_pixels:
        limit = f"over the limit of {max_pixels / 1e6:g} million"
        raise BadInputError(f"{claim}, {limit}", "make it smaller, or raise max_megapixels in the settings")
    if max(width, height) > LONGEST_SIDE:
        raise BadInputError(f"{claim}, over the limit of {LONGEST_SIDE} a side", "cut it into pieces")


def too_many_pages(label: str, max_pages: int) -> BadInputError:
    """Return the error for a file with more pages than the limit."""
    hint = "split it, or raise max_pages in the settings"
    return BadInputError(f"{label}: has more pages than the limit of {max_pages}", hint)


@contextmanager
def decoding(label: str, kind: str) -> Iterator[None]:
    """Turn whatever a decoder throws at broken data into one BadInputError."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Pillow warns of odd metadata that does not matter here
            yield
    except BadInputError:
        raise
    except MemoryError as error:
        message = f"{label}: decoding it takes more memory than there is, or than is allowed"
        hint = "make it smaller, save it as JPEG, or raise decode_megabytes in the settings"
        raise BadInputError(message, hint) from error
    except Exception as error:  # decoders throw nearly every class there is, struct.error and KeyError too
        logger.debug("%s: %r", label, error)
        raise BadInputError(f"{label}: the {kind} data is broken or cut off", BROKEN) from error
