"""The archive of a release: a ZIP of catalogue files that is the same to the byte wherever it is made, and reading one.

Nothing in it is compressed: how well, differs between machines, and a reader need not fear what unfolds. The site
sends it compressed to all who accept that. Pure Python, no Django.
"""

import hashlib
import io
import re
import stat
import zipfile
from collections.abc import Mapping
from http.client import HTTPException
from pathlib import Path
from ssl import SSLError
from urllib.parse import urljoin, urlsplit

import yaml

from platforms.files.reader import RecordLoader
from platforms.upkeep.public_web import MOVED, NoName, NotAllowed, PublicWeb

AGENT, SECONDS, REDIRECTS = "StappenplanBuurtplatform-catalogue", 60, 5
BYTES_AT_MOST, FILES_AT_MOST = 30_000_000, 10_000
# ZIP has no moment before 1980; one that is always the same keeps the bytes the same.
MOMENT = (1980, 1, 1, 0, 0, 0)
FOLDER = "catalogus/"
MEMBER = re.compile(r"catalogus/([a-z0-9]+(?:-[a-z0-9]+)*\.yaml|changed\.txt|LICENSE|CITATION\.cff)")


class WrongArchive(Exception):
    """An archive that cannot be had, or is not what it must be; the message says why."""


def build_archive(files: Mapping[str, bytes]) -> bytes:
    """The archive of these files, name -> content."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(files):
            member = zipfile.ZipInfo(FOLDER + name, MOMENT)
            member.create_system, member.external_attr = 3, (stat.S_IFREG | 0o644) << 16  # as on Unix, wherever
            archive.writestr(member, files[name])
    return packed.getvalue()


def collect_files(catalogue: Path, citation: Path) -> dict[str, bytes]:
    """The files of a release: those of the catalogue that hold data, its licence and its citation."""
    paths = [*catalogue.glob("*.yaml"), catalogue / "changed.txt", catalogue / "LICENSE"]
    return {path.name: path.read_bytes() for path in paths} | {"CITATION.cff": citation.read_bytes()}


def unpack_archive(content: bytes) -> dict[str, bytes]:
    """The files of an archive, name -> content. Raises WrongArchive for anything that build_archive() does not write.

    Nothing is written to disk, and no name with a folder, a link or a doubled file comes through.
    """
    files = {}
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = archive.infolist()
            if len(members) > FILES_AT_MOST or sum(member.file_size for member in members) > len(content):
                raise WrongArchive("it says to hold more than it can")
            for member in members:
                name = MEMBER.fullmatch(member.filename)
                if not name or name[1] in files or not is_plain(member):
                    raise WrongArchive(f"{member.filename[:100]!r} cannot be in a release")
                files[name[1]] = archive.read(member)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as error:
        raise WrongArchive(f"it is no whole ZIP file ({error})") from error
    return files


def is_plain(member: zipfile.ZipInfo) -> bool:
    """Whether a member is a file as build_archive() writes it: not compressed, not encrypted, no link, no folder."""
    stored = member.compress_type == zipfile.ZIP_STORED and member.compress_size == member.file_size
    return stored and not member.flag_bits & 1 and stat.S_ISREG(member.external_attr >> 16)


def read_number(citation: bytes) -> int:
    """The number of a release, which its citation gives as the version. Raises WrongArchive where there is none."""
    try:
        number = int(yaml.load(citation.decode("utf-8"), RecordLoader)["version"])  # noqa: S506 (a safe loader)
    except (yaml.YAMLError, ValueError, KeyError, TypeError) as error:
        raise WrongArchive("CITATION.cff says no number of a release under `version`") from error
    if number < 1:
        raise WrongArchive(f"CITATION.cff says release {number}; the first is 1")
    return number


def fetch_archive(origin: str, sha256: str, web: PublicWeb | None = None) -> bytes:
    """The bytes of an archive at an https address or in a file, when they have this checksum in hexadecimal.

    Raises WrongArchive. Only the open internet is asked, at every redirect too.
    """
    sha256 = sha256.strip().lower()
    if not re.fullmatch("[0-9a-f]{64}", sha256):
        raise WrongArchive("a SHA-256 checksum has 64 digits and letters a to f")
    if "://" in origin:
        content = download_archive(origin, web or PublicWeb(AGENT, ports=(443,), whole=SECONDS))
    else:
        content = read_file(Path(origin))
    if (found := hashlib.sha256(content).hexdigest()) != sha256:
        raise WrongArchive(f"its checksum is {found}: it was changed, cut off, or is another release")
    return content


def read_file(path: Path) -> bytes:
    try:
        if path.stat().st_size > BYTES_AT_MOST:
            raise WrongArchive(TOO_BIG)
        return path.read_bytes()
    except OSError as error:
        raise WrongArchive(f"the file cannot be read: {error.strerror}") from error


TOO_BIG = f"it is larger than {BYTES_AT_MOST // 1_000_000} MB"


def download_archive(url: str, web: PublicWeb) -> bytes:
    """What stands at an https address, after at most REDIRECTS redirects to others. Raises WrongArchive."""
    for _step in range(REDIRECTS + 1):
        if scheme_of(url) != "https":
            raise WrongArchive("only an https address is followed")
        answer = ask(url, web)
        if answer.status in MOVED and answer.target:
            url = follow_redirect(url, answer.target)
            continue
        if answer.status != 200:
            raise WrongArchive(f"the server answered {answer.status}")
        if len(answer.body) > BYTES_AT_MOST:
            raise WrongArchive(TOO_BIG)
        return answer.body
    raise WrongArchive("it redirects too often")


def scheme_of(url: str) -> str:
    """The scheme of an address; "" of what is no address."""
    try:
        return urlsplit(url).scheme
    except ValueError:
        return ""


def follow_redirect(url: str, target: str) -> str:
    """The address that a redirect leads to. Raises WrongArchive when it is none."""
    try:
        return urljoin(url, target)
    except ValueError as error:
        raise WrongArchive("it redirects to what is no address") from error


def ask(url: str, web: PublicWeb):
    """The answer of a server, or WrongArchive with the reason that there is none."""
    try:
        return web.send_request("GET", url, BYTES_AT_MOST + 1)
    except NotAllowed as error:
        raise WrongArchive("only the open internet is asked, on port 443, without a name or password") from error
    except NoName as error:
        raise WrongArchive("no machine has that name") from error
    except SSLError as error:
        raise WrongArchive(f"the certificate is not right ({error.reason or error})") from error
    except TimeoutError as error:
        raise WrongArchive("it did not come in time") from error
    except (OSError, HTTPException, ValueError) as error:
        raise WrongArchive(f"no connection ({type(error).__name__})") from error
