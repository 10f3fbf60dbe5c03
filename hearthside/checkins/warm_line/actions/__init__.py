"""What may be done on the warm line."""

from hearthside.checkins.warm_line.actions.callers import (
    AgreedWords,
    agree_calls,
    end_call_agreement,
    forget_caller,
    rename_caller,
    welcome_caller,
)
from hearthside.checkins.warm_line.actions.calls import LineWords, log_line_call, settle_call_back

__all__ = [
    "AgreedWords",
    "LineWords",
    "agree_calls",
    "end_call_agreement",
    "forget_caller",
    "log_line_call",
    "rename_caller",
    "settle_call_back",
    "welcome_caller",
]
