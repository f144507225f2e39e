"""Letters to providers: the invitation and the reminder, to copy, to open in a mail program or to send by SMTP."""

from urllib.parse import quote, urlencode

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils.formats import date_format
from django.utils.translation import gettext, override

LANGUAGES = ("nl", "en")


def build_letter(invitation, link, rounds_page, reminds=False):
    """Subject and body of the letter, Dutch first and then English; `link`: the full address of the invitation."""
    subjects, bodies = [], []
    for language in LANGUAGES:
        with override(language):
            subject, body = write_letter(invitation, link, rounds_page, reminds)
        subjects.append(subject)
        bodies.append(body)
    return " / ".join(subjects), "\n\n--\n\n".join(bodies)


def write_letter(invitation, link, rounds_page, reminds):
    """The letter in the active language."""
    gaps = {
        "platform": invitation.platform.name,
        "ronde": invitation.round.name,
        "dag": date_format(invitation.round.ends, "j F Y"),
        "link": link,
        "uitleg": rounds_page,
        "site": settings.OPERATOR_NAME,
    }
    if reminds:
        first = gettext(
            "We vroegen u eerder of onze feiten over %(platform)s nog kloppen. We hebben nog geen antwoord. "
            "Dit is de enige herinnering."
        )
    else:
        first = gettext(
            "Gemeenten en bewoners kiezen een buurtplatform met onze site. Ook %(platform)s staat erop. "
            "Kloppen onze feiten nog?"
        )
    paragraphs = [
        gettext("Beste mensen van %(platform)s,"),
        first,
        gettext("Kijk het na. Dat duurt ongeveer tien minuten. U heeft geen account nodig:"),
        "%(link)s",
        gettext(
            "Dat kan tot en met %(dag)s. U kunt tussendoor bewaren, en de link doorgeven aan een collega. "
            "Let op: iedereen met de link kan antwoorden."
        ),
        gettext(
            "Een redacteur leest wat u zegt. Daarna staat het op de site als “volgens de aanbieder”. "
            "Iets niet willen zeggen mag. Meedoen kost niets, en niemand kan een plaats in de lijst kopen."
        ),
        gettext("Zo werkt de ronde: %(uitleg)s"),
        gettext("Met vriendelijke groet,") + "\n" + (settings.OPERATOR_NAME or "Stappenplan buurtplatform"),
    ]
    return gettext("Kloppen onze feiten over %(platform)s nog?") % gaps, "\n\n".join(text % gaps for text in paragraphs)


def mail_link(subject, body, to=""):
    """The letter as an address that opens a mail program."""
    return f"mailto:{quote(to)}?" + urlencode({"subject": subject, "body": body}, quote_via=quote)


def can_send():
    """Whether this site has a mail server."""
    return bool(settings.EMAIL_URL)


def send_letter(to, subject, body):
    """Send the letter to one address, which is kept nowhere. Errors: OSError, smtplib.SMTPException."""
    EmailMessage(subject, body, settings.EMAIL_FROM, [to]).send()
