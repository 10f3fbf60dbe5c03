"""Today, people, a person's page and one's own record."""

import json

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext

from hearthside.accounts.actions import begin_sign_in, issue_code_card
from hearthside.audit.models import Opening
from hearthside.core.dates import today
from hearthside.encounters.actions import Contact, record_attempt, record_encounter, write_note
from hearthside.people.actions import add_person, break_glass, grant_role
from tests.cast import TESTS
from tests.signed_in import client_of


def met(cast, person, **changes):
    contact = Contact(programme=cast.river, kind=cast.phone, day=today(), minutes=15, people=[person], **changes)
    return record_encounter(by=cast.ben, contact=contact)[0]


def queries(client, address):
    """How many statements both databases see for one page."""
    client.get(address)
    with CaptureQueriesContext(connections["default"]) as main, CaptureQueriesContext(connections["answers"]) as answers:
        assert client.get(address).status_code == 200
    return len([one for one in main if "SAVEPOINT" not in one["sql"]]) + len(answers)


def test_today_costs_the_same_with_one_person_and_with_eight(cast):
    client = client_of(cast.ben)
    for number in range(9):
        person = add_person(by=cast.ben, name=f"Person {number}", programme=cast.river)
        encounter = met(cast, person)
        write_note(by=cast.ben, encounter=encounter, text="Words.")
        record_attempt(
            by=cast.ben, person=person, programme=cast.river, kind=cast.phone, outcome="call_later", day=today(), again_on=today()
        )
        if number == 0:
            few = queries(client, "/today/")
    assert queries(client, "/today/") == few <= 8


@pytest.mark.parametrize("address", ["/people/", "/log/", "/me/record/", "/me/openings/", "/more/"])
def test_a_list_costs_the_same_with_one_row_and_with_three(cast, address):
    client = client_of(cast.ben)
    met(cast, cast.ana)
    one = queries(client, address)
    for number in range(3):
        met(cast, add_person(by=cast.ben, name=f"Person {number}", programme=cast.river))
    assert queries(client, address) == one


def test_a_persons_page_costs_the_same_after_one_contact_and_after_three(cast):
    client = client_of(cast.ben)
    met(cast, cast.ana)
    one = queries(client, f"/people/{cast.ana.pk}/")
    met(cast, cast.ana)
    met(cast, cast.ana)
    assert queries(client, f"/people/{cast.ana.pk}/") == one <= 8


def test_opening_a_page_is_kept_and_ana_sees_it(cast):
    client_of(cast.ben).get(f"/people/{cast.ana.pk}/")
    client_of(cast.cora).get(f"/people/{cast.ana.pk}/")
    assert list(Opening.objects.order_by("at").values_list("actor_label", "right")) == [("Ben", "relation"), ("Cora", "coordinator")]
    page = client_of(cast.ana).get("/me/openings/").content.decode()
    assert "Ben" in page
    assert "Cora" in page


@pytest.mark.parametrize("name", ["dan", "kim", "ada", "eve"])
def test_nobody_else_finds_ana(cast, name):
    client = client_of(getattr(cast, name))
    assert client.get(f"/people/{cast.ana.pk}/").status_code == 404
    assert "Ana" not in client.get("/people/?q=Ana").content.decode().replace("“Ana”", "").replace('value="Ana"', "")
    assert not Opening.objects.exists()


def test_ones_own_page_is_ones_record(cast):
    assert client_of(cast.ana).get(f"/people/{cast.ana.pk}/").url == "/me/record/"


def test_finding_by_a_part_of_the_name(cast):
    add_person(by=cast.ben, name="Marie-Ève Desrosiers", programme=cast.river, reference="M-17")
    client = client_of(cast.ben)
    assert "Marie-Ève" in client.get("/people/?q=desro").content.decode()
    assert "Marie-Ève" in client.get("/people/?q=m-17").content.decode()
    assert "Nobody you may open is called “Zed”" in client.get("/people/?q=Zed").content.decode()
    part = client.get("/people/?q=desro", headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part
    assert "Marie-Ève" in part


def test_ana_takes_away_everything_held_on_her(cast):
    encounter = met(cast, cast.ana, note="We talked about the bus.")
    break_glass(by=cast.kim, person=cast.ana, reason="Nobody answers at her door.")
    record = json.loads(client_of(cast.ana).get("/me/record.json").content)
    assert record["person"]["name"] == "Ana"
    assert record["contacts"][0]["note"] == "We talked about the bus."
    assert record["contacts"][0]["id"] == str(encounter.pk)
    assert record["emergencies"][0]["reason"] == "Nobody answers at her door."
    assert [act["act"] for act in record["acts"]][:2] == ["opened a record in an emergency", "logged a contact"]


def test_an_emergency_waits_for_ana_until_she_has_seen_it(cast):
    break_glass(by=cast.kim, person=cast.ana, reason="Nobody answers at her door.")
    client = client_of(cast.ana)
    assert "Kim opened your record in an emergency" in client.get("/today/").content.decode()
    assert "Nobody answers at her door." in client.get("/me/record/").content.decode()


def test_somebody_new_finds_something_to_do(cast):
    assert "Nobody yet" in client_of(cast.kim).get("/today/").content.decode()
    assert "Nothing waits for you" in client_of(cast.eve).get("/today/").content.decode()


def test_the_front_leads_on(cast):
    assert "9-8-8" in client_of(None).get("/").content.decode()
    assert client_of(cast.ana).get("/").url == "/today/"


def test_ana_reads_in_her_record_who_made_a_way_in_for_her(cast):
    """Whoever issues a card sees its code, so it must not be done behind her back."""
    issue_code_card(by=cast.ada, user=cast.ana.user, pin="2580")
    page = client_of(cast.ana).get("/me/record/").content.decode()
    assert "Ada: issued a code card" in page
    assert {"actor_label": "Ada", "act": "issued a code card"}.items() <= client_of(cast.ana).get("/me/record.json").json()["acts"][
        0
    ].items()


def test_her_own_signing_in_is_not_what_others_did(cast):
    begin_sign_in(by=cast.ana.user, session_key="one", user_agent="", how="mail")
    assert "signed in" not in client_of(cast.ana).get("/me/record/").content.decode()


def test_who_opened_a_record_is_read_by_the_coordinator_of_that_programme_alone(cast):
    """Coordinating another programme does not count, also for somebody who supports the person."""
    grant_role(by=TESTS, person=cast.ben, kind="coordinator", programme=cast.hill)
    ben, cora, address = client_of(cast.ben), client_of(cast.cora), f"/people/{cast.ana.pk}/"
    assert ben.get(f"{address}openings/").status_code == 403
    assert "openings" not in ben.get(address).content.decode()
    assert cora.get(f"{address}openings/").status_code == 200
    assert f"{address}openings/" in cora.get(address).content.decode()
