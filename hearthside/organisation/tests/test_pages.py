"""The pages of the lists, as those who keep the house use them."""

from datetime import timedelta

import pytest

from hearthside.core.dates import today
from hearthside.organisation import actions
from hearthside.organisation.models import CrisisLine, Kind, Organisation, Programme, Site, Topic, Value
from tests.cast import TESTS

ROOM = "/organisation/"
LISTS = ["", "details/", "words/", "programmes/", "sites/", "kinds/", "topics/", "values/", "crisis-lines/"]
DETAILS = {"name": "Lantern Street", "country": "CA", "zone": "America/Regina", "language": "en"}
PILOT = {"name": "Families", "is_pilot": "on", "question": "Does it help?", "starts_on": "2026-01-01", "ends_on": "2026-12-31"}
LINE = {"name": "Hope", "number": "1-855-242-3310", "country": "CA", "note": "any time", "may_text": "on"}


@pytest.fixture
def cora(cast, client):
    client.force_login(cast.cora.user)
    return client


@pytest.mark.parametrize("address", LISTS)
def test_who_gets_the_page(cast, client, address):
    assert client.get(ROOM + address).url.startswith("/accounts/login/")
    answers = {}
    for who in ("eve", "dan", "kim", "ben", "ana", "cora", "ada"):
        client.force_login(getattr(cast, who).user)
        answers[who] = client.get(ROOM + address).status_code
    assert answers == dict.fromkeys(("eve", "dan", "kim", "ben", "ana"), 403) | {"cora": 200, "ada": 200}


def test_details_are_saved_and_what_is_wrong_is_said(cora):
    assert cora.post(f"{ROOM}details/", DETAILS | {"name": "Rue Basse", "language": "fr"}).url == ROOM
    assert Organisation.objects.get().name == "Rue Basse"
    wrong = cora.post(f"{ROOM}details/", DETAILS | {"zone": "Mars/Olympus"})
    assert wrong.status_code == 422
    assert "Mars/Olympus" in wrong.content.decode()


def test_a_sentence_shows_how_the_words_read(cora):
    answer = cora.post(f"{ROOM}words/", {"supporter": "companion", "save": "yes"}, follow=True)
    assert '<b data-word="supporter">companion</b>' in answer.content.decode()
    assert cora.post(f"{ROOM}words/", {"supporter": "x" * 41}).status_code == 422


def test_a_pilot_opens_with_its_question_and_its_end(cora):
    page = f"{ROOM}programmes/"
    assert cora.post(page, PILOT).url == page
    assert "Does it help?" in cora.get(page).content.decode()
    assert Programme.objects.get(code="families").ends_on.year == 2026


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"name": "RIVER"}, "Another programme has this name"),
        ({"question": ""}, "Write what you want to learn"),
        ({"ends_on": ""}, "A pilot has a last day"),
        ({"ends_on": "2025-01-01"}, "The last day is before the first"),
        ({"ends_on": "soon"}, "valid date"),
    ],
)
def test_what_is_wrong_with_a_programme_is_said_and_what_was_typed_stays(cast, cora, changes, words):
    for page in ("programmes/", f"programmes/{cast.hill.pk}/"):
        answer = cora.post(ROOM + page, PILOT | changes)
        assert answer.status_code == 422
        assert words in answer.content.decode()
        assert "Does it help?" in answer.content.decode() or "question" in changes


def test_a_programme_is_renamed_ended_and_listed_as_ended(cast, cora):
    page = f"{ROOM}programmes/{cast.hill.pk}/"
    assert cora.post(page, {"name": "Hilltop"}).url == f"{ROOM}programmes/"
    assert "Hilltop" in cora.get(page).content.decode()
    assert cora.post(f"{page}ending/", {"ends_on": "never"}).status_code == 422
    actions.change_programme(by=TESTS, programme=cast.hill, starts_on=today() - timedelta(days=9))
    assert "before the first" in cora.post(f"{page}ending/", {"ends_on": today() - timedelta(days=19)}).content.decode()
    cora.post(f"{page}ending/", {"ends_on": today() - timedelta(days=1)})
    assert "What has ended" in cora.get(f"{ROOM}programmes/").content.decode()


def test_places_are_added_corrected_closed_and_opened_again(cora):
    page = f"{ROOM}sites/"
    assert cora.post(page, {"name": "Hall", "address": "", "zone": ""}).url == page
    site = Site.objects.get()
    assert cora.post(f"{page}{site.pk}/", {"name": "Old hall", "address": "1 Elm", "zone": "America/Toronto"}).url == page
    assert "Old hall" in cora.get(f"{page}{site.pk}/").content.decode()
    cora.post(f"{page}{site.pk}/closing/")
    assert "Open again" in cora.get(page).content.decode()
    cora.post(f"{page}{site.pk}/reopening/")
    site.refresh_from_db()
    assert (site.closed_on, site.zone) == (None, "America/Toronto")
    assert cora.post(page, {"name": ""}).status_code == 422


@pytest.mark.parametrize(("room", "model", "usual"), [("kinds", Kind, "one_to_one_phone"), ("topics", Topic, "grief")])
def test_kinds_and_topics_are_added_moved_renamed_and_hidden(cora, room, model, usual):
    page = f"{ROOM}{room}/"
    assert cora.post(page, {"name": "Walk", "code": ""}).url == page
    own = model.objects.get(code="walk")
    assert "is taken" in cora.post(page, {"name": "Walk", "code": "walk"}).content.decode()
    assert cora.post(page, {"name": "", "code": "no spaces"}).status_code == 422
    assert cora.post(f"{page}{own.pk}/place/", {"to": "up"}).url == page
    assert list(model.objects.all())[-2] == own
    assert "needs a name" in cora.post(f"{page}{own.pk}/", {"name": "", "is_offered": "on"}).content.decode()
    assert cora.post(f"{page}{own.pk}/", {"name": "Stroll"}).url == page
    assert "hidden" in cora.get(page).content.decode()
    first = model.objects.get(code=usual)
    assert "in the reader&#x27;s language" in cora.get(f"{page}{first.pk}/").content.decode()


def test_values_are_added_reworded_and_removed(cora):
    page = f"{ROOM}values/"
    assert cora.post(page, {"name": "Humour", "meaning": ""}).url == page
    value = Value.objects.get(name="Humour")
    assert cora.get(f"{page}{value.pk}/").status_code == 200
    assert cora.post(f"{page}{value.pk}/", {"name": "Laughter", "meaning": "together"}).url == page
    assert cora.post(f"{page}{value.pk}/removal/").url == page
    assert not Value.objects.filter(name="Laughter").exists()
    Value.objects.all().delete()
    assert "No value is written down" in cora.get(page).content.decode()


def test_a_crisis_line_stands_at_the_foot_of_the_page_at_once(cora):
    page = f"{ROOM}crisis-lines/"
    [only] = CrisisLine.objects.filter(country="CA")
    assert "only line on your pages" in cora.post(f"{page}{only.pk}/removal/", follow=True).content.decode()
    assert cora.post(page, LINE).url == page
    assert 'href="tel:18552423310"' in cora.get(page).content.decode()
    line = CrisisLine.objects.get(name="Hope")
    assert cora.post(f"{page}{line.pk}/", LINE | {"number": "ask us"}).status_code == 422
    assert cora.post(f"{page}{line.pk}/", LINE | {"name": "Hope line"}).url == page
    assert cora.post(f"{page}{line.pk}/removal/").url == page
    assert "only line on your pages" in cora.post(f"{page}{only.pk}/", LINE | {"country": "US"}).content.decode()


@pytest.mark.parametrize("address", ["programmes/", "sites/", "kinds/", "values/", "crisis-lines/"])
def test_a_list_takes_as_many_queries_with_three_more(cora, django_assert_max_num_queries, address):
    cora.get(ROOM + address)
    with django_assert_max_num_queries(7):
        cora.get(ROOM + address)
    for number in range(3):
        actions.open_programme(by=TESTS, name=f"P{number}")
        actions.open_site(by=TESTS, name=f"S{number}")
        actions.add_kind(by=TESTS, name=f"K{number}")
        actions.add_value(by=TESTS, name=f"V{number}")
        actions.add_crisis_line(by=TESTS, country="CA", name=f"L{number}", number=str(number))
    cora.get(ROOM)
    with django_assert_max_num_queries(7):
        cora.get(ROOM + address)
