"""Asking to belong to a group, being answered, being added by hand, leaving."""

from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from hearthside.audit.actions import record
from hearthside.core.actors import Actor
from hearthside.core.dates import now
from hearthside.core.errors import Refused
from hearthside.core.rows import insert
from hearthside.gatherings.belonging import messages
from hearthside.gatherings.belonging.permissions import may_answer_asker, may_ask, may_leave
from hearthside.gatherings.models import Gathering, GroupMember, SignUp
from hearthside.gatherings.reaching import about, in_trail
from hearthside.gatherings.signing_up.actions import move_up
from hearthside.gatherings.signing_up.filling import lock
from hearthside.gatherings.signing_up.reminders import hold_back
from hearthside.people.asking.own_codes import give_code
from hearthside.people.asking.reaching import Asker, tell
from hearthside.people.models import Person

RETURNS_WITHIN = timedelta(days=1)
State = GroupMember.State


@transaction.atomic
def ask_to_belong(*, by: Actor, gathering: Gathering, asker: Asker, message: str = "") -> GroupMember:
    """Ask to come to a group that says "ask first". The receipt is a code, with which the answer can be read.

    Raises: Refused when nobody needs to ask there.
    """
    if not (verdict := may_ask(gathering)):
        raise Refused(verdict.reason)
    person = by if isinstance(by, Person) else None
    if known := gathering.members.filter(pk=asker.key()).first():
        return known
    if person and (theirs := gathering.members.filter(person=person, state__in=(State.ASKED, State.BELONGS)).first()):
        return theirs
    member = _new(gathering, asker, person, state=State.ASKED, message=message.strip() or None)
    actor = in_trail(by, gathering)
    tell(by=actor, row=member, letter=messages.received(member), key=f"asked:{member.pk}", about=about(member, gathering), at_once=True)
    record(by=actor, act="asked to belong to a group", thing=gathering.reference, about=about(member, gathering))
    return member


@transaction.atomic
def add_member(*, by: Actor, gathering: Gathering, asker: Asker, person: Person | None = None) -> GroupMember:
    """A host writes down somebody who belongs, after they spoke. They get a code of their own.

    Raises: Refused when this person belongs already.
    """
    may_answer_asker(by, gathering).require()
    if known := gathering.members.filter(pk=asker.key()).first():
        return known
    _check_not_twice(gathering, person)
    member = _new(gathering, asker, person, state=State.BELONGS, answered_at=now(), answered_by=by if isinstance(by, Person) else None)
    tell(
        by=by,
        row=member,
        letter=messages.belongs(member),
        key=f"belongs:{member.pk}",
        about=about(member, gathering),
        zone=_zone(gathering),
    )
    record(by=by, act="added somebody to a group", thing=gathering.reference, about=about(member, gathering))
    return member


def _new(gathering: Gathering, asker: Asker, person: Person | None, **values) -> GroupMember:
    member = GroupMember(id=asker.key(), gathering=gathering, person=person, **asker.columns(), **values)
    member.name = member.name or (person.name if person else "")
    give_code(member)
    insert([member])
    return member


def _check_not_twice(gathering: Gathering, person: Person | None) -> None:
    if person and gathering.members.filter(person=person, state=State.BELONGS).exists():
        raise Refused(_("%(name)s belongs to it already.") % {"name": person.name})


def _zone(gathering: Gathering) -> str:
    return gathering.series.order_by("-first_day").values_list("zone", flat=True).first() or ""


def _locked(member: GroupMember) -> GroupMember:
    return GroupMember.objects.select_for_update(of=("self",)).select_related("gathering", "person").get(pk=member.pk)


@transaction.atomic
def answer_asker(*, by: Actor, member: GroupMember, is_yes: bool, words: str = "", person: Person | None = None) -> None:
    """Yes: they belong, and their code opens it. Not now: with words, which they read. A yes may follow later.

    Raises: Refused without words for a no, for somebody who left, and when this person belongs already.
    """
    member = _locked(member)
    gathering = member.gathering
    may_answer_asker(by, gathering).require()
    if member.state not in (State.ASKED, State.NOT_NOW):
        raise Refused(_("This is answered, or they took it back. Look at the list again."))
    if not is_yes and not words.strip():
        raise Refused(_("Write a few words for them, so that nobody is left with a bare no."))
    member.person = person or member.person
    if is_yes:
        _check_not_twice(gathering, member.person)
    at = now()
    member.state, member.answer, member.left_at = State.BELONGS if is_yes else State.NOT_NOW, words.strip() or None, None
    member.answered_at, member.answered_by = at, by if isinstance(by, Person) else None
    if not member.code_digest:
        give_code(member)
    member.save()
    letter = messages.belongs(member) if is_yes else messages.not_now(member)
    tell(
        by=by,
        row=member,
        letter=letter,
        key=f"answered:{member.pk}:{at:%Y%m%dT%H%M%S%f}",
        about=about(member, gathering),
        zone=_zone(gathering),
    )
    record(by=by, act="answered somebody who asked", thing=gathering.reference, about=about(member, gathering), state=member.state)


@transaction.atomic
def end_membership(*, by: Actor, member: GroupMember, words: str) -> None:
    """A host says that somebody no longer belongs, with words that they read. Their places at later dates are free.

    Raises: Refused without words, and for somebody who does not belong.
    """
    member = _locked(member)
    may_answer_asker(by, member.gathering).require()
    if member.state != State.BELONGS:
        raise Refused(_("They do not belong to it any more. Look at the list again."))
    if not words.strip():
        raise Refused(_("Write a few words for them, so that nobody is left with a bare no."))
    member.state, member.answer, member.answered_at = State.NOT_NOW, words.strip(), now()
    member.left_at, member.answered_by = member.answered_at, by if isinstance(by, Person) else None
    member.save()
    _free_places(member)
    key = f"ended:{member.pk}:{member.left_at:%Y%m%dT%H%M%S%f}"
    tell(by=by, row=member, letter=messages.not_now(member), key=key, about=about(member, member.gathering), zone=_zone(member.gathering))
    record(by=by, act="ended that somebody belongs to a group", thing=member.gathering.reference, about=about(member, member.gathering))


@transaction.atomic
def leave_group(*, by: Actor, member: GroupMember, code: str = "") -> None:
    """They leave, or take back that they asked. Their places at later dates are free. Twice changes nothing."""
    member = _locked(member)
    may_leave(by, member, code).require()
    if member.state not in (State.ASKED, State.BELONGS):
        return
    member.state, member.left_at = State.LEFT, now()
    member.save(update_fields=["state", "left_at"])
    _free_places(member)
    gathering = member.gathering
    record(by=in_trail(by, gathering), act="left a group", thing=gathering.reference, about=about(member, gathering))


@transaction.atomic
def return_to_group(*, by: Actor, member: GroupMember, code: str = "") -> None:
    """They left by mistake: within a day all is as before, but for places at dates, which they ask for anew.

    Raises: Refused later than that, and when they belong again by now.
    """
    member = _locked(member)
    may_leave(by, member, code).require()
    if member.state != State.LEFT:
        return
    if not member.left_at or now() - member.left_at > RETURNS_WITHIN:
        raise Refused(_("That was more than a day ago. Please ask again."))
    belonged = member.answered_at is not None  # whoever was told no has nothing to leave
    if belonged:
        _check_not_twice(member.gathering, member.person)
    member.state, member.left_at = State.BELONGS if belonged else State.ASKED, None
    member.save(update_fields=["state", "left_at"])
    gathering = member.gathering
    record(by=in_trail(by, gathering), act="came back to a group", thing=gathering.reference, about=about(member, gathering))


def _free_places(member: GroupMember) -> None:
    """At every later date, one after the other, always in the same order, so that two acts never wait for each other."""
    later = SignUp.objects.filter(member=member, session__starts__gt=now()).exclude(state=SignUp.State.CANCELLED)
    for row in later.select_related("session").order_by("session"):
        lock(row.session)
        row.state, row.cancelled_at = SignUp.State.CANCELLED, now()
        row.save(update_fields=["state", "cancelled_at"])
        hold_back(row)
        move_up(row.session)


@transaction.atomic
def renew_code(*, by: Actor, member: GroupMember) -> str:
    """A code for somebody who belongs and has none, for their card.

    Raises: Refused for somebody who does not belong.
    """
    member = _locked(member)
    may_answer_asker(by, member.gathering).require()
    if member.state != State.BELONGS:
        raise Refused(_("They do not belong to it any more. Look at the list again."))
    code = give_code(member)
    member.save(update_fields=["code_digest"])
    record(by=by, act="gave somebody a code", thing=member.gathering.reference, about=about(member, member.gathering))
    return code
