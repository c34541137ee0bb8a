import pytest

from scripts.measure.review import main


def test_pages_of_a_generated_book_are_measured(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(70, pages=20) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 16
    assert all(float(line.split()[-2]) > 0 for line in lines[1:])
