"""Advance wishes hold when the person says so. Somebody may type them with the person; until the yes they are a draft."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from hearthside.audit.actions import record
from hearthside.core.dates import now, today
from hearthside.core.errors import Refused
from hearthside.one_to_one.goals import permissions
from hearthside.one_to_one.goals.queries import a_year_after
from hearthside.one_to_one.models import Wishes
from hearthside.people.models import Person


@transaction.atomic
def write_wishes(
    *,
    by: Person,
    paper: str,
    where: str = "",
    who_may_know: str = "",
    words: str = "",
    in_emergency: bool = False,
    review_on: date | None = None,
) -> Wishes:
    """The person writes their own wishes, or writes them anew; the wording before is not kept.

    Raises: Refused when the day to read them again has passed.
    """
    permissions.may_have_pages(by).require()
    _one_after_the_other(by)
    said = _said(paper, where, who_may_know, words, review_on) | {"in_emergency": in_emergency, "typed_by": None, "confirmed_at": now()}
    wishes = Wishes.objects.belonging_to(by).confirmed().first()
    if wishes is None:
        wishes = Wishes.objects.create(person=by, **said)
    else:
        Wishes.objects.filter(pk=wishes.pk).update(**said)
        wishes.refresh_from_db()
    _record(by, "wrote their wishes", wishes, by)
    return wishes


@transaction.atomic
def type_wishes(
    *, by: Person, person: Person, paper: str, where: str = "", who_may_know: str = "", words: str = "", review_on: date | None = None
) -> Wishes:
    """Somebody who meets the person types their wishes with them. They hold when the person has read and confirmed them;
    whether they may be read in an emergency is never typed by somebody else.

    Raises: Refused while a draft that somebody else typed waits for the person.
    """
    permissions.may_type_wishes(by, person).require()
    _one_after_the_other(person)
    said = _said(paper, where, who_may_know, words, review_on)
    draft = Wishes.objects.belonging_to(person).filter(confirmed_at=None).first()
    if draft is not None and draft.typed_by_id != by.pk:
        raise Refused(
            _("Something that somebody else typed waits for %(name)s to read. Ask them to look at it first.") % {"name": person.name}
        )
    if draft is None:
        draft = Wishes.objects.create(person=person, typed_by=by, **said)
    else:
        Wishes.objects.filter(pk=draft.pk).update(**said)
        draft.refresh_from_db()
    _record(by, "typed wishes with somebody", draft, person)
    return draft


@transaction.atomic
def confirm_wishes(*, by: Person, wishes: Wishes) -> None:
    """The person read what was typed for them, and it is right: it takes the place of what they said before.

    Raises: Refused when it was thrown away or confirmed meanwhile.
    """
    permissions.may_decide_wishes(by, wishes).require()
    _one_after_the_other(by)
    before = Wishes.objects.belonging_to(by).confirmed()
    in_emergency = any(one.in_emergency for one in before)  # the person's own tick stays; nobody sets it for them
    before.exclude(pk=wishes.pk).delete()
    changed = Wishes.objects.filter(pk=wishes.pk, confirmed_at=None).update(confirmed_at=now(), in_emergency=in_emergency)
    if not changed:
        raise Refused(_("This was looked at already. What holds now is below."))
    _record(by, "confirmed their wishes", wishes, by)


@transaction.atomic
def drop_draft(*, by: Person, wishes: Wishes) -> None:
    """What was typed for the person is not right: its words are gone. Doing it twice changes nothing."""
    permissions.may_decide_wishes(by, wishes).require()
    if Wishes.objects.filter(pk=wishes.pk, confirmed_at=None).delete()[0]:
        record(by=by, act="threw a draft of wishes away", thing=f"wishes:{wishes.pk}", about=by.actor_id)


@transaction.atomic
def keep_as_right(*, by: Person, wishes: Wishes) -> None:
    """Read again, and still right: the next look is in a year."""
    permissions.may_decide_wishes(by, wishes).require()
    Wishes.objects.filter(pk=wishes.pk).update(review_on=a_year_after(today()))
    _record(by, "read their wishes again", wishes, by)


def _one_after_the_other(person: Person) -> None:
    """Two devices that save at once wait for each other, so that there is one row of wishes and one draft."""
    Person.objects.select_for_update().get(pk=person.pk)


def _said(paper: str, where: str, who_may_know: str, words: str, review_on: date | None) -> dict[str, Any]:
    if review_on is not None and review_on < today():
        raise Refused(_("The day to read it again has passed. Choose a later day, or leave it empty."))
    texts = {"where": where.strip() or None, "who_may_know": who_may_know.strip() or None, "words": words.strip() or None}
    return texts | {"paper": paper, "review_on": review_on, "written_at": now()}


def _record(by: Person, act: str, wishes: Wishes, person: Person) -> None:
    record(by=by, act=act, thing=f"wishes:{wishes.pk}", about=person.actor_id)
