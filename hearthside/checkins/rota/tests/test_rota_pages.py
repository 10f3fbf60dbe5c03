"""The rota as people use it: a week on a page, one tap each, and gaps that are seen."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
import time_machine

from hearthside.checkins.calls.tests.plans import MONDAY, clock, long_known
from hearthside.checkins.rota.weeks import FURTHEST, week_name
from hearthside.core.dates import today
from hearthside.people.models import Shift
from tests.signed_in import client_of

WEEK = "/rota/2026-W10/"
QUERIES = 5


@pytest.fixture(autouse=True)
def _monday_at_eight(cast):
    long_known()
    with time_machine.travel(clock(8), tick=False):
        yield


def shift(cast, hour: int = 9, days: int = 1, **values) -> Shift:
    begins = clock(hour, day=MONDAY + timedelta(days=days))
    usual = {"what": "rounds", "programme": cast.river, "begins": begins, "ends": begins + timedelta(hours=3)}
    return Shift.objects.create(**usual | values)


def text(response) -> str:
    return response.content.decode()


def test_ben_takes_a_gap_kim_sees_his_name_and_it_is_undone_with_a_tap(cast):
    gap = shift(cast)
    ben, kim = client_of(cast.ben), client_of(cast.kim)
    assert "nobody yet" in text(ben.get("/rota/"))
    page = text(ben.post(f"/rota/shifts/{gap.pk}/taking/", follow=True))
    assert "It is yours. Thank you." in page
    assert "I can't make it" in page
    assert "nobody yet." not in page
    assert "Ben" in text(kim.get(WEEK))
    assert "Somebody has taken it by now" in text(kim.post(f"/rota/shifts/{gap.pk}/taking/", follow=True))
    page = text(ben.post(f"/rota/shifts/{gap.pk}/return/", follow=True))
    assert "It is shown to the others until somebody takes it." in page
    assert "1 shift has nobody yet." in page


def test_cora_plans_a_month_and_sees_the_first_week_of_it(cast):
    cora = client_of(cast.cora)
    sent = {"what": "warm_line", "programme": "all", "weekdays": ["0", "4"], "begins_at": "18:00", "ends_at": "22:00"}
    sent |= {"first_day": MONDAY.isoformat(), "weeks": "4", "places": "2"}
    page = cora.post("/rota/shifts/", sent, follow=True)
    assert "16 shifts are on the rota now." in text(page)
    assert urlsplit(page.redirect_chain[-1][0]).path == WEEK
    assert "4 shifts have nobody yet." in text(page)
    assert "these shifts are on the rota already" in text(cora.post("/rota/shifts/", sent, follow=True))


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"weekdays": []}, "This field is required"),
        ({"first_day": "2026-03-01"}, "This day has passed"),
        ({"programme": "all"}, "Choose one of your programmes"),
        ({"weeks": "27"}, "less than or equal to 26"),
        ({"begins_at": "25:00"}, "Enter a valid time"),
    ],
)
def test_what_is_wrong_with_a_plan_is_said_beside_what_was_typed(cast, changes, words):
    sent = {"what": "rounds", "programme": str(cast.river.pk), "weekdays": ["0"], "begins_at": "09:15", "ends_at": "12:00"}
    sent |= {"first_day": MONDAY.isoformat(), "weeks": "1", "places": "1"}
    response = client_of(cast.cora).post("/rota/shifts/", sent | changes)
    assert response.status_code == 422
    assert words in text(response)
    assert "12:00" in text(response)
    assert not Shift.objects.exists()


def test_cora_gives_a_shift_by_agreement_or_takes_it_off(cast):
    first, second = shift(cast), shift(cast, hour=14)
    cora = client_of(cast.cora)
    assert "Give or take off" in text(cora.get(WEEK))
    assert cora.post(f"/rota/shifts/{first.pk}/", {"person": ""}).status_code == 422
    assert cora.post(f"/rota/shifts/{first.pk}/", {"person": str(cast.dan.pk)}).status_code == 422, "Dan works elsewhere"
    assert "Saved." in text(cora.post(f"/rota/shifts/{first.pk}/", {"person": str(cast.kim.pk)}, follow=True))
    assert "Kim has it." in text(cora.get(f"/rota/shifts/{first.pk}/"))
    shift(cast, hour=15, person=cast.kim)
    answer = cora.post(f"/rota/shifts/{second.pk}/", {"person": str(cast.kim.pk)})
    assert answer.status_code == 422
    assert "Kim is on duty at that time already" in text(answer)
    assert "Off the rota." in text(cora.post(f"/rota/shifts/{second.pk}/removal/", follow=True))
    assert "Somebody has this shift" in text(cora.post(f"/rota/shifts/{first.pk}/removal/", follow=True))


def test_two_on_the_warm_line_read_each_others_names(cast):
    shift(cast, what="warm_line", person=cast.ben)
    shift(cast, what="warm_line", person=cast.kim)
    page = text(client_of(cast.ben).get(WEEK))
    assert "with Kim" in page
    assert "with Ben" in page


def test_a_shift_that_is_over_offers_nothing(cast):
    shift(cast, hour=5, days=0, ends=clock(7))
    shift(cast, hour=4, days=0, ends=clock(7), person=cast.ben)
    page = text(client_of(cast.ben).get("/rota/"))
    assert "nobody yet" in page
    assert "I can" not in page
    assert "nobody yet." not in page, "what is over is no gap any more"


@pytest.mark.parametrize("week", ["2026-W99", "nonsense", "1999-W01", "2036-W01", "2026-13"])
def test_what_is_no_week_or_too_far_away_is_not_there(cast, week):
    assert client_of(cast.ben).get(f"/rota/{week}/").status_code == 404


def test_the_rota_is_for_those_who_are_on_duty(cast):
    assert "Only those who take calls here read the rota" in text(client_of(cast.ana).get("/rota/"))
    assert "No shifts this week." in text(client_of(cast.ben).get("/rota/"))


@pytest.mark.parametrize("number", [1, 3, 80])
def test_a_full_week_asks_no_more_than_a_small_one(cast, number, django_assert_num_queries):
    for place in range(number):
        values = {"person": cast.kim} if place % 2 else {}
        begins = clock(6, day=MONDAY + timedelta(days=place % 7)) + timedelta(minutes=place)
        shift(cast, begins=begins, ends=begins + timedelta(hours=2), what=Shift.What.values[place % 3], **values)
    ben = client_of(cast.ben)
    with django_assert_num_queries(QUERIES):
        page = ben.get(WEEK)
    assert len(page.content) < 60_000


def test_at_either_end_no_link_leads_further(cast):
    first, last = today() - FURTHEST, today() + FURTHEST
    ends = (first + timedelta(days=-first.weekday() % 7), last - timedelta(days=last.weekday()))
    early, late = (client_of(cast.ben).get(f"/rota/{week_name(monday)}/").content.decode() for monday in ends)
    assert ("Week before" in early, "Week after" in early) == (False, True)
    assert ("Week before" in late, "Week after" in late) == (True, False)
