"""What is kept of whom and how long is said at each model, shown to visitors, and true: delete is delete."""

import pytest
from django.apps import apps
from django.db import models
from django.db.models import CASCADE

from platforms.retention import NOBODY, VISITOR
from stappenplan.models import Group, GroupAnswer, Plan, Report, hash_token
from stappenplan.operations.retention import processing_register
from tests.conftest import ROOT
from tests.support.follow_ups import give_answer
from tests.support.personas import OFFICIAL_READY
from tests.support.small_catalogue import leave_only

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
MODELS = apps.get_models(include_auto_created=True)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_every_table_says_what_it_keeps_of_whom_and_how_long(model):
    rule = processing_register.rule_of(model)
    assert rule, f"{model._meta.label} needs `retention = RetentionRule(...)`, or a line in register.OTHERS"
    said = processing_register.rule_in_words(rule)
    assert (
        rule.subject in processing_register.WHOSE
        and said.data.endswith(".")
        and said.period.endswith(".")
        and "%" not in said.period
    )


def test_what_belongs_to_a_plan_is_of_visitors_and_goes_with_it():
    """A model that points at a plan, or at something that does."""
    found, waiting = set(), [Plan]
    while waiting:
        for relation in waiting.pop()._meta.related_objects:
            assert relation.on_delete is CASCADE, relation
            assert processing_register.rule_of(relation.related_model).subject == VISITOR
            found.add(relation.related_model)
            waiting.append(relation.related_model)
    assert found >= {Report, Group, GroupAnswer}


def test_no_history_is_kept_of_what_visitors_fill_in():
    followed = {model._meta.label for model in MODELS if hasattr(model, "history")}
    assert followed == {"platforms.Platform", "platforms.Source", "platforms.Fact"}
    assert {processing_register.rule_of(apps.get_model(label)).subject for label in followed} == {NOBODY}


def test_the_register_in_the_docs_is_that_of_the_models():
    assert (ROOT / "docs" / "accountability" / "register.md").read_text(
        encoding="utf-8"
    ) == processing_register.register_markdown()


def test_the_page_about_privacy_says_it_all_with_the_terms_of_this_installation(visitor, settings):
    settings.PLAN_DAYS, settings.PLAN_DAYS_LONG = 77, 333
    text = visitor.open("/over/privacy/").text
    for rule in processing_register.list_visitor_data():
        assert f"{rule.data} Hoe lang? {rule.period}" in text
    assert "77 dagen na uw laatste bezoek" in text and "90 dagen" in text
    assert "365 dagen dat u op dit apparaat inlogde" in text
    assert "days after your last visit" in visitor.open("/en/over/privacy/").text


def everything():
    """All that stands in the database, as one text."""
    rows = (list(model._base_manager.values()) for model in MODELS)
    return repr(list(rows))


def test_an_erased_plan_leaves_nothing_anywhere(visitor, keep, client):
    leave_only("hoplr", "gebiedonline", "mijnbuurtje", "nextdoor")  # everything is read and looked through twice
    sentence = "Op 1 juni kennen honderd mensen in de Zeldzamestraat een buur."
    kept = keep(OFFICIAL_READY | {"goal_sentence": sentence})
    visitor.open(kept.at("rapport"), expect=202)
    visitor.open(kept.at("advies"))
    Report.objects.update(pdf=b"%PDF-Zeldzamestraat")
    group = Group(plan=kept.plan, ends="2099-01-01", invited=9, facts={"goal_sentence": sentence})
    group.make_link(kept.token)
    group.save()
    group.answers.create(role="resident", answers={"goal_main": "meet"}, browser=hash_token("x"))
    secrets = [
        sentence,
        "Zeldzamestraat",
        hash_token(kept.token),
        hash_token(Plan.view_token(kept.token)),
        group.key_hash,
    ]
    assert all(secret in everything() for secret in secrets)
    visitor.open(kept.at("bewaren")).press("Ja, wis alles nu")
    left = everything()
    assert not [secret for secret in (*secrets, kept.token) if secret in left]
    assert not Report.objects.exists() and not GroupAnswer.objects.exists()
    assert client.get(kept.at("advies")).status_code == 404


def test_what_visitors_fill_in_is_on_no_page_of_staff():
    from django.contrib import admin

    shown = {model for model in admin.site._registry if processing_register.rule_of(model).subject == VISITOR}
    assert {model._meta.label for model in shown} <= {"platforms.Proposal", "platforms.Experience"}


def test_an_answer_of_a_user_is_on_pages_of_staff_only_with_consent(catalogue, publisher):
    platform = catalogue.get(slug="hoplr")
    hidden, story = (
        give_answer(platform, name, state=state) for name, state in (("Ede", "kept"), ("Zeist", "waiting"))
    )
    listed = publisher.get("/beheer/platforms/experience/").content.decode()
    assert "Zeist" in listed and "Ede" not in listed
    assert publisher.get(f"/beheer/platforms/experience/{story.pk}/change/").status_code == 200
    assert publisher.get(f"/beheer/platforms/experience/{hidden.pk}/change/").status_code == 302


def test_no_model_asks_for_a_name_or_an_address_of_a_visitor():
    personal = ("name", "address", "phone", "birth", "bsn")
    fields = {
        f"{model._meta.label}.{field.name}"
        for model in MODELS
        if processing_register.rule_of(model).subject == VISITOR
        for field in model._meta.get_fields()
        if isinstance(field, models.Field) and any(word in field.name for word in personal)
    }
    assert fields <= {
        "django_tasks_database.DBTaskResult.queue_name",
        "django_tasks_database.DBTaskResult.backend_name",
    }
