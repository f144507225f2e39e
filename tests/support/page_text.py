"""What a visitor reads on a page."""

import re
from html import unescape

from django.utils.html import strip_tags


def text(response):
    """What a visitor reads, on one line."""
    page = re.sub(r"(</(?:dt|dd|td|th|li|p)>)", r"\1 ", response.content.decode())
    return " ".join(unescape(strip_tags(page)).split())
