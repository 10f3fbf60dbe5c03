"""Calendars that programs read: of the house, of a programme, of a group, of one person, and one date."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils import translation

from hearthside.core.dates import today
from hearthside.gatherings.calendar import meetings as guide
from hearthside.gatherings.calendar.doors import for_everybody, for_one_person
from hearthside.gatherings.calendar.feed.events import series_text
from hearthside.gatherings.calendar.feed.files import calendar_file
from hearthside.gatherings.calendar.feed.personal import personal_events, single_events
from hearthside.gatherings.calendar.feed.rows import in_feed, rows_of
from hearthside.gatherings.calendar.filters import open_groups, programmes_of
from hearthside.gatherings.calendar.kept import KeptAnswer
from hearthside.gatherings.calendar.own import feed_of
from hearthside.gatherings.calendar.shown import listed, listed_dates
from hearthside.gatherings.models import Gathering
from hearthside.organisation.queries import the_organisation

CALENDAR = "text/calendar; charset=utf-8"


@for_everybody
def calendar_feed(request: HttpRequest) -> HttpResponse:
    """Everything that stands on the calendar."""
    return _feed(the_organisation().name, in_feed(today()))


@for_everybody
def programme_feed(request: HttpRequest, code: str) -> HttpResponse:
    """The open groups of one programme. Closed ones stand in the feed of the house alone: their programme might tell what they are."""
    programme = dict(programmes_of(open_groups())).get(code)
    if programme is None:
        raise Http404
    theirs = in_feed(today()).filter(gathering__programme__code=code).exclude(gathering__openness=Gathering.Openness.CLOSED)
    return _feed(f"{the_organisation().name}: {programme}", theirs)


@for_everybody
def gathering_feed(request: HttpRequest, slug: str) -> HttpResponse:
    """One group."""
    found = get_object_or_404(listed(), slug=slug)
    return _feed(found.public_title, in_feed(today()).filter(gathering=found))


def _feed(name: str, series) -> HttpResponse:
    rows = rows_of(series, today())
    texts = [series_text(one, exceptions) for one, exceptions in rows]
    return HttpResponse(calendar_file(name, (one.zone for one, _exceptions in rows), texts), content_type=CALENDAR)


@for_everybody
def calendar_date_file(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """One date, to be put into a calendar as it is now."""
    found = listed_dates().filter(pk=session_id)
    zones, events = single_events(found)
    if not events:
        raise Http404
    response = HttpResponse(calendar_file(the_organisation().name, zones, events), content_type=CALENDAR)
    response["Content-Disposition"] = 'attachment; filename="date.ics"'
    return response


@for_everybody
def meetings(request: HttpRequest) -> HttpResponse:
    """Weekly meetings as Meeting Guide JSON."""
    rows = [one for one, _exceptions in rows_of(in_feed(today()), today())]
    return JsonResponse(guide.meetings(rows, today()), safe=False, json_dumps_params={"ensure_ascii": False})


@for_one_person
def personal_feed(request: HttpRequest, token: str) -> HttpResponse:
    """The dates of whoever was given this address; gone once it is ended."""
    feed = feed_of(token)
    if feed is None:
        return HttpResponse(status=404)
    with translation.override(feed.person.language or translation.get_language()):
        zones, events = personal_events(feed.person, today())
        name = the_organisation().name
        response = HttpResponse(calendar_file(name, zones, events), content_type=CALENDAR)
    return KeptAnswer(response).reply(request)
