"""A calendar file as three programs read it: the library icalendar, ical.js and todoman."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

import icalendar

from tests.export.oracles import Oracle


def components(data: bytes, kind: str) -> list[Any]:
    """Return the components of this kind, "VTODO" or "VEVENT", as icalendar reads them."""
    return list(icalendar.Calendar.from_ical(data).walk(kind))


def of_ical(ical: Oracle, data: bytes) -> dict[str, dict[str, Any]]:
    """Return the properties of each component by its UID, as ical.js reads them."""
    [[_, _, components]] = ical.read("vcard", data.decode())
    read = [{name: value for name, _, _, value in properties} for _, properties, _ in components]
    return {str(component["uid"]): component for component in read}


def of_todoman(files: Mapping[str, bytes], place: Path) -> list[tuple[str, date, bool]]:
    """Return the summary, the day and whether it is done of each task, as todoman lists them."""
    folder = place / "tasks" / "cardscan"
    folder.mkdir(parents=True)
    for name, data in files.items():
        (folder / f"{name}.ics").write_bytes(data)
    config = place / "config.py"
    config.write_text(f'path = "{place}/tasks/*"\ndate_format = "%Y-%m-%d"\ntime_format = ""\n')
    command = [
        sys.executable, "-m", "todoman", "--config", str(config), "--porcelain", "list", "--status", "ANY",
    ]  # fmt: skip
    environ = {**os.environ, "XDG_CACHE_HOME": str(place / "cache")}
    done = subprocess.run(command, capture_output=True, text=True, env=environ, check=True, timeout=60)
    return [
        (task["summary"], datetime.fromtimestamp(task["due"]).date(), task["completed"])
        for task in json.loads(done.stdout)
    ]
