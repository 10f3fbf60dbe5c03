"""The calendar, its groups and its dates: the same for everybody, without an account."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from hearthside.core.dates import today
from hearthside.core.pages import slice_of
from hearthside.gatherings.calendar.days import day_lists
from hearthside.gatherings.calendar.doors import for_everybody
from hearthside.gatherings.calendar.filters import Filters, open_groups, programmes_of
from hearthside.gatherings.calendar.linked_data import events_script
from hearthside.gatherings.calendar.month import month_grid
from hearthside.gatherings.calendar.periods import Period, latest, month_period, week_period
from hearthside.gatherings.calendar.queries import as_entries, between, entries, occurrences
from hearthside.gatherings.calendar.shown import ShownDate, coming_dates, groups_by_programme, listed, listed_dates, rhythms, where_words
from hearthside.gatherings.calendar.ways import feed_links, tail_of, way_back, ways
from hearthside.gatherings.signing_up.filling import is_full
from hearthside.surveys.languages import languages

ROWS = 60


@for_everybody
def calendar(request: HttpRequest) -> HttpResponse:
    """This month."""
    return _month(request, month_period(f"{today():%Y-%m}"))


@for_everybody
def calendar_month(request: HttpRequest, month: str) -> HttpResponse:
    """Any month that can be turned to."""
    return _month(request, month_period(month))


def _month(request: HttpRequest, period: Period) -> HttpResponse:
    chosen = Filters.read(request.GET)
    found = occurrences(period.first, period.last, chosen)
    body = month_grid(period, found, today=today(), tail=tail_of(request))
    return _page(request, "month", chosen, period=period, body=body, is_month=True, is_empty=not found)


@for_everybody
def calendar_week(request: HttpRequest, week: str) -> HttpResponse:
    """One week, with places and how to come."""
    chosen, period = Filters.read(request.GET), week_period(week)
    found = as_entries(entries(between(period.first, period.last, chosen)))
    return _page(request, "week", chosen, period=period, body=day_lists(found, tail=tail_of(request)), is_empty=not found)


@for_everybody
def calendar_list(request: HttpRequest) -> HttpResponse:
    """What comes, day by day, from today on."""
    chosen = Filters.read(request.GET)
    page = slice_of(entries(between(today(), latest(), chosen)), request.GET.get("page"), ROWS)
    found = as_entries(page.rows)
    data = events_script(listed_dates().filter(pk__in=[one.key for one in found]))
    return _page(request, "list", chosen, page=page, body=day_lists(found, tail=tail_of(request)), data=data, is_empty=not found)


@for_everybody
def calendar_feeds(request: HttpRequest) -> HttpResponse:
    """The calendars that a program can subscribe to: of the house, and of each programme."""
    feeds = [(words, feed_links("programme_feed", code)) for code, words in programmes_of(open_groups())]
    return _plain_page(request, "feeds", feeds=feeds, feed=feed_links("calendar_feed"), room="calendar")


@for_everybody
def gatherings(request: HttpRequest) -> HttpResponse:
    """All groups, by programme."""
    return _plain_page(request, "groups", programmes=groups_by_programme())


@for_everybody
def gathering(request: HttpRequest, slug: str) -> HttpResponse:
    """One group: who it is for, the first time, when, where, how to come."""
    found = get_object_or_404(listed(), slug=slug)
    dates = coming_dates(found)
    place = next((one for one in dates if not one.is_cancelled), None)
    shown = {"gathering": found, "rhythms": rhythms([found]).get(found.pk, []), "dates": [ShownDate.of(one) for one in dates]}
    usual = {"place": place, "usual_place": where_words(place) if place else "", "feed": feed_links("gathering_feed", slug)}
    return _plain_page(request, "group", **shown, **usual, crumbs=way_back(request), data=events_script(dates))


@for_everybody
def calendar_date(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """One date."""
    found = get_object_or_404(listed_dates(), pk=session_id)
    shown = {
        "gathering": found.gathering,
        "date": ShownDate.of(found),
        "place": found,
        "is_over": found.day < today(),
        "is_full": is_full(found),
    }
    return _plain_page(request, "calendar_date", **shown, crumbs=way_back(request, found.gathering), data=events_script([found]))


def _page(request: HttpRequest, name: str, chosen: Filters, **shown) -> HttpResponse:
    """A page of the calendar: its views, what it can be narrowed down by, and the feeds."""
    return _plain_page(request, name, **shown, **ways(request, name, chosen, shown.get("period"), shown.get("page")))


def _plain_page(request: HttpRequest, name: str, **shown) -> HttpResponse:
    more = {"languages": languages(), "tail": tail_of(request), "room": "groups"}
    return render(request, f"gatherings/{name}.html", more | shown)
