"""The languages people may say they speak, by code, named in the reader's language."""

from babel import Locale
from django.utils.translation import get_language

# Those most spoken at home in Canada and the United States, with the first languages of the land and two that are signed.
MOST_SPOKEN = (
    "en fr es cr oj iu chp mic moh dak lkt nv zh yue pa tl ar hi ur bn gu ta te fa ps uk ru pl de it pt nl el ro sr hr hu "
    "vi ko ja th km so am ti sw yo ig ht ku he tr ase fcs"
)
OWN_NAMES = {"chp": "Dene (Dënesųłiné)", "fcs": "LSQ (langue des signes québécoise)"}  # as those who speak them say


def language_name(code: str) -> str:
    """What a language is called by the reader; a code that nothing here knows stays as it is."""
    return OWN_NAMES.get(code) or Locale.parse(get_language() or "en", sep="-").languages.get(code, code)


def language_choices(spoken_here: str) -> list[tuple[str, str]]:
    """Code and name for a form: the organisation's own language first, the others by name."""
    named = sorted(
        ((code, language_name(code)) for code in MOST_SPOKEN.split()), key=lambda one: (one[0] != spoken_here, one[1].casefold())
    )
    return [(code, name[:1].upper() + name[1:]) for code, name in named]
