"""People come in at the tablet, and it tells nobody anything."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from hearthside.accounts.locking import LOCK
from hearthside.audit.models import Entry
from hearthside.core.dates import today
from hearthside.gatherings.models import Attendance, Door, GroupMember, Session
from hearthside.gatherings.series.actions import cancel_session
from hearthside.gatherings.tests.doors import a_door, fields, meets_today, tap
from hearthside.gatherings.tests.groups import NEUTRAL_TITLE, TRUE_TITLE, closed_circle, tuesday_circle
from hearthside.organisation.actions import open_site
from hearthside.people.asking.codes import code_digest, new_code
from tests.cast import TESTS
from tests.signed_in import client_of

PIN = {"pin": "2580", "again": "2580"}


@pytest.fixture
def circle(cast):
    """Tuesday's circle, once more today."""
    return meets_today(tuesday_circle(cast))


def screen(session) -> str:
    return reverse("arrival", kwargs={"session_id": session.pk})


def say(tablet, session, typed="", **more):
    return tablet.post(screen(session), fields(tablet.get(screen(session))) | {"typed": typed, **more})


def test_a_host_opens_the_door_and_their_own_session_is_locked_behind_the_pin(cast, circle):
    tablet = client_of(cast.ben)
    answer = tablet.post(reverse("door_opening"), PIN)
    assert answer["Location"] == "/door/"
    cookie = answer.cookies["door"]
    assert (cookie["path"], cookie["samesite"], cookie["httponly"]) == ("/door/", "Strict", True)
    assert not Door.objects.filter(key_digest=cookie.value).exists()
    assert "Tuesday circle" in tablet.get("/door/").content.decode()
    assert tablet.get("/today/")["Location"] == reverse("lock")
    for _try in range(5):
        tablet.post(reverse("lock"), {"pin": "1111"})
    assert "_auth_user_id" not in tablet.session
    assert tablet.get("/door/").status_code == 200  # it stays the door: those who come in need nobody signed in


def test_the_right_pin_leads_back_to_the_list_of_doors(cast, circle):
    tablet = client_of(cast.ben)
    tablet.post(reverse("door_opening"), PIN)
    assert tablet.post(reverse("lock"), {"pin": "2580"})["Location"] == reverse("door_opening")
    assert "this device" in tablet.get(reverse("door_opening")).content.decode()
    back = {"next": "/door/", "back": reverse("door_opening")}
    assert tablet.post(reverse("lock"), back)["Location"] == "/door/"
    assert LOCK in tablet.session


@pytest.mark.parametrize(
    ("typed", "said"),
    [({"pin": "12", "again": "12"}, "4 to 8 digits"), ({"pin": "2580", "again": "2581"}, "differ"), ({"pin": "", "again": ""}, "required")],
)
def test_a_pin_that_will_not_do_opens_no_door(cast, circle, typed, said):
    answer = client_of(cast.ben).post(reverse("door_opening"), typed)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Door.objects.exists()


def test_opening_again_on_the_same_device_ends_its_earlier_door(cast, circle):
    tablet = client_of(cast.ben)
    for _time in range(2):
        tablet.post(reverse("door_opening"), PIN)
        tablet.post(reverse("lock"), {"pin": "2580"})
    assert Door.objects.open_now().count() == 1


def test_a_door_is_closed_from_another_device_by_its_host_or_a_coordinator(cast, circle):
    door, tablet = a_door(cast.ben)
    closing = reverse("door_closing", kwargs={"door_id": door.pk})
    assert client_of(cast.kim).post(closing).status_code == 404
    assert "Close it" in client_of(cast.cora).get(reverse("door_opening")).content.decode()
    assert client_of(cast.cora).post(closing)["Location"] == reverse("door_opening")
    assert tablet.get("/door/").status_code == 403
    assert tablet.get(screen(circle)).status_code == 403
    assert client_of(cast.cora).post(closing).status_code == 302  # once more changes nothing
    assert Entry.objects.filter(act="closed a door").count() == 1


def test_the_first_screen_has_todays_groups_at_that_site_and_nothing_else(cast, circle):
    house, hall = open_site(by=TESTS, name="The house"), open_site(by=TESTS, name="The hall")
    there = meets_today(closed_circle(cast), site=hall)
    online = meets_today(tuesday_circle(cast), mode=Session.Mode.ONLINE, site=hall)
    _door, tablet = a_door(cast.dan, site=hall)
    page = tablet.get("/door/").content.decode()
    assert NEUTRAL_TITLE in page
    assert TRUE_TITLE not in page
    assert screen(circle) not in page
    assert screen(online) not in page
    assert screen(there) in page
    _door, other = a_door(cast.dan, site=house)
    assert "No group meets here today" in other.get("/door/").content.decode()
    _door, every = a_door(cast.dan)
    assert screen(circle) in every.get("/door/").content.decode()
    assert tablet.get(screen(circle))["Location"] == "/door/"


def test_a_cancelled_group_is_said_to_be(cast, circle):
    cancel_session(by=cast.ben, session=circle, reason="Snow")
    _door, tablet = a_door(cast.ben)
    page = tablet.get("/door/").content.decode()
    assert "Cancelled today" in page
    assert "Snow" in page
    assert screen(circle) not in page


@pytest.mark.parametrize("groups", [1, 3])
def test_the_first_screen_asks_two_things_however_many_groups_there_are(cast, groups, django_assert_num_queries):
    for _each in range(groups):
        meets_today(tuesday_circle(cast))
    _door, tablet = a_door(cast.ben)
    tablet.get("/door/")
    with django_assert_num_queries(2):
        tablet.get("/door/")


def test_the_words_are_the_same_for_a_match_no_match_many_and_codes_right_or_wrong(cast):
    session = meets_today(closed_circle(cast))
    code = new_code()
    for name in ("Sam", "Sam"):
        GroupMember.objects.create(gathering=session.gathering, name=name, state=GroupMember.State.BELONGS)
    GroupMember.objects.create(gathering=session.gathering, name="Lou", code_digest=code_digest(code), state=GroupMember.State.BELONGS)
    _door, tablet = a_door(cast.dan)
    answers = set()
    for typed in ("Mo", "Nobody", "Sam", code, new_code(), "ABCD-EFGH", "", "x" * 200, "<b>Mo</b>"):
        answer = say(tablet, session, typed)
        thanks = tablet.get(answer["Location"])
        answers.add((answer.status_code, answer["Location"], thanks.content))
    assert len(answers) == 1
    assert "Thank you. You are counted." in thanks.content.decode()
    assert Attendance.objects.filter(session=session).count() == 9


def test_what_is_typed_costs_the_same_statements_whoever_it_is(cast, circle, django_assert_num_queries):
    GroupMember.objects.create(gathering=circle.gathering, name="Mo", state=GroupMember.State.BELONGS)
    _door, tablet = a_door(cast.ben)
    say(tablet, circle, "Ida")
    for typed in ("Mo", "Nobody"):
        sent = fields(tablet.get(screen(circle))) | {"typed": typed}
        with django_assert_num_queries(10):  # door, date, turn, taken off, row, three of the trail, and a savepoint
            tablet.post(screen(circle), sent)


def test_nobody_elses_name_is_on_any_screen(cast, circle):
    _door, tablet = a_door(cast.ben)
    say(tablet, circle, "Zebedee")
    for address in ("/door/", screen(circle), "/door/thanks/"):
        assert "Zebedee" not in tablet.get(address).content.decode()


def test_just_count_me_leaves_no_name_although_one_was_typed(cast, circle):
    _door, tablet = a_door(cast.ben)
    say(tablet, circle, "Ida", just="yes")
    assert Attendance.objects.get().name is None


def test_a_group_that_only_counts_asks_no_name_and_keeps_none(cast):
    session = meets_today(tuesday_circle(cast, only_counted=True))
    _door, tablet = a_door(cast.ben)
    assert 'name="typed"' not in tablet.get(screen(session)).content.decode()
    say(tablet, session, "Ida")
    assert Attendance.objects.get().name is None


def test_the_same_tap_twice_is_one_person(cast, circle):
    _door, tablet = a_door(cast.ben)
    sent = fields(tablet.get(screen(circle))) | {"typed": "Ida"}
    answers = [tablet.post(screen(circle), sent) for _time in range(3)]
    assert {answer["Location"] for answer in answers} == {"/door/thanks/"}
    assert Attendance.objects.get().name == "Ida"
    assert Entry.objects.filter(act="came in at the door").count() == 1


def test_after_twenty_names_in_a_minute_the_field_rests_and_counting_goes_on(cast, circle, monkeypatch):
    moment = timezone.now().replace(second=5)
    monkeypatch.setattr("hearthside.gatherings.door.actions.now", lambda: moment)
    _door, tablet = a_door(cast.ben)
    for number in range(20):
        assert say(tablet, circle, f"Name {number}").status_code == 302
    page = tablet.get(screen(circle)).content.decode()
    assert "again in a minute" in page
    assert 'name="typed"' not in page
    sent = {"typed": "One more"}
    answer = say(tablet, circle, **sent)
    assert answer.status_code == 429
    assert "You can be counted without one" in answer.content.decode()
    assert say(tablet, circle, just="yes").status_code == 302
    kept = fields(tablet.get(screen(circle))) | {"typed": "Kept", "at": moment.isoformat()}
    assert tablet.post(screen(circle), kept).status_code == 429
    assert Attendance.objects.count() == 21
    moment += timedelta(minutes=1)
    assert tablet.post(screen(circle), kept).status_code == 204
    assert Attendance.objects.count() == 22


def test_a_device_without_the_key_is_no_door(cast, circle, client):
    _door, tablet = a_door(cast.ben)
    sent = fields(tablet.get(screen(circle)))
    for address in ("/door/", screen(circle), "/door/thanks/"):
        assert client.get(address).status_code == 403
    assert client.post(screen(circle), sent).status_code == 403
    assert tablet.post(screen(circle), sent | {"token": "guessed"}).status_code == 403
    assert tablet.post(screen(circle), sent | {"tap": "1"}).status_code == 403
    assert not Attendance.objects.exists()


def test_who_loses_the_way_at_the_door_is_led_to_the_first_screen_and_nothing_is_logged(cast, client, caplog):
    assert client.get("/door/TRUE-CODE/")["Location"] == "/door/"
    assert caplog.text == ""


def test_the_door_has_the_safety_of_every_page_and_keeps_no_session(cast, circle):
    _door, tablet = a_door(cast.ben)
    answer = tablet.get(screen(circle))
    assert "default-src 'self'" in answer["Content-Security-Policy"]
    assert (answer["X-Frame-Options"], answer["Cache-Control"], answer["X-Content-Type-Options"]) == ("DENY", "no-store", "nosniff")
    assert answer["Referrer-Policy"] == "no-referrer"
    assert "session" not in tablet.cookies
    worker = tablet.get("/door/worker.js")
    assert worker["Content-Type"].startswith("text/javascript")
    assert worker["Cache-Control"] == "no-cache"


def test_the_door_speaks_french_where_the_tablet_does(cast, circle):
    _door, tablet = a_door(cast.ben)
    assert 'lang="fr"' in tablet.get("/door/", headers={"accept-language": "fr-CA"}).content.decode()


# What was tapped without a network


def later(monkeypatch, **span):
    """The clock goes on."""
    moment = timezone.now() + timedelta(**span)
    monkeypatch.setattr(timezone, "now", lambda: moment)
    return moment


def test_a_kept_tap_is_counted_for_its_own_date_when_it_is_sent_after_midnight(cast, circle, monkeypatch):
    _door, tablet = a_door(cast.ben)
    kept = fields(tablet.get(screen(circle))) | {"typed": "Ida", "at": timezone.now().isoformat()}
    later(monkeypatch, days=1)
    assert tablet.get("/door/").status_code == 403
    assert tablet.post(screen(circle), kept).status_code == 204
    assert Attendance.objects.get().session == circle


def test_two_days_later_it_is_not(cast, circle, monkeypatch):
    _door, tablet = a_door(cast.ben)
    kept = fields(tablet.get(screen(circle))) | {"at": timezone.now().isoformat()}
    later(monkeypatch, days=2)
    assert tablet.post(screen(circle), kept).status_code == 403
    assert not Attendance.objects.exists()


def test_yesterdays_taps_are_sent_through_the_door_that_is_opened_today(cast, circle, monkeypatch):
    _door, tablet = a_door(cast.ben)
    kept = {"tap": str(uuid4()), "at": timezone.now().isoformat(), "typed": "Ida"}
    later(monkeypatch, days=1)
    door, tablet = a_door(cast.ben)
    assert door.day == today()
    token = tablet.get("/door/").context["token"]
    assert tablet.post(screen(circle), kept | {"token": token}).status_code == 204


def test_a_closed_door_still_brings_what_was_tapped_before_and_nothing_after(cast, circle, monkeypatch):
    door, tablet = a_door(cast.ben)
    sent = fields(tablet.get(screen(circle)))
    before = timezone.now().isoformat()
    client_of(cast.ben).post(reverse("door_closing", kwargs={"door_id": door.pk}))
    assert tablet.post(screen(circle), sent).status_code == 403
    after = later(monkeypatch, minutes=1).isoformat()
    for at in (after, "not a time", "2026-13-45T00:00:00Z", "2026-01-01T00:00:00"):
        assert tablet.post(screen(circle), sent | {"at": at}).status_code == 403
    assert tablet.post(screen(circle), sent | {"at": before}).status_code == 204


def test_a_tap_for_another_date_or_none_is_taken_by_no_door(cast, circle):
    _door, tablet = a_door(cast.ben)
    sent = fields(tablet.get(screen(circle)))
    next_week = circle.gathering.sessions.exclude(pk=circle.pk).filter(day__gt=circle.day).in_order()[0]
    nowhere = reverse("arrival", kwargs={"session_id": uuid4()})
    for address in (screen(next_week), nowhere):
        assert tablet.post(address, sent)["Location"] == "/door/"
        assert tablet.post(address, sent | {"at": timezone.now().isoformat()}).status_code == 410
    assert not Attendance.objects.exists()


def test_the_trail_says_that_somebody_came_and_nothing_of_who(cast):
    session = meets_today(closed_circle(cast))
    door, _tablet = a_door(cast.dan)
    tap(door, session, "Zebedee")
    entry = Entry.objects.get(act="came in at the door")
    assert (entry.actor_id, entry.actor_label, entry.thing) == (door.reference, "door", session.reference)
    assert "Zebedee" not in str(list(Entry.objects.values_list()))
