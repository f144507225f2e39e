"""Staff put answers of providers through: with the basis, the day and the mark of a provider."""

from datetime import date

import pytest
from django.utils import timezone
from django.utils.formats import date_format

from platforms.models import Catalogue, Platform, Proposal
from stappenplan.advice.round_effect import compare_advices, list_situations, platforms_without, undo_facts
from stappenplan.method.evidence.status import collect_evidence
from tests.support.page_text import text
from tests.support.provider_rounds import page_of, send

pytestmark = pytest.mark.django_db


def fact(key):
    return Platform.objects.get(slug="ons-plein").facts.get(key)


def proposals():
    return Proposal.objects.order_by("pk")


def accept_all(publisher, invitation):
    return publisher.post(page_of(invitation), {"accept_all": ""}, follow=True)


def test_a_new_value_is_said_by_the_provider_today_and_says_so_on_the_page(client, publisher, invitation):
    filled = {"advertising__choice": "other", "advertising__value": "no"}
    send(client, invitation, **filled, advertising__source_url="https://onsplein.example/reclame")
    assert "1 antwoord overgenomen" in text(accept_all(publisher, invitation))
    held = fact("advertising")
    assert (held.value, held.basis) == ("no", "provider")
    statement, named = held.source_list
    assert (statement.type, statement.date) == ("provider", timezone.localdate().isoformat())
    assert "/rondes/#ronde-2027" in statement.url and named.url == "https://onsplein.example/reclame"
    assert named.type == "provider", "the provider's word is never an independent source"
    assert "volgens de aanbieder" in text(client.get("/platforms/ons-plein/"))


def test_a_confirmed_fact_keeps_what_it_rests_on_and_gets_the_day(client, publisher, invitation):
    send(client, invitation, status__choice="confirmed")
    send(client, invitation, "meer/", resident_control__choice="confirmed")
    accept_all(publisher, invitation)
    assert (fact("status").basis, fact("status").sources[0]) == ("stated", "s1")
    assert fact("status").source_list[-1].date == timezone.localdate().isoformat()
    assert fact("resident_control").basis == "provider", "what we inferred is now said"
    assert fact("resident_control").note_nl == "bewoners schrijven de stukken"


def test_a_page_that_the_fact_rests_on_already_is_no_second_source(client, publisher, invitation):
    page = invitation.platform.source_rows.get(key="s1").url
    send(client, invitation, status__choice="confirmed", status__source_url=page)
    accept_all(publisher, invitation)
    assert fact("status").sources == ["s1", "s101"]


def test_status_and_goal_say_too_that_the_provider_said_it(client, publisher, invitation):
    invitation.platform.fact_rows.filter(key__in=("status", "goals.meet")).update(basis="inferred")
    Catalogue.touch()
    send(client, invitation, status__choice="confirmed")
    send(client, invitation, "meer/", **{"goals.meet__choice": "confirmed"})
    accept_all(publisher, invitation)
    said = f"volgens de aanbieder, {date_format(timezone.localdate(), 'j F Y')}"
    assert text(client.get("/platforms/ons-plein/")).count(said) == 2


def test_what_the_provider_will_not_say_is_said_only_after_staff_accepted_it(client, publisher, invitation):
    send(client, invitation, hosting_region__choice="wont_say")
    said = "Dit wil de aanbieder niet zeggen: Waar staan de gegevens?"
    assert said not in text(client.get("/platforms/ons-plein/"))
    accept_all(publisher, invitation)
    assert said in text(client.get("/platforms/ons-plein/")) and fact("hosting_region") is None


def test_the_number_of_municipalities_becomes_a_figure_of_use(client, publisher, invitation):
    filled = {"municipalities__number": "12", "municipalities__call": "Zeist"}
    send(client, invitation, municipalities__choice="other", **filled)
    accept_all(publisher, invitation)
    assert Platform.objects.get(slug="ons-plein").adoption[-1]["figure_nl"] == (
        "Volgens de aanbieder gebruiken 12 gemeenten het. Bel eens met de gemeente Zeist."
    )


def test_one_answer_is_taken_over_and_another_declined_with_a_reason(client, publisher, invitation):
    send(client, invitation, status__choice="confirmed", advertising__choice="other", advertising__value="no")
    status, advertising = (Proposal.objects.get(key=key) for key in ("status", "advertising"))
    publisher.post(page_of(invitation), {"accept": "", "answer": [status.pk]})
    refused = publisher.post(page_of(invitation), {"decline": "", "answer": [advertising.pk]})
    assert "zeg waarom" in text(refused)
    publisher.post(page_of(invitation), {"decline": "", "answer": [advertising.pk], "declined": "Dat staat er niet."})
    assert [Proposal.objects.get(pk=one.pk).state for one in (status, advertising)] == ["accepted", "declined"]


def test_an_answer_can_be_changed_first_in_the_queue(client, publisher, invitation):
    send(client, invitation, advertising__choice="other", advertising__value="no")
    proposal = Proposal.objects.get()
    page = publisher.get(f"/beheer/platforms/proposal/{proposal.pk}/change/")
    form = page.context["form"]
    data = {bound.html_name: bound.value() for bound in form if bound.value() is not None}
    data |= {"value": "yes", "reason": "Nagezocht.", "new_url": "https://site.example/rondes/"}
    publisher.post(f"/beheer/platforms/proposal/{proposal.pk}/change/", data | {"accept": ""})
    assert (fact("advertising").value, fact("advertising").basis) == ("yes", "provider")


def test_what_changed_in_the_meantime_is_left_to_look_at(client, publisher, invitation):
    send(client, invitation, status__choice="confirmed", advertising__choice="wont_say")
    Platform.objects.get(slug="ons-plein").change_fact(
        "status", {"value": "ended", "basis": "stated", "source": ["s2"]}
    )
    said = text(accept_all(publisher, invitation))
    assert "1 antwoord overgenomen" in said and "Dit veranderde intussen" in said
    assert fact("status").value == "ended"


def test_all_of_a_round_is_taken_over_at_once(client, publisher, provider_round):
    for invitation in provider_round.invitations.all():
        send(client, invitation, status__choice="confirmed")
    publisher.post(f"/beheer/platforms/providerround/{provider_round.pk}/change/")
    assert Proposal.objects.filter(state="accepted").count() == 2


def test_an_editor_sees_the_round_and_decides_nothing(client, publisher, invitation, django_user_model):
    from django.contrib.auth.models import Group

    send(client, invitation, status__choice="confirmed")
    user = django_user_model.objects.create_user("redacteur", is_staff=True)
    user.groups.add(Group.objects.get(name="Redacteur"))
    client.force_login(user)
    assert client.get(page_of(invitation)).status_code == 200
    assert client.post(page_of(invitation), {"accept_all": ""}).status_code == 403
    assert Proposal.objects.get().state == "waiting"


def test_the_word_of_the_provider_alone_never_leads(client, publisher, invitation):
    Platform.objects.get(slug="ons-plein").fact_rows.exclude(key="status").delete()
    filled = {"advertising__choice": "other", "advertising__value": "no"}
    send(client, invitation, status__choice="confirmed", **filled)
    accept_all(publisher, invitation)
    platform = Catalogue.current().by_slug["ons-plein"]
    evidence = collect_evidence(platform, ("advertising",), timezone.localdate())
    assert evidence.status == "runs" and "no_other_source" in evidence.lacks and not evidence.can_lead


def test_the_effect_is_measured_against_the_catalogue_without_the_answers(client, publisher, invitation):
    filled = {"advertising__choice": "other", "advertising__value": "no"}
    send(client, invitation, status__choice="confirmed", **filled)
    before = Platform.objects.get(slug="ons-plein").record()["facts"]
    accept_all(publisher, invitation)
    catalogue = Catalogue.current()
    undone = {one.slug: one for one in platforms_without(invitation.round, catalogue)}["ons-plein"]
    assert "advertising" not in undone.facts and "advertising" in catalogue.by_slug["ons-plein"].facts
    assert {key for key in undone.own_facts if key in before} == set(before)
    assert undone.own_facts["status"].sources == ["s1"]
    page = publisher.get(f"/beheer/rondes/{invitation.round_id}/gevolg/")
    assert page.status_code == 200 and "16 situaties" in text(page)


@pytest.mark.any_database
def test_an_advice_without_a_fact_of_its_number_one_is_another(catalogue):
    now = Catalogue.current()
    name, answers = next(list_situations())
    first = compare_advices(name, answers, now.platforms, now)
    assert not first.has_changed and first.narrower == 0
    before = [undo_facts(one, {"status": None} if one.name == first.after[0] else {}) for one in now.platforms]
    second = compare_advices(name, answers, before, now)
    assert second.has_changed and first.after[0] not in second.before and first.after[0] in second.after


@pytest.mark.any_database
def test_platforms_that_share_the_last_of_the_first_places_are_all_named(catalogue):
    now = Catalogue.current()
    name, answers = next(list_situations())
    alone = compare_advices(name, answers, now.platforms, now).after
    third = next(one for one in now.platforms if one.name == alone[-1])
    Platform(slug="tweeling").apply_record(third.record() | {"slug": "tweeling", "name": "Tweeling"})
    both = compare_advices(name, answers, now.platforms, Catalogue.current())
    assert len(alone) == 3 and both.before == alone
    assert set(both.after) == {*alone, "Tweeling"} and both.has_changed


def test_the_date_of_an_accepted_answer_is_the_day_it_was_given(client, publisher, invitation):
    send(client, invitation, advertising__choice="other", advertising__value="no")
    proposal = Proposal.objects.get()
    proposal.proposed |= {"new_date": "2026-03-01"}
    proposal.save()
    accept_all(publisher, invitation)
    assert date.fromisoformat(fact("advertising").source_list[0].date) == date(2026, 3, 1)


def test_what_a_provider_says_of_a_rival_is_read_by_staff_and_is_on_no_page(client, publisher, invitation):
    """Praise of oneself and faults of another: its link is about its own platform, and its words are not published."""
    said = "Ander Plein verkoopt de gegevens van bewoners, en wij nooit."
    before = Platform.objects.get(slug="ander-plein").record()
    filled = {"advertising__choice": "other", "advertising__value": "no", "advertising__words": said}
    send(client, invitation, **filled, status__choice="confirmed", status__words=said)
    seen = [text(publisher.get(f"/beheer/platforms/proposal/{one.pk}/change/", follow=True)) for one in proposals()]
    assert len(seen) == 2 and any(said in page for page in seen)
    accept_all(publisher, invitation)
    pages = ("/platforms/ons-plein/", "/platforms/ander-plein/", "/platforms/wijzigingen/", "/rondes/")
    assert all("verkoopt de gegevens" not in text(client.get(page)) for page in pages)
    assert Platform.objects.get(slug="ander-plein").record() == before
