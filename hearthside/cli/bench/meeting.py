"""Two hundred groups that meet every week, with two years of dates that were left out, moved or cancelled now and then."""

from datetime import date, time, timedelta
from random import Random

from hearthside.cli.bench.stage import Stage, pour

ZONE = "America/Toronto"  # its clocks change
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
COLUMNS = (
    "id gathering series slot_day slot_at day starts_at minutes starts state is_changed mode site room place link_is_public reason taken"
)
BACK, AHEAD = 52, 57  # weeks of rows before and after this one
WORDS = ("circle", "evening", "walk", "coffee", "garden", "kitchen", "morning", "table", "company", "song")


def gather(stage: Stage, number: int) -> None:
    """See to it that at least so many groups meet every week: the groups by the acts of the house, their dates poured in."""
    from django.db import transaction

    from hearthside.gatherings.models import Gathering, Series, Session
    from hearthside.organisation.actions import open_site
    from hearthside.organisation.public import renew_pages

    known = stage.made.setdefault("groups", 0)
    if known >= number:
        return
    site = stage.made.get("site") or stage.made.setdefault("site", open_site(by=stage.made["by"], name="The house"))
    groups, series, sessions, dice = [], [], [], Random(number)
    for place in range(known, number):
        group = _group(stage, place)
        rhythm = _series(group, site, place)
        groups.append(group)
        series.append(rhythm)
        sessions += _sessions(group, rhythm, dice)
    with transaction.atomic():
        Gathering.objects.bulk_create(groups)
        Series.objects.bulk_create(series)
    pour(Session, COLUMNS.split(), sessions)
    stage.made["groups"] = number
    with transaction.atomic():
        renew_pages()


def _group(stage: Stage, place: int):
    from hearthside.gatherings.models import Gathering

    title = f"{WORDS[place % 10].capitalize()} & company {place:03d}"
    return Gathering(
        title=title, public_title=title, slug=f"group-{place:03d}", programme=stage.made["programmes"][place % 5],
        kind=stage.made["kinds"]["support_group"], for_whom="Anyone who would like company.",
    )  # fmt: skip


def _series(group, site, place: int):
    from hearthside.core.dates import today
    from hearthside.gatherings.models import Series

    monday = today() - timedelta(days=today().weekday())
    first = monday - timedelta(weeks=BACK) + timedelta(days=place % 7)
    return Series(
        gathering=group, rrule=f"FREQ=WEEKLY;BYDAY={WEEKDAYS[place % 7]}", first_day=first, minutes=90, zone=ZONE, site=site,
        starts_at=time(9 + place % 12, 30 * (place % 2)), room=f"Room {place % 4 + 1}", made_until=monday + timedelta(weeks=AHEAD),
    )  # fmt: skip


def _sessions(group, series, dice: Random) -> list[tuple]:
    """A row for every week; every fourth week or so one is left out, moved by a day, or cancelled."""
    from hearthside.core.ids import new_id
    from hearthside.gatherings.series.making import moment

    rows = []
    for week in range(BACK + AHEAD):
        slot = series.first_day + timedelta(weeks=week)
        chance = dice.randrange(27)
        state = "skipped" if chance == 0 else "cancelled" if chance < 4 else "planned"
        is_moved = 4 <= chance < 7
        day, at = slot + timedelta(days=is_moved), series.starts_at
        rows.append(
            (new_id(), group.pk, series.pk, slot, at.isoformat(), day, at.isoformat(), 90, moment(day, series, at), state, chance < 7,
             series.mode, series.site_id, series.room, "", False, "The hall is let" if is_moved else "", 0)
        )  # fmt: skip
    return rows


def fullest_month(today: date) -> date:
    """The first day of a month ahead."""
    return (today.replace(day=1) + timedelta(days=32)).replace(day=1)
