"""What may be done with a check-in plan. Each act is one transaction with its entry in the trail, which holds none of the words."""

from hearthside.checkins.plans.actions.absences import plan_absence, withdraw_absence
from hearthside.checkins.plans.actions.plans import begin_plan, end_plan, resume_plan, set_up_plan
from hearthside.checkins.plans.actions.steps import add_step, change_step, move_step, remove_step, use_template
from hearthside.checkins.plans.actions.wishes import change_times, change_words, choose_number, choose_voices

__all__ = [
    "add_step",
    "begin_plan",
    "change_step",
    "change_times",
    "change_words",
    "choose_number",
    "choose_voices",
    "end_plan",
    "move_step",
    "plan_absence",
    "remove_step",
    "resume_plan",
    "set_up_plan",
    "use_template",
    "withdraw_absence",
]
