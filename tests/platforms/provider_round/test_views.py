"""What a provider meets behind a link: three answers per fact, nothing lost, and nothing public without a person."""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from platforms.models import Invitation, Platform, Proposal, ProviderRound
from platforms.provider_round.questions import DECIDING, OTHERS
from platforms.vocabulary import EVIDENCE_KEYS
from tests.support.page_text import text
from tests.support.provider_rounds import address, seen_in, send

pytestmark = pytest.mark.django_db


def saved(invitation):
    return Invitation.objects.get(pk=invitation.pk).answers


@pytest.mark.any_database
def test_the_nine_deciding_facts_come_first_and_all_others_one_click_further(client, invitation):
    page = client.get(address(invitation))
    assert [form.key for form in page.context["forms"]] == list(DECIDING) and len(DECIDING) == 9
    more = client.get(address(invitation, "meer/"))
    assert sorted([*DECIDING[:-1], *(form.key for form in more.context["forms"])]) == sorted(EVIDENCE_KEYS)
    assert f"({len(OTHERS)})" in text(page)
    shown = text(page)
    assert "Actief" in shown and "Over ons, zonder datum" in shown and "Weten we niet" in shown


def test_the_link_is_in_no_database_and_no_search_engine(client, invitation):
    stored = Invitation.objects.values().get(pk=invitation.pk)
    assert invitation.token not in str(stored) and len(invitation.token) == 64
    page = client.get(address(invitation))
    assert page["X-Robots-Tag"] == "noindex, nofollow" and "no-store" in page["Cache-Control"]
    assert page["Referrer-Policy"] == "same-origin"


def test_three_answers_become_proposals_and_change_nothing_yet(client, invitation):
    before = Platform.objects.get(slug="ons-plein").record()
    answer = send(
        client,
        invitation,
        status__choice="confirmed",
        hosting_region__choice="other",
        hosting_region__value="nl",
        hosting_region__source_url="https://onsplein.example/hosting",
        advertising__choice="wont_say",
    )
    assert answer.status_code == 302 and "Dank u" in text(client.get(answer["Location"]))
    found = {one.key: one for one in Proposal.objects.all()}
    assert {key: one.answer for key, one in found.items()} == {
        "status": "confirmed",
        "hosting_region": "other",
        "advertising": "wont_say",
    }
    assert all(one.from_provider and one.state == "waiting" for one in found.values())
    assert found["hosting_region"].proposed["value"] == "nl"
    assert Platform.objects.get(slug="ons-plein").record() == before


def test_what_is_saved_waits_for_the_same_link_and_is_no_proposal(client, invitation):
    assert send(client, invitation, button="save", status__choice="confirmed").status_code == 302
    page = client.get(address(invitation))
    assert "1 van 9 beantwoord" in text(page) and not Proposal.objects.exists()
    assert re.search(r'value="confirmed"[^>]*checked', page.content.decode())


def test_sending_twice_makes_no_second_proposal_and_a_change_replaces_what_waits(client, invitation):
    for _time in range(2):
        send(client, invitation, advertising__choice="other", advertising__value="no")
    assert Proposal.objects.count() == 1
    send(client, invitation, advertising__choice="other", advertising__value="yes")
    assert Proposal.objects.get().proposed["value"] == "yes"


def test_two_colleagues_at_once_keep_each_others_answers_and_are_asked_where_they_differ(client, invitation):
    first, second = (client.get(address(invitation)) for _colleague in range(2))
    send(client, invitation, button="save", page=first, advertising__choice="other", advertising__value="no")
    other = {"open_source__choice": "wont_say"}
    assert send(client, invitation, button="save", page=second, **other).status_code == 302
    assert saved(invitation).keys() == {"advertising", "open_source"}
    clash = send(client, invitation, button="save", page=second, advertising__choice="wont_say", **other)
    assert clash.status_code == 400 and "Een collega vulde hier intussen iets anders in: Nee" in text(clash)
    again = {"advertising__choice": "wont_say"} | other
    assert send(client, invitation, button="save", page=clash, **again).status_code == 302
    assert saved(invitation)["advertising"] == {"choice": "wont_say"}


@pytest.mark.each_database
@pytest.mark.parametrize(
    ("filled", "said"),
    [
        ({"cost_municipality__choice": "other", "cost_municipality__small": "op aanvraag"}, "heel bedrag in euro"),
        ({"advertising__choice": "other"}, "Vul in wat het is"),
        ({"advertising__value": "no"}, "Kies ook een van de knoppen"),
        ({"status__choice": "other", "status__value": "ended"}, "Geef een adres waar dit staat"),
        ({"advertising__choice": "other", "advertising__value": "soms"}, "Deze keuze kennen we niet"),
        ({"advertising__choice": "misschien"}, "Deze keuze kennen we niet"),
        ({"municipalities__choice": "other", "municipalities__number": "veel"}, "heel getal"),
        ({"municipalities__choice": "other", "municipalities__call": "bel 0612345678"}, "alleen de gemeente"),
        ({"status__choice": "confirmed", "status__source_url": "javascript:alert(1)"}, "geen adres van een pagina"),
        ({"status__choice": "confirmed", "status__words": "x" * 100_000}, "te lang"),
        ({}, "U beantwoordde nog niets"),
    ],
)
def test_what_is_wrong_is_told_and_stays_on_the_page(client, invitation, filled, said):
    answer = send(client, invitation, **filled)
    assert answer.status_code == 400 and said in text(answer) and not Proposal.objects.exists()
    typed = [value for value in filled.values() if value not in ("soms", "misschien")]  # no button says these
    for value in typed:
        assert value in answer.content.decode()


def test_what_is_right_is_saved_beside_what_is_wrong(client, invitation):
    send(client, invitation, advertising__choice="other", status__choice="confirmed")
    assert saved(invitation) == {"status": {"choice": "confirmed"}}


@pytest.mark.any_database
def test_html_is_shown_as_text(client, invitation):
    send(client, invitation, button="save", status__choice="confirmed", status__words="<b>vet</b>")
    page = client.get(address(invitation)).content.decode()
    assert "&lt;b&gt;vet" in page and "<b>vet" not in page


def test_a_file_is_refused_and_the_rest_is_kept(client, invitation):
    file = SimpleUploadedFile("prijzen.pdf", b"%PDF")
    sent = seen_in(client.get(address(invitation))) | {"status-choice": "confirmed", "send": "", "bestand": file}
    answer = client.post(address(invitation), sent)
    assert answer.status_code == 400 and "Een bestand nemen we niet aan" in text(answer)
    assert saved(invitation) == {"status": {"choice": "confirmed"}} and not Proposal.objects.exists()


def test_amounts_are_read_as_people_write_them_and_become_one_text_per_language(client, invitation):
    amounts = {"small": "€ 1.200", "medium": "4500,-", "large": "12 000"}
    filled = {f"cost_municipality__{size}": amount for size, amount in amounts.items()}
    send(client, invitation, cost_municipality__choice="other", cost_municipality__value="low", **filled)
    proposed = Proposal.objects.get().proposed
    assert proposed["figure_nl"] == (
        "tot 25.000 inwoners 1.200 euro, 25.000 tot 100.000 4.500 euro, meer dan 100.000 12.000 euro "
        "per jaar, zonder btw"
    )
    assert proposed["figure_en"].startswith("up to 25,000 residents 1,200 euros, ")


@pytest.mark.parametrize("change", ["revoke", "renew", "wrong"])
def test_a_link_that_is_revoked_replaced_or_wrong_says_so(client, invitation, change):
    link = address(invitation)
    if change == "renew":
        invitation.renew()
    elif change == "revoke":
        invitation.key_hash = None
    else:
        link = "/ronde/zomaar/"
    invitation.save()
    page = client.get(link)
    assert page.status_code == 404 and "Deze link werkt niet" in text(page)
    if change == "renew":
        assert client.get(address(invitation)).status_code == 200


def test_after_the_last_day_nothing_is_saved_and_what_was_typed_is_still_there(client, invitation):
    page = client.get(address(invitation))
    ProviderRound.objects.update(ends=timezone.localdate() - timedelta(days=1))
    answer = send(client, invitation, page=page, status__choice="confirmed", status__words="Wij draaien nog.")
    assert answer.status_code == 400 and "Deze ronde is voorbij" in text(answer)
    assert "Wij draaien nog." in text(answer) and not saved(invitation)


@pytest.mark.any_database
def test_the_public_page_says_how_it_works_and_counts_only_who_was_written_to(client, invitation):
    page = text(client.get("/rondes/"))
    assert "Zo werkt een ronde" in page and "Ronde 2027" in page and "Gevraagd 1" in page
    assert client.get("/en/rondes/").status_code == 200


def test_no_answer_is_said_only_after_the_letter_the_reminder_and_the_last_day(client, invitation):
    said = "Geen antwoord."
    invitation.mark("reminded")
    assert said not in text(client.get("/platforms/ons-plein/"))
    ProviderRound.objects.update(ends=timezone.localdate() - timedelta(days=1))
    Invitation.objects.filter(pk=invitation.pk).update(reminded=None)
    assert said not in text(client.get("/platforms/ons-plein/?x=1"))
    Invitation.objects.filter(pk=invitation.pk).update(reminded=timezone.localdate())
    assert said in text(client.get("/platforms/ons-plein/?x=1"))


def test_answers_and_links_go_a_year_after_the_round(invitation):
    invitation.answers = {"status": {"choice": "confirmed"}}
    invitation.save()
    assert Invitation.delete_expired() == 0
    ProviderRound.objects.update(ends=timezone.localdate() - timedelta(days=367))
    Invitation.delete_expired()
    kept = Invitation.objects.get(pk=invitation.pk)
    assert (kept.answers, kept.key_hash) == ({}, None)
