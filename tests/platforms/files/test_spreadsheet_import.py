"""What a table of facts would change."""

from functools import partial

import pytest
from django.utils.translation import override

from platforms.files import fact_table
from platforms.files.safe_cells import format_local_csv
from platforms.files.spreadsheet_import import preview_import
from platforms.files.table_reader import read_table
from platforms.models import Catalogue, Source
from tests.support.covering import mark_others
from tests.support.fact_tables import ROW, table

pytestmark = pytest.mark.django_db


WRITERS = {
    "csv for programs": fact_table.write_csv,
    "csv for people": partial(fact_table.write_csv, form=format_local_csv),
    "csv for people in English": override("en")(partial(fact_table.write_csv, form=format_local_csv)),
    "xlsx": fact_table.write_xlsx,
}


def has_twin_sources(platform):
    """Whether it has several sources at one address."""
    return len({source.url for source in platform.sources}) < len(platform.sources)


@pytest.mark.any_database
@pytest.mark.parametrize("form", WRITERS)
def test_every_export_comes_back_without_a_change(catalogue, form):
    """Of every tenth platform, and of a few that have several sources at one address."""
    platforms = Catalogue.current().platforms
    twins = [one for one in platforms if has_twin_sources(one)][:9]
    assert twins
    check_export(form, {one.slug: one for one in (*platforms[::10], *twins)}.values())


@pytest.mark.any_database
@pytest.mark.parametrize("form", mark_others(WRITERS, ["csv for people"]))
def test_every_export_of_the_whole_catalogue_comes_back_without_a_change(catalogue, form):
    check_export(form, Catalogue.current().platforms)


def check_export(form, platforms):
    rows = read_table(WRITERS[form](platforms)).rows
    assert len(rows) == sum(len(one.own_facts) for one in platforms)
    preview = preview_import(rows)
    assert (preview.steps, preview.errors, preview.changes) == ([], [], [])


TWIN, OTHER = "https://onsplein.example/over", "https://elders.example/a"


@pytest.mark.parametrize(
    ("named", "keys"),
    [
        ([TWIN, TWIN], ["s1", "s7"]),
        ([TWIN], ["s1", "s7"]),
        ([TWIN, TWIN, TWIN], ["s1", "s7"]),
        ([TWIN, TWIN, OTHER], ["s1", "s7", "s8"]),
        ([OTHER], ["s8"]),
        ([OTHER, OTHER], ["s8"]),
    ],
)
def test_of_two_sources_at_one_address_the_fact_keeps_its_own(platform, named, keys):
    for key, url in (("s7", TWIN), ("s8", OTHER), ("s9", OTHER)):
        Source(platform=platform, key=key, url=url, title=key, type="provider").save()
    platform.change_fact("scope", platform.facts["scope"].record() | {"source": ["s1", "s7"]})
    [(_number, row)] = read_table(table(ROW.replace(TWIN, " ".join(named)))).rows
    preview = preview_import([(2, row)])
    [(_platform, record)] = preview.changes
    assert record["facts"]["scope"]["source"] == keys
    assert not preview.errors


@pytest.mark.parametrize("between", [" ", ", ", ",", "; ", ";", "\n", ",\n", " , "])
def test_addresses_may_have_a_comma_or_a_semicolon_between_them(platform, between):
    cell = between.join(["https://nieuw.example/a,b?c=1;2", TWIN, "https://nieuw.example/c"])
    row = {"platform": "ons-plein", "key": "scope", "value": "regional", "basis": "stated", "sources": cell}
    preview = preview_import([(2, row | {"new_title": "Nieuw", "new_type": "news"})])
    assert not preview.errors
    [(_platform, record)] = preview.changes
    added = [source["url"] for source in record["sources"] if source["title"] == "Nieuw"]
    assert added == ["https://nieuw.example/a,b?c=1;2", "https://nieuw.example/c"]
    assert len(record["facts"]["scope"]["source"]) == 3


@pytest.mark.each_database
@pytest.mark.parametrize(
    ("typed", "day"),
    [("2026", "2026"), ("2026-11", "2026-11"), ("2026-11-24", "2026-11-24"), ("24-11-2026", "2026-11-24"), ("", None)],
)
def test_the_day_of_a_new_source_is_read_as_people_write_it(platform, typed, day):
    [(_platform, record)] = preview_import([(2, new_source(new_date=typed))]).changes
    assert next(source["date"] for source in record["sources"] if source["title"] == "Nieuw") == day


@pytest.mark.parametrize("typed", ["31-02-2026", "2026-13", "november", "24-11-26", "20261124", "2099", "01-01-2099"])
def test_a_day_that_cannot_be_is_told_by_row_and_column(platform, typed):
    told, *_without_a_source = preview_import([(2, new_source(new_date=typed))]).errors
    assert told.startswith("Rij 2, kolom new_date: ") and typed in told


def new_source(**cells):
    row = {"platform": "ons-plein", "key": "scope", "value": "regional", "basis": "stated"}
    return row | {"sources": "https://nieuw.example/a", "new_title": "Nieuw", "new_type": "news"} | cells
