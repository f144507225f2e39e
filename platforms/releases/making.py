"""Making a release of the catalogue files. Pure Python, no Django."""

import hashlib
import re
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from platforms.files import reader
from platforms.files.merge import flatten_record

from .archive import build_archive, collect_files, unpack_archive
from .changelog import LIST, Release, compare_records, list_as_json, read_releases


class NoRelease(Exception):
    """A release that cannot be made; the message is a sentence that says why."""


def make_release(catalogue: Path, releases: Path, citation: Path) -> Release:
    """Release the files in `catalogue`: write the archive, the list and the citation, and drop the archive before it.

    All or nothing. The date is that of `changed.txt`. Raises NoRelease when nothing changed since the release before,
    when the date is not later, or when the archive before is not the one that was released.
    """
    known = read_releases(releases)
    day, after = reader.read_changed_date(catalogue), read_records(catalogue)
    before = read_release_before(releases, known[0]) if known else {}
    changes, sources = compare_records(before, after)
    if known and not changes and not sources:
        raise NoRelease(f"Nothing changed since release {known[0].number}.")
    if known and day <= known[0].day:
        raise NoRelease(f"Raise the date in changed.txt: release {known[0].number} is of {known[0].day}.")
    number = known[0].number + 1 if known else 1
    cited = cite_release(citation, number, day)
    content = build_archive(collect_files(catalogue, cited, {one.number: one.sha256 for one in known}))
    release = Release(
        number=number,
        day=day,
        sha256=hashlib.sha256(content).hexdigest(),
        size=len(content),
        platforms=len(after),
        facts=sum(map(count_facts, after.values())),
        sources=sources if known else 0,
        changes=tuple(changes) if known else (),
    )
    replace_files(
        {
            releases / release.file_name: content,
            citation: cited,
            releases / LIST: list_as_json([release, *known]),
        }
    )
    if known:
        (releases / known[0].file_name).unlink()
    return release


def replace_files(contents: Mapping[Path, bytes]) -> None:
    """Write all these files, or leave each as it was: none takes its place before all are written beside it."""
    beside = {path.with_name(f"{path.name}.new"): path for path in contents}
    try:
        for new, path in beside.items():
            new.write_bytes(contents[path])
        for new, path in beside.items():
            new.replace(path)
    finally:
        for new in beside:
            if new.is_file():
                new.unlink()


def read_records(folder: Path) -> dict[str, dict]:
    """Every record in a folder, by slug."""
    return {path.stem: reader.read_record(path) for path in sorted(folder.glob("*.yaml"))}


def read_release_before(releases: Path, release: Release) -> dict[str, dict]:
    """The records of a release, from its archive; raises NoRelease when that is not the one that was released."""
    content = (releases / release.file_name).read_bytes()
    if hashlib.sha256(content).hexdigest() != release.sha256:
        raise NoRelease(f"{release.file_name} is not the archive of release {release.number}.")
    with TemporaryDirectory() as folder:
        write_files(unpack_archive(content), Path(folder))
        return read_records(Path(folder))


def write_files(files: dict[str, bytes], folder: Path) -> None:
    for name, content in files.items():
        (folder / name).write_bytes(content)


def count_facts(record: dict) -> int:
    """How many facts a record has: its status, goals and facts."""
    return sum(path == "status" or path.startswith(("facts.", "goals.")) for path in flatten_record(record))


def cite_release(citation: Path, number: int, day) -> bytes:
    """The file that says how to cite the catalogue, with the number and the date of a release."""
    text = citation.read_text("utf-8")
    for key, value in (("version", f'"{number}"'), ("date-released", f'"{day}"')):
        text, found = re.subn(rf"^{key}: .*$", f"{key}: {value}", text, flags=re.M)
        if found != 1:
            raise NoRelease(f"{citation.name} must have one line that begins with {key}:")
    return text.encode()
