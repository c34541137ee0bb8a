"""Run with Debian's own Python: answers each vCard on stdin with what Evolution's library makes of it.

A line of JSON in, {"kind": "vcard", "text": …}; a line of JSON out, {"value": {field: value}}.
"""

import json
import sys

import gi  # type: ignore[import-not-found]

gi.require_version("EBookContacts", "1.2")
from gi.repository import EBookContacts  # type: ignore[import-not-found]  # noqa: E402

FIELDS = (
    "full-name", "family-name", "given-name", "nickname", "org", "org-unit", "title", "note",
    "business-phone", "business-phone-2", "business-fax", "home-phone", "mobile-phone", "pager",
    "other-phone", "email-1", "email-2", "homepage-url", "categories",
)  # fmt: skip

for line in sys.stdin:
    contact = EBookContacts.Contact.new_from_vcard(json.loads(line)["text"])
    value = {name: contact.get_property(name.replace("-", "_")) or "" for name in FIELDS}
    sys.stdout.write(json.dumps({"value": value}) + "\n")
    sys.stdout.flush()
