"""Writing on a goal page together: either adds, each corrects their own, the person corrects and erases anything."""

from django.db import transaction
from django.utils.translation import gettext as _

from hearthside.audit.actions import record
from hearthside.core.dates import now, today
from hearthside.core.errors import Refused
from hearthside.one_to_one.goals import permissions
from hearthside.one_to_one.models import GoalEntry, GoalVersion
from hearthside.people.models import Person


@transaction.atomic
def add_entry(*, by: Person, person: Person, kind: str, text: str, turn: str = "", for_person: bool = False) -> GoalEntry:
    """Something new on a goal page, by the person or by who meets them now. A step says whose turn it is.

    Raises: Refused when nothing is written.
    """
    permissions.may_open_goals(by, person).require()
    kinds = GoalEntry.Kind
    entry = GoalEntry.objects.create(
        person=person,
        kind=kind,
        text=_written(text),
        written_by=by,
        for_person=for_person and by.pk != person.pk,
        turn=(turn or GoalEntry.Turn.MINE) if kind == kinds.STEP else "",
        state=GoalEntry.State.OPEN if kind == kinds.GOAL else "",
    )
    _record(by, "wrote on a goal page", entry, kind=kind)
    return entry


@transaction.atomic
def reword_entry(*, by: Person, entry: GoalEntry, text: str, version: int, turn: str = "", for_person: bool = False) -> GoalEntry:
    """Other words for something on the page. The earlier wording is kept for both to read, until the person erases it.

    `version` is the wording that was on the screen. Raises: Refused when nothing is written, and when somebody wrote
    it anew meanwhile.
    """
    permissions.may_change_entry(by, entry).require()
    text = _written(text)
    entry = GoalEntry.objects.select_for_update(of=("self",)).select_related("person").get(pk=entry.pk)
    if entry.version != version:
        raise Refused(_("This was written anew while you were writing. Read the newer words above, then save yours again."))
    if entry.kind == GoalEntry.Kind.STEP and turn:
        entry.turn = turn
    if entry.text != text:
        earlier = {name: getattr(entry, name) for name in ("version", "text", "written_by", "for_person", "written_at", "written_on")}
        GoalVersion.objects.create(entry=entry, **earlier)
        entry.text, entry.written_by, entry.written_at, entry.written_on = text, by, now(), today()
        entry.version += 1
    entry.for_person = for_person and by.pk != entry.owner_id
    entry.save()
    _record(by, "reworded on a goal page", entry, kind=entry.kind, version=entry.version)
    return entry


@transaction.atomic
def erase_entry(*, by: Person, entry: GoalEntry) -> None:
    """It is gone from the database with every earlier wording. The trail keeps that something was erased."""
    permissions.may_change_entry(by, entry).require()
    thing, about = f"goal_entry:{entry.pk}", _about(entry)
    if GoalEntry.objects.filter(pk=entry.pk).delete()[0]:
        record(by=by, act="erased on a goal page", thing=thing, about=about, kind=entry.kind)


@transaction.atomic
def erase_version(*, by: Person, version: GoalVersion) -> None:
    """An earlier wording is gone from the database; the wording of today stays."""
    permissions.may_erase_version(by, version).require()
    if GoalVersion.objects.filter(pk=version.pk).delete()[0]:
        _record(by, "erased an earlier wording", version.entry, version=version.version)


@transaction.atomic
def finish_entry(*, by: Person, entry: GoalEntry) -> None:
    """A step is done, or a thing for next time was talked about. Saying it twice changes nothing.

    Raises: Refused for what is never done with, such as something that helps.
    """
    permissions.may_move_entry(by, entry).require()
    if entry.kind not in GoalEntry.DONE_WITH:
        raise Refused(_("This has no end to tick. Change its words, or leave it as it is."))
    if GoalEntry.objects.filter(pk=entry.pk, done_at=None).update(done_at=now(), done_by=by):
        _record(by, "ticked on a goal page", entry, kind=entry.kind)


@transaction.atomic
def reopen_entry(*, by: Person, entry: GoalEntry) -> None:
    """It is open again: the undo of a tick."""
    permissions.may_move_entry(by, entry).require()
    if GoalEntry.objects.filter(pk=entry.pk, done_at__isnull=False).update(done_at=None, done_by=None):
        _record(by, "opened again on a goal page", entry, kind=entry.kind)


@transaction.atomic
def move_goal(*, by: Person, entry: GoalEntry, state: str) -> None:
    """A goal rests, is reached, or is taken up again. No reason is asked, and none of the three is better.

    Raises: Refused for what is no goal, and for a state that there is not.
    """
    permissions.may_move_entry(by, entry).require()
    if entry.kind != GoalEntry.Kind.GOAL or state not in GoalEntry.State:
        raise Refused(_("Choose one of the three: going on, resting, reached."))
    if GoalEntry.objects.filter(pk=entry.pk).exclude(state=state).update(state=state, state_on=today()):
        _record(by, "moved a goal", entry, state=state)


def _written(text: str) -> str:
    if not text.strip():
        raise Refused(_("Nothing is written yet. Write a line, or leave the page: nothing is lost."))
    return text.strip()


def _about(entry: GoalEntry) -> str:
    return f"person:{entry.owner_id}"


def _record(by: Person, act: str, entry: GoalEntry, **details) -> None:
    record(by=by, act=act, thing=f"goal_entry:{entry.pk}", about=_about(entry), **details)
