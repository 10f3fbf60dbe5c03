"""What people do in the journeys, step by step."""

import json
import os
import re
import subprocess
import sys
import textwrap


def offered_code(page) -> str:
    """Read the code that is on the screen, as a person would."""
    return page.locator(".code").inner_text().strip()


def answer_survey(page, house, code: str) -> None:
    """Type the code, tick what it gave, send."""
    page.goto(f"{house.address}/s/")
    page.get_by_role("textbox").first.fill(code.lower().replace("-", " "))
    page.get_by_role("button").first.click()
    page.get_by_role("checkbox", name=re.compile("listened and cared")).first.check()
    page.get_by_role("button", name=re.compile("Send")).click()
    page.get_by_role("heading", name=re.compile("Thank you")).wait_for()


def press_keys(page, role: str, name, key: str | None = "Enter", most: int = 60) -> None:
    """Go with Tab to a thing by its role and name, and press a key on it; fails when the keyboard cannot reach it."""
    wanted = page.get_by_role(role, name=name).first if name else page.get_by_role(role).first
    wanted.wait_for()
    for _press in range(most):
        if wanted.evaluate("element => element === document.activeElement"):
            if key:
                page.keyboard.press(key)
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"The keyboard does not reach {role} {name}.")


def run_inside(house, code: str) -> str:
    """Run a few lines against the house's own folder, as an administrator at the server could."""
    lines = "import django; django.setup()\n" + textwrap.dedent(code)
    return inside(house, lines)


def inside(house, lines: str) -> str:
    environment = os.environ | {
        "HEARTHSIDE_DATA": house.folder,
        "HEARTHSIDE_BASE_URL": house.address,
        "DJANGO_SETTINGS_MODULE": "hearthside.config.settings",
    }
    done = subprocess.run([sys.executable, "-c", lines], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def fill_up_waiting(house, number: int) -> None:
    """So many others answer through the same pages: real tickets, real posts, by plain HTTP."""
    codes = run_inside(
        house,
        f"""
        from hearthside.core.dates import month_of, today
        from hearthside.encounters.models import Encounter
        from hearthside.surveys.actions import offer_ticket
        met = Encounter.objects.filter(presences__person__name="Jo", kind__is_gathering=False)
        last = met.order_by("-id").select_related("programme", "kind")[0]
        for _each in range({number}):
            print(offer_ticket(programme=last.programme, kind=last.kind, month=last.month).code)
        """,
    ).split()

    for code in codes:
        answer = post(f"{house.address}/s/", {"code": code, "any": "emotional", "most": "emotional", "send": "yes"})
        assert "Thank you" in answer


def post(address: str, fields: dict[str, str]) -> str:
    import urllib.parse
    import urllib.request

    with urllib.request.urlopen(address, data=urllib.parse.urlencode(fields).encode(), timeout=10) as answer:
        return answer.read().decode()


def flush(house) -> int:
    """Open what may be opened, as the worker does every ten minutes. Returns how many answers were."""
    done = house.command("flush")
    assert done.returncode == 0, done.stderr
    return int(done.stdout.split()[0])


def report_base(house) -> int:
    """How many answers the report stands on, over all time."""
    printed = house.command("report", "support", "--from", "2020-01-01", "--to", "2030-12-31", "--format", "json")
    assert printed.returncode == 0, printed.stderr
    return json.loads(printed.stdout)["tables"][0]["base"]


SUPPER = """
from datetime import timedelta
from django.utils import timezone
from hearthside.core.actors import COMMAND_LINE
from hearthside.gatherings.series.actions import Timing, begin_gathering
from hearthside.organisation.clock import live_by_its_clock
from hearthside.organisation.models import Kind, Programme, Site
from hearthside.people.models import Person
live_by_its_clock()
starts = timezone.localtime() + {later}
begin_gathering(
    by=COMMAND_LINE, title={title!r}, programme=Programme.objects.get(code="groups"), kind=Kind.objects.get(code="support_group"),
    hosts=[Person.objects.get(name="Rowan Ellery")], sign_up={sign_up!r}, capacity={places!r}, about="We eat at six.",
    timing=Timing(first_day=starts.date(), starts_at=starts.time().replace(microsecond=0), minutes=90, site=Site.objects.get()),
)
"""


def begin_supper(house, title: str, places: int | None, is_today: bool = False) -> str:
    """A group of one date that Rowan holds: in three days with sign-up, or begun at this moment for whoever comes."""
    later, sign_up = ("timedelta(0)", "drop_in") if is_today else ("timedelta(days=3)", "sign_up")
    run_inside(house, SUPPER.format(title=title, places=places, later=later, sign_up=sign_up))
    return title


def sign_up(page, name: str, number: str = "") -> str:
    """Fill in the form as a visitor does, and read the code that is shown."""
    page.get_by_label("A first name, or a name you like to be called here").fill(name)
    if number:
        page.get_by_label("A text").check()
        page.get_by_label("Number or e-mail address").fill(number)
        page.get_by_role("checkbox", name=re.compile("Please remind me")).check()
    page.get_by_role("button", name="Sign up").click()
    return page.locator("p.code").inner_text().strip()


def type_own_code(page, house, code: str) -> None:
    """On a device that knows nothing of it."""
    page.goto(f"{house.address}/code/")
    page.get_by_label("Your code").fill(code.lower().replace("-", " "))
    page.get_by_role("button", name="Go on").click()


AT_TEN = """
from datetime import UTC, datetime, timedelta
from hearthside.checkins.models import Call, CheckInPlan, Question, StepTaken, Tried
from hearthside.core.actors import COMMAND_LINE
from hearthside.core.dates import now
from hearthside.encounters.models import Attempt, Encounter, Presence
from hearthside.organisation.clock import live_by_its_clock
from hearthside.organisation.models import Programme
from hearthside.outbox.models import Message
from hearthside.people.actions import add_person, begin_relation
from hearthside.people.models import Person, Shift
live_by_its_clock()
"""
NEIGHBOUR = """
hours = (10 - datetime.now(UTC).hour + 12) % 24 - 12
rounds = Programme.objects.get(code="check-ins")
person = add_person(by=COMMAND_LINE, name={name!r}, programme=rounds, zone=f"Etc/GMT{{-hours:+d}}")
begin_relation(by=COMMAND_LINE, person=person, supporter=Person.objects.get(name="Sam Okafor"), programme=rounds)
print(person.pk)
"""


def neighbour(house, name: str) -> str:
    """Somebody whom Sam supports, and who lives where it is past ten in the morning, at whatever hour the tests run. Returns
    the address of their page.
    """
    return f"{house.address}/people/{run_inside(house, AT_TEN + NEIGHBOUR.format(name=name)).strip()}/"


SHIFT = """
begins = now().replace(second=0, microsecond=0)
values = {{"what": {what!r}, "programme": Programme.objects.get(code="check-ins"), "begins": begins, "ends": begins + timedelta(hours=6)}}
Shift.objects.filter(what={what!r}, programme=values["programme"], ends__gt=begins).delete()
Shift.objects.create(**values, person=Person.objects.filter(name={holder!r}).first())
"""


def open_shift(house, what: str, holder: str = "") -> None:
    """A shift of check-ins that begins now, which nobody has yet, or this holder; others of its kind are over."""
    run_inside(house, AT_TEN + SHIFT.format(what=what, holder=holder))


PASSES = """
by = timedelta(hours={hours})
person = Person.objects.get(name={name!r})
def back(rows, *names):
    for row in rows:
        for name in names:
            if getattr(row, name) is not None:
                setattr(row, name, getattr(row, name) - by)
        row.save()
calls = Call.objects.filter(person=person)
back(calls, "missed_at", "next_at", "claimed_at", "ended_at", "planned_at", "shouted_at")
back(Tried.objects.filter(call__in=calls), "at")
back(StepTaken.objects.filter(call__in=calls), "due_at", "taken_at")
back(Question.objects.filter(call__in=calls), "asked_at")
back(Attempt.objects.filter(person=person), "typed_at")
back(Encounter.objects.filter(presences__person=person), "typed_at")
if {hours} >= 24:
    back(calls.order_by("opens"), "day", "opens", "closes")
    back(Presence.objects.filter(person=person), "day")
    back(Encounter.objects.filter(presences__person=person), "day")
from hearthside.checkins import jobs
jobs.plan_calls(), jobs.take_steps(), jobs.see_to_human_steps()
Message.objects.filter(about=person.actor_id, not_before__gt=now()).update(not_before=now())  # and half a minute more
"""


def time_passes(house, name: str, hours: int) -> None:
    """So many hours go by for what was tried with one person, by putting it back; a whole day also for what was planned. Then
    the worker does its part.
    """
    run_inside(house, AT_TEN + PASSES.format(name=name, hours=hours))
