"""What a phone is given to keep pages and forms, and what it is told of a form that comes in later."""

from uuid import uuid4

import pytest
from django.contrib.staticfiles import finders

from hearthside.accounts import locking
from hearthside.checkins.models import Tried
from hearthside.core.dates import today
from hearthside.core.ids import new_id
from hearthside.encounters.actions import record_attempt
from hearthside.encounters.models import Attempt, Encounter
from hearthside.home.offline.views import PARTS
from tests.signed_in import client_of

LATER = {"Sent-Later": "yes"}


def told(client) -> dict:
    return client.get("/offline/key.json").json()


def contact(cast, **changes) -> dict:
    sent = {"once": new_id(), "who": [cast.ana.pk], "kind": "one_to_one_phone", "programme": cast.river.pk, "day": today(), "minutes": 20}
    return sent | changes


def attempt(cast, **changes) -> dict:
    sent = {
        "once": new_id(),
        "who": cast.ana.pk,
        "outcome": "no_answer",
        "kind": "one_to_one_phone",
        "programme": cast.river.pk,
        "day": today(),
    }
    return sent | changes


# Keys


def test_a_phone_gets_the_same_keys_as_long_as_the_session_lasts(cast):
    client = client_of(cast.ben)
    first, again = told(client), told(client)
    keys = ("owner", "session", "pages", "entries")
    assert [first[name] for name in keys] == [again[name] for name in keys]
    assert len({first[name] for name in keys}) == 4


def test_the_next_session_reads_no_page_of_the_last_and_still_sends_its_entries(cast):
    before, after = told(client_of(cast.ben)), told(client_of(cast.ben))
    assert before["pages"] != after["pages"]
    assert before["session"] != after["session"]
    assert (before["entries"], before["owner"]) == (after["entries"], after["owner"])


def test_another_person_gets_other_keys(cast):
    ben, kim = told(client_of(cast.ben)), told(client_of(cast.kim))
    assert not {ben[name] for name in ("owner", "session", "pages", "entries")} & {
        kim[name] for name in ("owner", "session", "pages", "entries")
    }


def test_the_keys_depend_on_the_key_of_the_house(cast, settings):
    client = client_of(cast.ben)
    before = told(client)
    settings.KEYS = settings.KEYS | {"fields": b"\x07" * 32}
    assert told(client)["entries"] != before["entries"]


def test_no_browser_keeps_the_keys_and_they_name_nobody(cast):
    client = client_of(cast.ben)
    answer = client.get("/offline/key.json")
    assert "no-store" in answer["Cache-Control"]
    body = answer.content.decode()
    for secret in (str(cast.ben.pk), str(cast.ben.user.pk), cast.ben.name, client.session.session_key):
        assert secret not in body


def test_a_locked_session_gets_no_keys(cast):
    client = client_of(cast.ben)
    session = client.session
    session[locking.LOCK] = {"wrong": 0, "back": ""}
    session.save()
    assert client.get("/offline/key.json").status_code == 302


# The program


def test_the_program_is_one_piece_small_and_asked_for_anew(cast):
    answer = client_of(cast.ben).get("/offline-worker.js")
    assert answer["Content-Type"].startswith("text/javascript")
    assert answer["Cache-Control"] == "no-cache"
    for part in PARTS:
        with open(finders.find(f"home/offline/{part}"), "rb") as file:
            assert file.read() in answer.content


def test_only_those_who_work_here_get_the_program_with_today(cast):
    assert b"home/offline/offline" in client_of(cast.ben).get("/today/").content
    assert b"home/offline/offline" not in client_of(cast.ana).get("/today/").content


# What comes in later


def test_a_contact_that_comes_in_later_is_logged_once_and_offers_no_survey(cast):
    client, sent = client_of(cast.ben), contact(cast, note="Herons.")
    answers = [client.post("/log/", sent, headers=LATER) for _each in range(2)]
    assert [(answer.status_code, answer.content) for answer in answers] == [(204, b"")] * 2
    logged = Encounter.objects.get()
    assert (logged.pk, logged.ticket_digest) == (sent["once"], None)
    assert not [name for answer in answers for name in answer.cookies if name == "ticket"]


def test_a_try_is_one_try_however_often_it_is_sent(cast):
    client, sent = client_of(cast.ben), attempt(cast, outcome="call_later", again_on=today())
    for headers in (LATER, LATER, {}):
        client.post("/log/tries/", sent, headers=headers)
    assert Attempt.objects.get().closed_at is None  # the second did not end what the first had asked for


def test_a_try_without_a_name_of_its_own_is_kept_as_before(cast):
    client = client_of(cast.ben)
    for _each in range(2):
        assert client.post("/log/tries/", attempt(cast, once="")).status_code == 302
    assert Attempt.objects.count() == 2


def test_nobody_gets_another_persons_try_back(cast):
    once = uuid4()
    words = {"programme": cast.river, "kind": cast.phone, "outcome": "no_answer", "day": today(), "once": once}
    first = record_attempt(by=cast.ben, **words)
    assert record_attempt(by=cast.ben, **words) == first
    with pytest.raises(Exception, match=r"(?i)unique|duplicate"):
        record_attempt(by=cast.kim, **words)


def test_what_is_said_while_nobody_looks_is_not_shown_to_somebody_later(cast):
    client = client_of(cast.ben)
    client.post("/log/tries/", attempt(cast), headers=LATER)
    assert b"Saved as a try." not in client.get("/today/").content
    client.post("/log/tries/", attempt(cast))
    assert b"Saved as a try." in client.get("/today/").content


def test_what_has_to_be_put_right_is_told_by_its_number(cast):
    client = client_of(cast.ben)
    assert client.post("/log/", contact(cast, minutes=0), headers=LATER).status_code == 422
    assert client.post("/log/tries/", attempt(cast, who=""), headers=LATER).status_code == 204
    assert client_of(cast.ana).post("/log/", contact(cast), headers=LATER).status_code == 403
    assert Encounter.objects.count() == 0


def test_without_a_session_nothing_is_taken(cast):
    assert client_of(None).post("/log/", contact(cast), headers=LATER).status_code == 401
    assert Encounter.objects.count() == 0


def test_a_call_that_is_over_tells_the_phone_that_somebody_has_to_look(cast):
    from hearthside.checkins.calls.actions import claim_call
    from hearthside.checkins.calls.tests.plans import call_of, plan_for

    call = claim_call(by=cast.ben, call=call_of(plan_for(cast.ana, cast.river), given_to=cast.ben))
    client = client_of(cast.ben)
    talk = {"once": str(uuid4()), "minutes": 12}
    assert [client.post(f"/calls/{call.pk}/talk/", talk, headers=LATER).status_code for _each in range(2)] == [204, 204]
    assert Encounter.objects.get().ticket_digest is None
    assert client.post(f"/calls/{call.pk}/talk/", talk | {"once": str(uuid4())}, headers=LATER).status_code in (404, 409)
    assert (Encounter.objects.count(), Tried.objects.count()) == (1, 1)


# Signing out


def test_signing_out_has_the_browser_delete_what_it_keeps(cast):
    assert client_of(cast.ben).post("/accounts/logout/")["Clear-Site-Data"] == '"cache", "storage"'
    assert "Clear-Site-Data" not in client_of(cast.ben).get("/accounts/logout/")


def test_a_door_keeps_what_people_tapped_when_its_host_signs_out(cast):
    client = client_of(cast.ben)
    session = client.session
    session[locking.DOOR] = str(uuid4())
    session.save()
    assert "Clear-Site-Data" not in client.post("/accounts/logout/")
