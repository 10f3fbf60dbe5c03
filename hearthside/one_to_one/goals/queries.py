"""Reading goal pages, plans and wishes: for the page, for My record and for Today."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from hearthside.core.dates import today
from hearthside.one_to_one.goals.prompts import WELLNESS_PARTS
from hearthside.one_to_one.models import FormsLink, GoalEntry, PaperCopy, Share, WellnessPart, Wishes
from hearthside.people.models import Person, Relation
from hearthside.people.queries import open_person


@dataclass(slots=True)
class Section:
    """One part of a goal page: its heading, what to think of, what is open and what is done with."""

    kind: str
    title: str
    prompt: str
    entries: list[GoalEntry] = field(default_factory=list)
    earlier: list[GoalEntry] = field(default_factory=list)


def _headings(person: Person, *, is_own: bool) -> list[tuple[str, str, str]]:
    kinds = GoalEntry.Kind
    name = {"name": person.name}
    want = _("What I want") if is_own else _("What %(name)s wants") % name
    return [
        (kinds.GOAL, want, _("One thing or several, in your own words. It may be big or small, and it may change.")),
        (kinds.STEP, _("Small steps"), _("What could be done soon, and whose turn it is.")),
        (kinds.NEXT_TIME, _("Next time we talk about"), _("One line, so that neither of us has to remember it.")),
        (kinds.HELPS, _("What helps"), _("People, places, habits, words.")),
        (kinds.LEARNED, _("What each of us learned"), _("Both of us learn something from each other.")),
        (kinds.CELEBRATION, _("Worth celebrating"), _("It need not be large.")),
    ]


def goal_page(actor: Person, person: Person) -> list[Section]:
    """The sections of somebody's goal page with what this actor may read of it, newest first. One query.

    Steps and lines for next time that are done stand under `earlier`, and so do goals that rest or are reached.
    """
    sections = {kind: Section(kind, title, prompt) for kind, title, prompt in _headings(person, is_own=actor == person)}
    entries = GoalEntry.objects.belonging_to(person).visible_to(actor).select_related("written_by", "person")
    for entry in entries.order_by("-written_at", "-pk"):
        is_open = entry.done_at is None and entry.state in ("", GoalEntry.State.OPEN)
        (sections[entry.kind].entries if is_open else sections[entry.kind].earlier).append(entry)
    return list(sections.values())


def split_by_voice(person: Person, entries: Iterable[GoalEntry]) -> tuple[list[GoalEntry], list[GoalEntry]]:
    """The person's own words, whoever typed them, and those of the people they meet."""
    own: list[GoalEntry] = []
    others: list[GoalEntry] = []
    for entry in entries:
        (own if entry.for_person or entry.written_by_id == person.pk else others).append(entry)
    return own, others


def hides_earlier(actor: Person, person: Person) -> date | None:
    """The day from which a goal page is open to a supporter, where something older is closed to them; else None."""
    relation = Relation.objects.open().filter(person=person, supporter=actor).first()
    if relation is None or relation.history_from is None:
        return None
    shared = Share.objects.running().belonging_to(person).filter(reader=actor, what=Share.What.EARLIER)
    return None if shared.exists() else relation.history_from


def closed_supporters(person: Person) -> QuerySet[Person]:
    """Those the person meets now to whom what was before is closed, so that the person may open it to them."""
    closed = Relation.objects.open().filter(person=person, history_from__isnull=False).values("supporter")
    shared = Share.objects.running().belonging_to(person).filter(what=Share.What.EARLIER).values("reader")
    return Person.objects.filter(pk__in=closed).exclude(pk__in=shared).by_name()


def possible_readers(person: Person) -> QuerySet[Person]:
    """With whom somebody may share: those they meet now, and those who work with people here."""
    meets = Relation.objects.open().filter(person=person).values("supporter")
    working = Person.objects.working_as("supporter", "host", "coordinator").values("pk")
    return Person.objects.filter(Q(pk__in=meets) | Q(pk__in=working), merged_into=None).exclude(pk=person.pk).by_name()


def find_sharing(actor: Person, key: UUID) -> Person | None:
    """Somebody whose record this actor may open, or who shares something with them today; `right` says which."""
    if person := open_person(actor, key):
        return person
    shares = Share.objects.running().exclude(what=Share.What.EARLIER).filter(reader=actor)
    person = (
        Person.objects.filter(pk=key, merged_into=None).filter(Q(shares_given__in=shares) | Q(merged_from__shares_given__in=shares)).first()
    )
    if person is not None:
        person.right = "shared"  # type: ignore[attr-defined]
    return person


def shared_with(actor: Person) -> list[Share]:
    """What other people share with this actor today, by name of the person."""
    shares = Share.objects.running().exclude(what=Share.What.EARLIER).filter(reader=actor).select_related("person", "part")
    return list(shares.order_by("person__name", "what", "part__position", "pk"))


@dataclass(frozen=True, slots=True)
class PartToWrite:
    """A line of one's own plan: a part that is written, or one of the usual headings that is still empty."""

    code: str
    title: str
    prompt: str
    part: WellnessPart | None
    readers: list[str]


def wellness_plan(person: Person) -> list[PartToWrite]:
    """All parts of somebody's own plan, the usual headings first, with the names of those who may read each. Two queries."""
    readers: dict[UUID, list[str]] = {}
    for part_id, name in Share.objects.running().belonging_to(person).filter(part__isnull=False).values_list("part", "reader__name"):
        readers.setdefault(part_id, []).append(name)
    written = list(WellnessPart.objects.belonging_to(person))
    codes = {part.code for part in written}
    plan = [
        PartToWrite(part.code, part.title, str(WELLNESS_PARTS.get(part.code, ("", ""))[1]), part, sorted(readers.get(part.pk, [])))
        for part in written
    ]
    plan += [PartToWrite(code, str(title), str(prompt), None, []) for code, (title, prompt) in WELLNESS_PARTS.items() if code not in codes]
    order = {code: place for place, code in enumerate(WELLNESS_PARTS)}
    return sorted(plan, key=lambda one: order.get(one.code, len(order)))


def own_wishes(person: Person) -> Wishes | None:
    """What somebody says themselves for a hard time; None before they said anything."""
    return Wishes.objects.belonging_to(person).confirmed().select_related("typed_by", "person").order_by("-written_at").first()


def wishes_to_confirm(person: Person) -> Wishes | None:
    """What somebody typed with the person, and which waits for the person's yes. Shown on their Today and their wishes."""
    return Wishes.objects.belonging_to(person).filter(confirmed_at=None).select_related("typed_by", "person").first()


def a_year_after(day: date) -> date:
    """The same day next year; after 29 February, 1 March."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return date(day.year + 1, 3, 1)


def wishes_to_review(actor: Person, day: date) -> Wishes | None:
    """This actor's own wishes if the day on which they wanted to read them again has come. It is done with by
    `still_right`, or by writing them anew.
    """
    return Wishes.objects.belonging_to(actor).confirmed().filter(review_on__lte=day).first()


def goals_held_on(person: Person) -> dict[str, Any]:
    """Goal page, wellness plan, wishes, shares and copies of one person, for them to read and take away. Keys are plain words."""
    entries = GoalEntry.objects.belonging_to(person).select_related("written_by").prefetch_related("versions__written_by")
    parts = WellnessPart.objects.belonging_to(person).prefetch_related("versions")
    shares = Share.objects.belonging_to(person).select_related("reader", "part").order_by("given_at")
    return {
        "goal_page": [_entry(one) for one in entries.order_by("written_at", "pk")],
        "wellness_plan": [_part(one) for one in parts],
        "wishes": [_wishes(one) for one in Wishes.objects.belonging_to(person).select_related("typed_by").order_by("written_at")],
        "shared_with": [
            {
                "who": one.reader.name,
                "what": one.part.title if one.part else one.get_what_display(),
                "given_on": one.given_at.date(),
                "until": one.until,
                "taken_back_on": one.taken_back_at.date() if one.taken_back_at else None,
            }
            for one in shares
        ],
        "paper_copies": [
            {"of_what": one.of_what, "to_whom": one.to_whom, "given_on": one.given_on} for one in PaperCopy.objects.visible_to(person)
        ],
    }


def _entry(entry: GoalEntry) -> dict[str, Any]:
    return {
        "kind": entry.get_kind_display(),
        "text": entry.text,
        "written_by": entry.written_by.name if entry.written_by else "",
        "my_words_typed_for_me": entry.for_person,
        "written_on": entry.written_on,
        "whose_turn": entry.get_turn_display(),
        "state": entry.get_state_display(),
        "done_on": entry.done_at.date() if entry.done_at else None,
        "earlier_wordings": [
            {"text": one.text, "written_by": one.written_by.name if one.written_by else "", "written_on": one.written_on}
            for one in entry.versions.all()
        ],
    }


def _part(part: WellnessPart) -> dict[str, Any]:
    earlier = [{"text": one.text, "written_on": one.written_at.date()} for one in part.versions.all()]
    return {"heading": part.title, "text": part.text, "written_on": part.written_at.date(), "earlier_wordings": earlier}


def _wishes(wishes: Wishes) -> dict[str, Any]:
    return {
        "paper": wishes.get_paper_display(),
        "where": wishes.where,
        "who_may_know": wishes.who_may_know,
        "words": wishes.words,
        "may_be_read_in_an_emergency": wishes.in_emergency,
        "read_again_on": wishes.review_on,
        "typed_by": wishes.typed_by.name if wishes.typed_by else "",
        "confirmed": wishes.confirmed_at is not None,
        "written_on": wishes.written_at.date(),
    }


def counts_of(person: Person) -> dict[str, int]:
    """How much would be gone if the person erased everything, for the page that says so."""
    return {
        "entries": GoalEntry.objects.belonging_to(person).count(),
        "parts": WellnessPart.objects.belonging_to(person).count(),
        "wishes": Wishes.objects.belonging_to(person).count(),
        "shares": Share.objects.running(today()).belonging_to(person).count(),
        "copies": PaperCopy.objects.visible_to(person).count(),
    }


def forms_links() -> QuerySet[FormsLink]:
    """Where official forms are found, as the organisation says; none to begin with."""
    return FormsLink.objects.all()


def said_in(wishes: Wishes | None) -> dict[str, Any]:
    """What a form starts with: what stands already, and a year ahead where the day to read it again has come."""
    if wishes is None:
        return {}
    names = ("paper", "where", "who_may_know", "words", "review_on", "in_emergency")
    said = {name: getattr(wishes, name) for name in names}
    if wishes.review_on and wishes.review_on <= today():
        said["review_on"] = a_year_after(today())
    return said
