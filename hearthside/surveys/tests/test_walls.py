"""One code on the wall for a whole room: everybody draws a ticket of their own with it, and no more than were there."""
# long: the life of one code, from hanging it up to forgetting it, on one stage

import logging
import re
from collections import Counter
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import IntegrityError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hearthside.core.errors import Refused
from hearthside.core.jobs import discover
from hearthside.surveys import attempts
from hearthside.surveys.actions import (
    Closed,
    UnknownCode,
    find_ticket,
    import_answers,
    offer_ticket,
    offer_tickets,
    void_ticket,
    void_tickets,
)
from hearthside.surveys.answers.models import WaitingAnswer
from hearthside.surveys.answers.seal import unseal
from hearthside.surveys.codes import drawn_code, new_code, read_code, shown
from hearthside.surveys.imports import ImportedAnswer
from hearthside.surveys.measures import support_tables
from hearthside.surveys.models import DrawnTicket, SurveyTicket, WallCode
from hearthside.surveys.queries import offers, ticket_of
from hearthside.surveys.walls import actions as walls
from hearthside.surveys.walls.actions import (
    draw_ticket,
    end_of_tomorrow,
    forget_wall_codes,
    open_wall_code,
    replace_wall_code,
    take_back_wall_code,
    take_places,
)
from hearthside.surveys.walls.queries import places_of
from tests.cast import TESTS

JUNE = 202606


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel("2026-06-20T18:00:00+00:00", tick=False) as clock:
        yield clock


@pytest.fixture
def put_up(cast):
    def put_up(places=3, **changes):
        return open_wall_code(**({"programme": cast.river, "kind": cast.group, "month": JUNE, "places": places} | changes))

    return put_up


def text(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def once_on(page):
    """The random word in the page that a phone holds."""
    return re.search(r'name="once" value="([^"]+)"', page.content.decode())[1]


def opened(client, code, **more):
    """A phone opens the wall: the field for the code, then the one button."""
    return client.post("/s/", {"code": code, "once": once_on(client.get("/s/")), **more})


def own_code(page):
    return re.search(r'name="code" value="([^"]+)"', page.content.decode())[1]


def offered():
    return offers(months=[JUNE]).get(("river", JUNE, "support_group"), 0)


# Cards: many tickets at once


def test_eight_cards_are_one_statement_and_eight_surveys_offered(cast):
    river, group = cast.river, cast.group
    for number in (1, 8, 60):
        with CaptureQueriesContext(connection) as asked:
            tickets = offer_tickets(programme=river, kind=group, month=JUNE, number=number, language="fr")
        assert [query["sql"].split()[0] for query in asked.captured_queries] == ["INSERT"]
        assert len({ticket.code for ticket in tickets}) == number
    assert offered() == 69
    assert find_ticket(code=tickets[0].code).language == "fr"
    void_tickets(digests=[ticket.digest for ticket in tickets])
    assert offered() == 9
    assert offer_tickets(programme=river, kind=group, month=JUNE, number=0) == []


def test_cards_are_written_in_an_order_that_is_not_the_sheets(cast):
    with CaptureQueriesContext(connection) as asked:
        tickets = offer_tickets(programme=cast.river, kind=cast.group, month=JUNE, number=40)
    written = re.findall(r"[0-9a-f]{64}", asked.captured_queries[-1]["sql"])
    assert written == sorted(ticket.digest for ticket in tickets)


# Drawing


def test_somebody_opens_the_wall_presses_once_and_answers(client, put_up):
    page = opened(client, put_up().code.lower())
    assert "What did you get from this contact?" in text(page)
    sent = client.post("/s/", {"code": own_code(page), "heard": "fully", "send": "yes"})
    assert (sent.status_code, sent["Location"]) == (302, "/s/thanks/?lang=en")
    [envelope] = [unseal(bytes(one.sealed)) for one in WaitingAnswer.objects.all()]
    assert (envelope.programme, envelope.month, envelope.kind) == ("river", JUNE, "support_group")


def test_everybody_gets_a_ticket_of_their_own_until_all_places_are_taken(client, put_up):
    wall = put_up(3)
    codes = {own_code(opened(client, wall.code)) for _phone in range(3)}
    assert len(codes) == 3
    assert wall.code not in codes
    late = opened(client, wall.code)
    assert "This code was used by as many people as were there." in text(late)
    assert "What did you get" not in text(late)
    assert SurveyTicket.objects.count() == 3


def test_opening_a_page_draws_nothing(client, put_up):
    wall = put_up()
    for address in ("/s/", f"/s/?code={wall.code}", f"/s/{wall.code}/", f"/s/#{wall.code}"):
        client.get(address, follow=True)
        client.head(address)
    assert not SurveyTicket.objects.exists()
    assert WallCode.objects.get().places_left == 3


def test_the_same_page_sent_again_gets_the_same_ticket(client, put_up):
    wall = put_up()
    once = once_on(client.get("/s/"))
    codes = {own_code(client.post("/s/", {"code": wall.code, "once": once})) for _turn in range(3)}
    assert len(codes) == 1
    assert SurveyTicket.objects.count() == 1
    client.post("/s/", {"code": codes.pop(), "heard": "fully", "send": "yes"})
    assert "was already received" in text(client.post("/s/", {"code": wall.code, "once": once}))
    assert WallCode.objects.get().places_left == 2


def test_a_slip_of_the_finger_before_drawing_costs_nothing(client, put_up):
    wall = put_up()
    once = once_on(client.get("/s/"))
    wrong = client.post("/s/", {"code": "0000-0000-0001", "once": once})
    assert once_on(wrong) == once
    assert client.post("/s/", {"code": wall.code, "once": once_on(wrong)}).status_code == 200
    assert SurveyTicket.objects.count() == 1


def test_a_page_without_its_word_draws_all_the_same(client, put_up):
    wall = put_up()
    assert own_code(client.post("/s/", {"code": wall.code})) != own_code(client.post("/s/", {"code": wall.code}))


def test_every_page_has_another_word(client):
    assert len({once_on(client.get("/s/")) for _turn in range(20)}) == 20


def test_the_same_page_sent_twice_at_once_draws_one(put_up, monkeypatch):
    """The second finds no ticket when it looks, and one when it writes."""
    wall = put_up()
    first = draw_ticket(code=wall.code, once="page")
    looked = iter([lambda code: None, ticket_of])
    monkeypatch.setattr(walls, "ticket_of", lambda code: next(looked)(code))
    assert draw_ticket(code=wall.code, once="page") == first
    assert WallCode.objects.get().places_left == 2


def test_another_fault_of_the_database_is_not_hidden(put_up, monkeypatch):
    wall = put_up()
    monkeypatch.setattr(walls, "_draw", lambda *given: (_ for _ in ()).throw(IntegrityError("something else")))
    with pytest.raises(IntegrityError, match="something else"):
        draw_ticket(code=wall.code)


def test_drawing_speaks_the_phones_language_unless_the_wall_has_one(put_up):
    french = Client(headers={"accept-language": "fr-CA"})
    assert opened(french, put_up().code)["Content-Language"] == "fr"
    assert opened(Client(), put_up(language="fr").code)["Content-Language"] == "fr"


def test_a_code_that_hangs_nowhere_is_unknown(put_up):
    for code in (shown(new_code()), "", "hello"):
        with pytest.raises(UnknownCode):
            draw_ticket(code=code)


def test_whoever_guesses_is_slowed_down_and_a_room_behind_one_address_is_not(client, put_up):
    old, wall = put_up(40), put_up(40)
    take_back_wall_code(digest=old.digest)
    for _phone in range(attempts.MOST + 5):  # a whole room opens the poster that was replaced
        assert "taken back" in text(opened(client, old.code))
        assert "What did you get" in text(opened(client, wall.code))
    for _turn in range(attempts.MOST):
        client.post("/s/", {"code": new_code()})
    assert "Too many wrong codes" in text(opened(client, wall.code))


@given(st.text(max_size=40), st.text(max_size=40))
def test_two_pages_draw_two_tickets_whatever_their_words_are(first, second):
    wall = "7K2M9QXD4TRA"
    assert (drawn_code(wall, first) == drawn_code(wall, second)) == (first == second)
    assert read_code(drawn_code(wall, first)) == drawn_code(wall, first)


# Closing


@pytest.mark.parametrize(
    ("zone", "opened_at", "closes_at"),
    [
        ("America/Regina", "2026-06-20T18:00:00+00:00", "2026-06-22T06:00:00+00:00"),
        ("America/Regina", "2026-06-21T05:59:00+00:00", "2026-06-22T06:00:00+00:00"),  # a minute before midnight there
        ("America/Toronto", "2026-03-07T23:00:00+00:00", "2026-03-09T04:00:00+00:00"),  # tomorrow has 23 hours
        ("America/Toronto", "2026-10-31T22:00:00+00:00", "2026-11-02T05:00:00+00:00"),  # tomorrow has 25 hours
        ("America/Havana", "2026-03-06T18:00:00+00:00", "2026-03-08T05:00:00+00:00"),  # that midnight does not exist
        ("America/Havana", "2026-10-30T18:00:00+00:00", "2026-11-01T04:00:00+00:00"),  # and this one comes once before the extra hour
    ],
)
def test_a_code_closes_at_the_end_of_tomorrow_on_the_clock_of_the_wall(zone, opened_at, closes_at):
    with time_machine.travel(opened_at, tick=False), timezone.override(ZoneInfo(zone)):
        assert end_of_tomorrow().astimezone(UTC) == datetime.fromisoformat(closes_at)


def test_nobody_draws_after_the_end_of_tomorrow(client, put_up, clock):
    wall = put_up()
    clock.move_to(datetime(2026, 6, 22, 5, 59, 59, tzinfo=UTC))
    first = own_code(opened(client, wall.code))
    clock.move_to(datetime(2026, 6, 22, 6, 0, 0, tzinfo=UTC))
    assert "The time for this code is over. Your next group has a new one." in text(opened(client, wall.code))
    assert client.post("/s/", {"code": first, "send": "yes"}).status_code == 302, "who had drawn may still answer"
    assert places_of(wall.digest) == 3


def test_another_end_may_be_said(put_up, clock):
    wall = put_up(closes_at=datetime(2026, 6, 20, 20, tzinfo=UTC))
    draw_ticket(code=wall.code)
    clock.move_to(datetime(2026, 6, 20, 20, tzinfo=UTC))
    with pytest.raises(Closed):
        draw_ticket(code=wall.code)


def test_an_end_between_looking_and_drawing_counts(put_up, clock, monkeypatch):
    wall = put_up()
    monkeypatch.setattr(walls, "_check", lambda wall: clock.move_to(datetime(2026, 6, 23, tzinfo=UTC)))
    with pytest.raises(Refused):
        draw_ticket(code=wall.code)
    assert not SurveyTicket.objects.exists()


def test_a_month_that_closes_first_takes_no_place(put_up, clock):
    wall = put_up(closes_at=datetime(2026, 9, 1, tzinfo=UTC))
    clock.move_to(datetime(2026, 7, 15, 18, tzinfo=UTC))
    with pytest.raises(Closed):
        draw_ticket(code=wall.code)
    assert places_of(wall.digest) == 3


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"places": 0}, "Nobody is left"),
        ({"closes_at": datetime(2026, 6, 20, 18, tzinfo=UTC)}, "This time has passed"),
        ({"month": 202605}, "The time for this survey is over"),
    ],
)
def test_a_code_nobody_could_use_is_not_put_up(put_up, changes, sentence):
    with pytest.raises(Refused, match=sentence):
        put_up(**changes)
    assert not WallCode.objects.exists()


# Lost, shared with cards, taken back


def test_a_lost_code_is_replaced_for_those_who_have_not_drawn(client, put_up):
    old = put_up(3)
    drawn = own_code(opened(client, old.code))
    new = replace_wall_code(digest=old.digest, places=3)
    assert "taken back" in text(opened(client, old.code))
    for _phone in range(2):
        draw_ticket(code=new.code)
    with pytest.raises(Refused, match="as many people as were there"):
        draw_ticket(code=new.code)
    assert find_ticket(code=drawn), "a ticket that was drawn stays good"
    assert offered() == 3
    with pytest.raises(Refused, match="Nobody is left"):
        replace_wall_code(digest=new.digest, places=3)


def test_places_of_a_wall_are_given_to_cards_only_while_there_are_some(put_up):
    wall = put_up(3)
    take_places(digest=wall.digest, number=2)
    with pytest.raises(Refused, match="Not that many people are left"):
        take_places(digest=wall.digest, number=2)
    assert places_of(wall.digest) == 1


def test_what_is_taken_back_opens_nothing_and_counts_nowhere(client, put_up):
    wall, other = put_up(3), put_up(2)
    drawn, others = draw_ticket(code=wall.code), draw_ticket(code=other.code)
    take_back_wall_code(digest=wall.digest)
    assert "taken back" in text(opened(client, wall.code))
    assert "taken back" in text(client.post("/s/", {"code": drawn}))
    assert find_ticket(code=others)
    assert offered() == 2
    assert DrawnTicket.objects.count() == 1


# Counting


def test_a_place_counts_once_drawn_or_not_and_after_the_wall_is_forgotten(put_up, clock):
    wall = put_up(12)
    assert offered() == 12
    codes = [draw_ticket(code=wall.code) for _phone in range(5)]
    assert offered() == 12
    clock.move_to(datetime(2026, 7, 6, 5, tzinfo=UTC))
    assert forget_wall_codes(by=TESTS) == 0
    clock.move_to(datetime(2026, 7, 6, 7, tzinfo=UTC))
    assert discover()["surveys.forget_wall_codes"].run() == 1
    assert offered() == 12
    assert (WallCode.objects.count(), DrawnTicket.objects.count(), SurveyTicket.objects.count()) == (0, 0, 12)
    assert len({(one.kind, one.month, one.language, one.state) for one in SurveyTicket.objects.all()}) == 1
    assert find_ticket(code=codes[0])


def test_a_wall_that_was_taken_back_leaves_nothing_offered_when_it_is_forgotten(put_up, clock):
    take_back_wall_code(digest=put_up(12).digest)
    clock.move_to(datetime(2026, 7, 30, tzinfo=UTC))
    assert forget_wall_codes(by=TESTS) == 1
    assert offered() == 0


STEPS = st.lists(
    st.tuples(st.sampled_from(["wall", "draw", "cards", "one", "replace", "back", "void", "forget"]), st.integers(1, 5)), max_size=25
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STEPS)
def test_whatever_happens_offered_is_what_an_independent_recount_says(cast, steps):
    """The recount is of people: who has a card, a code, or stood before a wall that was not taken back."""
    SurveyTicket.objects.all().delete()
    WallCode.objects.all().delete()
    DrawnTicket.objects.all().delete()
    place = {"programme": cast.river, "kind": cast.group, "month": JUNE}
    standing: list[dict] = []  # of walls: code, digest, people in all, those among them who have drawn
    tickets, people = [], 0
    for step, number in steps:
        wall = standing[-1] if standing else None
        if step == "wall":
            opened = open_wall_code(**place, places=number)
            standing.append({"code": opened.code, "digest": opened.digest, "people": number, "drawn": 0})
        elif step == "draw" and wall:
            for _phone in range(number):
                try:
                    draw_ticket(code=wall["code"])
                    wall["drawn"] += 1
                except Refused:
                    assert wall["drawn"] == wall["people"]
        elif step == "cards":
            if wall and wall["people"] - wall["drawn"] >= number:
                take_places(digest=wall["digest"], number=number)
                wall["people"] -= number
            offer_tickets(**place, number=number)
            people += number
        elif step == "one":
            tickets.append(offer_ticket(**place))
            people += 1
        elif step == "void" and tickets:
            void_ticket(digest=tickets.pop().digest)
            people -= 1
        elif step == "replace" and wall and wall["people"] > wall["drawn"]:
            opened = replace_wall_code(digest=wall["digest"], places=wall["people"])
            wall |= {"code": opened.code, "digest": opened.digest}
        elif step == "back" and wall:
            take_back_wall_code(digest=standing.pop()["digest"])
        elif step == "forget":
            WallCode.objects.update(closes_at=timezone.now() - timedelta(days=15))
            forget_wall_codes(by=TESTS)
            people += sum(one["people"] for one in standing)
            standing = []
        assert offered() == people + sum(one["people"] for one in standing)


def test_offered_and_answered_of_wall_and_cards_in_a_report(cast, put_up):
    """Of 60 who were there, 20 took a card and 40 stood before the wall, of whom 30 drew; 45 answers came."""
    wall = put_up(60)
    take_places(digest=wall.digest, number=20)
    offer_tickets(programme=cast.river, kind=cast.group, month=JUNE, number=20)
    for _phone in range(30):
        draw_ticket(code=wall.code)
    [heard] = [one for one in support_tables(first=datetime(2026, 6, 1).date(), last=datetime(2026, 6, 30).date()) if one.name == "heard"]
    assert heard.offered is None, "nothing has been answered yet"
    answers = [ImportedAnswer(programme=cast.river, kind=cast.group, month=JUNE, heard="fully")] * 100
    import_answers(by=TESTS, answers=answers, digest="file")
    tables = support_tables(first=datetime(2026, 6, 1).date(), last=datetime(2026, 6, 30).date(), by="kind")
    assert [(one.part, one.offered, one.base) for one in tables if one.name == "heard"] == [("", 160, 100), ("support_group", 160, 100)]


# What is not there


def test_no_cookie_no_session_no_person_when_somebody_draws(cast, put_up):
    wall = put_up()
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.ben.user)
    with CaptureQueriesContext(connection) as main:
        page = opened(client, wall.code)
    assert not page.cookies
    assert "Vary" not in page or "Cookie" not in page["Vary"]
    assert (page["Cache-Control"], page["Referrer-Policy"], page["X-Frame-Options"]) == ("no-store", "no-referrer", "DENY")
    assert not re.search("django_session|accounts_user|people_person|csrf|audit", " ".join(query["sql"] for query in main.captured_queries))


def test_drawing_costs_the_same_however_many_have_drawn(put_up):
    wall = put_up(50)

    def statements():
        with CaptureQueriesContext(connection) as asked:
            draw_ticket(code=wall.code)
        return len(asked)

    first = statements()
    for _phone in range(40):
        draw_ticket(code=wall.code)
    assert statements() == first <= 8


def test_no_code_and_no_address_reaches_a_log_or_a_page_that_others_see(client, put_up, caplog):
    caplog.set_level(logging.DEBUG)
    logging.getLogger("django.db.backends").setLevel(logging.WARNING)
    wall = put_up(1)
    once = once_on(client.get("/s/"))
    page = client.post("/s/", {"code": wall.code, "once": once}, REMOTE_ADDR="192.0.2.99")
    own = own_code(page)
    client.post("/s/", {"code": wall.code}, REMOTE_ADDR="192.0.2.99")
    logged = caplog.text + " ".join(str(record.args) for record in caplog.records)
    for secret in (wall.code, own, once, "192.0.2.99", own.replace("-", "")):
        assert secret not in logged
    assert wall.code not in page.content.decode()
    assert once not in page.content.decode()
    assert not re.search(rf'(href|action)="[^"]*{own}', page.content.decode())


def test_the_databases_keep_neither_the_code_nor_the_word_nor_when_somebody_drew(client, put_up):
    wall = put_up()
    once = once_on(client.get("/s/"))
    own = own_code(client.post("/s/", {"code": wall.code, "once": once}))
    kept = str([*SurveyTicket.objects.values(), *WallCode.objects.values(), *DrawnTicket.objects.values()])
    for secret in (wall.code, wall.code.replace("-", ""), own, own.replace("-", ""), once):
        assert secret not in kept
    assert WallCode.objects.get().closes_at == end_of_tomorrow(), "the only clock is the end of tomorrow, the same for all"


def test_a_code_is_never_taken_for_one_of_the_other_kind(put_up):
    wall = put_up()
    with pytest.raises(UnknownCode):
        find_ticket(code=wall.code)
    with pytest.raises(UnknownCode):
        draw_ticket(code=draw_ticket(code=wall.code))


def test_forty_draws_and_twelve_places_are_counted_one_by_one(put_up):
    wall = put_up(12)
    outcome = Counter()
    for _phone in range(40):
        try:
            draw_ticket(code=wall.code)
            outcome["drawn"] += 1
        except Refused:
            outcome["turned away"] += 1
    assert outcome == {"drawn": 12, "turned away": 28}
