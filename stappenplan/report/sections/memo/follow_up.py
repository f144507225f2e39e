"""What comes after the decision: the first steps, and what the college can then choose from."""

from dataclasses import dataclass

from stappenplan.method.evidence.status import RUNS
from stappenplan.method.text import Sentence, _
from stappenplan.method.verdicts import NOT_NOW, RESIDENTS

from ..elements import Line
from .decisions import ASK, NEXT, PREPARE, REVIEW, Decision
from .outline import PLANNING_ANNEX, QUESTIONS_ANNEX

PLATFORMS_NAMED = 3
CALL = _("Bellen of dit nog draait: %(names)s")
PREPARE_FIRST = _("Besluit %(number)s uitvoeren")
ASKING_PROVIDERS = _("De vragen stellen aan de aanbieders die vooraan staan (bijlage %(annex)s)")
TALK = _("Gesprekken met bewoners, en met beheerders van groepen")
BASELINE = _("Nulmeting met de zinnen van het CBS over binding met de buurt (bijlage %(annex)s)")
REPORT_BACK = _("Terugkoppeling aan bewoners")
NEXT_PROPOSAL = _("Vervolgvoorstel aan het college (besluit %(number)s)")
REPORT_TO_COLLEGE = _("Melden wat is afgesproken, en of dat genoeg is (besluit %(number)s)")
CHOOSE_ONE = _("Voorstel voor één platform (besluit %(number)s)")
LOOK_BACK = _("Terugblik (besluit %(number)s)")
# The people who do it, and by when: the date is that of a decision, or follows from it.
DEPARTMENT, HOLDER, COLLEGE = _("De afdeling"), _("De portefeuillehouder"), _("Het college")
WITHIN_A_MONTH, BEFORE_START = _("Binnen 30 dagen"), _("Vóór de start")
BEFORE_PROPOSAL, BEFORE_REPORT = _("Vóór het vervolgvoorstel"), _("Vóór de melding aan het college")
DATE_OF_DECISION = _("Datum van besluit %(number)s")


@dataclass(frozen=True)
class FollowUpStep:
    """A step after the decision: what, by whom, and when it is done."""

    text: "str | Sentence"
    who: str
    when: "str | Sentence"
    source: tuple[str, ...] = ()


# What the college can choose from later: the possibility, when it fits, and what it asks.
POSSIBILITIES = (
    (
        _("Geen nieuw platform"),
        _("Bewoners elkaar al vinden, of liever in het echt willen beginnen."),
        _("Een klein budget voor activiteiten en een vaste contactpersoon."),
    ),
    (
        _("Aansluiten bij wat er is"),
        _("Een bestaande groep of voorziening draait en openstaat voor meer."),
        _("Afspraken met de beheerder, en hulp als die daarom vraagt."),
    ),
    (
        _("Een platform kiezen"),
        _("Bewoners erom vragen en er minstens drie trekkers zijn."),
        _("Vergelijken, inkoop, juridische toets, huisregels en een einddatum."),
    ),
)


def list_next_steps(advice, decisions: tuple[Decision, ...]) -> tuple[FollowUpStep, ...]:
    """The steps after this decision; the planning in the annex says more."""
    number = {decision.key: place for place, decision in enumerate(decisions, 1)}

    def by_decision(text: str, about: str, who: str, **values) -> FollowUpStep:
        return FollowUpStep(
            Sentence(text, {"number": number[about], **values}),
            who,
            Sentence(DATE_OF_DECISION, {"number": number[about]}),
        )

    begin = doubtful_here(advice)
    if PREPARE in number and advice.verdict.cause != RESIDENTS:  # then it is what the talks are for
        begin += (by_decision(PREPARE_FIRST, PREPARE, DEPARTMENT),)
    if not can_choose(advice):
        keeps = advice.verdict.key == "use_existing"
        before, proposal = (BEFORE_REPORT, REPORT_TO_COLLEGE) if keeps else (BEFORE_PROPOSAL, NEXT_PROPOSAL)
        talks = FollowUpStep(TALK, DEPARTMENT, before, ("S5",))
        if advice.verdict.cause == RESIDENTS:
            talks = by_decision(TALK, PREPARE, DEPARTMENT)
        told = FollowUpStep(REPORT_BACK, DEPARTMENT, before)
        return (*begin, talks, told, by_decision(proposal, NEXT, HOLDER))
    return (
        *begin,
        by_decision(ASKING_PROVIDERS, ASK, DEPARTMENT, annex=QUESTIONS_ANNEX.number),
        by_decision(CHOOSE_ONE, ASK, DEPARTMENT),
        *plan_baseline(advice.profile),
        by_decision(LOOK_BACK, REVIEW, COLLEGE),
    )


def can_choose(advice) -> bool:
    """Whether the advice is to choose a platform, and there is one to choose from."""
    return advice.verdict.key not in NOT_NOW and bool(advice.shelves[0].first)


def list_possibilities(advice) -> tuple:
    """What the college can choose from later: nothing when it chooses now, or keeps to what is there."""
    return () if can_choose(advice) or advice.verdict.key == "use_existing" else POSSIBILITIES


def doubtful_here(advice) -> tuple[FollowUpStep, ...]:
    """To call about what the municipality has, of which nobody knows whether it still runs."""
    names = tuple(one.platform.name for one in advice.already_here if one.evidence.status != RUNS)
    if not names:
        return ()
    return (FollowUpStep(Sentence(CALL, {"names": names[:PLATFORMS_NAMED]}), DEPARTMENT, WITHIN_A_MONTH),)


def plan_baseline(profile) -> tuple[FollowUpStep, ...]:
    """A measurement before the start, unless there is one."""
    if profile.says("measure", "baseline_known"):
        return ()
    return (
        FollowUpStep(Sentence(BASELINE, {"annex": PLANNING_ANNEX.number}), DEPARTMENT, BEFORE_START, source=("S24",)),
    )


def describe_handover(profile) -> Line:
    """When residents take over."""
    if profile.says("lead", "municipality") or profile.says("municipality_part", "owner"):
        return Line(_("De gemeente begint als eigenaar of met de leiding. Bewoners nemen het over op:"), True, ("OJ",))
    if profile.says("lead", "residents"):
        return Line(_("Over een jaar beslissen bewoners. Tot die tijd beslist:"), fill=True)
    return Line(_("Spreek af wanneer bewoners meer gaan beslissen:"), True, ("OJ",))
