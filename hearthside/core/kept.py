"""A few rows that every page needs, kept in this process for seconds: a change is seen at once here, soon by others."""

from collections.abc import Callable
from time import monotonic
from typing import Any

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
