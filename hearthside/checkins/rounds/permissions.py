"""Who opens the list of calls, shares it out, and sees a whole round."""

from django.utils.translation import gettext as _

from hearthside.checkins.models import Call
from hearthside.core.actors import Machine
from hearthside.core.verdicts import YES, Verdict, no
from hearthside.people.models import ON_ROTA, Person, Shift


def may_open_calls(actor) -> Verdict:
    """Those who are on duty in turn, and coordinators, have a list of calls; it holds what is theirs to do and nothing else."""
    if isinstance(actor, Person) and actor.holds(*ON_ROTA):
        return YES
    return no(_("Only those who call people from here have a list of calls. Ask your coordinator if you should be one of them."))


def may_share_calls(actor) -> Verdict:
    """Whoever is on duty for the round now, coordinators, and the worker by itself share the calls of a day out."""
    if isinstance(actor, Machine):
        return YES
    on_duty = isinstance(actor, Person) and Shift.objects.running().filter(what=Shift.What.ROUNDS, person=actor).exists()
    if on_duty or (isinstance(actor, Person) and actor.coordinated_programmes):
        return YES
    return no(_("Only those on duty for the round share its calls out. Take a shift first."))


def may_see_round(actor) -> Verdict:
    """Coordinators see who has which call today, in the programmes they coordinate."""
    if isinstance(actor, Person) and actor.coordinated_programmes:
        return YES
    return no(_("Only coordinators see the whole round. Your own calls are on your list."))


def may_give_call(actor, call: Call) -> Verdict:
    """The coordinator of its programme says who makes a call that nobody has begun."""
    if isinstance(actor, Person) and {None, call.programme_id} & actor.coordinated_programmes and actor.pk != call.person_id:
        return YES
    return no(_("Only the coordinator of this programme says who calls. Ask them."))
