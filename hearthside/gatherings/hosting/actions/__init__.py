"""What may be done with who holds a gathering and its dates. Each act is one transaction with its entry in the trail."""

from hearthside.gatherings.hosting.actions.duties import end_duty, give_duty, resume_duty, take_duty
from hearthside.gatherings.hosting.actions.hosts import add_host, change_host, end_hosting
from hearthside.gatherings.hosting.actions.rotation import plan_rotation

__all__ = ["add_host", "change_host", "end_duty", "end_hosting", "give_duty", "plan_rotation", "resume_duty", "take_duty"]
