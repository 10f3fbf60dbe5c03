"""A sheet of answers comes in whole or not at all, and nothing comes with it that could say whose they are."""

from datetime import date

import pytest
from django.apps import apps
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hearthside.core.actors import COMMAND_LINE
from hearthside.core.dates import today
from hearthside.core.errors import Refused
from hearthside.core.sheets.tests.workbook import workbook
from hearthside.core.sheets.writing import write_csv
from hearthside.organisation.models import Programme
from hearthside.surveys import import_sheet
from hearthside.surveys.import_sheet import import_survey_answers

HEADERS = ["programme", "kind", "month", "any", "most", "heard", "equals", "choice", "hopeful", "comment"]
GOOD = {"programme": "River", "kind": "family_support", "month": "2026-06", "any": "emotional", "most": "emotional"}


def sheet(*rows: dict, extra: tuple[str, ...] = ()) -> bytes:
    headers = [*HEADERS, *extra]
    return write_csv(headers, [[(GOOD | row).get(header, "") for header in headers] for row in rows])


def bring(data: bytes, **options):
    return import_survey_answers(by=COMMAND_LINE, data=data, **options)


def count_of_everything() -> dict[str, int]:
    return {model._meta.label: model.objects.count() for model in apps.get_models()}


def handed_over(monkeypatch) -> list:
    """What the reader hands to the room, caught on the way."""
    caught: list = []
    monkeypatch.setattr(import_sheet, "import_answers", lambda *, by, answers, digest: caught.extend(answers) or len(answers))
    return caught


def test_an_answer_is_read_with_all_it_says(cast, monkeypatch):
    answers = handed_over(monkeypatch)
    outcome = bring(
        sheet(
            {
                "any": "Emotional; not much",
                "heard": "A little",
                "equals": "fully",
                "choice": "PARTLY",
                "hopeful": "bit more",
                "comment": "Danke 🌱",
            },
            {"any": "", "most": "", "kind": ""},
        )
    )  # fmt: skip
    full, skipped = answers
    assert (full.programme, full.kind.code, full.month) == (cast.river, "family_support", 202606)
    assert (full.any, full.most) == (["emotional", "not_much"], "emotional")
    assert (full.heard, full.equals, full.choice, full.hopeful, full.comment) == ("a_little", "fully", "partly", "bit_more", "Danke 🌱")
    assert (skipped.any, skipped.most, skipped.heard, skipped.kind) == ([], "", "", None)
    assert (outcome.read, outcome.created, outcome.kept_columns) == (2, 2, [])


def test_thirteen_hundred_answers_come_in_once(cast):
    rows = [{"any": "emotional"}] * 1001 + [{"any": "social", "most": "social"}] * 299
    data = sheet(*[row | {"programme": "Family pilot"} for row in rows])
    outcome = bring(data)
    assert (outcome.read, outcome.created, outcome.more["programmes_created"]) == (1300, 1300, 1)
    before = count_of_everything()
    again = bring(data)
    assert (again.read, again.created, again.skipped, again.refused) == (1300, 0, 1300, [])
    assert count_of_everything() == before


def test_a_file_saved_anew_as_a_workbook_is_known_though_months_became_days(cast):
    assert bring(sheet({}, {})).created == 2
    row = ["River", "family_support", date(2026, 6, 1), "emotional", "emotional"]
    assert bring(workbook(HEADERS[:5], row, row)).skipped == 2


def test_columns_that_were_not_asked_for_are_dropped_and_named(cast, monkeypatch):
    answers = handed_over(monkeypatch)
    outcome = bring(sheet({"name": "Ana", "time": "10:15"}, extra=("name", "time")))
    assert (outcome.kept_columns, outcome.more["dropped_columns"]) == ([], ["name", "time"])
    assert outcome.notes == ["Answers are anonymous, so these columns were not kept: name, time."]
    assert "Ana" not in repr(answers)
    assert bring(sheet({}, {})).created == 2


def test_the_same_answers_are_known_whatever_stands_beside_them(cast):
    bring(sheet({"name": "Ana"}, extra=("name",)))
    assert bring(sheet({})).skipped == 1


@pytest.mark.parametrize(
    ("changed", "column", "sentence"),
    [
        ({"any": "emotion"}, "any", "Nearest are: emotional"),
        ({"most": "social"}, "most", "Most says 'social', which is not among what was ticked."),
        ({"heard": "very"}, "heard", "Codes are: not_really, a_little, mostly, fully."),
        ({"choice": "maybe"}, "choice", "which is not a code"),
        ({"month": "June"}, "month", "Write the month as 2026-06"),
        ({"month": f"{today().year + 1}-01"}, "month", "This month is in the future."),
        ({"month": "1899-01"}, "month", "1899-01 is too long ago."),
        ({"programme": ""}, "programme", "Programme is empty."),
        ({"kind": "chat"}, "kind", "Nearest are: text_chat"),
    ],
)
def test_what_cannot_be_right_is_said_and_nothing_is_stored(cast, changed, column, sentence):
    before = count_of_everything()
    outcome = bring(sheet({"programme": "New here"}, changed, {}))
    assert (outcome.read, outcome.created, outcome.waiting) == (3, 0, 2)
    [one] = outcome.refused
    assert (one.row, one.column) == (3, column)
    assert sentence in one.reason
    assert count_of_everything() == before


def test_good_answers_are_stored_without_the_others_only_when_asked_to(cast):
    data = sheet({}, {"heard": "very", "programme": "Nowhere"})
    outcome = bring(data, accept_good_rows=True)
    assert (outcome.created, len(outcome.refused)) == (1, 1)
    assert "counted twice" in outcome.notes[0]
    assert not Programme.objects.filter(name="Nowhere").exists()
    again = bring(data)
    assert (again.created, again.skipped, again.waiting, len(again.refused)) == (0, 1, 0, 1)


def test_when_the_room_knows_the_content_all_are_skipped(cast, monkeypatch):
    """Two imports of one file at once: the second has looked before the first was done."""
    monkeypatch.setattr(import_sheet, "import_answers", lambda **_said: None)
    outcome = bring(sheet({}, {}))
    assert (outcome.created, outcome.skipped) == (0, 2)


def test_nothing_but_names_of_columns_stores_nothing(cast):
    before = count_of_everything()
    assert bring(sheet()).read == 0
    assert count_of_everything() == before


def test_a_file_without_a_table_is_said(cast):
    with pytest.raises(Refused, match="These columns are missing: programme, month"):
        bring(b"heard,any\nfully,social\n")


def test_long_files_show_that_they_are_read(cast, monkeypatch):
    handed_over(monkeypatch)
    told = []
    bring(sheet(*[{}] * 2000), progress=lambda *said: told.append(said))
    assert told == [("Reading", 1000, 0), ("Reading", 2000, 0)]


CELLS = {
    "programme": st.sampled_from(["River", "Pilot", ""]),
    "kind": st.sampled_from(["family_support", "", "nothing"]),
    "month": st.sampled_from(["2026-05", "2026-06", "5/2026"]),
    "any": st.sampled_from(["emotional;social", "", "not_much", "x"]),
    "most": st.sampled_from(["", "emotional"]),
    "heard": st.sampled_from(["", "mostly"]),
    "comment": st.sampled_from(["", "🌱"]),
}


@pytest.mark.slow
@given(st.lists(st.fixed_dictionaries(CELLS), max_size=8), st.booleans())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=40)
def test_every_row_is_accounted_for(cast, rows, accept_good_rows):
    data = write_csv(list(CELLS), [list(row.values()) for row in rows])
    before = count_of_everything()
    outcome = bring(data, accept_good_rows=accept_good_rows)
    assert outcome.adds_up
    assert outcome.read == len(rows)
    assert outcome.created == 0 or not outcome.refused or accept_good_rows
    if not outcome.created:
        assert count_of_everything() == before
