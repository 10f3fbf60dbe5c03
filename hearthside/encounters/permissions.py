"""Who may log, read, correct and undo contacts."""

from datetime import timedelta

from django.utils.translation import gettext as _

from hearthside.core.actors import Machine
from hearthside.core.dates import now
from hearthside.core.verdicts import YES, Verdict, no
from hearthside.encounters.models import Encounter, Note
from hearthside.people.models import Person, Role

UNDO_FOR = timedelta(hours=24)
OFFERS_KNOWN_FOR = timedelta(days=14)  # afterwards nothing tells which survey ticket belonged to which contact


def may_log(actor) -> Verdict:
    """Whoever works with people here may log a contact."""
    if isinstance(actor, Person) and actor.holds(Role.Kind.SUPPORTER, Role.Kind.HOST, Role.Kind.COORDINATOR):
        return YES
    return no(_("Only supporters, hosts and coordinators log conversations. Ask your coordinator if you should be one of them."))


def may_correct_encounter(actor, encounter: Encounter) -> Verdict:
    """Those who did it or typed it may correct a contact."""
    if isinstance(actor, Person) and (encounter.typist_id == actor.pk or encounter.doings.filter(supporter=actor).exists()):
        return YES
    return no(_("Only those who were there for the organisation, or who typed it, can correct this. Ask one of them."))


def may_undo_encounter(actor, encounter: Encounter) -> Verdict:
    """Within a day, whoever typed a contact or did it may take it back."""
    verdict = may_correct_encounter(actor, encounter)
    if verdict and now() - encounter.typed_at > UNDO_FOR:
        return no(_("This was saved more than a day ago. Correct it instead of undoing it."))
    return verdict


def may_offer_to_group(actor, encounter: Encounter) -> Verdict:
    """Those who held a group, or typed it, offer the questions to all who were there, while it is known what was offered."""
    verdict = may_correct_encounter(actor, encounter)
    if verdict and not encounter.kind.is_gathering:
        return no(_("This was a conversation, not a group. It has one code, for the person you talked with."))
    if verdict and now() - encounter.typed_at > OFFERS_KNOWN_FOR:
        return no(_("This group was saved more than two weeks ago. Offer the questions after the next one."))
    return verdict


def may_write_note(actor, encounter: Encounter) -> Verdict:
    """Everyone who was there writes the note, on both sides. Group notes hold no words on a person, so groups have none."""
    if encounter.kind.is_gathering:
        return no(_("A group has no note about people. Log how many came and what it was about."))
    if isinstance(actor, Person) and (
        encounter.doings.filter(supporter=actor).exists() or encounter.presences.filter(person=actor).exists()
    ):
        return YES
    return no(_("Only those who were there write the note."))


def may_answer_note(actor, note: Note) -> Verdict:
    """A person who was present says whether they have read a note, agree, or see it differently."""
    if isinstance(actor, Person) and note.encounter.presences.filter(person=actor).exists():
        return YES
    return no(_("Only the person the note is about can answer it."))


def may_import_contacts(actor) -> Verdict:
    """A file may name anybody, so it is imported on the server, by whoever keeps it; never in a person's own name."""
    if isinstance(actor, Machine):
        return YES
    return no(_("Files of contacts are imported on the server. Ask whoever looks after it."))
