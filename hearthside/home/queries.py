"""What pages that combine rooms read: what waits for somebody today, and everything held on one person."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db.models import CharField, DateField, DateTimeField, Exists, F, OuterRef, Q, QuerySet, UUIDField, Value
from django.utils.translation import gettext

from hearthside.accounts.models import User
from hearthside.audit.models import Entry
from hearthside.audit.queries import entries_about
from hearthside.checkins.models import Call, CallAgreement, CallBack, Question
from hearthside.checkins.queries import decisions_to_read
from hearthside.checkins.queries import held_on as calls_held_on
from hearthside.core.dates import now
from hearthside.core.kept_queries import Given, KeptQuery
from hearthside.encounters.models import Attempt, Doing, Encounter, Note, Presence, Stance
from hearthside.encounters.queries import encounters_with
from hearthside.gatherings.closing.queries import LOOK_BACK
from hearthside.gatherings.models import Duty, Host
from hearthside.gatherings.queries import held_on
from hearthside.one_to_one import queries as one_to_one
from hearthside.one_to_one.choosing.queries import choosing_now, pairings_held_on
from hearthside.one_to_one.goals.queries import goals_held_on
from hearthside.one_to_one.models import Farewell, Suggestion, Wishes
from hearthside.organisation.defaults import OUTCOME_NAMES
from hearthside.organisation.queries import kind_names
from hearthside.outbox.models import Heard, Message
from hearthside.people.models import BreakGlass, Person, Shift, current
from hearthside.people.texting.thread import texts_held_on
from hearthside.safety.models import Backup, Debrief, SafetyEvent
from hearthside.safety.queries import held_on as safety_held_on


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing that waits for somebody: a note to read, a reply to read, an emergency to know of."""

    what: str
    id: UUID
    who: str
    at: datetime


# A row that only says in which room something may wait for this person, so that most people's first page asks no room at all.
ROOMS = ("calls", "groups", "one_to_one", "safety", "texts", "warm_line", "wishes")


def _waiting() -> QuerySet:
    person = Given("person", UUIDField())

    def rows(queryset: QuerySet, what: str, id_field: str, who: str, at: str) -> QuerySet:
        named = {"row_kind": Value(what, CharField()), "thing": F(id_field), "who": F(who), "since": F(at)}
        return queryset.order_by().annotate(**named).values_list("row_kind", "thing", "who", "since")

    read = Stance.objects.filter(person=person).values("note")
    notes = Note.objects.filter(encounter__presences__person=person).exclude(pk__in=read)
    replies = Stance.objects.filter(note__written_by=person, reply__isnull=False, reply_read_at=None)
    hosting = Host.objects.filter(current(Given("day", DateField())), person=person)
    on_duty = Duty.objects.filter(person=person, session__day__gte=Given("earliest", DateField()))
    emergencies = BreakGlass.objects.filter(person=person, seen_at=None)
    debriefs = Debrief.objects.open().filter(Q(supporter=person) | Q(with_whom=person))
    hard = SafetyEvent.objects.filter(Q(person=person, read_at=None) | Q(written_by=person, reply__isnull=False, reply_read_at=None))
    calls = Call.objects.open().filter(Q(given_to=person) | Q(claimed_by=person))
    shifts = Shift.objects.filter(person=person, begins__lte=Given("tomorrow", DateTimeField()), ends__gt=Given("now", DateTimeField()))
    wishes = Wishes.objects.filter(Q(person=person) | Q(person__merged_into=person))
    wishes = wishes.filter(Q(confirmed_at=None) | Q(review_on__lte=Given("day", DateField())))
    agreements = CallAgreement.objects.to_look_at(Given("day", DateField()))
    heard = Heard.objects.filter(seen_to_at=None, erased_at=None)
    texts = Message.objects.filter(sent_at=None, failed_at=None, left_at=None, written_by=Given("actor_id", CharField()))
    return rows(notes, "note", "encounter_id", "written_by__name", "written_at").union(
        rows(replies, "reply", "note__encounter_id", "person__name", "said_at"),
        rows(emergencies, "emergency", "pk", "opener__name", "opened_at"),
        rows(hosting, "groups", "gathering_id", "person__name", "gathering__begun_at"),
        rows(on_duty, "groups", "session_id", "person__name", "given_at"),
        rows(Suggestion.objects.asked().filter(supporter=person), "one_to_one", "pk", "supporter__name", "picked_at"),
        rows(choosing_now(person), "one_to_one", "pk", "person__name", "asked_at"),
        rows(Farewell.objects.filter(reader=person, read_at=None), "one_to_one", "pk", "reader__name", "said_at"),
        rows(calls, "calls", "pk", "person__name", "opens"),
        rows(shifts, "calls", "pk", "person__name", "begins"),
        rows(decisions_to_read(person), "calls", "pk", "asked_of__name", "answered_at"),
        rows(Question.objects.filter(asked_of=person, answered_at=None), "calls", "pk", "asked_of__name", "asked_at"),
        rows(Backup.objects.open(), "safety", "pk", "asked_by__name", "asked_at"),
        rows(debriefs, "safety", "pk", "supporter__name", "offered_at"),
        rows(hard, "safety", "pk", "written_by__name", "written_at"),
        rows(wishes, "wishes", "pk", "person__name", "written_at"),
        rows(CallBack.objects.open(), "warm_line", "pk", "taken_by__name", "asked_at"),
        rows(agreements, "warm_line", "pk", "agreed_by__name", "agreed_at"),
        rows(heard, "texts", "pk", "how", "heard_at"),
        rows(texts, "texts", "pk", "channel", "queued_at"),
        all=True,
    )


waiting = KeptQuery(_waiting)


def waiting_for(person: Person, day: date) -> tuple[list[Waiting], set[str]]:
    """What waits for this person, oldest first, in one query. Each has a page on which it can be done with. Beside it the
    rooms in which something may wait, so that the others are not asked.
    """
    to_time = DateTimeField().to_python
    moment = now()
    days = {"day": day, "earliest": day - LOOK_BACK, "now": moment, "tomorrow": moment + timedelta(days=1)}
    found = list(waiting(person=person.pk, actor_id=person.actor_id, **days))
    mine = [Waiting(what, UUID(str(thing)), who or "", to_time(since)) for what, thing, who, since in found if what not in ROOMS]
    return sorted(mine, key=lambda one: one.at), {what for what, *_rest in found} & {*ROOMS}


due = KeptQuery(
    lambda: (
        Attempt.objects.to_call_back()
        .filter(supporter=Given("actor", UUIDField()), again_on__lte=Given("day", DateField()))
        .select_related("person", "kind")
    )
)


def call_backs_due(actor: Person, day: date) -> list[Attempt]:
    """Who asked this supporter to call again by this day, in the order of the day; overdue ones come first."""
    return sorted(due(actor=actor.pk, day=day), key=lambda attempt: (attempt.again_on, attempt.again_at or time.max))


def _logged() -> QuerySet:
    did = Exists(Doing.objects.filter(encounter=OuterRef("pk"), supporter=Given("supporter", UUIDField())))
    return Encounter.objects.filter(did, day=Given("day", DateField())).select_related("kind").newest_first()


logged = KeptQuery(_logged)


def logged_on(actor: Person, day: date) -> list[Encounter]:
    """The contacts a supporter took part in on one day, newest first. It begins with the day, which is short."""
    return logged(supporter=actor.pk, day=day)


@dataclass(frozen=True, slots=True)
class Happening:
    """A contact or a try in a person's list. `minutes` is 0 for a try, which has an outcome instead."""

    id: UUID
    day: date
    kind: str
    minutes: int
    outcome: str


MOST = 20
MET = ("encounter", "day", "kind", "encounter__starts_at", "encounter__minutes")
TRIED = ("pk", "day", "kind", "starts_at", "outcome")


def _of_person(model: type[Presence] | type[Attempt]) -> QuerySet:
    return model.objects.filter(person=Given("person", UUIDField())).order_by("-day", "-pk")


def _met_since() -> QuerySet:
    did = Exists(Doing.objects.filter(encounter=OuterRef("encounter"), supporter=Given("actor", UUIDField())))
    typed = Q(encounter__typist=Given("actor", UUIDField()))
    return _of_person(Presence).filter(Q(day__gte=Given("since", DateField())) | did | typed).values_list(*MET)[:MOST]


def _tried_since() -> QuerySet:
    own = Q(supporter=Given("actor", UUIDField())) | Q(typist=Given("actor", UUIDField()))
    return _of_person(Attempt).filter(Q(day__gte=Given("since", DateField())) | own).values_list(*TRIED)[:MOST]


met = KeptQuery(lambda: _of_person(Presence).values_list(*MET)[:MOST])
tried = KeptQuery(lambda: _of_person(Attempt).values_list(*TRIED)[:MOST])
met_since, tried_since = KeptQuery(_met_since), KeptQuery(_tried_since)


def happenings_of(person: Person, actor: Person, since: date | None) -> list[Happening]:
    """The latest contacts and tries with a person in one list, newest first. Two queries and the kept names of kinds,
    each read from the end of an index, however long the two have known each other.

    With `since`, the day from which their record is open to this actor, only what happened from then on, and what the
    actor did or typed: what Encounter and Attempt show by `visible_to`.
    """
    names = kind_names()
    given: dict[str, Any] = {"person": person.pk}
    if since is not None:
        given |= {"actor": actor.pk, "since": since}
    contacts = [
        (starts_at, Happening(key, day, names[kind], minutes, ""))
        for key, day, kind, starts_at, minutes in (met_since if since else met)(**given)
    ]
    tries = [
        (starts_at, Happening(key, day, names[kind], 0, str(OUTCOME_NAMES[outcome])))
        for key, day, kind, starts_at, outcome in (tried_since if since else tried)(**given)
    ]
    both = sorted(contacts + tries, key=lambda pair: (pair[1].day, pair[0] or time.min), reverse=True)
    return [happening for _at, happening in both[:MOST]]


def everything_about(person: Person) -> dict[str, Any]:
    """All that the organisation holds on one person, for them to read and take away. Keys are plain words."""
    said = ("purpose", "may_call", "may_text", "may_leave_voicemail", "may_say_who", "words", "said_at", "ended_at")
    ways = [
        {
            "kind": way.kind,
            "value": way.value,
            "label": way.label,
            "ended_on": way.ended_on,
            "permissions": [_row(one, *said) for one in way.permissions.order_by("said_at")],
        }
        for way in person.ways.prefetch_related("permissions")
    ]
    consents = [_row(one, "what", "to_whom", "purpose", "words", "given_on", "until", "withdrawn_on") for one in person.consents.all()]
    contacts = encounters_with(person).select_related("kind", "programme", "note").prefetch_related("note__stances__person")
    return {
        "person": _row(person, "name", "is_alias", "reference", "pronouns", "language", "zone", "quiet_from", "quiet_until", "known_since"),
        "roles": [_row(role, "kind", "programme", "starts_on", "ends_on") for role in person.roles.select_related("programme")],
        "ways_to_reach": ways,
        "consents": consents,
        "relations": [_row(one, "supporter", "starts_on", "ends_on") for one in person.relations.select_related("supporter")],
        "contacts": [_contact(one) for one in contacts],
        "tries": [_row(one, "day", "kind", "outcome", "again_on") for one in person.attempts.select_related("kind").order_by("-day")],
        "emergencies": [
            _row(one, "pk", "opener", "reason", "opened_at", "ends_at", "seen_at") for one in person.emergencies.select_related("opener")
        ],
        **held_on(person),
        **calls_held_on(person),
        **safety_held_on(person),
        **goals_held_on(person),
        **texts_held_on(person),
        **one_to_one.held_on(person),
        "pairings": pairings_held_on(person),
        "acts": [{"at": one.at, "actor_label": one.said_by, "act": gettext(one.act)} for one in acts_on(person)],
    }


def acts_on(person: Person) -> QuerySet[Entry]:
    """What was done with a person's record and with their ways to sign in, newest first; not each time they signed in."""
    if person.user_id is None:
        return entries_about(person.actor_id)
    account = User(pk=person.user_id).actor_id
    return entries_about(person.actor_id, account).exclude(actor_id=account)


def _row(thing: Any, *names: str) -> dict[str, Any]:
    plain = (bool, int, float, type(None), date, datetime, time)
    return {name: value if isinstance(value := getattr(thing, name), plain) else str(value) for name in names}


def _contact(encounter: Encounter) -> dict[str, Any]:
    note = getattr(encounter, "note", None)
    stances = sorted(note.stances.all(), key=lambda stance: stance.said_at) if note else []
    return _row(encounter, "day", "starts_at", "minutes", "kind", "programme") | {
        "id": encounter.pk,
        "support": encounter.support,
        "topics": encounter.topics,
        "note": note.text if note else None,
        "answers": [_row(stance, "person", "kind", "reply", "said_at") for stance in stances],
    }
