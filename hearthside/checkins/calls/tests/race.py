"""A house of its own in which four workers, two callers and those who call back meet at the same moment. Run by test_race.py.

`race` prints one JSON object with what came of it; `die` stops in the middle of a step, with the text queued and nothing safe.
"""

import json
import os
import sys
import threading
import traceback
from collections import Counter
from datetime import time, timedelta
from pathlib import Path

from hearthside.core import keys

WORKERS, CALLS = 4, 48


def main() -> None:
    keys.make_missing(Path(os.environ["HEARTHSIDE_DATA"]) / "keys")
    import django

    django.setup()
    if sys.argv[1] == "die":
        die()
    else:
        race()


def settle() -> None:
    """People who did not answer a moment ago: a text is due at once, then a call. Ben and Kim are on duty."""
    from django.core.management import call_command

    from hearthside.checkins.calls.tests.plans import on_duty, plan_for
    from hearthside.checkins.models import Call
    from hearthside.core.dates import now, today
    from hearthside.people.models import Person
    from tests.cast import Cast, make_cast

    call_command("migrate", verbosity=0)
    make_cast()
    cast, at = Cast(), now()
    for caller in (cast.ben, cast.kim):
        on_duty(caller, None, at - timedelta(hours=1), at + timedelta(hours=9))
    for number in range(CALLS):
        person = Person.objects.create(name=f"Person {number}", quiet_from=time(0), quiet_until=time(0))
        steps = ({"act": "text", "wait_minutes": 0}, {"act": "call", "wait_minutes": 0})
        plan = plan_for(person, cast.river, *steps, number=f"+130655502{number:02d}")
        when = {"day": today(), "opens": at - timedelta(hours=1), "closes": at + timedelta(hours=1), "missed_at": at, "tries": 1}
        Call.objects.create(plan=plan, person=person, programme=cast.river, **when, step=1, step_act="text", next_at=at)


def race() -> None:
    from hearthside.checkins.models import Call, StepTaken
    from hearthside.outbox.models import Message
    from tests.cast import Cast

    settle()
    cast = Cast()
    calls = list(Call.objects.select_related("person").order_by("pk"))
    acts = [work] * WORKERS + [lambda: call_back(calls[::3]), lambda: take(cast.ben, calls), lambda: take(cast.kim, calls)]
    threads = [threading.Thread(target=run, args=(act, len(acts))) for act in acts]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    back = {call.pk for call in calls[::3]}
    messages = {message.key: message.left_at is None for message in Message.objects.all()}
    result = {
        "faults": faults,
        "steps": sorted(Counter(StepTaken.objects.exclude(call__in=back).values_list("position", "result")).items()),
        "messages": sum(messages[f"step:{call.pk}:1"] for call in calls if call.pk not in back),
        "to those who called back": sum(messages.get(f"step:{pk}:1", False) for pk in back),
        "ended": Counter(Call.objects.filter(pk__in=back).values_list("ended_why", flat=True)),
        "taken twice": [str(pk) for pk, number in Counter(taken).items() if number > 1],
        "taken": len(taken),
    }
    sys.stdout.write(json.dumps(result))


faults: list[str] = []
taken: list = []
start = threading.Event()
waiting: list = []


def run(act, everybody: int) -> None:
    """Begin at the same moment as the others, with a connection of one's own; what goes wrong is told."""
    from django.db import connection

    waiting.append(1)
    if len(waiting) == everybody:
        start.set()
    start.wait(30)
    try:
        act()
    except Exception:  # noqa: BLE001  every kind of fault counts here
        faults.append(traceback.format_exc())
    connection.close()


def work() -> None:
    from hearthside.checkins import jobs

    for _ in range(3):
        jobs.take_steps()
        jobs.see_to_human_steps()


def call_back(calls) -> None:
    from hearthside.checkins.calls.actions import called_back
    from hearthside.core.actors import COMMAND_LINE

    for call in calls:
        called_back(by=COMMAND_LINE, person=call.person)


def take(by, calls) -> None:
    """Take whatever is to be called now, three times over; others are at it as well."""
    from hearthside.checkins.calls.actions import claim_call
    from hearthside.checkins.models import Call
    from hearthside.core.errors import Refused

    for _ in range(3):
        for call in Call.objects.to_do().filter(claimed_by=None):
            try:
                claim_call(by=by, call=call)
            except Refused:
                continue
            taken.append(call.pk)


def die() -> None:
    """As by a power cut, within the transaction of a step."""
    from hearthside.checkins import jobs
    from hearthside.checkins.calls.actions import stepping
    from hearthside.checkins.models import Call
    from hearthside.core.dates import now

    Call.objects.filter(ended_at=None).update(step=1, step_act="text", next_at=now())
    Call.objects.filter(ended_at=None).first().steps_taken.all().delete()
    stepping.take = lambda *_args, **_named: os._exit(9)
    jobs.take_steps()


if __name__ == "__main__":
    main()
