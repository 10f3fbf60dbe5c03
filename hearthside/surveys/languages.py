"""In which language the survey speaks, without a cookie."""

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language_info, get_supported_language_variant
from django.utils.translation.trans_real import parse_accept_lang_header

from hearthside.organisation.queries import the_organisation


def chosen_language(request: HttpRequest) -> str:
    """The language that the person has chosen on the page; "" when they have not."""
    chosen = request.POST.get("switch") or request.POST.get("lang") or request.GET.get("lang") or ""
    return chosen if chosen in dict(settings.LANGUAGES) else ""


def likely_language(request: HttpRequest) -> str:
    """The language that the browser asks for first of those we speak, else the organisation's."""
    for wanted, _weight in parse_accept_lang_header(request.headers.get("Accept-Language", "")):
        try:
            return get_supported_language_variant(wanted)
        except LookupError:
            continue
    return the_organisation().language


def languages() -> list[dict]:
    """The languages we speak, each by its own name."""
    return [get_language_info(code) for code, _name in settings.LANGUAGES]
