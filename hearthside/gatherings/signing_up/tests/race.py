"""A house of its own for thirty people who want the same twelve places at the same moment. Run by test_race.py.

`race` signs thirty up at once; then five of those who come say no while five more ask. It prints one JSON object.
"""

import json
import os
import sys
import threading
from collections.abc import Callable, Sequence
from pathlib import Path

from hearthside.core import keys

PEOPLE, PLACES, AT_ONCE = 30, 12, 10


def main() -> None:
    keys.make_missing(Path(os.environ["HEARTHSIDE_DATA"]) / "keys")
    import django

    django.setup()
    from django.core.management import call_command
    from django.utils import timezone

    call_command("migrate", database="default", verbosity=0)
    timezone.activate("America/Regina")
    sys.stdout.write(json.dumps(race()))


def race() -> dict:
    from hearthside.core.actors import Visitor
    from hearthside.gatherings.models import Session, SignUp
    from hearthside.gatherings.signing_up.actions import cancel_sign_up
    from hearthside.gatherings.signing_up.queries import miscounted
    from hearthside.gatherings.signing_up.tests.coming import circle_with_places, next_date, signed_up
    from hearthside.people.asking.own_codes import code_of
    from tests.cast import Cast, make_cast

    make_cast()
    session = next_date(circle_with_places(Cast(), capacity=PLACES))
    at_once([lambda: signed_up(session)] * PEOPLE)
    first = standing(session)
    leaving = list(SignUp.objects.filter(session=session, state="coming").order_by("asked_at")[:5])
    nos = [lambda row=row: cancel_sign_up(by=Visitor(), sign_up=row, code=code_of(row)) for row in leaving]
    at_once([act for pair in zip(nos, [lambda: signed_up(session)] * 5, strict=True) for act in pair])
    taken = Session.objects.get(pk=session.pk).taken
    return {"first": first, "then": standing(session), "taken": taken, "miscounted": len(miscounted()), "faults": faults}


def standing(session) -> list[str]:
    return list(session.sign_ups.order_by("asked_at").values_list("state", flat=True))


faults: list[str] = []


def at_once(acts: Sequence[Callable[[], object]]) -> None:
    """Several at a time, each with a connection of its own, beginning at the same moment."""
    turns = iter(acts)
    take, start = threading.Lock(), threading.Barrier(AT_ONCE)

    def work() -> None:
        from django.db import connections

        start.wait()
        while True:
            with take:
                act = next(turns, None)
            if act is None:
                break
            try:
                act()
            except Exception as fault:  # noqa: BLE001  told to the test, which wants none
                faults.append(repr(fault))
        connections.close_all()

    workers = [threading.Thread(target=work) for _ in range(AT_ONCE)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()


if __name__ == "__main__":
    main()
