"""Check-in plans that addresses in access.py speak of."""

from datetime import time, timedelta
from functools import cached_property

from hearthside.core.dates import now, today
from tests.cast import TESTS


class PlanThings:
    """`things.check_in_plan` is Ana's, with a time, a voice, days away and steps."""

    @cached_property
    def check_in_plan(self):
        """Ana is called on Mondays at ten, on the telephone on which she welcomes calls."""
        from hearthside.checkins.plans.actions import begin_plan
        from hearthside.checkins.plans.windows import Window

        window = Window(0, time(10), time(12))
        return begin_plan(by=self.ana, person=self.ana, programme=self.river, way=self.way, windows=[window])

    @property
    def call_time(self):
        return self.check_in_plan.times.get()

    @cached_property
    def voice(self):
        """She likes to hear Kim."""
        from hearthside.checkins.plans.actions import choose_voices

        choose_voices(by=self.ana, plan=self.check_in_plan, liked=[self.kim], rather_not=[])
        return self.check_in_plan.voices.get()

    @cached_property
    def absence(self):
        """She is away for a week from tomorrow."""
        from hearthside.checkins.plans.actions import plan_absence

        first = today() + timedelta(days=1)
        return plan_absence(by=TESTS, plan=self.check_in_plan, first_day=first, last_day=first + timedelta(days=6))

    @cached_property
    def decided(self):
        """Ana was not reached; Cora decided."""
        from hearthside.checkins.models import Call, Question

        opens = now() - timedelta(hours=3)
        when = {"day": today(), "opens": opens, "closes": opens + timedelta(hours=1)}
        call = Call.objects.create(
            plan=self.check_in_plan, person=self.ana, programme=self.river, **when, ended_at=now(), ended_why="decided"
        )
        return Question.objects.create(call=call, answered_by=self.cora, answered_at=now(), decision="We wait until Monday.")

    @property
    def agreed_step(self):
        """The first of two."""
        return self.check_in_plan.steps.get(position=1)
