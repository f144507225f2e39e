"""Platforms as YAML files, ready for a pull request."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from platforms.files import reader, validation, writer
from platforms.models import (
    Platform,
)

pytestmark = pytest.mark.django_db


def test_files_of_the_catalogue_come_out_line_for_line_as_they_went_in(catalogue):
    """Each seventh, and those whose sources stand in an order of their own."""
    slugs = [*sorted(catalogue.values_list("slug", flat=True))[::7], "facebook-buurtgroepen", "whatsapp-buurtgroepen"]
    some = catalogue.filter(slug__in=slugs).prefetch_related("fact_rows", "source_rows")
    files = {platform.slug: (reader.CATALOGUE / f"{platform.slug}.yaml").read_text("utf-8") for platform in some}
    assert len(files) > 45
    assert not [platform.slug for platform in some if writer.dump_platform(platform) != files[platform.slug]]


def test_what_staff_changed_is_written_as_files_that_load_again(catalogue, tmp_path):
    buuv = Platform.objects.get(slug="buuv")
    content = {"value": "no", "source": ["s2"], "basis": "stated", "note_nl": "'ja': nee", "note_en": "no: yes #"}
    buuv.change_fact(
        "advertising", content, {"url": "https://buuv.nu/x", "title": "X", "type": "provider", "date": "2026"}
    )
    said = StringIO()
    call_command("export_catalogue", tmp_path, stdout=said)
    assert [path.name for path in tmp_path.iterdir()] == ["buuv.yaml"] and "facts.advertising" in said.getvalue()
    record = reader.read_record(tmp_path / "buuv.yaml")
    assert record == Platform.objects.get(slug="buuv").record() and not validation.validate_record(
        record, tmp_path / "buuv.yaml"
    )
    before = (reader.CATALOGUE / "buuv.yaml").read_text("utf-8").splitlines()
    after = (tmp_path / "buuv.yaml").read_text("utf-8").splitlines()
    assert [line for line in before if line not in after] == [], "only lines are added"
    with pytest.raises(CommandError, match="nergens"):
        call_command("export_catalogue", tmp_path, "nergens", stdout=said)


def test_a_platform_that_staff_added_gets_a_file_in_the_usual_order(record):
    text = writer.dump_record(reader.complete_record(record), {})
    assert reader.load_yaml(text)["facts"].keys() == record["facts"].keys()
    assert text.startswith("slug: ons-plein\n") and "adoption:\n  - {figure_nl: 300 leden" in text
