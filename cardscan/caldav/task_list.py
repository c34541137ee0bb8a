"""A task list on a server, and which of its tasks is whose (RFC 4791, 7.8)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cardscan.caldav.task import uids_of
from cardscan.dav.collection import Collection
from cardscan.dav.kind import Kind

if TYPE_CHECKING:
    from collections.abc import Mapping

TASK_LIST = Kind(
    one="a task list",
    item="task",
    protocol="CalDAV",
    namespace="urn:ietf:params:xml:ns:caldav",
    collection="calendar",
    home="calendar-home-set",
    data="calendar-data",
    media_type="text/calendar",
    well_known="/.well-known/caldav",
    instead="`cardscan due --ics tasks.ics` and `cardscan calendar daily.ics` write files to import",
    component="VTODO",
)

_UIDS = (
    b'<?xml version="1.0" encoding="utf-8"?>'
    b'<C:calendar-query xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><D:prop><D:getetag/>'
    b'<C:calendar-data><C:comp name="VCALENDAR"><C:comp name="VTODO"><C:prop name="UID"/></C:comp></C:comp>'
    b'</C:calendar-data></D:prop><C:filter><C:comp-filter name="VCALENDAR"><C:comp-filter name="VTODO"/>'
    b"</C:comp-filter></C:filter></C:calendar-query>"
)


class TaskList(Collection):
    """The tasks of one task list, which may be a calendar that has dates, too."""

    kind = TASK_LIST

    def names(self) -> Mapping[str, str]:
        """Return, by UID, the name of each task there; of none where the server does not tell."""
        found: dict[str, str] = {}
        for name, text in self.reported(_UIDS):
            for uid in uids_of(text):
                found.setdefault(uid, name)
        return found
