"""Weight: bytes and requests of a first visit, as they are transferred, and of a later one; of every page there is."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from hearthside.cli.bench import figures
from hearthside.cli.bench.answering import offer
from hearthside.cli.bench.reading import pages
from hearthside.cli.bench.stage import Stage, sign_in
from hearthside.cli.bench.visits import Reply, Visitor, WrongContent

TITLE = "Weight of pages"
ENCODINGS = {"Accept-Encoding": "br, gzip"}
LOADED = re.compile(
    r"<(?:script|img|source|iframe|video|audio|embed|input)\b[^>]*?\bsrc=\"([^\"]+)\""
    r"|<link\b(?=[^>]*\brel=\"(?:stylesheet|icon|preload|modulepreload|manifest)\")[^>]*?\bhref=\"([^\"]+)\""
)
IN_STYLE = re.compile(r"url\([\"']?([^\"')]+)|@import\s+[\"']([^\"']+)")
WITHOUT_SCRIPT, SCRIPTS = re.compile(r"<noscript>.*?</noscript>", re.DOTALL), re.compile(r"<script\b.*?</script>", re.DOTALL)
LEFT_OUT = {"account_logout", "health"}  # the one ends what the others need, the other is not a page


@dataclass(frozen=True, slots=True)
class Weight:
    """A page with all that it loads: bytes and requests the first time, bytes when the browser kept what it may keep."""

    bytes: int
    requests: int
    again: int


def measure(stage: Stage) -> Iterator[figures.Figure]:
    stage.meet(stage.sizes.people)
    stage.past(stage.sizes.contacts)
    visitor = stage.at_browser("supporter")
    for what, path, words in pages(stage):
        found = weigh(visitor, path, visitor.get(path, **ENCODINGS).must(200, *words))
        yield kilobytes(f"{what}, first visit", found.bytes, 30, requests=found.requests)
        yield figures.Figure(TITLE, f"{what}, requests", found.requests, 5, unit="requests")
        yield kilobytes(f"{what}, later visits", found.again, 8)
    yield from survey(stage)
    yield from heaviest(stage)


def kilobytes(what: str, number: int, bar: float, **more) -> figures.Figure:
    return figures.Figure(TITLE, what, number / 1000, bar, unit="kB", more=more)


def survey(stage: Stage) -> Iterator[figures.Figure]:
    """The field for the code, then the questions."""
    somebody = Visitor(stage.port)
    first = weigh(somebody, "/s/", somebody.get("/s/", **ENCODINGS).must(200, 'name="code"'))
    questions = somebody.post("/s/", {"code": offer(stage, 1)[0]}).must(200, 'name="heard"')
    found = weigh(somebody, "/s/", questions)
    worst = max(first, found, key=lambda one: one.bytes)
    yield kilobytes("the survey, first visit", worst.bytes, 20)
    yield figures.Figure(TITLE, "the survey, requests", max(first.requests, found.requests), 2, unit="requests")


def heaviest(stage: Stage) -> Iterator[figures.Figure]:
    """Every address that can be opened by a visitor, the supporter or the coordinator."""
    found: dict[str, Weight] = {}
    for person in (None, stage.supporter, stage.made["coordinator"]):
        visitor = sign_in(stage.port, person) if person else Visitor(stage.port)
        for name, path in addresses(stage):
            reply = visitor.get(path, **ENCODINGS)
            if reply.status >= 500:
                raise WrongContent(f"{path} answered {reply.status}")
            if reply.status == 200 and reply.headers["content-type"].startswith("text/html"):
                found[name] = max(found.get(name, Weight(0, 0, 0)), weigh(visitor, path, reply), key=lambda one: one.bytes)
    by_bytes, by_requests = (max(found, key=lambda name: getattr(found[name], part)) for part in ("bytes", "requests"))
    yield kilobytes(f"the heaviest page ({by_bytes})", found[by_bytes].bytes, 60, pages=len(found))
    yield figures.Figure(TITLE, f"most requests ({by_requests})", found[by_requests].requests, 6, unit="requests")
    yield figures.Figure(TITLE, "requests to another host", 0, 0, unit="requests", more={"pages": len(found)})


def addresses(stage: Stage) -> list[tuple[str, str]]:
    """Name and path of each address that takes nothing, or a person or a contact."""
    from django.urls import URLPattern, get_resolver

    from hearthside.encounters.models import Encounter

    person = stage.people[3]
    known = {"person_id": person.pk, "encounter_id": Encounter.objects.filter(presences__person=person).values_list("pk", flat=True)[0]}
    found = []

    def walk(patterns, before: str, converters: dict) -> None:
        for one in patterns:
            route, taken = before + str(one.pattern), converters | one.pattern.converters
            if not isinstance(one, URLPattern):
                walk(one.url_patterns, route, taken)
            elif set(taken) <= set(known) and one.name not in LEFT_OUT and "(" not in route:
                found.append((one.name, "/" + re.sub(r"<\w+:(\w+)>", lambda name: str(known[name[1]]), route)))

    walk(get_resolver().url_patterns, "", {})
    return found


def weigh(visitor: Visitor, path: str, page: Reply) -> Weight:
    """A page and everything it loads, each once; the heavier of a browser with scripts and one without.

    Raises: WrongContent when something is loaded from another host.
    """
    browsers = [_weigh(visitor, path, page, WITHOUT_SCRIPT.sub("", page.text)), _weigh(visitor, path, page, SCRIPTS.sub("", page.text))]
    return Weight(*(max(getattr(one, part) for one in browsers) for part in ("bytes", "requests", "again")))


def _weigh(visitor: Visitor, path: str, page: Reply, seen_by_browser: str) -> Weight:
    waiting = [urljoin(path, "".join(found)) for found in LOADED.findall(seen_by_browser)]
    seen: set[str] = set()
    first, again = page.wire, page.wire
    while waiting:
        address = waiting.pop()
        if urlsplit(address).scheme == "data" or address in seen:
            continue
        if urlsplit(address).netloc:
            raise WrongContent(f"{path} loads {address} from another host")
        seen.add(address)
        part = visitor.get(address, **ENCODINGS).must(200)
        first += part.wire
        again += 0 if "immutable" in part.headers.get("cache-control", "") else part.wire
        if part.headers["content-type"].startswith("text/css"):
            waiting += [urljoin(address, "".join(found)) for found in IN_STYLE.findall(part.text)]
    return Weight(first, 1 + len(seen), again)
