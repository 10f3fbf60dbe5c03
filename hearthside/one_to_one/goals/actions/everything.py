"""Erasing all that somebody wrote and was written with them here. There is no undo: that is the point of it."""

from django.db import transaction

from hearthside.audit.actions import record
from hearthside.one_to_one.goals import permissions
from hearthside.one_to_one.goals.queries import counts_of
from hearthside.one_to_one.models import GoalEntry, PaperCopy, Share, WellnessPart, Wishes
from hearthside.people.models import Person


@transaction.atomic
def erase_everything(*, by: Person) -> None:
    """Goal page, wellness plan and wishes of whoever acts are gone, with earlier wordings, shares and the list of copies.
    The trail keeps how many there were, and no word of them.
    """
    permissions.may_have_pages(by).require()
    counts = counts_of(by)
    for model in (GoalEntry, Share, WellnessPart, Wishes):
        model.objects.belonging_to(by).delete()
    PaperCopy.objects.visible_to(by).delete()
    record(by=by, act="erased their goals, plan and wishes", thing=by.actor_id, about=by.actor_id, counts=counts)
