"""What may be done with a call. Each act locks its call, is one transaction, and leaves its entry in the trail."""

from hearthside.checkins.calls.actions.ending import called_back, end_calls, miss_call, shout
from hearthside.checkins.calls.actions.questions import answer_question, read_decision
from hearthside.checkins.calls.actions.stepping import take_step
from hearthside.checkins.calls.actions.taking import claim_call, hand_over_calls, let_go_call
from hearthside.checkins.calls.actions.talks import record_talk
from hearthside.checkins.calls.actions.tries import record_try

__all__ = [
    "answer_question",
    "called_back",
    "claim_call",
    "end_calls",
    "hand_over_calls",
    "let_go_call",
    "miss_call",
    "read_decision",
    "record_talk",
    "record_try",
    "shout",
    "take_step",
]
