"""How much of a file the programs take that files of contacts are for, each limit once."""

GOOGLE_FILE = 3_000
"""Contacts of one CSV file."""
GOOGLE_ACCOUNT = 25_000
"""Contacts."""

APPLE_ACCOUNT = 50_000
"""Contacts."""
APPLE_CONTACT = 256
"""Kibibytes, as are the photos' below."""
APPLE_PHOTO = 224
NEXTCLOUD_PHOTO = 1024

OUR_PHOTO = 20_000
"""Bytes of the picture in a vCard: some importers refuse contacts of 30 KB, and base64 adds a third."""
