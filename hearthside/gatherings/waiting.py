"""What groups ask of somebody today, for the first page they open."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from hearthside.core.waiting import Row, Waits, rows
from hearthside.gatherings.closing.queries import calls_wished, to_close
from hearthside.gatherings.hosting.queries import covers_asked, dates_held
from hearthside.gatherings.queries import asks_for
from hearthside.gatherings.voices.queries import voices_for
from hearthside.people.models import Person

HELD = "group_held"  # a date of today, not something that waits


@dataclass(frozen=True, slots=True)
class Held:
    """A date of today that one holds, under its public title."""

    id: UUID
    slug: str
    title: str
    begins: datetime
    is_cancelled: bool


def rows_for(actor: Person, day: date) -> list[QuerySet]:
    """What groups ask of this person on a day, and the dates they hold then; for core.waiting.read."""
    names = ("gathering__slug", "gathering__public_title")
    through = tuple(f"session__{name}" for name in names)
    return [
        rows(dates_held(actor, day), HELD, since="starts", texts=(*names, "state")),
        rows(to_close(actor, day).filter(day__lt=day), "group_closing", since="starts", texts=names),
        rows(covers_asked(actor), "group_cover", since="starts", texts=names),
        rows(calls_wished(actor), "group_call", since="asked_at", thing="session_id", texts=through),
        rows(asks_for(actor), "group_asking", since="asked_at", texts=names),
        rows(voices_for(actor).filter(answered_at=None), "group_voice", since="said_at", texts=names),
    ]


def held(row: Row) -> Held:
    """A row of the kind HELD as a date."""
    return Held(row.thing, row.first, row.second, row.since, row.third == "cancelled")


def _closing(row: Row) -> Waits:
    words = _("How was %(title)s on %(day)s?") % {"title": row.second, "day": date_format(row.since, "j F")}
    return Waits(words, _("Say how it was"), reverse("closing", args=[row.thing]), row.since)


def _cover(row: Row) -> Waits:
    words = _("%(title)s on %(day)s needs somebody to hold it") % {"title": row.second, "day": date_format(row.since, "j F")}
    return Waits(words, _("Look"), reverse("planned_date", args=[row.first, row.thing]), row.since)


def _call(row: Row) -> Waits:
    return Waits(
        _("Somebody at %(title)s would like a call") % {"title": row.second}, _("Look"), reverse("closing", args=[row.thing]), row.since
    )


def _asking(row: Row) -> Waits:
    return Waits(
        _("Somebody would like to come to %(title)s") % {"title": row.second}, _("Answer"), reverse("members", args=[row.first]), row.since
    )


def _voice(row: Row) -> Waits:
    words = _("Somebody said something about %(title)s") % {"title": row.second} if row.second else _("Somebody has an idea or a wish")
    return Waits(words, _("Read"), reverse("voices"), row.since)


SAID: dict[str, Callable[[Row], Waits]] = {
    "group_closing": _closing,
    "group_cover": _cover,
    "group_call": _call,
    "group_asking": _asking,
    "group_voice": _voice,
}
