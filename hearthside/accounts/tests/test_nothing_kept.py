"""After a day of signing in, nothing in the databases or the logs tells from where, and no code lies about."""

import logging

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.test import override_settings
from django.urls import reverse

from hearthside.accounts.actions import issue_code_card, make_entry_link, open_account
from hearthside.accounts.tests.test_limits import SHARED
from hearthside.accounts.tests.ways_in import by_mail, newest_code
from hearthside.core.actors import COMMAND_LINE
from hearthside.outbox.models import Message
from tests.cast import TESTS

ADDRESSES = ["203.0.113.77", "2001:db8:dead:beef::1"]


@pytest.fixture
def shared_cache():
    with override_settings(CACHES=SHARED):
        call_command("createcachetable", verbosity=0)
        yield
        cache.clear()


def everything_written() -> str:
    """Every cell of every table as text, and what is inside the sessions."""
    found = [str(session.get_decoded()) for session in Session.objects.all()]
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')
            for row in cursor.fetchall():
                found += [bytes(cell).decode("latin-1") if isinstance(cell, bytes | memoryview) else str(cell) for cell in row]
    return "\n".join(found)


def a_day_of_signing_in(client, cast, address: str) -> list[str]:
    """Every way in, right and wrong; returns the secrets that were used."""
    from_there = {"REMOTE_ADDR": address}
    marion = open_account(by=TESTS)
    ana = cast.ana.user
    ana.mobile = "+13065550123"
    ana.save()
    secrets = []
    by_mail(client, "ben@example.org", **from_there)
    secrets.append(newest_code("mail"))
    client.get(reverse("signing_in"), **from_there)
    client.post(reverse("account_logout"), **from_there)
    client.post(reverse("account_login"), {"login": "nobody@example.org"}, **from_there)
    client.cookies.clear()
    client.post(reverse("text"), {"number": "306 555 0123"}, **from_there)
    secrets.append(newest_code("sms"))
    client.post(reverse("texted_code"), {"code": newest_code("sms")}, **from_there)
    client.post(reverse("account_logout"), **from_there)
    card = issue_code_card(by=TESTS, user=marion, pin="40718")
    client.post(reverse("card_entrance"), {"code": card, "pin": "99123"}, **from_there)
    client.post(reverse("card_entrance"), {"code": card, "pin": "40718"}, **from_there)
    client.post(reverse("account_logout"), **from_there)
    link = make_entry_link(by=COMMAND_LINE, user=marion, purpose="setup", minutes=5)
    token = link.rstrip("/").split("/")[-1]
    client.get(link, **from_there)
    client.post(reverse("entry_use"), {"token": token}, **from_there)
    client.post(reverse("entry_use"), {"token": token}, **from_there)
    return [*secrets, card, token, client.cookies["session"].value]


@pytest.mark.parametrize("address", ADDRESSES)
def test_no_address_is_kept_anywhere(client, cast, shared_cache, address):
    a_day_of_signing_in(client, cast, address)
    written = everything_written()
    assert "accounts" in {app.label for app in apps.get_app_configs()}
    assert "example.org" in written
    assert address not in written
    assert "dead:beef" not in written
    assert client.get(reverse("signing_in"), REMOTE_ADDR=address).content.decode().count(address) == 0


def test_no_code_or_link_is_kept_once_it_is_used(client, cast, shared_cache):
    *secrets, _session = a_day_of_signing_in(client, cast, ADDRESSES[0])
    Message.objects.update(body=None)
    written = everything_written()
    for secret in secrets[1:]:
        assert secret not in written


def test_no_code_link_or_cookie_reaches_a_log(client, cast, caplog):
    with caplog.at_level(logging.DEBUG):
        secrets = a_day_of_signing_in(client, cast, ADDRESSES[0])
    lines = "\n".join(record.getMessage() for record in caplog.records if not record.name.startswith("django.db"))
    for secret in (*secrets, ADDRESSES[0]):
        assert secret not in lines
