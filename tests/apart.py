"""A house apart from the one of the tests, for what needs real connections and processes of its own."""

import os
from pathlib import Path

import psycopg
from django.db import connection


def house_apart(folder: Path, database: str) -> dict[str, str]:
    """The environment of such a house: a folder of its own, and on PostgreSQL a fresh database of this name."""
    environment = {**os.environ, "HEARTHSIDE_DATA": str(folder), "DJANGO_SETTINGS_MODULE": "hearthside.config.settings_test"}
    if connection.vendor == "postgresql":
        url = os.environ["HEARTHSIDE_DATABASE_URL"]
        with psycopg.connect(url, autocommit=True) as server:
            server.execute(f"DROP DATABASE IF EXISTS {database} WITH (FORCE)")
            server.execute(f"CREATE DATABASE {database}")
        environment["HEARTHSIDE_DATABASE_URL"] = url.replace("/hearthside", f"/{database}", 1)
    return environment
