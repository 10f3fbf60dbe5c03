"""What a cell says, and what is said to a person where it cannot be told."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hearthside.core.sheets.cells import (
    Unclear,
    as_code,
    as_codes,
    as_date,
    as_list,
    as_month,
    as_text,
    as_time,
    as_whole,
    canonical,
    shortened,
)
from hearthside.core.sheets.outcome import Outcome, Refusal

KINDS = ["one_to_one_phone", "check_in_call", "support_group"]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (" Ana ", "Ana"), ("a\r\nb\rc", "a\nb\nc"), ("\ufeffZoe\u0301\u200b", "Zoé"), ("👩‍🌾", "👩‍🌾"), ("a\x07b", "ab"),
        (15.0, "15"), (1.5, "1.5"),
        (True, "TRUE"), (None, ""), (timedelta(hours=30), "1 day, 6:00:00"), (date(2026, 6, 1), "2026-06-01"),
    ],
)  # fmt: skip
def test_text(value, text):
    assert as_text(value) == text


@pytest.mark.parametrize(
    "value",
    [
        date(2026, 6, 1), datetime(2026, 6, 1, 9), "2026-06-01", "2026-6-1", "2026/06/01", "2026.06.01", "20260601", "2026-06-01T09:30",
        20260601.0,
    ],
)  # fmt: skip
def test_days(value):
    assert as_date(value) == date(2026, 6, 1)


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ("", "is empty"),
        ("03/04/2026", "can be read in two ways. Write it as 2026-03-04 or 2026-04-03"),
        ("25/12/2026", "Write it as 2026-12-25"),
        ("12.25.2026 09:00", "Write it as 2026-12-25"),
        ("04/04/2026", "Write it as 2026-04-04"),
        ("45/45/2026", "there is no such day"),
        ("03/04/26", "whole year"),
        ("2026-02-30", "there is no such day"),
        (46174.0, "says 46174, a number"),
        ("Total", "rows of totals"),
        (":", "Write the day as 2026-06-01"),
        ("June 1, 2026", "Write the day as 2026-06-01"),
    ],
)
def test_days_that_cannot_be_told(value, reason):
    with pytest.raises(Unclear) as unclear:
        as_date(value)
    assert reason in str(unclear.value)


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("", None), (None, None), ("9:30", time(9, 30)), ("21:05:40", time(21, 5)), ("2:30 pm", time(14, 30)), ("12:00 AM", time(0)),
        ("12:15 p.m.", time(12, 15)), (time(9, 30, 20), time(9, 30)), (datetime(1899, 12, 31, 9, 30), time(9, 30)),
        (timedelta(hours=9, minutes=30), time(9, 30)),
    ],
)  # fmt: skip
def test_clock_times(value, said):
    assert as_time(value) == said


@pytest.mark.parametrize("value", ["25:00", "9:75", "13:00 pm", "0:30 am", "half past nine", 0.39, timedelta(hours=30)])
def test_clock_times_that_cannot_be_told(value):
    with pytest.raises(Unclear, match="Write the time as 14:30"):
        as_time(value)


@pytest.mark.parametrize(
    ("value", "number"), [("15", 15), (15.0, 15), ("15.0", 15), ("15,00", 15), ("-3", -3), ("+4", 4), ("", None), (0, 0)]
)
def test_whole_numbers(value, number):
    assert as_whole(value) == number


@pytest.mark.parametrize("value", ["15.5", 15.5, "1,000", "1.000", "15 min", "abc", True, "²", "1e3", "9" * 12])
def test_numbers_are_never_rounded_or_guessed(value):
    with pytest.raises(Unclear, match="Write a whole number, such as 15"):
        as_whole(value)


@pytest.mark.parametrize("value", ["1:30", time(1, 30), timedelta(hours=1.5)])
def test_a_time_is_no_number_of_minutes(value):
    with pytest.raises(Unclear, match="a time. Write a whole number"):
        as_whole(value)


@pytest.mark.parametrize("value", ["2026-06", "2026-6", date(2026, 6, 1), "2026-06-15"])
def test_months(value):
    assert as_month(value) == 202606


@pytest.mark.parametrize(
    ("value", "reason"), [("", "is empty"), ("2026-13", "Write the month"), ("June 2026", "Write the month"), ("0000-01", "Write")]
)
def test_months_that_cannot_be_told(value, reason):
    with pytest.raises(Unclear, match=reason):
        as_month(value)


def test_lists():
    assert as_list(" Ana ;Ben;;Ana\nMo  Li；Kim") == ["Ana", "Ben", "Mo Li", "Kim"]
    assert as_list(1234.0) == ["1234"]


def test_codes():
    assert as_code("One to one-phone", KINDS) == "one_to_one_phone"
    assert as_code("", KINDS) == ""
    assert as_codes("support_group; check in call,support_group", KINDS) == ["support_group", "check_in_call"]
    with pytest.raises(Unclear, match="Nearest are: check_in_call"):
        as_code("checkin", KINDS)
    with pytest.raises(Unclear, match="Nearest are: support_group"):
        as_code("Our circle", KINDS, {"support_group": "Our circles"})
    with pytest.raises(Unclear, match="Codes are: one_to_one_phone, check_in_call, support_group"):
        as_code("🌱🌱", KINDS)


def test_long_words_are_shortened_in_a_reason():
    assert shortened("x" * 60) == "x" * 39 + "…"


@pytest.mark.parametrize(
    ("typed", "saved", "form"),
    [
        ("2026-06-01", date(2026, 6, 1), "date"), ("2026-06-01", date(2026, 6, 1), "text"),
        ("2026/6/1", date(2026, 6, 1), "date"),
        ("9:30", time(9, 30), "time"), ("9:30", time(9, 30), "text"), ("15.0", 15.0, "text"), ("15.50", 15.5, "text"),
        ("true", True, "text"),
        ("2026-06", date(2026, 6, 1), "month"), ("2026-06-01 14:30", datetime(2026, 6, 1, 14, 30), "text"), ("'=1", "=1", "text"),
        ("Total", "Total", "date"), ("29:90", "29:90", "text"), ("2026-99-99", "2026-99-99", "text"), ("", None, "time"),
    ],
)  # fmt: skip
def test_a_cell_is_recognised_in_another_kind_of_file(typed, saved, form):
    assert canonical(typed, form) == canonical(saved, form)


def test_what_differs_stays_different():
    assert len({canonical(value) for value in ("007", "7", "7.1", "Ana", "ana", "2026-06-01 09:00", "2026-06-01", "09:00")}) == 8


@given(
    st.text() | st.floats(allow_nan=False) | st.dates() | st.datetimes() | st.times() | st.none(),
    st.sampled_from(["text", "date", "time", "month"]),
)
def test_every_cell_can_be_recognised(value, form):
    assert isinstance(canonical(value, form), str)


@settings(deadline=None)
@given(st.text())
def test_any_text_is_read_or_explained(text):
    for read in (as_date, as_time, as_whole, as_month, as_list, lambda cell: as_codes(cell, KINDS)):
        assert reason_of(read, text).endswith(".")


def reason_of(read, text: str) -> str:
    try:
        read(text)
    except Unclear as unclear:
        return str(unclear)
    return "."


def test_an_outcome_adds_up_and_prints_what_scripts_rely_on():
    outcome = Outcome(read=3, created=1, waiting=1, refused=[Refusal(4, "date", "Date is empty.")], kept_columns=["ward"], problem="x")
    assert outcome.adds_up
    assert outcome.as_json() == {
        "read": 3, "created": 1, "updated": 0, "skipped": 0, "waiting": 1,
        "refused": [{"row": 4, "column": "date", "reason": "Date is empty."}], "kept_columns": ["ward"], "notes": [], "problem": "x",
    }  # fmt: skip
