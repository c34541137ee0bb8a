"""What is looked for on a server, address books or task lists: what they are called there and here."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of collection."""

    one: str
    """Such as "an address book"."""
    item: str
    """What is in it: "contact"."""
    protocol: str
    """Such as "CardDAV"."""
    namespace: str
    """Of its XML."""
    collection: str
    """What its resource type is called there."""
    home: str
    """The property that names where a user has those of this kind."""
    data: str
    """The property that is a whole item."""
    media_type: str
    """Of an item."""
    well_known: str
    """Where every server of this kind can be asked (RFC 6764)."""
    instead: str
    """What to do where a server takes none of it."""
    component: str = ""
    """What a calendar must take to be one of these, or ""."""

    @property
    def items(self) -> str:
        """What is in it: "contacts"."""
        return f"{self.item}s"

    @property
    def noun(self) -> str:
        """What one is called, without its article."""
        return self.one.partition(" ")[2]

    @property
    def protocol_hint(self) -> str:
        """What to ask oneself where the answers make no sense."""
        return (
            f"is this the address of a {self.protocol} server? The program that you sync with names it in"
            " its help"
        )
