"""The two networks that tell cards apart that touch, and where their models are."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Network: TypeAlias = Callable[[Floats], Floats]

SEAMS = Path(__file__).with_name("seams.xml")
FITTING = Path(__file__).with_name("fitting.xml")


class Networks(NamedTuple):
    """What sees where cards end (seams.py), and what lays quads on them (fitting.py)."""

    seams: Network
    fitting: Network
