"""What may be done with contacts, tries and notes. Each act is one transaction with its entry in the trail."""

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
from hearthside.core.errors import NotAllowed, Refused
from hearthside.core.ids import new_id
from hearthside.core.rows import insert, insert_values
from hearthside.encounters import permissions
from hearthside.encounters.group_offers.actions import take_back_group_offers
from hearthside.encounters.models import LONGEST_MINUTES, Attempt, Doing, Encounter, Note, NoteVersion, Presence, Stance
from hearthside.encounters.queries import attempt_sent_before, calls_back_of
from hearthside.organisation.models import Kind, Programme, Site
from hearthside.people.actions import keep_stop, stop_reaching
from hearthside.people.models import Person
from hearthside.people.permissions import may_open_record
from hearthside.people.queries import supports_all
from hearthside.surveys.actions import Ticket, offer_ticket, void_ticket

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


@transaction.atomic
def correct_encounter(*, by: Person, encounter: Encounter, **changes) -> Encounter:
    """Put right the day, start, minutes, programme, kind, site, support or topics of a contact.

    Raises: NotAllowed for those who were not there; Refused when a part cannot be right.
    """
    permissions.may_correct_encounter(by, encounter).require()
    for name, value in changes.items():
        setattr(encounter, name, value)
    check_day(encounter.day)
    if not 1 <= encounter.minutes <= LONGEST_MINUTES:
        raise Refused(_("Minutes must be between 1 and %(most)s. Write how long you were together.") % {"most": LONGEST_MINUTES})
    encounter.month = month_of(encounter.day)
    encounter.save(update_fields=[*changes, "month"])
    encounter.presences.update(day=encounter.day, month=encounter.month, programme=encounter.programme, kind=encounter.kind)
    record(by=by, act="corrected a contact", thing=encounter.reference, about=_about_stored(encounter), fields=sorted(changes))
    return encounter


@transaction.atomic
def undo_encounter(*, by: Person, encounter: Encounter) -> None:
    """Take a contact back within a day: it is gone from every count, every ticket of it that nobody has used is void, the
    trail says that it was.
    """
    permissions.may_undo_encounter(by, encounter).require()
    about = _about_stored(encounter)
    if encounter.ticket_digest:
        void_ticket(digest=encounter.ticket_digest)
    take_back_group_offers(encounter)
    reference = encounter.reference
    encounter.delete()
    record(by=by, act="took a contact back", thing=reference, about=about)


def _about_stored(encounter: Encounter) -> str:
    people = [presence.person_id for presence in encounter.presences.all()[:2]]
    return f"person:{people[0]}" if len(people) == 1 else ""


@transaction.atomic
def replace_ticket(*, by: Person, encounter: Encounter, language: str = "") -> Ticket:
    """A code was lost before it was used: the old one is void, a new one is made. Possible while the digest is kept.

    Raises: Refused after 14 days, or when the survey was not offered.
    """
    permissions.may_correct_encounter(by, encounter).require()
    if not encounter.ticket_digest:
        raise Refused(_("The code of this survey can no longer be replaced. Offer the next one after your next conversation."))
    void_ticket(digest=encounter.ticket_digest)
    ticket = offer_ticket(programme=encounter.programme, kind=encounter.kind, month=encounter.month, language=language)
    encounter.ticket_digest = ticket.digest
    encounter.save(update_fields=["ticket_digest"])
    record(by=by, act="replaced a survey code", thing=encounter.reference)
    return ticket


@transaction.atomic
def withdraw_offer(*, by: Person, encounter: Encounter) -> None:
    """The survey was not offered this time, so it must not count as offered."""
    permissions.may_correct_encounter(by, encounter).require()
    was_offered = take_back_group_offers(encounter)
    if encounter.ticket_digest:
        void_ticket(digest=encounter.ticket_digest)
        encounter.ticket_digest = None
        encounter.save(update_fields=["ticket_digest"])
        was_offered = True
    if was_offered:
        record(by=by, act="did not offer the survey", thing=encounter.reference)


@transaction.atomic
def record_attempt(*, by: Actor, programme: Programme, kind: Kind, outcome: str, day: date, person: Person | None = None,
                   supporter: Person | None = None, starts_at: time | None = None, again_on: date | None = None,
                   again_at: time | None = None, once: UUID | None = None) -> Attempt:  # fmt: skip
    """Log a try that did not connect; the same form again (`once`) gives it back. "Asked us to stop" ends every permission to reach them.
    Raises: Refused for a day that cannot be right; NotAllowed when the person's record is closed to the typist.
    """
    check_day(day)
    if isinstance(by, Person):
        permissions.may_log(by).require()
        supporter = supporter or by
        if person:
            may_open_record(by, person).require()
    if supporter and once and (before := attempt_sent_before(supporter, once)):
        return before
    attempt = _keep_attempt(
        Attempt(
            id=once or new_id(),
            person=person,
            supporter=supporter,
            typist=by if isinstance(by, Person) else None,
            programme=programme,
            kind=kind,
            outcome=outcome,
            day=day,
            month=month_of(day),
            starts_at=starts_at,
            again_on=again_on if outcome == "call_later" else None,
            again_at=again_at if outcome == "call_later" else None,
        )
    )
    if person and outcome == "stop_asked":
        stop_reaching(by=by, person=person)
    record(by=by, act="logged a try", thing=attempt.reference, about=person.actor_id if person else "", outcome=outcome)
    return attempt


@transaction.atomic
def record_given_try(*, by: Person, programme: Programme, kind: Kind, outcome: str, day: date, person: Person) -> Attempt:
    """Log a try towards somebody whom one was given to call, as `record_given_contact` does a contact. The room that shares
    calls keeps when they are called again. "Asked us to stop" holds at once, whoever heard it. Raises: NotAllowed.
    """
    permissions.may_log(by).require()
    given = {"person": person, "supporter": by, "typist": by, "programme": programme, "kind": kind}
    attempt = _keep_attempt(Attempt(**given, outcome=outcome, day=day, month=month_of(day)))
    if outcome == "stop_asked":
        keep_stop(by=by, person=person)
    record(by=by, act="logged a try", thing=attempt.reference, about=person.actor_id, outcome=outcome)
    return attempt


def _keep_attempt(attempt: Attempt) -> Attempt:
    """An earlier "call me later" of the same person is done with."""
    if attempt.person_id:
        Attempt.objects.to_call_back().filter(person=attempt.person_id).update(closed_at=now())
    attempt.save(force_insert=True)
    return attempt


@transaction.atomic
def close_call_back(*, by: Person, attempt: Attempt) -> None:
    """Let a "call me later" be: somebody has seen to it in another way. Whoever made the try, typed it, or may open the
    person's record can say so.
    """
    permissions.may_log(by).require()
    if not Attempt.objects.visible_to(by).filter(pk=attempt.pk).exists():
        raise NotAllowed(_("This is somebody else's to close. Ask them, or the one who coordinates."))
    attempt.closed_at = now()
    attempt.save(update_fields=["closed_at"])
    record(by=by, act="closed a call back", thing=attempt.reference, about=f"person:{attempt.person_id}" if attempt.person_id else "")


@transaction.atomic
def write_note(*, by: Person, encounter: Encounter, text: str) -> Note:
    """Write the note on a contact, or a new wording of it; the earlier wording is kept, and everyone reads again.

    Raises: NotAllowed for anyone who was not there, and for groups; Refused when nothing is written.
    """
    permissions.may_write_note(by, encounter).require()
    text = text.strip()
    if not text:
        raise Refused(_("Nothing is written yet. Write a line, or leave the page: nothing is lost."))
    note = Note.objects.filter(encounter=encounter).first()
    if note is None:
        note = Note.objects.create(encounter=encounter, text=text, written_by=by)
    elif note.text != text:
        NoteVersion.objects.create(note=note, version=note.version, text=note.text, written_by=note.written_by, written_at=note.written_at)
        note.text, note.written_by, note.written_at, note.version = text, by, now(), note.version + 1
        note.save()
    record(by=by, act="wrote a note", thing=f"note:{note.pk}", about=_about_stored(encounter), version=note.version)
    return note


@transaction.atomic
def answer_note(*, by: Person, note: Note, kind: str, reply: str = "") -> Stance:
    """Say of a note: I have read it, I agree, or I see it differently, with a reply that stands beside it for good.

    Raises: NotAllowed for anyone but a person who was present; Refused when seeing it differently without a word.
    """
    permissions.may_answer_note(by, note).require()
    if kind == Stance.Kind.DIFFERS and not reply.strip():
        raise Refused(_("Say in your own words how you see it. It will stand beside the note."))
    stance, _new = Stance.objects.update_or_create(
        note=note,
        version=note.version,
        person=by,
        defaults={"kind": kind, "reply": reply.strip() or None, "said_at": now(), "reply_read_at": None},
    )
    record(by=by, act="answered a note", thing=f"note:{note.pk}", about=by.actor_id, kind=kind)
    return stance


@transaction.atomic
def read_reply(*, by: Person, stance: Stance) -> None:
    """Whoever wrote the note has read the reply; it leaves their list for today."""
    if stance.note.written_by_id != by.pk:
        permissions.may_correct_encounter(by, stance.note.encounter).require()
    stance.reply_read_at = now()
    stance.save(update_fields=["reply_read_at"])
    record(by=by, act="read a reply", thing=f"note:{stance.note_id}", about=_about_stored(stance.note.encounter))
