"""A schedule as people type it, in English or French, becomes a rule. Nothing that can be read in two ways is guessed."""

import re
from dataclasses import dataclass
from datetime import date, time

from django.utils.translation import gettext as _

from hearthside.core.dates import today as current_day
from hearthside.core.errors import Refused
from hearthside.gatherings.rules.expansion import first_date
from hearthside.gatherings.rules.facts import Facts, rule_of
from hearthside.gatherings.rules.lexicon import LONGEST_WORDS, Word, cut, plain
from hearthside.gatherings.rules.phrases import PHRASES
from hearthside.gatherings.rules.rule import read_rule


@dataclass(frozen=True)
class Rhythm:
    """When a gathering takes place, as somebody wrote it.

    `rrule` is a normalised rule without its start, empty for a single date. `first_day` is the first day on which it meets, where the
    words or the caller named a day to start from. `start` and `minutes` are there when the words say them.
    """

    rrule: str
    first_day: date | None = None
    start: time | None = None
    minutes: int | None = None

    @property
    def needs_first_day(self) -> bool:
        """Whether its dates cannot be told without the first one: “every other Tuesday” does not say which Tuesday."""
        rule = read_rule(self.rrule) if self.rrule else None
        return self.first_day is None and bool(rule and (rule.interval > 1 or rule.count))


def read_words(text: str, *, first_day: date | None = None, today: date | None = None) -> Rhythm:
    """The rhythm that a line says: “first Thursday except July and August, 7-8:30 pm”.

    `first_day` is a day to start from that was given apart from the words: “weekly” takes its weekday from it, “monthly” which of
    its weekdays in the month. `today` (else the current day) places an end without a year.
    Raises: Refused with one sentence that names what was not understood, or both ways in which it can be read.
    """
    line = plain(text[: LONGEST_WORDS + 1])
    if len(line) > LONGEST_WORDS:
        raise Refused(_("This is too long for a schedule. Write when it takes place alone, such as “every Tuesday”."))
    if not line:
        raise Refused(_("Nothing is written. Say when it takes place, such as “every Tuesday” or “2026-12-12”."))
    words, unknown = cut(line)
    if unknown:
        raise not_understood(unknown)
    facts = Facts(given=first_day, today=today or current_day())
    _gather([word for word in words if word.kind not in "sp"], facts)
    return _rhythm(facts)


def not_understood(word: str) -> Refused:
    if word == "mar":
        return Refused(_("“mar” may be mardi or March. Write the word in full."))
    if word.isascii() and word.isdigit():
        return Refused(
            _("“%(word)s” may be a time or a day of the month. Write it such as 19:00, or “monthly on the 15th”.") % {"word": word}
        )
    return Refused(
        _("“%(word)s” is not understood. Write it such as “every Tuesday”, “first Thursday of the month” or “Monday and Friday”.")
        % {"word": word}
    )


def _gather(words: list[Word], facts: Facts) -> None:
    """Read the line phrase by phrase; the letters of its words say which phrase begins where."""
    letters, place = "".join(word.kind for word in words), 0
    while place < len(letters):
        for pattern, note in PHRASES:
            if found := re.compile(pattern).match(letters, place):
                note(facts, words[place : found.end()])
                place = found.end()
                break
        else:
            raise not_understood(words[place].said)


def _rhythm(facts: Facts) -> Rhythm:
    rrule = rule_of(facts)
    times = facts.times()
    first_day = facts.single or facts.start_day or facts.given
    if rrule and first_day:
        first_day = first_date(rrule, first_day)
        if first_day is None:
            raise Refused(_("This ends before it begins. Check the first and the last day."))
    minutes = times.minutes if times else None
    return Rhythm(rrule, first_day, times.start if times else None, minutes or facts.minutes)
