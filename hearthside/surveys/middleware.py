"""The survey is answered above sessions, sign-in and messages, so that none of them can touch it."""

from django.http import HttpRequest

from hearthside.organisation.above_sessions import AboveSessions
from hearthside.surveys.languages import chosen_language


class SurveyAddressMiddleware(AboveSessions):
    """Answers everything under /s/ itself, in the language chosen there; people do type codes into addresses."""

    place = "/s/"
    first = "survey"

    def language_of(self, request: HttpRequest) -> str:
        return chosen_language(request) or super().language_of(request)
