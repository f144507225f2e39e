"""The web server: loads the site and its catalogue once, then forks the processes that answer, which share this memory.

Takes the arguments of granian.
"""

import multiprocessing
import os
import sys
from contextlib import suppress
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# Those of the pages that most visitors see, with all that they include.
TEMPLATES = (
    "stappenplan/pages/home.html",
    "stappenplan/wizard/page.html",
    "stappenplan/advice/advice.html",
    "stappenplan/advice/compare.html",
    "platforms/pages/list.html",
    "platforms/pages/detail.html",
)


def main():
    sys.path[0] = str(ROOT)  # instead of this folder
    load_site()
    multiprocessing.set_start_method("fork")
    from granian.cli import entrypoint

    entrypoint()


def load_site():
    """Load what every process needs; without a database that answers, each of them loads the catalogue by itself."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "stappenplan.settings")
    import stappenplan.wsgi  # noqa: F401, I001 (sets Django up, before the rest)
    from django.db import Error
    from django.urls import get_resolver
    from platforms.models.catalogue import freeze_garbage_collector

    get_resolver().url_patterns  # noqa: B018 (loads the views)
    with suppress(Error):
        work_out_examples()
    freeze_garbage_collector()


def work_out_examples():
    """Load the catalogue and what follows from it, and compile templates, over a connection that no process keeps."""
    from django.db import connection
    from django.template.loader import get_template

    from platforms.models import Catalogue
    from stappenplan.plans.examples import EXAMPLES, example_plan

    pool = connection.settings_dict["OPTIONS"].pop("pool", None)  # its threads would not be there after a fork
    try:
        catalogue = Catalogue.current()
        for name in EXAMPLES:
            example_plan(name, catalogue).advice(catalogue).robustness  # noqa: B018 (fills the tables it reads)
        for template in TEMPLATES:
            get_template(template)
    finally:
        connection.close()
        if pool:
            connection.settings_dict["OPTIONS"]["pool"] = pool


if __name__ == "__main__":
    main()
