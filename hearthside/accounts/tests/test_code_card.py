"""A printed card and a PIN: a way in without e-mail and without a phone."""

from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.urls import reverse

from hearthside.accounts import secrets
from hearthside.accounts.actions import issue_code_card, open_account, revoke_code_card, sign_in_with_card
from hearthside.accounts.models import CodeCard, User
from hearthside.accounts.tests.ways_in import is_in
from hearthside.audit.models import Entry
from hearthside.core.actors import Visitor
from hearthside.core.dates import now
from hearthside.core.errors import NotAllowed, Refused
from tests.cast import TESTS

DOOR, CARD, PRINT = "/accounts/login/card/", "/accounts/card/", "/accounts/card/print/"
PIN = "40718"


@pytest.fixture
def marion(cast):
    return open_account(by=TESTS)


@pytest.fixture
def code(marion):
    return issue_code_card(by=TESTS, user=marion, pin=PIN)


def knock(client, code: str, pin: str = PIN) -> str:
    return client.post(DOOR, {"code": code, "pin": pin}, follow=False).content.decode()


def test_marion_signs_in_with_card_and_pin(client, marion, code):
    assert client.post(DOOR, {"code": code, "pin": PIN}).url == reverse("today")
    assert is_in(client)
    assert CodeCard.objects.get().last_used_on is not None


def test_she_may_type_it_small_without_dashes_and_with_letters_that_look_alike(client, marion):
    code = issue_code_card(by=TESTS, user=marion, pin=PIN)
    sloppy = code.lower().replace("-", " ").replace("0", "o").replace("1", "l")
    knock(client, sloppy)
    assert is_in(client)


def test_the_database_holds_neither_code_nor_pin(marion, code):
    card = CodeCard.objects.get()
    kept = f"{card.lookup} {card.pin}"
    assert code not in kept
    assert code.replace("-", "") not in kept
    assert PIN not in kept
    assert secrets.digest("pin", PIN) not in kept


def test_a_slip_of_the_pen_is_told_before_it_counts(client, code):
    wrong = ("2" if code[0] != "2" else "3") + code[1:]
    assert "There is a slip in the card code" in knock(client, wrong)
    assert "There is a slip in the card code" in knock(client, "short")
    assert CodeCard.objects.get().wrong_pins == 0


def test_a_wrong_pin_and_an_unknown_card_are_told_in_the_same_words(client, code):
    unknown = secrets.new_card_code()
    words = "This card code and PIN do not belong together."
    assert words in knock(client, code, "99123")
    assert words in knock(client, unknown, PIN)
    assert not is_in(client)


def test_after_five_wrong_pins_the_card_rests_a_quarter_of_an_hour(client, code):
    for _ in range(5):
        knock(client, code, "99123")
    assert "This card rests" in knock(client, code)
    assert not is_in(client)
    with time_machine.travel(now() + timedelta(minutes=16)):
        knock(client, code)
        assert is_in(client)
    assert CodeCard.objects.get().wrong_pins == 0


def test_after_fifteen_wrong_pins_it_ends(client, code):
    start = now()
    for hour in range(3):
        with time_machine.travel(start + timedelta(hours=hour)):
            for _ in range(5):
                knock(client, code, "99123")
    with time_machine.travel(start + timedelta(hours=9)):
        assert "do not belong together" in knock(client, code)
    assert CodeCard.objects.get().ended_at is not None
    assert Entry.objects.filter(act="ended a code card after wrong PINs").count() == 1


def test_many_guesses_at_once_cannot_outrun_the_count(code, monkeypatch):
    """Each try is counted before it is checked, so when fifteen are under way a sixteenth is not even looked at."""
    CodeCard.objects.update(wrong_pins=15)
    with pytest.raises(Refused, match="rests"):
        sign_in_with_card(by=Visitor(), code=code, pin=PIN, place="here")


def test_one_place_cannot_try_card_after_card(client, cast):
    for _ in range(20):
        knock(client, secrets.new_card_code())
    assert "That was tried too often. Please wait" in knock(client, secrets.new_card_code())


def test_a_new_card_ends_the_old_one(client, marion, code):
    newer = issue_code_card(by=TESTS, user=marion, pin="51930")
    knock(client, code)
    assert not is_in(client)
    knock(client, newer, "51930")
    assert is_in(client)


def test_there_is_one_card_in_force_for_each_account(marion, code):
    with pytest.raises(IntegrityError), transaction.atomic():
        CodeCard.objects.create(user=marion, lookup="x", pin="x", issued_by="x")


def test_a_lost_card_is_stopped_at_once(client, marion, code):
    card = CodeCard.objects.get()
    revoke_code_card(by=TESTS, card=card)
    revoke_code_card(by=TESTS, card=card)
    assert "do not belong together" in knock(client, code)
    assert Entry.objects.filter(act="ended a code card").count() == 1


def test_the_card_of_a_closed_account_opens_nothing(client, marion, code):
    User.objects.filter(pk=marion.pk).update(is_active=False)
    assert "do not belong together" in knock(client, code)


@pytest.mark.parametrize("pin", ["123", "1234567", "12a4", "", "１２３４"])
def test_a_pin_has_four_to_six_digits(marion, pin):
    with pytest.raises(Refused, match="4 to 6 digits"):
        issue_code_card(by=TESTS, user=marion, pin=pin)


@pytest.mark.parametrize("pin", ["0000", "1234", "9876", "67890"])
def test_a_pin_is_not_what_everybody_tries_first(marion, pin):
    with pytest.raises(Refused, match="easy to guess"):
        issue_code_card(by=TESTS, user=marion, pin=pin)


def test_who_may_give_whom_a_card(cast):
    cora, ada, ana, ben = cast.cora, cast.ada, cast.ana, cast.ben
    issue_code_card(by=cora, user=ana.user, pin=PIN)
    issue_code_card(by=ada, user=cora.user, pin=PIN)
    issue_code_card(by=ben.user, user=ben.user, pin=PIN)
    with pytest.raises(NotAllowed):
        issue_code_card(by=cora, user=ada.user, pin=PIN)
    with pytest.raises(NotAllowed):
        issue_code_card(by=ben, user=ana.user, pin=PIN)
    with pytest.raises(NotAllowed):
        revoke_code_card(by=ben, card=CodeCard.objects.get(user=ana.user))


def test_ben_makes_prints_uses_and_stops_his_own_card(client, cast):
    client.force_login(cast.ben.user)
    assert client.get(CARD).status_code == 200
    assert client.post(CARD, {"pin": PIN}).url == PRINT
    page = client.get(PRINT).content.decode()
    code = page.split('class="code">')[1].split("<")[0]
    assert PIN in page
    assert "…" not in code
    assert code not in str(dict(client.session))
    client.post(PRINT)
    assert "There is no card to print" in client.get(PRINT).content.decode()
    client.logout()
    knock(client, code)
    assert is_in(client)
    assert "The card you have now stops working" in client.get(CARD).content.decode()
    client.post(reverse("card_ending"))
    client.post(reverse("account_logout"))
    knock(client, code)
    assert not is_in(client)
    assert client.post(reverse("card_ending")).status_code == 302


def test_the_card_can_be_shown_for_ten_minutes_only(client, cast):
    client.force_login(cast.ben.user)
    client.post(CARD, {"pin": PIN})
    with time_machine.travel(now() + timedelta(minutes=11)):
        assert "There is no card to print" in client.get(PRINT).content.decode()


def test_a_plain_pin_is_explained_and_a_good_one_proposed(client, cast):
    client.force_login(cast.ben.user)
    proposed = client.get(CARD).content.decode().split('name="pin" value="')[1][:5]
    assert proposed.isdigit()
    assert "easy to guess" in client.post(CARD, {"pin": "1111"}).content.decode()


def test_stopping_a_card_one_does_not_have_is_not_found(client, cast):
    client.force_login(cast.ben.user)
    assert client.post(reverse("card_ending")).status_code == 404
