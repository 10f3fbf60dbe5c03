"""The two ways in which an action says no. Anything else that is raised is a fault of ours and crashes loudly."""

from django.core.exceptions import PermissionDenied


class Refused(Exception):
    """The act cannot be done as asked. Its text is one sentence for the person, saying what to do next."""


class NotAllowed(PermissionDenied):
    """This person may not do this. Its text is the reason shown on the screen; the answer is a 403."""
