"""Readers of environment variables, which remember what they read for docs/operate/settings.md.

A wrong value stops the start with one sentence that names the variable, never the value.
"""

from collections.abc import Callable, Mapping
from typing import NamedTuple

import environ
from django.core.exceptions import ImproperlyConfigured

reader = environ.Env()


class Setting(NamedTuple):
    """An environment variable as operators read about it; `default` is Markdown."""

    name: str
    default: str
    description: str


class Limit(NamedTuple):
    """At most `number` requests in so many `seconds`; `description` says of what."""

    number: int
    seconds: int
    description: str


# Everything declared so far, by name, in order.
SETTINGS: dict[str, Setting] = {}


def declare_setting(name: str, default: str, description: str):
    """Remember a setting for the documentation; one that is read elsewhere needs no more than this."""
    SETTINGS[name] = Setting(name, default, description)


def show_default(default) -> str:
    """A default as the documentation writes it: "none" for an empty one."""
    if isinstance(default, bool):
        return f"`{default:d}`"
    if isinstance(default, list):
        default = ",".join(default)
    return "none" if default == "" else f"`{default}`"


def refuse_value(name: str, expected: str):
    raise ImproperlyConfigured(f"{name} has a wrong value: {expected}.")


def read_variable(as_type: Callable, name: str, default, is_allowed: Callable, expected: str):
    """The value of a variable, or its default. Errors: ImproperlyConfigured, when it is unreadable or not allowed."""
    try:
        value = as_type(name, default=default)
        fits = is_allowed(value)
    except (ValueError, TypeError, ImproperlyConfigured):
        fits = False
    if not fits:
        refuse_value(name, expected)
    return value


def read_text(name, default, description, *, is_allowed=lambda value: True, expected="", shown="") -> str:
    """A text. `shown`: how the documentation writes a default that depends on something else."""
    declare_setting(name, shown or show_default(default), description)
    return read_variable(reader.str, name, default, is_allowed, expected)


def read_texts(name, default: list, description, *, is_allowed=lambda value: True, expected) -> list[str]:
    """Texts with commas between them; spaces around a text are not part of it."""

    def split(name, default):
        return [text for part in reader.list(name, default=default) if (text := part.strip())]

    declare_setting(name, show_default(default), description)
    return read_variable(split, name, default, is_allowed, f"{expected}, with commas between them")


def read_number(name, default, description, *, is_allowed, expected) -> int:
    """A whole number."""
    declare_setting(name, show_default(default), description)
    return read_variable(reader.int, name, default, is_allowed, expected)


def read_switch(name, default, description, *, shown="") -> bool:
    """A yes or no; anything but a clear yes or no is refused (django-environ reads it as no)."""
    declare_setting(name, shown or show_default(default), description)
    answers = {"1": True, "yes": True, "true": True, "on": True, "0": False, "no": False, "false": False, "off": False}
    word = reader.str(name, default="yes" if default else "no").strip().lower()
    if word not in answers:
        refuse_value(name, "use 1 or 0")
    return answers[word]


def read_limits(name, known: Mapping[str, Limit], description) -> dict[str, tuple[int, int]]:
    """Rate limits as name -> (number, seconds): see `parse_limits`."""
    declare_setting(name, "see [below](#rate-limits)", description)
    return parse_limits(name, known)


def parse_limits(name, known: Mapping[str, Limit]) -> dict[str, tuple[int, int]]:
    """The known limits with the numbers that the variable changes, as in "plans=1000,reports=0".

    The counter in the database has 15 bits.
    """

    def as_numbers(name, default):
        pairs = (pair.partition("=") for pair in reader.list(name, default=default))
        return {limit.strip(): int(number) for limit, _, number in pairs}

    changed = read_variable(
        as_numbers,
        name,
        {},
        lambda found: set(found) <= set(known) and all(0 <= number < 2**15 for number in found.values()),
        f"give name=number, with commas between them; a number from 0 to 32767, and a name out of {', '.join(known)}",
    )
    return {limit: (changed.get(limit, known[limit].number), known[limit].seconds) for limit in known}
