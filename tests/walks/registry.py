"""What the walks walk: every address, model, template and source file of the house, found where Django finds them."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from django.apps import apps
from django.urls import URLPattern, URLResolver, get_resolver

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "hearthside"


def addresses() -> dict[str, URLPattern]:
    """Name of an address -> its pattern, for every pattern that a request can reach."""
    found: dict[str, URLPattern] = {}
    for pattern in _patterns(get_resolver().url_patterns):
        assert pattern.name, f"The address {pattern.pattern} has no name. Give it one in its urls.py, so that it can have a row."
        assert pattern.name not in found, f"Two addresses are called {pattern.name}. Rename one of them."
        found[pattern.name] = pattern
    return found


def _patterns(entries: list) -> Iterator[URLPattern]:
    for entry in entries:
        if isinstance(entry, URLResolver):
            assert not entry.namespace, f"{entry.namespace}: addresses of the house have one name and no namespace."
            yield from _patterns(entry.url_patterns)
        else:
            yield entry


def models() -> dict[str, type]:
    """`people.Person` -> the model, for every table of ours, those that Django makes for us included."""
    ours = [config for config in apps.get_app_configs() if config.name.startswith("hearthside.")]
    return {model._meta.label: model for config in ours for model in config.get_models(include_auto_created=True)}


def templates() -> dict[str, Path]:
    """Name as Django knows it -> file, for every template that is ours."""
    found = {}
    for folder in PACKAGE.rglob("templates"):
        for path in folder.rglob("*"):
            if path.is_file():
                found[path.relative_to(folder).as_posix()] = path
    return dict(sorted(found.items()))


def sources(pattern: str = "*.py") -> list[Path]:
    """The product's own Python files; tests and first migrations, which a machine writes, are not among them."""
    return sorted(path for path in PACKAGE.rglob(pattern) if "tests" not in path.parts and not path.match("migrations/0001_*"))


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(), filename=str(path))


def rooms() -> list[str]:
    """Folders of the house that are rooms: Django apps with a name of their own."""
    return sorted(path.parent.name for path in PACKAGE.glob("*/apps.py"))
