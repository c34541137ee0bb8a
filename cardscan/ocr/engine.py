"""PP-OCR's models from the rapidocr wheel, compiled by OpenVINO for this processor."""

from __future__ import annotations

import importlib.util
import logging
import re
import sys
import threading
from contextlib import contextmanager, nullcontext
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from cardscan import private
from cardscan.errors import MissingError
from cardscan.locks import HeldError, Lock

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from cardscan.model import Lattice

# Importing openvino starts a child process that reports usage over the network.
# None in sys.modules makes that package look absent, which openvino copes with.
sys.modules["openvino_telemetry"] = None  # type: ignore[assignment]

import openvino  # type: ignore[import-untyped]  # noqa: E402

_log = logging.getLogger(__name__)

DETECTOR = "PP-OCRv6_det_small.onnx"
RECOGNISER = "PP-OCRv6_rec_small.onnx"
TURN_CLASSIFIER = "ch_ppocr_mobile_v2.0_cls_mobile.onnx"
_LONGEST_WAIT = 60.0
"""Seconds to wait for another process that compiles models; it takes one or two."""
_OURS = re.compile(r"compiling\.lock|.+\.(?:blob|cl_cache)")
"""What is kept in the folder of compiled models."""
HEIGHT = 48
"""Pixels of a line's height as the recogniser sees it."""
STEP = 8
"""Pixels of the line for each step that the recogniser takes."""


class Strip(NamedTuple):
    """A line's text, and what it was read from."""

    text: str
    confidence: float
    places: tuple[float, ...]
    """For each letter of the text, its middle: heights of the line from its left side."""
    features: NDArray[np.float32]
    """Shape (steps, features): what the recogniser's last layer was given."""
    lattice: Lattice = ()
    """What else the picture may say."""
    unreadable: str = ""
    """The script of letters that nobody could read, and for which others stand in the text."""


NOTHING = Strip("", 0.0, (), np.zeros((0, 0), np.float32))


class Network:
    """A compiled model with one input and one output."""

    def __init__(self, model: Path, *, threads: int, cache_dir: Path, features: bool = False) -> None:
        """Compile the model in a file, or take it compiled from cache_dir where that folder can be had.

        With `features` it also gives what its last layer is given.
        """
        properties: dict[str, object] = {
            "PERFORMANCE_HINT": "LATENCY",
            # Pinned, the processes of a batch would all sit on the same core.
            "ENABLE_CPU_PINNING": False,
        }
        kept = _made(cache_dir)
        if kept:
            properties["CACHE_DIR"] = str(cache_dir)
        if threads:
            properties["INFERENCE_NUM_THREADS"] = threads
        graph = _with_features(_core().read_model(str(model))) if features else str(model)
        with _alone_in(cache_dir) if kept else nullcontext():
            self._compiled = _core().compile_model(graph, "CPU", properties)
            if kept:
                _close_models(cache_dir)
        self._request = self._compiled.create_infer_request()
        self._busy = threading.Lock()

    def __call__(self, batch: NDArray[np.float32]) -> NDArray[np.float32]:
        """Run the model on a batch; the result is the caller's own copy. Threads take turns."""
        with self._busy:
            self._request.infer([batch])
            return self._output(0)

    def with_features(self, batch: NDArray[np.float32]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Run the model on a batch; return the result and what the last layer made it of."""
        with self._busy:
            self._request.infer([batch])
            return self._output(0), self._output(1)

    def _output(self, index: int) -> NDArray[np.float32]:
        return np.array(self._request.get_output_tensor(index).data, np.float32)


def _with_features(graph: openvino.Model) -> openvino.Model:
    """Return the model with a second output: the input of its last matrix product."""
    product = [node for node in graph.get_ordered_ops() if node.get_type_name() == "MatMul"][-1]
    graph.add_outputs(product.input_value(0))
    return graph


def model_path(model: str) -> Path:
    """Return where the rapidocr wheel keeps a model.

    The package is located, not imported: its import alone takes half a second, and
    its own loader would download what it does not find.
    """
    spec = importlib.util.find_spec("rapidocr")
    if spec is None or not spec.origin:
        raise MissingError("the package rapidocr is not installed", "pip install rapidocr")
    path = Path(spec.origin).parent / "models" / model
    if not path.is_file():
        raise MissingError(
            f"rapidocr's wheel lacks the model {model}", "pip install --force-reinstall rapidocr"
        )
    return path


@cache
def alphabet() -> tuple[str, ...]:
    """Return the recogniser's characters by class; class 0 is CTC's blank."""
    info = _core().read_model(str(model_path(RECOGNISER))).get_rt_info(["framework", "character"])
    characters = str(info.value).split("\n")
    return ("", *characters, " ")


def _made(folder: Path) -> bool:
    """Make the folder where it is missing; tell whether models may be kept there, and loaded from it.

    A model runs with our rights. What others could write to, in a folder that an older cardscan left open,
    may be anybody's: it is removed, and the folder is closed.
    """
    try:
        private.make_folder(folder)
        files = list(folder.iterdir())
        if all(_OURS.fullmatch(file.name) for file in files):
            for model in filter(private.others_may_write, files):
                model.unlink(missing_ok=True)
            private.close(folder)
        if private.others_may_write(folder):
            _log.info("compiled models are not kept: others may write to %s", folder)
            return False
    except OSError as error:
        _log.info("compiled models are not kept: %s", error)
        return False
    return True


def _close_models(folder: Path) -> None:
    """Take from others what rights the umask gave them on the models just compiled."""
    for model in folder.glob("*.blob"):
        private.close(model)


@contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    """Keep other processes from the folder, where its file system can.

    OpenVINO takes a model that another process is just writing for a broken one and removes it, and
    the writer fails.
    """
    lock = Lock(folder / "compiling.lock", _LONGEST_WAIT)
    try:
        lock.acquire()
    except (OSError, HeldError) as error:
        _log.info("compiled models are not locked: %s", error)
        yield
        return
    try:
        yield
    finally:
        lock.release()


@cache
def _core() -> openvino.Core:
    return openvino.Core()
