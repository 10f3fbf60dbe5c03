"""People who ask to meet a peer, for the tests."""

from datetime import timedelta

from hearthside.core.actors import Visitor
from hearthside.core.dates import today
from hearthside.one_to_one.asking.actions import Wishes, ask_for_peer
from hearthside.one_to_one.models import Pairing, Request
from hearthside.people.actions import add_person, begin_relation
from hearthside.people.asking.reaching import Asker
from tests.cast import TESTS

NUMBER = "+13065550155"


def asked(name: str = "Robin", *, by=None, way: str = "", reach: str = "", **wishes) -> Request:
    """Somebody asks by the form."""
    asker = Asker(name=name, way=way, reach=reach, may_remind=bool(way), words="You may write to me." if way else "")
    return ask_for_peer(by=by or Visitor(), asker=asker, wishes=Wishes(**wishes))


def by_text(name: str = "Robin", **wishes) -> Request:
    return asked(name, way="phone", reach=NUMBER, **wishes)


def met_after(supporter, days: int, *, began=None, programme=None) -> Pairing:
    """Somebody new met this supporter so many days after asking."""
    began = began or today()
    person = add_person(by=TESTS, name=f"Somebody {Pairing.objects.count()}", programme=programme)
    relation = begin_relation(by=TESTS, person=person, supporter=supporter, programme=programme)
    asked_on = began - timedelta(days=days)
    values = {"person": person, "supporter": supporter, "programme": programme, "relation": relation}
    return Pairing.objects.create(asked_on=asked_on, began_on=began, **values)
