"""Following a release from elsewhere: verified, all or nothing, never inside our own network; own edits stay."""

import hashlib
import io
import os
import stat
import warnings
import zipfile
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from platforms.files import reader
from platforms.files.reader import CATALOGUE
from platforms.models import Catalogue, Fact, Platform
from platforms.releases import archive
from platforms.releases.archive import WrongArchive, build_archive, unpack_archive
from platforms.releases.changelog import list_releases
from platforms.upkeep.public_web import PublicWeb
from tests.platforms.conftest import write
from tests.support.covering import mark_others

pytestmark = pytest.mark.django_db
FILES = {"ons-plein.yaml": b"name: Ons Plein", "changed.txt": b"2026-01-31", "CITATION.cff": b'version: "2"'}


@pytest.fixture
def unchanged(load, folder, record, pack):
    """The release that is refused differs from what was loaded; nothing of it may be there afterwards."""
    load(folder)
    held = Catalogue.objects.get()
    record["facts"]["scope"]["value"] = "regional"
    write(folder, record)
    yield pack()
    now = Catalogue.objects.get()
    assert (now.stamp, now.released, now.followed) == (held.stamp, held.released, held.followed)
    assert Platform.objects.get().facts["scope"].value == "local"


def test_a_release_is_followed_over_https_through_a_redirect(site, hand_out, follow, load, folder, record, pack):
    load(folder)
    address, web = site
    record["facts"]["scope"]["value"] = "regional"
    write(folder, record)
    (folder / "changed.txt").write_text("2026-02-01", encoding="utf-8")
    sha256 = hand_out(pack(number=7))
    assert "0 added, 1 updated, 1 files." in follow(f"{address}/moved", f" {sha256.upper()} ", web=web)
    assert Platform.objects.get().facts["scope"].value == "regional"
    held = Catalogue.objects.get()
    assert (held.followed, held.released) == (7, date(2026, 2, 1))
    assert (held.followed_sha256, held.followed_from) == (sha256, f"{address}/moved")
    assert "0 added, 0 updated" in follow(f"{address}/release.zip", sha256, web=web)
    assert Catalogue.objects.get().stamp == held.stamp


def test_a_release_in_a_file_fills_an_empty_database(follow, pack):
    assert "nothing was written" in follow(pack(), check=True)
    assert not Platform.objects.exists() and not Catalogue.objects.exists()
    assert "1 added, 0 updated" in follow(pack())
    assert Platform.objects.get().name == "Ons Plein" and Catalogue.objects.get().followed == 2


def test_edits_of_our_own_stay_and_what_both_changed_is_told(load, folder, record, follow, pack):
    load(folder)
    for key, value in (("scope", "national"), ("channels", ["web"])):
        fact = Fact.objects.get(key=key)
        fact.value = value
        fact.save()
    own = Platform(imported={})
    own.apply_record(record | {"slug": "eigen-plein", "name": "Eigen Plein"})
    record["facts"]["scope"]["value"] = "regional"
    record["name"] = "Ons Nieuwe Plein"
    write(folder, record)
    said = follow(pack(changed__txt=b"2026-02-01"))
    platform = Platform.objects.get(slug="ons-plein")
    assert platform.name == "Ons Nieuwe Plein"
    assert (platform.facts["scope"].value, platform.facts["channels"].value) == ("national", ["web"])
    assert "ons-plein: facts.scope" in said and '"national"' in said and '"regional"' in said
    assert Platform.objects.filter(slug="eigen-plein").exists()


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("/gone", "answered 404"),
        ("/round", "redirects too often"),
        ("/inside", "only the open internet"),
        ("/port", "only the open internet"),
        ("/plain", "only an https address"),
        ("/file", "only an https address"),
        ("/cut", "checksum"),
    ],
)
def test_what_a_site_does_wrong_is_refused(site, hand_out, refused, unchanged, path, reason):
    address, web = site
    said = refused(address + path, hand_out(unchanged), web=web)
    assert said.startswith(f"Nothing loaded. {address}{path}: ") and reason in said


def test_nothing_is_asked_without_https(site, hand_out, refused, unchanged, asked):
    address, web = site
    sha256 = hand_out(unchanged)
    assert "only an https address" in refused(address.replace("https", "http") + "/release.zip", sha256, web=web)
    assert not asked


def test_a_certificate_that_nobody_vouches_for_is_refused(site, hand_out, refused, unchanged):
    address, _web = site
    port = int(address.rpartition(":")[2])
    web = PublicWeb("test", allowed=lambda found: found == "127.0.0.1", ports={port})
    assert "certificate" in refused(f"{address}/release.zip", hand_out(unchanged), web=web)


def test_our_own_network_is_never_asked(refused, unchanged):
    sha256 = hashlib.sha256(unchanged).hexdigest()
    for url in (
        *("https://127.0.0.1/", "https://localhost/", "https://[::1]/", "https://10.1.2.3/", "https://192.168.1.1/"),
        *("https://169.254.169.254/", "https://[::ffff:10.0.0.1]/", "https://2130706433/", "https://[fd00::1]/"),
        *("https://8.8.8.8:8443/", "https://name:word@8.8.8.8/"),
    ):
        assert "only the open internet" in refused(url, sha256), url


def test_an_archive_larger_than_the_limit_is_refused(site, hand_out, refused, unchanged, monkeypatch):
    monkeypatch.setattr(archive, "BYTES_AT_MOST", len(unchanged) - 1)
    address, web = site
    assert "larger than" in refused(f"{address}/release.zip", hand_out(unchanged), web=web)
    assert "larger than" in refused(unchanged)


def test_another_checksum_or_none_is_refused(refused, unchanged):
    assert "its checksum is" in refused(unchanged, "0" * 64)
    assert "64 digits" in refused(unchanged, "abc")
    with pytest.raises(CommandError, match="both --from and --sha256"):
        call_command("load_catalogue", origin="release.zip")
    with pytest.raises(CommandError, match="both --from and --sha256"):
        call_command("load_catalogue", "folder", origin="release.zip", sha256="0" * 64)
    assert "cannot be read" in refused("/nowhere/release.zip", "0" * 64)


def test_only_a_file_is_read(refused, unchanged, tmp_path):
    """Opening a pipe that nobody writes to would wait for ever, and reading some devices too."""
    os.mkfifo(tmp_path / "pipe.zip")
    (tmp_path / "link.zip").symlink_to("pipe.zip")
    for path in (tmp_path / "pipe.zip", tmp_path / "link.zip", tmp_path, "/dev/null"):
        assert "it is not a file" in refused(str(path), "0" * 64)
    assert "not the name of a file" in refused("release\0.zip", "0" * 64)


@pytest.mark.parametrize("day", ["2026-01-30", "2026-01-31"])
def test_a_release_that_is_not_later_than_the_files_of_this_software_is_refused(refused, unchanged, pack, day):
    said = refused(pack(changed__txt=day.encode()))
    assert f"it is of {day}, and the facts here are of 2026-01-31 already" in said and "--force" in said


@pytest.fixture
def third(follow, pack):
    """Follow release 3, of 1 March: gives its checksum and a function that packs another release, with those before."""
    content = pack(3, changed__txt=b"2026-03-01")
    follow(content)
    sha256 = hashlib.sha256(content).hexdigest()

    def pack_next(number, day, **earlier):
        lines = "".join(f"{name.removeprefix('r')} {checksum}\n" for name, checksum in earlier.items())
        return pack(number, changed__txt=day.encode(), releases__txt=lines.encode())

    return sha256, pack_next


def test_the_next_release_of_the_same_source_is_followed_also_when_one_was_missed(follow, third):
    sha256, pack_next = third
    follow(pack_next(4, "2026-03-02", r3=sha256))
    assert Catalogue.objects.get().followed == 4
    follow(pack_next(9, "2026-06-01", r3="0" * 64, r4=Catalogue.objects.get().followed_sha256))
    assert Catalogue.objects.get().followed == 9


@pytest.mark.parametrize(
    ("number", "day", "earlier", "reason"),
    [
        (2, "2026-03-02", {}, "release 2, and the facts here are of release 3, a later one"),
        (2, "2026-02-01", {}, "a later one"),
        (3, "2026-03-02", {}, "of another source"),
        (4, "2026-03-02", {}, "of another source"),
        (4, "2026-03-02", {"r3": "0" * 64}, "of another source"),
        (4, "2026-03-01", {"r3": ""}, "it is of 2026-03-01, and the facts here are of 2026-03-01 already"),
        (4, "2026-02-01", {"r3": ""}, "already"),
    ],
)
def test_a_release_back_or_of_another_source_is_refused_unless_asked_for(
    follow, refused, third, number, day, earlier, reason
):
    sha256, pack_next = third
    content = pack_next(number, day, **{name: checksum or sha256 for name, checksum in earlier.items()})
    stamp = Catalogue.objects.get().stamp
    said = refused(content)
    assert said.startswith("Nothing loaded: it ") and reason in said and said.endswith("add --force.")
    assert Catalogue.objects.get().stamp == stamp
    follow(content, force=True)
    held = Catalogue.objects.get()
    assert (held.followed, held.released.isoformat()) == (number, day)


def test_a_release_with_a_wrong_file_is_refused_whole(refused, unchanged, pack):
    assert "Errors: 1" in refused(pack(**{"ander-plein__yaml": b"name: ["}))
    assert "Errors: 1" in refused(pack(changed__txt=b"gisteren"))
    for version in ("none", "0", "-1", "1.5", "1000000", "99999999999999999999", "[2]", "", '" 2"'):
        assert "CITATION.cff" in refused(pack(CITATION__cff=f"version: {version}".encode()))
    for citation in (b"", b"\xff", b"- 2"):
        assert "CITATION.cff" in refused(pack(CITATION__cff=citation))
    for line in (b"1", b"1 abc", b"0 " + b"0" * 64, b"1 " + b"0" * 64 + b" more", b"\xff"):
        assert "releases.txt" in refused(pack(releases__txt=line))


def pack_member(name="catalogus/ons-plein.yaml", remark=b"", **attributes):
    """An archive as build_archive() makes one, with one more member that has these attributes of ZipInfo."""
    packed = io.BytesIO(build_archive({"changed.txt": b"2026-01-31"}))
    with zipfile.ZipFile(packed, "a") as archive:
        member = zipfile.ZipInfo(name, archive.infolist()[0].date_time)
        member.create_system, member.external_attr = 3, (stat.S_IFREG | 0o644) << 16
        kind = attributes.pop("compress_type", zipfile.ZIP_STORED)
        for key, value in attributes.items():
            setattr(member, key, value)
        with warnings.catch_warnings(action="ignore"):  # of a name that is there twice
            archive.writestr(member, b"name: Ons Plein", kind)
        archive.comment = remark
    return packed.getvalue()


def test_the_member_that_the_others_vary_can_be_in_a_release():
    assert unpack_archive(pack_member()) == {"changed.txt": b"2026-01-31", "ons-plein.yaml": b"name: Ons Plein"}


@pytest.mark.parametrize(
    "content",
    [
        pack_member("catalogus/../ons-plein.yaml"),
        pack_member("../ons-plein.yaml"),
        pack_member("/etc/ons-plein.yaml"),
        pack_member("catalogus/map/ons-plein.yaml"),
        pack_member("catalogus\\ons-plein.yaml"),
        pack_member("ons-plein.yaml"),
        pack_member("catalogus/Ons-Plein.yaml"),
        pack_member("catalogus/schema.json"),
        pack_member("catalogus/"),
        pack_member("catalogus/ons-plein.yaml\n"),
        *(
            pack_member(external_attr=(kind | 0o644) << 16)
            for kind in (stat.S_IFLNK, stat.S_IFDIR, stat.S_IFIFO, stat.S_IFCHR, stat.S_IFBLK, stat.S_IFSOCK, 0)
        ),
        pack_member(external_attr=(stat.S_IFREG | 0o755) << 16),
        pack_member(external_attr=(stat.S_IFREG | 0o4644) << 16),
        pack_member(external_attr=((stat.S_IFREG | 0o644) << 16) + 0x10),  # "a folder", as DOS says it
        pack_member(create_system=0),
        pack_member(date_time=(2026, 1, 31, 0, 0, 0)),
        pack_member(comment=b"a remark"),
        pack_member(extra=b"\xfe\xca\x02\x00ab"),
        pack_member(remark=b"a remark"),
        pack_member("catalogus/a.yaml"),  # before changed.txt, had a release been made of it
        pack_member(compress_type=zipfile.ZIP_DEFLATED),
        pack_member(compress_type=zipfile.ZIP_BZIP2),
        pack_member("catalogus/changed.txt"),
        b"",
        b"no archive",
        b"a beginning" + build_archive(FILES),
        build_archive(FILES) + b"an end",
        build_archive(FILES)[:-30],
        build_archive(FILES)[30:],
        build_archive(FILES).replace(b"Ons Plein", b"Ons Ander"),
    ],
)
def test_what_no_release_holds_is_refused(content):
    with pytest.raises(WrongArchive):
        unpack_archive(content)


@pytest.mark.parametrize("offset", [20, 24], ids=["stored", "whole"])
def test_a_member_that_says_another_size_is_refused(offset):
    """The sizes of the first member, where the list at the end of the archive says them."""
    content = bytearray(build_archive(FILES))
    start = content.index(b"PK\x01\x02") + offset
    for size in (0, 1, 14, 16, 10_000_000):
        content[start : start + 4] = size.to_bytes(4, "little")
        with pytest.raises(WrongArchive):
            unpack_archive(bytes(content))


def test_an_archive_is_the_same_to_the_byte_and_unpacks_to_its_files():
    assert unpack_archive(build_archive(FILES)) == FILES
    assert build_archive(FILES) == build_archive(dict(reversed(FILES.items())))
    with zipfile.ZipFile(io.BytesIO(build_archive(FILES))) as opened:
        assert opened.testzip() is None and {one.filename for one in opened.infolist()} == {
            f"catalogus/{name}" for name in FILES
        }


# The checksum of the release that the facts are of, and its day: of another source, of an unknown one, and later.
ELSEWHERE = [("0" * 64, date(2000, 1, 1)), ("", date(2000, 1, 1)), (list_releases()[-1].sha256, date(2099, 1, 1))]


@pytest.mark.each_database
@pytest.mark.parametrize(("sha256", "day"), ELSEWHERE, ids=["other source", "unknown source", "older files"])
def test_a_start_loads_no_older_files_and_none_of_another_source_over_a_release_from_elsewhere(
    empty_catalogue, sha256, day
):
    number = list_releases()[-1].number
    Catalogue.objects.create(pk=1, followed=number, followed_sha256=sha256, released=day)
    before = Catalogue.objects.get().stamp
    said = StringIO()
    call_command("load_catalogue", stdout=said)
    assert f"of release {number} from elsewhere" in said.getvalue() and day.isoformat() in said.getvalue()
    assert Catalogue.objects.get().stamp == before and not Platform.objects.exists()


@pytest.mark.each_database
@pytest.mark.parametrize(("sha256", "day"), mark_others(ELSEWHERE, ELSEWHERE[:1]))
def test_files_whose_folder_is_named_are_loaded_over_a_release_from_elsewhere(load, sha256, day):
    number = list_releases()[-1].number
    Catalogue.objects.create(pk=1, followed=number, followed_sha256=sha256, released=day)
    assert f"{len(list(CATALOGUE.glob('*.yaml')))} added" in load(CATALOGUE)
    held = Catalogue.objects.get()
    assert (held.followed, held.followed_sha256, held.followed_from) == (0, "", "")


def test_a_start_loads_later_files_of_the_source_that_is_followed(catalogue):
    oldest = list_releases()[-1]
    Catalogue.objects.update(followed=oldest.number, followed_sha256=oldest.sha256, released=oldest.day)
    call_command("load_catalogue", stdout=StringIO())
    held = Catalogue.objects.get()
    assert (held.followed, held.released) == (0, reader.read_changed_date(CATALOGUE))


def test_what_is_no_address_is_told_wherever_it_comes_from():
    with pytest.raises(WrongArchive, match="only an https address"):
        archive.download_archive("https://[", web=None)
    with pytest.raises(WrongArchive, match="it redirects to what is no address"):
        archive.follow_redirect("https://site.example/", "https://[")
