"""Log redaction: no links, answers or full addresses in a log line; a request id to find related lines."""

import logging
import re

# What stands after /plan/, /advies/, /samen/, /ronde/ or /later/ in an address, in any case; and whatever has the shape
# of a token, wherever it stands and whatever sticks to it.
LINK = re.compile(
    r"((?i:\b(?:plan|advies|samen|ronde|later)(?:/|%2f)))[^/\s\"']+|(?<![\w-])(?=[\w-]*[A-Z0-9])[\w-]{40,}"
)

# What members of a group ask for, and those who are asked again. Answers have no time; a line with time and network, in
# the order of the answers, would give them one.
UNTIMED_PAGES = frozenset(
    {"group", "group_own", "group_forget", "group_outcome", "decision", "follow_up", "follow_up_dates"}
)


def mask_links(text):
    return LINK.sub(lambda found: f"{found[1] or ''}***", text)


def has_link(text) -> bool:
    """Whether this text holds a link, or the larger part of one."""
    return LINK.search(text) is not None


class MaskLinks(logging.Filter):
    """Replaces the token of a plan's link in every log line, tracebacks included."""

    def filter(self, record):
        record.msg, record.args = mask_links(record.getMessage()), ()
        record.__dict__.pop("request", None)  # Django's own, with the whole address in it
        if record.exc_info and not record.exc_text:
            record.exc_text = logging.Formatter().formatException(record.exc_info)
        if record.exc_text:
            record.exc_text = mask_links(record.exc_text)
        return True


def strip_secrets(event, hint=None):
    """An error report as Sentry may have it: no address, no cookie, no form, and links masked in what is left."""
    event.pop("request", None)
    event.pop("user", None)
    return mask_links_within(event)


def mask_links_within(value):
    if isinstance(value, str):
        return mask_links(value)
    if isinstance(value, dict):
        return {mask_links_within(key): mask_links_within(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [mask_links_within(one) for one in value]
    return value
