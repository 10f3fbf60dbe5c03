"""What may be done with gatherings, their rhythms and their dates. Each act is one transaction with its entry in the trail."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from hearthside.audit.actions import record
from hearthside.core.actors import Actor
from hearthside.core.dates import today
from hearthside.core.errors import Refused
from hearthside.gatherings.models import Gathering, Host, Series, Session
from hearthside.gatherings.permissions import may_arrange_gathering, may_begin_gathering
from hearthside.gatherings.rules.expansion import first_date
from hearthside.gatherings.rules.rule import read_rule
from hearthside.gatherings.series.changing import change_session_row
from hearthside.gatherings.series.making import horizon, make_sessions, moment
from hearthside.organisation.models import Kind, Programme, Site
from hearthside.organisation.public import renew_pages
from hearthside.organisation.queries import the_organisation
from hearthside.people.models import Person


@dataclass(slots=True, kw_only=True)
class Timing:
    """When and where a gathering meets: a rule (empty = one date), a clock time in the zone of the place, a place."""

    first_day: date
    starts_at: time
    minutes: int
    rrule: str = ""
    until: date | None = None
    zone: str = ""  # empty = the site's, else the organisation's
    mode: str = Series.Mode.IN_PERSON
    site: Site | None = None
    room: str = ""
    place: str = ""
    link: str | None = None
    link_is_public: bool = False


@transaction.atomic
def begin_gathering(
    *, by: Actor, title: str, programme: Programme, kind: Kind, public_title: str = "", hosts: Sequence[Person] | None = None,
    **details,
) -> Gathering:  # fmt: skip
    """Put a gathering on the list; its dates come with `add_series`. Whoever begins it holds it, unless `hosts` says who does;
    none at all is a gap.

    `details` are other columns of Gathering.
    Raises: Refused for a kind of contact to which one person comes, or a closed group without a public title of its own.
    """
    may_begin_gathering(by).require()
    if not kind.is_gathering:
        raise Refused(_("This kind of contact is between two people. Choose one at which several meet."))
    if details.get("openness") == Gathering.Openness.CLOSED and public_title.strip() in ("", title.strip()):
        raise Refused(_("A closed group needs a neutral public title, such as “Tuesday evening”. Write one that gives nothing away."))
    shown = public_title.strip() or title.strip()
    gathering = Gathering.objects.create(
        title=title.strip(), public_title=shown, slug=free_slug(shown), programme=programme, kind=kind, **details
    )
    holding = list(hosts) if hosts is not None else [by] if isinstance(by, Person) else []
    Host.objects.bulk_create(Host(gathering=gathering, person=person, position=place) for place, person in enumerate(holding))
    renew_pages()
    record(by=by, act="began a gathering", thing=gathering.reference, fields=sorted(details))
    return gathering


def free_slug(public_title: str) -> str:
    """The last part of its address, which no other gathering has."""
    stem = slugify(public_title)[:70] or "group"
    taken = set(Gathering.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    number, slug = 1, stem
    while slug in taken:
        number += 1
        slug = f"{stem}-{number}"
    return slug


@transaction.atomic
def add_series(*, by: Actor, gathering: Gathering, timing: Timing) -> Series:
    """Give a gathering a rhythm, or one date. Its sessions are made for a year ahead at once, from today on.

    Raises: Refused for a rule that cannot be used (rules.expansion) or when it would end before it begins.
    """
    may_arrange_gathering(by, gathering).require()
    words = _settled(timing)
    if words["until"] and words["until"] < words["first_day"]:
        raise Refused(_("The last day is before the first. Choose a later last day."))
    series = Series.objects.create(gathering=gathering, made_until=words["first_day"] - timedelta(days=1), **words)
    make_sessions(series, max(series.first_day, today()), max(horizon(), series.first_day))
    renew_pages()
    record(by=by, act="set when a gathering meets", thing=series.reference, gathering=str(gathering.pk))
    return series


def _settled(timing: Timing) -> dict[str, Any]:
    """The columns of a series: its zone, a checked rule that begins on a date of its own, its end apart from the rule."""
    words = {name: getattr(timing, name) for name in Timing.__dataclass_fields__}
    words["zone"] = timing.zone or (timing.site.zone if timing.site else "") or the_organisation().zone
    if timing.rrule:
        rule = read_rule(timing.rrule, ZoneInfo(words["zone"]))
        end = rule.until.date() if isinstance(rule.until, datetime) else rule.until
        words |= {"rrule": str(replace(rule, until=None)), "until": timing.until or end}
        words["first_day"] = first_date(words["rrule"], timing.first_day)
        if words["first_day"] is None:
            raise Refused(_("By this rule it would never meet. Write it in words, such as “every Tuesday”."))
    return words


@transaction.atomic
def change_session(*, by: Actor, session: Session, reason: str = "", **values) -> None:
    """Move one date, or hold it in another room or for longer. Its series no longer changes it.

    `values` are day, starts_at, minutes, capacity and the columns of Where.
    Raises: Refused when the date is over or was closed.
    """
    may_arrange_gathering(by, session.gathering).require()
    _check_open(session)
    day, at = values.get("day", session.day), values.get("starts_at", session.starts_at)
    changed = change_session_row(session, **values, starts=moment(day, session.series, at), reason=reason.strip())
    if changed:
        record(by=by, act="changed a session", thing=session.reference, fields=changed)


@transaction.atomic
def cancel_session(*, by: Actor, session: Session, reason: str = "") -> None:
    """Call one date off. It stays on the calendar as cancelled and counts as no session at all."""
    may_arrange_gathering(by, session.gathering).require()
    _check_open(session)
    change_session_row(session, state=Session.State.CANCELLED, reason=reason.strip())
    record(by=by, act="cancelled a session", thing=session.reference)


@transaction.atomic
def skip_session(*, by: Actor, session: Session) -> None:
    """Leave one date out, as when it was never planned: no calendar shows it."""
    may_arrange_gathering(by, session.gathering).require()
    _check_open(session)
    change_session_row(session, state=Session.State.SKIPPED)
    record(by=by, act="left a session out", thing=session.reference)


@transaction.atomic
def restore_session(*, by: Actor, session: Session) -> None:
    """A date that was cancelled or left out takes place after all."""
    may_arrange_gathering(by, session.gathering).require()
    change_session_row(session, state=Session.State.PLANNED, reason="")
    record(by=by, act="restored a session", thing=session.reference)


def _check_open(session: Session) -> None:
    if session.state == Session.State.HELD:
        raise Refused(_("This date took place and was closed. What was counted stays."))
