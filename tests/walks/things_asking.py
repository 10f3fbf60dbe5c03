"""Requests to meet a peer that addresses in access.py speak of."""

from functools import cached_property
from typing import Any


class AskingThings:
    """`things.asked` waits, is not known here, and asked by the form; `things.anas_request` is Ana's own."""

    cast: Any

    @cached_property
    def asked(self):
        """Somebody unknown would like to meet a peer; every coordinator sees it."""
        from hearthside.core.actors import Visitor
        from hearthside.one_to_one.asking.actions import Wishes, ask_for_peer
        from hearthside.people.asking.reaching import Asker

        return ask_for_peer(by=Visitor(), asker=Asker(name="Robin"), wishes=Wishes(wish="Somebody to walk with"))

    @cached_property
    def anas_request(self):
        """Ana would like to meet a peer."""
        from hearthside.one_to_one.asking.actions import Wishes, ask_for_peer
        from hearthside.people.asking.reaching import Asker

        return ask_for_peer(by=self.cast.ana, asker=Asker(), wishes=Wishes(wish="Tea"))

    @cached_property
    def closed_request(self):
        """A request that Cora closed."""
        from hearthside.one_to_one.asking.actions import close_request

        close_request(by=self.cast.cora, request=self.asked, closing="not_here")
        return self.asked

    experience_code = "carer"
