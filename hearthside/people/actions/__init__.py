"""What may be done with people. Each act is one transaction with its entry in the trail."""

from hearthside.people.actions.consents import give_consent, withdraw_consent
from hearthside.people.actions.emergencies import break_glass, close_emergency, look_in_emergency, see_emergency
from hearthside.people.actions.merging import merge_people, take_apart
from hearthside.people.actions.person import add_people, add_person, change_details, connect_account, let_sign_in
from hearthside.people.actions.reach import (
    add_way,
    confirm_way,
    end_way,
    keep_stop,
    permit_reach,
    resume_way,
    stop_reaching,
    stop_texting_at,
)
from hearthside.people.actions.relations import begin_relation, end_relation, open_history
from hearthside.people.actions.roles import end_role, grant_role, keep_second_factor
from hearthside.people.actions.rota import give_back_shift, give_shift, plan_shifts, remove_shift, take_shift

__all__ = [
    "add_people",
    "add_person",
    "add_way",
    "begin_relation",
    "break_glass",
    "change_details",
    "confirm_way",
    "close_emergency",
    "connect_account",
    "end_relation",
    "end_role",
    "end_way",
    "give_back_shift",
    "give_consent",
    "give_shift",
    "grant_role",
    "keep_second_factor",
    "keep_stop",
    "let_sign_in",
    "look_in_emergency",
    "merge_people",
    "open_history",
    "permit_reach",
    "plan_shifts",
    "remove_shift",
    "resume_way",
    "see_emergency",
    "stop_reaching",
    "stop_texting_at",
    "take_apart",
    "take_shift",
    "withdraw_consent",
]
