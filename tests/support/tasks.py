"""Tasks on a server: pushed, read by a library that is not ours, and changed as another program would."""

import re
from collections import Counter

from cardscan.book import Book, Event
from cardscan.book.daybook import Task
from cardscan.caldav.push import push
from cardscan.caldav.task_list import TaskList
from cardscan.dav.outcomes import PushOutcome, PushVerdict, Wishes
from cardscan.dav.patience import Patience
from tests.support.calendars import components
from tests.support.servers import Between, DavServer

MIXER = Event("Mixer", "2026-11-20")


def tasks_there(there: TaskList) -> dict[str, dict[str, str]]:
    """Return each task's properties by its UID, of which there is one each."""
    found = [task for name in there.etags() for task in components(there.item(name)[0], "VTODO")]
    assert all(number == 1 for number in Counter(str(task["UID"]) for task in found).values())
    return {
        str(task["UID"]): {
            name: value if isinstance(value, str) else value.to_ical().decode()
            for name, value in task.items()
        }
        for task in found
    }


def status_there(there: TaskList) -> dict[str, str]:
    return {uid: task["STATUS"] for uid, task in tasks_there(there).items()}


def change_there(there: TaskList, uid: str, **properties: str) -> None:
    """Put properties in the place of those of their names, "" for none; "_" in a name stands for "-"."""
    data, etag = there.item(f"{uid}.ics")
    text = data.decode().replace("\r\n ", "")
    for name, value in properties.items():
        name = name.replace("_", "-")
        text = re.sub(rf"(?m)^{name}[;:].*\r\n", "", text)
        line = f"{name}:{value}\r\n" if value else ""
        text = text.replace("END:VTODO", f"{line}END:VTODO")
    assert there.put(f"{uid}.ics", text.encode(), etag).status in (200, 201, 204)


def pushed(book: Book, there: TaskList, **wishes: object) -> dict[str, PushOutcome]:
    """Push and return what became of each, by the follow-up's uid."""
    return {outcome.uid: outcome for outcome in push(book, there, Wishes(**wishes))}  # type: ignore[arg-type]


def verdicts(book: Book, there: TaskList, **wishes: object) -> Counter[PushVerdict]:
    return Counter(outcome.verdict for outcome in pushed(book, there, **wishes).values())


def next_of(book: Book, uid: str) -> Task:
    return book.daily.dealings.open(uid)[0]


def logged(book: Book, uid: str) -> list[tuple[str, str]]:
    return [(entry.day, entry.kind) for entry in book.daily.dealings.entries(uid) if not entry.by_card]


def through(
    between: Between, server: DavServer, there: TaskList, patience: Patience | None = None
) -> TaskList:
    client = server.client(between.url, patience or Patience(attempts=1))
    return TaskList(client, there.url.replace(server.url, between.url))
