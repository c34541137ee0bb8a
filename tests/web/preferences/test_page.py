"""The page of settings."""

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from cardscan.book import Book
from cardscan.model import Contact
from cardscan.settings import load_settings
from tests.support.reviewing import add_card, post, token


def save(client: TestClient, **values: str) -> tuple[int, str]:
    fields = {"csrf": token(client), "daily": "5", **values}
    answer = post(client, "/settings", list(fields.items()))
    return answer.status_code, answer.text


def test_what_is_chosen_is_kept_in_the_file_and_counts_at_once(
    client: TestClient, book: Book, book_folder: Path
) -> None:
    add_card(book, Contact(given_name="DENISE", family_name="LUCAS", title="CEO"))
    assert "DENISE" in client.get("/contacts/export?format=vcf").text
    chosen = {"region": "de", "lang": "deu, fra", "small_letters": "1", "export_format": "google-csv"}
    chosen |= {"daily": "3", "offer": "Old  roofs, made tight", "prospect": "the owner of a flat roof"}
    assert save(client, **chosen)[0] == 303
    settings = load_settings({}, {}, book_folder.with_name("cardscan.toml"))
    assert (settings.region, settings.lang, settings.export_format) == ("DE", "deu+fra", "google-csv")
    assert (settings.daily, settings.offer) == (3, "Old roofs, made tight")
    assert settings.prospect == "the owner of a flat roof"
    sent = client.get("/contacts/export?format=vcf").text
    assert "Denise Lucas" in sent
    assert "DENISE" not in sent
    assert [entry.contact.given_name for entry in book.entries()] == ["DENISE"]
    page = client.get("/settings").text
    assert 'value="DE"' in page
    assert str(book_folder) in page
    assert '<option value="google-csv" selected>' in page
    assert '<option value="google-csv" selected>' in client.get("/export").text
    assert save(client, region="", lang="", export_format="")[0] == 303
    assert "checked" not in client.get("/settings").text.partition("small_letters")[2].partition(">")[0]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"region": "Germany"}, "Country Germany: is no country&#39;s two letters. Did you mean DE?<"),
        ({"region": "xx"}, "Country XX: is no country"),
        (
            {"lang": "deu, french"},
            "Languages french: is no language as Tesseract names them. Did you mean fra?<",
        ),
        ({"lang": "deu; rm"}, "Languages rm: is no language"),
        ({"export_format": "../x"}, "no such form"),
        ({"daily": "0"}, "0 a day"),
        ({"daily": "few"}, "few a day"),
        ({"daily": ""}, "nobody a day"),
        ({"offer": "x" * 141}, "141 signs"),
    ],
)
def test_what_makes_no_sense_is_not_kept(
    client: TestClient, book_folder: Path, typed: dict[str, str], said: str
) -> None:
    status, page = save(client, **typed)
    assert (status, said in page) == (422, True)
    assert not book_folder.with_name("cardscan.toml").exists()


def test_a_variable_that_wins_is_told(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CARDSCAN_REGION", "AT")
    assert "The environment says region" in client.get("/settings").text
