"""A newer version beside an older one: old code works with the new database, old plans with the new questions."""

import json

import pytest
from django.apps import apps
from django.db import connection, migrations
from django.db.migrations.loader import MigrationLoader

from platforms.models import Catalogue
from stappenplan.method.steps import QUESTIONS
from stappenplan.method.steps.retired import RETIRED
from stappenplan.models import Plan
from stappenplan.wizard.pages import first_open_page
from tests.conftest import ROOT
from tests.support.personas import OFFICIAL_READY

OURS = ("stappenplan", "platforms")
# The last migrations of the version before: what runs beside the new one during an upgrade. Move on at each release.
BEFORE = {"stappenplan": "0004_links_made_anew", "platforms": "0004_roles"}
# Only adding is safe for code that does not know of it. What is something else stands here, each with its reason:
# (app, migration): why the version before survives it.
SURVIVED = {
    ("stappenplan", "0006_personal_links_in_groups"): "its AlterField changes a help text; what it fills in is new to "
    "it, but for the number that was invited, and a group of which that is larger only stays open longer",
    ("stappenplan", "0008_batches_that_stay"): "what it fills in is new to it",
    ("platforms", "0006_two_kinds_of_free"): "shows the new words for a price bare, and counts it as unknown",
    ("platforms", "0009_day_of_release"): "what it fills in is new to it",
    ("platforms", "0010_providers_round"): "its constraint is on a table that is new to it, as are the pages that it "
    "lets roles see",
    ("platforms", "0012_users_round"): "its constraints are on tables that are new to it, as are the pages that it "
    "lets roles see",
    ("platforms", "0013_municipalities_shown"): "what it fills in is new to it",
}
# What each version asked, with the answers that it gave to choose from: one file per release, never changed.
RELEASES = sorted((ROOT / "tests" / "releases").glob("*.json"))


def is_adding(operation) -> bool:
    """Whether code that does not know of this change can go on reading and writing."""
    if isinstance(operation, migrations.AddField):
        field = operation.field
        return field.null or field.has_db_default() or field.many_to_many
    if isinstance(operation, migrations.SeparateDatabaseAndState):  # the tables see the first half alone
        return all(is_adding(one) for one in operation.database_operations)
    adding = (migrations.CreateModel, migrations.AddIndex, migrations.AlterModelOptions, migrations.AlterModelManagers)
    return isinstance(operation, adding)


@pytest.mark.django_db
def test_a_migration_since_the_version_before_only_adds():
    loader = MigrationLoader(connection)
    old = {key for app, name in BEFORE.items() for key in loader.graph.forwards_plan((app, name))}
    new = [(key, one) for key, one in loader.disk_migrations.items() if key[0] in OURS and key not in old]
    unsafe = [
        f"{'.'.join(key)}: {operation.describe()}"
        for key, one in new
        if key not in SURVIVED
        for operation in one.operations
        if not is_adding(operation)
    ]
    assert not unsafe, "see docs/operate/deploy.md, Upgrade without a stop"


@pytest.mark.django_db
def test_the_models_of_the_version_before_still_write_and_read():
    loader = MigrationLoader(connection)
    state = loader.project_state(list(BEFORE.items()))
    old_plan, old_report = (state.apps.get_model("stappenplan", name) for name in ("Plan", "Report"))
    plan = old_plan.objects.create(edit_hash="a" * 64, view_hash="b" * 64, answers={"audience": "resident"})
    report = old_report.objects.create(plan=plan, key="k", language="nl", html="", attempts=0)
    old_plan.objects.filter(pk=plan.pk).update(keep_long=True)
    assert Plan.objects.get(pk=plan.pk).reports.get().pk == report.pk
    for model in apps.get_models():
        if model._meta.app_label in OURS and (model._meta.app_label, model._meta.model_name) in state.models:
            assert state.apps.get_model(model._meta.app_label, model._meta.model_name).objects.count() is not None
    old_plan.objects.get(pk=plan.pk).delete()
    Catalogue.objects.all().delete()
    state.apps.get_model("platforms", "Catalogue").objects.create(pk=1)
    assert Catalogue.objects.get().released, "the day that it does not know of"


@pytest.mark.parametrize("file", RELEASES, ids=lambda file: file.stem)
def test_what_a_release_asked_is_asked_still_or_its_words_are_kept(file):
    lost = set(json.loads(file.read_text())) - set(QUESTIONS) - set(RETIRED)
    assert not lost, "move the labels of these questions to stappenplan/method/steps/retired.py"


@pytest.mark.django_db
@pytest.mark.parametrize("file", RELEASES, ids=lambda file: file.stem)
def test_a_plan_of_a_release_opens_and_names_what_no_longer_holds(visitor, keep, file):
    """Every question answered with its last choice."""
    answers = {key: choices[-1] if isinstance(choices, list) else choices for key, choices in asked(file).items()}
    kept = keep(answers)
    for page in ("stap/start", "advies", "bewaren", "meenemen"):
        visitor.open(kept.at(page))
    text = visitor.open(kept.at("advies")).text
    gone = [key for key in answers if key not in QUESTIONS]
    assert all(RETIRED[key] in text for key in gone)
    assert kept.answers == answers, "nothing is deleted by looking"


def asked(file):
    """Question -> its choices; a list of one for a question that takes several, so that the last one is a list."""
    return {
        key: [[value] for value in one["choices"]] if one["many"] else one["choices"] or one["example"]
        for key, one in json.loads(file.read_text()).items()
    }


@pytest.mark.django_db
def test_an_answer_to_a_question_that_is_gone_or_changed_is_named_and_goes_when_that_is_read(visitor, keep):
    left = OFFICIAL_READY | {"budget": "a_bag_of_gold", "favourite_colour": "blue"}
    kept = keep(left)
    Plan.objects.filter(pk=kept.plan.pk).update(emphasis={"beauty": "heavy", "cost": "extra"})
    visitor.open(kept.at("advies"))
    assert "Onze vragen zijn veranderd" in visitor.text
    for said in ("a_bag_of_gold", "favourite_colour", "Deze vraag stellen we niet meer.", "beauty"):
        assert said in visitor.text
    assert kept.answers == left
    link = visitor.page.xpath("//a[normalize-space()='Kies opnieuw']")[0].get("href")
    visitor.open(link)
    field = visitor.page.get_element_by_id(link.partition("#")[2])
    assert field.get("name") == "budget", "the link leads to the question itself"
    assert link.startswith(f"{kept.at('stap/proces')}#") and "Onze vragen zijn veranderd" in visitor.text
    visitor.press("Dit heb ik gezien")
    assert kept.answers == {key: answer for key, answer in OFFICIAL_READY.items() if key != "budget"}
    assert kept.plan.emphasis == {"cost": "extra"}
    assert first_open_page(kept.answers) == "proces"
    assert "Onze vragen zijn veranderd" not in visitor.open(kept.at("advies")).text


@pytest.mark.django_db
def test_who_reads_along_sees_the_advice_without_what_no_longer_holds(visitor, keep):
    kept = keep(OFFICIAL_READY | {"favourite_colour": "blue"})
    visitor.open(f"/advies/{Plan.view_token(kept.token)}/")
    assert "Onze vragen zijn veranderd" not in visitor.text
    assert "favourite_colour" not in visitor.response.content.decode()
