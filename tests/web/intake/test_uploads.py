import asyncio
import io
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from starlette.requests import ClientDisconnect

from cardscan.errors import OutputError
from cardscan.inbox import event_named
from cardscan.inbox.looking import is_litter
from cardscan.model import Event
from cardscan.sides import may_be_a_side
from cardscan.web.asking import Refused
from cardscan.web.intake.uploads import Limits, event_folder, own_name, receive
from tests.support.drops import files_in, person, picture

BOUNDARY = "----cardscantest"
TYPE = f"multipart/form-data; boundary={BOUNDARY}"
PHOTO = picture(person(1))


def form(*photos: bytes, csrf: str = "right", name: str = "../../etc/IMG_front.jpg") -> bytes:
    """Return what a browser sends."""
    parts = [f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="csrf"\r\n\r\n{csrf}\r\n'.encode()]
    for photo in photos:
        head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="photos"; filename="{name}"\r\n'
        parts.append(head.encode() + b"Content-Type: image/jpeg\r\n\r\n" + photo + b"\r\n")
    return b"".join(parts) + f"--{BOUNDARY}--\r\n".encode()


def send(folder: Path, body: bytes, step: int = 4096, limits: Limits | None = None, kind: str = TYPE) -> int:
    async def chunks() -> AsyncIterator[bytes]:
        for start in range(0, len(body), step):
            yield body[start : start + step]

    places = asyncio.run(
        receive(
            chunks(), kind, named(folder), lambda token: token == "right", limits or Limits(spare_megabytes=0)
        )
    )
    return len(places)


def named(folder: Path) -> Callable[[Mapping[str, str], str, str], Path]:
    """Return where a photo goes of which we know nothing."""
    return lambda fields, name, suffix: folder / own_name(suffix)


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path / "2026-11-20 Chamber mixer"


@pytest.mark.parametrize("step", [1, 7, 4096, 1_000_000])
def test_photos_arrive_as_they_were_however_they_are_cut_up(folder: Path, step: int) -> None:
    photos = [PHOTO[:5000] if step == 1 else PHOTO, picture(person(2))[:2000]]
    assert send(folder, form(*photos), step) == 2
    assert sorted(files_in(folder).values()) == sorted(photos)


def test_names_are_our_own_and_of_no_pair(folder: Path) -> None:
    send(folder, form(*[PHOTO] * 10))
    names = [path.name for path in folder.iterdir()]
    assert len(names) == 10
    assert all(name.endswith(" photo.png") and "IMG" not in name for name in names)
    assert not any(map(may_be_a_side, names))
    assert not any(map(is_litter, names))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF", "GIF", "BMP"])
def test_each_kind_of_picture_gets_its_suffix(folder: Path, kind: str) -> None:
    stream = io.BytesIO()
    Image.new("RGB", (20, 20)).save(stream, kind)
    send(folder, form(stream.getvalue()))
    [name] = files_in(folder)
    assert name.endswith(f".{kind.lower()}")


def test_nothing_is_seen_until_the_last_byte_has_come(folder: Path) -> None:
    body = form(PHOTO, PHOTO)
    seen: list[list[str]] = []

    async def chunks() -> AsyncIterator[bytes]:
        for start in range(0, len(body), 1000):
            yield body[start : start + 1000]
            names = [path.name for path in folder.iterdir()] if folder.exists() else []
            seen.append([name for name in names if not is_litter(name)])

    asyncio.run(receive(chunks(), TYPE, named(folder), lambda token: True, Limits(spare_megabytes=0)))
    assert set(map(len, seen)) == {0}
    assert len(files_in(folder)) == 2


@given(st.integers(0, len(form(PHOTO)) - 5))
def test_a_form_cut_off_anywhere_leaves_nothing(tmp_path_factory: pytest.TempPathFactory, cut: int) -> None:
    folder = tmp_path_factory.mktemp("inbox") / "event"
    with pytest.raises(Refused, match="whole"):
        send(folder, form(PHOTO)[:cut])
    assert not folder.exists()


def test_a_connection_that_breaks_leaves_nothing(folder: Path) -> None:
    async def chunks() -> AsyncIterator[bytes]:
        yield form(PHOTO, PHOTO)[:-200]
        raise ClientDisconnect

    with pytest.raises(ClientDisconnect):
        asyncio.run(receive(chunks(), TYPE, named(folder), lambda token: True, Limits(spare_megabytes=0)))
    assert not folder.exists()


@pytest.mark.parametrize(
    ("body", "limits", "status", "why"),
    [
        (form(PHOTO, csrf="wrong"), Limits(), 403, "expired"),
        (form(PHOTO)[len(BOUNDARY) + 60 :], Limits(), 400, "understood|whole"),
        (form(), Limits(), 400, "No photo"),
        (form(b"", name=""), Limits(), 400, "No photo"),
        (form(b""), Limits(), 415, "Photo 1: the file is empty."),
        (form(b"short"), Limits(), 415, "Photo 1: it is no picture."),
        (form(PHOTO, b"<script>alert(1)</script> is no picture"), Limits(), 415, "Photo 2: is text"),
        (form(PHOTO, b"short"), Limits(), 415, "no picture"),
        (form(PHOTO, b"PK\x03\x04" + bytes(100)), Limits(), 415, "ZIP archive"),
        (form(*[PHOTO] * 4), Limits(photos=3), 413, "At most 3 photos"),
        (form(PHOTO, PHOTO + bytes(100_000)), Limits(megabytes=0.1), 413, "at most 0.1 MB"),
        (form(PHOTO, csrf="x" * 10_000), Limits(), 413, "too large"),
        (form(PHOTO), Limits(spare_megabytes=1e12), 507, "no room"),
    ],
)
def test_what_is_refused_leaves_nothing(
    folder: Path, body: bytes, limits: Limits, status: int, why: str
) -> None:
    free = Limits(limits.photos, limits.megabytes, limits.spare_megabytes if status == 507 else 0)
    with pytest.raises(Refused, match=why) as refused:
        send(folder, body, limits=free)
    assert refused.value.status == status
    assert not folder.exists()


def test_a_photo_before_the_token_is_refused(folder: Path) -> None:
    token, _, rest = form(PHOTO).partition(b"right\r\n")
    photo, _, end = rest.rpartition(f"--{BOUNDARY}--".encode())
    with pytest.raises(Refused, match="expired"):
        send(folder, photo + token + b"right\r\n--" + BOUNDARY.encode() + b"--" + end)
    assert not folder.exists()


def test_nothing_is_written_through_a_link_in_the_place_of_the_event_s_folder(
    folder: Path, tmp_path: Path
) -> None:
    (tmp_path / "elsewhere").mkdir()
    folder.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(Refused, match="link"):
        send(folder, form(PHOTO))
    assert list((tmp_path / "elsewhere").iterdir()) == []


@pytest.mark.parametrize("length", [257, 5000])
def test_a_boundary_longer_than_any_browser_s_is_refused_in_words(length: int, folder: Path) -> None:
    with pytest.raises(Refused, match="cannot be understood") as refused:
        send(folder, form(PHOTO), kind=f"multipart/form-data; boundary={'x' * length}")
    assert refused.value.status == 400
    assert not folder.exists()


@given(
    cuts=st.lists(
        st.tuples(st.integers(0, 400), st.integers(0, 30), st.binary(max_size=40) | st.just(b"\r\n")),
        max_size=4,
    ),
    kind=st.just(TYPE) | st.text(max_size=40).map(lambda text: f"multipart/form-data; {text}"),
)
def test_whatever_is_sent_is_taken_or_refused_in_words(
    cuts: list[tuple[int, int, bytes]], kind: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    body = form(PHOTO[:300])
    for at, length, instead in cuts:
        body = body[:at] + instead + body[at + length :]
    folder = tmp_path_factory.mktemp("sent") / "photos"
    try:
        assert send(folder, body, kind=kind) >= 1
    except Refused as refused:
        assert 400 <= refused.status < 500
        assert not folder.exists()


@pytest.mark.parametrize("kind", ["", "text/plain", "multipart/form-data", "application/json; boundary=x"])
def test_another_kind_of_form_is_refused(folder: Path, kind: str) -> None:
    with pytest.raises(Refused, match="own forms"):
        send(folder, form(PHOTO), kind=kind)


def test_endless_headers_are_refused(folder: Path) -> None:
    body = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{"x" * 1_000_000}"\r\n\r\n'.encode()
    with pytest.raises(Refused, match="understood"):
        send(folder, body)


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_bytes(b"")
    with pytest.raises((OutputError, OSError)):
        send(blocked / "event", form(PHOTO))


_PIECES = [*"ab._- ~$/:é0123\r\n\t", ".tmp", ".part", "icon", "done"]


@given(st.text(max_size=300) | st.lists(st.sampled_from(_PIECES)).map("".join), st.dates())
def test_any_event_s_folder_is_one_that_the_drop_folder_takes_for_it(name: str, day: object) -> None:
    made = event_folder(Event(name, str(day)))
    assert Path(made).name == made
    assert not is_litter(made)
    assert len(made.encode()) <= 120
    event = event_named(made)
    assert event.date == str(day)
    assert event_folder(event) == made


@pytest.mark.parametrize(
    "name", ["../../etc", "a/b\\c", "x.tmp", "CON", ".hidden", "done", "Fair: A & B", "展示会"]
)
def test_a_name_that_is_no_folder_s_becomes_one(tmp_path: Path, name: str) -> None:
    made = event_folder(Event(name, "2026-11-20"))
    (tmp_path / made).mkdir()
    assert (tmp_path / made).parent == tmp_path
    assert made.startswith("2026-11-20")
