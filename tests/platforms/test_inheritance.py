"""What a site takes over from the platform it runs on: which facts, from whom, and that it is marked everywhere."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils.translation import override

from platforms import inheritance
from platforms.files import reader, validation
from platforms.files.fact_table import write_csv
from platforms.inheritance import CIRCLE, FROM_BASE, GONE, bases_of, inherited_facts, is_taken_over, problem_of
from platforms.models import Catalogue, Fact, Platform
from tests.support.catalogue_in_memory import Fact as Known
from tests.support.catalogue_in_memory import catalogue as catalogue_of_files

from .conftest import write

BASE = "onder-ons"


def known(**facts):
    return {key: Known(value) for key, value in facts.items()}


# --- the rule -------------------------------------------------------------------------------------


def test_only_what_software_and_host_decide_is_handed_down():
    said = dict.fromkeys((*FROM_BASE, "languages", "registration", "visibility", "status", "cost_municipality"), "yes")
    found = inherited_facts("site", {"site": "base"}, {"site": {}, "base": known(**said)})
    assert found == dict.fromkeys(FROM_BASE, "base")
    assert not {"status", "goals.meet", "channels", "provider_type", "resident_control"} & set(FROM_BASE)


def test_of_what_everyone_hosts_themselves_only_the_code_counts():
    base = known(open_source="yes", data_export="yes", advertising="no", hosting_region="own_choice")
    found = inherited_facts("site", {"site": "base"}, {"site": {}, "base": base})
    assert set(found) == {"open_source", "data_export"}


def test_the_nearest_base_wins_and_a_chain_goes_on():
    facts = {"site": {}, "near": known(advertising="yes"), "far": known(advertising="no", open_source="no")}
    runs_on = {"site": "near", "near": "far"}
    assert inherited_facts("site", runs_on, facts) == {"advertising": "near", "open_source": "far"}
    assert bases_of("site", runs_on) == ("near", "far") and bases_of("far", runs_on) == ()


@pytest.mark.parametrize("runs_on", [{"a": "a"}, {"a": "b", "b": "a"}, {"a": "b", "b": "c", "c": "b"}])
def test_a_circle_hands_down_nothing(runs_on):
    facts = dict.fromkeys("abc", known(advertising="no"))
    assert inherited_facts("a", runs_on, facts) == {} and problem_of("a", runs_on, facts) == CIRCLE


def test_a_base_that_is_gone_hands_down_nothing_and_ends_a_chain():
    assert inherited_facts("a", {"a": "gone"}, {"a": {}}) == {} and problem_of("a", {"a": "gone"}, {"a"}) == GONE
    facts = {"a": {}, "b": known(advertising="no")}
    assert inherited_facts("a", {"a": "b", "b": "gone"}, facts) == {"advertising": "b"}
    assert problem_of("a", {"a": "b"}, facts) == problem_of("b", {"a": "b"}, facts) == ""


def test_a_way_of_working_that_several_places_took_over_is_told_from_one_place():
    assert is_taken_over("local", (), ("Delft", "Tilburg")) and is_taken_over("regional", ("elders",), ())
    assert not is_taken_over("local", (), ("Delft",)) and not is_taken_over("regional", (), ("Delft", "Tilburg"))
    assert not is_taken_over("national", ("elders",), ("Delft", "Tilburg")) and not is_taken_over(None, ("x",), ())


# --- the files ------------------------------------------------------------------------------------


@pytest.mark.any_database
def test_every_base_in_the_files_is_there_and_none_runs_in_a_circle(records_of_files):
    runs_on = {slug: file["runs_on"]["value"] for slug, file in records_of_files.items() if "runs_on" in file}
    assert len(runs_on) > 50
    assert {slug: problem_of(slug, runs_on, records_of_files) for slug in runs_on} == dict.fromkeys(runs_on, "")


@pytest.mark.django_db
def test_the_database_and_the_files_hand_down_the_same():
    told = {
        (one.slug, key, fact.inherited_from, str(fact.value), fact.basis)
        for one in catalogue_of_files()
        for key, fact in one.facts.items()
        if fact.inherited_from
    }
    held = {
        (one.slug, key, fact.inherited_from, str(fact.value), fact.basis)
        for one in Catalogue.current().platforms
        for key, fact in one.facts.items()
        if fact.inherited_from
    }
    assert held == told and len(held) > 100
    assert {basis for *_rest, basis in held} == {"inferred"}
    both = [
        {(one.slug, tuple(sorted(one.sites)), one.is_taken_over) for one in platforms}
        for platforms in (Catalogue.current().platforms, catalogue_of_files())
    ]
    assert both[0] == both[1]


# --- in the database ------------------------------------------------------------------------------


@pytest.fixture
def pair(load, folder, record):
    """Ons Plein runs on Onder Ons: of six facts there it has one itself."""
    facts = {
        "open_source": "yes",
        "data_export": "yes",
        "advertising": "no",
        "hosting_region": "nl",
        "visibility": "public",
        "scope": "national",
    }
    base = record | {"slug": BASE, "name": "Onder Ons", "url": "https://onderons.example"}
    base["facts"] = {key: {"value": value, "source": ["s2"], "basis": "stated"} for key, value in facts.items()}
    record["runs_on"] = {"value": BASE, "source": ["s2"], "basis": "inferred"}
    record["facts"]["advertising"] = {"value": "yes", "source": ["s1"], "basis": "stated"}
    write(folder, base)
    write(folder, record)
    load(folder)
    return folder


@pytest.fixture
def site(pair):
    return Catalogue.current().by_slug["ons-plein"]


@pytest.mark.django_db
def test_a_site_has_the_facts_of_its_base_marked_and_its_own_win(site):
    handed = {key: fact.value for key, fact in site.facts.items() if fact.inherited_from == BASE}
    assert handed == {"open_source": "yes", "data_export": "yes", "hosting_region": "nl"}
    assert {site.facts[key].basis for key in handed} == {"inferred"}
    assert site.facts["advertising"].value == "yes" and not site.facts["advertising"].inherited_from
    assert site.facts["scope"].value == "local" and "visibility" not in site.facts
    assert site.base.sites == ("ons-plein",) and not site.base.inherited
    assert site.facts["open_source"].source_list == [site.base.sources[1]]


@pytest.mark.django_db
def test_what_is_inherited_is_never_written_and_is_no_evidence_of_its_own(site, pair):
    assert site.record() == reader.read_record(pair / "ons-plein.yaml")
    assert Fact.objects.filter(platform=site).count() == len(site.own_facts)
    assert "inherited" not in site.record() and not site.edits
    assert site.sources == tuple(site.sources_of(["s1", "s2"]))
    assert write_csv([site]).decode().count("onder-ons") == 0


@pytest.mark.django_db
@pytest.mark.any_database
def test_the_open_data_says_what_is_inherited_and_from_whom(site, client):
    handed = client.get("/api/v1/platforms/ons-plein").json()["inherited"]
    assert handed["hosting_region"] == {"value": "nl", "basis": "inferred", "from": BASE}
    assert set(handed) == {"open_source", "data_export", "hosting_region"}
    assert client.get(f"/api/v1/platforms/{BASE}").json()["inherited"] == {}
    rows = write_csv([site], inherited=True).decode("utf-8-sig").splitlines()
    assert sum(row.endswith(f',"{BASE}"') for row in rows) == 3


@pytest.mark.django_db
@pytest.mark.any_database
@pytest.mark.parametrize(("language", "said"), [("nl", "overgenomen van"), ("en", "taken over from")])
def test_the_page_and_the_comparison_mark_what_is_inherited(site, client, language, said):
    with override(language):
        page = client.get(reverse("platform", args=["ons-plein"])).content.decode()
        number = site.facts["open_source"].source_list[0].number
        address = reverse("platform", args=[BASE])
        link = f'{said} <a class="nl-link" href="{address}#b{number}">Onder Ons</a>'
        assert " ".join(page.split()).count(link) == 3
        base = client.get(address).content.decode()
        assert said not in base and f'href="{reverse("platform", args=["ons-plein"])}">Ons Plein</a>' in base
        compared = client.get(f"{reverse('compare_platforms')}?p=ons-plein&p={BASE}&alles=1").content.decode()
        assert " ".join(compared.split()).count(f"{said} Onder Ons") == 3


@pytest.mark.django_db
def test_a_base_that_goes_leaves_a_site_with_its_own_facts(site):
    Platform.objects.get(slug=BASE).delete()
    site = Catalogue.current().by_slug["ons-plein"]
    assert site.base_problem == GONE and site.base is None
    assert not any(fact.inherited_from for fact in site.facts.values())


# --- loading --------------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("base", "own", "told"),
    [
        ("nergens", None, "ons-plein.yaml: runs_on: platform nergens kennen we niet"),
        ("ons-plein", None, "ons-plein.yaml: runs_on: via ons-plein draait dit in een kring"),
        (BASE, "ons-plein", "ons-plein.yaml: runs_on: via onder-ons draait dit in een kring"),
    ],
)
def test_a_file_on_nothing_or_in_a_circle_is_refused_with_its_name(pair, record, base, own, told):
    write(pair, record | {"runs_on": {"value": base, "source": ["s1"], "basis": "stated"}})
    if own:
        under = reader.read_record(pair / f"{BASE}.yaml") | {
            "runs_on": {"value": own, "source": ["s1"], "basis": "stated"}
        }
        write(pair, under)
    said = StringIO()
    with pytest.raises(CommandError):
        call_command("load_catalogue", pair, stderr=said)
    assert told in said.getvalue()
    assert Platform.objects.get(slug="ons-plein").runs_on["value"] == BASE, "nothing was written"


@pytest.mark.django_db
def test_a_base_that_was_loaded_before_may_be_missing_from_the_folder(pair, record):
    (pair / f"{BASE}.yaml").unlink()
    write(pair, record | {"name": "Ons Nieuwe Plein"})
    call_command("load_catalogue", pair, stdout=StringIO())
    assert Catalogue.current().by_slug["ons-plein"].facts["open_source"].inherited_from == BASE


@pytest.mark.parametrize(
    "runs_on", ["onder-ons", {"value": "onder-ons"}, {"value": ["a"], "source": ["s1"], "basis": "stated"}]
)
def test_what_it_runs_on_needs_the_shape_of_a_fact(record, tmp_path, runs_on):
    path = tmp_path / "ons-plein.yaml"
    assert validation.validate_record(record | {"runs_on": runs_on}, path)
    right = {"value": BASE, "source": ["s1"], "basis": "stated"}
    assert not validation.validate_record(record | {"runs_on": right}, path)
    assert validation.validate_record(record | {"runs_on": right | {"source": ["s9"]}}, path)


def test_the_words_of_the_rule_are_in_the_readme():
    told = (reader.CATALOGUE / "README.md").read_text("utf-8")
    assert all(key in told for key in (*inheritance.FROM_BASE, "runs_on", "own_choice"))
