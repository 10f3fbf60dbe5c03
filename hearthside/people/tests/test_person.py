"""Writing somebody down, correcting it, ways to reach on the page, signing in."""

import pytest

from hearthside.audit.models import Entry, Opening
from hearthside.core.actors import Visitor
from hearthside.core.errors import NotAllowed, Refused
from hearthside.people import actions
from hearthside.people.models import Person, ReachPermission, WayToReach
from hearthside.people.permissions import may_open_record
from tests.cast import TESTS


def details(**changes):
    return {
        "name": "Ana",
        "pronouns": "",
        "language": "",
        "zone": "",
        "quiet_from": "21:00",
        "quiet_until": "08:00",
        "reference": "",
    } | changes


# Adding


def test_a_name_is_enough_and_ben_supports_them_from_now_on(cast, client):
    client.force_login(cast.ben.user)
    assert f'value="{cast.river.pk}" selected' in client.get("/people/new/").content.decode()
    answer = client.post("/people/new/", {"name": " Noor ", "programme": cast.river.pk})
    noor = Person.objects.get(name="Noor")
    assert answer.url == f"/people/{noor.pk}/"
    assert may_open_record(cast.ben, noor)
    assert noor.roles.get().kind == "participant"


def test_a_number_comes_with_the_words_and_what_was_said_to_them(cast, client):
    client.force_login(cast.ben.user)
    client.post("/people/new/", {"name": "Noor", "programme": cast.river.pk, "number": "306 555 0123", "may_call": "on", "is_alias": "on"})
    said = ReachPermission.objects.get()
    assert (said.may_call, said.may_text, said.purpose, said.way.person.is_alias) == (True, False, "check_ins", True)
    assert said.words.startswith("You may call this number for check-ins and visits. You may send texts to it.")
    assert "you may say that it is Lantern Street" in said.words


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"name": ""}, "This field is required"),
        ({"number": "12345"}, "“12345” is not a telephone number"),
        ({"may_call": "on"}, "Write the number that they spoke of"),
        ({"programme": "nowhere"}, "valid choice"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(cast, client, changes, words):
    client.force_login(cast.ben.user)
    answer = client.post("/people/new/", {"name": "Noor", "pronouns": "they", "programme": cast.river.pk} | changes)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert 'value="they"' in answer.content.decode()
    assert not Person.objects.filter(pronouns="they").exists()


def test_somebody_of_the_same_name_is_asked_about_once(cast, client):
    client.force_login(cast.ben.user)
    asked = client.post("/people/new/", {"name": "ána", "programme": cast.river.pk}).content.decode()
    assert "Perhaps you mean one of these?" in asked
    assert f"/people/{cast.ana.pk}/" in asked
    client.post("/people/new/", {"name": "ána", "programme": cast.river.pk, "sure": "yes"})
    assert Person.objects.filter(name="ána").exists()


def test_somebody_whom_ben_does_not_know_is_not_revealed(cast, client):
    client.force_login(cast.ben.user)
    assert client.post("/people/new/", {"name": "Mo", "programme": cast.river.pk}).status_code == 302


def test_ada_adds_a_colleague_to_be_and_goes_on_to_roles(cast, client):
    client.force_login(cast.ada.user)
    assert "Telephone" not in client.get("/people/new/").content.decode()
    answer = client.post("/people/new/", {"name": "Noor", "programme": ""})
    noor = Person.objects.get(name="Noor")
    assert answer.url == f"/people/{noor.pk}/roles/"
    assert not may_open_record(cast.ada, noor)


# Correcting


@pytest.mark.parametrize("who", ["ana", "ben", "cora"])
def test_those_it_is_open_to_correct_it_and_the_trail_names_the_fields_alone(cast, client, who):
    client.force_login(getattr(cast, who).user)
    page = f"/people/{cast.ana.pk}/details/"
    assert client.post(page, details(name="Annika", zone="America/Toronto", quiet_from="22:30")).url == page
    ana = Person.objects.get(pk=cast.ana.pk)
    assert (ana.name, ana.zone, ana.quiet_from.hour) == ("Annika", "America/Toronto", 22)
    entry = Entry.objects.get(act="corrected details")
    assert entry.details == {"fields": ["name", "zone", "quiet_from"]}
    client.post(page, details(name="Annika", zone="America/Toronto", quiet_from="22:30"))
    assert Entry.objects.filter(act="corrected details").count() == 1


def test_a_time_that_is_none_is_refused_and_the_rest_stays(cast, client):
    client.force_login(cast.ana.user)
    answer = client.post(f"/people/{cast.ana.pk}/details/", details(pronouns="she", quiet_from="25:00", zone="Mars/Olympus"))
    assert answer.status_code == 422
    assert 'value="she"' in answer.content.decode()


def test_reading_is_kept_and_ones_own_reading_is_not(cast, client):
    client.force_login(cast.ben.user)
    client.get(f"/people/{cast.ana.pk}/details/")
    client.force_login(cast.ana.user)
    client.get(f"/people/{cast.ana.pk}/details/")
    assert list(Opening.objects.values_list("actor_label", "page", "right")) == [("Ben", "details", "relation")]


# Ways to reach


def test_ben_adds_a_number_asks_and_ana_changes_her_mind(cast, client):
    client.force_login(cast.ben.user)
    page = f"/people/{cast.ana.pk}/ways/"
    asking = client.post(page, {"kind": "phone", "value": "306 555 0123", "label": "home"}).url
    way = WayToReach.objects.get()
    assert asking == f"{page}{way.pk}/check_ins/"
    assert client.post(asking, {"may_call": "on", "may_leave_voicemail": "on"}).url == page
    assert "call, leave a message" in client.get(page).content.decode()
    client.force_login(cast.ana.user)
    assert client.post(asking, {"may_say_who": "on"}).url == page
    history = client.get(asking).content.decode()
    assert "holds now" in history
    assert "call, leave a message" in history


def test_what_is_wrong_with_a_way_is_said(cast, client):
    client.force_login(cast.ben.user)
    page = f"/people/{cast.ana.pk}/ways/"
    assert "“12” is not a telephone number" in client.post(page, {"kind": "phone", "value": "12"}).content.decode()
    assert client.post(page, {"kind": "", "value": "12"}).status_code == 422
    client.post(page, {"kind": "phone", "value": "306 555 0123"})
    assert "already among" in client.post(page, {"kind": "phone", "value": "3065550123"}).content.decode()
    way = WayToReach.objects.get()
    answer = client.post(f"{page}{way.pk}/check_ins/", {"may_leave_voicemail": "on"})
    assert "A message on the machine takes a call" in answer.content.decode()
    assert client.get(f"{page}{way.pk}/politics/").status_code == 404


def test_a_letter_is_asked_about_in_its_own_words(cast, client):
    client.force_login(cast.ben.user)
    asking = client.post(f"/people/{cast.ana.pk}/ways/", {"kind": "post", "value": "12 Elm Street"}).url
    shown = client.get(asking).content.decode()
    assert "You may write to me here" in shown
    assert "leave a message" not in shown
    client.post(asking, {"may_text": "on"})
    assert "write" in client.get(f"/people/{cast.ana.pk}/ways/").content.decode()


def test_a_number_goes_and_comes_back_and_stop_stops_everything(cast, client):
    client.force_login(cast.ana.user)
    page = f"/people/{cast.ana.pk}/ways/"
    client.post(page, {"kind": "phone", "value": "306 555 0123"})
    way = WayToReach.objects.get()
    client.post(f"{page}{way.pk}/check_ins/", {"may_call": "on"})
    assert client.post(f"{page}ending/").url == page
    assert not ReachPermission.objects.filter(ended_at=None).exists()
    assert client.post(f"{page}{way.pk}/ending/").url == page
    assert "No longer used" in client.get(page).content.decode()
    assert client.get(f"{page}{way.pk}/check_ins/").status_code == 404
    assert client.post(f"{page}{way.pk}/return/").url == f"{page}{way.pk}/check_ins/"
    assert "already among" in client.post(f"{page}{way.pk}/return/", follow=True).content.decode()


def test_the_page_of_ways_takes_as_many_queries_for_three_as_for_one(cast, client, django_assert_max_num_queries):
    client.force_login(cast.ben.user)
    page = f"/people/{cast.ana.pk}/ways/"
    actions.add_way(by=TESTS, person=cast.ana, kind="phone", value="306 555 0123")
    with django_assert_max_num_queries(13):
        client.get(page)
    for last in "456":
        actions.add_way(by=TESTS, person=cast.ana, kind="phone", value=f"306 555 012{last}")
    with django_assert_max_num_queries(13):
        client.get(page)


# Signing in


def test_cora_lets_somebody_sign_in_and_gives_a_card(cast, client):
    noor = actions.add_person(by=TESTS, name="Noor", programme=cast.river)
    client.force_login(cast.cora.user)
    page = f"/people/{noor.pk}/sign-in/"
    assert client.get(f"{page}card/").url == page
    assert "“12” is not" in client.post(page, {"email": "", "mobile": "12"}).content.decode()
    assert "already belongs" in client.post(page, {"email": "ana@example.org"}).content.decode()
    assert client.post(page, {"email": "", "mobile": "306 555 0123", "open": "yes"}).url == page
    noor.refresh_from_db()
    assert noor.user.mobile == "+13065550123"
    assert "Give a code card" in client.get(page).content.decode()
    assert client.get(f"{page}card/").status_code == 200
    assert "A PIN has 4 to 6 digits" in client.post(f"{page}card/", {"pin": "12"}).content.decode()
    assert client.post(f"{page}card/", {"pin": "7391"}).url == "/accounts/card/print/"
    with pytest.raises(Refused, match="can sign in already"):
        actions.let_sign_in(by=cast.cora, person=noor)


def test_a_coordinators_card_is_an_administrators_to_give(cast, client):
    actions.grant_role(by=TESTS, person=cast.dan, kind="coordinator", programme=cast.hill)
    client.force_login(cast.cora.user)
    page = f"/people/{cast.dan.pk}/sign-in/"
    assert "Only an administrator can give this person a card" in client.get(page).content.decode()
    assert client.post(f"{page}card/", {"pin": "7391"}).status_code == 403
    client.force_login(cast.ada.user)
    assert client.post(f"{page}card/", {"pin": "7391"}).status_code == 302


@pytest.mark.parametrize(("who", "answer"), [("ben", 403), ("ana", 403), ("kim", 404), ("cora", 200), ("ada", 200)])
def test_who_may_let_ana_sign_in(cast, client, who, answer):
    client.force_login(getattr(cast, who).user)
    assert client.get(f"/people/{cast.ana.pk}/sign-in/").status_code == answer


def test_an_account_is_connected_by_those_who_may_and_to_one_person(cast):
    with pytest.raises(NotAllowed):
        actions.connect_account(by=cast.ben, person=cast.ana, user=cast.ana.user)
    with pytest.raises(NotAllowed, match="You do not know this person"):
        actions.let_sign_in(by=cast.cora, person=cast.mo)
    with pytest.raises(Refused, match="belongs to somebody else"):
        actions.connect_account(by=TESTS, person=cast.ana, user=cast.ben.user)
    with pytest.raises(NotAllowed):
        actions.add_people(by=Visitor(), people=[], roles=[])
