"""Answers in words, as the check-your-answers page, the advice and the report show them."""

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


def is_lost_in_pdf(text: str) -> bool:
    """Whether a PDF shows nothing of a typed text, and takes the question as skipped."""
    return bool(text) and not keep_drawable(text)


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
                    "not_in_pdf": find_undrawable(shown[question.key] or "") if question.kind in (TEXT, NAME) else "",
                    "is_lost_in_pdf": question.kind in (TEXT, NAME) and is_lost_in_pdf(shown[question.key] or ""),
                    "url": url_of(question.key),
                }
                for question in step.questions
                if question.key in shown
            ],
        }
        for step in STEPS
    ]
