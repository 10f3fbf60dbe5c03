"""Acts on dates: what becomes of them, and who is told in which words and at what hour."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from hearthside.core.dates import now, today
from hearthside.core.errors import NotAllowed, Refused
from hearthside.gatherings.models import Attendance, Duty, Gathering, Series, Session, SignUp
from hearthside.gatherings.series import actions
from hearthside.gatherings.series.actions import Timing
from hearthside.gatherings.series.corresponding import corresponding
from hearthside.gatherings.telling import Recipient, is_soon, quiet_hours_of
from hearthside.gatherings.tests.groups import TRUE_TITLE, closed_circle, next_weekday, tuesday_circle
from hearthside.gatherings.tests.reach import sign_up, waiting, welcome_reminders
from hearthside.outbox.models import Message
from tests.cast import TESTS


def nth(gathering: Gathering, number: int) -> Session:
    return gathering.sessions.select_related("series", "gathering").order_by("slot_day")[number]


def test_whoever_signed_up_and_whoever_holds_it_is_told_that_it_is_off(cast):
    session = nth(tuesday_circle(cast), 2)
    sign_up(session)
    sign_up(session, "+13065550178", state="cancelled")
    Duty.objects.create(session=session, person=cast.kim)
    Duty.objects.create(session=session, person=cast.ben)
    welcome_reminders(cast.kim, "+13065550179")
    welcome_reminders(cast.ben, "+13065550180")
    actions.cancel_session(by=cast.ben, session=session, reason="The hall is flooded.")
    said = waiting()
    assert set(said) == {"+13065550177", "+13065550179"}, "Robin and Kim, not who gave their place back and not Ben himself"
    assert (
        said["+13065550177"]
        == f"Tuesday circle on {session.day:%A} {session.day.day} {session.day:%B} at 1 p.m. is cancelled. The hall is flooded."
    )


def test_a_message_about_a_closed_group_says_its_neutral_title(cast):
    session = nth(closed_circle(cast), 1)
    sign_up(session)
    actions.change_session(by=cast.dan, session=session, day=session.day + timedelta(days=1), starts_at=time(18))
    [message] = Message.objects.waiting()
    assert "Thursday evening" in str(message.body)
    assert TRUE_TITLE not in str(message.body)
    assert message.about == ""


def test_what_is_undone_before_it_was_sent_is_never_sent(cast):
    session = nth(tuesday_circle(cast), 2)
    sign_up(session)
    actions.cancel_session(by=cast.ben, session=session)
    actions.restore_session(by=cast.ben, session=session)
    assert waiting() == {}
    assert session.state == Session.State.PLANNED


def test_whoever_has_heard_that_it_is_off_hears_that_it_takes_place_after_all(cast):
    session = nth(tuesday_circle(cast), 2)
    sign_up(session)
    actions.cancel_session(by=cast.ben, session=session)
    Message.objects.update(sent_at=now(), sent_by="worker")
    sign_up(session, "+13065550188")
    actions.restore_session(by=cast.ben, session=session)
    assert set(waiting()) == {"+13065550177"}
    assert "takes place after all" in waiting()["+13065550177"]


def test_another_room_is_told_and_another_length_is_not(cast):
    session = nth(tuesday_circle(cast), 2)
    sign_up(session)
    actions.change_session(by=cast.ben, session=session, minutes=120, capacity=9)
    assert waiting() == {}
    actions.change_session(by=cast.ben, session=session, room="Attic")
    assert "Place: Attic." in waiting()["+13065550177"]


def test_a_date_goes_back_to_its_rhythm(cast):
    session = nth(tuesday_circle(cast), 2)
    actions.change_session(by=cast.ben, session=session, day=session.day + timedelta(days=1), room="Attic", minutes=30)
    assert (session.is_moved, session.is_changed, session.series.sequence) == (True, True, 1)
    actions.restore_session(by=cast.ben, session=session)
    assert (session.is_moved, session.is_changed, session.room, session.minutes, session.series.sequence) == (False, False, "", 90, 2)


def test_a_number_of_places_or_nothing_at_all_is_no_change_for_calendars(cast):
    session = nth(tuesday_circle(cast), 2)
    actions.change_session(by=cast.ben, session=session, capacity=9)
    actions.change_session(by=cast.ben, session=session, day=session.day)
    actions.restore_session(by=cast.ben, session=session)
    assert session.series.sequence == 0


@pytest.mark.parametrize("act", [actions.cancel_session, actions.skip_session])
def test_a_date_to_which_somebody_came_cannot_be_called_off(cast, act):
    session = nth(tuesday_circle(cast), 0)
    Attendance.objects.create(session=session)
    with pytest.raises(Refused, match="took place"):
        act(by=cast.ben, session=session)


def test_what_took_place_stays(cast):
    session = nth(tuesday_circle(cast), 0)
    Session.objects.filter(pk=session.pk).update(state=Session.State.HELD)
    for act in (actions.cancel_session, actions.restore_session, actions.change_session):
        with pytest.raises(Refused, match="took place"):
            act(by=cast.ben, session=session)


def test_a_date_moves_neither_into_the_past_nor_onto_another(cast):
    gathering = tuesday_circle(cast)
    session = nth(gathering, 2)
    with pytest.raises(Refused, match="has passed"):
        actions.change_session(by=cast.ben, session=session, day=today() - timedelta(days=1))
    with pytest.raises(Refused, match="at that time already"):
        actions.change_session(by=cast.ben, session=session, day=session.day + timedelta(days=7))


def test_only_hosts_and_the_coordinator_act_on_a_date(cast):
    session = nth(tuesday_circle(cast), 2)
    for who in (cast.dan, cast.ana, cast.ada):
        with pytest.raises(NotAllowed):
            actions.cancel_session(by=who, session=session)


NIGHT = Recipient(key="x", channel="sms", to="+1", language="")
REGINA = "America/Regina"


@pytest.mark.parametrize(
    ("local", "days_ahead", "expected"),
    [
        (time(12), 3, None),
        (time(20, 59), 3, None),
        (time(21), 3, (1, 8)),
        (time(23, 30), 3, (1, 8)),
        (time(2), 3, (0, 8)),
        (time(7, 59), 3, (0, 8)),
        (time(23, 30), 0.4, None),  # about to leave home
    ],
)
def test_nobody_is_told_at_night_unless_it_is_soon(local, days_ahead, expected):
    at = datetime.combine(date(2030, 5, 6), local, ZoneInfo(REGINA)).astimezone(UTC)
    quiet = quiet_hours_of(NIGHT, REGINA)
    waits = quiet.hold_at(at) and not is_soon(quiet, at + timedelta(days=days_ahead), at)
    found = quiet.after(at).astimezone(ZoneInfo(REGINA)) if waits else None
    assert expected == (found and ((found.date() - date(2030, 5, 6)).days, found.hour))


def test_the_same_rule_and_time_with_another_room_loses_nothing(cast):
    gathering = tuesday_circle(cast)
    sessions = [nth(gathering, number) for number in range(5)]
    place = sign_up(sessions[2])
    duty = Duty.objects.create(session=sessions[2], person=cast.ben)
    actions.change_session(by=cast.ben, session=sessions[3], day=sessions[3].day + timedelta(days=1))
    actions.cancel_session(by=cast.ben, session=sessions[4], reason="Holiday")
    before = list(gathering.sessions.order_by("slot_day").values_list("day", "starts_at", "state", "reason"))
    timing = Timing(first_day=sessions[1].day, starts_at=time(13), minutes=90, rrule="FREQ=WEEKLY", room="Attic")
    new = actions.change_from(by=cast.ben, session=sessions[1], timing=timing)
    assert list(gathering.sessions.order_by("slot_day").values_list("day", "starts_at", "state", "reason")) == before
    place.refresh_from_db()
    duty.refresh_from_db()
    assert place.session_id == duty.session_id
    assert (place.session.day, place.session.room, place.session.taken, place.session.series) == (sessions[2].day, "Attic", 1, new)
    old = Series.objects.get(pk=sessions[0].series_id)
    assert (old.sequence, old.until, new.sequence) == (3, sessions[1].day - timedelta(days=1), 0)
    assert old.uid != new.uid


def test_whoever_loses_their_date_is_told_and_their_code_still_finds_it_cancelled(cast):
    gathering = actions.begin_gathering(by=TESTS, title="Circle", programme=cast.river, kind=cast.group, hosts=[cast.ben])
    first = next_weekday(0)
    thrice = Timing(first_day=first, starts_at=time(13), minutes=60, rrule="FREQ=WEEKLY;BYDAY=MO,WE,FR")
    actions.add_series(by=TESTS, gathering=gathering, timing=thrice)
    monday, wednesday, friday = (nth(gathering, number) for number in (3, 4, 5))
    places = [sign_up(one, f"+130655501{number}") for number, one in enumerate((monday, wednesday, friday), 80)]
    Duty.objects.create(session=nth(gathering, 7), person=cast.kim)
    welcome_reminders(cast.kim, "+13065550190")
    timing = Timing(first_day=monday.day, starts_at=time(13), minutes=60, rrule="FREQ=WEEKLY;BYDAY=MO,FR")
    actions.change_from(by=cast.ben, session=monday, timing=timing)
    assert set(waiting()) == {"+13065550181", "+13065550190"}, "Wednesday is gone, for Robin and for Kim"
    states = [SignUp.objects.get(pk=one.pk).session for one in places]
    assert [(one.day, one.state) for one in states] == [
        (monday.day, "planned"), (wednesday.day, "cancelled"), (friday.day, "planned")
    ]  # fmt: skip
    assert gathering.sessions.filter(day__gt=friday.day, day__week_day=4).count() == 0


def test_the_first_thursday_becomes_the_first_friday_of_the_same_month():
    thursdays, fridays = [date(2030, 1, 3), date(2030, 2, 7), date(2030, 3, 7)], [date(2030, 1, 4), date(2030, 2, 1), date(2030, 3, 1)]
    assert corresponding(thursdays, fridays, by_month=True) == dict(zip(thursdays, fridays, strict=True))
    assert corresponding(thursdays, fridays, by_month=False) == {thursdays[0]: fridays[0]}


def test_what_took_place_ahead_of_its_slot_is_not_planned_a_second_time(cast):
    gathering = tuesday_circle(cast)
    early = nth(gathering, 3)
    actions.change_session(by=cast.ben, session=early, day=today() + timedelta(days=1), starts_at=time(9))
    Attendance.objects.create(session=early)
    second = nth(gathering, 1)
    timing = Timing(first_day=second.day, starts_at=time(15), minutes=60, rrule="FREQ=WEEKLY")
    new = actions.change_from(by=cast.ben, session=second, timing=timing)
    early.refresh_from_db()
    assert early.attendances.count() == 1
    assert new.sessions.get(slot_day=early.slot_day).state == Session.State.SKIPPED


@pytest.mark.parametrize(
    ("days", "words"),
    [(-7, "An earlier date of the old rhythm"), (-400, "has passed")],
)
def test_a_new_rhythm_begins_where_the_old_one_has_ended(cast, days, words):
    session = nth(tuesday_circle(cast), 2)
    timing = Timing(first_day=session.day + timedelta(days=days), starts_at=time(13), minutes=60, rrule="FREQ=WEEKLY")
    with pytest.raises(Refused, match=words):
        actions.change_from(by=cast.ben, session=session, timing=timing)


def test_one_date_alone_has_no_later_ones(cast):
    gathering = actions.begin_gathering(
        by=TESTS, title="Picnic", programme=cast.river, kind=cast.group, hosts=[cast.ben],
        timing=Timing(first_day=today() + timedelta(days=9), starts_at=time(12), minutes=180),
    )  # fmt: skip
    assert gathering.sessions.count() == 1
    with pytest.raises(Refused, match="one date of its own"):
        actions.change_from(by=cast.ben, session=nth(gathering, 0), timing=Timing(first_day=today(), starts_at=time(12), minutes=60))


def test_times_in_all_become_a_last_day(cast):
    gathering = tuesday_circle(cast)
    timing = Timing(first_day=next_weekday(0), starts_at=time(9), minutes=60, rrule="FREQ=WEEKLY;COUNT=4")
    series = actions.add_series(by=TESTS, gathering=gathering, timing=timing)
    assert (series.rrule, series.until, series.sessions.count()) == ("FREQ=WEEKLY", next_weekday(0) + timedelta(weeks=3), 4)


def test_a_group_that_ends_tells_whoever_had_signed_up_and_may_go_on_after_all(cast):
    gathering = tuesday_circle(cast)
    session = nth(gathering, 2)
    sign_up(session)
    days = list(gathering.sessions.order_by("day").values_list("day", flat=True))
    actions.end_gathering(by=cast.ben, gathering=gathering)
    actions.end_gathering(by=cast.ben, gathering=gathering)
    assert "is cancelled. This group has ended." in waiting()["+13065550177"]
    assert [one.state for one in gathering.sessions.filter(starts__gt=now())] == ["cancelled"]
    with pytest.raises(Refused, match="has ended"):
        actions.add_series(by=cast.ben, gathering=gathering, timing=Timing(first_day=today(), starts_at=time(9), minutes=60))
    session.gathering.refresh_from_db()
    with pytest.raises(Refused, match="has ended"):
        actions.restore_session(by=cast.ben, session=session)
    actions.resume_gathering(by=cast.ben, gathering=gathering)
    actions.resume_gathering(by=cast.ben, gathering=gathering)
    assert list(gathering.sessions.order_by("day").values_list("day", flat=True)) == days
    assert set(gathering.sessions.values_list("state", flat=True)) == {"planned"}
    assert waiting() == {}


def test_an_end_is_one_change_for_calendars_however_many_had_signed_up(cast):
    gathering = tuesday_circle(cast)
    for place in (1, 2, 5):
        sign_up(nth(gathering, place))
    for act, sequence in ((actions.end_gathering, 1), (actions.end_gathering, 1), (actions.resume_gathering, 2)):
        act(by=cast.ben, gathering=gathering)
        assert gathering.series.get().sequence == sequence


@pytest.mark.parametrize("word", ["new", "Kept", "HOSTING", "dates", "import", "ideas", "door"])
def test_no_group_takes_the_address_of_a_page(cast, word):
    gathering = actions.begin_gathering(by=TESTS, title=word, programme=cast.river, kind=cast.group)
    assert gathering.slug == f"{word.lower()}-2"


def test_new_words_are_no_change_for_calendars_and_a_closed_group_hides_its_link(cast):
    gathering = tuesday_circle(cast)
    Session.objects.filter(gathering=gathering).update(link_is_public=True)
    Gathering.objects.filter(pk=gathering.pk).update(title="Spouses")
    gathering.refresh_from_db()
    with pytest.raises(Refused, match="neutral public title"):
        actions.change_gathering(by=cast.ben, gathering=gathering, openness="closed", public_title="spouses")
    gathering.refresh_from_db()
    actions.change_gathering(by=cast.ben, gathering=gathering, openness="closed", public_title="Tuesday afternoon")
    assert not gathering.sessions.filter(link_is_public=True).exists()
    assert set(gathering.series.values_list("sequence", flat=True)) == {0}


def test_a_coordinator_neither_opens_nor_renames_a_closed_group(cast):
    gathering = closed_circle(cast)
    gathering.programme = cast.river
    gathering.save()
    for change in ({"openness": "open"}, {"title": "Mine"}):
        with pytest.raises(NotAllowed, match="Only the hosts of a closed group"):
            actions.change_gathering(by=cast.cora, gathering=gathering, **change)
    actions.change_gathering(by=cast.cora, gathering=gathering, capacity=8)
    assert Gathering.objects.get(pk=gathering.pk).capacity == 8
