"""Run by test_migrations.py in a process of its own, on empty databases: up, down and up again, room by room."""

import sys

import django
from django.apps import apps
from django.core.management import call_command
from django.db import connections
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations import RunPython, RunSQL


def main() -> None:
    django.setup()
    for alias in connections:
        call_command("migrate", database=alias, verbosity=0)
        for label in _ours(alias):
            for before, name in _by_hand(alias, label):
                call_command("migrate", label, before, database=alias, verbosity=0)
                call_command("migrate", label, name, database=alias, verbosity=0)
                print(f"{label}.{name} went down and up")
            call_command("migrate", label, "zero", database=alias, verbosity=0)
            call_command("migrate", database=alias, verbosity=0)
            print(f"{label} went down to nothing and up")


def _ours(alias: str) -> list[str]:
    labels = [config.label for config in apps.get_app_configs() if config.name.startswith("hearthside.")]
    loader = MigrationLoader(connections[alias])
    return [label for label in labels if label in loader.migrated_apps and (label == "answers") == (alias == "answers")]


def _by_hand(alias: str, label: str) -> list[tuple[str, str]]:
    """Migrations that somebody wrote, because they run code: each with the name of the one before it."""
    names = sorted(name for app, name in MigrationLoader(connections[alias]).disk_migrations if app == label)
    migrations = MigrationLoader(connections[alias]).disk_migrations
    runs = [name for name in names if any(isinstance(one, RunPython | RunSQL) for one in migrations[label, name].operations)]
    return [(names[names.index(name) - 1] if names.index(name) else "zero", name) for name in runs]


if __name__ == "__main__":
    sys.exit(main())
