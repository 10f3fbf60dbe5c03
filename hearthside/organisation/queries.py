"""Reading the organisation's lists."""

from uuid import UUID

from django.db import models
from django.utils.translation import get_supported_language_variant
from django.utils.translation.trans_real import parse_accept_lang_header

from hearthside.core.dates import today
from hearthside.core.kept import keep
from hearthside.core.kept_queries import Given, KeptQuery
from hearthside.organisation import defaults
from hearthside.organisation.models import CrisisLine, Kind, Organisation, Programme, Topic

_organisation = KeptQuery(lambda: Organisation.objects.filter(pk=1))
_crisis_lines = KeptQuery(lambda: CrisisLine.objects.filter(country=Given("country", models.CharField())))


def the_organisation() -> Organisation:
    """The organisation of this installation; before set-up an unsaved one, so that pages can be shown."""
    return keep("organisation", lambda: next(iter(_organisation()), None) or Organisation(name="Hearthside"))


def likely_language(wanted: str) -> str:
    """The language of those we speak that a browser asks for first (its Accept-Language), else the organisation's."""
    for code, _weight in parse_accept_lang_header(wanted):
        try:
            return get_supported_language_variant(code)
        except LookupError:
            continue
    return the_organisation().language


def is_founded() -> bool:
    return Organisation.objects.filter(pk=1).exists()


def word(organisation: Organisation, key: str) -> str:
    """The organisation's own word for a key of `defaults.WORDS`, in the reader's language where it has none."""
    return organisation.words.get(key) or str(defaults.WORDS[key])


def crisis_lines(country: str) -> list[CrisisLine]:
    """The lines of one country, in the order to be shown."""
    return keep(f"crisis:{country}", lambda: _crisis_lines(country=country))


def offered_kinds() -> list[Kind]:
    """The kinds of contact that are shown when one is logged, in their order."""
    return keep("kinds", lambda: list(Kind.objects.filter(is_offered=True)))


def every_kind() -> list[Kind]:
    """All kinds of contact, offered or not, in their order."""
    return keep("all kinds", lambda: list(Kind.objects.all()))


def kind_names() -> dict[UUID, str]:
    """The name of every kind, offered or not, in the reader's language."""
    return {kind.pk: str(kind) for kind in every_kind()}


def offered_topics() -> list[Topic]:
    return keep("topics", lambda: list(Topic.objects.filter(is_offered=True)))


def every_topic() -> list[Topic]:
    """All topics, offered or not, in their order."""
    return list(Topic.objects.all())


def running_programmes() -> list[Programme]:
    """The programmes that run today, by name."""
    return keep("programmes", lambda: list(Programme.objects.running_on(today())))
