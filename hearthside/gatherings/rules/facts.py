"""What was understood of a schedule, phrase by phrase, and the rule that it makes."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from django.utils.translation import gettext as _

from hearthside.core.errors import Refused
from hearthside.gatherings.rules.clock import Times, times_in
from hearthside.gatherings.rules.days import Day
from hearthside.gatherings.rules.rule import Rule


@dataclass
class Facts:
    """What one line says. `given` is a first day told apart from the line; `today` places an end that has no year."""

    given: date | None
    today: date
    rhythms: list[tuple[str, int | None, str]] = field(default_factory=list)  # unit, step if said, the words that said it
    days: list[int] = field(default_factory=list)
    nths: list[tuple[int, int]] = field(default_factory=list)
    month_days: list[int] = field(default_factory=list)
    months: set[int] = field(default_factory=set)
    without_months: set[int] = field(default_factory=set)
    without_days: set[int] = field(default_factory=set)
    how_often: tuple[int, str] | None = None
    doubtful: str = ""
    day: Day | None = None
    single: date | None = None
    start_day: date | None = None
    until: Day | None = None
    weeks: int | None = None
    count: int | None = None
    clock: str = ""
    part: str = ""
    minutes: int | None = None

    def every(self, unit: str, step: int | None, said: str) -> None:
        self.rhythms.append((unit, step, said))

    def set_once(self, name: str, value: object, said: str) -> None:
        """Two ends, two starts or two times in one line are two gatherings."""
        if getattr(self, name):
            raise Refused(_("“%(words)s” comes on top of another one. Write one row for each.") % {"words": said})
        setattr(self, name, value)

    def times(self) -> Times | None:
        return times_in(self.clock, self.part) if self.clock else None


def rule_of(facts: Facts) -> str:
    """The rule as one line, empty for a single date.

    Raises: Refused where the line contradicts itself, leaves a day open, or can be read in two ways.
    """
    if facts.day and not (facts.rhythms or facts.days):
        return _single(facts)
    unit, step = _rhythm(facts)
    if facts.day and unit != "YEARLY":
        raise Refused(_("“%(day)s” may be the first or the last day. Write “from” or “until” before it.") % {"day": facts.day.said})
    rule = {"WEEKLY": _weekly, "MONTHLY": _monthly, "DAILY": _daily, "YEARLY": _yearly}[unit](facts, step)
    return str(_ended(facts, rule))


def _single(facts: Facts) -> str:
    if facts.until or facts.start_day or facts.months or facts.without_months or facts.without_days or facts.count or facts.weeks:
        raise Refused(_("This names a day and more. Write the day alone, or how often it takes place."))
    facts.single = facts.day.in_full()
    if facts.given and facts.given != facts.single:
        raise Refused(
            _("This names %(day)s, and the first day is another one. Leave one of the two out.") % {"day": facts.single.isoformat()}
        )
    return ""


def _rhythm(facts: Facts) -> tuple[str, int]:
    """The one unit and step that everything in the line agrees on."""
    units = {unit for unit, _step, _said in facts.rhythms}
    steps = {step for _unit, step, _said in facts.rhythms if step}
    if len(units) > 1 or len(steps) > 1:
        one, other = facts.rhythms[0][2], next(said for unit, step, said in facts.rhythms if (unit, step) != facts.rhythms[0][:2])
        raise Refused(
            _("“%(one)s” and “%(other)s” do not go together. Write one of them, or a row for each.") % {"one": one, "other": other}
        )
    if not units and not facts.days:
        raise Refused(_("This says no day. Write it such as “every Tuesday” or “first Thursday of the month”."))
    return next(iter(units), "WEEKLY"), next(iter(steps), 1)


def _weekly(facts: Facts, step: int) -> Rule:
    days = set(facts.days) - facts.without_days
    if facts.doubtful and (len(days) != 1 or facts.how_often):
        raise Refused(
            _("“%(words)s” can be read in two ways. Write “every 2 weeks” or “twice a week”, and the days.") % {"words": facts.doubtful}
        )
    _check_how_often(facts, len(days))
    if not days:
        start = facts.start_day or facts.given
        if start is None or facts.without_days:
            raise Refused(_("This says no weekday. Write it such as “weekly on Wednesday”."))
        days = {start.weekday()}
    if len(days) == 7 and step == 1:
        return Rule("DAILY", months=_months(facts))
    return Rule("WEEKLY", step, days=tuple((0, day) for day in sorted(days)), months=_months(facts))


def _monthly(facts: Facts, step: int) -> Rule:
    if facts.without_days or (facts.nths and facts.month_days) or (facts.days and (facts.nths or facts.month_days)):
        raise Refused(
            _("This mixes days of the month with days of every week. Write one row for each, or say which one of the month each day is.")
        )
    _check_how_often(facts, len(set(facts.nths)) + len(set(facts.month_days)))
    months = _months(facts)
    if facts.month_days:
        return Rule("MONTHLY", step, month_days=tuple(sorted(set(facts.month_days), key=lambda day: (day < 0, day))), months=months)
    nths = set(facts.nths) or {_nth_of(facts)}
    return Rule("MONTHLY", step, days=tuple(sorted(nths, key=lambda day: (day[0] < 0, day))), months=months)


def _nth_of(facts: Facts) -> tuple[int, int]:
    """Which weekday of the month the first day is. One that is the fourth and the last, or a fifth, is asked about."""
    start = facts.start_day or facts.given
    if start is None or facts.days not in ([], [start.weekday()]):
        raise Refused(_("This says no day of the month. Write it such as “first Thursday of the month” or “monthly on the 15th”."))
    nth = (start.day - 1) // 7 + 1
    if (start + timedelta(days=7)).month != start.month:
        raise Refused(
            _("%(day)s is the last one of its weekday in the month, and the %(nth)sth. Write “last” or “%(nth)sth” with the weekday.")
            % {"day": start.isoformat(), "nth": nth}
        )
    return nth, start.weekday()


def _daily(facts: Facts, step: int) -> Rule:
    if facts.days:
        raise Refused(_("This says both every day and a weekday. Write one of them."))
    if facts.without_days and step == 1:
        days = tuple((0, day) for day in range(7) if day not in facts.without_days)
        return Rule("WEEKLY", days=days, months=_months(facts))
    if facts.without_days:
        raise Refused(_("Weekdays can be left out of every day alone. Name the days on which it takes place."))
    return Rule("DAILY", step, months=_months(facts))


def _yearly(facts: Facts, step: int) -> Rule:
    start = facts.start_day or facts.given
    if facts.days or facts.months or facts.without_months or facts.without_days or facts.count:
        raise Refused(_("A yearly one is read with its day alone. Write it such as “every year on December 12”."))
    if facts.day is None and start is None:
        raise Refused(_("This says no day of the year. Write it such as “every year on December 12”."))
    month, number = (facts.day.month, facts.day.number) if facts.day else (start.month, start.day)
    if facts.day:
        day = facts.day.next_after(date(2000, 1, 1))
        facts.start_day = day if facts.day.year else facts.start_day
    if (month, number) == (2, 29):
        raise Refused(_("Not every year has a February 29. Choose another day."))
    return Rule("YEARLY", step, months=(month,), month_days=(number,))


def _months(facts: Facts) -> tuple[int, ...]:
    months = (facts.months or set(range(1, 13))) - facts.without_months
    if not months:
        raise Refused(_("This leaves no month. Write in which months it takes place."))
    return tuple(sorted(months)) if len(months) < 12 else ()


def _check_how_often(facts: Facts, days: int) -> None:
    if not facts.how_often or facts.how_often[0] == days:
        return
    words = facts.how_often[1]
    if not days:
        raise Refused(
            _("“%(words)s” does not say on which days. Write it such as “three times a week: Monday, Wednesday and Friday”.")
            % {"words": words}
        )
    raise Refused(_("“%(words)s” does not fit the days that are named: %(days)s. Correct one of the two.") % {"words": words, "days": days})


def _ended(facts: Facts, rule: Rule) -> Rule:
    """The rule with its end: a last day, a number of times, or a number of weeks."""
    ends = [end for end in (facts.until, facts.count, facts.weeks) if end]
    if len(ends) > 1:
        raise Refused(_("This has two ends. Write one of them."))
    parts = vars(rule)
    if facts.until:
        start = facts.start_day or facts.given or facts.today
        return Rule(**{**parts, "until": facts.until.next_after(start)})
    if facts.weeks and (rule.frequency != "WEEKLY" or rule.interval > 1 or rule.months):
        raise Refused(_("A number of weeks is read with weekdays alone. Write the last day, such as “until 2027-06-30”."))
    count = facts.count or (facts.weeks or 0) * len(rule.days)
    return Rule(**{**parts, "count": count or None})
