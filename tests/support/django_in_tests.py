"""What Django does for each test and each page of it, without the part that no test of ours asks."""

import re

from django.test import client

TABLE = re.compile(r'"(\w+)"')


def keep_first_context() -> None:
    """Let `response.context` be that of the page: Django would copy that of every part included in it as well."""
    store_all = client.store_rendered_templates

    def store_first(store, signal, sender, template, context, **more):
        if "templates" not in store:
            store_all(store, signal, sender, template, context, **more)

    client.store_rendered_templates = store_first


def check_written_tables(connection) -> None:
    """Look for broken keys, after a test on SQLite, only in what it wrote and in what refers to that.

    Django would read every table with keys, so the whole catalogue. It does where something was written past it.
    """
    check, referring, written = connection.check_constraints, read_references(connection), set()
    changes = connection.connection.total_changes

    def note_written(execute, sql, parameters, many, context):
        if not sql.startswith("SELECT"):
            written.update(TABLE.findall(sql))
        return execute(sql, parameters, many, context)

    def check_written(table_names=None):
        nonlocal changes
        named = written & referring.keys()
        is_known = bool(named) or connection.connection.total_changes == changes
        if table_names is None and is_known:
            table_names = sorted(named.union(*(referring[name] for name in named)))
        check(table_names)
        written.clear()
        changes = connection.connection.total_changes

    connection.execute_wrappers.append(note_written)
    connection.check_constraints = check_written


def read_references(connection) -> dict:
    """For each table those with a key that refers to it."""
    referring = {name: set() for name in connection.introspection.table_names()}
    with connection.cursor() as cursor:
        for name in referring:
            for _, other in connection.introspection.get_relations(cursor, name).values():
                referring[other].add(name)
    return referring
