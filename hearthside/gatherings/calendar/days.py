"""Dates day by day, with what a person needs to come: until when, where, and whether to ask first."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from itertools import groupby

from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from hearthside.gatherings.calendar.month import clock
from hearthside.gatherings.calendar.queries import Entry, day_of, key_in_address, time_of
from hearthside.gatherings.models import Gathering, Series, Session


def day_lists(entries: Iterable[Entry], *, tail: str) -> SafeString:
    """Each day with its dates, under a heading of its own."""
    return format_html_join(
        "", '<section class="day-list stack"><h2>{}</h2><ul class="list" role="list">{}</ul></section>',
        ((day_words(day_of(day)), format_html_join("", "{}", ((_row(one, tail),) for one in some)))
         for day, some in groupby(entries, key=lambda one: one.on)),
    )  # fmt: skip


def day_words(day: date) -> str:
    return date_format(day, "l j F Y")


def _row(one: Entry, tail: str) -> SafeString:
    off = one.state == Session.State.CANCELLED
    title = format_html("<s>{}</s>", one.title) if off else one.title
    facts = [
        words
        for words in (_state(one), place_words(one.how, one.site, one.room, one.place), how_to_come(one.openness, one.sign_up, off))
        if words
    ]
    return format_html(
        '<li{}><span class="when">{}</span><span class="grow"><a href="/groups/dates/{}/{}">{}</a>{}</span></li>',
        SafeString(' class="off"') if off else "", from_until(one.at, one.minutes), key_in_address(one.key), tail, title,
        format_html('<span class="small soft facts-line">{}</span>', " · ".join(facts)) if facts else "",
    )  # fmt: skip


def _state(one: Entry) -> str:
    if one.state == Session.State.CANCELLED:
        return _("cancelled: %(reason)s") % {"reason": one.reason} if one.reason else _("cancelled")
    if one.is_moved:
        return _("moved: %(reason)s") % {"reason": one.reason} if one.reason else _("moved")
    return ""


def from_until(at: str, minutes: int) -> str:
    end = (datetime.combine(date.min, time_of(at)) + timedelta(minutes=minutes)).time()
    return _("%(start)s to %(end)s") % {"start": clock(at), "end": clock(end.isoformat())}


def place_words(how: str, *parts: str) -> str:
    """Where, in one line, and whether one can take part from home."""
    there = ", ".join(part for part in parts if part)
    if how == Series.Mode.ONLINE:
        return _("online")
    return _("%(place)s, and online") % {"place": there} if how == Series.Mode.HYBRID and there else there


def how_to_come(openness: str, sign_up: str, off: bool = False) -> str:
    """What somebody who wants to come does first."""
    if off:
        return ""
    if openness == Gathering.Openness.CLOSED:
        return _("for those who belong to it")
    if openness == Gathering.Openness.ASK_FIRST:
        return _("ask first")
    return _("sign up") if sign_up == Gathering.SignUp.SIGN_UP else _("just come")
