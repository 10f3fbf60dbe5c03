"""The groups of Lantern Street: what they are, when they meet and who holds them."""

from dataclasses import dataclass, field
from datetime import date, time, timedelta
from typing import Any

from hearthside.cli.demo_stage import STORY, Stage
from hearthside.core.dates import month_of, today
from hearthside.gatherings.models import Gathering, Host
from hearthside.gatherings.series.actions import Timing, begin_gathering
from hearthside.gatherings.series.making import make_sessions

SEASONS = ["Winter", "Winter", "Spring", "Spring", "Spring", "Summer", "Summer", "Summer", "Fall", "Fall", "Fall", "Winter"]


@dataclass(frozen=True)
class Group:
    """A group as somebody would describe it. `met` is for how many days it has met."""

    title: str
    rrule: str
    starts_at: time
    minutes: int
    hosts: tuple[str, ...]
    met: int
    programme: str = "groups"
    kind: str = "support_group"
    room: str = "Front room"
    link: str = ""
    details: dict[str, Any] = field(default_factory=dict)


GROUPS = {
    "general": Group(
        "Mental health group", "FREQ=WEEKLY;BYDAY=MO,WE,FR", time(13), 90, ("Rowan",), 365,
        details={
            "about": "Whatever is on your mind, and company. Talk, or listen; both are taking part.",
            "for_whom": "Adults who live with their mental health, whatever it is called.",
            "first_visit": "Ring and come in; somebody meets you in the hall. There is tea. You need not say your name.",
            "learners_welcome": 1,
        },
    ),
    "family": Group(
        "Family and friends", "FREQ=MONTHLY;BYDAY=1TH", time(19), 90, ("Inès",), 365, "family",
        details={
            "sign_up": Gathering.SignUp.SIGN_UP,
            "capacity": 12,
            "about": "For those who stand by somebody. Nobody here tells you what you ought to do.",
            "for_whom": "Relatives, partners and friends.",
            "first_visit": "We sit around the kitchen table. The first round is only names, or whatever you want to be called.",
        },
    ),
    "closed": Group(
        "Occupational stress injury group", "FREQ=WEEKLY;BYDAY=TU", time(18, 30), 90, ("Rowan",), 270, room="Upstairs",
        details={"openness": Gathering.Openness.CLOSED, "public_title": "Tuesday evening", "for_whom": "First responders and veterans."},
    ),
    "autistic": Group(
        "Autistic adults", "FREQ=MONTHLY;BYDAY=2SA", time(14), 120, ("Sam",), 330, room="Quiet room",
        details={
            "openness": Gathering.Openness.ASK_FIRST,
            "about": "An afternoon among autistic adults: a topic that is known beforehand, and time without one.",
            "for_whom": "Autistic adults, with or without a paper that says so.",
            "first_visit": "Soft light, no perfume. Bring what you like to hold. You can leave and come back as you need.",
        },
    ),
    "drop_in": Group(
        "Drop-in hours", "FREQ=WEEKLY;BYDAY=SA,SU", time(11), 240, ("Sam", "Rowan", "Pat"), 240, kind="drop_in", room="The whole house",
        details={"about": "The door is open. Coffee, a sofa, somebody to talk to, or nobody at all.", "only_counted": True},
    ),
    "cafe": Group(
        "Café en français", "FREQ=WEEKLY;BYDAY=WE", time(10), 60, ("Inès",), 180, kind="activity", room="Kitchen",
        details={
            "language": "fr",
            "about": "Un café, une conversation, en français. Tous les accents sont bienvenus.",
            "first_visit": "Entrez, la cuisine est au fond. Le café est prêt.",
        },
    ),
    "books": Group(
        "Online book circle", "FREQ=WEEKLY;BYDAY=TH", time(17), 60, ("Rowan",), 120, kind="activity", room="",
        link="https://meet.lantern-street.example/books",
        details={"about": "Twenty pages a week. Reading them is not required.", "for_whom": "Anyone with a telephone or a screen."},
    ),
}  # fmt: skip


def begin_groups(stage: Stage) -> dict[str, Gathering]:
    """Put them all on the calendar, with their dates of the past and of the coming year."""
    begun = {name: _begin(stage, group) for name, group in GROUPS.items()}
    begun["potluck"] = _potluck(stage)
    return begun


def _begin(stage: Stage, group: Group) -> Gathering:
    since = today() - timedelta(days=group.met)
    where = {"mode": "online", "link": group.link, "link_is_public": True} if group.link else {"site": stage.site, "room": group.room}
    gathering = begin_gathering(
        by=STORY,
        title=group.title,
        programme=stage.programmes[group.programme],
        kind=stage.kinds[group.kind],
        hosts=[stage.people[name] for name in group.hosts],
        timing=Timing(first_day=since, starts_at=group.starts_at, minutes=group.minutes, rrule=group.rrule, **where),
        **group.details,
    )
    Host.objects.filter(gathering=gathering).update(starts_on=since)  # they held it before there was a calendar
    make_sessions(gathering.series.get(), since, today())
    return gathering


def _potluck(stage: Stage) -> Gathering:
    """Once, on the second Saturday of next month."""
    day = second_saturday(month_of(today().replace(day=1) + timedelta(days=32)))
    return begin_gathering(
        by=STORY,
        title=f"{SEASONS[day.month - 1]} potluck",
        programme=stage.programmes["groups"],
        kind=stage.kinds["community_event"],
        hosts=[stage.people["Pat"]],
        timing=Timing(first_day=day, starts_at=time(17), minutes=180, site=stage.site, room="The whole house"),
        sign_up=Gathering.SignUp.SIGN_UP,
        about="Bring a dish if you can, and an appetite. Children and neighbours are welcome.",
        first_visit="Somebody at the door shows you where the plates are, and who wants company.",
    )


def second_saturday(month: int) -> date:
    first = date(month // 100, month % 100, 1)
    return first + timedelta(days=(5 - first.weekday()) % 7 + 7)
