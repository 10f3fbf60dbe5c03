"""Ana's plan and one call of it. Imports stand inside, since this file is read before Django is set up."""

import pytest
import time_machine

AGAIN = {"act": "call", "wait_minutes": 60}


@pytest.fixture(autouse=True)
def at_ten(request):
    """A Monday at ten, for whoever needs the database."""
    from hearthside.checkins.rounds.tests.rounds import clock, long_known

    if "cast" not in request.fixturenames:
        yield None
        return
    request.getfixturevalue("cast")
    long_known()
    with time_machine.travel(clock(10), tick=False) as traveller:
        yield traveller


@pytest.fixture
def plan(cast):
    """Ana is called between ten and twelve; not answered, once more after an hour."""
    from hearthside.checkins.rounds.tests.rounds import plan_for

    return plan_for(cast.ana, cast.river, AGAIN, about="The herons at the weir", voicemail="It is Ben, as we said.")


@pytest.fixture
def call(cast, plan):
    """A call of today, which was given to Ben."""
    from hearthside.checkins.rounds.tests.rounds import call_of

    return call_of(plan, given_to=cast.ben)


@pytest.fixture
def begun(cast, call):
    """The same, once he has begun it."""
    from hearthside.checkins.calls.actions import claim_call

    return claim_call(by=cast.ben, call=call)
