"""rapidocr on OpenVINO as its documentation shows it, for the benchmark to be held against.

python -m scripts.measure.rivals.bare_reader PICTURE…
"""

from __future__ import annotations

import sys

# As in cardscan/ocr/engine.py: without this, importing openvino reports usage online.
sys.modules["openvino_telemetry"] = None  # type: ignore[assignment]

from rapidocr import EngineType, RapidOCR  # noqa: E402


def bare_reader() -> RapidOCR:
    """Return the reader, its models loaded."""
    engines = {f"{model}.engine_type": EngineType.OPENVINO for model in ("Det", "Cls", "Rec")}
    return RapidOCR(params={"Global.log_level": "critical", **engines})


def main(pictures: list[str]) -> int:
    """Read the pictures and print their text."""
    reader = bare_reader()
    for picture in pictures:
        print(getattr(reader(picture), "txts"))  # noqa: B009 - its result is one of four classes
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
