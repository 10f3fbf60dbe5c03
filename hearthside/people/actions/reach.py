"""Where a person may be reached, and what for. What they say replaces what they said; both stay written down."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from hearthside.audit.actions import record
from hearthside.core.actors import Actor, Machine
from hearthside.core.dates import now, today
from hearthside.core.errors import Refused
from hearthside.core.lookups import lookup_of
from hearthside.core.numbers import read_number
from hearthside.organisation.queries import the_organisation
from hearthside.people import permissions
from hearthside.people.models import Person, ReachPermission, WayToReach

COLUMNS = ("may_call", "may_text", "may_leave_voicemail", "may_say_who")


def read_value(kind: str, typed: str) -> str:
    """A number as E.164, an e-mail address in small letters, anything else as typed.

    Raises: Refused, naming what was typed.
    """
    if kind == WayToReach.Kind.PHONE:
        return read_number(typed, the_organisation().country)
    if kind != WayToReach.Kind.EMAIL:
        return typed.strip()
    try:
        validate_email(typed.strip())
    except ValidationError:
        raise Refused(_("“%(typed)s” is not an e-mail address. Write it like name@example.org.") % {"typed": typed}) from None
    return typed.strip().lower()


@transaction.atomic
def add_way(*, by: Actor, person: Person, kind: str, value: str, label: str = "") -> WayToReach:
    """Write down a way to reach somebody. Nothing may be done with it until they say so (permit_reach).

    Raises: Refused when it is no number or address, or is already written down.
    """
    if not isinstance(by, Machine):
        permissions.may_change_record(by, person).require()
    value = read_value(kind, value)
    lookup = lookup_of(kind, value)
    if lookup and person.ways.filter(lookup=lookup, ended_on=None).exists():
        raise Refused(_("This is already among the ways to reach %(name)s.") % {"name": person.name})
    way = WayToReach.objects.create(person=person, kind=kind, value=value, lookup=lookup, label=label.strip())
    record(by=by, act="added a way to reach", thing=f"way:{way.pk}", about=person.actor_id, kind=kind)
    return way


@transaction.atomic
def end_way(*, by: Actor, way: WayToReach) -> None:
    """A number or address is no longer used; all that was allowed with it ends now. Ending twice changes nothing."""
    if not isinstance(by, Machine):
        permissions.may_change_record(by, way.person).require()
    if WayToReach.objects.filter(pk=way.pk, ended_on=None).update(ended_on=today()):
        ReachPermission.objects.filter(way=way, ended_at=None).update(ended_at=now())
        record(by=by, act="ended a way to reach", thing=f"way:{way.pk}", about=way.person.actor_id)


@transaction.atomic
def resume_way(*, by: Actor, way: WayToReach) -> None:
    """A number or address is used again. What may be done with it has to be asked anew.

    Raises: Refused when the same number was written down again since.
    """
    if not isinstance(by, Machine):
        permissions.may_change_record(by, way.person).require()
    if way.lookup and way.person.ways.filter(lookup=way.lookup, ended_on=None).exists():
        raise Refused(_("This is already among the ways to reach %(name)s.") % {"name": way.person.name})
    if WayToReach.objects.filter(pk=way.pk).exclude(ended_on=None).update(ended_on=None):
        record(by=by, act="used a way to reach again", thing=f"way:{way.pk}", about=way.person.actor_id)


@transaction.atomic
def permit_reach(*, by: Actor, way: WayToReach, purpose: str, words: str, may_call: bool = False, may_text: bool = False,
                 may_leave_voicemail: bool = False, may_say_who: bool = False) -> ReachPermission:  # fmt: skip
    """Keep what the person says of one way for one purpose; what they said before ends. Saying no to all is kept too.

    `words` are those that were shown or read to them. Saying the same again keeps what was said, with the day they confirmed it.
    Raises: Refused for a way that has ended.
    """
    if not isinstance(by, Machine):
        permissions.may_change_record(by, way.person).require()
    if way.ended_on is not None:
        raise Refused(_("%(name)s no longer uses this. Choose another way.") % {"name": way.person.name})
    answers = dict(zip(COLUMNS, (may_call, may_text, may_leave_voicemail, may_say_who), strict=True))
    before = way.permissions.filter(purpose=purpose, ended_at=None).first()
    if before and all(getattr(before, column) == answer for column, answer in answers.items()):
        _confirm(by, way, purpose)
        return before
    at = now()
    way.permissions.filter(purpose=purpose, ended_at=None).update(ended_at=at)
    said = ReachPermission.objects.create(way=way, purpose=purpose, words=words, said_at=at, **answers)
    allowed = [column for column, answer in answers.items() if answer]
    record(by=by, act="kept what may be done to reach", thing=f"way:{way.pk}", about=way.person.actor_id, purpose=purpose, allowed=allowed)
    return said


@transaction.atomic
def confirm_way(*, by: Actor, way: WayToReach) -> None:
    """They said that all that is allowed here is still so. What was said stays as it is, with the day of this.

    Raises: Refused for a way that has ended, and where nothing was said.
    """
    if not isinstance(by, Machine):
        permissions.may_change_record(by, way.person).require()
    said = way.permissions.filter(ended_at=None)
    if way.ended_on is not None or not said.exists():
        raise Refused(_("Nothing was said about this yet. Ask %(name)s what may be done.") % {"name": way.person.name})
    for one in said:
        _confirm(by, way, one.purpose)


def _confirm(by: Actor, way: WayToReach, purpose: str) -> None:
    way.permissions.filter(purpose=purpose, ended_at=None).update(confirmed_at=now())
    record(by=by, act="kept that it is still so", thing=f"way:{way.pk}", about=way.person.actor_id, purpose=purpose)


@transaction.atomic
def stop_texting_at(*, by: Actor, lookup: str, people: Iterable[Person]) -> None:
    """Nobody texts these people any more at this number (its digest), for any purpose; what else they allow stays. Stands inside
    the act that heard it, which asked who may write it down.
    """
    said = ReachPermission.objects.filter(way__lookup=lookup, way__person__in=people, ended_at=None, may_text=True)
    for one in said.select_related("way__person"):
        at = now()
        ReachPermission.objects.filter(pk=one.pk).update(ended_at=at)
        rest = {column: getattr(one, column) for column in COLUMNS if column != "may_text"}
        words = _("They said that they do not want texts any more.")
        ReachPermission.objects.create(way=one.way, purpose=one.purpose, words=words, said_at=at, may_text=False, **rest)
        about = one.way.person.actor_id
        record(by=by, act="kept that no texts are wanted", thing=f"way:{one.way_id}", about=about, purpose=one.purpose)


@transaction.atomic
def stop_reaching(*, by: Actor, person: Person) -> None:
    """The person asked us to stop: every permission to reach them ends now, for every way and purpose. Whoever heard it
    may write it down, also somebody who opened the record in an emergency.
    """
    if not isinstance(by, Machine):
        permissions.may_open_record(by, person).require()
    keep_stop(by=by, person=person)


@transaction.atomic
def keep_stop(*, by: Actor, person: Person) -> None:
    """The same, said to somebody who was given the call and to whom the record is closed: it holds at once all the same.
    The room that shares calls asked whether the call was theirs.
    """
    ReachPermission.objects.filter(way__person=person, ended_at=None).update(ended_at=now())
    record(by=by, act="ended all permissions to reach", thing=person.actor_id, about=person.actor_id)
