"""Rendering of HTML to PDF/UA. The only module that imports WeasyPrint, and only inside functions.

A report is rendered in a warm child process: a runaway layout takes the child, never the worker that asked for it.
What ends a child is its own processor time, so that a report on a busy machine is late and not refused. The clock only
ends a child that does nothing at all.
The renderer is sealed: nothing but `data:` addresses is ever read, so no HTML can reach a file or the network.
What the HTML carries in a script with the id `advies.json` goes along in the PDF as an attachment of that name.
"""

import atexit
import base64
import contextlib
import fcntl
import gc
import hashlib
import json
import multiprocessing
import os
import re
import resource
import shutil
import signal
import tempfile
import time
from collections.abc import Callable
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import NamedTuple

from stappenplan.fonts import drop_undrawable
from stappenplan.method.text import _

from .structure import mend_structure

PAGES_AT_MOST = 60
# Of processor time, for one report; on a quiet machine it takes one or two.
CPU_SECONDS, MEMORY_BYTES = 20, 1024**3
# A child that uses no processor time at all for so long hangs; one that waits for its turn gets some.
STILL_SECONDS = 60
# So often whoever waits for a child looks at it.
LOOK_SECONDS = 1
# After the web server, before whatever else has no haste: at 10 it gets hardly a turn while other work goes on.
NICENESS = 5
# A folder that is younger than this perhaps has no lock yet.
NEW_SECONDS = 60
OPTIONS = {"pdf_variant": "pdf/ua-1", "pdf_tags": True, "dpi": 150}
STATIC = Path(__file__).resolve().parents[3] / "static"
ATTACHED = "advies.json"
# The date of an attachment in a page that does not say its own.
UNDATED = "1970-01-01"
FOLDER = "stappenplan-pdf-"
# What a report is made of; rendered once, so that the first report finds everything loaded.
WARM = """<!doctype html><html lang="nl"><head><title>Warm</title>
<script id="advies.json" type="application/json">{}</script></head><body><h1>Warm</h1><ul><li><a href="#a">a</a></ul>
<p><b>Vet</b>
<img alt="Een" src="data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg'%3E%3Ctext%3E1%3C/text%3E%3C/svg%3E">
<table id="a"><thead><tr><th scope="col">a<tbody><tr><td>b</table></body></html>"""

TOO_LONG = _("Het rapport is te lang: meer dan 60 bladzijden.")
TOO_HEAVY = _("Het rapport kostte te veel tijd of geheugen. Probeer het later opnieuw.")
TOO_DEEP = _("Het rapport is niet op te maken: de tekst zit te diep in elkaar.")
BROKEN = _("Het rapport is niet gelukt. Probeer het later opnieuw.")
NO_LIBRARY = _("De PDF kan hier niet worden gemaakt: op de server ontbreekt het programma Pango.")


class PdfError(Exception):
    """The PDF was not made; the message is one marked sentence for the reader."""


class Pdf(NamedTuple):
    """A PDF/UA-1 file and its number of pages."""

    data: bytes
    pages: int


def read_stylesheet() -> str:
    """The paper's CSS with its fonts inside, as data: nothing is left to fetch."""
    css = (STATIC / "report.css").read_text()
    return re.sub(r"url\((fonts/[^)]+)\)", lambda match: f"url({embed_font(match[1])})", css)


def embed_font(name: str) -> str:
    content = base64.b64encode((STATIC / name).read_bytes()).decode()
    return f"data:font/woff2;base64,{content}"


@cache
def renderer_resources():
    """What every render of this process shares: the sealed fetcher, the parsed CSS and the fonts."""
    from weasyprint import CSS
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import URLFetcher

    class SealedFetcher(URLFetcher):
        def __init__(self):
            super().__init__(allowed_protocols={"data"}, allow_redirects=False)

    fonts, fetcher = FontConfiguration(), SealedFetcher()
    css = CSS(string=read_stylesheet(), font_config=fonts, url_fetcher=fetcher, base_url=None)
    return fetcher, css, fonts


# At exit, while WeasyPrint is still whole: its fonts clean up after themselves.
atexit.register(renderer_resources.cache_clear)


def typeset(html: str) -> Pdf:
    """Render in this process, without limits; the same HTML gives the same bytes. Errors: `PdfError`.

    The dates in the file, also of what is attached, are those of the HTML's own `dcterms.created` and
    `dcterms.modified`. Both identifiers of the file are the first half of the SHA-256 of the HTML.
    """
    try:
        from weasyprint import HTML

        fetcher, css, fonts = renderer_resources()
    except OSError as error:
        raise PdfError(NO_LIBRARY) from error
    gc.disable()
    try:
        page = HTML(string=html, url_fetcher=fetcher, base_url=None)
        drop_undrawable_texts(page.etree_element)
        document = page.render(stylesheets=[css], font_config=fonts, **OPTIONS)
        if len(document.pages) > PAGES_AT_MOST:
            raise PdfError(TOO_LONG)
        document.metadata.attachments = list_attachments(page, document.metadata)
        data = document.write_pdf(finisher=lambda _document, file: finish_file(file, page), **OPTIONS)
        return Pdf(add_identifiers(data, html), len(document.pages))
    except RecursionError as error:
        raise PdfError(TOO_DEEP) from error
    except MemoryError as error:
        raise PdfError(TOO_HEAVY) from error
    finally:
        gc.enable()
        gc.collect()


def drop_undrawable_texts(root):
    """Leave out of a page what the fonts have no letter for: a PDF/UA may not hold a letter that is none.

    The data in its scripts, addresses and names of places in it stay as they are.
    """
    for element in root.iter():
        if element.tag not in ("script", "style"):
            element.text = drop_undrawable(element.text or "")
        element.tail = drop_undrawable(element.tail or "")
        for name, value in element.attrib.items():
            if name not in ("href", "id", "src"):
                element.set(name, drop_undrawable(value))


def list_attachments(page, metadata) -> list:
    """What goes along in the file: the JSON that the page carries, indented to be read, and nothing else."""
    from weasyprint import Attachment

    scripts = [one for one in page.etree_element.iter("script") if one.get("id") == ATTACHED]
    return [
        Attachment(
            string=json.dumps(json.loads(script.text), ensure_ascii=False, indent=1),
            name=ATTACHED,
            description=f"{metadata.title} (JSON)",
            created=datetime.fromisoformat(metadata.created or UNDATED),
            modified=datetime.fromisoformat(metadata.modified or UNDATED),
        )
        for script in scripts[:1]
    ]


def finish_file(file, page):
    """What the renderer leaves to be done before the file is written: its structure, and its associated file."""
    mend_structure(file, page)
    associate_attachments(file)


def associate_attachments(file):
    """Say in the file that what is attached are the data behind its pages: an associated file of PDF 2.0."""
    for part in file.objects:
        if isinstance(part, dict) and part.get("Type") == "/Filespec":
            part["AFRelationship"] = "/Data"
            file.catalog["AF"] = b"[" + part.reference + b"]"


def add_identifiers(data: bytes, html: str) -> bytes:
    """The file with its two identifiers, the same as in any file never changed.

    Put in here because the library would compress every part once more to find one. They stand in the last object,
    so nothing that has a place in the file moves.
    """
    mark = b"<</Type /XRef"
    here = data.index(mark, int(data[data.rindex(b"startxref") :].split()[1])) + len(mark)
    digits = hashlib.sha256(html.encode()).hexdigest()[:32].encode()
    return data[:here] + b"/ID [<" + digits + b"><" + digits + b">]" + data[here:]


# The child


def serve_renders(connection, folder: str):
    """What a child does: render each HTML that it is sent, within its limits, until the other end is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.environ["TMPDIR"] = tempfile.tempdir = folder
    os.setpriority(os.PRIO_PROCESS, 0, max(NICENESS, os.getpriority(os.PRIO_PROCESS, 0)))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    try:
        limit_cpu()
        with contextlib.suppress(PdfError):  # the first request tells
            typeset(WARM)
        connection.send(None)
        while True:
            html = connection.recv()
            limit_cpu()
            try:
                connection.send(typeset(html))
            except PdfError as error:
                connection.send(str(error))
            except Exception as error:
                # The worker's log gets the kind of fault; the text of a report stays out of it.
                connection.send(f"{BROKEN}\0{type(error).__name__}")
    except (EOFError, ConnectionError):
        shutil.rmtree(folder, ignore_errors=True)
        os._exit(0)


def limit_cpu():
    """Allow this process so many CPU seconds more, for one render."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    seconds = int(used.ru_utime + used.ru_stime) + 1 + CPU_SECONDS
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, resource.RLIM_INFINITY))


def cpu_seconds(process) -> float:
    """The processor time that a process of ours has used, in seconds; 0 when it is gone."""
    try:
        # The name of the program comes first, in brackets, and can hold anything; then these fields, counted from 3.
        fields = Path(f"/proc/{process.pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


class Killed(PdfError):
    """Something else ended the child: the machine ran out of memory, or somebody did it by hand."""


class Child:
    """A process that renders; its temporary files are in a folder of its own and go when it goes.

    `alive`: see render().
    """

    def __init__(self, alive):
        remove_left_folders()
        self.busy = True
        self.folder = tempfile.mkdtemp(prefix=FOLDER)
        self.lock = os.open(self.folder, os.O_RDONLY)
        fcntl.flock(self.lock, fcntl.LOCK_EX)
        context = multiprocessing.get_context("spawn")
        self.connection, other_end = context.Pipe()
        self.process = context.Process(target=serve_renders, args=(other_end, self.folder), daemon=True)
        self.process.start()
        other_end.close()
        self.answer(alive)

    def answer(self, alive):
        """What the child sends; `PdfError` when it is dead, or has done nothing for STILL_SECONDS."""
        try:
            if self.wait(alive):
                answer = self.connection.recv()
                self.busy = False
                return answer
        except (EOFError, ConnectionError):
            self.process.join(5)
        ended = self.process.exitcode
        self.kill()
        fault = Killed(BROKEN) if ended in (-signal.SIGKILL, -signal.SIGTERM) else PdfError(TOO_HEAVY)
        raise fault from RuntimeError("the renderer did nothing" if ended is None else f"the renderer ended: {ended}")

    def wait(self, alive) -> bool:
        """Wait until the child has sent something or is gone; False when it has done nothing for STILL_SECONDS."""
        used, since = cpu_seconds(self.process), time.monotonic()
        while not self.connection.poll(LOOK_SECONDS):
            now = cpu_seconds(self.process)
            if now > used:
                used, since = now, time.monotonic()
                alive()
            elif time.monotonic() - since > STILL_SECONDS:
                return False
        return True

    def render(self, html: str, alive) -> Pdf:
        self.busy = True
        try:
            self.connection.send(html)
        except OSError:
            self.kill()
            raise Killed(BROKEN) from None
        answer = self.answer(alive)
        if isinstance(answer, str):
            sentence, _zero, kind = answer.partition("\0")
            raise PdfError(sentence) from (RuntimeError(kind) if kind else None)
        return Pdf(*answer)

    def kill(self):
        """End the process, whatever it is doing, and remove its files."""
        if self.lock is None:
            return
        self.process.kill()
        self.process.join()
        self.connection.close()
        shutil.rmtree(self.folder, ignore_errors=True)
        os.close(self.lock)
        self.lock = None

    @property
    def ready(self) -> bool:
        """Whether it waits for work: alive, and not left in the middle of a report."""
        return self.lock is not None and not self.busy and self.process.is_alive()


def remove_left_folders():
    """Remove the folders of children whose worker was killed with them: nobody holds their lock any more."""
    for folder in Path(tempfile.gettempdir()).glob(f"{FOLDER}*"):
        with contextlib.suppress(OSError):
            if time.time() - folder.stat().st_mtime < NEW_SECONDS:
                continue  # perhaps so new that its lock is not there yet
            lock = os.open(folder, os.O_RDONLY)
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(folder, ignore_errors=True)
            finally:
                os.close(lock)


# Children of this process that wait for work: one for each thread that ever asked at the same time.
_idle: list[Child] = []


def render_pdf(html: str, alive: Callable[[], None] = lambda: None) -> Pdf:
    """The PDF of a report, made in a warm child of this process; as many at a time as there are threads that ask.

    At most 20 seconds of processor time, 1 GiB of address space and 60 pages. Errors: `PdfError`, with a sentence for
    the reader; the next report gets a new child where this one was killed. A child that something else killed gets one
    successor for the same report. `alive` is called about once a second while the child works, not while it hangs.
    """
    try:
        return render_once(html, alive)
    except Killed:
        return render_once(html, alive)


def render_once(html: str, alive) -> Pdf:
    child = warm_child(alive)
    try:
        return child.render(html, alive)
    finally:
        _idle.append(child) if child.ready else child.kill()


def warm_child(alive) -> Child:
    """A child that waits for work, or a new one."""
    while True:
        try:
            child = _idle.pop()
        except IndexError:
            return Child(alive)
        if child.ready:
            return child
        child.kill()


def warm_up():
    """Start a child now, so that the first report need not wait for it."""
    _idle.append(warm_child(lambda: None))


@atexit.register
def stop_children():
    """End the children of this process that wait for work."""
    while _idle:
        _idle.pop().kill()
