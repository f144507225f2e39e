"""Numbers and bullets as Word counts them itself: lists with levels, and the numbers of the annexes."""

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

DEEPEST = 3
BULLETS = ("•", "–", "•")
DECIMALS = (("decimal", "%1."), ("lowerLetter", "%2."), ("lowerRoman", "%3."))
# How far a level stands from the one before, in twentieths of a point.
INDENT_STEP = 357


class Numbering:
    """The numberings of one document, made when they are first needed."""

    def __init__(self, document):
        self.element = document.part.numbering_part.element
        self.definitions, self.annexes = {}, None

    def start_list(self, kinds) -> int:
        """A new list that begins at one; `kinds`: of each level "ol" or "ul", as many as it has."""
        levels = [list_level(depth, kind) for depth, kind in enumerate(kinds)]
        return self.start(tuple(kinds), levels)

    def start_annexes(self, label) -> int:
        """The one numbering of the headings of annexes, as "Bijlage 1." """
        self.annexes = self.annexes or self.start(
            ("annexes",), [level_xml(0, "decimal", f"{label} %1.", indent=0, hanging=0)]
        )
        return self.annexes

    def start(self, key, levels) -> int:
        """A new use of the definition under this key: its numId."""
        if key not in self.definitions:
            self.definitions[key] = self.define(levels)
        fresh = self.element.add_num(self.definitions[key])
        fresh.add_lvlOverride(ilvl=0).add_startOverride(1)
        return fresh.numId

    def define(self, levels) -> int:
        """A new definition with these levels. In the file all definitions come before their uses."""
        used = [int(one.get(qn("w:abstractNumId"))) for one in self.element.findall(qn("w:abstractNum"))]
        identifier = max(used, default=-1) + 1
        definition = parse_xml(
            f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{identifier}"><w:multiLevelType w:val="multilevel"/>'
            f"{''.join(levels)}</w:abstractNum>"
        )
        first_use = self.element.find(qn("w:num"))
        self.element.insert(self.element.index(first_use), definition)
        return identifier


def list_level(depth, kind):
    form, text = ("bullet", BULLETS[depth]) if kind == "ul" else DECIMALS[depth]
    return level_xml(depth, form, text, indent=INDENT_STEP * (depth + 1), hanging=INDENT_STEP)


def level_xml(depth, form, text, indent, hanging):
    after = '<w:suff w:val="space"/>' if not hanging else ""
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{after}<w:lvlText w:val="{text}"/>'
        f'<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{indent}" w:hanging="{hanging}"/></w:pPr></w:lvl>'
    )


def number_paragraph(paragraph, numbering, level=0):
    """Make a paragraph the next of this numbering, at this level."""
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_ilvl().val = level
    properties.get_or_add_numId().val = numbering
