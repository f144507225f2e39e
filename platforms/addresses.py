"""Addresses of pages on the web: which can be one, and the name of its site. Pure Python, no Django."""

import re
from urllib.parse import urlsplit


def is_address(text: str) -> bool:
    """Whether this can be the address of a page: http or https, a site with a dot in its name, no name of a user."""
    try:
        parts = urlsplit(text)
        parts.port  # noqa: B018 (one that cannot be is a ValueError)
    except ValueError:
        return False
    host = re.fullmatch(r"[^\s.:]+(\.[^\s.:]+)+\.?", parts.hostname or "")
    return bool(host) and parts.scheme in ("http", "https") and "@" not in parts.netloc


def host_of(text: str) -> str:
    """The name of the site of an address as people write it: "hoplr.com"; "" of what is no address."""
    try:
        return (urlsplit(text).hostname or "").removeprefix("www.")
    except ValueError:
        return ""
