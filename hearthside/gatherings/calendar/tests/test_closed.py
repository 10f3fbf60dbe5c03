"""Nothing that the public reads says more of a closed group than its public title and its times."""

import re
from datetime import time, timedelta
from pathlib import Path

import pytest

from hearthside.gatherings import calendar
from hearthside.gatherings.calendar.actions import make_personal_feed
from hearthside.gatherings.models import Gathering, GroupMember
from hearthside.gatherings.series.actions import Timing, add_series, change_session
from hearthside.gatherings.tests.groups import NEUTRAL_TITLE, TRUE_TITLE, closed_circle, first_session, next_weekday
from hearthside.organisation.actions import open_site
from tests.cast import TESTS

FOLDER = Path(calendar.__file__).parent
SECRETS = (
    TRUE_TITLE,
    "Occupational",
    "Attic",
    "meet.example.org",
    "Veterans",
    "Bring your badge",
    "The commander",
    "Dan",
    "Mo<",
    "Barracks",
)


@pytest.fixture
def closed(cast) -> Gathering:
    """A closed group with everything in it that must not be told."""
    gathering = closed_circle(cast, for_whom="Veterans", about="Bring your badge", first_visit="Bring your badge")
    site = open_site(by=TESTS, name="Barracks")
    timing = Timing(first_day=next_weekday(4), starts_at=time(20), minutes=60, rrule="FREQ=WEEKLY", site=site, room="Attic", mode="hybrid",
                    link="https://meet.example.org/x", link_is_public=True)  # fmt: skip
    add_series(by=TESTS, gathering=gathering, timing=timing)
    session = gathering.sessions.filter(room="Attic").select_related("series", "gathering").in_order()[1]
    change_session(by=cast.dan, session=session, day=session.day + timedelta(days=1), reason="The commander is ill")
    return gathering


def addresses(gathering: Gathering) -> list[str]:
    days = sorted({session.day for session in gathering.sessions.in_order()[:12]})
    months = sorted({f"/calendar/{day:%Y-%m}/" for day in days})
    weeks = sorted({f"/calendar/week/{day.isocalendar()[0]}-W{day.isocalendar()[1]:02d}/" for day in days})
    dates = [f"/groups/dates/{session.pk}" for session in gathering.sessions.filter(room="Attic").in_order()[:3]]
    pages = ["/calendar/list/", "/groups/", f"/groups/{gathering.slug}/", *[f"{one}/" for one in dates]]
    return [*months, *weeks, *pages, *[f"{one}.ics" for one in dates], "/calendar.ics", f"/groups/{gathering.slug}.ics"]


def test_its_title_place_link_hosts_and_words_stand_nowhere(closed, client):
    for address in addresses(closed):
        said = client.get(address).content.decode().replace("\r\n ", "")
        assert NEUTRAL_TITLE in said, address
        told = [secret for secret in SECRETS if secret in re.sub(r"<title>.*?</title>", "", said)]
        assert not told, f"{address} tells {told}"


def test_it_is_found_by_no_filter_that_would_tell_what_it_is(closed, client, cast):
    site = closed.series.exclude(site=None).get().site_id
    for asked in ("programme=hill", "kind=support_group", f"site={site}", "how=in_person", "how=online", "language=en", "whom=Veterans"):
        for address in ("/calendar/", "/calendar/list/"):
            assert f"{NEUTRAL_TITLE}</a>" not in client.get(f"{address}?{asked}").content.decode(), asked


def test_it_is_not_in_what_others_list(closed, client, cast):
    assert client.get("/calendar/hill.ics").status_code == 404  # no open group of this programme
    assert client.get("/calendar/meetings.json").json() == []
    assert "ld+json" not in client.get(f"/groups/{closed.slug}/").content.decode()
    assert "ld+json" not in client.get("/calendar/list/").content.decode()


def test_its_programme_is_not_named_beside_it(closed, client):
    assert "Hill" not in client.get("/groups/").content.decode()


def test_the_true_title_is_read_by_nothing_here():
    """Neither in a query nor in HTML: `public_title` is all there is."""
    for path in [*FOLDER.glob("*.py"), *FOLDER.glob("feed/*.py")]:
        for number, line in enumerate(path.read_text().splitlines(), 1):
            assert not re.search(r"gathering\.title|found\.title|F\(\"title|gathering__title(?!\")", line), f"{path.name}:{number} {line}"
            if "gathering__title" in line:
                assert "defer(" in line, f"{path.name}:{number} reads the true title"
    for path in (FOLDER.parent / "templates/gatherings").glob("*.html"):
        if '"gatherings/public.html"' in path.read_text() or '"gatherings/calendar.html"' in path.read_text():
            assert "gathering.title" not in path.read_text()


def test_no_statement_of_a_public_page_asks_for_the_true_title(closed, client, django_assert_max_num_queries):
    for address in addresses(closed):
        with django_assert_max_num_queries(12) as asked:
            client.get(address)
        sealed = [query["sql"] for query in asked.captured_queries if re.search(r'"gatherings_gathering"\."title"', query["sql"])]
        assert not sealed, f"{address}: {sealed}"


def test_a_member_has_it_in_their_own_calendar_under_its_public_title(closed, cast, client):
    assert GroupMember.objects.filter(person=cast.mo, gathering=closed).exists()
    said = client.get(f"/calendar/private/{make_personal_feed(by=cast.mo, person=cast.mo)}.ics").content.decode().replace("\r\n ", "")
    assert said.count(f"SUMMARY:{NEUTRAL_TITLE}") > 50
    assert not [secret for secret in SECRETS if secret in said]
    assert str(first_session(closed).pk) in said
