"""Forty people pass the door, a third of them while the network is gone, some while the server is dead. None is lost."""

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.journeys.conftest import free_port, wait_until_up
from tests.journeys.steps import run_inside

pytestmark = pytest.mark.browser

TABLET = {"viewport": {"width": 768, "height": 1024}}
LONG = "A very long name of a group for relatives and friends of people who hear voices, on the second floor"
MAKE_GROUPS = """
from datetime import time
from hearthside.core.actors import COMMAND_LINE
from hearthside.core.dates import today
from hearthside.gatherings.models import Session
from hearthside.gatherings.series.actions import Timing, add_series, begin_gathering, cancel_session, skip_session
from hearthside.organisation.clock import live_by_its_clock
from hearthside.organisation.models import Kind, Programme
from hearthside.people.models import Person
live_by_its_clock()
for other in Session.objects.on(today()):  # whatever day it is, these groups alone are on
    skip_session(by=COMMAND_LINE, session=other)
rowan, river = Person.objects.get(name="Rowan Ellery"), Programme.objects.get(code="groups")
kind = Kind.objects.get(code="support_group")
for title, details in (("Evening circle", {{}}), ("{long}", {{}}), ("Snowed in", {{}}), ("Coffee hour", {{"only_counted": True}})):
    one = begin_gathering(by=COMMAND_LINE, title=title, programme=river, kind=kind, hosts=[rowan], **details)
    series = add_series(by=COMMAND_LINE, gathering=one, timing=Timing(first_day=today(), starts_at=time(18), minutes=90, room="Back room"))
    if title == "Snowed in":
        cancel_session(by=rowan, session=series.sessions.get(), reason="The road is closed")
"""
WHO_CAME = """
from hearthside.gatherings.door.queries import arrivals_of, numbers_of
from hearthside.gatherings.models import Session
session = Session.objects.get(gathering__public_title="Evening circle")
print(numbers_of(session).total, *sorted(line.name for line in arrivals_of(session) if line.name))
"""
LINK = """
from hearthside.accounts.actions import make_entry_link
from hearthside.core.actors import COMMAND_LINE
from hearthside.people.models import Person
print(make_entry_link(by=COMMAND_LINE, user=Person.objects.get(name="Rowan Ellery").user, purpose="demo", minutes=60))
"""


@dataclass
class Entrance:
    """A house with groups today, and a server that can be killed."""

    folder: str
    port: int = field(default_factory=free_port)
    server: subprocess.Popen | None = None

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def command(self, *arguments: str) -> subprocess.Popen:
        environment = {key: value for key, value in os.environ.items() if not key.startswith(("HEARTHSIDE_", "DJANGO_"))}
        environment |= {"HEARTHSIDE_DATA": self.folder, "HEARTHSIDE_BASE_URL": self.address}
        line = [sys.executable, "-m", "hearthside", *arguments, "--port", str(self.port)]
        return subprocess.Popen(line, env=environment, stdout=subprocess.DEVNULL, start_new_session=True)

    def start(self) -> None:
        self.server = self.command("start")
        wait_until_up(f"{self.address}/healthz")

    def kill(self) -> None:
        """Pull the plug: web server and worker at once."""
        os.killpg(self.server.pid, signal.SIGKILL)
        self.server.wait(timeout=30)

    def who_came(self) -> tuple[int, list[str]]:
        total, *names = run_inside(self, WHO_CAME).split()
        return int(total), names


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """The demonstration with a few groups today, made once."""
    one = Entrance(str(tmp_path_factory.mktemp("door") / "data"))
    assert one.command("demo", "--no-serve").wait(timeout=120) == 0
    run_inside(one, MAKE_GROUPS.format(long=LONG))
    return one.folder


@pytest.fixture
def entrance(made, tmp_path):
    one = Entrance(str(shutil.copytree(made, tmp_path / "data")))
    one.start()
    yield one
    one.kill()


@pytest.fixture
def make_door(chromium, entrance):
    """`make_door()` is a tablet on which Rowan has opened the door."""
    contexts = []

    def make(**options):
        context = chromium.new_context(**(TABLET | options))
        context.set_default_timeout(15_000)
        contexts.append(context)
        page = context.new_page()
        page.goto(entrance.address + run_inside(entrance, LINK).strip())
        page.get_by_role("button").first.click()
        page.wait_for_url(f"{entrance.address}/today/")
        page.goto(f"{entrance.address}/groups/door/")
        for number in range(2):
            page.locator("input[type=password]").nth(number).fill("2580")
        page.locator("main form .button.primary").click()
        page.wait_for_url(f"{entrance.address}/door/")
        return page

    yield make
    for context in contexts:
        context.close()


SCREENS = "caches.open('door').then(shelf => shelf.keys()).then(keys => keys.map(key => new URL(key.url).pathname).sort())"
WAITING = """new Promise(done => { const asked = indexedDB.open('door', 1); asked.onsuccess = () => {
  const got = asked.result.transaction('taps').objectStore('taps').getAll();
  got.onsuccess = () => done(got.result.map(one => new TextDecoder('latin1').decode(one.sealed))) } })"""
KEY = """new Promise(done => { const asked = indexedDB.open('door', 1); asked.onsuccess = () => {
  const got = asked.result.transaction('keys').objectStore('keys').get('taps');
  got.onsuccess = () => done(got.result.extractable) } })"""


def until(page, script: str, is_so, seconds: float = 20) -> None:
    """Look again and again, as long as it is bearable."""
    end = time.monotonic() + seconds
    while not is_so(page.evaluate(script)):
        assert time.monotonic() < end, page.evaluate(script)
        page.wait_for_timeout(200)


def screens_are_kept(page) -> None:
    """The tablet has what it needs when the network goes: the program of the second screen is fetched last."""
    until(page, SCREENS, lambda paths: any("/arrival." in path for path in paths))
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")


def come_in(page, name: str = "", presses: int = 1) -> None:
    """One person: the group, a name or none, thanks, and the screen is there for the next."""
    page.get_by_role("link", name=re.compile("Evening circle")).click()
    page.wait_for_load_state()
    if name:
        page.get_by_role("textbox").fill(name)
    button = page.get_by_role("button", name="I am here" if name else "Just count me")
    button.evaluate(f"button => {{ for (let press = 0; press < {presses}; press++) button.click() }}")
    page.get_by_role("heading", name="Thank you. You are counted.").wait_for()
    page.get_by_role("link", name="Next person").click()
    page.get_by_role("heading", name=re.compile("Which group")).wait_for()


def all_is_sent(page) -> None:
    until(page, WAITING, lambda waiting: not waiting, 90)  # more than 20 names a minute have to wait for the next


def test_forty_people_pass_the_door_and_each_is_counted_once(entrance, make_door):
    page = make_door()
    screens_are_kept(page)
    typed = []
    for number in range(40):
        offline = 6 <= number < 13 or 30 <= number < 37
        page.context.set_offline(offline)
        if number == 20:  # what was confirmed is safe, and the next three come while nobody answers
            all_is_sent(page)
            assert entrance.who_came()[0] == 20
            entrance.kill()
        if number == 23:
            assert page.get_by_text("Still to be sent: 3").is_visible()
            entrance.start()
        name = f"Guest{number}" if number % 2 else ""
        typed += [name] if name else []
        come_in(page, name, presses=2 if number % 5 == 0 else 1)
    all_is_sent(page)
    assert entrance.who_came() == (40, sorted(typed))
    # And nothing that was typed stays on the tablet, nor can the key be taken out of it
    assert page.evaluate(KEY) is False


def test_what_waits_on_the_tablet_is_sealed(entrance, make_door):
    page = make_door()
    screens_are_kept(page)
    page.context.set_offline(True)
    come_in(page, "Zebedee")
    stored = page.evaluate(WAITING)
    assert len(stored) == 1
    assert "Zebedee" not in stored[0]
    assert "Zebedee" not in page.content()
    page.context.set_offline(False)
    all_is_sent(page)
    assert entrance.who_came() == (1, ["Zebedee"])


def test_the_screen_comes_back_by_itself_in_three_seconds(entrance, make_door):
    for options in ({}, {"java_script_enabled": False}):
        page = make_door(**options)
        page.get_by_role("link", name=re.compile("Evening circle")).click()
        page.get_by_role("button", name="Just count me").click()
        page.get_by_role("heading", name="Thank you").wait_for()
        page.wait_for_url(f"{entrance.address}/door/", timeout=6000)


def test_the_same_without_javascript_and_through_a_killed_server(entrance, make_door):
    page = make_door(java_script_enabled=False)
    for number in range(3):
        come_in(page, f"Guest{number}", presses=2)
    entrance.kill()
    entrance.start()
    come_in(page)
    assert entrance.who_came() == (4, ["Guest0", "Guest1", "Guest2"])


def test_the_pin_leads_out_and_a_door_that_was_closed_keeps_no_screen(entrance, make_door):
    page = make_door()
    screens_are_kept(page)
    page.get_by_role("link", name="Leave the door").click()
    page.locator("input[type=password]").fill("2580")
    page.get_by_role("button", name="Unlock").click()
    page.wait_for_url(f"{entrance.address}/groups/door/")
    page.get_by_role("button", name="Close it").click()
    page.get_by_text("That door is closed.").wait_for()
    page.goto(f"{entrance.address}/door/")
    page.get_by_role("heading", name="This device is not the door now").wait_for()
    assert not [path for path in page.evaluate(SCREENS) if path.startswith("/door/")]


@pytest.mark.parametrize(
    ("width", "scheme", "locale"), [(768, "light", "en-CA"), (768, "dark", "fr-CA"), (390, "dark", "en-CA"), (1280, "light", "fr-CA")]
)
def test_every_screen_can_be_used_by_everybody(entrance, make_door, width, scheme, locale):
    page = make_door(viewport={"width": width, "height": 1024}, color_scheme=scheme, locale=locale)
    faults = look_at(page, "door")
    assert page.evaluate("document.documentElement.lang") == locale[:2]
    groups = page.locator("a.way").evaluate_all("links => links.map(link => link.href)")
    assert len(groups) == 3
    for address in (*groups, f"{entrance.address}/door/thanks/"):
        page.goto(address)
        faults += look_at(page, address.rsplit("/", 2)[-2])
    page.context.clear_cookies(name="door")
    page.goto(f"{entrance.address}/door/")
    faults += look_at(page, "closed")
    assert faults == []


def look_at(page, name: str) -> list[str]:
    """What axe says, what scrolls sideways, and what is too small for a thumb."""
    faults = [f"{name}: {one['id']} {one['nodes'][0]['html'][:120]}" for one in Axe().run(page).response["violations"]]
    if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
        faults.append(f"{name}: scrolls sideways")
    small = "all => all.filter(one => one.getBoundingClientRect().height < 44).map(one => one.outerHTML.slice(0, 90))"
    return faults + [f"{name}: small {one}" for one in page.locator("main :is(a, button, input:not([type=hidden]))").evaluate_all(small)]
