"""Queries that every page asks: the text of the statement is made once, afterwards only what is given changes.

Django makes it anew each time, which costs ten times what a database needs to find a row by its key. Only for the few
queries of every request; all others are plain querysets.
"""

from collections.abc import Callable
from typing import Any

from django.db import connections, models
from django.db.models.expressions import Expression
from django.db.models.query import get_related_populators


class Given(Expression):
    """Stands in a queryset for a value that is given each time; the field says how a database writes it."""

    def __init__(self, name: str, field: models.Field):
        super().__init__(output_field=field)
        self.name = name

    def as_sql(self, compiler, connection):
        return "%s", [self]


class KeptQuery:
    """A queryset with `Given` values, asked by calling it: `live_session(key="…", moment=now())`. Returns a list, of rows of
    the model or, after `values_list`, of plain rows.
    """

    def __init__(self, make: Callable[[], models.QuerySet]):
        self.make = make
        self.text = ""

    def __call__(self, **given: Any) -> list:
        if not self.text:
            self._prepare()
        connection = connections[self.alias]
        values = [
            one.output_field.get_db_prep_value(given[one.name], connection) if isinstance(one, Given) else one for one in self.parameters
        ]
        with connection.cursor() as cursor:
            cursor.execute(self.text, values)
            found = cursor.fetchall()
        if self.model is None and not self.converters:
            return found  # as the database gave it; hundreds of rows would cost more than the query
        return [self._read(list(row), connection) for row in found]

    def _prepare(self) -> None:
        """Have Django make the statement, and remember how it reads the answer."""
        queryset = self.make()
        self.alias = queryset.db
        compiler = queryset.query.get_compiler(self.alias)
        text, self.parameters = compiler.as_sql()
        self.model = None
        if queryset._fields is None:  # no `values_list`
            chosen = compiler.klass_info["select_fields"]
            self.model, self.first, self.after = compiler.klass_info["model"], chosen[0], chosen[-1] + 1
            self.names = [one[0].target.attname for one in compiler.select[self.first : self.after]]
            self.related = get_related_populators(compiler.klass_info, compiler.select, self.alias)
            self.annotations = list((compiler.annotation_col_map or {}).items())
        self.converters = list(compiler.get_converters([one[0] for one in compiler.select]).items())
        self.text = text  # last, since it says to other threads that all is there

    def _read(self, row: list, connection) -> Any:
        for place, (converters, expression) in self.converters:
            for convert in converters:
                row[place] = convert(row[place], expression, connection)
        if self.model is None:
            return row
        found = self.model.from_db(self.alias, self.names, row[self.first : self.after])
        for related in self.related:
            related.populate(row, found)
        for name, place in self.annotations:
            setattr(found, name, row[place])
        return found
