"""Somebody at their browser."""

import pytest
from django.test import Client


@pytest.fixture
def browser_of():
    """`browser_of(cast.ben)` is a client that Ben has signed in to."""

    def sign_in(person) -> Client:
        client = Client()
        client.force_login(person.user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return sign_in
