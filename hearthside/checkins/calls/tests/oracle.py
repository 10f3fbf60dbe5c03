"""What should have become of every call, told from the words of the plan and from what happened in the world; by somebody who
never saw the engine, walks through time in half minutes, and looks at the clock on the wall.
"""

from bisect import bisect_right
from collections import defaultdict
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from hearthside.audit.models import Entry
from hearthside.checkins.calls.tests.world import A_LOOK, HALF, Ledger, World
from hearthside.checkins.models import Call, CheckInPlan, Question, StepTaken
from hearthside.outbox.models import Message

NOT_REACHED = {"no_answer", "voicemail", "line_problem"}
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
HUMAN = {"call", "voicemail", "contact"}


def is_night(clock: time, begins: time, ends: time) -> bool:
    return begins <= clock < ends if begins <= ends else not ends <= clock < begins


class Oracle:
    def __init__(self, world: World):
        self.ledger: Ledger = world.ledger
        self.start, self.end = world.start, world.end
        self.taken = defaultdict(dict)
        for taken in StepTaken.objects.all():
            self.taken[taken.call_id][taken.position] = taken
        self.questions = {one.call_id: one for one in Question.objects.all()}
        self.messages = {one.key: one for one in Message.objects.all()}
        self.said = {
            (one.thing, one.details.get("position")): one.details.get("code") for one in Entry.objects.filter(act="left a step out")
        }
        self.left = set(Entry.objects.filter(act__in=("left a call out", "did not make a call")).values_list("thing", flat=True))
        self.checked = defaultdict(int)
        plans = CheckInPlan.objects.select_related("person").prefetch_related("steps", "times", "calls")
        for plan in plans:
            self._judge(plan)
        keys = {f"step:{call}:{position}" for call in self.taken for position, one in self.taken[call].items() if one.act == "text"}
        assert {key for key in self.messages if key.startswith("step:")} <= keys

    def _judge(self, plan: CheckInPlan) -> None:
        self.plan, self.zone = plan, ZoneInfo(plan.person.zone)
        self.night = (plan.person.quiet_from, plan.person.quiet_until)
        self._judge_planning()
        for call in plan.calls.all():
            self._judge_call(call)

    def _local(self, at: datetime) -> datetime:
        return at.astimezone(self.zone)

    def _is_fine(self, at: datetime, step=None) -> bool:
        clock = self._local(at).time()
        if is_night(clock, *self.night):
            return False
        return step is None or not ((step.not_before and clock < step.not_before) or (step.not_after and clock >= step.not_after))

    def _walk(self, at: datetime, step=None) -> datetime | None:
        for _half_minute in range(3 * 24 * 120):
            if self._is_fine(at, step):
                return at
            at += HALF
        return None

    # the calls of a day

    def _judge_planning(self) -> None:
        """Each window of each day is one call, cut to what is outside quiet hours, but for days away and after the end."""
        calls = {call.opens: call for call in self.plan.calls.all() if call.asked_in_id is None}
        ended = self.ledger.ended.get(self.plan.pk, self.end)
        day, expected = self._local(self.start).date(), set()
        while day < self._local(self.end - DAY).date():
            for window in self.plan.times.all():
                if window.weekday == day.weekday():
                    opens, closes = self._window(day, window)
                    if closes > self.start and opens < ended - DAY and not self._away_on(day):
                        expected.add(opens)
                        assert opens in calls, f"forgotten: {self.plan.person} on {day}"
                        assert calls[opens].closes == closes
                        assert calls[opens].ended_at, f"never over: {calls[opens]}"
            day += DAY
        for opens, call in calls.items():
            fits = [self._window(call.day, one) for one in self.plan.times.all() if one.weekday == call.day.weekday()]
            assert (opens, call.closes) in fits, f"never agreed: {self.plan.person} at {opens}"
            if call.ended_why in ("quiet_hours", "not_made"):
                assert call.reference in self.left
            if call.ended_why == "not_made":
                assert call.ended_at == call.closes + 2 * HOUR
                assert not self.ledger.tries[call.pk]
        self.checked["windows"] += len(expected)

    def _window(self, day, window) -> tuple[datetime, datetime]:
        at = datetime.combine(day, window.opens, tzinfo=self.zone).astimezone(ZoneInfo("UTC"))
        minutes = []
        while self._local(at).date() == day and self._local(at).time() < window.closes:
            minutes.append(at)
            at += MINUTE
        fine = [one for one in minutes if self._is_fine(one)]
        if not fine:
            return minutes[0], at
        closes = fine[0]
        while closes < at and self._is_fine(closes):
            closes += MINUTE
        return fine[0], closes

    def _away_on(self, day) -> bool:
        return any(first <= day <= last for _told, first, last in self.ledger.away[self.plan.pk])

    # what follows a call that was not answered

    def _judge_call(self, call: Call) -> None:
        tries = self.ledger.tries[call.pk]
        assert call.tries == len(tries)
        if not tries or tries[0][1] not in NOT_REACHED:
            assert not self.taken[call.pk], "a step without a call that was not answered"
            return
        self.checked["missed"] += 1
        end, is_at_once = self._end_of(call, tries)
        at = tries[0][0]
        for step in self.plan.steps.all():
            taken = self.taken[call.pk].get(step.position)
            if taken is None:
                self._judge_untaken(call, step, at, end)
                return
            self._judge_taken(call, step, taken, at, end, [moment for moment, _outcome in tries])
            at = taken.taken_at
        self._judge_question(call, at, end)
        if is_at_once:
            assert end <= call.ended_at <= end + A_LOOK, f"{call} ended {call.ended_at}, should {end}"

    def _end_of(self, call: Call, tries) -> tuple[datetime, bool]:
        """When nothing more may happen; and whether the engine should know it at that very moment."""
        missed = tries[0][0]
        ends = [moment for moment in self.ledger.heard[self.plan.person_id] if moment >= missed]
        ends += [told for told, _first, _last in self.ledger.away[self.plan.pk] if told >= missed]
        others = [one for call in self.plan.calls.all() for one in self.ledger.tries[call.pk]]  # spoken to in another call as well
        ends += [moment for moment, outcome in others if outcome not in NOT_REACHED and moment >= missed]
        ends += [self.ledger.ended.get(self.plan.pk, self.end + 99 * DAY), self.ledger.decided.get(call.pk, self.end + 99 * DAY)]
        holidays = [
            max(told, datetime.combine(first, time(0), tzinfo=self.zone))
            for told, first, last in self.ledger.away[self.plan.pk]
            if last >= self._local(missed).date()
        ]
        quiet_end = min([max(one, missed) for one in holidays], default=self.end + 99 * DAY)
        end = min(ends)
        return min(end, quiet_end), end < quiet_end

    def _judge_untaken(self, call: Call, step, since: datetime, end: datetime) -> None:
        """Not forgotten: everything ended before its moment, or before somebody had the time to do it."""
        start = since + step.wait_minutes * MINUTE
        due = self._walk(start, step) or self._walk(start)
        latest = due + 2 * DAY if step.act in HUMAN else due
        assert end <= latest, f"forgotten: step {step} of {call}, due {due}, ended {end}"
        assert not [one for one in self.taken[call.pk] if one > step.position], "a step was passed over"
        assert call.pk not in self.questions
        assert call.ended_at is not None

    def _judge_taken(self, call: Call, step, taken: StepTaken, since: datetime, end: datetime, tries: list) -> None:
        self.checked["steps"] += 1
        start, at = since + step.wait_minutes * MINUTE, taken.taken_at
        due = self._walk(start, step)
        assert at >= (due or start), f"too early: step {step} of {call} at {at}, due {due}"
        assert at <= end, f"after the end: step {step} of {call} at {at}, ended {end}"
        assert self._is_fine(at) or taken.why == "nobody_called", f"at night: step {step} of {call} at {at}"
        expected = self._against(step, at) if due else "outside_hours"
        if due is None or step.act not in HUMAN or expected == taken.why != "":
            assert taken.why == expected, f"step {step} of {call}: {taken.why}, should be {expected}"
            assert at == (due or self._walk(start)) or step.act in HUMAN, f"late: step {step} of {call} at {at}, due {due}"
        elif taken.why:
            assert taken.why == "nobody_called"
            assert at >= due + 2 * HOUR, (
                f"given up early: step {step} of {call} at {at}, due {due}, hours {step.not_before} {step.not_after}"
            )
            assert not [one for one in tries if since < one and due <= one <= due + 2 * HOUR and one < at and self._is_fine(one, step)]
        else:
            assert at in tries, "a step for a human without a human"
        assert at <= (due or self._walk(start)) + 2 * DAY
        if taken.why:
            self.checked["left out"] += 1
            assert self.said[call.reference, step.position] == taken.why
        self._judge_text(call, step, taken)

    def _against(self, step, at: datetime) -> str:
        """The code of what stands against a step, by what the person had said up to then."""
        history = self.ledger.allowed[self.plan.person_id]
        _moment, may_call, may_text, may_leave = history[bisect_right(history, at, key=lambda one: one[0]) - 1]
        return {
            "call": "" if may_call else "may_not_call",
            "voicemail": "" if may_call and may_leave else "may_not_leave_message",
            "text": "" if may_text else "may_not_text",
            "contact": "" if step.contact_number else "no_contact",
        }[step.act]

    def _judge_text(self, call: Call, step, taken: StepTaken) -> None:
        key = f"step:{call.pk}:{step.position}"
        assert (key in self.messages) == (step.act == "text" and not taken.why)
        for moment, sent in self.ledger.sent:
            if sent == key:
                self.checked["texts"] += 1
                assert self._is_fine(moment), f"a text at night: {key}"
                heard = [one for one in self.ledger.heard[self.plan.person_id] if taken.taken_at <= one < moment]
                assert not heard, f"a text after we heard from them: {key}"
                assert moment <= self.ledger.ended.get(self.plan.pk, moment)
        assert [sent for _moment, sent in self.ledger.sent].count(key) <= 1

    def _judge_question(self, call: Call, since: datetime, end: datetime) -> None:
        due = self._walk(since + HOUR)
        question = self.questions.get(call.pk)
        if question is None:
            assert end <= due, f"nobody was asked: {call}"
            return
        self.checked["questions"] += 1
        assert question.asked_at == due <= end
