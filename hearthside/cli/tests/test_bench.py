"""The bench measures what it says, and does not count what is wrong."""

import json
import os
import subprocess
import sys
from types import SimpleNamespace

import pytest

from hearthside.cli.bench import answering, durability, figures, reporting, weighing
from hearthside.cli.bench.engines import forget_environment
from hearthside.cli.bench.processes import family, processor_time, time_between
from hearthside.cli.bench.rounds import Side, compare
from hearthside.cli.bench.visits import Reply, Visitor, WrongContent, hidden_fields, unpacked
from hearthside.cli.bench.writing import Inserts, Logging
from hearthside.core.dates import today
from hearthside.encounters.actions import Contact, record_encounter
from hearthside.encounters.models import Doing, Encounter, Presence
from hearthside.surveys.models import SurveyTicket


@pytest.mark.slow
def test_a_small_run_measures_every_group_and_says_so_in_json():
    answer = subprocess.run([sys.executable, "-m", "hearthside", "bench", "--small", "--json"], capture_output=True, text=True, check=False)
    assert answer.returncode == 0, answer.stderr + answer.stdout
    told = json.loads(answer.stdout)
    assert told["faults"] == []
    assert told["engine"] == os.environ.get("HEARTHSIDE_TEST_ENGINE", "sqlite")
    groups = {one["group"] for one in told["figures"]}
    assert groups == {
        "Reading", "Weight of pages", "Writing", "The door", "Answering a survey", "Reports", "Calendar", "Matching",
        "Start and rest", "Durability",
    }  # fmt: skip
    found = {one["what"]: one for one in told["figures"]}
    assert found["log an encounter"]["floor"] > 0
    assert found["log an encounter"]["more"]["statements"] > 5
    assert found["more statements for 100 people than for 12"]["value"] == 0
    assert found["acknowledged writes lost"]["value"] == 0
    assert found["acknowledged writes lost"]["more"]["contacts acknowledged"] > 0
    assert all(one["verdict"] == ("within" if one["value"] <= one["bar"] else "over") for one in told["figures"])


def test_processor_time_is_what_the_process_itself_says_it_used():
    words = "import sys, time\nwhile time.process_time() < 0.2: pass\nprint(time.process_time(), flush=True)\nsys.stdin.read()"
    child = subprocess.Popen([sys.executable, "-c", words], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    own = float(child.stdout.readline())
    used = time_between({}, processor_time([child.pid])) / 1e9
    assert child.pid in family(os.getpid())
    child.communicate()
    assert used == pytest.approx(own, abs=0.02)
    assert processor_time([child.pid]) == {}


def test_a_ratio_is_ours_by_the_floors_beside_it():
    clock = {"floor": 0, "ours": 0}

    def costs(name: str, nanoseconds: int) -> Side:
        def send() -> None:
            clock[name] += nanoseconds

        return Side(send, lambda: {1: clock[name]})

    [found] = compare(costs("floor", 2_000_000), costs("ours", 6_000_000), rounds=3, most=10)
    assert (found.floor, found.ours) == (2, 6)
    assert found.ratio == found.least == found.most == 3
    assert figures.of(found, "Writing", "log an encounter", 4).verdict == "within"
    assert figures.of(found, "Writing", "log an encounter", 2.9).verdict == "over"


def test_nothing_of_an_installation_reaches_the_bench(monkeypatch, tmp_path):
    (tmp_path / "address").write_text("postgres://somewhere/house\n")
    for name in [name for name in os.environ if name.startswith("HEARTHSIDE_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("HEARTHSIDE_DATABASE_URL_FILE", str(tmp_path / "address"))
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "hearthside.config.settings_test")
    monkeypatch.setenv("HEARTHSIDE_EMAIL_URL", "smtp://mail.example")
    assert forget_environment() == "postgres://somewhere/house"
    assert not [name for name in os.environ if name.startswith("HEARTHSIDE_")]
    assert os.environ["DJANGO_SETTINGS_MODULE"] == "hearthside.config.settings"


def reply(body: str = "", status: int = 200, **headers: str) -> Reply:
    return Reply(status, {"content-type": "text/html", **headers}, body.encode(), len(body))


def test_a_page_without_its_words_or_with_another_status_does_not_count():
    assert reply("Ana and Ben").must(200, "Ana", "Ben").status == 200
    with pytest.raises(WrongContent, match="lacks 'Kim'"):
        reply("Ana and Ben").must(200, "Kim")
    with pytest.raises(WrongContent, match="answered 403 instead of 200: Not yours"):
        reply("<main>Not yours</main>", 403).must(200)
    with pytest.raises(WrongContent, match="leads to /accounts/login/"):
        reply(status=302, location="/accounts/login/").must_lead_to("/log/")
    with pytest.raises(WrongContent, match="where it should lead on"):
        Visitor(1).follow(reply("A fault"))
    with pytest.raises(WrongContent, match="packed as zstd"):
        unpacked(b"", "zstd")


def test_hidden_fields_are_read_as_a_browser_does():
    assert hidden_fields('<input type="hidden" name="once" value="a&amp;b"><input name="seen" value="x">') == {"once": "a&b"}


class Shelf:
    """Stands for a server with a few files."""

    def __init__(self, **files: Reply):
        self.files = files

    def get(self, path: str, **headers: str) -> Reply:
        return self.files[path.strip("/").replace(".", "_")]


def test_a_page_weighs_what_it_loads_and_later_what_was_not_kept():
    page = reply('<link rel="stylesheet" href="/look.css"><script src="/act.js"></script><noscript><img src="/seen.svg"></noscript>')
    kept = {"cache-control": "max-age=315360000, immutable"}
    look = Reply(200, {"content-type": "text/css", **kept}, b"a { background: url(seen.svg) }", 1000)
    shelf = Shelf(look_css=look, act_js=Reply(200, {"content-type": "text/javascript"}, b"", 300), seen_svg=reply("x" * 50, **kept))
    found = weighing.weigh(shelf, "/", page)
    assert found == weighing.Weight(page.wire + 1000 + 300 + 50, 4, page.wire + 300)


def test_a_page_that_asks_another_host_does_not_count():
    with pytest.raises(WrongContent, match="from another host"):
        weighing.weigh(Shelf(), "/", reply('<script src="https://elsewhere.example/count.js"></script>'))


@pytest.fixture
def logged(cast):
    """Ben logs a call with Ana; the bench believes that it did."""
    contact = Contact(programme=cast.river, kind=cast.phone, day=today(), minutes=25, people=[cast.ana], supporters=[cast.ben])
    encounter, _ticket = record_encounter(by=cast.ben, contact=contact)
    logging = Logging.__new__(Logging)
    logging.stage, logging.people, logging.logged = SimpleNamespace(writer=cast.ben), [cast.ana], [str(encounter.pk)]
    return logging


def test_a_contact_that_stands_there_whole_counts(logged):
    logged.check()


@pytest.mark.parametrize(
    ("model", "words"), [(Doing, "0 doers"), (Presence, "0 people in them"), (SurveyTicket, "0 tickets"), (Encounter, "0 contacts")]
)
def test_a_contact_that_lacks_a_part_does_not_count(logged, model, words):
    model.objects.all().delete()
    with pytest.raises(WrongContent, match=words):
        logged.check()


def test_rows_that_the_floor_lost_are_noticed():
    inserts = Inserts.__new__(Inserts)
    inserts.visitor, inserts.stage, inserts.before, inserts.sent = Shelf(lines=reply("7")), None, 5, 3
    with pytest.raises(WrongContent, match="2 rows after 3 posts"):
        inserts.check()


def test_answers_that_were_lost_and_cookies_are_noticed():
    handed_in = answering.Answering(1, [])
    handed_in.sent = 3
    handed_in.check((10, 0, 10), (13, 3, 10))
    handed_in.check((10, 0, 10), (13, 1, 12))  # some were opened meanwhile
    with pytest.raises(WrongContent, match="3 codes are used and 2 answers kept after 3"):
        handed_in.check((10, 0, 10), (13, 2, 10))
    handed_in.visitor.cookies["session"] = ("x", "/")
    with pytest.raises(WrongContent, match="set a cookie"):
        handed_in.check((10, 0, 10), (13, 3, 10))


def test_a_report_that_says_another_number_does_not_count():
    raw = Shelf(report=reply('[[["river", "phone", "1200"]], [["river", "40"]], [["41"]]]'))
    assert reporting.check(raw, Shelf(page=reply("1,200 contacts, 40 people there, 41 in all")), "/page") == (1200, 41)
    with pytest.raises(WrongContent, match="lacks the number 41"):
        reporting.check(raw, Shelf(page=reply("1,200 contacts, 40 people")), "/page")


@pytest.mark.parametrize("missing", [Doing, Presence, SurveyTicket])
def test_a_half_made_contact_is_seen_after_a_kill(logged, missing):
    house = durability.House.__new__(durability.House)
    house.stage, house.contacts_before = logged.stage, set()
    assert house._half_made(set(logged.logged)) == 0
    missing.objects.all().delete()
    assert house._half_made(set(logged.logged)) == 1


def test_a_lost_contact_one_written_twice_and_a_broken_trail_are_seen(logged, cast):
    house = durability.House.__new__(durability.House)
    house.stage, house.contacts_before, house.answers_before = logged.stage, set(), (0, 0, 0)
    house.acknowledged, house.sent = {"contacts": {"gone"}, "answers": set()}, {"contacts": set(), "answers": set()}
    house.lost = house.half = house.double = house.breaks = 0
    house._look()
    assert (house.lost, house.half, house.double, house.breaks) == (1, 0, 1, 0)
