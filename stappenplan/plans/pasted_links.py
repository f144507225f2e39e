"""Links as people paste them: wrapped by a mail scanner, broken over lines, or with a sentence around them."""

import re
from collections.abc import Iterator
from urllib.parse import unquote

# Of a longer text so much is looked at, and so many tokens are tried.
LENGTH_AT_MOST, TOKENS_AT_MOST = 5000, 5
# A token has 43 letters of an alphabet of 64: 256 bits.
LETTERS = r"[A-Za-z0-9_-]{43}"
# The link of a plan, of an advice or of a group, and the last part of one without the rest.
IN_ADDRESS = re.compile(rf"/(?:plan|advies|samen)/({LETTERS})(?![A-Za-z0-9_-])")
ALONE = re.compile(rf"(?<![A-Za-z0-9_-])({LETTERS})(?![A-Za-z0-9_-])")
# White space, soft hyphens and signs without width, as mail programs put into a long word.
BREAKS = re.compile(r"[\s\u00ad\u200b-\u200d\u2060\ufeff]+")
# The end of a line in a message as it is sent: quoted-printable.
SOFT_LINE_END = re.compile(r"=\r?\n")


def unwrap_link(text: str) -> Iterator[str]:
    """The text as it is, then as the wrappings of mail scanners may have hidden a link in it."""
    text = text.strip()[:LENGTH_AT_MOST]
    yield text
    joined = SOFT_LINE_END.sub("", text).replace("=3D", "=")
    for plain in (text, joined):
        yield BREAKS.sub("", plain)
        yield unquote(unquote(plain))
        yield BREAKS.sub("", unquote(unquote(plain)))
    # One scanner writes "/" as "_" and the sign % as "-".
    spelled = BREAKS.sub("", joined).replace("_", "/")
    yield unquote(re.sub(r"-([0-9A-F]{2})", r"%\1", spelled))


def find_tokens(text: str) -> list[str]:
    """The tokens that a pasted link can mean, the most likely first; a text without one gives itself, to look for."""
    found: dict[str, None] = {}
    plain = list(unwrap_link(text))
    for pattern in (IN_ADDRESS, ALONE):
        for one in plain:
            found |= dict.fromkeys(pattern.findall(one))
    return list(found)[:TOKENS_AT_MOST]
