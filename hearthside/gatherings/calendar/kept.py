"""Answers that are the same for everybody: kept as ready bytes until something that the public sees changes."""

import gzip
from collections import OrderedDict
from datetime import UTC, date, datetime, time, timedelta
from hashlib import blake2b
from threading import Lock

import brotli
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.http import http_date

MOST_BYTES = 8_000_000  # of one process, all bodies together
LONGEST_QUERY = 300
LEFT_OUT = {"content-length", "content-type"}

Key = tuple[str, str, str, date]


def stamp_of(version: int, day: date) -> str:
    """Last-Modified: another one after each change and on each day, and never in the future.

    It names a state and no moment: a true moment has only whole seconds, in which two changes may fall. So it is compared for
    being the same, never for being later.
    """
    before = datetime.combine(day - timedelta(days=2), time(), UTC)
    return http_date(before.timestamp() + version % 86_400)


class KeptAnswer:
    """One answer with its head, and its body as browsers ask for it: plain, gzip or brotli."""

    def __init__(self, response: HttpResponse, version: int = 0, stamp: str = ""):
        self.version, self.stamp = version, stamp
        self.bodies = {"": response.content}
        self.name = f'"{blake2b(response.content, digest_size=16).hexdigest()}'
        self.type = response["Content-Type"]
        self.head = {name: value for name, value in response.items() if name.lower() not in LEFT_OUT}
        if stamp:
            self.head["Last-Modified"] = stamp

    def reply(self, request: HttpRequest) -> HttpResponse:
        """The answer, or 304 where the visitor has it already."""
        if self._is_known_to(request.META):
            return HttpResponseNotModified(headers=self.head | {"ETag": f'{self.name}"'})
        packing = wanted_packing(request.META.get("HTTP_ACCEPT_ENCODING", ""))
        body = self.bodies.get(packing) or self._pack(packing)
        head = self.head | {"ETag": f'{self.name}-{packing}"' if packing else f'{self.name}"', "Content-Length": str(len(body))}
        if packing:
            head["Content-Encoding"] = packing
        return HttpResponse(b"" if request.method == "HEAD" else body, content_type=self.type, headers=head)

    def _is_known_to(self, head: dict) -> bool:
        if named := head.get("HTTP_IF_NONE_MATCH"):
            return self.name in named or named.strip() == "*"
        return bool(self.stamp) and head.get("HTTP_IF_MODIFIED_SINCE") == self.stamp

    def _pack(self, packing: str) -> bytes:
        plain = self.bodies[""]
        packed = brotli.compress(plain, quality=5) if packing == "br" else gzip.compress(plain, compresslevel=6, mtime=0)
        self.bodies[packing] = packed
        return packed


def wanted_packing(accepted: str) -> str:
    return "br" if "br" in accepted else "gzip" if "gzip" in accepted else ""


class KeptAnswers:
    """What this process has ready. Full, it lets go of what was not asked for the longest."""

    def __init__(self, most: int = MOST_BYTES):
        self.most, self.bytes = most, 0
        self._lock = Lock()
        self._answers: OrderedDict[Key, KeptAnswer] = OrderedDict()

    def get(self, key: Key) -> KeptAnswer | None:
        return self._answers.get(key)

    def keep(self, key: Key, answer: KeptAnswer) -> None:
        with self._lock:
            self._forget(key)
            self._answers[key] = answer
            self.bytes += len(answer.bodies[""])
            while self.bytes > self.most:
                self._forget(next(iter(self._answers)))

    def _forget(self, key: Key) -> None:
        if known := self._answers.pop(key, None):
            self.bytes -= len(known.bodies[""])

    def __len__(self) -> int:
        return len(self._answers)
