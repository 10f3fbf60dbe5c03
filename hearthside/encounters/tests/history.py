"""Shared by tests: contacts and tries some days ago."""

from datetime import timedelta

from hearthside.core.dates import month_of, today
from hearthside.encounters.actions import Contact, record_encounters
from hearthside.encounters.models import Attempt, Encounter
from hearthside.organisation.models import Kind
from hearthside.people.models import Person
from tests.cast import TESTS, Cast


def met(cast: Cast, person: Person, supporter: Person, ago: int, kind: Kind | None = None) -> Encounter:
    """Two people talked some days ago."""
    day = today() - timedelta(days=ago)
    contact = Contact(programme=cast.river, kind=kind or cast.phone, day=day, minutes=10, people=[person], supporters=[supporter])
    return record_encounters(by=TESTS, contacts=[contact])[0]


def tried(cast: Cast, person: Person, supporter: Person, ago: int) -> Attempt:
    """Nobody answered when this supporter called some days ago."""
    day = today() - timedelta(days=ago)
    return Attempt.objects.create(
        person=person, supporter=supporter, typist=supporter, programme=cast.river, kind=cast.phone, day=day,
        month=month_of(day), outcome="no_answer",
    )  # fmt: skip
