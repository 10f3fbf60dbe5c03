"""Who may ask to belong to a gathering, and who answers."""

from django.utils.translation import gettext as _

from hearthside.core.verdicts import YES, Verdict, no
from hearthside.gatherings.models import Gathering, GroupMember
from hearthside.gatherings.permissions import may_see_who_comes
from hearthside.people.asking.own_codes import holds_code
from hearthside.people.models import Person


def may_ask(gathering: Gathering) -> Verdict:
    """Anyone asks at a group that says "ask first". A closed one takes nobody who was not spoken with: it has no such page."""
    if gathering.openness == Gathering.Openness.ASK_FIRST and not gathering.ended_on:
        return YES
    return no(_("Nobody needs to ask here. Look at the calendar for how to come."))


def may_answer_asker(actor, gathering: Gathering) -> Verdict:
    """Those who see who comes say yes or not now, add somebody by hand, and end it."""
    return may_see_who_comes(actor, gathering)


def may_leave(actor, member: GroupMember, code: str = "") -> Verdict:
    """Whoever holds the code of somebody who belongs, and the person themselves, leaves; nobody else in their name."""
    if holds_code(member, code) or (isinstance(actor, Person) and member.person_id == actor.pk):
        return YES
    return no(_("Only they themselves leave. Use the code that was given to them."))
