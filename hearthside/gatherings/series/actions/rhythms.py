"""When and where a gathering meets: a rhythm, or one date."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext as _

from hearthside.audit.actions import record
from hearthside.core.actors import Actor
from hearthside.core.dates import today
from hearthside.core.errors import Refused
from hearthside.gatherings.models import Gathering, Series
from hearthside.gatherings.permissions import may_arrange_gathering
from hearthside.gatherings.rules.expansion import first_date, occurrences
from hearthside.gatherings.rules.rule import read_rule
from hearthside.gatherings.series.making import horizon, make_sessions
from hearthside.organisation.models import Site
from hearthside.organisation.public import renew_pages
from hearthside.organisation.queries import the_organisation


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
def add_series(*, by: Actor, gathering: Gathering, timing: Timing) -> Series:
    """Give a gathering a rhythm, or one date. Its sessions are made for a year ahead at once, from today on.

    Raises: Refused for a rule that cannot be used (rules.rule) or never meets, when it would end before it begins, and for
    a gathering that has ended.
    """
    may_arrange_gathering(by, gathering).require()
    if gathering.ended_on:
        raise Refused(_("This group has ended. Let it go on first."))
    series = begin_series(gathering, timing)
    renew_pages()
    record(by=by, act="set when a gathering meets", thing=series.reference, gathering=str(gathering.pk))
    return series


def begin_series(gathering: Gathering, timing: Timing) -> Series:
    """The row and its sessions, inside the transaction of an act that has asked whether it may."""
    values = columns(gathering, settled(timing))
    series = Series.objects.create(gathering=gathering, made_until=values["first_day"] - timedelta(days=1), **values)
    make_sessions(series, max(series.first_day, today()), max(horizon(), series.first_day))
    return series


def settled(timing: Timing) -> Timing:
    """The same with its first day on a date of its rule, and with its end as a day: neither UNTIL nor COUNT in the rule."""
    if timing.until and timing.until < timing.first_day:
        raise Refused(_("The last day is before the first. Choose a later last day."))
    if not timing.rrule:
        return timing
    rule = read_rule(timing.rrule, ZoneInfo(zone_of(timing)))
    first = first_date(str(rule), timing.first_day)
    if first is None:
        raise Refused(_("By this rule it would never meet. Write it in words, such as “every Tuesday”."))
    if timing.until and timing.until < first:
        raise Refused(_("There is no date between the first and the last day. Choose a later last day."))
    ends = [timing.until, _day(rule.until)]
    if rule.count:
        counted = occurrences(str(rule), datetime.combine(first, timing.starts_at), first, date.max)
        if len(counted) == rule.count:
            ends.append(counted[-1].date())
            rule = replace(rule, count=None)
    until = min((end for end in ends if end), default=None)
    return replace(timing, rrule=str(replace(rule, until=None)), first_day=first, until=until)


def columns(gathering: Gathering, timing: Timing) -> dict[str, Any]:
    """What a series holds of a timing."""
    values = {name: getattr(timing, name) for name in Timing.__dataclass_fields__}
    values["zone"] = zone_of(timing)
    values["link_is_public"] = timing.link_is_public and not gathering.is_closed
    return values


def zone_of(timing: Timing) -> str:
    """The zone by whose clock it meets: its own, else that of its place, else the organisation's."""
    return timing.zone or (timing.site.zone if timing.site else "") or the_organisation().zone


def _day(until: date | datetime | None) -> date | None:
    return until.date() if isinstance(until, datetime) else until
