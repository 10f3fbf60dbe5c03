"""The pages of asking, as people see them."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hearthside.audit.models import Opening
from hearthside.core.dates import now
from hearthside.one_to_one.asking.actions import close_request, give_programme, link_person
from hearthside.one_to_one.asking.tests.asked import asked, by_text, met_after
from hearthside.one_to_one.models import Request
from hearthside.people.actions import end_relation, grant_role
from hearthside.people.asking.knocking import FORMS, MESSAGES
from hearthside.people.asking.own_codes import code_of, thing_of
from tests.cast import TESTS
from tests.signed_in import client_of

OWN = "/code/"
LONG = "Maximiliane-Charlotte Fitzgerald-Vandenberghe of Moose Creek"


def code_in(page: str) -> str:
    return re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}", page)[0]


def page_of(browser, address: str, sent: dict | None = None) -> str:
    answer = browser.get(address) if sent is None else browser.post(address, sent, follow=True)
    return answer.content.decode()


def test_somebody_asks_with_a_name_alone_and_comes_back_with_the_code(cast):
    visitor = client_of(None)
    assert "What shall we call you?" in page_of(visitor, "/ask/")
    page = page_of(visitor, "/ask/", {"name": "Robin"})
    row = Request.objects.get()
    assert "We have your question." in page
    assert "We cannot say yet how long it takes" in page
    assert "Look here again with your code: we cannot write to you." in page
    assert thing_of(code_in(page)) == row
    again = client_of(None)
    assert "We have your question." in page_of(again, OWN, {"code": code_in(page)})


def test_crisis_lines_stand_on_the_page_before_the_form(cast):
    page = page_of(client_of(None), "/ask/")
    assert page.index("9-8-8") < page.index("<form")


def test_the_double_tap_of_a_form_is_one_request(cast):
    sent = {"name": "Robin", "once": str(uuid4())}
    visitor = client_of(None)
    pages = [page_of(visitor, "/ask/", sent) for _tap in range(2)]
    assert code_in(pages[0]) == code_in(pages[1])
    assert Request.objects.count() == 1


def test_all_they_say_is_on_the_receipt_in_words(cast):
    said = {"name": LONG, "wish": "Somebody to walk with", "hows": ["phone"], "times": ["mon_morning", "tue_morning", "tue_evening"]}
    more = {
        "experiences": ["carer"],
        "languages": ["fr"],
        "genders": ["woman"],
        "ages": ["60_plus"],
        "ask_coordinator": "on",
        "wants": "either",
    }
    page = page_of(client_of(None), "/ask/", said | more)
    for words in (
        "Somebody to walk with",
        "By phone",
        "Mondays (mornings), Tuesdays (mornings, evenings)",
        "Caring for somebody",
        "French",
    ):
        assert words in page
    for words in ("A woman", "60 and over", "Somebody here should choose for me", "Either is fine"):
        assert words in page


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"name": ""}, "Write a name. Any name you like will do."),
        ({"way": "phone"}, "Write the number or address"),
        ({"way": "email", "reach": "robin"}, "is not an e-mail address"),
        ({"website": "x"}, "It is there for machines"),
        ({"times": ["someday"]}, "Select a valid choice"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_lost(cast, sent, sentence):
    answer = client_of(None).post("/ask/", {"name": "Robin", "wish": "Tea & talk", "times": ["sat_evening"]} | sent)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page
    assert "Tea &amp; talk" in page
    assert "<details open>" in page
    assert not Request.objects.exists()


def test_a_ticked_time_stays_ticked_when_something_else_is_wrong(cast):
    page = client_of(None).post("/ask/", {"name": "", "times": ["sat_evening"]}).content.decode()
    assert '<input type="checkbox" name="times" value="sat_evening" checked>' in page
    assert page.count('name="times"') == 21
    assert page.count(' checked><span class="unseen">') == 1


def test_floods_are_kept_out_and_nobody_is_pestered(cast):
    visitor = client_of(None)
    for _each in range(MESSAGES):
        visitor.post("/ask/", {"name": "Robin", "way": "email", "reach": "robin@example.org"})
    answer = visitor.post("/ask/", {"name": "Robin", "way": "email", "reach": "robin@example.org"})
    assert answer.status_code == 422
    for _each in range(FORMS - MESSAGES - 1):
        visitor.post("/ask/", {"name": "Robin"})
    kept = Request.objects.count()
    assert visitor.post("/ask/", {"name": "Robin"}).status_code == 422
    assert Request.objects.count() == kept


def test_it_is_changed_taken_back_and_taken_up_again_with_the_code(cast):
    row, visitor = by_text(wish="Walks", experiences=["carer"]), client_of(None)
    page = page_of(visitor, OWN, {"code": code_of(row)})
    assert "You hear from us as soon as there is news." in page
    change = page_of(visitor, f"{OWN}request/change/")
    assert "ends with 0155" in change
    assert "+13065550155" not in change
    wrong = visitor.post(f"{OWN}request/change/", {"name": ""})
    assert wrong.status_code == 422
    page = page_of(visitor, f"{OWN}request/change/", {"name": "Sky", "way": "phone", "wish": "Tea", "experiences": ["carer"]})
    row.refresh_from_db()
    assert (row.name, row.wish, row.reach) == ("Sky", "Tea", "+13065550155")
    assert "Tea" in page
    assert "You took it back." in page_of(visitor, f"{OWN}request/withdrawal/", {})
    assert "We have your question." in page_of(visitor, f"{OWN}request/return/", {})
    page_of(visitor, f"{OWN}request/withdrawal/", {})
    with time_machine.travel(now() + timedelta(days=2)):
        visitor = client_of(None)
        page = page_of(visitor, OWN, {"code": code_of(row)})
        assert "Ask again" in page
        assert "That was a mistake" not in page
        assert "more than a day ago" in page_of(visitor, f"{OWN}request/return/", {})
        assert visitor.get(f"{OWN}request/change/")["Location"] == OWN


def test_too_many_changes_are_kept_out_and_what_was_typed_stays(cast):
    row, visitor = asked(), client_of(None)
    visitor.post(OWN, {"code": code_of(row)})
    for _each in range(FORMS):
        visitor.post(f"{OWN}request/change/", {"name": "Sky"})
    answer = visitor.post(f"{OWN}request/change/", {"name": "River"})
    assert answer.status_code == 422
    assert "River" in answer.content.decode()


def test_without_a_code_on_this_device_one_is_asked_for_it(cast):
    for part in ("change", "withdrawal", "return"):
        assert client_of(None).post(f"{OWN}request/{part}/")["Location"] == OWN


def test_a_card_to_print_says_how_long_it_takes_and_nothing_of_what_was_asked(cast):
    row, visitor = asked("Quintus", wish="About my brother"), client_of(None)
    visitor.post(OWN, {"code": code_of(row)})
    page = page_of(visitor, f"{OWN}card/")
    assert code_in(page) == f"{code_of(row)[:4]}-{code_of(row)[4:]}"
    assert "We cannot say yet" in page
    assert not [word for word in ("Quintus", "brother", "peer") if word in page]


def test_a_request_for_calls_says_what_comes_next_instead_of_a_wait(cast):
    visitor = client_of(None)
    page = page_of(visitor, "/ask/", {"name": "Robin", "wants": "check_ins"})
    assert "Somebody here calls you to agree on days and times." in page
    assert "how long it takes" not in page
    assert "how long it takes" not in page_of(visitor, f"{OWN}card/")


def test_ana_finds_what_she_asked_for_when_she_is_signed_in(cast):
    ana = client_of(cast.ana)
    assert "You have not asked to meet anybody." in page_of(ana, "/me/requests/")
    assert "What shall we call you?" not in page_of(ana, "/ask/")
    page_of(ana, "/ask/", {"wish": "Tea"})
    row = Request.objects.get()
    assert row.person == cast.ana
    assert ana.get("/ask/")["Location"] == OWN
    assert ana.post("/ask/", {"wish": "Again"}).status_code == 422
    assert "Tea" in page_of(ana, "/me/requests/")
    assert "Tea" in page_of(ana, f"/me/requests/{row.pk}/", {})
    assert "You took it back." in page_of(ana, f"{OWN}request/withdrawal/", {})
    assert client_of(cast.ben).post(f"/me/requests/{row.pk}/").status_code == 404


def test_ben_types_for_somebody_on_the_phone_and_reads_the_code_aloud(cast):
    ben = client_of(cast.ben)
    assert "Read the questions aloud" in page_of(ben, "/ask/typed/")
    assert ben.post("/ask/typed/", {"wish": "Tea"}).status_code == 422
    page = page_of(ben, "/ask/typed/", {"person": str(cast.ana.pk), "wish": "Tea"})
    row = Request.objects.get()
    assert (row.person, row.typed_by, row.via) == (cast.ana, cast.ben, "helper")
    assert code_in(page) == f"{code_of(row)[:4]}-{code_of(row)[4:]}"
    assert "Back to the list" in page
    again = ben.post("/ask/typed/", {"person": str(cast.ana.pk)})
    assert again.status_code == 422
    assert "Ana has asked already" in again.content.decode()


def test_a_helper_who_knows_nobody_yet_is_not_asked_whose_record_it_is(cast):
    end_relation(by=TESTS, relation=cast.ana.relations.get(supporter=cast.ben))
    assert "whose record you know" not in page_of(client_of(cast.ben), "/ask/typed/")


def test_ben_reads_what_he_typed_until_they_meet_and_arranges_nothing(cast):
    ben = client_of(cast.ben)
    page_of(ben, "/ask/typed/", {"name": "Robin", "wish": "Tea"})
    row = Request.objects.get()
    page = page_of(ben, f"/requests/{row.pk}/")
    assert "Tea" in page
    assert "Close it" not in page
    assert ben.post(f"/requests/{row.pk}/closing/", {"closing": "not_here"}).status_code == 403
    Request.objects.update(paired_at=now())
    assert ben.get(f"/requests/{row.pk}/").status_code == 404


def test_a_clinic_sends_somebody_on_who_agrees_and_is_asked_for_nothing_medical(cast):
    visitor = client_of(None)
    assert "Write nothing medical." in page_of(visitor, "/ask/referral/")
    answer = visitor.post("/ask/referral/", {"name": "Robin", "referrer": "Nurse Joy, the clinic"})
    assert answer.status_code == 422
    assert "Ask them first, and tick that they agree." in answer.content.decode()
    page = page_of(visitor, "/ask/referral/", {"name": "Robin", "referrer": "Nurse Joy, the clinic", "agrees": "on"})
    row = Request.objects.get()
    assert (row.via, row.may_tell_referrer, row.agreed_words) == ("referral", False, "They know of this and agree.")
    assert "They hear nothing from us." in page
    assert "They hear nothing back" in page_of(client_of(cast.cora), f"/requests/{row.pk}/")


def test_a_clinic_that_sends_too_many_forms_is_told_so(cast):
    visitor, sent = client_of(None), {"name": "Robin", "referrer": "A clinic", "agrees": "on", "may_tell_referrer": "on"}
    for _each in range(FORMS):
        visitor.post("/ask/referral/", sent)
    assert visitor.post("/ask/referral/", sent).status_code == 422
    row = Request.objects.first()
    assert row.may_tell_referrer
    assert "that we hear whether they have met somebody" in row.agreed_words


def test_cora_sees_who_waits_the_longest_first_with_days_and_words(cast):
    first = asked("Robin", wish="Somebody to walk with", hows=["in_person"], languages=["fr"])
    Request.objects.filter(pk=first.pk).update(asked_at=now() - timedelta(days=12))
    asked("Sky", wants="check_ins", ask_coordinator=True)
    page = page_of(client_of(cast.cora), "/requests/")
    assert page.index("Robin") < page.index("Sky")
    for words in ("12 days", "by the form", "Somebody to walk with", "In person · French", "telephone check-in", "choose for me"):
        assert words in page


def test_the_list_is_empty_with_words_and_asks_the_same_of_the_database_at_any_length(cast):
    cora = client_of(cast.cora)
    assert "Nobody waits." in page_of(cora, "/requests/")

    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as caught:
            cora.get("/requests/")
        return len(caught)

    asked("One", experiences=["carer"])
    cora.get("/requests/")
    one = queries()
    for name in ("Two", "Three"):
        give_programme(by=cast.cora, request=asked(name, experiences=["grief"]), programme=cast.river)
    assert queries() == one


def test_five_hundred_who_wait_are_read_fifty_at_a_time(cast):
    Request.objects.bulk_create(Request(name=f"Guest {number}") for number in range(500))
    page = page_of(client_of(cast.cora), "/requests/")
    assert page.count('href="/requests/') - page.count('href="/requests/"') == 50
    assert 'rel="next"' in page


def test_cora_looks_somebody_up_links_them_and_the_opening_is_kept(cast):
    row, cora = asked("Annie"), client_of(cast.cora)
    address = f"/requests/{row.pk}/"
    assert cora.get(f"{address}person/")["Location"] == address
    assert "Nobody whose record you can open" in page_of(cora, f"{address}person/", {"typed": "Mo"})
    assert cora.post(f"{address}person/", {"typed": " "}).status_code == 422
    assert "It is this person" in page_of(cora, f"{address}person/", {"typed": "ana"})
    assert cora.post(f"{address}person/", {"person": str(cast.mo.pk)}).status_code == 404
    assert cora.post(f"{address}person/", {"person": "nobody"}).status_code == 404
    assert not Opening.objects.filter(page="request").exists()
    page = page_of(cora, f"{address}person/", {"person": str(cast.ana.pk)})
    assert "known here" in page
    opening = Opening.objects.get(page="request")
    assert (opening.about, opening.actor_label, opening.right) == (cast.ana.actor_id, "Cora", "coordinator")
    assert "linked to a record already" in page_of(cora, f"{address}person/", {"person": str(cast.ana.pk)})


def test_cora_writes_somebody_new_down_once_a_programme_takes_them(cast):
    row, cora = by_text("Robin"), client_of(cast.cora)
    address = f"/requests/{row.pk}/"
    assert "Say first which programme takes it" in page_of(cora, f"{address}person/", {})
    page_of(cora, f"{address}programme/", {"programme": str(cast.river.pk)})
    assert "The request is linked to the record of Robin." in page_of(cora, f"{address}person/", {})
    row.refresh_from_db()
    assert (row.person.name, row.programme) == ("Robin", cast.river)
    wrong = cora.post(f"{address}programme/", {"programme": str(cast.hill.pk)})
    assert wrong.status_code == 422  # nobody coordinates Hill, so nobody would find it there
    assert "Select a valid choice" in wrong.content.decode()


def test_given_to_another_programme_it_leaves_the_list(cast):
    grant_role(by=TESTS, person=cast.kim, kind="coordinator", programme=cast.hill)
    row, cora = asked("Robin"), client_of(cast.cora)
    assert "Nobody waits." in page_of(cora, f"/requests/{row.pk}/programme/", {"programme": str(cast.hill.pk)})
    assert cora.get(f"/requests/{row.pk}/").status_code == 404
    assert "Robin" in page_of(client_of(cast.kim), "/requests/")


def test_cora_closes_it_in_words_that_the_person_reads_and_opens_it_again(cast):
    row, cora, visitor = asked("Robin"), client_of(cast.cora), client_of(None)
    address = f"/requests/{row.pk}/"
    assert "Choose why it is closed." in cora.post(f"{address}closing/", {}).content.decode()
    assert "Ended lately" in page_of(cora, f"{address}closing/", {"closing": "not_here"})
    assert "over already" in page_of(cora, f"{address}closing/", {"closing": "not_here"})
    assert "over. Open it again first" in page_of(cora, f"{address}programme/", {"programme": ""})
    assert "nobody here can offer what you asked for" in page_of(visitor, OWN, {"code": code_of(row)})
    assert "nobody here can offer this" in page_of(cora, address)
    assert "Open again, in its old turn." in page_of(cora, f"{address}reopening/", {})
    assert "We have your question." in page_of(visitor, OWN)


def test_a_request_is_not_opened_again_while_the_person_waits_with_another(cast):
    row = asked("Annie")
    link_person(by=cast.cora, request=row, person=cast.ana)
    close_request(by=cast.cora, request=row, closing="twice")
    asked("", by=cast.ana)
    assert "Ana has asked already" in page_of(client_of(cast.cora), f"/requests/{row.pk}/reopening/", {})


def test_cora_does_not_find_her_own_request_in_the_list_to_arrange_it(cast):
    row = asked("", by=cast.cora)
    assert client_of(cast.cora).get(f"/requests/{row.pk}/").status_code == 404


def test_how_somebody_is_reached_is_said_with_care(cast):
    cora = client_of(cast.cora)
    by_mail = asked("Mail", way="email", reach="robin@example.org", may_say_who=True)
    page = page_of(cora, f"/requests/{by_text('Text').pk}/")
    assert "(306) 555-0155" in page
    assert "Do not say who we are unless it is them." in page
    page = page_of(cora, f"/requests/{by_mail.pk}/")
    assert 'href="mailto:robin@example.org"' in page
    assert "Do not say who we are" not in page
    assert "They keep the code" in page_of(cora, f"/requests/{asked('Card').pk}/")


def test_the_wait_is_said_before_anybody_asks(cast):
    for days in (3, 10, 16, 20, 44):
        met_after(cast.ben, days)
    words = "Lately, half of the people met somebody within 3 weeks, and nine in ten within 7 weeks."
    for address in ("/ask/", "/ask/referral/"):
        assert words in page_of(client_of(None), address)
    assert words in page_of(client_of(cast.ben), "/ask/typed/")
