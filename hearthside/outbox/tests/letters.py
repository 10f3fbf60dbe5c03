"""Messages of the tests, and providers that remember or break."""

from itertools import count

from hearthside.outbox.actions import queue_message
from hearthside.outbox.models import Message
from hearthside.outbox.providers import SENT, Outcome, Unclear
from tests.cast import TESTS

numbers = count()
SMTP = {"mail": "hearthside.outbox.providers.SmtpMail"}


def queue(**more) -> Message:
    words = {"channel": "mail", "to": "ana@example.org", "subject": "Tuesday", "body": "See you at ten.", "purpose": "reminders"}
    """A message that goes out at whatever hour the tests run, unless the test says whose night it is."""
    usual = {"by": TESTS, "key": f"letter:{next(numbers)}", "about": "person:ana", "is_awaited": True}
    return queue_message(**{**usual, **words, **more})


class Remembering:
    """Delivers into a list."""

    def __init__(self, outcome: Outcome = SENT):
        self.outcome, self.sent = outcome, []

    def send(self, message: Message) -> Outcome:
        self.sent.append((message.pk, message.to, message.body))
        return self.outcome


class Crash(BaseException):
    """The machine stops."""


class Breaking:
    """Hands the message over and breaks in some way."""

    def __init__(self, error: type[BaseException]):
        self.error = error

    def send(self, message: Message) -> Outcome:
        raise self.error


__all__ = ["SENT", "SMTP", "Breaking", "Crash", "Remembering", "Unclear", "queue"]
