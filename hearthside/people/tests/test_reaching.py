"""Reaching somebody: their own word decides, and their own clock."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from hypothesis import given, settings
from hypothesis import strategies as st

from hearthside.core.dates import now
from hearthside.core.errors import NotAllowed, Refused
from hearthside.core.lookups import lookup_of
from hearthside.core.numbers import read_number, show_number
from hearthside.core.zones import _zones, zone_choices, zone_of
from hearthside.people import actions
from hearthside.people.models import Person, ReachPermission, WayToReach
from hearthside.people.permissions import may_reach
from hearthside.people.reach import ways_allowed, ways_now

NOON = datetime(2026, 7, 1, 18, 0, tzinfo=UTC)  # noon in Regina
NIGHT = datetime(2026, 7, 1, 5, 0, tzinfo=UTC)  # eleven in the evening in Regina
ALL = dict.fromkeys(("may_call", "may_text", "may_leave_voicemail", "may_say_who"), True)


def phone_of(cast, person=None, **allowed) -> WayToReach:
    person = person or cast.ana
    way = actions.add_way(by=cast.ben, person=person, kind="phone", value="(306) 555-0123", label="home")
    if allowed:
        actions.permit_reach(by=cast.ben, way=way, purpose="check_ins", words="You may call.", **allowed)
        way.permissions.update(said_at=datetime(2026, 1, 1, tzinfo=UTC))
    return way


def asked(way, act="call", at=NOON, purpose="check_ins"):
    return may_reach(way.person, way, purpose, act, at)


# Quiet hours

CHANGES = [
    datetime(2026, 3, 8, tzinfo=UTC),
    datetime(2026, 11, 1, tzinfo=UTC),
    datetime(2026, 3, 29, tzinfo=UTC),
    datetime(2026, 10, 25, tzinfo=UTC),
]
CHANGE_DAYS = st.builds(lambda day, minutes: day + timedelta(minutes=minutes), st.sampled_from(CHANGES), st.integers(-720, 2160))
ANY_DAY = st.datetimes(datetime(2024, 1, 1), datetime(2030, 1, 1)).map(lambda at: at.replace(tzinfo=UTC))
CLOCK = st.times().map(lambda one: one.replace(second=0, microsecond=0))


@settings(max_examples=300, deadline=None)
@given(zone=st.sampled_from(_zones()), at=CHANGE_DAYS | ANY_DAY, begin=CLOCK, end=CLOCK)
def test_nobody_is_reached_inside_their_quiet_hours_in_any_zone_on_any_day(zone, at, begin, end):
    person = Person(name="Jo", zone=zone, quiet_from=begin, quiet_until=end)
    way = WayToReach(person=person, kind="phone", value="+13065550123")
    said = ReachPermission(way=way, purpose="check_ins", said_at=datetime(2020, 1, 1, tzinfo=UTC), **ALL)
    way._prefetched_objects_cache = {"permissions": [said]}
    clock = at.astimezone(ZoneInfo(zone))
    since = ((clock.hour - begin.hour) * 3600 + (clock.minute - begin.minute) * 60 + clock.second + clock.microsecond / 1e6) % 86400
    lasts = ((end.hour - begin.hour) * 60 + end.minute - begin.minute) * 60 % 86400
    for act in ("call", "text", "voicemail", "say_who"):
        assert bool(may_reach(person, way, "check_ins", act, at)) == (since >= lasts)


def test_in_quiet_hours_the_reason_says_what_time_it_is_there(cast):
    way = phone_of(cast, may_call=True)
    assert asked(way)
    assert asked(way, at=NIGHT).reason == "Quiet hours until 8 a.m.: it is 11 p.m. where Ana is now."


def test_her_own_zone_goes_before_the_organisations(cast):
    way = phone_of(cast, may_call=True)
    way.person.zone = "Asia/Tokyo"  # three in the night there
    assert not asked(way)
    assert zone_of("", "").key == "UTC"


def test_the_same_time_twice_means_no_quiet_hours(cast):
    way = phone_of(cast, may_call=True)
    way.person.quiet_from = way.person.quiet_until = time(9)
    assert asked(way, at=NIGHT)


# What they said


def test_nothing_may_be_done_until_they_say_so(cast):
    way = phone_of(cast)
    assert asked(way).reason == "Ana has not been asked about calls for check-ins and visits. Ask when you meet."


def test_yes_to_calls_is_not_yes_to_texts_nor_to_another_purpose(cast):
    way = phone_of(cast, may_call=True)
    assert asked(way)
    assert asked(way, "text").reason == "Ana does not want to be written to here for check-ins and visits."
    assert "has not been asked about calls for news" in asked(way, purpose="news").reason


def test_a_message_on_the_machine_takes_both(cast):
    way = phone_of(cast, may_leave_voicemail=True)
    assert "does not want to be called" in asked(way, "voicemail").reason
    actions.permit_reach(by=cast.ben, way=way, purpose="check_ins", words="", may_call=True, may_leave_voicemail=True)
    assert asked(way, "voicemail", at=now().replace(hour=18) + timedelta(days=1))


def test_a_letter_cannot_be_called(cast):
    way = actions.add_way(by=cast.ben, person=cast.ana, kind="post", value="12 Elm Street")
    assert asked(way).reason == "A call needs a telephone number."


def test_a_way_that_ended_or_is_somebody_elses_is_not_used(cast):
    way = phone_of(cast, may_call=True)
    assert "no longer uses this" in may_reach(cast.ben, way, "check_ins", "call", NOON).reason
    actions.end_way(by=cast.ben, way=way)
    way.refresh_from_db()
    assert "no longer uses this" in asked(way).reason
    assert not way.permissions.filter(ended_at=None).exists()


def test_what_was_said_before_counts_for_that_time_and_stays_written_down(cast):
    way = phone_of(cast, may_call=True)
    with time_machine.travel(NOON):
        actions.permit_reach(by=cast.ana, way=way, purpose="check_ins", words="You may call.")
    assert asked(way, at=NOON - timedelta(hours=1))
    assert asked(way, at=NOON + timedelta(hours=1)).reason == "Ana does not want to be called here for check-ins and visits."
    assert [one.may_call for one in way.permissions.order_by("said_at")] == [True, False]


def test_saying_the_same_again_adds_nothing(cast):
    way = phone_of(cast, may_call=True)
    assert actions.permit_reach(by=cast.ben, way=way, purpose="check_ins", words="Other words", may_call=True).words == "You may call."
    assert way.permissions.count() == 1


def test_stop_ends_everything_at_once(cast):
    way = phone_of(cast, **ALL)
    actions.stop_reaching(by=cast.ana, person=cast.ana)
    assert not way.permissions.filter(ended_at=None).exists()
    with pytest.raises(NotAllowed):
        actions.stop_reaching(by=cast.kim, person=cast.ana)


def test_an_ended_way_takes_no_permission_and_may_come_back_without_them(cast):
    way = phone_of(cast, may_call=True)
    actions.end_way(by=cast.ana, way=way)
    actions.end_way(by=cast.ana, way=way)
    way.refresh_from_db()
    with pytest.raises(Refused, match="no longer uses this"):
        actions.permit_reach(by=cast.ana, way=way, purpose="check_ins", words="", may_call=True)
    actions.resume_way(by=cast.ana, way=way)
    way.refresh_from_db()
    assert way.ended_on is None
    assert "has not been asked" in asked(way, at=now() + timedelta(minutes=1)).reason
    with pytest.raises(Refused, match="already among"):
        actions.resume_way(by=cast.ana, way=way)


# Numbers


@pytest.mark.parametrize("typed", ["306 555 0123", "(306) 555-0123", "+1 306-555-0123", "1.306.555.0123"])
def test_however_it_is_typed_it_is_one_number(typed):
    assert read_number(typed, "CA") == "+13065550123"


@pytest.mark.parametrize("typed", ["12", "call me", "306 555 01234567", "", "000 000 0000"])
def test_what_is_no_number_is_named_with_an_example(typed):
    with pytest.raises(Refused, match=f"“{typed}” is not a telephone number.*such as"):
        read_number(typed, "CA")


def test_an_unknown_country_still_gets_an_example():
    with pytest.raises(Refused, match=r"\+1 306 555 0123"):
        read_number("12", "ZZ")


def test_an_extension_goes_to_the_description():
    with pytest.raises(Refused, match="has an extension"):
        read_number("306 555 0123 x 12", "CA")


def test_numbers_are_shown_as_people_write_them():
    assert show_number("+13065550123", "CA") == "(306) 555-0123"
    assert show_number("+33612345678", "CA") == "+33 6 12 34 56 78"


def test_a_caller_is_found_by_number_and_only_by_those_who_see_her(cast):
    phone_of(cast)
    lookup = lookup_of("phone", read_number("+1 306 555 0123", "CA"))
    assert Person.objects.visible_to(cast.ben).reached_at(lookup).get() == cast.ana
    assert not Person.objects.visible_to(cast.kim).reached_at(lookup).exists()
    assert WayToReach.objects.get().lookup == lookup
    assert "3065550123" not in lookup


def test_the_same_number_twice_is_refused_an_address_by_letter_is_not(cast):
    phone_of(cast)
    with pytest.raises(Refused, match="already among the ways to reach Ana"):
        actions.add_way(by=cast.ben, person=cast.ana, kind="phone", value="306.555.0123")
    for _twice in range(2):
        actions.add_way(by=cast.ben, person=cast.ana, kind="other", value="through the library")
    with pytest.raises(Refused, match="“ana at home” is not an e-mail address"):
        actions.add_way(by=cast.ben, person=cast.ana, kind="email", value="ana at home")
    assert actions.add_way(by=cast.ben, person=cast.ana, kind="email", value=" Ana@Example.org ").value == "ana@example.org"


# What may be pressed


def test_links_stand_only_where_they_are_welcome(cast):
    phone_of(cast, may_call=True)
    mail = actions.add_way(by=cast.ben, person=cast.ana, kind="email", value="ana@example.org")
    actions.add_way(by=cast.ben, person=cast.ana, kind="post", value="12 Elm Street")
    actions.permit_reach(by=cast.ben, way=mail, purpose="check_ins", words="", may_text=True)
    at = now().replace(hour=18) + timedelta(days=1)
    phone, email, post = ways_now(cast.ana, at=at)
    assert (phone.shown, phone.call_address, phone.text_address) == ("(306) 555-0123", "tel:+13065550123", "")
    assert (email.is_phone, email.call_address, email.text_address) == (False, "", "mailto:ana@example.org")
    assert (post.shown, post.text_address) == ("12 Elm Street", "")
    assert [bool(one.call) for one in ways_now(cast.ana, purpose="news", at=at)] == [False, False, False]


def test_three_ways_take_as_many_queries_as_one(cast, django_assert_num_queries):
    phone_of(cast, may_call=True)
    with django_assert_num_queries(1):
        ways_now(cast.ana)
    for number in ("306 555 0124", "306 555 0125"):
        actions.add_way(by=cast.ben, person=cast.ana, kind="phone", value=number)
    with django_assert_num_queries(1):
        ways_now(cast.ana)
    with django_assert_num_queries(4):
        ways_allowed(cast.ana)


def test_zones_are_offered_by_part_of_the_world_and_the_chosen_one_is_among_them():
    offered = dict(zone_choices("US/Central"))
    assert ("America/Regina", "Regina") in offered["America"]
    assert ("US/Central", "Central") in offered["US"]
