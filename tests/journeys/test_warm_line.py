"""Somebody calls the warm line. Nobody asks for their name, and three taps later it is written down."""

import re
import time

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.journeys.steps import press_keys, run_inside

pytestmark = pytest.mark.browser

ON_SHIFT = """
from datetime import timedelta
from hearthside.core.dates import now
from hearthside.organisation.models import Programme
from hearthside.people.models import Person, Shift
sam, line = Person.objects.get(name="Sam Okafor"), Programme.objects.get(name="Warm line")
hour = timedelta(hours=1)
if not Shift.objects.running().filter(person=sam, what="warm_line").exists():
    Shift.objects.create(what="warm_line", person=sam, programme=line, begins=now() - hour, ends=now() + hour)
"""
LAST_CALL = """
from hearthside.checkins.models import LineCall
call = LineCall.objects.select_related("encounter").latest("encounter__typed_at")
print(call.reason or "-", call.caller.alias if call.caller else "-", call.encounter.named, call.encounter.minutes, call.first_time or "-")
"""
LONGEST_SECONDS = 20


@pytest.fixture
def on_shift(house):
    """Sam is on the warm line now."""
    run_inside(house, ON_SHIFT)


def last_call(house) -> list[str]:
    return run_inside(house, LAST_CALL).split()


def faults_on(page) -> list[str]:
    """What axe says, and what scrolls sideways."""
    faults = [f"{page.url}: {one['id']} {one['nodes'][0]['html'][:120]}" for one in Axe().run(page).response["violations"]]
    if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
        faults.append(f"{page.url}: scrolls sideways")
    return faults


@pytest.mark.parametrize("javascript", [True, False])
def test_three_taps_from_the_ringing_phone_to_a_saved_contact(house, open_page, on_shift, javascript):
    # Given Sam on the page of his shift, on a small phone
    sam = open_page("sam", viewport={"width": 360, "height": 740}, java_script_enabled=javascript)
    sam.goto(f"{house.address}/warm-line/")
    # When the phone rings: one tap; what it was about: a second; and a third
    began, taps = time.monotonic(), 0
    for tap in (
        sam.get_by_role("main").get_by_role("link", name="They are on the line"),
        sam.get_by_role("radio", name="Grief and loss"),
        sam.get_by_role("button", name="Save"),
    ):
        tap.click()
        taps += 1
    sam.get_by_role("heading", name="Saved.").wait_for()
    # Then it is a contact without a name, of one minute, and he is asked how he is
    assert (taps, time.monotonic() - began < LONGEST_SECONDS) == (3, True)
    assert last_call(house)[:4] == ["grief", "-", "0", "1"]
    sam.get_by_role("button", name="I would like to talk it over").wait_for()
    assert faults_on(sam) == [] if javascript else True


def test_the_same_with_a_keyboard_alone(house, open_page, on_shift):
    sam = open_page("sam", viewport={"width": 1280, "height": 900})
    sam.goto(f"{house.address}/warm-line/")
    press_keys(sam, "link", "They are on the line")
    sam.get_by_role("heading", name="Log a call").wait_for()
    press_keys(sam, "radio", "Yes", key="Space")  # the first of its question; arrows lead to the others
    press_keys(sam, "button", "Save")
    sam.get_by_role("heading", name="Saved.").wait_for()
    assert last_call(house)[4] == "yes"


def test_a_caller_is_known_when_they_call_again_and_forgotten_when_they_wish(house, open_page, on_shift):
    # Given somebody on the line who would like to be known
    sam = open_page("sam", viewport={"width": 360, "height": 740}, color_scheme="dark")
    sam.goto(f"{house.address}/warm-line/")
    faults = faults_on(sam)
    sam.get_by_role("link", name="Callers who would like to be known").click()
    sam.get_by_role("link", name="Somebody new").click()
    sam.get_by_label("What would they like to be called here?").fill("Wren")
    faults += faults_on(sam)
    sam.get_by_role("button", name="Save").click()
    # When they agree on something, in words of both
    sam.get_by_role("link", name="Agree on something").click()
    sam.get_by_label("When do they like to call?").fill("Fridays after supper")
    faults += faults_on(sam)
    sam.get_by_role("button", name="We agree").click()
    sam.get_by_text("Fridays after supper").wait_for()
    faults += faults_on(sam)
    # And call again, and would like to be called back
    sam.get_by_role("link", name="They are on the line").click()
    sam.get_by_role("heading", name="A call with Wren").wait_for()
    sam.get_by_text("They would like to be called back").click()
    sam.get_by_label("Their number").fill("306 555 0142")
    faults += faults_on(sam)
    sam.get_by_role("button", name="Save").click()
    sam.get_by_role("heading", name="Saved.").wait_for()
    assert last_call(house)[:3] == ["-", "Wren", "0"]
    # Then whoever is on the line calls back, and the number is gone
    sam.get_by_role("link", name="Back to the line").click()
    sam.get_by_role("link", name="Call (306) 555-0142").wait_for()
    sam.get_by_role("button", name="Done with").last.click()
    sam.get_by_text("Done with. The number is erased.").wait_for()
    assert sam.get_by_text("(306) 555-0142").count() == 0
    # And when they wish to be forgotten, their calls are calls without a name
    sam.goto(f"{house.address}/warm-line/callers/")
    faults += faults_on(sam)
    sam.get_by_role("link", name=re.compile("^Wren")).click()
    sam.get_by_text("They would like to be forgotten").click()
    sam.get_by_role("button", name="Forget them").click()
    sam.get_by_text("Forgotten. Their calls stay as calls without a name.").wait_for()
    assert last_call(house)[1] == "-"
    assert faults == []
