"""How a person gets from card to card: where redirects lead, and whose page that is."""

from urllib.parse import parse_qs, urlsplit

from starlette.testclient import TestClient

from cardscan.model import Contact, Phone

CLEO = Contact(
    given_name="Cleo", family_name="Other", organization="Other Ltd", phones=(Phone("+442079460123"),)
)


def follow(client: TestClient, address: str) -> str:
    """Return where the redirects lead."""
    while (answer := client.get(address)).status_code == 303:
        address = answer.headers["location"]
    return address


def uid_in(address: str) -> str:
    return parse_qs(urlsplit(address).query)["uid"][0]
