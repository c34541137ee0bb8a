"""The file that a card was seen in."""

from dataclasses import replace
from pathlib import Path

from starlette.testclient import TestClient

from cardscan.book import Book
from tests.support.fictional import ANNA
from tests.support.reviewing import shown_card


def test_originals_are_shown_from_where_the_book_says_they_lie(
    client: TestClient, book: Book, tmp_path: Path
) -> None:
    import hashlib

    from PIL import Image

    file = tmp_path / "photo.png"
    Image.new("RGB", (3000, 1000), "white").save(file)
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    scan = shown_card(ANNA, "x.jpg")
    source = replace(scan.source, sha256=digest, path=str(file))
    face = replace(scan.faces[0], source=source)
    from cardscan.book import Original

    [receipt] = book.receive([Original(digest, str(file))], [replace(scan, source=source, faces=(face,))])
    address = f"uid={receipt.uid}&card={receipt.card}&side=0"
    assert "photo.png" in client.get(f"/original?{address}").text
    picture = client.get(f"/original/picture?{address}")
    assert (picture.status_code, picture.content[:2]) == (200, b"\xff\xd8")
    assert client.get(f"/original?{address}1").status_code == 404
    file.write_bytes(b"other")
    assert client.get(f"/original/picture?{address}").status_code == 404
    file.unlink()
    assert client.get(f"/original/picture?{address}").status_code == 404
