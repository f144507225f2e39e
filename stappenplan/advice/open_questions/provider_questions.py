"""What to ask a provider: the questions, what their answers would do, and all of them as the text of an e-mail."""

from dataclasses import dataclass
from urllib.parse import quote

from django.utils.translation import gettext, override

from platforms.vocabulary import VOCABULARY
from stappenplan.method.assessment.shelves import is_asked
from stappenplan.method.profile import Profile
from stappenplan.method.steps import QUESTIONS
from stappenplan.method.text import Sentence, _
from stappenplan.text import say

from ..explanation.robustness import would_do


def goal_question(profile: Profile) -> Sentence:
    """What to ask the provider of a platform for many goals, of which no source names the main goal."""
    goal = QUESTIONS["goal_main"].option(profile.answer("goal_main")).label
    return Sentence(_("Is uw platform ook bedoeld voor “%(goal)s”?"), {"goal": goal})


@dataclass(frozen=True)
class Inquiry:
    """One question to a provider. `effect`: what the answers would do to its place, None for nothing or not known."""

    fact: str
    ask: str
    effect: Sentence | None = None
    decides: bool = False


def list_facts_to_ask(profile: Profile, assessment) -> list[str]:
    """The facts to put to this provider as questions, in the order of `to_ask`."""
    platform = assessment.platform
    return [fact for fact in assessment.to_ask if fact in VOCABULARY and is_asked(profile, platform, fact)]


def list_inquiries(advice, assessment) -> tuple[Inquiry, ...]:
    """The questions to this provider: those that can change number one first, then as in `to_ask`."""
    asked = list_facts_to_ask(advice.profile, assessment)
    known = advice.robustness.information_values.get(assessment.platform.slug, ()) if advice.robustness else ()
    calls = {call.fact: call for call in known}
    asked.sort(key=lambda fact: not (fact in calls and calls[fact].decides))
    return tuple(
        Inquiry(fact, VOCABULARY[fact].ask, would_do(calls[fact]), calls[fact].decides)
        if fact in calls and calls[fact].best.place != calls[fact].worst.place
        else Inquiry(fact, VOCABULARY[fact].ask)
        for fact in asked
    )


def provider_mail(platform, asked, language) -> str:
    """All questions to a provider as the text of one e-mail, in Dutch ("nl") or English ("en")."""
    with override(language):
        questions = "\n".join(f"{number}. {say(one.ask)}" for number, one in enumerate(asked, 1))
        text = gettext(
            "Beste mensen van %(name)s,\n\nWij zoeken een platform voor onze buurt. Uw platform staat op onze lijst. "
            "Wilt u deze vragen beantwoorden?\n\n%(questions)s\n\nMet vriendelijke groet,\n"
        )
        return text % {"name": platform.name, "questions": questions}


def link_to_mail(platform, asked, language) -> str:
    """The address that opens that e-mail in the visitor's own mail program; we send nothing."""
    body = provider_mail(platform, asked, language).replace("\n", "\r\n")
    with override(language):
        subject = gettext("Vragen over %(name)s") % {"name": platform.name}
    return f"mailto:?subject={quote(subject)}&body={quote(body)}"
