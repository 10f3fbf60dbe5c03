"""Roles over time, who gives them, and what that must never open."""

from datetime import timedelta

import pytest

from hearthside.core.actors import Visitor
from hearthside.core.dates import today
from hearthside.core.errors import NotAllowed, Refused
from hearthside.people import actions
from hearthside.people.models import Person, Role
from hearthside.people.permissions import may_open_record
from tests.cast import TESTS

KIND = Role.Kind


def test_nobody_gives_a_role_to_themselves(cast):
    with pytest.raises(Refused, match="Ask another"):
        actions.grant_role(by=cast.cora, person=cast.cora, kind=KIND.TRAINER, programme=cast.river)


@pytest.mark.parametrize("who", ["ben", "ana", "eve"])
def test_only_those_who_keep_the_house_give_roles(cast, who):
    with pytest.raises(NotAllowed, match="Only coordinators and administrators"):
        actions.grant_role(by=getattr(cast, who), person=cast.kim, kind=KIND.HOST, programme=cast.river)
    with pytest.raises(NotAllowed):
        actions.grant_role(by=Visitor(), person=cast.kim, kind=KIND.HOST, programme=cast.river)


def test_cora_gives_work_in_her_programme_and_nowhere_else(cast):
    actions.grant_role(by=cast.cora, person=cast.kim, kind=KIND.HOST, programme=cast.river)
    for programme in (cast.hill, None):
        with pytest.raises(NotAllowed, match="programmes that you coordinate"):
            actions.grant_role(by=cast.cora, person=cast.kim, kind=KIND.HOST, programme=programme)
    with pytest.raises(NotAllowed, match="given by administrators"):
        actions.grant_role(by=cast.cora, person=cast.kim, kind=KIND.BOARD)


def test_enrolling_somebody_cannot_be_used_to_open_their_record(cast):
    with pytest.raises(NotAllowed, match="who can open this person's page"):
        actions.grant_role(by=cast.cora, person=cast.mo, kind=KIND.PARTICIPANT, programme=cast.river)
    with pytest.raises(NotAllowed):
        actions.grant_role(by=cast.ada, person=cast.mo, kind=KIND.PARTICIPANT, programme=cast.river)
    actions.break_glass(by=cast.cora, person=cast.mo, reason="Nobody answers at the door.")
    with pytest.raises(NotAllowed):
        actions.grant_role(by=cast.cora, person=cast.mo, kind=KIND.PARTICIPANT, programme=cast.river)


def test_cora_enrols_ana_in_another_programme_as_well(cast):
    actions.grant_role(by=cast.cora, person=cast.ana, kind=KIND.MEMBER, programme=cast.hill)
    assert cast.ana.roles.filter(kind=KIND.MEMBER, programme=cast.hill).exists()


def test_a_role_held_already_is_not_given_twice(cast):
    with pytest.raises(Refused, match="Kim already holds this role"):
        actions.grant_role(by=cast.cora, person=cast.kim, kind=KIND.SUPPORTER, programme=cast.river)


def test_a_role_ended_today_is_gone_at_once_and_stays_written_down(cast):
    role = cast.kim.roles.get(kind=KIND.SUPPORTER)
    actions.end_role(by=cast.cora, role=role)
    assert not Person.objects.get(pk=cast.kim.pk).works_here
    assert role.last_day == role.starts_on
    with pytest.raises(Refused, match="ended already"):
        actions.end_role(by=cast.cora, role=role)


def test_everybody_may_step_down_but_the_last_administrator_not_yet(cast):
    actions.end_role(by=cast.ben, role=cast.ben.roles.get(kind=KIND.SUPPORTER))
    role = cast.ada.roles.get(kind=KIND.ADMINISTRATOR)
    with pytest.raises(Refused, match="Nobody else is administrator"):
        actions.end_role(by=cast.ada, role=role)
    actions.grant_role(by=cast.ada, person=cast.kim, kind=KIND.ADMINISTRATOR)
    actions.end_role(by=cast.ada, role=role)
    cast.ada.user.refresh_from_db()
    assert not cast.ada.user.needs_second_factor


def test_a_second_step_is_asked_as_long_as_a_role_needs_it(cast):
    role = actions.grant_role(by=cast.ada, person=cast.kim, kind=KIND.COORDINATOR, programme=cast.hill)
    cast.kim.user.refresh_from_db()
    assert cast.kim.user.needs_second_factor
    actions.end_role(by=cast.ada, role=role)
    cast.kim.user.refresh_from_db()
    assert not cast.kim.user.needs_second_factor


def test_a_role_ends_on_its_last_day(cast):
    role = actions.grant_role(by=cast.ada, person=cast.eve, kind=KIND.TRAINER, ends_on=today() + timedelta(days=1))
    assert role.last_day == today()
    assert Person.objects.get(pk=cast.eve.pk).holds(KIND.TRAINER)


def test_an_administrator_adds_people_without_opening_their_record(cast):
    person = actions.add_person(by=cast.ada, name="Noor", role=KIND.MEMBER)
    assert not may_open_record(cast.ada, person)
    with pytest.raises(NotAllowed):
        actions.add_person(by=cast.ana, name="Noor")


# Pages


def test_cora_gives_a_role_and_ends_it_again(cast, client):
    client.force_login(cast.cora.user)
    page = f"/people/{cast.kim.pk}/roles/"
    shown = client.get(page).content.decode()
    assert "peer supporter" in shown
    assert "board member" not in shown
    assert client.post(page, {"kind": "host", "programme": cast.river.pk, "last_day": ""}).url == page
    role = cast.kim.roles.get(kind="host")
    assert client.post(f"{page}{role.pk}/ending/").url == page
    role.refresh_from_db()
    assert role.ends_on == today()


def test_what_is_wrong_is_said_beside_the_form(cast, client):
    client.force_login(cast.cora.user)
    page = f"/people/{cast.ana.pk}/roles/"
    yesterday = today() - timedelta(days=1)
    assert "This day has passed" in client.post(page, {"kind": "host", "programme": cast.river.pk, "last_day": yesterday}).content.decode()
    assert "programmes that you coordinate" in client.post(page, {"kind": "host", "programme": cast.hill.pk}).content.decode()
    assert "Ana already holds" in client.post(page, {"kind": "participant", "programme": cast.river.pk}).content.decode()
    tomorrow = today() + timedelta(days=1)
    client.post(page, {"kind": "host", "programme": cast.river.pk, "last_day": tomorrow})
    assert cast.ana.roles.get(kind="host").last_day == tomorrow


def test_ending_twice_is_said_calmly(cast, client):
    client.force_login(cast.cora.user)
    role = actions.grant_role(by=TESTS, person=cast.eve, kind=KIND.HOST, programme=cast.river)
    address = f"/people/{cast.eve.pk}/roles/{role.pk}/ending/"
    assert client.post(address).url == "/today/"  # Eve works here no longer, so Cora no longer sees her roles
    actions.grant_role(by=TESTS, person=cast.eve, kind=KIND.TRAINER, programme=cast.river)
    assert "This role has ended already" in client.post(address, follow=True).content.decode()


def test_ada_finds_somebody_by_exact_name_and_sees_the_name_and_no_more(cast, client):
    client.force_login(cast.ada.user)
    assert ">Mo<" not in client.get("/people/roles/").content.decode()
    assert "Nobody is called exactly that" in client.post("/people/roles/", {"typed": "M"}).content.decode()
    found = client.post("/people/roles/", {"typed": "mo"}).content.decode()
    assert f'/people/{cast.mo.pk}/roles/"><b>Mo</b>' in found
    shown = client.get(f"/people/{cast.mo.pk}/roles/").content.decode()
    assert ">Mo</a>" in shown
    assert "member" not in shown.split("<h1>")[1].split("<form")[0]  # what Mo takes part in is part of the record
    assert client.post("/people/roles/", {"typed": ""}).status_code == 422


def test_a_supporter_reads_anas_roles_and_cannot_change_them(cast, client):
    client.force_login(cast.ben.user)
    page = f"/people/{cast.ana.pk}/roles/"
    assert "Only coordinators and administrators give roles" in client.get(page).content.decode()
    assert client.post(page, {"kind": "host"}).status_code in (403, 422)
    assert not cast.ana.roles.filter(kind="host").exists()
    assert client.post(f"{page}{cast.ana.roles.get().pk}/ending/").status_code == 403


def test_the_list_of_roles_takes_as_many_queries_for_three_as_for_eight(cast, client, django_assert_max_num_queries):
    client.force_login(cast.cora.user)
    client.get("/people/roles/")
    with django_assert_max_num_queries(8):
        client.get("/people/roles/")
    for number in range(3):
        person = actions.add_person(by=TESTS, name=f"Extra {number}", programme=cast.river)
        actions.grant_role(by=TESTS, person=person, kind=KIND.HOST, programme=cast.river)
    with django_assert_max_num_queries(8):
        client.get("/people/roles/")
