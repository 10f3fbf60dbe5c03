"""What single rows of a schedule mean, and what is said of those that cannot be read."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hearthside.core.actors import COMMAND_LINE
from hearthside.gatherings.imports.actions import import_schedule
from hearthside.gatherings.imports.tests.typed import bring, reasons, schedule
from hearthside.gatherings.models import Gathering, Host, Series, Session
from hearthside.organisation.actions import open_site
from tests.cast import TESTS

NOW = datetime(2026, 11, 22, 12, tzinfo=ZoneInfo("America/Regina"))


@pytest.fixture(autouse=True)
def _the_day(cast):
    with time_machine.travel(NOW, tick=False):
        yield


def series() -> Series:
    return Series.objects.select_related("gathering", "site").get()


@pytest.mark.parametrize(
    ("row", "rrule", "first_day", "at", "minutes"),
    [
        ({}, "FREQ=WEEKLY;BYDAY=TU", date(2026, 11, 24), time(10), 60),
        ({"when": "first Thursday"}, "FREQ=MONTHLY;BYDAY=1TH", date(2026, 12, 3), time(10), 60),
        ({"when": "Tuesdays 7-8:30 pm", "time": "", "minutes": ""}, "FREQ=WEEKLY;BYDAY=TU", date(2026, 11, 24), time(19), 90),
        ({"when": "every other Tuesday", "starts": "2026-12-02"}, "FREQ=WEEKLY;BYDAY=TU;INTERVAL=2", date(2026, 12, 8), time(10), 60),
        ({"when": "", "rrule": "freq=weekly;byday=we"}, "FREQ=WEEKLY;BYDAY=WE", date(2026, 11, 25), time(10), 60),
        ({"when": "Wednesdays", "rrule": "FREQ=WEEKLY;BYDAY=WE"}, "FREQ=WEEKLY;BYDAY=WE", date(2026, 11, 25), time(10), 60),
        ({"when": "2026-12-05"}, "", date(2026, 12, 5), time(10), 60),
        ({"when": "", "starts": "2026-12-05"}, "", date(2026, 12, 5), time(10), 60),
        ({"time": "19:00-20:15", "minutes": ""}, "FREQ=WEEKLY;BYDAY=TU", date(2026, 11, 24), time(19), 75),
        ({"minutes": "", "ends": "11:30"}, "FREQ=WEEKLY;BYDAY=TU", date(2026, 11, 24), time(10), 90),
        ({"time": "11 pm", "minutes": "", "ends": "00:30"}, "FREQ=WEEKLY;BYDAY=TU", date(2026, 11, 24), time(23), 90),
        ({"when": "2e mercredi du mois", "time": "18 h"}, "FREQ=MONTHLY;BYDAY=2WE", date(2026, 12, 9), time(18), 60),
    ],
)
def test_words_rules_and_dates_say_when(row, rrule, first_day, at, minutes):
    assert bring(row).created == 1
    one = series()
    assert (one.rrule, one.first_day, one.starts_at, one.minutes) == (rrule, first_day, at, minutes)


@pytest.mark.parametrize(
    ("row", "column", "said"),
    [
        ({"title": ""}, "title", "There is no title"),
        ({"title": "x" * 121}, "title", "longer than 120"),
        ({"when": "weekly"}, "when", "This says no weekday"),
        ({"when": ""}, "when", "Nothing says when"),
        ({"when": "every other Tuesday"}, "when", "does not say which one is the first"),
        ({"when": "Mondays", "rrule": "FREQ=WEEKLY;BYDAY=WE"}, "when", "say different things"),
        ({"rrule": "FREQ=SECONDLY"}, "rrule", "repeats within one day"),
        ({"time": ""}, "time", "Nothing says at what time"),
        ({"time": "7"}, "time", "07:00 or 19:00"),
        ({"when": "Tuesdays 7 pm"}, "time", "say different times"),
        ({"minutes": "5"}, "minutes", "may be hours or minutes"),
        ({"minutes": "60", "ends": "11:30"}, "minutes", "in two ways how long"),
        ({"starts": "03/04/2026"}, "starts", "2026-03-04 or 2026-04-03"),
        ({"when": "2026-01-05"}, "when", "no date from today on"),
        ({"until": "2026-01-05"}, "until", "The last day is before the first"),
        ({"openness": "sometimes"}, "openness", "open, ask first or closed"),
        ({"openness": "closed"}, "public_title", "neutral public title"),
        ({"openness": "closed", "public_title": "coffee "}, "public_title", "neutral public title"),
        ({"kind": "one_to_one_phone"}, "kind", "not a code"),
        ({"capacity": "0"}, "capacity", "how many people have a place"),
        ({"link": "zoom dot us"}, "link", "beginning with https://"),
        ({"online": "perhaps"}, "online", "in person, online or hybrid"),
        ({"zone": "Mars"}, "zone", "no time zone"),
        ({"sign_up": "if they like"}, "sign_up", "Write yes or no"),
        ({"language": "Ardvark"}, "language", "no language"),
        ({"room": "r" * 81}, "room", "longer than 80"),
        ({"about": "a" * 4001}, "about", "longer than 4000"),
        ({"left_out": "2026-13-01"}, "left_out", "no such day"),
        ({"moved": "tomorrow"}, "moved", "2026-12-22 > 2026-12-23 14:00"),
    ],
)  # fmt: skip
def test_a_row_that_cannot_be_read_says_why_and_nothing_is_stored(row, column, said):
    outcome = bring(row, {"title": "Tea"})
    assert (outcome.created, outcome.waiting, outcome.adds_up) == (0, 1, True)
    assert reasons(outcome)[2][0] == column
    assert said in reasons(outcome)[2][1]
    assert not Gathering.objects.exists()
    assert bring(row, {"title": "Tea"}, accept_good_rows=True).created == 1


@pytest.mark.parametrize(
    ("said", "openness", "for_whom"),
    [
        ("Anyone", "open", ""), ("", "open", ""), ("open to all", "open", ""), ("Tout le monde", "open", ""),
        ("People over 60", "open", "People over 60"), ("not closed", "open", ""), ("Ask first", "ask_first", ""),
        ("Closed – members only", "closed", ""), ("members only", "closed", ""), ("Veterans, by invitation", "closed", ""),
        ("Groupe fermé", "closed", ""), ("privé", "closed", ""),
    ],
)  # fmt: skip
def test_openness_is_read_from_words_and_a_title_is_never_guessed_at(said, openness, for_whom):
    assert bring({"title": "Private matters", "open_to": said, "public_title": "Monday group"}).created == 1
    gathering = Gathering.objects.get()
    assert (gathering.openness, gathering.for_whom) == (openness, for_whom)


def test_words_that_could_give_a_closed_group_away_are_not_kept_and_it_is_said():
    outcome = bring({"open_to": "Closed: veterans of the force", "about": "For those who served", "public_title": "Evening group"})
    gathering = Gathering.objects.get()
    assert (gathering.for_whom, gathering.about) == ("", "")
    assert any("is not kept, since the group is closed" in note for note in outcome.notes)


def test_a_place_is_a_site_by_name_else_the_words_as_typed():
    site = open_site(by=TESTS, name="Main office", zone="America/Toronto")
    bring({"place": "main  OFFICE", "room": "Blue"}, {"title": "Tea", "place": "12 Elm Street"})
    by_title = {one.gathering.public_title: one for one in Series.objects.select_related("gathering", "site")}
    assert (by_title["Coffee"].site, by_title["Coffee"].place, by_title["Coffee"].zone) == (site, "", "America/Toronto")
    assert (by_title["Tea"].site, by_title["Tea"].place) == (None, "12 Elm Street")


@pytest.mark.parametrize(
    ("row", "mode"),
    [
        ({"place": "Zoom"}, "online"), ({"link": "https://meet.example.org/a"}, "online"), ({"online": "hybrid"}, "hybrid"),
        ({"place": "Hall", "link": "https://meet.example.org/a"}, "hybrid"), ({"place": "Hall"}, "in_person"),
        ({"online": "oui"}, "online"),
    ],
)  # fmt: skip
def test_how_people_meet_follows_from_place_and_link(row, mode):
    bring(row)
    assert series().mode == mode


def test_hosts_are_found_by_exact_name_and_others_leave_a_gap_that_is_told():
    outcome = bring({"host": "ben and Nobody Here"}, {"title": "Tea", "host": "TBA"})
    assert [host.person.name for host in Host.objects.all()] == ["Ben"]
    assert "Row 2: Nobody who works here is called 'Nobody Here', so that place is open." in outcome.notes
    assert not any("TBA" in note for note in outcome.notes)


def test_rows_of_one_title_are_one_group_that_meets_at_several_times():
    assert bring({}, {"when": "Fridays"}, {"title": "coffee ", "when": "first Monday"}).created == 3
    assert (Gathering.objects.count(), Series.objects.count()) == (1, 3)


def test_rows_of_one_title_that_cannot_be_one_group_are_told():
    outcome = bring({}, {"when": "Fridays", "openness": "ask first"}, {"when": "Mondays", "programme": "Hill"})
    assert {row: column for row, (column, _said) in reasons(outcome).items()} == {3: "openness", 4: "programme"}


def test_the_same_row_twice_in_a_file_is_taken_once_and_it_is_said():
    outcome = bring({}, {})
    assert (outcome.created, outcome.skipped) == (1, 1)
    assert "Row 3 says the same as row 2, and was taken once." in outcome.notes


def test_programmes_are_opened_and_rows_without_one_have_a_home():
    outcome = bring({"programme": "Art"}, {"title": "Tea", "programme": ""})
    assert outcome.more["programmes_created"] == 2
    assert {one.public_title: one.programme.name for one in Gathering.objects.select_related("programme")} == {
        "Coffee": "Art",
        "Tea": "Groups",
    }


def test_a_changed_row_is_known_before_and_says_in_what_it_differs():
    bring({}, {"when": "Fridays"})
    outcome = bring({"time": "11 am"}, {"when": "Fridays"})
    assert (outcome.created, outcome.skipped, len(outcome.more["differing"])) == (0, 2, 1)
    assert "differs in: time" in outcome.more["differing"][0]
    assert {one.starts_at for one in Series.objects.all()} == {time(10)}


def test_dates_left_out_cancelled_and_moved_are_so_on_the_calendar():
    bring({"left_out": "2026-12-01", "cancelled": "2026-12-08", "moved": "2026-12-15 > 2026-12-16 11:30", "also_on": "2026-12-24"})
    seen = {one.slot_day: (one.state, one.day, one.starts_at) for one in Session.objects.filter(day__lte=date(2026, 12, 24))}
    assert seen[date(2026, 12, 1)][0] == "skipped"
    assert seen[date(2026, 12, 8)][0] == "cancelled"
    assert seen[date(2026, 12, 15)] == ("planned", date(2026, 12, 16), time(11, 30))
    assert seen[date(2026, 12, 24)] == ("planned", date(2026, 12, 24), time(10))


def test_a_length_that_nobody_said_is_an_hour_and_it_is_told():
    outcome = bring({"minutes": ""})
    assert (series().minutes, outcome.notes) == (60, ["Row 2: How long it lasts was not said: 60 minutes."])


def test_columns_that_nothing_reads_are_named():
    outcome = bring({"shoe size": "43"})
    assert outcome.more["dropped_columns"] == ["shoe size"]
    assert any("shoe size" in note for note in outcome.notes)


def test_a_dry_run_says_what_would_be_and_stores_nothing():
    outcome = bring({}, dry_run=True)
    assert (outcome.created, outcome.waiting, Gathering.objects.count()) == (0, 1, 0)
    assert outcome.more["planned"] == ["Coffee: every Tuesday at 10:00, for 60 minutes (24 Nov 2026, 1 Dec 2026, 8 Dec 2026 …)"]


CELLS = st.sampled_from(
    ["", "Tuesdays", "first Thursday", "7 pm", "closed", "x", "2026-12-05", "90", "#REF!", "River", "=1+1", "\u202e\x00a"]
)
ROWS = st.lists(
    st.dictionaries(st.sampled_from(["title", "when", "time", "minutes", "openness", "starts", "host"]), CELLS), min_size=1, max_size=6
)


@settings(max_examples=60, deadline=timedelta(seconds=5), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=ROWS)
def test_whatever_a_sheet_holds_every_row_is_counted_once(rows):
    outcome = import_schedule(by=COMMAND_LINE, data=schedule(*({"title": ""} | row for row in rows)), dry_run=True)
    assert outcome.adds_up
    assert outcome.read == len(rows)
