"""Messages: filled from what strangers' cards say, which stays text."""

from email.parser import Parser
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from cardscan.errors import OutputError
from cardscan.messages import LONGEST_LINK, TEMPLATES, Message, filled, templates, values_of
from cardscan.model import Contact, Email
from cardscan.settings import Settings

ANNA = Contact(given_name="Anna", family_name="Weber", emails=(Email("anna@weber.example"),))


def first(contact: Contact, event: str = "Mixer", day: str = "2026-11-20", offer: str = "") -> Message:
    values = values_of(contact, Settings(offer=offer), event=event, day=day, want="")
    return filled(TEMPLATES["first"], contact, values)


def test_a_message_is_filled_and_lines_that_stay_empty_are_left_out() -> None:
    message = first(ANNA)
    assert (message.to, message.subject) == ("anna@weber.example", "Good to meet you at Mixer")
    assert message.text == (
        "Hello Anna,\n\nit was good to talk to you on Fri 20 November 2026.\n"
        "How will I know when I meet a good prospect for you?\n"
    )
    assert "We clean roofs." in first(ANNA, offer="We clean roofs.").text
    nowhere = first(ANNA, event="", day="")
    assert (nowhere.subject, nowhere.text.count("\n")) == ("", 3)


def test_the_link_says_the_same() -> None:
    message = first(ANNA)
    parts = urlsplit(message.link)
    said = parse_qs(parts.query)
    assert (parts.scheme, parts.path) == ("mailto", "anna@weber.example")
    assert said == {"subject": [message.subject], "body": [message.text.replace("\n", "\r\n")]}


@pytest.mark.parametrize(
    "address",
    ["a@b.example?bcc=x@y.example", "a@b.example&cc=x", "a@b.example\r\nBcc: x@y.example", "a,b@c.example"],
)
def test_an_address_on_a_card_adds_no_header(address: str) -> None:
    link = first(Contact(given_name="Eve", emails=(Email(address),))).link
    assert set(parse_qs(urlsplit(link).query)) <= {"subject", "body"}
    assert not link or unquote(urlsplit(link).path) == address


def test_a_name_on_a_card_adds_no_line_and_no_header() -> None:
    contact = Contact(given_name="Eve\r\nBcc: x@y.example\r\n\r\n{offer}", emails=(Email("e@e.example"),))
    message = first(contact)
    mail = Parser().parsestr(f"Subject: {message.subject}\n\n{message.text}")
    assert (mail["Bcc"], message.text.splitlines()[0]) == (None, "Hello Eve Bcc: x@y.example  {offer},")


def test_a_link_too_long_for_mail_programs_is_none() -> None:
    assert len(first(ANNA, event="x" * 1000).link) <= LONGEST_LINK
    assert first(ANNA, event="x" * LONGEST_LINK).link == ""
    assert first(Contact(given_name="Anna")).link == ""


def test_the_files_are_made_once_and_are_the_users_own(tmp_path: Path) -> None:
    folder = tmp_path / "messages"
    assert templates(folder) == TEMPLATES
    (folder / "first.txt").write_text("Subject: Hi\nHello {given} {nobody}\nBye\n", encoding="utf-8")
    (folder / "news.txt").unlink()
    (folder / "party.txt").write_bytes(b"Subject: \xff\n")
    assert sorted(templates(folder)) == ["ask", "first", "keep", "party"]
    assert filled(templates(folder)["first"], ANNA, {"given": "Anna"}) == Message(
        "anna@weber.example", "Hi", "Bye\n"
    )
    (tmp_path / "file").touch()
    with pytest.raises(OutputError):
        templates(tmp_path / "file" / "messages")
