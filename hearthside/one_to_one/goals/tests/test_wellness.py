"""A wellness plan is written by Ana alone, and read a part at a time by those she chooses, until she takes it back."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hearthside.audit.models import Entry, Opening
from hearthside.core.dates import today
from hearthside.core.errors import NotAllowed, Refused
from hearthside.one_to_one.goals import actions
from hearthside.one_to_one.models import PaperCopy, Share, WellnessPart, WellnessVersion
from hearthside.people.actions import break_glass, end_relation, end_role
from hearthside.people.models import Relation
from tests.signed_in import client_of


@pytest.fixture
def signs(cast) -> WellnessPart:
    return actions.begin_part(by=cast.ana, code="signs", text="I stop humming")


@pytest.fixture
def music(cast) -> WellnessPart:
    return actions.begin_part(by=cast.ana, heading="Music", text="Loud, with the door shut")


def read_by(actor, person) -> str:
    answer = client_of(actor).get(f"/people/{person.pk}/wellness/")
    return answer.content.decode() if answer.status_code == 200 else str(answer.status_code)


# Writing


def test_ana_writes_a_usual_part_and_one_of_her_own(cast):
    ana = client_of(cast.ana)
    shown = ana.get("/me/wellness/").content.decode()
    assert "What a good day is like" in shown
    assert "Small things that keep me well" in shown
    assert ana.post("/me/wellness/beginning/?part=signs", {"text": "I stop humming"}).url == "/me/wellness/"
    assert ana.post("/me/wellness/beginning/", {"heading": "Music", "text": "Loud"}).url == "/me/wellness/"
    assert [part.title for part in WellnessPart.objects.belonging_to(cast.ana)] == ["Signs I know", "Music"]
    shown = ana.get("/me/wellness/").content.decode()
    assert "I stop humming" in shown
    assert "only you" in shown
    assert "Music" in shown


def test_a_part_without_words_or_heading_is_asked_for_again(cast):
    ana = client_of(cast.ana)
    assert "Nothing is written yet" in ana.post("/me/wellness/beginning/?part=signs", {"text": " "}).content.decode()
    assert "Give this part a heading" in ana.post("/me/wellness/beginning/", {"text": "Loud"}).content.decode()
    with pytest.raises(Refused, match="heading"):
        actions.begin_part(by=cast.ana, text="Loud")
    with pytest.raises(Refused, match="Nothing is written"):
        actions.begin_part(by=cast.ana, code="signs", text=" ")


def test_a_part_written_on_another_device_meanwhile_is_not_written_over(cast, signs):
    answer = client_of(cast.ana).post("/me/wellness/beginning/?part=signs", {"text": "Sleep"})
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert "written this part already" in shown
    assert "Sleep" in shown
    assert WellnessPart.objects.get().text == "I stop humming"


def test_other_words_keep_the_earlier_ones_for_ana_alone(cast, signs):
    page = f"/me/wellness/{signs.pk}/"
    assert client_of(cast.ana).post(page, {"text": "I sleep late", "heading": "My signs"}).url == "/me/wellness/"
    signs.refresh_from_db()
    assert (signs.text, signs.title, signs.version) == ("I sleep late", "My signs", 2)
    assert "I stop humming" in client_of(cast.ana).get(page).content.decode()
    actions.share_part(by=cast.ana, part=signs, reader=cast.ben)
    shown = read_by(cast.ben, cast.ana)
    assert "I sleep late" in shown
    assert "I stop humming" not in shown
    actions.reword_part(by=cast.ana, part=signs, text="I sleep late")
    assert WellnessVersion.objects.count() == 1


def test_a_part_of_her_own_keeps_its_heading(cast, music):
    with pytest.raises(Refused, match="heading"):
        actions.reword_part(by=cast.ana, part=music, text="Quiet")
    with pytest.raises(Refused, match="Nothing is written"):
        actions.reword_part(by=cast.ana, part=music, text=" ", heading="Music")


@pytest.mark.parametrize("who", ["ben", "cora", "ada"])
def test_nobody_else_writes_in_it_even_where_it_is_shared(cast, signs, who):
    other = getattr(cast, who)
    if who == "ben":
        actions.share_part(by=cast.ana, part=signs, reader=cast.ben)
    with pytest.raises(NotAllowed):
        actions.reword_part(by=other, part=signs, text="No")
    with pytest.raises(NotAllowed):
        actions.erase_part(by=other, part=signs)
    with pytest.raises(NotAllowed):
        actions.share_part(by=other, part=signs, reader=cast.kim)
    assert client_of(other).get(f"/me/wellness/{signs.pk}/").status_code == 404


def test_a_part_is_erased_with_its_earlier_wordings_and_shares(cast, signs):
    actions.reword_part(by=cast.ana, part=signs, text="I sleep late")
    actions.share_part(by=cast.ana, part=signs, reader=cast.ben)
    client_of(cast.ana).post(f"/me/wellness/{signs.pk}/erasure/")
    assert not (WellnessPart.objects.exists())
    assert not (WellnessVersion.objects.exists())
    assert not (Share.objects.exists())
    assert "I sleep late" not in read_by(cast.ben, cast.ana)


def test_an_earlier_wording_is_erased_alone(cast, signs):
    actions.reword_part(by=cast.ana, part=signs, text="I sleep late")
    version = WellnessVersion.objects.get()
    assert client_of(cast.ana).post(f"/me/wellness/{signs.pk}/versions/{version.pk}/erasure/").url == f"/me/wellness/{signs.pk}/"
    assert not WellnessVersion.objects.exists()
    assert WellnessPart.objects.get().text == "I sleep late"


# Who reads


@pytest.mark.parametrize(("who", "gets"), [("kim", "404"), ("dan", "404"), ("mo", "404"), ("cora", "403"), ("ada", "404"), ("eve", "404")])
def test_nobody_reads_a_part_that_is_not_shared_with_them(cast, signs, who, gets):
    assert read_by(getattr(cast, who), cast.ana) == gets


def test_ben_meets_ana_and_still_reads_only_what_she_shares(cast, signs, music):
    assert "Ana shares no part of a wellness plan with you" in read_by(cast.ben, cast.ana)
    actions.share_part(by=cast.ana, part=signs, reader=cast.ben)
    shown = read_by(cast.ben, cast.ana)
    assert "I stop humming" in shown
    assert "Loud" not in shown


def test_kim_who_only_works_here_reads_what_is_shared_and_nothing_else_of_ana(cast, signs):
    actions.share_part(by=cast.ana, part=signs, reader=cast.kim)
    assert "I stop humming" in read_by(cast.kim, cast.ana)
    kim = client_of(cast.kim)
    assert "Signs I know" in kim.get("/me/shared/").content.decode()
    assert kim.get(f"/people/{cast.ana.pk}/").status_code == 404
    assert [(one.page, one.right) for one in Opening.objects.filter(about=cast.ana.actor_id)] == [("wellness plan", "shared")]


def test_cora_reads_a_part_only_when_it_is_shared_with_her(cast, signs):
    actions.share_part(by=cast.ana, part=signs, reader=cast.cora)
    assert "I stop humming" in read_by(cast.cora, cast.ana)


def test_taken_back_it_is_closed_at_once(cast, signs):
    actions.share_part(by=cast.ana, part=signs, reader=cast.kim)
    share = Share.objects.get()
    with pytest.raises(NotAllowed):
        actions.take_back_share(by=cast.kim, share=share)
    assert client_of(cast.ana).post(f"/me/shares/{share.pk}/ending/").url == "/me/shares/"
    assert read_by(cast.kim, cast.ana) == "404"
    assert "Nobody shares a wellness plan" in client_of(cast.kim).get("/me/shared/").content.decode()
    actions.take_back_share(by=cast.ana, share=share)
    assert Entry.objects.filter(act="took a share back").count() == 1


def test_it_holds_through_its_last_day_and_not_after(cast, signs):
    actions.share_part(by=cast.ana, part=signs, reader=cast.kim, until=today())
    assert "I stop humming" in read_by(cast.kim, cast.ana)
    Share.objects.update(until=today() - timedelta(days=1))
    assert read_by(cast.kim, cast.ana) == "404"
    assert "Nobody but you reads" in client_of(cast.ana).get("/me/shares/").content.decode()


def test_with_ben_it_ends_when_they_no_longer_meet_although_he_still_works_here(cast, signs):
    actions.share_part(by=cast.ana, part=signs, reader=cast.ben)
    end_relation(by=cast.ana, relation=Relation.objects.get(person=cast.ana))
    assert read_by(cast.ben, cast.ana) == "404"


def test_with_kim_it_ends_when_she_no_longer_works_here(cast, signs):
    actions.share_part(by=cast.ana, part=signs, reader=cast.kim)
    end_role(by=cast.kim, role=cast.kim.roles.get(kind="supporter"))
    assert read_by(cast.kim, cast.ana) == "404"


def test_an_emergency_opens_no_part(cast, signs):
    break_glass(by=cast.dan, person=cast.ana, reason="Nobody has seen her since Monday.")
    assert read_by(cast.dan, cast.ana) == "403"


def test_shared_again_it_is_one_line_to_take_back(cast, signs):
    for until in (None, today() + timedelta(days=3)):
        actions.share_part(by=cast.ana, part=signs, reader=cast.kim, until=until)
    [share] = Share.objects.running()
    assert share.until == today() + timedelta(days=3)


@pytest.mark.parametrize("who", ["mo", "eve", "ana"])
def test_it_is_shared_with_nobody_who_is_not_here_in_a_way_for_it(cast, signs, who):
    with pytest.raises(Refused, match="Choose somebody else"):
        actions.share_part(by=cast.ana, part=signs, reader=getattr(cast, who))


def test_a_day_that_has_passed_is_no_last_day(cast, signs):
    with pytest.raises(Refused, match="has passed"):
        actions.share_part(by=cast.ana, part=signs, reader=cast.kim, until=today() - timedelta(days=1))


# The page of shares


def test_ana_shares_two_parts_at_once_and_sees_who_reads_what(cast, signs, music):
    ana = client_of(cast.ana)
    sent = {"what": [str(signs.pk), str(music.pk)], "reader": str(cast.kim.pk)}
    shown = ana.post("/me/shares/", sent, follow=True).content.decode()
    assert shown.count("Take it back") == 2
    assert "Signs I know" in shown
    assert "read by Kim" in ana.get("/me/wellness/").content.decode()


def test_the_form_of_shares_says_what_to_put_right(cast, signs):
    ana, late = client_of(cast.ana), (today() - timedelta(days=1)).isoformat()
    answer = ana.post("/me/shares/", {"what": [str(signs.pk)], "reader": str(cast.kim.pk), "until": late})
    assert answer.status_code == 422
    assert "This day has passed" in answer.content.decode()
    assert ana.post("/me/shares/", {"what": ["wishes"], "reader": str(cast.kim.pk)}).status_code == 422  # there are none
    assert ana.post("/me/shares/", {"what": [str(signs.pk)], "reader": str(cast.mo.pk)}).status_code == 422


def test_a_refusal_of_the_act_stands_on_the_page(cast, signs, monkeypatch):
    """As when the reader's last role ends between the page and the press."""
    from hearthside.one_to_one.goals.actions import shares
    from hearthside.people.models import Person

    monkeypatch.setattr(shares, "possible_readers", lambda person: Person.objects.none())
    answer = client_of(cast.ana).post("/me/shares/", {"what": [str(signs.pk)], "reader": str(cast.kim.pk)})
    assert answer.status_code == 422
    assert "Kim is not here in a way" in answer.content.decode()


def test_before_anything_is_written_there_is_nothing_to_share(cast):
    assert "Write a part of your wellness plan or your wishes first" in client_of(cast.ana).get("/me/shares/").content.decode()


def test_ana_remembers_who_has_a_copy_on_paper(cast):
    ana = client_of(cast.ana)
    sent = {"of_what": "The page about signs", "to_whom": "My sister", "given_on": "2026-03-01"}
    shown = ana.post("/me/shares/copies/", sent, follow=True).content.decode()
    assert "My sister" in shown
    assert "given 1 March 2026" in shown
    copy = PaperCopy.objects.get()
    with pytest.raises(NotAllowed):
        actions.forget_copy(by=cast.ben, copy=copy)
    assert "My sister" not in ana.post(f"/me/shares/copies/{copy.pk}/removal/", follow=True).content.decode()
    assert not PaperCopy.objects.exists()


def test_a_copy_needs_a_name_and_what_it_was(cast):
    assert client_of(cast.ana).post("/me/shares/copies/", {"of_what": "All", "given_on": "2026-03-01"}).status_code == 422
    with pytest.raises(Refused, match="Say what you gave"):
        actions.note_copy(by=cast.ana, of_what=" ", to_whom="My sister", given_on=today())


# Paper


def test_the_plan_is_printed_whole_or_one_part_alone(cast, signs, music):
    ana = client_of(cast.ana)
    whole, alone = ana.get("/me/wellness/print/").content.decode(), ana.get(f"/me/wellness/print/?part={music.pk}").content.decode()
    assert "I stop humming" in whole
    assert "Loud" in whole
    assert "I stop humming" not in alone
    assert "Loud" in alone
    assert "Loud" not in client_of(cast.ben).get(f"/me/wellness/print/?part={music.pk}").content.decode()


def test_an_empty_plan_is_there_to_fill_in_by_hand(cast):
    sheet = client_of(cast.ana).get("/me/wellness/sheet/").content.decode()
    assert "Getting going again" in sheet
    assert sheet.count('class="line"') >= 21


def test_the_pages_ask_as_much_for_three_parts_as_for_one(cast, django_assert_num_queries):
    def share(code):
        actions.share_part(by=cast.ana, part=actions.begin_part(by=cast.ana, code=code, text="Words"), reader=cast.ben)

    share("signs")
    pages = [(client_of(cast.ana), "/me/wellness/"), (client_of(cast.ana), "/me/shares/")]
    pages += [(client_of(cast.ben), f"/people/{cast.ana.pk}/wellness/"), (client_of(cast.ben), "/me/shared/")]
    asked = []
    for client, page in pages:
        client.get(page)
        with CaptureQueriesContext(connection) as queries:
            client.get(page)
        asked.append(len(queries))
    share("helps")
    share("people")
    for (client, page), number in zip(pages, asked, strict=True):
        with django_assert_num_queries(number):
            client.get(page)
