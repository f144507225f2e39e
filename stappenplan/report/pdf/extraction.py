"""Extraction of one attachment from an untrusted PDF, in a process with few rights.

This file is also the program of that process. It has a few seconds, little memory, and none of our variables: no
secret can be found there.
"""

import io
import resource
import subprocess
import sys
from threading import BoundedSemaphore


def _(text: str) -> str:
    """Mark a Dutch text as translatable; written out here, because the process finds no other file of ours."""
    return text


EXTRACTION_CPU_SECONDS, WALL_SECONDS, EXTRACTION_MEMORY_BYTES = 5, 45, 512 * 1024**2
ATTACHMENT_BYTES = 5 * 1024**2
# At most so many at a time in one web process; further requests wait this many seconds.
EXTRACTIONS_AT_ONCE, TURN_SECONDS = 2, 5
NOTHING = 3

UNREADABLE = _("We kunnen deze PDF niet lezen. Is hij compleet? Heeft hij een wachtwoord?")
WITHOUT = _("In deze PDF zitten geen gegevens van een advies.")

extraction_turns = BoundedSemaphore(EXTRACTIONS_AT_ONCE)


class Unreadable(Exception):
    """The PDF does not give the attachment; the message is one marked sentence for the reader."""


class Busy(Exception):
    """Too many are being read at this moment."""


def extract_attachment(pdf: bytes, name: str) -> bytes:
    """The content of the one attachment with this name. Errors: `Unreadable`, `Busy`."""
    if not extraction_turns.acquire(timeout=TURN_SECONDS):
        raise Busy
    try:
        command = [sys.executable, "-I", __file__, name]
        # The program is this file, and the PDF is only data to it.
        done = subprocess.run(command, input=pdf, capture_output=True, timeout=WALL_SECONDS, env={})  # noqa: S603 (ours)
    except subprocess.TimeoutExpired:
        raise Unreadable(UNREADABLE) from None
    finally:
        extraction_turns.release()
    if done.returncode:
        raise Unreadable(WITHOUT if done.returncode == NOTHING else UNREADABLE)
    return done.stdout


def run_extraction(name):
    from pypdf import PdfReader

    resource.setrlimit(resource.RLIMIT_CPU, (EXTRACTION_CPU_SECONDS, EXTRACTION_CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (EXTRACTION_MEMORY_BYTES, EXTRACTION_MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_FSIZE, (ATTACHMENT_BYTES, ATTACHMENT_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    contents = PdfReader(io.BytesIO(sys.stdin.buffer.read())).attachments.get(name, [])
    if len(contents) != 1 or len(contents[0]) > ATTACHMENT_BYTES:
        sys.exit(NOTHING)
    sys.stdout.buffer.write(contents[0])
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    run_extraction(sys.argv[1])
