"""Checking answers that come from elsewhere: the API, a file, an older version of the site."""

from itertools import islice

from django.utils.translation import gettext

from stappenplan.method.declarations import MANY, NAME, PLACE, TEXT
from stappenplan.method.profile import as_tuple, visible_answers
from stappenplan.method.steps import QUESTIONS, STEPS
from stappenplan.municipalities.names import MUNICIPALITIES

from ..forms import StepForm, as_data

# At most this many faults of a file or an API request are named; then it says that there are more.
FAULTS_AT_MOST = 50


def check_answers(answers):
    """Check the answers of an API request: (clean answers, faults).

    Faults are pairs of question key and sentence: an unknown question or option, a wrong type, a follow-up that does
    not apply, too many musts, a required question left out. Clean answers hold every question asked that was named.
    """
    if not isinstance(answers, dict):
        return {}, [("answers", gettext("Geef de antwoorden als een object: vraag en antwoord."))]
    clean, faults = one_by_one(answers)
    shown, faulty = visible_answers(clean), {key for key, _fault in faults}
    faults += [
        (key, not_asked(key))
        for key, value in clean.items()
        if value and key not in shown and not faulty & {key, *(QUESTIONS[key].when or ())}
    ]
    return clean, first_faults(faults)


def stored_answers(answers):
    """Check answers that were kept before: (clean answers, faults), faults only of what was really answered.

    As in a plan, an answer to a question that does not apply now is kept, and nothing is required. A question with a
    fault is left out, so that it is asked again.
    """
    clean, faults = one_by_one({key: value for key, value in answers.items() if key in QUESTIONS or is_answer(value)})
    faulty = {key: fault for key, fault in faults if is_answer(answers.get(key))}
    kept = {key: value for key, value in clean.items() if key not in faulty}
    return kept, [(key, fault) for key, fault in faults if key in faulty]


def is_known_answer(key, answer) -> bool:
    """Whether a question knows this answer. Quick, for it is asked of all answers at every page of a plan."""
    question = QUESTIONS.get(key)
    if question is None or not answer:
        return question is not None
    if question.kind in (TEXT, NAME):
        return isinstance(answer, str)
    if question.kind == PLACE:
        return answer in MUNICIPALITIES
    return set(as_tuple(answer)) <= question.options_by_value.keys()


def is_answer(value):
    """Whether a question was really answered with this."""
    return value not in (None, "", [])


def one_by_one(answers):
    """Clean answers (None where there is a fault) and faults, without regard to which questions apply."""
    unknown = islice((key for key in answers if key not in QUESTIONS), FAULTS_AT_MOST + 1)
    faults = [(key, gettext("Deze vraag bestaat niet.")) for key in unknown]
    known = {key: value for key, value in answers.items() if key in QUESTIONS}
    wrong = {key: fault for key, value in known.items() if (fault := wrong_type(QUESTIONS[key], value))}
    faults += wrong.items()
    right = {key: value for key, value in known.items() if key not in wrong and is_answer(value)}
    clean = {}
    for step in STEPS:
        form = StepForm(
            as_data(right, step.questions), questions=step.questions, step=step, exact_place=True, check_all=True
        )
        form.is_valid()
        faults += [(key, fault) for key, errors in form.errors.items() if key not in wrong for fault in errors]
        given = {key: form.cleaned_data.get(key) for key in known if key in form.fields}
        # A village that was given as the place is the name of the area too.
        clean |= {key: value for key, value in form.cleaned_data.items() if value} | given
    return clean, faults


def first_faults(faults):
    """The first FAULTS_AT_MOST pairs of what is wrong and why; when there are more, a last one that says so."""
    faults = list(islice(faults, FAULTS_AT_MOST + 1))
    if len(faults) <= FAULTS_AT_MOST:
        return faults
    return [*faults[:FAULTS_AT_MOST], ("…", gettext("Er zijn meer fouten. We tonen de eerste."))]


def wrong_type(question, value):
    """The fault when a value has another type than the question, or ""."""
    if value is None:
        return ""
    if question.kind == MANY:
        right = isinstance(value, list) and all(isinstance(part, str) for part in value)
        if right and len(set(value)) < len(value):
            return gettext("Noem elk antwoord één keer.")
        return "" if right else gettext("Geef een lijst van antwoorden.")
    return "" if isinstance(value, str) else gettext("Geef één antwoord, als tekst.")


def not_asked(key):
    """The fault when a follow-up does not apply."""
    conditions = ", ".join(QUESTIONS[key].when or ())
    return gettext("Deze vraag geldt hier niet. Ze hangt af van: %(questions)s.") % {"questions": conditions}
