"""Reading and tidying the HTML of a report before it is rendered."""

import pytest

from stappenplan.report.pdf.page_tree import read_elements, tidy_texts
from tests.support.papers import sheets_of
from tests.support.personas import PERSONAS

pytestmark = [pytest.mark.pdf, pytest.mark.django_db, pytest.mark.any_database]


def tidied(root):
    tidy_texts(root)
    return [(one.tag, one.attrib, one.text or "", one.tail or "") for one in root.iter()]


@pytest.mark.parametrize("persona", ("official_ready", "resident_alone", "community_centre_closed", "quick_check"))
def test_a_report_is_read_as_the_standard_reads_it(persona, catalogue):
    import weasyprint

    paper = sheets_of(PERSONAS[persona])
    assert tidied(read_elements(paper)) == tidied(weasyprint.HTML(string=paper).etree_element)


def body_of(html):
    root = read_elements(f"<!doctype html><html><head><title>x</title></head><body>{html}</body></html>")
    tidy_texts(root)
    return root.find("body")


def test_spaces_that_nobody_sees_are_left_out():
    [item] = body_of("\n <ul>\n  <li>\n  Een   <b> vet </b>\n woord \n</li>\n</ul>\n").iter("li")
    assert (item.text, item[0].text, item[0].tail) == ("Een ", " vet ", " woord")
    assert "".join(body_of(" <p>a</p> <p>b</p> ").itertext()) == "ab"
    assert body_of("<p>10\u00a0\u00a0uur</p>")[0].text == "10\u00a0\u00a0uur"


def test_the_data_of_a_script_and_addresses_stay_as_they_are():
    script, link = body_of('<script id="  x">{"a":  "\u4e2d"}</script> <a href="#\u4e2d" title="\u4e2d">x</a>')
    assert (script.get("id"), script.text) == ("  x", '{"a":  "\u4e2d"}')
    assert link.attrib == {"href": "#\u4e2d", "title": ""}
