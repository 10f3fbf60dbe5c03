"""Who holds one date: by hand, by taking it, and "I can't make it"."""

from django.db import transaction
from django.utils.translation import gettext as _

from hearthside.audit.actions import record
from hearthside.core.actors import Actor
from hearthside.core.dates import now
from hearthside.core.errors import Refused
from hearthside.gatherings.models import Duty, Host, Session
from hearthside.gatherings.models.hosting import Part
from hearthside.gatherings.permissions import may_choose_hosts, may_take_duty
from hearthside.gatherings.telling import ask_for_cover, page_of, withdraw_questions
from hearthside.people.models import Person, current


@transaction.atomic
def give_duty(*, by: Actor, session: Session, person: Person) -> Duty:
    """Somebody has this date by agreement; whoever does not hold the group is its guest for that date. The rotation leaves
    it so.

    Raises: Refused when they have it already, when it is over, or when the coordinator of a closed group names themselves.
    """
    may_choose_hosts(by, session.gathering).require()
    _lock(session)
    hosting = Host.objects.filter(current(session.day), gathering=session.gathering_id, person=person).first()
    if hosting is None and session.gathering.is_closed and person == by:
        raise Refused(_("A closed group is closed to those who coordinate. Name somebody else to hold it."))
    if _duties(session).filter(person=person, given_up_at=None).exists():
        raise Refused(_("%(name)s has this date already.") % {"name": person.name})
    duty = _put(session, person, hosting.part if hosting else Part.GUEST)
    if not is_gap(session):
        withdraw_questions(by, session)
    record(by=by, act="gave somebody a date", thing=session.reference, about=person.actor_id, part=duty.part)
    return duty


@transaction.atomic
def take_duty(*, by: Person, session: Session) -> Duty:
    """I can: whoever holds the group takes a date that needs somebody; whoever learns takes a place held for learners. Of
    two who tap at once exactly one gets it.

    Raises: Refused when somebody else has it by now, when the places for learners are taken, or when it is over.
    """
    may_take_duty(by, session.gathering).require()
    _lock(session)
    part = Host.objects.filter(current(), gathering=session.gathering_id, person=by)[0].part
    mine = _duties(session).filter(person=by, given_up_at=None).first()
    if mine:
        return mine
    if part == Part.LEARNER and learner_places(session) < 1:
        raise Refused(_("The places for learners are taken on this date. Choose another date."))
    if part != Part.LEARNER and not is_gap(session):
        raise Refused(_("Somebody has taken it by now. Thank you all the same."))
    duty = _put(session, by, part)
    if not is_gap(session):
        withdraw_questions(by, session)
    record(by=by, act="took a date", thing=session.reference, about=by.actor_id, part=part)
    return duty


@transaction.atomic
def end_duty(*, by: Actor, duty: Duty) -> None:
    """I can't make it, said by themselves or by somebody who arranges the group. The others are asked, and the gap is seen
    until somebody has it. Said twice, nothing changes.

    Raises: Refused when the date is over.
    """
    session = duty.session
    if not (isinstance(by, Person) and by.pk == duty.person_id):
        may_choose_hosts(by, session.gathering).require()
    _lock(session)
    if Duty.objects.filter(pk=duty.pk, given_up_at=None).update(given_up_at=now()):
        if duty.part != Part.LEARNER and is_gap(session):
            ask_for_cover(by, session, page_of(session))
        record(by=by, act="gave a date back", thing=session.reference, about=duty.person.actor_id)


@transaction.atomic
def resume_duty(*, by: Actor, duty: Duty) -> None:
    """I can make it after all: as long as nobody else has it.

    Raises: Refused when somebody has it by now, or when it is over.
    """
    session = duty.session
    if not (isinstance(by, Person) and by.pk == duty.person_id):
        may_choose_hosts(by, session.gathering).require()
    _lock(session)
    if duty.part == Part.LEARNER and learner_places(session) < 1:
        raise Refused(_("The places for learners are taken on this date. Choose another date."))
    if duty.part != Part.LEARNER and not is_gap(session):
        raise Refused(_("Somebody has taken it by now. Thank you all the same."))
    if Duty.objects.filter(pk=duty.pk).exclude(given_up_at=None).update(given_up_at=None):
        withdraw_questions(by, session)
        record(by=by, act="took a date back", thing=session.reference, about=duty.person.actor_id)


def is_gap(session: Session) -> bool:
    """Whether fewer hold this date than the gathering needs; learners do not count."""
    there = _duties(session).filter(given_up_at=None).exclude(part=Part.LEARNER).count()
    return there < session.gathering.hosts_needed


def learner_places(session: Session) -> int:
    """How many places for learners are free."""
    return session.gathering.learners_welcome - _duties(session).filter(given_up_at=None, part=Part.LEARNER).count()


def _duties(session: Session):
    return Duty.objects.filter(session=session)


def _put(session: Session, person: Person, part: str) -> Duty:
    """Their place, also where they had given it back before."""
    duty, _is_new = Duty.objects.update_or_create(
        session=session, person=person, defaults={"part": part, "given_at": now(), "given_up_at": None}
    )
    return duty


def _lock(session: Session) -> None:
    """Hold the date until the end of the act, and see that it is still to come or goes on at this moment."""
    session.refresh_from_db(from_queryset=Session.objects.select_for_update())
    if session.state == Session.State.HELD or session.ends <= now():
        raise Refused(_("This date is over."))
    if session.state != Session.State.PLANNED:
        raise Refused(_("This date is cancelled, so nobody has to hold it."))
