"""Who is let in from a phone, and for how long."""

from cardscan.web.phone.invitation import Guests, Invitation
from tests.support.sharing import Watchmaker


def test_only_so_many_phones_are_remembered() -> None:
    guests = Guests(Watchmaker())
    for number in range(51):
        guests.admit(f"cookie {number}")
    assert guests.find("cookie 0") is None
    assert guests.find("cookie 1") is not None


def test_an_invitation_that_was_not_announced_yet_accepts_nothing() -> None:
    assert not Invitation(lambda token: None, Watchmaker()).accept("")
