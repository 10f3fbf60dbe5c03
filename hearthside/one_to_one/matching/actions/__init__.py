"""Saying what one brings, keeping two people apart, and proposing a whole list."""

from hearthside.one_to_one.matching.actions.aparts import end_apart, keep_apart
from hearthside.one_to_one.matching.actions.bringing import say_bringing
from hearthside.one_to_one.matching.actions.proposals import (
    change_row,
    end_proposal,
    leave_out_row,
    make_proposal,
    pin_row,
    solve_proposal,
    suggest_proposed,
)

__all__ = [
    "change_row",
    "end_apart",
    "end_proposal",
    "keep_apart",
    "leave_out_row",
    "make_proposal",
    "pin_row",
    "say_bringing",
    "solve_proposal",
    "suggest_proposed",
]
