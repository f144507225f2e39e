"""Erasure on disk of what was deleted from the tables.

SQLite writes zeros over what is deleted (`secure_delete`, see settings.py), but first in a log beside the database,
where the text of before stays until it is written over. PostgreSQL has no such switch: its autovacuum frees the room,
which is then written over.
"""

import logging

from django.conf import settings
from django.db import Error, connection

log = logging.getLogger(__name__)
# How long we wait for others who read or write; the nightly round tries again.
WAIT_SECONDS = 2


def empty_log():
    """Move SQLite's log into the database and cut it to nothing; does nothing on PostgreSQL or in a transaction.

    What was erased stays erased when this does not work, on a full disk for example: then the nightly round does it.
    """
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        return
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA busy_timeout = {WAIT_SECONDS * 1000}")
        try:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        except Error as error:
            log.warning("the log of the database was not emptied: %s", error)
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {settings.DATABASES['default']['OPTIONS']['timeout'] * 1000}")
