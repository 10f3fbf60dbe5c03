"""Making and ending a private calendar address."""

from django.db import transaction
from django.utils.translation import gettext as _

from hearthside.accounts.secrets import digest, new_token
from hearthside.audit.actions import record
from hearthside.core.actors import Actor
from hearthside.core.dates import today
from hearthside.core.errors import NotAllowed
from hearthside.gatherings.calendar.own import KIND
from hearthside.gatherings.models import PersonalFeed
from hearthside.people.models import Person


@transaction.atomic
def make_personal_feed(*, by: Actor, person: Person) -> str:
    """A new private address for one's own calendar, ending the one before. Returns its secret part, which is kept nowhere.

    Raises: NotAllowed for anybody else's.
    """
    _must_be_self(by, person)
    Person.objects.select_for_update().get(pk=person.pk)  # two taps at once make one after the other
    PersonalFeed.objects.filter(person=person, ended_on=None).update(ended_on=today())
    token = new_token()
    feed = PersonalFeed.objects.create(person=person, token_digest=digest(KIND, token))
    record(by=by, act="made a private calendar address", thing=f"calendar:{feed.pk}", about=person.actor_id)
    return token


@transaction.atomic
def end_personal_feed(*, by: Actor, feed: PersonalFeed) -> None:
    """The address answers nobody any more; ending it twice changes nothing."""
    _must_be_self(by, feed.person)
    if PersonalFeed.objects.filter(pk=feed.pk, ended_on=None).update(ended_on=today()):
        record(by=by, act="ended a private calendar address", thing=f"calendar:{feed.pk}", about=feed.person.actor_id)


def _must_be_self(by: Actor, person: Person) -> None:
    if by != person:
        raise NotAllowed(_("Everybody makes and ends their own calendar address."))
