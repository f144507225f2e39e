"""The admin pages of editors and publishers; Django finds them here."""

from . import platforms  # noqa: F401  (registers itself)
