"""My ways in, and where I am signed in: words and days, nothing more."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from hearthside.accounts import jobs
from hearthside.accounts.actions import change_account, end_sign_in, issue_code_card, open_account
from hearthside.accounts.devices import device_words
from hearthside.accounts.models import EntryLink, SignIn, TextedCode
from hearthside.accounts.tests.ways_in import PHONE, by_mail, is_in
from hearthside.core.dates import now, today
from hearthside.core.errors import NotAllowed, Refused
from hearthside.outbox.models import Message
from tests.cast import TESTS

PAGE = "/accounts/"


def test_ben_sees_the_device_in_words(client, cast):
    by_mail(client, "ben@example.org", headers={"user-agent": PHONE})
    text = client.get(PAGE).content.decode()
    assert "Chrome on Android" in text
    assert "this one" in text
    assert "ben@example.org" in text


def test_he_signs_out_a_phone_that_he_lost(client, cast):
    lost = Client()
    by_mail(lost, "ben@example.org", headers={"user-agent": PHONE})
    by_mail(client, "ben@example.org")
    device = SignIn.objects.get(system="Android")
    answer = client.post(reverse("sign_in_ending", args=[device.pk]), follow=True)
    assert "That device is signed out." in answer.content.decode()
    assert not is_in(lost)
    assert is_in(client)


def test_nobody_signs_out_somebody_else(client, cast):
    by_mail(client, "ben@example.org")
    device = SignIn.objects.get()
    other = Client()
    other.force_login(cast.ada.user)
    assert other.post(reverse("sign_in_ending", args=[device.pk])).status_code == 404
    assert is_in(client)
    with pytest.raises(NotAllowed):
        end_sign_in(by=cast.ada.user, sign_in=device)


def test_signing_out_takes_the_device_off_the_list(client, cast):
    by_mail(client, "ben@example.org")
    assert client.get(reverse("account_logout")).status_code == 200
    client.post(reverse("account_logout"))
    assert not SignIn.objects.exists()


def test_the_last_day_is_kept_with_one_write_a_day(client, cast, django_assert_num_queries):
    by_mail(client, "ben@example.org")
    later = now() + timedelta(days=3)
    with time_machine.travel(later, tick=False):
        client.get(PAGE)
        assert SignIn.objects.get().last_used_on == today()
        with django_assert_num_queries(5):  # session, person, and the page's own: steps, card, devices
            client.get(PAGE)


@pytest.mark.parametrize("devices", [1, 3])
def test_the_page_asks_as_little_for_three_devices_as_for_one(client, cast, devices, django_assert_num_queries):
    for number in range(devices):
        SignIn.objects.create(user=cast.ben.user, session_key=f"elsewhere-{number}")
    client.force_login(cast.ben.user)
    client.get(PAGE)
    with django_assert_num_queries(5):
        client.get(PAGE)


def test_the_back_button_shows_nothing_of_a_signed_in_page(client, cast):
    client.force_login(cast.ben.user)
    assert "no-store" in client.get(PAGE)["Cache-Control"]


def test_a_visitor_is_asked_to_sign_in(client, cast):
    assert client.get(PAGE).url == "/accounts/login/?next=/accounts/"


def test_what_ended_is_forgotten_by_the_hour(client, cast):
    by_mail(client, "ben@example.org")
    TextedCode.objects.create(digest="x", expires_at=now())
    EntryLink.objects.create(user=cast.ben.user, purpose="setup", digest="x", expires_at=now())
    jobs.forget_sign_ins()
    assert SignIn.objects.count() == TextedCode.objects.count() == EntryLink.objects.count() == 1
    with time_machine.travel(now() + timedelta(days=15)):
        jobs.forget_sign_ins()
    assert SignIn.objects.count() == TextedCode.objects.count() == EntryLink.objects.count() == 0


@pytest.mark.parametrize(
    ("says", "words"),
    [
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605 Version/17.5 Mobile Safari/604.1", ("Safari", "iPhone")),
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/126.0 Safari/537.36 Edg/126.0", ("Edge", "Windows")),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0", ("Firefox", "Linux")),
        (PHONE, ("Chrome", "Android")),
        ("<script>alert(1)</script>", ("", "")),
        ("", ("", "")),
    ],
)
def test_a_device_has_only_words_that_we_know(says, words):
    assert device_words(says) == words


def test_an_account_is_opened_by_those_who_keep_the_house(cast):
    user = open_account(by=cast.cora, email=" New@Example.org ", mobile="+13065550177")
    assert (user.email, user.mobile, user.has_usable_password()) == ("new@example.org", "+13065550177", False)
    for taken in ({"email": "NEW@example.org"}, {"mobile": "+13065550177"}):
        with pytest.raises(Refused, match="already belongs"):
            open_account(by=cast.ada, **taken)
    for by in (cast.ben, cast.ana, cast.eve):
        with pytest.raises(NotAllowed):
            open_account(by=by, email="other@example.org")


def test_an_address_is_changed_by_somebody_who_may_and_the_old_one_opens_nothing(client, cast):
    change_account(by=cast.cora, user=cast.ben.user, email="Ben.New@example.org", mobile=None)
    client.post("/accounts/login/", {"login": "ben@example.org"})
    assert not Message.objects.exists()
    client.cookies.clear()
    by_mail(client, "ben.new@example.org")
    assert is_in(client)
    with pytest.raises(Refused, match="already belongs"):
        change_account(by=cast.ada, user=cast.cora.user, email="ben.new@example.org", mobile=None)


def test_nobody_turns_an_administrators_mail_to_themselves(cast):
    for by, whose in ((cast.cora, cast.ada), (cast.ben, cast.ana), (cast.ana, cast.ana)):
        with pytest.raises(NotAllowed):
            change_account(by=by, user=whose.user, email="mine@example.org", mobile=None)


def test_many_accounts_may_have_neither_address_nor_number(cast):
    assert open_account(by=TESTS).pk != open_account(by=TESTS, mobile="").pk


def test_the_page_shows_every_way_in(client, cast):
    issue_code_card(by=TESTS, user=cast.ben.user, pin="40718")
    client.force_login(cast.ben.user)
    text = client.get(PAGE).content.decode()
    for words in ("Stop this card", "Add a passkey", "Authenticator app", "Mobile"):
        assert words in text
