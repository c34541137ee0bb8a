"""Files that would take all time or memory: an error in good time, and the next file is read."""

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from cardscan.errors import BadInputError, ExitCode, ReadingError
from cardscan.picture import Limits, load_pictures
from tests import ROOT
from tests.support.bad_input import empty_pages
from tests.support.hostile import endless_pdf, lying_tiff, swollen_pdf, tall_png
from tests.support.pictures import assert_quarters, encoded, fails, load, quarters
from tests.support.watching import all_end, children_of

LIMITS = Limits(10**8, max_pixels=2 * 10**8, max_pages=20, pdf_dpi=72, seconds=60.0, max_memory=10**9)

SCAN = """
import resource, sys
from cardscan.cli import main
code = main(["scan", *sys.argv[1:], "--format", "jsonl"])
from cardscan.picture import apart
apart._end_all()
children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
own = next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(code, int(own) // 1000, children // 1000)
"""
"""The program's own peak is that of its memory: what resource says counts that of who started it, too."""


def scanned(files: list[Path], **settings: str) -> tuple[int, int, int, str]:
    """Scan files; return the exit code, the peak megabytes of the program and its children, and stderr."""
    environment = {f"CARDSCAN_{name.upper()}": value for name, value in settings.items()}
    done = subprocess.run(
        [sys.executable, "-c", SCAN, *map(str, files)],
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
        capture_output=True,
        text=True,
        timeout=120,
    )
    code, own, children = map(int, done.stdout.split("\n")[-2].split())
    return code, own, children, done.stderr


def test_a_pdf_that_would_be_drawn_for_ever_is_an_error_in_time() -> None:
    begun = time.monotonic()
    error = fails(endless_pdf(), name="x.pdf", seconds=1.0)
    assert str(error) == "x.pdf: decoding it takes longer than the limit of 1 seconds"
    assert "decode_timeout" in error.hint
    assert time.monotonic() - begun < 20
    assert_quarters(load(encoded(quarters(), "PDF", resolution=72))[0])


def test_all_pages_of_a_file_together_have_a_limit_too() -> None:
    pages = load_pictures(empty_pages(500, "0 0 4000 3000"), Limits(10**6, 10**8, 500, 72, 1.0, 10**9))
    read = 0
    with pytest.raises(BadInputError, match="longer than the limit"):
        for _ in pages:
            read += 1
    assert read > 5


@pytest.mark.skipif(sys.platform != "linux", reason="memory is limited on Linux")
@pytest.mark.long
def test_scan_of_hostile_files_ends_with_their_exit_code_within_its_memory(tmp_path: Path) -> None:
    hostile = {
        "endless.pdf": endless_pdf(),
        "swollen.pdf": swollen_pdf(),
        "tall.png": tall_png(199_000_000),
        "lying.tif": lying_tiff(14_000, 14_000, bytes(10_000_000)),
    }
    for name, data in hostile.items():
        (tmp_path / name).write_bytes(data)
        assert len(data) < 400_000
    # in a second the endless one has not yet taken all that it may
    limits = {"decode_timeout": "1", "decode_megabytes": "500"}
    code, own, child, said = scanned([tmp_path / name for name in hostile], **limits)
    assert code in (ExitCode.BAD_INPUT, ExitCode.READING_FAILED, ExitCode.SOME_FAILED), said
    assert "Traceback" not in said
    for name in ("endless.pdf: decoding it takes longer", "tall.png: claims 1 x 199000000", "lying.tif: "):
        assert name in said
    assert child < 600
    assert own < 1000


@pytest.mark.skipif(sys.platform != "linux", reason="memory is limited on Linux")
def test_what_needs_more_memory_than_allowed_is_an_error_not_a_picture() -> None:
    error = fails(lying_tiff(9000, 9000, bytes(81_000_000)), max_pixels=10**8, max_memory=80 * 10**6)
    assert "more memory" in str(error)
    assert_quarters(load(encoded(quarters(), "TIFF"))[0])


@pytest.mark.skipif(sys.platform == "win32", reason="looks at processes as POSIX does")
def test_a_decoder_that_was_killed_is_replaced() -> None:
    def kill_all() -> None:
        for child in children_of(os.getpid()):
            if b"cardscan.picture.decoder" in Path(f"/proc/{child}/cmdline").read_bytes():
                os.kill(child, signal.SIGKILL)

    assert len(load(empty_pages(1))) == 1
    kill_all()
    time.sleep(0.1)
    assert len(load(empty_pages(1))) == 1
    pages = load_pictures(empty_pages(2), LIMITS)
    next(pages)
    kill_all()
    with pytest.raises(ReadingError, match="broke down"):
        next(pages)


@pytest.mark.skipif(sys.platform != "linux", reason="looks at processes as Linux does")
def test_a_decoder_at_work_ends_with_a_parent_that_was_killed(tmp_path: Path) -> None:
    path = tmp_path / "endless.pdf"
    path.write_bytes(endless_pdf())
    command = [sys.executable, "-m", "cardscan", "scan", str(path)]
    with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.DEVNULL) as parent:
        until = time.monotonic() + 60
        while not (children := children_of(parent.pid)):
            assert time.monotonic() < until
            time.sleep(0.05)
        time.sleep(1.5)
        parent.kill()
    assert all_end(set(children))


def test_files_are_decoded_side_by_side_and_left_half_way() -> None:
    files = [empty_pages(3, f"0 0 {100 + number} 50") for number in range(8)]

    def widths(number: int) -> list[int]:
        first = next(load_pictures(files[-1 - number], LIMITS))
        assert first.pixels.shape[1] == 100 + 7 - number
        return [picture.pixels.shape[1] for picture in load_pictures(files[number], LIMITS)]

    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(widths, range(8))) == [[100 + number] * 3 for number in range(8)]
