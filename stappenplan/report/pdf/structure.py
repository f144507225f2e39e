"""The structure of a PDF as a screen reader meets it, mended where the renderer says it differently from the standard.

Works on the objects of a file that is being written, before they are compressed: see `mend_structure`.
"""

from urllib.parse import unquote

# The renderer measures in CSS pixels from the top of a page; a PDF in points from the bottom.
POINTS = 0.75
ALTERNATIVE_WORDS = 100


def mend_structure(file, page) -> None:
    """Put right what assistive technology reads of a PDF; `file`: of pydyf, `page`: the HTML it is made from.

    What stands in the margins becomes an artifact; pictures get their true place; links inside the file say where they
    go; heads of tables say whether they head a row or a column.
    """
    objects = {thing.number: thing for thing in file.objects}
    targets = words_of_targets(page)
    reachable = list(walk_elements(file, objects))
    mark_artifacts(file, objects, {element.number for element, _in_head in reachable})
    for element, in_head in reachable:
        if element["S"] == "/Figure" and "A" in element:
            place_picture(element, objects)
        elif element["S"] == "/TH":
            element["A"]["Scope"] = "/Column" if in_head else "/Row"
    for thing in file.objects:
        if isinstance(thing, dict) and thing.get("Subtype") == "/Link" and "Dest" in thing:
            name = unquote(thing["Dest"].string)
            thing["Contents"] = type(thing["Dest"])(targets.get(name, name))


def number_of(reference) -> int:
    """The number in a reference to an object, such as 12 in b"12 0 R"."""
    return int(reference.split()[0])


def walk_elements(file, objects):
    """Each element that can be reached from the root, and whether it stands in the head of a table."""
    root = objects[number_of(file.catalog["StructTreeRoot"])]
    waiting = [(objects[number_of(kid)], False) for kid in root["K"]]
    while waiting:
        element, in_head = waiting.pop()
        yield element, in_head
        in_head = in_head or element["S"] == "/THead"
        for kid in element.get("K", ()):
            if not isinstance(kid, int):
                found = objects[number_of(kid)]
                if found.get("Type") == "/StructElem":
                    waiting.append((found, in_head))


def mark_artifacts(file, objects, reachable: set[int]) -> None:
    """Mark what belongs to no reachable element as an artifact of pagination: it is part of no text."""
    lost = {}
    for thing in file.objects:
        if is_element(thing) and thing.number not in reachable:
            marks = {kid for kid in thing.get("K", ()) if isinstance(kid, int)}
            lost.setdefault(number_of(thing["Pg"]), set()).update(marks)
    for number, marks in lost.items():
        content = objects[number_of(objects[number]["Contents"])].stream
        for place, token in enumerate(content):
            if isinstance(token, dict) and token.get("MCID") in marks:
                content[place - 1], content[place] = "/Artifact", b"<</Type /Pagination>>"


def is_element(thing) -> bool:
    return isinstance(thing, dict) and thing.get("Type") == "/StructElem"


def place_picture(element, objects) -> None:
    """Say where a picture stands, in the measure of its page."""
    height = objects[number_of(element["Pg"])]["MediaBox"][3]
    left, top, right, bottom = element["A"]["BBox"]
    box = element["A"]["BBox"]
    box[:] = [left * POINTS, height - bottom * POINTS, right * POINTS, height - top * POINTS]


def words_of_targets(page) -> dict[str, str]:
    """What a reader finds at each place that has a name, in a few words: its text, after what it is called."""
    return {
        element.get("id"): shorten_text(" ".join([element.get("data-wat", ""), *element.itertext()]))
        for element in page.etree_element.iter()
        if element.get("id")
    }


def shorten_text(text: str) -> str:
    """The text on one line, cut after a word when it is long."""
    words = " ".join(text.split())
    return words if len(words) <= ALTERNATIVE_WORDS else words[:ALTERNATIVE_WORDS].rpartition(" ")[0] + " …"
