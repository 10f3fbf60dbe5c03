"""Ben hands Ana his phone for a moment. Nothing of his can be seen until he is back."""

import pytest
from django.test import Client
from django.urls import reverse

from hearthside.accounts.tests.ways_in import by_mail, is_in

LOCK, PIN = "/accounts/lock/", "4071"


@pytest.fixture
def phone(client, cast):
    client.force_login(cast.ben.user)
    return client


def lock(phone, **more):
    return phone.post(LOCK, {"pin": PIN, **more})


def test_ben_locks_and_the_survey_opens(phone):
    assert lock(phone, next="/s/ABCD/").url == "/s/ABCD/"


def test_every_page_of_his_leads_to_the_pin(phone, cast):
    lock(phone)
    for address in (
        "/",
        "/today/",
        "/people/",
        f"/people/{cast.ana.pk}/",
        "/me/record/",
        "/accounts/",
        "/accounts/logout/",
        "/outbox/",
        "/x/",
    ):
        assert phone.get(address).url == LOCK
    assert phone.post("/accounts/logout/").url == LOCK
    page = phone.get(LOCK)
    assert page.status_code == 200
    assert "Please give the phone back" in page.content.decode()
    assert "Ben" not in page.content.decode()


def test_what_needs_no_name_stays_open(phone):
    lock(phone)
    assert phone.get("/healthz").status_code in (200, 503)
    assert phone.get("/static/core/house.css").status_code != 302
    assert phone.get("/s/").status_code != 302


def test_the_pin_brings_him_back_to_where_he_was(phone):
    lock(phone, back="/people/")
    assert phone.post(LOCK, {"pin": PIN}).url == "/people/"
    assert is_in(phone)


def test_or_to_today(phone):
    lock(phone)
    assert phone.post(LOCK, {"pin": PIN}).url == reverse("today")


def test_a_wrong_pin_is_told_and_the_fifth_signs_the_phone_out(phone):
    lock(phone)
    for _ in range(4):
        assert "That is not the PIN you chose." in phone.post(LOCK, {"pin": "0000"}).content.decode()
        assert phone.get("/today/").url == LOCK
    answer = phone.post(LOCK, {"pin": "0000"}, follow=True)
    assert "signed out" in answer.content.decode()
    assert phone.get("/accounts/").url.startswith("/accounts/login/")


def test_an_empty_pin_opens_nothing(phone):
    lock(phone)
    assert phone.post(LOCK, {}).status_code == 200
    assert phone.get("/today/").url == LOCK


def test_the_pin_is_asked_once_in_a_session(phone):
    assert "Choose another PIN" not in phone.get(LOCK).content.decode()
    lock(phone)
    phone.post(LOCK, {"pin": PIN})
    assert "Choose another PIN" in phone.get(LOCK).content.decode()
    assert phone.post(LOCK, {"next": "/s/"}).url == "/s/"
    assert phone.get("/today/").url == LOCK
    phone.post(LOCK, {"pin": PIN})
    assert is_in(phone)


@pytest.mark.parametrize("pin", ["", "12", "abcd", "123456789"])
def test_a_pin_that_is_none_locks_nothing_and_is_explained(phone, pin):
    answer = phone.post(LOCK, {"pin": pin, "next": "/s/"})
    assert "Choose a PIN of 4 to 8 digits." in answer.content.decode()
    assert 'value="/s/"' in answer.content.decode()
    assert is_in(phone)


@pytest.mark.parametrize("elsewhere", ["https://elsewhere.example/", "//elsewhere.example", "elsewhere", "/\\elsewhere.example"])
def test_nobody_is_led_elsewhere(phone, elsewhere):
    assert lock(phone, next=elsewhere, back=elsewhere).url == LOCK
    assert phone.post(LOCK, {"pin": PIN}).url == reverse("today")


def test_the_pin_lies_nowhere_in_clear(phone):
    lock(phone)
    assert PIN not in str(dict(phone.session))


def test_another_device_of_his_is_not_locked(phone, cast):
    lock(phone)
    other = Client()
    by_mail(other, "ben@example.org")
    assert is_in(other)


def test_a_visitor_has_nothing_to_lock(client, cast):
    assert client.get(LOCK).url == reverse("account_login")
    assert client.post(LOCK, {"pin": PIN}).url == reverse("account_login")


def test_cora_may_lock_before_her_second_step_and_still_owes_it(client, cast):
    by_mail(client, "cora@example.org")
    lock(client)
    client.post(LOCK, {"pin": PIN})
    assert client.get("/today/").url == reverse("second_step")
