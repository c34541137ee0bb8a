"""The parts of a book, each loaded when it is asked for: a command that needs one does not wait for all."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cardscan.book.acts.duplicates import Duplicates
    from cardscan.book.acts.rereading import Rereading
    from cardscan.book.acts.reviewing import Reviews
    from cardscan.book.daily import Daily
    from cardscan.book.file.access import Access
    from cardscan.book.tables.exports import Exports
    from cardscan.book.tables.listing import Listing
    from cardscan.book.tables.pushes import Pushes


class Parts:
    """What a book has beside its contacts: each part has its own way to its file."""

    def __init__(self, access: Access) -> None:
        self._access = access

    @property
    def exports(self) -> Exports:
        """What has left the book as files."""
        from cardscan.book.tables.exports import Exports

        return Exports(self._access)

    @property
    def reviews(self) -> Reviews:
        """The queue of what a person should look at."""
        from cardscan.book.acts.reviewing import Reviews

        return Reviews(self._access)

    @property
    def daily(self) -> Daily:
        """What is done with people, and what is to be done."""
        from cardscan.book.daily import Daily

        return Daily(self._access)

    @property
    def duplicates(self) -> Duplicates:
        """Contacts that may be one."""
        from cardscan.book.acts.duplicates import Duplicates

        return Duplicates(self._access)

    @property
    def listing(self) -> Listing:
        """Contacts by name, a page at a time."""
        from cardscan.book.tables.listing import Listing

        return Listing(self._access)

    @property
    def rereading(self) -> Rereading:
        """Cards read again, with other corners."""
        from cardscan.book.acts.rereading import Rereading

        return Rereading(self._access)

    def pushes(self, collection: str) -> Pushes:
        """Return what an address book on a server holds; `collection` is its address."""
        from cardscan.book.tables.pushes import Pushes

        return Pushes(self._access, collection)
