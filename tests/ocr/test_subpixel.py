"""The detector with its last steps on the small map, beside the detector as it is."""

from pathlib import Path

import numpy as np

from cardscan.ocr.engine import (
    BLACK,
    DETECTOR,
    TURN_CLASSIFIER,
    Network,
    fill,
    model_path,
    openvino,
    read_model,
)
from cardscan.ocr.subpixel import laid_out_last
from tests.conftest import DrawCard
from tests.support.reading import TEXT

_EXACT = {"INFERENCE_PRECISION_HINT": "f32", "INFERENCE_NUM_THREADS": 1}


def _kinds(graph: openvino.Model) -> set[str]:
    return {node.get_type_name() for node in graph.get_ordered_ops()}


def test_the_detector_gives_the_same_map_without_doubling_anything_last(draw_card: DrawCard) -> None:
    usual, ours = read_model(model_path(DETECTOR)), laid_out_last(read_model(model_path(DETECTOR)))
    assert "ConvolutionBackpropData" in _kinds(usual)
    assert "ConvolutionBackpropData" not in _kinds(ours)
    batch = np.full((1, 3, 480, 640), BLACK, np.float32)
    fill(batch[0], draw_card(*TEXT).pixels[:480, :640])
    core = openvino.Core()
    expected, seen = (core.compile_model(graph, "CPU", _EXACT)([batch])[0] for graph in (usual, ours))
    assert seen.shape == (1, 1, 480, 640)
    assert expected.max() > 0.9
    assert np.allclose(seen, expected, atol=1e-6)


def test_a_model_that_ends_otherwise_is_left_as_it_is(cache_dir: Path) -> None:
    graph = read_model(model_path(TURN_CLASSIFIER))
    kinds = _kinds(graph)
    assert _kinds(laid_out_last(graph)) == kinds
    assert Network(graph, threads=1, cache_dir=cache_dir)(np.zeros((1, 3, 48, 192), np.float32)).shape == (
        1,
        2,
    )
