"""What choosing, meeting and stopping ask of somebody today, for the first page they open."""

from collections.abc import Callable, Sequence

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hearthside.core.waiting import Row, Waits, rows
from hearthside.one_to_one.choosing.queries import choosing_now, needing_choice
from hearthside.one_to_one.models import Farewell, Suggestion
from hearthside.people.models import Person


def rows_for(actor: Person) -> list[QuerySet]:
    """Questions to a supporter, choices to make, what came back to a coordinator, and that the other has ended it; for
    core.waiting.read.
    """
    return [
        rows(Suggestion.objects.visible_to(actor), "meeting", since="picked_at"),
        rows(choosing_now(actor), "choice", since="asked_at"),
        rows(needing_choice(actor), "needs_choice", since="asked_at"),
        rows(Farewell.objects.visible_to(actor), "farewell", since="said_at"),
    ]


def _meeting(row: Row) -> Waits:
    return Waits(_("Somebody would like to meet you"), _("Answer"), reverse("suggestion", args=[row.thing]), row.since)


def _choice(row: Row) -> Waits:
    return Waits(_("There are people you could meet"), _("Choose"), reverse("choice", args=[row.thing]), row.since)


def _needs_choice(found: Sequence[Row]) -> Waits:
    words = ngettext(
        "%(count)s person waits for a supporter to be found", "%(count)s people wait for a supporter to be found", len(found)
    ) % {"count": len(found)}  # fmt: skip
    address = reverse("suggestions", args=[found[0].thing]) if len(found) == 1 else reverse("requests")
    return Waits(words, _("Look"), address, found[0].since)


def _farewell(row: Row) -> Waits:
    return Waits(_("You and somebody no longer meet one to one"), _("Read"), reverse("farewell", args=[row.thing]), row.since)


SAID: dict[str, Callable[[Row], Waits]] = {
    "meeting": _meeting,
    "choice": _choice,
    "farewell": _farewell,
}
SAID_TOGETHER: dict[str, Callable[[Sequence[Row]], Waits]] = {"needs_choice": _needs_choice}  # all rows of a kind in one line
