"""The former name of `delete_expired_corrections`."""

from .delete_expired_corrections import Command

__all__ = ("Command",)
