"""Letters to providers: ready to copy, and over a real mail server when one is set."""

import environ
import pytest
from aiosmtpd.controller import Controller
from django.test import override_settings
from django.utils import timezone

from platforms.models import Invitation
from tests.conftest import free_port
from tests.support.page_text import text
from tests.support.provider_rounds import page_of

pytestmark = pytest.mark.django_db


class Mailbox:
    """What a mail server got."""

    def __init__(self):
        self.letters = []

    async def handle_DATA(self, server, session, envelope):
        self.letters.append(envelope)
        return "250 OK"


@pytest.fixture
def mailbox():
    """A mail server on a free port, and the settings that lead to it."""
    box, port = Mailbox(), free_port()
    server = Controller(box, hostname="127.0.0.1", port=port)
    server.start()
    url = f"smtp://127.0.0.1:{port}"
    with override_settings(**environ.Env.email_url_config(url), EMAIL_URL=url, EMAIL_FROM="redactie@site.example"):
        yield box
    server.stop()


@pytest.mark.any_database
def test_the_letter_is_ready_in_two_languages_with_the_link_and_the_last_day(publisher, invitation):
    page = publisher.get(page_of(invitation))
    body = page.context["body"]
    assert body.count(f"/ronde/{invitation.token}/") == 2 and "Beste mensen van Ons Plein" in body
    assert "Dear people of Ons Plein" in body and page.context["mail"].startswith("mailto:?subject=")
    assert "Verstuur nu" not in text(page), "no mail server is set"


def test_a_letter_goes_over_smtp_and_the_address_is_kept_nowhere(publisher, invitation, mailbox):
    Invitation.objects.update(sent=None)
    said = text(publisher.post(page_of(invitation), {"mail": "", "to": "an@aanbieder.example"}, follow=True))
    assert "Verstuurd. Het adres is niet bewaard." in said and "an@aanbieder.example" not in said
    (letter,) = mailbox.letters
    assert letter.rcpt_tos == ["an@aanbieder.example"] and letter.mail_from == "redactie@site.example"
    kept = Invitation.objects.get(pk=invitation.pk)
    assert kept.sent == timezone.localdate() and kept.reminded is None
    publisher.post(page_of(invitation), {"mail": "", "to": "an@aanbieder.example"})
    assert Invitation.objects.get(pk=invitation.pk).reminded == timezone.localdate()
    assert "an@aanbieder" not in str(list(Invitation.objects.values()))


def test_a_provider_who_answered_gets_no_reminder(publisher, invitation, mailbox):
    Invitation.objects.update(answered=timezone.now())
    said = text(publisher.post(page_of(invitation), {"mail": "", "to": "an@aanbieder.example"}, follow=True))
    assert "Deze aanbieder antwoordde al. Er is niets verstuurd." in said and not mailbox.letters
    assert "Een brief is niet meer nodig." in said and "Verstuur nu" not in said
    assert "Ik heb de herinnering verstuurd" not in said
    assert Invitation.objects.get(pk=invitation.pk).reminded is None


def test_a_wrong_address_or_a_server_that_is_away_is_told_and_nothing_is_marked(publisher, invitation, mailbox):
    Invitation.objects.update(sent=None)
    assert "geen e-mailadres" in text(publisher.post(page_of(invitation), {"mail": "", "to": "an bij plein"}))
    with override_settings(EMAIL_PORT=free_port()):
        answer = publisher.post(page_of(invitation), {"mail": "", "to": "an@aanbieder.example"})
    assert "De mailserver nam de brief niet aan" in text(answer)
    assert Invitation.objects.get(pk=invitation.pk).sent is None and not mailbox.letters


@pytest.mark.parametrize("button", ["sent", "reminded", "renew", "revoke"])
def test_each_button_does_what_it_says(publisher, invitation, button):
    link = invitation.token
    Invitation.objects.update(sent=None)
    publisher.post(page_of(invitation), {button: ""})
    now = Invitation.objects.get(pk=invitation.pk)
    assert bool(now.sent) == (button == "sent") and bool(now.reminded) == (button == "reminded")
    assert {"renew": now.token not in ("", link), "revoke": now.token == ""}.get(button, now.token == link)
