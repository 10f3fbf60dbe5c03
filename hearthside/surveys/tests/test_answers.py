"""Answers wait sealed, are opened in groups of ten or more, and leave nothing behind that tells who came when."""

import secrets
from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.db import DatabaseError, connections
from hypothesis import given
from hypothesis import strategies as st

from hearthside.audit.models import Entry
from hearthside.core.dates import month_end
from hearthside.core.jobs import discover
from hearthside.surveys.actions import AlreadyReceived, Closed, flush, forget_old_rows
from hearthside.surveys.answers.actions import receive
from hearthside.surveys.answers.groups import SMALLEST, Group, is_closed, last_of_quarter, quarter_text, sort_out
from hearthside.surveys.answers.models import Answer, Comment, SpentTicket, Tally, WaitingAnswer
from hearthside.surveys.answers.seal import COMMENT_LENGTH, Envelope, seal, unseal
from tests.cast import TESTS

PHONE, GROUP = "one_to_one_phone", "support_group"


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel("2026-06-20T12:00:00+00:00", tick=False) as clock:
        yield clock


def noon(day):
    return datetime(day.year, day.month, day.day, 18, tzinfo=UTC)


def envelope(programme="river", month=202606, kind=PHONE, **answers):
    comment = answers.pop("comment", "")
    return Envelope(programme=programme, month=month, kind=kind, questionnaire="after_contact 1", ticked=answers, comment=comment)


def answer(times=1, **given):
    for _turn in range(times):
        receive(spent_digest=secrets.token_hex(32), envelope=envelope(**given))


def groups():
    return Counter(Group(*place) for place in Answer.objects.values_list("programme", "period", "kind"))


# Sealed


def test_a_sealed_answer_is_of_one_length_and_opens_to_what_was_said():
    full = Envelope(
        programme="p" * 80, month=202606, kind="k" * 40, questionnaire="after_contact 65535",
        ticked={"any": ["emotional", "informational", "practical", "social", "other", "not_much"], "most": "informational",
                "heard": "not_really", "equals": "not_really", "choice": "partly", "hopeful": "bit_more"},
        comment="\U0001f642" * COMMENT_LENGTH,
    )  # fmt: skip
    assert unseal(seal(full)) == full
    assert len(seal(full)) == len(seal(envelope()))
    assert seal(envelope()) != seal(envelope())
    assert b"river" not in seal(envelope())


def test_more_than_fits_is_a_fault_of_ours():
    with pytest.raises(ValueError, match="more than fits"):
        seal(envelope(comment="x" * 6000))


# Received


def test_a_later_kind_of_token_hands_in_a_digest_and_a_cohort_without_any_ticket():
    receive(spent_digest="blind token", envelope=envelope(heard="fully"))
    with pytest.raises(AlreadyReceived, match="The first one stands"):
        receive(spent_digest="blind token", envelope=envelope(heard="mostly"))
    [waiting] = WaitingAnswer.objects.all()
    assert unseal(bytes(waiting.sealed)).ticked == {"heard": "fully"}


def test_a_closed_month_takes_no_answer_by_any_way():
    with pytest.raises(Closed):
        receive(spent_digest="late", envelope=envelope(month=202605))
    assert not SpentTicket.objects.exists()


# Opened


def test_nine_wait_and_ten_are_opened_together():
    answer(9, heard="fully", comment="Warm tea")
    assert (flush(by=TESTS).stored, WaitingAnswer.objects.count(), Answer.objects.count()) == (0, 9, 0)
    answer(1, heard="mostly", any=["social"])
    flushed = flush(by=TESTS)
    assert (flushed.stored, flushed.waiting) == (10, 0)
    assert str(flushed) == "10 answers opened, 0 wait on, 0 cannot be opened"
    assert groups() == {Group("river", "2026-06", PHONE): 10}
    assert {(one.programme, one.quarter, one.text) for one in Comment.objects.all()} == {("river", "2026-Q2", "Warm tea")}
    place = {"programme": "river", "period": "2026-06", "kind": PHONE}
    sums = {(one.question, one.option): one.n for one in Tally.objects.filter(**place)}
    assert sums == {
        ("", ""): 10, ("heard", ""): 10, ("heard", "fully"): 9, ("heard", "mostly"): 1, ("any", ""): 1, ("any", "social"): 1,
    }  # fmt: skip


def test_sums_grow_with_each_flush_and_always_equal_the_answers():
    for _turn in range(2):
        answer(12, heard="fully", any=["social", "other"])
        flush(by=TESTS)
    recount = Counter(("heard", one.ticked["heard"]) for one in Answer.objects.all())
    recount += Counter(("any", option) for one in Answer.objects.all() for option in one.ticked["any"])
    assert {(one.question, one.option): one.n for one in Tally.objects.exclude(option="")} == recount


def test_those_who_wait_on_are_sealed_anew_under_new_keys():
    answer(3)
    before = {(bytes(one.id), bytes(one.sealed)) for one in WaitingAnswer.objects.all()}
    flush(by=TESTS)
    after = {(bytes(one.id), bytes(one.sealed)) for one in WaitingAnswer.objects.all()}
    assert len(after) == 3
    assert not {key for key, _sealed in before} & {key for key, _sealed in after}
    assert not {sealed for _key, sealed in before} & {sealed for _key, sealed in after}


def test_a_flush_with_nothing_new_touches_nothing(django_assert_num_queries):
    answer(3)
    flush(by=TESTS)
    before = set(WaitingAnswer.objects.values_list("id", flat=True))
    with django_assert_num_queries(2, using="answers"):
        assert flush(by=TESTS).waiting == 3
    assert set(WaitingAnswer.objects.values_list("id", flat=True)) == before


def test_what_no_key_opens_waits_on_and_is_told():
    answer(10)
    WaitingAnswer.objects.create(id=b"0" * 16, sealed=b"sealed to a key that was lost" * 20)
    flushed = flush(by=TESTS)
    assert (flushed.stored, flushed.waiting, flushed.unreadable) == (10, 1, 1)
    assert WaitingAnswer.objects.count() == 1


def test_a_flush_that_breaks_off_leaves_everything_as_it_was(monkeypatch):
    answer(10)
    monkeypatch.setattr(
        "hearthside.surveys.answers.actions._count", lambda members: (_ for _ in ()).throw(DatabaseError("the disk is full"))
    )
    with pytest.raises(DatabaseError):
        flush(by=TESTS)
    assert (WaitingAnswer.objects.count(), Answer.objects.count()) == (10, 0)


def test_neither_answering_nor_opening_leaves_a_time_in_the_trail():
    entries = Entry.objects.count()
    answer(10)
    flush(by=TESTS)
    assert Entry.objects.count() == entries


def test_too_few_of_a_kind_are_counted_without_it_when_the_month_has_closed(clock):
    answer(6, kind=PHONE)
    answer(6, kind=GROUP)
    clock.move_to(noon(date(2026, 7, 14)))
    assert flush(by=TESTS).stored == 0
    clock.move_to(noon(date(2026, 7, 15)))
    assert flush(by=TESTS).stored == 12
    assert groups() == {Group("river", "2026-06", ""): 12}


def test_too_few_of_a_month_are_counted_in_the_quarter_then_of_all_programmes_then_in_the_year(clock):
    clock.move_to(noon(date(2026, 4, 20)))
    answer(4, month=202604)
    answer(3, month=202604, programme="hill", comment="Too early to call")
    clock.move_to(noon(date(2026, 5, 20)))
    answer(7, month=202605)
    answer(8, month=202605, programme="lake")
    clock.move_to(noon(date(2026, 6, 30)))
    assert flush(by=TESTS).stored == 0
    clock.move_to(noon(date(2026, 7, 15)))
    assert flush(by=TESTS).stored == 22
    assert groups() == {Group("river", "2026-Q2", ""): 11, Group("", "2026-Q2", ""): 11}
    assert {(one.programme, one.quarter) for one in Comment.objects.all()} == {("", "2026-Q2")}
    clock.move_to(noon(date(2026, 9, 20)))
    answer(5, month=202609, comment="Autumn")
    clock.move_to(noon(date(2026, 12, 20)))
    answer(6, month=202612)
    clock.move_to(noon(date(2027, 1, 14)))
    assert flush(by=TESTS).waiting == 11
    clock.move_to(noon(date(2027, 1, 15)))
    assert flush(by=TESTS).stored == 11
    assert groups()[Group("", "2026", "")] == 11
    assert Comment.objects.filter(quarter="2026").count() == 5


def test_a_year_with_too_few_stays_sealed_for_good(clock):
    answer(9)
    clock.move_to(noon(date(2028, 1, 1)))
    assert flush(by=TESTS).stored == 0
    assert WaitingAnswer.objects.count() == 9


@given(
    st.lists(
        st.builds(
            envelope,
            programme=st.sampled_from(["river", "hill", "lake"]),
            month=st.sampled_from([202511, 202512, 202604, 202605, 202606, 202607]),
            kind=st.sampled_from([PHONE, GROUP]),
            heard=st.sampled_from(["fully", "mostly"]),
        ),
        max_size=120,
    ),
    st.dates(date(2026, 6, 1), date(2027, 3, 1)),
)
def test_whatever_waits_no_group_is_smaller_than_ten_and_nobody_is_lost(waiting, day):
    opened, rest = sort_out(waiting, day)
    assert all(len(members) >= SMALLEST for members in opened.values())
    assert sorted(map(str, [one for members in opened.values() for one in members] + rest)) == sorted(map(str, waiting))
    for group, members in opened.items():
        for one in members:
            assert group.programme in (one.programme, "")
            assert group.kind in (one.kind, "")
            assert group.period in (f"{one.month // 100}-{one.month % 100:02}", quarter_text(one.month), str(one.month // 100))


def test_quarters_and_closing_days_are_those_of_the_calendar():
    assert [quarter_text(month) for month in (202601, 202603, 202604, 202612)] == ["2026-Q1", "2026-Q1", "2026-Q2", "2026-Q4"]
    assert [last_of_quarter(month) for month in (202601, 202603, 202604, 202611)] == [202603, 202603, 202606, 202612]
    end = month_end(202602)
    assert (is_closed(202602, end + timedelta(days=14)), is_closed(202602, end + timedelta(days=15))) == (False, True)


# Forgotten


def test_sixty_days_after_closing_only_sums_and_comments_remain(clock):
    answer(10, heard="fully", comment="Warm tea")
    flush(by=TESTS)
    clock.move_to(noon(date(2026, 9, 12)))
    assert forget_old_rows(by=TESTS) == 0
    clock.move_to(noon(date(2026, 9, 13)))
    assert forget_old_rows(by=TESTS) == 10
    assert (Answer.objects.count(), SpentTicket.objects.count(), Comment.objects.count()) == (0, 0, 10)
    assert Tally.objects.get(question="heard", option="fully").n == 10
    assert forget_old_rows(by=TESTS) == 0


@pytest.mark.parametrize(
    ("period", "kept_until"), [("2026-Q2", date(2026, 9, 12)), ("2026", date(2027, 3, 15)), ("2026-12", date(2027, 3, 15))]
)
def test_groups_of_a_quarter_or_a_year_are_kept_until_these_have_closed(clock, period, kept_until):
    Answer.objects.create(id=b"1" * 16, programme="", period=period, kind="", ticked={})
    clock.move_to(noon(kept_until))
    assert forget_old_rows(by=TESTS) == 0
    clock.move_to(noon(kept_until + timedelta(days=1)))
    assert forget_old_rows(by=TESTS) == 1


def test_the_mark_of_an_imported_file_is_never_forgotten(clock):
    SpentTicket.objects.create(digest="file", month=0)
    clock.move_to(noon(date(2030, 1, 1)))
    forget_old_rows(by=TESTS)
    assert SpentTicket.objects.filter(digest="file").exists()


def test_the_worker_does_all_of_this(cast, clock):
    answer(10)
    jobs = discover()
    assert jobs["surveys.open_waiting_answers"].run().stored == 10
    clock.move_to(noon(date(2027, 1, 1)))
    assert jobs["surveys.forget_old_answers"].run() == 10
    assert jobs["surveys.shuffle_tickets"].run() is None


def test_the_fingerprint_of_what_waits_holds_no_key():
    answer(1)
    flush(by=TESTS)
    [key] = WaitingAnswer.objects.values_list("id", flat=True)
    assert bytes(key).hex() not in cache.get("answers:seen")


def test_the_settings_of_the_answers_file_are_those_that_leave_no_trace(settings):
    if connections["answers"].vendor == "sqlite":
        pragmas = settings.DATABASES["answers"]["OPTIONS"]["init_command"]
        assert "journal_mode=TRUNCATE" in pragmas
        assert "secure_delete=ON" in pragmas
