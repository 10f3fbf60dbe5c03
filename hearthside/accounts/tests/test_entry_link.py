"""Links from the command line: to set the house up, and into the demonstration."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from hearthside.accounts.actions import make_entry_link, open_account
from hearthside.accounts.models import EntryLink, User
from hearthside.accounts.tests.ways_in import app_of, is_in
from hearthside.core.actors import COMMAND_LINE, WORKER, Machine
from hearthside.core.dates import now
from hearthside.core.errors import NotAllowed
from tests.cast import TESTS

USE = "/accounts/enter/"


def token_of(path: str) -> str:
    return path.rstrip("/").split("/")[-1]


def link_for(user: User, purpose: str = "setup") -> str:
    return make_entry_link(by=COMMAND_LINE, user=user, purpose=purpose, minutes=60)


def test_opening_the_link_shows_one_button_and_uses_nothing_up(client, cast):
    link = link_for(cast.ben.user)
    for _ in range(3):
        assert "Come in" in client.get(link).content.decode()
    assert EntryLink.objects.get().used_at is None
    assert not is_in(client)


def test_pressing_the_button_signs_in_once(client, cast):
    token = token_of(link_for(cast.ben.user))
    assert client.post(USE, {"token": token}).url == reverse("today")
    assert is_in(client)
    client.post(reverse("account_logout"))
    assert "This link no longer works" in client.post(USE, {"token": token}).content.decode()
    assert not is_in(client)


def test_the_database_does_not_hold_the_link(cast):
    token = token_of(link_for(cast.ben.user))
    assert token not in EntryLink.objects.get().digest


def test_a_link_runs_out(client, cast):
    token = token_of(link_for(cast.ben.user))
    with time_machine.travel(now() + timedelta(minutes=61)):
        assert "This link no longer works" in client.post(USE, {"token": token}).content.decode()


def test_a_made_up_link_is_told_in_the_same_words(client, cast):
    assert "Come in" in client.get("/accounts/enter/made-up/").content.decode()
    assert "This link no longer works" in client.post(USE, {"token": "made-up"}).content.decode()
    assert "This link no longer works" in client.post(USE).content.decode()


def test_a_link_to_a_closed_account_opens_nothing(client, cast):
    token = token_of(link_for(cast.ben.user))
    User.objects.filter(pk=cast.ben.user.pk).update(is_active=False)
    assert "This link no longer works" in client.post(USE, {"token": token}).content.decode()


def test_trying_links_is_limited(client, cast):
    for _ in range(20):
        client.post(USE, {"token": "made-up"})
    assert "That was tried too often" in client.post(USE, {"token": "made-up"}).content.decode()


def test_the_first_administrator_is_asked_for_a_second_step_at_once(client, cast):
    client.post(USE, {"token": token_of(link_for(cast.ada.user))})
    assert client.get(reverse("today")).url == reverse("second_step")


def test_a_setup_link_does_not_pass_by_the_second_step_that_is_there(client, cast):
    app_of(cast.ada.user)
    assert client.post(USE, {"token": token_of(link_for(cast.ada.user))}).url == reverse("mfa_authenticate")
    assert not is_in(client)


def test_into_the_demonstration_it_is_one_press_again_and_again_for_everybody(client, cast):
    cora, ana = link_for(cast.cora.user, "demo"), link_for(cast.ana.user, "demo")
    for link, person in ((cora, cast.cora), (ana, cast.ana), (cora, cast.cora)):
        client.post(USE, {"token": token_of(link)})
        assert client.get(reverse("signing_in")).wsgi_request.actor == person
        assert client.get(reverse("signing_in")).status_code == 200


def test_the_mark_of_one_demonstration_account_does_not_pass_on_to_another(client, cast):
    client.post(USE, {"token": token_of(link_for(cast.cora.user, "demo"))})
    client.post(USE, {"token": token_of(link_for(cast.ada.user))})
    assert client.get(reverse("today")).url == reverse("second_step")


@pytest.mark.parametrize("purpose", ["setup", "demo"])
def test_only_the_command_line_makes_links(cast, purpose):
    for by in (cast.ada, cast.cora, cast.ben, WORKER, Machine("command line")):
        with pytest.raises(NotAllowed, match="command line only"):
            make_entry_link(by=by, user=cast.ben.user, purpose=purpose, minutes=1)


def test_a_purpose_nobody_knows_is_a_fault(cast):
    with pytest.raises(ValueError):
        make_entry_link(by=COMMAND_LINE, user=open_account(by=TESTS), purpose="other", minutes=1)


def test_using_a_link_needs_a_press(client, cast):
    assert client.get(USE).status_code == 405


def test_of_two_presses_at_the_same_moment_one_gets_in(client, cast, monkeypatch):
    token = token_of(link_for(cast.ben.user))
    client.post(USE, {"token": token})
    client.post(reverse("account_logout"))
    monkeypatch.setattr(EntryLink, "works", True)  # as a second press sees it that read the row just before
    assert "This link no longer works" in client.post(USE, {"token": token}).content.decode()
