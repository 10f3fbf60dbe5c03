"""The organisation itself: founding it, its details, its own words."""

from django.db import transaction
from django.utils import translation

from hearthside.audit.actions import record
from hearthside.core.actors import Actor
from hearthside.organisation import defaults
from hearthside.organisation.actions.changing import change
from hearthside.organisation.models import Organisation, Value
from hearthside.organisation.permissions import may_keep_house
from hearthside.organisation.public import renew_pages


@transaction.atomic
def found_organisation(*, by: Actor, name: str, country: str = "US", zone: str = "UTC", language: str = "en") -> Organisation:
    """Begin: the organisation and a few values to start from, in its language. The other lists are there already. Done once."""
    organisation = Organisation.objects.create(name=name, country=country, zone=zone, language=language)
    with translation.override(language):
        values = [Value(name=str(word), meaning=str(meaning), position=place) for place, (word, meaning) in enumerate(defaults.VALUES)]
    Value.objects.bulk_create(values)
    record(by=by, act="founded the organisation", thing="organisation:1")
    renew_pages()
    return organisation


@transaction.atomic
def change_details(*, by: Actor, name: str, country: str, zone: str, language: str) -> Organisation:
    """Name, country (picks the crisis lines), time zone (days are counted by it), language. Days already counted stay."""
    may_keep_house(by).require()
    organisation = Organisation.objects.select_for_update().get(pk=1)
    values = {"name": name.strip(), "country": country, "zone": zone, "language": language}
    change(by=by, act="changed the organisation", thing="organisation:1", row=organisation, **values)
    return organisation


@transaction.atomic
def change_words(*, by: Actor, words: dict[str, str]) -> Organisation:
    """The organisation's own words by key of defaults.WORDS; one that is empty or the usual one is not kept.

    The trail names the keys that changed.
    """
    may_keep_house(by).require()
    organisation = Organisation.objects.select_for_update().get(pk=1)
    own = {key: text.strip() for key, text in words.items() if key in defaults.WORDS and text.strip() not in ("", str(defaults.WORDS[key]))}
    changed = sorted(key for key in defaults.WORDS if own.get(key) != organisation.words.get(key))
    if changed:
        organisation.words = own
        organisation.save(update_fields=["words"])
        record(by=by, act="changed the organisation's words", thing="organisation:1", fields=changed)
        renew_pages()
    return organisation
