"""In which language the survey speaks, without a cookie."""

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language_info


def chosen_language(request: HttpRequest) -> str:
    """The language that the person has chosen on the page; "" when they have not."""
    chosen = request.POST.get("switch") or request.POST.get("lang") or request.GET.get("lang") or ""
    return chosen if chosen in dict(settings.LANGUAGES) else ""


def languages() -> list[dict]:
    """The languages we speak, each by its own name."""
    return [get_language_info(code) for code, _name in settings.LANGUAGES]
