"""What a providers' round did to the advices: the same situations with the catalogue now, and without its answers."""

from copy import copy
from dataclasses import dataclass

from django.contrib.admin.sites import site as admin_site
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.translation import gettext

from platforms import inheritance
from platforms.models import Catalogue, Fact, Proposal, ProviderRound
from stappenplan.method.advice import advise
from stappenplan.method.steps import QUESTIONS
from stappenplan.plans.examples import EXAMPLES

FIRST = 3


@dataclass(frozen=True)
class Effect:
    """One situation: its name, the first platforms `before` and `after`, and the ranges of scores over all, narrower by
    `narrower` hundredths on average.
    """

    name: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    verdict_changed: bool
    narrower: float

    @property
    def has_changed(self):
        return self.before != self.after or self.verdict_changed


def list_situations():
    """Situations that the product holds itself: the two examples, each with every main goal: [(name, answers)]."""
    for example in EXAMPLES.values():
        for option in QUESTIONS["goal_main"].options:
            extra = [goal for goal in example.get("goal_extra", []) if goal != option.value]
            name = f"{example['place']}: {gettext(str(option.label))}"
            yield name, example | {"goal_main": option.value, "goal_extra": extra}


def platforms_without(provider_round, catalogue):
    """The platforms of the catalogue as they would be without the accepted answers of a round; copies in memory."""
    accepted = Proposal.objects.filter(invitation__round=provider_round, state=Proposal.State.ACCEPTED)
    changed = {}
    for proposal in accepted.exclude(key="").exclude(answer=Proposal.Answer.WONT_SAY).order_by("-pk"):
        changed.setdefault(proposal.platform_id, {})[proposal.key] = proposal.replaced
    platforms = tuple(undo_facts(one, changed.get(one.pk, {})) for one in catalogue.platforms)
    inheritance.hand_down(platforms)
    return platforms


def undo_facts(platform, replaced):
    """A copy of a platform in which some facts are what they were: `replaced`, key -> record or None."""
    twin = copy(platform)
    twin.sites = ()
    for name in ("facts", "inherited", "base", "base_problem"):
        twin.__dict__.pop(name, None)
    twin.own_facts = dict(platform.own_facts)
    for key, record in replaced.items():
        twin.own_facts.pop(key, None)
        if record:
            texts = {name: record.get(name, "") for name in Fact.TEXTS}
            held = {"value": record["value"], "basis": record["basis"], "sources": record["source"]}
            twin.own_facts[key] = Fact(platform=twin, key=key, **held, **texts)
    return twin


def measure_effect(provider_round, catalogue):
    """What the round did in each situation: [Effect]."""
    before = platforms_without(provider_round, catalogue)
    return [compare_advices(name, answers, before, catalogue) for name, answers in list_situations()]


def compare_advices(name, answers, before, catalogue):
    old, new = (advise(answers, platforms, on=catalogue.released) for platforms in (before, catalogue.platforms))
    widths = [mean_width(advice.ranking.placed) for advice in (old, new)]
    return Effect(
        name=name,
        before=first_names(old),
        after=first_names(new),
        verdict_changed=old.verdict.key != new.verdict.key,
        narrower=100 * (widths[0] - widths[1]),
    )


def first_names(advice):
    """The names of the platforms on the first places of the leading shelf; more than FIRST where a place is shared."""
    return tuple(one.platform.name for one in advice.shelves[0].up_to(FIRST))


def mean_width(assessments):
    """The mean width of the ranges of scores, 0..1."""
    return sum(one.high - one.low for one in assessments) / len(assessments) if assessments else 0.0


def show_effect(request, pk):
    """The page of staff: before and after, in every situation."""
    if not request.user.has_perm("platforms.view_providerround"):
        raise PermissionDenied
    provider_round = get_object_or_404(ProviderRound, pk=pk)
    effects = measure_effect(provider_round, Catalogue.current())
    context = admin_site.each_context(request) | {
        "title": gettext("Wat ronde %(naam)s deed met de adviezen") % {"naam": provider_round},
        "round": provider_round,
        "effects": effects,
        "changed": sum(one.has_changed for one in effects),
    }
    return TemplateResponse(request, "admin/round_effect.html", context)
