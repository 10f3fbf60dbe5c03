"""A schedule as people type it is read as they mean it, or refused with what to write instead."""
# long: tables of phrasings in two languages, made by hand

from collections.abc import Callable
from datetime import date, time

import pytest
from django.utils import translation
from hypothesis import example, given, settings
from hypothesis import strategies as st

from hearthside.core.errors import Refused
from hearthside.gatherings.rules import Rhythm, Times, normalise, read_minutes, read_time, read_words, say_rhythm

TODAY = date(2026, 11, 22)
JULY_AND_AUGUST_OUT = "BYMONTH=1,2,3,4,5,6,9,10,11,12"
# Words -> the rule that they mean; FREQ= is left out.
READ = [
    ("every Tuesday", "WEEKLY;BYDAY=TU"),
    ("Tuesdays", "WEEKLY;BYDAY=TU"),
    ("TUESDAY", "WEEKLY;BYDAY=TU"),
    ("each Tuesday", "WEEKLY;BYDAY=TU"),
    ("Tues.", "WEEKLY;BYDAY=TU"),
    ("weekly on Wednesdays", "WEEKLY;BYDAY=WE"),
    ("weekly: Wed", "WEEKLY;BYDAY=WE"),
    ("once a week on Sunday", "WEEKLY;BYDAY=SU"),
    ("Monday, Wednesday, Friday", "WEEKLY;BYDAY=MO,WE,FR"),
    ("Mon/Wed/Fri", "WEEKLY;BYDAY=MO,WE,FR"),
    ("Mon-Wed-Fri", "WEEKLY;BYDAY=MO,WE,FR"),
    ("M W F", "WEEKLY;BYDAY=MO,WE,FR"),
    ("MWF", "WEEKLY;BYDAY=MO,WE,FR"),
    ("Tues & Thurs", "WEEKLY;BYDAY=TU,TH"),
    ("T Th", "WEEKLY;BYDAY=TU,TH"),
    ("three times a week: Monday, Wednesday and Friday", "WEEKLY;BYDAY=MO,WE,FR"),
    ("3x/week Mon Wed Fri", "WEEKLY;BYDAY=MO,WE,FR"),
    ("twice a week, Mondays and Thursdays", "WEEKLY;BYDAY=MO,TH"),
    ("weekdays", "WEEKLY;BYDAY=MO,TU,WE,TH,FR"),
    ("every weekday", "WEEKLY;BYDAY=MO,TU,WE,TH,FR"),
    ("Monday to Friday", "WEEKLY;BYDAY=MO,TU,WE,TH,FR"),
    ("Mon-Fri", "WEEKLY;BYDAY=MO,TU,WE,TH,FR"),
    ("Friday through Monday", "WEEKLY;BYDAY=MO,FR,SA,SU"),
    ("weekends", "WEEKLY;BYDAY=SA,SU"),
    ("every day", "DAILY"),
    ("daily", "DAILY"),
    ("Monday to Sunday", "DAILY"),
    ("daily except Sunday", "WEEKLY;BYDAY=MO,TU,WE,TH,FR,SA"),
    ("every 3 days", "DAILY;INTERVAL=3"),
    ("every other Tuesday", "WEEKLY;BYDAY=TU;INTERVAL=2"),
    ("every second Thursday", "WEEKLY;BYDAY=TH;INTERVAL=2"),
    ("every 2nd Thursday", "WEEKLY;BYDAY=TH;INTERVAL=2"),
    ("alternate Fridays", "WEEKLY;BYDAY=FR;INTERVAL=2"),
    ("biweekly on Tuesday", "WEEKLY;BYDAY=TU;INTERVAL=2"),
    ("fortnightly on Mondays", "WEEKLY;BYDAY=MO;INTERVAL=2"),
    ("every 2 weeks on Monday", "WEEKLY;BYDAY=MO;INTERVAL=2"),
    ("every second week on Monday", "WEEKLY;BYDAY=MO;INTERVAL=2"),
    ("every other week on Tuesday and Thursday", "WEEKLY;BYDAY=TU,TH;INTERVAL=2"),
    ("every 6 weeks on Monday", "WEEKLY;BYDAY=MO;INTERVAL=6"),
    ("every six weeks, Mondays", "WEEKLY;BYDAY=MO;INTERVAL=6"),
    ("second Thursday", "MONTHLY;BYDAY=2TH"),
    ("every second Thursday of the month", "MONTHLY;BYDAY=2TH"),
    ("first Thursday", "MONTHLY;BYDAY=1TH"),
    ("every first Thursday", "MONTHLY;BYDAY=1TH"),
    ("1st and 3rd Thursday of the month", "MONTHLY;BYDAY=1TH,3TH"),
    ("every 1st & 3rd Wed", "MONTHLY;BYDAY=1WE,3WE"),
    ("first Monday and third Wednesday", "MONTHLY;BYDAY=1MO,3WE"),
    ("last Friday of each month", "MONTHLY;BYDAY=-1FR"),
    ("second last Friday of the month", "MONTHLY;BYDAY=-2FR"),
    ("5th Saturday", "MONTHLY;BYDAY=5SA"),
    ("monthly, second Tuesday", "MONTHLY;BYDAY=2TU"),
    ("once a month on the last Sunday", "MONTHLY;BYDAY=-1SU"),
    ("monthly on the 15th", "MONTHLY;BYMONTHDAY=15"),
    ("the 15th of every month", "MONTHLY;BYMONTHDAY=15"),
    ("twice a month on the 1st and 15th", "MONTHLY;BYMONTHDAY=1,15"),
    ("last day of the month", "MONTHLY;BYMONTHDAY=-1"),
    ("every 3 months on the first Monday", "MONTHLY;BYDAY=1MO;INTERVAL=3"),
    ("quarterly on the first Monday", "MONTHLY;BYDAY=1MO;INTERVAL=3"),
    ("first Thursday of every other month", "MONTHLY;BYDAY=1TH;INTERVAL=2"),
    ("first Thursday except July and August", f"MONTHLY;BYDAY=1TH;{JULY_AND_AUGUST_OUT}"),
    ("Wednesdays, September to June", f"WEEKLY;BYDAY=WE;{JULY_AND_AUGUST_OUT}"),
    ("Wednesdays in July and August", "WEEKLY;BYDAY=WE;BYMONTH=7,8"),
    ("Wednesdays but not in December", "WEEKLY;BYDAY=WE;BYMONTH=1,2,3,4,5,6,7,8,9,10,11"),
    ("Tuesdays until June 30", "WEEKLY;BYDAY=TU;UNTIL=20270630"),
    ("Tuesdays until 2027-06-30", "WEEKLY;BYDAY=TU;UNTIL=20270630"),
    ("Tuesdays until 1 December 2026", "WEEKLY;BYDAY=TU;UNTIL=20261201"),
    ("Tuesdays for 8 weeks", "WEEKLY;BYDAY=TU;COUNT=8"),
    ("Mondays and Wednesdays for six weeks", "WEEKLY;BYDAY=MO,WE;COUNT=12"),
    ("first Thursday, 10 times", "MONTHLY;BYDAY=1TH;COUNT=10"),
    ("every year on December 12", "YEARLY;BYMONTH=12;BYMONTHDAY=12"),
    ("chaque mardi", "WEEKLY;BYDAY=TU"),
    ("tous les mardis", "WEEKLY;BYDAY=TU"),
    ("le mardi", "WEEKLY;BYDAY=TU"),
    ("les lundis, mercredis et vendredis", "WEEKLY;BYDAY=MO,WE,FR"),
    ("trois fois par semaine : lundi, mercredi et vendredi", "WEEKLY;BYDAY=MO,WE,FR"),
    ("du lundi au vendredi", "WEEKLY;BYDAY=MO,TU,WE,TH,FR"),
    ("hebdomadaire, le jeudi", "WEEKLY;BYDAY=TH"),
    ("tous les jours", "DAILY"),
    ("tous les jours sauf le dimanche", "WEEKLY;BYDAY=MO,TU,WE,TH,FR,SA"),
    ("tous les deux mardis", "WEEKLY;BYDAY=TU;INTERVAL=2"),
    ("un mardi sur deux", "WEEKLY;BYDAY=TU;INTERVAL=2"),
    ("toutes les deux semaines le jeudi", "WEEKLY;BYDAY=TH;INTERVAL=2"),
    ("aux deux semaines, le jeudi", "WEEKLY;BYDAY=TH;INTERVAL=2"),
    ("premier jeudi du mois", "MONTHLY;BYDAY=1TH"),
    ("le 1er et le 3e jeudi du mois", "MONTHLY;BYDAY=1TH,3TH"),
    ("le deuxième mardi de chaque mois", "MONTHLY;BYDAY=2TU"),
    ("dernier vendredi du mois", "MONTHLY;BYDAY=-1FR"),
    ("deux fois par mois, le 1er et le 15", "MONTHLY;BYMONTHDAY=1,15"),
    ("mensuel, le 15", "MONTHLY;BYMONTHDAY=15"),
    ("tous les trois mois, le premier lundi", "MONTHLY;BYDAY=1MO;INTERVAL=3"),
    ("chaque mardi sauf en juillet et août", f"WEEKLY;BYDAY=TU;{JULY_AND_AUGUST_OUT}"),
    ("le mercredi, de septembre à juin", f"WEEKLY;BYDAY=WE;{JULY_AND_AUGUST_OUT}"),
    ("les mardis jusqu’au 30 juin 2027", "WEEKLY;BYDAY=TU;UNTIL=20270630"),
]
REFUSED = [
    ("", "Nothing is written. Say when it takes place, such as “every Tuesday” or “2026-12-12”."),
    ("every Tuesday " * 20, "This is too long for a schedule. Write when it takes place alone, such as “every Tuesday”."),
    (
        "full moon",
        "“full” is not understood. Write it such as “every Tuesday”, “first Thursday of the month” or “Monday and Friday”.",
    ),
    ("lun, mar, jeu", "“mar” may be mardi or March. Write the word in full."),
    ("Thursday 7", "“7” may be a time or a day of the month. Write it such as 19:00, or “monthly on the 15th”."),
    ("weekly", "This says no weekday. Write it such as “weekly on Wednesday”."),
    ("hebdomadaire", "This says no weekday. Write it such as “weekly on Wednesday”."),
    ("every 2 weeks", "This says no weekday. Write it such as “weekly on Wednesday”."),
    ("monthly", "This says no day of the month. Write it such as “first Thursday of the month” or “monthly on the 15th”."),
    ("mensuel", "This says no day of the month. Write it such as “first Thursday of the month” or “monthly on the 15th”."),
    ("monthly on Tuesday", "This says no day of the month. Write it such as “first Thursday of the month” or “monthly on the 15th”."),
    (
        "three times a week",
        "“three times a week” does not say on which days. Write it such as “three times a week: Monday, Wednesday and Friday”.",
    ),
    ("three times a week: Monday and Friday", "“three times a week” does not fit the days that are named: 2. Correct one of the two."),
    ("biweekly", "“biweekly” can be read in two ways. Write “every 2 weeks” or “twice a week”, and the days."),
    ("biweekly on Monday and Friday", "“biweekly” can be read in two ways. Write “every 2 weeks” or “twice a week”, and the days."),
    ("bimonthly", "“bimonthly” can be read in two ways. Write “every 2 months” or “twice a month”, and the day."),
    ("every third Thursday", "“every third thursday” can be read in two ways. Write “every 3 weeks” or “of the month” with it."),
    ("Tue-Thu", "“tue - thu” can be read in two ways. Write “tue to thu” or “tue and thu”."),
    (
        "every other Tuesday and Thursday",
        "“every other tuesday thursday” can be read in two ways. Write “every 2 weeks on” and the days, or one row for each day.",
    ),
    (
        "first Thursday and Friday",
        "This mixes days of the month with days of every week. Write one row for each, or say which one of the month each day is.",
    ),
    ("weekly on the first Monday", "“weekly” and “first monday” do not go together. Write one of them, or a row for each."),
    ("every day and Monday", "This says both every day and a weekday. Write one of them."),
    ("every 3 days except Sunday", "Weekdays can be left out of every day alone. Name the days on which it takes place."),
    ("15th Tuesday", "No month has “15th tuesday”. Write the first to the fifth, or the last."),
    ("monthly on the 31st", "Not every month has a day 31. Write “last day of the month”, or a day up to 28."),
    ("the 45th", "“the 45th” is no day of a month. Write one from the 1st to the 28th, or a weekday with it."),
    ("every 0 weeks on Monday", "“every 0 weeks” is no step. Write how many weeks or months lie between."),
    ("every 0 Mondays", "“every 0 mondays” is no step. Write how many weeks or months lie between."),
    ("Monday to Monday", "“monday to monday” names one day twice. Write it once, or both ends."),
    ("12/11/2026", "“12/11/2026” can be read in two ways. Write it as 2026-12-11 or 2026-11-12."),
    ("13/11/2026", "“13/11/2026” does not begin with its year. Write it as 2026-11-13."),
    ("45/45/2026", "There is no day “45/45/2026”. Write the day as 2026-12-12."),
    ("2026-02-30", "There is no day “2026-02-30”. Write the day as 2026-12-12."),
    ("1026-02-01", "There is no day “1026-02-01”. Write the day as 2026-12-12."),
    ("Saturday 13 December 2026", "“saturday 13 december 2026” is a Sunday. Correct the day or the date."),
    ("12 December", "“12 december” has no year. Write it with its year, such as 2026-12-12."),
    ("Tuesdays until 30 February", "There is no day “30 february”. Write the day as 2026-12-12."),
    ("Tuesdays until 123/4/56", "There is no day “123/4/56”. Write the day as 2026-12-12."),
    (
        "Tuesdays until summer",
        "“summer” is not understood. Write it such as “every Tuesday”, “first Thursday of the month” or “Monday and Friday”.",
    ),
    ("Tuesdays until June", "“until june” names no day. Write it such as “until 2027-06-30”."),
    ("Tuesdays for 3 months", "“for 3 months” is no clear end. Write it such as “until 2027-06-30” or “for 8 weeks”."),
    (
        "first Thursday for 8 weeks",
        "A number of weeks is read with weekdays alone. Write the last day, such as “until 2027-06-30”.",
    ),
    ("Tuesdays for 8 weeks until 2027-06-30", "This has two ends. Write one of them."),
    ("Tuesdays until 2027-06-30 until 2027-07-30", "“until 2027-07-30” comes on top of another one. Write one row for each."),
    ("Tuesdays from 2027-06-30 to 2027-01-01", "This ends before it begins. Check the first and the last day."),
    (
        "Tuesdays except July 1",
        "Only months and weekdays can be left out in words. Take “except july 1” out, and skip single dates afterwards.",
    ),
    ("Tuesdays in July except July", "This leaves no month. Write in which months it takes place."),
    ("Tuesdays 2026-12-12", "“2026-12-12” may be the first or the last day. Write “from” or “until” before it."),
    ("2026-12-12 until 2027-01-01", "This names a day and more. Write the day alone, or how often it takes place."),
    ("2026-12-12 and 2026-12-19", "“2026-12-19” comes on top of another one. Write one row for each."),
    ("7 pm", "This says no day. Write it such as “every Tuesday” or “first Thursday of the month”."),
    ("yearly", "This says no day of the year. Write it such as “every year on December 12”."),
    ("yearly on Monday", "A yearly one is read with its day alone. Write it such as “every year on December 12”."),
    ("every year on February 29", "Not every year has a February 29. Choose another day."),
    ("Tuesdays at 7", "“7” may be in the morning or in the evening. Write 07:00 or 19:00."),
    ("Tuesdays 7-9", "“7” may be in the morning or in the evening. Write 07:00 or 19:00."),
    ("Tuesdays, 999 weeks", "“999” may be a time or a day of the month. Write it such as 19:00, or “monthly on the 15th”."),
]  # fmt: skip


@pytest.mark.parametrize(("words", "rule"), READ, ids=[words for words, _rule in READ])
def test_words_become_the_rule_that_people_mean(words, rule):
    assert read_words(words, today=TODAY).rrule == f"FREQ={rule}"


@pytest.mark.parametrize(("words", "rule"), READ, ids=[words for words, _rule in READ])
def test_what_was_read_is_said_in_words_that_are_read_the_same(words, rule):
    said = say_rhythm(read_words(words, today=TODAY).rrule, None)
    assert said != "on set dates"
    assert read_words(said, today=TODAY).rrule == f"FREQ={rule}"


@pytest.mark.parametrize(("words", "reason"), REFUSED, ids=[words[:40] for words, _reason in REFUSED])
def test_what_is_not_clear_is_refused_with_what_to_write(words, reason):
    with pytest.raises(Refused) as refused:
        read_words(words, today=TODAY)
    assert str(refused.value) == reason


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("2026-12-12", date(2026, 12, 12)), ("Saturday 12 December 2026", date(2026, 12, 12)), ("Dec. 12, 2026", date(2026, 12, 12)),
        ("Saturday, December 12th, 2026", date(2026, 12, 12)), ("12th of December 2026", date(2026, 12, 12)),
        ("le samedi 12 décembre 2026", date(2026, 12, 12)), ("1er juin 2027", date(2027, 6, 1)), ("2026/12/12", date(2026, 12, 12)),
    ],
)  # fmt: skip
def test_a_single_date_has_no_rule(words, day):
    assert read_words(words, today=TODAY) == Rhythm("", day)


@pytest.mark.parametrize(
    ("words", "first_day", "rule", "first"),
    [
        ("weekly", date(2026, 12, 2), "FREQ=WEEKLY;BYDAY=WE", date(2026, 12, 2)),
        ("every 2 weeks", date(2026, 12, 2), "FREQ=WEEKLY;BYDAY=WE;INTERVAL=2", date(2026, 12, 2)),
        ("monthly", date(2026, 12, 10), "FREQ=MONTHLY;BYDAY=2TH", date(2026, 12, 10)),
        ("quarterly", date(2026, 12, 10), "FREQ=MONTHLY;BYDAY=2TH;INTERVAL=3", date(2026, 12, 10)),
        ("yearly", date(2026, 12, 10), "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=10", date(2026, 12, 10)),
        ("every year on 12 December 2026", None, "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=12", date(2026, 12, 12)),
        ("every other Tuesday", date(2026, 12, 2), "FREQ=WEEKLY;BYDAY=TU;INTERVAL=2", date(2026, 12, 8)),
        ("every Monday from December 1, 2026 to 2027-03-01", None, "FREQ=WEEKLY;BYDAY=MO;UNTIL=20270301", date(2026, 12, 7)),
        ("Mondays until June 30", date(2028, 1, 1), "FREQ=WEEKLY;BYDAY=MO;UNTIL=20280630", date(2028, 1, 3)),
        ("à partir du 1er juin 2027, chaque mardi", None, "FREQ=WEEKLY;BYDAY=TU", date(2027, 6, 1)),
    ],
)
def test_what_the_words_leave_open_is_taken_from_the_first_day(words, first_day, rule, first):
    assert read_words(words, first_day=first_day, today=TODAY) == Rhythm(rule, first)


@pytest.mark.parametrize(
    ("words", "first_day", "reason"),
    [
        ("monthly", date(2026, 11, 26), "2026-11-26 is the last one of its weekday in the month, and the 4th"),
        ("monthly", date(2026, 12, 31), "the 5th. Write “last” or “5th” with the weekday"),
        ("monthly on Tuesday", date(2026, 12, 9), "no day of the month"),
        ("2026-12-12", date(2026, 12, 13), "the first day is another one"),
        ("Tuesdays until 2026-12-01", date(2026, 12, 2), "ends before it begins"),
        ("Tuesdays until 2026-12-03", date(2026, 12, 2), "ends before it begins"),
    ],
)
def test_a_first_day_that_does_not_fit_is_asked_about(words, first_day, reason):
    with pytest.raises(Refused, match=reason):
        read_words(words, first_day=first_day, today=TODAY)


@pytest.mark.parametrize(
    ("words", "start", "minutes"),
    [
        ("Tuesdays 7-8:30 pm", time(19), 90), ("Mon 10:00", time(10), None), ("Fridays at noon", time(12), None),
        ("Tuesday evenings at 7", time(19), None), ("Tuesdays at 9 in the morning", time(9), None),
        ("every Tuesday, 1:30 p.m. to 3:00 p.m.", time(13, 30), 90), ("mardi de 19 h à 20 h 30", time(19), 90),
        ("tous les vendredis à midi", time(12), None), ("each Monday at 7 pm for 90 minutes", time(19), 90),
        ("each Monday at 7 pm for an hour and a half", time(19), 90), ("Tuesday evenings", None, None),
        ("first Thursday except July and August, 7-8:30 pm", time(19), 90), ("Saturdays between 10 am and 2 pm", time(10), 240),
    ],
)  # fmt: skip
def test_times_in_the_words_are_kept(words, start, minutes):
    rhythm = read_words(words, today=TODAY)
    assert (rhythm.start, rhythm.minutes) == (start, minutes)


def test_it_is_known_when_a_first_day_is_still_needed():
    assert read_words("every other Tuesday", today=TODAY).needs_first_day
    assert read_words("Tuesdays for 8 weeks", today=TODAY).needs_first_day
    assert not read_words("every Tuesday", today=TODAY).needs_first_day
    assert not read_words("2026-12-12", today=TODAY).needs_first_day
    assert not read_words("every other Tuesday", first_day=TODAY, today=TODAY).needs_first_day


@pytest.mark.parametrize(
    ("typed", "start", "minutes"),
    [
        ("7pm", time(19), None), ("19:00", time(19), None), ("7:30 p.m.", time(19, 30), None), ("noon", time(12), None),
        ("midi", time(12), None), ("19 h 30", time(19, 30), None), ("19h", time(19), None), ("12am", time(0), None),
        ("10:00", time(10), None), ("7.30pm", time(19, 30), None), ("9:30:00", time(9, 30), None), ("at 7 in the evening", time(19), None),
        ("7 du soir", time(19), None), ("7-8:30 pm", time(19), 90), ("6 - 7:30 PM", time(18), 90), ("11-1 pm", time(11), 120),
        ("10 am-2", time(10), 240), ("noon-1", time(12), 60), ("9:00-17:00", time(9), 480), ("14:30 – 16:00", time(14, 30), 90),
        ("22:00-01:00", time(22), 180), ("10 pm - midnight", time(22), 120), ("from 7 to 9 pm", time(19), 120),
        ("entre 19 h et 21 h", time(19), 120), ("de 9 h à 10 h 30", time(9), 90), ("7-8:30 in the evening", time(19), 90),
    ],
)  # fmt: skip
def test_a_time_is_read_as_people_write_it(typed, start, minutes):
    assert read_time(typed) == Times(start, minutes)


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("7", "Write 07:00 or 19:00"), ("7:30", "Write 07:30 or 19:30"), ("7-9", "Write 07:00 or 19:00"), ("12", "Write 00:00 or 12:00"),
        ("25:00", "There is no time “25:00”"), ("13pm", "There is no time “13pm”"), ("10:75", "There is no time"),
        ("12:30 in the morning", "is not in the morning"), ("soon", "is not a time"),
        ("", "is not a time"), ("midnight", "ends one day and begins the next"), ("7 pm to 7 pm", "no time and then a later one"),
        ("19:00-08:30", "no time and then a later one"), ("14:00 in the morning", "is not in the morning"), ("7pm " * 90, "is not a time"),
    ],
)  # fmt: skip
def test_a_time_that_may_be_two_or_none_is_refused(typed, reason):
    with pytest.raises(Refused, match=reason):
        read_time(typed)


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [
        ("90", 90), ("90.0", 90), ("1.5 h", 90), ("1,5 h", 90), ("1h30", 90), ("1 h 30 min", 90), ("1:30", 90), ("1:30:00", 90),
        ("an hour and a half", 90), ("two hours", 120), ("1 hour 30 minutes", 90), ("90 min", 90), ("half an hour", 30), ("1½ h", 90),
        ("two and a half hours", 150), ("three quarters of an hour", 45), ("an hour and a quarter", 75), ("2h", 120), ("1.1 h", 66),
        ("une heure et demie", 90), ("deux heures", 120), ("une demi-heure", 30), ("deux heures et quart", 135), ("10", 10),
    ],
)  # fmt: skip
def test_a_length_is_read_as_people_write_it(typed, minutes):
    assert read_minutes(typed) == minutes


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("2", "Write 2 h or 120"), ("0", "from 1 minute to 24 hours"), ("3000", "from 1 minute to 24 hours"), ("long", "is not a length"),
        ("1.33 h", "is not a length"), ("1:75", "is not a length"), ("many hours", "is not a length"), ("1.5 minutes", "is not a length"),
        ("an hour or two", "is not a length"), ("", "is not a length"),
    ],
)  # fmt: skip
def test_a_length_that_is_not_clear_is_refused(typed, reason):
    with pytest.raises(Refused, match=reason):
        read_minutes(typed)


@pytest.mark.parametrize(
    ("rule", "first_day", "said"),
    [
        ("", date(2026, 12, 12), "Saturday, December 12, 2026"),
        ("", None, "on set dates"),
        ("FREQ=WEEKLY", date(2026, 12, 12), "every Saturday"),
        ("FREQ=WEEKLY", None, "on set dates"),
        ("FREQ=DAILY;INTERVAL=3", None, "every 3 days"),
        ("FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR", None, "Monday to Friday"),
        ("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR,SA,SU", None, "every day"),
        ("FREQ=WEEKLY;BYDAY=MO,WE,FR", None, "Monday, Wednesday and Friday"),
        ("FREQ=WEEKLY;BYDAY=MO,WE;INTERVAL=2", None, "every other week on Monday and Wednesday"),
        ("FREQ=WEEKLY;BYDAY=TU;COUNT=8", None, "every Tuesday, 8 times"),
        ("FREQ=WEEKLY;BYDAY=TU;UNTIL=20270630T190000", None, "every Tuesday, until June 30, 2027"),
        ("FREQ=MONTHLY", date(2026, 12, 12), "the 12th of the month"),
        ("FREQ=MONTHLY;BYDAY=TH;BYSETPOS=1", None, "the first Thursday of the month"),
        ("FREQ=MONTHLY;BYDAY=1MO,3MO,1WE", None, "the first and third Monday and the first Wednesday of the month"),
        ("FREQ=MONTHLY;BYDAY=1TH;BYMONTH=3,9", None, "the first Thursday of the month, in March and September"),
        ("FREQ=YEARLY;BYDAY=2SU;BYMONTH=5", None, "the second Sunday of the month, in May"),
        ("FREQ=YEARLY", date(2026, 12, 12), "every year on December 12"),
        *[
            (rule, date(2026, 12, 12), "on set dates")
            for rule in (
                "FREQ=MONTHLY;BYMONTHDAY=31", "FREQ=MONTHLY;BYMONTHDAY=1,-1", "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
                "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13", "FREQ=MONTHLY;BYDAY=MO", "FREQ=YEARLY;BYWEEKNO=20", "FREQ=YEARLY;BYYEARDAY=100",
                "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", "FREQ=YEARLY;INTERVAL=2", "FREQ=YEARLY;BYDAY=20MO", "FREQ=YEARLY;BYMONTHDAY=1",
                "FREQ=DAILY;BYMONTHDAY=1", "FREQ=WEEKLY;BYDAY=MO,TU;BYSETPOS=1", "FREQ=DAILY;BYDAY=MO;INTERVAL=2",
            )
        ],
    ],
)  # fmt: skip
def test_a_rule_is_said_in_plain_words_or_left_to_its_dates(rule, first_day, said):
    assert say_rhythm(rule, first_day) == said


def test_weekdays_and_months_are_said_in_the_readers_language():
    with translation.override("fr"):
        assert "mercredi" in say_rhythm("FREQ=WEEKLY;BYDAY=WE", None)
        assert "juillet" in say_rhythm("FREQ=WEEKLY;BYDAY=WE;BYMONTH=7,8", None)


PIECES = """every each other second first last 3 the Tuesday Tue mardi thursday weekly monthly day month of and , - to until from june
    2027-06-30 7 pm 7:30 19:00 times a week for except july un sur deux tous les 15th 1st le du mois noon evening T W x / §
    12 december year"""
LINES = st.lists(st.sampled_from(PIECES.split()), max_size=10).map(" ".join)


def kept_or_refused(read: Callable):
    """What is read, or None where it was refused with a sentence. Anything else that is raised is a fault."""
    refusal = ""
    try:
        return read()
    except Refused as refused:
        refusal = str(refused)
    assert refusal.endswith(".")
    return None


@pytest.mark.slow
@settings(max_examples=500, deadline=None)
@given(st.one_of(st.text(max_size=80), LINES))
@example("\x00")
@example("½" * 80)
@example("ﷺ" * 60)
def test_any_line_is_read_or_refused_and_what_is_read_is_a_rule_that_is_said_the_same(words):
    rhythm = kept_or_refused(lambda: read_words(words, today=TODAY))
    if rhythm is None:
        return
    assert rhythm.rrule or rhythm.first_day
    if rhythm.rrule:
        assert normalise(rhythm.rrule) == rhythm.rrule
        said = say_rhythm(rhythm.rrule, rhythm.first_day)
        assert read_words(said, today=TODAY).rrule == rhythm.rrule


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.text(max_size=30), LINES))
def test_any_cell_is_a_time_and_a_length_or_refused(words):
    kept_or_refused(lambda: read_time(words))
    kept_or_refused(lambda: read_minutes(words))
