"""Making a data folder ready: keys, databases, static files. Safe to do at every start; quick when nothing is new."""

import hashlib
import os
from pathlib import Path

from hearthside.core import keys

PACKAGE = Path(__file__).resolve().parent.parent


def data_folder() -> Path:
    return Path(os.environ.get("HEARTHSIDE_DATA") or "var").resolve()


STAMP = "prepared"  # says which program, with which databases, this folder was made ready for


def is_prepared() -> bool:
    """Whether the folder was made ready by this very program for these databases, and nothing was put in its place since.
    Then the web server may start at once, beside the rest.
    """
    stamp = data_folder() / STAMP
    return stamp.exists() and stamp.read_text() == _state()


def _state() -> str:
    """A digest of every file of the program, of the databases it is told to use, and of the files that stand for them."""
    state = hashlib.sha256()
    for path in sorted(PACKAGE.rglob("*")):
        if path.suffix != ".pyc" and path.is_file():
            about = path.stat()
            state.update(f"{path}{about.st_size}{about.st_mtime_ns}".encode())
    for name in ("DATABASE_URL", "DATABASE_URL_FILE", "ANSWERS_URL", "ANSWERS_URL_FILE"):
        state.update(os.environ.get(f"HEARTHSIDE_{name}", "").encode() + b";")
    for path in sorted(data_folder().glob("*.sqlite3")):
        state.update(f"{path.name}{path.stat().st_ino}".encode())
    return state.hexdigest()


def prepare() -> Path:
    """Make what is missing in the data folder and bring both databases up to this version. Returns the folder.

    The folder is readable by its owner only, since it holds people's records.
    """
    folder = data_folder()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    os.umask(0o077)
    keys.make_missing(folder / "keys")
    import django

    django.setup()
    if not is_prepared():
        _migrate()
        _collect_static()
        (folder / STAMP).write_text(_state())
    from hearthside.organisation.clock import live_by_its_clock

    live_by_its_clock()
    return folder


def _migrate() -> None:
    from django.core.management import call_command
    from django.db import connections
    from django.db.migrations.executor import MigrationExecutor

    for alias in connections:
        executor = MigrationExecutor(connections[alias])
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            call_command("migrate", database=alias, verbosity=0, interactive=False)
    if "cache" not in connections["default"].introspection.table_names():
        call_command("createcachetable", verbosity=0)


def _collect_static() -> None:
    """Compress and name static files once for each state of their sources."""
    from django.conf import settings
    from django.contrib.staticfiles.finders import get_finders
    from django.core.management import call_command

    state = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list([]):
            state.update(f"{path}{storage.size(path)}{storage.get_modified_time(path).timestamp()}".encode())
    unused = ["*.map", "htmx-4*", "htmax-*", "ext", "debug*"]
    stamp = Path(settings.STATIC_ROOT) / "collected"
    if not stamp.exists() or stamp.read_text() != state.hexdigest():
        call_command("collectstatic", verbosity=0, interactive=False, clear=True, ignore_patterns=unused)
        stamp.write_text(state.hexdigest())
