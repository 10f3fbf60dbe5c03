"""Rows of the warm line, for the walks."""

from datetime import timedelta
from functools import cached_property

from hearthside.core.dates import now, today


class WarmLineThings:
    """Kim is on the line; Ben took a call from somebody who would like to be called back; Robin is a caller known to the line."""

    @cached_property
    def line_shift(self):
        """Kim is on the warm line of River at this moment."""
        from hearthside.people.models import Shift

        hour = timedelta(hours=1)
        return Shift.objects.create(
            what=Shift.What.WARM_LINE, person=self.kim, programme=self.river, begins=now() - hour, ends=now() + hour, given_by=self.cora
        )

    @cached_property
    def line_call(self):
        """Ben took a call today, while Kim was on the line."""
        from hearthside.checkins.warm_line.actions import LineWords, log_line_call
        from hearthside.checkins.warm_line.queries import line_kind
        from hearthside.encounters.actions import Contact

        assert self.line_shift
        contact = Contact(programme=self.river, kind=line_kind(), day=today(), minutes=12, unnamed=1)
        said = LineWords(first_time="yes", reason="loneliness", number="306 555 0142", when="In the evening")
        return log_line_call(by=self.ben, contact=contact, said=said)[0].line_call

    @cached_property
    def call_back(self):
        """They would like to be called back."""
        return self.line_call.call_back

    @cached_property
    def known_caller(self):
        """A caller of River who likes to be known."""
        from hearthside.checkins.warm_line.actions import welcome_caller

        assert self.line_shift
        return welcome_caller(by=self.cora, programme=self.river, alias="Robin", word="Lighthouse")

    @cached_property
    def call_agreement(self):
        """What was agreed with that caller."""
        from hearthside.checkins.warm_line.actions import AgreedWords, agree_calls

        words = AgreedWords(times="Tuesday evenings")
        return agree_calls(by=self.cora, caller=self.known_caller, words=words, look_again_on=today() + timedelta(weeks=13))

    @property
    def next_week(self):
        return today() + timedelta(weeks=1)
