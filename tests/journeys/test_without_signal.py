"""A supporter's phone in a cellar: what was opened can be read, what is written down arrives once, and signing out leaves nothing."""

import json
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

MAKE_CALL = """
from datetime import time
from hearthside.checkins.calls.actions import claim_call
from hearthside.checkins.calls.planning import plan_ahead
from hearthside.checkins.models import Call, CallTime, CheckInPlan
from hearthside.core.dates import now
from hearthside.organisation.clock import live_by_its_clock
from hearthside.organisation.models import Programme
from hearthside.people.models import Person
live_by_its_clock()
rowan, jo = Person.objects.get(name="Rowan Ellery"), Person.objects.get(name="Jo")
Person.objects.filter(pk=jo.pk).update(quiet_from=time(0), quiet_until=time(0))  # at whatever hour this is run
plan = CheckInPlan.objects.create(person=jo, programme=Programme.objects.get(code="one-to-one"), about="Herons at the weir")
for weekday in range(7):
    CallTime.objects.create(plan=plan, weekday=weekday, opens=time(0), closes=time(23, 59))
plan_ahead()
call = Call.objects.get(plan=plan, opens__lte=now())
claim_call(by=rowan, call=call)
print(call.pk)
"""
LINK = """
from hearthside.accounts.actions import make_entry_link
from hearthside.core.actors import COMMAND_LINE
from hearthside.people.models import Person
print(make_entry_link(by=COMMAND_LINE, user=Person.objects.get(name={name!r}).user, purpose="demo", minutes=60))
"""
COUNT = """
from hearthside.checkins.models import Tried
from hearthside.encounters.models import Attempt, Encounter
print(Encounter.objects.count(), Attempt.objects.count(), Tried.objects.count())
"""
LAST = """
from hearthside.encounters.models import Encounter
last = Encounter.objects.filter(doings__supporter__name="Rowan Ellery").order_by("-pk")[0]
print(last.minutes, bool(last.ticket_digest), *last.presences.values_list("person__name", flat=True))
"""


@dataclass
class Home:
    """A house with a call that Rowan has begun, and a server that can be killed."""

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
        os.killpg(self.server.pid, signal.SIGKILL)
        self.server.wait(timeout=30)

    def counts(self) -> tuple[int, ...]:
        """Contacts, tries, and tries of calls."""
        return tuple(int(number) for number in run_inside(self, COUNT).split())


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    one = Home(str(tmp_path_factory.mktemp("signal") / "data"))
    assert one.command("demo", "--no-serve").wait(timeout=200) == 0
    calls = run_inside(one, MAKE_CALL).split()
    return one.folder, calls


@pytest.fixture
def home(made, tmp_path):
    one = Home(str(shutil.copytree(made[0], tmp_path / "data")))
    one.calls = made[1]
    one.start()
    yield one
    one.kill()


@pytest.fixture
def phone(chromium, home):
    """`phone()` is a phone on which nobody is signed in yet."""
    contexts = []

    def make():
        context = chromium.new_context(viewport={"width": 390, "height": 844})
        context.set_default_timeout(20_000)
        contexts.append(context)
        return context.new_page()

    yield make
    for context in contexts:
        context.close()


STORES = """async store => { if (!(await indexedDB.databases()).length) return []
  const base = await new Promise(done => { const asked = indexedDB.open('offline'); asked.onsuccess = () => done(asked.result) })
  const all = base.transaction(store).objectStore(store), keys = all.getAllKeys(), rows = all.getAll()
  await new Promise(done => { rows.onsuccess = done })
  base.close()
  const read = one => one instanceof CryptoKey ? `key ${one.extractable}` : one
  const raw = one => one instanceof ArrayBuffer ? new TextDecoder('latin1').decode(one) : read(one)
  const plain = row => Object.fromEntries(Object.entries(row).map(([name, one]) => [name, raw(one)]))
  return keys.result.map((key, at) => [key, plain(rows.result[at])]) }"""
SHELF = """caches.open('offline').then(async shelf => Promise.all((await shelf.keys()).map(async key =>
  [new URL(key.url).pathname, await (await shelf.match(key)).text()])))"""


def until(page, look, is_so, seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while not is_so(found := look()):
        assert time.monotonic() < end, str(found)[:500]
        page.wait_for_timeout(200)


def kept(page, store: str) -> list:
    return page.evaluate(STORES, store)


def sign_in(home, page, name: str = "Rowan Ellery") -> None:
    page.goto(home.address + run_inside(home, LINK.format(name=name)).strip())
    page.get_by_role("button").first.click()
    page.wait_for_url(f"{home.address}/today/")


def open_today(home, page, name: str = "Rowan Ellery") -> None:
    """Signed in, with all that works without signal on the phone."""
    sign_in(home, page, name)
    calls = {f"/calls/{call}/" for call in home.calls} if name == "Rowan Ellery" else set()
    until(
        page,
        lambda: {key for key, _row in kept(page, "pages")},
        lambda paths: {"/today/", "/log/", "/log/tries/", "/offline/"} | calls <= paths,
    )
    until(page, lambda: [path for path, _text in page.evaluate(SHELF)], lambda paths: "/crisis/" in paths)


def log(page, home, note: str = "", presses: int = 1) -> None:
    page.goto(f"{home.address}/log/")
    page.get_by_role("checkbox", name="Jo", exact=True).check(force=True)
    if note:
        page.locator("details summary").filter(has_text="Add more").click()
        page.get_by_label("A note you write together").fill(note)
    page.get_by_role("button", name="Done").evaluate(f"button => {{ for (let press = 0; press < {presses}; press++) button.click() }}")


def no_answer(page, home, call: str) -> None:
    page.goto(f"{home.address}/calls/{call}/")
    page.get_by_role("button", name="No answer").click()


def waits(page, home, number: int) -> None:
    page.wait_for_url(f"{home.address}/offline/")
    until(page, lambda: page.locator("[data-entries] li").count(), lambda found: found == number)


def test_a_day_in_a_cellar_arrives_once(home, phone):
    page = phone()
    open_today(home, page)
    before = home.counts()
    context = page.context
    context.set_offline(True)
    page.goto(f"{home.address}/today/")
    page.get_by_text(re.compile(r"As of .*, without signal")).wait_for()
    page.goto(f"{home.address}/calls/")
    page.get_by_role("link", name="Jo", exact=True).first.wait_for()
    log(page, home, "We spoke of herons.", presses=2)
    waits(page, home, 1)
    assert page.get_by_text("Kept on this phone. It goes out as soon as there is signal.").is_visible()
    assert not page.get_by_role("button", name="Put it right").is_visible()
    assert page.get_by_text("We spoke of herons.").is_visible()
    assert Axe().run(page, options={"rules": {"region": {"enabled": False}}}).response["violations"] == []
    log(page, home)  # the same page again is another conversation
    waits(page, home, 2)
    no_answer(page, home, home.calls[0])
    waits(page, home, 3)
    page.close()
    page = context.new_page()
    home.kill()
    context.set_offline(False)
    page.goto(f"{home.address}/today/")  # signal, and nobody there: it is read from the phone, and waits on
    page.get_by_text("Still to be sent from this phone: 3").wait_for()
    assert len(kept(page, "entries")) == 3
    home.start()
    page.goto(f"{home.address}/today/")
    until(page, lambda: kept(page, "entries"), lambda rows: rows == [])
    assert [after - then for after, then in zip(home.counts(), before, strict=True)] == [2, 1, 1]
    assert run_inside(home, LAST).split()[1:] == ["False", "Jo"]  # no survey was offered to somebody who had left
    page.goto(f"{home.address}/offline/")
    page.get_by_text("Nothing waits on this phone").wait_for()


def test_what_arrived_while_its_answer_was_lost_is_not_counted_again(home, phone):
    page = phone()
    open_today(home, page)
    before = home.counts()
    lost = []

    def lose_the_answer(route):
        if route.request.method == "POST" and not lost:
            lost.append(route.fetch(max_redirects=0).status)
            route.abort()
        else:
            route.continue_()

    page.context.route("**/log/", lose_the_answer)
    log(page, home)
    until(page, lambda: lost, lambda seen: seen == [302])
    page.goto(f"{home.address}/today/")
    until(page, lambda: kept(page, "entries"), lambda rows: rows == [])
    assert home.counts()[0] - before[0] == 1


def test_nothing_on_the_phone_can_be_read_in_clear(home, phone):
    page = phone()
    open_today(home, page)
    page.context.set_offline(True)
    log(page, home, "We spoke of herons.")
    waits(page, home, 1)
    everything = json.dumps([kept(page, store) for store in ("keys", "pages", "entries")] + page.evaluate(SHELF))
    assert [word for word in ("herons", "Herons", "Rowan", "Jo<", "Ansel", "Lark", "Marion") if word in everything] == []
    assert everything.count("key false") == 2
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0


def test_signing_out_leaves_nothing_on_the_phone(home, phone):
    page = phone()
    open_today(home, page)
    page.goto(f"{home.address}/more/")
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url(re.compile("/accounts/login/"))
    until(page, lambda: page.evaluate("indexedDB.databases()"), lambda found: found == [])
    assert page.evaluate("caches.keys()") == []
    assert page.evaluate("localStorage.length") == 0
    page.go_back()
    assert "Rowan" not in page.content()
    page.context.set_offline(True)
    with pytest.raises(Exception, match="ERR_INTERNET_DISCONNECTED"):
        page.goto(f"{home.address}/today/")


def test_what_waits_is_sent_before_signing_out_and_nothing_of_it_is_lost_unasked(home, phone):
    page = phone()
    open_today(home, page)
    before = home.counts()
    page.goto(f"{home.address}/more/")
    sign_out = page.context.new_page()
    sign_out.goto(f"{home.address}/more/")
    page.context.set_offline(True)
    log(page, home)
    waits(page, home, 1)
    sign_out.get_by_role("button", name="Sign out").click()
    waits(sign_out, home, 1)
    page.context.set_offline(False)
    until(page, lambda: home.counts()[0] - before[0], lambda number: number == 1)


def test_another_person_on_the_same_phone_sees_and_sends_nothing_of_the_first(home, phone):
    page = phone()
    open_today(home, page)
    before = home.counts()
    page.context.set_offline(True)
    log(page, home, "We spoke of herons.")
    waits(page, home, 1)
    page.close()
    page = page.context.new_page()
    page.context.clear_cookies()  # the session ended without anybody signing out
    page.context.set_offline(False)
    page.goto(f"{home.address}/today/")
    page.wait_for_url(re.compile("/accounts/login/"))
    until(page, lambda: kept(page, "pages") + kept(page, "keys"), lambda rows: rows == [])
    page.context.set_offline(True)
    page.goto(f"{home.address}/today/")
    page.get_by_role("heading", name="Help right now").wait_for()  # nothing but the lines
    page.context.set_offline(False)
    open_today(home, page, "Sam Okafor")
    page.goto(f"{home.address}/offline/")
    page.get_by_text("Nothing waits on this phone").wait_for()
    assert len(kept(page, "entries")) == 1
    assert home.counts() == before
    # And the first finds it again
    page.context.clear_cookies()
    open_today(home, page)
    until(page, lambda: kept(page, "entries"), lambda rows: rows == [])
    assert home.counts()[0] - before[0] == 1


def test_what_the_house_cannot_take_is_shown_again_to_be_put_right(home, phone):
    page = phone()
    open_today(home, page)
    before = home.counts()
    page.context.set_offline(True)
    page.goto(f"{home.address}/log/tries/")
    page.get_by_role("radio", name="Asked to talk later").check(force=True)
    page.get_by_role("button", name="Save").click()
    waits(page, home, 1)
    page.context.set_offline(False)
    page.get_by_role("button", name="Put it right").click()
    page.get_by_text("Choose the day they asked for, so that nobody forgets.").first.wait_for()
    assert page.get_by_role("radio", name="Asked to talk later").is_checked()
    page.get_by_role("radio", name="No answer").check(force=True)
    page.get_by_role("button", name="Save").click()
    page.wait_for_url(f"{home.address}/today/")
    until(page, lambda: kept(page, "entries"), lambda rows: rows == [])
    assert home.counts()[1] - before[1] == 1


def test_a_locked_phone_shows_nothing_without_signal(home, phone):
    page = phone()
    open_today(home, page)
    page.goto(f"{home.address}/accounts/lock/")
    page.locator("input[type=password]").fill("2580")
    page.locator("main form .button.primary").click()
    page.wait_for_load_state()
    until(page, lambda: kept(page, "pages") + kept(page, "keys"), lambda rows: rows == [])
    page.context.set_offline(True)
    page.goto(f"{home.address}/today/")
    page.get_by_role("heading", name="Help right now").wait_for()


def test_the_person_one_came_for_is_chosen_and_nobody_else(home, phone):
    page = phone()
    open_today(home, page)
    page.goto(f"{home.address}/log/")
    jo = page.get_by_role("checkbox", name="Jo", exact=True).get_attribute("value")
    page.goto(f"{home.address}/log/?who={jo}")
    page.context.set_offline(True)
    for address, chosen in ((f"/log/?who={jo}", [jo]), ("/log/", []), (f"/log/tries/?who={jo}", [jo]), ("/log/tries/", [""])):
        page.goto(home.address + address)
        page.get_by_text(re.compile(r"As of .*, without signal")).wait_for()
        assert page.eval_on_selector_all("input[name=who]:checked, select[name=who]", "all => all.map(one => one.value)") == chosen


def test_a_page_of_yesterday_is_not_shown(home, phone):
    page = phone()
    open_today(home, page)
    page.evaluate("""new Promise(done => { const asked = indexedDB.open('offline'); asked.onsuccess = () => {
      const all = asked.result.transaction('pages', 'readwrite').objectStore('pages'), got = all.get('/today/')
      got.onsuccess = () => { all.put({ ...got.result, at: Date.now() - 25 * 3600 * 1000 }, '/today/').onsuccess = done } } })""")
    page.context.set_offline(True)
    page.goto(f"{home.address}/today/")
    page.get_by_role("heading", name="Help right now").wait_for()


def test_the_survey_the_door_and_public_pages_pass_untouched(home, phone):
    page = phone()
    open_today(home, page)
    for path in ("/s/", "/door/", "/groups/", "/promise/"):
        answer = page.goto(home.address + path)
        assert not answer.from_service_worker, path
    shelf = {path for path, _text in page.evaluate(SHELF)}
    assert {path for path in shelf if not path.startswith("/static/")} == {"/crisis/"}
    assert not [path for path, _row in kept(page, "pages") if path.startswith(("/s/", "/door/", "/groups/", "/promise/"))]
