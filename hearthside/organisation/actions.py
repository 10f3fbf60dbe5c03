"""What may be done to the organisation's lists."""

from django.db import transaction
from django.utils.text import slugify

from hearthside.audit.actions import record
from hearthside.core.actors import Actor
from hearthside.organisation import defaults
from hearthside.organisation.models import CrisisLine, Kind, Organisation, Programme, Site, Topic, Value
from hearthside.organisation.queries import forget_kept


@transaction.atomic
def found_organisation(*, by: Actor, name: str, country: str = "US", zone: str = "UTC", language: str = "en") -> Organisation:
    """Begin: the organisation with the default lists (domain sources in defaults.py). Done once per installation."""
    organisation = Organisation.objects.create(name=name, country=country, zone=zone, language=language)
    Kind.objects.bulk_create(
        Kind(code=code, position=place, is_gathering=code in defaults.GATHERING_KINDS) for place, code in enumerate(defaults.KIND_NAMES)
    )
    Topic.objects.bulk_create(Topic(code=code, position=place) for place, code in enumerate(defaults.TOPIC_NAMES))
    Value.objects.bulk_create(
        Value(name=str(word), meaning=str(meaning), position=place) for place, (word, meaning) in enumerate(defaults.VALUES)
    )
    CrisisLine.objects.bulk_create(
        CrisisLine(country=line[0], name=line[1], number=line[2], may_text=line[3], note=str(line[4]), position=place)
        for place, line in enumerate(defaults.CRISIS_LINES)
    )
    record(by=by, act="founded the organisation", thing="organisation:1")
    forget_kept()
    return organisation


@transaction.atomic
def open_programme(*, by: Actor, name: str, code: str = "", **details) -> Programme:
    """Add a programme or pilot to the list; its code is made from the name and stays for ever.

    `details` may hold is_pilot, question, starts_on, ends_on.
    """
    programme = Programme.objects.create(name=name.strip(), code=code or free_code(name), **details)
    record(by=by, act="opened a programme", thing=f"programme:{programme.pk}", fields=["name", *details])
    forget_kept()
    return programme


@transaction.atomic
def open_site(*, by: Actor, name: str, address: str = "", zone: str = "") -> Site:
    """Add a place where people meet."""
    site = Site.objects.create(name=name, address=address, zone=zone)
    record(by=by, act="opened a site", thing=f"site:{site.pk}")
    return site


def free_code(name: str) -> str:
    """A code made from a programme's name that no other programme has."""
    stem = slugify(name)[:70] or "programme"
    taken = set(Programme.objects.filter(code__startswith=stem).values_list("code", flat=True))
    number, code = 1, stem
    while code in taken:
        number += 1
        code = f"{stem}-{number}"
    return code
