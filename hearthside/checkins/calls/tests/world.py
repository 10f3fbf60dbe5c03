"""A world in which rounds of calls happen: people with plans, those who call them, a clock, and all that goes wrong.

It does what people do, and writes down only that (`Ledger`). What the engine made of it is judged by oracle.py, from these
events and the words of each plan alone.
"""

import heapq
from collections import defaultdict
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import count
from random import Random
from uuid import uuid4
from zoneinfo import ZoneInfo

from django.db import connection
from django.db.models import Min

from hearthside.checkins import jobs
from hearthside.checkins.calls.actions import (
    answer_question,
    called_back,
    claim_call,
    end_calls,
    hand_over_calls,
    record_talk,
    record_try,
    stepping,
)
from hearthside.checkins.calls.planning import replan
from hearthside.checkins.calls.tests.plans import on_duty
from hearthside.checkins.models import Absence, AgreedStep, Call, CallTime, CheckInPlan, Question
from hearthside.checkins.queries import todays_calls
from hearthside.core.dates import is_quiet, now
from hearthside.core.errors import Refused
from hearthside.encounters.actions import Contact, record_attempt, record_encounters
from hearthside.organisation.models import Kind
from hearthside.outbox.actions import deliver
from hearthside.outbox.models import Heard, Message
from hearthside.outbox.providers import SENT
from hearthside.people.actions import add_way, permit_reach
from hearthside.people.models import Person, Shift
from tests.cast import TESTS

ZONES = ("America/Regina", "America/Toronto", "America/St_Johns", "America/Vancouver", "Europe/London", "Australia/Lord_Howe")
NIGHTS = ((time(21), time(8)), (time(22), time(7)), (time(20), time(10)), (time(1, 30), time(2, 30)), (time(0), time(0)))
OUTCOMES = ["talked"] * 9 + ["no_answer"] * 8 + ["voicemail"] * 2 + ["line_problem", "call_later", "declined_today", "planned_absence"]
HALF = timedelta(seconds=30)  # people act at half minutes, so that nothing happens at the very moment at which a step is due
A_LOOK = timedelta(seconds=20)  # after which the worker looks again


class Crash(Exception):
    """The power went off between two statements."""


@dataclass
class Ledger:
    """What happened in the world."""

    heard: dict = field(default_factory=lambda: defaultdict(list))  # person -> moments
    away: dict = field(default_factory=lambda: defaultdict(list))  # plan -> (told at, first day, last day)
    allowed: dict = field(default_factory=lambda: defaultdict(list))  # person -> (moment, call, text, message)
    tries: dict = field(default_factory=lambda: defaultdict(list))  # call -> (moment, outcome)
    ended: dict = field(default_factory=dict)  # plan -> moment
    decided: dict = field(default_factory=dict)  # call -> moment
    sent: list = field(default_factory=list)  # (moment, key)
    crashes: int = 0
    rivals: int = 0


class World:
    def __init__(self, cast, clock, *, seed: int, people: int, start: datetime, days: int, weekdays: int):
        self.random, self.clock, self.cast = Random(seed), clock, cast
        self.start, self.end = start, start + timedelta(days=days)
        self.ledger, self.agenda, self.order = Ledger(), [], count()
        self.seen: set = set()
        self.callers = [cast.ben, cast.kim, cast.dan]
        self.kind = Kind.objects.get(code="one_to_one_phone")
        for caller in self.callers:
            on_duty(caller, None, start - timedelta(days=1), self.end + timedelta(days=30))
        on_duty(cast.kim, None, start, start + (self.end - start) / 2, Shift.What.ON_CALL)
        self.plans = [self._plan(number, weekdays) for number in range(people)]

    # what the world is made of

    def _plan(self, number: int, weekdays: int) -> CheckInPlan:
        some, (begins, ends) = self.random, self.random.choice(NIGHTS)
        zone = some.choice(ZONES)
        person = Person.objects.create(name=f"Person {number}", zone=zone, quiet_from=begins, quiet_until=ends)
        way = add_way(by=TESTS, person=person, kind="phone", value=f"+1306555{number:04d}")
        plan = CheckInPlan.objects.create(person=person, programme=self.cast.river, way=way)
        for weekday in some.sample(range(7), weekdays):
            hour = some.randrange(6, 20)
            CallTime.objects.create(
                plan=plan, weekday=weekday, opens=time(hour, some.choice((0, 30))), closes=time(hour + some.randint(1, 3), 45)
            )
        for position in range(1, some.randint(0, 4) + 1):
            self._step(plan, position)
        self._permit(plan)
        for _ in range(some.randint(0, 3)):
            self.at(self._some_time(), self._permit, plan)
            self.at(self._some_time(), self._go_away, plan)
        if some.random() < 0.1:
            self.at(self._some_time(), self._end, plan)
        return plan

    def _step(self, plan: CheckInPlan, position: int) -> None:
        some = self.random
        hours = some.choice(((None, None), (time(9), time(17)), (time(16), None), (None, time(12)), (time(23), time(23, 30))))
        act = some.choice([*AgreedStep.Act.values[:4], "text"])
        contact = "+13065559999" if act == "contact" and some.random() < 0.8 else None
        wait = some.choice((0, 20, 60, 180, 1440, 2880))
        AgreedStep.objects.create(
            plan=plan, position=position, act=act, wait_minutes=wait, not_before=hours[0], not_after=hours[1], contact_number=contact
        )

    def _some_time(self) -> datetime:
        minutes = int((self.end - self.start).total_seconds() // 60)
        return self.start + timedelta(minutes=self.random.randrange(minutes)) + HALF

    def at(self, moment: datetime, act: Callable, *args) -> None:
        heapq.heappush(self.agenda, (moment, next(self.order), act, args))

    # the clock goes round

    def run(self) -> None:
        moment = self.start
        while moment < self.end:
            self.at(moment, self._plan_calls)
            moment += timedelta(hours=8)
        while (moment := self._next()) is not None:
            self.clock.move_to(moment)
            acts = []
            while self.agenda and self.agenda[0][0] <= moment:
                _moment, _order, act, args = heapq.heappop(self.agenda)
                act(*args)
                acts.append(act)
            if not acts or set(acts) - {self._plan_calls, self._see_to_missed} or self._is_anything_due():
                self.work()

    def _is_anything_due(self) -> bool:
        return Call.objects.under_way().filter(next_at=now()).exists()

    def _is_due(self) -> bool:
        return Call.objects.under_way().filter(next_at=now()).exclude(step_act__in=Call.BY_HUMAN).exists()

    def _next(self) -> datetime | None:
        """The next moment at which somebody does something, or the engine says that it will."""
        due = Call.objects.under_way().filter(next_at__gt=now()).aggregate(at=Min("next_at"))["at"]
        moments = [one for one in (due, self.agenda[0][0] if self.agenda else None) if one]
        return max(min(moments), now()) if moments else None

    def work(self) -> None:
        """The worker looks at everything that is its own."""
        self.surely(jobs.take_steps)
        while self.surely(jobs.see_to_human_steps) or self._is_due():  # what waits no time at all is due at once
            self.surely(jobs.take_steps)
        self.surely(self._deliver)
        self._notice_steps()

    def surely(self, act: Callable, *args, **named):
        """An act into which the power may fail, and the same again afterwards, until it is done."""
        while True:
            try:
                with self._failing_power():
                    return act(*args, **named)
            except Crash:
                self.ledger.crashes += 1

    @contextmanager
    def _failing_power(self):
        left, self.is_spared = self.random.randrange(500), False

        def fail(execute, sql, params, many, context):
            nonlocal left
            left -= 1
            if left == 0 and not self.is_spared and not sql.startswith(("SAVEPOINT", "RELEASE", "ROLLBACK")):
                raise Crash
            return execute(sql, params, many, context)

        with connection.execute_wrapper(fail):
            yield

    def _deliver(self) -> None:
        world = self

        class Noting:
            def send(self, message):
                world.ledger.sent.append((now(), message.key))
                return SENT

        for message in Message.objects.due():
            deliver(message, worker="worker", provider=Noting())

    # those who call

    def _plan_calls(self) -> None:
        self.surely(jobs.plan_calls)
        for call in Call.objects.open().filter(missed_at=None):
            self._see(call)

    def _see_to_missed(self) -> None:
        self.surely(jobs.see_to_missed_calls)

    def _see(self, call: Call) -> None:
        if call.pk in self.seen:
            return
        self.seen.add(call.pk)
        self.at(call.closes - timedelta(minutes=30), self._see_to_missed)
        self.at(call.closes + timedelta(hours=2), self._see_to_missed)
        minutes = int((call.closes - call.opens).total_seconds() // 60)
        mood = self.random.random()
        if mood < 0.95:
            late = 100 if mood > 0.9 else 0
            self.at(call.opens + timedelta(minutes=self.random.randrange(minutes) + late) + HALF, self._visit, call, 0)

    def _notice_steps(self) -> None:
        """Those on duty see that a step waits for somebody, soon, late or never; and texts whose thirty seconds are over go out."""
        for call in Call.objects.under_way().filter(step_act__in=Call.BY_HUMAN, next_at__lte=now()):
            if (call.pk, call.step, call.next_at) not in self.seen:
                self.seen.add((call.pk, call.step, call.next_at))
                self.at(now() + timedelta(minutes=self.random.randrange(150)) + HALF, self._visit, call, call.step)
        for message in Message.objects.open().filter(not_before__gt=now()):
            if (message.key, message.not_before) not in self.seen:
                self.seen.add((message.key, message.not_before))
                self.at(message.not_before, self.surely, self._deliver)

    def _visit(self, call: Call, step: int) -> None:
        """Somebody on duty looks at the list, takes the call if it is there, and rings."""
        caller, rival = self.random.sample(self.callers, 2)
        call = todays_calls(caller).filter(pk=call.pk, step=step).first()
        if call is None or self._is_night(call.person):
            return
        self.surely(claim_call, by=caller, call=call)
        if self.random.random() < 0.1:
            try:
                claim_call(by=rival, call=call)
            except Refused:
                self.ledger.rivals += 1
            else:
                raise AssertionError("Two people had the same call.")
        if self.random.random() < 0.05:
            self.surely(hand_over_calls, by=caller, person=caller)
            self.at(now() + timedelta(minutes=10), self._visit, call, step)
            return
        self._ring(caller, call)

    def _is_night(self, person: Person) -> bool:
        return is_quiet(now().astimezone(ZoneInfo(person.zone)).time(), person.quiet_from, person.quiet_until)

    def _ring(self, caller: Person, call: Call) -> None:
        outcome, once = self.random.choice(OUTCOMES), uuid4()
        if outcome == "talked":
            self.surely(record_talk, by=caller, call=call, minutes=10, once=once)
        elif outcome == "call_later":
            day = now().astimezone(ZoneInfo(call.person.zone)).date() + timedelta(days=1)
            try:
                self.surely(record_try, by=caller, call=call, outcome=outcome, again_day=day, again_at=time(15), once=once)
            except Refused:  # away, or a call at that time is over
                outcome = "declined_today"
                self.surely(record_try, by=caller, call=call, outcome=outcome, once=once)
        else:
            self.surely(record_try, by=caller, call=call, outcome=outcome, once=once)
        self.ledger.tries[call.pk].append((now(), outcome))
        if self.random.random() < 0.4:
            self.at(now() + timedelta(minutes=self.random.randrange(2000)), self._call_back, call.plan)
        for again in call.asked_for.all():
            self._see(again)

    # the people who are called

    def _call_back(self, plan: CheckInPlan) -> None:
        person = plan.person
        self.ledger.heard[person.pk].append(now())
        how = self.random.choice((self.hear, self._meet, self._log_call_back, self._tell_us))
        how(person)

    def hear(self, person: Person) -> None:
        number = person.ways.get()
        Heard.objects.create(how="text", provider_id=str(uuid4()), lookup=number.lookup, heard_at=now())

    def _meet(self, person: Person) -> None:
        local = now().astimezone(ZoneInfo("America/Regina"))
        contact = Contact(
            programme=self.cast.river, kind=self.kind, day=local.date(), minutes=5, people=[person], supporters=[self.cast.ben]
        )
        contact.starts_at = local.time() if self.random.random() < 0.5 else None
        self.surely(record_encounters, by=TESTS, contacts=[contact])

    def _log_call_back(self, person: Person) -> None:
        day = now().astimezone(ZoneInfo("America/Regina")).date()
        self.surely(record_attempt, by=TESTS, programme=self.cast.river, kind=self.kind, outcome="called_back", day=day, person=person)

    def _tell_us(self, person: Person) -> None:
        self.surely(called_back, by=TESTS, person=person)

    def hear_at_the_worst_moment(self, patch) -> None:
        """Sometimes a text comes in after we looked for one and before we act."""
        look = stepping._ended_meanwhile

        def looked(call):
            why = look(call)
            if not why and call.next_at and call.next_at <= now() and self.random.random() < 0.1:
                self.is_spared = True  # what they wrote stands, whatever becomes of the act around it
                self.ledger.heard[call.person_id].append(now())
                self.hear(call.person)
                self.at(now() + A_LOOK, self.work)
            return why

        patch.setattr(stepping, "_ended_meanwhile", looked)

    def _permit(self, plan: CheckInPlan) -> None:
        may = [self.random.random() < 0.8 for _ in range(3)]
        words = dict(zip(("may_call", "may_text", "may_leave_voicemail"), may, strict=True))
        permit_reach(by=TESTS, way=plan.way, purpose="check_ins", words="", **words)
        self.ledger.allowed[plan.person_id].append((now(), *may))

    def _go_away(self, plan: CheckInPlan) -> None:
        if plan.pk in self.ledger.ended:
            return
        first: date = now().astimezone(ZoneInfo(plan.person.zone)).date() + timedelta(days=self.random.choice((0, 0, 1, 5)))
        last = first + timedelta(days=self.random.randrange(6))
        self.ledger.away[plan.pk].append((now(), first, last))
        Absence.objects.create(plan=plan, first_day=first, last_day=last, told_at=now())
        self.surely(replan, plan=plan)

    def _end(self, plan: CheckInPlan) -> None:
        self.ledger.ended[plan.pk] = now()
        CheckInPlan.objects.filter(pk=plan.pk).update(ended_at=now())
        self.surely(end_calls, by=TESTS, plan=plan)

    def answer_questions(self) -> None:
        for question in Question.objects.filter(answered_at=None, call__ended_at=None):
            self.ledger.decided[question.call_id] = now()
            self.surely(answer_question, by=self.cast.cora, question=question, decision="We let it be until Monday.")
