"""The former name of `write_processing_register`."""

from .write_processing_register import Command

__all__ = ("Command",)
