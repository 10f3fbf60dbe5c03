"""Anybody reads the calendar, by month, week and list, and the pages of groups and dates, without an account."""

import re
from datetime import UTC, date, datetime, time, timedelta

import pytest
import time_machine

from hearthside.gatherings.calendar.month import print_size
from hearthside.gatherings.models import Gathering
from hearthside.gatherings.series.actions import Timing, add_series, begin_gathering, cancel_session, change_session, skip_session
from hearthside.gatherings.tests.groups import closed_circle, first_session, tuesday_circle
from hearthside.organisation.actions import open_site
from tests.cast import TESTS

MONDAY = datetime(2026, 11, 30, 15, tzinfo=UTC)
TUESDAY = date(2026, 12, 1)


@pytest.fixture(autouse=True)
def _end_of_november():
    with time_machine.travel(MONDAY, tick=False):
        yield


def page(client, address: str, status: int = 200, **headers) -> str:
    answer = client.get(address, headers=headers)
    assert answer.status_code == status, address
    return answer.content.decode()


def test_a_month_shows_every_date_with_its_time_under_its_day(cast, client):
    tuesday_circle(cast)
    shown = page(client, "/calendar/2026-12/")
    assert shown.count("<b>1 p.m.</b> Tuesday circle</a>") == 5
    assert '<span class="name">Tuesday </span>1<span class="name"> December</span></h2><ul>' in shown


def test_the_calendar_opens_on_this_month(cast, client):
    assert "<h1>November 2026" in page(client, "/calendar/")


def test_a_cancelled_date_has_a_line_through_it_and_the_word(cast, client):
    session = first_session(tuesday_circle(cast))
    cancel_session(by=cast.ben, session=session, reason="Snow")
    assert "<s>Tuesday circle</s> <i>cancelled</i></a>" in page(client, "/calendar/2026-12/")
    for address in (f"/groups/dates/{session.pk}/", "/groups/tuesday-circle/", "/calendar/list/", "/calendar/week/2026-W49/"):
        assert "ancelled: Snow" in page(client, address), address


def test_a_moved_date_stands_on_its_new_day_and_says_when_it_was_to_be(cast, client):
    session = first_session(tuesday_circle(cast))
    change_session(by=cast.ben, session=session, day=TUESDAY + timedelta(days=40), reason="The hall is let")
    assert "<i>moved</i>" in page(client, "/calendar/2027-01/")
    assert page(client, "/calendar/2026-12/").count("Tuesday circle</a>") == 4
    said = page(client, f"/groups/dates/{session.pk}/")
    assert "Sunday 10 January 2027, 1 p.m. to 2:30 p.m." in said
    assert "Moved from Tuesday 1 December 2026, 1 p.m. to 2:30 p.m.: The hall is let" in said


def test_a_date_that_is_left_out_is_nowhere(cast, client):
    session = first_session(tuesday_circle(cast))
    skip_session(by=cast.ben, session=session)
    assert page(client, "/calendar/2026-12/").count("Tuesday circle</a>") == 4
    page(client, f"/groups/dates/{session.pk}/", status=404)


@pytest.mark.parametrize(
    "address", ["2025-10", "2028-01", "2026-13", "2026-00", "0000-01", "9999-12", "week/2025-W43", "week/2026-W60", "week/x"]
)
def test_a_month_too_far_away_is_answered_in_words(cast, client, address):
    assert "Not on the calendar" in page(client, f"/calendar/{address}/", status=404)


def test_one_turns_a_year_back_and_thirteen_months_ahead_and_no_further(cast, client):
    first, last = page(client, "/calendar/2025-11/"), page(client, "/calendar/2027-12/")
    assert 'rel="prev"' not in first
    assert 'href="/calendar/2025-12/"' in first
    assert 'rel="next"' not in last
    page(client, "/calendar/week/2025-W45/")
    page(client, "/calendar/week/2027-W52/")


def test_a_group_that_is_not_listed_is_nowhere(cast, client):
    gathering = tuesday_circle(cast, is_listed=False)
    for address in ("/calendar/2026-12/", "/calendar/list/", "/groups/", "/calendar.ics", "/calendar/meetings.json"):
        assert "Tuesday circle" not in page(client, address), address
    page(client, "/groups/tuesday-circle/", status=404)
    page(client, f"/groups/dates/{first_session(gathering).pk}/", status=404)
    page(client, f"/groups/dates/{first_session(gathering).pk}.ics", status=404)


def test_the_page_of_a_group_says_what_somebody_new_wants_to_know(cast, client):
    site = open_site(by=TESTS, name="The blue house")
    gathering = begin_gathering(
        by=TESTS, title="Garden", programme=cast.river, kind=cast.group, for_whom="Adults", first_visit="There is tea.", about="We dig.",
        sign_up=Gathering.SignUp.SIGN_UP, capacity=12,
    )  # fmt: skip
    timing = Timing(first_day=TUESDAY, starts_at=time(9), minutes=60, rrule="FREQ=WEEKLY", site=site, room="Yard")
    add_series(by=TESTS, gathering=gathering, timing=timing)
    said = page(client, "/groups/garden/")
    for words in ("Adults", "There is tea.", "We dig.", "Sign up for a date", "There are 12 places.", "The blue house", "Yard"):
        assert words in said
    assert "webcal://testserver/groups/garden.ics" in said
    assert "http://testserver/groups/garden.ics" in said
    assert "9-8-8" in said
    assert said.count('<span class="grow"><a href="/groups/dates/') == 12


@pytest.mark.parametrize(
    ("details", "words"),
    [
        ({}, "Just come. You need not sign up"),
        ({"openness": "ask_first"}, "Ask first"),
        ({"sign_up": "sign_up"}, "Sign up for a date"),
    ],
)
def test_how_to_come_is_said(cast, client, details, words):
    tuesday_circle(cast, **details)
    assert words in page(client, "/groups/tuesday-circle/")


def test_a_group_that_is_over_says_so(cast, client):
    gathering = tuesday_circle(cast)
    Gathering.objects.filter(pk=gathering.pk).update(ended_on=date(2026, 11, 20))
    assert "It is over since 20 November 2026." in page(client, "/groups/tuesday-circle/")
    assert "Tuesday circle" not in page(client, "/groups/")


def test_a_meeting_online_shows_its_link_only_where_it_is_public(cast, client):
    for title, is_public in (("Open evening", True), ("Quiet evening", False)):
        gathering = begin_gathering(by=TESTS, title=title, programme=cast.river, kind=cast.group)
        link = f"https://meet.example.org/{gathering.slug}"
        timing = Timing(first_day=TUESDAY, starts_at=time(20), minutes=60, mode="online", link=link, link_is_public=is_public)
        add_series(by=TESTS, gathering=gathering, timing=timing)
    assert "https://meet.example.org/open-evening" in page(client, "/groups/open-evening/")
    assert "meet.example.org" not in page(client, "/groups/quiet-evening/")
    assert "Those who come are given the link." in page(client, "/groups/quiet-evening/")
    assert page(client, "/calendar/2026-12/").count("<i>online</i>") == 2


def test_the_calendar_is_narrowed_down_by_plain_links(cast, client):
    house, hall = open_site(by=TESTS, name="House"), open_site(by=TESTS, name="Hall")
    for title, programme, where in (
        ("Garden", cast.river, {"site": house}),
        ("Song", cast.hill, {"site": hall, "mode": "hybrid"}),
        ("Evening", cast.hill, {"mode": "online"}),
    ):
        language, whom = ("fr", "Carers") if title == "Song" else ("", "Adults")
        gathering = begin_gathering(by=TESTS, title=title, programme=programme, kind=cast.group, language=language, for_whom=whom)
        add_series(by=TESTS, gathering=gathering, timing=Timing(first_day=TUESDAY, starts_at=time(9), minutes=60, **where))
    for asked, titles in {
        "programme=hill": {"Song", "Evening"},
        "kind=support_group": {"Garden", "Song", "Evening"},
        "kind=drop_in": set(),
        f"site={house.pk}": {"Garden"},
        "site=nowhere": {"Garden", "Song", "Evening"},
        "how=online": {"Song", "Evening"},
        "how=in_person": {"Garden", "Song"},
        "language=fr": {"Song"},
        "language=en": {"Garden", "Evening"},
        "whom=Carers": {"Song"},
        "programme=hill&how=in_person": {"Song"},
    }.items():
        for address in ("/calendar/2026-12/", "/calendar/week/2026-W49/", "/calendar/list/"):
            said = page(client, f"{address}?{asked}")
            assert {title for title in ("Garden", "Song", "Evening") if re.search(rf"{title}(</a>| <i>)", said)} == titles, (
                f"{address}?{asked}"
            )
    assert '<select id="filter_programme"' not in page(client, "/calendar/2026-12/")
    assert 'href="?choose=yes"' in page(client, "/calendar/2026-12/")
    form = page(client, "/calendar/2026-12/?choose=yes")
    assert '<option value="hill">Hill</option>' in form
    assert f'<option value="{house.pk}">House</option>' in form
    assert "Nothing fits all of this." in page(client, "/calendar/2026-12/?kind=drop_in")
    assert "/calendar/2027-01/?programme=hill" in page(client, "/calendar/2026-12/?programme=hill")


def test_a_long_list_has_pages(cast, client):
    tuesday_circle(cast)
    tuesday_circle(cast)
    first, second = page(client, "/calendar/list/"), page(client, "/calendar/list/?page=2")
    assert first.count('class="when"') == 60
    assert 0 < second.count('class="when"') <= 60
    assert 'href="?page=2"' in first
    assert "Earlier dates" in second


def test_an_empty_house_says_so(cast, client):
    assert "Nothing is planned here yet." in page(client, "/calendar/2026-12/")
    assert "There are no groups here yet." in page(client, "/groups/")


def test_a_language_once_chosen_stays(cast, client):
    tuesday_circle(cast)
    said = page(client, "/calendar/2026-12/?lang=fr")
    assert '<html lang="fr">' in said
    assert "décembre" in said
    assert said.count('/?lang=fr"><b>13:00</b> Tuesday circle</a>') == 5
    assert '<html lang="fr">' in page(client, "/calendar/2026-12/", accept_language="fr-CA,fr;q=0.9")
    assert '<html lang="en">' in page(client, "/calendar/2026-12/", accept_language="de")


def test_what_somebody_typed_cannot_become_code(cast, client):
    begin_gathering(by=TESTS, title="<script>alert(1)</script>&", programme=cast.river, kind=cast.group, for_whom="</script><b>", about='"')
    gathering = Gathering.objects.get()
    timing = Timing(first_day=TUESDAY, starts_at=time(9), minutes=60, rrule="FREQ=WEEKLY", room="<i>", place="</script>")
    add_series(by=TESTS, gathering=gathering, timing=timing)
    session = first_session(gathering)
    change_session(by=TESTS, session=session, day=TUESDAY + timedelta(days=1), reason="<u>")
    pages = [f"/groups/{gathering.slug}/", f"/groups/dates/{session.pk}/"]
    for address in ("/calendar/2026-12/", "/calendar/week/2026-W49/", "/calendar/list/", "/groups/", *pages):
        said = page(client, address)
        assert "&lt;script&gt;" in said, address
        assert not [code for code in ("<script>", "<u>", "<i>,", "</script><b>") if code in said], address


@pytest.mark.parametrize("number", [1, 3])
def test_pages_ask_the_same_number_of_questions_however_many_groups(cast, client, django_assert_num_queries, number):
    gatherings = [tuesday_circle(cast) for _each in range(number)]
    address = f"/groups/dates/{first_session(gatherings[0]).pk}/"
    first = {"/calendar/2026-12/": 5}  # the first page reads the organisation and its crisis lines, which are kept for seconds
    others = {
        "/calendar/week/2026-W49/": 2,
        "/calendar/list/": 3,
        "/calendar/2026-12/?choose=yes": 4,
        "/groups/": 3,
        "/groups/tuesday-circle/": 4,
        address: 2,
    }
    for path, queries in (first | others).items():
        with django_assert_num_queries(queries):
            page(client, path)


def test_a_closed_group_says_when_and_nothing_else(cast, client):
    closed_circle(cast)
    said = page(client, "/groups/thursday-evening/")
    assert "This group is for those who belong to it." in said
    assert "Hill" not in said


def test_a_calm_month_is_printed_large_and_a_full_one_small():
    assert print_size([[[20] for _day in range(7)] for _week in range(5)]) == 1
    assert print_size([[[20] * 4 for _day in range(7)] for _week in range(5)]) == 2
    assert print_size([[[60] * 9 for _day in range(7)] for _week in range(5)]) == 5
    assert print_size([[[20] * 30 for _day in range(7)] for _week in range(5)]) == 5
