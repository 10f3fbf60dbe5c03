"""Logging contacts that took place: one, many from a list, and the sessions of groups."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, time
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from hearthside.audit.actions import record
from hearthside.core.actors import Actor
from hearthside.core.dates import month_of, now, today
from hearthside.core.errors import Refused
from hearthside.core.ids import new_id
from hearthside.core.rows import insert, insert_values
from hearthside.encounters import permissions
from hearthside.encounters.models import LONGEST_MINUTES, Attempt, Doing, Encounter, Note, Presence
from hearthside.encounters.queries import calls_back_of
from hearthside.organisation.models import Kind, Programme, Site
from hearthside.people.models import Person
from hearthside.people.queries import supports_all
from hearthside.surveys.actions import Ticket, offer_ticket

EARLIEST_DAY = date(1950, 1, 1)


@dataclass(slots=True, kw_only=True)
class Contact:
    """What is said of one completed contact. People without a name are only counted, in `unnamed`."""

    programme: Programme
    kind: Kind
    day: date
    minutes: int
    people: Sequence[Person] = ()
    supporters: Sequence[Person] = ()
    unnamed: int = 0
    starts_at: time | None = None
    site: Site | None = None
    support: list[str] = field(default_factory=list)
    topics: list[str] = field(default_factory=list)
    note: str = ""
    id: UUID = field(default_factory=new_id)  # made with the form, so that a second tap finds the first

    def check(self) -> None:
        """Raises: Refused with one sentence when a part cannot be right."""
        check_day(self.day)
        if not 1 <= self.minutes <= LONGEST_MINUTES:
            raise Refused(_("Minutes must be between 1 and %(most)s. Write how long you were together.") % {"most": LONGEST_MINUTES})
        if not self.people and self.unnamed < 1:
            raise Refused(_("Say who was there, or choose 'No name'."))
        if self.note and self.kind.is_gathering:
            raise Refused(_("A group has no note about people. Log how many came and what it was about."))
        if {person.pk for person in self.people} & {person.pk for person in self.supporters}:
            raise Refused(_("The same person cannot be on both sides of one conversation."))


def check_day(day: date) -> None:
    """Raises: Refused for a day that is not here yet, or long before there was peer support to log."""
    if day > today():
        raise Refused(_("This day is in the future. Log it once it has happened."))
    if day < EARLIEST_DAY:
        raise Refused(_("%(day)s is too long ago. Check the year.") % {"day": day.isoformat()})


def record_encounter(*, by: Actor, contact: Contact, offer_survey: bool = True, language: str = "") -> tuple[Encounter, Ticket | None]:
    """Log one contact and make its one survey ticket, whose code is returned here and kept nowhere.

    The doers default to whoever logs. Somebody logging for a colleague names the colleague as supporter and stays the
    typist. An earlier "call me later" of the same people is done with. The same contact sent again (its `id`, made with
    the form) is there already: then it is returned as it stands, without a code.

    Raises: Refused when a part cannot be right or a record is closed to the typist; NotAllowed for people who do not log.
    """
    contact.check()
    if isinstance(by, Person):
        permissions.may_log(by).require()
        contact.supporters = contact.supporters or [by]
        _check_open(by, contact.people)
    return _record_once(by, contact, offer_survey, language)


def record_given_contact(*, by: Person, contact: Contact, language: str = "") -> tuple[Encounter, Ticket | None]:
    """Log a contact with somebody whom one was given to call. The room that shares calls asked whether this actor may; they
    name people whose record is closed to them, because these people are called as agreed. Raises as `record_encounter` does.
    """
    contact.check()
    permissions.may_log(by).require()
    contact.supporters = contact.supporters or [by]
    return _record_once(by, contact, True, language)


def _record_once(by: Actor, contact: Contact, offer_survey: bool, language: str) -> tuple[Encounter, Ticket | None]:
    """The same contact sent again is returned as it stands."""
    try:
        return _record(by, contact, offer_survey, language)
    except IntegrityError:
        found = Encounter.objects.filter(pk=contact.id, typist=by if isinstance(by, Person) else None).first()
        if found is None:
            raise
        return found, None


@transaction.atomic
def _record(by: Actor, contact: Contact, offer_survey: bool, language: str) -> tuple[Encounter, Ticket | None]:
    ticket = None
    if offer_survey:
        ticket = offer_ticket(programme=contact.programme, kind=contact.kind, month=month_of(contact.day), language=language)
    [encounter] = _store(by, [contact], ticket, is_late=contact.day < today())
    if waiting := calls_back_of(contact.people):  # seldom, so it is looked for before it is written
        Attempt.objects.filter(pk__in=[attempt.pk for attempt in waiting]).update(closed_at=now())
    record(by=by, act="logged a contact", thing=encounter.reference, about=_about(contact))
    return encounter, ticket


@transaction.atomic
def record_session(*, by: Actor, contact: Contact) -> Encounter:
    """Log one session of a group out of who came to it. The room that keeps groups asked whether this actor may close it;
    they may name people whose record is closed to them, because these people came. No ticket yet: a group has many.

    Raises: Refused when a part cannot be right, or for a kind of contact that is between two people.
    """
    contact.check()
    if not contact.kind.is_gathering:
        raise Refused(_("This kind of contact is between two people. Choose one at which several meet."))
    [encounter] = _store(by, [contact], None, is_late=contact.day < today())
    record(by=by, act="logged a contact", thing=encounter.reference)
    return encounter


@transaction.atomic
def count_one_more(*, by: Actor, encounter: UUID) -> None:
    """Somebody came to a session whose tap at the door arrived after it was closed: counted without a name."""
    Encounter.objects.filter(pk=encounter).update(unnamed=F("unnamed") + 1)
    record(by=by, act="counted one more", thing=f"encounter:{encounter}")


@transaction.atomic
def record_encounters(*, by: Actor, contacts: Sequence[Contact]) -> list[Encounter]:
    """Log many contacts at once, from a sheet or a demonstration: the same rules, one entry in the trail, no tickets."""
    for contact in contacts:
        contact.check()
    encounters = _store(by, contacts, None, is_late=False)
    record(by=by, act="logged contacts from a list", thing="encounters", count=len(encounters))
    return encounters


def _store(by: Actor, contacts: Sequence[Contact], ticket: Ticket | None, *, is_late: bool) -> list[Encounter]:
    """A fixed number of statements, however many people or contacts. A list is a transfer, so its rows are not late."""
    encounters = [
        Encounter(
            id=contact.id,
            programme=contact.programme,
            kind=contact.kind,
            site=contact.site,
            day=contact.day,
            month=month_of(contact.day),
            starts_at=contact.starts_at,
            minutes=contact.minutes,
            unnamed=contact.unnamed,
            named=len(contact.people),
            doers=len(contact.supporters),
            support=contact.support,
            topics=contact.topics,
            typist=by if isinstance(by, Person) else None,
            is_late=is_late,
            ticket_digest=ticket.digest if ticket else None,
        )
        for contact in contacts
    ]
    pairs = list(zip(encounters, contacts, strict=True))
    insert(encounters)
    insert_values(
        Presence,
        ("id", "encounter_id", "person_id", "day", "month", "programme_id", "kind_id"),
        [
            (new_id(), one.pk, person.pk, one.day, one.month, one.programme_id, one.kind_id)
            for one, contact in pairs
            for person in contact.people
        ],
    )
    doings = [(new_id(), one.pk, supporter.pk) for one, contact in pairs for supporter in contact.supporters]
    insert_values(Doing, ("id", "encounter_id", "supporter_id"), doings)
    notes = [
        Note(encounter=one, text=contact.note, written_by=by if isinstance(by, Person) else None) for one, contact in pairs if contact.note
    ]
    if notes:
        Note.objects.bulk_create(notes, batch_size=500)
    return encounters


def _check_open(by: Person, people: Iterable[Person]) -> None:
    """Everyone named must be somebody whose record the typist may open. Most are in relation: one cheap look first."""
    wanted = {person.pk for person in people}
    if not wanted or supports_all(by, wanted):
        return
    if Person.objects.visible_to(by).filter(pk__in=wanted).count() < len(wanted):
        raise Refused(_("One of these people is not open to you. Choose again, or log without a name."))


def _about(contact: Contact) -> str:
    """A contact with one person stands in that person's part of the trail; one with several in nobody's alone."""
    return contact.people[0].actor_id if len(contact.people) == 1 else ""
