"""The steps beside a page of the wizard: what is done, where the visitor is, and what can be reached."""

from typing import NamedTuple

from stappenplan.method.profile import visible_answers
from stappenplan.method.steps import STEPS

from .pages import PAGES, first_open_page


class RailEnd(NamedTuple):
    """Whether what stands below the steps can be reached: check-your-answers and the advice."""

    check: bool
    advice: bool


def build_rail(answers, here=None) -> list[dict]:
    """The steps with their state: done when every question that applies has an entry. `here`: the step of the page.

    `page`: the key of the page that a step leads to, None while it is out of reach.
    """
    shown, rows = visible_answers(answers), []
    for step in STEPS:
        pages = [page for page in PAGES.values() if page.step is step and page.asked(answers, shown)]
        done = all(page.complete(answers, shown) for page in pages)
        page = pages[0].key if pages and (done or step is here) else None
        rows.append({"step": step, "state": "here" if step is here else "done" if done else "open", "page": page})
    return rows


def end_rail(plan) -> RailEnd:
    """Both can be reached when each question has an entry; the advice also when its owner saw it before."""
    complete = first_open_page(plan.answers) is None
    return RailEnd(complete, complete or bool(plan.seen))
