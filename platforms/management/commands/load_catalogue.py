"""Load the YAML files, or a release from elsewhere, into the database: all or nothing, and safe to repeat."""

import hashlib
import json
from pathlib import Path
from tempfile import TemporaryDirectory

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from platforms import inheritance
from platforms.files import merge, reader, validation
from platforms.models import Catalogue, Platform
from platforms.releases.archive import (
    EARLIER,
    WrongArchive,
    fetch_archive,
    read_earlier,
    read_number,
    unpack_archive,
)
from platforms.releases.changelog import list_releases
from platforms.releases.following import FollowedRelease, find_objection
from platforms.releases.making import write_files


class Command(BaseCommand):
    stealth_options = ("web",)
    help = "Loads the catalogue files, or a release from elsewhere. Changes made by staff stay."

    def add_arguments(self, parser):
        parser.add_argument(
            "folder", nargs="?", type=Path, help="folder with YAML files; default: those of this software"
        )
        parser.add_argument("--from", dest="origin", metavar="URL_OR_FILE", help="the archive of a release instead")
        parser.add_argument("--sha256", help="the checksum that this archive must have")
        parser.add_argument(
            "--force", action="store_true", help="load a release that is older or of another source than the facts here"
        )
        parser.add_argument("--check", action="store_true", help="check everything, write nothing")

    def handle(self, *args, folder, origin, sha256, check, force=False, web=None, **options):
        if bool(origin) != bool(sha256) or (origin and folder):
            raise CommandError("A release needs both --from and --sha256, and no folder beside them.")
        if origin:
            release, files = self.read_release(origin, sha256, web)
        else:
            files, day = self.read(folder)
            release = FollowedRelease(day, earlier={one.number: one.sha256 for one in list_releases()})
        with transaction.atomic():
            before = self.lock_catalogue(release.day)
            if origin and not force:
                self.refuse_step_back(before, release)
            if not origin and not folder and before.followed and not is_next(before, release):
                self.stdout.write(
                    f"Nothing loaded: the facts here are of release {before.followed} from elsewhere, of "
                    f"{before.released}, and these files of {release.day} do not come after it. Name their folder to "
                    "load them all the same."
                )
                return
            self.load(files, release, before)
            transaction.set_rollback(check)
        if check:
            self.stdout.write("Checked only: nothing was written.")

    def read_release(self, origin, sha256, web):
        """A release and its records by slug; stops at any fault."""
        try:
            content = fetch_archive(origin, sha256, web)
            unpacked = unpack_archive(content)
            number, earlier = read_number(unpacked.get("CITATION.cff", b"")), read_earlier(unpacked.get(EARLIER, b""))
        except WrongArchive as error:
            raise CommandError(f"Nothing loaded. {origin}: {error}.") from error
        with TemporaryDirectory() as folder:
            write_files(unpacked, Path(folder))
            files, day = self.read(Path(folder))
        address = origin.partition("?")[0] if "://" in origin else ""
        return FollowedRelease(day, number, hashlib.sha256(content).hexdigest(), address, earlier), files

    def refuse_step_back(self, before, release):
        """Stop at a release that is older or of another source than the facts here; an empty catalogue takes any."""
        objection = find_objection(before.loaded_release, release) if Platform.objects.exists() else ""
        if objection:
            raise CommandError(f"Nothing loaded: {objection}. To load it all the same, add --force.")

    def read(self, folder):
        """Every record in the folder by slug, and the date of the newest change; stops at any fault."""
        folder = folder or reader.CATALOGUE
        faults, files, changed = [], {}, None
        for path in sorted(folder.glob("*.yaml")):
            try:
                record = reader.read_record(path)
                faults += validation.validate_record(record, path)
                files[path.stem] = record
            except (reader.UnreadableRecord, OSError) as error:
                faults.append(str(error))
        try:
            changed = reader.read_changed_date(folder)
        except reader.UnreadableRecord as error:
            faults.append(str(error))
        faults += list(self.broken_bases(files))
        if not files and not faults:
            faults.append(f"{folder}: hier staan geen YAML-bestanden")
        if faults:
            for fault in faults:
                self.stderr.write(fault)
            raise CommandError(f"Nothing loaded. Errors: {len(faults)}.")
        return files, changed

    def broken_bases(self, files):
        """A sentence for each file that runs on itself in the end, or on a platform that is neither here nor loaded."""
        runs_on = {slug: base for slug, file in files.items() if (base := base_in(file))}
        known = {*files, *Platform.objects.filter(slug__in=runs_on.values()).values_list("slug", flat=True)}
        for slug in sorted(runs_on):
            match inheritance.problem_of(slug, runs_on, known):
                case inheritance.GONE:
                    yield f"{slug}.yaml: runs_on: platform {runs_on[slug]} kennen we niet"
                case inheritance.CIRCLE:
                    yield f"{slug}.yaml: runs_on: via {runs_on[slug]} draait dit in een kring op zichzelf"

    def lock_catalogue(self, changed):
        """The row of the catalogue, locked: two machines that deploy at once load one after the other."""
        Catalogue.objects.get_or_create(pk=1, defaults={"changed": changed, "released": changed})
        return Catalogue.objects.select_for_update().get()

    def load(self, files, release, before):
        """Merge the records into the database, inside a transaction, and say what happened.

        `before`: the row of the catalogue.
        """
        held = {row.slug: row for row in Platform.objects.prefetch_related("fact_rows", "source_rows")}
        new, updated, seen = [], [], []
        for slug, file in files.items():
            if slug not in held:
                new.append((Platform(imported=file), file))
            elif held[slug].imported == file:
                continue
            elif not held[slug].imported:
                self.stdout.write(f"{slug}: added here by staff; the file was not loaded")
            elif record := self.merge(held[slug], file):
                updated.append((held[slug], record))
            else:
                seen.append(held[slug])
        if new or updated:
            Platform.write_records(new + updated)
        Platform.objects.bulk_update(seen, ["imported"])
        self.report_gone(held, files)
        latest = max(before.changed, release.day)
        now = latest, release.day, release.number, release.sha256
        is_same = now == (before.changed, before.released, before.followed, before.followed_sha256)
        if new or updated or seen or not is_same:
            Catalogue.touch(latest)
            Catalogue.objects.filter(pk=1).update(
                released=release.day,
                followed=release.number,
                followed_sha256=release.sha256,
                followed_from=release.address,
            )
        self.stdout.write(f"{len(new)} added, {len(updated)} updated, {len(files)} files.")

    def merge(self, platform, file):
        """The record that this platform must become, or None where the database needs no change."""
        row = merge.flatten_record(platform.record())
        merged, conflicts = merge.merge_records(
            merge.flatten_record(platform.imported), row, merge.flatten_record(file)
        )
        for conflict in conflicts:
            self.stdout.write(
                f"{platform.slug}: {conflict.path}: staff changed this too; their version stays\n"
                f"  staff: {_write_out(conflict.row)}\n"
                f"  file:  {_write_out(conflict.file)}"
            )
        platform.imported = file
        return merge.unflatten_record(merged) if merged != row else None

    def report_gone(self, held, files):
        for slug in sorted(held):
            if held[slug].imported and slug not in files:
                self.stdout.write(f"{slug}: the file is gone; the platform stays")


def is_next(before, release):
    """Whether the files of this software are later than the release that is followed, and of the same source."""
    return release.earlier.get(before.followed) == before.followed_sha256 and release.day > before.released


def base_in(file):
    """The slug that a record says it runs on, or None; of a record that may be wrong in shape."""
    runs_on = file.get("runs_on") if isinstance(file, dict) else None
    base = runs_on.get("value") if isinstance(runs_on, dict) else None
    return base if isinstance(base, str) else None


def _write_out(content):
    return "(weg)" if content is merge.ABSENT else json.dumps(content, ensure_ascii=False)
