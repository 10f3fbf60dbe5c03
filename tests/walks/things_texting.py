"""Things of texting: a number that welcomes texts, a text that waits to be sent by hand, a text that came in."""

from functools import cached_property
from uuid import uuid4

from hearthside.core.ids import new_id
from tests.cast import TESTS


class TextingThings:
    """One base of Things."""

    @cached_property
    def texted_way(self):
        """Ana's telephone, on which she welcomes texts at any hour."""
        from hearthside.people.actions import permit_reach

        type(self.ana).objects.filter(pk=self.ana.pk).update(quiet_from="00:00", quiet_until="00:00")
        permit_reach(by=TESTS, way=self.way, purpose="check_ins", words="May we text you?", may_call=True, may_text=True)
        return self.way

    @property
    def text_where(self) -> str:
        return f"{self.texted_way.pk}:check_ins"

    @cached_property
    def written_text(self):
        """Ben wrote to her, and sends it with his own phone."""
        from hearthside.people.models import Person
        from hearthside.people.texting.actions import write_text

        way = self.texted_way
        ana = Person.objects.get(pk=self.ana.pk)
        return write_text(by=self.ben, person=ana, way=way, purpose="check_ins", words="Is two still good?", once=uuid4())

    @cached_property
    def heard_text(self):
        """A text came from Ana's telephone."""
        from hearthside.outbox.telephone.actions import hear

        assert self.way
        return hear(by=TESTS, how="text", number="+13065550101", provider_id=f"SM{new_id().hex}", words="Two is good.")
