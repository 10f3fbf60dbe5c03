"""Two people are not suggested to each other: whoever of them says so, or their coordinator. Nobody asks why."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from hearthside.core.errors import Refused
from hearthside.one_to_one.matching.actions import end_apart, keep_apart
from hearthside.one_to_one.matching.queries import suggestions_for
from hearthside.one_to_one.matching.tests.lists import ask, bring
from hearthside.one_to_one.models import Apart, Suggestion
from hearthside.people.models import Relation
from tests.signed_in import client_of


def test_kept_apart_until_it_ends(cast):
    bring(cast.kim)
    request = ask(cast, person=cast.ana)
    assert [fit.supporter for fit in suggestions_for(request)] == [cast.kim]
    apart = keep_apart(by=cast.cora, person=cast.ana, supporter=cast.kim)
    assert suggestions_for(request) == []
    end_apart(by=cast.cora, apart=apart)
    end_apart(by=cast.cora, apart=apart)
    assert [fit.supporter for fit in suggestions_for(request)] == [cast.kim]
    keep_apart(by=cast.cora, person=cast.ana, supporter=cast.kim)
    with pytest.raises(Refused, match="already"):
        keep_apart(by=cast.cora, person=cast.ana, supporter=cast.kim)


def test_a_suggestion_that_nobody_picked_is_taken_back(cast):
    request = ask(cast, person=cast.ana)
    open_one = Suggestion.objects.create(request=request, supporter=cast.kim)
    keep_apart(by=cast.ana, person=cast.ana, supporter=cast.kim)
    open_one.refresh_from_db()
    assert open_one.ended_at


def test_a_supporter_names_themselves_alone(cast):
    keep_apart(by=cast.ben, person=cast.ana, supporter=cast.ben)
    with pytest.raises(PermissionDenied):
        keep_apart(by=cast.ben, person=cast.ana, supporter=cast.kim)


def test_a_person_names_those_they_know_to_be_suggested(cast):
    keep_apart(by=cast.ana, person=cast.ana, supporter=cast.ben)
    with pytest.raises(PermissionDenied):
        keep_apart(by=cast.ana, person=cast.ana, supporter=cast.kim)


def test_whoever_said_it_takes_it_back_or_the_coordinator(cast):
    apart = keep_apart(by=cast.ben, person=cast.ana, supporter=cast.ben)
    with pytest.raises(PermissionDenied):
        end_apart(by=cast.ana, apart=apart)
    end_apart(by=cast.ben, apart=apart)


def test_said_and_ended_on_the_page_without_a_reason(cast):
    cora = client_of(cast.cora)
    where = reverse("aparts", args=[cast.ana.pk])
    assert "Nobody is kept apart from them here." in cora.get(where).content.decode()
    page = cora.post(where, {"supporter": str(cast.kim.pk)}, follow=True).content.decode()
    assert "Ana – Kim" in page
    again = cora.post(where, {"supporter": str(cast.kim.pk)})
    assert again.status_code == 422
    assert "already" in again.content.decode()
    ended = cora.post(reverse("apart_ending", args=[Apart.objects.get().pk]), follow=True).content.decode()
    assert "They may be suggested to each other again." in ended
    assert "Ana – Kim" not in ended


def test_the_same_from_what_somebody_asked(cast):
    where = reverse("request_aparts", args=[ask(cast, person=cast.ana).pk])
    assert "Ana – Kim" in client_of(cast.cora).post(where, {"supporter": str(cast.kim.pk)}, follow=True).content.decode()
    assert client_of(cast.cora).get(reverse("request_aparts", args=[ask(cast).pk])).status_code == 404  # known by no record


def test_a_person_who_knows_nobody_here_is_told_whom_to_tell(cast):
    Suggestion.objects.all().delete()
    page = client_of(cast.mo).get(reverse("aparts", args=[cast.mo.pk])).content.decode()
    assert "Dan" in page
    Relation.objects.filter(person=cast.mo).delete()
    assert "You need not say why." in client_of(cast.mo).get(reverse("aparts", args=[cast.mo.pk])).content.decode()


def test_a_supporter_whose_record_is_closed_by_then_comes_back_to_today(cast):
    apart = keep_apart(by=cast.ben, person=cast.ana, supporter=cast.ben)
    Relation.objects.filter(supporter=cast.ben).delete()
    assert client_of(cast.ben).post(reverse("apart_ending", args=[apart.pk])).url == reverse("today")
