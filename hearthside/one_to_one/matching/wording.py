"""Why two people are suggested to each other, and why somebody is left without: in words, never as a score."""

from collections import defaultdict
from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hearthside.one_to_one.defaults import AGE_BANDS, EXPERIENCE_NAMES, GENDERS, HOWS, WEEKDAYS
from hearthside.one_to_one.languages import language_name
from hearthside.one_to_one.models import Request

FEW = 3  # experiences or days that are named; more would be a list, not a sentence


def joined(words: Iterable[str]) -> str:
    """Words as a list is spoken: one, two and three."""
    words = [str(word) for word in words]
    return _("%(some)s and %(last)s") % {"some": ", ".join(words[:-1]), "last": words[-1]} if len(words) > 1 else "".join(words)


def in_words(reasons: Iterable[str], names: dict[str, str] | None = None) -> str:
    """What two people have in common, such as "both know about caring for somebody, Tuesdays fit".

    `names` are the organisation's own names of experiences by code (see queries.experience_names).
    """
    by_word = defaultdict(list)
    for reason in reasons:
        word, _colon, value = reason.partition(":")
        by_word[word].append(value)
    parts = [say(by_word[word], names or {}) for word, say in SAID.items() if by_word[word]]
    return ", ".join(parts) or _("nothing stands against it")


def _experiences(codes: list[str], names: dict[str, str]) -> str:
    shown = [names.get(code) or EXPERIENCE_NAMES.get(code, code) for code in codes[:FEW]]
    return _("both know about %(experiences)s") % {"experiences": joined(shown)}


def _times(codes: list[str], names: dict[str, str]) -> str:
    days = list(dict.fromkeys(code.partition("_")[0] for code in codes))
    if len(days) > FEW:
        return _("many days fit")
    return _("%(days)s fit") % {"days": joined(WEEKDAYS[day] for day in days)}


def _languages(codes: list[str], names: dict[str, str]) -> str:
    return _("both speak %(languages)s") % {"languages": joined(map(language_name, codes))}


def _hows(codes: list[str], names: dict[str, str]) -> str:
    return _("both like to meet %(hows)s") % {"hows": joined(HOWS[code] for code in codes)}


def _genders(codes: list[str], names: dict[str, str]) -> str:
    return _("%(gender)s, as they wished") % {"gender": GENDERS[codes[0]]}


def _ages(codes: list[str], names: dict[str, str]) -> str:
    return _("%(age)s, as they wished") % {"age": AGE_BANDS[codes[0]]}


SAID = {
    "shared_experience": _experiences,
    "times": _times,
    "language": _languages,
    "how": _hows,
    "gender": _genders,
    "age": _ages,
}


def left_in_words(why: str, request: Request) -> str:
    """Why nobody is proposed for a request, for the coordinator; `why` is a code of bulk.py."""
    words = {"wished": _wished(why, request)}
    return str(LEFT.get(why, LEFT["needed"])) % words


def _wished(topic: str, request: Request) -> str:
    names = {"gender": GENDERS, "age": AGE_BANDS, "how": HOWS}
    if topic == "language":
        return _or(language_name(code) for code in request.languages)
    return _or(str(names[topic][code]) for code in getattr(request, f"{topic}s")) if topic in names else ""


def _or(words: Iterable[str]) -> str:
    words = list(words)
    return _("%(some)s or %(last)s") % {"some": ", ".join(words[:-1]), "last": words[-1]} if len(words) > 1 else "".join(words)


LEFT = {
    "works_here": gettext_lazy("works here too; choose together with them"),
    "nobody": gettext_lazy("nobody of this programme has said what they bring"),
    "room": gettext_lazy("nobody of this programme has room"),
    "language": gettext_lazy("nobody who speaks %(wished)s has room"),
    "gender": gettext_lazy("nobody with room is %(wished)s, as they wished"),
    "age": gettext_lazy("nobody with room is of the age they wished: %(wished)s"),
    "how": gettext_lazy("nobody with room meets %(wished)s"),
    "time": gettext_lazy("nobody has room at the times they gave"),
    "together": gettext_lazy("each wish can be kept, but by nobody with room all together"),
    "met": gettext_lazy("whoever would fit met them before, was passed by, or is kept apart from them"),
    "needed": gettext_lazy("whoever would fit is proposed to others"),
    "by_hand": gettext_lazy("left out by you"),
}
