"""Make reports from files with answers: one neighbourhood, or a folder full of them.

An answer file is JSON: an object of question and answer, or an object with `answers` in it, as advies.json and the API
have. Beside `answers` may stand `emphasis` (or `weights_by_hand`) and `date`, such as "2026-11-24": the date on the
paper; without one it is that of the catalogue. The law is that of today, so the same files give the same reports within
one day.
"""

import base64
import json
import os
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, time
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone, translation
from django.utils.translation import gettext, ngettext
from rich.console import Console
from rich.markup import escape
from rich.progress import track
from rich.table import Table

from platforms.files.safe_cells import format_local_csv
from platforms.models import Catalogue
from stappenplan.method.steps import QUESTIONS
from stappenplan.models import Plan
from stappenplan.report.batch import SUMMARY_COLUMNS, row_of, spread_plans
from stappenplan.report.document import make_pdf, report_html
from stappenplan.report.pdf.renderer import PdfError
from stappenplan.report.record import as_text, build_record, unknown_weights
from stappenplan.text import say
from stappenplan.wizard.answers.validation import check_answers, first_faults

SUMMARY_FILE = "overzicht.csv"
WIDE = 200
# What a file calls a question may be long.
KEY_SHOWN = 200


class Faulty(Exception):
    """An answer file that cannot be used: (where, what) pairs in the active language."""


class Command(BaseCommand):
    help = __doc__
    requires_system_checks = ()  # the start of the site checks the code

    def add_arguments(self, parser):
        parser.add_argument("source", type=Path, help="file with answers (JSON), or a folder with such files")
        parser.add_argument("--pdf", type=Path, help="where to write the report of one file")
        parser.add_argument("--json", type=Path, help="where to write the data of one file")
        parser.add_argument("--out", type=Path, help="folder for the reports of a folder, with a summary")
        parser.add_argument("--spread", action="store_true", help="use the report workers of all machines for a folder")
        parser.add_argument("--language", choices=[code for code, _name in settings.LANGUAGES], default="nl")

    def handle(self, *, source, language, spread, **targets):
        with translation.override(language):
            catalogue = Catalogue.current()
            if not catalogue.platforms:
                raise CommandError(gettext("De catalogus is leeg. Laad hem eerst: manage.py load_catalogue."))
            jobs = list(self.jobs(source, **{key: targets[key] for key in ("pdf", "json", "out")}))
            if spread and not targets["out"]:
                raise CommandError(gettext("--spread hoort bij een map."))
            rows, faults = (self.make_elsewhere if spread else self.make)(jobs, catalogue, language)
            self.show(rows)
            if targets["out"]:
                write_summary(rows, targets["out"] / SUMMARY_FILE)
            for where, what in faults:
                self.stderr.write(f"{where}: {what}")
            if failed := len(jobs) - len(rows):
                text = ngettext("%(n)s bestand ging niet.", "%(n)s bestanden gingen niet.", failed)
                raise CommandError(text % {"n": failed})

    def jobs(self, source, pdf, json, out):
        """What to make, as (answer file, PDF or None, JSON or None). Errors: CommandError."""
        if source.is_dir():
            if pdf or json or not out:
                raise CommandError(gettext("Bij een map hoort --out, en niet --pdf of --json."))
            files = sorted(file for file in source.glob("*.json") if file.is_file())
            if not files:
                raise CommandError(gettext("In %(folder)s staan geen JSON-bestanden.") % {"folder": source})
            out.mkdir(parents=True, exist_ok=True)
            return [(file, out / f"{file.stem}.pdf", None) for file in files]
        if out:
            raise CommandError(gettext("--out hoort bij een map. Bij één bestand hoort --pdf of --json."))
        return [(source, pdf, json)]

    def make(self, jobs, catalogue, language):
        """Make everything; a wrong file is named and the others go on. Returns rows of the summary, and faults."""
        rows, faults, being_made = [], [], deque()
        cores = len(os.sched_getaffinity(0))

        def finish(file, row, made):
            try:
                made.result()
                rows.append(row)
            except (PdfError, OSError) as error:
                faults.append((file.name, say(str(error))))

        progress = Console(stderr=True)
        with ThreadPoolExecutor(cores) as pool:
            for file, pdf, data in track(
                jobs, gettext("Adviezen maken"), console=progress, disable=not progress.is_terminal or len(jobs) == 1
            ):
                try:
                    plan = read_plan(file, catalogue)
                    advice = plan.advice(catalogue)
                except Faulty as error:
                    faults += read_faults(file, error)
                    continue
                text = as_text(build_record(plan, advice, catalogue)) if data else None
                html = report_html(plan, advice, catalogue, language) if pdf else None
                being_made.append((file, row_of(file.name, advice), pool.submit(write_files, pdf, html, data, text)))
                if len(being_made) > cores:
                    finish(*being_made.popleft())
            for one in being_made:
                finish(*one)
        return rows, faults

    def make_elsewhere(self, jobs, catalogue, language):
        """The same, with the work done by the report workers of all machines."""
        plans, faults, rows = {}, [], {}
        files = {file.name: pdf for file, pdf, _data in jobs}
        for file, _pdf, _data in jobs:
            try:
                plans[file.name] = read_plan(file, catalogue)
            except Faulty as error:
                faults += read_faults(file, error)
        progress = Console(stderr=True)
        for name, made in track(
            spread_plans(plans, language, self.say_that_nobody_works),
            gettext("Adviezen maken"),
            total=len(plans),
            console=progress,
            disable=not progress.is_terminal,
        ):
            if "fault" in made:
                faults.append((name, say(made["fault"])))
                continue
            files[name].write_bytes(base64.b64decode(made["pdf"]))
            rows[name] = made["row"]
        return [rows[name] for name in files if name in rows], faults

    def say_that_nobody_works(self):
        self.stderr.write(gettext("Er is nog geen werker aan het werk. Start er een: manage.py db_worker"))

    def show(self, rows):
        """The summary on the screen."""
        table = Table()
        for column in SUMMARY_COLUMNS:
            table.add_column(say(column), overflow="fold")
        for row in rows:
            table.add_row(*map(escape, row))
        Console(file=self.stdout, width=None if self.stdout.isatty() else WIDE).print(table)


def read_faults(file, error):
    """The faults in a file, each with where it is."""
    return [(f"{file.name}: {where}" if where else file.name, what) for where, what in error.args]


def read_plan(file, catalogue) -> Plan:
    """The plan in an answer file, not saved. Errors: Faulty, with every question at fault."""
    try:
        content = json.loads(file.read_bytes())
    except OSError as error:
        raise Faulty(("", os.strerror(error.errno))) from None
    except (ValueError, RecursionError):
        raise Faulty(("", gettext("Dit bestand is geen geldige JSON."))) from None
    whole = content if isinstance(content, dict) and "answers" in content else {"answers": content}
    answers, faults = check_answers(whole["answers"])
    faults = [(label_question(key), fault) for key, fault in faults]
    emphasis = whole.get("emphasis", whole.get("weights_by_hand", {}))
    if not isinstance(emphasis, dict):
        faults.append(("emphasis", gettext("Geef de gewichten als een object.")))
    else:
        faults += [(f"emphasis, {key}", gettext("Dit gewicht bestaat niet.")) for key in unknown_weights(emphasis)]
    try:
        day = date.fromisoformat(whole["date"]) if "date" in whole else catalogue.changed
    except (TypeError, ValueError):
        faults.append(("date", gettext("Schrijf de datum zo: 2026-11-24.")))
    if faults:
        raise Faulty(*first_faults(faults))
    plan = Plan(answers=answers, emphasis=emphasis, changed=timezone.make_aware(datetime.combine(day, time(12))))
    try:
        plan.advice(catalogue)
    except ValueError:
        raise Faulty(("emphasis", gettext("Laat minstens één onderdeel meetellen."))) from None
    return plan


def label_question(key) -> str:
    """A question by its key and its words."""
    return f"{key} ({say(QUESTIONS[key].label)})" if key in QUESTIONS else key[:KEY_SHOWN]


def write_files(pdf, html, data, text):
    """Write the PDF and the JSON, where asked for. Errors: PdfError, OSError."""
    if data:
        data.write_text(text, encoding="utf-8")
    if pdf:
        pdf.write_bytes(make_pdf(html).data)


def write_summary(rows, path):
    """The summary as CSV, with a byte order mark, for a spreadsheet."""
    path.write_text(format_local_csv([map(say, SUMMARY_COLUMNS), *rows]), encoding="utf-8", newline="")
