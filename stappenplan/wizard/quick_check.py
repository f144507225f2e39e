"""The quick check: eight questions and the verdict on one page; nothing is stored."""

from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from platforms.models import Catalogue
from stappenplan.method.steps import QUICK_CHECK
from stappenplan.models import Plan
from stappenplan.operations.cache_headers import keep_private
from stappenplan.operations.rate_limits import check_rate_limit
from stappenplan.operations.same_origin_forms import accept_own_forms

from .forms import StepForm, as_data


@require_http_methods(["GET", "HEAD", "POST"])
@keep_private
@accept_own_forms
def quick_check(request):
    """Eight questions and the verdict, on one page; nothing is stored."""
    return render(request, "stappenplan/wizard/quick_check.html", answer_check(request))


def answer_check(request) -> dict:
    """The context of the page: its form with what was sent, and the advice when that can be given, else None.

    Errors: `RateLimitExceeded`.
    """
    answers = {}
    form = StepForm(request.POST if request.method == "POST" else None, questions=QUICK_CHECK)
    advice = None
    catalogue = Catalogue.current()
    if request.method == "POST" and form.is_valid() and catalogue.platforms:
        check_rate_limit(request, "advices")
        answers = {key: value for key, value in form.cleaned_data.items() if value}
        advice = Plan(answers=answers).advice(catalogue)
    return {
        "section": "stappenplan",
        "catalogue": catalogue,
        "form": form,
        "advice": advice,
        "result": advice is not None,
        "hidden": [(key, value) for key in answers for value in as_data(answers, QUICK_CHECK).getlist(key)],
        "chosen": answers,
    }
