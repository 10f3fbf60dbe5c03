"""Addresses that are answered above sessions, sign-in and messages, so that none of them can touch who comes there."""

from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import Resolver404, resolve, reverse
from django.utils import timezone, translation

from hearthside.organisation.queries import likely_language, the_organisation


class AboveSessions:
    """A middleware that answers everything under `place` itself and passes on the rest. Who lost their way there is led to
    the address named `first`: a "not found" would be written to the log, with all that was typed.
    """

    place = ""
    first = ""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not (request.path_info + "/").startswith(self.place):
            return self.get_response(request)
        with translation.override(self.language_of(request)), timezone.override(ZoneInfo(the_organisation().zone)):
            return self._answer(request)

    def language_of(self, request: HttpRequest) -> str:
        """The language that the device asks for first, of those we speak."""
        return likely_language(request.headers.get("Accept-Language", ""))

    def _answer(self, request: HttpRequest) -> HttpResponse:
        try:
            request.resolver_match = found = resolve(request.path_info)
        except Resolver404:
            response: HttpResponse = HttpResponseRedirect(reverse(self.first))
        else:
            response = found.func(request, *found.args, **found.kwargs)
        response.setdefault("Cache-Control", "no-store")
        response["Referrer-Policy"] = "no-referrer"
        response["X-Frame-Options"] = "DENY"
        response["Content-Language"] = translation.get_language() or ""
        return response
