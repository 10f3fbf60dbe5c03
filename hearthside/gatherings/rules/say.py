"""A rule in plain words of the reader's language. What cannot be said plainly is not said: the next dates speak."""

from dataclasses import replace
from datetime import date

from django.utils import dateformat
from django.utils.dates import WEEKDAYS
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from hearthside.gatherings.rules.days import day_and_month, day_words, until_words
from hearthside.gatherings.rules.rule import Rule, read_rule

ALL_DAYS = (0, 1, 2, 3, 4, 5, 6)
WORKING_DAYS = (0, 1, 2, 3, 4)


def say_rhythm(rrule: str, first_day: date | None) -> str:
    """“every Tuesday”, “the first Thursday of the month, except July and August”; the day itself where there is no rule."""
    if not rrule:
        return day_words(first_day) if first_day else _("on set dates")
    rule = read_rule(rrule)
    if rule.frequency == "YEARLY" and rule.interval == 1 and rule.months and any(nth for nth, _day in rule.days):
        rule = replace(rule, frequency="MONTHLY")  # the second Sunday in May: the same days, in words that people use
    core = _core(rule, first_day)
    if not core:
        return _("on set dates")
    return core + _months(rule) + _end(rule)


def _core(rule: Rule, first_day: date | None) -> str:
    if rule.year_days or rule.weeks:
        return ""
    say = {"DAILY": _daily, "WEEKLY": _weekly, "MONTHLY": _monthly, "YEARLY": _yearly}[rule.frequency]
    return say(rule, first_day)


def _daily(rule: Rule, first_day: date | None) -> str:
    if rule.month_days or rule.positions or (rule.days and rule.interval > 1):
        return ""
    if rule.days:
        return _weekly(rule, first_day)
    return ngettext("every day", "every %(count)s days", rule.interval) % {"count": rule.interval}


def _weekly(rule: Rule, first_day: date | None) -> str:
    days = tuple(day for _nth, day in rule.days) or ((first_day.weekday(),) if first_day else ())
    if not days or rule.positions:
        return ""
    listed = joined([str(WEEKDAYS[day]) for day in days])
    if rule.interval > 2:
        return _("every %(count)s weeks on %(days)s") % {"count": rule.interval, "days": listed}
    if rule.interval == 2:
        if len(days) == 1:
            return _("every other %(day)s") % {"day": listed}
        return _("every other week on %(days)s") % {"days": listed}
    if days == ALL_DAYS:
        return _("every day")
    if days == WORKING_DAYS:
        return _("Monday to Friday")
    return _("every %(day)s") % {"day": listed} if len(days) == 1 else listed


def _monthly(rule: Rule, first_day: date | None) -> str:
    which = _month_days(rule, first_day) if not rule.days else _nth_weekdays(rule)
    if not which:
        return ""
    if rule.interval == 1:
        return _("%(which)s of the month") % {"which": which}
    return _("every %(count)s months on %(which)s") % {"count": rule.interval, "which": which}


def _month_days(rule: Rule, first_day: date | None) -> str:
    days = rule.month_days or ((first_day.day,) if first_day else ())
    if not days or rule.positions or any(day < -1 or day > 28 for day in days) or (-1 in days and len(days) > 1):
        return ""
    return _("the last day") if days == (-1,) else _("the %(days)s") % {"days": joined([_ordinal_day(day) for day in days])}


def _ordinal_day(day: int) -> str:
    if day == 1:
        return pgettext("day of the month", "1st")
    return dateformat.format(date(2000, 1, day), pgettext("a day of the month, in the letters of Django's date formats", "jS"))


def _nth_weekdays(rule: Rule) -> str:
    """Which weekdays of the month: each by its own number, or by the place of one weekday among its like."""
    pairs = list(rule.days)
    if rule.positions and len(pairs) == 1 and not pairs[0][0]:
        pairs = [(place, pairs[0][1]) for place in rule.positions]
    elif rule.positions:
        return ""
    if rule.month_days or any(nth not in _nths() for nth, _day in pairs):
        return ""
    weekdays = sorted({day for _nth, day in pairs}, key=lambda day: [pair[1] for pair in pairs].index(day))
    return joined([_of_one_weekday(day, [nth for nth, other in pairs if other == day]) for day in weekdays])


def _of_one_weekday(day: int, nths: list[int]) -> str:
    words = joined([_nths()[nth] for nth in nths])
    return _("the %(which)s %(day)s") % {"which": words, "day": WEEKDAYS[day]}


def _nths() -> dict[int, str]:
    return {
        1: pgettext("weekday of the month", "first"),
        2: pgettext("weekday of the month", "second"),
        3: pgettext("weekday of the month", "third"),
        4: pgettext("weekday of the month", "fourth"),
        5: pgettext("weekday of the month", "fifth"),
        -1: pgettext("weekday of the month", "last"),
        -2: pgettext("weekday of the month", "second-to-last"),
    }


def _yearly(rule: Rule, first_day: date | None) -> str:
    if rule.days or rule.positions or rule.interval > 1 or len(rule.months) > 1 or len(rule.month_days) > 1:
        return ""
    if bool(rule.months) != bool(rule.month_days) or not (rule.months or first_day):
        return ""
    month, number = (rule.months[0], rule.month_days[0]) if rule.months else (first_day.month, first_day.day)
    if not 1 <= number <= 28:
        return ""
    return _("every year on %(day)s") % {"day": day_and_month(date(2000, month, number))}


def _months(rule: Rule) -> str:
    """“, except July and August” where less than half of the months are left out, else “, in March and June”."""
    if not rule.months or rule.frequency == "YEARLY":
        return ""
    without = [month for month in range(1, 13) if month not in rule.months]
    shown = without if len(without) < len(rule.months) else rule.months
    names = joined([date_format(date(2000, month, 1), "F") for month in shown])
    if shown is without:
        return _(", except %(months)s") % {"months": names} if without else ""
    return _(", in %(months)s") % {"months": names}


def _end(rule: Rule) -> str:
    if rule.until:
        return _(", until %(day)s") % {"day": until_words(rule.until)}
    if rule.count:
        return ngettext(", %(count)s time", ", %(count)s times", rule.count) % {"count": rule.count}
    return ""


def joined(words: list[str]) -> str:
    """Words as a list is spoken: one, two and three."""
    if len(words) < 2:
        return "".join(words)
    return _("%(some)s and %(last)s") % {"some": ", ".join(words[:-1]), "last": words[-1]}
