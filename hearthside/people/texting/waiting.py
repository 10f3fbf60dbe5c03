"""What texting asks of somebody today, for the first page they open."""

from collections.abc import Callable
from uuid import UUID

from django.db.models import QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _

from hearthside.core.waiting import Row, Waits, rows
from hearthside.outbox.models import Message
from hearthside.people.models import Person
from hearthside.people.texting.heard import heard_visible_to, holders


def rows_for(actor: Person) -> list[QuerySet]:
    """Texts and calls that came in and that nobody has seen to, and texts that the actor wrote and sends with their own phone;
    for core.waiting.read.
    """
    heard = heard_visible_to(actor).filter(seen_to_at=None)
    theirs = holders().filter(person__in=Person.objects.visible_to(actor).exclude(pk=actor.pk).values("pk"))
    name = Subquery(theirs.order_by("person__name").values("person__name")[:1])
    mine = Message.objects.due().by_hand().filter(written_by=actor.actor_id)
    known = rows(heard.filter(is_open=True).annotate(whose=name), "heard", since="heard_at", texts=("whose", "how"))
    parts = [known, rows(mine, "to_text", since="queued_at", texts=("about",))]
    if actor.keeps_house:
        parts.append(rows(heard.filter(is_open=False), "heard_unknown", since="heard_at"))
    return parts


def _heard(row: Row) -> Waits:
    words = _("%(name)s called") if row.second == "call" else _("%(name)s sent a text")
    return Waits(words % {"name": row.first}, _("Look"), reverse("incoming"), row.since)


def _unknown(row: Row) -> Waits:
    return Waits(_("Something came in by telephone that nobody has seen to"), _("Look"), reverse("incoming"), row.since)


def _to_text(row: Row) -> Waits:
    person = UUID(row.first.removeprefix("person:"))
    return Waits(_("A text that you wrote waits for you to send it"), _("Send"), reverse("texts", args=[person]), row.since)


SAID: dict[str, Callable[[Row], Waits]] = {"heard": _heard, "heard_unknown": _unknown, "to_text": _to_text}
