"""The worker of django-tasks-db, with a renderer that is ready before the first report."""

import contextlib

from django_tasks_db.management.commands import db_worker

from stappenplan.report.pdf import render_pool, renderer


class Command(db_worker.Command):
    requires_system_checks = ()  # the start of the site has checked the code

    def handle(self, *, batch, **options):
        if not batch:
            with contextlib.suppress(renderer.PdfError):  # the first report says what is wrong
                render_pool.warm_up()
        super().handle(batch=batch, **options)
