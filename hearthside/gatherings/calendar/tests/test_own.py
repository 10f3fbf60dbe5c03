"""A private calendar address: for one person, told once, gone when they end it, and in no log."""

import io
import logging
from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied

from hearthside.audit.models import Entry
from hearthside.core.dates import now
from hearthside.gatherings.calendar.actions import end_personal_feed, make_personal_feed
from hearthside.gatherings.calendar.logs import PrivateAddresses
from hearthside.gatherings.models import Duty, PersonalFeed, SignUp
from hearthside.gatherings.series.actions import cancel_session
from hearthside.gatherings.tests.groups import NEUTRAL_TITLE, closed_circle, first_session, tuesday_circle
from tests.signed_in import client_of


def unfolded(client, token: str) -> str:
    answer = client.get(f"/calendar/private/{token}.ics")
    assert answer.status_code == 200
    return answer.content.decode().replace("\r\n ", "")


def test_it_holds_what_one_hosts_signed_up_for_and_belongs_to(cast, client):
    circle, closed = tuesday_circle(cast), closed_circle(cast)
    first, second, third = list(circle.sessions.in_order()[:3])
    Duty.objects.create(session=first, person=cast.ben)
    Duty.objects.create(session=second, person=cast.ben, given_up_at=now())
    SignUp.objects.create(session=third, person=cast.mo, name="Mo")
    SignUp.objects.create(session=first, person=cast.mo, name="Mo", state=SignUp.State.CANCELLED)
    bens, mos = (unfolded(client, make_personal_feed(by=one, person=one)) for one in (cast.ben, cast.mo))
    assert (bens.count("BEGIN:VEVENT"), bens.count(f"UID:{first.pk}")) == (1, 1)
    assert mos.count("BEGIN:VEVENT") == closed.sessions.count() + 1
    assert mos.count(f"UID:{third.pk}") == 1
    assert mos.count(f"SUMMARY:{NEUTRAL_TITLE}") == closed.sessions.count()
    assert "ATTENDEE" not in bens + mos


def test_a_cancelled_date_says_so_there(cast, client):
    session = first_session(tuesday_circle(cast))
    Duty.objects.create(session=session, person=cast.ben)
    token = make_personal_feed(by=cast.ben, person=cast.ben)
    known = client.get(f"/calendar/private/{token}.ics")["ETag"]
    assert client.get(f"/calendar/private/{token}.ics", headers={"if-none-match": known}).status_code == 304
    cancel_session(by=cast.ben, session=session)
    assert client.get(f"/calendar/private/{token}.ics", headers={"if-none-match": known}).status_code == 200
    said = unfolded(client, token)
    assert "SUMMARY:CANCELLED: Tuesday circle" in said
    assert "STATUS:CANCELLED" in said


def test_no_machine_may_list_it_or_keep_it(cast, client):
    answer = client.get(f"/calendar/private/{make_personal_feed(by=cast.ben, person=cast.ben)}.ics")
    assert (answer["X-Robots-Tag"], answer["Cache-Control"], answer["Referrer-Policy"]) == ("noindex", "private, no-cache", "no-referrer")
    assert "Last-Modified" not in answer


def test_the_address_is_shown_to_its_maker_for_ten_minutes_and_lies_nowhere(cast):
    browser = client_of(cast.ben)
    answer = browser.post("/me/calendar/", follow=True)
    token = answer.context["made"]["plain"].rsplit("/", 1)[-1].removesuffix(".ics")
    assert token in answer.content.decode()
    assert "webcal://testserver/calendar/private/" in answer.content.decode()
    assert token not in str(PersonalFeed.objects.values())
    assert token not in str(dict(browser.session))
    assert token not in str(list(Entry.objects.values()))
    with time_machine.travel(now() + timedelta(minutes=11)):
        assert token not in browser.get("/me/calendar/").content.decode()
    assert client_of(cast.kim).get("/me/calendar/").context["made"] is None


def test_a_new_address_ends_the_one_before(cast, client):
    first, second = (make_personal_feed(by=cast.ben, person=cast.ben) for _each in range(2))
    assert client.get(f"/calendar/private/{first}.ics").status_code == 404
    assert client.get(f"/calendar/private/{second}.ics").status_code == 200


def test_ended_it_answers_nobody(cast, client):
    browser = client_of(cast.ben)
    token = browser.post("/me/calendar/", follow=True).context["made"]["plain"].rsplit("/", 1)[-1]
    answer = browser.post("/me/calendar/ending/", follow=True)
    assert "no longer works" in answer.content.decode()
    assert token not in answer.content.decode()
    assert client.get(f"/calendar/private/{token}").status_code == 404
    assert browser.post("/me/calendar/ending/").status_code == 404
    assert Entry.objects.filter(act="ended a private calendar address").count() == 1


def test_ending_it_twice_changes_nothing(cast):
    make_personal_feed(by=cast.ben, person=cast.ben)
    feed = PersonalFeed.objects.get(person=cast.ben)
    for _each in range(2):
        end_personal_feed(by=cast.ben, feed=feed)
    assert Entry.objects.filter(act="ended a private calendar address").count() == 1


def test_nobody_makes_or_ends_it_for_somebody_else(cast):
    make_personal_feed(by=cast.ben, person=cast.ben)
    with pytest.raises(PermissionDenied, match="their own calendar address"):
        make_personal_feed(by=cast.cora, person=cast.ben)
    with pytest.raises(PermissionDenied, match="their own calendar address"):
        end_personal_feed(by=cast.cora, feed=PersonalFeed.objects.get())


def test_an_address_never_reaches_the_log(cast, client):
    """Neither one that is unknown nor one that is mistyped, in the lines that the settings of the house write."""
    written = io.StringIO()
    console = next(one for one in logging.getLogger().handlers if any(isinstance(rule, PrivateAddresses) for rule in one.filters))
    before = console.setStream(written)
    try:
        assert client.get("/calendar/private/guessed-by-somebody.ics").status_code == 404
        for address in ("/calendar/2030-01/", "/calendar/private/deeper/guessed-by-somebody.ics", "/calendar/private/guessed-by-somebody"):
            assert client.get(address).status_code == 404
    finally:
        console.setStream(before)
    assert "Not Found: /calendar/2030-01/" in written.getvalue()
    assert written.getvalue().count("Not Found: /calendar/private/\n") == 3
    assert "guessed-by-somebody" not in written.getvalue()
