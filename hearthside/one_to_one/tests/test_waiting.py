"""What one to one asks of somebody on their first page."""

from datetime import timedelta

import pytest

from hearthside.core.dates import now, today
from hearthside.one_to_one.asking.actions import close_request
from hearthside.one_to_one.asking.tests.asked import asked
from hearthside.one_to_one.models import Request
from hearthside.one_to_one.waiting import requests_today


def test_cora_is_told_how_many_wait_and_since_when_until_nobody_does(cast):
    assert requests_today(cast.cora, today()) == []
    first = asked("Robin")
    Request.objects.filter(pk=first.pk).update(asked_at=now() - timedelta(days=3))
    [one] = requests_today(cast.cora, today())
    assert one.words.startswith("1 person would like to meet somebody, since")
    assert one.address == "/requests/"
    second = asked("Sky")
    [both] = requests_today(cast.cora, today())
    assert both.words.startswith("2 people would like to meet somebody, the first since")
    assert both.at == one.at
    for row in (first, second):
        close_request(by=cast.cora, request=row, closing="found_elsewhere")
    assert requests_today(cast.cora, today()) == []


@pytest.mark.parametrize("number", [1, 3])
def test_it_is_one_question_to_the_database(cast, number, django_assert_num_queries):
    for _each in range(number):
        asked()
    assert cast.cora.current_roles
    with django_assert_num_queries(1):
        assert len(requests_today(cast.cora, today())) == 1


def test_nobody_else_is_told_and_cora_not_of_her_own(cast):
    asked("", by=cast.cora)
    assert requests_today(cast.cora, today()) == []
    asked()
    for other in (cast.ana, cast.ben, cast.dan, cast.ada, cast.eve):
        assert requests_today(other, today()) == []
