"""Contacts to an address book on a CardDAV server (RFC 6352): the one part that goes online."""
