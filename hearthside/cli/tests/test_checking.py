"""`hearthside check` says what does not hold together, in a sentence for whoever keeps the server."""

from hearthside.cli.checking import _faults
from hearthside.gatherings.models import Session
from hearthside.gatherings.tests.groups import first_session, tuesday_circle


def test_places_that_do_not_add_up_are_said(cast):
    session = first_session(tuesday_circle(cast, sign_up="sign_up", capacity=12))
    assert not list(_faults())
    Session.objects.filter(pk=session.pk).update(taken=3)
    assert list(_faults()) == ["Places taken do not match the sign-ups at so many dates of groups: 1. Please report this."]
