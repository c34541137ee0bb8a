"""What the networks for cards that touch have in common: layers, how they learn, how they are written."""

from __future__ import annotations

import argparse
import datetime
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import torch
from torch import nn

from scripts.environment import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_OUT: Final = ROOT / "cardscan/cards/touching"
_WARMING: Final = 100
"""Batches until the rate is reached."""


def layer(channels: int, made: int, *, stride: int = 1) -> Any:
    """Return a convolution of 3 x 3, normalised and rectified."""
    convolution = nn.Conv2d(channels, made, 3, stride, 1, bias=False)
    return nn.Sequential(convolution, nn.BatchNorm2d(made), nn.ReLU(inplace=True))


def descend(
    net: Any, loss_at: Callable[[int], Any], count: int, *, rate: float, decay: float, reported: int
) -> None:
    """Let a network learn from so many batches' losses; the rate falls to nothing by then."""
    print(f"{sum(each.numel() for each in net.parameters())} parameters", flush=True)
    optimiser = torch.optim.AdamW(net.parameters(), lr=rate, weight_decay=decay)
    started, losses = time.monotonic(), []
    for number in range(count):
        now = rate * min(1.0, (number + 1) / _WARMING) * (0.5 + 0.5 * float(np.cos(np.pi * number / count)))
        for group in optimiser.param_groups:
            group["lr"] = now
        optimiser.zero_grad()
        loss = loss_at(number)
        loss.backward()
        nn.utils.clip_grad_norm_(net.parameters(), 2.0)
        optimiser.step()
        losses.append(float(loss.detach()))
        if number % reported == reported - 1:
            minutes, mean = (time.monotonic() - started) / 60, np.mean(losses[-reported:])
            print(f"{number + 1} batches, {minutes:.1f} min, loss {mean:.4f}", flush=True)
    net.eval()


def write(net: Any, shape: Sequence[int], path: Path, origin: str) -> None:
    """Write a network in OpenVINO's form, halves for weights; `origin` goes into the XML.

    `shape` is that of its input, -1 where any number may stand.
    """
    # Its import would report usage over the network.
    sys.modules["openvino_telemetry"] = None  # type: ignore[assignment]
    import openvino  # type: ignore[import-untyped]

    example = torch.zeros(*(max(1, size) for size in shape))
    model = openvino.convert_model(net, example_input=example, input=[*shape])
    model.set_rt_info(origin, "origin")
    openvino.save_model(model, str(path), compress_to_fp16=True)


def arguments(text: str | None, *, scenes: int, batches: int) -> argparse.Namespace:
    """Return what the command line says, with these numbers where it says none; seed torch."""
    parser = argparse.ArgumentParser(description=text, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--scenes", type=int, default=scenes)
    parser.add_argument("--batches", type=int, default=batches)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=1, help="processes that draw, threads that train")
    parser.add_argument("-o", "--out", type=Path, default=_OUT)
    given = parser.parse_args()
    torch.set_num_threads(given.threads)
    torch.manual_seed(given.seed)
    return given


def origin(name: str, given: argparse.Namespace) -> str:
    """Return how a network's weights were made, by the script of this name."""
    today = datetime.datetime.now(tz=datetime.UTC).date()
    return (
        f"python -m scripts.learn.touching.{name} --scenes {given.scenes} --batches {given.batches}"
        f" --seed {given.seed}, {today}, from drawn pictures of invented cards; same licence as the program"
    )
