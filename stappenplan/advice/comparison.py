"""Comparison of ranked platforms: the value of each fact, and how well it fits the answers."""

from django.utils.translation import gettext

from platforms.pages.comparison import COMPARE_AT_MOST, fact_groups, pick_to_compare
from stappenplan.method.assessment.shelves import equal_place

__all__ = ("COMPARE_AT_MOST", "chosen_to_compare", "compare_groups")

# How many stand side by side when nobody chose.
COMPARED_FIRST = 3


def chosen_to_compare(ranked, slugs):
    """The two to four of these assessments, best first, that these slugs name, and what could not be done, in words.

    Fewer than two are filled up with the first of them, as far as there are.
    """
    by_slug = {assessment.platform.slug: assessment for assessment in ranked}
    unknown = gettext("Een platform dat u koos, staat niet in uw lijst. We laten het weg.")
    chosen, faults = pick_to_compare(slugs, by_slug, unknown)
    if len(chosen) < 2:
        if slugs:
            faults.append(gettext("Kies minstens twee platforms. We laten nu de eerste zien."))
        chosen = cut_at_place([*chosen, *(one for one in ranked if one not in chosen)])
    return chosen, faults


def cut_at_place(assessments):
    """The first three, and the fourth when it shares the place of the third."""
    after = assessments[COMPARED_FIRST:COMPARE_AT_MOST]
    return [*assessments[:COMPARED_FIRST], *(one for one in after if equal_place(assessments[COMPARED_FIRST - 1], one))]


def compare_groups(assessments):
    """The rows of a comparison per group of facts, as fact_groups gives them.

    Each cell also has the `word` of Assessment.label_fact: how well this answers the plan, empty when it was not asked.
    """
    groups = fact_groups(assessments)
    for row in (row for group in groups for row in group["rows"]):
        for cell in row["cells"]:
            cell["word"] = cell["column"].label_fact(row["key"])
    return groups
