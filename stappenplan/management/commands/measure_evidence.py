"""The weight of an unknown fact and the reliability of known ones, from the data in the repository."""

import csv
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from platforms.files import reader
from platforms.vocabulary import FACT_KEYS
from stappenplan.method.evidence import measuring, reliability


class Command(BaseCommand):
    help = "Measures the weight of an unknown fact and the reliability of facts. Changes no advice."

    def add_arguments(self, parser):
        parser.add_argument(
            "--collect",
            nargs=2,
            type=Path,
            metavar=("EARLIER", "LATER"),
            help="first compare two folders of the catalogue and write the pairs again",
        )

    def handle(self, *, collect, **options):
        if collect:
            self.write_pairs(*collect)
        pairs = measuring.read_rows(measuring.PAIRS_FILE, measuring.NewFact)
        sample = measuring.read_rows(measuring.SAMPLE, measuring.Checked)
        platforms = len({pair.platform for pair in pairs})
        self.stdout.write(f"unknown facts later known: {len(pairs)}, of {platforms} platforms")
        self.stdout.write(
            f"  alpha {write_figure(measuring.mean_with_interval(pairs))}   in use: {reliability.HURWICZ_ALPHA}"
        )
        self.stdout.write(f"facts looked up again: {len(sample)}")
        for (basis, age), found in measuring.estimate_reliabilities(sample).items():
            self.stdout.write(f"  {basis:8} {age:6} {write_figure(found)}   {found.checked} checked")

    def write_pairs(self, earlier, later):
        """Write the pairs of two folders with catalogue files over those in the repository."""
        before, after = (
            {path.stem: read_file(path) for path in sorted(folder.glob("*.yaml"))} for folder in (earlier, later)
        )
        if not before or not after:
            raise CommandError("One of the two folders has no catalogue files.")
        with measuring.PAIRS_FILE.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(measuring.NewFact._fields)
            for slug in sorted(before.keys() & after.keys()):
                new = [key for key in FACT_KEYS if key in after[slug]["facts"] and key not in before[slug]["facts"]]
                for key in filter(measuring.is_scored, new):
                    fact = after[slug]["facts"][key]
                    value = fact["value"] if isinstance(fact["value"], str) else " ".join(fact["value"])
                    share = round(measuring.share_of_scale(key, fact["value"]), 4)
                    writer.writerow([slug, key, value, fact["basis"], share])


def read_file(path):
    """The record in a file; a fault of the file is told as such."""
    try:
        return reader.read_record(path)
    except (reader.UnreadableRecord, OSError) as error:
        raise CommandError(str(error)) from error


def write_figure(figure):
    """A figure with its interval, on two decimals."""
    return f"{figure.share:.2f} (95%: {figure.low:.2f} to {figure.high:.2f})"
