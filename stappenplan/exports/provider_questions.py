"""The questions to the providers of the first platforms as plain text, ready to send: one e-mail for each."""

from django.utils.translation import get_language, gettext

from stappenplan.advice.open_questions.provider_questions import list_inquiries, provider_mail
from stappenplan.report.sections.elements import chooses_platform
from stappenplan.text import say

BETWEEN = "\n" + "-" * 60 + "\n\n"


def questions_file(advice) -> str:
    """An e-mail to each of the first three providers, in the active language; "" when there is nobody to ask now.

    That is when none stands in front, and while no platform is to be chosen.
    """
    if not chooses_platform(advice):
        return ""
    return BETWEEN.join(write_email(advice, assessment) for assessment in advice.shelves[0].first)


def write_email(advice, assessment) -> str:
    """The head that says for whom it is, and the e-mail."""
    platform, asked = assessment.platform, list_inquiries(advice, assessment)
    head = gettext("Voor: %(name)s (%(mark)s)") % {"name": platform.name, "mark": say(assessment.evidence.mark)}
    known = gettext("We weten alles wat voor dit plan telt. Vraag of het nog klopt.")
    mail = provider_mail(platform, asked, get_language()) if asked else f"{known}\n"
    return "\n".join(filter(None, (head, platform.url))) + f"\n\n{mail}"
