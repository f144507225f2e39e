"""Writes that no page depends on: when the database refuses them, they are logged and skipped.

That a plan was opened, what was last shown, how often something was asked: worth keeping, but nobody who only reads
should wait long for it, or see a page fail because of it.
"""

import logging
from contextlib import contextmanager

from django.db import DatabaseError, connection

# How long it may wait for others that write to SQLite. What somebody typed waits longer: `read_database`.
WAIT_MILLISECONDS = 500

log = logging.getLogger(__name__)


@contextmanager
def log_failed_writes(without):
    """Do the writes in this block; when the database cannot, log the sentence `without` and go on.

    Each write stands alone; those that belong together are in a transaction of their own.
    """
    try:
        with short_wait():
            yield
    except DatabaseError:
        log.warning(without, exc_info=True)


@contextmanager
def short_wait():
    """Let this connection wait no longer than WAIT_MILLISECONDS for the write lock of SQLite.

    PostgreSQL has no such lock: there, writers wait for the same row alone.
    """
    if connection.vendor != "sqlite":
        yield
        return
    connection.ensure_connection()
    sqlite = connection.connection
    (before,) = sqlite.execute("PRAGMA busy_timeout").fetchone()
    sqlite.execute(f"PRAGMA busy_timeout = {WAIT_MILLISECONDS}")
    try:
        yield
    finally:
        sqlite.execute(f"PRAGMA busy_timeout = {before}")
