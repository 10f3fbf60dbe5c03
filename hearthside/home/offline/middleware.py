"""What a phone gets as answer to a form that it kept: one number, which says whether it was taken."""

from django.contrib.messages import SUCCESS
from django.contrib.messages.storage.base import BaseStorage
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from hearthside.core.sent_later import is_sent_later

TAKEN, NOT_SIGNED_IN, NOT_TAKEN = 204, 401, 409


class Unread(BaseStorage):
    """What a room says while nobody looks: heard here, and not shown on the next page that somebody opens."""

    def _get(self, *args, **kwargs):
        return [], True

    def _store(self, messages, response, *args, **kwargs):
        return []


class SentLaterMiddleware:
    """A kept form goes through the same view as any other. Where that leads on to a page, the phone is told instead: 204
    taken, 409 not taken and somebody has to look, 401 sign in first. Every other answer stays as it is.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method != "POST" or not is_sent_later(request):
            return self.get_response(request)
        request._messages = said = Unread(request)  # type: ignore[attr-defined]  # where Django looks for it
        response = self.get_response(request)
        if response.status_code != 302:
            return response
        if response["Location"].startswith(reverse("signing_in")):
            return HttpResponse(status=NOT_SIGNED_IN)
        is_taken = all(message.level == SUCCESS for message in said)
        return HttpResponse(status=TAKEN if is_taken else NOT_TAKEN)
