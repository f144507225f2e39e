"""What comes after the decision: the first steps, and what the college can then choose from."""

from collections.abc import Iterator
from dataclasses import dataclass

from stappenplan.method.evidence.status import RUNS
from stappenplan.method.text import Sentence, _
from stappenplan.method.verdicts import RESIDENTS

from ..elements import Line, chooses_platform, keeps_what_is_there
from .baseline import has_baseline, has_goal_date
from .decisions import (
    ASK,
    IN_MUNICIPALITY,
    MAY_BE_THERE,
    MAYBE_BESIDE,
    NEXT,
    PILOT,
    PLATFORMS_NAMED,
    PREPARE,
    REVIEW,
    Decision,
    list_tasks,
    name_keepers,
    name_to_join,
    starts_at_once,
)
from .outline import LAW_ANNEX, PLANNING_ANNEX, QUESTIONS_ANNEX

CALL = _("Bellen of dit nog draait: %(names)s")
ASK_TO_JOIN = _("Vragen of bewoners kunnen aansluiten: %(names)s")
PREPARE_FIRST = _("Besluit %(number)s uitvoeren")
ASKING_PROVIDERS = _("Vragen aan de aanbieders (bijlage %(annex)s)")
TALK = _("Gesprekken met bewoners, en met beheerders van groepen")
BASELINE = _("Nulmeting: doel en zinnen van CBS (bijlage %(annex)s)")
MEASURE, MEASURE_AGAIN = _("Meten hoe ver het doel nu is"), _("Opnieuw meten, op dezelfde manier")
REPORT_BACK = _("Terugkoppeling aan bewoners")
NEXT_PROPOSAL = _("Vervolgvoorstel aan het college (besluit %(number)s)")
REPORT_TO_COLLEGE = _("Melden wat is afgesproken (besluit %(number)s)")
REPORT_RESULT = _("Melden of het doel is gehaald (besluit %(number)s)")
PROPOSE_ONE = _("Voorstel voor één platform (besluit %(number)s)")
CHOOSE_ONE = _("Keuze van een platform")
AGREE_ON_DATA = _("Afspraken over gegevens en DPIA-toets (bijlage %(annex)s)")
START = _("Start van het platform (besluit %(number)s)")
LOOK_BACK = _("Terugblik: doorgaan of stoppen (besluit %(number)s)")
END_OF_PILOT = _("Einde proef: doorgaan of stoppen (besluit %(number)s)")
UNTIL_RESIDENTS_DECIDE = _(
    "Bewoners beslissen vanaf de datum die het college vastlegt. Tot die datum worden de huisregels bewaakt door "
    "%(keepers)s. Over al het andere beslist tot dan:"
)
# The people who do it, and by when: the date is that of a decision, or follows from it.
DEPARTMENT, HOLDER, COLLEGE = _("De afdeling"), _("De portefeuillehouder"), _("Het college")
WITHIN_A_MONTH, BEFORE_START = _("Binnen 30 dagen"), _("Vóór de start")
BEFORE_PROPOSAL, BEFORE_REPORT = _("Vóór het vervolgvoorstel"), _("Vóór de eerste melding")
AFTER_NEXT_DECISION, AFTER_REPORT = _("Na het besluit daarover"), _("Na de eerste melding")
AFTER_PROPOSAL, DATE_OF_DECISION = _("Na het voorstel"), _("Datum van besluit %(number)s")
AFTER_AGREEMENTS, AFTER_CHOICE = _("Na deze afspraken"), _("Na deze keuze")
BEFORE_SECOND_DATE = _("Vóór de tweede datum van besluit %(number)s")
ON_DATE_OF_GOAL, AFTER_A_YEAR = _("Op de datum van het doel"), _("Een jaar na de start")
FIRST_DATE, SECOND_DATE = _("Eerste datum van besluit %(number)s"), _("Tweede datum van besluit %(number)s")


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
        _("Bewoners erom vragen en minstens vijf van hen de kar trekken."),
        _("Vergelijken, inkoop, juridische toets, huisregels en een einddatum."),
    ),
)


def list_next_steps(advice, decisions: tuple[Decision, ...]) -> tuple[FollowUpStep, ...]:
    """The steps after this decision, in the order of the planning in the annex, which says more."""
    number = {decision.key: place for place, decision in enumerate(decisions, 1)}

    def by_decision(text: str, about: str, who: str, when: str = DATE_OF_DECISION, **values) -> FollowUpStep:
        return FollowUpStep(
            Sentence(text, {"number": number[about], **values}), who, Sentence(when, {"number": number[about]})
        )

    begin = tuple(ask_what_is_here(advice))
    if PREPARE in number and advice.verdict.cause != RESIDENTS:  # then it is what the talks are for
        begin += (by_decision(PREPARE_FIRST, PREPARE, DEPARTMENT),)
    if not can_choose(advice):
        keeps = keeps_what_is_there(advice)
        before, proposal = (BEFORE_REPORT, REPORT_TO_COLLEGE) if keeps else (BEFORE_PROPOSAL, NEXT_PROPOSAL)
        talks = FollowUpStep(TALK, DEPARTMENT, before, ("S5",))
        if advice.verdict.cause == RESIDENTS:
            talks = by_decision(TALK, PREPARE, DEPARTMENT)
        told = FollowUpStep(REPORT_BACK, DEPARTMENT, AFTER_REPORT if keeps else AFTER_NEXT_DECISION)
        measured, after = (), ()
        if keeps:
            measured = (FollowUpStep(MEASURE, DEPARTMENT, BEFORE_REPORT),) if not has_baseline(advice.profile) else ()
            again = by_decision(MEASURE_AGAIN, NEXT, DEPARTMENT, when_again(advice.profile, BEFORE_SECOND_DATE))
            after = (again, by_decision(REPORT_RESULT, NEXT, HOLDER, SECOND_DATE))
        reported = by_decision(proposal, NEXT, HOLDER, FIRST_DATE if keeps else DATE_OF_DECISION)
        return (*begin, talks, *measured, reported, told, *after)
    return (
        *begin,
        by_decision(ASKING_PROVIDERS, ASK, DEPARTMENT, FIRST_DATE, annex=QUESTIONS_ANNEX.number),
        by_decision(PROPOSE_ONE, ASK, DEPARTMENT, SECOND_DATE),
        FollowUpStep(CHOOSE_ONE, COLLEGE, AFTER_PROPOSAL),
        FollowUpStep(REPORT_BACK, DEPARTMENT, AFTER_CHOICE),
        FollowUpStep(Sentence(AGREE_ON_DATA, {"annex": LAW_ANNEX.number}), DEPARTMENT, BEFORE_START),
        *plan_baseline(advice.profile),
        by_decision(START, PILOT, DEPARTMENT, AFTER_AGREEMENTS),
        FollowUpStep(MEASURE_AGAIN, DEPARTMENT, when_again(advice.profile, AFTER_A_YEAR)),
        by_decision(LOOK_BACK if starts_at_once(advice.profile) else END_OF_PILOT, REVIEW, COLLEGE),
    )


def when_again(profile, otherwise: str) -> str:
    """When it is measured again: no later than the date of the goal, where that has one."""
    return ON_DATE_OF_GOAL if has_goal_date(profile) else otherwise


def can_choose(advice) -> bool:
    """Whether the advice is to choose a platform, and there is one to choose from."""
    return chooses_platform(advice) and bool(advice.shelves[0].first)


def list_possibilities(advice) -> tuple:
    """What the college can choose from later: nothing when it chooses now, or keeps to what is there."""
    return () if can_choose(advice) or keeps_what_is_there(advice) else POSSIBILITIES


def ask_what_is_here(advice) -> Iterator[FollowUpStep]:
    """To call about what may still run in the municipality, and to ask what runs there whether residents can join."""
    to_join = () if IN_MUNICIPALITY in list_tasks(advice) else name_to_join(advice)
    for text, names in ((CALL, name_doubtful(advice)), (ASK_TO_JOIN, to_join)):
        if names:
            yield FollowUpStep(Sentence(text, {"names": names}), DEPARTMENT, WITHIN_A_MONTH)


def name_doubtful(advice) -> tuple[str, ...]:
    """What may still run: what resembles a platform for this goal, else what the annex shows; not what is decided."""
    tasks = list_tasks(advice)
    if MAY_BE_THERE in tasks:
        return ()
    shown = (one.platform for one in advice.already_here[:PLATFORMS_NAMED] if one.evidence.status != RUNS)
    asked = tasks[MAYBE_BESIDE].values["names"] if MAYBE_BESIDE in tasks else ()
    names = (platform.name for platform in advice.ranking.maybe_similar or shown)
    return tuple(name for name in names if name not in asked)


def plan_baseline(profile) -> tuple[FollowUpStep, ...]:
    """A measurement before the start, unless there is one."""
    if has_baseline(profile):
        return ()
    return (
        FollowUpStep(Sentence(BASELINE, {"annex": PLANNING_ANNEX.number}), DEPARTMENT, BEFORE_START, source=("S24",)),
    )


def describe_handover(profile) -> Line:
    """When residents take over, and who keeps the house rules until then."""
    if profile.says("lead", "municipality") or profile.says("municipality_part", "owner"):
        return Line(_("De gemeente begint als eigenaar of met de leiding. Bewoners nemen het over op:"), True, ("OJ",))
    if profile.says("lead", "residents"):
        return Line(Sentence(UNTIL_RESIDENTS_DECIDE, {"keepers": name_keepers(profile)}), fill=True)
    return Line(_("Spreek af wanneer bewoners meer gaan beslissen:"), True, ("OJ",))
