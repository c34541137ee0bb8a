"""What readers are given: a drawn card as the detector sees it, a picture turned."""

from dataclasses import replace

import numpy as np

from cardscan import geometry
from cardscan.model import Card, Picture
from cardscan.ocr.detect import TextDetector

TEXT = ("Erika Muster", "Head of Purchasing", "erika@muster.example", "+49 30 901820")


def card_of(picture: Picture, detector: TextDetector) -> Card:
    height, width = picture.pixels.shape[:2]
    return Card(picture, geometry.rectangle(width, height), detector.find(picture))


def turned_by(picture: Picture, quarters: int) -> Picture:
    return replace(picture, pixels=np.ascontiguousarray(np.rot90(picture.pixels, quarters)))
