"""Who is meant by a name on a sign-in sheet: by exact name alone, and a likeness is only ever offered to a person."""

from collections import defaultdict
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q
from rapidfuzz import fuzz, process

from hearthside.core.actors import Actor
from hearthside.core.sheets.cells import fold
from hearthside.gatherings.models import Gathering, GroupMember
from hearthside.gatherings.permissions import may_see_who_comes
from hearthside.people.models import Person, Role

ALIKE, MOST_ALIKE = 75, 3  # of 100, and how many are offered
MOST_LETTERS = 80


@dataclass(frozen=True, slots=True)
class Somebody:
    """Somebody who may be meant: a person known here, or a member under the name they gave."""

    name: str
    person_id: UUID | None = None
    member_id: UUID | None = None

    @property
    def key(self) -> str:
        return f"person:{self.person_id}" if self.person_id else f"member:{self.member_id}"


class PeopleMeant:
    """Those who may be meant at one gathering: who came before, signed up or belongs, if this importer may see who comes, and
    people whose record they may open. For a command on the server: who came before, signed up or belongs, and who is enrolled
    in the programme; of a closed group nobody.
    """

    def __init__(self, by: Actor, gathering: Gathering) -> None:
        self._by_name: dict[str, dict[str, Somebody]] = defaultdict(dict)
        self.by_key: dict[str, Somebody] = {}
        if isinstance(by, Person):
            sees_who_comes, known = bool(may_see_who_comes(by, gathering)), Q(pk__in=Person.objects.visible_to(by).values("pk"))
        else:
            sees_who_comes = not gathering.is_closed
            enrolled = Role.objects.filter(kind__in=Role.ENROLLED, programme=gathering.programme_id)
            known = Q(pk__in=enrolled.values("person")) if sees_who_comes else Q(pk__in=[])
        members: dict[UUID, UUID] = {}
        if sees_who_comes:
            known |= _linked_to(gathering)
            members = self._add_members(gathering)
        people = Person.objects.filter(known, merged_into=None).values_list("pk", "name", "reference").distinct()
        for pk, name, reference in people:
            self._add(Somebody(name, person_id=pk, member_id=members.get(pk)), reference)

    def _add_members(self, gathering: Gathering) -> dict[UUID, UUID]:
        """Members whose record is nobody's are found by the name they gave. Returns the others by person."""
        rows = gathering.members.filter(state=GroupMember.State.BELONGS).only("pk", "name", "person_id")
        for member in rows:
            if member.person_id is None:
                self._add(Somebody(str(member.name), member_id=member.pk))
        return {member.person_id: member.pk for member in rows if member.person_id}

    def _add(self, somebody: Somebody, reference: str = "") -> None:
        self.by_key[somebody.key] = somebody
        for name in {fold(somebody.name), fold(reference)} - {""}:
            self._by_name[name][somebody.key] = somebody

    def exactly(self, name: str) -> Somebody | None:
        """The only one who is called exactly this."""
        found = list(self._by_name.get(fold(name), {}).values())
        return found[0] if len(found) == 1 else None

    def alike(self, name: str) -> list[Somebody]:
        """Those whose names are near, the nearest first, for a person to choose from; all of them where several share it."""
        wanted = fold(name)[:MOST_LETTERS]
        same = list(self._by_name.get(wanted, {}).values())
        near = process.extract(wanted, list(self._by_name), scorer=fuzz.token_set_ratio, score_cutoff=ALIKE, limit=MOST_ALIKE)
        found = {one.key: one for one in same} | {one.key: one for text, _score, _place in near for one in self._by_name[text].values()}
        return list(found.values())[: max(len(same), MOST_ALIKE)]


def _linked_to(gathering: Gathering) -> Q:
    """People who came, signed up or belong."""
    came = gathering.sessions.filter(attendances__person__isnull=False).values("attendances__person")
    signed_up = gathering.sessions.filter(sign_ups__person__isnull=False).values("sign_ups__person")
    belong = gathering.members.filter(state=GroupMember.State.BELONGS, person__isnull=False).values("person")
    return Q(pk__in=came) | Q(pk__in=signed_up) | Q(pk__in=belong)
