"""Whatever people do in whatever order, the list stands as a plain list of names would."""

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from hearthside.core.actors import Visitor
from hearthside.core.errors import Refused
from hearthside.gatherings.models import Session, SignUp
from hearthside.gatherings.series.actions import cancel_session, change_session, restore_session
from hearthside.gatherings.signing_up.actions import cancel_sign_up, resume_sign_up
from hearthside.gatherings.signing_up.tests.coming import circle_with_places, next_date, signed_up
from hearthside.people.asking.own_codes import code_of
from tests.cast import TESTS

PLACES = 2
ACTS = some.lists(
    some.one_of(
        some.just(("sign up",)),
        some.tuples(some.just("say no"), some.integers(0, 9)),
        some.tuples(some.just("come after all"), some.integers(0, 9)),
        some.tuples(some.just("places"), some.integers(0, 5)),
        some.just(("cancel",)),
        some.just(("restore",)),
    ),
    max_size=25,
)


class Plain:
    """The same on paper: numbers in the order of asking. Whoever comes stays; whoever waits is let in from the front."""

    def __init__(self, places: int):
        self.places, self.takes_place = places, True
        self.asked, self.coming, self.waiting = 0, set(), []

    def let_in(self) -> None:
        while self.takes_place and self.waiting and len(self.coming) < self.places:
            self.coming.add(self.waiting.pop(0))

    def do(self, act: str, number: int = 0) -> bool:
        """Returns whether it is possible."""
        if act in ("sign up", "come after all") and not self.takes_place:
            return False
        if act == "sign up":
            self.waiting.append(self.asked)
            self.asked += 1
        elif act == "say no":
            self.coming.discard(number)
            self.waiting = [one for one in self.waiting if one != number]
        elif act == "come after all" and number not in self.coming:
            self.waiting = sorted({*self.waiting, number})  # within the hour everybody keeps their turn
        elif act == "places":
            self.places = number
        elif act == "cancel":
            self.takes_place = False
        elif self.takes_place:
            self.places = PLACES  # restored although it takes place: it is again as its group has it
        else:
            self.takes_place = True
        self.let_in()
        return True


def do(session: Session, rows: list[SignUp], act: str, number: int = 0) -> None:
    session = Session.objects.select_related("series", "gathering").get(pk=session.pk)
    if act == "sign up":
        rows.append(signed_up(session))
    elif act == "say no":
        cancel_sign_up(by=Visitor(), sign_up=rows[number], code=code_of(rows[number]))
    elif act == "come after all":
        resume_sign_up(by=Visitor(), sign_up=rows[number], code=code_of(rows[number]))
    elif act == "places":
        change_session(by=TESTS, session=session, capacity=number)
    elif act == "cancel":
        cancel_session(by=TESTS, session=session)
    else:
        restore_session(by=TESTS, session=session)


@pytest.mark.slow
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=ACTS)
def test_any_sequence_of_acts_stands_as_on_paper(cast, acts):
    with transaction.atomic():
        session, paper, rows = next_date(circle_with_places(cast, capacity=PLACES)), Plain(PLACES), []
        for act, *more in acts:
            if more and act != "places" and more[0] >= len(rows):
                continue
            try:
                do(session, rows, act, *more)
                was_possible = True
            except Refused:
                was_possible = False
            assert was_possible == paper.do(act, *more)
            standing = {row.pk: row.state for row in SignUp.objects.filter(session=session)}
            coming = {number for number, row in enumerate(rows) if standing[row.pk] == SignUp.State.COMING}
            waiting = [number for number, row in enumerate(rows) if standing[row.pk] == SignUp.State.WAITING]
            assert (coming, waiting) == (paper.coming, paper.waiting)
            assert Session.objects.get(pk=session.pk).taken == len(coming)
        transaction.set_rollback(True)


def test_the_paper_itself_never_gives_out_more_places_than_there_are():
    paper = Plain(2)
    for _ in range(5):
        paper.do("sign up")
    assert (paper.coming, paper.waiting) == ({0, 1}, [2, 3, 4])
