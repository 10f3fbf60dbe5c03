"""What somebody agreed to, until when, and taking it back in one step."""

from datetime import timedelta

import pytest

from hearthside.core.dates import today
from hearthside.core.errors import NotAllowed, Refused
from hearthside.people import actions
from hearthside.people.models import Consent

SAID = {"what": "My first name on the birthday list", "to_whom": "everybody here", "purpose": "a card", "words": "May we?"}


def given(cast, **more) -> Consent:
    return actions.give_consent(by=cast.ben, person=cast.ana, **SAID | more)


def test_it_holds_through_its_last_day(cast):
    consent = given(cast, until=today() + timedelta(days=5))
    days = [consent.holds_on(today() + timedelta(days=number)) for number in (-1, 0, 5, 6)]
    assert days == [False, True, True, False]


def test_taken_back_it_held_before_and_no_longer_from_that_day(cast):
    consent = given(cast)
    Consent.objects.filter(pk=consent.pk).update(given_on=today() - timedelta(days=3))
    for _twice in range(2):
        actions.withdraw_consent(by=cast.ana, consent=consent)
    consent.refresh_from_db()
    assert consent.holds_on(today() - timedelta(days=1))
    assert not consent.holds_on(today())


def test_a_day_that_has_passed_and_people_elsewhere(cast):
    with pytest.raises(Refused, match="has passed"):
        given(cast, until=today() - timedelta(days=1))
    with pytest.raises(NotAllowed):
        actions.give_consent(by=cast.kim, person=cast.ana, **SAID)
    with pytest.raises(NotAllowed):
        actions.withdraw_consent(by=cast.dan, consent=given(cast))


def test_ana_takes_it_back_and_gives_it_again_without_typing(cast, client):
    consent = given(cast)
    client.force_login(cast.ana.user)
    page = f"/people/{cast.ana.pk}/consents/"
    assert "I take it back" in client.get(page).content.decode()
    assert client.post(f"{page}{consent.pk}/withdrawal/").url == page
    shown = client.get(page).content.decode()
    assert "Nothing is agreed to at the moment" in shown
    assert "taken back" in shown
    again = client.get(page, {"like": consent.pk}).content.decode()
    assert 'value="My first name on the birthday list"' in again
    assert client.post(page, SAID | {"until": ""}).url == page
    assert [one.holds_on(today()) for one in Consent.objects.order_by("pk")] == [False, True]


def test_what_is_wrong_is_said_and_what_was_typed_stays(cast, client):
    client.force_login(cast.ben.user)
    answer = client.post(f"/people/{cast.ana.pk}/consents/", SAID | {"until": today() - timedelta(days=1), "to_whom": ""})
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert "This day has passed" in shown
    assert "My first name on the birthday list" in shown
    assert "They take it back" not in shown
