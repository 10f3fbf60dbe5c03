"""Thanking hosts, proposing a group, saying what one would like; and answering."""

from django.db import transaction
from django.utils.translation import gettext as _

from hearthside.audit.actions import record
from hearthside.core.actors import Actor, Visitor
from hearthside.core.dates import now
from hearthside.core.errors import Refused
from hearthside.core.rows import insert
from hearthside.gatherings.models import Gathering, Voice
from hearthside.gatherings.reaching import about, in_trail
from hearthside.gatherings.voices import messages
from hearthside.gatherings.voices.permissions import may_answer_voice
from hearthside.people.asking.own_codes import give_code
from hearthside.people.asking.reaching import Asker, tell
from hearthside.people.models import Person


@transaction.atomic
def say(*, by: Actor, kind: str, text: str, asker: Asker, gathering: Gathering | None = None, is_nameless: bool = False) -> Voice:
    """Say something, with or without a name: anybody may. The code reads the answer later.

    Raises: Refused when nothing is said.
    """
    if not text.strip():
        raise Refused(_("Write what you would like to say."))
    if known := Voice.objects.filter(pk=asker.key()).first():
        return known
    person = by if isinstance(by, Person) and not is_nameless else None
    voice = Voice(id=asker.key(), kind=kind, gathering=gathering, text=text.strip(), person=person, **asker.columns())
    voice.name = person.name if person else voice.name
    give_code(voice)
    insert([voice])
    actor = _said_by(by, voice)
    tell(by=actor, row=voice, letter=messages.received(voice), key=f"said:{voice.pk}", about=about(voice, gathering), at_once=True)
    record(by=actor, act="said something", thing=f"voice:{voice.pk}", about=about(voice, gathering), kind=kind)
    return voice


def _said_by(by: Actor, voice: Voice) -> Actor:
    """Who is named in the trail: nobody where somebody gave no name, nor where the group is closed."""
    if voice.person is None:
        return Visitor()
    return in_trail(by, voice.gathering) if voice.gathering else by


@transaction.atomic
def answer_voice(*, by: Actor, voice: Voice, words: str) -> None:
    """Answer an idea or a wish. It goes out by the way they gave, and is read with their code.

    Raises: Refused without words, and when somebody answered it before.
    """
    voice = _locked(voice)
    may_answer_voice(by, voice).require()
    if voice.answered_at is not None:
        raise Refused(_("Somebody answered this before you. Look at the list again."))
    if not words.strip():
        raise Refused(_("Write your answer. They read it as you write it."))
    voice.answer, voice.answered_at, voice.answered_by = words.strip(), now(), by if isinstance(by, Person) else None
    voice.save(update_fields=["answer", "answered_at", "answered_by"])
    tell(by=by, row=voice, letter=messages.answered(voice), key=f"voice-answered:{voice.pk}", about=about(voice, voice.gathering))
    record(by=by, act="answered what somebody said", thing=f"voice:{voice.pk}", about=about(voice, voice.gathering))


@transaction.atomic
def read_thanks(*, by: Actor, voice: Voice) -> None:
    """A host has read the thanks: they leave what waits, and stay to be read again. Twice changes nothing."""
    voice = _locked(voice)
    may_answer_voice(by, voice).require()
    if voice.kind == Voice.Kind.THANKS and voice.answered_at is None:
        voice.answered_at, voice.answered_by = now(), by if isinstance(by, Person) else None
        voice.save(update_fields=["answered_at", "answered_by"])
        record(by=by, act="read thanks", thing=f"voice:{voice.pk}", about=about(voice, voice.gathering))


def _locked(voice: Voice) -> Voice:
    return Voice.objects.select_for_update(of=("self",)).select_related("gathering", "person").get(pk=voice.pk)
