"""Counting tries without knowing whose they are."""

from datetime import timedelta

import pytest
import time_machine
from django.core.cache import cache, caches
from django.core.management import call_command
from django.db import connection
from django.test import override_settings

from hearthside.accounts import jobs
from hearthside.accounts.limits import attempt, place
from hearthside.accounts.tests.ways_in import by_mail, is_in
from hearthside.core.dates import now
from hearthside.core.errors import Refused

SHARED = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"}}


def test_the_third_of_two_tries_is_refused_with_the_time_to_wait():
    with time_machine.travel("2026-03-02T10:00:30Z", tick=False):
        attempt("a", limit=2, seconds=600)
        attempt("a", limit=2, seconds=600)
        attempt("b", limit=2, seconds=600)
        with pytest.raises(Refused, match="Please wait 10 minutes"):
            attempt("a", limit=2, seconds=600)
    with time_machine.travel("2026-03-02T10:09:30Z", tick=False), pytest.raises(Refused, match="Please wait 1 minute,"):
        attempt("a", limit=2, seconds=600)
    with time_machine.travel("2026-03-02T10:10:00Z", tick=False):
        attempt("a", limit=2, seconds=600)


def test_a_place_is_the_same_for_an_hour_and_then_another():
    with time_machine.travel("2026-03-02T10:00:30Z", tick=False):
        first = place("203.0.113.7")
        assert place("203.0.113.7") == first != place("203.0.113.8")
    with time_machine.travel("2026-03-02T11:00:30Z", tick=False):
        assert place("203.0.113.7") != first


def test_a_place_cannot_be_undone_by_trying_all_addresses_once_its_hour_key_is_gone():
    first = place("203.0.113.7")
    cache.clear()
    assert place("203.0.113.7") != first


def test_one_household_of_ipv6_is_one_place():
    assert place("2001:db8:1:2::1") == place("2001:db8:1:2:ffff::9") != place("2001:db8:1:3::1")
    assert place("a socket") == place("a socket")


def test_a_server_behind_a_socket_knows_no_address_and_still_signs_in(client, cast):
    by_mail(client, "ben@example.org", REMOTE_ADDR="")
    assert is_in(client)


def test_what_ran_out_does_not_stay_in_the_database():
    with override_settings(CACHES=SHARED):
        caches.close_all()
        call_command("createcachetable", verbosity=0)
        attempt("a", limit=2, seconds=600)
        with time_machine.travel(now() + timedelta(minutes=5)):
            jobs.forget_counts()
        assert rows() == 1
        with time_machine.travel(now() + timedelta(minutes=11)):
            jobs.forget_counts()
        assert rows() == 0


def rows() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM cache")
        return cursor.fetchone()[0]


def test_without_a_cache_in_the_database_there_is_nothing_to_forget():
    jobs.forget_counts()
