"""What every page needs, kept in this process: rows for seconds, so that a change is seen at once here and soon by others;
words that follow from what they are made of for as long as they are used.
"""

from collections.abc import Callable
from functools import lru_cache, wraps
from time import monotonic
from typing import Any

from django.utils.translation import get_language

KEPT_SECONDS = 5.0
_kept: dict[str, tuple[float, Any]] = {}


def keep(key: str, read: Callable[[], Any]) -> Any:
    """What was read under this key in the last seconds, or read now. Only for what every visitor may know."""
    until, value = _kept.get(key, (0.0, None))
    if until < monotonic():
        value = read()
        _kept[key] = (monotonic() + KEPT_SECONDS, value)
    return value


def forget_kept() -> None:
    """Read everything anew at the next page. Called by every action that changes what is kept."""
    _kept.clear()


def kept_words(write: Callable[..., str]) -> Callable[..., Any]:
    """For a function whose words follow from the plain values that it is given and from the language, and from nothing else:
    a day, a length, the bar of addresses. Each is written once in each language; the thousands used last are kept.
    """

    @lru_cache(4096)
    def written(_language: str | None, *values, **named) -> str:
        return write(*values, **named)

    return wraps(write)(lambda *values, **named: written(get_language(), *values, **named))
