"""A house of its own, its worker in two threads, and a provider that delays, repeats, reorders, drops and lies: a thousand texts
over two days on which clocks change. Run by test_storm.py, not by itself; prints what happened as one JSON object.
"""

import json
import os
import random
import sys
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from datetime import time as clock_time
from pathlib import Path
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer

from hearthside.core import keys
from tests.peers.telephone import Peer, Taken, call_back

MESSAGES, NUMBERS, WORKERS, STOPS, SEED = 1000, 250, 2, 60, 20260308
ZONES = [
    "America/Regina",
    "America/Toronto",
    "America/St_Johns",
    "America/Vancouver",
    "Europe/London",
    "Australia/Lord_Howe",
    "Asia/Kathmandu",
]
# Hours around the change of clocks in North America (8 March) and in Europe (29 March), then three that are awake everywhere.
MOMENTS = [datetime(2026, 3, 8, hour, 20, tzinfo=UTC) for hour in range(0, 24, 3)] + [
    datetime(2026, 3, 29, hour, 10, tzinfo=UTC) for hour in (0, 1, 7, 13, 19)
]
NEWS = [["delivered"], ["sent", "undelivered"], ["delivered", "failed"], ["undelivered", "delivered"]] + [[]] * 20  # of most never any
BEHAVIOURS = ["take"] * 14 + ["slow", "drop_before", "drop_after", "busy", "fall", "30007"]


def main() -> None:
    keys.make_missing(Path(os.environ["HEARTHSIDE_DATA"]) / "keys")
    os.environ["HEARTHSIDE_BASE_URL"] = "http://house.example"
    with Peer() as peer:
        os.environ["HEARTHSIDE_TELEPHONE_URL"] = peer.url
        import django

        without_disk()
        django.setup()
        from django.core.management import call_command

        call_command("migrate", database="default", verbosity=0)
        storm = Storm(peer, random.Random(SEED))
        storm.queue_all()
        storm.run()
        sys.stdout.write(json.dumps(storm.judge()))


def without_disk() -> None:
    """What is shown here does not hang on power cuts, which test_race.py is for; so SQLite need not wait for the disk."""
    from django.conf import settings

    if "init_command" in (options := settings.DATABASES["default"].get("OPTIONS", {})):
        options["init_command"] += "PRAGMA synchronous=OFF;"


class House(ThreadingMixIn, WSGIServer):
    daemon_threads = True
    request_queue_size = 64


class Silent(WSGIRequestHandler):
    def log_message(self, *_words: object) -> None:
        """Quiet."""


@dataclass
class Storm:
    peer: Peer
    chance: random.Random
    nights: dict[str, tuple[str, clock_time, clock_time]] = field(default_factory=dict)  # body -> zone, from, until
    stopped_at: dict[str, float] = field(default_factory=dict)  # number -> moment at which our answer to its STOP came
    told: int = 0  # of how many in the ledger there was news
    answers: Counter = field(default_factory=Counter)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def queue_all(self) -> None:
        """Texts to numbers in all zones, each with a night of its own; a third of the texts stand alone."""
        import time_machine
        from django.db import transaction

        from hearthside.core.dates import QuietHours
        from hearthside.outbox.actions import queue_message
        from tests.cast import TESTS

        with time_machine.travel(MOMENTS[0] - timedelta(hours=2)), transaction.atomic():
            for number in range(MESSAGES):
                zone, begins, ends = (
                    self.chance.choice(ZONES),
                    clock_time(self.chance.randrange(19, 24)),
                    clock_time(self.chance.randrange(5, 11), 30),
                )
                body = f"text {number}"
                self.nights[body] = zone, begins, ends
                queue_message(
                    by=TESTS, channel="sms", to=f"+1306555{self.chance.randrange(NUMBERS):04d}", body=body, purpose="reminders",
                    key=f"storm:{number}", quiet=QuietHours(zone, begins, ends), ends_when_heard=number % 5 == 0,
                )  # fmt: skip

    def run(self) -> None:
        """Hour by hour: two threads deliver what is due while a third tells news, sends STOPs, and lies."""
        import time_machine
        from django.core.wsgi import get_wsgi_application

        self.peer.behave = self.behave
        house = House(("127.0.0.1", 0), Silent)
        house.set_app(get_wsgi_application())
        threading.Thread(target=house.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        stoppers = [f"+1306555{number:04d}" for number in self.chance.sample(range(NUMBERS), STOPS)]
        for moment in MOMENTS:
            with time_machine.travel(moment):
                now_stopping = [stoppers.pop() for _ in range(min(len(stoppers), 1 + STOPS // len(MOMENTS)))]
                outside = threading.Thread(target=self.speak, args=(house.server_port, now_stopping))
                workers = [threading.Thread(target=deliver_all) for _ in range(WORKERS)]
                for thread in (outside, *workers):
                    thread.start()
                for thread in (outside, *workers):
                    thread.join()
                self.tell_news(house.server_port)
        house.shutdown()

    def behave(self, form: dict[str, str]) -> str:
        with self.lock:
            return self.chance.choice(BEHAVIOURS)

    def speak(self, port: int, stopping: list[str]) -> None:
        """STOPs in the middle of the round, each of them told twice, forged first, and replayed."""
        for number in stopping:
            sid = f"SM9{number[1:]}"
            form = {"MessageSid": sid, "From": number, "To": "+13065550100", "Body": self.chance.choice(["STOP", "arrêt", " Stop. "])}
            texts = "http://house.example/telephone/texts/"
            self.answers[f"forged {call_back(port, texts, form | {'MessageSid': sid + 'f'}, token='a guess')}"] += 1
            self.answers[f"stop {call_back(port, texts, form)}"] += 1
            self.stopped_at[number] = time.monotonic()
            other = {"MessageSid": f"SM8{number[1:]}", "From": f"+1306555{self.chance.randrange(NUMBERS):04d}", "Body": "I am fine"}
            self.answers[f"words {call_back(port, texts, other)}"] += 1
            self.answers[f"replayed {call_back(port, texts, form)}"] += 1
            time.sleep(0.01)

    def tell_news(self, port: int) -> None:
        """Late, in any order, some twice, some forged."""
        fresh, self.told = self.peer.ledger[self.told :], len(self.peer.ledger)
        told = [(one, status) for one in fresh for status in self.chance.choice(NEWS)]
        self.chance.shuffle(told)
        for one, status in told:
            form = {"MessageSid": one.sid, "MessageStatus": status, "To": one.form["To"]}
            if self.chance.random() < 0.1:
                self.answers[f"forged {call_back(port, one.form['StatusCallback'], form, token='a guess')}"] += 1
            for _ in range(self.chance.choice([1, 1, 2])):
                self.answers[f"news {call_back(port, one.form['StatusCallback'], form)}"] += 1

    def judge(self) -> dict:
        """Counted anew from the peer's ledger and the trail, by none of the rules of the house."""
        from hearthside.audit.models import Entry
        from hearthside.outbox.models import Heard, Message

        texts = [one for one in self.peer.ledger if one.form["Body"] in self.nights]
        left = Message.objects.exclude(left_at=None)
        with_reason = set(Entry.objects.filter(act="left a message unsent").values_list("thing", flat=True))
        put_off = Entry.objects.filter(act="put off a message", details__code="quiet_hours")
        return {
            "taken": len(texts),
            "twice": sum(times > 1 for times in Counter(one.form["Body"] for one in texts).values()),
            "after_stop": [one.form["Body"] for one in texts if self.stopped_at.get(one.form["To"], one.moment + 1) < one.moment],
            "at_night": [one.form["Body"] for one in texts if self.was_night(one)],
            "confirmations": max(Counter(one.form["To"] for one in self.peer.ledger if one.form["Body"] not in self.nights).values()),
            "answers": self.answers,
            "heard": Heard.objects.count(),
            "left": left.count(),
            "left_without_reason": sum(f"message:{message.pk}" not in with_reason for message in left),
            "codes": Counter(left.values_list("failure", flat=True)),
            "put_off": put_off.count(),
            "delivered": Message.objects.exclude(delivered_at=None).count(),
            "waiting": Message.objects.waiting().filter(key__startswith="storm:").count(),
        }

    def was_night(self, one: Taken) -> bool:
        from zoneinfo import ZoneInfo

        zone, begins, ends = self.nights[one.form["Body"]]
        local = one.at.astimezone(ZoneInfo(zone)).time()
        return local >= begins or local < ends


def deliver_all() -> None:
    """Rounds of the worker's own job until nothing more is due."""
    from django.db import connection

    from hearthside.outbox import jobs
    from hearthside.outbox.models import Message

    while Message.objects.due().exists():
        jobs.deliver_messages()
    connection.close()


if __name__ == "__main__":
    main()
