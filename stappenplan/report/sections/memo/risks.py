"""The risk section, from the gates that hold and from the choice of a platform."""

from collections.abc import Iterator
from dataclasses import dataclass

from stappenplan.method.declarations import FIRST, STOP, STOP_NEW, TIP, WARN
from stappenplan.method.text import Sentence, _

from ..elements import chooses_platform
from ..planning import FOR_LATER, can_wait
from .arguments import SHARED_DATA, list_doubted_musts
from .outline import LAW_ANNEX

# The level of a risk that comes only with a later decision on a platform.
LATER = "later"
# What must be arranged before anything else.
ARRANGED_FIRST = (STOP, STOP_NEW, FIRST)
SPONSOR, CORE, ADMINISTRATORS = _("De afdeling"), _("Bewoners die de kar trekken"), _("Beheerders")
# What the decisions ask of the department before the start, residents cannot be held to alone.
DEPARTMENT_WITH_RESIDENTS = _("De afdeling, met bewoners")
MUNICIPAL_CONTACT = _("Contactpersoon van de gemeente")
# Of each gate: the risk, the sign by which it shows, and who keeps an eye on it. A proposal: [OJ].
RISKS = {
    "not_the_right_tool": (
        _("Het platform lost het echte probleem niet op."),
        _("Mensen melden zich aan, maar er verandert niets."),
        SPONSOR,
    ),
    "platform_alone": (_("Het platform staat alleen en loopt leeg."), _("Niemand plaatst meer iets."), SPONSOR),
    "no_connectors": (
        _("Niemand brengt mensen bij elkaar."),
        _("Steeds dezelfde twee of drie mensen doen alles."),
        SPONSOR,
    ),
    "no_offline": (_("Alleen wie online is, doet mee."), _("Op straat kent niemand het platform."), CORE),
    "need_not_checked": (
        _("Er komt iets waar niemand om vroeg."),
        _("Na de start melden weinig mensen zich aan."),
        SPONSOR,
    ),
    "goal_not_sharp": (
        _("Niemand kan zeggen of het werkt."),
        _("Bij de terugblik is er geen getal om naar te kijken."),
        SPONSOR,
    ),
    "only_counting": (
        _("Niet te zien is of het contact beter wordt."),
        _("Er zijn alleen cijfers over leden en berichten."),
        SPONSOR,
    ),
    "similar_platform_present": (
        _("Twee plekken naast elkaar verdelen de buurt."),
        _("Hetzelfde bericht staat op twee plekken."),
        SPONSOR,
    ),
    "platform_in_municipality": (
        _("Er komt iets dubbels in de gemeente."),
        _("Bewoners vragen waar ze moeten zijn."),
        SPONSOR,
    ),
    "platform_may_be_there": (
        _("Er komt iets naast wat er misschien al is."),
        _("Na de start blijkt dat er al een plek was."),
        SPONSOR,
    ),
    "trust_first": (_("Mensen durven niet mee te doen."), _("Niemand stelt een vraag."), CORE),
    "existing_partly": (
        _("De mensen van nu voelen zich gepasseerd."),
        _("De beheerders van nu doen niet mee."),
        CORE,
    ),
    "existing_not_checked": (
        _("Wat buren al gebruiken, wordt over het hoofd gezien."),
        _("Na de start blijkt dat buren al ergens anders zitten."),
        SPONSOR,
    ),
    "municipality_owns": (
        _("Het platform wordt niet van de buurt."),
        _("Vooral de gemeente plaatst berichten."),
        SPONSOR,
    ),
    "municipality_moderates": (
        _("De gemeente wordt partij in een ruzie."),
        _("Er komen klachten over weggehaalde berichten."),
        SPONSOR,
    ),
    "role_clash": (
        _("De rol van de gemeente is onduidelijk."),
        _("Bewoners en ambtenaren verwachten iets anders van elkaar."),
        SPONSOR,
    ),
    "nobody_answers": (
        _("Vragen aan de gemeente blijven liggen."),
        _("Een vraag staat langer dan een paar dagen open."),
        MUNICIPAL_CONTACT,
    ),
    "left_out_group": (
        _("Mensen die de afdeling wil bereiken, doen niet mee."),
        _("Steeds dezelfde mensen doen mee."),
        CORE,
    ),
    "too_little_time": (
        _("Er is te weinig tijd om het te laten groeien."),
        _("Berichten blijven liggen. Trekkers haken af."),
        CORE,
    ),
    "very_small": (
        _("Er is te weinig nieuws voor een eigen platform."),
        _("Er staat wekenlang niets nieuws."),
        CORE,
    ),
    "whole_municipality_at_once": (
        _("Overal begint het, nergens komt het op gang."),
        _("In geen enkele buurt is een vaste groep."),
        SPONSOR,
    ),
    "build_yourself": (_("Niemand onderhoudt de software."), _("Fouten blijven staan."), SPONSOR),
    "paid_without_money": (
        _("Er is geen geld voor wat het plan vraagt."),
        _("De aanbieder stuurt een offerte, maar er is geen geld."),
        SPONSOR,
    ),
    "short_money": (
        _("Het geld stopt te vroeg."),
        _("Een half jaar voor het einde is er geen nieuw geld."),
        SPONSOR,
    ),
    "no_exit": (
        _("Bij het einde zijn de gegevens weg."),
        _("Niemand weet wie de ledenlijst krijgt."),
        SPONSOR,
    ),
    "no_moderation": (
        _("De toon wordt naar."),
        _("Mensen klagen over berichten, of gaan weg."),
        ADMINISTRATORS,
    ),
    "no_review": (
        _("Het platform blijft leeg staan."),
        _("Niemand weet wanneer wordt teruggekeken."),
        SPONSOR,
    ),
    "goal_safety": (
        _("Angst groeit in plaats van contact."),
        _("Er komen foto’s of berichten over “verdachte” mensen."),
        ADMINISTRATORS,
    ),
    "legal_check": (
        _("Het plan houdt zich niet aan de regels."),
        _("Er ligt geen oordeel van privacy, webredactie of inkoop."),
        SPONSOR,
    ),
    "nothing_left": (
        _("Geen platform voldoet aan wat het plan vraagt."),
        _("Elke aanbieder valt af op dezelfde eis."),
        SPONSOR,
    ),
}
# The same of what no gate asks about.
DEMAND_NOT_MET = (
    _("Het gekozen platform voldoet niet aan een eis."),
    _("De aanbieder geeft geen antwoord, of kan niets laten zien."),
    SPONSOR,
)
NOBODY_RESPONSIBLE = (
    _("Niemand weet wie verantwoordelijk is voor de gegevens."),
    _("Vóór de start ligt er geen afspraak."),
    SPONSOR,
)


@dataclass(frozen=True)
class Risk:
    """A risk with its sign, what to do (sentences) and who keeps an eye on it."""

    risk: str
    sign: str
    measures: tuple
    owner: str
    source: tuple[str, ...]
    level: str = WARN


def list_risks(advice) -> tuple[Risk, ...]:
    """The risks: of the gates that hold, the hardest first, then of the choice itself."""
    order = (STOP, STOP_NEW, FIRST, LATER, WARN, TIP)
    # The hardest first also among those that wait.
    holding = sorted((f for f in advice.findings if f.key in RISKS), key=lambda finding: order.index(finding.level))
    made = (
        make_risk(advice.profile, *RISKS[f.key], f.sentences, f.gate.source, LATER if can_wait(advice, f) else f.level)
        for f in holding
    )
    return (*sorted(made, key=lambda risk: order.index(risk.level)), *risks_of_choice(advice))


def make_risk(profile, risk, sign, owner, measures, source, level=WARN) -> Risk:
    """A risk whose owner exists: the department, as long as there is nobody else or it must act first."""
    owner = owner if is_there(profile, owner) else SPONSOR
    if owner == CORE and level in ARRANGED_FIRST:
        owner = DEPARTMENT_WITH_RESIDENTS
    return Risk(risk, sign, measures, owner, source, level)


def is_there(profile, owner: str) -> bool:
    """Whether the answers say that these people are there."""
    if owner == CORE:
        return profile.says("core_team", "one_two", "three_five", "six_plus")
    if owner == ADMINISTRATORS:
        return profile.says("moderation", "residents", "residents_with_backup", "provider", "municipality")
    return owner != MUNICIPAL_CONTACT or profile.says("reply", "named_person", "team")


def risks_of_choice(advice) -> Iterator[Risk]:
    """What the choice of a platform itself can bring, as the remarks of the memo say it."""
    if not chooses_platform(advice):
        return
    if doubts := list_doubted_musts(advice):
        yield make_risk(advice.profile, *DEMAND_NOT_MET, doubts, ())
    if advice.profile.says("lead", "shared"):
        yield make_risk(advice.profile, *NOBODY_RESPONSIBLE, (Sentence(SHARED_DATA, {"annex": LAW_ANNEX.number}),), ())


def by_urgency(found) -> list[tuple[str, list[Risk]]]:
    """The risks in groups with a title: to arrange first, to arrange before a later choice, and to watch."""
    groups = (
        (_("Eerst regelen"), [risk for risk in found if risk.level in ARRANGED_FIRST]),
        (FOR_LATER, [risk for risk in found if risk.level == LATER]),
        (_("In de gaten houden"), [risk for risk in found if risk.level not in (*ARRANGED_FIRST, LATER)]),
    )
    return [(title, risks) for title, risks in groups if risks]
