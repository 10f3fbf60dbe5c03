"""A call comes in: written down in a few taps, without a name; called back where they ask for it."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from hearthside.audit.models import Entry
from hearthside.checkins.models import CallBack, LineCall
from hearthside.checkins.warm_line.actions import LineWords, log_line_call, settle_call_back
from hearthside.checkins.warm_line.queries import topics_by_use
from hearthside.checkins.warm_line.tests.shifts import a_call, on_the_line
from hearthside.core.dates import now, today
from hearthside.core.errors import NotAllowed, Refused
from hearthside.encounters.models import Encounter
from hearthside.people.actions import add_way, permit_reach
from hearthside.people.models import Role
from tests.cast import TESTS
from tests.signed_in import client_of

NUMBER = "306 555 0142"


@pytest.fixture
def ben(cast):
    return client_of(cast.ben)


@pytest.fixture
def asked(cast):
    """Somebody on the line asked Ben to be called back."""
    log_line_call(by=cast.ben, contact=a_call(cast.river), said=LineWords(number=NUMBER, when="After six, ask for Jo"))
    return CallBack.objects.get()


def words_of(page) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", page.content.decode()).split())


def test_pressing_save_is_enough(cast, ben):
    saved = ben.post("/warm-line/log/", {"once": str(uuid4())})
    call = LineCall.objects.select_related("encounter__kind").get()
    assert saved.url == f"/warm-line/log/{call.pk}/"
    contact = call.encounter
    assert (contact.kind.code, contact.minutes, contact.unnamed, contact.named) == ("warm_line_call", 15, 1, 0)
    assert (contact.programme, contact.starts_at is not None, contact.is_late) == (cast.river, True, False)
    assert (call.age, call.first_time, call.reason, call.ended, call.caller) == ("", "", "", "", None)


def test_the_minutes_run_from_when_they_were_on_the_line(ben):
    page = ben.get("/warm-line/log/?on").content.decode()
    begun = re.search(r'name="begun" value="([^"]+)"', page)[1]
    assert "Since " in page
    earlier = timezone.datetime.fromisoformat(begun) - timedelta(minutes=7, seconds=20)
    ben.post("/warm-line/log/", {"once": str(uuid4()), "begun": earlier.isoformat(), "minutes": ""})
    contact = Encounter.objects.get()
    local = timezone.localtime(earlier)
    assert (contact.minutes, contact.day, contact.starts_at) == (8, local.date(), local.time().replace(second=0, microsecond=0))


def test_a_page_that_was_open_for_hours_asks_how_long_it_was_and_keeps_what_was_tapped(ben):
    sent = {"once": str(uuid4()), "begun": (now() - timedelta(hours=5)).isoformat(), "minutes": "", "reason": "grief"}
    again = ben.post("/warm-line/log/", sent)
    assert again.status_code == 422
    assert "Choose how long you talked" in words_of(again)
    assert 'value="grief" checked' in again.content.decode()
    ben.post("/warm-line/log/", sent | {"minutes": "20"})
    assert Encounter.objects.get().minutes == 20


@pytest.mark.parametrize("begun", ["yesterday", "2026-01-01T10:00:00", "2999-01-01T10:00:00+00:00", "2026-99-01T10:00:00+00:00"])
def test_a_beginning_that_cannot_be_is_no_beginning(ben, begun):
    ben.post("/warm-line/log/", {"once": str(uuid4()), "begun": begun})
    assert Encounter.objects.get().minutes == 15


def test_everything_that_was_tapped_is_kept_and_the_main_reason_is_a_topic_as_well(ben):
    tapped = {"reason": "loneliness", "topics": ["money", "loneliness"], "support": ["emotional", "social"], "age": "65_79"}
    ben.post("/warm-line/log/", {"once": str(uuid4()), "minutes": "30", "first_time": "yes", "ended": "talk_again", **tapped})
    call = LineCall.objects.select_related("encounter").get()
    assert (call.reason, call.age, call.first_time, call.ended) == ("loneliness", "65_79", "yes", "talk_again")
    assert (call.encounter.topics, call.encounter.support) == (["loneliness", "money"], ["emotional", "social"])


def test_a_call_of_yesterday_can_be_written_down_from_paper(ben):
    yesterday = today() - timedelta(days=1)
    ben.post("/warm-line/log/", {"once": str(uuid4()), "exact_minutes": "7", "day": yesterday.isoformat(), "starts_at": "19:05"})
    contact = Encounter.objects.get()
    assert (contact.day, f"{contact.starts_at:%H:%M}", contact.minutes, contact.is_late) == (yesterday, "19:05", 7, True)


def test_of_a_call_of_which_only_the_day_is_known_the_hour_stays_open(ben):
    ben.post("/warm-line/log/", {"once": str(uuid4()), "day": today().isoformat()})
    assert Encounter.objects.get().starts_at is None


def test_a_day_that_is_not_here_yet_is_refused_in_words(ben):
    again = ben.post("/warm-line/log/", {"once": str(uuid4()), "day": (today() + timedelta(days=2)).isoformat()})
    assert again.status_code == 422
    assert "This day is in the future" in words_of(again)
    assert not Encounter.objects.exists()


def test_sent_twice_it_is_one_call_and_one_wish(cast, ben):
    sent = {"once": str(uuid4()), "number": NUMBER}
    first, second = ben.post("/warm-line/log/", sent), ben.post("/warm-line/log/", sent | {"reason": "grief"})
    assert first.url == second.url
    assert (LineCall.objects.get().reason, CallBack.objects.count()) == ("", 1)


def test_undone_everything_of_it_is_gone(cast, ben, asked):
    page = ben.get(f"/warm-line/log/{asked.call_id}/").content.decode()
    assert f'action="/log/{asked.call_id}/undo/"' in page
    ben.post(f"/log/{asked.call_id}/undo/")
    assert (Encounter.objects.count(), LineCall.objects.count(), CallBack.objects.count()) == (0, 0, 0)


def test_after_it_the_questions_can_be_offered_and_the_one_who_took_it_is_asked_how_they_are(cast, ben):
    page = ben.post("/warm-line/log/", {"once": str(uuid4())}, follow=True).content.decode()
    contact = Encounter.objects.get()
    assert 'action="/debriefs/request/"' in page
    assert "nobody is told, unless you ask" in page
    assert f'href="/log/{contact.pk}/survey/"' in page
    assert re.search(r'class="code">[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}<', ben.get(f"/log/{contact.pk}/survey/").content.decode())
    ben.post("/debriefs/request/")
    assert not Entry.objects.filter(about__contains=str(contact.pk)).exists()  # nothing leads from the talk to the call


def test_a_call_of_somebody_else_opens_to_nobody(cast, asked):
    for person in (cast.kim, cast.cora, cast.dan, cast.ana):
        assert client_of(person).get(f"/warm-line/log/{asked.call_id}/").status_code == 404


def test_those_of_another_programme_log_calls_of_their_own_line(cast):
    with pytest.raises(NotAllowed, match="answer the warm line of this programme"):
        log_line_call(by=cast.dan, contact=a_call(cast.river), said=LineWords())
    client_of(cast.dan).post("/warm-line/log/", {"once": str(uuid4())})
    assert Encounter.objects.get().programme == cast.hill


def test_somebody_in_two_programmes_logs_for_the_one_of_their_shift_first(cast):
    Role.objects.create(person=cast.ben, kind=Role.Kind.SUPPORTER, programme=cast.hill)
    on_the_line(cast.ben, cast.river)
    ben = client_of(cast.ben)
    ben.post("/warm-line/log/", {"once": str(uuid4())})
    ben.post("/warm-line/log/", {"once": str(uuid4()), "programme": str(cast.hill.pk)})
    assert [one.programme.name for one in Encounter.objects.order_by("typed_at")] == ["River", "Hill"]


def test_where_no_programme_of_theirs_runs_it_is_said(cast, ben):
    type(cast.river).objects.update(ends_on=today() - timedelta(days=1))
    again = ben.post("/warm-line/log/", {"once": str(uuid4())})
    assert again.status_code == 422
    assert "No programme of yours runs today" in words_of(again)


def test_the_reasons_used_most_stand_first_and_a_new_line_has_the_order_of_its_list(cast):
    usual = [topic.code for topic in topics_by_use()]
    for reason in ("money", "grief", "grief"):
        log_line_call(by=cast.ben, contact=a_call(cast.river), said=LineWords(reason=reason))
    assert [topic.code for topic in topics_by_use()][:3] == ["grief", "money", usual[0]]


def test_a_number_that_cannot_be_called_is_said_beside_its_field(ben):
    again = ben.post("/warm-line/log/", {"once": str(uuid4()), "number": "twelve"})
    assert again.status_code == 422
    assert "is not a telephone number that can be called" in words_of(again)
    assert 'value="twelve"' in again.content.decode()


def test_words_without_a_number_ask_for_the_number(ben):
    again = ben.post("/warm-line/log/", {"once": str(uuid4()), "when": "After six"})
    assert "Write the number at which they would like to be called" in words_of(again)


def test_whoever_is_on_the_line_calls_back_and_the_number_is_erased(cast, asked):
    on_the_line(cast.kim, cast.river)
    kim = client_of(cast.kim)
    page = kim.get("/warm-line/")
    assert "(306) 555-0142 After six, ask for Jo" in words_of(page)
    assert 'href="tel:+13065550142"' in page.content.decode()
    done = kim.post(f"/warm-line/calls-back/{asked.pk}/settling/", follow=True)
    assert "Done with. The number is erased." in words_of(done)
    assert "555-0142" not in words_of(done)
    asked.refresh_from_db()
    assert (asked.number, asked.words, asked.settled_by) == (None, None, cast.kim)
    settle_call_back(by=cast.ben, call_back=asked)
    asked.refresh_from_db()
    assert asked.settled_by == cast.kim


@pytest.mark.parametrize(("who", "sees"), [("ben", 1), ("kim", 0), ("cora", 1), ("dan", 0), ("ana", 0), ("mo", 0), ("ada", 0), ("eve", 0)])
def test_a_number_is_open_to_whoever_took_the_call_the_line_and_the_coordinator_alone(cast, asked, who, sees):
    assert CallBack.objects.visible_to(getattr(cast, who)).count() == sees


def test_whoever_no_longer_answers_the_line_sees_no_number_any_more(cast, asked):
    on_the_line(cast.ben, cast.river)
    Role.objects.filter(person=cast.ben).update(ends_on=today())
    assert not CallBack.objects.visible_to(type(cast.ben).objects.get(pk=cast.ben.pk))
    with pytest.raises(NotAllowed):
        settle_call_back(by=cast.kim, call_back=asked)


def test_it_stands_on_today_until_it_is_done_with(cast, ben, asked):
    said = "Somebody on the warm line would like to be called back"
    assert said in words_of(ben.get("/today/"))
    assert said not in words_of(client_of(cast.dan).get("/today/"))
    settle_call_back(by=cast.ben, call_back=asked)
    assert said not in words_of(ben.get("/today/"))


def test_the_trail_keeps_that_it_was_and_no_word_of_it(cast, asked):
    settle_call_back(by=cast.ben, call_back=asked)
    entries = Entry.objects.filter(actor_id=cast.ben.actor_id).order_by("seq")
    assert [one.act for one in entries][-3:] == ["logged a contact", "noted a wish to be called back", "settled a wish to be called back"]
    assert not [one for one in entries if "555" in str(one.details) or "Jo" in str(one.details) or one.about]


def test_a_shift_shows_the_buddy_with_the_number_for_colleagues_and_the_day_so_far(cast, ben):
    on_the_line(cast.ben, cast.river)
    on_the_line(cast.kim, cast.river)
    on_the_line(cast.dan, cast.hill)
    way = add_way(by=TESTS, person=cast.kim, kind="phone", value="+13065550142")
    permit_reach(by=TESTS, way=way, purpose="check_ins", words="", may_call=True)
    for person, minutes in ((cast.ben, 12), (cast.kim, 30)):
        log_line_call(by=person, contact=a_call(cast.river, minutes=minutes), said=LineWords(reason="grief"))
    page = words_of(ben.get("/warm-line/"))
    assert "you are on the line. With you" in page
    assert "With you: Kim (306) 555-0142" in page
    assert "Dan" not in page
    assert "2 calls, 42 minutes, of all who answer this line" in page
    assert "Grief" not in page
    assert "I want backup" in page
    assert "What we will and will not do" in page


def test_without_a_shift_it_says_so_and_a_shift_alone_says_that_too(cast, ben):
    assert "You are not on the line at this moment" in words_of(ben.get("/warm-line/"))
    on_the_line(cast.ben)
    assert "Nobody shares this shift with you" in words_of(ben.get("/warm-line/"))


def test_whoever_is_on_the_line_for_all_programmes_is_everybodys_buddy(cast, ben):
    on_the_line(cast.ben, cast.river)
    on_the_line(cast.dan)
    assert "With you: Dan" in words_of(ben.get("/warm-line/"))


def test_the_crisis_lines_stand_large_on_the_page_of_a_shift(ben):
    assert 'class="button" href="tel:988"' in ben.get("/warm-line/").content.decode()


def test_the_page_of_a_shift_asks_as_much_of_three_calls_as_of_one(cast, ben):
    on_the_line(cast.ben, cast.river)

    def queries() -> int:
        log_line_call(by=cast.ben, contact=a_call(cast.river), said=LineWords(number=NUMBER))
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert ben.get("/warm-line/").status_code == 200
        return len(asked)

    ben.get("/warm-line/")
    first = queries()
    queries()
    assert queries() == first


def test_refused_is_said_where_no_field_is_at_fault(cast):
    with pytest.raises(Refused, match="Minutes must be between"):
        log_line_call(by=cast.ben, contact=a_call(cast.river, minutes=0), said=LineWords())
