"""The catalogue for a view of an advice, or the page instead of one."""

from functools import wraps

from django.shortcuts import redirect, render

from platforms.models import Catalogue
from stappenplan.method.steps import STEPS


def without_advice(request, links, catalogue):
    """The page instead of an advice, when there can be none; None when there can.

    An advice needs to know who asks: the owner goes to the question, a reader is told. And it needs platforms: what
    it would say of an empty catalogue ("nothing meets your musts") is not true.
    """
    if not request.plan.answers.get("audience"):
        if links.overview:
            return redirect("step", token=links.token, step=STEPS[0].key)
        return render(request, "stappenplan/plans/not_ready.html", {"section": "stappenplan"})
    if not catalogue.platforms:
        context = {"section": "stappenplan", "plan_links": links}
        return render(request, "stappenplan/advice/no_platforms.html", context, status=503)
    return None


def with_catalogue(view):
    """Give the view the catalogue of this moment, read once; or show the page instead of an advice."""

    @wraps(view)
    def wrapped(request, links, **kwargs):
        catalogue = Catalogue.current()
        return without_advice(request, links, catalogue) or view(request, links, catalogue, **kwargs)

    return wrapped
