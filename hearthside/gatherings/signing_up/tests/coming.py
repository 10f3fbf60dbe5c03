"""Groups with places, and people who ask for one, for the tests of signing up."""

import re
from itertools import count

from hearthside.core.actors import Visitor
from hearthside.gatherings.models import Gathering, Session, SignUp
from hearthside.gatherings.signing_up.actions import Wishes, sign_up
from hearthside.gatherings.tests.groups import tuesday_circle
from hearthside.people.asking.reaching import Asker

_number = count(1)


def circle_with_places(cast, capacity: int | None = 2, **details) -> Gathering:
    """The Tuesday circle, for which one signs up."""
    return tuesday_circle(cast, sign_up=Gathering.SignUp.SIGN_UP, capacity=capacity, **details)


def next_date(gathering: Gathering) -> Session:
    """A date that has not begun on any day of the week on which the tests run."""
    return gathering.sessions.select_related("series", "gathering", "site").in_order()[1]


def somebody(name: str = "", **details) -> Asker:
    return Asker(name=name or f"Guest {next(_number)}", **details)


def by_text(name: str = "Robin", **details) -> Asker:
    """Somebody who wants a text, and to be reminded."""
    return Asker(name=name, way="phone", reach="+13065550155", may_remind=True, words="Please remind me.", **details)


def signed_up(session: Session, asker: Asker | None = None, **wishes) -> SignUp:
    return sign_up(by=Visitor(), session=session, asker=asker or somebody(), wishes=Wishes(**wishes))


def states(session: Session) -> list[str]:
    """How it stands for everybody, in the order of asking."""
    return list(session.sign_ups.order_by("asked_at", "pk").values_list("state", flat=True))


def code_in(page: str) -> str:
    return re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}", page)[0]
