"""Tokens that let one browser in."""

from cardscan.web.invitation import Invitation
from tests.support.sharing import Watchmaker


def test_a_token_is_good_once_and_followed_by_another() -> None:
    told: list[str] = []
    invitation = Invitation(told.append, Watchmaker(), good_for=60)
    invitation.renew()
    assert not invitation.accept("wrong")
    assert invitation.accept(told[0])
    assert not invitation.accept(told[0])
    assert invitation.accept(told[1])
    assert len(set(told)) == 3


def test_a_token_is_good_for_a_while() -> None:
    told: list[str] = []
    clock = Watchmaker()
    invitation = Invitation(told.append, clock, good_for=60)
    invitation.renew()
    clock.now += 60
    assert not invitation.accept(told[0])
    assert invitation.accept(told[1])


def test_an_invitation_that_was_not_announced_yet_accepts_nothing() -> None:
    assert not Invitation(lambda token: None, Watchmaker(), good_for=60).accept("")
