"""After a group the questions are offered to everybody who was there: on the wall, on cards, and never to more."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from hearthside.audit.models import Entry
from hearthside.core.dates import month_of, now, today
from hearthside.core.errors import NotAllowed, Refused
from hearthside.encounters.actions import Contact, record_encounter, undo_encounter, withdraw_offer
from hearthside.encounters.group_offers import actions
from hearthside.encounters.group_offers.actions import MOST_CARDS, open_wall, print_cards, replace_cards
from hearthside.encounters.jobs import forget_tickets
from hearthside.encounters.models import Encounter, GroupOffer
from hearthside.encounters.permissions import may_offer_to_group
from hearthside.people.models import ReachPermission, WayToReach
from hearthside.surveys.actions import find_ticket
from hearthside.surveys.queries import offers
from hearthside.surveys.walls.actions import draw_ticket
from tests.signed_in import client_of


@pytest.fixture
def session(cast):
    """A group that Dan held: Mo and Ana came, and ten people who gave no name."""

    def session(offer_survey=False, **changes):
        words = {"programme": cast.hill, "kind": cast.group, "day": today(), "minutes": 60, "supporters": [cast.dan]}
        contact = Contact(**(words | {"people": [cast.mo], "unnamed": 11} | changes))
        return record_encounter(by=cast.dan, contact=contact, offer_survey=offer_survey)[0]

    return session


@pytest.fixture
def dan(cast):
    return client_of(cast.dan)


def offered():
    return offers(months=[month_of(today())]).get(("hill", month_of(today()), "support_group"), 0)


def draws(wall):
    """As many tickets as can be drawn."""
    codes = []
    try:
        while True:
            codes.append(draw_ticket(code=wall.code))
    except Refused:
        return codes


def text(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


# Acts


def test_a_code_on_the_wall_is_for_everybody_who_was_there_and_nobody_else(cast, session):
    encounter = session()
    wall = open_wall(by=cast.dan, encounter=encounter)
    assert offered() == 12
    assert len(draws(wall)) == 12
    assert offered() == 12


def test_cards_and_wall_together_are_never_more_than_were_there(cast, session):
    encounter = session()
    cards = print_cards(by=cast.dan, encounter=encounter, number=5)
    wall = open_wall(by=cast.dan, encounter=encounter)
    print_cards(by=cast.dan, encounter=encounter, number=3)
    assert len(draws(wall)) == 4
    assert offered() == 12
    with pytest.raises(Refused, match="Not that many people are left"):
        print_cards(by=cast.dan, encounter=encounter, number=1)
    with pytest.raises(Refused, match="Nobody is left"):
        open_wall(by=cast.dan, encounter=encounter)
    assert all(find_ticket(code=card.code) for card in cards)
    assert offered() == 12


def test_without_a_wall_no_more_cards_than_people(cast, session):
    encounter = session()
    print_cards(by=cast.dan, encounter=encounter, number=12)
    for act in (lambda: print_cards(by=cast.dan, encounter=encounter, number=1), lambda: open_wall(by=cast.dan, encounter=encounter)):
        with pytest.raises(Refused):
            act()
    assert offered() == 12


def test_a_code_that_was_shown_when_the_group_was_logged_counts_too(cast, session):
    encounter = session(offer_survey=True)
    with pytest.raises(Refused):
        print_cards(by=cast.dan, encounter=encounter, number=12)
    print_cards(by=cast.dan, encounter=encounter, number=2)
    assert len(draws(open_wall(by=cast.dan, encounter=encounter))) == 9
    assert offered() == 12


def test_a_lost_poster_is_made_anew_for_those_who_have_not_drawn(cast, session):
    encounter = session()
    first = open_wall(by=cast.dan, encounter=encounter)
    early = [draw_ticket(code=first.code) for _phone in range(5)]
    second = open_wall(by=cast.dan, encounter=encounter)
    with pytest.raises(Refused, match="taken back"):
        draw_ticket(code=first.code)
    assert len(draws(second)) == 7
    assert all(find_ticket(code=code) for code in early)
    assert GroupOffer.objects.filter(way="wall").count() == 1
    assert offered() == 12


def test_lost_cards_are_made_anew_and_the_old_ones_open_nothing(cast, session):
    encounter = session()
    with pytest.raises(Refused, match="No cards have been printed"):
        replace_cards(by=cast.dan, encounter=encounter)
    old = print_cards(by=cast.dan, encounter=encounter, number=4, language="fr")
    new = replace_cards(by=cast.dan, encounter=encounter)
    assert len(new) == 4
    with pytest.raises(Refused, match="taken back"):
        find_ticket(code=old[0].code)
    assert find_ticket(code=new[0].code)
    assert offered() == 4


def test_somebody_who_is_added_later_has_a_place_on_the_next_poster(cast, session):
    encounter = session()
    draw_ticket(code=open_wall(by=cast.dan, encounter=encounter).code)
    Encounter.objects.update(unnamed=12)
    assert len(draws(open_wall(by=cast.dan, encounter=encounter))) == 12
    assert offered() == 13


def test_another_end_may_be_said(cast, session):
    wall = open_wall(by=cast.dan, encounter=session(), closes_at=now() + timedelta(hours=1))
    with time_machine.travel(now() + timedelta(hours=2)), pytest.raises(Refused, match="is over"):
        draw_ticket(code=wall.code)


@pytest.mark.parametrize("take_back", [undo_encounter, withdraw_offer])
def test_taking_it_back_leaves_nothing_that_opens_and_nothing_that_counts(cast, session, take_back):
    encounter, other = session(), session(id=uuid4())
    cards = print_cards(by=cast.dan, encounter=encounter, number=3)
    wall = open_wall(by=cast.dan, encounter=encounter)
    drawn = draw_ticket(code=wall.code)
    kept = print_cards(by=cast.dan, encounter=other, number=1)
    take_back(by=cast.dan, encounter=encounter)
    for code in (drawn, cards[0].code, cards[2].code):
        with pytest.raises(Refused, match="taken back"):
            find_ticket(code=code)
    with pytest.raises(Refused, match="taken back"):
        draw_ticket(code=wall.code)
    assert offered() == 1
    assert find_ticket(code=kept[0].code)
    assert GroupOffer.objects.count() == 1


def test_what_was_withdrawn_may_be_offered_after_all(cast, session):
    encounter = session()
    open_wall(by=cast.dan, encounter=encounter)
    withdraw_offer(by=cast.dan, encounter=encounter)
    assert len(draws(open_wall(by=cast.dan, encounter=encounter))) == 12


def test_only_those_who_held_or_typed_it_offer_anything(cast, session):
    encounter = session()
    for somebody in (cast.mo, cast.ben, cast.cora, cast.eve):
        for act, more in ((open_wall, {}), (print_cards, {"number": 1}), (replace_cards, {})):
            with pytest.raises(NotAllowed, match="Only those who were there"):
                act(by=somebody, encounter=encounter, **more)
    assert not GroupOffer.objects.exists()


def test_a_conversation_has_its_one_code(cast, session):
    with pytest.raises(NotAllowed, match="This was a conversation"):
        open_wall(by=cast.dan, encounter=session(kind=cast.phone))


def test_after_two_weeks_nothing_tells_what_a_group_was_offered_and_nothing_more_is(cast, session):
    encounter = session()
    open_wall(by=cast.dan, encounter=encounter)
    print_cards(by=cast.dan, encounter=encounter, number=2)
    assert forget_tickets() == 0
    with time_machine.travel(now() + timedelta(days=15)):
        assert not may_offer_to_group(cast.dan, encounter)
        assert forget_tickets() == 3
        with pytest.raises(NotAllowed, match="more than two weeks ago"):
            open_wall(by=cast.dan, encounter=encounter)
    assert not GroupOffer.objects.exists()
    assert offered() == 12


def test_too_few_and_too_many_cards_are_refused(cast, session):
    encounter = session(unnamed=500)
    for number, sentence in ((0, "at least one card"), (MOST_CARDS + 1, "At most 200 cards")):
        with pytest.raises(Refused, match=sentence):
            print_cards(by=cast.dan, encounter=encounter, number=number)
    print_cards(by=cast.dan, encounter=encounter, number=150)
    with pytest.raises(Refused, match="At most 200 cards"):
        print_cards(by=cast.dan, encounter=encounter, number=51)


def test_the_trail_says_that_it_was_offered_and_to_how_many_and_holds_no_code(cast, session):
    encounter = session()
    cards = print_cards(by=cast.dan, encounter=encounter, number=2)
    wall = open_wall(by=cast.dan, encounter=encounter)
    replace_cards(by=cast.dan, encounter=encounter)
    entries = list(Entry.objects.filter(thing=encounter.reference).order_by("seq").values_list("act", "details"))[1:]
    assert entries == [
        ("printed survey cards", {"cards": 2}),
        ("put a survey code on the wall", {"places": 10}),
        ("replaced survey cards", {"cards": 2}),
    ]
    for ticket in (*cards, wall):
        assert ticket.code not in str(list(Entry.objects.values()))
        assert ticket.digest not in str(list(Entry.objects.values()))


def test_many_cards_take_as_many_statements_as_one(cast, session):
    def statements(number):
        encounter = session(id=uuid4(), unnamed=100)
        with CaptureQueriesContext(connection) as asked:
            print_cards(by=cast.dan, encounter=encounter, number=number)
        return len(asked)

    assert statements(1) == statements(90)


# Pages


def test_logging_a_group_leads_to_the_wall_and_cards_and_makes_no_single_code(cast, dan):
    sent = {"once": str(uuid4()), "unnamed": "9", "kind": "support_group", "programme": str(cast.hill.pk)}
    page = dan.post("/log/", sent | {"day": today().isoformat(), "minutes": "60", "nameless": "on"}, follow=True)
    assert "Put a code on the wall" in text(page)
    assert "It works for 9 people" in text(page)
    assert Encounter.objects.get().ticket_digest is None
    assert offered() == 0


def test_dan_puts_a_code_up_shows_it_large_and_a_phone_draws_with_it(cast, dan, session):
    encounter = session()
    page = dan.post(f"/log/{encounter.pk}/survey/wall/", follow=True)
    code = re.search(r'class="code">([0-9A-Z-]{14})<', page.content.decode())[1]
    assert "Show it large, or print it" in text(page)
    poster = dan.get(f"/log/{encounter.pk}/survey/wall/")
    assert code in text(poster)
    assert "Lantern Street" in text(poster)
    for what in ("Mo", "Dan", "Support group", "Hill"):
        assert what not in text(poster)
    assert "What did you get" in text(Client().post("/s/", {"code": code}))


def test_the_code_is_shown_to_who_put_it_up_for_a_while_and_then_kept_nowhere(cast, dan, session):
    encounter = session()
    dan.post(f"/log/{encounter.pk}/survey/wall/")
    cookie = dan.cookies["wall"]
    assert (cookie["httponly"], cookie["samesite"], cookie["max-age"], cookie["path"]) == (
        True,
        "Strict",
        900,
        f"/log/{encounter.pk}/survey/",
    )
    other = client_of(cast.dan)
    assert "The code was shown and is kept nowhere." in text(other.get(f"/log/{encounter.pk}/survey/"))
    assert other.get(f"/log/{encounter.pk}/survey/wall/")["Location"] == f"/log/{encounter.pk}/survey/"
    other.post(f"/log/{encounter.pk}/survey/wall/")
    assert "The code was shown and is kept nowhere." in text(dan.get(f"/log/{encounter.pk}/survey/")), "the one Dan holds is void"
    with time_machine.travel(now() + timedelta(minutes=16)):
        assert "The code was shown and is kept nowhere." in text(other.get(f"/log/{encounter.pk}/survey/"))


def test_dan_prints_nine_cards_each_with_a_code_of_its_own(cast, dan, session):
    encounter = session()
    sheet = dan.post(f"/log/{encounter.pk}/survey/cards/", {"number": "9"}, follow=True)
    assert sheet.redirect_chain == [(f"/log/{encounter.pk}/survey/cards/", 302)]
    codes = re.findall(r'class="code">([0-9A-Z-]{14})<', sheet.content.decode())
    assert len(set(codes)) == sheet.content.decode().count("<svg") == 9
    for what in ("Mo", "Dan", "Support group", "Hill"):
        assert what not in text(sheet)
    assert "What did you get" in text(Client().post("/s/", {"code": codes[8]}))
    again = dan.post(f"/log/{encounter.pk}/survey/cards/replacement/", follow=True)
    assert not set(codes) & set(re.findall(r'class="code">([0-9A-Z-]{14})<', again.content.decode()))
    assert "Print the cards you made" in text(dan.get(f"/log/{encounter.pk}/survey/"))
    other = client_of(cast.dan)
    assert "9 cards were made." in text(other.get(f"/log/{encounter.pk}/survey/"))
    assert other.get(f"/log/{encounter.pk}/survey/cards/")["Location"] == f"/log/{encounter.pk}/survey/"


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        ("", "Say how many cards you need."),
        ("0", "greater than or equal to 1"),
        ("13", "Not that many people are left"),
        ("many", "whole number"),
    ],
)
def test_a_number_of_cards_that_cannot_be_is_said_and_stays_on_the_page(dan, session, number, sentence):
    page = dan.post(f"/log/{session().pk}/survey/cards/", {"number": number})
    assert page.status_code == 422
    assert sentence in text(page)
    assert f'value="{number}"' in page.content.decode() or not number
    assert offered() == 0


def test_what_cannot_be_done_any_more_is_said_on_the_page(cast, dan, session):
    encounter = session()
    print_cards(by=cast.dan, encounter=encounter, number=12)
    assert "Nobody is left for a code on the wall." in text(dan.post(f"/log/{encounter.pk}/survey/wall/", follow=True))
    other = session(id=uuid4())
    assert "No cards have been printed" in text(dan.post(f"/log/{other.pk}/survey/cards/replacement/", follow=True))
    with time_machine.travel(now() + timedelta(days=15)):
        assert "more than two weeks ago" in text(client_of(cast.dan).get(f"/log/{encounter.pk}/survey/"))


def test_not_offered_this_time(cast, dan, session):
    encounter = session()
    open_wall(by=cast.dan, encounter=encounter)
    assert "Not offered this time" in text(dan.get(f"/log/{encounter.pk}/survey/"))
    dan.post(f"/log/{encounter.pk}/survey/withdrawal/")
    assert offered() == 0


@pytest.mark.parametrize("is_welcome", [True, False])
def test_a_text_is_offered_where_one_person_alone_is_named_and_welcomed_it(cast, dan, session, is_welcome):
    way = WayToReach.objects.create(person=cast.mo, kind="phone", value="+13065550100")
    ReachPermission.objects.create(way=way, purpose="surveys", may_text=True, ended_at=None if is_welcome else now())
    page = dan.post(f"/log/{session().pk}/survey/wall/", follow=True).content.decode().split("here-for-you")[0]
    assert ("sms:+13065550100" in page) is is_welcome


def test_the_page_asks_as_much_of_the_database_for_many_cards_as_for_few(cast, dan, session):
    def statements(number):
        encounter = session(id=uuid4(), unnamed=60)
        dan.post(f"/log/{encounter.pk}/survey/cards/", {"number": str(number)})
        with CaptureQueriesContext(connection) as asked:
            assert dan.get(f"/log/{encounter.pk}/survey/cards/").content.count(b"<svg") == number
        return len(asked)

    statements(1)
    assert statements(1) == statements(3) == statements(40)


def test_two_hundred_cards_travel_in_one_cookie(cast, dan, session):
    encounter = session(unnamed=400)
    dan.post(f"/log/{encounter.pk}/survey/cards/", {"number": str(MOST_CARDS)})
    assert len(dan.cookies["cards"].OutputString()) < 4000


def test_kim_in_another_programme_finds_no_group_of_dans(cast, session):
    encounter = session()
    for address in ("wall/", "cards/", "cards/replacement/"):
        assert client_of(cast.kim).post(f"/log/{encounter.pk}/survey/{address}", {"number": "1"}).status_code == 404


def test_cards_speak_the_language_of_who_prints_them(cast, session):
    with translation.override("fr"):
        [card] = print_cards(by=cast.dan, encounter=session(), number=1, language="fr")
    assert find_ticket(code=card.code).language == "fr"


def test_two_who_print_at_once_are_still_counted_from_what_is_stored(cast, session, monkeypatch):
    """Ben's page knows nothing of what Dan did a moment ago; the act looks again."""
    encounter = session()
    stale = Encounter.objects.get(pk=encounter.pk)
    print_cards(by=cast.dan, encounter=encounter, number=8)
    with pytest.raises(Refused):
        print_cards(by=cast.dan, encounter=stale, number=5)
    assert actions._known(encounter)[0] == ""
