"""Places are given in the order of asking, and the waiting list moves by itself."""

from datetime import timedelta

import pytest
import time_machine

from hearthside.audit.models import Entry
from hearthside.core.actors import Visitor
from hearthside.core.dates import now
from hearthside.core.errors import NotAllowed, Refused
from hearthside.gatherings.jobs import move_waiting_lists_up
from hearthside.gatherings.models import Gathering, Session, SignUp
from hearthside.gatherings.series.actions import cancel_session, change_session, restore_session
from hearthside.gatherings.signing_up.actions import (
    Wishes,
    cancel_sign_up,
    change_sign_up,
    move_up,
    resume_sign_up,
    sign_somebody_up,
    sign_up,
)
from hearthside.gatherings.signing_up.filling import before
from hearthside.gatherings.signing_up.queries import coming_to, miscounted
from hearthside.gatherings.signing_up.tests.coming import by_text, circle_with_places, next_date, signed_up, somebody, states
from hearthside.gatherings.tests.groups import closed_circle
from hearthside.organisation.public import public_version
from hearthside.outbox.models import Message
from hearthside.people.asking.own_codes import code_of, give_code, holds_code, thing_of

COMING, WAITING, CANCELLED = SignUp.State.COMING, SignUp.State.WAITING, SignUp.State.CANCELLED


@pytest.fixture
def session(cast):
    return next_date(circle_with_places(cast, capacity=2))


def taken(session: Session) -> int:
    return Session.objects.get(pk=session.pk).taken


def give_back(row: SignUp) -> None:
    cancel_sign_up(by=Visitor(), sign_up=row, code=code_of(row))


def test_who_asks_first_comes_and_the_others_wait_in_order(session):
    rows = [signed_up(session) for _ in range(5)]
    assert states(session) == [COMING, COMING, WAITING, WAITING, WAITING]
    assert [before(row) for row in rows[2:]] == [0, 1, 2]
    assert taken(session) == 2


def test_when_somebody_says_no_the_first_who_waits_has_the_place_and_is_told_with_the_code(session):
    first, _second = signed_up(session), signed_up(session)
    waiting = signed_up(session, by_text())
    give_back(first)
    waiting.refresh_from_db()
    assert (waiting.state, taken(session)) == (COMING, 2)
    told = Message.objects.get(key__startswith="moved-up:")
    assert "A place is free" in told.body
    assert thing_of(told.body.rsplit(", ", 1)[0][-9:]) == waiting
    assert told.to == "+13065550155"


def test_more_places_let_those_who_wait_move_up_and_fewer_send_nobody_away(cast, session):
    for _ in range(4):
        signed_up(session)
    change_session(by=cast.ben, session=session, capacity=3)
    assert states(session) == [COMING, COMING, COMING, WAITING]
    change_session(by=cast.ben, session=Session.objects.get(pk=session.pk), capacity=1)
    assert taken(session) == 3
    give_back(session.sign_ups.order_by("asked_at").first())
    assert states(session) == [CANCELLED, COMING, COMING, WAITING]


def test_the_worker_moves_up_whom_nobody_moved(cast, session):
    for _ in range(3):
        signed_up(session)
    Session.objects.filter(pk=session.pk).update(capacity=3)
    assert move_waiting_lists_up() == 1
    assert move_waiting_lists_up() == 0


def test_nobody_overtakes_those_who_wait(session):
    """Even where a place was left free by a change that told nobody."""
    for _ in range(3):
        signed_up(session)
    Session.objects.filter(pk=session.pk).update(capacity=3)
    signed_up(session)
    assert states(session) == [COMING, COMING, COMING, WAITING]


def test_a_date_that_was_cancelled_takes_nobody_and_fills_again_when_restored(cast, session):
    rows = [signed_up(session) for _ in range(3)]
    cancel_session(by=cast.ben, session=Session.objects.get(pk=session.pk))
    with pytest.raises(Refused, match="cancelled"):
        signed_up(session)
    give_back(rows[0])
    assert states(session) == [CANCELLED, COMING, WAITING]
    restore_session(by=cast.ben, session=Session.objects.get(pk=session.pk))
    move_up(session)
    assert states(session) == [CANCELLED, COMING, COMING]


def test_once_it_has_begun_nothing_moves(session):
    rows = [signed_up(session) for _ in range(3)]
    with time_machine.travel(session.starts + timedelta(minutes=1), tick=False):
        for act in (lambda: signed_up(session), lambda: give_back(rows[0]), lambda: change(rows[0])):
            with pytest.raises(Refused, match="has begun"):
                act()
        Session.objects.filter(pk=session.pk).update(capacity=9)
        assert move_up(session) == 0
    assert states(session) == [COMING, COMING, WAITING]


def change(row: SignUp, **details) -> None:
    change_sign_up(by=Visitor(), sign_up=row, asker=somebody(**details), wishes=Wishes(), code=code_of(row))


def test_a_no_is_taken_back_within_an_hour_without_losing_the_turn(session):
    first, _second, third = signed_up(session), signed_up(session), signed_up(session)
    give_back(third)
    fourth = signed_up(session)
    assert resume_sign_up(by=Visitor(), sign_up=third, code=code_of(third)).state == WAITING
    assert before(fourth) == 1
    give_back(first)
    assert SignUp.objects.get(pk=third.pk).state == COMING


def test_later_it_is_a_new_question_behind_those_who_wait(session):
    rows = [signed_up(session) for _ in range(3)]
    give_back(rows[2])
    signed_up(session)
    with time_machine.travel(now() + timedelta(hours=2), tick=False):
        row = resume_sign_up(by=Visitor(), sign_up=rows[2], code=code_of(rows[2]))
        assert before(row) == 1


def test_what_is_said_twice_happens_once(session):
    asker = somebody()
    rows = [signed_up(session, asker), signed_up(session, asker)]
    assert rows[0].pk == rows[1].pk
    give_back(rows[0])
    give_back(rows[0])
    assert resume_sign_up(by=Visitor(), sign_up=rows[0], code=code_of(rows[0])).state == COMING
    assert resume_sign_up(by=Visitor(), sign_up=rows[0], code=code_of(rows[0])).state == COMING
    assert Entry.objects.filter(act="gave a place back").count() == 1


def test_ana_is_known_by_her_record_and_signed_up_once(cast, session):
    rows = [sign_up(by=cast.ana, session=session, asker=somebody("x")) for _ in range(2)]
    assert rows[0] == rows[1]
    assert rows[0].person == cast.ana
    cancel_sign_up(by=cast.ana, sign_up=rows[0])
    again = sign_up(by=cast.ana, session=session, asker=somebody())
    assert again != rows[0]
    assert again.name == "Ana"
    with pytest.raises(Refused, match="newer code"):
        resume_sign_up(by=cast.ana, sign_up=rows[0])


def test_a_code_opens_one_sign_up_and_nobody_else_changes_it(cast, session):
    mine, other = signed_up(session), signed_up(session)
    assert thing_of(code_of(mine).lower()) == mine
    assert not holds_code(mine, code_of(other))
    for actor, code in ((Visitor(), ""), (Visitor(), code_of(other)), (cast.eve, ""), (cast.dan, "")):
        with pytest.raises(NotAllowed):
            cancel_sign_up(by=actor, sign_up=mine, code=code)
    assert code_of(mine) not in str(list(SignUp.objects.values()))


def test_a_code_that_another_row_has_is_not_given_again(session):
    mine = signed_up(session)
    same = SignUp(id=mine.pk, session=session)
    assert give_code(same) != code_of(mine)
    assert thing_of("0000-0000") is None
    assert code_of(SignUp(session=session)) == ""


def test_a_host_signs_somebody_up_who_called(cast, session):
    row = sign_somebody_up(by=cast.ben, session=session, asker=by_text("Robin"), wishes=Wishes(ride="offers", seats=3))
    assert (row.state, row.seats, row.person) == (COMING, 3, None)
    assert "You have a place." in Message.objects.get(key=f"sign-up:{row.pk}").body
    with pytest.raises(NotAllowed):
        sign_somebody_up(by=cast.dan, session=session, asker=somebody(), wishes=Wishes())


def test_where_people_just_come_nobody_signs_up(cast):
    session = next_date(circle_with_places(cast))
    Gathering.objects.update(sign_up="drop_in")
    with pytest.raises(Refused, match="Just come"):
        signed_up(session)
    with pytest.raises(Refused, match="Just come"):
        sign_somebody_up(by=cast.ben, session=session, asker=somebody(), wishes=Wishes())


def test_only_those_who_belong_sign_up_for_a_closed_group(cast):
    session = next_date(closed_circle(cast, sign_up="sign_up", capacity=3))
    with pytest.raises(Refused, match="Type the code"):
        signed_up(session)
    with pytest.raises(Refused, match="Type the code"):
        sign_up(by=cast.ana, session=session, asker=somebody())
    row = sign_up(by=cast.mo, session=session, asker=somebody())
    assert (row.person, row.member.person) == (cast.mo, cast.mo)
    by_code = session.gathering.members.create(name="Sam", state="belongs")
    row = sign_up(by=Visitor(), session=session, asker=somebody(), member=by_code)
    assert sign_up(by=Visitor(), session=session, asker=somebody(), member=by_code) == row
    by_code.state = "left"
    by_code.save()
    with pytest.raises(Refused, match="Type the code"):
        sign_up(by=Visitor(), session=session, asker=somebody(), member=by_code)


def test_a_change_keeps_the_turn_and_is_in_the_trail_without_words(session):
    rows = [signed_up(session) for _ in range(3)]
    asker = somebody("Robin", way="email", reach="robin@example.org")
    wishes = Wishes(ride="needs", seats=4, wish="A chair")
    change_sign_up(by=Visitor(), sign_up=rows[2], asker=asker, wishes=wishes, code=code_of(rows[2]))
    row = SignUp.objects.get(pk=rows[2].pk)
    assert (row.name, row.reach, row.ride, row.seats, row.wish, row.state) == ("Robin", "robin@example.org", "needs", 0, "A chair", WAITING)
    entry = Entry.objects.get(act="changed a sign-up")
    assert entry.details == {"fields": ["name", "reach", "ride", "way", "wish"]}
    change_sign_up(by=Visitor(), sign_up=row, asker=asker, wishes=wishes, code=code_of(row))
    assert Entry.objects.filter(act="changed a sign-up").count() == 1


def test_the_public_pages_are_renewed_only_when_it_fills_or_is_free_again(session):
    before_all = public_version()
    first = signed_up(session)
    assert public_version() == before_all
    signed_up(session)
    assert public_version() == before_all + 1
    third = signed_up(session)
    give_back(third)
    assert public_version() == before_all + 1
    give_back(first)
    assert public_version() == before_all + 2


def test_what_is_kept_as_taken_is_recounted(session):
    for _ in range(3):
        signed_up(session)
    assert miscounted() == []
    Session.objects.filter(pk=session.pk).update(taken=9)
    assert miscounted() == [session.pk]
    move_up(session)
    assert miscounted() == []


def test_without_a_limit_everybody_comes(cast):
    session = next_date(circle_with_places(cast, capacity=None))
    rides = [{"ride": "needs"}, {"ride": "offers", "seats": 3}, {"ride": "bus"}, {"ride": "offers", "seats": 1}]
    for ride in rides:
        signed_up(session, **ride)
    coming = coming_to(session)
    assert (len(coming.coming), len(coming.needs_ride), len(coming.needs_bus), coming.seats) == (4, 1, 1, 4)
