"""What asking asks of coordinators today, for the first page they open."""

from collections.abc import Callable

from django.db.models import Count, QuerySet, Subquery, Value
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hearthside.core.waiting import Row, Waits, rows
from hearthside.one_to_one.models import Request
from hearthside.people.models import Person


def rows_for(actor: Person) -> list[QuerySet]:
    """For coordinators one row for all who wait: the first of them, and how many there are; for core.waiting.read."""
    waiting = Request.objects.coordinated_by(actor).waiting().exclude(person=actor)
    first = Subquery(waiting.order_by("asked_at", "pk").values("pk")[:1])
    number = Subquery(waiting.order_by().annotate(everybody=Value(1)).values("everybody").annotate(n=Count("pk")).values("n"))
    return [rows(Request.objects.filter(pk=first).annotate(number=number), "request", since="asked_at", texts=("number",))]


def _request(row: Row) -> Waits:
    words = ngettext(
        "%(n)s person would like to meet somebody, since %(day)s",
        "%(n)s people would like to meet somebody, the first since %(day)s",
        int(row.first),
    ) % {"n": row.first, "day": date_format(row.since, "j F")}
    return Waits(words, _("Look"), reverse("requests"), row.since)


SAID: dict[str, Callable[[Row], Waits]] = {"request": _request}
