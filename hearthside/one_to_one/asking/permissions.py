"""Who types a request for somebody, who looks after requests, who changes or takes one back."""

from django.utils.translation import gettext as _

from hearthside.core.verdicts import YES, Verdict, no
from hearthside.encounters.permissions import may_log
from hearthside.one_to_one.models import Request
from hearthside.people.asking.own_codes import holds_code
from hearthside.people.models import Person, Role


def may_type_request(actor) -> Verdict:
    """Whoever works with people here may write a request down for somebody on the telephone."""
    return may_log(actor)


def may_see_requests(actor) -> Verdict:
    """Coordinators look after those who wait."""
    if isinstance(actor, Person) and actor.holds(Role.Kind.COORDINATOR):
        return YES
    return no(_("Only coordinators see who waits to meet somebody. Ask one of them."))


def may_arrange_request(actor, request: Request) -> Verdict:
    """Its coordinators say whose it is, which programme takes it, and when it is closed; but nobody their own request."""
    if isinstance(actor, Person) and request.person_id == actor.pk:
        return no(_("This one is your own. Another coordinator looks after it."))
    if Request.objects.coordinated_by(actor).filter(pk=request.pk).exists():
        return YES
    return no(_("Only its coordinators change this. Ask one of them."))


def may_change_own_request(actor, request: Request, code: str = "") -> Verdict:
    """The person themselves, signed in or by its code."""
    if holds_code(request, code) or (isinstance(actor, Person) and request.person_id == actor.pk):
        return YES
    return no(_("Only the person who asked changes this, with their code or signed in."))
