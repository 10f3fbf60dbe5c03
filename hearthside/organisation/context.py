"""What every page may show of the organisation: its name, its words, its crisis lines."""

from django.utils.functional import SimpleLazyObject

from hearthside.organisation import defaults
from hearthside.organisation.queries import crisis_lines, the_organisation


class Words:
    """`words.supporter` in a template: the organisation's own word; an unknown key is an error, not a blank."""

    def __init__(self, chosen: dict[str, str]):
        self._chosen = chosen

    def __getitem__(self, key: str) -> str:
        return self._chosen.get(key) or defaults.WORDS[key]


def house(request) -> dict:
    organisation = SimpleLazyObject(lambda: getattr(request, "organisation", None) or the_organisation())
    return {
        "organisation": organisation,
        "words": SimpleLazyObject(lambda: Words(organisation.words)),
        "crisis_lines": SimpleLazyObject(lambda: crisis_lines(organisation.country)),
    }
