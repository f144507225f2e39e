"""Forms of whole steps, filled in."""

from stappenplan.method.steps import STEPS
from stappenplan.wizard.forms import StepForm, as_data

STEP = {step.key: step for step in STEPS}


def form(step, answers, earlier=None, **options):
    """The form of a whole step with these answers sent in."""
    questions = STEP[step].questions
    sent = as_data(answers, questions)
    return StepForm(sent, questions=questions, answers=earlier or {}, step=STEP[step], **options)


def faults(step, answers, earlier=None):
    """What a step says about these answers: question -> sentences."""
    return {key: [str(error) for error in errors] for key, errors in form(step, answers, earlier).errors.items()}


def cleaned(step, answers, **options):
    """What a step keeps of answers that are right."""
    filled = form(step, answers, **options)
    assert filled.is_valid(), filled.errors
    return filled.cleaned_data
