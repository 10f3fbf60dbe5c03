"""Who is acting in this request: the person behind the account, or a visitor."""

from zoneinfo import ZoneInfo

from django.utils import timezone, translation

from hearthside.core.actors import Visitor
from hearthside.organisation.queries import likely_language, the_organisation
from hearthside.people.models import Person
from hearthside.people.queries import signed_in_person


class ActorMiddleware:
    """Sets `request.actor` and `request.organisation`, and speaks their language in the organisation's time."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.organisation = organisation = the_organisation()
        request.actor = Visitor()
        if request.user.is_authenticated:
            request.actor = signed_in_person(request.user) or Visitor()
        translation.activate(_language(request))
        request.LANGUAGE_CODE = translation.get_language()
        with timezone.override(ZoneInfo(organisation.zone)):
            return self.get_response(request)


def _language(request) -> str:
    """The person's own, else the organisation's; a visitor is spoken to as their browser asks."""
    if isinstance(request.actor, Person):
        return request.actor.language or request.organisation.language
    return likely_language(request.headers.get("Accept-Language", ""))
