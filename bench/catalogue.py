# ruff: noqa: E402 (Django must be set up before its models are imported)
"""How fast the catalogue is read, searched, shown and loaded, beside plain ways and at thirty times its size.

    .venv/bin/python bench/catalogue.py [number ...] [--filled]     default: the real catalogue, and 10,000
    .venv/bin/python tests/support/postgres.py .venv/bin/python bench/catalogue.py

Platforms beyond the real ones are generated from them, are called "Gegenereerd" and live in a database that is gone
afterwards: a file, or the empty database that DATABASE_URL names. Prints medians of seven rounds, in which both ways
take turns; loading and reading cold are measured once. Ratios mean something; milliseconds are this machine's: of this
process on SQLite, of the clock on PostgreSQL. Loading 10,000 takes minutes; --filled just puts their rows there.
"""

import os
import re
import sys
import tempfile
from io import StringIO
from pathlib import Path
from random import Random
from statistics import median
from time import perf_counter, process_time

FOLDER = Path(tempfile.mkdtemp(prefix="bench-"))
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DATABASE_URL", f"sqlite:///{FOLDER / 'bench.sqlite3'}")
os.environ.update(DEBUG="1", SECRET_KEY="only-for-measuring", ALLOWED_HOSTS="testserver")
os.environ["DJANGO_SETTINGS_MODULE"] = "stappenplan.settings"

import django

django.setup()

from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from django.db.models import Q, QuerySet
from django.test import Client
from django.test.utils import CaptureQueriesContext

from platforms.files import reader
from platforms.management.commands.load_catalogue import Command
from platforms.models import Catalogue, Fact, Platform, Source
from platforms.search.engine import Query
from stappenplan.models import Plan
from stappenplan.municipalities import gazetteer
from tests.support.personas import OFFICIAL_READY

settings.DEBUG = False  # with DEBUG, Django remembers every query
# SQLite works in this process: its time does not depend on what else the machine does.
clock = process_time if connection.vendor == "sqlite" else perf_counter
ROUNDS = 7
REAL = sorted(reader.CATALOGUE.glob("*.yaml"))
ASKED = ("moestuin", "buren", "hulp zeist", "gebeidonline", "odijk")
WORDS = (*("buurt", "wijk", "dorp", "straat", "hof", "plein", "tuin", "markt", "huis", "brug", "molen", "haven"),)
ENDS = (*("net", "hulp", "deel", "praat", "krant", "kring", "punt", "kamer", "beurs", "linie", "werk", "schuur"),)


def files_for(number):
    """A folder with this many records: the real ones, then generated ones that say so."""
    folder = FOLDER / f"catalogue-{number}"
    folder.mkdir()
    (folder / "changed.txt").write_text((reader.CATALOGUE / "changed.txt").read_text())
    chance, texts = Random(number), [(file.stem, file.read_text(encoding="utf-8")) for file in REAL]
    for slug, text in texts[:number]:
        (folder / f"{slug}.yaml").write_text(text, encoding="utf-8")
    for count in range(len(texts), number):
        slug, name = generated(count, chance)
        text = re.sub(r"^slug: .*$", f"slug: {slug}", chance.choice(texts)[1], count=1, flags=re.M)
        text = re.sub(r"^name: .*$", f"name: {name}", text, count=1, flags=re.M)
        (folder / f"{slug}.yaml").write_text(text, encoding="utf-8")
    return folder


def generated(count, chance):
    """The slug and the name of a platform that does not exist."""
    return f"gegenereerd-{count}", f"Gegenereerd {chance.choice(WORDS)}{chance.choice(ENDS)}{count}"


def fill(number):
    """The rows of this many records, without files, checks or history, for measurements that leave out the loading."""
    real, chance = [reader.read_record(file) for file in REAL], Random(number)
    named = [(record["slug"], record["name"], record) for record in real[:number]]
    named += [(*generated(count, chance), chance.choice(real)) for count in range(len(real), number)]
    pairs = []
    for slug, name, record in named:
        platform = Platform(imported={})
        platform._fill_columns(record | {"slug": slug, "name": name})
        pairs.append((platform, record))
    with transaction.atomic():
        delete_all()
        QuerySet(Platform).bulk_create([platform for platform, _record in pairs])
        for model in (Source, Fact):
            QuerySet(model).bulk_create([row for pair in pairs for row in model.from_record(*pair)])
        Catalogue.touch()


def delete_all():
    """Every row, without a history row for each."""
    for model in (Fact, Source, Platform):
        QuerySet(model)._raw_delete(connection.alias)


def in_turns(ways):
    """The median seconds of each way; each is tried once before."""
    taken = {name: [] for name in ways}
    for turn in range(ROUNDS + 1):
        for name, way in ways.items():
            begun = clock()
            way()
            if turn:
                taken[name].append(clock() - begun)
    return {name: median(times) for name, times in taken.items()}


def once(way):
    begun = clock()
    way()
    return clock() - begun


def show(name, seconds, note=""):
    print(f"  {name:58} {1000 * seconds:10.2f} ms   {note}")


# --- the plain ways ------------------------------------------------------------------------------------------------


def prefetched():
    """All platforms with their facts, as the ORM gives them."""
    return [platform.facts for platform in Platform.objects.prefetch_related("fact_rows")]


def like(text):
    """Every word somewhere in the columns: no accents, no typing errors, no villages, no order."""
    found = Platform.objects.all()
    for word in text.split():
        found = found.filter(
            Q(name__icontains=word)
            | Q(places__icontains=word)
            | Q(provider__icontains=word)
            | Q(summary_nl__icontains=word)
            | Q(summary_en__icontains=word)
        )
    return list(found.values_list("slug", flat=True))


def bare_load():
    """The rows that are there now, made again by bulk_create alone: nothing read, checked, merged or remembered."""
    rows = {model: list(model.objects.all()) for model in (Platform, Source, Fact)}
    with transaction.atomic():
        delete_all()
        begun = clock()
        for model, held in rows.items():
            QuerySet(model).bulk_create(held)
        taken = clock() - begun
        transaction.set_rollback(True)
    return taken


# --- what is printed -----------------------------------------------------------------------------------------------


def loading(number):
    """The command load_catalogue in its two parts, and the rows alone."""
    folder, command = files_for(number), Command(stdout=StringIO())
    delete_all()
    files, changed = {}, None

    def read():
        nonlocal files, changed
        files, changed = command.read(folder)

    def load():
        with transaction.atomic():
            command.load(files, changed)

    reading, loading = once(read), once(load)
    show("our load: the files read and checked", reading)
    show("our load: merge, rows and history", loading)
    show("our load again, nothing to do, after reading", once(load))
    bare = bare_load()
    show("bare bulk_create of the same rows", bare)
    print(
        f"  D5 our load / bare bulk_create                             {(reading + loading) / bare:10.2f}   (goal 0.5)"
    )
    print(f"     the same without reading the files                      {loading / bare:10.2f}")


def reading():
    Catalogue._loaded = None
    cold = once(Catalogue.current)
    taken = in_turns({"prefetch": prefetched, "current": lambda: Catalogue.current().platforms})
    show("first request after a change: all rows into memory", cold)
    show(
        "  and the words, filters and orders of the search",
        once(lambda: Catalogue.current().search.find(Query(text="a"))),
    )
    show("ORM prefetch of all facts", taken["prefetch"])
    show("our fetch of all facts, warm", taken["current"])
    goal = 25 if len(Catalogue.current().platforms) < 1000 else 1000
    ratio = taken["prefetch"] / taken["current"]
    print(f"  D1 prefetch / our fetch                                    {ratio:10.0f}      (goal {goal})")
    with CaptureQueriesContext(connection) as queries:
        Plan(answers=dict(OFFICIAL_READY)).advice(Catalogue.current())
    print(f"  D2 queries of an advice                                    {len(queries):10}      (goal 1)")


def searching():
    search = Catalogue.current().search
    for text in ASKED:
        ours, theirs = search.find(Query(text=text), gazetteer).platforms, like(text)
        taken = in_turns({"ours": lambda: search.find(Query(text=text), gazetteer), "like": lambda: like(text)})  # noqa: B023
        show(f"search “{text}”, with all counts", taken["ours"], f"{len(ours)} found")
        show("  plain LIKE, without counts", taken["like"], f"{len(theirs)} found")
    choices = Query(choices={"goal": "share", "free_for_residents": "yes"}, order="facts")
    show("two filters, sorted, with all counts", in_turns({"ours": lambda: search.find(choices)})["ours"])
    show("what is alike", in_turns({"ours": lambda: search.like(search.platforms[0])})["ours"])


def showing():
    client = Client()
    pages = {
        "the list": "/platforms/",
        "the list, searched and filtered": "/platforms/?zoek=hulp&doel=help&gratis=yes",
        "one platform": "/platforms/hoplr/",
        "two side by side": "/platforms/vergelijk/?p=hoplr&p=nextdoor&alles=1",
        "all municipalities": "/gemeenten/",
        "one municipality": "/gemeenten/zeist/",
    }
    for name, seconds in in_turns({name: lambda at=at: client.get(at) for name, at in pages.items()}).items():
        show(f"page: {name}", seconds)


if __name__ == "__main__":
    numbers = [int(word) for word in sys.argv[1:] if word.isdigit()] or (len(REAL), 10_000)
    call_command("migrate", verbosity=0)
    for number in numbers:
        print(f"\n{number} platforms, {connection.vendor}", flush=True)
        fill(number) if "--filled" in sys.argv else loading(number)
        reading()
        searching()
        showing()
