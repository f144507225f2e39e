"""What a log line may not hold."""

import logging
import re

# What stands after /plan/ or /advies/ in an address, and anything with the shape of a token wherever it stands.
LINK = re.compile(r"(\b(?:plan|advies)/)[^/\s\"']+|(?<![\w-])(?=[\w-]*[A-Z0-9])[\w-]{43}(?![\w-])")


def masked(text):
    return LINK.sub(lambda found: f"{found[1] or ''}***", text)


class MaskLinks(logging.Filter):
    """Replaces the token of a plan's link in every log line, tracebacks included."""

    def filter(self, record):
        record.msg, record.args = masked(record.getMessage()), ()
        if record.exc_info and not record.exc_text:
            record.exc_text = logging.Formatter().formatException(record.exc_info)
        if record.exc_text:
            record.exc_text = masked(record.exc_text)
        return True
