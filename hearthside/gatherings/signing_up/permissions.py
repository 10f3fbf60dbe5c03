"""Who may sign up for a date, and who may change or give back a place."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hearthside.core.dates import now
from hearthside.core.verdicts import YES, Verdict, no
from hearthside.gatherings.models import Gathering, GroupMember, Session, SignUp
from hearthside.gatherings.permissions import may_see_who_came
from hearthside.people.asking.own_codes import holds_code
from hearthside.people.models import Person

# Said where nobody signs up for a date.
HOW_TO_COME = {
    Gathering.Openness.OPEN: gettext_lazy("You need not sign up. Just come."),
    Gathering.Openness.ASK_FIRST: gettext_lazy("Nobody signs up for a date here. Before your first time, ask whether you may come."),
    Gathering.Openness.CLOSED: gettext_lazy("Those who belong to this group just come. It takes nobody else."),
}


def takes_places(session: Session) -> Verdict:
    """Whether places of this date are given out at all. Needs its gathering. Nothing moves once it has begun."""
    gathering = session.gathering
    if session.state == Session.State.CANCELLED:
        return no(_("This date is cancelled. Choose another date."))
    if session.state != Session.State.PLANNED or session.starts <= now() or gathering.ended_on:
        return no(_("This date has begun or is over. Choose a later date."))
    if not gathering.takes_sign_ups:
        return no(str(HOW_TO_COME[Gathering.Openness(gathering.openness)]))
    return YES


def member_at(actor, gathering: Gathering) -> GroupMember | None:
    """How this actor belongs to a gathering, if they are signed in and do."""
    if not isinstance(actor, Person):
        return None
    return gathering.members.filter(person=actor, state=GroupMember.State.BELONGS).first()


def may_sign_up(actor, session: Session, member: GroupMember | None = None) -> Verdict:
    """Anyone signs up for an open gathering; for others those who belong to it, known by their code or signed in, and
    its hosts. `member` is whose code was typed.
    """
    verdict, gathering = takes_places(session), session.gathering
    if not verdict or gathering.openness == Gathering.Openness.OPEN:
        return verdict
    member = member or member_at(actor, gathering)
    if member and member.gathering_id == gathering.pk and member.state == GroupMember.State.BELONGS:
        return YES
    if may_see_who_came(actor, session):
        return YES
    return no(_("This group is for those who belong to it. Type the code that you were given."))


def may_change_sign_up(actor, sign_up: SignUp, code: str = "") -> Verdict:
    """Whoever holds its code, the person themselves, and those who see who comes change a sign-up or give it back."""
    if holds_code(sign_up, code) or (isinstance(actor, Person) and sign_up.person_id == actor.pk):
        return YES
    return may_see_who_came(actor, sign_up.session)
