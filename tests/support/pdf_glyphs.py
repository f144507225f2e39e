"""Looking at the letters of a PDF as they are drawn."""

import io

import pikepdf
from fontTools.ttLib import TTFont


def count_empty_boxes(data: bytes) -> int:
    """How often a PDF of WeasyPrint draws the box for a character that its font does not have.

    That is glyph 0, or a number that the embedded font has no glyph for. Two bytes are one glyph.
    """
    boxes = 0
    with pikepdf.open(io.BytesIO(data)) as document:
        for page in document.pages:
            last = {name: count_glyphs(font) - 1 for name, font in page.Resources.Font.items()}
            font = None
            for operands, operator in pikepdf.parse_content_stream(page):
                if str(operator) == "Tf":
                    font = str(operands[0])
                elif str(operator) == "TJ":
                    shown = b"".join(bytes(part) for part in operands[0] if isinstance(part, pikepdf.String))
                    glyphs = [int.from_bytes(shown[at : at + 2], "big") for at in range(0, len(shown), 2)]
                    boxes += sum(not 0 < glyph <= last[font] for glyph in glyphs)
    return boxes


def count_glyphs(font) -> int:
    about = font.DescendantFonts[0].FontDescriptor
    return TTFont(io.BytesIO(about.get("/FontFile2", about.get("/FontFile3")).read_bytes()))["maxp"].numGlyphs


def list_fonts(data: bytes) -> set[str]:
    """The names of the fonts in a PDF, without the six letters before each."""
    with pikepdf.open(io.BytesIO(data)) as document:
        used = [font for page in document.pages for font in page.Resources.Font.values()]
        return {str(font.BaseFont).rpartition("+")[2] for font in used}
