"""Business cards from photos, scans and PDFs into contacts, on your own computer.

`scan(path)` returns a CardScan for each card in the file: its `contact`, how sure each
field is, and which fields a person should look at. `scan_many` reads piles, `scan_text`
lines of text such as an e-mail's signature.
"""

TYPE_CHECKING = False  # typing's own costs more than all the rest of `cardscan --version`

if TYPE_CHECKING:
    from cardscan.many.batch import scan_many
    from cardscan.model import CardScan, Contact
    from cardscan.pipeline import scan, scan_text

__version__ = "0.1.0"
__all__ = ["CardScan", "Contact", "scan", "scan_many", "scan_text"]

_HOMES = {
    "CardScan": "cardscan.model",
    "Contact": "cardscan.model",
    "scan": "cardscan.pipeline",
    "scan_many": "cardscan.many.batch",
    "scan_text": "cardscan.pipeline",
}


def __getattr__(name: str) -> object:
    """Import what is asked for, when it is: `import cardscan` must cost nothing."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    import importlib

    return getattr(importlib.import_module(_HOMES[name]), name)
