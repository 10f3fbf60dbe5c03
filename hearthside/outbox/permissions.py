"""Who may see what is sent, and who may read a sign-in code that no machine can deliver."""

from django.conf import settings
from django.utils.translation import gettext as _

from hearthside.core.actors import Actor
from hearthside.core.verdicts import YES, Verdict, no
from hearthside.outbox.models import Message


def may_open_outbox(actor: Actor) -> Verdict:
    """Those who keep the house: somebody must notice what did not go out, and carry it where no machine does."""
    if actor.keeps_house:
        return YES
    return no(_("Only those who coordinate or administer see what is sent. Ask one of them."))


def may_read_code(actor: Actor, message: Message) -> Verdict:
    """A sign-in code is its owner's. Only in a house that has no provider at all may an administrator read one, to
    pass it on; every look is in the trail and in the record of the account.
    """
    if settings.OUTBOX_PROVIDERS:
        return no(_("Sign-in codes are shown to nobody: they go to the person they are for."))
    if not actor.keeps_keys:
        return no(_("Only an administrator may pass on a sign-in code. Ask one of them."))
    if not message.is_open:
        return no(_("This code no longer works. The person can ask for a new one."))
    return YES
