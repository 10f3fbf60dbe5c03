"""Calls of a round and shifts of the rota, for Things."""

from datetime import timedelta
from functools import cached_property

from hearthside.core.dates import now, today


class RoundThings:
    """`things.planned_call` is a call to Ana that is open now; `things.gap` a shift of River that nobody has."""

    @cached_property
    def called_plan(self):
        """Ana is called on the number she welcomes calls on; if she does not answer, once more after an hour."""
        from hearthside.checkins.models import AgreedStep, CheckInPlan

        plan = CheckInPlan.objects.create(person=self.ana, programme=self.river, way=self.way, about="Birds")
        AgreedStep.objects.create(plan=plan, position=1, act=AgreedStep.Act.CALL, wait_minutes=60)
        return plan

    @cached_property
    def planned_call(self):
        """A call to Ana whose window is open now, which was given to Ben."""
        from hearthside.checkins.models import Call

        when = {"day": today(), "opens": now() - timedelta(minutes=30), "closes": now() + timedelta(minutes=90)}
        return Call.objects.create(plan=self.called_plan, person=self.ana, programme=self.river, given_to=self.ben, **when)

    @cached_property
    def begun_call(self):
        """The same, once Ben has begun it."""
        from hearthside.checkins.calls.actions import claim_call

        return claim_call(by=self.ben, call=self.planned_call)

    @cached_property
    def talked_call(self):
        """They talked; this is the contact it became."""
        from hearthside.checkins.calls.actions import record_talk

        return record_talk(by=self.ben, call=self.begun_call, minutes=15)[0]

    @cached_property
    def question(self):
        """All agreed steps were over; whoever coordinates is asked."""
        from hearthside.checkins.models import Question

        return Question.objects.create(call=self.planned_call)

    @cached_property
    def gap(self):
        """A shift of tomorrow in River that nobody has."""
        from hearthside.people.models import Shift

        begins = now() + timedelta(days=1)
        return Shift.objects.create(what=Shift.What.ROUNDS, programme=self.river, begins=begins, ends=begins + timedelta(hours=3))

    @cached_property
    def bens_shift(self):
        """Ben is on duty for a round of River tomorrow."""
        from hearthside.people.actions import take_shift

        take_shift(by=self.ben, shift=self.gap)
        return self.gap

    @cached_property
    def bens_round(self):
        """Ben is on duty for the round of River now."""
        from hearthside.people.models import Shift

        times = {"begins": now() - timedelta(hours=1), "ends": now() + timedelta(hours=2)}
        return Shift.objects.create(what=Shift.What.ROUNDS, programme=self.river, person=self.ben, given_by=None, **times)
