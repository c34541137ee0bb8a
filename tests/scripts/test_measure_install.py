"""What an install weighs is what lies on the disk, and who required it."""

from pathlib import Path

import pytest

from scripts.measure_install import Package, print_table, weighed


@pytest.fixture
def packages(tmp_path: Path) -> Path:
    """A folder with two packages, one of which requires the other, and a third in an extra."""
    for name, size, required in (
        ("Heavy_One", 3_000_000, ()),
        ("light", 500_000, ("heavy-one>=1,<2", 'cardscan; extra == "all"')),
    ):
        (tmp_path / f"{name}.py").write_bytes(bytes(size))
        about = tmp_path / f"{name}-1.0.dist-info"
        about.mkdir()
        needs = "".join(f"Requires-Dist: {line}\n" for line in required)
        (about / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n{needs}")
        (about / "RECORD").write_text(f"{name}.py,,\n{name}-removed.py,,\n")
    return tmp_path


def test_packages_are_weighed_by_their_files_and_know_who_wants_them(packages: Path) -> None:
    assert weighed(packages) == [Package("heavy-one", 3.0, ("light",)), Package("light", 0.5, ())]


def test_the_table_shows_the_heaviest_and_sums_all(capsys: pytest.CaptureFixture[str]) -> None:
    light = [Package(f"p{number}", 0.5, ()) for number in range(20)]
    print_table([Package("openvino", 185.2, ("cardscan",)), Package("pip", 14.0, ()), *light])
    lines = capsys.readouterr().out.splitlines()
    assert lines[1].split() == ["185.2", "openvino", "cardscan"]
    assert [line.split() for line in lines[-2:]] == [["3.0", "6", "others"], ["195.2", "all", "21"]]
