"""The public pages are answered above sessions, so that no cookie can touch them; what is ready is answered above everything."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import Resolver404, ResolverMatch, resolve
from django.utils import timezone, translation

from hearthside.core.kept import forget_kept
from hearthside.gatherings.calendar.kept import LONGEST_QUERY, KeptAnswer, KeptAnswers, Key, stamp_of
from hearthside.gatherings.calendar.ways import tail_of
from hearthside.organisation.public import public_version
from hearthside.organisation.queries import likely_language, the_organisation
from hearthside.surveys.languages import chosen_language, languages

PLACES = ("/calendar", "/groups/")
FEED = ".ics"


def local_day() -> date:
    return datetime.now(UTC).astimezone(ZoneInfo(the_organisation().zone)).date()


def spoken_language(request: HttpRequest) -> str:
    """As the visitor chose on the page, else as their browser asks; a feed speaks the organisation's."""
    if chosen := chosen_language(request) if request.META.get("QUERY_STRING") else "":
        return chosen
    return (
        the_organisation().language if request.path_info.endswith(FEED) else likely_language(request.META.get("HTTP_ACCEPT_LANGUAGE", ""))
    )


def is_public(request: HttpRequest) -> bool:
    return request.path_info.startswith(PLACES) and request.method in ("GET", "HEAD")


class KeptAnswersMiddleware:
    """Stands above all others: gives what was kept, with the head that those below had put on it, while nothing has changed.

    One query looks whether something has. What may be kept comes back from below with the `version` it was made of.
    """

    def __init__(self, get_response):
        self.get_response = get_response
        self.answers = KeptAnswers()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not is_public(request) or len(request.META.get("QUERY_STRING", "")) > LONGEST_QUERY:
            return self.get_response(request)
        key: Key = (request.path_info, request.META.get("QUERY_STRING", ""), spoken_language(request), local_day())
        kept = self.answers.get(key)
        if kept:
            request.public_version = public_version()
        if kept is None or kept.version != request.public_version:
            response = self.get_response(request)
            version = getattr(response, "version", None)
            if version is None:
                return response
            kept = KeptAnswer(response, version, stamp_of(version, key[-1]))
            self.answers.keep(key, kept)
        return kept.reply(request)


class PublicAddressMiddleware:
    """Answers the views marked `for_everybody` itself and passes on the rest. Below it there are sessions."""

    def __init__(self, get_response):
        self.get_response = get_response
        self.version = 0

    def __call__(self, request: HttpRequest) -> HttpResponse:
        found = _public_view(request)
        if found is None:
            return self.get_response(request)
        # Read before anything that is shown, so that what is made of it is never older than it says.
        version = getattr(request, "public_version", 0) or public_version()
        if version != self.version:
            self.version = version
            forget_kept()  # another process may have changed what this one keeps for seconds
        organisation = the_organisation()
        with translation.override(spoken_language(request)), timezone.override(ZoneInfo(organisation.zone)):
            response = self._answer(request, found)
        if response.status_code == 200 and not getattr(found.func, "is_of_one_person", False):
            response.version = version
        return response

    def _answer(self, request: HttpRequest, found: ResolverMatch) -> HttpResponse:
        request.resolver_match = found
        try:
            response = found.func(request, *found.args, **found.kwargs)
        except Http404:
            response = render(request, "gatherings/not_there.html", {"languages": languages(), "tail": tail_of(request)}, status=404)
        response["X-Frame-Options"] = settings.X_FRAME_OPTIONS
        response.headers.setdefault("Cache-Control", "no-cache")  # kept by browsers, and asked for anew each time
        feed = request.path_info.endswith(FEED)
        response["Vary"] = "Accept-Encoding" if feed else "Accept-Language, Accept-Encoding"
        response.headers.setdefault("Content-Language", translation.get_language() or "")
        return response


def _public_view(request: HttpRequest) -> ResolverMatch | None:
    if not request.path_info.startswith(PLACES):
        return None
    try:
        found = resolve(request.path_info)
    except Resolver404:
        return None
    return found if getattr(found.func, "is_for_everybody", False) else None
