"""What a log line may not hold."""

import logging
import re

LINK = re.compile(r"(/(?:plan|advies)/)[^/\s\"']+")


class MaskLinks(logging.Filter):
    """Replaces the token of a plan's link in every log line, tracebacks included."""

    def filter(self, record):
        record.msg, record.args = LINK.sub(r"\1***", record.getMessage()), ()
        if record.exc_info and not record.exc_text:
            record.exc_text = logging.Formatter().formatException(record.exc_info)
        if record.exc_text:
            record.exc_text = LINK.sub(r"\1***", record.exc_text)
        return True
