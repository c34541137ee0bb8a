"""A Ctrl-C that Python swallows is heard all the same."""

import subprocess
import sys

_SWALLOWS = """
import time
from cardscan.cli.interrupts import heed_every_interrupt

class Swallows:
    def __del__(self):
        raise KeyboardInterrupt

class Breaks:
    def __del__(self):
        raise ValueError("another fault")

heed_every_interrupt()
Breaks()
try:
    Swallows()
    time.sleep(30)
except KeyboardInterrupt:
    print("heard")
"""

_ENDS = """
import time
from cardscan.cli.interrupts import heed_every_interrupt

class Swallows:
    def __del__(self):
        raise KeyboardInterrupt

over = heed_every_interrupt()
Swallows()
over()
time.sleep(0.5)
print("ended")
"""


def test_what_is_swallowed_comes_again_and_other_faults_are_told() -> None:
    done = subprocess.run([sys.executable, "-c", _SWALLOWS], capture_output=True, text=True, timeout=25)
    assert done.stdout == "heard\n"
    assert "another fault" in done.stderr
    assert "KeyboardInterrupt" not in done.stderr


def test_nothing_comes_again_while_the_program_ends() -> None:
    done = subprocess.run([sys.executable, "-c", _ENDS], capture_output=True, text=True, timeout=25)
    assert (done.returncode, done.stdout) == (0, "ended\n")
