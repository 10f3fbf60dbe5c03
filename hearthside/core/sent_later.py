"""A form that was filled in on a phone without signal and comes in later, sent by the phone and not by a hand."""

from django.http import HttpRequest

HEADER = "Sent-Later"


def is_sent_later(request: HttpRequest) -> bool:
    """Whether nobody looks at the answer: then nothing is handed over with it, such as a survey code. No other site can say it."""
    return HEADER in request.headers
