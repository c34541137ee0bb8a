"""What is scanned: folders, patterns, standard input, texts."""

from pathlib import Path

from cardscan.errors import ExitCode
from tests import SAMPLES
from tests.support.commands import cardscan, contacts_of

CARD = str(SAMPLES / "photo-france.jpg")


def test_a_folder_and_a_pattern_are_opened(tmp_path: Path) -> None:
    (tmp_path / "fair" / ".hidden").mkdir(parents=True)
    for place in ("fair/one.jpg", "fair/.hidden/two.jpg"):
        (tmp_path / place).write_bytes(Path(CARD).read_bytes())
    (tmp_path / "fair" / "notes.txt").write_text("met at the fair")
    for named in (tmp_path / "fair", f"{tmp_path}/**/o*.jpg"):
        assert len(contacts_of(cardscan("scan", named, "--format", "jsonl"))) == 1
    assert cardscan("scan", f"{tmp_path}/*.bmp").returncode == ExitCode.BAD_INPUT
