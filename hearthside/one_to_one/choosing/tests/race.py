"""A house of its own in which many choose and say yes at the same moment. Run by test_race.py; prints one JSON object."""

import json
import os
import sys
import threading
from collections.abc import Callable, Sequence
from pathlib import Path

from hearthside.core import keys

MANY = 6


def main() -> None:
    keys.make_missing(Path(os.environ["HEARTHSIDE_DATA"]) / "keys")
    import django

    django.setup()
    from django.core.management import call_command
    from django.utils import timezone

    call_command("migrate", database="default", verbosity=0)
    timezone.activate("America/Regina")
    from tests.cast import Cast, make_cast

    make_cast()
    sys.stdout.write(
        json.dumps({**one_place(Cast()), **room_for_two(Cast()), **one_request(Cast()), "refused": sorted(refused), "faults": faults})
    )


def one_place(cast) -> dict:
    """Six people would like to meet Ben, who has room for one more; then he says yes six times."""
    from hearthside.one_to_one.choosing.actions import answer_suggestion, pick_supporter
    from hearthside.one_to_one.choosing.tests.meeting import asks, brings, suggested
    from hearthside.one_to_one.models import Pairing, Suggestion

    brings(cast.ben, room=1)
    wished = [suggested(cast, asks(cast, name=f"Person {place}"), cast.ben)[0] for place in range(MANY)]
    at_once([lambda one=one: pick_supporter(by=cast.cora, suggestion=one) for one in wished])
    asked = list(Suggestion.objects.asked())
    at_once([lambda: answer_suggestion(by=cast.ben, suggestion=asked[0], says_yes=True)] * MANY)
    return {"asked": len(asked), "paired": Pairing.objects.filter(supporter=cast.ben).count()}


def room_for_two(cast) -> dict:
    """Kim was asked about six people and then made room for two alone; she says yes to all of them at once."""
    from hearthside.one_to_one.choosing.actions import answer_suggestion
    from hearthside.one_to_one.choosing.tests.meeting import asked, asks, brings
    from hearthside.one_to_one.models import Pairing, Suggestion
    from hearthside.people.models import Relation

    brings(cast.kim, room=MANY)
    questions = [asked(cast, asks(cast, name=f"Other {place}"), cast.kim) for place in range(MANY)]
    brings(cast.kim, room=2)
    at_once([lambda one=one: answer_suggestion(by=cast.kim, suggestion=one, says_yes=True) for one in questions])
    relations = Relation.objects.open().filter(supporter=cast.kim).count()
    return {"met": Pairing.objects.filter(supporter=cast.kim).count(), "relations": relations, "left": Suggestion.objects.asked().count()}


def one_request(cast) -> dict:
    """For one request the person and the coordinator pick three supporters at once; then all who are asked say yes."""
    from hearthside.one_to_one.choosing.actions import answer_suggestion, pick_supporter
    from hearthside.one_to_one.choosing.tests.meeting import asks, brings, suggested
    from hearthside.one_to_one.models import Pairing, Suggestion
    from hearthside.people.actions import grant_role
    from tests.cast import TESTS

    for one in (cast.ben, cast.kim, cast.eve):
        brings(one, room=20)
    grant_role(by=TESTS, person=cast.eve, kind="supporter", programme=cast.river)
    request = asks(cast, cast.mo)
    three = suggested(cast, request, cast.ben, cast.kim, cast.eve)
    at_once([lambda one=one, by=by: pick_supporter(by=by, suggestion=one) for one in three for by in (cast.mo, cast.cora)])
    [asked] = Suggestion.objects.asked().filter(request=request).select_related("supporter")
    at_once([lambda: answer_suggestion(by=asked.supporter, suggestion=asked, says_yes=True)] * MANY)
    return {"chosen": Pairing.objects.filter(request=request).count()}


refused: set[str] = set()
faults: list[str] = []


def at_once(acts: Sequence[Callable[[], object]]) -> None:
    """All at the same moment, each with a connection of its own. What is refused is kept; anything else is a fault."""
    from hearthside.core.errors import Refused

    start = threading.Barrier(len(acts))

    def work(act: Callable[[], object]) -> None:
        from django.db import connections

        start.wait()
        try:
            act()
        except Refused as refusal:
            refused.add(str(refusal))
        except Exception as fault:  # noqa: BLE001  told to the test, which wants none
            faults.append(repr(fault))
        connections.close_all()

    workers = [threading.Thread(target=work, args=[act]) for act in acts]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()


if __name__ == "__main__":
    main()
