"""The pages of signing up: for whoever comes by, for whoever holds a code, for those who hold the group."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hearthside.core.actors import Visitor
from hearthside.gatherings.belonging.actions import add_member
from hearthside.gatherings.models import Duty, Gathering, Session, SignUp
from hearthside.gatherings.signing_up.actions import cancel_sign_up, sign_up
from hearthside.gatherings.signing_up.tests.coming import circle_with_places, code_in, next_date, signed_up, somebody
from hearthside.gatherings.tests.groups import closed_circle
from hearthside.outbox.models import Message
from hearthside.people.asking.held_code import COOKIE
from hearthside.people.asking.knocking import CODES, FORMS, MESSAGES
from hearthside.people.asking.own_codes import code_of, give_code, thing_of
from tests.signed_in import client_of

OWN = "/code/"


@pytest.fixture
def session(cast):
    return next_date(circle_with_places(cast, capacity=2))


@pytest.fixture
def visitor():
    return client_of(None)


def address(session: Session, part: str = "sign-up") -> str:
    return f"/groups/dates/{session.pk}/{part}/"


def type_code(client, row: SignUp):
    return client.post(OWN, {"code": code_of(row).lower()}, follow=True)


def test_a_visitor_signs_up_with_a_name_alone_and_is_shown_the_code(session, visitor):
    answer = visitor.post(address(session), {"name": "Robin"}, follow=True)
    page = answer.content.decode()
    assert answer.redirect_chain == [(OWN, 302)]
    assert "You have a place." in page
    assert "<svg" in page
    row = SignUp.objects.get()
    assert thing_of(code_in(page)) == row
    assert (row.name, row.person, row.may_remind, row.words) == ("Robin", None, False, "")
    assert code_of(row) not in page.replace(code_in(page), "")
    assert code_in(visitor.get(f"{OWN}card/").content.decode()) == code_in(page)


def test_everything_on_one_screen_is_kept_and_the_code_is_texted(session, visitor):
    wishes = {"may_remind": "on", "ride": "offers", "wish": "A chair near the door"}
    visitor.post(address(session), {"name": "Robin", "way": "phone", "reach": "306 555 0155", **wishes})
    row = SignUp.objects.get()
    assert (row.reach, row.ride, row.seats, row.wish, row.language) == ("+13065550155", "offers", 1, "A chair near the door", "en")
    assert row.words.startswith("Please remind me a day before.")
    text = Message.objects.get()
    assert text.body.startswith("Tuesday circle, ")
    assert thing_of(code_in(text.body)) == row
    assert "Robin" not in text.body


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"name": ""}, "Write a name."),
        ({"way": "phone"}, "Write the number or address"),
        ({"reach": "306 555 0155"}, "Choose a text or e-mail"),
        ({"way": "phone", "reach": "12"}, "is not a telephone number"),
        ({"way": "email", "reach": "robin"}, "is not an e-mail address"),
        ({"may_remind": "on"}, "Choose how we may remind you"),
        ({"ride": "offers", "seats": "-1"}, "greater than or equal to 1"),
        ({"website": "http://example.org"}, "It is there for machines."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(session, visitor, sent, sentence):
    answer = visitor.post(address(session), {"name": "Robin", "wish": "A chair near the door"} | sent)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page
    assert "A chair near the door" in page
    assert not SignUp.objects.exists()


def test_sent_twice_it_is_one_place(session, visitor):
    once = re.search(r'name="once" value="([^"]+)"', visitor.get(address(session)).content.decode())[1]
    for _ in range(2):
        visitor.post(address(session), {"name": "Robin", "once": once})
    assert SignUp.objects.count() == 1
    visitor.post(address(session), {"name": "Robin", "once": str(SignUp.objects.get().pk)})  # the key itself opens nothing
    assert SignUp.objects.count() == 2


def test_who_waits_is_told_how_many_are_before(session, visitor):
    for _ in range(4):
        signed_up(session)
    assert "All places are taken" in visitor.get(address(session)).content.decode()
    page = visitor.post(address(session), {"name": "Robin"}, follow=True).content.decode()
    assert "2 people are before you." in page
    assert "we cannot write to you" in page


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [({"state": "cancelled"}, "This date is cancelled."), ({"state": "held"}, "has begun or is over")],
)
def test_a_date_that_takes_nobody_says_why(session, visitor, changes, sentence):
    Session.objects.filter(pk=session.pk).update(**changes)
    page = visitor.get(address(session)).content.decode()
    assert sentence in page
    assert "<textarea" not in page
    assert sentence in visitor.post(address(session), {"name": "Robin"}).content.decode()
    assert not SignUp.objects.exists()


def test_where_one_just_comes_the_page_says_so(session, visitor):
    Gathering.objects.update(sign_up="drop_in", first_visit="Ring the bell.")
    page = visitor.get(address(session)).content.decode()
    assert "You need not sign up. Just come." in page
    assert "Ring the bell." in page


@pytest.mark.parametrize(
    ("openness", "sentence", "may_ask"),
    [("ask_first", "ask whether you may come", True), ("closed", "Those who belong to this group just come.", False)],
)
def test_where_one_does_not_just_come_the_page_never_says_so(session, visitor, openness, sentence, may_ask):
    Gathering.objects.update(sign_up="drop_in", openness=openness)
    page = visitor.get(address(session)).content.decode()
    assert sentence in page
    assert "Just come." not in page
    assert ("/asking/" in page) == may_ask


def test_a_date_that_was_left_out_is_not_there(session, visitor):
    Session.objects.filter(pk=session.pk).update(state="skipped")
    assert visitor.get(address(session)).status_code == 404


def test_nobody_is_asked_for_a_name_where_people_are_only_counted(session, visitor):
    Gathering.objects.update(only_counted=True)
    assert 'name="name"' not in visitor.get(address(session)).content.decode()
    visitor.post(address(session), {"name": "Robin"})
    assert SignUp.objects.get().name == ""


def test_nobody_is_asked_for_a_ride_to_an_online_date(session, visitor):
    Session.objects.filter(pk=session.pk).update(mode="online")
    assert "How do you get there?" not in visitor.get(address(session)).content.decode()


def test_ana_types_nothing_and_finds_her_place_again(cast, session):
    ana = client_of(cast.ana)
    assert 'name="name"' not in ana.get(address(session)).content.decode()
    assert "You have a place." in ana.post(address(session), {"may_remind": "on"}, follow=True).content.decode()
    page = ana.get(address(session), follow=True).content.decode()
    assert "You have a place." in page
    assert "Your record says how." in page
    assert SignUp.objects.get().person == cast.ana


def test_the_code_changes_cancels_and_takes_back(session, visitor):
    row = signed_up(session, somebody("Robin", way="phone", reach="+13065550155"))
    page = type_code(visitor, row).content.decode()
    assert "Robin" in page
    form = visitor.get(f"{OWN}sign-up/change/").content.decode()
    assert "0155" in form
    assert "5550155" not in form  # a card may be found by somebody else
    bad = visitor.post(f"{OWN}sign-up/change/", {"name": "", "wish": "A ramp"})
    assert bad.status_code == 422
    assert "A ramp" in bad.content.decode()
    visitor.post(f"{OWN}sign-up/change/", {"name": "Robin", "way": "phone", "wish": "A ramp"})
    row.refresh_from_db()
    assert (row.wish, row.reach) == ("A ramp", "+13065550155")
    assert "You are not coming." in visitor.post(f"{OWN}sign-up/ending/", follow=True).content.decode()
    assert "You have a place." in visitor.post(f"{OWN}sign-up/return/", follow=True).content.decode()


def test_another_number_replaces_the_first(session, visitor):
    type_code(visitor, signed_up(session, somebody("Robin", way="phone", reach="+13065550155")))
    visitor.post(f"{OWN}sign-up/change/", {"name": "Robin", "way": "email", "reach": "robin@example.org"})
    assert SignUp.objects.get().reach == "robin@example.org"


def test_once_it_has_begun_the_code_shows_and_changes_nothing(session, visitor):
    row = signed_up(session)
    with time_machine.travel(session.starts + timedelta(minutes=1), tick=False):
        page = type_code(visitor, row).content.decode()
        assert "I am not coming" not in page
        assert "has begun" in visitor.post(f"{OWN}sign-up/ending/", follow=True).content.decode()
        assert "has begun" in visitor.post(f"{OWN}sign-up/change/", {"name": "Robin"}).content.decode()
    assert SignUp.objects.get().state == "coming"


def test_a_wrong_code_and_one_that_nobody_has_are_answered_alike(session, visitor):
    signed_up(session)
    pages = [visitor.post(OWN, {"code": typed}) for typed in ("0000-0000", "0000-0001", "hello", "AAAA")]
    sentences = {re.search(r'class="error"[^>]*>([^<]+)<', page.content.decode())[1] for page in pages}
    assert sentences == {"This code opens nothing here. Look at it again, sign by sign, or ask us."}
    assert {page.status_code for page in pages} == {422}


def test_whoever_guesses_codes_is_slowed_down_and_a_slip_is_no_guess(session, visitor):
    row = signed_up(session)
    for _ in range(CODES + 5):
        visitor.post(OWN, {"code": "hello"})
    for _ in range(CODES):
        assert "opens nothing" in visitor.post(OWN, {"code": "0000-0000"}).content.decode()
    refused = visitor.post(OWN, {"code": code_of(row)})
    assert refused.status_code == 422
    assert "tried too often" in refused.content.decode()


def test_a_flood_from_one_connection_ends_and_the_words_stay(session, visitor):
    Gathering.objects.update(capacity=None)
    for _ in range(FORMS):
        assert visitor.post(address(session), {"name": "Robin"}).status_code == 302
    refused = visitor.post(address(session), {"name": "Robin", "wish": "A ramp"})
    assert refused.status_code == 422
    assert "tried too often" in refused.content.decode()
    assert "A ramp" in refused.content.decode()


def test_nobody_has_the_house_pester_a_stranger(session, visitor):
    Gathering.objects.update(capacity=None)
    sent = {"name": "Robin", "way": "phone", "reach": "306 555 0155"}
    answers = [visitor.post(address(session), sent).status_code for _ in range(MESSAGES + 1)]
    assert answers == [302] * MESSAGES + [422]


def test_no_code_stands_in_an_address_and_the_device_forgets_it(session, visitor):
    row = signed_up(session)
    chain = type_code(visitor, row).redirect_chain
    assert chain == [(OWN, 302)]
    cookie = visitor.cookies[COOKIE]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"], cookie["max-age"]) == (True, "Strict", OWN, 900)
    assert "Type the code" not in visitor.post(f"{OWN}closing/", follow=True).content.decode()
    assert "With the code that you were given" in visitor.get(OWN).content.decode()
    visitor.cookies[COOKIE] = code_of(row)  # unsigned: made by hand
    assert "With the code that you were given" in visitor.get(OWN).content.decode()


def test_a_code_of_a_row_that_is_gone_asks_again(session, visitor):
    row = signed_up(session)
    type_code(visitor, row)
    SignUp.objects.update(code_digest=None)
    assert "With the code that you were given" in visitor.get(OWN).content.decode()
    assert visitor.get(f"{OWN}card/").status_code == 302
    assert visitor.get(f"{OWN}sign-up/change/").status_code == 302


def test_a_member_signs_up_for_a_closed_group_with_their_code_and_the_title_stays_secret(cast, visitor):
    session = next_date(closed_circle(cast, sign_up="sign_up"))
    member = add_member(by=cast.dan, gathering=session.gathering, asker=somebody("Sam"))
    wrong = visitor.post(address(session), {"code": "0000-0000", "wish": "A ramp"})
    assert wrong.status_code == 422
    assert "opens nothing" in wrong.content.decode()
    assert "A ramp" in wrong.content.decode()
    right = visitor.post(address(session), {"code": code_of(member)}, follow=True)
    assert "Thursday evening" in right.content.decode()
    assert SignUp.objects.get().member == member
    assert SignUp.objects.get().name == "Sam"
    assert client_of(cast.mo).post(address(session), {"wish": ""}).status_code == 302  # known by his record, types nothing


def test_the_code_of_somebody_who_left_signs_nobody_up(cast, session, visitor):
    Gathering.objects.update(openness="ask_first")
    member = session.gathering.members.create(name="Sam", state="left")
    code = give_code(member)
    member.save()
    assert "opens nothing" in visitor.post(address(session), {"code": code}).content.decode()


def test_ben_sees_who_comes_signs_somebody_up_and_takes_a_no(cast, session):
    ben = client_of(cast.ben)
    assert "Nobody has signed up yet." in ben.get(address(session, "sign-ups")).content.decode()
    rows = [signed_up(session, somebody("Robin"), wish="A ramp"), signed_up(session, somebody("Sky"))]
    answer = ben.post(address(session, "sign-ups"), {"name": "Kit", "ride": "needs"}, follow=True)
    assert "You are on the waiting list." in answer.content.decode()
    assert f'href="{address(session, "sign-ups")}"' in answer.content.decode()
    page = ben.get(address(session, "sign-ups")).content.decode()
    for words in ("Robin", "A ramp", "2 of 2 places are taken.", "1 waits.", "Kit"):
        assert words in page
    ben.post(f"{address(session, 'sign-ups')}{rows[0].pk}/ending/")
    assert [row.state for row in session.sign_ups.order_by("asked_at")] == ["cancelled", "coming", "coming"]
    ben.post(f"{address(session, 'sign-ups')}{rows[0].pk}/return/")
    assert SignUp.objects.get(pk=rows[0].pk).state == "waiting"
    bad = ben.post(address(session, "sign-ups"), {"name": "", "wish": "Tea"})
    assert bad.status_code == 422
    assert "Tea" in bad.content.decode()


def test_after_it_has_begun_the_list_only_shows(cast, session):
    ben, row = client_of(cast.ben), signed_up(session, somebody("Robin"))
    Session.objects.filter(pk=session.pk).update(starts=session.starts - timedelta(days=30))
    assert "has begun" in ben.get(address(session, "sign-ups")).content.decode()
    for act in ("ending", "return"):
        answer = ben.post(f"{address(session, 'sign-ups')}{row.pk}/{act}/", follow=True)
        assert "has begun" in answer.content.decode()
    assert "has begun" in ben.post(address(session, "sign-ups"), {"name": "Kit"}).content.decode()


def test_the_sheet_of_rides_has_who_needs_who_offers_and_seats(cast, session):
    Gathering.objects.update(capacity=None)
    signed_up(session, somebody("Robin", way="phone", reach="+13065550155"), ride="needs")
    signed_up(session, somebody("Sky"), ride="offers", seats=3)
    signed_up(session, somebody("Kit"), ride="bus")
    page = client_of(cast.ben).get(address(session, "rides")).content.decode()
    for words in ("Robin", "(306) 555-0155", "Sky", "3 seats are offered.", "Kit", "help with the bus"):
        assert words in page


def test_a_guest_sees_the_one_date_they_hold(cast, session):
    other = session.gathering.sessions.in_order()[2]
    Duty.objects.create(session=session, person=cast.dan, part="guest")
    dan = client_of(cast.dan)
    assert dan.get(address(session, "sign-ups")).status_code == 200
    assert dan.get(address(other, "sign-ups")).status_code == 404


def test_a_coordinator_does_not_see_who_comes_to_a_closed_group(cast):
    circle = closed_circle(cast, sign_up="sign_up")
    Gathering.objects.update(programme=cast.river)
    session = next_date(circle)
    for part in ("sign-ups", "rides"):
        answer = client_of(cast.cora).get(address(session, part))
        assert answer.status_code == 403
        assert "Only its hosts" in answer.content.decode()


def queries(client, path: str) -> int:
    with CaptureQueriesContext(connection) as found:
        assert client.get(path).status_code == 200
    return len(found)


def test_the_list_asks_as_often_for_one_as_for_three_hundred(cast, session):
    Gathering.objects.update(capacity=250)
    ben = client_of(cast.ben)
    signed_up(session, ride="needs")
    queries(ben, address(session, "sign-ups"))  # what is kept for all pages is read once
    counts = [(queries(ben, address(session, "sign-ups")), queries(ben, address(session, "rides")))]
    rows = [
        SignUp(session=session, name=f"Guest {number}", state="waiting" if number > 248 else "coming", ride="offers")
        for number in range(299)
    ]
    SignUp.objects.bulk_create(rows)
    counts.append((queries(ben, address(session, "sign-ups")), queries(ben, address(session, "rides"))))
    assert counts[0] == counts[1]
    assert "Guest 298" in ben.get(address(session, "sign-ups")).content.decode()


def test_a_sign_up_costs_the_same_statements_however_many_came_before(session):
    def statements() -> int:
        with CaptureQueriesContext(connection) as found:
            signed_up(session)
        return len(found)

    signed_up(session)
    few = statements()
    for _ in range(30):
        signed_up(session)
    assert statements() <= few


def test_who_takes_a_place_by_a_code_may_be_ana_signed_in_elsewhere(cast, session, visitor):
    row = sign_up(by=cast.ana, session=session, asker=somebody())
    type_code(visitor, row)
    visitor.post(f"{OWN}sign-up/ending/")
    assert SignUp.objects.get().state == "cancelled"
    sign_up(by=cast.ana, session=session, asker=somebody())
    assert "newer code" in visitor.post(f"{OWN}sign-up/return/", follow=True).content.decode()
    cancel_sign_up(by=Visitor(), sign_up=row, code=code_of(row))


def test_without_a_code_on_the_device_nothing_is_done(session, visitor):
    row = signed_up(session)
    assert visitor.post(OWN, {"code": ""}).status_code == 422
    for part in ("sign-up/ending", "sign-up/return", "leaving", "leaving/return"):
        assert visitor.post(f"{OWN}{part}/").status_code == 302
    assert SignUp.objects.get(pk=row.pk).state == "coming"


def test_a_form_of_ben_sent_twice_signs_one_up(cast, session):
    ben, sent = client_of(cast.ben), {"name": "Kit", "once": "3f0d7b8e-6f0b-4a51-9d0a-6b8f8f6d2c11"}
    for _ in range(2):
        assert ben.post(address(session, "sign-ups"), sent).status_code == 302
    assert SignUp.objects.count() == 1


def test_a_host_signs_up_for_a_group_of_their_own_that_is_closed(cast):
    session = next_date(closed_circle(cast, sign_up="sign_up"))
    assert sign_up(by=cast.dan, session=session, asker=somebody()).person == cast.dan


def test_the_address_on_cards_of_before_leads_to_the_page_of_every_code():
    assert client_of(None).get("/groups/sign-up/")["Location"] == OWN
