"""The door is served above sessions and sign-in: it knows a device and nobody who stands before it."""

from hearthside.gatherings.door.devices import PLACE
from hearthside.organisation.above_sessions import AboveSessions


class DoorAddressMiddleware(AboveSessions):
    """Answers everything under /door/ itself."""

    place = PLACE
    first = "door"
