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


class SignatureCheck(NamedTuple):
    """Whether this installation signed it, and whether what the signature covers is unchanged.

    Of a record from elsewhere only the plain digest can be checked: that shows damage, not intent.
    """

    issued_here: bool
    intact: bool


def keyed_hash(purpose, content: bytes) -> str:
    """64 hexadecimal digits, a keyed hash (HMAC) of this content with SECRET_KEY."""
    return salted_hmac(f"stappenplan.{purpose}", content, algorithm="sha256").hexdigest()


def installation_id() -> str:
    """A name for this installation, or rather for its SECRET_KEY, from which the key cannot be found."""
    return keyed_hash("installation", b"")[:16]


def canonical_bytes(record) -> bytes:
    """The record without its signature (`seal`), in the canonical form of RFC 8785."""
    content = {key: value for key, value in record.items() if key != "seal"} if isinstance(record, dict) else record
    return rfc8785.dumps(content)


def sign_record(record) -> dict:
    """The `seal` of a record: the name of this installation, a plain digest and the signature."""
    content = canonical_bytes(record)
    return {
        "installation": installation_id(),
        "digest": hashlib.sha256(content).hexdigest(),
        "signature": keyed_hash("record", content),
    }


def check_signature(record) -> SignatureCheck:
    given, right = record["seal"], sign_record(record)
    issued_here = constant_time_compare(given["installation"], right["installation"])
    proofs = ("digest", "signature") if issued_here else ("digest",)
    return SignatureCheck(issued_here, all(constant_time_compare(given[proof], right[proof]) for proof in proofs))


def sign_pdf(data: bytes) -> bytes:
    """The PDF with a signature over all its bytes as its second identifier; in `data` both identifiers are equal."""
    found = find_pdf_ids(data)
    return data[: found.start(2)] + pdf_signature(data, found) + data[found.end(2) :]


def is_pdf_intact(data: bytes) -> bool:
    """Whether this is a PDF exactly as this installation made it."""
    found = find_pdf_ids(data)
    return found is not None and constant_time_compare(found[2], pdf_signature(data, found))


def find_pdf_ids(data):
    """Where the identifiers of the PDF stand: the last ones in the file; None without."""
    return max(PDF_ID.finditer(data), key=re.Match.start, default=None)


def pdf_signature(data, found) -> bytes:
    """What the second identifier must be: a keyed digest of the file in which it still equals the first."""
    return keyed_hash("pdf", data[: found.start(2)] + found[1] + data[found.end(2) :])[:32].encode()
