"""Where a page of the calendar leads: other views, the pages beside it, what narrows it down, calendars to subscribe to."""

from datetime import date
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from hearthside.core.dates import today
from hearthside.core.pages import Slice
from hearthside.gatherings.calendar.filters import Filters, open_groups, questions
from hearthside.gatherings.calendar.periods import Period, Way, earliest, month_address, week_address
from hearthside.gatherings.models import Gathering
from hearthside.surveys.languages import chosen_language

ASKING = "choose"  # in an address: the form that narrows the calendar down is wanted, which asks more of the database


def tail_of(request: HttpRequest) -> str:
    """The end of every link, so that a language once chosen stays; there is no cookie that could keep it."""
    language = chosen_language(request)
    return f"?lang={language}" if language else ""


def ways(request: HttpRequest, name: str, chosen: Filters, period: Period | None, page: Slice | None) -> dict[str, Any]:
    """What the frame of the calendar shows around its days. `name` is the view one is in."""
    language = chosen_language(request)
    tail, day = chosen.address(lang=language), _day_of(period)
    is_asking = bool(chosen) or ASKING in request.GET
    views = {
        "month": (_("Month"), month_address(day)),
        "week": (_("Week"), week_address(day)),
        "list": (_("List"), reverse("calendar_list")),
    }
    before, after = _other_pages(page, chosen, language) if page else _other_periods(period, tail)
    return {
        "views": [(words, address + tail) for words, address in views.values()],
        "this_view": views[name][1] + tail,
        "before": before,
        "after": after,
        "questions": questions(chosen, open_groups()) if is_asking else [],
        "is_asking": is_asking,
        "asking": Filters().address(lang=language, **{ASKING: "yes"}),
        "is_narrowed": bool(chosen),
        "language": language,
        "everything": Filters().address(lang=language) or "?",
        "keep": chosen.address()[1:],
        "room": "calendar",
    }


def _day_of(period: Period | None) -> date:
    """The day that one looks at: today where it is among those shown, else the first of them that can be turned to."""
    return today() if period is None or period.first <= today() <= period.last else max(period.first, earliest())


def _other_periods(period: Period | None, tail: str) -> list[Way | None]:
    beside = [period.before, period.after] if period else [None, None]
    return [way and (way[0] + tail, way[1]) for way in beside]


def _other_pages(page: Slice, chosen: Filters, language: str) -> list[Way | None]:
    ways = ((page.number - 1, page.has_previous, _("Earlier dates")), (page.number + 1, page.has_next, _("Later dates")))
    return [(chosen.address(page=str(number), lang=language), words) if there else None for number, there, words in ways]


def way_back(request: HttpRequest, gathering: Gathering | None = None) -> list[tuple[str, str]]:
    """The crumbs above a group, or above one of its dates."""
    way = [(_("Groups"), reverse("gatherings"))]
    if gathering:
        way.append((gathering.public_title, reverse("gathering", args=[gathering.slug])))
    return [(words, address + tail_of(request)) for words, address in way]


def feed_links(name: str, *arguments: str) -> dict[str, str]:
    """The address of a feed for programs that subscribe (webcal:) and as it is."""
    plain = settings.BASE_URL + reverse(name, args=arguments)
    return {"webcal": "webcal://" + plain.split("://", 1)[1], "plain": plain}
