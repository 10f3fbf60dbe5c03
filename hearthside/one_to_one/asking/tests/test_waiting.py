"""What asking asks of coordinators on their first page."""

from datetime import timedelta

import pytest

from hearthside.core.dates import now
from hearthside.core.waiting import Waits, read
from hearthside.one_to_one.asking.actions import close_request
from hearthside.one_to_one.asking.tests.asked import asked
from hearthside.one_to_one.asking.waiting import SAID, rows_for
from hearthside.one_to_one.models import Request
from tests.signed_in import client_of


def waits(actor) -> list[Waits]:
    return [SAID[row.what](row) for row in read(rows_for(actor))]


def test_cora_is_told_how_many_wait_and_since_when_until_nobody_does(cast):
    assert waits(cast.cora) == []
    first = asked("Robin")
    Request.objects.filter(pk=first.pk).update(asked_at=now() - timedelta(days=3))
    [one] = waits(cast.cora)
    assert one.words.startswith("1 person would like to meet somebody, since")
    assert one.address == "/requests/"
    second = asked("Sky")
    [both] = waits(cast.cora)
    assert both.words.startswith("2 people would like to meet somebody, the first since")
    assert both.at == one.at
    for row in (first, second):
        close_request(by=cast.cora, request=row, closing="found_elsewhere")
    assert waits(cast.cora) == []


def test_it_stands_on_her_first_page(cast):
    asked("Robin")
    assert "1 person would like to meet somebody" in client_of(cast.cora).get("/today/").content.decode()
    assert "would like to meet somebody" not in client_of(cast.ben).get("/today/").content.decode()


@pytest.mark.parametrize("number", [1, 3])
def test_it_is_one_question_to_the_database(cast, number, django_assert_num_queries):
    for _each in range(number):
        asked()
    assert cast.cora.current_roles
    with django_assert_num_queries(1):
        assert len(waits(cast.cora)) == 1


def test_nobody_else_is_told_and_cora_not_of_her_own(cast):
    asked("", by=cast.cora)
    assert waits(cast.cora) == []
    asked()
    for other in (cast.ana, cast.ben, cast.dan, cast.ada, cast.eve):
        assert waits(other) == []
