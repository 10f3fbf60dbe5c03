"""What may be done with contacts, tries and notes. Each act is one transaction with its entry in the trail."""

from hearthside.encounters.actions.attempts import close_call_back, record_attempt, record_given_try
from hearthside.encounters.actions.contacts import (
    Contact,
    check_day,
    count_one_more,
    record_encounter,
    record_encounters,
    record_given_contact,
    record_session,
)
from hearthside.encounters.actions.correcting import correct_encounter, replace_ticket, undo_encounter, withdraw_offer
from hearthside.encounters.actions.notes import answer_note, read_reply, write_note

__all__ = [
    "Contact",
    "answer_note",
    "check_day",
    "close_call_back",
    "correct_encounter",
    "count_one_more",
    "read_reply",
    "record_attempt",
    "record_encounter",
    "record_encounters",
    "record_given_contact",
    "record_given_try",
    "record_session",
    "replace_ticket",
    "undo_encounter",
    "withdraw_offer",
    "write_note",
]
