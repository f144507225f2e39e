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
COMPARISON = Annex("comparison", _("Vergelijking"), _("Platforms naast elkaar. Voor de afdeling."), 1)
ALREADY_HERE = Annex("already_here", _("Wat er al is"), _("Wat draait, en wie u belt. Voor de afdeling."), 2)
RISKS = Annex("risks", _("Risico’s"), _("Wat kan misgaan, en wat dan helpt. Voor de portefeuillehouder."), 3)
LAW = Annex("law", _("Recht"), _("Wat geldt, en wat niet zeker is. Voor juridische zaken, inkoop en privacy."), 4)
PLANNING = Annex("planning", _("Planning"), _("Van eerste stap tot terugblik. Voor de afdeling."), 5)
QUESTIONS = Annex("questions", _("Vragen aan aanbieders"), _("Met een mail die klaarstaat. Voor inkoop."), 6)
ACCOUNTABILITY = Annex(
    "accountability", _("Verantwoording"), _("Antwoorden, gewichten en hoe zeker het is. Voor concerncontrol."), 7
)
GROUP = Annex("group", _("Samen gekozen"), _("Wat de groep samen zegt. Voor de afdeling."), 8)
# The last one, whatever its number: it lists what the others cite.
SOURCES = Annex("sources", _("Bronnen"), _("Alle bronnen, met datum. Voor iedereen."), 8)


def list_annexes(in_group: bool) -> tuple[Annex, ...]:
    """The annexes of a memo, numbered; that of the group only when a group chose together."""
    fixed = (COMPARISON, ALREADY_HERE, RISKS, LAW, PLANNING, QUESTIONS, ACCOUNTABILITY)
    if not in_group:
        return (*fixed, SOURCES)
    return (*fixed, GROUP, Annex(SOURCES.key, SOURCES.title, SOURCES.about, GROUP.number + 1))
