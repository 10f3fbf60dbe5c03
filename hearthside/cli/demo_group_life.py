"""What happens at the groups of Lantern Street: a year of sign-in sheets, and what lies ahead."""

import csv
from collections.abc import Iterator
from datetime import date, time, timedelta
from io import StringIO

from hearthside.cli.demo_groups import begin_groups
from hearthside.cli.demo_stage import Stage
from hearthside.core.actors import Visitor
from hearthside.core.dates import now, today
from hearthside.encounters.actions import Contact
from hearthside.encounters.models import Encounter
from hearthside.gatherings.belonging.actions import add_member, ask_to_belong
from hearthside.gatherings.closing.actions import close_session
from hearthside.gatherings.hosting.actions import add_host, end_duty, give_duty, plan_rotation, take_duty
from hearthside.gatherings.imports.actions import import_attendance
from hearthside.gatherings.models import Gathering, Session, Voice
from hearthside.gatherings.series.actions import cancel_session, change_session
from hearthside.gatherings.signing_up.actions import Wishes, sign_up
from hearthside.gatherings.signing_up.forms import REMIND
from hearthside.gatherings.voices.actions import say
from hearthside.organisation.models import Topic
from hearthside.people.asking.reaching import Asker
from hearthside.people.models import Person

CLOSED_MEMBERS = ["Birch", "Kel", "Dusty", "Marsh", "North", "T."]
# At "Family and friends": the last three wait. Name, how they get there, seats for others, what they need, a number.
COMING = [
    ("Agnes", "", 0, "", "+13065550161"), ("Luc", "offers", 3, "", ""), ("Mira", "needs", 0, "", "+13065550162"),
    ("Walt", "", 0, "A chair near the door, please.", ""), ("Gerda", "bus", 0, "", ""), ("Pete", "", 0, "", ""),
    ("Ruth and Al", "", 0, "", ""), ("Shauna", "needs", 0, "", ""), ("Bernie", "", 0, "", ""), ("Olive", "", 0, "", ""),
    ("Hal", "", 0, "", ""), ("Tania", "", 0, "", ""), ("Margot", "", 0, "", "+13065550163"), ("Des", "needs", 0, "", ""),
    ("Joyce", "", 0, "", ""),
]  # fmt: skip


def tell_of_groups(stage: Stage) -> None:
    """Begin the groups, then what came of them until yesterday, then what is known of the weeks ahead."""
    groups = begin_groups(stage)
    rowan = stage.people["Rowan"]
    for name in CLOSED_MEMBERS:
        add_member(by=rowan, gathering=groups["closed"], asker=Asker(name=name))
    add_host(by=rowan, gathering=groups["general"], person=stage.people["Jo"], part="learner", is_in_rotation=False)
    _past(stage, groups)
    _ahead(stage, groups)
    _coming(groups)
    _said(groups)


def _past(stage: Stage, groups: dict[str, Gathering]) -> None:
    """A few dates were cancelled; the sheets of all others are brought in, and each is closed by whoever held it. The last
    date of the general group is still to be closed.
    """
    rows: dict[str, list[list]] = {"Rowan": [], "Sam": [], "Inès": []}
    held: list[tuple[Person, Session]] = []
    past = Session.objects.filter(day__lt=today()).select_related("gathering", "series").in_order()
    last = past.filter(gathering=groups["general"]).last()
    who = _who_comes(stage, groups)
    for session in past:
        host, guests = who[session.gathering_id]
        if session != last and stage.dice.random() < 0.04:
            cancel_session(by=stage.people[host], session=session, reason=stage.dice.choice(["Snow", "The host was ill", "Holiday"]))
            continue
        rows[host].append([session.day, session.gathering.public_title, *_sheet(stage, session, guests)])
        if session != last:
            held.append((stage.people[host], session))
    for host, lines in rows.items():
        import_attendance(by=stage.people[host], data=_written(lines))
    topics = list(Topic.objects.values_list("code", flat=True)[:12])
    for person, session in held:
        about = stage.dice.sample(topics, stage.dice.randrange(0, 3))
        close_session(by=person, session=session, held_by=[person], minutes=session.minutes, topics=about)
    Encounter.objects.filter(session__isnull=False).update(is_late=False)  # a year of sheets at once is a transfer, and not late


def _who_comes(stage: Stage, groups: dict[str, Gathering]) -> dict:
    """Key of a group -> who held it, and who comes: people known here, or the names under which they belong."""
    several = {"general": "Rowan", "drop_in": "Rowan", "books": "Rowan", "cafe": "Inès", "family": "Inès", "autistic": "Sam"}
    found = {groups[name].pk: (host, stage.known_to(host)) for name, host in several.items()}
    return found | {groups["closed"].pk: ("Rowan", CLOSED_MEMBERS)}


def _sheet(stage: Stage, session: Session, guests: list) -> tuple[str, int]:
    """The names on one sheet, and how many came in all. Most people come for a while, so a window moves over the list."""
    dice, gathering = stage.dice, session.gathering
    if gathering.only_counted:
        return "", dice.randrange(4, 15)
    if gathering.is_closed:
        names = dice.sample(guests, dice.randrange(3, 7))
        return ", ".join(names), len(names)
    here = [person.name for person in guests if person.known_since <= session.day]
    first = session.day.toordinal() // 30 % max(1, len(here))
    lately = (here + here)[first : first + 9][: len(here)]
    names = dice.sample(lately, min(len(lately), dice.randrange(2, 7)))
    return ", ".join(names), len(names) + dice.randrange(1, 4)


def _written(lines: list[list]) -> bytes:
    sheet = StringIO()
    csv.writer(sheet).writerows([["date", "group", "name", "count"], *lines])
    return sheet.getvalue().encode()


def _ahead(stage: Stage, groups: dict[str, Gathering]) -> None:
    """Turns, a guest, a learner, a gap; one date moved and one cancelled."""
    rowan, sam, pat, jo = (stage.people[name] for name in ("Rowan", "Sam", "Pat", "Jo"))
    plan_rotation(by=pat, gathering=groups["drop_in"])
    for name in ("general", "books", "cafe", "family", "autistic", "potluck"):
        plan_rotation(by=pat, gathering=groups[name])
    plan_rotation(by=rowan, gathering=groups["closed"])
    theirs = _dates(groups["drop_in"]).filter(duties__person=sam, day__gt=today() + timedelta(days=2))[0]
    end_duty(by=sam, duty=theirs.duties.get(person=sam))
    take_duty(by=jo, session=_dates(groups["general"])[1])
    give_duty(by=pat, session=_dates(groups["books"])[2], person=stage.people["Wil"])
    dates = _dates(groups["general"])
    change_session(by=rowan, session=dates[3], starts_at=time(15), reason="The hall is being painted until two.")
    cancel_session(by=rowan, session=dates[5], reason="The house is closed: the heating is being mended.")


def _coming(groups: dict[str, Gathering]) -> None:
    """More than twelve want to come to the next evening for family and friends; a few have said so for the potluck."""
    evening, potluck = _dates(groups["family"])[0], _dates(groups["potluck"])[0]
    for name, ride, seats, wish, number in COMING:
        sign_up(by=Visitor(), session=evening, asker=_asker(name, number), wishes=Wishes(ride=ride, seats=seats, wish=wish))
    for name in ("Walt", "Nell and the twins", "Ozzy", "Joyce"):
        sign_up(by=Visitor(), session=potluck, asker=Asker(name=name))


def _asker(name: str, number: str) -> Asker:
    return Asker(name=name, way="phone", reach=number, may_remind=True, words=str(REMIND)) if number else Asker(name=name)


def _said(groups: dict[str, Gathering]) -> None:
    """One who asked to come, one idea, one thanks."""
    words = "I found you through the library. Is it all right if I mostly listen?"
    ask_to_belong(by=Visitor(), gathering=groups["autistic"], asker=Asker(name="Rene"), message=words)
    idea = "A garden group behind the house. I have tools, and I know which beds get sun."
    say(by=Visitor(), kind=Voice.Kind.PROPOSAL, text=idea, asker=Asker(name="A neighbour"))
    thanks = "On Wednesday nobody hurried me. That is why I came back."
    say(by=Visitor(), kind=Voice.Kind.THANKS, text=thanks, asker=Asker(), gathering=groups["general"])


def _dates(gathering: Gathering):
    """Its dates from tomorrow on."""
    planned = gathering.sessions.filter(state=Session.State.PLANNED, starts__gt=now(), day__gt=today())
    return planned.select_related("gathering", "series").in_order()


def before_the_calendar(stage: Stage, since: date, until: date) -> Iterator[Contact]:
    """Groups that met before they were on a calendar: some gave a name, some only came."""
    dice, day = stage.dice, since
    known = [person for person, _supporter, code in stage.pairs if code in ("groups", "one-to-one")]
    while (day := day + timedelta(days=1)) < until:
        if day.weekday() not in (0, 2, 4):
            continue
        here = [person for person in known if person.known_since <= day]
        yield Contact(
            programme=stage.programmes["groups"],
            kind=stage.kinds["support_group"],
            day=day,
            starts_at=time(13, 0),
            minutes=90,
            people=dice.sample(here, min(len(here), dice.randrange(2, 8))),
            unnamed=dice.randrange(1, 5),
            supporters=[stage.people["Rowan"]],
        )
