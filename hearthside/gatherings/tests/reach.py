"""Somebody signs up, somebody welcomes reminders: what the tests of messages need."""

from hearthside.gatherings.models import Session, SignUp
from hearthside.outbox.models import Message
from hearthside.people.actions import add_way, permit_reach
from hearthside.people.models import Person
from tests.cast import TESTS


def sign_up(session: Session, number: str = "+13065550177", **values) -> SignUp:
    """Robin means to come and gave a number."""
    Session.objects.filter(pk=session.pk).update(taken=session.taken + 1)
    return SignUp.objects.create(session=session, name="Robin", way="phone", reach=number, **values)


def welcome_reminders(person: Person, number: str) -> None:
    way = add_way(by=TESTS, person=person, kind="phone", value=number)
    permit_reach(by=TESTS, way=way, purpose="reminders", words="May we remind you?", may_text=True)


def waiting() -> dict[str, str]:
    """Number -> what is to be sent to it."""
    return {str(message.to): str(message.body) for message in Message.objects.waiting()}
