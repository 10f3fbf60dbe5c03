"""Who answers the warm line, and who knows its callers."""

from uuid import UUID

from django.utils.translation import gettext as _

from hearthside.checkins.models import CallBack, KnownCaller
from hearthside.checkins.models.warm_line import ANSWERING, line_is_open
from hearthside.core.verdicts import YES, Verdict, no
from hearthside.organisation.models import Programme
from hearthside.people.models import Person


def answered_programmes(actor) -> set[UUID | None]:
    """The programmes for which somebody answers the line, on any day. None among them means all."""
    return {role.programme_id for role in actor.current_roles if role.kind in ANSWERING} if isinstance(actor, Person) else set()


def may_answer_line(actor, programme: UUID | None = None) -> Verdict:
    """Supporters, hosts and coordinators, each for the programmes in which they are; without one, for any."""
    programmes = answered_programmes(actor)
    if programmes and (programme is None or programme in programmes or None in programmes):
        return YES
    return no(_("Only those who answer the warm line of this programme log its calls. Ask your coordinator if you should be one of them."))


def may_open_callers(actor, programme: UUID | None = None) -> Verdict:
    """Whoever is on the warm line at this moment, and coordinators; with a programme, of that one."""
    lines = Programme.objects.filter(line_is_open(actor, "pk"))
    if (lines.filter(pk=programme) if programme else lines).exists():
        return YES
    return no(_("Callers who are known here are open to those who are on the warm line at this moment. Come back when your shift begins."))


def may_know_caller(actor, caller: KnownCaller) -> Verdict:
    """Whoever sees a caller agrees with them, changes the alias and forgets them, as the caller wishes."""
    if KnownCaller.objects.visible_to(actor).filter(pk=caller.pk).exists():
        return YES
    return no(_("This is for those who are on the warm line at this moment. Ask one of them."))


def may_settle_call_back(actor, call_back: CallBack) -> Verdict:
    """Whoever took the call, is on the line now, or coordinates it."""
    if CallBack.objects.visible_to(actor).filter(pk=call_back.pk).exists():
        return YES
    return no(_("Those who are on the warm line at this moment see to this. Ask one of them."))
