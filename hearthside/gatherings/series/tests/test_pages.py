"""The pages of those who keep a gathering: what each shows, hides, refuses and keeps."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hearthside.core.dates import today
from hearthside.gatherings.models import Gathering, Session
from hearthside.gatherings.tests.groups import NEUTRAL_TITLE, TRUE_TITLE, closed_circle, next_weekday, tuesday_circle
from hearthside.organisation.actions import open_site
from hearthside.people.actions import grant_role
from tests.cast import TESTS
from tests.signed_in import client_of


def begun(cast, **changes) -> dict:
    """What somebody types to begin a group."""
    words = {"title": "Walkers", "when": "every Wednesday", "time": "7 pm", "length": "90 minutes", "kind": "support_group"}
    rules = {"openness": "open", "sign_up": "drop_in", "hosts_needed": "1", "learners_welcome": "0", "is_listed": "on", "mode": "in_person"}
    return words | rules | {"programme": str(cast.river.pk)} | changes


@pytest.fixture
def cora(cast):
    return client_of(cast.cora)


@pytest.fixture
def ben(cast):
    return client_of(cast.ben)


def seen(answer) -> str:
    """What the preview asks to be sent back."""
    return answer.content.decode().split('name="seen" value="')[1].split('"')[0].replace("&amp;", "&")


def test_the_next_dates_are_looked_at_before_anything_is_saved(cast, cora):
    first = cora.post("/groups/new/", begun(cast))
    assert first.status_code == 200
    wednesday = next_weekday(2)
    assert f"{wednesday:%A} {wednesday.day} {wednesday:%B}" in first.content.decode() or wednesday == today()
    assert not Gathering.objects.exists()
    again = cora.post("/groups/new/", begun(cast, when="every Friday", seen=seen(first)))
    assert "Friday" in again.content.decode()
    assert not Gathering.objects.exists(), "what was typed since is looked at too"
    answer = cora.post("/groups/new/", begun(cast, when="every Friday", seen=seen(again)))
    assert answer["Location"] == "/groups/walkers/plan/"
    gathering = Gathering.objects.get()
    assert {one.day.weekday() for one in gathering.sessions.all()} == {4}
    assert gathering.hosts.get().person == cast.cora


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"when": "every Blursday"}, "blursday"),
        ({"when": ""}, "Say when it meets"),
        ({"when": "every other Tuesday"}, "Choose the first day"),
        ({"time": ""}, "Say at what time"),
        ({"time": "half past soon"}, "id_time_fault"),
        ({"time": "7"}, "id_time_fault"),
        ({"length": ""}, "Say how long"),
        ({"length": "a while"}, "id_length_fault"),
        ({"title": ""}, "required"),
        ({"until": "2020-01-01"}, "last day"),
        ({"first_day": "soon"}, "valid date"),
        ({"openness": "closed"}, "Choose a neutral title"),
        ({"capacity": "0"}, "greater than or equal to 1"),
        ({"kind": "one_to_one_phone"}, "valid choice"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(cast, cora, changes, sentence):
    answer = cora.post("/groups/new/", begun(cast, about="We walk by the river.") | changes)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page
    assert "We walk by the river." in page
    assert not Gathering.objects.exists()


def test_a_time_with_an_end_needs_no_length_and_one_day_needs_no_rhythm(cast, cora):
    typed = begun(cast, when="", first_day=str(today() + timedelta(days=9)), time="7 to 8:30 pm", length="")
    cora.post("/groups/new/", typed | {"seen": seen(cora.post("/groups/new/", typed))})
    session = Session.objects.get()
    assert (session.day, session.minutes) == (today() + timedelta(days=9), 90)


def test_only_hosts_and_coordinators_begin_a_group(cast):
    for who in (cast.ana, cast.ben, cast.ada):
        answer = client_of(who).get("/groups/new/")
        assert answer.status_code == 403
    assert "Tell one of them your idea" in answer.content.decode()
    grant_role(by=TESTS, person=cast.ana, kind="host", programme=cast.river)
    assert client_of(cast.ana).get("/groups/new/").status_code == 200


def test_one_sees_what_one_looks_after(cast, ben):
    tuesday_circle(cast)
    closed_circle(cast)
    page = ben.get("/groups/kept/").content.decode()
    assert "Tuesday circle" in page
    assert "Every Tuesday, 1 p.m. to 2:30 p.m." in page
    assert "dates need somebody" in page
    assert NEUTRAL_TITLE not in page
    assert "You look after no group" in client_of(cast.ana).get("/groups/kept/").content.decode()


PAGES = ("plan/", "details/", "hosts/", "rhythms/")


def test_a_closed_group_is_called_by_its_true_title_for_its_hosts_alone(cast):
    gathering = closed_circle(cast)
    grant_role(by=TESTS, person=cast.kim, kind="coordinator", programme=cast.hill)
    session = gathering.sessions.order_by("starts").last()
    dates = [f"dates/{session.pk}/", f"dates/{session.pk}/later/"]
    for who in ("ana", "ben", "cora", "mo", "ada", "eve", "kim", "dan"):
        client = client_of(getattr(cast, who))
        answers = [client.get(f"/groups/{gathering.slug}/{part}") for part in (*PAGES, *dates)]
        lists = [client.get("/groups/kept/"), client.get("/groups/hosting/")]
        assert {one.status_code for one in answers} == ({200} if who in ("kim", "dan") else {404})
        said = "".join(one.content.decode() for one in [*answers, *lists])
        assert (TRUE_TITLE in said) == (who == "dan")
        assert (NEUTRAL_TITLE in said) == (who in ("kim", "dan"))


def test_kim_coordinates_a_closed_group_by_its_public_title_alone(cast):
    gathering = closed_circle(cast)
    grant_role(by=TESTS, person=cast.kim, kind="coordinator", programme=cast.hill)
    address = f"/groups/{gathering.slug}/details/"
    words = {
        "public_title": "Thursday at seven",
        "kind": "support_group",
        "sign_up": "drop_in",
        "hosts_needed": "2",
        "learners_welcome": "0",
    }
    answer = client_of(cast.kim).post(address, words | {"title": "Mine", "openness": "open"})
    assert answer["Location"] == f"/groups/{gathering.slug}/plan/"
    gathering.refresh_from_db()
    assert (str(gathering.title), gathering.public_title, gathering.openness, gathering.hosts_needed) == (
        TRUE_TITLE,
        "Thursday at seven",
        "closed",
        2,
    )


def test_one_date_is_moved_cancelled_and_takes_place_after_all(cast, ben):
    gathering = tuesday_circle(cast)
    session = gathering.sessions.order_by("starts")[3]
    address = f"/groups/{gathering.slug}/dates/{session.pk}/"
    moved = session.day + timedelta(days=2)
    words = {"day": str(moved), "starts_at": "14:00", "minutes": "60", "mode": "in_person", "reason": "Holiday"}
    assert ben.post(address, words)["Location"] == f"/groups/{gathering.slug}/plan/"
    assert "By its rhythm it would be on" in ben.get(address).content.decode()
    assert ben.post(f"{address}cancellation/", {"reason": "x" * 201}).status_code == 422
    assert "the calendar says so. Snow" in ben.post(f"{address}cancellation/", {"reason": "Snow"}, follow=True).content.decode()
    assert "It is as it was." in ben.post(f"{address}return/", follow=True).content.decode()
    session.refresh_from_db()
    assert (session.day, session.state) == (moved, "planned")
    assert "no calendar shows it" in ben.post(f"{address}omission/", follow=True).content.decode()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [({"day": "2020-01-01"}, "has passed"), ({"minutes": "0"}, "greater than or equal to 1"), ({"day": "soon"}, "valid date")],
)
def test_a_date_that_cannot_be_is_said_and_what_was_typed_stays(cast, ben, changes, sentence):
    gathering = tuesday_circle(cast)
    session = gathering.sessions.order_by("starts")[3]
    words = {"day": str(session.day), "starts_at": "14:00", "minutes": "60", "mode": "in_person", "reason": "The hall is let"}
    answer = ben.post(f"/groups/{gathering.slug}/dates/{session.pk}/", words | changes)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert "The hall is let" in answer.content.decode()


def test_this_date_and_all_later_are_looked_at_and_saved(cast, ben):
    house = open_site(by=TESTS, name="The blue house")
    gathering = tuesday_circle(cast)
    session = gathering.sessions.order_by("starts")[3]
    address = f"/groups/{gathering.slug}/dates/{session.pk}/later/"
    page = ben.get(address).content.decode()
    assert 'value="every Tuesday"' in page
    assert "Until now: Every Tuesday, 1 p.m. to 2:30 p.m." in page
    words = {
        "when": "every Tuesday",
        "first_day": str(session.slot_day),
        "time": "15:00",
        "length": "60 minutes",
        "mode": "in_person",
        "site": str(house.pk),
    }
    looked = ben.post(address, words)
    assert looked.status_code == 200
    assert gathering.series.count() == 1
    assert ben.post(address, words | {"seen": seen(looked)})["Location"] == f"/groups/{gathering.slug}/plan/"
    assert set(gathering.sessions.filter(day__gte=session.day).values_list("starts_at", "site")) == {
        (session.starts_at.replace(hour=15), house.pk)
    }
    plan = ben.get(f"/groups/{gathering.slug}/plan/").content.decode()
    assert "The blue house" in plan
    too_late = ben.post(address, words)
    assert too_late.status_code == 404, "that date belongs to another rhythm now"


def test_more_dates_and_the_end_of_a_group(cast, ben):
    gathering = tuesday_circle(cast)
    address = f"/groups/{gathering.slug}/"
    words = {"when": "", "first_day": str(today() + timedelta(days=5)), "time": "10:00", "length": "2 hours", "mode": "in_person"}
    looked = ben.post(f"{address}rhythms/", words)
    assert ben.post(f"{address}rhythms/", words | {"seen": seen(looked)}).status_code == 302
    assert gathering.sessions.filter(minutes=120).count() == 1
    assert "It ended on" in ben.post(f"{address}ending/", follow=True).content.decode()
    refused = ben.post(f"{address}rhythms/", words | {"seen": seen(looked)})
    assert (refused.status_code, "has ended" in refused.content.decode()) == (422, True)
    assert "Its dates are on the calendar again" in ben.post(f"{address}return/", follow=True).content.decode()


def queries_of(client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as caught:
        assert client.get(address).status_code == 200
    return len(caught)


def test_lists_cost_the_same_at_one_row_and_at_three(cast, ben):
    gathering = tuesday_circle(cast, hosts_needed=2)
    addresses = ["/groups/kept/", "/groups/hosting/", f"/groups/{gathering.slug}/plan/"]
    keys = gathering.sessions.order_by("starts").values_list("pk", flat=True)
    gathering.sessions.exclude(pk=keys[1]).delete()
    one = [queries_of(ben, address) for address in addresses]
    tuesday_circle(cast)
    tuesday_circle(cast)
    assert [queries_of(ben, address) for address in addresses] == one
    assert max(one) <= 14, one
