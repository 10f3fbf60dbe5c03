"""What may be done while two people choose each other, meet and stop. Each act is one transaction with its entry in the trail."""

from hearthside.one_to_one.choosing.actions.answering import answer_suggestion, let_suggestion_lapse, remind_supporter
from hearthside.one_to_one.choosing.actions.ending import close_pairing, end_pairing, read_farewell, say_history
from hearthside.one_to_one.choosing.actions.picking import leave_choice, pick_supporter, take_back_pick, wish_somebody_else
from hearthside.one_to_one.choosing.actions.suggesting import suggest_by_house, suggest_supporters, take_back_suggestion

__all__ = [
    "answer_suggestion",
    "close_pairing",
    "end_pairing",
    "leave_choice",
    "let_suggestion_lapse",
    "pick_supporter",
    "read_farewell",
    "remind_supporter",
    "say_history",
    "suggest_by_house",
    "suggest_supporters",
    "take_back_pick",
    "take_back_suggestion",
    "wish_somebody_else",
]
