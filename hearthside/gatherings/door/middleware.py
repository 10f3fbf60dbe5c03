"""The door is served here, above sessions and sign-in: it knows a device and nobody who stands before it."""

from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import Resolver404, resolve, reverse
from django.utils import timezone, translation

from hearthside.gatherings.door.devices import PLACE
from hearthside.organisation.queries import likely_language, the_organisation


class DoorAddressMiddleware:
    """Answers everything under /door/ itself and passes on the rest. Who lost their way there is led to the first screen."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not (request.path_info + "/").startswith(PLACE):
            return self.get_response(request)
        with (
            translation.override(likely_language(request.headers.get("Accept-Language", ""))),
            timezone.override(ZoneInfo(the_organisation().zone)),
        ):
            return self._answer(request)

    def _answer(self, request: HttpRequest) -> HttpResponse:
        try:
            request.resolver_match = found = resolve(request.path_info)
        except Resolver404:
            response: HttpResponse = HttpResponseRedirect(reverse("door"))
        else:
            response = found.func(request, *found.args, **found.kwargs)
        response.setdefault("Cache-Control", "no-store")
        response["Referrer-Policy"] = "no-referrer"
        response["X-Frame-Options"] = "DENY"
        response["Content-Language"] = translation.get_language() or ""
        return response
