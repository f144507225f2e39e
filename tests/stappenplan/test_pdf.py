"""The renderer: sealed, the same bytes each time, accessible, and bounded."""

import io
import os
import subprocess
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import page
import pikepdf
import pytest

from stappenplan import pdf

pytestmark = pytest.mark.pdf

FRAME = '<!doctype html><html lang="nl"><head><title>Proef</title>%s</head><body><h1>Kop</h1>%s</body></html>'


def html(body="", head=""):
    return FRAME % (head, body)


def text_of(data):
    """The text of a PDF, as pdftotext reads it."""
    done = subprocess.run(["pdftotext", "-", "-"], input=data, capture_output=True, check=True)
    return done.stdout.decode()


@pytest.fixture(autouse=True)
def own_child():
    """Each test starts and ends without a child of another."""
    yield
    pdf.stop()


def test_the_same_html_gives_the_same_bytes_in_any_process():
    dated = html("<p>Eén</p>", '<meta name="dcterms.created" content="2026-11-24">')
    first = pdf.render(dated)
    pdf.stop()
    assert pdf.render(dated) == first == pdf.typeset(dated)
    with pikepdf.open(io.BytesIO(first.data)) as document:
        assert str(document.docinfo["/CreationDate"]) == "D:20261124"


def test_a_page_is_pdf_ua_and_says_its_language():
    made = pdf.render(html("<p>Eén</p><table><tr><th scope='row'>a</th><td>b</td></tr></table>"))
    result = page.validate_pdf_bytes(made.data, profile="ua1")
    assert result.is_compliant, result.failures
    with pikepdf.open(io.BytesIO(made.data)) as document:
        assert str(document.Root.Lang) == "nl"
    assert made.pages == 1


def test_only_the_fonts_of_the_site_are_in_the_file():
    made = pdf.render(html("<p>Gewoon en <b>vet</b></p>"))
    with pikepdf.open(io.BytesIO(made.data)) as document:
        fonts = {str(font.BaseFont) for font in document.pages[0].Resources.Font.values()}
    assert fonts
    assert all("IBM-Plex-Sans" in font for font in fonts), fonts


# Sealed

ATTACKS = (
    '<img alt="" src="%s">',
    '<link rel="stylesheet" href="%s">',
    '<link rel="attachment" href="%s">',
    '<style>@import url("%s");</style>',
    '<style>body { background: url("%s") }</style>',
    '<style>@font-face { font-family: x; src: url("%s") } p { font-family: x }</style><p>x</p>',
    '<object data="%s"></object>',
    '<embed src="%s">',
    "<img alt=\"\" src=\"data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg'><image href='%s'/></svg>\">",
)


@pytest.fixture
def trap():
    """A web server on this machine that writes down who comes."""
    visits = []

    class Trap(BaseHTTPRequestHandler):
        def do_GET(self):
            visits.append(self.path)
            self.send_response(200)
            self.end_headers()

        def log_message(self, *arguments):
            pass

    server = HTTPServer(("127.0.0.1", 0), Trap)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", visits
    server.shutdown()


def test_no_html_reaches_the_network(trap):
    address, visits = trap
    body = "".join(attack % f"{address}/{number}" for number, attack in enumerate(ATTACKS))
    assert pdf.render(html(body)).pages >= 1
    assert visits == []


def test_no_html_reads_a_file(tmp_path):
    secret = tmp_path / "secret.svg"
    secret.write_text("<svg xmlns='http://www.w3.org/2000/svg'><text y='20'>GEHEIM</text></svg>")
    for address in (secret.as_uri(), str(secret), "file:///etc/passwd"):
        # WeasyPrint gives up on an @import without a scheme: nothing is read then either.
        attacks = [attack for attack in ATTACKS if address.startswith("file:") or "@import" not in attack]
        made = pdf.render(html("".join(attack % address for attack in attacks)))
        assert b"GEHEIM" not in made.data
        assert "GEHEIM" not in text_of(made.data)
        assert "root:" not in text_of(made.data)
        with pikepdf.open(io.BytesIO(made.data)) as document:
            assert not document.attachments


# Bounded


def refusal(body):
    with pytest.raises(pdf.PdfError) as caught:
        pdf.render(html(body))
    return str(caught.value)


def test_a_report_of_more_than_sixty_pages_is_refused():
    leaf = "<p>x</p><div style='break-before: page'></div>"
    assert refusal(leaf * 61) == pdf.TOO_LONG
    assert pdf.render(html(leaf * 59)).pages == 60


def test_text_nested_too_deep_is_refused_with_a_sentence():
    assert refusal("<div>" * 3000) == pdf.TOO_DEEP
    assert pdf.render(html("<p>na</p>")).pages == 1


def test_a_runaway_layout_dies_within_its_limits_and_the_next_report_is_made():
    nested = 26
    started = time.monotonic()
    assert refusal("<div style='display: flex'>" * nested + "x" + "</div>" * nested) == pdf.TOO_HEAVY
    assert time.monotonic() - started < pdf.WALL_SECONDS + 5
    assert not pdf._child.alive
    assert pdf.render(html("<p>na</p>")).pages == 1


def test_a_killed_child_is_a_clear_failure_and_leaves_no_files():
    pdf.render(html())
    child = pdf._child
    assert os.listdir(child.folder), "the fonts of the child are in its own folder"
    killer = threading.Timer(0.5, child.process.kill)
    killer.start()
    assert refusal("<div style='display: flex'>" * 26 + "</div>" * 26) == pdf.TOO_HEAVY
    assert not os.path.exists(child.folder)
    assert pdf.render(html("<p>na</p>")).pages == 1


def test_the_child_has_its_limits():
    pdf.render(html())
    limits = Path(f"/proc/{pdf._child.process.pid}/limits").read_text()
    rows = {line[:26].strip(): line[26:].split()[0] for line in limits.splitlines()[1:]}
    assert rows["Max address space"] == str(pdf.MEMORY_BYTES)
    assert int(rows["Max cpu time"]) <= pdf.CPU_SECONDS + 10
    assert rows["Max core file size"] == "0"


def test_without_pango_the_error_is_a_sentence():
    program = (
        "import sys; sys.modules['weasyprint'] = None\n"
        "class NoPango:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name == 'weasyprint': raise OSError('cannot load library libpango-1.0-0')\n"
        "del sys.modules['weasyprint']; sys.meta_path.insert(0, NoPango())\n"
        "from stappenplan import pdf\n"
        "try: pdf.typeset('<p>x')\n"
        "except pdf.PdfError as error: print(error)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.stdout.strip() == pdf.NO_LIBRARY, done.stderr


def test_nothing_imports_weasyprint_until_a_report_is_made():
    program = "import sys, stappenplan.pdf; sys.exit('weasyprint' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program]).returncode == 0
