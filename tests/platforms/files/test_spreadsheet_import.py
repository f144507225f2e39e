"""What a table of facts would change."""

import pytest

from platforms.files import spreadsheet
from platforms.files.spreadsheet_import import preview_import
from platforms.models import Catalogue, Source
from tests.support.fact_tables import ROW, table

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_both_exports_of_the_whole_catalogue_come_back_without_a_change(catalogue, form):
    """Platforms with several sources at one address included."""
    platforms = Catalogue.current().platforms
    assert any(len({source.url for source in one.sources}) < len(one.sources) for one in platforms)
    write = {"csv": spreadsheet.write_csv, "xlsx": spreadsheet.write_xlsx}[form]
    rows = spreadsheet.read_table(write(platforms))
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
    [(_number, row)] = spreadsheet.read_table(table(ROW.replace(TWIN, " ".join(named))))
    preview = preview_import([(2, row)])
    [(_platform, record)] = preview.changes
    assert record["facts"]["scope"]["source"] == keys
    assert not preview.errors
