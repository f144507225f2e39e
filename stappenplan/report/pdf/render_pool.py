"""Warm child processes that render: a runaway layout takes the child, never the worker that asked for it.

What ends a child is its own processor time, so that a report on a busy machine is late and not refused. The clock only
ends a child that does nothing at all.
"""

import atexit
import contextlib
import ctypes
import fcntl
import multiprocessing
import os
import resource
import shutil
import signal
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from stappenplan.method.text import _
from stappenplan.operations.frame_room import call_with_room

from .renderer import TOO_HEAVY, Pdf, PdfError, typeset

# Of processor time, for one report; on a quiet machine it takes one to four.
CPU_SECONDS, MEMORY_BYTES = 20, 1024**3
# A child that uses no processor time at all for so long hangs; one that waits for its turn gets some.
STILL_SECONDS = 60
# So often whoever waits for a child looks at it.
LOOK_SECONDS = 1
# After the web server, before whatever else has no haste: at 10 it gets hardly a turn while other work goes on.
NICENESS = 5
# A folder that is younger than this perhaps has no lock yet.
NEW_SECONDS = 60
FOLDER = "stappenplan-pdf-"
# What a report is made of; rendered once, so that the first report finds everything loaded.
WARM = """<!doctype html><html lang="nl"><head><title>Warm</title>
<script id="advies.json" type="application/json">{}</script></head><body><h1>Warm</h1><ul><li><a href="#a">a</a></ul>
<p><b>Vet</b>
<img alt="Een" src="data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg'%3E%3Ctext%3E1%3C/text%3E%3C/svg%3E">
<table id="a"><thead><tr><th scope="col">a</thead><tbody><tr><td>b</tbody></table></body></html>"""
BROKEN = _("Het rapport is niet gelukt. Probeer het later opnieuw.")


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
            signal.setitimer(signal.ITIMER_PROF, 0)
            html = None
            return_memory()
    except (EOFError, ConnectionError):
        shutil.rmtree(folder, ignore_errors=True)
        os._exit(0)


def return_memory():
    """Give what a render took back to the system; the C library would keep it for the next one."""
    with contextlib.suppress(OSError, AttributeError):  # not every C library can
        ctypes.CDLL(None).malloc_trim(0)


def limit_cpu():
    """End this process after so many CPU seconds from now.

    A timer starts anew for each render. RLIMIT_CPU counts from the start of the process, and not by the clock that
    tells what was used: on a busy machine it runs some percent faster, so after a hundred reports it would be over.
    """
    signal.setitimer(signal.ITIMER_PROF, CPU_SECONDS)


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
        self.process = context.Process(target=call_with_room, args=(serve_renders, other_end, self.folder), daemon=True)
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
