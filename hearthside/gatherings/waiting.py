"""What groups ask of somebody today, for the first page they open: one statement over all that can wait."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import CharField, DateTimeField, F, QuerySet, Value
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from hearthside.core.waiting import Waits
from hearthside.gatherings.closing.queries import calls_wished, to_close
from hearthside.gatherings.hosting.queries import covers_asked, dates_held
from hearthside.gatherings.queries import asks_for
from hearthside.gatherings.voices.queries import voices_for
from hearthside.people.models import Person


@dataclass(frozen=True, slots=True)
class Held:
    """A date of today that one holds, under its public title."""

    id: UUID
    slug: str
    title: str
    begins: datetime
    is_cancelled: bool


@dataclass(frozen=True, slots=True)
class GroupsToday:
    """The dates one holds today, in the order of the day, and what else groups ask, the oldest first."""

    held: list[Held]
    waits: list[Waits]


def groups_today(actor: Person, day: date) -> GroupsToday:
    """What groups ask of this person on a day. One query, whatever their number."""
    to_time, rows = DateTimeField().to_python, list(_rows(actor, day))
    held, waits = [], []
    for what, thing, slug, title, state, since in rows:
        at, key = timezone.localtime(to_time(since)), UUID(str(thing))
        if what == "held":
            held.append(Held(key, slug, title, at, state == "cancelled"))
        else:
            waits.append(SAID[what](key, slug or "", title or "", at))
    return GroupsToday(sorted(held, key=lambda one: one.begins), sorted(waits, key=lambda one: one.at))


def _rows(actor: Person, day: date) -> QuerySet:
    def rows(queryset: QuerySet, what: str, thing: str, way: str, state: str, at: str) -> QuerySet:
        named = {"what": Value(what, CharField()), "thing": F(thing), "since": F(at), "standing": F(state)}
        group = {"group_slug": F(f"{way}slug"), "group_title": F(f"{way}public_title")}
        return queryset.order_by().annotate(**named, **group).values_list("what", "thing", "group_slug", "group_title", "standing", "since")

    return rows(dates_held(actor, day), "held", "pk", "gathering__", "state", "starts").union(
        rows(to_close(actor, day).filter(day__lt=day), "closing", "pk", "gathering__", "state", "starts"),
        rows(covers_asked(actor), "cover", "pk", "gathering__", "state", "starts"),
        rows(calls_wished(actor), "call", "session_id", "session__gathering__", "session__state", "asked_at"),
        rows(asks_for(actor), "asking", "pk", "gathering__", "state", "asked_at"),
        rows(voices_for(actor).filter(answered_at=None), "voice", "pk", "gathering__", "kind", "said_at"),
        all=True,
    )


def _closing(session: UUID, slug: str, title: str, at: datetime) -> Waits:
    words = _("How was %(title)s on %(day)s?") % {"title": title, "day": date_format(at, "j F")}
    return Waits(words, _("Say how it was"), reverse("closing", args=[session]), at)


def _cover(session: UUID, slug: str, title: str, at: datetime) -> Waits:
    words = _("%(title)s on %(day)s needs somebody to hold it") % {"title": title, "day": date_format(at, "j F")}
    return Waits(words, _("Look"), reverse("planned_date", args=[slug, session]), at)


def _call(session: UUID, slug: str, title: str, at: datetime) -> Waits:
    return Waits(_("Somebody at %(title)s would like a call") % {"title": title}, _("Look"), reverse("closing", args=[session]), at)


def _asking(member: UUID, slug: str, title: str, at: datetime) -> Waits:
    return Waits(_("Somebody would like to come to %(title)s") % {"title": title}, _("Answer"), reverse("members", args=[slug]), at)


def _voice(voice: UUID, slug: str, title: str, at: datetime) -> Waits:
    words = _("Somebody said something about %(title)s") % {"title": title} if title else _("Somebody has an idea or a wish")
    return Waits(words, _("Read"), reverse("voices"), at)


SAID: dict[str, Callable[[UUID, str, str, datetime], Waits]] = {
    "closing": _closing,
    "cover": _cover,
    "call": _call,
    "asking": _asking,
    "voice": _voice,
}
