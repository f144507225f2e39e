"""What comes after the decision: the first steps, and what the college can then choose from."""

from stappenplan.method.evidence.status import RUNS
from stappenplan.method.text import Sentence, _
from stappenplan.method.verdicts import NOT_NOW, RESIDENTS

from ..elements import Line
from .decisions import ASK, PREPARE, REVIEW, Decision
from .outline import PLANNING_ANNEX, QUESTIONS_ANNEX

PLATFORMS_NAMED = 3
CALL = _("Bellen of dit nog draait: %(names)s")
PREPARE_FIRST = _("Besluit %(number)s uitvoeren")
ASKING_PROVIDERS = _("De vragen stellen aan de aanbieders die vooraan staan (bijlage %(annex)s)")
TALK = _("Gesprekken met bewoners, en met beheerders van groepen")
BASELINE = _("Nulmeting met de zinnen van het CBS over binding met de buurt (bijlage %(annex)s)")
REPORT_BACK = _("Terugkoppeling aan bewoners")
NEXT_PROPOSAL = _("Vervolgvoorstel aan het college (besluit %(number)s)")
CHOOSE_ONE = _("Voorstel voor één platform (besluit %(number)s)")
LOOK_BACK = _("Terugblik (besluit %(number)s)")

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


def list_next_steps(advice, decisions: tuple[Decision, ...]) -> tuple[Line, ...]:
    """The steps after this decision; the planning in the annex says more."""
    profile, off = advice.profile, not can_choose(advice)
    number = {decision.key: place for place, decision in enumerate(decisions, 1)}
    begin = doubtful_here(advice)
    if PREPARE in number and advice.verdict.cause != RESIDENTS:  # then it is what the talks are for
        begin += (Line(Sentence(PREPARE_FIRST, {"number": number[PREPARE]})),)
    if off:
        then = (Line(TALK, source=("S5",)), *plan_baseline(profile), Line(REPORT_BACK))
        end = (Line(Sentence(NEXT_PROPOSAL, {"number": number[REVIEW]})),)
    else:
        ask = Line(Sentence(ASKING_PROVIDERS, {"annex": QUESTIONS_ANNEX.number}))
        then = (ask, *plan_baseline(profile), Line(Sentence(CHOOSE_ONE, {"number": number[ASK]})))
        end = (Line(Sentence(LOOK_BACK, {"number": number[REVIEW]})),)
    return (*begin, *then, *end)


def can_choose(advice) -> bool:
    """Whether the advice is to choose a platform, and there is one to choose from."""
    return advice.verdict.key not in NOT_NOW and bool(advice.shelves[0].first)


def doubtful_here(advice) -> tuple[Line, ...]:
    """To call about what the municipality has, of which nobody knows whether it still runs."""
    names = tuple(one.platform.name for one in advice.already_here if one.evidence.status != RUNS)
    return (Line(Sentence(CALL, {"names": names[:PLATFORMS_NAMED]})),) if names else ()


def plan_baseline(profile) -> tuple[Line, ...]:
    """A measurement before the start, unless there is one."""
    if profile.says("measure", "baseline_known"):
        return ()
    return (Line(Sentence(BASELINE, {"annex": PLANNING_ANNEX.number}), source=("S24",)),)


def describe_handover(profile) -> Line:
    """When residents take over."""
    if profile.says("lead", "municipality") or profile.says("municipality_part", "owner"):
        return Line(_("De gemeente begint als eigenaar of met de leiding. Bewoners nemen het over op:"), True, ("OJ",))
    if profile.says("lead", "residents"):
        return Line(_("Over een jaar beslissen bewoners. Tot die tijd beslist:"), fill=True)
    return Line(_("Spreek af wanneer bewoners meer gaan beslissen:"), True, ("OJ",))
