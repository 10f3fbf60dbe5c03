"""Whatever people do with the dates of a group, in whatever order: a plain calendar in this file and the house agree."""

from dataclasses import dataclass, field
from datetime import date, time, timedelta
from uuid import UUID

import pytest
from django.db import transaction
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from hearthside.core.dates import now, today
from hearthside.core.errors import Refused
from hearthside.gatherings.models import Gathering, Series, Session, SignUp
from hearthside.gatherings.series import actions, making
from hearthside.gatherings.series.actions import Timing
from hearthside.gatherings.tests.groups import next_weekday
from hearthside.outbox.models import Message
from tests.cast import TESTS

WEEKS = 7
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


@dataclass
class Page:
    """One date in the plain calendar. `home` is where its rhythm puts it; `own` holds what was agreed for it alone."""

    home: tuple[date, time]
    room: str
    minutes: int
    own: dict = field(default_factory=dict)
    state: str = "planned"
    people: int = 0
    rhythm: int = 0

    def shown(self) -> tuple:
        day, at = self.own.get("when", self.home)
        own = self.own
        return day, at, self.state, own.get("room", self.room), own.get("minutes", self.minutes), self.people if self.is_live else 0

    @property
    def is_live(self) -> bool:
        return self.state == "planned"


class Calendar:
    """Pages in the order of their homes, and how often each rhythm was said anew."""

    def __init__(self, days: set[int], at: time, last: date):
        self.last, self.at, self.days, self.room, self.minutes, self.rhythm = last, at, days, "Hall", 60, 0
        self.pages = self.lay_out(today())
        self.said = {0: 0}
        self.series: dict[int, UUID] = {}  # which row a rhythm is; dates that stand alone have none here

    def lay_out(self, first: date) -> list[Page]:
        every = [first + timedelta(days=n) for n in range((self.last - first).days + 1)]
        return [Page((day, self.at), self.room, self.minutes, rhythm=self.rhythm) for day in every if day.weekday() in self.days]

    def is_free(self, page: Page, when: tuple) -> bool:
        return all(other.own.get("when", other.home) != when for other in self.pages if other is not page and other.is_live)

    def change_from(self, page: Page, days: set[int], at: time, room: str) -> int:
        """Returns how many people lose their date."""
        place = self.pages.index(page)
        kept, later = self.pages[:place], [one for one in self.pages[place:] if one.rhythm == page.rhythm]
        others = [one for one in self.pages[place:] if one.rhythm != page.rhythm]
        first, old = page.home[0], page.rhythm
        self.days, self.at, self.room, self.rhythm = days, at, room, self.rhythm + 1
        self.said[self.rhythm] = 0
        fresh = self.lay_out(first)
        taken: set[int] = set()
        alone, lost = [], 0
        for same_day in (True, False):  # first what stays on its day, then what is left of the week, in order
            for was in later:
                if "done" in was.own:
                    continue
                week = was.home[0].isocalendar()[:2]
                fits = [
                    n
                    for n, new in enumerate(fresh)
                    if n not in taken and (new.home[0] == was.home[0] if same_day else new.home[0].isocalendar()[:2] == week)
                ]
                if not fits:
                    continue
                taken.add(fits[0])
                new = fresh[fits[0]]
                new.own, new.state, new.people = dict(was.own), was.state, was.people
                if new.own.get("when") == new.home:
                    del new.own["when"]
                was.own = {"done": True}
        for was in later:
            if "done" not in was.own and was.people:
                alone.append(was)
                if was.state == "planned":
                    lost += was.people
                    was.state = "cancelled"
                self.rhythm += 1
                was.rhythm = self.rhythm
                self.said[self.rhythm] = 0
        self.pages = sorted([*kept, *others, *alone, *fresh], key=lambda one: one.home[0])
        if any(one.rhythm == old for one in self.pages):
            self.said[old] += 1
        else:
            del self.said[old]
        return lost


acts = st.lists(
    st.tuples(
        st.sampled_from(["move", "room", "longer", "capacity", "cancel", "skip", "restore", "later", "later", "sign up", "sign up"]),
        st.integers(0, 40),
        st.integers(-2, 3),
        st.sets(st.integers(0, 6), min_size=1, max_size=3),
        st.sampled_from([time(9), time(13), time(19, 30)]),
        st.sampled_from(["Hall", "Attic"]),
    ),
    max_size=9,
)


@pytest.mark.slow
@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(days=st.sets(st.integers(0, 6), min_size=1, max_size=3), acts=acts)
def test_no_date_is_lost_or_doubled_and_calendars_hear_of_each_change_once(cast, monkeypatch, days, acts):
    last = today() + timedelta(weeks=WEEKS)
    monkeypatch.setattr(making, "AHEAD", timedelta(weeks=WEEKS))
    with transaction.atomic():
        gathering = actions.begin_gathering(by=TESTS, title="Circle", programme=cast.river, kind=cast.group, hosts=[cast.ben])
        rule = weekly(days)
        first = next(today() + timedelta(days=n) for n in range(1, 9) if (today() + timedelta(days=n)).weekday() in days)
        timing = Timing(first_day=first, starts_at=time(13), minutes=60, rrule=rule, room="Hall", until=last)
        series = actions.add_series(by=TESTS, gathering=gathering, timing=timing)
        calendar = Calendar(days, time(13), last)
        calendar.series[0] = series.pk
        calendar.pages = [page for page in calendar.pages if page.home[0] >= first]
        for act in acts:
            do(calendar, gathering, *act)
            assert sorted(house(gathering)) == sorted(page.shown() for page in calendar.pages)
            assert sorted(Series.objects.filter(gathering=gathering).values_list("sequence", flat=True)) == sorted(calendar.said.values())
        transaction.set_rollback(True)


def weekly(days: set[int]) -> str:
    return "FREQ=WEEKLY;BYDAY=" + ",".join(DAYS[day] for day in sorted(days))


def house(gathering: Gathering) -> list[tuple]:
    return [
        (
            one.day,
            one.starts_at,
            one.state,
            one.room,
            one.minutes,
            one.sign_ups.exclude(state="cancelled").count() if one.state == "planned" else 0,
        )
        for one in gathering.sessions.all()
    ]


def found(calendar: Calendar, gathering: Gathering, page: Page) -> Session:
    """The row of a page. A date that stays to say that it is off may stand at a time at which the group meets again."""
    rows = gathering.sessions.select_related("series", "gathering").filter(slot_day=page.home[0], slot_at=page.home[1])
    series = calendar.series.get(page.rhythm)
    rows = rows.filter(series=series) if series else rows.filter(series__rrule="")
    alike = [one for one in rows if (one.day, one.starts_at, one.state, one.room, one.minutes) == page.shown()[:5]]
    return min(alike, key=lambda one: one.series.sequence != calendar.said[page.rhythm])


def do(calendar: Calendar, gathering: Gathering, what, number, days_on, days, at, room) -> None:
    """One act in the house and in the plain calendar. Dates of today have begun or not; the acts begin tomorrow."""
    if not calendar.pages:
        return
    page = calendar.pages[number % len(calendar.pages)]
    session = found(calendar, gathering, page)
    before, by = page.shown(), TESTS
    if what == "sign up" and page.is_live:
        SignUp.objects.create(session=session, name="Robin", way="phone", reach="+13065550177")
        page.people += 1
    elif what == "move":
        when = (max(page.home[0] + timedelta(days=days_on), today()), at)
        try:
            actions.change_session(by=by, session=session, day=when[0], starts_at=when[1])
        except Refused:
            assert not calendar.is_free(page, when)
            return
        agree(page, "when", when, page.home)
    elif what == "room":
        actions.change_session(by=by, session=session, room=room)
        agree(page, "room", room, page.room)
    elif what == "longer":
        actions.change_session(by=by, session=session, minutes=60 + 10 * days_on)
        agree(page, "minutes", 60 + 10 * days_on, page.minutes)
    elif what == "capacity":
        actions.change_session(by=by, session=session, capacity=5 + number)
    elif what in ("cancel", "skip"):
        {"cancel": actions.cancel_session, "skip": actions.skip_session}[what](by=by, session=session)
        page.state = {"cancel": "cancelled", "skip": "skipped"}[what]
    elif what == "restore":
        restore(calendar, page, session)
    elif what == "later":
        later(calendar, page, session, days, at, room)
        return
    if page.shown()[:5] != before[:5]:
        calendar.said[page.rhythm] += 1


def agree(page: Page, name: str, value, usual) -> None:
    """What is as usual is nothing of its own."""
    page.own[name] = value
    if value == usual:
        del page.own[name]


def restore(calendar: Calendar, page: Page, session: Session) -> None:
    is_off = page.state != "planned"
    when = page.own.get("when", page.home) if is_off else page.home
    try:
        actions.restore_session(by=TESTS, session=session)
    except Refused:
        assert not calendar.is_free(page, when)
        return
    page.state = "planned"
    page.own = page.own if is_off else {}


def later(calendar: Calendar, page: Page, session: Session, days, at, room) -> None:
    timing = Timing(first_day=page.home[0], starts_at=at, minutes=60, rrule=weekly(days), room=room, until=calendar.last)
    waiting = set(Message.objects.values_list("pk", flat=True))
    try:
        with transaction.atomic():
            new = actions.change_from(by=TESTS, session=session, timing=timing)
    except Refused:
        never_meets = not any((page.home[0] + timedelta(days=n)).weekday() in days for n in range((calendar.last - page.home[0]).days + 1))
        assert not session.series.rrule or session.starts <= now() or never_meets
        return
    told = set(Message.objects.filter(left_at=None).values_list("pk", flat=True)) - waiting
    calendar.series[calendar.rhythm + 1] = new.pk
    lost = calendar.change_from(page, days, at, room)
    event(f"changed from a date, {lost} lost theirs")
    assert len(told) >= lost, "Whoever lost their date is told."


def test_a_rhythm_begins_on_its_own_day(cast):
    """So that the first date of a calendar's series is one of its rule."""
    gathering = actions.begin_gathering(by=TESTS, title="Circle", programme=cast.river, kind=cast.group)
    timing = Timing(first_day=today(), starts_at=time(9), minutes=30, rrule="FREQ=WEEKLY;BYDAY=TU")
    assert actions.add_series(by=TESTS, gathering=gathering, timing=timing).first_day == next_weekday(1)
