"""Names typed at a closed group's door are found with its hosts and nowhere else; what nobody linked is forgotten."""

import logging
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from hearthside.audit.models import Entry
from hearthside.core.dates import today
from hearthside.gatherings.door.actions import note_arrivals
from hearthside.gatherings.door.matching import match_arrivals
from hearthside.gatherings.door.queries import date_for, numbers_of
from hearthside.gatherings.jobs import end_doors, forget_names_typed
from hearthside.gatherings.models import Attendance, Door, Duty, Session, TakenOff
from hearthside.gatherings.permissions import may_close_door
from hearthside.gatherings.tests.doors import a_door, fields, meets_today, tap
from hearthside.gatherings.tests.groups import TRUE_TITLE, closed_circle, tuesday_circle
from hearthside.outbox.models import Message
from tests.signed_in import client_of

TYPED = "Zebedee Quill"
EVERYBODY = (None, "eve", "ana", "ben", "kim", "cora", "mo", "ada")


@pytest.fixture
def evening(cast):
    """A closed group meets tonight; somebody typed their name at its door, and a host typed up a sheet."""
    session = meets_today(closed_circle(cast))
    door, tablet = a_door(cast.dan)
    address = reverse("arrival", kwargs={"session_id": session.pk})
    tablet.post(address, fields(tablet.get(address)) | {"typed": TYPED})
    note_arrivals(by=cast.dan, session=session, names=[TYPED.upper()], people=[cast.mo], batch=uuid4())
    match_arrivals(by=cast.dan, session=session)
    return session, door, tablet


def test_the_names_are_on_the_pages_of_its_hosts_alone(cast, evening):
    session, _door, tablet = evening
    pages = ["today", "people", "more", "my_record", "reports", "door_opening"]
    addresses = [reverse(name) for name in pages] + [reverse("sheet", args=[session.pk]), reverse("arrivals", args=[session.pk])]
    for who in EVERYBODY:
        browser = client_of(who and getattr(cast, who))
        for address in addresses:
            shown = browser.get(address, follow=True).content.decode()
            assert TYPED.lower() not in shown.lower(), f"{who} reads it at {address}"
            assert TRUE_TITLE not in shown, f"{who} reads the title at {address}"
    for address in ("/door/", reverse("arrival", args=[session.pk]), "/door/thanks/"):
        assert TYPED not in tablet.get(address).content.decode()
    assert TYPED in client_of(cast.dan).get(reverse("arrivals", args=[session.pk])).content.decode()


def test_no_log_no_trail_and_no_message_has_them(cast, caplog, capfd):
    with caplog.at_level(logging.DEBUG, logger="hearthside"), caplog.at_level(logging.INFO, logger="django"):
        session = meets_today(closed_circle(cast))
        _door, tablet = a_door(cast.dan)
        address = reverse("arrival", kwargs={"session_id": session.pk})
        sent = fields(tablet.get(address))
        for token in (sent["token"], "wrong"):
            tablet.post(address, sent | {"typed": TYPED, "token": token})
        client_of(cast.cora).post(reverse("arrivals", args=[session.pk]), {"names": TYPED, "batch": str(uuid4())})
        client_of(cast.dan).post(reverse("arrivals", args=[session.pk]), {"names": TYPED + "\n" + "x" * 90, "batch": str(uuid4())})
    said = caplog.text + "".join(capfd.readouterr())
    trail = str(list(Entry.objects.values_list())) + str(list(Message.objects.values_list()))
    for secret in (TYPED, TRUE_TITLE):
        assert secret not in said
        assert secret not in trail


def test_a_copy_of_the_database_does_not_show_them(evening):
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM gatherings_attendance WHERE name IS NOT NULL")
        kept = b"".join(bytes(name) for [name] in cursor.fetchall())
    assert kept
    assert TYPED.encode() not in kept


def test_a_name_nobody_linked_is_forgotten_two_weeks_after_the_close_and_still_counted(cast, evening):
    session, _door, _tablet = evening
    before = numbers_of(session).total
    Session.objects.filter(pk=session.pk).update(closed_at=timezone.now() - timedelta(days=13))
    assert forget_names_typed() == 0
    Session.objects.filter(pk=session.pk).update(closed_at=timezone.now() - timedelta(days=15))
    assert forget_names_typed() == 2
    assert forget_names_typed() == 0
    assert not Attendance.objects.filter(name__isnull=False).exists()
    assert numbers_of(session).total == before == 3


def test_a_date_that_nobody_closes_keeps_no_name_for_good(evening):
    session, _door, _tablet = evening
    Session.objects.filter(pk=session.pk).update(day=today() - timedelta(days=61))
    assert forget_names_typed() == 2


def test_doors_end_with_their_day_and_are_forgotten_after_a_month(cast, evening):
    session, door, _tablet = evening
    assert end_doors() == 0
    Door.objects.filter(pk=door.pk).update(day=today() - timedelta(days=1))
    TakenOff.objects.create(id=uuid4(), session=session, at=timezone.now() - timedelta(days=15))
    assert end_doors() == 1
    assert not TakenOff.objects.exists()
    Door.objects.filter(pk=door.pk).update(closed_at=timezone.now() - timedelta(days=31))
    end_doors()
    assert not Door.objects.exists()


# The rules of one date and of many are one


def test_a_date_is_there_for_whom_the_list_shows_it(cast):
    dates = [meets_today(tuesday_circle(cast)), meets_today(closed_circle(cast))]
    Duty.objects.create(session=dates[0], person=cast.mo, part="guest")
    Duty.objects.create(session=dates[1], person=cast.kim, part="guest", given_up_at=timezone.now())
    for who in EVERYBODY[1:]:
        person = getattr(cast, who)
        listed = set(Session.objects.visible_to(person).filter(pk__in=[one.pk for one in dates]).values_list("pk", flat=True))
        assert {one.pk for one in dates if date_for(person, one.pk)} == listed, who


def test_a_guest_who_gave_a_date_back_gets_its_numbers_and_no_names(cast, evening):
    session, _door, _tablet = evening
    Duty.objects.create(session=session, person=cast.kim, part="guest", given_up_at=timezone.now())
    shown = client_of(cast.kim).get(reverse("arrivals", args=[session.pk])).content.decode()
    assert "How many came" in shown
    for secret in (TYPED, TRUE_TITLE):
        assert secret not in shown


def test_whoever_did_not_open_a_door_closes_none(cast, evening):
    _session, door, _tablet = evening
    assert may_close_door(cast.dan, door)
    assert "coordinator" in may_close_door(cast.ben, door).reason
    tap(door, evening[0])
    assert list(Door.objects.visible_to(None)) == []
