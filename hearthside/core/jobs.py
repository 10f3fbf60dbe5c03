"""Work that is done later: each app's `jobs.py` declares functions with `every`, and the worker runs what is due.

A job finds its own work in the database (rows that are due) and is safe to run twice, so nothing is queued.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib import import_module
from importlib.util import find_spec

from django.apps import apps
from django.core.cache import cache


@dataclass(frozen=True, slots=True)
class Job:
    """A function without arguments and how often it is looked at."""

    name: str
    run: Callable[[], object]
    period: timedelta

    def claim(self, at: datetime) -> bool:
        """Take this period's turn; of several workers exactly one gets it (an atomic add in the shared cache)."""
        turn = int(at.timestamp() // self.period.total_seconds())
        return cache.add(f"job:{self.name}:{turn}", 1, timeout=2 * self.period.total_seconds())


registry: dict[str, Job] = {}


def every(**period: float) -> Callable[[Callable[[], object]], Callable[[], object]]:
    """Register a job: `@every(minutes=5)`."""

    def register(function: Callable[[], object]) -> Callable[[], object]:
        name = f"{function.__module__.split('.')[-2]}.{function.__name__}"
        registry[name] = Job(name, function, timedelta(**period))
        return function

    return register


def discover() -> dict[str, Job]:
    """Import each app's `jobs` module, so that the registry is whole."""
    for app in apps.get_app_configs():
        if app.name.startswith("hearthside.") and find_spec(f"{app.name}.jobs"):
            import_module(f"{app.name}.jobs")
    return registry
