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
from queue import SimpleQueue
from typing import TYPE_CHECKING, NamedTuple

import cv2
import numpy as np
from filelock import FileLock, Timeout

from cardscan import private
from cardscan.errors import MissingError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from cardscan.model import Lattice, Pixels

# Importing openvino starts a child process that reports usage over the network.
# None in sys.modules makes that package look absent, which openvino copes with.
sys.modules["openvino_telemetry"] = None  # type: ignore[assignment]
# What converts models takes longer to load than all the rest of openvino, which does without it too.
sys.modules["openvino.tools.ovc"] = None  # type: ignore[assignment]

import openvino as openvino  # type: ignore[import-untyped]  # noqa: E402

_log = logging.getLogger(__name__)

DETECTOR = "PP-OCRv6_det_small.onnx"
RECOGNISER = "PP-OCRv6_rec_small.onnx"
TURN_CLASSIFIER = "ch_ppocr_mobile_v2.0_cls_mobile.onnx"
_LEVELS = (np.arange(256, dtype=np.float32) / 255 - 0.5) / 0.5
"""What the models take for each of a channel's values."""
BLACK = float(_LEVELS[0])
_LONGEST_WAIT = 60.0
"""Seconds to wait for another process that compiles models; it takes one or two."""
_COMPILING = threading.Lock()
"""OpenVINO changes the process's locale while it loads a model; two threads at once would leave it so."""
_OURS = re.compile(r".+\.(?:lock|blob|cl_cache)")
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
    """A compiled model with one input."""

    def __init__(self, graph: openvino.Model, *, threads: int, cache_dir: Path, streams: int = 1) -> None:
        """Compile a model, or take it compiled from cache_dir where that folder can be had.

        The threads are shared out over `streams`, each of which runs one batch at a time.
        """
        properties: dict[str, object] = {
            "NUM_STREAMS": streams,
            # Pinned, the processes of a batch would all sit on the same core.
            "ENABLE_CPU_PINNING": False,
        }
        kept = _made(cache_dir)
        if kept:
            _name_precision(graph)
            properties["CACHE_DIR"] = str(cache_dir)
        if threads:
            properties["INFERENCE_NUM_THREADS"] = threads
        with _COMPILING, _alone(cache_dir / f"{graph.friendly_name}.lock") if kept else nullcontext():
            self._compiled = _core().compile_model(graph, "CPU", properties)
            if kept:
                _close_models(cache_dir)
        self._idle: SimpleQueue[openvino.InferRequest] = SimpleQueue()
        for _ in range(streams):
            self._idle.put(self._compiled.create_infer_request())

    def __call__(self, batch: NDArray[np.float32]) -> NDArray[np.float32]:
        """Run the model on a batch; the result is the caller's own copy. Threads take turns."""
        [result, *_] = self._outputs(batch)
        return result

    def with_features(self, batch: NDArray[np.float32]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Run a model that `with_features` has made on a batch; return the result and the features."""
        [result, features] = self._outputs(batch)
        return result, features

    def release_memory(self) -> None:
        """Give back what the largest batch so far took, which would be kept; of a network of one stream."""
        request = self._idle.get()
        try:
            self._compiled.release_memory()
        finally:
            self._idle.put(request)

    def _outputs(self, batch: NDArray[np.float32]) -> list[NDArray[np.float32]]:
        request = self._idle.get()
        try:
            request.infer([batch])
            return [np.array(tensor.data, np.float32) for tensor in request.output_tensors]
        finally:
            self._idle.put(request)


def read_model(path: Path) -> openvino.Model:
    """Return the model in a file, by the file's name."""
    graph = _core().read_model(str(path))
    graph.friendly_name = path.stem
    return graph


def with_features(graph: openvino.Model) -> openvino.Model:
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


def fill(batch: NDArray[np.float32], pixels: Pixels) -> None:
    """Write a picture (height x width x 3) into the top left of a batch's place (3 x height x width)."""
    height, width = pixels.shape[:2]
    for plane, channel in zip(batch, cv2.split(pixels), strict=True):
        plane[:height, :width] = cv2.LUT(channel, _LEVELS)


def alphabet_of(graph: openvino.Model) -> tuple[str, ...]:
    """Return the recogniser's characters by class; class 0 is CTC's blank."""
    characters = str(graph.get_rt_info(["framework", "character"]).value).split("\n")
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


def _name_precision(graph: openvino.Model) -> None:
    """Keep what this processor compiles apart from what one that calculates in another precision does.

    OpenVINO knows a kept model by its content and the processor's name, which virtual machines of several
    kinds share; compiled for float32, the recogniser reads garbage on one that takes bfloat16.
    """
    precision = _core().get_property("CPU", "INFERENCE_PRECISION_HINT")
    graph.set_rt_info(precision.get_type_name(), ["cardscan", "precision"])


def _close_models(folder: Path) -> None:
    """Take from others what rights the umask gave them on the models just compiled."""
    for model in folder.glob("*.blob"):
        private.close(model)


@contextmanager
def _alone(file: Path) -> Iterator[None]:
    """Keep other processes from what a file stands for, where its file system can.

    OpenVINO takes a model that another process is just writing for a broken one and removes it, and
    the writer fails.
    """
    lock = FileLock(file, mode=private.FILE)
    try:
        lock.acquire(timeout=_LONGEST_WAIT)
    except (OSError, NotImplementedError, Timeout) as error:
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
