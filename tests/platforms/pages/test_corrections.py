"""“Klopt dit niet?”: readers and providers propose, staff decide once, and everyone can read what changed and why."""

import re
import time
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group, User
from django.core import mail, signing
from django.core.management import call_command
from django.utils import timezone

from platforms.models import Platform, Proposal, changes_of
from platforms.pages.corrections import CORRECTION_SALT, LATEST
from stappenplan.models import RateLimitCount

pytestmark = pytest.mark.django_db

PAGE = "/platforms/ons-plein/klopt-niet/"
QUEUE = "/beheer/platforms/proposal/"


@pytest.fixture
def staff(client):
    user = User.objects.create_user("uitgever", is_staff=True)
    user.groups.add(Group.objects.get(name="Uitgever"))
    client.force_login(user)
    return client


def made(seconds_ago):
    return signing.dumps(time.time() - seconds_ago, salt=CORRECTION_SALT)


def send(client, key="scope", seconds_ago=60, **filled):
    sent = {"value": "national", "stamp": made(seconds_ago)} | filled
    return client.post(f"{PAGE}{key}/" if key else PAGE, sent)


def said(response):
    assert response.status_code == 400
    return " ".join(re.findall(r'<div class="utrecht-alert__content">(.*?)</div>', response.content.decode(), re.S))


# --- telling --------------------------------------------------------------------------------------


def test_every_fact_and_the_platform_itself_lead_to_a_page_that_asks_what_is_wrong(client, platform):
    page = client.get("/platforms/ons-plein/").content.decode()
    ways = set(re.findall(r'href="(/platforms/ons-plein/klopt-niet/[^"]*)"', page))
    assert len(ways) == 31
    for way in sorted(ways):
        assert client.get(way).status_code == 200, way
    page = client.get(f"{PAGE}scope/").content.decode()
    assert "Waar is het te gebruiken?" in page and "Op één plek" in page and "In het hele land" in page


def test_what_is_sent_waits_and_changes_nothing(client, platform):
    sent = {"source_url": "https://onsplein.example/nu", "email": "an@example.nl", "from_provider": "on"}
    answer = send(client, words="Ze zijn uitgebreid.", **sent)
    assert answer.status_code == 302 and "Bedankt" in client.get(answer["Location"]).content.decode()
    proposal = Proposal.objects.get()
    assert (proposal.key, proposal.proposed, proposal.words) == ("scope", {"value": "national"}, "Ze zijn uitgebreid.")
    assert proposal.from_provider and proposal.email == "an@example.nl" and not proposal.is_stale
    assert Platform.objects.get().record() == platform.record()
    send(client, words="Ze zijn uitgebreid.", **sent)
    assert Proposal.objects.count() == 1, "the same again waits already"


def test_words_alone_are_enough_and_so_is_a_value_or_that_nobody_can_know(client, platform):
    assert send(client, "", words="De naam is anders.").status_code == 302
    assert send(client, value="-").status_code == 302
    assert send(client, "channels", value=["app", "web"]).status_code == 302
    assert [one.value_words for one in Proposal.objects.order_by("pk")] == ["", "Weten we niet", "app, website"]


@pytest.mark.each_database
@pytest.mark.parametrize(
    ("filled", "reason"),
    [
        ({"value": "", "words": ""}, "vertel in uw eigen woorden"),
        ({"value": "galactic"}, "Deze keuze kennen we niet"),
        ({"source_url": "javascript:alert(1)"}, "geen adres van een pagina"),
        ({"source_url": "ftp://x.nl/a"}, "geen adres van een pagina"),
        ({"source_url": f"https://x.nl/{'a' * 600}"}, "Dit adres is te lang"),
        ({"words": "x" * 1_000_000}, "Deze tekst is te lang"),
        ({"words": "http://a.nl www.b.nl https://c.nl"}, "hooguit twee links"),
        ({"email": "geen adres"}, "Dit is geen e-mailadres"),
        ({"website": "https://spam.example"}, "Laat dit leeg"),
        ({"seconds_ago": 1}, "erg snel"),
        ({"seconds_ago": LATEST + 60}, "stond lang open"),
        ({"stamp": "made up"}, "stond lang open"),
    ],
)
def test_what_cannot_be_is_said_and_what_was_filled_in_stays(client, platform, filled, reason):
    response = send(client, **({"words": "Dit blijft staan."} | filled))
    assert reason in said(response)
    page = response.content.decode()
    assert filled.get("words", "Dit blijft staan.") in page and not Proposal.objects.exists()


def test_sending_again_after_going_too_fast_works(client, platform):
    stamp = made(0)
    again = send(client, stamp=stamp).context["stamp"]
    assert again == stamp, "the clock runs on, it does not start again"
    assert send(client, stamp=made(10)).status_code == 302


def test_marks_that_turn_the_direction_of_reading_are_dropped(client, platform):
    send(client, words="Dit \u202eklopt\u2066 niet.\x07")
    assert Proposal.objects.get().words == "Dit klopt niet."


def test_script_in_words_is_shown_as_text(client, platform, staff):
    send(client, words="<script>alert(1)</script>")
    page = staff.get(f"{QUEUE}{Proposal.objects.get().pk}/change/").content.decode()
    assert "<script>alert" not in page and "&lt;script&gt;alert" in page


def test_after_twenty_in_a_day_a_network_waits_and_its_address_is_kept_nowhere(client, platform, settings):
    for number in range(settings.LIMITS["corrections"][0]):
        assert send(client, words=f"Melding {number}").status_code == 302
    assert "al veel meldingen van uw netwerk" in said(send(client, words="Nog een"))
    assert client.post(PAGE, {"words": "x", "stamp": made(9)}, REMOTE_ADDR="198.51.100.7").status_code == 302
    assert "127.0.0" not in str(list(RateLimitCount.objects.values_list("digest", flat=True)))
    RateLimitCount.objects.update(day=timezone.localdate() - timedelta(days=2))
    call_command("delete_expired", verbosity=0)
    assert not RateLimitCount.objects.exists()


def test_pages_that_do_not_exist_are_not_found(client, platform):
    for page in ("/platforms/nergens/klopt-niet/", f"{PAGE}kind/", f"{PAGE}x/"):
        assert client.get(page).status_code == 404


# --- deciding -------------------------------------------------------------------------------------


def decide(staff, proposal, button, **changed):
    """Open the proposal, change what must be changed, and press a button."""
    page = staff.get(f"{QUEUE}{proposal.pk}/change/")
    form = page.context["form"]
    data = {bound.html_name: bound.value() for bound in form if bound.value() is not None}
    return staff.post(f"{QUEUE}{proposal.pk}/change/", data | {"reason": "De bron zegt het."} | changed | {button: ""})


@pytest.fixture
def proposal(client, platform):
    send(client, source_url="https://onsplein.example/nu", email="an@example.nl", from_provider="on")
    return Proposal.objects.get()


def test_accepting_puts_it_through_answers_once_and_forgets_the_address(staff, proposal):
    answer = decide(staff, proposal, "accept", new_title="Waar we zijn").content.decode()
    assert "mailto:an%40example.nl" in answer and "We namen uw melding over." in answer
    proposal.refresh_from_db()
    assert (proposal.state, proposal.email, proposal.decided_by.username) == ("accepted", "", "uitgever")
    fact = Platform.objects.get().facts["scope"]
    assert fact.value == "national" and fact.source_list[-1].url == "https://onsplein.example/nu"
    log = staff.get("/platforms/wijzigingen/").content.decode()
    assert "In het hele land" in log and "van de aanbieder. De bron zegt het." in log
    assert "an@example" not in log and "uitgever" not in log and not mail.outbox


def test_the_fact_survives_the_next_load_as_any_edit_of_staff(staff, proposal):
    decide(staff, proposal, "accept", new_title="Waar we zijn")
    assert {"facts.scope", "sources.s101"} == set(Platform.objects.get().edits)


def test_staff_can_change_a_proposal_before_they_accept_it(staff, proposal):
    decide(staff, proposal, "accept", new_title="Waar we zijn", value="regional", basis="inferred")
    assert Platform.objects.get().facts["scope"].value == "regional"


def test_declining_needs_a_reason_that_everyone_can_read(staff, proposal):
    assert decide(staff, proposal, "decline").status_code == 200
    assert Proposal.objects.get().state == "waiting"
    answer = decide(staff, proposal, "decline", declined="De bron noemt één wijk.").content.decode()
    assert "We namen uw melding niet over." in answer and "De bron noemt één wijk." in answer
    log = staff.get("/platforms/wijzigingen/").content.decode()
    assert "De bron noemt één wijk." in log and "In het hele land" not in log
    assert Platform.objects.get().facts["scope"].value == "local" and not Proposal.objects.exclude(email="").exists()


def test_a_proposal_is_decided_once(staff, proposal):
    page = f"{QUEUE}{proposal.pk}/change/"
    data = {bound.html_name: bound.value() or "" for bound in staff.get(page).context["form"]}
    data |= {"reason": "Zo is het.", "new_title": "X"}
    assert staff.post(page, data | {"accept": ""}).status_code == 200
    again = staff.post(page, {"decline": "", "declined": "Toch niet."}, follow=True).content.decode()
    assert "Iemand anders handelde dit voorstel intussen af" in again and "uitgever" in again
    assert Proposal.objects.get().state == "accepted" and len(changes_of(proposal.platform)) == 1


def test_a_stale_proposal_says_so_and_one_that_changes_meanwhile_is_not_put_through(staff, proposal):
    page = f"{QUEUE}{proposal.pk}/change/"
    data = {bound.html_name: bound.value() or "" for bound in staff.get(page).context["form"]}
    proposal.platform.change_fact("scope", {"value": "regional", "source": ["s1"], "basis": "stated"})
    assert "veranderde na het voorstel" in staff.get(page).content.decode()
    assert "ja" in staff.get(QUEUE).content.decode()
    answer = staff.post(page, data | {"reason": "Zo is het.", "new_title": "X", "accept": ""}).content.decode()
    assert "Iemand anders veranderde dit intussen" in answer
    assert Platform.objects.get().facts["scope"].value == "regional"
    assert (
        Proposal.objects.get().state == "waiting" and not Platform.objects.get().source_rows.filter(key="s101").exists()
    )


def test_a_proposal_about_the_platform_is_accepted_in_the_form_of_the_platform(staff, platform):
    proposal = Proposal.objects.create(platform=platform, proposed={"name": "Ander Plein"}, seen="x")
    decide(staff, proposal, "accept")
    assert Platform.objects.get().name == "Ander Plein" and Proposal.objects.get().state == "accepted"


def test_spam_is_deleted_and_leaves_nothing_in_public(staff, proposal):
    staff.post(f"{QUEUE}{proposal.pk}/delete/", {"post": "yes"})
    assert not Proposal.objects.exists()
    assert "niet overnamen" not in staff.get("/platforms/wijzigingen/").content.decode()


def test_the_queue_shows_what_waits_and_filters_on_who_sent_it(staff, proposal):
    def found(query=""):
        return len(staff.get(f"{QUEUE}?{query}").context["cl"].queryset)

    assert (found(), found("van=aanbieder"), found("van=lezer"), found("stand=declined")) == (1, 1, 0, 0)
    first = staff.get("/beheer/").content.decode()
    assert "Wat wacht er?" in first and re.search(r"<b>1</b>\s*voorstel", first)


def test_an_address_that_waits_too_long_is_deleted_all_the_same(proposal):
    Proposal.objects.update(created=timezone.now() - timedelta(days=91))
    call_command("delete_expired_corrections", verbosity=0)
    assert Proposal.objects.get().email == "" and Proposal.objects.get().state == "waiting"
