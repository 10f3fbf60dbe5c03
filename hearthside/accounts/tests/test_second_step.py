"""Whoever is entrusted with more proves it with a second thing, before any other page."""

import pytest
from allauth.mfa.models import Authenticator
from django.urls import reverse

from hearthside.accounts.actions import issue_code_card
from hearthside.accounts.tests.ways_in import app_of, by_mail, is_in, secret_of, shown_by_app
from hearthside.audit.models import Entry
from tests.cast import TESTS, grant_role

APP, STEP = "/accounts/second-step/app/", "/accounts/second-step/"
PASSKEY = {"name": "my phone", "credential": {}}


def passkey_of(user) -> Authenticator:
    return Authenticator.objects.create(user=user, type="webauthn", data=PASSKEY)


def set_up_app(client):
    client.get(APP)
    return client.post(APP, {"code": shown_by_app(client.session["mfa.totp.secret"])})


def test_cora_is_led_to_set_it_up_whatever_page_she_opens(client, cast):
    assert by_mail(client, "cora@example.org").url == reverse("today")
    for address in ("/today/", "/people/", "/outbox/", "/accounts/", "/accounts/card/", "/me/record/"):
        assert client.get(address).url == STEP
    assert client.get(STEP).status_code == 200


def test_what_she_needs_to_set_it_up_or_leave_is_open(client, cast):
    by_mail(client, "cora@example.org")
    assert client.get(APP).status_code == 200
    assert client.get(reverse("mfa_add_webauthn")).status_code == 200
    assert client.get("/healthz").status_code in (200, 503)
    client.post(reverse("account_logout"))
    assert client.get("/accounts/").url.startswith("/accounts/login/")


def test_she_sets_up_her_app_gets_recovery_codes_and_goes_on(client, cast):
    by_mail(client, "cora@example.org")
    answer = set_up_app(client)
    assert answer.url == reverse("mfa_view_recovery_codes")
    codes = client.get(answer.url).content.decode()
    assert codes.count('class="code"') == 10
    assert is_in(client)
    assert Entry.objects.filter(act="set up an authenticator app", actor_id=cast.cora.user.actor_id).exists()


def test_her_secret_lies_sealed(client, cast):
    by_mail(client, "cora@example.org")
    client.get(APP)
    secret = client.session["mfa.totp.secret"]
    set_up_app_code = shown_by_app(secret)
    client.post(APP, {"code": set_up_app_code})
    kept = Authenticator.objects.get(user=cast.cora.user, type="totp").data["secret"]
    assert secret not in kept
    assert secret_of(cast.cora.user) == secret


def test_a_wrong_code_from_the_app_is_explained(client, cast):
    by_mail(client, "cora@example.org")
    client.get(APP)
    text = client.post(APP, {"code": "000000"}).content.decode()
    assert "This is not the right code" in text
    assert not Authenticator.objects.exists()


def test_next_time_her_code_is_asked_before_she_is_in(client, cast):
    secret = app_of(cast.cora.user)
    assert by_mail(client, "cora@example.org").url == reverse("mfa_authenticate")
    assert not is_in(client)
    page = client.get(reverse("mfa_authenticate"))
    assert page.status_code == 200
    assert "Now your second step" in page.content.decode()
    assert "This is not the right code" in client.post(reverse("mfa_authenticate"), {"code": "000000"}).content.decode()
    assert client.post(reverse("mfa_authenticate"), {"code": shown_by_app(secret)}).url == reverse("today")
    assert is_in(client)


def test_a_code_of_the_app_works_once(client, cast):
    secret = app_of(cast.cora.user)
    code = shown_by_app(secret)
    by_mail(client, "cora@example.org")
    client.post(reverse("mfa_authenticate"), {"code": code})
    client.post(reverse("account_logout"))
    by_mail(client, "cora@example.org")
    client.post(reverse("mfa_authenticate"), {"code": code})
    assert not is_in(client)


def test_a_card_asks_for_the_second_step_as_well(client, cast):
    app_of(cast.cora.user)
    code = issue_code_card(by=TESTS, user=cast.cora.user, pin="40718")
    assert client.post("/accounts/login/card/", {"code": code, "pin": "40718"}).url == reverse("mfa_authenticate")


def test_a_role_given_while_signed_in_asks_for_it_at_the_next_page(client, cast):
    by_mail(client, "kim@example.org")
    assert is_in(client)
    grant_role(by=TESTS, person=cast.kim, kind="coordinator")
    assert client.get("/people/").url == STEP


def test_an_older_session_has_to_prove_the_app_set_up_elsewhere(client, cast):
    by_mail(client, "kim@example.org")
    grant_role(by=TESTS, person=cast.kim, kind="coordinator")
    secret = app_of(cast.kim.user)
    answer = client.get("/people/")
    assert answer.url == "/accounts/second-step/again/?next=%2Fpeople%2F"
    assert client.get(answer.url).status_code == 200
    assert client.post(answer.url, {"code": shown_by_app(secret)}).url == "/people/"
    assert is_in(client)


def test_an_older_session_with_a_passkey_elsewhere_is_asked_for_it(client, cast):
    by_mail(client, "kim@example.org")
    grant_role(by=TESTS, person=cast.kim, kind="coordinator")
    passkey_of(cast.kim.user)
    assert client.get("/people/").url.startswith("/accounts/second-step/again/passkey/")


def test_ben_may_have_one_and_remove_it(client, cast):
    by_mail(client, "ben@example.org")
    set_up_app(client)
    assert client.get("/accounts/second-step/app/removal/").status_code == 200
    assert client.post("/accounts/second-step/app/removal/").status_code == 302
    assert not Authenticator.objects.filter(user=cast.ben.user).exists()
    assert Entry.objects.filter(act="removed an authenticator app").exists()
    assert is_in(client)


def test_cora_cannot_remove_her_only_one(client, cast):
    by_mail(client, "cora@example.org")
    set_up_app(client)
    for answer in (client.get("/accounts/second-step/app/removal/"), client.post("/accounts/second-step/app/removal/")):
        assert "Your roles need a second step." in answer.content.decode()
    assert Authenticator.objects.filter(user=cast.cora.user, type="totp").exists()


def test_nor_her_only_passkey_but_one_of_two(client, cast):
    by_mail(client, "cora@example.org")
    set_up_app(client)
    Authenticator.objects.filter(type="totp").delete()
    key = passkey_of(cast.cora.user)
    removal = reverse("mfa_remove_webauthn", args=[key.pk])
    assert "my phone" in client.get(removal).content.decode()
    assert "Your roles need a second step." in client.post(removal, follow=True).content.decode()
    passkey_of(cast.cora.user)
    client.post(removal)
    assert Authenticator.objects.filter(type="webauthn").count() == 1
    assert Entry.objects.filter(act="removed a passkey").exists()


def test_somebody_elses_passkey_is_not_found(client, cast):
    key = passkey_of(cast.cora.user)
    client.force_login(cast.ben.user)
    assert client.get(reverse("mfa_remove_webauthn", args=[key.pk])).status_code == 404


def test_new_recovery_codes_replace_the_old_and_sign_in(client, cast):
    secret = app_of(cast.cora.user)
    by_mail(client, "cora@example.org")
    client.post(reverse("mfa_authenticate"), {"code": shown_by_app(secret)})
    again = client.get(reverse("mfa_generate_recovery_codes"))
    assert again.url.startswith("/accounts/second-step/again/")


def test_a_recovery_code_opens_the_door_once(client, cast):
    by_mail(client, "cora@example.org")
    set_up_app(client)
    assert client.get(reverse("mfa_generate_recovery_codes")).status_code == 200
    page = client.post(reverse("mfa_generate_recovery_codes"), follow=True).content.decode()
    code = page.split('class="code">')[1].split("<")[0]
    for works in (True, False):
        client.post(reverse("account_logout"))
        by_mail(client, "cora@example.org")
        client.post(reverse("mfa_authenticate"), {"code": code})
        assert is_in(client) is works


def test_guessing_the_second_step_is_limited(client, cast):
    app_of(cast.cora.user)
    by_mail(client, "cora@example.org")
    for _ in range(6):
        answer = client.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert "That was tried too often." in answer.content.decode()


@pytest.mark.parametrize("name", ["mfa_index", "mfa_list_webauthn"])
def test_lists_of_allauth_lead_to_our_one_page(client, cast, name):
    client.force_login(cast.ben.user)
    assert client.get(reverse(name)).url == reverse("signing_in")


BROKEN = [
    '{"id": "x"}',
    "[]",
    '"x"',
    "7",
    '{"id": "eA", "rawId": "eA", "type": "public-key", "response": {}}',
    "{",
    '{"response": {"userHandle": 7}}',
]


@pytest.mark.parametrize("credential", BROKEN)
def test_a_passkey_that_is_none_is_not_added(client, cast, credential):
    by_mail(client, "ben@example.org")
    page = client.get(reverse("mfa_add_webauthn")).content.decode()
    assert '"userVerification": "required"' in page
    assert '"name": "Lantern Street"' in page
    assert client.post(reverse("mfa_add_webauthn"), {"name": "", "credential": credential}).status_code == 200
    assert not Authenticator.objects.exists()


@pytest.mark.parametrize("credential", BROKEN)
def test_a_passkey_that_is_none_signs_nobody_in(client, cast, credential):
    assert client.get(reverse("mfa_login_webauthn"), headers={"accept": "application/json"}).json()["request_options"]
    answer = client.post(reverse("mfa_login_webauthn"), {"credential": credential})
    assert answer.url == reverse("account_login")
    assert not is_in(client)


def test_a_passkey_that_is_none_is_no_second_step(client, cast):
    app_of(cast.cora.user)
    by_mail(client, "cora@example.org")
    answer = client.post(reverse("mfa_authenticate"), {"credential": BROKEN[0]})
    assert answer.status_code == 200
    assert not is_in(client)


def test_nor_a_proof_of_it(client, cast):
    by_mail(client, "kim@example.org")
    passkey_of(cast.kim.user)
    assert client.post(reverse("mfa_reauthenticate_webauthn"), {"credential": BROKEN[0]}).status_code == 302


def test_nobody_needs_a_password_to_prove_who_they_are(client, cast):
    by_mail(client, "ben@example.org")
    assert client.get(reverse("account_reauthenticate")).status_code == 403
