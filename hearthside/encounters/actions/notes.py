"""Notes on contacts, written together."""

from django.db import transaction
from django.utils.translation import gettext as _

from hearthside.audit.actions import record
from hearthside.core.dates import now
from hearthside.core.errors import Refused
from hearthside.encounters import permissions
from hearthside.encounters.actions.correcting import about_stored
from hearthside.encounters.models import Encounter, Note, NoteVersion, Stance
from hearthside.people.models import Person


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
    record(by=by, act="wrote a note", thing=f"note:{note.pk}", about=about_stored(encounter), version=note.version)
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
    record(by=by, act="read a reply", thing=f"note:{stance.note_id}", about=about_stored(stance.note.encounter))
