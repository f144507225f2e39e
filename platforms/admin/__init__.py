"""The pages at which editors and publishers keep the catalogue true; Django finds them here."""

from . import platforms  # noqa: F401  (registers itself)
