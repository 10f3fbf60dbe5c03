"""Reading tickets, questions, and how many surveys were offered."""

from collections.abc import Iterable
from typing import Any

from django.db import models
from django.db.models import Count, Sum
from django.db.models.functions import Coalesce

from hearthside.core.kept import keep
from hearthside.core.kept_queries import Given, KeptQuery
from hearthside.organisation.models import Programme
from hearthside.surveys import defaults
from hearthside.surveys.codes import ticket_digest, wall_digest
from hearthside.surveys.models import ImportedOffer, QuestionnaireVersion, SurveyTicket, WallCode

_ticket = KeptQuery(lambda: SurveyTicket.objects.filter(digest=Given("digest", models.CharField())).select_related("programme"))


def ticket_of(code: str) -> SurveyTicket | None:
    """The ticket that belongs to a code, with its programme."""
    found = _ticket(digest=ticket_digest(code))
    return found[0] if found else None


def wall_of(code: str) -> WallCode | None:
    """The code on a wall that a code is, with its programme."""
    return WallCode.objects.select_related("programme").filter(digest=wall_digest(code)).first()


def questionnaire() -> QuestionnaireVersion:
    """The questions asked now: the newest version; the default ones where none is kept."""
    return keep("questionnaire", _newest_questionnaire)


def _newest_questionnaire() -> QuestionnaireVersion:
    newest = QuestionnaireVersion.objects.order_by("-version").first()
    return newest or QuestionnaireVersion(code=defaults.CODE, version=defaults.VERSION, questions=defaults.QUESTIONS)


def offers(*, months: Iterable[int], programme: Programme | None = None) -> dict[tuple[str, int, str], int]:
    """How many surveys were offered, by programme code, month and kind code. The one place that says what counts:

    - every ticket that is not void, however it was handed over: shown, texted, printed, or drawn from a wall;
    - every place that is left on a code on a wall, because that code was there for everybody. Drawing makes a ticket and
      takes a place, and so does printing a card for somebody who was counted with the wall: nobody counts twice;
    - every answer that was brought in from a file, since it was offered at least once.
    """
    narrowed: dict[str, Any] = {"month__in": list(months)} | ({"programme": programme} if programme else {})
    place = ("programme__code", "month", "kind")
    counted: dict[tuple[str, int, str], int] = {}
    tickets = SurveyTicket.objects.filter(state=SurveyTicket.State.NEW, **narrowed).values_list(*place).annotate(n=Count("digest"))
    walls = WallCode.objects.filter(places_left__gt=0, **narrowed).values_list(*place).annotate(n=Sum("places_left"))
    imported = ImportedOffer.objects.filter(**narrowed).values_list(*place).annotate(n=Coalesce(Sum("count"), 0))
    for code, month, kind, n in [*tickets, *walls, *imported]:
        counted[code, month, kind] = counted.get((code, month, kind), 0) + n
    return counted
