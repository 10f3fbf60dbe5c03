"""Who is on duty when: shifts are planned, taken, given back, and nobody gets one that is not theirs to take."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hearthside.audit.models import Entry
from hearthside.core.dates import now, today
from hearthside.core.errors import NotAllowed, Refused
from hearthside.people.actions import give_back_shift, give_shift, grant_role, plan_shifts, remove_shift, take_shift
from hearthside.people.actions.rota import shift_times
from hearthside.people.models import Person, Role, Shift
from hearthside.people.rota import buddies, buddies_now, gaps_ahead, on_duty_in, possible_holders, shifts_between
from tests.cast import TESTS

ROUNDS, WARM_LINE, ON_CALL = Shift.What.ROUNDS, Shift.What.WARM_LINE, Shift.What.ON_CALL
NINE_TO_ONE = {"weekdays": [0, 2], "begins_at": time(9), "ends_at": time(13)}


def tomorrow() -> date:
    return today() + timedelta(days=1)


def plan(cast, by=None, **changes) -> int:
    words = {"what": ROUNDS, "programme": cast.river, "first_day": tomorrow(), "weeks": 1, **NINE_TO_ONE}
    return plan_shifts(by=by or cast.cora, **words | changes)


def shift(cast, **values) -> Shift:
    begins = now() + timedelta(hours=1)
    return Shift.objects.create(**{"what": ROUNDS, "programme": cast.river, "begins": begins, "ends": begins + timedelta(hours=4)} | values)


def test_cora_plans_two_weekdays_for_four_weeks_and_planning_again_adds_nothing(cast):
    assert plan(cast, weeks=4) == 8
    assert plan(cast, weeks=4) == 0
    assert {one.begins.astimezone(ZoneInfo("America/Regina")).weekday() for one in Shift.objects.all()} == {0, 2}
    assert all(one.ends - one.begins == timedelta(hours=4) and one.person is None for one in Shift.objects.all())
    assert Entry.objects.filter(act="planned shifts").count() == 1


def test_a_second_place_at_the_same_time_is_added_to_the_first(cast):
    plan(cast)
    assert plan(cast, places=3) == 4
    assert Shift.objects.count() == 6


def test_the_first_place_of_each_day_can_be_somebodys_from_the_start(cast):
    plan(cast, places=2, person=cast.ben)
    assert Shift.objects.filter(person=cast.ben).count() == 2
    assert Shift.objects.gaps().count() == 2
    assert plan(cast, what=WARM_LINE, person=cast.ben) == 2, "another duty at that time is another shift"
    assert plan(cast, places=3, person=cast.ben) == 2
    assert Shift.objects.filter(what=ROUNDS, person=cast.ben).count() == 2, "nobody has the same time twice"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"first_day": date(2020, 1, 1)}, "This day has passed"),
        ({"weeks": 27}, "at most 26 weeks"),
        ({"places": 11}, "10 places"),
        ({"weeks": 0}, "at most 26 weeks"),
    ],
)
def test_what_cannot_be_planned_is_said(cast, changes, words):
    with pytest.raises(Refused, match=words):
        plan(cast, **changes)


def test_somebody_of_another_programme_is_not_planned_in(cast):
    with pytest.raises(Refused, match="Dan does not work in this programme"):
        plan(cast, person=cast.dan)


def test_who_plans_what(cast):
    for by, changes in [
        (cast.ben, {}),
        (cast.cora, {"programme": cast.hill}),
        (cast.cora, {"programme": None}),  # it would open the calls of Hill
        (cast.cora, {"programme": None, "what": ON_CALL}),
        (cast.ada, {}),
        (cast.eve, {"programme": None, "what": WARM_LINE}),
    ]:
        with pytest.raises(NotAllowed):
            plan(cast, by=by, **changes)
    assert plan(cast, by=cast.cora, programme=None, what=WARM_LINE) == 2
    assert plan(cast, by=TESTS, programme=None) == 2


def test_a_shift_over_midnight_ends_the_next_day(cast):
    plan(cast, begins_at=time(22), ends_at=time(6))
    assert {one.ends - one.begins for one in Shift.objects.all()} == {timedelta(hours=8)}


ZONES = [
    "America/Regina",
    "America/Toronto",
    "Europe/Berlin",
    "Australia/Lord_Howe",
    "Pacific/Apia",
    "America/St_Johns",
    "Africa/Casablanca",
]


@given(st.dates(date(2010, 1, 1), date(2035, 12, 31)), st.times(), st.times(), st.sampled_from(ZONES))
def test_a_shift_is_read_off_the_clock_of_the_house_on_every_day_of_the_year(day, begins_at, ends_at, name):
    zone = ZoneInfo(name)
    begins_at, ends_at = begins_at.replace(second=0, microsecond=0), ends_at.replace(second=0, microsecond=0)
    begins, ends = shift_times(day, begins_at, ends_at, zone)
    assert begins < ends <= begins + timedelta(hours=50)
    local = begins.astimezone(zone)
    exists = datetime.combine(day, begins_at, UTC) in {
        datetime.combine(day, begins_at, zone).replace(fold=fold).astimezone(UTC).astimezone(zone).replace(tzinfo=UTC) for fold in (0, 1)
    }
    if exists:
        assert (local.date(), local.time()) == (day, begins_at)
        assert local.fold == 0, "a time that comes twice is the first"


def test_the_night_on_which_the_clock_leaps_and_the_one_on_which_it_falls_back():
    zone = ZoneInfo("America/Toronto")
    begins, ends = shift_times(date(2026, 3, 8), time(2, 30), time(3), zone)
    assert begins.astimezone(zone).time() == time(3, 30), "there is no 2:30 that night"
    assert ends - begins == timedelta(minutes=30)
    begins, ends = shift_times(date(2026, 10, 31), time(22), time(6), zone)
    assert ends - begins == timedelta(hours=9), "this night is an hour longer"


def test_ben_takes_a_gap_and_gives_it_back_and_everybody_can_read_it(cast):
    gap = shift(cast)
    take_shift(by=cast.ben, shift=gap)
    take_shift(by=cast.ben, shift=gap)
    assert Shift.objects.get().person == cast.ben
    with pytest.raises(Refused, match="Somebody has taken it"):
        take_shift(by=cast.kim, shift=Shift.objects.get())
    give_back_shift(by=cast.ben, shift=gap)

    assert Shift.objects.get().person is None
    assert list(Entry.objects.filter(thing=f"shift:{gap.pk}").order_by("seq").values_list("act", flat=True)) == [
        "took a shift",
        "gave a shift back",
    ]


def test_whoever_looked_before_somebody_else_took_it_is_told(cast):
    gap = shift(cast)
    seen_by_kim = Shift.objects.get()
    take_shift(by=cast.ben, shift=gap)
    with pytest.raises(Refused, match="Somebody has taken it"):
        take_shift(by=cast.kim, shift=seen_by_kim)


def test_a_shift_that_changed_hands_is_not_given_back_by_whoever_had_it(cast):
    taken = shift(cast, person=cast.ben)
    seen = Shift.objects.get()
    Shift.objects.update(person=cast.kim)
    with pytest.raises(NotAllowed):
        give_back_shift(by=cast.ben, shift=seen)
    assert Shift.objects.get(pk=taken.pk).person == cast.kim


def test_nobody_is_in_two_places_of_the_same_duty(cast):
    shift(cast, person=cast.ben)
    later = shift(cast, begins=now() + timedelta(hours=3), ends=now() + timedelta(hours=6))
    with pytest.raises(Refused, match="on duty at that time already"):
        take_shift(by=cast.ben, shift=later)
    with pytest.raises(Refused, match="Ben is on duty at that time already"):
        give_shift(by=cast.cora, shift=later, person=cast.ben)
    on_call = shift(cast, what=ON_CALL)
    take_shift(by=cast.ben, shift=on_call)
    assert Shift.objects.filter(person=cast.ben).count() == 2, "being on call goes with the round"


def test_who_takes_what(cast):
    river, everywhere, line = shift(cast), shift(cast, programme=None), shift(cast, programme=None, what=WARM_LINE)
    for person, wanted in [(cast.dan, river), (cast.ben, everywhere), (cast.eve, line), (cast.ana, river), (cast.ada, river)]:
        with pytest.raises(NotAllowed):
            take_shift(by=person, shift=wanted)
    take_shift(by=cast.dan, shift=line)
    grant_role(by=TESTS, person=cast.eve, kind=Role.Kind.SUPPORTER, programme=None)
    take_shift(by=Person.objects.get(name="Eve"), shift=everywhere)


def test_those_who_may_be_given_a_shift_are_those_who_may_take_it(cast):
    grant_role(by=TESTS, person=cast.eve, kind=Role.Kind.SUPPORTER, programme=None)
    cora, line = cora_everywhere(cast), shift(cast, programme=None, what=WARM_LINE)
    for wanted in (shift(cast), shift(cast, programme=None), line, shift(cast, programme=cast.hill)):
        named = set(possible_holders(wanted))
        for person in Person.objects.all():
            try:
                give_shift(by=cora, shift=Shift.objects.get(pk=wanted.pk), person=person)
                assert person in named
                Shift.objects.filter(pk=wanted.pk).update(person=None)
            except Refused:
                assert person not in named


def cora_everywhere(cast) -> Person:
    """Cora, once she coordinates everywhere."""
    grant_role(by=TESTS, person=cast.cora, kind=Role.Kind.COORDINATOR, programme=None)
    return Person.objects.get(pk=cast.cora.pk)


def test_cora_gives_a_shift_and_takes_a_gap_off(cast):
    gap = shift(cast)
    give_shift(by=cast.cora, shift=gap, person=cast.ben)
    give_shift(by=cast.cora, shift=gap, person=cast.ben)
    with pytest.raises(Refused, match="Somebody has taken it"):
        give_shift(by=cast.cora, shift=gap, person=cast.kim)
    with pytest.raises(Refused, match="Give it back first"):
        remove_shift(by=cast.cora, shift=gap)
    give_back_shift(by=cast.cora, shift=gap)
    remove_shift(by=cast.cora, shift=gap)
    remove_shift(by=cast.cora, shift=gap)
    assert not Shift.objects.exists()
    with pytest.raises(Refused, match="taken off the rota"):
        take_shift(by=cast.ben, shift=gap)


def test_others_neither_give_nor_take_off(cast):
    gap = shift(cast)
    for by in (cast.ben, cast.dan, cast.ada):
        with pytest.raises(NotAllowed):
            give_shift(by=by, shift=gap, person=cast.ben)
        with pytest.raises(NotAllowed):
            remove_shift(by=by, shift=gap)
        with pytest.raises(NotAllowed):
            give_back_shift(by=by, shift=gap)


def test_what_is_over_is_over(cast):
    over = shift(cast, begins=now() - timedelta(hours=4), ends=now() - timedelta(minutes=1))
    with pytest.raises(Refused, match="This shift is over"):
        take_shift(by=cast.ben, shift=over)


def test_each_sees_the_rota_of_their_programmes(cast):
    shift(cast)
    shift(cast, programme=cast.hill)
    shift(cast, programme=None)
    shift(cast, programme=None, what=WARM_LINE)
    theirs = shift(cast, programme=cast.hill, person=cast.ben)
    seen = {who.name: Shift.objects.visible_to(who).count() for who in (cast.ben, cast.dan, cast.cora, cast.eve, cast.ana, cast.ada)}
    assert seen == {"Ben": 3, "Dan": 3, "Cora": 2, "Eve": 0, "Ana": 0, "Ada": 0}
    assert theirs in Shift.objects.visible_to(cast.ben)
    grant_role(by=TESTS, person=cast.eve, kind=Role.Kind.SUPPORTER, programme=None)
    assert Shift.objects.visible_to(Person.objects.get(name="Eve")).count() == 5
    assert not Shift.objects.visible_to(TESTS).exists()


def test_gaps_of_two_weeks_shout_to_those_who_coordinate(cast):
    near, line = shift(cast), shift(cast, programme=None, what=WARM_LINE)
    shift(cast, person=cast.kim)
    shift(cast, programme=cast.hill)
    shift(cast, begins=now() + timedelta(days=15), ends=now() + timedelta(days=15, hours=1))
    shift(cast, begins=now() - timedelta(hours=2), ends=now() - timedelta(hours=1))
    assert set(gaps_ahead(cast.cora)) == {near, line}
    assert not gaps_ahead(cast.ben).exists()
    assert gaps_ahead(cora_everywhere(cast)).count() == 3


def test_those_who_share_the_warm_line_are_each_others_buddies(cast):
    at = now() + timedelta(hours=1)
    ben = shift(cast, what=WARM_LINE, person=cast.ben, begins=at, ends=at + timedelta(hours=2))
    kim = shift(cast, what=WARM_LINE, person=cast.kim, begins=at + timedelta(hours=1), ends=at + timedelta(hours=3), programme=None)
    dan = shift(cast, what=WARM_LINE, person=cast.dan, begins=at + timedelta(hours=2), ends=at + timedelta(hours=4), programme=cast.hill)
    cora = shift(cast, what=ROUNDS, person=cast.cora, begins=at, ends=at + timedelta(hours=4))
    assert buddies([ben, kim, dan, cora]) == {ben.pk: ["Kim"], kim.pk: ["Ben", "Dan"], dan.pk: ["Kim"]}


def test_whoever_is_on_the_warm_line_now_knows_who_is_there_too(cast):
    times = {"what": WARM_LINE, "begins": now() - timedelta(hours=1), "ends": now() + timedelta(hours=1)}
    for person in (cast.ben, cast.kim):
        shift(cast, person=person, **times)
    shift(cast, person=cast.cora, **times | {"begins": now() + timedelta(minutes=30)})
    assert (buddies_now(cast.ben), buddies_now(cast.kim), buddies_now(cast.cora)) == (["Kim"], ["Ben"], [])


def test_a_week_is_one_question_and_so_is_who_is_on_duty(cast, django_assert_num_queries):
    shift(cast, person=cast.ben)
    shift(cast, person=cast.kim, programme=None)
    shift(cast, person=cast.dan, programme=cast.hill)
    assert cast.ben.current_roles  # read once for each request
    with django_assert_num_queries(1):
        assert [one.person.name for one in shifts_between(cast.ben, now(), now() + timedelta(days=7))] == ["Ben"]
    with django_assert_num_queries(1):
        assert [one.name for one in on_duty_in(cast.river.pk)] == ["Ben", "Kim"]
