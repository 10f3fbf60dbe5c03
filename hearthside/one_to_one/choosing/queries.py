"""Reading who is suggested, who is asked, who has room, and who meets whom."""

import hashlib
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import OuterRef, Q, QuerySet, Subquery

from hearthside.core.kept_queries import Given
from hearthside.encounters.models import Attempt, Doing
from hearthside.one_to_one.choosing.wording import shown_name
from hearthside.one_to_one.defaults import ENDINGS
from hearthside.one_to_one.matching.fitting import reasons
from hearthside.one_to_one.matching.queries import offers_now, suggestions_for
from hearthside.one_to_one.matching.wording import in_words
from hearthside.one_to_one.models import Apart, Bringing, Pairing, Request, Suggestion
from hearthside.one_to_one.models.choosing import PairingQuerySet
from hearthside.one_to_one.queries import experience_names
from hearthside.people.models import Person, Relation

MOST = 3  # people to choose from at once


@dataclass(frozen=True, slots=True)
class Choice:
    """One supporter somebody may choose: first name, what they bring in their own words, and why it may fit."""

    id: UUID
    name: str
    words: str
    why: str


def choices_of(request: Request) -> list[Choice]:
    """Whom somebody may choose from, in an order that says nothing and stays the same. Two queries."""
    open_ones = request.suggestions.open().filter(picked_at=None).select_related("supporter__bringing")
    rows = sorted(open_ones, key=_place)
    names = experience_names() if rows else {}
    return [_choice(row, request, names) for row in rows]


def _choice(row: Suggestion, request: Request, names: dict[str, str]) -> Choice:
    bringing = getattr(row.supporter, "bringing", None)
    words = str(bringing.words or "") if bringing else ""
    return Choice(row.pk, row.supporter.short_name, words, in_words(reasons(request, bringing), names) if bringing else "")


def _place(row: Suggestion) -> bytes:
    """Drawn by lot for each request, so that nobody stands first because a computer likes them best."""
    return hashlib.sha256(row.request_id.bytes + row.supporter_id.bytes).digest()


def asked_now(request: Request) -> Suggestion | None:
    """The supporter who is being asked, if one is."""
    return request.suggestions.asked().select_related("supporter").first()


def earlier_of(request: Request) -> list[Suggestion]:
    """What became of earlier suggestions, for the coordinator, newest first."""
    return list(request.suggestions.exclude(ended_at=None).select_related("supporter").order_by("-ended_at"))


def lock_request(request: Request) -> Request:
    """The request anew, held until the end of the transaction: all that suggests, picks, answers or pairs waits here first."""
    return Request.objects.select_for_update(of=("self",)).select_related("person", "programme").get(pk=request.pk)


def lock_bringing(supporter: UUID) -> Bringing | None:
    """What a supporter brings, held until the end of the transaction, so that their room is given out one at a time."""
    return Bringing.objects.select_for_update(of=("self",)).filter(pk=supporter).first()


def room_left(bringing: Bringing | None, *, with_questions: bool) -> int:
    """How many more people a supporter could meet, as it stands while `lock_bringing` holds it. `with_questions`: those they
    are asked about and have not answered take room as well, so that nobody is asked in vain.
    """
    if bringing is None:
        return 0
    left = bringing.room - Pairing.objects.running().filter(supporter=bringing.pk).count()
    return left - Suggestion.objects.asked().filter(supporter=bringing.pk).count() if with_questions else left


def with_room(request: Request) -> list[Person]:
    """Every supporter with room who may be suggested to somebody, by name: kept apart from nobody here, not suggested
    already, not meeting them already. Wishes are the coordinator's to weigh. Five queries.
    """
    free = [offer.bringing.person for offer in offers_now(with_room=True)]
    barred = barred_from(request, [one.pk for one in free])
    barred |= set(request.suggestions.filter(ended_at=None).values_list("supporter", flat=True))
    return sorted((one for one in free if one.pk not in barred), key=lambda one: one.name.casefold())


def barred_from(request: Request, supporters: Collection[UUID]) -> set[UUID]:
    """Of these supporters, those who are never suggested to whoever asked: kept apart, met already, or the very same."""
    person = request.person_id
    if person is None:
        return set()
    apart = Apart.objects.filter(ended_on=None)
    barred = set(apart.filter(person=person, supporter__in=supporters).values_list("supporter", flat=True))
    barred |= set(apart.filter(supporter=person, person__in=supporters).values_list("person", flat=True))
    barred |= set(Relation.objects.open().filter(person=person, supporter__in=supporters).values_list("supporter", flat=True))
    return barred | ({person} & set(supporters))


def history_start(earlier: Iterable[Pairing], begins: date) -> date | None:
    """From which day on a new supporter reads what happened, by what the person said of each pairing that had ended.

    Open from the beginning if they said yes to all. If not to the last one, from the day the new one begins; if not to an
    older one, from the day after that one ended. No answer is a no.
    """
    ended = sorted((one for one in earlier if one.ended_on and one.ended_on <= begins), key=_age)
    if not ended:
        return None
    if ended[-1].keeps_history is not True:
        return begins
    closed = [one.ended_on + timedelta(days=1) for one in ended if one.ended_on and one.keeps_history is not True]
    return min(max(closed), begins) if closed else None


def _age(pairing: Pairing) -> tuple:
    return pairing.ended_on, pairing.began_on, pairing.pk


def ended_with(person: Person) -> list[Pairing]:
    """The pairings of a person that have ended, oldest first."""
    ended = Pairing.objects.of(person).exclude(ended_on=None)
    return sorted(ended, key=_age)


def followed(pairings: PairingQuerySet) -> PairingQuerySet:
    """Pairings with `met_on`, the day the two last met, and `next_on`, the day agreed for another try. In the same query."""
    met = Doing.objects.filter(supporter=OuterRef("supporter"), encounter__presences__person=OuterRef("relation__person"))
    again = Attempt.objects.to_call_back().filter(supporter=OuterRef("supporter"), person=OuterRef("relation__person"))
    return pairings.select_related("person", "supporter", "programme", "request__person", "relation__person").annotate(
        met_on=Subquery(met.order_by("-encounter__day").values("encounter__day")[:1]),
        next_on=Subquery(again.order_by("again_on").values("again_on")[:1]),
    )


def listed(pairings: PairingQuerySet, *, ended: bool) -> PairingQuerySet:
    """Those who meet now by the person's name, or those who stopped, the latest first."""
    if ended:
        return followed(pairings.exclude(ended_on=None)).order_by("-ended_on", "pk")
    return followed(pairings.running()).order_by("person__name", "pk")


def needing_choice(actor: Person) -> QuerySet[Request]:
    """Requests that come back to a coordinator: nobody is asked at the moment, and somebody here is to choose, or to read
    the choices to somebody who can be told in no other way.
    """
    programmes = actor.coordinated_programmes
    if not programmes:
        return Request.objects.none()
    asked = Suggestion.objects.filter(ended_at=None, picked_at__isnull=False).values("request")
    to_read = Suggestion.objects.open().filter(picked_at=None).values("request")
    unreached = Q(pk__in=to_read, way="", person__user=None)
    tried = Q(pk__in=Suggestion.objects.values("request"), ask_coordinator=True)
    rows = Request.objects.waiting().filter(tried | unreached).exclude(pk__in=asked).exclude(person=actor)
    return rows if None in programmes else rows.filter(Q(programme__in=programmes) | Q(programme=None))


def choosing_now(actor: Person | Given) -> QuerySet[Request]:
    """The actor's own requests in which they may choose somebody now."""
    there = Suggestion.objects.open().filter(picked_at=None).values("request")
    asked = Suggestion.objects.asked().values("request")
    return Request.objects.waiting().filter(person=actor, ask_coordinator=False, pk__in=there).exclude(pk__in=asked)


def pairings_held_on(person: Person) -> list[dict]:
    """The part of one's record that tells whom one met."""
    rows = Pairing.objects.of(person).select_related("supporter", "programme").order_by("began_on", "pk")
    return [
        {
            "supporter": row.supporter.name,
            "programme": str(row.programme or ""),
            "asked_on": row.asked_on,
            "began_on": row.began_on,
            "ended_on": row.ended_on,
            "ending": str(ENDINGS.get(row.ending, row.ending)),
            "keeps_history": row.keeps_history,
        }
        for row in rows
    ]


def fitting_of(request: Request) -> dict[Person, str]:
    """Supporters who keep every wish, each with why in words, to suggest from; not those suggested at the moment."""
    return {fit.supporter: fit.words for fit in suggestions_for(request, 2 * MOST)}


def questions_to(actor: Person) -> list[tuple[Suggestion, str]]:
    """Who would like to meet this supporter and waits for a yes or a no: with the name they are shown by, oldest first."""
    asked = Suggestion.objects.visible_to(actor).select_related("request__person").order_by("picked_at", "pk")
    return [(one, shown_name(one.request)) for one in asked]


def own_pairings(actor: Person) -> dict[str, list[Pairing]]:
    """Whom somebody meets now, and whom they met, the latest first. One query."""
    rows = followed(Pairing.objects.of(actor)).select_related("supporter__bringing").order_by("-began_on", "pk")
    return {"running": [one for one in rows if one.is_running], "ended": [one for one in rows if not one.is_running]}
