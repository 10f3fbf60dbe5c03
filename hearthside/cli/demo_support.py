"""One to one and check-ins in the demonstration: who asked, who met, what they wrote, and today's round of calls."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hearthside.checkins.calls.planning import plan_ahead
from hearthside.checkins.models import Call, CheckInPlan, LineCall, Tried
from hearthside.checkins.plans.actions import begin_plan, choose_voices
from hearthside.checkins.plans.windows import Window
from hearthside.checkins.rounds.actions import share_calls
from hearthside.checkins.warm_line.actions.callers import AgreedWords, agree_calls, welcome_caller
from hearthside.cli.demo_stage import STORY, Stage
from hearthside.core.actors import Visitor
from hearthside.core.dates import today
from hearthside.encounters.models import Encounter
from hearthside.one_to_one.asking.actions import Wishes, ask_for_peer
from hearthside.one_to_one.goals.actions import add_entry, begin_part, finish_entry, share_part, write_wishes
from hearthside.one_to_one.matching.actions import say_bringing
from hearthside.one_to_one.matching.actions.bringing import Brought
from hearthside.one_to_one.models import Pairing, Request
from hearthside.organisation.queries import the_organisation
from hearthside.people.actions import add_way, permit_reach
from hearthside.people.actions.rota import plan_shifts
from hearthside.people.asking.reaching import Asker
from hearthside.people.models import Relation, Shift
from hearthside.safety.actions import say_promise

CALLED = [  # name, when they like to be called, how the steps begin
    ("Marion", time(9, 30), time(11, 30), "gentle"),
    ("Teo", time(10), time(12), "gentle"),
    ("Robin", time(13), time(15), "gentle"),
    ("Nell", time(15), time(17), "gentle"),
    ("Wren", time(18), time(20), "gentle"),
]
EVERY_DAY = range(7)


def tell_of_support(stage: Stage) -> None:
    """What supporters bring, who met whom, who waits; one goal page; five who are called; the warm line."""
    _what_they_bring(stage)
    _who_met(stage)
    _who_waits(stage)
    _one_goal_page(stage)
    _rota(stage)
    _called(stage)
    _on_the_line(stage)


def _what_they_bring(stage: Stage) -> None:
    said = {
        "Rowan": Brought(
            words="I was in hospital twice, and I know how long a first bus ride can be. I like walking and bad coffee.",
            experiences=["hospital", "work", "grief"],
            languages=["en"],
            hows=["in_person", "phone"],
            times=["mon_morning", "tue_morning", "thu_afternoon"],
            room=14,
        ),
        "Sam": Brought(
            words="Twelve years on an ambulance. I listen more than I talk.",
            experiences=["service", "alcohol_drugs", "trauma"],
            languages=["en"],
            hows=["phone"],
            times=["tue_evening", "wed_evening"],
            room=14,
        ),
        "Inès": Brought(
            words="J’ai pris soin de mon frère pendant des années. I speak French and English.",
            experiences=["carer", "parent"],
            languages=["fr", "en"],
            hows=["phone", "video"],
            times=["tue_morning", "wed_afternoon", "sat_morning"],
            room=14,
        ),
    }
    for name, brought in said.items():
        say_bringing(by=stage.people[name], supporter=stage.people[name], brought=brought)


def _who_met(stage: Stage) -> None:
    """Two years of meeting, written as they would stand there had the house been open then; some have ended."""
    dice, ways = stage.dice, (Request.Via.FORM, Request.Via.HELPER, Request.Via.REFERRAL)
    for relation in Relation.objects.filter(programme__code__in=["one-to-one", "family"]).select_related("person").order_by("person__name"):
        began = relation.starts_on
        asked = began - timedelta(days=dice.choice([2, 4, 6, 9, 12, 16, 25, 40]))
        request = Request.objects.create(
            person=relation.person,
            name=relation.person.name,
            programme_id=relation.programme_id,
            via=dice.choice(ways),
            asked_at=_at(asked, 10),
            paired_at=_at(began, 15),
        )
        meeting = Pairing(
            person=relation.person, supporter_id=relation.supporter_id, programme_id=relation.programme_id,
            request=request, relation=relation, asked_on=asked, began_on=began,
        )  # fmt: skip
        if dice.random() < 0.2 and relation.person.name not in ("Jo", "Ash", "Lou"):
            ended = min(began + timedelta(days=dice.choice([20, 60, 150, 400])), today())
            meeting.ended_on, meeting.ending = ended, dice.choice(["got_there", "on_own_way", "not_said", "moved_away"])
            Relation.objects.filter(pk=relation.pk).update(ends_on=ended)
        meeting.save()


def _at(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), tzinfo=ZoneInfo(the_organisation().zone))


def _who_waits(stage: Stage) -> None:
    """Five who asked; the longest wait is first on the coordinator's list."""
    waiting = [
        ("Quinn", 19, Wishes(wish="Somebody who knows what it is to care for a parent.", experiences=["carer"], times=["tue_morning"])),
        ("Bettina", 11, Wishes(wish="Quelqu’un avec qui parler français.", languages=["fr"], hows=["phone"])),
        ("A. from the river", 6, Wishes(wish="I used to be a paramedic. I do not want to explain that.", experiences=["service"])),
        ("Dorian", 3, Wishes(wish="To go for walks. I would rather not talk about work.", hows=["in_person"])),
        ("Mrs. Abernathy-Featherstonehaugh", 1, Wishes(wants=Request.Wants.CHECK_INS, wish="A call now and then would be nice.")),
    ]
    for name, days, wishes in waiting:
        request = ask_for_peer(by=Visitor(), asker=Asker(name=name), wishes=wishes)
        Request.objects.filter(pk=request.pk).update(
            asked_at=_at(today() - timedelta(days=days), 9), programme=stage.programmes["one-to-one"] if days > 1 else None
        )


def _one_goal_page(stage: Stage) -> None:
    """Jo's, written by both; one part of the wellness plan is shared."""
    jo, rowan = stage.people["Jo"], stage.people["Rowan"]
    say_promise(by=rowan, person=jo, how="spoken")
    add_entry(by=jo, person=jo, kind="goal", text="Take the bus to my sister again.")
    step = add_entry(by=rowan, person=jo, kind="step", text="Read the map in the shelter together.", turn="ours")
    finish_entry(by=jo, entry=step)
    add_entry(by=jo, person=jo, kind="step", text="One stop, on a quiet morning.", turn="mine")
    add_entry(by=jo, person=jo, kind="helps", text="Sitting near the door. Knowing the next stop.")
    add_entry(by=rowan, person=jo, kind="learned", text="I had forgotten how loud a bus is. Jo sees things before I do.")
    add_entry(by=jo, person=jo, kind="celebration", text="I stood at the stop for ten minutes and it was fine.")
    part = begin_part(by=jo, code="helps", text="Tea, the window, and nobody asking twice.")
    share_part(by=jo, part=part, reader=rowan)
    write_wishes(by=jo, paper="working", who_may_know="My sister", review_on=today() + timedelta(days=200))


def _rota(stage: Stage) -> None:
    """Two weeks of shifts; Sam has most of them, and the weekend has gaps."""
    sam, pat = stage.people["Sam"], stage.people["Pat"]
    rounds, line = stage.programmes["check-ins"], stage.programmes["warm-line"]
    for what, programme, weekdays, begins, ends, person, places in (
        (Shift.What.ROUNDS, rounds, range(7), time(8, 30), time(20, 30), sam, 1),
        (Shift.What.WARM_LINE, line, range(5), time(17), time(22), sam, 2),
        (Shift.What.ON_CALL, None, range(7), time(8), time(21), pat, 1),
    ):
        plan_shifts(
            by=STORY, what=what, programme=programme, weekdays=weekdays, begins_at=begins, ends_at=ends, first_day=today(), weeks=2,
            places=places, person=person,
        )  # fmt: skip


def _called(stage: Stage) -> None:
    """Each with a plan of their own; eight weeks of calls behind them, and today's shared out."""
    asked = "May we call you on this number?"
    for place, (name, opens, closes, template) in enumerate(CALLED):
        person = stage.people[name]
        way = person.ways.filter(kind="phone").first()
        if way is None:
            way = add_way(by=STORY, person=person, kind="phone", value=f"306-555-01{50 + place}")
            permit_reach(by=STORY, way=way, purpose="check_ins", words=asked, may_call=True, may_leave_voicemail=place % 2 == 0)
        windows = [Window(weekday, opens, closes) for weekday in EVERY_DAY]
        plan = begin_plan(by=STORY, person=person, programme=stage.programmes["check-ins"], way=way, windows=windows, template=template)
        if name == "Marion":
            choose_voices(by=STORY, plan=plan, liked=[stage.people["Sam"]], rather_not=[])
        calls = list(_past_calls(stage, plan, opens, closes))
        Call.objects.bulk_create(calls)
        Tried.objects.bulk_create(tried for call in calls for tried in _tried(stage, call))
    plan_ahead()
    share_calls(by=STORY, day=today())


def _past_calls(stage: Stage, plan: CheckInPlan, opens: time, closes: time) -> Iterator[Call]:
    """As the round left them."""
    for back in range(56, 0, -1):
        day = today() - timedelta(days=back)
        begins, ends = datetime.combine(day, opens, tzinfo=_zone()), datetime.combine(day, closes, tzinfo=_zone())
        why = stage.dice.choices([Call.Ended.TALKED, Call.Ended.CALLED_BACK, Call.Ended.AWAY, Call.Ended.NOT_TODAY], [78, 10, 6, 6])[0]
        yield Call(
            plan=plan, person=plan.person, programme=plan.programme, day=day, opens=begins, closes=ends,
            planned_at=begins - timedelta(days=1), claimed_by=stage.people["Sam"], claimed_at=begins, tries=1,
            missed_at=begins if why == Call.Ended.CALLED_BACK else None, ended_at=ends, ended_why=why,
        )  # fmt: skip


def _tried(stage: Stage, call: Call) -> Iterator[Tried]:
    first = {Call.Ended.TALKED: "talked", Call.Ended.AWAY: "planned_absence", Call.Ended.NOT_TODAY: "declined_today"}
    yield Tried(call=call, number=1, at=call.opens, by=stage.people["Sam"], outcome=first.get(Call.Ended(call.ended_why), "no_answer"))


def _zone() -> ZoneInfo:
    return ZoneInfo(the_organisation().zone)


def _on_the_line(stage: Stage) -> None:
    """What was tapped after two years of calls without a name, and one caller who likes to be known."""
    dice, line = stage.dice, stage.programmes["warm-line"]
    alder = welcome_caller(by=stage.people["Pat"], programme=line, alias="Alder")
    agreed = AgreedWords(times="Sundays after eight", length="a quarter of an hour", helps="Talking about the garden first")
    agree_calls(by=stage.people["Pat"], caller=alder, words=agreed, look_again_on=today() + timedelta(days=60))
    ages, reasons = list(LineCall.Age), ["loneliness", "hard_feelings", "family", "everyday", "body_sleep_food", ""]
    LineCall.objects.bulk_create(
        LineCall(
            encounter=encounter,
            age=dice.choice([*ages, ""]),
            first_time=dice.choices(["yes", "no", "unknown", ""], [15, 60, 10, 15])[0],
            reason=dice.choice(reasons),
            ended=dice.choices([*LineCall.Ended, ""], [40, 25, 10, 5, 8, 2, 2, 8])[0],
            caller=alder if encounter.day.weekday() == 6 and dice.random() < 0.5 else None,
        )
        for encounter in Encounter.objects.filter(kind__code="warm_line_call", programme=line).order_by("day", "pk")
    )
