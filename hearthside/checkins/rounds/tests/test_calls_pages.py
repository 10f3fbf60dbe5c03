"""The list of calls as those on duty use it: what is mine, one tap before the call and one after, and nothing of colleagues."""

from datetime import time, timedelta
from uuid import uuid4

import pytest

from hearthside.checkins.calls.actions import claim_call, record_try
from hearthside.checkins.calls.tests.plans import MONDAY
from hearthside.checkins.models import Call, CheckInPlan, Voice
from hearthside.checkins.rounds.tests.rounds import bare_plan, call_of, calls_to, clock, morning_of, neighbour, now_is, plan_for, talk, text
from hearthside.outbox.models import BridgedCall
from hearthside.outbox.telephone.tests.telling import PROVIDERS, TELEPHONE
from hearthside.people.actions import add_way, permit_reach
from hearthside.people.models import Person, ReachPermission
from tests.cast import TESTS
from tests.signed_in import client_of


def test_ben_sees_whom_he_calls_when_and_why_it_is_him(cast, plan, call):
    Voice.objects.create(plan=plan, supporter=cast.ben)
    page = text(client_of(cast.ben).get("/calls/"))
    assert "10 a.m. to noon" in page
    assert "Ana likes your voice" in page
    assert "The herons at the weir" in page
    assert "0101" not in page, "the number comes when the call begins"


def test_the_window_is_said_on_both_clocks_where_they_differ(cast, call):
    Person.objects.filter(pk=cast.ana.pk).update(zone="America/Halifax")
    page = text(client_of(cast.ben).get("/calls/"))
    assert "noon to 2 p.m." in page
    assert "(10 a.m. to noon here)" in page


def test_the_calls_of_colleagues_are_not_shown_and_what_nobody_has_can_be_taken_with_a_tap(cast, call):
    free = call_of(bare_plan(neighbour(cast, "Noor"), cast.river))
    call_of(bare_plan(neighbour(cast, "Maya"), cast.river), given_to=cast.cora)
    kim = client_of(cast.kim)
    assert "No call waits for you now." in text(kim.get("/calls/"))
    morning_of(cast.kim, cast.river)
    page = text(kim.get("/calls/"))
    assert "Noor" in page
    assert "nobody has it" in page
    assert "Ana" not in page
    assert "Maya" not in page
    answer = kim.post(f"/calls/{free.pk}/claim/", follow=True)
    assert answer.redirect_chain[-1][0] == f"/calls/{free.pk}/"
    assert now_is(free).claimed_by == cast.kim


def test_of_two_who_tap_at_once_one_calls(cast, call):
    morning_of(cast.kim, cast.river)
    assert "How did it go?" in text(client_of(cast.ben).post(f"/calls/{call.pk}/claim/", follow=True))
    assert "Ben is making this call. Take another one." in text(client_of(cast.kim).post(f"/calls/{call.pk}/claim/", follow=True))
    assert "Ben is making this call." in text(client_of(cast.kim).get(f"/calls/{call.pk}/"))
    assert client_of(cast.kim).post(f"/calls/{call.pk}/talk/", talk()).status_code == 403


def test_somebody_whose_voice_they_would_rather_not_hear_is_not_offered_the_call(cast, plan):
    free = call_of(plan)
    Voice.objects.create(plan=plan, supporter=cast.kim, is_liked=False)
    morning_of(cast.kim, cast.river)
    kim = client_of(cast.kim)
    assert "Ana" not in text(kim.get("/calls/"))
    page = text(kim.get(f"/calls/{free.pk}/"))
    assert "I call now" not in page
    assert "would rather be called by somebody else" in page
    assert kim.post(f"/calls/{free.pk}/claim/").status_code == 403


def test_the_number_comes_with_the_call_and_how_to_hide_ones_own(cast, call):
    ben = client_of(cast.ben)
    assert "555-0101" not in text(ben.get(f"/calls/{call.pk}/"))
    page = text(ben.post(f"/calls/{call.pk}/claim/", follow=True))
    assert "(306) 555-0101" in page
    assert 'href="tel:*6713065550101"' in page
    assert 'href="tel:+13065550101"' in page
    assert "Dialling *67 first" in page
    assert "It is Ben, as we said." in page
    assert "has not been asked whether we may say who we are" not in page
    assert "does not want us to say who we are" in page


def test_without_permission_there_is_no_button_and_no_message(cast, begun):
    ReachPermission.objects.update(may_call=False, may_leave_voicemail=False)
    page = text(client_of(cast.ben).get(f"/calls/{begun.pk}/"))
    assert "tel:*67" not in page
    assert 'href="tel:+1306' not in page
    assert "does not want to be called here" in page
    assert "Left a message" not in page


def test_in_quiet_hours_there_is_no_button(cast, begun):
    Person.objects.filter(pk=cast.ana.pk).update(quiet_from=time(9), quiet_until=time(11))
    page = text(client_of(cast.ben).get(f"/calls/{begun.pk}/"))
    assert 'href="tel:+1306' not in page
    assert "Quiet hours until 11 a.m." in page


def test_the_number_of_the_plan_comes_first(cast, plan, begun):
    way = add_way(by=TESTS, person=cast.ana, kind="phone", value="+442079460958", label="daughter")
    permit_reach(by=TESTS, way=way, purpose="check_ins", words="", may_call=True)
    page = text(client_of(cast.ben).get(f"/calls/{begun.pk}/"))
    assert page.index("555-0101") < page.index("+44 20 7946 0958")
    CheckInPlan.objects.update(way=way)
    page = text(client_of(cast.ben).get(f"/calls/{begun.pk}/"))
    assert page.index("+44 20 7946 0958") < page.index("555-0101")
    assert "tel:*6744" not in page, "the prefix works inside the country alone"


def test_where_no_number_is_written_down_the_page_says_what_to_do(cast):
    call = claim_call(by=cast.cora, call=call_of(bare_plan(neighbour(cast, "Noor"), cast.river)))
    page = text(client_of(cast.cora).get(f"/calls/{call.pk}/"))
    assert "No number of theirs is written down." in page
    assert "It is back on the list." in text(client_of(cast.cora).post(f"/calls/{call.pk}/return/", follow=True))
    assert now_is(call).claimed_by is None


def test_no_answer_goes_on_by_itself_and_they_called_back_ends_it(cast, begun):
    record_try(by=cast.ben, call=begun, outcome="no_answer")
    ben = client_of(cast.ben)
    page = text(ben.get("/calls/"))
    assert "No call waits for you now." in page
    assert "Not answered yet" in page
    assert "next step" in page
    assert "I call now" not in text(ben.get(f"/calls/{begun.pk}/"))
    assert "Nothing more is sent or tried for this call." in text(ben.post(f"/calls/{begun.pk}/answer/", follow=True))
    assert now_is(begun).ended_why == "called_back"
    assert "Not answered yet" not in text(ben.get("/calls/"))


def test_when_the_agreed_second_try_is_due_it_is_on_the_list_again(cast, begun, at_ten):
    record_try(by=cast.ben, call=begun, outcome="no_answer")
    at_ten.shift(timedelta(hours=1, minutes=1))
    page = text(client_of(cast.ben).get("/calls/"))
    assert "another try" in page
    assert "Not answered yet" not in page
    assert "Agreed for now: call again." in text(client_of(cast.ben).post(f"/calls/{begun.pk}/claim/", follow=True))


def test_somebody_they_named_is_called_at_the_number_they_gave(cast, at_ten):
    sister = {"act": "contact", "wait_minutes": 60, "contact_name": "Zoe", "contact_number": "+13065550177", "words": "Is Ana with you?"}
    call = claim_call(by=cast.ben, call=call_of(plan_for(cast.ana, cast.river, sister), given_to=cast.ben))
    record_try(by=cast.ben, call=call, outcome="no_answer")
    at_ten.shift(timedelta(hours=1, minutes=1))
    page = text(client_of(cast.ben).post(f"/calls/{call.pk}/claim/", follow=True))
    assert "Zoe" in page
    assert 'href="tel:+13065550177"' in page
    assert "Is Ana with you?" in page
    assert "0101" not in page


def test_i_must_go_hands_all_of_it_over(cast, begun):
    ben = client_of(cast.ben)
    assert "back on the list for the others" in text(ben.post("/calls/handing-over/", follow=True))
    assert now_is(begun).claimed_by is None


def test_what_nobody_has_is_shared_out_with_a_tap(cast):
    calls_to(cast, 2)
    morning_of(cast.ben, cast.river)
    ben = client_of(cast.ben)
    assert "2 calls have somebody now." in text(ben.post("/calls/sharing/", follow=True))
    assert "your share of the day" in text(ben.get("/calls/")).lower()
    assert "Nothing to share" in text(ben.post("/calls/sharing/", follow=True))


def test_ana_reads_her_calls_in_her_record_and_not_here(cast, call):
    assert client_of(cast.ana).get("/calls/").status_code == 403
    assert client_of(cast.ana).get(f"/calls/{call.pk}/")["Location"] == "/me/record/"


@pytest.mark.parametrize("number", [1, 3, 500])
def test_a_long_list_asks_no_more_than_a_short_one(cast, number, django_assert_num_queries):
    for one in calls_to(cast, min(number, 3)):
        more = range(1, number // 3 + 1) if number > 3 else ()
        Call.objects.bulk_create(
            Call(plan=one.plan, person=one.person, programme=cast.river, day=MONDAY, given_to=cast.ben,
                 opens=clock(10) + timedelta(seconds=place), closes=clock(12))
            for place in more
        )  # fmt: skip
    morning_of(cast.ben, cast.river)
    ben, cora = client_of(cast.ben), client_of(cast.cora)
    with django_assert_num_queries(LIST_QUERIES):
        page = ben.get("/calls/")
    assert len(page.content) < 60_000
    with django_assert_num_queries(ROUND_QUERIES):
        page = cora.get("/calls/round/")
    assert len(page.content) < 60_000


LIST_QUERIES, ROUND_QUERIES = 7, 6


def test_no_title_says_whom_or_what(cast, begun):
    ben = client_of(cast.ben)
    for address in ("/calls/", f"/calls/{begun.pk}/", "/rota/"):
        title = text(ben.get(address)).split("<title>")[1].split("</title>")[0]
        assert "Ana" not in title
        assert "check" not in title.lower()


@pytest.fixture
def telephone(settings):
    """The house has a provider that makes calls."""
    settings.TELEPHONE, settings.OUTBOX_PROVIDERS, settings.TELEPHONE_LINE = TELEPHONE, PROVIDERS, ""


def test_where_the_house_has_a_number_of_its_own_ben_is_rung_first(cast, plan, begun, telephone):
    ben, address = client_of(cast.ben), f"/calls/{begun.pk}/ways/{plan.way_id}/ringing/"
    assert "Call through our number" in text(ben.get(f"/calls/{begun.pk}/"))
    sent = {"once": str(uuid4())}
    assert "no number of yours is written down" in text(ben.post(address, sent, follow=True))
    add_way(by=TESTS, person=cast.ben, kind="phone", value="+13065550102")
    for _tap in range(2):
        assert "Your telephone rings in a moment." in text(ben.post(address, sent, follow=True))
    bridged = BridgedCall.objects.get()
    assert (bridged.worker, bridged.to) == ("+13065550102", "+13065550101")
    assert ben.post(address, {"once": "garbled"}).status_code == 302
    ReachPermission.objects.update(may_call=False)
    assert "does not want to be called here" in text(ben.post(address, {"once": str(uuid4())}, follow=True))
    assert BridgedCall.objects.count() == 1


def test_nobody_rings_through_our_number_before_they_have_begun(cast, plan, call, telephone):
    address = f"/calls/{call.pk}/ways/{plan.way_id}/ringing/"
    assert client_of(cast.ben).post(address, {"once": str(uuid4())}).status_code == 403


def test_without_a_provider_nothing_speaks_of_our_number(cast, plan, begun):
    ben = client_of(cast.ben)
    assert "Call through our number" not in text(ben.get(f"/calls/{begun.pk}/"))
    add_way(by=TESTS, person=cast.ben, kind="phone", value="+13065550102")
    page = text(ben.post(f"/calls/{begun.pk}/ways/{plan.way_id}/ringing/", {"once": str(uuid4())}, follow=True))
    assert "Call from your own phone" in page
