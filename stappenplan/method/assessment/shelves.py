"""The shelves: platforms by what a neighbourhood has to do to begin with them, each with its own order."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from ..cached_property import cached_property
from ..declarations import value_of
from ..steps import QUESTIONS
from ..text import Sentence, _
from .knock_outs import is_from_elsewhere, is_self_hosted, lives_offline
from .scoring import Assessment, round_off

CHOOSE, TODAY, SELF_HOST, OFFLINE = "choose", "today", "self_host", "offline"
# As many platforms stand at the head of a shelf, where so many are known well enough.
FIRST_FEW = 3
# Services that anybody can join or begin today without a decision of others, whatever a source calls the start [OJ].
CONSUMER_KINDS = ("group_messaging", "sharing", "crowdfunding")

TITLES = {
    CHOOSE: _("Kiezen en inrichten"),
    TODAY: _("Kan vandaag al, zonder besluit"),
    SELF_HOST: _("Software om zelf te draaien"),
    OFFLINE: _("Zonder scherm"),
}
INTROS = {
    CHOOSE: _("Dit zet u zelf op, of samen met een aanbieder."),
    TODAY: _("Hier doet u gewoon mee, of u begint er zelf een. Er is niets te besluiten."),
    SELF_HOST: _("Hiervoor is iemand nodig die een server heeft en de software bijhoudt."),
    OFFLINE: _("U kunt er vandaag mee beginnen, ook als u later een platform kiest."),
}

# What stands on a shelf of which no platform is known well enough, or fewer than three are.
REMARKS = {
    0: _("Van geen platform hier weten we genoeg om het voorop te zetten."),
    1: _("Van één platform hier weten we genoeg om het voorop te zetten."),
    2: _("Van twee platforms hier weten we genoeg om ze voorop te zetten."),
}
PRICE = _("de prijs past bij uw budget")
# What stands on a shelf without platforms.
EMPTY = {
    "soften": _(
        "Hier past niets bij al uw eisen. Zonder “%(wish)s” zou het anders zijn. Aantal dat hier dan past: %(count)s."
    ),
    "together": _("Hier past niets bij al uw eisen samen. Maak van minstens twee eisen een wens."),
    "to_check": _("Hier past niets waarvan we weten dat het nog draait. Kijk bij wat misschien past."),
    "nothing": _("Hier vonden we niets voor uw doel."),
}


@dataclass(frozen=True)
class Shelf:
    """One shelf. `ranked`: its platforms, best first; of these only the first can be known well enough to lead.

    `perhaps_also`: platforms of which no source names the main goal, by name; never numbered. `to_check`: how many
    would stand here, but may not exist any more. For an empty shelf, `soften`: the wish that brings back most
    platforms here, as (key of the must or "cost", how many), or None; `is_emptied_by_wishes`: whether anything would
    stand here if nothing had to be.
    """

    key: str
    ranked: tuple[Assessment, ...]
    perhaps_also: tuple[Assessment, ...] = ()
    to_check: int = 0
    soften: "tuple[str, int] | None" = None
    is_emptied_by_wishes: bool = False

    @property
    def title(self) -> str:
        return TITLES[self.key]

    @property
    def intro(self) -> str:
        return INTROS[self.key]

    @cached_property
    def first(self) -> tuple[Assessment, ...]:
        """The first few: known to run, known from others than the provider, dated, and half of the facts known.

        More than three when the last place of these is shared.
        """
        return tuple(one for one in self.up_to(FIRST_FEW) if one.tier == 0)

    @cached_property
    def below(self) -> tuple[Assessment, ...]:
        """The platforms that stand below whatever their score, since something is missing: see EvidenceStatus.lacks."""
        return tuple(one for one in self.ranked if one.tier > 0)

    @cached_property
    def ranks(self) -> Mapping[str, int]:
        """Slug -> place, from 1; equal scores share a place."""
        found: dict[str, int] = {}
        before = None
        for place, one in enumerate(self.ranked, 1):
            same = before is not None and equal_place(before, one)
            found[one.platform.slug] = found[before.platform.slug] if same else place
            before = one
        return found

    @cached_property
    def shared(self) -> frozenset[str]:
        """The slugs of the platforms that share their place with another."""
        sharing = Counter(self.ranks.values())
        return frozenset(slug for slug, place in self.ranks.items() if sharing[place] > 1)

    def up_to(self, place: int) -> tuple[Assessment, ...]:
        """The platforms on this place and above, with all that share it."""
        return tuple(one for one in self.ranked if self.ranks[one.platform.slug] <= place)

    @property
    def empty_reason(self) -> "str | Sentence":
        """Why nothing stands on an empty shelf, and which wish to soften; "" when something does."""
        if self.ranked:
            return ""
        if self.soften:
            key, count = self.soften
            wish = PRICE if key == "cost" else QUESTIONS[key].label
            return Sentence(EMPTY["soften"], {"wish": wish, "count": count})
        return EMPTY["together" if self.is_emptied_by_wishes else "to_check" if self.to_check else "nothing"]

    @cached_property
    def remark(self) -> str:
        """What a visitor must know of a shelf with fewer than three platforms in front; "" when there are three."""
        return REMARKS.get(len(self.first), "") if self.ranked else ""


def equal_place(one: Assessment, other: Assessment) -> bool:
    """Whether two platforms of a shelf share a place: equal to nine decimals, on equal evidence."""
    return one.tier == other.tier and round_off(one.score) == round_off(other.score)


# What `shelf_of` reads of a platform, as in Part.
SHELF_READS = ("start_effort", "form", "kind", "scope", "is_taken_over", "is_here")


def shelf_of(profile, platform) -> str | None:
    """The shelf of a platform for this profile; None when no source says how one begins with it."""
    effort = value_of(platform, "start_effort")
    if lives_offline(platform):
        return OFFLINE
    if is_self_hosted(platform):
        return SELF_HOST
    if platform.kind in CONSUMER_KINDS:
        return TODAY
    if effort == "join_existing":
        return CHOOSE if is_from_elsewhere(profile, platform) else TODAY
    return CHOOSE if effort else None


def is_asked(profile, platform, fact) -> bool:
    """Whether this fact can be a question to the provider.

    What it costs the municipality is none where people simply join: there is nothing to decide.
    """
    return fact != "cost_municipality" or shelf_of(profile, platform) != TODAY


def leading_shelf(profile) -> str:
    """The shelf that comes first: one rule, in the words of README.md.

    Today for people who want to join what exists, who have neither money nor people to start something, or who are one
    street; software for people who want to build; else what is to be chosen and set up.
    """
    nobody = profile.says("core_team", "none", "one_two") or profile.says("group_form", "on_my_own")
    has_nothing = profile.says("budget", "nothing") and nobody
    if has_nothing or profile.says("start_way", "join_existing") or profile.says("area_size", "street"):
        return TODAY
    return SELF_HOST if profile.says("start_way", "build_yourself") else CHOOSE


def shelf_order(profile) -> tuple[str, ...]:
    """The shelves in the order in which they are shown."""
    first = leading_shelf(profile)
    return (first, *(key for key in TITLES if key != first))
