"""What somebody else could read on a locked screen. A hint to whoever writes, never a rule for what may be said."""

import re

from django.utils import translation
from django.utils.translation import gettext as _

from hearthside.organisation.models import Organisation
from hearthside.people.models import Person

# Beginnings of words of the field, in English and French: reference, glossary.
TELLING = (
    "mental", "santé mentale", "peer support", "pair aidant", "pair-aidan", "warm line", "crisis", "crise", "suicid", "self-harm", "psych",
    "therap", "thérap", "counsel", "depress", "dépress", "anxi", "bipolar", "bipolaire", "schizo", "trauma", "recovery", "rétablissement",
    "addict", "dépendance", "medication", "médicament", "hospital", "hôpital", "support group", "groupe de soutien", "hearing voices",
    "entendeurs de voix", "wellness plan", "plan de mieux-être",
)  # fmt: skip


def telling_words(words: str, organisation: Organisation) -> list[str]:
    """What in these words says who we are or speaks of mental health, as it stands there; empty when nothing does."""
    sought = [organisation.name.strip(), *TELLING]
    patterns = [rf"\b{re.escape(one)}\w*" for one in sought if one]
    return list(dict.fromkeys(found.group() for pattern in patterns for found in re.finditer(pattern, words, re.IGNORECASE)))


def neutral_words(sender: Person, person: Person, organisation: Organisation) -> str:
    """A first sentence from which nobody learns anything, in the language of whoever gets it."""
    with translation.override(person.language or organisation.language):
        return _("Hello, this is %(name)s. When is a good time for a call?") % {"name": sender.short_name}
