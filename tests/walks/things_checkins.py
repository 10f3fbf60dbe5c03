"""Rows of check-in calls, for the walks."""

from datetime import timedelta
from functools import cached_property

from hearthside.core.dates import now, today


class CheckinThings:
    """Ana is called by telephone each day."""

    @cached_property
    def called_plan(self):
        """Ana's plan, with two steps for when she does not answer."""
        from hearthside.checkins.models import AgreedStep, CheckInPlan

        if plan := CheckInPlan.objects.running().filter(person=self.ana).first():
            return plan
        plan = CheckInPlan.objects.create(person=self.ana, programme=self.river)
        for position, act in enumerate(("call", "text"), 1):
            AgreedStep.objects.create(plan=plan, position=position, act=act, wait_minutes=60)
        return plan

    @cached_property
    def call_to_ana(self):
        """A call to Ana that is open now, and that nobody has yet."""
        from hearthside.checkins.models import Call

        when = {"day": today(), "opens": now() - timedelta(minutes=30), "closes": now() + timedelta(hours=1)}
        return Call.objects.create(plan=self.called_plan, person=self.ana, programme=self.river, **when)

    @cached_property
    def tried_call(self):
        """That call, once tried by Ben and not answered."""
        from hearthside.checkins.calls.actions import record_try

        record_try(by=self.ben, call=self.call_to_ana, outcome="no_answer")
        self.call_to_ana.refresh_from_db()
        return self.call_to_ana

    @cached_property
    def step_taken(self):
        """Its first step, left out because nobody came."""
        from hearthside.checkins.models import StepTaken

        taken = {"position": 1, "act": "call", "due_at": now(), "by": "machine:worker", "result": "left_out", "why": "nobody_called"}
        return StepTaken.objects.create(call=self.tried_call, **taken)

    @cached_property
    def call_question(self):
        """All its steps are over: Kim is asked."""
        from hearthside.checkins.models import Question

        return Question.objects.create(call=self.tried_call, asked_of=self.kim)
