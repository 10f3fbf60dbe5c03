"""A sheet is typed up in one go, names become those who are meant, and nothing is counted twice."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from hearthside.core.dates import today
from hearthside.core.errors import NotAllowed, Refused
from hearthside.gatherings.closing.actions import close_session
from hearthside.gatherings.door.actions import note_arrival, note_arrivals, remove_arrival
from hearthside.gatherings.door.devices import AtDoor
from hearthside.gatherings.door.expected import Finder, expected_at
from hearthside.gatherings.door.matching import link_arrival, match_arrivals
from hearthside.gatherings.door.queries import Numbers, arrivals_of, numbers_of
from hearthside.gatherings.models import Attendance, Duty, Gathering, GroupMember, Session, SignUp
from hearthside.gatherings.series.actions import change_session
from hearthside.gatherings.tests.doors import a_door, meets_today, tap
from hearthside.gatherings.tests.groups import NEUTRAL_TITLE, TRUE_TITLE, closed_circle, first_session, tuesday_circle
from hearthside.people.asking.codes import code_digest, new_code, shown
from tests.signed_in import client_of


@pytest.fixture
def circle(cast):
    return meets_today(tuesday_circle(cast))


def page(session) -> str:
    return reverse("arrivals", kwargs={"session_id": session.pk})


def belongs(session, name: str, **words) -> GroupMember:
    return GroupMember.objects.create(gathering=session.gathering, name=name, state=GroupMember.State.BELONGS, **words)


def names_on(session) -> list[str]:
    return sorted(line.name for line in arrivals_of(session))


def earlier(session, cast, days=7):
    """The same gathering some days before."""
    before = meets_today(session.gathering)
    Session.objects.filter(pk=before.pk).update(day=today() - timedelta(days=days), starts=before.starts - timedelta(days=days))
    before.refresh_from_db()
    return before


# One screen


def test_a_host_types_up_a_sheet_of_forty_in_one_go(cast, circle):
    members = [belongs(circle, f"Member {number}") for number in range(12)]
    host = client_of(cast.ben)
    sent = {
        "here": [f"member:{one.pk}" for one in members],
        "names": "\n".join(f"Guest {number}" for number in range(18)) + ", Ida; Bo\n\n",
        "heads": "8",
        "batch": str(uuid4()),
    }
    assert host.post(page(circle), sent)["Location"] == f"{page(circle)}?saved=yes"
    assert numbers_of(circle) == Numbers(named=0, alias=32, counted=8, first_timers=12)
    assert numbers_of(circle).total == 40
    assert host.post(page(circle), sent)["Location"] == f"{page(circle)}?saved=yes"  # sent twice
    assert numbers_of(circle).total == 40


@pytest.mark.parametrize("people", [12, 100])
def test_it_takes_the_same_statements_for_twelve_and_for_a_hundred(cast, circle, people, django_assert_num_queries):
    host = client_of(cast.ben)
    host.get(page(circle))
    sent = {"names": "\n".join(f"Guest {number}" for number in range(people)), "batch": str(uuid4())}
    with django_assert_num_queries(12):
        host.post(page(circle), sent)
    assert numbers_of(circle).alias == people


@pytest.mark.parametrize("lines", [1, 3])
def test_the_page_asks_the_same_however_many_came(cast, circle, lines, django_assert_num_queries):
    belongs(circle, "Mo", person=cast.mo)
    note_arrivals(by=cast.ben, session=circle, names=[f"Guest {number}" for number in range(lines)], batch=uuid4())
    host = client_of(cast.ben)
    host.get(page(circle))
    with django_assert_num_queries(13):
        assert "Guest 0" in host.get(page(circle)).content.decode()


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({}, "Tick somebody"),
        ({"heads": "-1"}, "greater than or equal to 0"),
        ({"heads": "many"}, "whole number"),
        ({"names": "x" * 81}, "too long for a name"),
        ({"names": ",".join("ab" for _each in range(301))}, "in parts"),
        ({"here": "member:1"}, "not one of the available"),
    ],
)
def test_what_cannot_be_read_is_said_and_what_was_typed_stays(cast, circle, sent, said):
    belongs(circle, "Mo")
    answer = client_of(cast.ben).post(page(circle), {"batch": str(uuid4())} | sent)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Attendance.objects.exists()
    if "names" in sent:
        assert sent["names"] in answer.content.decode()


def test_a_date_to_come_has_nobody_yet(cast):
    session = first_session(tuesday_circle(cast))
    change_session(by=cast.ben, session=session, day=today() + timedelta(days=1))
    answer = client_of(cast.ben).post(page(session), {"heads": "3", "batch": str(uuid4())})
    assert "still to come" in answer.content.decode()
    assert numbers_of(session).total == 0


def test_a_group_that_only_counts_takes_a_number_alone(cast):
    session = meets_today(tuesday_circle(cast, only_counted=True))
    host = client_of(cast.ben)
    assert 'name="names"' not in host.get(page(session)).content.decode()
    host.post(page(session), {"names": "Ida", "heads": "6", "batch": str(uuid4())})
    assert numbers_of(session) == Numbers(named=0, alias=0, counted=6, first_timers=0)
    with pytest.raises(Refused, match="only counts"):
        note_arrivals(by=cast.ben, session=session, names=["Ida"], batch=uuid4())


def test_what_the_door_noted_is_there_already_and_has_no_tick(cast, circle):
    mo = belongs(circle, "Mo Tremblay", person=cast.mo)
    door, _tablet = a_door(cast.ben)
    tap(door, circle, "mo")
    tap(door, circle)
    assert match_arrivals(by=cast.ben, session=circle) == 1
    shown_page = client_of(cast.ben).get(page(circle)).content.decode()
    assert "1 person, only counted" in shown_page
    assert f'value="member:{mo.pk}"' not in shown_page
    assert note_arrivals(by=cast.ben, session=circle, members=[mo], people=[cast.mo], batch=uuid4()) == 0
    assert numbers_of(circle).total == 2


def test_somebody_known_in_three_ways_is_one_line(cast, circle):
    mo = belongs(circle, "Mo", person=cast.mo)
    place = SignUp.objects.create(session=circle, name="Mo", member=mo)
    assert note_arrivals(by=cast.ben, session=circle, members=[mo], people=[cast.mo], sign_ups=[place], batch=uuid4()) == 1
    [line] = arrivals_of(circle)
    assert line.attendance.linked_to == {cast.mo.pk, mo.pk, place.pk}


def test_a_host_takes_somebody_off_and_neither_tap_nor_sheet_brings_them_back(cast, circle):
    door, _tablet = a_door(cast.ben)
    key, batch = uuid4(), uuid4()
    note_arrival(by=AtDoor(door.pk), door=door, session=circle.pk, tap=key, typed="Ida")
    note_arrivals(by=cast.ben, session=circle, names=["Bo"], heads=2, batch=batch)
    host = client_of(cast.ben)
    for line in arrivals_of(circle):
        answer = host.post(reverse("arrival_removal", kwargs={"session_id": circle.pk, "arrival_id": line.pk}))
        assert answer["Location"] == page(circle)
    note_arrival(by=AtDoor(door.pk), door=door, session=circle.pk, tap=key, typed="Ida")
    assert note_arrivals(by=cast.ben, session=circle, names=["Bo"], heads=2, batch=batch) == 0
    assert numbers_of(circle).total == 0
    gone = reverse("arrival_removal", kwargs={"session_id": circle.pk, "arrival_id": line.pk})
    assert host.post(gone).status_code == 404


def test_taking_off_what_is_gone_already_changes_nothing(cast, circle):
    note_arrivals(by=cast.ben, session=circle, names=["Bo"], batch=uuid4())
    [line] = arrivals_of(circle)
    for _time in range(2):
        remove_arrival(by=cast.ben, session=circle, arrival=line.attendance)
    assert numbers_of(circle).total == 0


# Who is meant


def test_the_only_one_of_a_first_name_is_linked_and_everything_else_stays_as_typed(cast, circle):
    ida, kit = belongs(circle, "Ida Berg"), belongs(circle, "Kit")
    for name in ("Sam Fox", "Sam Hill"):
        belongs(circle, name)
    door, _tablet = a_door(cast.ben)
    for typed in ("  IDA ", "kit", "Sam", "Idah", "Zebedee"):
        tap(door, circle, typed)
    assert match_arrivals(by=cast.ben, session=circle) == 2
    assert set(Attendance.objects.exclude(member=None).values_list("member", flat=True)) == {ida.pk, kit.pk}
    assert names_on(circle) == ["Ida Berg", "Idah", "Kit", "Sam", "Zebedee"]
    assert all(one.name is None for one in Attendance.objects.exclude(member=None))
    assert match_arrivals(by=cast.ben, session=circle) == 0


def test_a_code_is_whoever_holds_it_and_is_shown_to_nobody(cast, circle):
    code, other = new_code(), new_code()
    mine = SignUp.objects.create(session=circle, name="Ida", code_digest=code_digest(code))
    member = belongs(circle, "Kit", code_digest=code_digest(other))
    door, _tablet = a_door(cast.ben)
    tap(door, circle, shown(code).lower())
    tap(door, circle, other)
    shown_page = client_of(cast.ben).get(page(circle)).content.decode()
    assert "a code" in shown_page
    assert shown(code).lower() not in shown_page
    assert match_arrivals(by=cast.ben, session=circle) == 2
    assert {line.attendance.sign_up_id or line.attendance.member_id for line in arrivals_of(circle)} == {mine.pk, member.pk}


def test_the_same_code_twice_is_one_person_and_the_same_name_may_be_two(cast, circle):
    code = new_code()
    belongs(circle, "Ida", code_digest=code_digest(code))
    door, _tablet = a_door(cast.ben)
    for typed in (code, code, "Ida"):
        tap(door, circle, typed)
    match_arrivals(by=cast.ben, session=circle)
    assert numbers_of(circle).total == 2


def test_two_who_type_the_same_name_are_two_until_a_host_says_otherwise(cast, circle):
    belongs(circle, "Ida")
    door, _tablet = a_door(cast.ben)
    for typed in ("Ida", "ida"):
        tap(door, circle, typed)
    assert match_arrivals(by=cast.ben, session=circle) == 0
    assert numbers_of(circle).total == 2


def test_a_tap_kept_on_the_tablet_until_after_closing_is_counted_in_the_contact_too(cast, circle):
    door, _tablet = a_door(cast.ben)
    tap(door, circle, "")
    closed = close_session(by=cast.ben, session=circle, held_by=[cast.ben], minutes=60)
    tap(door, circle, "Robin")
    closed.encounter.refresh_from_db()
    assert (closed.encounter.unnamed, numbers_of(circle).total) == (2, 2)


def test_once_it_is_closed_a_sheet_adds_nobody_and_says_what_to_do(cast, circle):
    door, _tablet = a_door(cast.ben)
    tap(door, circle, "")
    close_session(by=cast.ben, session=circle, held_by=[cast.ben], minutes=60)
    circle.refresh_from_db()
    with pytest.raises(Refused, match="Open it again first"):
        note_arrivals(by=cast.ben, session=circle, names=["Robin"], batch=uuid4())


def test_somebody_who_came_by_name_in_the_last_half_year_is_expected(cast, circle):
    for days, who in ((30, cast.ana), (200, cast.mo)):
        note_arrivals(by=cast.ben, session=earlier(circle, cast, days), people=[who], batch=uuid4())
    assert [one.name for one in expected_at(circle)] == ["Ana"]


def test_whoever_gave_their_place_back_is_not_expected_and_whoever_waits_is(cast, circle):
    for name, state in (("Ida", "cancelled"), ("Bo", "waiting"), ("Cy", "coming")):
        SignUp.objects.create(session=circle, name=name, state=state)
    assert [one.name for one in expected_at(circle)] == ["Bo", "Cy"]


def test_a_likeness_is_said_as_may_be_and_a_person_confirms_it(cast, circle):
    marion = belongs(circle, "Marion Gray")
    door, _tablet = a_door(cast.ben)
    tap(door, circle, "Maryon Grey")
    host = client_of(cast.ben)
    assert "May be" in host.get(page(circle)).content.decode()
    [line] = arrivals_of(circle)
    link = reverse("arrival_link", kwargs={"session_id": circle.pk, "arrival_id": line.pk})
    assert host.post(link, {"who": "member:somebody"})["Location"] == page(circle)
    assert not arrivals_of(circle)[0].is_linked
    host.post(link, {"who": f"member:{marion.pk}"})
    assert names_on(circle) == ["Marion Gray"]


def test_linking_to_somebody_who_is_there_makes_two_lines_one(cast, circle):
    marion = belongs(circle, "Marion")
    note_arrivals(by=cast.ben, session=circle, members=[marion], names=["Maz"], batch=uuid4())
    typed = next(line for line in arrivals_of(circle) if line.is_typed)
    [somebody] = expected_at(circle)
    link_arrival(by=cast.ben, session=circle, arrival=typed.attendance, to=somebody)
    assert names_on(circle) == ["Marion"]


def test_the_button_links_what_fits(cast, circle):
    belongs(circle, "Ida")
    note_arrivals(by=cast.ben, session=circle, names=["Ida", "Zebedee"], batch=uuid4())
    host = client_of(cast.ben)
    assert "Link the names that fit one person" in host.get(page(circle)).content.decode()
    host.post(reverse("arrival_matching", kwargs={"session_id": circle.pk}))
    assert "Link the names" not in host.get(page(circle)).content.decode()
    assert numbers_of(circle).first_timers == 1


def test_nobody_is_found_among_nobody():
    assert Finder([]).find("Ida") is None
    assert Finder([]).perhaps("Ida") == []


# First times


def test_the_first_time_is_known_in_whatever_order_sheets_are_typed_up(cast, circle):
    mo, before = belongs(circle, "Mo", person=cast.mo), earlier(circle, cast)
    note_arrivals(by=cast.ben, session=circle, members=[mo], people=[cast.ana], batch=uuid4())
    assert numbers_of(circle).first_timers == 2
    note_arrivals(by=cast.ben, session=before, people=[cast.mo], batch=uuid4())
    assert (numbers_of(before).first_timers, numbers_of(circle).first_timers) == (1, 1)
    remove_arrival(by=cast.ben, session=before, arrival=arrivals_of(before)[0].attendance)
    assert numbers_of(circle).first_timers == 2


def test_a_first_time_in_another_group_is_another_first_time(cast, circle):
    other = meets_today(tuesday_circle(cast))
    for session in (circle, other):
        note_arrivals(by=cast.ben, session=session, people=[cast.ana], batch=uuid4())
        assert numbers_of(session).first_timers == 1


# Who sees it


def test_of_a_closed_group_a_coordinator_gets_the_numbers_and_its_host_the_names(cast):
    session = meets_today(closed_circle(cast))
    Gathering.objects.filter(pk=session.gathering_id).update(programme=cast.river)  # which Cora coordinates
    door, _tablet = a_door(cast.dan)
    tap(door, session, "Zebedee")
    theirs = client_of(cast.cora).get(page(session)).content.decode()
    assert "How many came" in theirs
    assert NEUTRAL_TITLE in theirs
    for secret in (TRUE_TITLE, "Zebedee", ">Mo<"):
        assert secret not in theirs
    assert client_of(cast.cora).post(page(session), {"heads": "1", "batch": str(uuid4())}).status_code == 403
    host_sees = client_of(cast.dan).get(page(session)).content.decode()
    assert TRUE_TITLE in host_sees
    assert "Zebedee" in host_sees
    with pytest.raises(NotAllowed):
        match_arrivals(by=cast.cora, session=session)


def test_a_guest_host_sees_who_came_at_their_date_and_no_other(cast, circle):
    Duty.objects.create(session=circle, person=cast.dan, part="guest")
    guest = client_of(cast.dan)
    assert guest.get(page(circle)).status_code == 200
    assert guest.get(page(first_session(circle.gathering))).status_code in (200, 404)
    other = circle.gathering.sessions.exclude(pk=circle.pk).in_order()[0]
    assert guest.get(page(other)).status_code == 404


def test_the_printed_sheet_has_the_public_title_empty_lines_and_nobodys_name(cast):
    session = meets_today(closed_circle(cast))
    door, _tablet = a_door(cast.dan)
    tap(door, session, "Zebedee")
    sheet = client_of(cast.dan).get(reverse("sheet", kwargs={"session_id": session.pk})).content.decode()
    assert NEUTRAL_TITLE in sheet
    assert sheet.count("<tr>") == 26
    for secret in (TRUE_TITLE, "Zebedee", ">Mo<"):
        assert secret not in sheet
    assert client_of(cast.ben).get(reverse("sheet", kwargs={"session_id": session.pk})).status_code == 404
