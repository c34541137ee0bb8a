"""Who is let in from a phone, for how long, and how much it may send."""

import pytest

from cardscan.web.asking import Refused
from cardscan.web.phone.guests import Guest, Guests
from tests.support.sharing import Watchmaker


def test_only_so_many_phones_are_remembered() -> None:
    guests = Guests(Watchmaker())
    for number in range(51):
        guests.admit(f"cookie {number}")
    assert guests.find("cookie 0") is None
    assert guests.find("cookie 1") is not None


def test_a_phone_sends_so_much_at_a_time() -> None:
    guest = Guest(0.0)
    with guest.sending(), guest.sending():
        with pytest.raises(Refused) as refused, guest.sending():
            pass
        assert refused.value.status == 429
    with pytest.raises(ZeroDivisionError), guest.sending():
        raise ZeroDivisionError
    with guest.sending():
        pass


def test_a_phone_that_sent_very_much_has_to_be_let_in_again() -> None:
    guest = Guest(0.0, photos=[("a.png", "a.png")] * 2000)
    with pytest.raises(Refused, match="scan the computer's code"), guest.sending():
        pass
