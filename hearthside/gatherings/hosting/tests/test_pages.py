"""The pages of who holds what: one tap each, with a way back."""

import pytest

from hearthside.core.dates import now
from hearthside.gatherings.hosting import actions
from hearthside.gatherings.models import Duty, Gathering, Host, Session
from hearthside.gatherings.tests.groups import tuesday_circle
from tests.signed_in import client_of


@pytest.fixture
def circle(cast) -> Gathering:
    return tuesday_circle(cast)


@pytest.fixture
def session(circle) -> Session:
    return circle.sessions.select_related("series", "gathering").filter(starts__gt=now()).order_by("starts")[0]


def test_ben_cannot_make_it_kim_can_and_both_see_it_at_once(cast, circle, session):
    ben, kim = client_of(cast.ben), client_of(cast.kim)
    duty = actions.give_duty(by=cast.ben, session=session, person=cast.ben)
    address = f"/groups/{circle.slug}/dates/{session.pk}/"
    page = ben.post(f"{address}duties/{duty.pk}/ending/", follow=True).content.decode()
    assert "The others are asked." in page
    assert "Can make it after all" in page
    asked = kim.get("/groups/hosting/").content.decode()
    assert "You are asked" in asked
    assert "You are asked" not in ben.get("/groups/hosting/").content.decode()
    assert "It is yours. Thank you." in kim.post(f"{address}duty/", follow=True).content.decode()
    assert "Somebody has taken it by now." in ben.post(f"{address}duties/{duty.pk}/return/", follow=True).content.decode()
    assert "You are asked" not in kim.get("/groups/hosting/").content.decode()


def test_i_cannot_make_it_is_undone_with_one_tap(cast, circle, session):
    ben = client_of(cast.ben)
    duty = actions.give_duty(by=cast.ben, session=session, person=cast.ben)
    address = f"/groups/{circle.slug}/dates/{session.pk}/duties/{duty.pk}/"
    ben.post(f"{address}ending/")
    assert "It is as it was." in ben.post(f"{address}return/", follow=True).content.decode()
    duty.refresh_from_db()
    assert duty.given_up_at is None


def test_a_guest_sees_the_one_date_and_can_give_it_back(cast, circle, session):
    duty = actions.give_duty(by=cast.ben, session=session, person=cast.dan)
    dan = client_of(cast.dan)
    address = f"/groups/{circle.slug}/dates/{session.pk}/"
    page = dan.get(address).content.decode()
    assert "I can't make it" in page
    assert "Only its hosts and its coordinator change this" in page
    assert dan.post(f"{address}cancellation/").status_code == 403
    assert dan.get(f"/groups/{circle.slug}/plan/").status_code == 404
    assert "Can make it after all" in dan.post(f"{address}duties/{duty.pk}/ending/", follow=True).content.decode()


def test_somebody_is_given_a_date_and_what_is_wrong_is_said(cast, circle, session):
    ben = client_of(cast.ben)
    address = f"/groups/{circle.slug}/dates/{session.pk}/duties/"
    assert ben.post(address, {"person": ""}).status_code == 422
    assert ben.post(address, {"person": str(cast.mo.pk)}).status_code == 422, "Mo is nobody whom Ben can name"
    assert ben.post(address, {"person": str(cast.cora.pk)}).status_code == 302
    assert Duty.objects.get().part == "guest"


def test_who_holds_it_is_added_changed_and_taken_off(cast, circle):
    ben = client_of(cast.ben)
    address = f"/groups/{circle.slug}/hosts/"
    assert ben.post(address, {"person": "", "part": "host"}).status_code == 422
    assert "Added." in ben.post(address, {"person": str(cast.ana.pk), "part": "learner"}, follow=True).content.decode()
    ana = Host.objects.get(person=cast.ana)
    assert ben.post(f"{address}{ana.pk}/", {"part": "guest", "place": "1"}).status_code == 422
    assert ben.post(f"{address}{ana.pk}/", {"part": "co_host", "place": "1", "is_in_rotation": "on"}).status_code == 302
    assert "Ana can be added again" in ben.post(f"{address}{ana.pk}/ending/", follow=True).content.decode()
    kim = Host.objects.get(person=cast.kim)
    assert client_of(cast.kim).post(f"{address}{kim.pk}/ending/")["Location"] == "/groups/kept/"
    last = Host.objects.get(person=cast.ben)
    assert "Somebody has to hold this group" in ben.post(f"{address}{last.pk}/ending/", follow=True).content.decode()
    assert "Somebody has to hold" in ben.post(f"{address}{last.pk}/", {"part": "learner", "place": "1"}, follow=True).content.decode()


def test_turns_are_planned_with_one_tap(cast, circle):
    ben = client_of(cast.ben)
    assert "8 dates have a host now." in ben.post(f"/groups/{circle.slug}/rotation/", follow=True).content.decode()
    assert "Nothing to do" in ben.post(f"/groups/{circle.slug}/rotation/", follow=True).content.decode()
