"""Lantern Street Peer Centre: two years of an invented organisation, the same for the same seed and day."""

from collections.abc import Iterator
from datetime import date, time, timedelta
from random import Random

from django.db import transaction

from hearthside.accounts.actions import make_entry_link, open_account
from hearthside.cli.demo_group_life import before_the_calendar, tell_of_groups
from hearthside.cli.demo_stage import STORY, Stage
from hearthside.cli.demo_support import tell_of_support
from hearthside.core.actors import COMMAND_LINE
from hearthside.core.dates import month_of, today
from hearthside.encounters.actions import Contact, answer_note, record_attempt, record_encounter, record_encounters, write_note
from hearthside.encounters.models import Encounter
from hearthside.organisation.actions import found_organisation, open_programme, open_site
from hearthside.organisation.clock import live_by_its_clock
from hearthside.organisation.models import Kind, Site, Topic
from hearthside.people.actions import add_person, add_way, begin_relation, connect_account, grant_role, permit_reach
from hearthside.people.models import Person
from hearthside.surveys.actions import ImportedAnswer, import_answers, offer_ticket

PROGRAMMES = {
    "one-to-one": "One to one",
    "check-ins": "Telephone check-ins",
    "groups": "Groups and drop-in",
    "warm-line": "Warm line",
    "family": "Family peer support",
}
# name, part in words, e-mail word, [(role, programme code or "" for everywhere)]
CAST = [
    ("Rowan Ellery", "peer supporter", "rowan", [("supporter", "one-to-one"), ("host", "groups"), ("member", "")]),
    (
        "Sam Okafor",
        "peer supporter, warm line",
        "sam",
        [("supporter", "warm-line"), ("supporter", "check-ins"), ("host", "groups"), ("member", "")],
    ),
    ("Inès Beaulieu", "family peer supporter (French)", "ines", [("supporter", "family"), ("host", "family"), ("member", "")]),
    ("Pat Lindqvist", "coordinator", "pat", [("coordinator", ""), ("member", "")]),
    ("Noor Haddad", "administrator", "noor", [("administrator", ""), ("member", "")]),
    ("Wil Tremblay", "board member", "wil", [("board", ""), ("member", "")]),
    ("Jo", "person supported, writes notes too", "jo", [("participant", "one-to-one"), ("member", "")]),
    ("Marion Gray", "called every week", "marion", [("participant", "check-ins")]),
]
OTHERS = [
    *("Ash", "Teo", "Mika", "Dee", "Lou", "Robin", "Kit", "Alba", "Nell", "Ozzy", "Bea", "Tam", "Wren", "Gus", "Ida", "Cal", "Vi"),
    *("Remy", "Sol", "Ansel", "Juno", "Pip", "Ellis", "Hana", "Odd", "Fern", "Mo", "Lark", "Ira", "Dot", "Max", "Ronnie", "Bo"),
    *("Suri", "Kai", "Lena", "Abe", "Tess", "Nico", "Fay"),
]
LIFE = timedelta(days=730)
EMOTIONAL_LED = {"emotional": 0.74, "social": 0.3, "informational": 0.22, "practical": 0.16, "other": 0.03, "not_much": 0.03}


@transaction.atomic
def build(*, seed: int) -> None:
    """Make the organisation and its two years, all or nothing."""
    found_organisation(by=STORY, name="Lantern Street Peer Centre", country="CA", zone="America/Regina")
    live_by_its_clock()
    since = today() - LIFE
    stage = Stage(Random(seed), _house())
    for code, name in PROGRAMMES.items():
        stage.programmes[code] = open_programme(by=STORY, name=name, code=code, starts_on=since)
    stage.programmes["family-pilot"] = open_programme(
        by=STORY,
        name="Family pilot",
        code="family-pilot",
        is_pilot=True,
        starts_on=today() - timedelta(days=240),
        question="What do caregivers get from another caregiver, and what would they change?",
    )
    stage.kinds = {kind.code: kind for kind in Kind.objects.all()}
    _gather(stage, since)
    _ways(stage)
    _two_years(stage, since)
    tell_of_groups(stage)
    _last_days(stage)
    tell_of_support(stage)
    _answers(stage, since)


def _house() -> Site:
    return open_site(
        by=STORY,
        name="Lantern Street house",
        address="14 Lantern Street",
        entrance=Site.Entrance.RAMP,
        hearing_loop=Site.HearingLoop.YES,
        bus_line="Line 4, stop Lantern Street, across from the house",
        access_notes="The ramp is at the side, with a bell of its own. One washroom is wide enough for a wheelchair.",
    )


def _gather(stage: Stage, since: date) -> None:
    """The cast with accounts, forty others without, and who meets whom."""
    for name, _part, word, roles in CAST:
        language = "fr" if name.startswith("Inès") else ""
        person = add_person(by=STORY, name=name, known_since=since, role=roles[-1][0], language=language)
        for kind, code in roles[:-1]:
            grant_role(by=STORY, person=person, kind=kind, programme=stage.programmes.get(code), starts_on=since)
        connect_account(by=STORY, person=person, user=open_account(by=STORY, email=f"{word}@lantern-street.example"))
        stage.people[name.split()[0]] = person
    homes = ["one-to-one", "check-ins", "family", "groups"]
    for place, name in enumerate(OTHERS):
        code = homes[place % len(homes)]
        joined = since + timedelta(days=stage.dice.randrange(LIFE.days - 60))
        stage.people[name] = add_person(
            by=STORY, name=name, programme=stage.programmes[code], is_alias=stage.dice.random() < 0.25, known_since=joined
        )
    supporters = {"one-to-one": "Rowan", "check-ins": "Sam", "family": "Inès", "groups": "Rowan"}
    for place, name in enumerate(["Jo", "Marion", *OTHERS]):
        code = {"Jo": "one-to-one", "Marion": "check-ins"}.get(name, homes[(place - 2) % len(homes)])
        person, supporter = stage.people[name], stage.people[supporters[code]]
        begin_relation(by=STORY, person=person, supporter=supporter, programme=stage.programmes[code], starts_on=person.known_since)
        stage.pairs.append((person, supporter, code))


def _ways(stage: Stage) -> None:
    """Two who have said how they may be reached; everybody else has not been asked yet, which is usual."""
    asked = "May we call or text you on this number, and leave a message?"
    jo = add_way(by=STORY, person=stage.people["Jo"], kind="phone", value="306-555-0142", label="mobile")
    permit_reach(by=STORY, way=jo, purpose="check_ins", words=asked, may_call=True, may_text=True, may_leave_voicemail=True)
    permit_reach(by=STORY, way=jo, purpose="surveys", words=asked, may_text=True)
    marion = add_way(by=STORY, person=stage.people["Marion"], kind="phone", value="306-555-0117", label="kitchen")
    permit_reach(by=STORY, way=marion, purpose="check_ins", words=asked, may_call=True, may_say_who=True)


def _two_years(stage: Stage, since: date) -> None:
    """What happened until the day before yesterday, as one list a quarter."""
    contacts = sorted(_contacts(stage, since), key=lambda contact: contact.day)
    for first in range(0, len(contacts), 600):
        record_encounters(by=STORY, contacts=contacts[first : first + 600])


def _contacts(stage: Stage, since: date) -> Iterator[Contact]:
    yield from _meetings(stage)
    yield from before_the_calendar(stage, since, today() - timedelta(days=365))
    yield from _warm_line(stage, since)


def _meetings(stage: Stage) -> Iterator[Contact]:
    """One to one, by phone and in person; the rhythm of each pair is its own."""
    dice, last = stage.dice, today() - timedelta(days=2)
    ways = {
        "one-to-one": ["one_to_one_in_person", "one_to_one_phone", "one_to_one_phone", "accompaniment", "text_chat"],
        "check-ins": ["check_in_call"],
        "family": ["family_support", "one_to_one_phone", "one_to_one_video"],
        "groups": ["one_to_one_in_person"],
    }
    topics = list(Topic.objects.values_list("code", flat=True)[:24])
    for person, supporter, code in stage.pairs:
        day, rhythm = person.known_since, dice.choice([7, 14, 14, 21])
        while (day := day + timedelta(days=max(1, round(dice.gauss(rhythm, 2))))) <= last:
            kind = dice.choice(ways[code])
            yield Contact(
                programme=stage.programmes[_programme_on(code, day, dice)],
                kind=stage.kinds[kind],
                day=day,
                starts_at=time(dice.randrange(9, 19), dice.choice([0, 15, 30, 45])),
                minutes=dice.choice([10, 15, 20, 30]) if "call" in kind or "phone" in kind else dice.choice([30, 45, 60, 60, 90]),
                people=[person],
                supporters=[supporter],
                support=[dice.choice(["emotional", "emotional", "social", "informational", "practical"])],
                topics=dice.sample(topics, dice.randrange(0, 3)),
            )


def _programme_on(code: str, day: date, dice: Random) -> str:
    """Half of what family supporters do since the pilot began belongs to the pilot."""
    in_pilot = code == "family" and day > today() - timedelta(days=238) and dice.random() < 0.5
    return "family-pilot" if in_pilot else code


def _warm_line(stage: Stage, since: date) -> Iterator[Contact]:
    """Callers give no name, and nobody asks."""
    dice, day = stage.dice, since
    while (day := day + timedelta(days=1)) <= today() - timedelta(days=2):
        for _call in range(dice.choice([0, 0, 1, 1, 2])):
            yield Contact(
                programme=stage.programmes["warm-line"],
                kind=stage.kinds["warm_line_call"],
                day=day,
                starts_at=time(dice.randrange(17, 23), dice.randrange(60)),
                minutes=dice.randrange(5, 40),
                unnamed=1,
                supporters=[stage.people["Sam"]],
                support=["emotional"],
            )


def _last_days(stage: Stage) -> None:
    """Yesterday and today: what stands on the first pages that a visitor opens."""
    rowan, jo, sam, marion = (stage.people[name] for name in ("Rowan", "Jo", "Sam", "Marion"))
    programme, phone = stage.programmes["one-to-one"], stage.kinds["one_to_one_phone"]
    yesterday = today() - timedelta(days=1)
    met, _ticket = record_encounter(
        by=rowan,
        contact=Contact(programme=programme, kind=phone, day=yesterday, starts_at=time(10, 0), minutes=20, people=[jo], topics=["goals"]),
    )
    words = (
        "Jo wants to get back on the bus. We talked about going one stop together, on a quiet morning. "
        "Rowan learned how the map in the shelter works."
    )
    write_note(by=rowan, encounter=met, text=words)
    earlier = Encounter.objects.filter(presences__person=jo, kind__is_gathering=False).exclude(pk=met.pk).newest_first()[0]
    note = write_note(by=rowan, encounter=earlier, text="A hard week. We sat by the river and did not say much, which was right.")
    answer_note(by=jo, note=note, kind="differs", reply="It was a long week more than a hard one. The river was good.")
    for person, clock in ((stage.people["Ash"], time(11, 0)), (stage.people["Lou"], time(15, 30))):
        record_attempt(
            by=rowan, person=person, programme=programme, kind=phone, outcome="call_later", day=yesterday, again_on=today(), again_at=clock
        )
    for outcome, back in (("voicemail", 9), ("no_answer", 6), ("voicemail", 4), ("planned_absence", 2)):
        record_attempt(
            by=sam,
            person=marion,
            programme=stage.programmes["check-ins"],
            kind=stage.kinds["check_in_call"],
            outcome=outcome,
            day=today() - timedelta(days=back),
        )


def _answers(stage: Stage, since: date) -> None:
    """Four in five were offered the survey, a good half of them answered; being heard leads everywhere."""
    contacts = Encounter.objects.filter(day__lt=today().replace(day=1)).select_related("programme", "kind").order_by("day", "id")
    answers = []
    for encounter in contacts:
        luck = stage.dice.random()
        if luck < 0.45:
            answers.append(_answer(stage, encounter))
        elif luck < 0.8:
            offer_ticket(programme=encounter.programme, kind=encounter.kind, month=encounter.month)
    import_answers(by=STORY, answers=answers, digest="demonstration")


def _answer(stage: Stage, encounter: Encounter) -> ImportedAnswer:
    dice = stage.dice
    ticked = [code for code, share in EMOTIONAL_LED.items() if dice.random() < share] or ["emotional"]
    return ImportedAnswer(
        programme=encounter.programme,
        kind=encounter.kind,
        month=month_of(encounter.day),
        any=ticked,
        most=ticked[0],
        heard=dice.choices(["not_really", "a_little", "mostly", "fully"], [2, 8, 30, 60])[0],
        equals=dice.choices(["not_really", "a_little", "mostly", "fully"], [3, 9, 33, 55])[0],
        choice=dice.choices(["no", "partly", "yes"], [3, 17, 80])[0],
        hopeful=dice.choices(["less", "same", "bit_more", "lot_more"], [3, 27, 45, 25])[0],
        comment="",
    )


def entry_links() -> Iterator[tuple[str, str, str]]:
    """Name, part and one-click link of everyone in the cast; each link works for a day, as often as it is pressed."""
    for name, part, _word, _roles in CAST:
        person = Person.objects.select_related("user").get(name=name)
        yield name, part, make_entry_link(by=COMMAND_LINE, user=person.user, purpose="demo", minutes=24 * 60)
