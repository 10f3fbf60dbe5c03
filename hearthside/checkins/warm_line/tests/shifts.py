"""Being on the warm line, for tests."""

from datetime import timedelta

from hearthside.checkins.warm_line.queries import line_kind
from hearthside.core.dates import now, today
from hearthside.encounters.actions import Contact
from hearthside.people.models import Person, Shift


def on_the_line(person: Person, programme=None, *, begins: float = -1, ends: float = 1) -> Shift:
    """A shift from so many hours before or after this moment until so many after it."""
    hours = {"begins": now() + timedelta(hours=begins), "ends": now() + timedelta(hours=ends)}
    return Shift.objects.create(what=Shift.What.WARM_LINE, person=person, programme=programme, **hours)


def a_call(programme, **more) -> Contact:
    return Contact(**({"programme": programme, "kind": line_kind(), "day": today(), "minutes": 12, "unnamed": 1} | more))
