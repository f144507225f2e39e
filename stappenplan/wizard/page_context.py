"""What a page with questions shows beside them."""

from platforms.models import Catalogue
from stappenplan.method.assessment.ranking import find_here
from stappenplan.method.assessment.scoring import count_wish_outcomes
from stappenplan.method.profile import profile_from
from stappenplan.method.steps import QUESTIONS
from stappenplan.method.steps.success import MUSTS_AT_MOST, WISHES_KEY
from stappenplan.models import Plan
from stappenplan.municipalities.names import MUNICIPALITIES, everyday_name, typed_name

from .answers.drafts import list_drafts
from .rail import build_rail, end_rail


def question_context(request, form, step) -> dict:
    """The context of a form with questions of one step, wherever it is shown."""
    plan = request.plan
    return {
        "section": "stappenplan",
        "form": form,
        "step": step,
        "rail": build_rail(plan.answers, step),
        "rail_end": end_rail(plan),
        "plan_links": request.plan_links,
        "drafts": list_drafts(plan, without=form.fields),
        "place_suggestions": [typed_name(name) for name in MUNICIPALITIES] if "place" in form.fields else (),
        "audience": plan.answers.get("audience"),
        "distribution_total": show_distributions(form),
        "musts": sum(field.values == ["must"] for field in form.fields_with_questions),
        "musts_at_most": MUSTS_AT_MOST,
        **what_is_here(form, plan),
    }


def what_is_here(form, plan) -> dict:
    """Beside the question what neighbours use now: what the catalogue knows of this municipality."""
    if "existing" not in form.fields:
        return {}
    profile = profile_from(plan.answers)
    place = profile.answer("place")
    if place is None:
        return {}
    catalogue = Catalogue.current()
    here = find_here(profile, catalogue.platforms, catalogue.released)
    return {
        "place": place,
        "place_name": everyday_name(place),
        "already_here": [one for one in here if not one.has_ended],
        "ended_here": [one for one in here if one.has_ended],
    }


def show_distributions(form):
    """Beside each wish: how many of the platforms that fit the other answers meet it. Returns how many fit."""
    wishes = [field for field in form.fields_with_questions if field.question.group == WISHES_KEY]
    if not wishes:
        return None
    others = {key: answer for key, answer in form.answers.items() if not QUESTIONS[key].accepts}
    ranked = Plan(answers=others).advice().ranking.placed
    for field in wishes:
        field.distribution = count_wish_outcomes(field.question, [assessment.platform for assessment in ranked])
    return len(ranked)
