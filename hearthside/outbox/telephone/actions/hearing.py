"""A text or a call that came in, the words that count, and numbers that stop or start."""

from datetime import timedelta

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from hearthside.audit.actions import record
from hearthside.core.actors import Actor
from hearthside.core.dates import now
from hearthside.core.lookups import lookup_of
from hearthside.outbox.actions.queueing import can_carry, queue_message
from hearthside.outbox.models import Heard, Message, Stopped
from hearthside.outbox.telephone.keywords import HELP, START, STOP, read_keyword
from hearthside.outbox.telephone.stopping import start_lookup, stop_lookup

ANSWERED_WITHIN = timedelta(minutes=5)

ACTS = {Heard.How.TEXT: gettext_noop("heard a text"), Heard.How.CALL: gettext_noop("heard a call")}


@transaction.atomic
def hear(
    *, by: Actor, how: str, number: str, provider_id: str, words: str = "", house: str = "", language: str = "en", opt_out: str = ""
) -> Heard:
    """Keep a text or call that came in, once for each `provider_id`, however often the provider says it.

    A text that is one keyword is acted on at once and answered with one text: STOP, START, or HELP (`house` is who we are,
    `language` the house's). Where the provider took the word itself (`opt_out`), it has answered, and we only keep the state.
    Any other text, and every call, waits until a person sees to it. A withheld number is the empty text.
    """
    lookup = lookup_of("phone", number) if number else ""
    keyword = read_keyword(words, opt_out) if how == Heard.How.TEXT else read_keyword("")
    seen = {"seen_to_at": now(), "seen_to_by": by.actor_id} if keyword.meaning else {}
    said = {"how": Heard.How(how), "number": number or None, "lookup": lookup, "words": words or None, "keyword": keyword.meaning}
    heard, is_new = Heard.objects.get_or_create(provider_id=provider_id, defaults={**said, **seen})
    if not is_new:
        return heard
    is_done = _act_on(by, heard)
    record(by=by, act=ACTS[Heard.How(how)], thing=f"heard:{heard.pk}", keyword=keyword.meaning)
    if is_done and not opt_out:
        with translation.override(keyword.language or language):
            _answer(by, heard, str(number), house)
    return heard


def _act_on(by: Actor, heard: Heard) -> bool:
    """Whether the word changed something, or asks for an answer anyway."""
    if heard.keyword == STOP:
        return stop_lookup(by=by, lookup=heard.lookup, how=Stopped.How.KEYWORD) is not None
    if heard.keyword == START:
        return start_lookup(by=by, lookup=heard.lookup)
    return heard.keyword == HELP


def _answer(by: Actor, heard: Heard, number: str, house: str) -> None:
    """One text, within five minutes or not at all, and no second one of its kind within five minutes: two machines that answer
    each other must come to an end. No name in it that they did not ask for, since it lies open on a screen.
    """
    words = {
        STOP: _("You get no more texts from this number. Text START to get them again."),
        START: _("Texts from this number are on again. Text STOP to end them."),
        HELP: _("This number is of %(house)s. Text STOP and no more texts come. In an emergency, call for help by phone."),
    }
    at, kind = now(), f"keyword:{heard.keyword}:"
    answered = Message.objects.filter(lookup=heard.lookup, key__startswith=kind, queued_at__gt=at - ANSWERED_WITHIN)
    if can_carry(Message.Channel.SMS) and not answered.exists():
        queue_message(
            by=by, channel=Message.Channel.SMS, to=number, body=words[heard.keyword] % {"house": house},
            purpose=Message.Purpose.ANSWER, key=f"{kind}{heard.pk}", expires_at=at + ANSWERED_WITHIN,
        )  # fmt: skip


@transaction.atomic
def see_to_heard(*, by: Actor, heard: Heard) -> None:
    """Somebody answered it, or let it be. Who may, the room asks that shows it. A second time changes nothing."""
    if Heard.objects.filter(pk=heard.pk, seen_to_at=None).update(seen_to_at=now(), seen_to_by=by.actor_id):
        record(by=by, act="saw to what was heard", thing=f"heard:{heard.pk}")


@transaction.atomic
def stop_number(*, by: Actor, number: str, how: str = Stopped.How.SAID) -> None:
    """Somebody wants no more texts and said so in their own words, aloud or in writing: it holds from this moment, for every
    purpose, and what waits is left. A second time changes nothing. `number` is E.164.
    """
    stop_lookup(by=by, lookup=lookup_of("phone", number), how=how)


@transaction.atomic
def start_number(*, by: Actor, number: str) -> None:
    """They told somebody that texts are welcome again. Changes nothing where they never stopped."""
    start_lookup(by=by, lookup=lookup_of("phone", number))
