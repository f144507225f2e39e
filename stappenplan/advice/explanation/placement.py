"""Where one platform stands in an advice, and why: also one that has no place in it."""

from dataclasses import dataclass

from stappenplan.method.assessment.knock_outs import KNOCK_OUTS
from stappenplan.method.assessment.shelves import OFFLINE, TITLES, shelf_of
from stappenplan.method.profile import Profile
from stappenplan.method.steps import QUESTIONS
from stappenplan.method.text import _

from .reasons import Reason, say_fact

# Why a platform has no place although nothing rules it out, by the reason of ToCheck.
TO_CHECK_REASONS = {
    "status": _("Past misschien. We weten niet of het nog bestaat."),
    "start": _("Past misschien. Geen bron zegt hoe een buurt hiermee begint."),
}


@dataclass(frozen=True)
class Standing:
    """Where one platform stands in an advice, ranked or not.

    `place`: on its shelf, or None. `reasons`: per knock-out its text and the Reasons from the catalogue; `without`:
    the place it would have had without the one wish that rules it out, or None. `beside`: listed without a platform.
    `shelf`: the title of the shelf of `place` or `without`, when that is not the first. `note`: why it has no place
    although nothing rules it out.
    """

    platform: object
    place: int | None = None
    reasons: tuple[tuple[str, tuple[Reason, ...]], ...] = ()
    without: int | None = None
    beside: bool = False
    shelf: str = ""
    note: str = ""


def facts_against(key: str, platform, profile: Profile) -> tuple[Reason, ...]:
    """The facts on which a knock-out rests; none where the editors' own classification decides."""
    keys = {"ended": ("status",), "place": ("scope",), "place_unknown": ("scope",), "cost": ("cost_municipality",)}
    if key == "goal":
        facts = (f"goals.{profile.answer('goal_main')}",)
    elif key in QUESTIONS:
        facts = tuple(QUESTIONS[key].accepts)
    else:
        facts = keys.get(key, ())
    said = (say_fact(platform, fact, profile, against=True) for fact in facts)
    return tuple(reason for reason in said if reason)


def title_elsewhere(advice, key: str) -> str:
    """The title of a shelf that a place on it is said with; "" for the leading shelf."""
    return "" if key == advice.shelves[0].key else TITLES[key]


def find_placement(advice, platform) -> Standing:
    """Where a platform of the catalogue stands in this advice, and why."""
    slug = platform.slug
    for shelf in advice.shelves:
        if slug in shelf.ranks:
            if shelf.key == OFFLINE:
                return Standing(platform, beside=True)
            return Standing(platform, shelf.ranks[slug], shelf=title_elsewhere(advice, shelf.key))
    if check := next((one for one in advice.to_check if one.platform.slug == slug), None):
        return Standing(platform, note=TO_CHECK_REASONS[check.reason])
    if any(one.platform.slug == slug for one in advice.perhaps_also):
        return Standing(platform, note=_("Past misschien. Geen bron zegt of het ook voor uw doel bedoeld is."))
    out = next(one for one in advice.ranking.ruled_out if one.platform.slug == slug)
    texts = {rule.key: rule.text for rule in KNOCK_OUTS}
    reasons = tuple((texts[key], facts_against(key, platform, advice.profile)) for key in out.ruled_out_by)
    without = None
    if len(out.ruled_out_by) == 1 and out.ruled_out_by[0] in advice.profile.musts and advice.robustness:
        without = advice.robustness.places_without[out.ruled_out_by[0]].get(platform.slug)
    shelf = title_elsewhere(advice, shelf_of(advice.profile, platform)) if without else ""
    return Standing(platform, None, reasons, without, shelf=shelf)
