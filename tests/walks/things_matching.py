"""Rows of who fits whom, for the walks."""

from functools import cached_property


class MatchingThings:
    """Kim has room, Ana waits, and Cora looks at the whole list."""

    @cached_property
    def bringing(self):
        """What Kim brings."""
        from hearthside.one_to_one.matching.actions import say_bringing
        from hearthside.one_to_one.matching.actions.bringing import Brought

        return say_bringing(by=self.kim, supporter=self.kim, brought=Brought(room=2, words="I like walks.", experiences=["carer"]))

    @cached_property
    def waiting_request(self):
        """Ana would like to meet somebody else as well."""
        from hearthside.one_to_one.models import Request

        return Request.objects.create(name="Ana", person=self.ana, programme=self.river, experiences=["carer"])

    @cached_property
    def proposal(self):
        """Cora's draft for the whole list."""
        from hearthside.one_to_one.matching.actions import make_proposal

        return (self.bringing, self.waiting_request) and make_proposal(by=self.cora)

    @cached_property
    def proposed(self):
        """Kim is proposed for Ana."""
        return self.proposal.rows.get()

    @cached_property
    def apart(self):
        """Ana and Kim are not suggested to each other, said Cora."""
        from hearthside.one_to_one.matching.actions import keep_apart

        return keep_apart(by=self.cora, person=self.ana, supporter=self.kim)
