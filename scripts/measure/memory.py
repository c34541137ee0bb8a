"""The most that a process has held so far."""

from __future__ import annotations

import resource
from pathlib import Path


def peak_megabytes(process: int = 0) -> float:
    """Return a process's largest resident size so far, this one's by default; 0 where it has ended.

    By Linux's own books, since getrusage would count what the parent held when it started us. Elsewhere
    only this process can be asked.
    """
    try:
        status = Path(f"/proc/{process or 'self'}/status").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return 0.0 if process else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    return sum(int(line.split()[1]) / 1000 for line in status.splitlines() if line.startswith("VmHWM:"))
