"""When a gathering takes place: words people type, rules of RFC 5545, dates, and the calendars of others. No tables, no pages.

`read_words("first Thursday except July and August, 7-8:30 pm")` makes a `Rhythm`; `say_rhythm(rrule, first_day)` says it in plain words;
`occurrences(rrule, first, after, before)` gives its dates in local time and `attach(local, zone)` their moments.
`read_time` and `read_minutes` read single cells; `read_calendar` and `read_meeting_guide` read files of others.
What a `Refused` says is for the person who typed or sent it.
"""

from hearthside.gatherings.rules.clock import Times, read_minutes, read_time
from hearthside.gatherings.rules.entries import CalendarEntry, ChangedDate
from hearthside.gatherings.rules.expansion import attach, first_date, occurrences
from hearthside.gatherings.rules.meeting_guide import read_meeting_guide
from hearthside.gatherings.rules.reading_ical import read_calendar
from hearthside.gatherings.rules.rule import normalise, rule_for_feed
from hearthside.gatherings.rules.say import say_rhythm
from hearthside.gatherings.rules.words import Rhythm, read_words

__all__ = [
    "CalendarEntry",
    "ChangedDate",
    "Rhythm",
    "Times",
    "attach",
    "first_date",
    "normalise",
    "occurrences",
    "read_calendar",
    "read_meeting_guide",
    "read_minutes",
    "read_time",
    "read_words",
    "rule_for_feed",
    "say_rhythm",
]
