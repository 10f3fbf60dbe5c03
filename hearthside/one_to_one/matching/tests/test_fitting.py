"""A stated wish is never broken; what two people share is said in words."""

from hypothesis import given
from hypothesis import strategies as st

from hearthside.core.dates import now, today
from hearthside.one_to_one.defaults import AGE_BANDS, EXPERIENCE_NAMES, GENDERS, HOWS, TIMES
from hearthside.one_to_one.matching.fitting import FURTHEST, Asked, Offer, allowed, cost, reasons, why_not
from hearthside.one_to_one.matching.queries import asked_of, offers_now, suggestions_for
from hearthside.one_to_one.matching.wording import in_words
from hearthside.one_to_one.models import Apart, Bringing, Pairing, Request, Suggestion
from hearthside.people.actions import add_person, begin_relation, grant_role
from hearthside.people.models import Relation, Role
from tests.cast import TESTS

LANGUAGES = ["en", "fr", "cr"]


def some(codes):
    return st.lists(st.sampled_from(list(codes)), unique=True, max_size=3)


requests = st.builds(
    Request, experiences=some(EXPERIENCE_NAMES), languages=some(LANGUAGES), genders=some(GENDERS), ages=some(AGE_BANDS),
    hows=some(HOWS), times=some(TIMES), language=st.sampled_from(["", *LANGUAGES]),
)  # fmt: skip
brought = st.builds(
    Bringing, person_id=st.uuids(), experiences=some(EXPERIENCE_NAMES), languages=some(LANGUAGES), gender=st.sampled_from(["", *GENDERS]),
    age=st.sampled_from(["", *AGE_BANDS]), hows=some(HOWS), times=some(TIMES),
)  # fmt: skip


@given(requests, brought, st.integers(0, 2))
def test_no_stated_wish_is_ever_broken(request, bringing, free):
    """Recounted wish by wish, in the words of the issue."""
    kept = (
        (not request.languages or any(one in bringing.languages for one in request.languages))
        and (not request.genders or bringing.gender in request.genders)
        and (not request.ages or bringing.age in request.ages)
        and (not request.hows or not bringing.hows or any(one in bringing.hows for one in request.hows))
        and (not request.times or not bringing.times or any(one in bringing.times for one in request.times))
    )
    assert allowed(Asked(request), Offer(bringing, free)) == (kept and free > 0)


@given(requests, brought)
def test_the_distance_is_a_whole_number_and_words_are_never_empty(request, bringing):
    assert 0 <= cost(request, bringing) <= FURTHEST
    words = in_words(reasons(request, bringing))
    assert words
    assert not any(
        sign.isdigit() for sign in words.replace("25 to 39", "").replace("40 to 59", "").replace("60 and over", "").replace("25", "")
    )


def test_sharing_more_is_never_further_apart():
    asks = Request(experiences=["carer", "grief"], times=["tue_morning"])
    nothing, one = Bringing(), Bringing(experiences=["carer"])
    both = Bringing(experiences=["carer", "grief"], times=["tue_morning"])
    assert cost(asks, both) < cost(asks, one) < cost(asks, nothing)


def test_why_two_people_are_suggested_is_said_in_words():
    asks = Request(experiences=["carer", "grief"], times=["tue_morning"], languages=["fr"], genders=["woman"])
    brings = Bringing(experiences=["carer"], times=["tue_morning", "fri_evening"], languages=["en", "fr"], gender="woman")
    found = reasons(asks, brings)
    assert found == ["shared_experience:carer", "times:tue_morning", "language:fr", "gender:woman"]
    assert in_words(found) == "both know about caring for somebody, Tuesdays fit, both speak French, a woman, as they wished"


def bring(person, **said) -> Bringing:
    return Bringing.objects.create(person=person, **({"room": 2} | said))


def ask(cast, **said) -> Request:
    return Request.objects.create(**({"name": "Robin", "programme": cast.river} | said))


def names(request, most=3):
    return [fit.supporter.name for fit in suggestions_for(request, most)]


def test_up_to_three_with_most_in_common_first(cast):
    for number in range(4):
        person = add_person(by=TESTS, name=f"S{number}", programme=cast.river, role=Role.Kind.MEMBER)
        grant_role(by=TESTS, person=person, kind=Role.Kind.SUPPORTER, programme=cast.river)
        bring(person, experiences=["carer", "grief", "work"][:number])
    assert names(ask(cast, experiences=["carer", "grief", "work"])) == ["S3", "S2", "S1"]


def test_only_those_who_support_in_that_programme(cast):
    for person in (cast.ben, cast.dan, cast.cora, cast.eve):
        bring(person)
    assert names(ask(cast)) == ["Ben"]
    assert names(ask(cast, programme=None)) == ["Ben", "Dan"]


def test_nobody_without_room(cast):
    """Those they meet and those who asked for them count against it; being merely suggested does not."""
    bring(cast.ben, room=2)
    relation = Relation.objects.get(supporter=cast.ben)
    Pairing.objects.create(person=cast.ana, supporter=cast.ben, relation=relation, asked_on=today())
    other = Suggestion.objects.create(request=ask(cast), supporter=cast.ben)
    assert names(ask(cast)) == ["Ben"]
    Suggestion.objects.filter(pk=other.pk).update(picked_at=now())
    assert names(ask(cast)) == []
    Suggestion.objects.filter(pk=other.pk).update(ended_at=now())
    assert names(ask(cast)) == ["Ben"]


def test_nobody_they_are_kept_apart_from_meet_already_or_passed_by(cast):
    bring(cast.ben)
    bring(cast.kim)
    assert names(ask(cast, person=cast.ana)) == ["Kim"]  # Ben supports her already
    apart = Apart.objects.create(person=cast.mo, supporter=cast.kim)
    assert names(ask(cast, person=cast.mo)) == ["Ben"]
    apart.ended_on = today()
    apart.save()
    asks = ask(cast, person=cast.mo)
    assert len(names(asks)) == 2
    passed = Suggestion.objects.create(request=asks, supporter=cast.kim, passed_at=now(), ended_at=now())
    assert names(asks) == names(ask(cast, person=cast.mo)) == ["Ben"]
    Suggestion.objects.filter(pk=passed.pk).update(passed_at=None)  # withdrawn, and nobody had said anything
    assert len(names(asks)) == 2
    Suggestion.objects.filter(pk=passed.pk).update(answered_at=now(), said_yes=False)
    assert names(asks) == ["Ben"]


def test_whom_they_met_before_only_if_they_ask(cast):
    bring(cast.kim)
    relation = begin_relation(by=TESTS, person=cast.mo, supporter=cast.kim, programme=cast.hill)
    Relation.objects.filter(pk=relation.pk).update(ends_on=today())
    Pairing.objects.create(person=cast.mo, supporter=cast.kim, relation=relation, asked_on=today(), ended_on=today(), ending="got_there")
    request = ask(cast, person=cast.mo)
    assert names(request) == []
    [asked], [offer] = asked_of([request]), offers_now()
    assert why_not(asked, offer) == "barred"
    assert why_not(asked, offer, person_asks=True) == ""


def test_never_oneself_and_never_a_colleague(cast):
    bring(cast.ben)
    assert names(ask(cast, person=cast.ben)) == []
    assert names(ask(cast, person=cast.kim)) == []


def test_as_many_queries_for_many_supporters(cast, django_assert_num_queries):
    bring(cast.ben)
    request = ask(cast)
    suggestions_for(request)  # the names of experiences are kept from then on
    with django_assert_num_queries(8):
        suggestions_for(request)
    bring(cast.kim)
    bring(cast.dan)
    with django_assert_num_queries(8):
        suggestions_for(request)
