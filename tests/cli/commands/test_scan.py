"""The command as a user runs it: real processes, real samples, exit codes and streams."""

import json
import re
import resource
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from cardscan import __version__
from cardscan.errors import ExitCode
from tests import SAMPLES
from tests.support.bad_input import empty_pages, encrypted_pdf, png_claiming
from tests.support.commands import cardscan, contacts_of
from tests.support.foreign import KOREAN, korean_card, png_of, tessdata_of

CARD = str(SAMPLES / "photo-france.jpg")
BLANK = str(SAMPLES / "no-card.jpg")


def bad_files(folder: Path) -> dict[str, Path]:
    """Every kind of file that is no card, each with what is said of it."""
    (folder / "empty-folder").mkdir()
    photo = Path(CARD).read_bytes()
    content = {
        "empty.jpg": b"",
        "text.jpg": b"Dear Sir or Madam,\n",
        "truncated.jpg": photo[: len(photo) // 2],
        "huge.png": png_claiming(100_000, 100_000),
        "locked.pdf": encrypted_pdf(b"secret"),
    }
    for name, data in content.items():
        (folder / name).write_bytes(data)
    return {name: folder / name for name in (*content, "empty-folder", "missing.jpg")}


def test_the_version_is_said_at_once() -> None:
    result = cardscan("--version")
    assert result.stdout == f"cardscan {__version__}\n"


def test_version_costs_at_most_three_times_an_empty_python() -> None:
    def cost(*command: str) -> float:
        """Processor seconds of a run, which other programs on the machine hardly change."""
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([sys.executable, *command], check=True, capture_output=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime

    runs = [(cost("-c", "pass"), cost("-m", "cardscan", "--version")) for _ in range(15)]
    assert min(version for _, version in runs) <= 3 * min(empty for empty, _ in runs)


@pytest.mark.parametrize(
    "name",
    ["empty.jpg", "text.jpg", "truncated.jpg", "huge.png", "locked.pdf", "empty-folder", "missing.jpg"],
)
def test_bad_input_is_one_clear_line_and_exit_code_3(name: str, tmp_path: Path) -> None:
    result = cardscan("scan", bad_files(tmp_path)[name])
    assert result.returncode == ExitCode.BAD_INPUT
    assert result.stdout == ""
    [line] = result.stderr.splitlines()
    assert line.startswith("cardscan: ")
    assert name in line


def test_bad_files_do_not_stop_the_good_one(tmp_path: Path) -> None:
    bad = bad_files(tmp_path)
    result = cardscan("scan", *bad.values(), CARD, BLANK, "--format", "jsonl")
    assert result.returncode == ExitCode.SOME_FAILED
    assert len(contacts_of(result)) == 1
    said = result.stderr
    assert all(name in said for name in (*bad, "no-card.jpg"))
    assert "Traceback" not in said


def test_a_picture_without_a_card_is_said_and_exit_code_4(tmp_path: Path) -> None:
    result = cardscan("scan", BLANK, "-o", tmp_path / "out.vcf")
    assert result.returncode == ExitCode.NO_CARD
    assert "no card found" in result.stderr
    assert not (tmp_path / "out.vcf").exists()


def test_a_card_comes_by_standard_input_as_by_path() -> None:
    by_path = cardscan("scan", CARD, "--format", "jsonl")
    by_stdin = cardscan("scan", "-", "--format", "jsonl", stdin=Path(CARD).read_bytes())
    assert by_path.returncode == by_stdin.returncode == 0
    assert contacts_of(by_path) == contacts_of(by_stdin)
    assert json.loads(by_stdin.stdout)["source"]["path"] == "-"


def test_the_suffix_chooses_the_format(tmp_path: Path) -> None:
    signature = tmp_path / "signature.txt"
    signature.write_text("Anna Weber\nManaging Director\nWeber GmbH\nanna@weber.example\n")
    starts = {".vcf": b"BEGIN:VCARD\r\n", ".csv": b"", ".jsonl": b'{"schema": "cardscan/1"', ".txt": b""}
    for suffix, start in starts.items():
        out = tmp_path / f"out{suffix}"
        assert cardscan("scan", signature, "-o", out).returncode == 0
        assert out.read_bytes().startswith(start)
        assert len(out.read_bytes()) > 100


def test_a_folder_gets_one_vcard_a_contact(tmp_path: Path) -> None:
    result = cardscan("scan", SAMPLES / "four-cards.jpg", "-o", f"{tmp_path}/cards/")
    assert result.returncode == 0
    files = list((tmp_path / "cards").iterdir())
    assert len(files) == 4
    assert all(file.suffix == ".vcf" for file in files)


@pytest.mark.parametrize(
    "arguments",
    [(), ("scan",), ("scan", CARD, "--format", "xlsx"), ("scan", CARD, "-o", "out.xlsx"), ("scam", CARD)],
)
def test_a_call_that_makes_no_sense_is_exit_code_2(arguments: tuple[str, ...]) -> None:
    assert cardscan(*arguments).returncode == ExitCode.USAGE


def test_a_setting_that_makes_no_sense_names_the_variable() -> None:
    result = cardscan("scan", CARD, environ={"CARDSCAN_PDF_DPI": "fine"})
    assert result.returncode == ExitCode.USAGE
    assert "pdf_dpi" in result.stderr


def test_a_language_that_is_not_installed_is_exit_code_5() -> None:
    result = cardscan("scan", CARD, "--reader", "tesseract", "--lang", "tlh")
    assert result.returncode == ExitCode.MISSING
    assert "apt-get install tesseract-ocr-tlh" in result.stderr


def test_a_reader_out_of_time_is_exit_code_6() -> None:
    result = cardscan("scan", CARD, "--reader", "tesseract", environ={"CARDSCAN_READ_TIMEOUT": "0.01"})
    assert result.returncode == ExitCode.READING_FAILED
    assert "longer than" in result.stderr


def test_what_cannot_be_written_is_exit_code_7(tmp_path: Path) -> None:
    result = cardscan("scan", CARD, "-o", tmp_path / "missing" / "out.vcf")
    assert result.returncode == ExitCode.CANNOT_WRITE
    assert "out.vcf" in result.stderr


@pytest.mark.long
def test_two_workers_give_what_one_gives_in_the_same_order() -> None:
    pictures = [CARD, BLANK, str(SAMPLES / "dark-photo.jpg"), str(SAMPLES / "two-pages.pdf")]
    one = cardscan("scan", *pictures, "--format", "jsonl")
    two = cardscan("scan", *pictures, "--format", "jsonl", "--workers", "2")
    assert one.returncode == two.returncode == ExitCode.SOME_FAILED
    assert contacts_of(one) == contacts_of(two)


def test_debug_leaves_a_picture_of_every_step(tmp_path: Path) -> None:
    assert cardscan("scan", CARD, "--debug", tmp_path).returncode == 0
    pictures = sorted(tmp_path.glob("*.jpg"))
    assert [path.name for path in tmp_path.glob("*.txt")] == [f"{Path(CARD).stem}-p1-card1-5-readings.txt"]
    steps = [re.sub(r".*-(\d-\w+)\.jpg", r"\1", picture.name) for picture in pictures]
    assert sorted(steps) == ["1-text", "2-cards", "3-flat", "4-read"]
    assert all(Image.open(picture).width > 400 for picture in pictures)


def copies(folder: Path, count: int) -> Path:
    for number in range(count):
        (folder / f"{number}.jpg").symlink_to(CARD)
    return folder


def test_interrupting_is_exit_code_130(tmp_path: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "cardscan", "scan", copies(tmp_path, 100), "--format", "jsonl"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    process.stdout.read(1)  # it is at work
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=60)
    assert process.returncode == ExitCode.INTERRUPTED
    [line] = said.decode().splitlines()
    assert re.fullmatch(r"cardscan: interrupted: \d+ of 100 files read", line)


def test_a_reader_of_our_output_that_had_enough_is_no_error(tmp_path: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "cardscan", "scan", copies(tmp_path, 100), "--format", "jsonl"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.readline()
    process.stdout.close()
    said = process.stderr.read().decode()
    process.wait(timeout=60)
    assert "Traceback" not in said


def test_a_pdf_gives_the_cards_of_all_its_pages() -> None:
    pages = [json.loads(line)["source"]["page"] for line in cardscan(
        "scan", SAMPLES / "two-pages.pdf", "--format", "jsonl").stdout.splitlines()]  # fmt: skip
    assert pages == [1, 2]


def test_empty_pages_hold_no_card(tmp_path: Path) -> None:
    (tmp_path / "blank.pdf").write_bytes(empty_pages(2))
    assert cardscan("scan", tmp_path / "blank.pdf").returncode == ExitCode.NO_CARD


SIGNATURE = "Kind regards,\n\nZoë Weber\nManaging Director\nTel. +44 20 7946 0123\nzoe.weber@weber.example\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32", "cp1252"])
def test_a_signature_in_a_text_file_or_on_standard_input_is_a_contact(tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "signature.TXT"
    file.write_bytes(SIGNATURE.encode(encoding))
    by_path = cardscan("scan", file, "--format", "jsonl")
    by_stdin = cardscan("scan", "-", "--format", "jsonl", stdin=file.read_bytes())
    assert contacts_of(by_path) == contacts_of(by_stdin)
    [contact] = contacts_of(by_path)
    assert (contact["full_name"], contact["title"]) == ("Zoë Weber", "Managing Director")
    assert json.loads(by_path.stdout)["source"]["path"] == str(file)


def test_a_text_file_without_text_is_told_of(tmp_path: Path) -> None:
    blank, empty = tmp_path / "blank.txt", tmp_path / "empty.txt"
    blank.write_text(" \n\n")
    empty.write_text("")
    result = cardscan("scan", blank, empty)
    assert result.returncode == ExitCode.SOME_FAILED
    assert "blank.txt: no card found" in result.stderr
    assert "empty.txt: is empty" in result.stderr


def test_a_picture_named_as_text_is_read_as_the_picture(tmp_path: Path) -> None:
    shutil.copy(CARD, tmp_path / "card.txt")
    assert contacts_of(cardscan("scan", tmp_path / "card.txt", "--format", "jsonl")) == contacts_of(
        cardscan("scan", CARD, "--format", "jsonl")
    )


def test_a_text_is_never_replaced_by_what_was_read_of_it(tmp_path: Path) -> None:
    file = tmp_path / "signature.txt"
    file.write_text(SIGNATURE)
    result = cardscan("scan", file, "-o", file)
    assert result.returncode == ExitCode.USAGE
    assert "is one of the files to read" in result.stderr
    assert file.read_text() == SIGNATURE


def test_a_text_longer_than_any_card_is_refused_at_once(tmp_path: Path) -> None:
    for number, text in enumerate(("word\n" * 100_000, "a" * 1_000_000, "a@b.c " * 700)):
        (tmp_path / f"{number}.txt").write_text(text)
    result = cardscan("scan", *sorted(tmp_path.iterdir()))
    assert result.returncode == ExitCode.BAD_INPUT
    assert result.stderr.count("is too long for a card") == 3


def test_two_texts_are_two_sides_of_one_card(tmp_path: Path) -> None:
    (tmp_path / "zoe_front.txt").write_text("Zoë Weber\nManaging Director\nWeber Instruments Ltd\n")
    (tmp_path / "zoe_back.txt").write_text("Tel. +44 20 7946 0123\nzoe.weber@weber.example\n")
    [contact] = contacts_of(cardscan("scan", *tmp_path.iterdir(), "--sides", "--format", "jsonl"))
    assert contact["full_name"] == "Zoë Weber"
    assert contact["emails"] == [{"value": "zoe.weber@weber.example"}]


def test_signs_that_are_not_seen_are_no_part_of_a_text(tmp_path: Path) -> None:
    file = tmp_path / "pasted.txt"
    file.write_text(SIGNATURE.replace(" ", "\u00a0\u200b").replace("@", "\u200b@"), encoding="utf-8")
    [contact] = contacts_of(cardscan("scan", file, "--format", "jsonl"))
    assert contact["full_name"] == "Zoë Weber"
    assert contact["emails"] == [{"value": "zoe.weber@weber.example"}]


def test_what_is_neither_text_nor_picture_is_told_so(tmp_path: Path) -> None:
    file = tmp_path / "signature.txt"
    file.write_bytes(SIGNATURE.encode("utf-16-le"))
    result = cardscan("scan", file)
    assert result.returncode == ExitCode.BAD_INPUT
    assert "is neither a text that can be read nor a picture" in result.stderr


def test_a_pdf_of_plain_letters_on_standard_input_is_no_text() -> None:
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 255 155] >>"
    pages = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
    objects = (b"<< /Type /Catalog /Pages 2 0 R >>", pages, page)
    body = b"".join(b"%d 0 obj %s endobj\n" % (number, part) for number, part in enumerate(objects, 1))
    blank = b"%PDF-1.4\n" + body + b"trailer << /Size 4 /Root 1 0 R >>\n%%EOF\n"
    result = cardscan("scan", "-", stdin=blank)
    assert result.returncode == ExitCode.NO_CARD
    assert result.stdout == ""


def test_what_to_install_for_another_script_is_said_once_a_call(tmp_path: Path) -> None:
    data = tmp_path / "tessdata"
    data.mkdir()
    for name in ("a.png", "b.png"):
        (tmp_path / name).write_bytes(png_of(korean_card()))
    result = cardscan(
        "scan", tmp_path / "a.png", tmp_path / "b.png", "--format", "jsonl",
        environ={"TESSDATA_PREFIX": str(tessdata_of(data, "eng", "osd"))},
    )  # fmt: skip
    assert result.returncode == ExitCode.OK
    assert result.stderr.count("sudo apt install tesseract-ocr-kor") == 1
    first, second = (json.loads(line) for line in result.stdout.splitlines())
    assert first["contact"] == second["contact"]
    assert "full_name" in first["needs_review"]
    assert first["contact"]["emails"] == [{"value": KOREAN[-1]}]
    assert "emails[0]" not in first["needs_review"]
