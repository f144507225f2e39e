"""The renderer: sealed, the same bytes each time, accessible, and bounded."""

import base64
import io
import json
import multiprocessing
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import page
import pikepdf
import psutil
import pytest

from stappenplan.report.pdf import render_pool, renderer
from tests.conftest import ROOT, require_program
from tests.support import stand_ins

pytestmark = pytest.mark.pdf

FRAME = '<!doctype html><html lang="nl"><head><title>Proef</title>%s</head><body><h1>Kop</h1>%s</body></html>'


def html(body="", head=""):
    return FRAME % (head, body)


def text_of(data):
    """The text of a PDF, as pdftotext reads it."""
    done = subprocess.run([require_program("pdftotext"), "-", "-"], input=data, capture_output=True, check=True)
    return done.stdout.decode()


@pytest.fixture(scope="module", autouse=True)
def end_children():
    """To start a child takes longer than what most tests ask of it: they share one."""
    yield
    render_pool.stop_children()


@pytest.fixture
def own_child():
    """This test starts and ends without a child of another."""
    render_pool.stop_children()
    yield
    render_pool.stop_children()


def test_the_same_html_gives_the_same_bytes_in_any_process():
    dated = html("<p>Eén</p>", '<meta name="dcterms.created" content="2026-11-24">')
    first = render_pool.render_pdf(dated)
    render_pool.stop_children()
    assert render_pool.render_pdf(dated) == first == renderer.typeset(dated)
    with pikepdf.open(io.BytesIO(first.data)) as document:
        assert str(document.docinfo["/CreationDate"]) == "D:20261124"


def test_a_page_is_pdf_ua_and_says_its_language():
    made = render_pool.render_pdf(
        html("<p>Eén</p><table><tbody><tr><th scope='row'>a</th><td>b</td></tr></tbody></table>")
    )
    result = page.validate_pdf_bytes(made.data, profile="ua1")
    assert result.is_compliant, result.failures
    with pikepdf.open(io.BytesIO(made.data)) as document:
        assert str(document.Root.Lang) == "nl"
    assert made.pages == 1


def test_only_the_fonts_of_the_site_are_in_the_file():
    made = render_pool.render_pdf(html("<p>Gewoon en <b>vet</b></p>"))
    with pikepdf.open(io.BytesIO(made.data)) as document:
        fonts = {str(font.BaseFont) for font in document.pages[0].Resources.Font.values()}
    assert fonts
    assert all("IBM-Plex-Sans" in font for font in fonts), fonts


# Sealed

# %s: an address that nothing may ask for. Each is a way by which some renderer of HTML was once made to.
ATTACKS = (
    '<img alt="" src="%s">',
    '<img alt="" srcset="%s 2x">',
    '<link rel="stylesheet" href="%s">',
    '<link rel="attachment" href="%s">',
    '<a rel="attachment" href="%s">x</a>',
    '<style>@import url("%s");</style>',
    '<style>body { background: url("%s") }</style>',
    '<style>li { list-style-image: url("%s") }</style><ul><li>x</ul>',
    '<style>p::after { content: url("%s") }</style><p>x</p>',
    '<style>@font-face { font-family: x; src: url("%s") } p { font-family: x }</style><p>x</p>',
    '<p style="background: image-set(url(%s) 1x)">x</p>',
    '<object data="%s"></object>',
    '<embed src="%s">',
    '<iframe src="%s"></iframe>',
    '<video poster="%s"></video>',
    '<input type="image" src="%s">',
    '<meta http-equiv="refresh" content="0; url=%s">',
    '<base href="%s/"><img alt="" src="x.png">',
    '<link rel="stylesheet" href="data:text/css,@import%%20url(%s)">',
    '<img alt="" src="data:image/svg+xml,<svg xmlns=\'http://www.w3.org/2000/svg\'>%s</svg>">',
    "<svg>%s</svg>",
)
# Here the refusal ends the whole report, and nothing is asked for either.
COLOURS = '<style>@color-profile --x { src: url("%s") }</style>'
IN_SVG = (
    "<image href='%s'/><image xmlns:xlink='http://www.w3.org/1999/xlink' xlink:href='%s'/>",
    "<use href='%s'/><style>@import url(%s); rect { fill: url(%s) }</style><rect width='9' height='9'/>",
    "<foreignObject width='9' height='9'><img xmlns='http://www.w3.org/1999/xhtml' src='%s'/></foreignObject>",
    "<script href='%s'>fetch('%s')</script><feImage href='%s'/>",
)


def attacks_on(address):
    """The body of a page that asks for this address in every way; a number after each, so that it shows which did."""
    whole = [attack for attack in ATTACKS if "svg" not in attack]
    svg = [attack % part for attack in ATTACKS if "svg" in attack for part in IN_SVG]
    # Of an @import without a scheme it makes an error, unless it is in an image.
    refused = [one for one in [*whole, *svg] if ":" not in address and "@import url(" in one and "data:" not in one]
    numbered = enumerate(one for one in [*whole, *svg] if one not in refused)
    return "".join(attack.replace("%s", f"{address}?{number}").replace("%%", "%") for number, attack in numbered)


@pytest.fixture
def trap():
    """A web server on this machine that writes down who comes."""
    visits = []

    class Trap(BaseHTTPRequestHandler):
        def do_GET(self):
            visits.append(self.path)
            self.send_response(302)
            self.send_header("Location", "file:///etc/passwd")
            self.end_headers()

        def log_message(self, *arguments):
            pass

    server = HTTPServer(("127.0.0.1", 0), Trap)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", visits
    server.shutdown()


def test_no_html_reaches_the_network(trap):
    address, visits = trap
    assert render_pool.render_pdf(html(attacks_on(address))).pages >= 1
    assert refusal(COLOURS % address) == render_pool.BROKEN
    assert visits == []


def test_no_html_reads_a_file(tmp_path):
    secret = tmp_path / "secret.svg"
    secret.write_text("<svg xmlns='http://www.w3.org/2000/svg'><text y='20'>GEHEIM</text></svg>")
    for address in (secret.as_uri(), str(secret), "FILE:///etc/passwd"):
        made = render_pool.render_pdf(html(attacks_on(address)))
        assert b"GEHEIM" not in made.data
        assert "GEHEIM" not in text_of(made.data)
        assert "root:" not in text_of(made.data)
        with pikepdf.open(io.BytesIO(made.data)) as document:
            assert not document.attachments


def test_a_picture_cannot_read_a_file_as_an_entity(tmp_path):
    """Entities inside a picture are filled in; its parser, libexpat, stops those that make it grow without end."""
    secret = tmp_path / "secret.txt"
    secret.write_text("GEHEIM")
    entity = f"<!DOCTYPE svg [<!ENTITY x SYSTEM '{secret.as_uri()}'>]>"
    picture = f"{entity}<svg xmlns='http://www.w3.org/2000/svg'><text y='9'>&x;</text></svg>"
    address = f"data:image/svg+xml;base64,{base64.b64encode(picture.encode()).decode()}"
    assert "GEHEIM" not in text_of(render_pool.render_pdf(html(f'<img alt="x" src="{address}">')).data)


def test_what_a_page_attaches_itself_does_not_go_along():
    made = render_pool.render_pdf(html(head='<link rel="attachment" href="data:text/plain,vals">'))
    with pikepdf.open(io.BytesIO(made.data)) as document:
        assert not document.attachments


# The data that go along

CARRIED = {"b": ["</script>é&<", 1.5, None], "a": {}}


def carrying(content, date="2026-11-24"):
    text = json.dumps(content).replace("<", "\\u003C")
    head = f'<meta name="dcterms.created" content="{date}"><meta name="dcterms.modified" content="{date}">'
    return html("<p>x</p>", f'{head}<script id="advies.json" type="application/json">{text}</script>')


def test_the_data_in_the_page_go_along_as_an_associated_file_and_the_file_stays_accessible():
    made = render_pool.render_pdf(carrying(CARRIED))
    result = page.validate_pdf_bytes(made.data, profile="ua1")
    assert result.is_compliant, result.failures
    assert "script" not in text_of(made.data)
    with pikepdf.open(io.BytesIO(made.data)) as document:
        (file,) = document.Root.AF
        assert (str(file.AFRelationship), str(file.UF), str(file.Desc)) == ("/Data", "advies.json", "Proef (JSON)")
        assert str(file.EF.F.Subtype) == "/application/json"
        assert str(file.EF.F.Params.CreationDate) == str(file.EF.F.Params.ModDate) == "D:20261124000000Z"
        assert json.loads(document.attachments["advies.json"].get_file().read_bytes()) == CARRIED
        assert document.trailer.ID[0] == document.trailer.ID[1]


RENDER_ELSEWHERE = """
import sys, time, datetime, hashlib
days = int(sys.argv[1]) * 86400
real, Real = time.time, datetime.datetime
class Later(Real):
    @classmethod
    def now(cls, tz=None): return Real.fromtimestamp(real() + days, tz)
time.time = lambda: real() + days
datetime.datetime = Later
from stappenplan.report.pdf import renderer
data = renderer.typeset(sys.stdin.read()).data
print(Later.now().date(), hashlib.sha256(data).hexdigest())
"""


def test_two_processes_on_two_days_make_the_same_bytes():
    sent, made = carrying(CARRIED), set()
    for days, seed, zone in (("0", "1", "UTC"), ("400", "2", "Pacific/Auckland")):
        done = subprocess.run(
            [sys.executable, "-c", RENDER_ELSEWHERE, days],
            input=sent,
            env=os.environ | {"PYTHONHASHSEED": seed, "TZ": zone},
            capture_output=True,
            text=True,
            cwd=ROOT,
        )
        assert done.returncode == 0, done.stderr
        made.add(tuple(done.stdout.split()))
    days, digests = zip(*made, strict=True)
    assert len(set(days)) == 2
    assert len(set(digests)) == 1


# Bounded


def refusal(body):
    with pytest.raises(renderer.PdfError) as caught:
        render_pool.render_pdf(html(body))
    return str(caught.value)


def test_a_report_of_more_than_sixty_pages_is_refused():
    leaf = "<p>x</p><div style='break-before: page'></div>"
    assert refusal(leaf * 61) == renderer.TOO_LONG
    assert render_pool.render_pdf(html(leaf * 59)).pages == 60


@pytest.fixture
def stand_in(own_child, monkeypatch):
    """Children whose layout does as much work as a word in the page says: see stand_ins.py."""
    monkeypatch.setattr(render_pool, "serve_renders", stand_ins.serve)


def the_child():
    """The one child of this process, warm."""
    render_pool.render_pdf(html())
    (child,) = render_pool._idle
    return child


def test_text_nested_too_deep_or_too_much_memory_is_refused_and_the_next_report_is_made(stand_in):
    for work, sentence in (("CALL-ITSELF", renderer.TOO_DEEP), ("USE-MEMORY", renderer.TOO_HEAVY)):
        assert refusal(work) == sentence
        assert render_pool.render_pdf(html("<p>na</p>")).pages == 1


def test_a_runaway_layout_dies_within_its_limits_and_the_next_report_is_made(stand_in):
    child = the_child()
    assert refusal("USE-PROCESSOR") == renderer.TOO_HEAVY
    assert child.process.exitcode == -signal.SIGPROF
    assert not os.path.exists(child.folder)
    assert render_pool.render_pdf(html("<p>na</p>")).pages == 1


def test_the_processor_time_of_earlier_reports_does_not_count(stand_in):
    child = the_child()
    for _each in range(3):
        assert render_pool.render_pdf(html("<p>USE-MOST</p>")).pages == 1
    assert the_child() is child


def test_a_child_that_is_killed_gets_a_successor_for_the_same_report():
    child = the_child()
    assert os.listdir(child.folder), "the fonts of the child are in its own folder"
    os.kill(child.process.pid, signal.SIGKILL)
    assert render_pool.render_pdf(html("<p>na</p>")).pages == 1
    assert the_child() is not child
    assert not os.path.exists(child.folder)


def test_a_report_whose_children_are_killed_again_and_again_is_refused_with_a_sentence(own_child):
    def kill_all(stop):
        while not stop.wait(0.1):
            for process in multiprocessing.active_children():
                process.kill()

    done = threading.Event()
    killer = threading.Thread(target=kill_all, args=(done,))
    killer.start()
    try:
        assert refusal("<p>x</p>") == render_pool.BROKEN
    finally:
        done.set()
        killer.join()
    assert render_pool.render_pdf(html("<p>na</p>")).pages == 1


def test_a_child_that_hangs_is_given_up_and_the_next_report_is_made(monkeypatch):
    child = the_child()
    with monkeypatch.context() as soon:
        soon.setattr(render_pool, "STILL_SECONDS", 1)
        os.kill(child.process.pid, signal.SIGSTOP)
        assert refusal("<p>x</p>") == renderer.TOO_HEAVY
    assert not child.process.is_alive()
    assert render_pool.render_pdf(html("<p>na</p>")).pages == 1


def test_a_child_that_gets_hardly_a_turn_is_waited_for_and_says_that_it_lives(monkeypatch):
    """Stopped for most of the time, as by a machine that does other things: late, and not refused."""
    child, signs, done = the_child(), [], threading.Event()
    monkeypatch.setattr(render_pool, "STILL_SECONDS", 3)
    monkeypatch.setattr(render_pool, "LOOK_SECONDS", 0.1)

    def hinder():
        while not done.is_set():
            for number, seconds in ((signal.SIGSTOP, 0.8), (signal.SIGCONT, 0.2)):
                os.kill(child.process.pid, number)
                done.wait(seconds)
        os.kill(child.process.pid, signal.SIGCONT)

    other = threading.Thread(target=hinder)
    other.start()
    try:
        begun = time.monotonic()
        assert render_pool.render_pdf(html("<p>x</p>" * 1200), lambda: signs.append(time.monotonic() - begun)).pages > 9
    finally:
        done.set()
        other.join()
    assert max(signs) > 3, "it took longer than a child may do nothing"
    assert the_child() is child


def test_what_ends_a_child_is_its_own_processor_time():
    """A child at work uses it, one that waits does not; and what it used is what the limit is counted from."""
    child = the_child()
    used = render_pool.cpu_seconds(child.process)
    assert used == pytest.approx(sum(psutil.Process(child.process.pid).cpu_times()[:2]), abs=0.1)
    render_pool.render_pdf(html("<p>x</p>" * 200))
    assert render_pool.cpu_seconds(child.process) > used
    child.kill()
    assert render_pool.cpu_seconds(child.process) == 0


def test_fonts_of_killed_workers_do_not_pile_up(own_child, tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    program = "import os, sys; from stappenplan.report.pdf import render_pool; render_pool.warm_up(); os.killpg(0, 9)"
    done = subprocess.run(
        [sys.executable, "-c", program], env=os.environ | {"TMPDIR": str(tmp_path)}, start_new_session=True, cwd=ROOT
    )
    assert done.returncode == -signal.SIGKILL
    (left,) = tmp_path.iterdir()
    os.utime(left, (0, 0))
    other = the_child()
    assert [folder.name for folder in tmp_path.iterdir()] == [Path(other.folder).name]
    os.utime(other.folder, (0, 0))
    render_pool.remove_left_folders()
    assert os.listdir(other.folder), "a folder in use stays, however old"


def test_the_child_has_its_limits(own_child):
    limits = Path(f"/proc/{the_child().process.pid}/limits").read_text()
    rows = {line[:26].strip(): line[26:].split()[0] for line in limits.splitlines()[1:]}
    assert rows["Max address space"] == str(render_pool.MEMORY_BYTES)
    assert rows["Max core file size"] == "0"


def test_without_pango_the_error_is_a_sentence():
    program = (
        "import sys; sys.modules['weasyprint'] = None\n"
        "class NoPango:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name == 'weasyprint': raise OSError('cannot load library libpango-1.0-0')\n"
        "del sys.modules['weasyprint']; sys.meta_path.insert(0, NoPango())\n"
        "from stappenplan.report.pdf import renderer\n"
        "try: renderer.typeset('<p>x')\n"
        "except renderer.PdfError as error: print(error)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.stdout.strip() == renderer.NO_LIBRARY, done.stderr


def test_a_web_process_never_loads_what_only_a_renderer_needs():
    program = (
        "import sys; from stappenplan.wsgi import application\n"
        "from django.test import Client\n"
        "assert Client(headers={'host': 'localhost'}).get('/controleer/').status_code == 200\n"
        "heavy = {'stappenplan.report.pdf.renderer', 'weasyprint', 'pydyf', 'fontTools', 'pypdf', 'rich'}\n"
        "print(heavy & set(sys.modules))\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, cwd=ROOT)
    assert done.stdout.strip() == "{'stappenplan.report.pdf.renderer'}", done.stderr
