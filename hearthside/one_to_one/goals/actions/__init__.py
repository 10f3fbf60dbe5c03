"""What may be done on a goal page, in a wellness plan and with advance wishes. Words stay out of the trail."""

from hearthside.one_to_one.goals.actions.entries import (
    add_entry,
    erase_entry,
    erase_version,
    finish_entry,
    move_goal,
    reopen_entry,
    reword_entry,
)
from hearthside.one_to_one.goals.actions.everything import erase_everything
from hearthside.one_to_one.goals.actions.links import add_forms_link, remove_forms_link
from hearthside.one_to_one.goals.actions.shares import forget_copy, note_copy, share_earlier, share_part, share_wishes, take_back_share
from hearthside.one_to_one.goals.actions.wellness import begin_part, erase_part, erase_part_version, reword_part
from hearthside.one_to_one.goals.actions.wishes import confirm_wishes, drop_draft, keep_as_right, type_wishes, write_wishes

__all__ = [
    "add_entry",
    "add_forms_link",
    "begin_part",
    "confirm_wishes",
    "drop_draft",
    "erase_entry",
    "erase_everything",
    "erase_part",
    "erase_part_version",
    "erase_version",
    "finish_entry",
    "forget_copy",
    "keep_as_right",
    "move_goal",
    "note_copy",
    "remove_forms_link",
    "reopen_entry",
    "reword_entry",
    "reword_part",
    "share_earlier",
    "share_part",
    "share_wishes",
    "take_back_share",
    "type_wishes",
    "write_wishes",
]
