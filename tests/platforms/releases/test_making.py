"""A release is made by one command, of which every figure is counted, and the same files give the same bytes."""

import hashlib
from datetime import date
from io import StringIO

import pytest
import yaml
from django.core.management import CommandError, call_command

from platforms.files import reader
from platforms.releases.archive import build_archive, read_earlier, read_number, unpack_archive
from platforms.releases.changelog import RELEASES, list_releases, read_releases
from tests.conftest import ROOT
from tests.platforms.conftest import write

pytestmark = pytest.mark.django_db


@pytest.fixture
def release(folder, tmp_path_factory, empty_catalogue):
    """Make a release of the files in `folder`; gives what the command said, and the folder of the releases."""
    releases = tmp_path_factory.mktemp("releases")
    (folder / "LICENSE").write_text("CC0 1.0")
    citation = releases / "CITATION.cff"
    citation.write_text('title: Proef\nversion: "0"\ndate-released: "2000-01-01"\n')

    def release():
        said = StringIO()
        call_command("release_catalogue", catalogue=folder, releases=releases, citation=citation, stdout=said)
        return said.getvalue(), releases

    return release


def test_the_first_release_has_a_number_a_date_a_checksum_and_a_citation(release):
    said, releases = release()
    (first,) = read_releases(releases)
    content = (releases / "catalogus-1.zip").read_bytes()
    assert (first.number, first.day, first.platforms, first.facts) == (1, date(2026, 1, 31), 1, 5)
    assert first.sha256 == hashlib.sha256(content).hexdigest() and first.sha256 in said
    assert first.size == len(content) and not first.changes
    citation = yaml.safe_load((releases / "CITATION.cff").read_text())
    assert (citation["version"], citation["date-released"]) == ("1", "2026-01-31")
    files = unpack_archive(content)
    assert files["CITATION.cff"] == (releases / "CITATION.cff").read_bytes()
    assert set(files) == {"ons-plein.yaml", "changed.txt", "LICENSE", "CITATION.cff", "releases.txt"}
    assert files["releases.txt"] == b""


def test_the_next_release_says_what_changed_since_and_takes_its_place(release, folder, record):
    _said, releases = release()
    before = (releases / "catalogus-1.zip").read_bytes()
    record["facts"]["scope"]["value"] = "regional"
    del record["facts"]["channels"]
    record["status"]["value"] = "ended"
    write(folder, record)
    write(folder, record | {"slug": "ander-plein"})
    (folder / "changed.txt").write_text("2026-02-01")
    said, _releases = release()
    assert "Release 2 of 2026-02-01. added: 1, corrected: 1, dropped: 1, status: 1" in said
    second, first = read_releases(releases)
    listed = unpack_archive((releases / "catalogus-2.zip").read_bytes())["releases.txt"]
    assert read_earlier(listed) == {1: first.sha256}
    assert second.counts == {"added": 1, "corrected": 1, "dropped": 1, "status": 1}
    assert first.sha256 == hashlib.sha256(before).hexdigest()
    assert [path.name for path in releases.glob("*.zip")] == ["catalogus-2.zip"]


def test_no_release_is_made_of_the_same_files_or_on_the_same_day_or_after_a_lost_archive(release, folder, record):
    _said, releases = release()
    with pytest.raises(CommandError, match="Nothing changed since release 1"):
        release()
    record["name"] = "Ons Nieuwe Plein"
    write(folder, record)
    with pytest.raises(CommandError, match=r"Raise the date in changed\.txt"):
        release()
    (folder / "changed.txt").write_text("2026-02-01")
    (releases / "catalogus-1.zip").write_bytes(b"another")
    with pytest.raises(CommandError, match="not the archive of release 1"):
        release()
    assert len(read_releases(releases)) == 1 and 'version: "1"' in (releases / "CITATION.cff").read_text()


@pytest.mark.parametrize("blocked", ["catalogus-2.zip", "CITATION.cff", "releases.json"])
def test_a_release_is_whole_or_not_there(release, folder, blocked):
    """Where one of its files cannot be written, nothing is; the next attempt makes it."""
    _said, releases = release()
    before = {path.name: path.read_bytes() for path in releases.iterdir()}
    (folder / "changed.txt").write_text("2026-02-01")
    (folder / "ander-plein.yaml").write_text(
        (folder / "ons-plein.yaml").read_text().replace("ons-plein", "ander-plein")
    )
    (releases / f"{blocked}.new").mkdir()
    with pytest.raises(CommandError, match="No release was made"):
        release()
    (releases / f"{blocked}.new").rmdir()
    assert {path.name: path.read_bytes() for path in releases.iterdir()} == before
    release()
    assert [one.number for one in read_releases(releases)] == [2, 1]
    assert {path.name for path in releases.iterdir()} == {"catalogus-2.zip", "CITATION.cff", "releases.json"}


def test_wrong_files_are_not_released(release, folder):
    (folder / "stuk.yaml").write_text("name: [", encoding="utf-8")
    with pytest.raises(CommandError, match="Nothing loaded"):
        release()


@pytest.mark.any_database
def test_the_newest_release_of_this_software_is_whole_cited_and_made_of_the_files_that_it_holds():
    newest, *_older = list_releases()
    content = (RELEASES / newest.file_name).read_bytes()
    assert hashlib.sha256(content).hexdigest() == newest.sha256 and len(content) == newest.size
    files = unpack_archive(content)
    assert build_archive(files) == content
    assert files["CITATION.cff"] == (ROOT / "CITATION.cff").read_bytes()
    assert read_number(files["CITATION.cff"]) == newest.number
    assert files["changed.txt"].decode().strip() == newest.day.isoformat()
    assert reader.read_changed_date(reader.CATALOGUE) >= newest.day
    numbers = [release.number for release in list_releases()]
    assert numbers == list(range(newest.number, 0, -1)), "each number once, newest first"
    assert [path.name for path in RELEASES.glob("*.zip")] == [newest.file_name]
