"""The outline of the memo: the sections of its first pages, and its annexes, in their order.

Declared once: the PDF and the Word file are made from the same page, which follows this outline.
"""

from dataclasses import dataclass

from stappenplan.method.text import _


@dataclass(frozen=True)
class MemoSection:
    """One section of the memo itself; `key` names its template in `templates/stappenplan/report/memo`."""

    key: str
    title: str

    @property
    def template(self) -> str:
        return f"stappenplan/report/memo/{self.key}.html"


@dataclass(frozen=True)
class Annex:
    """One annex; `key` names its template in `templates/stappenplan/report/annexes`, `about` says what it is for."""

    key: str
    title: str
    about: str
    number: int = 0

    @property
    def template(self) -> str:
        return f"stappenplan/report/annexes/{self.key}.html"


SECTIONS = (
    MemoSection("subject", _("Onderwerp")),
    MemoSection("decision", _("Gevraagd besluit")),
    MemoSection("background", _("Aanleiding")),
    MemoSection("arguments", _("Argumenten")),
    MemoSection("remarks", _("Kanttekeningen")),
    MemoSection("finances", _("Financiën")),
    MemoSection("participation", _("Communicatie en participatie")),
    MemoSection("follow_up", _("Vervolg")),
    MemoSection("annexes", _("Bijlagen")),
)
COMPARISON_ANNEX = Annex("comparison", _("Vergelijking"), _("Platforms naast elkaar. Voor de afdeling."), 1)
ALREADY_HERE_ANNEX = Annex(
    "already_here", _("Wat er al is"), _("Wat draait, en wie daarover gaat. Voor de afdeling."), 2
)
RISKS_ANNEX = Annex("risks", _("Risico’s"), _("Wat kan misgaan, en wat dan helpt. Voor de portefeuillehouder."), 3)
LAW_ANNEX = Annex("law", _("Recht"), _("Wat geldt, en wat niet zeker is. Voor juridische zaken, inkoop en privacy."), 4)
PLANNING_ANNEX = Annex("planning", _("Planning"), _("Wat wanneer gebeurt, en wie het doet. Voor de afdeling."), 5)
QUESTIONS_ANNEX = Annex("questions", _("Vragen aan aanbieders"), _("Met een mail die klaarstaat. Voor inkoop."), 6)
# The same where no provider is asked, since what is there works.
KEEPERS_ANNEX = Annex(
    QUESTIONS_ANNEX.key, _("Vragen aan beheerders"), _("Met een mail die klaarstaat. Voor de afdeling."), 6
)
# The same while no platform is chosen: there is nothing to ask them yet.
QUESTIONS_FOR_LATER_ANNEX = Annex(
    QUESTIONS_ANNEX.key, QUESTIONS_ANNEX.title, _("Voor later, als het college gaat kiezen. Voor inkoop."), 6
)
ACCOUNTABILITY_ANNEX = Annex(
    "accountability", _("Verantwoording"), _("Antwoorden, gewichten en hoe zeker het is. Voor concerncontrol."), 7
)
GROUP_ANNEX = Annex("group", _("Samen gekozen"), _("Wat de groep samen zegt. Voor de afdeling."), 8)
# The last one, whatever its number: it lists what the others cite.
SOURCES_ANNEX = Annex("sources", _("Bronnen"), _("Met datum, als die bekend is. Voor iedereen."), 8)


def list_annexes(in_group: bool, questions: Annex = QUESTIONS_ANNEX) -> tuple[Annex, ...]:
    """The annexes of a memo, numbered; that of the group only when a group chose together. `questions`: the sixth."""
    fixed = (
        COMPARISON_ANNEX,
        ALREADY_HERE_ANNEX,
        RISKS_ANNEX,
        LAW_ANNEX,
        PLANNING_ANNEX,
        questions,
        ACCOUNTABILITY_ANNEX,
    )
    if not in_group:
        return (*fixed, SOURCES_ANNEX)
    return (
        *fixed,
        GROUP_ANNEX,
        Annex(SOURCES_ANNEX.key, SOURCES_ANNEX.title, SOURCES_ANNEX.about, GROUP_ANNEX.number + 1),
    )
