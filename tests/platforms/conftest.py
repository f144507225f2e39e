"""A small catalogue of one's own: a record that is right, and a folder of files to load."""

from copy import deepcopy
from io import StringIO

import pytest
import yaml

from platforms.files import reader

RECORD = {
    "slug": "ons-plein",
    "name": "Ons Plein",
    "url": "https://onsplein.example",
    "kind": "community_website",
    "form": "online_platform",
    "usable_in_nl": "yes",
    "provider": "Stichting Ons Plein",
    "summary_nl": "Een site van bewoners met nieuws, een agenda en een prikbord voor de wijk.",
    "summary_en": "A residents' site with news, a calendar and a notice board for the district.",
    "status": {"value": "active", "source": ["s1"], "basis": "stated"},
    "launched": 2015,
    "ended": None,
    "places": ["Zeist"],
    "municipalities": ["Zeist"],
    "goals": {"meet": {"value": "primary", "source": ["s1"], "basis": "stated"}},
    "facts": {
        "scope": {"value": "local", "source": ["s1"], "basis": "stated"},
        "resident_control": {
            "value": "residents_run",
            "source": ["s1", "s2"],
            "basis": "inferred",
            "note_nl": "bewoners schrijven de stukken",
            "note_en": "residents write the articles",
        },
        "channels": {"value": ["web", "paper"], "source": ["s2"], "basis": "stated"},
    },
    "adoption": [{"figure_nl": "300 leden", "figure_en": "300 members", "date": "2024", "source": "s2"}],
    "sources": [
        {"id": "s1", "url": "https://onsplein.example/over", "title": "Over ons", "type": "provider", "date": None},
        {"id": "s2", "url": "https://krant.example/plein", "title": "Plein", "type": "news", "date": "2024-05"},
    ],
}


@pytest.fixture
def record():
    """A record of one platform that passes every check; change it as you like."""
    return deepcopy(RECORD)


@pytest.fixture(scope="session")
def records_of_files():
    """Slug -> record, of every file of the catalogue: read once for all tests, so never change them."""
    return {path.stem: reader.read_record(path) for path in sorted(reader.CATALOGUE.glob("*.yaml"))}


@pytest.fixture
def folder(tmp_path, record):
    """A folder with that one record as a file, and a date."""
    write(tmp_path, record)
    (tmp_path / "changed.txt").write_text("2026-01-31\n", encoding="utf-8")
    return tmp_path


@pytest.fixture
def platform(empty_catalogue, record):
    """Ons Plein, in a database without other platforms."""
    from platforms.models import Platform

    Platform(imported=record).apply_record(record)
    return Platform.objects.get()


@pytest.fixture
def load(empty_catalogue):
    """Load a folder into a database without platforms; gives what the command said."""
    from django.core.management import call_command

    def load(folder, **options):
        said = StringIO()
        call_command("load_catalogue", folder, stdout=said, stderr=said, **options)
        return said.getvalue()

    return load


def write(folder, record):
    text = yaml.safe_dump(record, allow_unicode=True, sort_keys=False)
    (folder / f"{record['slug']}.yaml").write_text(text, encoding="utf-8")
