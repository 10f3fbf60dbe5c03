"""A telephone provider on this machine: it takes texts and calls in Twilio's shape, keeps a ledger of what it really did, and
can be slow, drop the line, repeat, reorder and lie. It signs with the provider's own library.
"""

import json
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from urllib.parse import parse_qs, quote, urlencode, urlsplit

from twilio.request_validator import RequestValidator

ACCOUNT, TOKEN, NUMBER = "AC00000000000000000000000000000001", "peer-token", "+13065550100"


@dataclass(frozen=True)
class Taken:
    """One text or call that the peer really took."""

    sid: str
    kind: str
    form: dict[str, str]
    at: datetime
    moment: float  # monotonic


@dataclass
class Peer:
    """`behave` is asked for each request what to do with it: take, slow, drop_before, drop_after, busy, fall, or an error's number."""

    behave: Callable[[dict[str, str]], str] = lambda _form: "take"
    ledger: list[Taken] = field(default_factory=list)
    asked: list[dict[str, str]] = field(default_factory=list)
    numbers: count = field(default_factory=lambda: count(1))

    def __enter__(self) -> "Peer":
        peer = self

        class Handler(_Handler):
            its = peer

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def close(self) -> None:
        """From here on nobody listens there."""
        self.server.shutdown()
        self.server.server_close()

    @property
    def url(self) -> str:
        """What HEARTHSIDE_TELEPHONE_URL would say."""
        return f"twilio+http://{ACCOUNT}:{TOKEN}@127.0.0.1:{self.server.server_port}?from={quote(NUMBER)}"

    def take(self, kind: str, form: dict[str, str]) -> Taken:
        sid = f"{'SM' if kind == 'Messages' else 'CA'}{next(self.numbers):032d}"
        taken = Taken(sid, kind, form, datetime.now(UTC), time.monotonic())
        self.ledger.append(taken)
        return taken


class _Handler(BaseHTTPRequestHandler):
    its: Peer
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        form = {name: values[-1] for name, values in parse_qs(body, keep_blank_values=True).items()}
        self.its.asked.append(form)
        what = self.its.behave(form)
        if what == "drop_before":
            self.close_connection = True
            return
        if what in ("busy", "fall") or what.isdigit():
            self._refuse({"busy": 429, "fall": 500}.get(what, 400), int(what) if what.isdigit() else 20000)
            return
        taken = self.its.take(self.path.rsplit("/", 1)[-1].removesuffix(".json"), form)
        if what == "drop_after":
            self.close_connection = True
            return
        if what == "slow":
            time.sleep(0.05)
        if what == "gibberish":
            self._send(201, b"<html>")
            return
        self._send(201, json.dumps({"sid": taken.sid, "status": "queued", "account_sid": ACCOUNT}).encode())

    def _refuse(self, status: int, code: int) -> None:
        self._send(status, json.dumps({"status": status, "code": code, "message": "no", "more_info": ""}).encode())

    def _send(self, status: int, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_words: object) -> None:
        """Quiet."""


def signature(address: str, form: dict[str, str], token: str = TOKEN) -> str:
    """As the provider's own library computes it."""
    return RequestValidator(token).compute_signature(address, form)


def call_back(port: int, address: str, form: dict[str, str], token: str = TOKEN) -> int:
    """Send a signed form to the house that listens on a port of this machine; returns the status it answers with."""
    parts = urlsplit(address)
    line = HTTPConnection("127.0.0.1", port, timeout=30)
    headers = {
        "Content-Type": "application/x-www-form-urlencoded",
        "X-Twilio-Signature": signature(address, form, token),
        "Host": parts.netloc,
    }
    line.request("POST", parts.path + (f"?{parts.query}" if parts.query else ""), urlencode(form), headers)
    status = line.getresponse().status
    line.close()
    return status
