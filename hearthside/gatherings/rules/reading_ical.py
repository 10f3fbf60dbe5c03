"""Somebody else's iCalendar file as entries. What cannot be used says why; nothing is dropped, nothing is expanded."""

import re
from dataclasses import dataclass, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from hearthside.core.errors import Refused
from hearthside.gatherings.rules.entries import CalendarEntry, ChangedDate
from hearthside.gatherings.rules.expansion import occurrences
from hearthside.gatherings.rules.ical_text import Component, Property, read_components
from hearthside.gatherings.rules.ical_times import (
    MOST_DATES,
    is_day,
    local,
    minutes_between,
    minutes_of,
    moments,
    shifted_days,
    zone_named,
    zones_of,
)
from hearthside.gatherings.rules.rule import Rule, read_rule

ESCAPED = re.compile(r"\\([\\;,nN:\"])")
LONGEST = {"SUMMARY": 200, "DESCRIPTION": 5_000, "LOCATION": 300, "UID": 255, "URL": 500}


@dataclass(frozen=True)
class Zones:
    """The zones of one file: what it calls them, and the one for times that name none."""

    named: dict[str, str]
    usual: str

    def of(self, line: Property) -> str:
        """The IANA name of the zone in which a line is written; a moment in UTC belongs to the usual one.

        Raises: Refused, naming a zone that is not known.
        """
        called = line.parameters.get("TZID", "")
        if line.value.strip().upper().endswith("Z") or not called:
            return self.usual
        if found := self.named.get(called) or zone_named(called):
            return found
        raise Refused(_("The time zone “%(zone)s” is not known. Choose the place where it happens.") % {"zone": called[:60]})


def read_calendar(data: bytes, home: str = "UTC") -> list[CalendarEntry]:
    """The gatherings of an iCalendar file, in its order, with their skipped, extra and changed dates.

    `home` is the zone of times that name none, where the file itself names none (X-WR-TIMEZONE); moments in UTC become its local
    time. Raises: Refused for what is no calendar, over 5 MB, or of more than 2,000 parts.
    """
    components, whole = read_components(data)
    usual = zone_named(whole) or zone_named(home) or "UTC"
    zones = Zones(zones_of(components), usual)
    events = [each for each in components if each.name == "VEVENT"]
    masters = [each for each in events if "RECURRENCE-ID" not in each.lines]
    changes: dict[str, list[Component]] = {}
    for each in events:
        if "RECURRENCE-ID" in each.lines:
            changes.setdefault(_text(each, "UID"), []).append(each)
    entries, seen = [], set()
    for each in masters:
        uid = _text(each, "UID")
        entry = _entry(each, zones, [] if uid in seen else changes.pop(uid, []))
        entries.append(_twice(entry) if uid and uid in seen else entry)
        seen.add(uid)
    return entries + [_entry(each, zones, []) for orphans in changes.values() for each in orphans]


def _twice(entry: CalendarEntry) -> CalendarEntry:
    return replace(entry, problem=entry.problem or _("Another entry of this file has the same mark (UID). Keep one of the two."))


def _entry(event: Component, zones: Zones, changes: list[Component]) -> CalendarEntry:
    entry = CalendarEntry(
        uid=_text(event, "UID"),
        title=_text(event, "SUMMARY"),
        description=_text(event, "DESCRIPTION"),
        location=_text(event, "LOCATION"),
        url=_address(event),
        status=event.value("STATUS").strip().upper()[:20],
    )
    try:
        entry = _timed(entry, event, zones)
        return _with_changes(_with_dates(entry, event, zones), changes, zones)
    except Refused as refused:
        return replace(entry, problem=str(refused))


def _text(event: Component, name: str) -> str:
    value = event.value(name)
    if "\\" in value:
        value = ESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], value)
    return value.strip()[: LONGEST[name]]


def _address(event: Component) -> str:
    """The address of its page, else that of its call; nothing but a web address."""
    for name in ("URL", "CONFERENCE", "X-GOOGLE-CONFERENCE"):
        value = event.value(name).strip()
        if value.lower().startswith(("https://", "http://")) and len(value) <= LONGEST["URL"]:
            return value
    return ""


def _timed(entry: CalendarEntry, event: Component, zones: Zones) -> CalendarEntry:
    """The entry with its first date, length and rule."""
    if event.is_broken or len(event.lines.get("DTSTART", [])) != 1:
        raise Refused(_("A line of this one cannot be read. Type it in by hand."))
    start = event.lines["DTSTART"][0]
    name = zones.of(start)
    zone = ZoneInfo(name)
    first = local(start.value.strip(), zone)
    entry = replace(entry, first=first, zone=name, is_all_day=is_day(start.value.strip()))
    entry = replace(entry, minutes=_minutes(event, first, zone, zones))
    return replace(entry, rrule=_rule(event, entry, start, zone))


def _minutes(event: Component, first: datetime, zone: ZoneInfo, zones: Zones) -> int | None:
    if "DTEND" in event.lines:
        end = event.lines["DTEND"][0]
        last = local(end.value.strip(), zone, ZoneInfo(zones.of(end)) if end.parameters.get("TZID") else None)
        return minutes_between(first, last, zone) or None
    return minutes_of(event.value("DURATION")) or None if "DURATION" in event.lines else None


def _rule(event: Component, entry: CalendarEntry, start: Property, zone: ZoneInfo) -> str:
    """The rule in local time: its end, and its weekdays where the file writes them in UTC."""
    if "EXRULE" in event.lines or len(event.lines.get("RRULE", [])) > 1:
        raise Refused(_("This one has more than one rule. Write one row for each."))
    if "RRULE" not in event.lines:
        return ""
    rule = read_rule(event.value("RRULE"), zone)
    if days := shifted_days(start.value.strip(), entry.first):
        rule = _moved_by(rule, days)
    if isinstance(rule.until, datetime):  # the last day is what people mean, and what they can read
        is_over = rule.until.time() < entry.first.time()
        rule = replace(rule, until=date.fromordinal(max(1, rule.until.toordinal() - is_over)))
    if rule.until and rule.until < entry.first.date():
        raise Refused(_("The rule of this one ends before it begins. Correct its last day."))
    return str(rule)


def _moved_by(rule: Rule, days: int) -> Rule:
    if rule.frequency == "DAILY" and not (rule.days or rule.month_days or rule.months or rule.positions):
        return rule
    if rule.frequency == "WEEKLY" and not (rule.months or rule.positions or rule.week_start):
        return replace(rule, days=tuple(sorted((0, (day + days) % 7) for _nth, day in rule.days)))
    raise Refused(_("The rule of this one is written in UTC, where its day is another one. Write it in words, such as “first Thursday”."))


def _with_dates(entry: CalendarEntry, event: Component, zones: Zones) -> CalendarEntry:
    """The entry with the dates that its file skips and adds. A first date outside its own rule counts as added, as programs show it."""
    zone = ZoneInfo(entry.zone)
    skipped = [_moment(text, line, zone, zones).date() for text, line in moments(event.lines.get("EXDATE", []))]
    extra = []
    for text, line in moments(event.lines.get("RDATE", [])):
        moment = _moment(text.partition("/")[0], line, zone, zones)
        extra.append(datetime.combine(moment, entry.first.time()) if is_day(text) else moment)
    day = entry.first.date()
    if entry.rrule and not occurrences(entry.rrule, entry.first, day, day):
        extra.append(entry.first)
    return replace(entry, skipped=tuple(sorted(set(skipped))), extra=tuple(sorted(set(extra))))


def _moment(text: str, line: Property, zone: ZoneInfo, zones: Zones) -> datetime:
    return local(text, zone, ZoneInfo(zones.of(line)) if line.parameters.get("TZID") else None)


def _with_changes(entry: CalendarEntry, changes: list[Component], zones: Zones) -> CalendarEntry:
    if len(changes) > MOST_DATES:
        raise Refused(_("This one lists more than 1,000 single dates. Give it a rule, such as “every Tuesday”."))
    changed = tuple(sorted((_changed(entry, each, zones) for each in changes), key=lambda change: change.was))
    return replace(entry, changed=changed)


def _changed(entry: CalendarEntry, event: Component, zones: Zones) -> ChangedDate:
    line = event.lines["RECURRENCE-ID"][0]
    if event.is_broken or line.parameters.get("RANGE"):
        raise Refused(_("A change of this one and all later dates cannot be read. Write the later part as a row of its own."))
    zone = ZoneInfo(entry.zone)
    was = _moment(line.value.strip(), line, zone, zones)
    if is_day(line.value.strip()):
        was = datetime.combine(was, entry.first.time())
    is_cancelled = event.value("STATUS").strip().upper() == "CANCELLED"
    start = event.lines["DTSTART"][0] if "DTSTART" in event.lines else line
    to = _moment(start.value.strip(), start, zone, zones)
    minutes = _minutes(event, to, zone, zones)
    title, location = _text(event, "SUMMARY"), _text(event, "LOCATION")
    return ChangedDate(
        was=was,
        moved_to=None if is_cancelled or to == was or (is_day(start.value.strip()) and not entry.is_all_day) else to,
        minutes=minutes if minutes != entry.minutes else None,
        is_cancelled=is_cancelled,
        title=title if title != entry.title else "",
        location=location if location != entry.location else "",
    )
