"""The detector's last steps on a small map rather than on a large one: the same numbers, sooner.

PP-OCR's detector ends in two transposed convolutions that each double the map and whose places do not
overlap. The second fills a map of the picture's full size one channel at a time, which no processor does
fast. Their equals, two convolutions of single places, work on the map before it grows; its channels are
then laid out side by side. See Shi et al., "Is the deconvolution layer the same as a convolutional
layer?", arXiv:1609.07009.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from cardscan.ocr.engine import openvino

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

_PLACE = {"strides": [1, 1], "pads_begin": [0, 0], "pads_end": [0, 0], "dilations": [1, 1]}


class _Doubling(NamedTuple):
    """A transposed convolution of stride 2 that doubles a map, and what is added to it."""

    node: openvino.Node
    weights: Floats
    """Channels in x channels out x 2 x 2."""
    bias: Floats
    """Channels out."""


def laid_out_last(graph: openvino.Model) -> openvino.Model:
    """Return a model that ends in two doublings and a sigmoid with these done on the small map.

    A model that ends otherwise is returned as it is.
    """
    nodes = [node for node in graph.get_ordered_ops() if node.get_type_name() == "ConvolutionBackpropData"]
    if [tuple(node.input_value(1).get_shape())[1:] for node in nodes[1:]] != [(1, 2, 2)]:
        return graph
    first, second = map(_doubling, nodes)
    operations = openvino.opset13
    inner = operations.relu(_convolved(first.node.input_value(0), *_first_places(first)))
    chances = operations.sigmoid(_convolved(inner.output(0), *_second_places(second)))
    map_of_all = operations.depth_to_space(chances, "blocks_first", 4).output(0)
    for target in _after(second.node, "Sigmoid").output(0).get_target_inputs():
        target.replace_source_output(map_of_all)
    graph.validate_nodes_and_infer_types()
    return graph


def _doubling(node: openvino.Node) -> _Doubling:
    bias = _after(node, "Add").input_value(1).get_node()
    weights = node.input_value(1).get_node()
    return _Doubling(node, weights.get_data().astype(np.float32), bias.get_data().ravel().astype(np.float32))


def _after(node: openvino.Node, kind: str) -> openvino.Node:
    """Return the next node of a kind, down a chain."""
    while node.get_type_name() != kind:
        [target] = node.output(0).get_target_inputs()
        node = target.get_node()
    return node


def _first_places(doubling: _Doubling) -> tuple[Floats, Floats]:
    """Return weights and bias that give the four places of each place, one after another."""
    weights = doubling.weights.transpose(2, 3, 1, 0)
    return weights.reshape(-1, weights.shape[-1]), np.tile(doubling.bias, 4)


def _second_places(doubling: _Doubling) -> tuple[Floats, Floats]:
    """Return weights and bias that make of those four places sixteen, from left to right and down."""
    channels = len(doubling.weights)
    # By row and column of the sixteen, each as two digits, and by row and column of the four.
    weights = np.zeros((2, 2, 2, 2, 2, 2, channels), np.float32)
    for row, column in np.ndindex(2, 2):
        weights[row, :, column, :, row, column] = doubling.weights[:, 0].transpose(1, 2, 0)
    return weights.reshape(16, 4 * channels), np.tile(doubling.bias, 16)


def _convolved(source: openvino.Output, weights: Floats, bias: Floats) -> openvino.Node:
    """Return what the weights (channels out x channels in) make of each place of a map."""
    operations = openvino.opset13
    product = operations.convolution(
        source, operations.constant(weights[..., np.newaxis, np.newaxis]), **_PLACE
    )
    return operations.add(product, operations.constant(bias[np.newaxis, :, np.newaxis, np.newaxis]))
