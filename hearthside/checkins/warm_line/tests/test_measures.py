"""The numbers of the warm line equal a recount by somebody who never saw the product."""

from collections import Counter
from datetime import date, time, timedelta
from random import Random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hearthside.checkins.models import LineCall
from hearthside.checkins.warm_line.actions import LineWords, forget_caller, log_line_call, welcome_caller
from hearthside.checkins.warm_line.measures import MEASURES, Figures, count
from hearthside.checkins.warm_line.tests.shifts import a_call
from hearthside.encounters.actions import Contact, record_encounter
from hearthside.encounters.measures import Scope

FIRST, LAST = date(2026, 3, 10), date(2026, 5, 20)


def test_a_table_made_by_hand(cast):
    robin = welcome_caller(by=cast.cora, programme=cast.river, alias="Robin")
    wren = welcome_caller(by=cast.cora, programme=cast.river, alias="Wren")
    calls = [
        (10, "yes", "grief", robin),
        (20, "no", "grief", robin),
        (30, "unknown", "money", wren),
        (40, "", "", None),
    ]
    for minutes, first_time, reason, caller in calls:
        contact = a_call(cast.river, day=date(2026, 4, 6), minutes=minutes, starts_at=time(19, 30), support=["emotional", "social"])
        log_line_call(by=cast.cora, contact=contact, said=LineWords(first_time=first_time, reason=reason, caller=caller))
    figures = count(Scope(FIRST, LAST))
    assert {one.code: getattr(figures, one.code) for one in MEASURES} == {
        "line_contacts": 4,
        "line_minutes": 100,
        "line_first_base": 2,
        "line_first": 1,
        "line_known_contacts": 3,
        "line_known_callers": 2,
    }
    assert figures.reasons == {"grief": 2, "money": 1}
    assert figures.given == {"emotional": 4, "social": 4}
    assert figures.hours == {(1, 19): 4}  # the sixth of April 2026 was a Monday
    forget_caller(by=cast.cora, caller=robin)
    after = count(Scope(FIRST, LAST))
    assert (after.line_contacts, after.line_known_contacts, after.line_known_callers) == (4, 1, 1)


def test_a_call_logged_without_its_own_page_counts_as_a_contact_of_which_nothing_was_said(cast):
    record_encounter(by=cast.ben, contact=a_call(cast.river, day=FIRST))
    record_encounter(by=cast.ben, contact=Contact(programme=cast.river, kind=cast.phone, day=FIRST, minutes=9, unnamed=1))
    figures = count(Scope(FIRST, LAST))
    assert (figures.line_contacts, figures.line_minutes, figures.line_first_base, figures.reasons, figures.hours) == (1, 12, 0, {}, {})


def test_a_period_without_a_call_is_all_zero(cast):
    assert count(Scope(FIRST, LAST)) == Figures()


@pytest.mark.parametrize("seed", range(4))
def test_the_numbers_equal_a_recount_in_plain_python(cast, seed):
    random, rows = Random(seed), []
    callers = [welcome_caller(by=cast.cora, programme=cast.river, alias=f"Caller {number}") for number in range(5)]
    for _turn in range(60):
        row = {
            "day": date(2026, 2, 20) + timedelta(days=random.randrange(110)),
            "minutes": random.randrange(1, 90),
            "starts_at": random.choice([None, time(random.randrange(24), random.randrange(60))]),
            "support": random.sample(["emotional", "practical", "social", "other"], random.randrange(4)),
        }
        said = {
            "first_time": random.choice(["", "yes", "no", "unknown"]),
            "age": random.choice(["", *LineCall.Age.values]),
            "reason": random.choice(["", "grief", "money", "housing"]),
            "ended": random.choice(["", *LineCall.Ended.values]),
            "caller": random.choice([None, *callers]),
        }
        log_line_call(by=cast.cora, contact=a_call(cast.river, **row), said=LineWords(**said))
        rows.append(row | said)
    told = [row for row in rows if FIRST <= row["day"] <= LAST]
    figures = count(Scope(FIRST, LAST, cast.river))
    assert figures.line_contacts == len(told)
    assert figures.line_minutes == sum(row["minutes"] for row in told)
    assert figures.line_first_base == sum(row["first_time"] in ("yes", "no") for row in told)
    assert figures.line_first == sum(row["first_time"] == "yes" for row in told)
    assert figures.line_known_contacts == sum(row["caller"] is not None for row in told)
    assert figures.line_known_callers == len({row["caller"].pk for row in told if row["caller"]})
    for name, counted in (("reason", figures.reasons), ("age", figures.ages), ("ended", figures.ended)):
        assert counted == Counter(row[name] for row in told if row[name])
    assert figures.given_base == sum(bool(row["support"]) for row in told)
    assert figures.given == Counter(code for row in told for code in row["support"])
    assert figures.hours == Counter((row["day"].isoweekday(), row["starts_at"].hour) for row in told if row["starts_at"])
    assert count(Scope(FIRST, LAST, cast.hill)) == Figures()


def test_counting_takes_seven_statements_at_most(cast):
    log_line_call(by=cast.ben, contact=a_call(cast.river, day=FIRST), said=LineWords(reason="grief"))
    with CaptureQueriesContext(connection) as asked:
        count(Scope(FIRST, LAST))
    assert len(asked) <= 7
