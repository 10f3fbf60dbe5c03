"""Asking for a peer, changing one's mind, and what coordinators do for those who wait."""

from hearthside.one_to_one.asking.actions.arranging import close_request, give_programme, link_person, reopen_request, write_down_person
from hearthside.one_to_one.asking.actions.asking import (
    Referral,
    Wishes,
    ask_for_peer,
    change_request,
    resume_request,
    type_request,
    withdraw_request,
)
from hearthside.one_to_one.asking.actions.experiences import add_experience, change_experience

__all__ = [
    "Referral",
    "Wishes",
    "add_experience",
    "ask_for_peer",
    "change_experience",
    "change_request",
    "close_request",
    "give_programme",
    "link_person",
    "reopen_request",
    "resume_request",
    "type_request",
    "withdraw_request",
    "write_down_person",
]
