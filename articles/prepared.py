"""Queries that every page asks: Django works out their SQL once in a process, not once a page.

To do so takes several times as long as the database takes to answer. Only SQL is kept, never an
answer. What differs from call to call is `Given`; what makes another SQL, such as a language or a
model, is what the function is called with.
"""

from collections.abc import Callable, Iterable
from copy import copy
from functools import cache, wraps

from django.db import connections, models

# Deep down every query is compiled with the names of one database.
USING = "default"


class Given(models.Value):
    """A value that is put in when the query is asked: `Given("now", DateTimeField())`."""

    def as_sql(self, compiler, connection) -> tuple[str, list]:
        return "%s", [self]

    def put_in(self, values: dict, connection):
        return self.output_field.get_db_prep_value(values[self.value], connection)


NOW = Given("now", models.DateTimeField())
PK = Given("pk", models.BigIntegerField())


def several(ids: Iterable[int]) -> dict[str, int]:
    """Return values for `given`, as many as the next power of two: so there are few queries."""
    found = list(ids)
    found += found[-1:] * ((1 << (len(found) - 1).bit_length()) - len(found))
    return {f"pk{number}": pk for number, pk in enumerate(found)}


def given(count: int) -> list[Given]:
    return [Given(f"pk{number}", models.BigIntegerField()) for number in range(count)]


def prepared(make: Callable[..., models.QuerySet]) -> Callable[..., list]:
    """Turn a function that makes a query into one that asks it: `ask(language, now=…, pk=…)`."""

    @cache
    def compiled(_vendor: str, *key) -> tuple:
        rows = make(*key)
        compiler = rows.query.get_compiler(USING)
        sql, params = compiler.as_sql()
        columns = compiler.select[: compiler.col_count]
        converters = compiler.get_converters([each[0] for each in columns])
        return rows, compiler, sql, params, converters

    @wraps(make)
    def ask(*key, **values) -> list:
        connection = connections[USING]
        rows, compiler, sql, params, converters = compiled(connection.vendor, *key)
        params = [
            each.put_in(values, connection) if isinstance(each, Given) else each for each in params
        ]
        rows, compiler = rows.all(), copy(compiler)
        # A connection is that of a thread.
        compiler.connection = connection
        compiler.as_sql = lambda *args, **options: (sql, params)
        compiler.get_converters = lambda *args, **options: converters
        rows.query.get_compiler = lambda *args, **options: compiler
        return list(rows)

    return ask
