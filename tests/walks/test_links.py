"""No page shows anybody a way that is closed to them: everyone follows every link and presses every button they are offered."""

from collections.abc import Iterator
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.urls import Resolver404, resolve

from tests.signed_in import client_of
from tests.walks.things import Things

pytestmark = pytest.mark.slow

MOST_PAGES = 400
# Pressing these ends the walk itself.
LEFT_ALONE = {"account_logout"}
CLOSED = (403, 404, 405, 500)


class Ways(HTMLParser):
    """Where a page leads: links, and forms with what they would send as they stand."""

    def __init__(self):
        super().__init__()
        self.links: list[str] = []
        self.forms: list[tuple[str, dict[str, str]]] = []
        self._is_sent = False

    def handle_starttag(self, tag, attrs):
        named = dict(attrs)
        if tag == "a" and named.get("href"):
            self.links.append(named["href"])
        if tag == "form":
            self._is_sent = named.get("method", "get").lower() == "post"
            if self._is_sent:
                self.forms.append((named.get("action", ""), {}))
        if tag == "input" and self._is_sent and named.get("type") == "hidden":
            self.forms[-1][1][named.get("name", "")] = named.get("value", "")


@pytest.fixture
def lived_in(cast):
    """A house in which something of everything has happened."""
    things = Things(cast)
    for name in (
        "reply",
        "attempt",
        "way",
        "ended_way",
        "consent",
        "glass",
        "twin",
        "message",
        "code_message",
        "site",
        "gathering",
        "place",
        "asker",
        "group_member",
        "idea",
        "thanked",
        "came",
        "door",
        "goal",
        "goal_step_version",
        "plan_share",
        "plan_version",
        "paper_copy",
        "own_wishes",
        "forms_link",
        "proposal",
        "apart",
        "planned_call",
        "bens_round",
        "gap",
    ):
        getattr(things, name)
    return things


def walk(client: Client, start: str) -> Iterator[str]:
    """Follow everything from one page on. Yields a sentence for each way that is closed."""
    seen, todo, pressed = set(), [(start, start)], set()
    while todo and len(seen) < MOST_PAGES:
        address, shown_on = todo.pop()
        if address in seen or not is_ours(address):
            continue
        seen.add(address)
        response = client.get(address)
        if response.status_code in CLOSED:
            yield f"{shown_on} links {address}, which answers {response.status_code}"
        if response.status_code in (301, 302):
            todo.append((urljoin(address, response["Location"]), shown_on))
        if response.status_code != 200 or "text/html" not in response["Content-Type"]:
            continue
        page = Ways()
        page.feed(response.content.decode())
        todo += [(urljoin(address, link).split("#")[0], address) for link in page.links]
        for action, sent in page.forms:
            target = urljoin(address, action)
            if target not in pressed and (status := press(client, target, sent)) in CLOSED:
                yield f"{address} has a button to {target}, which answers {status}"
            pressed.add(target)


def is_ours(address: str) -> bool:
    parts = urlsplit(address)
    try:
        return not parts.scheme and bool(resolve(parts.path))
    except Resolver404:
        return parts.path.startswith("/") and not parts.path.startswith("/static/")


def press(client: Client, target: str, sent: dict) -> int:
    """Send a form as it stands; what it does is undone."""
    if resolve(urlsplit(target).path).url_name in LEFT_ALONE:
        return 200
    cache.clear()
    with transaction.atomic(), transaction.atomic(using="answers"):
        status = client.post(target, sent).status_code
        for alias in ("default", "answers"):
            transaction.set_rollback(True, using=alias)
    return status


@pytest.mark.parametrize("who", ["visitor", "eve", "dan", "kim", "ben", "ana", "mo", "cora", "ada"])
def test_nobody_is_shown_a_way_that_is_closed_to_them(who, lived_in):
    client = client_of(None if who == "visitor" else getattr(lived_in, who))
    client.raise_request_exception = False
    closed = list(walk(client, "/" if who == "visitor" else "/today/"))
    assert not closed, "\n".join(closed)
