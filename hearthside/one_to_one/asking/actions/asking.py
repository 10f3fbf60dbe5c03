"""Asking to meet a peer, by the form, by telephone or sent on by a service; changing it and taking it back."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from hearthside.audit.actions import record
from hearthside.core.actors import Actor
from hearthside.core.dates import now
from hearthside.core.errors import Refused
from hearthside.core.rows import insert
from hearthside.one_to_one.asking import messages
from hearthside.one_to_one.asking.permissions import may_change_own_request, may_type_request
from hearthside.one_to_one.models import Request
from hearthside.people.asking.own_codes import give_code
from hearthside.people.asking.reaching import Asker, tell
from hearthside.people.models import Person

CAN_RETURN = timedelta(days=1)


@dataclass(slots=True, kw_only=True)
class Wishes:
    """What somebody would like. Every part may be empty, which means that anything is fine."""

    wish: str = ""
    wants: str = Request.Wants.ONE_TO_ONE
    hows: list[str] = field(default_factory=list)
    times: list[str] = field(default_factory=list)
    experiences: list[str] = field(default_factory=list)
    languages: list[str] = field(default_factory=list)
    genders: list[str] = field(default_factory=list)
    ages: list[str] = field(default_factory=list)
    ask_coordinator: bool = False
    may_say_who: bool = False

    def columns(self) -> dict[str, Any]:
        lists = {name: list(getattr(self, name)) for name in ("hows", "times", "experiences", "languages", "genders", "ages")}
        plain = {"wants": self.wants, "ask_coordinator": self.ask_coordinator, "may_say_who": self.may_say_who}
        return {"wish": self.wish.strip() or None} | lists | plain


@dataclass(frozen=True, slots=True, kw_only=True)
class Referral:
    """Who sends somebody on, what they said that the person agreed to, and whether they may hear how it went."""

    referrer: str
    agreed_words: str
    may_tell_referrer: bool = False


@transaction.atomic
def ask_for_peer(*, by: Actor, asker: Asker, wishes: Wishes, referral: Referral | None = None) -> Request:
    """Ask to meet a peer: anybody may. Whoever is signed in asks for themselves, unless they send somebody else on. The
    code is told by the way they gave. The same form sent twice is one request.

    Raises: Refused when somebody who is signed in waits already, and for a referral of which the person does not know.
    """
    if referral is None:
        return _keep(by, asker, wishes, person=by if isinstance(by, Person) else None)
    if not referral.agreed_words:
        raise Refused(_("Ask them first, and tick that they agree."))
    return _keep(
        by, asker, wishes, via=Request.Via.REFERRAL, referrer=referral.referrer.strip() or None,
        agreed_words=referral.agreed_words, may_tell_referrer=referral.may_tell_referrer,
    )  # fmt: skip


@transaction.atomic
def type_request(*, by: Actor, asker: Asker, wishes: Wishes, person: Person | None = None) -> Request:
    """A helper writes down what somebody says on the telephone. A person may be named whose record the helper may open.

    Raises: Refused when that person waits already.
    """
    may_type_request(by).require()
    if person is not None and not Person.objects.visible_to(by).filter(pk=person.pk).exists():
        raise Refused(_("You cannot open the record of this person. Leave the choice empty, and write the name."))
    return _keep(by, asker, wishes, person=person, via=Request.Via.HELPER, typed_by=by)


def _keep(by: Actor, asker: Asker, wishes: Wishes, *, person: Person | None = None, **values: Any) -> Request:
    if same := Request.objects.filter(pk=asker.key()).first():
        return same
    if person is not None:
        check_waits_once(person)
    row = Request(id=asker.key(), person=person, **asker.columns(), **wishes.columns(), **values)
    row.name = row.name or (person.name if person else "")
    give_code(row)
    try:
        with transaction.atomic():
            insert([row])
    except IntegrityError:  # the second tap came while the first was still being written
        return Request.objects.get(pk=row.pk)
    tell(by=by, row=row, letter=messages.received(row), key=f"asked-for-peer:{row.pk}", about=about(row), at_once=True)
    record(by=by, act="asked to meet a peer", thing=row.reference, about=about(row), via=row.via, wants=row.wants)
    return row


def check_waits_once(person: Person) -> None:
    """Nobody waits twice, also not when two people write it down at once. Inside the act that would make it so.

    Raises: Refused.
    """
    Person.objects.select_for_update().get(pk=person.pk)
    if Request.objects.waiting().filter(person=person).exists():
        raise Refused(_("%(name)s has asked already, and waits. Change that request instead.") % {"name": person.name})


def about(row: Request) -> str:
    """Whom the trail and messages name, so that the person finds it in their record."""
    return row.person.actor_id if row.person else ""


@transaction.atomic
def change_request(*, by: Actor, request: Request, asker: Asker, wishes: Wishes, code: str = "") -> None:
    """Say something else than before: what one would like, how one is reached. One's turn stays.

    Raises: Refused when nobody is being looked for any more.
    """
    row = locked(request)
    may_change_own_request(by, row, code).require()
    if not row.is_waiting:
        raise Refused(_("This request is over, so it cannot be changed. Ask again whenever you like."))
    values = asker.columns() | wishes.columns() | {"language": row.language}
    values["name"] = values["name"] or str(row.name)
    changed = [name for name, value in values.items() if getattr(row, name) != value]
    if not changed:
        return
    for name in changed:
        setattr(row, name, values[name])
    row.save(update_fields=changed)
    record(by=by, act="changed a request", thing=row.reference, about=about(row), fields=sorted(changed))


@transaction.atomic
def withdraw_request(*, by: Actor, request: Request, code: str = "") -> None:
    """Take it back: nobody is looked for any more, and whoever was asked is asked no longer. Twice changes nothing.

    Raises: Refused when they have met somebody already.
    """
    row = locked(request)
    may_change_own_request(by, row, code).require()
    if row.paired_at is not None:
        raise Refused(_("You have met somebody already, so there is nothing to take back here."))
    if row.is_waiting:
        row.withdrawn_at = now()
        row.save(update_fields=["withdrawn_at"])
        end_suggestions(row)
        record(by=by, act="took a request back", thing=row.reference, about=about(row))


@transaction.atomic
def resume_request(*, by: Actor, request: Request, code: str = "") -> None:
    """It was a mistake: within a day of taking it back they wait again, in their old turn. Twice changes nothing.

    Raises: Refused after a day, and when they have asked again since.
    """
    row = locked(request)
    may_change_own_request(by, row, code).require()
    if row.withdrawn_at is None:
        return
    if not may_still_return(row):
        raise Refused(_("This was taken back more than a day ago. Ask again whenever you like."))
    if row.person:
        check_waits_once(row.person)
    row.withdrawn_at = None
    row.save(update_fields=["withdrawn_at"])
    record(by=by, act="took up a request again", thing=row.reference, about=about(row))


def may_still_return(row: Request) -> bool:
    """Whether taking it back can be undone."""
    return row.withdrawn_at is not None and row.closed_at is None and now() - row.withdrawn_at <= CAN_RETURN


def locked(request: Request) -> Request:
    """The request as it stands, held until the act is done."""
    return Request.objects.select_for_update(of=("self",)).select_related("person", "programme").get(pk=request.pk)


def end_suggestions(row: Request) -> None:
    """Nobody is asked for this request any more."""
    row.suggestions.filter(ended_at=None).update(ended_at=now())
