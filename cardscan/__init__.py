"""Business cards from photos, scans and PDFs into contacts, on your own computer."""

__version__ = "0.1.0"
