"""The report of groups, activities and events, as its readers see it."""

import json
from datetime import date

from django.urls import reverse

from hearthside.encounters.measures import Scope
from hearthside.gatherings.models import GroupMember
from hearthside.gatherings.tests.groups import NEUTRAL_TITLE, TRUE_TITLE, closed_circle, tuesday_circle
from hearthside.gatherings.tests.test_measures import hold, past_sessions
from hearthside.people.actions import add_person
from hearthside.reports.definitions import REPORTS
from hearthside.reports.files import FORMATS, as_object
from tests.cast import TESTS
from tests.signed_in import client_of

SCOPE = Scope(date(2026, 3, 1), date(2026, 3, 31), by="gathering")


def rows_of(report, group=""):
    return {row.code: row.n for table in report.tables if table.group == group for row in table.rows}


def test_few_people_are_hidden_in_a_part_and_one_more_with_them(cast):
    [session] = past_sessions(tuesday_circle(cast), [date(2026, 3, 3)])
    hold(cast, session, cast.ana, cast.mo)
    people = [add_person(by=TESTS, name=f"P{place}", programme=cast.river) for place in range(6)]
    other = tuesday_circle(cast, public_title="Other circle")
    [session] = past_sessions(other, [date(2026, 3, 10)])
    hold(cast, session, *people)
    report = REPORTS["gatherings"].report(SCOPE)
    assert rows_of(report)["group_people"] == 8
    assert [rows_of(report, slug)["group_people"] for slug in ("tuesday-circle", "other-circle")] == [None, None]
    assert rows_of(report, "tuesday-circle")["came"] == 2


def test_no_file_and_no_page_of_it_holds_a_name_or_the_true_title_of_a_closed_group(cast):
    [session] = past_sessions(closed_circle(cast), [date(2026, 3, 5)])
    hold(cast, session, GroupMember.objects.get(), hosts=[cast.dan])
    report = REPORTS["gatherings"].report(SCOPE)
    for _type, write in FORMATS.values():
        content = write(report)
        assert TRUE_TITLE.encode() not in content
    assert NEUTRAL_TITLE in json.dumps(as_object(report)) or NEUTRAL_TITLE in FORMATS["csv"][1](report).decode()
    page = client_of(cast.cora).get(reverse("report", args=["gatherings"]), {"from": "2026-03-01", "to": "2026-03-31", "by": "gathering"})
    assert page.status_code == 200
    assert TRUE_TITLE not in page.content.decode()
    assert NEUTRAL_TITLE in page.content.decode()


def test_it_is_kept_apart_by_group_and_never_by_kind(cast):
    page = client_of(cast.cora).get(reverse("report", args=["gatherings"]), {"by": "kind"})
    assert page.status_code == 422
    assert "Choose one of: gathering, programme, month." in page.content.decode()
