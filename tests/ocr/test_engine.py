"""The models, and what is said where one is absent."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor, wait
from pathlib import Path

import numpy as np
import pytest
from filelock import FileLock

from cardscan.errors import MissingError
from cardscan.ocr.detect import TextDetector
from cardscan.ocr.engine import (
    RECOGNISER,
    TURN_CLASSIFIER,
    Network,
    alphabet_of,
    fill,
    model_path,
    openvino,
    read_model,
)
from tests.conftest import DrawCard
from tests.support.reading import TEXT


def test_a_cache_folder_that_cannot_be_made_is_done_without(tmp_path: Path, draw_card: DrawCard) -> None:
    (tmp_path / "file").touch()
    detector = TextDetector(threads=1, cache_dir=tmp_path / "file" / "cache")
    assert len(detector.find(draw_card(*TEXT))) == len(TEXT)


def test_a_model_is_compiled_by_one_process_at_a_time(tmp_path: Path) -> None:
    graph = read_model(model_path(TURN_CLASSIFIER))
    with ThreadPoolExecutor(1) as pool:
        with FileLock(tmp_path / f"{Path(TURN_CLASSIFIER).stem}.lock"):
            loading = pool.submit(Network, graph, threads=1, cache_dir=tmp_path)
            assert wait([loading], 2.0).not_done
            assert not list(tmp_path.glob("*.blob"))
        loading.result(60)
    assert list(tmp_path.glob("*.blob"))


def test_a_model_kept_by_a_processor_of_another_precision_is_left_alone(
    tmp_path: Path, cache_dir: Path
) -> None:
    path, line = model_path(RECOGNISER), np.linspace(-1, 1, 3 * 48 * 192, dtype=np.float32)
    kept_elsewhere = {"CACHE_DIR": str(tmp_path), "INFERENCE_PRECISION_HINT": "f32"}
    openvino.Core().compile_model(read_model(path), "CPU", kept_elsewhere)
    [elsewhere] = tmp_path.glob("*.blob")
    first, second = (
        Network(read_model(path), threads=1, cache_dir=folder)(line.reshape(1, 3, 48, 192))
        for folder in (tmp_path, cache_dir)
    )
    assert len(set(tmp_path.glob("*.blob")) - {elsewhere}) == 1
    assert first.tobytes() == second.tobytes()


_LOADING = """
import locale, sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from cardscan.ocr.engine import DETECTOR, RECOGNISER, TURN_CLASSIFIER, Network, model_path, read_model

locale.setlocale(locale.LC_ALL, "C.UTF-8")
models = [model_path(model) for model in (DETECTOR, RECOGNISER, TURN_CLASSIFIER)]

def load(number):
    Network(read_model(models[number % 3]), threads=1, cache_dir=Path(sys.argv[1]))

with ThreadPoolExecutor(3) as pool:
    list(pool.map(load, range(60)))
print(locale.setlocale(locale.LC_ALL))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="C.UTF-8 is not known everywhere")
def test_threads_that_load_models_leave_the_locale_as_it_was(tmp_path: Path) -> None:
    command = [sys.executable, "-c", _LOADING, str(tmp_path)]
    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout == "C.UTF-8\n"


def test_a_folder_that_cannot_be_locked_is_used_all_the_same(tmp_path: Path) -> None:
    (tmp_path / f"{Path(TURN_CLASSIFIER).stem}.lock").mkdir()
    Network(read_model(model_path(TURN_CLASSIFIER)), threads=1, cache_dir=tmp_path)
    assert list(tmp_path.glob("*.blob"))


def test_the_alphabet_fits_the_model() -> None:
    letters = alphabet_of(read_model(model_path(RECOGNISER)))
    assert letters[0] == ""
    assert letters[-1] == " "
    assert {"A", "@", "ß", "ő", "ł", "Ω", "株"} <= set(letters)
    assert "Ж" not in letters


def test_models_see_black_as_minus_one_and_white_as_one() -> None:
    place = np.zeros((3, 2, 3), np.float32)
    fill(place, np.array([[[0, 255, 51], [255, 0, 204]]], np.uint8))
    assert np.allclose(place[:, 0, :2].ravel(), [-1, 1, 1, -1, -0.6, 0.6])
    assert not place[:, 1].any()


def test_batches_that_run_side_by_side_give_what_each_gives_alone(cache_dir: Path) -> None:
    graph = read_model(model_path(TURN_CLASSIFIER))
    network = Network(graph, threads=2, cache_dir=cache_dir, streams=2)
    batches = [np.full((1, 3, 48, 192), level, np.float32) for level in np.linspace(-1, 1, 12)]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(network, batches))
    assert [result.tobytes() for result in together] == [network(batch).tobytes() for batch in batches]


def test_a_model_that_is_not_there_says_what_to_install() -> None:
    with pytest.raises(MissingError, match="lacks the model") as caught:
        model_path("no-such.onnx")
    assert "pip install" in caught.value.hint
