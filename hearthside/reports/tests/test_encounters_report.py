"""The report of encounters: what a coordinator reads, what a file holds, what is hidden because few were met."""

import csv
import json
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from hearthside.audit.models import Entry
from hearthside.core.kept import forget_kept
from hearthside.encounters.actions import Contact, record_attempt, record_encounters
from hearthside.encounters.measures import Scope
from hearthside.organisation.actions import open_programme
from hearthside.organisation.models import Organisation
from hearthside.people.models import Person
from hearthside.reports.definitions import REPORTS
from hearthside.reports.encounters import encounter_tables
from hearthside.reports.few import hidden_places
from hearthside.reports.files import as_object
from tests.cast import TESTS

MAY = "from=2024-05-01&to=2024-05-31"


def met(cast, people, **changes) -> Contact:
    said = {"programme": cast.river, "kind": cast.phone, "day": date(2024, 5, 6), "minutes": 20, "people": people, "supporters": [cast.ben]}
    return Contact(**said | changes)


def crowd(size: int, start: int = 0) -> list[Person]:
    return [Person.objects.get_or_create(name=f"Person {number}")[0] for number in range(start, start + size)]


def read(by=None, programme=None):
    return REPORTS["encounters"].report(_scope(by, programme))


def _scope(by, programme):
    return Scope(date(2024, 5, 1), date(2024, 5, 31), programme, by)


def test_the_json_is_what_scripts_rely_on(cast):
    record_encounters(by=TESTS, contacts=[met(cast, crowd(6)), met(cast, [], unnamed=1)])
    record_attempt(by=TESTS, programme=cast.river, kind=cast.phone, outcome="voicemail", day=date(2024, 5, 7))
    numbers = {"encounters": 2, "attempts": 1, "attendances": 0, "people": 6, "anonymous": 1}
    numbers |= {"unnamed": 1, "minutes": 40, "supporter_minutes": 40, "late": 0}
    counts = [{"code": code, "n": n, "share": None, "hidden": False} for code, n in numbers.items()]
    outcomes = [{"code": "voicemail", "n": 1, "share": 100, "hidden": False}]
    river = {"by": "programme", "group": "river"}
    assert as_object(read("programme")) == {
        "report": "encounters",
        "from": "2024-05-01",
        "to": "2024-05-31",
        "tables": [
            {"name": "counts", "base": None, "offered": None, "rows": counts},
            {"name": "attempt_outcomes", "base": 1, "offered": None, "rows": outcomes},
            {"name": "counts", **river, "base": None, "offered": None, "rows": counts},
            {"name": "attempt_outcomes", **river, "base": 1, "offered": None, "rows": outcomes},
        ],
    }


def test_one_programme_is_named_in_its_file(cast):
    assert as_object(read(programme=cast.river))["programme"] == "river"


def test_fewer_than_five_people_are_hidden_in_every_form(cast, client):
    record_encounters(
        by=TESTS, contacts=[met(cast, crowd(3)), met(cast, crowd(9), programme=cast.hill), met(cast, crowd(7, 20), programme=cast.hill)]
    )
    client.force_login(cast.cora.user)
    report = read("programme")
    river, hill = report.groups("counts")[::-1]
    assert (river.row("people").n, river.row("people").is_hidden) == (None, True)
    assert hill.row("people").is_hidden, "with the whole of 16 the three could be worked out"
    assert report.whole("counts").row("people").n == 16
    page = client.get(f"/reports/encounters/?{MAY}&by=programme").content.decode()
    assert "their number is hidden" in page
    rows = csv.DictReader(client.get(f"/reports/encounters.csv?{MAY}&by=programme").content.decode("utf-8-sig").splitlines())
    assert [(row["n"], row["hidden"]) for row in rows if row["group"] == "river" and row["code"] == "people"] == [("", "TRUE")]


def test_three_people_in_the_whole_organisation_are_three(cast):
    record_encounters(by=TESTS, contacts=[met(cast, crowd(3))])
    assert read().whole("counts").row("people").n == 3
    assert read("programme").groups("counts")[0].row("people").is_hidden


def test_a_single_programme_of_three_people_shows_no_number(cast, client):
    record_encounters(by=TESTS, contacts=[met(cast, crowd(3))])
    client.force_login(cast.cora.user)
    page = client.get(f"/reports/encounters/?{MAY}&programme=river").content.decode()
    assert "&lt; 5" in page
    assert "people, hidden because few" in page


@given(people=st.lists(st.integers(0, 12), max_size=8))
def test_a_hidden_number_is_never_alone_and_zero_is_always_printed(people):
    hidden = hidden_places(people)
    assert all(place in hidden for place, number in enumerate(people) if 0 < number < 5)
    assert all(people[place] for place in hidden)
    if len(hidden) == 1:
        assert sum(1 for number in people if number) == 1
    if not any(0 < number < 5 for number in people):
        assert not hidden


def test_units_stand_beside_the_minutes_only_when_a_payer_has_a_rule(cast, client):
    record_encounters(by=TESTS, contacts=[met(cast, [cast.ana], minutes=37)])
    assert "units" not in {row.code for row in read().whole("counts").rows}
    Organisation.objects.update(unit_rule={"name": "State plan", "minutes_per_unit": 15, "rounding": "eight_minute", "daily_cap": 16})
    forget_kept()
    counts = read().whole("counts")
    assert (counts.row("units").n, counts.row("minutes").n) == (2, 37)
    client.force_login(cast.cora.user)
    page = client.get(f"/reports/encounters/?{MAY}").content.decode()
    assert "State plan: 15 minutes are one unit; a last part of eight minutes or more counts as one; at most 16 for one person" in page


def test_months_have_names_for_people_and_codes_for_scripts(cast):
    record_encounters(by=TESTS, contacts=[met(cast, [cast.ana])])
    [may] = read("month").groups("counts")
    assert (may.group, may.group_name) == ("2024-05", "May 2024")


def test_nothing_happened_reads_as_zeros_and_no_empty_table(cast, client):
    client.force_login(cast.cora.user)
    page = client.get(f"/reports/encounters/?{MAY}&by=kind").content.decode()
    assert "<b>0</b>" in page
    assert "How tries ended" not in page
    tables, _notes = encounter_tables(_scope("kind", None))
    assert [table.name for table in tables] == ["counts", "attempt_outcomes"]


@pytest.mark.parametrize("by", ["", "programme", "kind", "month"])
def test_a_report_page_takes_the_same_statements_with_one_programme_and_three(cast, client, by):
    client.force_login(cast.cora.user)
    taken = []
    for programmes in ([cast.river], [cast.hill, open_programme(by=TESTS, name="Valley")]):
        record_encounters(
            by=TESTS, contacts=[met(cast, crowd(6), programme=one, kind=kind) for one in programmes for kind in (cast.phone, cast.group)]
        )
        client.get("/reports/")
        with CaptureQueriesContext(connection) as queries:
            assert client.get(f"/reports/encounters/?{MAY}&by={by}").status_code == 200
        taken.append(len(queries))
    assert taken[0] == taken[1] <= 20


def test_a_download_is_kept_in_the_trail_with_its_period_and_no_number(cast, client):
    client.force_login(cast.cora.user)
    answer = client.get(f"/reports/encounters.json?{MAY}&by=month")
    assert answer["Content-Disposition"] == 'attachment; filename="encounters-2024-05-01-2024-05-31.json"'
    assert json.loads(answer.content)["report"] == "encounters"
    entry = Entry.objects.latest("seq")
    assert (entry.actor_label, entry.act, entry.thing, entry.about) == ("Cora", "downloaded a report", "report:encounters", "")
    assert entry.details == {"first": "2024-05-01", "last": "2024-05-31", "apart": "month", "file": "json", "programme": ""}
