"""Programs we did not write, reading a calendar file. Each gives begin and end in UTC and whether it is cancelled, of every date."""

import json
import os
import subprocess
import sys
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import icalendar
import recurring_ical_events
import vobject

from tools.javascript import MODULES

SCRIPT = Path(__file__).resolve().parents[4] / "tests" / "javascript" / "occurrences.js"
Found = set[tuple[datetime, datetime, bool]]


def by_recurring_ical_events(text: str, begin: datetime, end: datetime) -> Found:
    events = recurring_ical_events.of(icalendar.Calendar.from_ical(text)).between(begin, end)
    found = {(one.start.astimezone(UTC), one.end.astimezone(UTC), one.get("STATUS") == "CANCELLED") for one in events}
    return {one for one in found if begin <= one[0] < end}


def by_ical_js(text: str, begin: datetime, end: datetime) -> Found:
    assert MODULES.is_dir(), "Run .venv/bin/python tools/javascript.py, which fetches what this test reads with."
    command = ["node", str(SCRIPT), str(MODULES), begin.isoformat(), end.isoformat()]
    answer = subprocess.run(command, input=text, capture_output=True, text=True, check=False)
    assert answer.returncode == 0, answer.stderr
    return {(datetime.fromisoformat(start), datetime.fromisoformat(stop), off) for start, stop, off in json.loads(answer.stdout)}


def by_khal(text: str, begin: datetime, end: datetime, home: Path) -> Found:
    """khal keeps a folder with one event a file, and prints a list. It knows whole days only, so more is asked for."""
    (home / "ours").mkdir(parents=True)
    (home / "ours" / "feed.ics").write_text(text, newline="")
    zones = "[locale]\nlocal_timezone = UTC\ndefault_timezone = UTC\ntimeformat = %H:%M\ndateformat = %Y-%m-%d\nlongdateformat = %Y-%m-%d\n"
    zones += "datetimeformat = %Y-%m-%d %H:%M\nlongdatetimeformat = %Y-%m-%d %H:%M\n"
    (home / "config").write_text(f"[calendars]\n[[ours]]\npath = {home / 'ours'}\n{zones}[sqlite]\npath = {home / 'kept.db'}\n")
    listed = ["list", "--format", "{start-long}|{end-long}|{status}", "--day-format", ""]
    days = [f"{begin - timedelta(days=1):%Y-%m-%d}", f"{end + timedelta(days=1):%Y-%m-%d}"]
    command = [sys.executable, "-c", "from khal.cli import main_khal; main_khal()", "-c", str(home / "config"), *listed, *days]
    answer = subprocess.run(command, capture_output=True, text=True, check=False, env=os.environ | {"HOME": str(home), "TZ": "UTC"})
    assert answer.returncode == 0, answer.stderr
    rows = [line.split("|") for line in answer.stdout.splitlines() if line]
    found = {(_utc(start), _utc(stop), "CANCELLED" in state) for start, stop, state in rows}
    return {one for one in found if begin <= one[0] < end}


def _utc(text: str) -> datetime:
    return datetime.strptime(text, "%Y-%m-%d %H:%M").replace(tzinfo=UTC)


def slots_by_vobject(text: str, last: date) -> list[datetime]:
    """Where vobject sees the rhythm, without the dates left out, in local time; it knows nothing of single dates that differ."""
    calendar = vobject.readOne(text)
    [master] = [one for one in calendar.vevent_list if hasattr(one, "rrule")]
    rule = master.getrruleset(addRDate=True)
    return [
        one.replace(tzinfo=None)
        for one in rule.between(master.dtstart.value, datetime.combine(last, time.max, master.dtstart.value.tzinfo), inc=True)
    ]
