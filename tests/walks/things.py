"""The rows that addresses in access.py speak of, by name. Each is made when it is first asked for, by the acts of the house."""

from datetime import time, timedelta
from functools import cached_property
from uuid import uuid4

from hearthside.core.dates import now, today
from hearthside.organisation.models import CrisisLine, Topic, Value
from tests.cast import TESTS, Cast
from tests.walks.things_asking import AskingThings
from tests.walks.things_checkins import CheckinThings
from tests.walks.things_choosing import ChoosingThings
from tests.walks.things_goals import GoalThings
from tests.walks.things_matching import MatchingThings
from tests.walks.things_plans import PlanThings
from tests.walks.things_rounds import RoundThings
from tests.walks.things_safety import SafetyThings
from tests.walks.things_telephone import TelephoneThings
from tests.walks.things_texting import TextingThings
from tests.walks.things_warm_line import WarmLineThings


class Things(
    AskingThings,
    CheckinThings,
    ChoosingThings,
    GoalThings,
    MatchingThings,
    PlanThings,
    RoundThings,
    SafetyThings,
    TelephoneThings,
    WarmLineThings,
    TextingThings,
):
    """`things.contact` is a contact of Ben with Ana, `things.ana` is Ana herself; `pk_of` gives what stands in an address."""

    def __init__(self, cast: Cast):
        self.cast = cast

    def __getattr__(self, name: str):
        return getattr(self.cast, name)

    def pk_of(self, name: str):
        thing = getattr(self, name)
        return getattr(thing, "pk", thing)

    @cached_property
    def contact(self):
        """Ben and Ana talked by phone today; the survey was offered."""
        from hearthside.encounters.actions import Contact, record_encounter

        contact = Contact(programme=self.river, kind=self.phone, day=today(), minutes=20, people=[self.ana], supporters=[self.ben])
        return record_encounter(by=self.ben, contact=contact)[0]

    @cached_property
    def noted(self):
        """The same contact, with a note that Ben wrote down."""
        from hearthside.encounters.actions import write_note

        return write_note(by=self.ben, encounter=self.contact, text="We looked at the map together.").encounter

    @cached_property
    def earlier_wording(self):
        """That note after Ben wrote it anew: its first wording, which is kept."""
        from hearthside.encounters.actions import write_note

        return write_note(by=self.ben, encounter=self.noted, text="We looked at the map, and then out of the window.").versions.get()

    @cached_property
    def reply(self):
        """Ana saw that note differently, and said how."""
        from hearthside.encounters.actions import answer_note

        return answer_note(by=self.ana, note=self.noted.note, kind="differs", reply="It was the timetable.")

    @cached_property
    def gathering(self):
        """A group that Dan hosted and both Ana and Mo came to, with two people who gave no name."""
        from hearthside.encounters.actions import Contact, record_encounters

        here = {"people": [self.ana, self.mo], "supporters": [self.dan], "unnamed": 2}
        return record_encounters(by=TESTS, contacts=[Contact(programme=self.hill, kind=self.group, day=today(), minutes=60, **here)])[0]

    @cached_property
    def circle(self):
        """A group of River for which one signs up, held by Ben and Kim."""
        from hearthside.gatherings.tests.groups import tuesday_circle

        return tuesday_circle(self.cast, sign_up="sign_up", capacity=12)

    @cached_property
    def place(self):
        """Ana's place at that date."""
        from hearthside.gatherings.signing_up.actions import sign_up
        from hearthside.people.asking.reaching import Asker

        return sign_up(by=self.ana, session=self.circle_date, asker=Asker())

    @cached_property
    def walk_slug(self):
        """A group of River, held by Ben and Kim, at which one asks first."""
        from hearthside.gatherings.tests.groups import tuesday_circle

        self.walk = tuesday_circle(self.cast, openness="ask_first")
        return self.walk.slug

    @cached_property
    def asker(self):
        """Somebody who asked to come there."""
        from hearthside.core.actors import Visitor
        from hearthside.gatherings.belonging.actions import ask_to_belong
        from hearthside.people.asking.reaching import Asker

        return self.walk_slug and ask_to_belong(by=Visitor(), gathering=self.walk, asker=Asker(name="Robin"), message="May I?")

    @cached_property
    def group_member(self):
        """Ana belongs to it."""
        from hearthside.gatherings.belonging.actions import add_member
        from hearthside.people.asking.reaching import Asker

        return self.walk_slug and add_member(by=self.ben, gathering=self.walk, asker=Asker(name="Ana"), person=self.ana)

    @cached_property
    def idea(self):
        """Somebody proposed a group."""
        from hearthside.core.actors import Visitor
        from hearthside.gatherings.voices.actions import say
        from hearthside.people.asking.reaching import Asker

        return say(by=Visitor(), kind="proposal", text="A choir", asker=Asker())

    @cached_property
    def thanked(self):
        """Somebody thanked those who hold the circle."""
        from hearthside.core.actors import Visitor
        from hearthside.gatherings.voices.actions import say
        from hearthside.people.asking.reaching import Asker

        return say(by=Visitor(), kind="thanks", text="It helped.", asker=Asker(), gathering=self.circle)
        """A group that Ben holds."""
        from hearthside.gatherings.series.actions import begin_gathering

        return begin_gathering(by=TESTS, title="Tuesday circle", programme=self.river, kind=self.group, hosts=[self.ben])

    @cached_property
    def todays(self):
        """It meets today."""
        from hearthside.gatherings.series.actions import Timing, add_series

        return add_series(by=TESTS, gathering=self.circle, timing=Timing(first_day=today(), starts_at=time(18), minutes=60)).sessions.get()

    @cached_property
    def came(self):
        """Somebody who called themselves Ida came to it; so did Ana."""
        from hearthside.gatherings.door.actions import note_arrivals

        note_arrivals(by=self.ben, session=self.todays, people=[self.ana], names=["Ida"], batch=uuid4())
        return self.todays.attendances.get(person=None)

    @property
    def came_by_name(self):
        """Ana, who came as well."""
        return self.came.session.attendances.get(person=self.ana)

    @cached_property
    def door(self):
        """A tablet that Ben opened as the door."""
        from hearthside.gatherings.door.actions import open_door

        assert self.circle  # which makes him a host
        return open_door(by=self.ben)[0]
        """The Tuesday circle of Ben and Kim, to which anyone may come."""
        from hearthside.gatherings.tests.groups import tuesday_circle

        return tuesday_circle(self.cast)

    @property
    def river_code(self) -> str:
        """Of the programme, which has a feed once it has a group."""
        return self.circle.programme.code

    @cached_property
    def calendar_token(self) -> str:
        """The secret part of Kim's private calendar address."""
        from hearthside.gatherings.calendar.actions import make_personal_feed

        return make_personal_feed(by=self.kim, person=self.kim)

    @property
    def month(self) -> str:
        return f"{today():%Y-%m}"

    @property
    def week(self) -> str:
        return f"{today():%G-W%V}"

    @cached_property
    def attempt(self):
        """Ben tried to call Ana, who asked to be called tomorrow."""
        from hearthside.encounters.actions import record_attempt

        tomorrow = today() + timedelta(days=1)
        words = {"programme": self.river, "kind": self.phone, "outcome": "call_later", "again_on": tomorrow}
        return record_attempt(by=self.ben, person=self.ana, day=today(), **words)

    @cached_property
    def way(self):
        """Ana's telephone, on which she welcomes calls."""
        from hearthside.people.actions import add_way, permit_reach

        way = add_way(by=self.ana, person=self.ana, kind="phone", value="+13065550101")
        permit_reach(by=self.ana, way=way, purpose="check_ins", words="May we call you?", may_call=True)
        return way

    @cached_property
    def ended_way(self):
        """Another telephone, which she no longer has."""
        from hearthside.people.actions import add_way, end_way

        way = add_way(by=self.ana, person=self.ana, kind="phone", value="+13065550102")
        end_way(by=self.ana, way=way)
        return way

    @cached_property
    def consent(self):
        """Ana agreed to stand on the birthday list."""
        from hearthside.people.actions import give_consent

        return give_consent(by=self.ana, person=self.ana, what="First name on a list", to_whom="Members", purpose="Cake")

    @property
    def relation(self):
        return self.ana.relations.get(supporter=self.ben)

    @property
    def role(self):
        return self.ana.roles.get()

    @cached_property
    def namesake(self):
        """Another record of the same name, written small, in the same programme."""
        from hearthside.people.actions import add_person

        return add_person(by=TESTS, name="ana", programme=self.river)

    @cached_property
    def twin(self):
        """That record, after Cora has put it together with Ana's."""
        from hearthside.people.actions import merge_people

        merge_people(by=self.cora, keep=self.ana, other=self.namesake)
        return self.namesake

    @cached_property
    def glass(self):
        """Dan opened Ana's record in an emergency."""
        from hearthside.people.actions import break_glass

        return break_glass(by=self.dan, person=self.ana, reason="Nobody has seen her since Monday.")

    @cached_property
    def circle_slug(self) -> str:
        return self.circle.slug

    @cached_property
    def circle_date(self):
        """One of its dates, five weeks ahead."""
        return self.circle.sessions.select_related("series", "gathering").order_by("starts")[5]

    @cached_property
    def wish(self):
        """Somebody at that date would like a call."""
        from hearthside.gatherings.closing.actions import wish_call

        return wish_call(by=self.ben, session=self.circle_date, name="Robin")

    @property
    def circle_host(self):
        """Kim holds it."""
        return self.circle.hosts.get(person=self.kim)

    @cached_property
    def duty(self):
        """Ben has that date."""
        from hearthside.gatherings.hosting.actions import give_duty

        return give_duty(by=TESTS, session=self.circle_date, person=self.ben)

    @cached_property
    def duty_given_back(self):
        """Ben had that date, and cannot make it."""
        from hearthside.gatherings.hosting.actions import end_duty

        end_duty(by=self.ben, duty=self.duty)
        return self.duty

    @cached_property
    def series_seen(self) -> str:
        """What the form of more dates says of one date a month ahead, as it was looked at."""
        return f"|{self.far_day}|10:00:00|60|None"

    @property
    def far_day(self) -> str:
        return (today() + timedelta(days=30)).isoformat()

    purpose = "check_ins"
    report = "encounters"
    ending = "csv"

    @cached_property
    def site(self):
        """Where people meet."""
        from hearthside.organisation.actions import open_site

        return open_site(by=TESTS, name="The house")

    @property
    def topic(self):
        return Topic.objects.order_by("position")[1]

    @property
    def value(self):
        return Value.objects.first()

    @property
    def line(self):
        """Not the last of its country, which would have to stay."""
        return CrisisLine.objects.filter(country="US").first()

    @property
    def day(self) -> str:
        return today().isoformat()

    @property
    def once(self):
        """What the form of a new contact carries, so that a second tap finds the first."""
        return uuid4()

    @cached_property
    def device(self):
        """Ben is signed in on another phone as well."""
        from hearthside.accounts.actions import begin_sign_in

        return begin_sign_in(by=self.ben.user, session_key="another", user_agent="Firefox on Android", how="mail")

    @cached_property
    def code_card(self):
        """Ben has a code card."""
        from hearthside.accounts.actions import issue_code_card
        from hearthside.accounts.models import CodeCard

        issue_code_card(by=self.ben.user, user=self.ben.user, pin="2580")
        return CodeCard.objects.get(user=self.ben.user)

    @cached_property
    def passkey(self):
        """Ben signs in with a passkey."""
        from allauth.mfa.models import Authenticator

        return Authenticator.objects.create(user=self.ben.user, type="webauthn", data={"name": "Phone", "credential": {}})

    @cached_property
    def token(self):
        """A link from the command line, for Ben."""
        from hearthside.accounts.actions import make_entry_link
        from hearthside.core.actors import COMMAND_LINE

        address = make_entry_link(by=COMMAND_LINE, user=self.ben.user, purpose="demo", minutes=60)
        return address.rstrip("/").rsplit("/", 1)[-1]

    @cached_property
    def message(self):
        """A reminder to Ana that no machine delivers here."""
        from hearthside.outbox.actions import queue_message

        words = {"to": "+13065550101", "body": "See you on Friday.", "purpose": "reminders", "key": "walk:1"}
        return queue_message(by=TESTS, channel="sms", about=self.ana.actor_id, **words)

    @cached_property
    def code_message(self):
        """A sign-in code for Ana that no machine delivers here."""
        from hearthside.outbox.actions import queue_message

        words = {"to": "+13065550101", "body": "123456", "purpose": "sign_in_code", "key": "walk:2"}
        return queue_message(by=TESTS, channel="sms", about=self.ana.user.actor_id, expires_at=now() + timedelta(minutes=10), **words)

    @cached_property
    def import_draft(self):
        """Cora sent a schedule of one row, which is not brought in yet; nothing in it is closed."""
        from hearthside.gatherings.imports.actions import keep_draft

        return keep_draft(by=self.cora, kind="schedule", data=b"title,when,time\nCoffee,now and then,10 am\n")

    @cached_property
    def good_draft(self):
        """Cora sent a schedule that can be brought in as it is."""
        from hearthside.gatherings.imports.actions import keep_draft

        return keep_draft(by=self.cora, kind="schedule", data=b"title,when,time\nCoffee,Tuesdays,10 am\n")

    @cached_property
    def names_draft(self):
        """Cora sent a sign-in sheet with a name that fits nobody."""
        from hearthside.gatherings.imports.actions import import_schedule, keep_draft

        import_schedule(by=self.cora, data=b"title,when,time,first day\nTea,daily,10 am,2026-01-01\n")
        sheet = f"date,group,name\n{today()},Tea,Robinson\n"
        return keep_draft(by=self.cora, kind="attendance", data=sheet.encode())

    @cached_property
    def import_batch(self):
        """Cora brought in a schedule just now."""
        from hearthside.gatherings.imports.actions import bring_in_schedule
        from hearthside.gatherings.models import ImportBatch

        bring_in_schedule(by=self.cora, draft=self.good_draft)
        return ImportBatch.objects.get()
