"""Contacts of other address books, brought into the book: read from a file as they come, without loss."""

from cardscan.book.care.imports.contact import contact_of
from cardscan.book.care.imports.items import Item, Remark
from cardscan.book.care.imports.reading import read_contacts

__all__ = ["Item", "Remark", "contact_of", "read_contacts"]
