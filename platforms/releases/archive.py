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

from platforms.files.reader import load_yaml
from platforms.upkeep.public_web import MOVED, NoName, NotAllowed, PublicWeb

AGENT, SECONDS, REDIRECTS = "StappenplanBuurtplatform-catalogue", 60, 5
BYTES_AT_MOST, FILES_AT_MOST = 30_000_000, 10_000
# ZIP has no moment before 1980; one that is always the same keeps the bytes the same.
MOMENT = (1980, 1, 1, 0, 0, 0)
FOLDER = "catalogus/"
MEMBER = re.compile(r"catalogus/([a-z0-9]+(?:-[a-z0-9]+)*\.yaml|changed\.txt|LICENSE|CITATION\.cff|releases\.txt)")
# A release names those before it, in a file with a line for each: its number and checksum. It says whose it is.
EARLIER, EARLIER_LINE = "releases.txt", re.compile(r"([1-9]\d{0,5}) ([0-9a-f]{64})")
NUMBER = re.compile(r"[1-9]\d{0,5}")


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


def collect_files(catalogue: Path, citation: bytes, earlier: Mapping[int, str]) -> dict[str, bytes]:
    """The files of a release: those of the catalogue that hold data, its licence, its citation and those before it.

    `earlier`: number -> checksum.
    """
    paths = [*catalogue.glob("*.yaml"), catalogue / "changed.txt", catalogue / "LICENSE"]
    lines = "".join(f"{number} {sha256}\n" for number, sha256 in sorted(earlier.items()))
    return {path.name: path.read_bytes() for path in paths} | {"CITATION.cff": citation, EARLIER: lines.encode()}


def unpack_archive(content: bytes) -> dict[str, bytes]:
    """The files of an archive, name -> content. Raises WrongArchive for anything that build_archive() does not write.

    Nothing is written to disk, and nothing is unfolded: only what is stored as it is can be in a release.
    """
    files = {}
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = archive.infolist()
            if len(members) > FILES_AT_MOST or sum(member.file_size for member in members) > len(content):
                raise WrongArchive("it says to hold more than it can")
            for member in members:
                name = MEMBER.fullmatch(member.filename)
                if not name or member.compress_type != zipfile.ZIP_STORED:
                    raise WrongArchive(f"{member.filename[:100]!r} cannot be in a release")
                files[name[1]] = archive.read(member)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as error:
        raise WrongArchive(f"it is no whole ZIP file ({error})") from error
    if build_archive(files) != content:
        raise WrongArchive("it holds something that no release does, such as a link, a file twice or a remark")
    return files


def read_number(citation: bytes) -> int:
    """The number of a release, which its citation gives as the version. Raises WrongArchive where there is none."""
    try:
        version = str(load_yaml(citation.decode("utf-8"))["version"])
    except (yaml.YAMLError, ValueError, KeyError, TypeError) as error:
        raise WrongArchive("CITATION.cff says no number of a release under `version`") from error
    if not NUMBER.fullmatch(version):
        raise WrongArchive("CITATION.cff says under `version` what is no number from 1 to 999999")
    return int(version)


def read_earlier(listed: bytes) -> dict[int, str]:
    """The releases before one, number -> checksum. Raises WrongArchive for a line that no release writes."""
    lines = listed.decode("utf-8", "replace").splitlines()
    found = [EARLIER_LINE.fullmatch(line) for line in lines]
    if not all(found):
        raise WrongArchive(f"{EARLIER} has a line that is not a number and a checksum")
    return {int(one[1]): one[2] for one in found}


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
    """The bytes of a file. Raises WrongArchive, also for a pipe, a device or a folder, which are not opened."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise WrongArchive("it is not a file")
        with path.open("rb") as file:
            content = file.read(BYTES_AT_MOST + 1)
    except OSError as error:
        raise WrongArchive(f"the file cannot be read: {error.strerror}") from error
    except ValueError as error:
        raise WrongArchive("it is not the name of a file") from error
    if len(content) > BYTES_AT_MOST:
        raise WrongArchive(TOO_BIG)
    return content


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
