"""Advance wishes hold when Ana says so. Who may read them is hers to choose, also for an emergency."""

from datetime import date, timedelta

import pytest

from hearthside.audit.models import Entry, Opening
from hearthside.core.dates import today
from hearthside.core.errors import NotAllowed, Refused
from hearthside.one_to_one.goals import actions
from hearthside.one_to_one.goals.queries import a_year_after, own_wishes, wishes_to_confirm, wishes_to_review
from hearthside.one_to_one.models import FormsLink, Share, Wishes
from hearthside.people.actions import begin_relation, break_glass, close_emergency, end_relation
from hearthside.people.models import Relation
from tests.cast import TESTS
from tests.signed_in import client_of


@pytest.fixture
def wishes(cast) -> Wishes:
    return actions.write_wishes(by=cast.ana, paper="yes", where="Blue folder", words="Feed the cat", review_on=today() + timedelta(days=9))


def read_by(actor, person) -> str:
    answer = client_of(actor).get(f"/people/{person.pk}/wishes/")
    return answer.content.decode() if answer.status_code == 200 else str(answer.status_code)


# Her own


def test_ana_writes_them_and_reads_that_it_is_no_legal_form(cast):
    ana = client_of(cast.ana)
    assert "This page is not a legal form" in ana.get("/me/wishes/").content.decode()
    sent = {"paper": "working", "where": "At my sister's", "words": "Feed the cat", "in_emergency": "on"}
    assert ana.post("/me/wishes/", sent).url == "/me/wishes/"
    said = own_wishes(cast.ana)
    assert (said.paper, said.where, said.words, said.in_emergency, said.typed_by) == (
        "working",
        "At my sister's",
        "Feed the cat",
        True,
        None,
    )


def test_written_anew_the_wording_before_is_gone(cast, wishes):
    actions.write_wishes(by=cast.ana, paper="no")
    said = Wishes.objects.get()
    assert (said.paper, said.where, said.words) == ("no", None, None)


def test_the_question_about_the_paper_wants_an_answer(cast):
    assert client_of(cast.ana).post("/me/wishes/", {"words": "Feed the cat"}).status_code == 422


def test_a_day_to_read_it_again_lies_ahead(cast):
    late = today() - timedelta(days=1)
    answer = client_of(cast.ana).post("/me/wishes/", {"paper": "no", "review_on": late.isoformat()})
    assert answer.status_code == 422
    assert "This day has passed" in answer.content.decode()
    with pytest.raises(Refused, match="has passed"):
        actions.write_wishes(by=cast.ana, paper="no", review_on=late)


# Reading them again


def test_on_its_day_a_line_asks_to_read_it_again_until_it_is_still_right(cast, wishes):
    assert wishes_to_review(cast.ana, today()) is None
    due = today() + timedelta(days=9)
    assert wishes_to_review(cast.ana, due) == wishes
    assert wishes_to_review(cast.ben, due) is None
    Wishes.objects.update(review_on=today())
    ana = client_of(cast.ana)
    assert "You wanted to read this again" in ana.get("/me/wishes/").content.decode()
    assert ana.post("/me/wishes/review/").url == "/me/wishes/"
    assert Wishes.objects.get().review_on == a_year_after(today())
    assert "You wanted to read this again" not in ana.get("/me/wishes/").content.decode()
    assert wishes_to_review(cast.ana, today()) is None


def test_writing_them_anew_is_done_with_it_too(cast, wishes):
    Wishes.objects.update(review_on=today())
    client_of(cast.ana).post("/me/wishes/", {"paper": "yes", "review_on": ""})
    assert wishes_to_review(cast.ana, today() + timedelta(days=999)) is None


def test_where_the_day_has_come_the_form_looks_a_year_ahead(cast, wishes):
    Wishes.objects.update(review_on=today())
    assert f'value="{a_year_after(today()):%Y-%m-%d}"' in client_of(cast.ana).get("/me/wishes/").content.decode()


def test_there_is_nothing_to_read_again_before_anything_is_written(cast):
    assert client_of(cast.ana).post("/me/wishes/review/").status_code == 404


def test_the_same_day_next_year_also_for_a_leap_day():
    assert a_year_after(date(2026, 11, 22)) == date(2027, 11, 22)
    assert a_year_after(date(2028, 2, 29)) == date(2029, 3, 1)


# Who reads


@pytest.mark.parametrize(("who", "gets"), [("kim", "404"), ("dan", "404"), ("mo", "404"), ("cora", "403"), ("ada", "404"), ("eve", "404")])
def test_nobody_reads_them_by_what_they_are_here(cast, wishes, who, gets):
    assert read_by(getattr(cast, who), cast.ana) == gets


def test_ben_reads_them_when_she_shares_them_and_no_longer_when_she_takes_it_back(cast, wishes):
    assert "Ana has shared no wishes with you" in read_by(cast.ben, cast.ana)
    assert client_of(cast.ana).post("/me/shares/", {"what": ["wishes"], "reader": str(cast.ben.pk)}).status_code == 302
    assert "Feed the cat" in read_by(cast.ben, cast.ana)
    actions.take_back_share(by=cast.ana, share=Share.objects.get())
    assert "Feed the cat" not in read_by(cast.ben, cast.ana)


def test_ben_no_longer_reads_them_when_they_no_longer_meet(cast, wishes):
    actions.share_wishes(by=cast.ana, reader=cast.ben)
    end_relation(by=cast.ana, relation=Relation.objects.get(person=cast.ana))
    assert read_by(cast.ben, cast.ana) == "404"


def test_kim_reads_them_newly_written_where_they_are_shared_with_her(cast, wishes):
    actions.share_wishes(by=cast.ana, reader=cast.kim)
    actions.write_wishes(by=cast.ana, paper="yes", words="Call my sister")
    assert "Call my sister" in read_by(cast.kim, cast.ana)
    assert "Advance wishes" in client_of(cast.kim).get("/me/shared/").content.decode()


def test_wishes_that_are_not_written_are_not_shared(cast):
    with pytest.raises(Refused, match="not written any wishes"):
        actions.share_wishes(by=cast.ana, reader=cast.ben)


def test_in_an_emergency_they_are_read_only_if_ana_ticked_it(cast, wishes):
    glass = break_glass(by=cast.dan, person=cast.ana, reason="Nobody has seen her since Monday.")
    assert "Ana has shared no wishes with you" in read_by(cast.dan, cast.ana)
    assert "Feed the cat" not in read_by(cast.dan, cast.ana)
    actions.write_wishes(by=cast.ana, paper="yes", words="Feed the cat", in_emergency=True)
    assert "Feed the cat" in read_by(cast.dan, cast.ana)
    assert {(one.actor_label, one.page, one.right) for one in Opening.objects.all()} == {("Dan", "wishes", "emergency")}
    assert f"/people/{cast.ana.pk}/wishes/" in client_of(cast.dan).get(f"/people/{cast.ana.pk}/").content.decode()
    assert read_by(cast.kim, cast.ana) == "404"  # who opened nothing
    close_emergency(by=cast.dan, glass=glass)
    assert read_by(cast.dan, cast.ana) == "404"


# Typed with somebody


def test_what_ben_types_with_ana_counts_when_she_says_so(cast):
    ben, ana = client_of(cast.ben), client_of(cast.ana)
    sent = {"paper": "no", "words": "Feed the cat"}
    assert ben.post(f"/people/{cast.ana.pk}/wishes/typing/", sent).url == f"/people/{cast.ana.pk}/wishes/"
    assert own_wishes(cast.ana) is None
    assert wishes_to_confirm(cast.ana).typed_by == cast.ben
    assert "Typed by you, not confirmed yet" in read_by(cast.ben, cast.ana)
    assert "Ben typed this with you on" in ana.get("/me/wishes/").content.decode()
    assert ana.post("/me/wishes/confirmation/", {"answer": "yes"}).url == "/me/wishes/"
    assert (own_wishes(cast.ana).words, wishes_to_confirm(cast.ana)) == ("Feed the cat", None)
    assert "typed by Ben with you, confirmed by you" in ana.get("/me/wishes/").content.decode()
    assert "Feed the cat" not in read_by(cast.ben, cast.ana)  # confirmed, they are read where she shares them


def test_ben_types_on_in_the_same_draft(cast):
    for words in ("Feed the cat", "Feed the cat twice"):
        actions.type_wishes(by=cast.ben, person=cast.ana, paper="no", words=words)
    assert "Feed the cat twice" in client_of(cast.ben).get(f"/people/{cast.ana.pk}/wishes/typing/").content.decode()
    assert Wishes.objects.get().words == "Feed the cat twice"


def test_what_is_not_right_is_thrown_away_and_what_held_before_holds(cast, wishes):
    draft = actions.type_wishes(by=cast.ben, person=cast.ana, paper="no", words="Sell the cat")
    assert client_of(cast.ana).post("/me/wishes/confirmation/", {"answer": "no"}).status_code == 302
    assert [one.words for one in Wishes.objects.all()] == ["Feed the cat"]
    actions.drop_draft(by=cast.ana, wishes=draft)
    assert Entry.objects.filter(act="threw a draft of wishes away").count() == 1


def test_a_yes_replaces_what_held_and_keeps_her_tick_for_emergencies(cast):
    actions.write_wishes(by=cast.ana, paper="yes", words="Feed the cat", in_emergency=True)
    draft = actions.type_wishes(by=cast.ben, person=cast.ana, paper="no", words="Feed both cats")
    actions.confirm_wishes(by=cast.ana, wishes=draft)
    said = Wishes.objects.get()
    assert (said.words, said.in_emergency) == ("Feed both cats", True)


def test_a_second_yes_changes_nothing_and_says_so(cast):
    draft = actions.type_wishes(by=cast.ben, person=cast.ana, paper="no", words="Feed the cat")
    actions.confirm_wishes(by=cast.ana, wishes=draft)
    with pytest.raises(Refused, match="looked at already"):
        actions.confirm_wishes(by=cast.ana, wishes=draft)
    assert own_wishes(cast.ana).words == "Feed the cat"
    assert client_of(cast.ana).post("/me/wishes/confirmation/", {"answer": "yes"}).status_code == 404


def test_a_yes_on_two_devices_at_once_is_said_in_words(cast, monkeypatch):
    from hearthside.one_to_one.goals.views import wishes as views

    draft = actions.type_wishes(by=cast.ben, person=cast.ana, paper="no", words="Feed the cat")
    actions.confirm_wishes(by=cast.ana, wishes=draft)
    monkeypatch.setattr(views, "wishes_to_confirm", lambda person: draft)
    shown = client_of(cast.ana).post("/me/wishes/confirmation/", {"answer": "yes"}, follow=True)
    assert shown.status_code == 200
    assert own_wishes(cast.ana).words == "Feed the cat"


@pytest.mark.parametrize("who", ["ben", "cora", "kim"])
def test_nobody_says_yes_for_her(cast, who):
    draft = actions.type_wishes(by=cast.ben, person=cast.ana, paper="no")
    for act in (actions.confirm_wishes, actions.drop_draft, actions.keep_as_right):
        with pytest.raises(NotAllowed):
            act(by=getattr(cast, who), wishes=draft)


@pytest.mark.parametrize("who", ["kim", "dan", "cora", "ada"])
def test_only_who_meets_her_types_for_her(cast, who):
    with pytest.raises(NotAllowed):
        actions.type_wishes(by=getattr(cast, who), person=cast.ana, paper="no")


def test_a_draft_is_read_by_nobody_else_and_no_longer_by_ben_when_they_part(cast):
    actions.type_wishes(by=cast.ben, person=cast.ana, paper="no", words="Feed the cat")
    assert not Wishes.objects.visible_to(cast.cora).exists()
    end_relation(by=cast.ana, relation=Relation.objects.get(person=cast.ana))
    assert not Wishes.objects.visible_to(cast.ben).exists()


def test_a_draft_of_somebody_else_is_looked_at_first(cast):
    begin_relation(by=TESTS, person=cast.ana, supporter=cast.kim)
    actions.type_wishes(by=cast.ben, person=cast.ana, paper="no", words="Water the plants")
    answer = client_of(cast.kim).post(f"/people/{cast.ana.pk}/wishes/typing/", {"paper": "yes", "words": "Walk the dog"})
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert "waits for Ana to read" in shown
    assert "Walk the dog" in shown
    assert "Water the plants" not in shown
    assert Wishes.objects.get().words == "Water the plants"


# Links to forms


def test_a_link_that_cora_adds_stands_beside_everybodys_wishes_until_she_takes_it_away(cast):
    cora = client_of(cast.cora)
    assert "There is none yet." in cora.get("/organisation/wishes-links/").content.decode()
    cora.post("/organisation/wishes-links/", {"words": "Forms of the province", "address": "https://example.org/forms"})
    assert "Forms of the province" in client_of(cast.ana).get("/me/wishes/").content.decode()
    link = FormsLink.objects.get()
    cora.post(f"/organisation/wishes-links/{link.pk}/removal/")
    actions.remove_forms_link(by=cast.cora, link=link)
    assert "Forms of the province" not in client_of(cast.ana).get("/me/wishes/").content.decode()
    assert Entry.objects.filter(act="removed a link to forms").count() == 1


def test_an_address_that_is_none_is_asked_for_again(cast):
    answer = client_of(cast.cora).post("/organisation/wishes-links/", {"words": "Forms", "address": "javascript:alert(1)"})
    assert answer.status_code == 422
    assert not FormsLink.objects.exists()
    with pytest.raises(NotAllowed):
        actions.add_forms_link(by=cast.ben, words="Forms", address="https://example.org/")
