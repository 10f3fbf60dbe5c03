"""A gathering as a whole: it begins, is described, ends, and may go on after all."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils import translation
from django.utils.text import slugify
from django.utils.translation import gettext as _

from hearthside.audit.actions import record
from hearthside.core.actors import Actor
from hearthside.core.dates import now, today
from hearthside.core.errors import Refused
from hearthside.gatherings.models import Gathering, Host, Series, Session
from hearthside.gatherings.permissions import may_arrange_gathering, may_begin_gathering, may_open_up
from hearthside.gatherings.series.actions.rhythms import Timing, begin_series
from hearthside.gatherings.series.changing import raise_sequence, write_session_row
from hearthside.gatherings.series.making import horizon, make_sessions
from hearthside.gatherings.signing_up.actions import move_all_up
from hearthside.gatherings.telling import tell_of_dates
from hearthside.organisation.models import Kind, Programme
from hearthside.organisation.public import renew_pages
from hearthside.organisation.queries import the_organisation
from hearthside.people.models import Person

# First words of addresses under /groups/ that are pages of their own, now or one day, in English and as people type them.
RESERVED = {
    "new", "kept", "hosting", "dates", "series", "import", "imports", "ideas", "idea", "door", "doors", "calendar", "feed", "feeds",
    "hosts", "places", "signups", "sign-ups", "codes", "code", "thanks", "wishes", "voices", "sheets", "sheet", "attendance", "all",
    "search", "list", "calls", "call", "month", "week", "closing", "proposals",
}  # fmt: skip


@transaction.atomic
def begin_gathering(
    *, by: Actor, title: str, programme: Programme, kind: Kind, public_title: str = "", hosts: Sequence[Person] | None = None,
    timing: Timing | None = None, **details: Any,
) -> Gathering:  # fmt: skip
    """Put a gathering on the list, with its first rhythm or without; others come with `add_series`. Whoever begins it holds
    it, unless `hosts` says who does; none at all is a gap. `details` are other columns of Gathering.

    Raises: Refused for a kind of contact to which one person comes, for a closed group without a public title of its own,
    or as `add_series` does.
    """
    may_begin_gathering(by).require()
    shown = public_title.strip() or title.strip()
    _check_kind(kind)
    _check_neutral(details.get("openness", ""), title, shown)
    gathering = Gathering.objects.create(
        title=title.strip(), public_title=shown, slug=free_slug(shown), programme=programme, kind=kind, **details
    )
    holding = list(hosts) if hosts is not None else [by] if isinstance(by, Person) else []
    Host.objects.bulk_create(Host(gathering=gathering, person=person, position=place) for place, person in enumerate(holding))
    if timing:
        begin_series(gathering, timing)
    renew_pages()
    record(by=by, act="began a gathering", thing=gathering.reference, fields=sorted(details))
    return gathering


def free_slug(public_title: str) -> str:
    """The last part of its address, which no other gathering has and no page of the house needs."""
    stem = slugify(public_title)[:70].strip("-") or "group"
    taken = RESERVED | set(Gathering.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    number, slug = 1, stem
    while slug in taken:
        number += 1
        slug = f"{stem}-{number}"
    return slug


@transaction.atomic
def change_gathering(*, by: Actor, gathering: Gathering, **values: Any) -> None:
    """Say anew what a gathering is: texts and rules, which are columns of Gathering. Its times and places stay, and so does
    SEQUENCE: calendars show the new words, and nobody's phone says that a date changed.

    Raises: Refused as `begin_gathering` does. NotAllowed when somebody but its hosts would rename or open a closed group.
    """
    may_arrange_gathering(by, gathering).require()
    changed = [name for name, value in values.items() if getattr(gathering, name) != value]
    if not changed:
        return
    if {"title", "openness"} & set(changed):
        may_open_up(by, gathering).require()
    after = {name: values.get(name, getattr(gathering, name)) for name in ("title", "public_title", "openness", "kind")}
    _check_kind(after["kind"])
    _check_neutral(after["openness"], str(after["title"]), after["public_title"])
    for name in changed:
        setattr(gathering, name, values[name])
    gathering.save(update_fields=changed)
    if gathering.is_closed:
        hide_links(gathering)
    if "capacity" in changed:
        move_all_up(gathering)
    renew_pages()
    record(by=by, act="changed a gathering", thing=gathering.reference, fields=sorted(changed))


def hide_links(gathering: Gathering) -> None:
    """The link of a closed group's meeting stands on no calendar."""
    Series.objects.filter(gathering=gathering, link_is_public=True).update(link_is_public=False)
    Session.objects.filter(gathering=gathering, link_is_public=True).update(link_is_public=False)


@transaction.atomic
def end_gathering(*, by: Actor, gathering: Gathering) -> None:
    """It is over from now on. Dates that were still to come go; those that somebody signed up for or holds are called off,
    and they are told. What took place stays counted. Ended twice, nothing changes.
    """
    may_arrange_gathering(by, gathering).require()
    if gathering.ended_on:
        return
    gathering.ended_on = today()
    gathering.save(update_fields=["ended_on"])
    coming = gathering.sessions.filter(state=Session.State.PLANNED, starts__gt=now(), attendances=None)
    touched = coming.filter(sign_ups__isnull=False) | coming.filter(duties__isnull=False) | coming.filter(is_changed=True)
    called_off = list(touched.distinct().select_related("series", "gathering"))
    cut = list(gathering.series.filter(pk__in=coming.values("series")))
    coming.exclude(pk__in=[one.pk for one in called_off]).delete()
    for session in called_off:
        write_session_row(session, state=Session.State.CANCELLED, reason=_ended())
    gathering.series.update(made_until=today())
    for series in cut:
        raise_sequence(series)
    tell_of_dates(by, [(session, "cancelled") for session in called_off])
    renew_pages()
    record(by=by, act="ended a gathering", thing=gathering.reference, called_off=len(called_off))


@transaction.atomic
def resume_gathering(*, by: Actor, gathering: Gathering) -> None:
    """It goes on after all, as it was: its dates are made again, and what ending it had called off takes place."""
    may_arrange_gathering(by, gathering).require()
    if gathering.ended_on is None:
        return
    ended_on, gathering.ended_on = gathering.ended_on, None
    gathering.save(update_fields=["ended_on"])
    called_off = gathering.sessions.filter(state=Session.State.CANCELLED, day__gte=ended_on, starts__gt=now(), reason=_ended())
    back = list(called_off.select_related("series", "gathering"))
    for session in back:
        write_session_row(session, state=Session.State.PLANNED, reason="")
    again = {session.series_id for session in back}
    for series in gathering.series.all():
        made = make_sessions(series, max(today(), series.first_day), max(horizon(), series.first_day))
        if made or series.pk in again:
            raise_sequence(series)
    tell_of_dates(by, [(session, "restored") for session in back])
    renew_pages()
    record(by=by, act="resumed a gathering", thing=gathering.reference, restored=len(back))


def _ended() -> str:
    """Why a date is off when its gathering ended, in the organisation's language since it is said in public."""
    with translation.override(the_organisation().language):
        return _("This group has ended.")


def _check_kind(kind: Kind) -> None:
    if not kind.is_gathering:
        raise Refused(_("This kind of contact is between two people. Choose one at which several meet."))


def _check_neutral(openness: str, title: str, public_title: str) -> None:
    if openness == Gathering.Openness.CLOSED and public_title.strip().casefold() == title.strip().casefold():
        raise Refused(_("A closed group needs a neutral public title, such as “Tuesday evening”. Write one that gives nothing away."))
