"""How a row is found: by the token of a link, of which the database keeps a hash, and with SQL that is written once.

Nearly every page reads some rows so, and to write their SQL takes Django longer than to run it.
"""

import hashlib
from functools import cache
from typing import NamedTuple

from django.db import connection


def hash_token(token: str) -> str:
    """What the database keeps of a link: its SHA-256, from which the link cannot be made again."""
    return hashlib.sha256(token.encode()).hexdigest()


class PreparedSearch(NamedTuple):
    """SQL with a place for one value, the fields of its columns, and by place what makes values of what comes out."""

    sql: str
    names: list
    converters: dict


@cache
def prepare_search(model, name, kind) -> PreparedSearch:
    """How a row of a model is found by a field with a value of this type, in the SQL of Django."""
    compiler = model.objects.filter(**{name: kind()}).query.get_compiler(connection=connection)
    sql, _values = compiler.as_sql()
    columns = [column for column, _sql, _alias in compiler.select]
    return PreparedSearch(sql, [column.target.attname for column in columns], compiler.get_converters(columns))


def find_one(model, name, value):
    """The row with this value, as it is in the database, in a unique field of its own; None when there is none."""
    search = prepare_search(model, name, type(value))
    with connection.cursor() as cursor:
        cursor.execute(search.sql, [value])
        row = cursor.fetchone()
    if row is None:
        return None
    values = list(row)
    for place, (converters, column) in search.converters.items():
        for convert in converters:
            values[place] = convert(values[place], column, connection)
    return model.from_db(connection.alias, search.names, values)
