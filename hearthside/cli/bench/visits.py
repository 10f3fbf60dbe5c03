"""A visitor: one kept connection, cookies, forms. The least that a browser does, so that the server's cost is what is seen."""

import gzip
import http.client
import re
from dataclasses import dataclass
from html import unescape
from urllib.parse import urlencode, urlsplit

HIDDEN = re.compile(r'<input[^>]*type="hidden"[^>]*>')
ATTRIBUTE = re.compile(r'([\w-]+)="([^"]*)"')


class WrongContent(Exception):
    """An answer was not what it must be, so nothing that was measured with it counts."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back, as it was sent."""

    status: int
    headers: dict[str, str]
    body: bytes
    wire: int  # bytes of head and body

    @property
    def text(self) -> str:
        """The body as it was written, whatever it was packed with on the way."""
        return unpacked(self.body, self.headers.get("content-encoding", "")).decode()

    def must_lead_to(self, address: str) -> "Reply":
        """Raises: WrongContent unless the reply leads to an address that begins so."""
        self.must(302)
        if not self.headers["location"].startswith(address):
            raise WrongContent(f"leads to {self.headers['location']} instead of {address}")
        return self

    def said(self) -> str:
        """The words of the page's main part, shortened."""
        words = re.sub(r"<[^>]*>|\s+", " ", self.text.partition("<main")[2].partition(">")[2] or self.text)
        return " ".join(words.split())[:300]

    def must(self, status: int, *words: str) -> "Reply":
        """Raises: WrongContent unless the status is this one and every word stands in the body."""
        if self.status != status:
            raise WrongContent(f"answered {self.status} instead of {status}: {self.said()}")
        text = self.text if words else ""
        for one in words:
            if one not in text:
                raise WrongContent(f"the page lacks {one!r}")
        return self


def unpacked(body: bytes, encoding: str) -> bytes:
    """Raises: WrongContent for a packing that was not asked for."""
    if encoding == "br":
        import brotli

        return brotli.decompress(body)
    if encoding not in ("", "gzip"):
        raise WrongContent(f"a body came packed as {encoding}")
    return gzip.decompress(body) if encoding else body


class Visitor:
    """Somebody at a browser, speaking to one server."""

    def __init__(self, port: int):
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        self.cookies: dict[str, tuple[str, str]] = {}

    def get(self, path: str, **headers: str) -> Reply:
        return self._send("GET", path, None, headers)

    def post(self, path: str, data) -> Reply:
        """`data`: pairs or a mapping of field and value."""
        body = urlencode(data, doseq=True).encode()
        return self._send("POST", path, body, {"Content-Type": "application/x-www-form-urlencoded"})

    def follow(self, reply: Reply) -> Reply:
        """Go where a reply leads."""
        if reply.status not in (302, 303):
            raise WrongContent(f"answered {reply.status} where it should lead on: {reply.said()}")
        return self.get(urlsplit(reply.headers["location"]).path)

    def _send(self, method: str, path: str, body: bytes | None, headers: dict[str, str]) -> Reply:
        cookies = "; ".join(f"{name}={value}" for name, (value, place) in self.cookies.items() if path.startswith(place))
        self.connection.request(method, path, body, headers | ({"Cookie": cookies} if cookies else {}))
        answer = self.connection.getresponse()
        content = answer.read()
        head = answer.getheaders()
        for name, value in head:
            if name.lower() == "set-cookie":
                self._keep(value)
        wire = len(content) + sum(len(name) + len(value) + 4 for name, value in head) + len("HTTP/1.1 200 OK\r\n\r\n")
        return Reply(answer.status, {name.lower(): value for name, value in head}, content, wire)

    def _keep(self, cookie: str) -> None:
        first, *attributes = [part.strip() for part in cookie.split(";")]
        name, _, value = first.partition("=")
        places = [one.partition("=")[2] for one in attributes if one.lower().startswith("path=")]
        if any(one.lower() == "max-age=0" for one in attributes):
            self.cookies.pop(name, None)
        else:
            self.cookies[name] = (value, places[0] if places else "/")


def hidden_fields(page: str) -> dict[str, str]:
    """Names and values of the hidden inputs of a page: what a form carries without being asked."""
    found = (dict(ATTRIBUTE.findall(one)) for one in HIDDEN.findall(page))
    return {one["name"]: unescape(one.get("value", "")) for one in found}
