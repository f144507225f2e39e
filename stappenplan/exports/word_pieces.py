"""The text inside a paragraph of the report as pieces: words with their looks, and pictures."""

import re
from base64 import b64decode
from dataclasses import dataclass, replace

from django.utils.translation import gettext
from docx.shared import Cm

SVG = "data:image/svg+xml;base64,"
# How wide a picture is that stands beside a figure, by its class; any other has a line of its own.
BESIDE_FIGURE = {"deel": Cm(1.5)}
# The sign before a word that says whether a platform runs, by the class that draws it in the PDF.
STATUS_SIGNS = {"merk--runs": "✓ ", "merk--ran": "△ ", "merk--unknown": "◫ ", "merk--ended": "✕ "}


@dataclass(frozen=True)
class Piece:
    """Some text inside a paragraph and how it looks, or a picture (an SVG) with `text` as its alternative.

    `link`: an address, or "#name" within the document.
    """

    text: str = ""
    picture: str = ""
    bold: bool = False
    italic: bool = False
    link: str = ""
    lang: str = ""
    width: int = 0


PLAIN = Piece()


def pieces_of(text, look):
    """Text of HTML as a piece: white space is one space."""
    return [replace(look, text=re.sub(r"\s+", " ", text))] if text else []


def split_inline(element, look):
    """The pieces of an element inside a line, its children too."""
    if element.tag == "br":
        return [replace(look, text="\n")]
    if element.tag in ("img", "svg"):
        return insert_picture(element, look)
    if "invul" in classes_of(element):
        return [replace(look, text=gettext("[vul hier in]"))]
    if "hokje" in classes_of(element):
        return [replace(look, text="☐")]
    look = replace(
        look,
        bold=look.bold or element.tag in ("b", "strong"),
        italic=look.italic or element.tag in ("em", "i", "cite"),
        link=element.get("href", "") if element.tag == "a" else look.link,
        lang=element.get("lang", look.lang),
    )
    signs = [STATUS_SIGNS[name] for name in classes_of(element) if name in STATUS_SIGNS]
    pieces = pieces_of("".join(signs) + (element.text or "").lstrip() if signs else element.text, look)
    for child in element:
        pieces += split_inline(child, look)
        pieces += pieces_of(child.tail, look)
    # A number before a source or an option stands apart from what it numbers; that of an argument by a tab.
    if element.tag == "b" and "punt" in classes_of(element.getparent()):
        return [*pieces, Piece("\t")]
    return [*pieces, replace(look, text=" ")] if "nr" in classes_of(element) else pieces


def insert_picture(element, look):
    """A picture, on a line of its own unless it stands beside a figure; its words where it cannot be drawn."""
    words, source = element.get("alt") or element.get("aria-label") or "", element.get("src", "")
    if source.startswith(SVG):
        drawn = b64decode(source.removeprefix(SVG)).decode()
        width = next((BESIDE_FIGURE[name] for name in classes_of(element) if name in BESIDE_FIGURE), 0)
        return [Piece(words, picture=drawn, width=width), *([] if width else [Piece("\n")])]
    return [replace(look, text=f"[{words}] ", italic=True)] if words else []


def tidy_pieces(pieces):
    """Pieces without double spaces, or spaces at the ends; [] when nothing is left."""
    kept, ended = [], True
    for piece in pieces:
        text = piece.text.lstrip(" ") if ended else piece.text
        if kept and text.startswith((",", ".", ";")):
            kept[-1] = replace(kept[-1], text=kept[-1].text.rstrip(" "))
        if text or piece.picture:
            kept.append(replace(piece, text=text))
            ended = not piece.picture and text[-1] in " \n\t"
    while kept and not kept[-1].text.strip():
        kept.pop()
    return [*kept[:-1], replace(kept[-1], text=kept[-1].text.rstrip())] if kept else []


def classes_of(element):
    return set(element.get("class", "").split())
