"""How people of the tests sign in, by the pages themselves."""

import re

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value, yield_hotp_counters_from_time
from django.urls import reverse

from hearthside.accounts.adapter import SecondStepAdapter
from hearthside.outbox.models import Message

PHONE = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Mobile Safari/537.36"


def newest_code(channel: str) -> str:
    """What the person reads in their mail or text."""
    body = Message.objects.filter(channel=channel, body__isnull=False).latest("queued_at").body
    return re.search(r"\d{6}|[A-Z]{4}-[A-Z]{4}", body).group()


def by_mail(client, email: str, **extra):
    """Ask for a code and type it; returns the answer to the code."""
    client.post(reverse("account_login"), {"login": email}, **extra)
    return client.post(reverse("account_confirm_login_code"), {"code": newest_code("mail")}, **extra)


def app_of(user) -> str:
    """Give somebody an authenticator app; returns its secret."""
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    return secret


def shown_by_app(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, list(yield_hotp_counters_from_time())[0]))


def secret_of(user) -> str:
    return SecondStepAdapter().decrypt(Authenticator.objects.get(user=user, type="totp").data["secret"])


def is_in(client) -> bool:
    return client.get(reverse("signing_in")).status_code == 200
