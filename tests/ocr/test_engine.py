"""The models, and what is said where one is absent."""

from concurrent.futures import ThreadPoolExecutor, wait
from pathlib import Path

import pytest

from cardscan.errors import MissingError
from cardscan.locks import Lock
from cardscan.ocr.detect import TextDetector
from cardscan.ocr.engine import TURN_CLASSIFIER, Network, alphabet, model_path
from tests.conftest import DrawCard
from tests.support.reading import TEXT


def test_a_cache_folder_that_cannot_be_made_is_done_without(tmp_path: Path, draw_card: DrawCard) -> None:
    (tmp_path / "file").touch()
    detector = TextDetector(threads=1, cache_dir=tmp_path / "file" / "cache")
    assert len(detector.find(draw_card(*TEXT))) == len(TEXT)


def test_models_are_compiled_by_one_process_at_a_time(tmp_path: Path) -> None:
    with ThreadPoolExecutor(1) as pool:
        with Lock(tmp_path / "compiling.lock"):
            loading = pool.submit(Network, model_path(TURN_CLASSIFIER), threads=1, cache_dir=tmp_path)
            assert wait([loading], 2.0).not_done
            assert not list(tmp_path.glob("*.blob"))
        loading.result(60)
    assert list(tmp_path.glob("*.blob"))


def test_a_folder_that_cannot_be_locked_is_used_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "compiling.lock").mkdir()
    Network(model_path(TURN_CLASSIFIER), threads=1, cache_dir=tmp_path)
    assert list(tmp_path.glob("*.blob"))


def test_the_alphabet_fits_the_model() -> None:
    letters = alphabet()
    assert letters[0] == ""
    assert letters[-1] == " "
    assert {"A", "@", "ß", "ő", "ł", "Ω", "株"} <= set(letters)
    assert "Ж" not in letters


def test_a_model_that_is_not_there_says_what_to_install() -> None:
    with pytest.raises(MissingError, match="lacks the model") as caught:
        model_path("no-such.onnx")
    assert "pip install" in caught.value.hint
