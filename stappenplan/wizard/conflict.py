"""The page for a post that fits no page of this plan: nothing is saved, and what was typed is shown."""

from django.shortcuts import render

from stappenplan.method.steps import QUESTIONS

from .answers.drafts import as_typed
from .pages import page_of

# The hidden field of formtools that names the page a form belongs to.
STEP_FIELD = "plan_wizard-current_step"


def show_conflict(request, pages, url_of, resume_url):
    """A stale, incomplete or forged post.

    `pages`: the keys of the pages that apply. `url_of` gives the address of one.
    """
    sent = request.POST
    typed = [question for key, question in QUESTIONS.items() if any(sent.getlist(key))]
    found = {page_of(question.key) for question in typed} & set(pages)
    target = next(iter(found)) if len(found) == 1 else None
    context = {
        "section": "stappenplan",
        "posted": [
            {
                "label": question.label_for(request.plan.answers.get("audience")),
                "answer": as_typed(question, sent.getlist(question.key)),
            }
            for question in typed
        ],
        "hidden": [(question.key, value) for question in typed for value in sent.getlist(question.key) if value]
        + [(STEP_FIELD, target)],
        "target_url": url_of(target) if target else None,
        "resume_url": resume_url,
    }
    return render(request, "stappenplan/wizard/conflict.html", context, status=409)
