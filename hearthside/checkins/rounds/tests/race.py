"""A house of its own in which eight people want the same shift, and calls are shared while they are taken. Run by test_race.py."""

import json
import os
import sys
import threading
from collections.abc import Callable, Sequence
from pathlib import Path

from hearthside.core import keys

PEOPLE, CALLS = 8, 24
told: list[str] = []  # what somebody was told instead
faults: list[str] = []


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
    from datetime import timedelta

    from hearthside.checkins.models import Call, CheckInPlan
    from hearthside.checkins.rounds.actions import share_calls
    from hearthside.core.actors import WORKER
    from hearthside.core.dates import now, today
    from hearthside.people.actions import add_person, grant_role, take_shift
    from hearthside.people.models import Role, Shift
    from tests.cast import TESTS, Cast, make_cast

    make_cast()
    river, at = Cast().river, now()
    people = [add_person(by=TESTS, name=f"Caller {number}", programme=river) for number in range(PEOPLE)]
    for person in people:
        grant_role(by=TESTS, person=person, kind=Role.Kind.SUPPORTER, programme=river)
        Shift.objects.create(what="rounds", programme=river, person=person, begins=at, ends=at + timedelta(hours=3))
    gap = Shift.objects.create(what="on_call", programme=river, begins=at, ends=at + timedelta(hours=3))
    at_once([lambda one=one: take_shift(by=one, shift=Shift.objects.get(pk=gap.pk)) for one in people])
    for number in range(CALLS):
        person = add_person(by=TESTS, name=f"Neighbour {number}", programme=river)
        plan = CheckInPlan.objects.create(person=person, programme=river)
        when = {"day": today(), "opens": at, "closes": at + timedelta(hours=2)}
        Call.objects.create(plan=plan, person=person, programme=river, **when)
    calls = list(Call.objects.order_by("pk"))
    at_once([*[lambda: share_calls(by=WORKER, day=today())] * 4, *[taking(people[n], calls[n]) for n in range(PEOPLE)]])
    return {
        "holders": Shift.objects.filter(pk=gap.pk, person__in=people).count(),
        "told": len(told),
        "claimed": [Call.objects.get(pk=calls[n].pk).claimed_by_id == people[n].pk for n in range(PEOPLE)],
        "shared": Call.objects.filter(claimed_by=None, given_to=None).count(),
        "faults": faults,
    }


def taking(person, call) -> Callable[[], object]:
    from hearthside.checkins.calls.actions import claim_call

    return lambda: claim_call(by=person, call=call)


def at_once(acts: Sequence[Callable[[], object]]) -> None:
    """All at the same moment, each with a connection of its own."""
    start = threading.Barrier(len(acts))
    threads = [threading.Thread(target=_act, args=(act, start)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _act(act: Callable[[], object], start: threading.Barrier) -> None:
    from django.db import connection

    from hearthside.core.errors import Refused

    try:
        start.wait()
        act()
    except Refused as refusal:
        told.append(str(refusal))
    except Exception as fault:  # noqa: BLE001  whatever it is, the test prints it
        faults.append(repr(fault))
    finally:
        connection.close()


if __name__ == "__main__":
    main()
