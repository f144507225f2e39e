"""Releases of the catalogue: each with a number, a date, a changelog by fact, an archive and its checksum.

`releases.json` lists them, newest first, and the archive of the newest lies beside it. `manage.py release_catalogue`
writes both.
"""
