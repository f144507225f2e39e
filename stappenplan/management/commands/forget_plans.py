"""The former name of `delete_expired`, for timers that still call it."""

from .delete_expired import Command

__all__ = ("Command",)
