"""The pages of a contact: what each shows, refuses and keeps."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest

from hearthside.core.dates import today
from hearthside.encounters.actions import Contact, record_attempt, record_encounter, record_encounters, write_note
from hearthside.encounters.models import Attempt, Encounter, Note, Stance
from hearthside.encounters.queries import last_times
from hearthside.people.models import ReachPermission, WayToReach
from tests.cast import TESTS
from tests.signed_in import client_of


@pytest.fixture
def ben(cast):
    return client_of(cast.ben)


@pytest.fixture
def ana(cast):
    return client_of(cast.ana)


@pytest.fixture
def met(cast):
    contact = Contact(programme=cast.river, kind=cast.phone, day=today(), minutes=15, people=[cast.ana])
    encounter, _ticket = record_encounter(by=cast.ben, contact=contact)
    return encounter


def three_taps(cast, **changes):
    """What a browser sends after who, how and done: everything else came with the page."""
    sent = {"once": str(uuid4()), "who": str(cast.ana.pk), "kind": "one_to_one_phone", "programme": str(cast.river.pk)}
    return sent | {"day": today().isoformat(), "minutes": "15"} | changes


def test_the_page_offers_ana_first_and_repeats_last_time(cast, ben, met):
    page = ben.get("/log/").content.decode()
    assert re.search(rf'value="{cast.ana.pk}"[^>]*data-kind="one_to_one_phone"[^>]*data-minutes="15"', page)
    assert re.search(r'name="kind" value="one_to_one_phone" checked', page)


def test_of_several_conversations_on_one_day_the_last_one_written_is_repeated(cast, met):
    for minutes, kind, day in [(20, cast.phone, today()), (45, cast.phone, today() - timedelta(days=1)), (90, cast.group, today())]:
        contact = Contact(programme=cast.river, kind=kind, day=day, minutes=minutes, people=[cast.ana])
        record_encounter(by=cast.ben, contact=contact)
    [last] = last_times(cast.ben)
    assert (last.person_id, last.name, last.kind_code, last.minutes) == (cast.ana.pk, "Ana", "one_to_one_phone", 20)
    assert (last.day, last.programme_id) == (today(), cast.river.pk)


def test_who_how_done(cast, ben):
    answer = ben.post("/log/", three_taps(cast), follow=True)
    encounter = Encounter.objects.get()
    assert answer.redirect_chain == [(f"/log/{encounter.pk}/survey/", 302)]
    page = answer.content.decode()
    assert "Saved." in page
    assert "<svg" in page
    assert re.search(r'class="code">[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}<', page)


def test_a_second_tap_finds_the_first(cast, ben):
    words = three_taps(cast)
    ben.post("/log/", words)
    ben.post("/log/", words)
    assert Encounter.objects.count() == 1


def test_somebody_without_a_name(cast, ben):
    ben.post("/log/", three_taps(cast, who=[], nameless="on"))
    assert Encounter.objects.get().unnamed == 1


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"who": []}, "Say who was there"),
        ({"minutes": "4000"}, "less than or equal to 1440"),
        ({"minutes": "a while"}, "whole number"),
        ({"day": "2026-02-31"}, "valid date"),
        ({"day": "1899-01-01"}, "too long ago"),
        ({"day": "2099-01-01"}, "in the future"),
        ({"kind": "seance"}, "valid choice"),
        ({"who": "not-a-person"}, "not open to you"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(cast, ben, changes, sentence):
    answer = ben.post("/log/", three_taps(cast, note="We talked about the bus.") | changes)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert sentence in page
    assert "We talked about the bus." in page
    assert not Encounter.objects.exists()


def test_dan_cannot_slip_ana_into_his_form(cast):
    answer = client_of(cast.dan).post("/log/", three_taps(cast))
    assert answer.status_code == 422
    assert "is not open to you" in answer.content.decode()


def test_ana_does_not_log(ana):
    answer = ana.get("/log/")
    assert answer.status_code == 403
    assert "Only supporters" in answer.content.decode()


def test_the_code_is_shown_for_a_while_and_kept_nowhere(cast, ben):
    ben.post("/log/", three_taps(cast))
    encounter = Encounter.objects.get()
    address = f"/log/{encounter.pk}/survey/"
    code = re.search(r'class="code">([0-9A-Z-]+)<', ben.get(address).content.decode())[1]
    assert code not in str(list(Encounter.objects.values()))
    ben.cookies.clear()
    other = client_of(cast.ben).get(address).content.decode()
    assert "Make a new code" in other
    assert code not in other


def test_a_new_code_takes_the_place_of_the_old(cast, ben):
    ben.post("/log/", three_taps(cast))
    encounter = Encounter.objects.get()
    ben.post(f"/log/{encounter.pk}/survey/replacement/")
    assert Encounter.objects.get().ticket_digest != encounter.ticket_digest


def test_not_offered_this_time(cast, ben, met):
    assert ben.post(f"/log/{met.pk}/survey/withdrawal/").status_code == 302
    assert Encounter.objects.get().ticket_digest is None


def test_a_text_is_offered_only_to_whoever_welcomed_survey_texts(cast, ben):
    assert "sms:" not in ben.post("/log/", three_taps(cast), follow=True).content.decode().split("here-for-you")[0]
    way = WayToReach.objects.create(person=cast.ana, kind="phone", value="+13065550100")
    ReachPermission.objects.create(way=way, purpose="surveys", may_text=True)
    assert "sms:+13065550100" in ben.post("/log/", three_taps(cast), follow=True).content.decode()


def test_undo(cast, ben, met):
    answer = ben.post(f"/log/{met.pk}/undo/", follow=True)
    assert "Taken back" in answer.content.decode()
    assert not Encounter.objects.exists()


def test_ana_reads_the_contact_and_cannot_change_it(ana, met):
    page = ana.get(f"/log/{met.pk}/").content.decode()
    assert "Correct or add" not in page
    assert ana.post(f"/log/{met.pk}/", {}).status_code == 403


def test_ben_corrects_the_minutes(cast, ben, met):
    sent = {"kind": "one_to_one_phone", "programme": str(cast.river.pk), "day": today().isoformat(), "minutes": "40"}
    assert ben.post(f"/log/{met.pk}/", sent).status_code == 302
    assert Encounter.objects.get().minutes == 40
    assert "in the future" in ben.post(f"/log/{met.pk}/", sent | {"day": "2099-01-01"}).content.decode()


def test_the_note_goes_round(cast, ben, ana, met):
    ben.post(f"/log/{met.pk}/note/", {"text": "A hard week."})
    assert "A note that Ben wrote down" in ana.get("/today/").content.decode()
    answer = ana.post(f"/log/{met.pk}/note/answer/", {"kind": "differs", "reply": ""})
    assert "own words" in answer.content.decode()
    ana.post(f"/log/{met.pk}/note/answer/", {"kind": "differs", "reply": "A long week."})
    assert "A note that Ben wrote down" not in ana.get("/today/").content.decode()
    assert "Ana sees your note differently" in ben.get("/today/").content.decode()
    assert "A long week." in ben.get(f"/log/{met.pk}/").content.decode()
    ben.post(f"/log/notes/replies/{Stance.objects.get().pk}/reading/")
    assert "Ana sees your note differently" not in ben.get("/today/").content.decode()


def test_an_earlier_wording_stays_readable(cast, ben, ana, met):
    write_note(by=cast.ben, encounter=met, text="First words.")
    ana.post(f"/log/{met.pk}/note/", {"text": "Second words."})
    page = ben.get(f"/log/{met.pk}/").content.decode()
    assert "First words." in page
    assert Note.objects.get().text == "Second words."
    assert ben.post(f"/log/{met.pk}/note/", {"text": ""}).status_code == 422


def test_a_try_stands_on_today_until_it_is_done_with(cast, ben):
    sent = {"who": str(cast.ana.pk), "outcome": "call_later", "kind": "one_to_one_phone", "programme": str(cast.river.pk)}
    sent |= {"day": today().isoformat()}
    assert "Choose the day" in ben.post("/log/tries/", sent).content.decode()
    assert "has passed" in ben.post("/log/tries/", sent | {"again_on": "2020-01-01"}).content.decode()
    assert ben.post("/log/tries/", sent | {"again_on": today().isoformat(), "again_at": "15:00"}).status_code == 302
    assert "Asked to talk again" in ben.get("/today/").content.decode()
    ben.post(f"/log/tries/{Attempt.objects.get().pk}/closing/")
    assert "Asked to talk again" not in ben.get("/today/").content.decode()


def test_a_try_in_the_future_is_refused(cast, ben):
    sent = {"who": "", "outcome": "no_answer", "kind": "one_to_one_phone", "programme": str(cast.river.pk), "day": "2099-01-01"}
    assert "in the future" in ben.post("/log/tries/", sent).content.decode()


def test_somebody_elses_try_is_not_there(cast):
    attempt = record_attempt(
        by=cast.ben, person=cast.ana, programme=cast.river, kind=cast.phone, outcome="call_later", day=today(), again_on=today()
    )
    assert client_of(cast.dan).post(f"/log/tries/{attempt.pk}/closing/").status_code == 404


@pytest.fixture
def group(cast):
    """Dan hosted a group in his programme; Mo and Ana came."""
    contact = Contact(programme=cast.hill, kind=cast.group, day=today(), minutes=60, people=[cast.mo, cast.ana], supporters=[cast.dan])
    return record_encounters(by=TESTS, contacts=[contact])[0]


def names_on(cast, who, encounter):
    """Whose names stand there, and to whose page they lead."""
    page = client_of(getattr(cast, who)).get(f"/log/{encounter.pk}/").content.decode()
    there = page[page.index("Who was there") : page.index("For us")]
    return {name for name in ("Mo", "Ana") if name in there}, there.count("/people/"), "1 other person" in there


@pytest.mark.parametrize(
    ("who", "names", "links", "others"),
    [
        ("dan", {"Mo", "Ana"}, 1, False),  # he wrote both down; only Mo's page is open to him
        ("mo", {"Mo"}, 1, True),
        ("ana", {"Ana"}, 1, True),
        ("ben", {"Ana"}, 1, True),  # he supports Ana, and learns of nobody else through her
        ("cora", {"Ana"}, 1, True),
    ],
)
def test_a_group_names_to_each_only_those_whose_page_they_may_open(cast, group, who, names, links, others):
    assert names_on(cast, who, group) == (names, links, others)


def test_two_who_talked_know_each_other(cast):
    contact = Contact(programme=cast.river, kind=cast.phone, day=today(), minutes=15, people=[cast.mo, cast.ana], supporters=[cast.ben])
    [encounter] = record_encounters(by=TESTS, contacts=[contact])
    assert names_on(cast, "ana", encounter) == ({"Mo", "Ana"}, 1, False)
    assert names_on(cast, "cora", encounter) == ({"Ana"}, 1, True)
