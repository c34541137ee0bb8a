"""Contacts to an address book on a CardDAV server (RFC 6352), and what was changed there back."""
