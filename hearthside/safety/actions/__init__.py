"""What may be done when it gets hard."""

from hearthside.safety.actions.backup import ask_backup, come, end_backup
from hearthside.safety.actions.debriefs import answer_debrief, ask_debrief, end_debrief
from hearthside.safety.actions.events import EventWords, answer_event, read_event, read_event_reply, word_event, write_event
from hearthside.safety.actions.promise import say_promise, word_promise

__all__ = [
    "EventWords",
    "answer_debrief",
    "answer_event",
    "ask_backup",
    "ask_debrief",
    "come",
    "end_backup",
    "end_debrief",
    "read_event",
    "read_event_reply",
    "say_promise",
    "word_event",
    "word_promise",
    "write_event",
]
