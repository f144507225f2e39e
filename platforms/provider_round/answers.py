"""Answers of a provider: saved under the link of an invitation, then sent to the editors as proposals."""

from django.db import transaction
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from platforms.models import Invitation, Proposal, content_of, hash_content

from .forms import OTHER, WONT_SAY, AnswerForm
from .questions import COST, MUNICIPALITIES, SIZES, question_words

COLLEAGUE = _("Een collega vulde hier intussen iets anders in: %(wat)s. Kijk wat klopt en bewaar nog een keer.")
TITLE = "Opgave van de aanbieder in de ronde %(ronde)s"


def build_forms(invitation, keys, data=None):
    """A form per question, filled in with what was saved before."""
    facts = invitation.platform.facts
    return [AnswerForm(data, key=key, fact=facts.get(key), held=invitation.answers.get(key, {})) for key in keys]


@transaction.atomic
def save_answers(invitation, keys, data):
    """Save what is right, question by question, and give the forms; what is wrong or in conflict says so.

    A question that this page left as it found it is not written: a colleague may have answered it in the meantime.
    """
    locked = Invitation.objects.select_for_update().select_related("round", "platform").get(pk=invitation.pk)
    locked.platform = invitation.platform
    forms = build_forms(locked, keys, data)
    for form in forms:
        if not form.is_valid():
            continue
        answer, seen = form.answer, form.cleaned_data["seen"]
        if answer == form.held or hash_content(answer) == seen:
            continue
        if seen != form.stamp:
            form.add_error("choice", COLLEAGUE % {"wat": answer_words(form.key, form.held)})
            continue
        locked.answers[form.key] = answer
        if not answer:
            del locked.answers[form.key]
        form.held = answer
    locked.save(update_fields=["answers"])
    invitation.answers = locked.answers
    return forms


def answer_words(key, answer):
    """An answer in a few words, for a colleague and for staff."""
    choice = answer.get("choice", "")
    if choice != OTHER:
        return gettext(str(dict(Proposal.Answer.choices).get(choice, _("niets"))))
    if key == MUNICIPALITIES:
        return municipality_words(answer)
    return Proposal(key=key, proposed={"value": answer.get("value")}).value_words


def municipality_words(answer):
    """How many municipalities use it and which may be called, as a sentence."""
    parts = []
    if "number" in answer:
        parts.append(gettext("Aantal gemeenten: %(aantal)s.") % {"aantal": answer["number"]})
    if "call" in answer:
        parts.append(gettext("Bel eens met: %(gemeente)s.") % {"gemeente": answer["call"]})
    return " ".join(parts)


@transaction.atomic
def send_answers(invitation, address):
    """Make a proposal of each answer that was not sent before; `address`: of the page about the round.

    What still waits of an earlier time is replaced; what was decided stays. Returns how many were new.
    """
    locked = Invitation.objects.select_for_update().select_related("round", "platform").get(pk=invitation.pk)
    new = 0
    for key, answer in locked.answers.items():
        if not answer.get("choice"):
            continue
        fields = proposal_fields(locked, key, answer, address)
        earlier = locked.proposals.filter(key=fields["key"], proposed__asked=key).order_by("pk")
        last = earlier.last()
        if last and (last.answer, last.proposed, last.words) == (answer["choice"], fields["proposed"], fields["words"]):
            continue
        earlier.filter(state=Proposal.State.WAITING).delete()
        Proposal.objects.create(**fields)
        new += 1
    locked.answered = timezone.now()
    locked.save(update_fields=["answered"])
    return new


def proposal_fields(invitation, key, answer, address):
    """An answer as the fields of a Proposal; `proposed` fills in the form of staff."""
    platform, fact_key = invitation.platform, "" if key == MUNICIPALITIES else key
    proposed = {"asked": key}
    if answer["choice"] != WONT_SAY:
        day = timezone.localdate().isoformat()
        proposed |= {"basis": "provider", "new_url": address, "new_title": TITLE % {"ronde": invitation.round}}
        proposed |= {"new_type": "provider", "new_date": day}
    if answer["choice"] == OTHER:
        proposed |= {name: answer[name] for name in ("value", "number", "call") if name in answer}
        proposed |= cost_figures(answer) if key == COST else {}
        proposed |= {"sources": []}
    return {
        "platform": platform,
        "key": fact_key,
        "invitation": invitation,
        "answer": answer["choice"],
        "proposed": proposed,
        "words": answer.get("words", "") or (municipality_words(answer) if key == MUNICIPALITIES else ""),
        "source_url": answer.get("source_url", ""),
        "from_provider": True,
        "seen": hash_content(content_of(platform, fact_key)),
    }


def cost_figures(answer):
    """The amounts by size as one text in each language; {} when there are none."""
    found = {}
    for number, language in enumerate(("nl", "en")):
        with override(language):
            parts = [
                f"{str(words[number]).lower() if number == 0 else words[number]} "
                f"{number_format(answer[size], force_grouping=True)} {gettext('euro')}"
                for size, words in SIZES.items()
                if size in answer
            ]
            if parts:
                found[f"figure_{language}"] = gettext("%(bedragen)s per jaar, zonder btw") % {
                    "bedragen": ", ".join(parts)
                }
    return found


def count_answered(invitation, keys):
    """How many of these questions have a choice."""
    return sum(bool(invitation.answers.get(key, {}).get("choice")) for key in keys)


def summarize_answers(invitation):
    """Every answer that was saved, in words: [(question, answer)]."""
    return [(question_words(key), answer_words(key, answer)) for key, answer in invitation.answers.items()]
