"""Load the YAML files into the database: all or nothing, and safe to repeat at each deploy."""

import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from platforms import inheritance
from platforms.files import merge, reader, validation
from platforms.models import Catalogue, Platform


class Command(BaseCommand):
    help = "Loads the catalogue files. Changes made by staff stay."

    def add_arguments(self, parser):
        parser.add_argument("folder", nargs="?", type=Path, default=reader.CATALOGUE, help="folder with YAML files")
        parser.add_argument("--check", action="store_true", help="check everything, write nothing")

    def handle(self, *args, folder, check, **options):
        files, changed = self.read(folder)
        with transaction.atomic():
            self.load(files, changed)
            transaction.set_rollback(check)
        if check:
            self.stdout.write("Checked only: nothing was written.")

    def read(self, folder):
        """Every record in the folder by slug, and the date of the newest change; stops at any fault."""
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

    def load(self, files, changed):
        """Merge the records into the database, inside a transaction, and say what happened."""
        # The lock makes two machines that deploy at once load one after the other.
        Catalogue.objects.get_or_create(pk=1, defaults={"changed": changed, "released": changed})
        before = Catalogue.objects.select_for_update().get()
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
        latest = max(before.changed, changed)
        if new or updated or seen or latest != before.changed or changed != before.released:
            Catalogue.touch(latest)
            Catalogue.objects.filter(pk=1).update(released=changed)
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


def base_in(file):
    """The slug that a record says it runs on, or None; of a record that may be wrong in shape."""
    runs_on = file.get("runs_on") if isinstance(file, dict) else None
    base = runs_on.get("value") if isinstance(runs_on, dict) else None
    return base if isinstance(base, str) else None


def _write_out(content):
    return "(weg)" if content is merge.ABSENT else json.dumps(content, ensure_ascii=False)
