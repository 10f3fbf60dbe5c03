"""Who may be meant by a name at one date: those who belong, who signed up, and who came by name in the last half year."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

from rapidfuzz import fuzz, process

from hearthside.core.sheets.cells import fold
from hearthside.gatherings.models import Attendance, GroupMember, Session, SignUp
from hearthside.people.asking.codes import code_digest, read_code
from hearthside.people.models import Person

LATELY = timedelta(days=183)
ALIKE, MOST_ALIKE = 72, 3  # of 100, and how many are said


@dataclass(slots=True, eq=False)
class Somebody:
    """One human being who may be meant, in all the ways in which this house knows them here."""

    name: str
    person_id: UUID | None = None
    member_id: UUID | None = None
    sign_up_id: UUID | None = None
    digests: list[str] = field(default_factory=list)

    @property
    def key(self) -> str:
        """Names them in a form, by what is surest."""
        if self.member_id:
            return f"member:{self.member_id}"
        return f"person:{self.person_id}" if self.person_id else f"sign_up:{self.sign_up_id}"

    @property
    def links(self) -> dict[str, UUID | None]:
        return {"person_id": self.person_id, "member_id": self.member_id, "sign_up_id": self.sign_up_id}

    def is_at(self, row: Attendance) -> bool:
        """Whether a line of who came is theirs."""
        return not row.linked_to.isdisjoint(self.links.values())


def somebodies(members: Iterable[GroupMember], sign_ups: Iterable[SignUp], people: Iterable[Person]) -> list[Somebody]:
    """Each human being once, however many rows they have."""
    found: list[Somebody] = []
    by: dict[UUID, Somebody] = {}

    def known(*keys: UUID | None) -> Somebody | None:
        return next((by[key] for key in keys if key in by), None)

    for member in members:
        one = Somebody(member.name, person_id=member.person_id, member_id=member.pk, digests=_digests(member))
        found.append(one)
        by |= {key: one for key in (member.pk, member.person_id) if key}
    for person in people:
        if not known(person.pk):
            by[person.pk] = Somebody(person.name, person_id=person.pk)
            found.append(by[person.pk])
    for sign_up in sign_ups:
        same = known(sign_up.member_id, sign_up.person_id)
        if same is None:
            same = Somebody(sign_up.name, person_id=sign_up.person_id, member_id=sign_up.member_id)
            found.append(same)
            by |= {key: same for key in (sign_up.member_id, sign_up.person_id) if key}
        same.sign_up_id = same.sign_up_id or sign_up.pk
        same.digests += _digests(sign_up)
    return found


def _digests(reached: GroupMember | SignUp) -> list[str]:
    return [reached.code_digest] if reached.code_digest else []


def expected_at(session: Session) -> list[Somebody]:
    """Everybody who may be meant, by name. It holds names: ask permissions.may_see_who_came first. Three queries."""
    belonging = GroupMember.objects.filter(gathering=session.gathering_id, state=GroupMember.State.BELONGS).select_related("person")
    signed_up = session.sign_ups.exclude(state=SignUp.State.CANCELLED).select_related("person").order_by("asked_at")
    lately = Attendance.objects.filter(session__gathering=session.gathering_id, session__day__range=(session.day - LATELY, session.day))
    came = Person.objects.filter(merged_into=None, pk__in=lately.exclude(session=session.pk).exclude(person=None).values("person"))
    return sorted(somebodies(belonging, signed_up, came), key=lambda one: fold(one.name))


class Finder:
    """Reads what was typed at a door as one of those who may be meant."""

    def __init__(self, everybody: Iterable[Somebody]):
        self.everybody = list(everybody)
        self.by_code = {digest: one for one in self.everybody for digest in one.digests}
        self.by_name: dict[str, list[Somebody]] = defaultdict(list)
        for one in self.everybody:
            for name in {fold(one.name), *fold(one.name).split()[:1]}:
                self.by_name[name].append(one)

    def find(self, typed: str) -> Somebody | None:
        """The one whose code it is, or the only one who is called so, by the whole name or the first; else nobody."""
        called = self.by_name.get(fold(typed), [])
        return self._with_code(typed) or (called[0] if len(called) == 1 else None)

    def is_code(self, typed: str) -> bool:
        """Whether it is the code of somebody who may be meant."""
        return self._with_code(typed) is not None

    def _with_code(self, typed: str) -> Somebody | None:
        code = read_code(typed)
        return self.by_code.get(code_digest(code)) if code else None

    def perhaps(self, typed: str) -> list[Somebody]:
        """Who may be meant, the likeliest first; a person decides."""
        called = self.by_name.get(fold(typed), [])
        names = {place: fold(one.name) for place, one in enumerate(self.everybody)}
        alike = process.extract(fold(typed), names, scorer=fuzz.WRatio, score_cutoff=ALIKE, limit=MOST_ALIKE)
        found = [*called, *(self.everybody[place] for _name, _score, place in alike)]
        return list({one.key: one for one in found}.values())[:MOST_ALIKE]
