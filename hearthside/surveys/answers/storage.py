"""Leaving no trace of who came when in the files of a database.

SQLite: the journal is cut after each write and freed pages are overwritten (settings), tables have no row number
(tables.py), and after a flush the file is written anew in the order of its keys. PostgreSQL keeps the order of writes
in `ctid` and `xmin`, so after a flush its tables are written anew in the order of their keys, in that one transaction.
Keys are random or digests: the same rows then always lie the same way, whatever happened before.
"""

from collections.abc import Sequence

from django.db import connections, models, transaction

DATABASE = "answers"


def hold(*tables: type[models.Model], using: str = DATABASE) -> None:
    """Let nobody else in until the transaction ends; always the same order, so that two never wait for each other.

    On SQLite the transaction itself is the only writer already.
    """
    connection = connections[using]
    if connection.vendor == "postgresql":
        names = ", ".join(_name(table, connection) for table in tables)
        with connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {names} IN ACCESS EXCLUSIVE MODE")


def empty(table: type[models.Model], *, using: str = DATABASE) -> None:
    """Remove all rows; on PostgreSQL by TRUNCATE, since deleted rows would lie in the file until they are vacuumed."""
    connection = connections[using]
    with connection.cursor() as cursor:
        cursor.execute(f"{'TRUNCATE TABLE' if connection.vendor == 'postgresql' else 'DELETE FROM'} {_name(table, connection)}")


def write_anew(*tables: type[models.Model], using: str = DATABASE) -> None:
    """Write tables in the order of their keys, as if all rows had come in one go. Inside a transaction.

    On SQLite the rows lie in the order of their keys already; the pages are written anew after the commit.
    """
    connection = connections[using]
    if connection.vendor == "sqlite":
        if using == DATABASE:  # the main file has clocks of its own; it is not worth holding up everyone for
            transaction.on_commit(lambda: _vacuum(using), using=using)
        return
    with connection.cursor() as cursor:
        for table in tables:
            name, key = _name(table, connection), _key(table, connection)
            cursor.execute(f"CREATE TEMPORARY TABLE written_anew ON COMMIT DROP AS SELECT * FROM {name}")
            cursor.execute(f"TRUNCATE TABLE {name}")
            cursor.execute(f"INSERT INTO {name} SELECT * FROM written_anew ORDER BY {key}")
            cursor.execute("DROP TABLE written_anew")


def _vacuum(using: str) -> None:
    with connections[using].cursor() as cursor:
        cursor.execute("VACUUM")


def _name(table: type[models.Model], connection) -> str:
    return connection.ops.quote_name(table._meta.db_table)


def _key(table: type[models.Model], connection) -> str:
    fields: Sequence = table._meta.pk_fields
    return ", ".join(connection.ops.quote_name(field.column) for field in fields)
