"""Signing in for tests, without going through the pages that journeys walk."""

from django.conf import settings
from django.test import Client

from hearthside.accounts.second_step import count_as_done
from hearthside.people.models import Person


def client_of(person: Person | None) -> Client:
    """A browser in which this person is signed in, second step done; None is a visitor."""
    client = Client()
    if person is not None:
        client.force_login(person.user, backend=settings.AUTHENTICATION_BACKENDS[0])
        session = client.session
        count_as_done(session, person.user)
        session.save()
    return client
