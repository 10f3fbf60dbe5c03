"""The mail server is one address, read strictly, and never repeated."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from hearthside.outbox.mail_server import read


def test_name_and_password_may_hold_any_sign():
    found = read("smtp://lantern%40street:p%2Fw%3A1@mail.example.org:2525")
    assert (found["EMAIL_HOST"], found["EMAIL_PORT"]) == ("mail.example.org", 2525)
    assert (found["EMAIL_HOST_USER"], found["EMAIL_HOST_PASSWORD"]) == ("lantern@street", "p/w:1")


@pytest.mark.parametrize(
    ("url", "port", "tls", "ssl"),
    [
        ("smtp://a:b@mail.example.org", 587, True, False),
        ("smtps://a:b@mail.example.org", 465, False, True),
        ("smtp+plain://localhost", 25, False, False),
    ],
)
def test_each_scheme_has_its_port_and_its_safety(url, port, tls, ssl):
    found = read(url)
    assert (found["EMAIL_PORT"], found["EMAIL_USE_TLS"], found["EMAIL_USE_SSL"]) == (port, tls, ssl)


@pytest.mark.parametrize(
    "url",
    ["mail.example.org", "http://mail.example.org", "smtp://", "smtp://:secret@mail.example.org", "smtp://a:secret@mail.example.org:x",
     "smtp://a:secret@mail.example.org:99999", "smtp://a:secret@mail.example.org/?tls=no", "smtp://a:secret@[mail"],
)  # fmt: skip
def test_anything_else_is_refused_without_repeating_it(url):
    with pytest.raises(ImproperlyConfigured, match="Write it like smtp://") as refused:
        read(url)
    assert "secret" not in str(refused.value)
