"""Two people stop meeting one to one: at once, kindly, and with the person's word on what the next supporter reads."""

from django.db import transaction
from django.utils.translation import gettext as _

from hearthside.audit.actions import record
from hearthside.core.actors import Actor
from hearthside.core.dates import now, today
from hearthside.core.errors import Refused
from hearthside.core.rows import insert
from hearthside.one_to_one.choosing import messages
from hearthside.one_to_one.choosing.beginning import HOUSE
from hearthside.one_to_one.choosing.queries import ended_with, history_start
from hearthside.one_to_one.defaults import ENDINGS
from hearthside.one_to_one.models import Farewell, Pairing
from hearthside.one_to_one.permissions import may_end_pairing, may_say_history
from hearthside.people.actions import end_relation, open_history
from hearthside.people.models import Person

NOT_SAID = "not_said"


def _lock(pairing: Pairing) -> Pairing:
    return Pairing.objects.select_for_update(of=("self",)).select_related("person", "supporter", "relation").get(pk=pairing.pk)


@transaction.atomic
def end_pairing(*, by: Person, pairing: Pairing, ending: str = NOT_SAID, word: str = "", keeps_history: bool | None = None) -> None:
    """They no longer meet; the record closes to the supporter at once. The other is told, with a kind word if there is one.

    `ending` is a code of defaults.ENDINGS. Only the person says `keeps_history`; from anybody else it counts as not asked.
    Raises: Refused when they have stopped already.
    """
    pairing = _lock(pairing)
    if not pairing.is_running and by.pk in (pairing.person_id, pairing.supporter_id):
        raise Refused(_("You have stopped meeting already. Nothing more needs to be done."))
    may_end_pairing(by, pairing).require()
    if ending not in ENDINGS:
        raise Refused(_("Choose how it ended from the list, or that nobody has to say why."))
    is_own = by.pk in (pairing.person_id, pairing.relation.person_id)
    pairing.ended_on, pairing.ended_by, pairing.ending = today(), by, ending
    pairing.keeps_history = keeps_history if is_own else None
    pairing.save(update_fields=["ended_on", "ended_by", "ending", "keeps_history"])
    end_relation(by=HOUSE, relation=pairing.relation)
    _tell_others(by, pairing, word.strip())
    record(by=by, act="ended meeting one to one", thing=pairing.reference, about=pairing.person.actor_id, ending=ending)


@transaction.atomic
def close_pairing(*, by: Actor, pairing: Pairing) -> bool:
    """Their relation was ended on the person's own page, or when two records were put together: then they no longer meet
    one to one either, from that day. Returns whether it was so.
    """
    pairing = _lock(pairing)
    ends_on = pairing.relation.ends_on
    if not pairing.is_running or ends_on is None or ends_on > today():
        return False
    pairing.ended_on, pairing.ending = max(ends_on, pairing.began_on), NOT_SAID
    pairing.save(update_fields=["ended_on", "ending"])
    record(by=by, act="ended meeting one to one", thing=pairing.reference, about=pairing.person.actor_id, ending=NOT_SAID)
    return True


def _tell_others(by: Person, pairing: Pairing, word: str) -> None:
    """Whoever of the two did not end it reads it once; nobody writes to somebody who died."""
    person = pairing.relation.person
    readers = [one for one in (person, pairing.supporter) if one.pk != by.pk and not (one.pk == person.pk and pairing.ending == "died")]
    insert([Farewell(pairing=pairing, reader=one, word=word or None) for one in readers])
    for one in readers:
        messages.tell_of_ending(by=by, pairing=pairing, reader=one, word=word)


@transaction.atomic
def read_farewell(*, by: Actor, farewell: Farewell) -> None:
    """It has been read: it leaves their list, and the word is gone from here. Twice changes nothing."""
    if Farewell.objects.visible_to(by).filter(pk=farewell.pk).update(read_at=now(), word=None):
        record(by=by, act="read that meeting one to one ended", thing=f"pairing:{farewell.pairing_id}")


@transaction.atomic
def say_history(*, by: Person, pairing: Pairing, keeps_history: bool) -> None:
    """The person says whether the next supporter may read what these two wrote together, or takes it back. A supporter
    whom they meet already sees the difference at once.

    Raises: Refused as long as the two still meet.
    """
    pairing = _lock(pairing)
    if not (verdict := may_say_history(by, pairing)):
        if pairing.is_running and Pairing.objects.of(by).filter(pk=pairing.pk).exists():
            raise Refused(verdict.reason)
        verdict.require()
    pairing.keeps_history = keeps_history
    pairing.save(update_fields=["keeps_history"])
    earlier = ended_with(by)
    for running in Pairing.objects.of(by).running().select_related("relation__person"):
        before = [one for one in earlier if one.began_on <= running.began_on]
        open_history(by=HOUSE, relation=running.relation, since=history_start(before, running.began_on))
    record(by=by, act="said what the next supporter may read", thing=pairing.reference, about=by.actor_id)
