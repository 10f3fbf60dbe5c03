"""Who is acting in this request: the person behind the account, or a visitor."""

from zoneinfo import ZoneInfo

from django.utils import timezone, translation

from hearthside.core.actors import Visitor
from hearthside.organisation.queries import the_organisation
from hearthside.people.queries import signed_in_person


class ActorMiddleware:
    """Sets `request.actor` and `request.organisation`, and speaks the person's language in the organisation's time."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.organisation = organisation = the_organisation()
        request.actor = Visitor()
        if request.user.is_authenticated:
            request.actor = signed_in_person(request.user) or Visitor()
        language = getattr(request.actor, "language", "")
        if language:
            translation.activate(language)
            request.LANGUAGE_CODE = language
        with timezone.override(ZoneInfo(organisation.zone)):
            return self.get_response(request)
