"""The worker of django-tasks-db, with a renderer that is ready before the first report."""

import contextlib

from django_tasks_db.management.commands import db_worker

from stappenplan.report.pdf import renderer as pdf


class Command(db_worker.Command):
    def handle(self, *, batch, **options):
        if not batch:
            with contextlib.suppress(pdf.PdfError):  # the first report says what is wrong
                pdf.warm_up()
        super().handle(batch=batch, **options)
