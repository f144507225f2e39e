"""The structure of a PDF, read back as a screen reader meets it: from the tags and the marks in the content."""

import io

import page
import pikepdf
import pytest

from stappenplan.report.pdf import render_pool

pytestmark = [pytest.mark.pdf, pytest.mark.any_database]

SVG = "%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 90 9'%3E%3Cpath d='M1 1h7v7z'/%3E%3C/svg%3E"
PICTURE = f"data:image/svg+xml,{SVG}"
HTML = f"""<!doctype html><html lang="nl"><head><title>Titel</title></head>
<body class="papier" data-onderwerp="Onderwerp" data-datum="1 mei 2026" data-pagina="bladzijde" data-van="van"><main>
<h1>Titel</h1><p>Zie <a href="#bron-1">1</a> en <a href="#deel">dat</a>.</p>
<table><thead><tr><th scope="col">Wat</th><th scope="col">Hoeveel</th></tr></thead>
<tbody><tr><th scope="row">Rij</th><td>Cel</td></tr></tbody></table>
<h2 id="deel" style="break-before: page">Een <b>deel</b> van het geheel</h2>
<p><img class="strepen" alt="Een beeld" src="{PICTURE}"></p>
<ol><li id="bron-1" data-wat="Bron 1:">Een bron. <a class="adres" href="https://voorbeeld.nl">voorbeeld.nl</a></li></ol>
</main></body></html>"""


@pytest.fixture(scope="module")
def data():
    return render_pool.render_pdf(HTML).data


@pytest.fixture(scope="module")
def document(data):
    with pikepdf.open(io.BytesIO(data)) as opened:
        yield opened


def elements(node):
    """Every element below this one, in reading order."""
    for child in node.get("/K", []) if isinstance(node.get("/K"), pikepdf.Array) else [node.get("/K")]:
        if isinstance(child, pikepdf.Dictionary) and "/S" in child:
            yield child
            yield from elements(child)


def of_kind(document, *kinds):
    return [one for one in elements(document.Root.StructTreeRoot) if one.S in kinds]


def marks(sheet):
    """What is drawn on a page, as (kind, MCID or None, text operators inside)."""
    stack, found = [], []
    for operands, operator in pikepdf.parse_content_stream(sheet):
        if str(operator) in ("BDC", "BMC"):
            inside = (
                operands[1].get("/MCID") if len(operands) > 1 and isinstance(operands[1], pikepdf.Dictionary) else None
            )
            stack.append([str(operands[0]), inside, 0])
        elif str(operator) == "EMC":
            found.append(tuple(stack.pop()))
        elif str(operator) in ("Tj", "TJ"):
            assert stack, "text that is neither tagged nor an artifact"
            stack[-1][2] += 1
    return found


def test_it_is_still_pdf_ua(data):
    assert page.validate_pdf_bytes(data, profile="ua1").is_compliant


def test_what_stands_in_the_margins_is_an_artifact_and_all_other_text_is_in_the_structure(document):
    tagged = set()
    for element in elements(document.Root.StructTreeRoot):
        kids = element.K if isinstance(element.get("/K"), pikepdf.Array) else [element.get("/K")]
        tagged |= {(element.Pg.objgen, int(kid)) for kid in kids if isinstance(kid, int)}
    for sheet in document.pages:
        drawn = marks(sheet)
        assert {(sheet.objgen, int(mark)) for _kind, mark, _texts in drawn if mark is not None} <= tagged
        assert sum(texts for kind, _mark, texts in drawn if kind == "/Artifact") >= 2, (
            "subject, date or number of the page"
        )


def test_a_picture_lies_where_its_structure_says(document):
    (figure,) = of_kind(document, "/Figure")
    left, bottom, right, top = (float(number) for number in figure.A.BBox)
    width, height = (float(number) for number in document.pages[1].MediaBox[2:])
    assert 0 <= left < right <= width
    assert height / 2 < bottom < top <= height, "it stands near the top of its page"


def test_a_link_inside_the_file_says_in_words_where_it_goes(document):
    said = [str(link.Contents) for sheet in document.pages for link in sheet.get("/Annots", []) if "/Dest" in link]
    assert said == ["Bron 1: Een bron. voorbeeld.nl", "Een deel van het geheel"]


def test_each_link_is_one_annotation_with_words(document):
    assert len([link for sheet in document.pages for link in sheet.get("/Annots", [])]) == 3
    for link in of_kind(document, "/Link"):
        kinds = [type(kid) for kid in link.K]
        assert int in kinds or list(elements(link)), "a link that holds nothing to read"


def test_a_head_of_a_table_says_what_it_heads(document):
    assert [str(head.A.Scope) for head in of_kind(document, "/TH")] == ["/Column", "/Column", "/Row"]
