"""A house of its own in which the same question comes in many times at the same moment. Run by test_race.py.

Ten taps send one form; then Ana, on ten devices, asks ten times. It prints one JSON object.
"""

import json
import os
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

from hearthside.core import keys

AT_ONCE = 10


def main() -> None:
    keys.make_missing(Path(os.environ["HEARTHSIDE_DATA"]) / "keys")
    import django

    django.setup()
    from django.core.management import call_command
    from django.utils import timezone

    call_command("migrate", database="default", verbosity=0)
    timezone.activate("America/Regina")
    sys.stdout.write(json.dumps(race()))


def race() -> dict[str, object]:
    from hearthside.audit.models import Entry
    from hearthside.core.actors import Visitor
    from hearthside.one_to_one.asking.actions import Wishes, ask_for_peer
    from hearthside.one_to_one.models import Request
    from hearthside.outbox.models import Message
    from hearthside.people.asking.reaching import Asker
    from hearthside.people.models import Person
    from tests.cast import make_cast

    make_cast()
    form = Asker(name="Robin", way="phone", reach="+13065550155", once=uuid4())
    taps = at_once(lambda: str(ask_for_peer(by=Visitor(), asker=form, wishes=Wishes()).pk))
    ana = Person.objects.get(name="Ana")
    devices = at_once(lambda: ask_for_peer(by=ana, asker=Asker(), wishes=Wishes()) and "asked")
    entries = Entry.objects.filter(act="asked to meet a peer").count()
    waiting = Request.objects.waiting().filter(person=ana).count()
    return {"taps": taps, "devices": devices, "entries": entries, "messages": Message.objects.count(), "waiting": waiting}


def at_once(act: Callable[[], str]) -> list[str]:
    """Ten at a time, each with a connection of its own, beginning at the same moment: what each got, or what was refused."""
    start, got = threading.Barrier(AT_ONCE), []

    def run() -> None:
        from django.db import connection

        from hearthside.core.errors import Refused

        try:
            start.wait()
            got.append(act())
        except Refused as refusal:
            got.append(str(refusal))
        except Exception as fault:  # noqa: BLE001  whatever else happens is what the test is about
            got.append(f"{type(fault).__name__}: {fault}")
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _each in range(AT_ONCE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(got)


if __name__ == "__main__":
    main()
