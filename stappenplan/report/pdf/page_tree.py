"""The elements of a report's HTML, read and tidied before the renderer sees them.

The renderer's own parser is written in Python and took a twentieth of the time of a report; `read_elements` uses lxml.
For the HTML of our templates, where every element that needs an end has one, both find the same elements. HTML inside
which another language begins, such as a drawing that is no image, is not for here.
"""

import re
from itertools import pairwise
from xml.etree.ElementTree import Element, TreeBuilder

from lxml import etree

from stappenplan.fonts import drop_undrawable

# What begins and ends a line of its own, so that no space before or after it is ever seen.
BLOCKS = {
    *("html", "head", "title", "meta", "link", "body", "main", "header", "footer", "section", "article", "div"),
    *("h1", "h2", "h3", "h4", "h5", "h6", "p", "ul", "ol", "li", "dl", "dt", "dd", "hr"),
    *("table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td"),
}
# What these hold is no text of the page, and stays as it is.
DATA = {"script", "style"}
# The spaces that HTML joins into one; a space that may not break is none of them.
SPACES = " \t\n\r\f"
SEVERAL = re.compile(rf"[{SPACES}]+")
ADDRESSES = {"href", "id", "src"}


class Elements(TreeBuilder):
    """Builds elements of Python's own library, which the renderer reads faster than those of lxml."""

    def start(self, tag, attributes):
        return super().start(tag, dict(attributes))


def read_elements(html: str) -> Element:
    """The root of a page, without comments; the texts and attributes as they were written."""
    parser = etree.HTMLParser(target=Elements(), encoding="utf-8", huge_tree=True)
    parser.feed(html.encode())
    return parser.close()


def tidy_texts(root: Element) -> None:
    """Leave out of a page what nobody can see: spaces that HTML joins or drops, and what the fonts have no letter for.

    A PDF/UA may not hold a letter that is none. The data in scripts, addresses and names of places stay as they are.
    """
    for element in root.iter():
        block = element.tag in BLOCKS
        sides = [block, *(child.tag in BLOCKS for child in element), block]
        if element.tag not in DATA:
            element.text = tidy_text(element.text, sides[0], sides[1])
        for child, (before, after) in zip(element, pairwise(sides[1:]), strict=True):
            child.tail = tidy_text(child.tail, before, after)
        for name, value in element.attrib.items():
            if name not in ADDRESSES:
                element.set(name, drop_undrawable(value))


def tidy_text(text: str | None, begins_line: bool, ends_line: bool) -> str | None:
    """A text with one space where there are several, and none at a side where a line begins or ends."""
    if not text:
        return None
    text = SEVERAL.sub(" ", text)
    if begins_line:
        text = text.lstrip(" ")
    if ends_line:
        text = text.rstrip(" ")
    return drop_undrawable(text)
