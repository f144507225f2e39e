"""The pages of the wizard: a step has one page or more, of at most three questions."""

from stappenplan.method.declarations import NAME
from stappenplan.method.profile import as_tuple, visible_answers
from stappenplan.method.steps import STEPS

QUESTIONS_ON_A_PAGE = 3


def in_pages(step):
    """The questions of a step in pages of at most three, or one group alone."""
    pages = []
    for question in step.questions:
        same_group = pages and question.group == pages[-1][-1].group
        if pages and same_group and (question.group or len(pages[-1]) < QUESTIONS_ON_A_PAGE):
            pages[-1].append(question)
        else:
            pages.append([question])
    return [tuple(page) for page in pages]


class Page:
    """One page of the wizard: some questions of a step. Keys: `doel`, `doel-2`, ..."""

    def __init__(self, step, number, questions, count):
        self.step, self.number, self.questions, self.count = step, number, questions, count
        self.key = step.key if number == 1 else f"{step.key}-{number}"

    def asked(self, answers, shown=None):
        """The questions to show: those that apply, and follow-ups to a question on this same page.

        `shown`: what `visible_answers` gives for these answers, for callers that need more pages.
        """
        shown = visible_answers(answers) if shown is None else shown
        return tuple(
            question for question in self.questions if question.key in shown or self.follows_here(question, shown)
        )

    def follows_here(self, question, answers):
        """Whether a question follows one on this same page, and its other conditions hold."""
        here = {question.key for question in self.questions}
        conditions = question.conditions_for(answers.get("audience")) or {}
        return bool(here & set(conditions)) and all(
            set(values) & set(as_tuple(answers.get(key))) for key, values in conditions.items() if key not in here
        )

    def complete(self, answers, shown=None):
        """Whether each question that applies has an entry; skipped is an entry. `shown`: as for `asked`.

        A name decides nothing: without an entry it keeps no page open.
        """
        shown = visible_answers(answers) if shown is None else shown
        asked = (question for question in self.questions if question.key in shown and question.kind != NAME)
        return all(question.key in answers for question in asked)


PAGES = {
    page.key: page
    for step in STEPS
    for number, questions in enumerate(in_pages(step), 1)
    for page in [Page(step, number, questions, len(in_pages(step)))]
}


def first_open_page(answers):
    """The key of the first page with a question that applies and has no entry yet; None when there is none."""
    shown = visible_answers(answers)
    return next((page.key for page in PAGES.values() if not page.complete(answers, shown)), None)


def page_of(question_key):
    """The key of the page that asks a question."""
    return next(page.key for page in PAGES.values() if any(q.key == question_key for q in page.questions))
