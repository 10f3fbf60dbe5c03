"""A session is over: it is closed in two taps, and every count follows from who came."""

from datetime import timedelta

import pytest
from django.urls import reverse

from hearthside.core.dates import today
from hearthside.core.errors import NotAllowed, Refused
from hearthside.encounters.measures import count
from hearthside.encounters.models import Encounter, Presence
from hearthside.gatherings.closing.actions import close_session, reopen_session, settle_call, take_call, wish_call
from hearthside.gatherings.closing.queries import calls_wished, to_close
from hearthside.gatherings.models import Attendance, CallWish, Duty, GroupMember, Host, Session
from hearthside.gatherings.permissions import may_close_session, may_see_who_came
from hearthside.gatherings.series.actions import cancel_session
from hearthside.gatherings.tests.groups import TRUE_TITLE, closed_circle, first_session, tuesday_circle
from tests.cast import TESTS
from tests.signed_in import client_of


def take_place_today(gathering) -> Session:
    """The next date of a group, as if it were today."""
    Session.objects.filter(pk=first_session(gathering).pk).update(day=today())
    return first_session(gathering)


@pytest.fixture
def circle(cast) -> Session:
    return take_place_today(tuesday_circle(cast))


@pytest.fixture
def closed(cast) -> Session:
    return take_place_today(closed_circle(cast))


def came(session, *people, counted=0, names=()):
    for person in people:
        Attendance.objects.create(session=session, person=person)
    for name in names:
        Attendance.objects.create(session=session, name=name)
    if counted:
        Attendance.objects.create(session=session, heads=counted)


def test_two_taps_close_a_session_and_it_is_one_encounter_with_all_who_came(cast, circle):
    came(circle, cast.ana, cast.mo, names=["Robin"], counted=3)
    client = client_of(cast.ben)
    page = client.get(reverse("closing", args=[circle.pk]))
    assert b"<b>6</b> came" in page.content
    answer = client.post(reverse("closing", args=[circle.pk]), {"held_by": [cast.ben.pk, cast.kim.pk], "minutes": 90, "topics": ["goals"]})
    encounter = Encounter.objects.get()
    assert answer["Location"] == reverse("offer", args=[encounter.pk])
    assert (encounter.named, encounter.unnamed, encounter.doers, encounter.minutes) == (2, 4, 2, 90)
    assert encounter.topics == ["goals"]
    circle.refresh_from_db()
    assert (circle.state, circle.encounter) == ("held", encounter)
    figures = count(today(), today()).totals
    assert (figures.encounters, figures.attendances, figures.people) == (1, 6, 2)


def test_the_people_of_a_closed_group_are_only_counted_outside_of_it(cast, closed):
    member = GroupMember.objects.get()
    Attendance.objects.create(session=closed, person=cast.mo, member=member)
    close_session(by=cast.dan, session=closed, held_by=[cast.dan], minutes=60)
    assert not Presence.objects.exists()
    assert Encounter.objects.get().unnamed == 1


def test_hosts_who_tapped_in_at_their_own_door_are_not_among_those_who_came(cast, circle):
    came(circle, cast.ben, cast.ana)
    close_session(by=cast.ben, session=circle, held_by=[cast.ben], minutes=60)
    assert list(Presence.objects.values_list("person__name", flat=True)) == ["Ana"]


def test_nobody_came_is_a_session_that_took_place_and_no_encounter(cast, circle):
    close_session(by=cast.ben, session=circle, held_by=[cast.ben], minutes=90)
    circle.refresh_from_db()
    assert (circle.state, Encounter.objects.count()) == ("held", 0)
    assert not to_close(cast.ben)


def test_a_cancelled_date_is_not_one_to_which_nobody_came(cast, circle):
    cancel_session(by=cast.ben, session=circle, reason="Snow")
    with pytest.raises(Refused, match="called off"):
        close_session(by=cast.ben, session=circle, held_by=[], minutes=90)
    assert not to_close(cast.ben)


def test_it_cannot_be_closed_twice_or_before_its_day(cast, circle):
    came(circle, cast.ana)
    close_session(by=cast.ben, session=circle, held_by=[], minutes=90)
    with pytest.raises(Refused, match="closed already"):
        close_session(by=cast.kim, session=circle, held_by=[], minutes=90)
    later = circle.gathering.sessions.filter(day__gt=today())[0]
    with pytest.raises(Refused, match="still to come"):
        close_session(by=cast.ben, session=later, held_by=[], minutes=90)


def test_closed_too_early_it_is_taken_back_and_closed_again(cast, circle):
    came(circle, cast.ana)
    close_session(by=cast.ben, session=circle, held_by=[], minutes=90)
    circle.refresh_from_db()
    reopen_session(by=cast.ben, session=circle)
    assert not Encounter.objects.exists()
    came(circle, cast.mo)
    assert [one.pk for one in to_close(cast.ben)] == [circle.pk]
    close_session(by=cast.ben, session=circle, held_by=[], minutes=90)
    assert Encounter.objects.get().named == 2


def test_a_contact_that_was_taken_back_elsewhere_asks_its_host_again(cast, circle):
    came(circle, cast.ana)
    close_session(by=cast.ben, session=circle, held_by=[], minutes=90)
    Encounter.objects.all().delete()
    assert [one.pk for one in to_close(cast.ben)] == [circle.pk]
    client = client_of(cast.ben)
    assert b"Done, offer the survey" in client.get(reverse("closing", args=[circle.pk])).content
    client.post(reverse("closing", args=[circle.pk]), {"minutes": 90})
    assert b"closed, and counted" in client.get(reverse("closing", args=[circle.pk])).content


def test_hosts_are_asked_about_two_weeks_and_nobody_else_is(cast, circle):
    Session.objects.filter(pk=circle.pk).update(day=today() - timedelta(days=14))
    assert [[one.pk for one in to_close(person)] for person in (cast.ben, cast.ana, cast.dan)] == [[circle.pk], [], []]
    Session.objects.filter(pk=circle.pk).update(day=today() - timedelta(days=15))
    assert not to_close(cast.ben)


def test_whoever_no_longer_holds_a_closed_group_reads_nothing_of_its_dates_any_more(cast, closed):
    Duty.objects.create(session=closed, person=cast.dan)
    assert may_see_who_came(cast.dan, closed)
    Host.objects.update(ends_on=today())
    assert not may_see_who_came(cast.dan, closed)
    assert not may_close_session(cast.dan, closed)
    assert client_of(cast.dan).get(reverse("closing", args=[closed.pk])).status_code == 404


def test_of_a_closed_group_the_coordinator_closes_nothing(cast, closed):
    from hearthside.people.actions import grant_role

    grant_role(by=TESTS, person=cast.kim, kind="coordinator", programme=cast.hill)
    with pytest.raises(NotAllowed):
        close_session(by=cast.kim, session=closed, held_by=[], minutes=60)


def test_minutes_that_cannot_be_are_said_and_nothing_is_stored(cast, circle):
    answer = client_of(cast.ben).post(reverse("closing", args=[circle.pk]), {"minutes": 0})
    assert answer.status_code == 422
    assert not Encounter.objects.exists()


def test_somebody_would_like_a_call_until_somebody_has_made_it(cast, circle):
    client = client_of(cast.ben)
    answer = client.post(reverse("call_wish", args=[circle.pk]), {"name": "Robin", "reach": "306 555 0107"})
    assert answer["Location"] == reverse("closing", args=[circle.pk])
    assert b"Robin" in client.get(reverse("closing", args=[circle.pk])).content
    wish = CallWish.objects.get()
    take_call(by=cast.kim, wish=wish)
    with pytest.raises(Refused, match="Somebody else is calling"):
        take_call(by=cast.ben, wish=wish)
    client_of(cast.kim).post(reverse("call_settling", args=[wish.pk]))
    assert not calls_wished(cast.ben)


def test_who_wants_a_call_after_a_closed_group_is_known_to_its_hosts_alone(cast, closed):
    from hearthside.people.actions import grant_role

    wish = wish_call(by=cast.dan, session=closed, name="Lee")
    grant_role(by=TESTS, person=cast.cora, kind="coordinator", programme=cast.hill)
    assert [list(calls_wished(person)) for person in (cast.dan, cast.cora, cast.mo)] == [[wish], [], []]
    with pytest.raises(NotAllowed):
        settle_call(by=cast.mo, wish=wish)


def test_a_wish_without_a_name_says_what_to_write(cast, circle):
    assert client_of(cast.ben).post(reverse("call_wish", args=[circle.pk]), {"name": ""}).status_code == 422
    with pytest.raises(Refused, match="Write whom to call"):
        wish_call(by=cast.ben, session=circle, name=" ")


def test_the_closing_page_of_a_closed_group_says_its_public_title(cast, closed):
    page = client_of(cast.dan).get(reverse("closing", args=[closed.pk])).content.decode()
    assert TRUE_TITLE not in page
