"""How much of the picture two quads share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    from scripts.pictures.scenes import Corners


def shared(one: Corners, other: Corners) -> float:
    """Return two quads' common area beside that of both together."""
    a, b = one.astype(np.float32), other.astype(np.float32)
    common = cv2.intersectConvexConvex(a, b)[0]
    return float(common / max(abs(cv2.contourArea(a)) + abs(cv2.contourArea(b)) - common, 1e-6))
