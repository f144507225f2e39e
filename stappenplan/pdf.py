"""HTML in, PDF/UA bytes out. The only file that imports WeasyPrint, and only inside functions.

A report is rendered in a warm child process: a runaway layout takes the child, never the worker that asked for it.
The renderer is sealed: nothing but `data:` addresses is ever read, so no HTML can reach a file or the network.
"""

import atexit
import base64
import contextlib
import gc
import hashlib
import multiprocessing
import os
import re
import resource
import shutil
import signal
import tempfile
import threading
from functools import cache
from pathlib import Path
from typing import NamedTuple

from .method.text import _

PAGES_AT_MOST = 60
CPU_SECONDS, WALL_SECONDS, MEMORY_BYTES = 20, 45, 1024**3
# Starting a child takes about a second; this long only when the machine is very busy.
START_SECONDS = 60
OPTIONS = {"pdf_variant": "pdf/ua-1", "pdf_tags": True, "dpi": 150}
STATIC = Path(__file__).resolve().parent.parent / "static"

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


def stylesheet() -> str:
    """The paper's CSS with its fonts inside, as data: nothing is left to fetch."""
    css = (STATIC / "report.css").read_text()
    return re.sub(r"url\((fonts/[^)]+)\)", lambda match: f"url({font(match[1])})", css)


def font(name: str) -> str:
    content = base64.b64encode((STATIC / name).read_bytes()).decode()
    return f"data:font/woff2;base64,{content}"


@cache
def press():
    """What every render of this process shares: the sealed fetcher, the parsed CSS and the fonts."""
    from weasyprint import CSS
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import URLFetcher

    class SealedFetcher(URLFetcher):
        def __init__(self):
            super().__init__(allowed_protocols={"data"}, allow_redirects=False)

    fonts, fetcher = FontConfiguration(), SealedFetcher()
    css = CSS(string=stylesheet(), font_config=fonts, url_fetcher=fetcher, base_url=None)
    return fetcher, css, fonts


# At exit, while WeasyPrint is still whole: its fonts clean up after themselves.
atexit.register(press.cache_clear)


def typeset(html: str) -> Pdf:
    """Render in this process, without limits; the same HTML gives the same bytes. Errors: `PdfError`.

    The dates in the file are those of the HTML's own `dcterms.created` and `dcterms.modified`.
    """
    try:
        from weasyprint import HTML

        fetcher, css, fonts = press()
    except OSError as error:
        raise PdfError(NO_LIBRARY) from error
    gc.disable()
    try:
        page = HTML(string=html, url_fetcher=fetcher, base_url=None)
        document = page.render(stylesheets=[css], font_config=fonts, **OPTIONS)
        if len(document.pages) > PAGES_AT_MOST:
            raise PdfError(TOO_LONG)
        data = document.write_pdf(pdf_identifier=hashlib.sha256(html.encode()).digest()[:16], **OPTIONS)
        return Pdf(data, len(document.pages))
    except RecursionError as error:
        raise PdfError(TOO_DEEP) from error
    except MemoryError as error:
        raise PdfError(TOO_HEAVY) from error
    finally:
        gc.enable()
        gc.collect()


# The child


def serve(connection, folder: str):
    """What a child does: render each HTML that it is sent, within its limits, until the other end is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.environ["TMPDIR"] = tempfile.tempdir = folder
    os.nice(10)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    try:
        with contextlib.suppress(PdfError):  # the first request tells
            typeset('<!doctype html><html lang="nl"><title>Warm</title><h1>Warm</h1></html>')
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


class Child:
    """A process that renders; its temporary files are in a folder of its own and go when it goes."""

    def __init__(self):
        self.folder = tempfile.mkdtemp(prefix="stappenplan-pdf-")
        context = multiprocessing.get_context("spawn")
        self.connection, other_end = context.Pipe()
        self.process = context.Process(target=serve, args=(other_end, self.folder), daemon=True)
        self.process.start()
        other_end.close()
        self.answer(START_SECONDS)

    def answer(self, seconds: float):
        """What the child sends within so many seconds; `PdfError` when it is too late or dead."""
        try:
            if self.connection.poll(seconds):
                return self.connection.recv()
        except (EOFError, ConnectionError):
            pass
        self.kill()
        raise PdfError(TOO_HEAVY)

    def render(self, html: str) -> Pdf:
        try:
            self.connection.send(html)
        except OSError:
            self.kill()
            raise PdfError(BROKEN) from None
        answer = self.answer(WALL_SECONDS)
        if isinstance(answer, str):
            sentence, _zero, kind = answer.partition("\0")
            raise PdfError(sentence) from (RuntimeError(kind) if kind else None)
        return Pdf(*answer)

    def kill(self):
        """End the process, whatever it is doing, and remove its files."""
        self.process.kill()
        self.process.join()
        self.connection.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    @property
    def alive(self) -> bool:
        return self.process.is_alive()


_lock = threading.Lock()
_child: Child | None = None


def render(html: str) -> Pdf:
    """The PDF of a report, made in the warm child of this process; one at a time.

    At most 20 seconds of CPU, 45 seconds in all, 1 GiB of address space and 60 pages. Errors: `PdfError`, with a
    sentence for the reader; the next report gets a new child where this one was killed.
    """
    global _child
    with _lock:
        if _child is None or not _child.alive:
            stop()
            _child = Child()
        return _child.render(html)


@atexit.register
def stop():
    """End the child of this process, if it has one."""
    global _child
    if _child is not None:
        _child.kill()
        _child = None
