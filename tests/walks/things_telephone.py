"""Things of the telephone: a call through our number, a number that said stop."""

from functools import cached_property

from django.test import override_settings

from hearthside.outbox.telephone.tests.telling import TELEPHONE
from tests.cast import TESTS

ANAS_NUMBER = "+13065550101"


class TelephoneThings:
    @cached_property
    def bridged_call(self):
        """Ben asked to be put through to Ana."""
        from hearthside.outbox.telephone.actions import bridge_call

        with override_settings(TELEPHONE=TELEPHONE):
            return bridge_call(by=self.ben, key="walk:call", worker="+13065550102", to=ANAS_NUMBER, about=self.ana.actor_id)

    @cached_property
    def stopped_number(self):
        """Ana told somebody that she wants no texts."""
        from hearthside.outbox.models import Stopped
        from hearthside.outbox.telephone.actions import stop_number

        stop_number(by=TESTS, number=ANAS_NUMBER)
        return Stopped.objects.get()
