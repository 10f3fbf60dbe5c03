"""Statements of one request, counted in this process: the same views and middleware, without a server between."""

from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def statements() -> Iterator[list[str]]:
    """The list fills with every statement that is sent to a database while the block runs."""
    from django.db import connections, reset_queries
    from django.db.backends.utils import CursorDebugWrapper  # noqa: F401  named so that a change of Django is noticed

    found: list[str] = []
    reset_queries()
    for connection in connections.all():
        connection.ensure_connection()
        connection.force_debug_cursor = True
    try:
        yield found
    finally:
        for connection in connections.all():
            connection.force_debug_cursor = False
            found += [f"{connection.alias}: {query['sql']}" for query in connection.queries_log]
            connection.queries_log.clear()


def browser_inside(person):
    """A client of Django's tests, signed in as somebody, that asks this process instead of a server."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY
    from django.test import Client

    from hearthside.accounts.second_step import count_as_done

    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(person.user, settings.AUTHENTICATION_BACKENDS[0])
    session = client.session
    count_as_done(session, person.user)
    session.save()
    assert BACKEND_SESSION_KEY in session
    return client
