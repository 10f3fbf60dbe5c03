"""`hearthside check`: does everything hold together? Nothing is changed."""

import argparse
import json
import stat
from collections.abc import Iterator

from hearthside.cli.preparing import data_folder, prepare


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="print one JSON object")


def run(options: argparse.Namespace) -> int:
    prepare()
    faults = list(_faults())
    if options.json:
        print(json.dumps({"faults": faults}))
    else:
        print("\n".join(faults) or "Everything holds together.")
    return 1 if faults else 0


def _faults() -> Iterator[str]:
    """Each fault is a sentence that says what to do."""
    from django.db import connections

    from hearthside.audit.queries import first_break
    from hearthside.gatherings.signing_up.queries import miscounted

    broken = first_break()
    if broken is not None:
        yield f"The trail has been changed at entry {broken}. Compare it with your last backup."
    if wrong := len(miscounted()):
        yield f"Places taken do not match the sign-ups at so many dates of groups: {wrong}. Please report this."
    for key in (data_folder() / "keys").iterdir():
        if stat.S_IMODE(key.stat().st_mode) != 0o600:
            yield f"Others can read the key {key.name}. Run: chmod 600 {key}"
    for alias in connections:
        if connections[alias].vendor == "sqlite":
            with connections[alias].cursor() as cursor:
                answer = cursor.execute("PRAGMA integrity_check").fetchone()[0]
            if answer != "ok":
                yield f"The database '{alias}' is damaged. Restore your last backup."
