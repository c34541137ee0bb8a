"""The typefaces that cards are set in: their files, and the Debian packages that bring them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final, NamedTuple

PACKAGES: Final = (
    "fonts-dejavu-core", "fonts-noto-cjk", "fonts-liberation2", "fonts-lato", "fonts-open-sans",
    "fonts-roboto-unhinted", "fonts-ebgaramond", "fonts-crosextra-carlito", "fonts-crosextra-caladea",
    "fonts-quicksand", "fonts-inter", "fonts-cantarell", "fonts-linuxlibertine",
)  # fmt: skip
ROOT: Final = Path("/usr/share/fonts")


class Face(NamedTuple):
    """A typeface: its files for normal and bold letters, below ROOT."""

    name: str
    regular: str
    bold: str


FACES: Final = (
    Face("Lato", "truetype/lato/Lato-Regular.ttf", "truetype/lato/Lato-Bold.ttf"),
    Face("Open Sans", "truetype/open-sans/OpenSans-Regular.ttf", "truetype/open-sans/OpenSans-Bold.ttf"),
    Face("Roboto", "truetype/roboto/unhinted/RobotoTTF/Roboto-Regular.ttf",
         "truetype/roboto/unhinted/RobotoTTF/Roboto-Bold.ttf"),
    Face("Roboto Light", "truetype/roboto/unhinted/RobotoTTF/Roboto-Light.ttf",
         "truetype/roboto/unhinted/RobotoTTF/Roboto-Medium.ttf"),
    Face("Liberation Sans", "truetype/liberation2/LiberationSans-Regular.ttf",
         "truetype/liberation2/LiberationSans-Bold.ttf"),
    Face("Liberation Serif", "truetype/liberation2/LiberationSerif-Regular.ttf",
         "truetype/liberation2/LiberationSerif-Bold.ttf"),
    Face("EB Garamond", "opentype/ebgaramond/EBGaramond12-Regular.otf",
         "opentype/ebgaramond/EBGaramond12-Bold.otf"),
    Face("Carlito", "truetype/crosextra/Carlito-Regular.ttf", "truetype/crosextra/Carlito-Bold.ttf"),
    Face("Caladea", "truetype/crosextra/Caladea-Regular.ttf", "truetype/crosextra/Caladea-Bold.ttf"),
    Face("Quicksand", "truetype/quicksand/Quicksand-Regular.ttf", "truetype/quicksand/Quicksand-Bold.ttf"),
    Face("Inter", "opentype/inter/Inter-Regular.otf", "opentype/inter/Inter-SemiBold.otf"),
    Face("Cantarell", "opentype/cantarell/Cantarell-Regular.otf", "opentype/cantarell/Cantarell-Bold.otf"),
    Face("Linux Biolinum", "opentype/linux-libertine/LinBiolinum_R.otf",
         "opentype/linux-libertine/LinBiolinum_RB.otf"),
    Face("DejaVu Sans", "truetype/dejavu/DejaVuSans.ttf", "truetype/dejavu/DejaVuSans-Bold.ttf"),
)  # fmt: skip
CJK: Final = Face(
    "Noto Sans CJK", "opentype/noto/NotoSansCJK-Regular.ttc", "opentype/noto/NotoSansCJK-Bold.ttc"
)
STAND_INS: Final = (CJK, FACES[-1])

OTHER_PACKAGES: Final = (*PACKAGES, "fonts-nanum", "fonts-lohit-deva", "fonts-tlwg-loma-ttf")
"""What faces of OTHER_FACES come in."""
_DEJAVU: Final = FACES[-1]
_LOHIT: Final = "truetype/lohit-devanagari/Lohit-Devanagari.ttf"
OTHER_FACES: Final = {
    "Hangul": (
        CJK,
        Face(
            "Noto Serif CJK", "opentype/noto/NotoSerifCJK-Regular.ttc", "opentype/noto/NotoSerifCJK-Bold.ttc"
        ),
        Face("Nanum Gothic", "truetype/nanum/NanumGothic.ttf", "truetype/nanum/NanumGothicBold.ttf"),
    ),
    "Cyrillic": tuple(face for face in FACES if face.name in ("Roboto", "Liberation Serif", "Open Sans")),
    "Arabic": (_DEJAVU,),
    "Hebrew": (_DEJAVU,),
    "Georgian": (_DEJAVU,),
    "Armenian": (_DEJAVU,),
    "Thai": (Face("Loma", "truetype/tlwg/Loma.ttf", "truetype/tlwg/Loma-Bold.ttf"),),
    "Devanagari": (Face("Lohit", _LOHIT, _LOHIT),),
}
"""By script that the default reader lacks."""


class MissingFontsError(Exception):
    """The fonts that cards need are not installed."""

    def __init__(self, packages: Sequence[str] = PACKAGES) -> None:
        super().__init__(f"fonts are missing; on Debian: apt-get install {' '.join(packages)}")


def missing_packages() -> tuple[str, ...]:
    """Return the packages to install where a face's file is absent, nothing where all are there."""
    faces = (*FACES, CJK)
    return () if all((ROOT / path).is_file() for face in faces for path in face[1:]) else PACKAGES


def available() -> tuple[Face, ...]:
    """Return the faces that are installed; raises MissingFontsError where any is not."""
    if missing_packages():
        raise MissingFontsError
    return FACES


def faces_for(script: str) -> tuple[Face, ...]:
    """Return the faces for a script of OTHER_FACES; raises MissingFontsError where any is not installed."""
    faces = OTHER_FACES[script]
    if not all((ROOT / path).is_file() for face in faces for path in face[1:]):
        raise MissingFontsError(OTHER_PACKAGES)
    return faces
