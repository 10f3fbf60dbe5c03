"""What came in, whose it is, and who reads it: never guessed, and never shown beyond those who may open the record."""

from datetime import timedelta

import pytest

from hearthside.core.dates import now, today
from hearthside.core.errors import NotAllowed
from hearthside.outbox.actions import erase_old_words
from hearthside.outbox.models import Heard, Message
from hearthside.outbox.telephone.actions import forget_what_was_heard
from hearthside.people.actions import add_way, end_way, merge_people
from hearthside.people.models import Person, Relation, WayToReach
from hearthside.people.texting.actions import close_heard
from hearthside.people.texting.tests.conversation import EVENING, NOON, NUMBER, at, heard, phone, written
from hearthside.people.texting.thread import texts_held_on
from tests.cast import TESTS
from tests.signed_in import client_of

WORDS = "Is it on today?"


def inbox(reader):
    return client_of(reader).get("/texts/").content.decode()


def thread(reader, person):
    return client_of(reader).get(f"/people/{person.pk}/texts/").content.decode()


def today_page(reader):
    return client_of(reader).get("/today/").content.decode()


def test_what_ana_texts_is_read_by_ben_and_cora_and_by_nobody_else_who_works_here(cast):
    phone(cast.ana)
    heard()
    for reader in (cast.ben, cast.cora):
        assert "Ana" in inbox(reader)
        assert WORDS in inbox(reader)
        assert WORDS in thread(reader, cast.ana)
        assert "Ana sent a text" in today_page(reader)
    for reader in (cast.kim, cast.dan, cast.ada):
        assert WORDS not in inbox(reader)
        assert "sent a text" not in today_page(reader)
        assert client_of(reader).get(f"/people/{cast.ana.pk}/texts/").status_code == 404
    for reader in (cast.ana, cast.eve):
        assert client_of(reader).get("/texts/").status_code == 403


def test_a_past_supporter_reads_nothing_of_what_comes_or_came(cast):
    way = phone(cast.ana)
    with at(NOON):
        written(cast.ben, way, "See you then")
        heard()
        Relation.objects.filter(person=cast.ana, supporter=cast.ben).update(ends_on=today())
        assert WORDS not in inbox(cast.ben)
        assert client_of(cast.ben).get(f"/people/{cast.ana.pk}/texts/").status_code == 404


def test_what_was_texted_before_the_history_opens_is_closed_to_a_new_supporter(cast):
    way = phone(cast.ana)
    with at(NOON):
        written(cast.cora, way, "Old words")
        heard("Old answer")
    relation = Relation.objects.filter(person=cast.ana, supporter=cast.ben)
    with at(NOON + timedelta(days=2)):
        relation.update(history_from=today())
        heard("New words")
        shown = thread(cast.ben, cast.ana)
        assert "New words" in shown
        assert "Old words" not in shown
        assert "Old answer" not in shown
        assert "is closed to you" in shown
        assert "New words" in inbox(cast.ben)
        assert "Old answer" not in inbox(cast.ben)
        assert "Old words" in thread(cast.cora, cast.ana)


def test_a_number_that_nobody_knows_is_shown_with_its_words_to_those_who_keep_the_house(cast):
    heard(number="+13065550177")
    shown = inbox(cast.cora)
    assert "(306) 555-0177" in shown
    assert "tel:+13065550177" in shown
    assert "sms:+13065550177" in shown
    assert WORDS in shown
    assert "Nobody here has this number written down." in shown
    assert "Something came in by telephone" in today_page(cast.cora)
    for reader in (cast.ben, cast.kim, cast.dan):
        assert "+13065550177" not in inbox(reader)
        assert "Something came in" not in today_page(reader)


def test_nobody_texts_an_unknown_number_that_said_stop(cast):
    heard("STOP", number="+13065550177")
    heard("Who are you?", number="+13065550177")
    shown = inbox(cast.cora)
    assert "tel:+13065550177" in shown
    assert "sms:+13065550177" not in shown


def test_what_came_before_a_number_ended_still_waits_under_the_name(cast):
    way = phone(cast.ana)
    heard()
    end_way(by=TESTS, way=way)
    shown = inbox(cast.ben)
    assert "Answer Ana" in shown
    assert NUMBER not in shown


def test_once_the_number_is_written_down_it_is_theirs_and_stands_in_their_thread(cast):
    heard(number="+13065550177")
    with at(NOON):
        phone(cast.ana, number="+13065550177")
        assert WORDS in inbox(cast.ben)
        assert WORDS in thread(cast.ben, cast.ana)
        assert "+13065550177" not in inbox(cast.cora)


def test_a_number_of_two_people_is_said_to_be_so_and_shown_to_those_who_may_open_either(cast):
    phone(cast.ana)
    phone(cast.mo)
    heard()
    for reader, known, unknown in ((cast.ben, "Ana", "Mo"), (cast.dan, "Mo", "Ana")):
        shown = inbox(reader)
        assert f"Answer {known}" in shown
        assert f"Answer {unknown}" not in shown
        assert "Several people have this number." in shown
    assert "From a number of several people" in thread(cast.ben, cast.ana)
    own = client_of(cast.ana).get("/me/texts/").content.decode()
    assert WORDS not in own
    assert "Others have this number too" in own
    assert texts_held_on(cast.ana)["texts"][0]["words"] is None


def test_a_number_that_went_on_to_somebody_else_keeps_what_was_said_with_whoever_had_it(cast):
    way = phone(cast.ana)
    heard("Ana's own words")
    with at(NOON):
        end_way(by=TESTS, way=way)
        new = add_way(by=TESTS, person=cast.mo, kind="phone", value=NUMBER)
        WayToReach.objects.filter(pk=new.pk).update(ended_on=None)
        assert "own words" not in thread(cast.dan, cast.mo)
        assert "own words" not in inbox(cast.dan)
        assert "own words" in thread(cast.ben, cast.ana)
    with at(NOON + timedelta(days=2)):
        heard("Mo's words")
        assert "Mo&#x27;s words" in thread(cast.dan, cast.mo)
        assert "Mo&#x27;s words" not in thread(cast.ben, cast.ana)
        assert "Mo&#x27;s words" not in inbox(cast.ben)


def test_what_waits_for_two_days_is_known_to_those_who_keep_the_house_without_words_or_name(cast):
    phone(cast.kim)  # a colleague, whose record is closed to everybody
    heard("For Ben")
    assert "For Ben" not in inbox(cast.ada)
    assert "Nothing waits here." in inbox(cast.ada)
    with at(now() + timedelta(days=3)):
        shown = inbox(cast.ada)
        assert "Somebody whose page is closed to you" in shown
        assert "For Ben" not in shown
        assert "Kim" not in shown
        assert NUMBER not in shown
        client_of(cast.ada).post(f"/texts/{Heard.objects.get().pk}/closing/")
        assert "Nothing waits here." in inbox(cast.ada)


def test_done_with_takes_it_from_every_list_and_a_second_press_changes_nothing(cast):
    phone(cast.ana)
    one = heard()
    for _press in range(2):
        answer = client_of(cast.ben).post(f"/texts/{one.pk}/closing/", follow=True).content.decode()
        assert "Nothing waits here." in answer
    assert "sent a text" not in today_page(cast.cora)
    with pytest.raises(NotAllowed, match="Only those who may open"):
        close_heard(by=cast.dan, heard=one)


def test_a_call_waits_as_well_and_is_no_text_of_the_thread(cast):
    phone(cast.ana)
    heard("", how="call")
    assert "called" in inbox(cast.ben)
    assert "Ana called" in today_page(cast.ben)
    assert "Nothing was texted yet." in thread(cast.ben, cast.ana)


def test_keywords_are_seen_to_by_themselves(cast):
    phone(cast.ana)
    heard("STOP")
    assert "Nothing waits here." in inbox(cast.ben)


def test_ana_reads_her_own_texts_in_order_and_takes_them_with_her(cast):
    way = phone(cast.ana)
    with at(NOON):
        written(cast.ben, way, "First")
    with at(NOON + timedelta(hours=1)):
        heard("Second")
        answer = client_of(cast.ana).get(f"/people/{cast.ana.pk}/texts/", follow=True)
        own = answer.content.decode()
        assert answer.redirect_chain[-1][0] == "/me/texts/"
        assert own.index("Second") < own.index("First")
        assert "From Ben" in own
        assert "From me" in own
        held = client_of(cast.ana).get("/me/record.json").json()["texts"]
    assert [(one["from_me"], one["words"]) for one in held] == [(True, "Second"), (False, "First")]


def test_ana_ends_texts_on_her_own_page(cast):
    phone(cast.ana)
    client_of(cast.ana).post(f"/people/{cast.ana.pk}/texts/ending/")
    assert "This number said stop" in thread(cast.ben, cast.ana)


def test_words_are_forgotten_by_the_rule_of_the_outbox_and_the_thread_says_so(cast):
    way = phone(cast.ana)
    with at(NOON):
        heard()
        written(cast.ben, way)
        Message.objects.update(sent_at=now(), sent_by="x")
    with at(NOON + timedelta(days=100)):
        erase_old_words()
        shown = thread(cast.cora, cast.ana)
        assert "Is two still good?" not in shown
        assert shown.count("Its words are forgotten.") == 1
        assert WORDS in shown
        forget_what_was_heard()
        assert WORDS not in thread(cast.cora, cast.ana)


def test_texts_written_by_hand_wait_on_the_writers_own_today_until_sent(cast):
    way = phone(cast.ana)
    with at(EVENING):
        written(cast.ben, way)
        assert "waits for you to send it" not in today_page(cast.ben)
    with at(EVENING + timedelta(hours=11)):
        assert "A text that you wrote waits for you to send it" in today_page(cast.ben)
        assert "waits for you to send it" not in today_page(cast.cora)
        client_of(cast.ben).post(f"/people/{cast.ana.pk}/texts/{Message.objects.get().pk}/sending/")
        assert "waits for you to send it" not in today_page(cast.ben)


def test_what_was_texted_with_a_second_record_of_ana_stands_in_the_one_that_is_kept(cast):
    way = phone(cast.mo)
    with at(NOON):
        written(cast.dan, way, "To Mo")
    Person.objects.filter(pk=cast.mo.pk).update(user=None)
    merge_people(by=TESTS, keep=cast.ana, other=Person.objects.get(pk=cast.mo.pk))
    assert "To Mo" in thread(cast.ben, Person.objects.get(pk=cast.ana.pk))


def test_opening_the_thread_is_kept_and_ana_sees_who_did(cast):
    thread(cast.ben, cast.ana)
    assert "Ben" in client_of(cast.ana).get("/me/openings/").content.decode()


def queries(browser, address, django_assert_max_num_queries):
    with django_assert_max_num_queries(25) as counted:
        assert browser.get(address).status_code == 200
    return len(counted)


@pytest.mark.parametrize("address", ["/texts/", "/people/{}/texts/", "/today/", "/me/texts/"])
def test_three_rows_cost_no_more_queries_than_one(cast, address, django_assert_max_num_queries):
    way = phone(cast.ana)
    browser = client_of(cast.ana if address.startswith("/me") else cast.cora)
    address = address.format(cast.ana.pk)
    with at(NOON):
        for rounds in (1, 2):
            for _again in range(rounds):
                written(cast.ben, way)
                written(cast.cora, way)
                heard()
                heard(number="+13065550177")
            if rounds == 1:
                queries(browser, address, django_assert_max_num_queries)
                one = queries(browser, address, django_assert_max_num_queries)
        assert queries(browser, address, django_assert_max_num_queries) <= one
        assert address != "/today/" or one <= 8


def test_the_thread_is_turned_page_by_page(cast):
    phone(cast.ana)
    for number in range(35):
        heard(f"Words {number:02}")
    first = thread(cast.ben, cast.ana)
    second = client_of(cast.ben).get(f"/people/{cast.ana.pk}/texts/?page=2").content.decode()
    assert "Words 34" in first
    assert "Words 04" not in first
    assert "Words 04" in second
    assert "Words 34" not in second
