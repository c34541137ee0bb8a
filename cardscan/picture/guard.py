"""The limits on what is decoded, and one clear error for whatever a decoder throws."""

from __future__ import annotations

import logging
import os
import threading
import warnings
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image

from cardscan.errors import BadInputError

if TYPE_CHECKING:
    from collections.abc import Iterator

logger = logging.getLogger(__name__)

BROKEN = "copy or export the file again; a picture viewer shows whether it is whole"

_LIBTIFF = threading.Lock()
"""Two threads that turn stderr off and on would leave it off."""


def too_many_bytes(label: str, max_bytes: int) -> BadInputError:
    """Return the error for a file larger than the limit."""
    limit = f"larger than the limit of {max_bytes / 1e6:g} MB"
    return BadInputError(f"{label}: is {limit}", "make it smaller, or raise max_megabytes in the settings")


def check_size(size: tuple[int, int], label: str, max_pixels: int) -> None:
    """Raise BadInputError where a picture claims more pixels than the limit."""
    width, height = size
    if width * height > max_pixels:
        message = f"{label}: claims {width} x {height} pixels, over the limit of {max_pixels / 1e6:g} million"
        raise BadInputError(message, "make it smaller, or raise max_megapixels in the settings")


def too_many_pages(label: str, max_pages: int) -> BadInputError:
    """Return the error for a file with more pages than the limit."""
    hint = "split it, or raise max_pages in the settings"
    return BadInputError(f"{label}: has more pages than the limit of {max_pages}", hint)


@contextmanager
def _silent_libtiff() -> Iterator[None]:
    """Hold back what libtiff writes to the process's stderr; Pillow has no switch for it."""
    with _LIBTIFF:
        try:
            stderr = os.dup(2)
        except OSError:  # there is none
            yield
            return
        with Path(os.devnull).open("w") as nowhere:
            os.dup2(nowhere.fileno(), 2)
        try:
            yield
        finally:
            os.dup2(stderr, 2)
            os.close(stderr)


@contextmanager
def decoding(label: str, kind: str) -> Iterator[None]:
    """Turn whatever a decoder throws at broken data into one BadInputError."""
    try:
        with warnings.catch_warnings(), _silent_libtiff() if kind == "TIFF" else nullcontext():
            warnings.simplefilter("ignore")  # Pillow warns of odd metadata that does not matter here
            yield
    except BadInputError:
        raise
    except MemoryError as error:
        hint = "make it smaller, or close other programs"
        raise BadInputError(f"{label}: needs more memory than there is", hint) from error
    except Image.DecompressionBombError as error:
        message = f"{label}: claims more pixels than a {kind} decoder takes"
        raise BadInputError(message, "make it smaller, or save it as PNG or JPEG") from error
    except Exception as error:  # decoders throw nearly every class there is, struct.error and KeyError too
        logger.debug("%s: %r", label, error)
        raise BadInputError(f"{label}: the {kind} data is broken or cut off", BROKEN) from error
