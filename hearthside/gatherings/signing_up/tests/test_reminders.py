"""A reminder goes out a day before, to those who want it, once, and never when somebody sleeps."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine

from hearthside.core.actors import Visitor
from hearthside.core.dates import now
from hearthside.gatherings.jobs import remind_those_who_come
from hearthside.gatherings.models import Session, SignUp
from hearthside.gatherings.series.actions import cancel_session, change_session
from hearthside.gatherings.signing_up.actions import Wishes, cancel_sign_up, change_sign_up, resume_sign_up, sign_up
from hearthside.gatherings.signing_up.reminders import hold_back_stale, remind_all
from hearthside.gatherings.signing_up.tests.coming import by_text, circle_with_places, next_date, signed_up, somebody
from hearthside.gatherings.tests.groups import TRUE_TITLE, closed_circle
from hearthside.outbox.actions import claim
from hearthside.outbox.models import Message
from hearthside.people.actions import add_way, permit_reach
from hearthside.people.asking.own_codes import code_of, thing_of
from hearthside.people.asking.reaching import Asker
from hearthside.people.models import Person

REGINA = ZoneInfo("America/Regina")


@pytest.fixture
def session(cast):
    """On a Tuesday, from 13:00."""
    return next_date(circle_with_places(cast, capacity=2, language=""))


def reminders() -> list[Message]:
    return list(Message.objects.filter(key__startswith="reminder:").order_by("queued_at"))


def open_reminders() -> int:
    return Message.objects.open().filter(key__startswith="reminder:").count()


def remind_before(session: Session, **how_long) -> int:
    return remind_all(at=Session.objects.get(pk=session.pk).starts - timedelta(**how_long))


def test_robin_is_reminded_a_day_before_and_once(session):
    row = signed_up(session, by_text())
    assert remind_before(session, hours=25) == 0
    assert remind_before(session, hours=23) == 1
    assert remind_before(session, hours=23) == 0
    assert remind_before(session, hours=2) == 0
    (message,) = reminders()
    assert (message.channel, message.to, message.purpose) == ("sms", "+13065550155", "reminders")
    assert message.body.startswith("Tuesday circle, Tuesday ")
    assert "1 p.m." in message.body
    assert thing_of(message.body.rsplit(", ", 1)[0][-9:]) == row
    assert message.expires_at == session.starts
    row.refresh_from_db()
    assert row.reminded_at is not None


def test_nobody_is_reminded_who_did_not_ask_for_it_or_waits_or_said_no(session):
    signed_up(session, somebody(way="phone", reach="+13065550156"))
    gone = signed_up(session, by_text("Gone"))
    signed_up(session, by_text("Waits"))
    third = signed_up(session, by_text("Waits too"))
    cancel_sign_up(by=Visitor(), sign_up=gone, code=code_of(gone))
    assert remind_before(session, hours=20) == 1  # who moved up to Gone's place
    assert SignUp.objects.get(pk=third.pk).state == "waiting"


def test_nobody_is_woken(cast, session):
    """A date at 7 in the morning: not at 7 the day before, nor at night, but in between."""
    change_session(by=cast.ben, session=session, starts_at=time(7))
    session.refresh_from_db()
    signed_up(session, by_text())
    local = session.starts.astimezone(REGINA)
    day_before = local - timedelta(days=1)
    asleep = [day_before, day_before.replace(hour=7, minute=59), day_before.replace(hour=21), local.replace(hour=6)]
    assert [remind_all(at=at) for at in asleep] == [0, 0, 0, 0]
    assert remind_all(at=day_before.replace(hour=8)) == 1


def test_ana_is_reminded_as_her_record_says(cast, session):
    row = sign_up(by=cast.ana, session=session, asker=Asker(may_remind=True, words="Please remind me."))
    assert remind_before(session, hours=20) == 0  # she never said where she may be written to
    way = add_way(by=cast.ana, person=cast.ana, kind="email", value="ana@example.org")
    permit_reach(by=cast.ana, way=way, purpose="reminders", words="May we write?", may_text=True)
    Person.objects.filter(pk=cast.ana.pk).update(quiet_from=time(9), quiet_until=time(18), language="fr")
    assert remind_all(at=session.starts - timedelta(hours=22)) == 0  # 15:00 is in her quiet hours
    assert remind_all(at=session.starts - timedelta(hours=18)) == 1  # 19:00
    (message,) = reminders()
    assert (message.channel, message.to, message.about) == ("mail", "ana@example.org", cast.ana.actor_id)
    assert "mardi" in message.body
    assert row.reach is None


def test_everybody_reads_it_in_the_language_they_signed_up_in(session):
    signed_up(session, by_text(language="fr"))
    remind_before(session, hours=20)
    assert "mardi" in reminders()[0].body


def test_a_date_that_is_cancelled_reminds_nobody_and_what_waits_is_held_back(cast, session):
    signed_up(session, by_text())
    remind_before(session, hours=20)
    cancel_session(by=cast.ben, session=Session.objects.get(pk=session.pk))
    assert remind_before(session, hours=19) == 0
    assert open_reminders() == 0


def test_a_date_that_moves_is_reminded_of_with_its_new_time(cast, session):
    signed_up(session, by_text())
    remind_before(session, hours=20)
    change_session(by=cast.ben, session=session, day=session.day + timedelta(days=2), starts_at=time(15))
    assert remind_before(session, hours=30) == 0
    assert open_reminders() == 0
    assert remind_before(session, hours=20) == 1
    assert "Thursday" in reminders()[-1].body
    assert "3 p.m." in reminders()[-1].body
    assert open_reminders() == 1


def test_who_says_no_after_it_was_queued_is_not_written_to(session):
    row = signed_up(session, by_text())
    remind_before(session, hours=20)
    cancel_sign_up(by=Visitor(), sign_up=row, code=code_of(row))
    assert open_reminders() == 0
    resume_sign_up(by=Visitor(), sign_up=row, code=code_of(row))
    assert remind_before(session, hours=19) == 0


def test_who_takes_back_the_wish_is_not_written_to(session):
    row = signed_up(session, by_text())
    remind_before(session, hours=20)
    asker = Asker(name="Robin", way="phone", reach="+13065550155")
    change_sign_up(by=Visitor(), sign_up=row, asker=asker, wishes=Wishes(), code=code_of(row))
    assert open_reminders() == 0
    assert SignUp.objects.get(pk=row.pk).words == ""


def test_one_that_is_on_its_way_is_left_to_the_worker(cast, session):
    signed_up(session, by_text())
    remind_before(session, hours=20)
    (message,) = reminders()
    with time_machine.travel(session.starts - timedelta(hours=20)):
        assert claim(message, "worker")
    cancel_session(by=cast.ben, session=Session.objects.get(pk=session.pk))
    hold_back_stale()
    assert Message.objects.get(pk=message.pk).left_at is None


@pytest.mark.parametrize(("signed_up_before", "times"), [(10, 1), (2, 0)])
def test_who_signs_up_late_is_reminded_three_hours_before_or_not_at_all(session, signed_up_before, times):
    with time_machine.travel(session.starts - timedelta(hours=signed_up_before), tick=False):
        signed_up(session, by_text())
    assert remind_before(session, hours=4) == 0
    assert remind_before(session, hours=1) == times


def test_a_closed_group_is_reminded_of_by_its_public_title_and_without_a_place(cast):
    session = next_date(closed_circle(cast, sign_up="sign_up"))
    Session.objects.filter(pk=session.pk).update(place="12 High Street")
    way = add_way(by=cast.mo, person=cast.mo, kind="phone", value="+13065550177")
    permit_reach(by=cast.mo, way=way, purpose="reminders", words="May we write?", may_text=True)
    sign_up(by=cast.mo, session=session, asker=Asker(may_remind=True, words="Please remind me."))
    assert remind_all(at=session.starts - timedelta(hours=5)) == 1
    (message,) = reminders()
    assert message.body.startswith("Thursday evening, ")
    for secret in (TRUE_TITLE, "Mo", "12 High Street"):
        assert secret not in message.body.replace("Monday", "")
    assert message.about == ""


def test_an_open_one_says_where(cast, session):
    Session.objects.filter(pk=session.pk).update(place="12 High Street", room="Room 2")
    signed_up(Session.objects.get(pk=session.pk), by_text())
    remind_before(session, hours=20)
    assert "Room 2, 12 High Street" in reminders()[0].body


def test_the_worker_reminds_and_may_be_started_twice(session):
    signed_up(session, by_text())
    with time_machine.travel(session.starts - timedelta(hours=22), tick=False):
        assert remind_those_who_come() == 1
        assert remind_those_who_come() == 0


def test_who_moved_up_in_the_night_is_told_in_the_morning_but_never_too_late(cast, session):
    first, second, third, fourth = signed_up(session), signed_up(session), signed_up(session, by_text()), signed_up(session, by_text("Sam"))
    night = datetime.combine(session.day - timedelta(days=1), time(23), tzinfo=REGINA)
    with time_machine.travel(night, tick=False):
        cancel_sign_up(by=Visitor(), sign_up=first, code=code_of(first))
        assert Message.objects.get(key__startswith=f"moved-up:{third.pk}").not_before == night + timedelta(hours=9)
    Session.objects.filter(pk=session.pk).update(starts=night + timedelta(hours=3))
    with time_machine.travel(night + timedelta(hours=1), tick=False):
        cancel_sign_up(by=Visitor(), sign_up=second, code=code_of(second))
        message = Message.objects.get(key__startswith=f"moved-up:{fourth.pk}")
        assert message.not_before is None
        assert message.expires_at > now()
