"""A coordinator looks at a whole list at once: explained, changed, never automatic."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hearthside.core.actors import WORKER
from hearthside.core.dates import now
from hearthside.core.errors import Refused
from hearthside.one_to_one.jobs import forget_list_proposals, solve_long_lists
from hearthside.one_to_one.matching import actions
from hearthside.one_to_one.matching.actions import proposals
from hearthside.one_to_one.matching.proposing import shown
from hearthside.one_to_one.matching.tests.lists import ask, bring, supporter
from hearthside.one_to_one.models import Bringing, ListProposal, Pairing, Request, Suggestion
from hearthside.people.actions import grant_role
from tests.cast import TESTS
from tests.signed_in import client_of


def rows_of(proposal) -> list:
    return list(proposal.rows.select_related("request", "supporter"))


def who(proposal) -> dict[str, str | None]:
    return {str(row.request.name): row.supporter and row.supporter.name for row in rows_of(proposal)}


@pytest.fixture
def two_wait(cast):
    """Robin waits longer than Sam; Ben fits both, Kim Robin alone."""
    bring(cast.ben, languages=["fr"], experiences=["carer"])
    bring(cast.kim, experiences=["carer"])
    return ask(cast, "Robin", experiences=["carer"]), ask(cast, "Sam", languages=["fr"])


def test_as_many_as_possible_get_somebody(cast, two_wait):
    proposal = actions.make_proposal(by=cast.cora)
    assert who(proposal) == {"Robin": "Kim", "Sam": "Ben"}
    assert [one.words for one in shown(rows_of(proposal))] == ["both know about caring for somebody", "both speak French"]
    assert not Suggestion.objects.exists()


def test_whoever_waits_longest_comes_first(cast):
    bring(cast.ben)
    late, early = ask(cast, "Late"), ask(cast, "Early", asked_at=now() - timedelta(days=9))
    proposal = actions.make_proposal(by=cast.cora)
    assert who(proposal) == {"Early": "Ben", "Late": None}
    assert [row.request for row in rows_of(proposal)] == [early, late]
    assert shown(rows_of(proposal))[1].words == "whoever would fit is proposed to others"


@pytest.mark.parametrize(
    ("wish", "words"),
    [
        ({"languages": ["cr", "oj"]}, "nobody who speaks Cree or Ojibwa has room"),
        ({"genders": ["woman"]}, "nobody with room is a woman, as they wished"),
        ({"ages": ["60_plus"]}, "nobody with room is of the age they wished: 60 and over"),
        ({"hows": ["video"]}, "nobody with room meets by video"),
        ({"times": ["sun_morning"]}, "nobody has room at the times they gave"),
        ({"languages": ["fr"], "genders": ["man"]}, "each wish can be kept, but by nobody with room all together"),
    ],
)
def test_who_is_left_without_and_why_is_said_in_words(cast, wish, words):
    bring(cast.ben, languages=["fr"], hows=["phone"], times=["mon_morning"], age="25_39")
    bring(cast.kim, gender="man", hows=["phone"], times=["mon_morning"])
    ask(cast, **wish)
    [row] = shown(rows_of(actions.make_proposal(by=cast.cora)))
    assert row.words == words


def test_other_reasons_for_being_left_without(cast):
    bring(cast.ben, room=0)
    ask(cast, "Robin")
    ask(cast, "Kim", person=cast.kim)
    words = {one.name: one.words for one in shown(rows_of(actions.make_proposal(by=cast.cora)))}
    assert words == {"Robin": "nobody of this programme has said what they bring", "Kim": "works here too; choose together with them"}
    Bringing.objects.filter(person=cast.ben).update(room=1)
    Request.objects.all().delete()
    actions.keep_apart(by=cast.cora, person=cast.ana, supporter=cast.ben)
    ask(cast, "Ana", person=cast.ana)
    [row] = shown(rows_of(actions.make_proposal(by=cast.cora)))
    assert row.words == "whoever would fit met them before, was passed by, or is kept apart from them"


def test_only_those_of_ones_own_programmes_and_nobody_twice(cast):
    bring(cast.ben, room=5)
    bring(cast.dan, room=5)
    ask(cast, "Hill", programme=cast.hill)
    ask(cast, "No programme", programme=None)
    suggested = ask(cast, "Chooses already")
    Suggestion.objects.create(request=suggested, supporter=cast.ben)
    ask(cast, "Cora", person=cast.cora)
    ask(cast, "Gone", withdrawn_at=now())
    assert who(actions.make_proposal(by=cast.cora)) == {"No programme": "Ben"}


def test_a_changed_row_is_pinned_and_the_rest_looked_at_again(cast, two_wait):
    proposal = actions.make_proposal(by=cast.cora)
    robin, sam = rows_of(proposal)
    gave_way = actions.change_row(by=cast.cora, row=robin, supporter=cast.ben)
    assert gave_way == sam
    assert who(proposal) == {"Robin": "Ben", "Sam": None}
    actions.solve_proposal(by=cast.cora, proposal=proposal)
    assert who(proposal) == {"Robin": "Ben", "Sam": None}
    actions.pin_row(by=cast.cora, row=robin, is_pinned=False)
    actions.solve_proposal(by=cast.cora, proposal=proposal)
    assert who(proposal) == {"Robin": "Kim", "Sam": "Ben"}


def test_a_pinned_place_gives_way_to_nobody(cast, two_wait):
    proposal = actions.make_proposal(by=cast.cora)
    robin, sam = rows_of(proposal)
    actions.pin_row(by=cast.cora, row=sam, is_pinned=True)
    with pytest.raises(Refused, match="pinned for others"):
        actions.change_row(by=cast.cora, row=robin, supporter=cast.ben)


def test_nobody_is_proposed_against_a_wish_by_hand_either(cast, two_wait):
    _robin, sam = rows_of(actions.make_proposal(by=cast.cora))
    with pytest.raises(Refused, match="Kim cannot be suggested"):
        actions.change_row(by=cast.cora, row=sam, supporter=cast.kim)


def test_a_row_taken_out_gives_its_room_to_others(cast):
    bring(cast.ben)
    ask(cast, "Robin")
    ask(cast, "Sam")
    proposal = actions.make_proposal(by=cast.cora)
    first = rows_of(proposal)[0]
    actions.leave_out_row(by=cast.cora, row=first, is_left_out=True)
    assert shown(rows_of(proposal))[0].words == "left out by you"
    actions.pin_row(by=cast.cora, row=first, is_pinned=True)
    actions.solve_proposal(by=cast.cora, proposal=proposal)
    assert who(proposal) == {"Robin": None, "Sam": "Ben"}
    actions.leave_out_row(by=cast.cora, row=first, is_left_out=False)
    actions.solve_proposal(by=cast.cora, proposal=proposal)
    assert who(proposal) == {"Robin": "Ben", "Sam": None}


def test_suggesting_makes_suggestions_and_never_a_pairing(cast, two_wait):
    robin, sam = two_wait
    proposal = actions.make_proposal(by=cast.cora)
    assert actions.suggest_proposed(by=cast.cora, proposal=proposal) == (2, 0)
    assert set(Suggestion.objects.values_list("request", "supporter", "suggested_by", "picked_at")) == {
        (robin.pk, cast.kim.pk, cast.cora.pk, None),
        (sam.pk, cast.ben.pk, cast.cora.pk, None),
    }
    assert not Pairing.objects.exists()
    assert not ListProposal.objects.exists()


def test_what_no_longer_fits_is_not_suggested(cast, two_wait):
    robin, _sam = two_wait
    proposal = actions.make_proposal(by=cast.cora)
    Request.objects.filter(pk=robin.pk).update(withdrawn_at=now())
    Bringing.objects.filter(person=cast.ben).update(room=0)
    assert actions.suggest_proposed(by=cast.cora, proposal=proposal) == (0, 2)


def test_nothing_to_suggest_and_nobody_who_waits_are_said(cast):
    with pytest.raises(Refused, match="Nobody waits"):
        actions.make_proposal(by=cast.cora)
    ask(cast)
    proposal = actions.make_proposal(by=cast.cora)
    with pytest.raises(Refused, match="Nobody is proposed"):
        actions.suggest_proposed(by=cast.cora, proposal=proposal)
    actions.end_proposal(by=cast.cora, proposal=proposal)
    assert not ListProposal.objects.exists()


def test_only_coordinators_look_at_a_list(cast):
    with pytest.raises(PermissionDenied):
        actions.make_proposal(by=cast.ben)


def test_a_long_list_is_left_to_the_worker(cast, two_wait, monkeypatch):
    monkeypatch.setattr(proposals, "AT_ONCE", 1)
    proposal = actions.make_proposal(by=cast.cora)
    assert who(proposal) == {"Robin": None, "Sam": None}
    cora = client_of(cast.cora)
    page = cora.get(reverse("list_proposal"))
    assert "takes a minute" in page.content.decode()
    assert page["Refresh"] == "5"
    assert solve_long_lists() == 1
    assert solve_long_lists() == 0
    assert who(proposal) == {"Robin": "Kim", "Sam": "Ben"}
    assert "Refresh" not in cora.get(reverse("list_proposal"))
    actions.solve_proposal(by=WORKER, proposal=proposal)


def test_a_draft_is_forgotten_after_seven_days(cast, two_wait):
    proposal = actions.make_proposal(by=cast.cora)
    ListProposal.objects.update(made_at=now() - timedelta(days=6, hours=23))
    assert forget_list_proposals() == 0
    ListProposal.objects.update(made_at=now() - timedelta(days=7))
    assert not ListProposal.objects.visible_to(cast.cora).exists()
    assert forget_list_proposals() == 1
    assert not ListProposal.objects.filter(pk=proposal.pk).exists()


def test_from_the_button_to_the_suggestions(cast, two_wait):
    cora = client_of(cast.cora)
    assert "2 people wait" in cora.get(reverse("list_proposal")).content.decode()
    page = cora.post(reverse("list_proposal"), follow=True).content.decode()
    assert "Both know about caring for somebody" in page
    assert "Both speak French" in page
    robin = ListProposal.objects.get().rows.first()
    change = reverse("proposal_row", args=[robin.pk])
    assert "Ben: Both know about caring for somebody" in cora.get(change).content.decode()
    assert cora.post(change, {"supporter": ""}).status_code == 422
    assert "Sam has nobody now" in cora.post(change, {"supporter": str(cast.ben.pk)}, follow=True).content.decode()
    page = cora.post(reverse("proposal_solution"), follow=True).content.decode()
    assert "pinned" in page
    cora.post(reverse("proposal_pin", args=[robin.pk]), {"is_pinned": "no"})
    cora.post(reverse("proposal_leaving_out", args=[robin.pk]), {"is_left_out": "yes"})
    page = cora.post(reverse("proposal_solution"), follow=True).content.decode()
    assert "Left out by you" in page
    page = cora.post(reverse("proposal_suggestions"), follow=True).content.decode()
    assert "1 suggestion was made. They choose" in page
    assert "1 person waits" in page


def test_a_row_that_cannot_be_changed_says_why(cast, two_wait):
    cora = client_of(cast.cora)
    cora.post(reverse("list_proposal"))
    robin, sam = ListProposal.objects.get().rows.all()
    cora.post(reverse("proposal_pin", args=[sam.pk]), {"is_pinned": "yes"})
    answer = cora.post(reverse("proposal_row", args=[robin.pk]), {"supporter": str(cast.ben.pk)})
    assert answer.status_code == 422
    assert "pinned for others" in answer.content.decode()


def test_pages_say_what_cannot_be_done_and_the_draft_is_thrown_away(cast):
    cora = client_of(cast.cora)
    assert "Nobody waits" in cora.post(reverse("list_proposal"), follow=True).content.decode()
    ask(cast, languages=["cr"])
    page = cora.post(reverse("list_proposal"), follow=True).content.decode()
    assert "Nobody of this programme has said what they bring" in page
    assert "Suggest these" not in page
    assert "Nobody is proposed here yet" in cora.post(reverse("proposal_suggestions"), follow=True).content.decode()
    assert (
        "Nobody with room keeps every wish"
        in cora.get(reverse("proposal_row", args=[ListProposal.objects.get().rows.get().pk])).content.decode()
    )
    assert "Thrown away" in cora.post(reverse("proposal_ending"), follow=True).content.decode()


def test_anothers_draft_does_not_exist_for_me(cast, two_wait):
    row = actions.make_proposal(by=cast.cora).rows.first()
    grant_role(by=TESTS, person=cast.kim, kind="coordinator", programme=cast.river)
    assert client_of(cast.kim).get(reverse("proposal_row", args=[row.pk])).status_code == 404


def test_some_no_longer_fitted(cast, two_wait):
    cora = client_of(cast.cora)
    cora.post(reverse("list_proposal"))
    Bringing.objects.filter(person=cast.ben).update(room=0)
    assert "1 suggestion was made. 1 no longer fitted." in cora.post(reverse("proposal_suggestions"), follow=True).content.decode()


def test_as_many_queries_for_three_rows_as_for_one(cast):
    supporter(cast, "Zoe", room=9, experiences=["carer"])
    cora = client_of(cast.cora)
    counts = []
    for number in (1, 2):
        for turn in range(number):
            ask(cast, f"N{number}{turn}", experiences=["carer"])
        cora.post(reverse("list_proposal"))
        cora.get(reverse("list_proposal"))
        with CaptureQueriesContext(connection) as taken:
            cora.get(reverse("list_proposal"))
        counts.append(len(taken))
    assert counts[0] == counts[1]
