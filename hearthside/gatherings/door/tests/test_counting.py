"""Whatever happens in whatever order, as many are counted as a plain list of names would hold."""

from uuid import UUID, uuid5

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hearthside.gatherings.door.actions import note_arrivals, remove_arrival
from hearthside.gatherings.door.queries import arrivals_of, numbers_of
from hearthside.gatherings.models import Attendance, GroupMember, TakenOff
from hearthside.gatherings.tests.doors import a_door, meets_today, tap
from hearthside.gatherings.tests.groups import tuesday_circle

SPACE = UUID(int=7)
NAMES = ("Ida", "ida", "Bo", "Cy")
taps = st.tuples(st.just("tap"), st.integers(0, 5), st.sampled_from(("", *NAMES)))
sheets = st.tuples(
    st.just("sheet"), st.integers(0, 2), st.lists(st.sampled_from(NAMES), max_size=4), st.integers(0, 3), st.sets(st.integers(0, 2))
)
undos = st.tuples(st.just("undo"), st.integers(0, 9))
stories = st.lists(st.one_of(taps, sheets, undos), max_size=14)


class PlainList:
    """Who came, as somebody would keep it on paper: what was written is a key, and what was struck out stays out."""

    def __init__(self):
        self.lines: dict[object, int] = {}  # in the order in which they were written
        self.out: set[object] = set()

    def add(self, key: object, heads: int = 1) -> None:
        if key not in self.out:
            self.lines.setdefault(key, heads)

    def strike(self, key: object) -> None:
        if self.lines.pop(key, 0):
            self.out.add(key)


def keys_of_sheet(batch, names, heads, members):
    """What one sheet says: each member and each writing of a name once a sheet, and its number."""
    for number in members:
        yield ("member", number), 1
    said: dict[str, int] = {}
    for name in names:
        yield ("name", batch, name.casefold(), said.setdefault(name.casefold(), 0)), 1
        said[name.casefold()] += 1
    if heads:
        yield ("heads", batch), heads


@pytest.mark.slow
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(stories)
def test_any_story_of_taps_sheets_and_undo_gives_the_count_of_a_plain_list(cast, story):
    Attendance.objects.all().delete()
    TakenOff.objects.all().delete()
    session = meets_today(tuesday_circle(cast))
    members = [GroupMember.objects.create(gathering=session.gathering, name=name, state="belongs") for name in ("Mo", "Lou", "Kit")]
    (door, _tablet), plain, keys = a_door(cast.ben), PlainList(), {}

    def learn(key) -> None:
        """Remember which row a line of the plain list became."""
        for row in session.attendances.values_list("pk", flat=True):
            if row not in keys.values():
                keys[key] = row

    for act, *words in story:
        if act == "tap":
            number, typed = words
            key = uuid5(SPACE, str(number))
            tap(door, session, typed, key)
            plain.add(("tap", number))
            keys[("tap", number)] = key
        elif act == "sheet":
            batch, names, heads, here = words
            for member in here:  # on its own, so that it is known which row is theirs
                note_arrivals(by=cast.ben, session=session, members=[members[member]], batch=uuid5(SPACE, f"ticks {batch}"))
                if ("member", batch, member) not in plain.out and not any(
                    line[0] == "member" and line[2] == member for line in plain.lines
                ):
                    plain.add(("member", batch, member))
                    learn(("member", batch, member))
            for line, number in keys_of_sheet(batch, names, heads, ()):
                plain.add(line, number)
            note_arrivals(by=cast.ben, session=session, names=names, heads=heads, batch=uuid5(SPACE, str(batch)))
            for line in plain.lines:
                if line not in keys:
                    keys[line] = row_of(line)
        elif plain.lines:
            [place] = words
            line = list(plain.lines)[place % len(plain.lines)]
            remove_arrival(by=cast.ben, session=session, arrival=session.attendances.get(pk=keys[line]))
            plain.strike(line)
        assert numbers_of(session).total == sum(plain.lines.values())
        assert len(arrivals_of(session)) == len(plain.lines)


def row_of(line) -> UUID:
    """The key that a name or a number of a sheet has, whenever that sheet is sent."""
    kind, batch, *rest = line
    said = "heads" if kind == "heads" else f"name:{rest[0]}:{rest[1]}"
    return uuid5(uuid5(SPACE, str(batch)), said)
