"""A house of its own for the race of several workers and for a worker that is killed. Run by test_race.py, not by itself.

`race` prints one JSON object: how often each of forty messages was handed over; `die` stops in the middle of the next one.
"""

import json
import os
import sys
import threading
from collections import Counter
from pathlib import Path

from hearthside.core import keys

WORKERS, MESSAGES = 4, 40


def main() -> None:
    keys.make_missing(Path(os.environ["HEARTHSIDE_DATA"]) / "keys")
    import django

    django.setup()
    if sys.argv[1] == "die":
        die()
    else:
        race()


def race() -> None:
    from django.core.management import call_command

    from hearthside.outbox.models import Message
    from hearthside.outbox.tests.letters import queue

    call_command("migrate", database="default", verbosity=0)
    for _ in range(MESSAGES):
        queue()
    workers = [threading.Thread(target=work, args=(f"worker {number}",)) for number in range(WORKERS)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    queue(body="doomed")
    result = {"handed_over": Counter(handed_over), "sent": Message.objects.filter(sent_by="machine:worker").count()}
    sys.stdout.write(json.dumps(result))


handed_over: list[str] = []
start = threading.Barrier(WORKERS)


def work(name: str) -> None:
    """Deliver everything that is due, beginning at the same moment as the others."""
    from django.db import connection

    from hearthside.outbox.actions import deliver
    from hearthside.outbox.models import Message
    from hearthside.outbox.providers import SENT

    class Noting:
        def send(self, message):
            handed_over.append(str(message.pk))
            return SENT

    messages = list(Message.objects.due())
    start.wait()
    for message in messages:
        deliver(message, worker=name, provider=Noting())
    connection.close()


def die() -> None:
    """Stop as by a power cut, with the message handed over and nothing written down."""
    from hearthside.outbox.actions import deliver
    from hearthside.outbox.models import Message

    class Deadly:
        def send(self, message):
            os._exit(9)

    deliver(Message.objects.due().get(), worker="doomed worker", provider=Deadly())


if __name__ == "__main__":
    main()
