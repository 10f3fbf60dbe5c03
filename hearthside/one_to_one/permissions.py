"""Who may suggest, choose, answer, see and end. Two people choose each other; nobody is put together from above."""

from uuid import UUID

from django.utils.translation import gettext as _

from hearthside.core.verdicts import YES, Verdict, no
from hearthside.one_to_one.models import Pairing, Request, Suggestion
from hearthside.people.asking.own_codes import holds_code
from hearthside.people.models import Person, Role


def coordinates_programme(actor, programme_id: UUID | None) -> bool:
    """Whether this actor coordinates a programme; what belongs to none is every coordinator's."""
    if not isinstance(actor, Person):
        return False
    programmes = actor.coordinated_programmes
    return bool(programmes) and (programme_id is None or None in programmes or programme_id in programmes)


def may_suggest(actor, request: Request) -> Verdict:
    """Coordinators of the programme suggest supporters to somebody who asked, never to themselves."""
    if isinstance(actor, Person) and request.person_id == actor.pk:
        return no(_("You asked this yourself. Another coordinator suggests somebody to you."))
    if coordinates_programme(actor, request.programme_id):
        return YES
    return no(_("Only the coordinator of the programme suggests supporters. Ask them."))


def may_pick(actor, request: Request, code: str = "") -> Verdict:
    """Whoever asked chooses whom they would like to meet, by their code or signed in. A coordinator types what they say on
    the telephone, or chooses for those who wished that.
    """
    if holds_code(request, code) or (isinstance(actor, Person) and request.person_id == actor.pk):
        return YES
    if coordinates_programme(actor, request.programme_id):
        return YES
    return no(_("Only the person themselves chooses, or the coordinator with them. Ask the coordinator."))


def may_answer_suggestion(actor, suggestion: Suggestion) -> Verdict:
    """The supporter who is asked says yes or no, as long as they are a supporter here."""
    if not isinstance(actor, Person) or suggestion.supporter_id != actor.pk:
        return no(_("Only the one who is asked can answer."))
    if not actor.holds(Role.Kind.SUPPORTER):
        return no(_("You do not support people here at the moment. Ask your coordinator to look for somebody else."))
    return YES


def may_see_pairing(actor, pairing: Pairing) -> Verdict:
    """The two who meet, and the coordinator of their programme. A supporter no longer, once it has ended."""
    if Pairing.objects.visible_to(actor).filter(pk=pairing.pk).exists():
        return YES
    return no(_("Only the two themselves and the coordinator of their programme can see this."))


def may_end_pairing(actor, pairing: Pairing) -> Verdict:
    """Either of the two ends it at once, and so does the coordinator of their programme. Nobody has to say why."""
    verdict = may_see_pairing(actor, pairing)
    if verdict and not pairing.is_running:
        return no(_("You have stopped meeting already. Nothing more needs to be done."))
    return verdict


def may_say_history(actor, pairing: Pairing) -> Verdict:
    """Only the person says whether the next supporter reads what was written, once it has ended."""
    if not Pairing.objects.of(actor).filter(pk=pairing.pk).exists():
        return no(_("Only the person says whether what was written before is open. Ask them."))
    return no(_("You still meet. You are asked when you stop.")) if pairing.is_running else YES
