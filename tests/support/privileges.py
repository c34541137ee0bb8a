"""A check made as a user whom permissions keep out."""

import os
from collections.abc import Callable

_NOBODY = 65534


def as_an_ordinary_user(check: Callable[[], None]) -> None:
    """Run a check; where root runs the tests, who may read everything, somebody else runs it."""
    if os.geteuid():
        check()
        return
    child = os.fork()
    if not child:
        try:
            os.setuid(_NOBODY)
            check()
            os._exit(0)
        finally:
            os._exit(1)
    assert os.waitpid(child, 0)[1] == 0
