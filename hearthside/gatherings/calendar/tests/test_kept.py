"""The public pages are kept as bytes, and a change shows at the next load."""

import gzip
from datetime import UTC, datetime, timedelta

import brotli
import pytest
import time_machine
from django.http import HttpResponse
from django.test import Client

from hearthside.gatherings.calendar.kept import KeptAnswer, KeptAnswers
from hearthside.gatherings.series.actions import cancel_session, restore_session
from hearthside.gatherings.tests.groups import first_session, tuesday_circle
from hearthside.organisation.models import CrisisLine, Organisation, PublicVersion
from hearthside.organisation.public import public_version

PLACES = ["/calendar/", "/calendar/list/", "/groups/", "/groups/tuesday-circle/", "/calendar.ics", "/groups/tuesday-circle.ics",
          "/calendar/meetings.json"]  # fmt: skip


@pytest.fixture
def circle(cast):
    return tuesday_circle(cast)


@pytest.mark.parametrize("address", PLACES)
def test_an_unchanged_page_costs_one_question_and_is_the_same_bytes(circle, client, django_assert_num_queries, address):
    first = client.get(address)
    with django_assert_num_queries(1):
        again = client.get(address)
    assert again.content == first.content
    assert dict(again.headers) == dict(first.headers)


@pytest.mark.parametrize("address", PLACES)
def test_who_has_it_already_is_told_so(circle, client, address):
    first = client.get(address)
    several = f'"x", W/{first["ETag"]}'
    for known in ({"if-none-match": first["ETag"]}, {"if-none-match": several}, {"if-modified-since": first["Last-Modified"]}):
        answer = client.get(address, headers=known)
        assert (answer.status_code, answer.content, answer["ETag"]) == (304, b"", first["ETag"])
        assert "default-src 'self'" in answer["Content-Security-Policy"]
    assert client.get(address, headers={"if-none-match": '"another"', "if-modified-since": first["Last-Modified"]}).status_code == 200


@pytest.mark.parametrize("address", ["/groups/tuesday-circle/", "/calendar.ics", "/groups/tuesday-circle.ics"])
def test_any_change_gives_another_name_and_no_304(circle, cast, client, address):
    first = client.get(address)
    session = first_session(circle)
    cancel_session(by=cast.ben, session=session)
    known = {"if-none-match": first["ETag"], "if-modified-since": first["Last-Modified"]}
    second = client.get(address, headers=known)
    assert second.status_code == 200
    assert second["ETag"] != first["ETag"]
    assert client.get(address, headers={"if-modified-since": first["Last-Modified"]}).status_code == 200
    assert "ancelled" in second.content.decode().lower()
    restore_session(by=cast.ben, session=session)
    assert client.get(address, headers={"if-none-match": second["ETag"]}).status_code == 200


def test_a_change_in_another_process_shows_at_the_next_load(circle, client):
    """What this process keeps for seconds is no reason to show an old name for ever."""
    assert "Lantern Street" in client.get("/calendar/").content.decode()
    Organisation.objects.update(name="The new name")  # by another process: nothing is forgotten here
    CrisisLine.objects.filter(country="CA").update(name="Another line")
    PublicVersion.objects.update(number=public_version() + 1)
    said = client.get("/calendar/").content.decode()
    assert "The new name" in said
    assert "Another line" in said


def test_a_new_day_is_a_new_page(circle, client):
    with time_machine.travel(datetime(2026, 12, 8, 12, tzinfo=UTC), tick=False):
        first = client.get("/calendar/2026-12/")
    with time_machine.travel(datetime(2026, 12, 9, 12, tzinfo=UTC), tick=False):
        second = client.get("/calendar/2026-12/", headers={"if-modified-since": first["Last-Modified"]})
    assert second.status_code == 200
    assert second.content != first.content


def test_a_feed_is_the_same_at_any_hour(circle, client):
    with time_machine.travel(datetime(2026, 12, 8, 12, tzinfo=UTC), tick=False):
        first = client.get("/calendar.ics").content
    with time_machine.travel(datetime(2026, 12, 9, 23, tzinfo=UTC), tick=False):
        assert Client().get("/calendar.ics").content == first


@pytest.mark.parametrize("address", PLACES)
def test_a_page_comes_packed_as_it_was_asked_for(circle, client, address):
    plain = client.get(address)
    packed, smaller = client.get(address, headers={"accept-encoding": "gzip"}), client.get(address, headers={"accept-encoding": "gzip, br"})
    assert gzip.decompress(packed.content) == plain.content
    assert brotli.decompress(smaller.content) == plain.content
    assert (packed["Content-Encoding"], smaller["Content-Encoding"]) == ("gzip", "br")
    assert len({plain["ETag"], packed["ETag"], smaller["ETag"]}) == 3
    for one in (plain, packed, smaller):
        assert "Accept-Encoding" in one["Vary"]
        assert one["Content-Length"] == str(len(one.content))
        assert client.get(address, headers={"if-none-match": one["ETag"]}).status_code == 304


@pytest.mark.parametrize("address", PLACES)
def test_a_page_has_the_head_that_every_page_has_and_no_cookie(circle, client, address):
    client.cookies["session"] = "something"
    for answer in (client.get(address), client.get(address), client.head(address)):
        assert answer.status_code == 200
        assert "default-src 'self'" in answer["Content-Security-Policy"]
        assert (answer["X-Frame-Options"], answer["X-Content-Type-Options"], answer["Referrer-Policy"]) == (
            "DENY",
            "nosniff",
            "same-origin",
        )
        assert answer["Cache-Control"] == "no-cache"
        assert not answer.cookies
    assert client.head(address).content == b""
    assert client.head(address)["Content-Length"] == client.get(address)["Content-Length"]


def test_languages_are_kept_apart(circle, client):
    english = client.get("/calendar/", headers={"accept-language": "en"})
    french = client.get("/calendar/", headers={"accept-language": "fr"})
    assert english.content != french.content
    assert (english["Content-Language"], french["Content-Language"]) == ("en", "fr")
    assert "Accept-Language" in english["Vary"]
    assert client.get("/calendar.ics", headers={"accept-language": "fr"}).content == client.get("/calendar.ics").content


def test_nothing_is_taken_there(circle, client):
    assert client.post("/calendar/", {"a": "b"}).status_code == 405


def test_an_address_that_is_very_long_is_answered_and_not_kept(circle, client, django_assert_max_num_queries):
    address = "/calendar/?x=" + "y" * 400
    client.get(address)
    with django_assert_max_num_queries(12) as asked:
        assert client.get(address).status_code == 200
    assert len(asked) > 1


def test_what_was_not_asked_for_the_longest_goes_first():
    store, day = KeptAnswers(most=100), datetime(2026, 12, 1, tzinfo=UTC).date()
    for name in ("a", "b", "c"):
        store.keep((name, "", "en", day), KeptAnswer(HttpResponse(b"x" * 40), 1))
    assert store.get(("a", "", "en", day)) is None
    assert store.get(("c", "", "en", day)) is not None
    store.keep(("c", "", "en", day + timedelta(days=1)), KeptAnswer(HttpResponse(b"x" * 90), 1))
    assert (len(store), store.bytes) == (1, 90)
