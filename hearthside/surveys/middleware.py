"""The survey is answered here, above sessions, sign-in and messages, so that none of them can touch it."""

from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import Resolver404, resolve, reverse
from django.utils import timezone, translation

from hearthside.organisation.queries import likely_language, the_organisation
from hearthside.surveys.languages import chosen_language


class SurveyAddressMiddleware:
    """Answers everything under /s/ itself and passes on the rest.

    Who lost their way under /s/ is led to the field for the code, because a "not found" would be written to the log with the
    address, and people do type codes into addresses.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not (request.path_info + "/").startswith("/s/"):
            return self.get_response(request)
        with (
            translation.override(chosen_language(request) or likely_language(request.headers.get("Accept-Language", ""))),
            timezone.override(ZoneInfo(the_organisation().zone)),
        ):
            return self._answer(request)

    def _answer(self, request: HttpRequest) -> HttpResponse:
        try:
            request.resolver_match = found = resolve(request.path_info)
        except Resolver404:
            response: HttpResponse = HttpResponseRedirect(reverse("survey"))
        else:
            response = found.func(request, *found.args, **found.kwargs)
        response["Cache-Control"] = "no-store"
        response["Referrer-Policy"] = "no-referrer"
        response["X-Frame-Options"] = "DENY"
        response["Content-Language"] = translation.get_language() or ""
        return response
