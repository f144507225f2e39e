"""Signatures of this installation: over a record, and over all bytes of a PDF.

A signature says that this installation made the data and nobody changed them since. It is an HMAC-SHA256, with a key
derived from SECRET_KEY, over the record in its canonical form (RFC 8785): laid out or ordered in another way, the
record is still intact; with another value, it is not.
"""

import hashlib
import re
from typing import NamedTuple

import rfc8785
from django.utils.crypto import constant_time_compare, salted_hmac

# The two identifiers in the trailer of a PDF. The second says, in a file as we made it, what the rest is.
PDF_ID = re.compile(rb"/ID \[<([0-9a-f]{32})><([0-9a-f]{32})>\]")


class Seal(NamedTuple):
    """Whether the seal is of this installation, and whether what it covers is as it was made.

    Of a record from elsewhere only the plain digest can be held against it: it shows damage, not intent.
    """

    ours: bool
    whole: bool


def keyed_hash(purpose, content: bytes) -> str:
    """64 hexadecimal digits, a keyed hash (HMAC) of this content with SECRET_KEY."""
    return salted_hmac(f"stappenplan.{purpose}", content, algorithm="sha256").hexdigest()


def installation_id() -> str:
    """A name for this installation, or rather for its SECRET_KEY, from which the key cannot be found."""
    return keyed_hash("installation", b"")[:16]


def canonical_bytes(record) -> bytes:
    """The record without its seal, in the one form of RFC 8785."""
    content = {key: value for key, value in record.items() if key != "seal"} if isinstance(record, dict) else record
    return rfc8785.dumps(content)


def seal_of(record) -> dict:
    content = canonical_bytes(record)
    return {
        "installation": installation_id(),
        "digest": hashlib.sha256(content).hexdigest(),
        "signature": keyed_hash("record", content),
    }


def check_seal(record) -> Seal:
    given, right = record["seal"], seal_of(record)
    ours = constant_time_compare(given["installation"], right["installation"])
    proofs = ("digest", "signature") if ours else ("digest",)
    return Seal(ours, all(constant_time_compare(given[proof], right[proof]) for proof in proofs))


def seal_pdf(data: bytes) -> bytes:
    """The PDF with a seal over all its bytes as its second identifier. `data` has the same one twice."""
    found = pdf_id(data)
    return data[: found.start(2)] + pdf_seal(data, found) + data[found.end(2) :]


def pdf_is_whole(data: bytes) -> bool:
    """Whether this is a PDF byte for byte as this installation made it."""
    found = pdf_id(data)
    return found is not None and constant_time_compare(found[2], pdf_seal(data, found))


def pdf_id(data):
    """Where the identifiers of the PDF stand: the last ones in the file; None without."""
    return max(PDF_ID.finditer(data), key=re.Match.start, default=None)


def pdf_seal(data, found) -> bytes:
    """What the second identifier must be: a keyed digest of the file in which it still equals the first."""
    return keyed_hash("pdf", data[: found.start(2)] + found[1] + data[found.end(2) :])[:32].encode()
