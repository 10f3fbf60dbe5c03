"""What groups ask of somebody stands on the first page they open, until it is done with."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hearthside.core.actors import Visitor
from hearthside.core.dates import now, today
from hearthside.gatherings.belonging.actions import ask_to_belong
from hearthside.gatherings.closing.actions import close_session, wish_call
from hearthside.gatherings.hosting.actions import end_duty, give_duty
from hearthside.gatherings.models import Attendance, Session
from hearthside.gatherings.tests.groups import TRUE_TITLE, closed_circle, first_session, tuesday_circle
from hearthside.people.asking.reaching import Asker
from tests.signed_in import client_of


def on(session: Session, days: int) -> Session:
    """The same date, so many days from today, at this hour."""
    moment = now() + timedelta(days=days, minutes=5)
    Session.objects.filter(pk=session.pk).update(day=today() + timedelta(days=days), starts=moment)
    return Session.objects.select_related("series", "gathering").get(pk=session.pk)


def today_of(person) -> str:
    return client_of(person).get("/today/").content.decode()


@pytest.fixture
def circle(cast) -> Session:
    return first_session(tuesday_circle(cast))


def test_a_host_finds_the_group_of_today_with_the_door_beside_it(cast, circle):
    on(circle, 0)
    page = today_of(cast.ben)
    assert "Groups today" in page
    assert reverse("door_opening") in page
    assert "Groups today" not in today_of(cast.ana)


def test_a_date_that_nobody_closed_asks_how_it_was_until_somebody_says(cast, circle):
    session = on(circle, -2)
    Attendance.objects.create(session=session, heads=3)
    assert "How was Tuesday circle" in today_of(cast.kim)
    close_session(by=cast.ben, session=session, held_by=[cast.ben], minutes=60)
    assert "How was Tuesday circle" not in today_of(cast.kim)


def test_a_date_given_back_asks_the_others_until_one_has_it(cast, circle):
    session = on(circle, 3)
    end_duty(by=cast.ben, duty=give_duty(by=cast.ben, session=session, person=cast.ben))
    assert "needs somebody to hold it" in today_of(cast.kim)
    give_duty(by=cast.kim, session=session, person=cast.kim)
    assert "needs somebody to hold it" not in today_of(cast.kim)


def test_somebody_who_asks_to_come_and_a_call_stand_there_too(cast, circle):
    walk = tuesday_circle(cast, openness="ask_first", public_title="Walk")
    ask_to_belong(by=Visitor(), gathering=walk, asker=Asker(name="Robin"))
    wish_call(by=cast.ben, session=on(circle, 0), name="Lee")
    page = today_of(cast.kim)
    assert "Somebody would like to come to Walk" in page
    assert "Somebody at Tuesday circle would like a call" in page
    assert "Robin" not in page
    assert "Lee" not in page


def test_the_true_title_of_a_closed_group_is_not_on_the_first_page_even_of_its_host(cast):
    on(first_session(closed_circle(cast)), 0)
    page = today_of(cast.dan)
    assert "Thursday evening" in page
    assert TRUE_TITLE not in page


def test_a_host_of_many_groups_costs_one_query_more_than_nobody(cast, circle):
    def queries() -> int:
        client = client_of(cast.ben)
        client.get("/today/")
        with CaptureQueriesContext(
            connection,
        ) as asked:
            client.get("/today/")
        return len(asked)

    on(circle, 0)
    one = queries()
    for number in range(3):
        session = on(first_session(tuesday_circle(cast, public_title=f"Circle {number}")), -number)
        wish_call(by=cast.ben, session=session, name="Lee")
    assert queries() == one <= 8
