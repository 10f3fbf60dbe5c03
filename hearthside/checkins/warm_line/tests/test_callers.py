"""Callers who like to be known: under a name they chose, with an agreement of both, open to whoever is on the line alone."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hearthside.audit.models import Entry
from hearthside.checkins.models import CallAgreement, KnownCaller, LineCall
from hearthside.checkins.warm_line import actions
from hearthside.checkins.warm_line.actions import AgreedWords, LineWords, log_line_call
from hearthside.checkins.warm_line.tests.shifts import a_call, on_the_line
from hearthside.core.dates import today
from hearthside.core.errors import NotAllowed, Refused
from hearthside.people.models import Person, Role, Shift
from tests.signed_in import client_of

NEXT_WEEK = today() + timedelta(weeks=1)


def words_of(page) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", page.content.decode()).split())


@pytest.fixture
def kim(cast):
    """Kim is on the line."""
    on_the_line(cast.kim, cast.river)
    return client_of(cast.kim)


@pytest.fixture
def robin(cast, kim):
    return actions.welcome_caller(by=cast.kim, programme=cast.river, alias="Robin", word="Lighthouse")


def agree(by, caller, look_again_on=NEXT_WEEK, **parts):
    return actions.agree_calls(by=by, caller=caller, words=AgreedWords(**parts), look_again_on=look_again_on)


@pytest.mark.parametrize(("who", "sees"), [("kim", 1), ("cora", 1), ("ben", 0), ("dan", 0), ("ana", 0), ("mo", 0), ("ada", 0), ("eve", 0)])
def test_a_caller_is_open_to_the_line_and_the_coordinator_alone(cast, robin, who, sees):
    assert KnownCaller.objects.visible_to(getattr(cast, who)).count() == sees


@pytest.mark.parametrize(("begins", "ends", "sees"), [(-3, -1, 0), (1, 3, 0), (-1, 1, 1)])
def test_a_shift_opens_callers_while_it_runs_and_not_before_or_after(cast, robin, begins, ends, sees):
    on_the_line(cast.ben, cast.river, begins=begins, ends=ends)
    assert KnownCaller.objects.visible_to(cast.ben).count() == sees


def test_a_shift_on_a_round_or_on_another_line_opens_no_caller(cast, robin):
    shift = on_the_line(cast.ben, cast.hill)
    assert not KnownCaller.objects.visible_to(cast.ben)
    Shift.objects.filter(pk=shift.pk).update(what=Shift.What.ROUNDS, programme=cast.river)
    assert not KnownCaller.objects.visible_to(cast.ben)


def test_a_shift_for_all_programmes_opens_the_callers_of_all(cast, robin):
    on_the_line(cast.dan)
    assert KnownCaller.objects.visible_to(cast.dan).get() == robin


def test_a_shift_left_over_opens_nothing_to_somebody_who_left(cast, robin):
    Role.objects.filter(person=cast.kim).update(ends_on=today())
    assert not KnownCaller.objects.visible_to(Person.objects.get(pk=cast.kim.pk))


def test_a_board_member_sees_no_caller_and_a_coordinator_of_all_programmes_every_one(cast, robin):
    Role.objects.create(person=cast.eve, kind=Role.Kind.BOARD)
    assert not KnownCaller.objects.visible_to(Person.objects.get(pk=cast.eve.pk))
    Role.objects.create(person=cast.eve, kind=Role.Kind.COORDINATOR)
    assert KnownCaller.objects.visible_to(Person.objects.get(pk=cast.eve.pk)).get() == robin


def test_everything_they_do_with_a_caller_asks_whether_they_are_on_the_line(cast, robin):
    acts = [
        lambda: actions.rename_caller(by=cast.ben, caller=robin, alias="Wren"),
        lambda: agree(cast.ben, robin, times="Any day"),
        lambda: actions.end_call_agreement(by=cast.ben, caller=robin),
        lambda: actions.forget_caller(by=cast.ben, caller=robin),
        lambda: actions.welcome_caller(by=cast.ben, programme=cast.river, alias="Wren"),
        lambda: actions.welcome_caller(by=cast.kim, programme=cast.hill, alias="Wren"),
        lambda: log_line_call(by=cast.ben, contact=a_call(cast.river), said=LineWords(caller=robin)),
    ]
    for act in acts:
        with pytest.raises(NotAllowed):
            act()
    assert KnownCaller.objects.get().alias == "Robin"


def test_two_callers_are_never_called_the_same_on_one_line(cast, robin):
    for alias in ("  robin ", "ROBIN"):
        with pytest.raises(Refused, match="Somebody else is called so here"):
            actions.welcome_caller(by=cast.kim, programme=cast.river, alias=alias)
    with pytest.raises(Refused, match="Write the name they like"):
        actions.welcome_caller(by=cast.kim, programme=cast.river, alias="  ")
    actions.rename_caller(by=cast.kim, caller=robin, alias="Robin", word="")  # their own name is theirs
    assert KnownCaller.objects.get().word is None
    on_the_line(cast.dan, cast.hill)
    assert actions.welcome_caller(by=cast.dan, programme=cast.hill, alias="Robin").programme == cast.hill


def test_a_caller_is_welcomed_and_renamed_on_the_pages(cast, kim):
    made = kim.post("/warm-line/callers/new/", {"alias": "Robin", "word": "Lighthouse", "programme": str(cast.river.pk)})
    page = words_of(kim.get(made.url))
    assert "The word they say: Lighthouse" in page
    kim.post(f"{made.url}details/", {"alias": "Wren", "word": ""})
    page = words_of(kim.get(made.url))
    assert "Wren" in page
    assert "Lighthouse" not in page


def test_a_name_that_is_taken_is_said_and_what_was_typed_stays(cast, kim, robin):
    sent = {"alias": "Robin", "word": "Harbour", "programme": str(cast.river.pk)}
    wren = actions.welcome_caller(by=cast.kim, programme=cast.river, alias="Wren")
    for address in ("/warm-line/callers/new/", f"/warm-line/callers/{wren.pk}/details/"):
        again = kim.post(address, sent)
        assert again.status_code == 422
        assert "Somebody else is called so here" in words_of(again)
        assert 'value="Harbour"' in again.content.decode()


def test_whoever_keeps_two_lines_says_of_which_one_they_are_a_caller(cast):
    Role.objects.create(person=cast.cora, kind=Role.Kind.COORDINATOR, programme=cast.hill)
    cora = client_of(cast.cora)
    assert '<select name="programme"' in cora.get("/warm-line/callers/new/").content.decode()
    cora.post("/warm-line/callers/new/", {"alias": "Robin", "programme": str(cast.hill.pk)})
    assert KnownCaller.objects.get().programme == cast.hill


def test_what_they_agree_is_read_by_the_line_and_the_wording_before_stays(cast, kim, robin):
    address = f"/warm-line/callers/{robin.pk}/"
    kim.post(f"{address}agreement/", {"times": "Tuesdays at seven", "promise": "We always answer", "look_again_on": NEXT_WEEK.isoformat()})
    page = kim.get(address).content.decode()
    assert "Tuesdays at seven" in page
    assert "We always answer" in page
    assert "How it stood before" not in page
    assert ">Tuesdays at seven</textarea>" in kim.get(f"{address}agreement/").content.decode().replace("\n", "")
    kim.post(f"{address}agreement/", {"times": "Fridays", "look_again_on": NEXT_WEEK.isoformat()})
    page = kim.get(address).content.decode()
    assert page.index("Fridays") < page.index("How it stood before") < page.index("Tuesdays at seven")
    assert CallAgreement.objects.open().get().agreed_by == cast.kim


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"times": " ", "look_again_on": NEXT_WEEK.isoformat()}, "Write at least one thing that you two agreed"),
        ({"times": "Fridays", "look_again_on": today().isoformat()}, "Choose a day ahead"),
        ({"times": "Fridays", "look_again_on": ""}, "Choose a day ahead"),
    ],
)
def test_an_agreement_needs_words_and_a_day_ahead(kim, robin, sent, sentence):
    again = kim.post(f"/warm-line/callers/{robin.pk}/agreement/", sent)
    assert again.status_code == 422
    assert sentence in words_of(again)
    assert not CallAgreement.objects.exists()


def test_either_ends_it_and_they_call_as_everybody_may(cast, kim, robin):
    agree(cast.kim, robin, times="Fridays")
    ended = kim.post(f"/warm-line/callers/{robin.pk}/agreement/ending/", follow=True)
    assert "They call as everybody may" in words_of(ended)
    actions.end_call_agreement(by=cast.kim, caller=robin)
    assert Entry.objects.filter(act="ended an agreement with a caller").count() == 1


def test_an_agreement_is_looked_at_again_on_its_day_and_leaves_today_once_it_was(cast, kim, robin):
    said = "It is time to look again at what was agreed with a caller"
    agree(cast.kim, robin, times="Fridays")
    assert said not in words_of(kim.get("/today/"))
    CallAgreement.objects.update(look_again_on=today())
    page = kim.get("/today/")
    assert said in words_of(page)
    assert "Robin" not in words_of(page)
    assert f'href="/warm-line/callers/{robin.pk}/"' in page.content.decode()
    assert said in words_of(client_of(cast.cora).get("/today/"))
    assert said not in words_of(client_of(cast.ben).get("/today/"))
    agree(cast.kim, robin, times="Fridays")
    assert said not in words_of(kim.get("/today/"))


def test_a_call_with_a_caller_is_a_contact_without_a_name_and_tells_only_the_last_day(cast, kim, robin):
    page = kim.get(f"/warm-line/log/?on&caller={robin.pk}").content.decode()
    assert "A call with Robin" in page
    for _turn in range(2):
        kim.post("/warm-line/log/", {"once": str(uuid4()), "caller": str(robin.pk), "minutes": "20"})
    call = LineCall.objects.select_related("encounter").last()
    assert (call.caller, call.encounter.named, call.encounter.unnamed) == (robin, 0, 1)
    page = words_of(kim.get(f"/warm-line/callers/{robin.pk}/"))
    assert "Last talked on" in page
    assert "2 calls" not in page
    assert "last talked on" in words_of(kim.get("/warm-line/callers/"))


def test_the_name_is_left_out_when_the_shift_ended_while_they_talked(cast, kim, robin):
    Shift.objects.all().delete()
    saved = kim.post("/warm-line/log/", {"once": str(uuid4()), "caller": str(robin.pk)}, follow=True)
    assert "saved without the name they use" in words_of(saved)
    assert LineCall.objects.get().caller is None


@pytest.mark.parametrize("key", ["", "robin", "00000000-0000-0000-0000-000000000000"])
def test_a_caller_that_is_none_opens_a_log_without_a_name(kim, key):
    assert "Log a call" in words_of(kim.get(f"/warm-line/log/?on&caller={key}"))


def test_forgotten_nothing_of_them_is_left_and_their_calls_stay_calls(cast, kim, robin):
    agree(cast.kim, robin, times="Fridays")
    log_line_call(by=cast.kim, contact=a_call(cast.river), said=LineWords(caller=robin))
    done = kim.post(f"/warm-line/callers/{robin.pk}/forgetting/", follow=True)
    assert "Their calls stay as calls without a name" in words_of(done)
    assert (KnownCaller.objects.count(), CallAgreement.objects.count()) == (0, 0)
    assert LineCall.objects.get().caller is None
    assert "Robin" not in str(list(Entry.objects.values_list("act", "thing", "about", "details", "reason")))


def test_what_they_chose_and_agreed_cannot_be_read_in_a_copy_of_the_database(cast, robin):
    agree(cast.kim, robin, times="Fridays")
    with connection.cursor() as cursor:
        cursor.execute("select alias, word from checkins_knowncaller union all select times, times from checkins_callagreement")
        stored = b"".join(bytes(cell) for row in cursor.fetchall() for cell in row)
    assert not [word for word in (b"Robin", b"Lighthouse", b"Fridays") if word in stored]


def test_the_list_asks_as_much_of_three_callers_as_of_one_and_stands_by_name(cast, kim, robin):
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            kim.get("/warm-line/callers/")
        return len(asked)

    kim.get("/warm-line/callers/")
    first = queries()
    for alias in ("wren", "Alder"):
        actions.welcome_caller(by=cast.kim, programme=cast.river, alias=alias)
    assert queries() == first
    page = words_of(kim.get("/warm-line/callers/"))
    assert page.index("Alder") < page.index("Robin") < page.index("wren")


def test_nobody_asked_to_be_known_yet(kim):
    assert "Nobody asked to be known yet" in words_of(kim.get("/warm-line/callers/"))
