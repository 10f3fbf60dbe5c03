"""Putting a contact right, taking it back, and its survey code."""

from django.db import transaction
from django.utils.translation import gettext as _

from hearthside.audit.actions import record
from hearthside.core.dates import month_of
from hearthside.core.errors import Refused
from hearthside.encounters import permissions
from hearthside.encounters.actions.contacts import check_day
from hearthside.encounters.group_offers.actions import take_back_group_offers
from hearthside.encounters.models import LONGEST_MINUTES, Encounter
from hearthside.people.models import Person
from hearthside.surveys.actions import Ticket, offer_ticket, void_ticket


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
    record(by=by, act="corrected a contact", thing=encounter.reference, about=about_stored(encounter), fields=sorted(changes))
    return encounter


@transaction.atomic
def undo_encounter(*, by: Person, encounter: Encounter) -> None:
    """Take a contact back within a day: it is gone from every count, every ticket of it that nobody has used is void, the
    trail says that it was.
    """
    permissions.may_undo_encounter(by, encounter).require()
    about = about_stored(encounter)
    if encounter.ticket_digest:
        void_ticket(digest=encounter.ticket_digest)
    take_back_group_offers(encounter)
    reference = encounter.reference
    encounter.delete()
    record(by=by, act="took a contact back", thing=reference, about=about)


def about_stored(encounter: Encounter) -> str:
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
