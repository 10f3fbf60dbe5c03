"""What one's own wishes ask of somebody today, for the first page they open: a gentle line, and never a date gone by."""

from collections.abc import Callable
from datetime import date

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from hearthside.core.waiting import Row, Waits, rows
from hearthside.one_to_one.models import Wishes
from hearthside.people.models import Person


def rows_for(actor: Person, day: date) -> list[QuerySet]:
    """Wishes to read again, and wishes that somebody typed with the actor and that wait for their yes; for core.waiting.read."""
    own = Wishes.objects.belonging_to(actor)
    return [
        rows(own.filter(confirmed_at=None), "wishes_draft", since="written_at", texts=("typed_by__name",)),
        rows(own.confirmed().filter(review_on__lte=day), "wishes_review", since="written_at"),
    ]


def _draft(row: Row) -> Waits:
    words = (
        _("%(name)s typed your advance wishes with you. Are they right?") % {"name": row.first}
        if row.first
        else _("Are these your wishes?")
    )
    return Waits(words, _("Read"), reverse("my_wishes"), row.since)


def _review(row: Row) -> Waits:
    return Waits(_("You wanted to read your advance wishes again"), _("Read"), reverse("my_wishes"), row.since)


SAID: dict[str, Callable[[Row], Waits]] = {"wishes_draft": _draft, "wishes_review": _review}
