"""What is done by telephone: hearing, stopping and starting, calls through the organisation's number, news of what was sent."""

from hearthside.outbox.telephone.actions.bridging import bridge_call
from hearthside.outbox.telephone.actions.forgetting import forget_what_was_heard
from hearthside.outbox.telephone.actions.hearing import hear, see_to_heard, start_number, stop_number
from hearthside.outbox.telephone.actions.news import note_text_news
from hearthside.outbox.telephone.actions.ringing import end_call, end_lost_calls, note_other_answered, put_call_through, ring_call

__all__ = [
    "bridge_call",
    "end_call",
    "end_lost_calls",
    "forget_what_was_heard",
    "hear",
    "note_other_answered",
    "note_text_news",
    "put_call_through",
    "ring_call",
    "see_to_heard",
    "start_number",
    "stop_number",
]
