"""One recurrence rule of RFC 5545 as its parts, checked and written one way."""

import re
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, tzinfo

from django.utils import timezone
from django.utils.translation import gettext as _

from hearthside.core.errors import Refused

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
FREQUENCIES = ("YEARLY", "MONTHLY", "WEEKLY", "DAILY")
LONGEST_RULE, LARGEST_COUNT, LARGEST_INTERVAL = 500, 10_000, 1_000
RULE_DAY = re.compile(r"([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)", re.ASCII)
RULE_UNTIL = re.compile(r"(\d{8})(?:T(\d{6})(Z?))?", re.ASCII)
# Largest number of each part, and whether it may count from the end.
NUMBERS = {"BYMONTH": (12, False), "BYMONTHDAY": (31, True), "BYYEARDAY": (366, True), "BYWEEKNO": (53, True), "BYSETPOS": (366, True)}
ALONE = {"FREQ", "INTERVAL", "COUNT", "UNTIL", "BYDAY", "WKST"}


@dataclass(frozen=True)
class Rule:
    """A rule without its first date. Weekdays are 0 (Monday) to 6; `days` holds (which one, weekday), 0 for every one.

    `until` is a local day, which is meant to its end, or a local moment.
    """

    frequency: str
    interval: int = 1
    count: int | None = None
    until: date | datetime | None = None
    days: tuple[tuple[int, int], ...] = ()
    months: tuple[int, ...] = ()
    month_days: tuple[int, ...] = ()
    year_days: tuple[int, ...] = ()
    weeks: tuple[int, ...] = ()
    positions: tuple[int, ...] = ()
    week_start: int = 0

    def __str__(self) -> str:
        """The rule as one line: FREQ first, then the other parts by name; what says nothing is left out."""
        parts = {
            "BYDAY": ",".join(f"{nth or ''}{DAYS[day]}" for nth, day in self.days),
            "BYMONTH": _joined(self.months),
            "BYMONTHDAY": _joined(self.month_days),
            "BYSETPOS": _joined(self.positions),
            "BYWEEKNO": _joined(self.weeks),
            "BYYEARDAY": _joined(self.year_days),
            "COUNT": str(self.count or ""),
            "INTERVAL": str(self.interval) if self.interval > 1 else "",
            "UNTIL": _written(self.until),
            "WKST": DAYS[self.week_start] if self.week_start else "",
        }
        return ";".join([f"FREQ={self.frequency}", *(f"{name}={value}" for name, value in parts.items() if value)])


def normalise(rrule: str, zone: tzinfo | None = None) -> str:
    """A rule of RFC 5545, checked, in capitals, its parts in one order. An end in UTC becomes local time of `zone` (else the active one).

    Raises: Refused for what is no rule, for rules that repeat within a day, and for ones of a length or count that nobody means.
    """
    return str(read_rule(rrule, zone))


def read_rule(rrule: str, zone: tzinfo | None = None) -> Rule:
    """The parts of a rule. See `normalise` for what is refused."""
    parts = _parts(rrule)
    if parts.get("FREQ") in ("SECONDLY", "MINUTELY", "HOURLY") or {"BYSECOND", "BYMINUTE", "BYHOUR"} & parts.keys():
        raise Refused(_("This rule repeats within one day. Choose a rule of days, weeks, months or years."))
    if parts.get("FREQ") not in FREQUENCIES or not parts.keys() <= ALONE | NUMBERS.keys():
        raise _no_rule()
    rule = Rule(
        frequency=parts["FREQ"],
        interval=_whole(parts.get("INTERVAL", "1"), LARGEST_INTERVAL),
        count=_whole(parts["COUNT"], LARGEST_COUNT) if "COUNT" in parts else None,
        until=_until(parts["UNTIL"], zone or timezone.get_current_timezone()) if "UNTIL" in parts else None,
        days=_days(parts.get("BYDAY")),
        months=_numbers(parts, "BYMONTH"),
        month_days=_numbers(parts, "BYMONTHDAY"),
        year_days=_numbers(parts, "BYYEARDAY"),
        weeks=_numbers(parts, "BYWEEKNO"),
        positions=_numbers(parts, "BYSETPOS"),
        week_start=_weekday(parts.get("WKST", "MO")),
    )
    if not _agrees(rule):
        raise _no_rule()
    return rule


def rule_for_feed(rrule: str, zone: tzinfo) -> str:
    """The rule as a feed needs it beside a DTSTART with a zone: its end in UTC (RFC 5545, 3.3.10)."""
    rule = read_rule(rrule, zone)
    if rule.until is None:
        return rrule
    last = rule.until if isinstance(rule.until, datetime) else datetime.combine(rule.until, time(23, 59, 59))
    return str(replace(rule, until=last.replace(tzinfo=zone).astimezone(UTC)))


def _parts(rrule: str) -> dict[str, str]:
    text = rrule.strip().upper().removeprefix("RRULE:")
    if len(text) > LONGEST_RULE:
        raise Refused(_("This rule is longer than any that people need. Write it in words, such as “every Tuesday”."))
    pairs = [part.partition("=") for part in text.removesuffix(";").split(";")]
    names = [name.strip() for name, _equals, _value in pairs]
    if len(set(names)) < len(names):
        raise _no_rule()
    return {name.strip(): value.replace(" ", "") for name, _equals, value in pairs}


def _no_rule() -> Refused:
    return Refused(_("This is not a rule that can be read. Write it in words, such as “every Tuesday”, or as FREQ=WEEKLY;BYDAY=TU."))


def _whole(text: str, most: int) -> int:
    if not re.fullmatch(r"\d{1,9}", text, re.ASCII) or not int(text):
        raise _no_rule()
    if int(text) > most:
        raise Refused(_("A number in this rule is larger than any that people need. Choose one up to %(most)s.") % {"most": most})
    return int(text)


def _numbers(parts: dict[str, str], name: str) -> tuple[int, ...]:
    if name not in parts:
        return ()
    most, from_end = NUMBERS[name]
    texts = parts[name].split(",")
    if not all(re.fullmatch(r"[+-]?\d{1,3}" if from_end else r"\d{1,2}", text, re.ASCII) for text in texts):
        raise _no_rule()
    numbers = sorted({int(text) for text in texts}, key=lambda number: (number < 0, number))
    if not all(1 <= abs(number) <= most for number in numbers):
        raise _no_rule()
    return tuple(numbers)


def _days(text: str | None) -> tuple[tuple[int, int], ...]:
    if text is None:
        return ()
    found = [RULE_DAY.fullmatch(one) for one in text.split(",")]
    days = {(int(one[1] or 0), DAYS.index(one[2])) for one in found if one and (one[1] is None or int(one[1]))}
    if None in found or not days or max(abs(nth) for nth, _day in days) > 53:
        raise _no_rule()
    return tuple(sorted(days, key=lambda day: (day[0] < 0, day)))


def _weekday(text: str) -> int:
    if text not in DAYS:
        raise _no_rule()
    return DAYS.index(text)


def _until(text: str, zone: tzinfo) -> date | datetime:
    found = RULE_UNTIL.fullmatch(text)
    try:
        day = datetime.strptime(found[1], "%Y%m%d").date() if found else None
        moment = datetime.strptime(f"{found[1]}{found[2]}", "%Y%m%d%H%M%S") if found and found[2] else None
        if moment and found and found[3]:
            moment = moment.replace(tzinfo=UTC).astimezone(zone).replace(tzinfo=None)
    except (ValueError, OverflowError):
        raise _no_rule() from None
    if day is None:
        raise _no_rule()
    return moment or day


def _agrees(rule: Rule) -> bool:
    """What RFC 5545 allows beside each other, as far as dateutil finds it."""
    nths = [nth for nth, _day in rule.days if nth]
    return not (
        (rule.count and rule.until)
        or (rule.weeks and rule.frequency != "YEARLY")
        or (rule.year_days and rule.frequency != "YEARLY")
        or (rule.month_days and rule.frequency == "WEEKLY")
        or (nths and (rule.frequency not in ("MONTHLY", "YEARLY") or rule.weeks))
        or 0 < len(nths) < len(rule.days)  # every Wednesday and the first Monday: two rules; dateutil finds no day of it
        or (any(abs(nth) > 5 for nth in nths) and (rule.frequency == "MONTHLY" or rule.months))
        or (rule.positions and not (rule.days or rule.months or rule.month_days or rule.year_days or rule.weeks))
    )


def _joined(numbers: tuple[int, ...]) -> str:
    return ",".join(str(number) for number in numbers)


def _written(until: date | datetime | None) -> str:
    if until is None:
        return ""
    if isinstance(until, datetime):
        return until.strftime("%Y%m%dT%H%M%S").rjust(15, "0") + ("Z" if until.tzinfo else "")
    return until.strftime("%Y%m%d").rjust(8, "0")
