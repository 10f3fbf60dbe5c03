"""Calls through the organisation's number: the provider rings the worker, then the other, and neither sees the other's number."""

import re

from django.db import transaction
from django.utils.translation import gettext as _

from hearthside.audit.actions import record
from hearthside.core.actors import Actor
from hearthside.core.errors import Refused
from hearthside.outbox.models import BridgedCall
from hearthside.outbox.telephone.queries import can_bridge

NUMBER = re.compile(r"\+[1-9][0-9]{6,14}")  # E.164
# Where help comes only if the caller's own place is seen, and lines that one calls oneself. Anything shorter than seven digits is
# one as well: such numbers are never reached with a country code.
SHORT = 7
HELP_LINES = ("911", "988", "112", "999", "000", "111", "211", "811", "3114")


@transaction.atomic
def bridge_call(*, by: Actor, key: str, worker: str, to: str, about: str = "") -> BridgedCall:
    """Ask the provider to ring `worker` and, when they press 1, `to` (both E.164). `key` names the occasion: the same one is
    made once. Both numbers are forgotten when it is over.

    Raises: Refused where no provider makes calls, for emergency lines, and for what is no number.
    """
    if not can_bridge():
        raise Refused(_("Calls cannot be made through our number here. Call from your own phone, with your number withheld."))
    for number in (worker, to):
        _check(number)
    if worker == to:
        raise Refused(_("This is your own number. Check whom you want to call."))
    asked = {"worker": worker, "to": to, "about": about, "asked_by": by.actor_id}
    call, is_new = BridgedCall.objects.get_or_create(key=key, defaults=asked)
    if is_new:
        record(by=by, act="asked for a call through our number", thing=f"call:{call.pk}", about=about)
    return call


def _check(number: str) -> None:
    digits = re.sub(r"[^0-9]", "", number)
    is_help = any(digits.removeprefix(country) in HELP_LINES for country in ("", "1", "33", "44"))
    if is_help or 0 < len(digits) < SHORT:
        raise Refused(
            _("Emergency and other short numbers are never called through here. Use your own phone, so that they see where you are.")
        )
    if not NUMBER.fullmatch(number):
        raise Refused(_("This number cannot be called from here. Check it and type it again."))
