"""Answers in words, as the check-your-answers page, the advice and the report show them."""

from typing import NamedTuple

from stappenplan.fonts import find_undrawable, keep_drawable
from stappenplan.method.declarations import MANY, NAME, PLACE, TEXT
from stappenplan.method.profile import as_tuple, visible_answers
from stappenplan.method.steps import STEPS
from stappenplan.municipalities.names import everyday_name


def answer_in_words(question, answer):
    """An answer as a text or tuple of texts to say; None when it was skipped."""
    if answer in (None, "", []):
        return None
    if question.kind == PLACE:
        return everyday_name(answer)
    if question.kind in (TEXT, NAME):
        return answer
    labels = tuple(option.label for value in as_tuple(answer) if (option := question.option(value)))
    return labels if question.kind == MANY else labels[0] if labels else None


class PdfLoss(NamedTuple):
    """What a PDF leaves out of a typed text. `is_whole`: nothing is left, so the question stands there as skipped."""

    signs: str
    is_whole: bool


def find_pdf_loss(question, text: str | None) -> PdfLoss | None:
    """What a PDF leaves out of this answer; None when it shows all of it."""
    if question.kind not in (TEXT, NAME) or not text:
        return None
    loss = PdfLoss(find_undrawable(text), not keep_drawable(text))
    return loss if any(loss) else None


def answers_by_step(answers, url_of=lambda key: None):
    """The answers per step for the overview and the report: every question asked, skipped ones too."""
    shown = visible_answers(answers)
    return [
        {
            "step": step,
            "rows": [
                {
                    "question": question,
                    "label": question.label_for(answers.get("audience")),
                    "answer": answer_in_words(question, shown[question.key]),
                    "pdf_loss": find_pdf_loss(question, shown[question.key]),
                    "url": url_of(question.key),
                }
                for question in step.questions
                if question.key in shown
            ],
        }
        for step in STEPS
    ]
