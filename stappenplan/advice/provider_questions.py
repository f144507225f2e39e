"""What to ask a provider, as the text of an e-mail."""

from django.utils.translation import gettext, override

from stappenplan.text import say


def provider_mail(platform, asked, language) -> str:
    """All questions to a provider as the text of one e-mail, in Dutch ("nl") or English ("en")."""
    with override(language):
        questions = "\n".join(f"{number}. {say(one.ask)}" for number, one in enumerate(asked, 1))
        text = gettext(
            "Beste mensen van %(name)s,\n\nWij zoeken een platform voor onze buurt. Uw platform staat op onze lijst. "
            "Wilt u deze vragen beantwoorden?\n\n%(questions)s\n\nMet vriendelijke groet,\n"
        )
        return text % {"name": platform.name, "questions": questions}
