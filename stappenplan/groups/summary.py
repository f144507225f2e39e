"""The outcome of a group in words, for its page and the report: pure functions of an Outcome and the catalogue."""

from collections import Counter
from dataclasses import dataclass, replace

from stappenplan.method.assessment.criteria import CRITERION
from stappenplan.method.assessment.shelves import FIRST_FEW, TITLES
from stappenplan.method.declarations import OFFICIAL, RESIDENT
from stappenplan.method.evidence.status import EvidenceStatus, collect_evidence
from stappenplan.method.groups.disclosure_control import HIDDEN
from stappenplan.method.steps import QUESTIONS
from stappenplan.method.steps.short_version import WELFARE
from stappenplan.method.text import Sentence, _
from stappenplan.method.verdicts import NOT_NOW, VERDICTS

from .evening import AGENDA, MOST_AGREE, choose_questions, is_divided
from .outcome import PROFESSIONAL

# How many platforms and warnings are shown.
TOP, WARNINGS_SHOWN = 5, 3
HALF = 0.5

ROLE_NAMES = {
    RESIDENT: _("bewoners"),
    OFFICIAL: _("gemeente"),
    WELFARE: _("welzijn"),
    PROFESSIONAL: _("beroepskrachten"),
}
# Those in a sentence beside residents.
OTHER_ROLES = {OFFICIAL: _("de gemeente"), PROFESSIONAL: _("beroepskrachten")}


@dataclass(frozen=True)
class PartOfPeople:
    """So many of all people: `some` of `whole`."""

    some: int
    whole: int

    @property
    def is_few(self) -> bool:
        """Whether it is nobody or one person: that is not said."""
        return self.some <= HIDDEN

    @property
    def is_most(self) -> bool:
        """Whether it is everybody or all but one: which of the two is not said."""
        return self.some >= self.whole - HIDDEN and not self.is_few

    @property
    def half(self) -> bool:
        return self.some >= HALF * self.whole

    @property
    def nearly_all(self) -> bool:
        return self.is_most or self.some >= MOST_AGREE * self.whole


# --- can it begin now ------------------------------------------------------------------------------------------------

NOBODY_CARRIES = _("dat nog niemand de kar wil trekken")
# What people said that stands in the way: question, answers, and the words behind “4 of 7 people say”.
IN_THE_WAY = (
    ("core_team", ("none",), NOBODY_CARRIES),
    (
        "need_source",
        ("not_checked", "organisation_idea"),
        _("dat het idee niet van bewoners komt, of dat ze dat niet weten"),
    ),
    ("connectors", ("nobody",), _("dat nog niemand mensen bij elkaar brengt")),
    ("bottleneck", ("conflict",), _("dat ruzie, overlast of angst in de weg staat")),
    ("bottleneck", ("no_contact",), _("dat mensen elkaar niet kennen of vertrouwen")),
    ("bottleneck", ("service_missing",), _("dat er een voorziening mist")),
)


@dataclass(frozen=True)
class RoleSays:
    """How many of one role say so; `all_of_them`: whether everybody of that role is in the count."""

    role: str
    part: PartOfPeople
    all_of_them: bool


@dataclass(frozen=True)
class Obstacle:
    """Something that some people see in the way: `all` of the group, and per role that is shown apart."""

    what: str
    all: PartOfPeople
    apart: tuple["RoleSays", ...]

    @property
    def half_of_role(self) -> str | None:
        """The first role of which half or more says so; None when there is none."""
        return next((one.role for one in self.apart if one.part.half), None)

    @property
    def heavy(self) -> bool:
        """Whether half of all, or half of one role, says so."""
        return self.all.half or self.half_of_role is not None


def list_obstacles(outcome) -> tuple[Obstacle, ...]:
    """What stands in the way for more than one person, what most people say first."""
    found = []
    for question, answers, what in IN_THE_WAY:
        part = PartOfPeople(count_of(outcome.said, question, answers), outcome.size)
        if not part.is_few:
            apart = tuple(role_says(outcome, role, question, answers) for role in shown_apart(outcome))
            found.append(Obstacle(what, part, tuple(one for one in apart if not one.part.is_few)))
    return tuple(sorted(found, key=lambda one: (-one.heavy, -one.all.some)))


def role_says(outcome, role, question, answers) -> RoleSays:
    one = outcome.apart[role]
    part = PartOfPeople(count_of(one["said"], question, answers), one["size"])
    return RoleSays(role, part, part.whole == count_role(outcome, role))


def count_role(outcome, role) -> int:
    """How many of this role count, shown apart or not."""
    return outcome.size - outcome.roles[RESIDENT] if role == PROFESSIONAL else outcome.roles[role]


def count_of(said, question, answers) -> int:
    return sum(said[question].get(answer, 0) for answer in answers)


def most_first(numbers) -> list:
    """(key, how many), most first and equal ones by key: a database does not keep the order of keys."""
    return sorted(numbers.items(), key=lambda pair: (-pair[1], pair[0]))


def shown_apart(outcome) -> list[str]:
    """The roles that are shown apart, in our own order."""
    return [role for role in ROLE_NAMES if role in outcome.apart]


def list_verdicts(outcome) -> tuple:
    """(Verdict, Part), what most people hear first; without those that one person hears."""
    found = ((VERDICTS[key], PartOfPeople(some, outcome.size)) for key, some in most_first(outcome.verdicts))
    return tuple((verdict, part) for verdict, part in found if not part.is_few)


def list_tasks(outcome) -> tuple:
    """What the advices say must come first: (Sentence, Part), what holds for most people first."""
    found = ((Sentence(text, values), PartOfPeople(some, outcome.size)) for text, values, some in outcome.to_arrange)
    return tuple((sentence, part) for sentence, part in found if not part.is_few)[:WARNINGS_SHOWN]


# --- which platform --------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Ranked:
    """One platform in the ranking of the group. `place`: from 1; `is_shared`: whether others stand there too.

    `in_first`: whose first three it is in. `ruled_out`: where it fell out. `can_lead`: whether enough is known of it to
    stand in front. The mean place itself is not shown: a first place at everybody is a figure that is all.
    """

    platform: object
    evidence: EvidenceStatus
    place: int
    is_shared: bool
    in_first: PartOfPeople
    ruled_out: PartOfPeople
    can_lead: bool


@dataclass(frozen=True)
class Named:
    """A platform where its name stands, with how well it is known, and its place where it has one."""

    platform: object
    evidence: EvidenceStatus
    place: int | None = None


def name_platforms(slugs, catalogue) -> tuple[Named, ...]:
    """The platforms with these slugs, each with how well it is known."""
    platforms = (catalogue.by_slug[slug] for slug in slugs)
    return tuple(Named(platform, collect_evidence(platform, (), catalogue.released)) for platform in platforms)


def list_first_platforms(outcome, catalogue) -> tuple[Ranked, ...]:
    """The platforms on the first places, best first."""
    rows = [row for row in outcome.ranking if row[1] <= TOP]
    sharing = Counter(row[1] for row in rows)
    named = name_platforms([slug for slug, *_rest in rows], catalogue)
    return tuple(
        Ranked(
            one.platform,
            one.evidence,
            place,
            sharing[place] > 1,
            PartOfPeople(in_first, outcome.size),
            PartOfPeople(ruled_out, outcome.size),
            can_lead,
        )
        for one, (_slug, place, _mean, in_first, ruled_out, can_lead) in zip(named, rows, strict=True)
    )


def rank_by_weights(outcome, catalogue) -> tuple[Named, ...]:
    """The platforms on the first places when the mean weights count, best first."""
    rows = [(place, slug) for place, slug in outcome.by_weights if place <= TOP]
    named = name_platforms([slug for _place, slug in rows], catalogue)
    return tuple(replace(one, place=place) for (place, _slug), one in zip(rows, named, strict=True))


# --- agree, differ ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class CriterionWeight:
    """A criterion and what it weighs: mean share, from `low` to `high` for most people; shares 0..1."""

    criterion: object
    mean: float
    low: float
    high: float

    @property
    def is_equal(self) -> bool:
        """Whether it weighs the same for everybody, in whole per cents: then no figure is shown."""
        return round(100 * self.low) == round(100 * self.high)


def list_weights(outcome, keys) -> tuple[CriterionWeight, ...]:
    shares = (outcome.shares[key] for key in keys)
    return tuple(
        CriterionWeight(CRITERION[one.key], one.mean, max(0.0, one.mean - one.spread), min(1.0, one.mean + one.spread))
        for one in shares
    )


@dataclass(frozen=True)
class Gap:
    """A criterion that residents and others weigh differently: who these are, and the share of each, 0..1."""

    criterion: object
    who: str
    others: float
    residents: float


def list_gaps(outcome) -> tuple[Gap, ...]:
    """Where residents differ most from officials, or from all others; () when either is not shown apart."""
    other = next((role for role in OTHER_ROLES if role in outcome.apart), None)
    if other is None or RESIDENT not in outcome.apart:
        return ()
    mine, theirs = (
        {key: mean for key, mean, _spread in outcome.apart[role]["weighings"]} for role in (RESIDENT, other)
    )
    return tuple(
        Gap(CRITERION[key], OTHER_ROLES[other], theirs.get(key, 0.0), mine.get(key, 0.0)) for key, _gap in outcome.gaps
    )


def describe_subgroups(outcome, catalogue) -> tuple:
    """Per role that is shown apart: (name, how many, its first platforms, its verdict and for how many)."""
    found = []
    for role in shown_apart(outcome):
        one = outcome.apart[role]
        key, some = most_first(one["verdicts"])[0]
        leading = [slug for slug, place, *_rest, can_lead in one["ranking"] if place <= FIRST_FEW and can_lead]
        first = name_platforms(leading, catalogue)
        part = PartOfPeople(some, one["size"])
        found.append((ROLE_NAMES[role], one["size"], first, None if part.is_few else VERDICTS[key], part))
    return tuple(found)


# --- all of it -------------------------------------------------------------------------------------------------------


def list_goals(outcome) -> tuple:
    """Which main goals more than one person chose: (label, Part), most chosen first."""
    labels = QUESTIONS["goal_main"]
    return tuple(
        (labels.option(key).label, PartOfPeople(some, outcome.size))
        for key, some in most_first(outcome.said["goal_main"])
        # an answer of before an upgrade may be gone
        if labels.option(key) and not PartOfPeople(some, outcome.size).is_few
    )


def choose_heading(outcome, first) -> dict:
    """The one line that says where the group stands, and the sentence under it."""
    key, some = most_first(outcome.verdicts)[0]
    verdict, part = VERDICTS[key], PartOfPeople(some, outcome.size)
    majority = 2 * some > outcome.size
    not_now = sum(some for key, some in outcome.verdicts.items() if key in NOT_NOW) * 2 > outcome.size
    counts = {"some": part.some, "whole": part.whole}
    if part.is_most:
        lead = _("De meesten of allen krijgen dit antwoord.")
    elif majority:
        lead = Sentence(_("%(some)s van de %(whole)s mensen krijgen dit antwoord. De anderen niet."), counts)
    else:
        lead = _("Geen antwoord geldt voor meer dan de helft. Lees eerst wat in de weg staat.")
    leaders = [one.platform.name for one in first if one.place == 1 and one.can_lead]
    if len(leaders) > 1 and not not_now:
        lead = Sentence(
            _("%(first)s Bij de groep delen %(count)s platforms de eerste plaats."),
            {"count": len(leaders), "first": lead},
        )
    elif leaders and not not_now:
        lead = Sentence(_("%(first)s Bij de groep staat %(name)s bovenaan."), {"name": leaders[0], "first": lead})
    headline = verdict.text if majority else _("De adviezen lopen uiteen")
    return {"headline": headline, "lead": lead, "not_now": not_now}


def summarise_outcome(outcome, catalogue) -> dict:
    """Everything that the page and the report say of a group, by the name of the part."""
    first = list_first_platforms(outcome, catalogue)
    by_weights = rank_by_weights(outcome, catalogue)
    leaders = tuple(one for one in by_weights if one.place == 1)
    same_first = {one.platform for one in leaders} == {one.platform for one in first if one.place == 1}
    in_the_way, apart_by = list_obstacles(outcome), list_gaps(outcome)
    goals = list_goals(outcome)
    nobody = next((one for one in in_the_way if one.what == NOBODY_CARRIES), None)
    return {
        "size": outcome.size,
        "shelf": TITLES[outcome.shelf],
        **choose_heading(outcome, first),
        "same_first": bool(leaders) and same_first,
        "leaders_by_weights": leaders,
        "known": outcome.known,
        "roles": tuple(
            (name, PartOfPeople(outcome.roles[role], outcome.size))
            for role, name in ROLE_NAMES.items()
            if role in outcome.roles
        ),
        "verdicts": list_verdicts(outcome),
        "obstacles": in_the_way,
        "to_arrange": list_tasks(outcome),
        "ranking": first,
        "by_weights": by_weights,
        "goals": goals,
        "same_goal": bool(goals) and goals[0][1].nearly_all,
        "goals_differ": is_divided(outcome.said["goal_main"]),
        "agreed": list_weights(outcome, outcome.agreed),
        "to_talk_about": list_weights(outcome, outcome.to_talk_about),
        "apart": describe_subgroups(outcome, catalogue),
        "left_out": outcome.size - sum(one["size"] for one in outcome.apart.values()),
        "gaps": apart_by,
        "conversation": choose_questions(outcome, nobody, apart_by),
        "agenda": AGENDA,
    }
