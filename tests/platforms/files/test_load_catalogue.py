"""The command that loads the files: all or nothing, again and again, and never over the work of staff."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from platforms.files.reader import read_record
from platforms.models import Catalogue, Fact, Platform, Source
from tests.platforms.conftest import write

pytestmark = pytest.mark.django_db


def refused(folder):
    """What the command says about faults, one line each; it must refuse the whole folder."""
    said = StringIO()
    with pytest.raises(CommandError):
        call_command("load_catalogue", folder, stderr=said)
    return said.getvalue().splitlines()


def test_every_platform_of_the_catalogue_is_the_record_of_its_file(catalogue, records_of_files):
    platforms = catalogue.prefetch_related("fact_rows", "source_rows")
    assert len(platforms) == len(records_of_files)
    for platform in platforms:
        assert platform.record() == platform.imported == records_of_files[platform.slug]


def test_loading_the_whole_catalogue_again_has_nothing_to_do(catalogue):
    before = Catalogue.objects.get()
    said = StringIO()
    call_command("load_catalogue", stdout=said)
    assert said.getvalue() == f"0 added, 0 updated, {catalogue.count()} files.\n"
    assert Catalogue.objects.get().stamp == before.stamp


def test_a_first_load_adds_and_a_second_load_has_nothing_to_do(load, folder):
    assert load(folder) == "1 added, 0 updated, 1 files.\n"
    assert load(folder) == "0 added, 0 updated, 1 files.\n"


def test_a_change_in_the_file_is_followed(load, folder, record):
    load(folder)
    record["facts"]["scope"]["value"] = "regional"
    del record["facts"]["channels"]
    write(folder, record)
    assert load(folder).startswith("0 added, 1 updated")
    assert Platform.objects.get().record() == read_record(folder / "ons-plein.yaml")
    assert load(folder).startswith("0 added, 0 updated")


def test_a_fact_that_staff_corrected_survives_a_change_elsewhere_in_the_file(load, folder, record):
    load(folder)
    fact = Fact.objects.get(key="scope")
    fact.value = "national"
    fact.save()
    record["name"] = "Ons Nieuwe Plein"
    write(folder, record)
    said = load(folder)
    platform = Platform.objects.get()
    assert platform.name == "Ons Nieuwe Plein" and platform.facts["scope"].value == "national"
    assert "redactie" not in said
    assert platform.edits == ["facts.scope"]


def test_a_fact_that_both_changed_stays_with_staff_and_is_printed_once(load, folder, record):
    load(folder)
    fact = Fact.objects.get(key="scope")
    fact.value = "national"
    fact.save()
    record["facts"]["scope"]["value"] = "regional"
    write(folder, record)
    said = load(folder)
    assert "ons-plein: facts.scope" in said and '"national"' in said and '"regional"' in said
    assert Platform.objects.get().facts["scope"].value == "national"
    assert "facts.scope" not in load(folder)
    assert Platform.objects.get().facts["scope"].value == "national"


def test_a_fact_and_a_source_that_staff_added_or_deleted_stay_so(load, folder, record):
    load(folder)
    platform = Platform.objects.get()
    own = Source.objects.create(platform=platform, url="https://eigen.example", title="Brief", type="other")
    Fact.objects.create(platform=platform, key="advertising", value="no", basis="stated", sources=[own.key])
    platform.fact_rows.get(key="channels").delete()
    record["facts"]["scope"]["value"] = "regional"
    write(folder, record)
    load(folder)
    platform = Platform.objects.get()
    assert own.key == "s101"
    assert platform.facts["advertising"].source_list[0].title == "Brief"
    assert "channels" not in platform.facts and platform.facts["scope"].value == "regional"


def test_a_platform_that_staff_added_is_never_touched(load, folder, record):
    load(folder)
    own = Platform(imported={})
    own.apply_record(record | {"slug": "eigen-plein", "name": "Eigen Plein"})
    write(folder, record | {"slug": "eigen-plein", "name": "Van het bestand"})
    said = load(folder)
    assert Platform.objects.get(slug="eigen-plein").name == "Eigen Plein"
    assert "eigen-plein" in said and "0 added, 0 updated" in said


def test_a_file_that_disappears_is_reported_and_removes_nothing(load, folder, record):
    write(folder, record | {"slug": "weg-plein"})
    load(folder)
    (folder / "weg-plein.yaml").unlink()
    assert "weg-plein: the file is gone" in load(folder)
    assert Platform.objects.filter(slug="weg-plein").exists()


def test_one_wrong_file_stops_the_run_before_the_first_write(load, folder, record):
    wrong = record | {"slug": "ander-plein", "kind": "castle"}
    write(folder, wrong)
    (folder / "stuk.yaml").write_text("name: [", encoding="utf-8")
    lines = refused(folder)
    assert [line.split(":")[0] for line in lines] == ["ander-plein.yaml", "stuk.yaml"]
    assert not Platform.objects.exists() and not Catalogue.objects.exists()


def test_a_value_that_cannot_be_is_named_and_nothing_is_loaded(load, folder, record):
    write(folder, record | {"slug": "ander-plein", "url": "https://[::1", "name": "   "})
    record["sources"][0]["date"] = "2099-01-01"
    write(folder, record)
    lines = refused(folder)
    assert {line.rpartition(": ")[0] for line in lines} >= {"ander-plein.yaml: name", "ons-plein.yaml: sources/0/date"}
    assert any(line.startswith("ander-plein.yaml: url: ") for line in lines)
    assert not Platform.objects.exists() and not Catalogue.objects.exists()


def test_a_folder_without_files_or_without_a_date_is_refused(load, folder, tmp_path_factory):
    assert "changed.txt" in refused(tmp_path_factory.mktemp("leeg"))[0]
    (folder / "changed.txt").write_text("gisteren", encoding="utf-8")
    assert "changed.txt" in refused(folder)[0]
    (folder / "changed.txt").write_text("2062-02-01", encoding="utf-8")
    assert "2062-02-01 is nog niet geweest" in refused(folder)[0]


def test_checking_says_what_would_happen_and_writes_nothing(load, folder):
    said = load(folder, check=True)
    assert "1 added" in said and "nothing was written" in said
    assert not Platform.objects.exists() and not Source.objects.exists() and not Catalogue.objects.exists()


def test_the_date_comes_from_the_files_and_only_goes_forward(load, folder, record):
    load(folder)
    assert Catalogue.objects.get().changed == date(2026, 1, 31)
    record["name"] = "Ons Oude Plein"
    write(folder, record)
    (folder / "changed.txt").write_text("2025-12-31", encoding="utf-8")
    load(folder)
    assert Catalogue.objects.get().changed == date(2026, 1, 31)
    (folder / "changed.txt").write_text("2026-02-01", encoding="utf-8")
    load(folder)
    assert Catalogue.objects.get().changed == date(2026, 2, 1)


def test_a_correction_by_staff_dates_the_catalogue_today_and_a_load_keeps_that(load, folder):
    load(folder)
    Fact.objects.get(key="scope").save()
    assert Catalogue.objects.get().changed == timezone.localdate()
    load(folder)
    assert Catalogue.objects.get().changed == max(timezone.localdate(), date(2026, 1, 31))


def test_the_day_of_the_release_is_that_of_the_files_whatever_staff_did_since(load, folder):
    load(folder)
    Fact.objects.get(key="scope").save()
    assert Catalogue.objects.get().released == date(2026, 1, 31)
    load(folder)
    assert Catalogue.objects.get().released == date(2026, 1, 31)
    version = Catalogue.objects.get().version
    (folder / "changed.txt").write_text("2026-02-01", encoding="utf-8")
    load(folder)
    assert Catalogue.objects.get().released == date(2026, 2, 1)
    assert Catalogue.objects.get().version > version, "no process keeps an advice of the release before"


def test_a_load_is_a_new_version_only_when_something_changed(load, folder):
    load(folder)
    version = Catalogue.objects.get().version
    load(folder)
    assert Catalogue.objects.get().version == version
    call_command("touch_catalogue", stdout=StringIO())
    assert Catalogue.objects.get().version == version + 1
