"""Ctrl-C that comes where Python cannot stop, such as in the middle of an import: it comes again."""

from __future__ import annotations

import signal
import sys
import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    Hook = Callable[[sys.UnraisableHookArgs], None]

_SOON = 0.05
"""Seconds after which it is likely to find a place where it is heard."""


def heed_every_interrupt() -> Callable[[], None]:
    """Have an interrupt that was swallowed raised again, and not printed with its traceback.

    Return what ends this: one that was heard after all must not come again while the process ends.
    """
    before: Hook = sys.unraisablehook
    over = threading.Event()

    def again(swallowed: sys.UnraisableHookArgs) -> None:
        if not issubclass(swallowed.exc_type, KeyboardInterrupt):
            before(swallowed)
            return
        timer = threading.Timer(_SOON, _interrupt, [over])
        timer.daemon = True
        timer.start()

    sys.unraisablehook = again
    return over.set


def _interrupt(over: threading.Event) -> None:
    """Send the signal to the thread that is interrupted by it, also where it sleeps."""
    if over.is_set():
        return
    if sys.platform == "win32":
        signal.raise_signal(signal.SIGINT)
    else:
        signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGINT)
