"""A thousand calendar files of bad or hostile shape end in entries or in one sentence, each in under two seconds."""

import time
from datetime import date, timedelta

import pytest

from hearthside.core.errors import Refused
from hearthside.gatherings.rules import occurrences, read_calendar
from hearthside.gatherings.rules.tests.hostile import GOOGLE, files


def read(data: bytes) -> tuple[int, int, float]:
    """Number of entries and of occurrences of the longest one, and the seconds of processor time that both took."""
    begun = time.process_time()
    entries, refusal = [], ""
    try:
        entries = read_calendar(data, "America/Regina")
    except Refused as refused:
        refusal = str(refused)
    assert not refusal or refusal.endswith(".")
    most = 0
    assert all(entry.problem == "" or entry.problem.endswith(".") for entry in entries)
    for entry in entries[:200]:  # as many as an import of groups may show at once
        if not entry.problem:
            found = occurrences(entry.rrule, entry.first, entry.first.date(), date.max)
            assert not found or found[-1].date() - entry.first.date() <= timedelta(days=731)
            most = max(most, len(found) + len(entry.extra))
    return len(entries), most, time.process_time() - begun


@pytest.mark.slow
def test_a_thousand_hostile_files_end_politely_and_soon():
    results = {name: read(data) for name, data in files(1_000)}
    assert len(results) >= 1_000
    slowest = max(results, key=lambda name: results[name][2])
    assert results[slowest][2] < 2, f"{slowest} took {results[slowest][2]:.1f} s"
    assert max(most for _count, most, _took in results.values()) <= 1_000
    assert sum(count > 0 for count, _most, _took in results.values()) > 300  # they are not all refused


def test_the_files_are_the_same_in_every_run():
    assert [data for _name, data in files(300)] == [data for _name, data in files(300)]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_a_good_calendar_is_read_in_any_encoding(encoding):
    assert read_calendar(GOOGLE.decode().encode(encoding)) == read_calendar(GOOGLE)


@pytest.mark.parametrize("ends", [b"\r", b"\n"])
def test_a_good_calendar_is_read_whatever_its_line_ends(ends):
    assert read_calendar(GOOGLE.replace(b"\r\n", ends)) == read_calendar(GOOGLE)
