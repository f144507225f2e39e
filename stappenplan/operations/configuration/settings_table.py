"""The page about settings for operators, docs/operate/settings.md, generated from their declarations."""

from django.conf import settings

from stappenplan.operations.configuration.env import SETTINGS

SETTINGS_HEAD = """# Settings

Environment variables, or lines `NAME=value` in a file `.env`. A wrong value stops the start with one sentence. This
page is generated from `stappenplan/settings.py` by `manage.py write_settings`; a test holds the two equal.

"""
LIMITS_HEAD = """
## Rate limits

A name that begins with `plan_` counts requests about one plan; the others count requests from one network (/24 or /48).
Above a limit the visitor gets a page that says when to come back (status 429). A day ends at
midnight in the Netherlands.

"""
PERIODS = {60: "minute", 60 * 60: "hour", 24 * 60 * 60: "day"}


def make_table(head: list[str], rows: list[list[str]]) -> str:
    """A Markdown table."""
    return "".join(f"| {' | '.join(row)} |\n" for row in (head, ["---"] * len(head), *rows))


def settings_markdown() -> str:
    """The whole page; the same on every installation, for it shows defaults only."""
    declared = [[f"`{one.name}`", one.default, one.description] for one in SETTINGS.values()]
    limits = [
        [f"`{name}`", f"{limit.number} per {PERIODS[limit.seconds]}", limit.description]
        for name, limit in settings.RATE_LIMITS.items()
    ]
    return (
        SETTINGS_HEAD
        + make_table(["name", "default", "meaning"], declared)
        + LIMITS_HEAD
        + make_table(["name", "default", "counts"], limits)
    )
