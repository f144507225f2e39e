"""The admin pages of editors and publishers; Django finds them here."""

from . import evidence_lists, platforms  # noqa: F401  (they register themselves)
