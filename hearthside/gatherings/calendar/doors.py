"""Marks on views of the public calendar, which PublicAddressMiddleware reads."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpResponse
from django.views.decorators.http import require_safe

View = Callable[..., HttpResponse]


def for_everybody(view: View) -> View:
    """The same for every visitor: answered above sessions, and kept until something that the public sees changes."""
    answer = require_safe(view)
    answer.is_for_everybody = True
    return answer


def for_one_person(view: View) -> View:
    """Answered above sessions too, and kept nowhere: the address alone says whose it is, so it is found by no machine."""

    @wraps(view)
    def answer(request, *args, **kwargs) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response["X-Robots-Tag"] = "noindex"
        response["Referrer-Policy"] = "no-referrer"
        response["Cache-Control"] = "private, no-cache"
        return response

    marked = for_everybody(answer)
    marked.is_of_one_person = True
    return marked
