"""The two options side by side: no new platform, worked out in full, and a new platform."""

from stappenplan.method.profile import as_tuple
from stappenplan.method.steps import QUESTIONS
from stappenplan.method.text import Sentence, _

from ..budget import AMOUNT
from ..elements import CARDS, TALK_IN_THE_STREET, Row, keeps_what_is_there, named_existing
from .baseline import has_baseline
from .outline import COMPARISON_ANNEX, QUESTIONS_ANNEX

# The two options are set side by side in these rows; the last rows of `describe_alternative` hold for both.
WHAT_ROW, WHO_ROW, COST_ROW = _("Wat is er te doen?"), _("Wie doet het?"), _("Wat kost het?")
RISK_ROW, MONTH_ROW, HUNDRED_ROW = _("Wat kan misgaan?"), _("De eerste 30 dagen"), _("De eerste 100 dagen")
WHEN = _("Wanneer past dit?")
RISK_OF_WHAT_IS_THERE = _("Wie er nu niet bij hoort, blijft buiten. Stopt de beheerder, dan stopt alles.")
CHOOSE_FROM_ANNEX = _("Kies een platform uit bijlage %(annex)s. Blijf elkaar ook in het echt ontmoeten.")
JUST_ASK = _("Stel de aanbieders de vragen uit bijlage %(annex)s.")
ARRANGE_AND_ASK = _("Regel wat eerst moet. Stel de aanbieders de vragen uit bijlage %(annex)s.")


def describe_alternative(advice) -> tuple[Row, ...]:
    """No new platform, worked out as a full option: what, who, money, risk, planning, and when to choose it."""
    profile = advice.profile
    existing = named_existing(profile)
    ways = [value for value in as_tuple(profile.answer("offline_ways")) if value != "none"]
    has_people = profile.says("connectors", "team_ready", "some_people")
    return (
        Row(
            WHAT_ROW,
            Sentence(_("Maak %(existing)s sterker, en de ontmoetingen in de buurt."), {"existing": existing})
            if existing
            else CARDS["D4"].text,
            ("S28", "S29") if existing else CARDS["D4"].source,
        ),
        Row(
            WHO_ROW,
            _("De mensen die anderen nu al bij elkaar brengen. Geef hun tijd en een plek.")
            if has_people
            else CARDS["D15"].text,
            ("OJ",) if has_people else CARDS["D15"].source,
        ),
        Row(COST_ROW, _("Geen geld voor een platform. Wel uren van mensen, en geld voor activiteiten."), ("S42",)),
        Row(
            RISK_ROW,
            RISK_OF_WHAT_IS_THERE if existing else _("Het hangt aan een paar mensen. Wie niet langskomt, hoort niets."),
            ("OJ",),
        ),
        Row(
            MONTH_ROW,
            _("Vraag de beheerders wat zij nodig hebben: tijd, geld, hulp of een plek.")
            if existing
            else TALK_IN_THE_STREET,
            ("S28", "S29") if existing else ("S5", "OJ"),
        ),
        Row(HUNDRED_ROW, _("Houd een vaste plek of activiteit in de buurt."), ("S5",)),
        Row(WHEN, _("Als werkt wat er al is, of als nog niemand anderen bij elkaar brengt."), ("S5", "S18", "OJ")),
        Row(
            _("Wat gebeurt er in het echt?"),
            tuple(QUESTIONS["offline_ways"].option(value).label for value in ways)
            or _("Kies minstens één ding: een plek, een activiteit of papier."),
            () if ways else ("S5", "OJ"),
        ),
        Row(_("Hoe doet iedereen mee?"), (CARDS["D17"].text, CARDS["D18"].text), ("S4", "S46")),
        Row(_("Hoe is te zien of het werkt?"), CARDS["D3"].text, CARDS["D3"].source),
    )


def new_platform(advice) -> tuple[Row, ...]:
    """A new platform in the same rows as `describe_alternative`, as far as the two differ."""
    profile = advice.profile
    amount = AMOUNT.get(profile.answer("budget"))
    if profile.answer("budget") == "nothing":
        cost = _("Voor het platform is geen geld. Wel uren van mensen, en geld voor activiteiten.")
    elif amount:
        text = _(
            "Beschikbaar voor het platform: %(amount)s per jaar. De kosten zijn nog niet bekend. Daarbij uren van "
            "mensen, en geld voor activiteiten."
        )
        cost = Sentence(text, {"amount": amount})
    else:
        cost = _("Geld voor het platform: niet ingevuld. Daarbij uren van mensen, en geld voor activiteiten.")
    return (
        Row(
            WHAT_ROW,
            Sentence(CHOOSE_FROM_ANNEX, {"annex": COMPARISON_ANNEX.number})
            if advice.shelves[0].first
            else _("Van geen platform weten we nu genoeg om te kiezen. Blijf elkaar ook in het echt ontmoeten."),
            ("S1", "S5"),
        ),
        Row(WHO_ROW, who_carries(profile), ("S6",)),
        Row(COST_ROW, cost, ("S42",)),
        Row(
            RISK_ROW,
            _("Het loopt leeg als het alleen online bestaat. Stopt de aanbieder, dan kunt u de gegevens kwijt zijn."),
            ("S1", "S9", "OJ"),
        ),
        Row(
            MONTH_ROW,
            Sentence(ARRANGE_AND_ASK if advice.first else JUST_ASK, {"annex": QUESTIONS_ANNEX.number})
            if advice.shelves[0].first and not keeps_what_is_there(advice)
            else _("Regel wat eerst moet. Vraag na wat er al is."),
        ),
        Row(
            HUNDRED_ROW,
            _("Kies een platform en maak huisregels.")
            if has_baseline(profile)
            else _("Kies een platform en maak huisregels. Meet vóór de start."),
            ("S24", "S43"),
        ),
        Row(
            WHEN,
            _("Als mensen elkaar in het echt zien, en daarna nog steeds niet kunnen vinden wat ze zoeken."),
            ("S5", "S11", "OJ"),
        ),
    )


def who_carries(profile) -> tuple:
    """The people behind a platform: the group and its hours as answered, and a contact at the municipality."""
    asked = (("core_team", _("Trekkers: %(answer)s.")), ("hours", _("Uren per week, samen: %(answer)s.")))
    answered = tuple(
        Sentence(text, {"answer": QUESTIONS[key].option(profile.answer(key)).label})
        for key, text in asked
        if profile.answer(key)
    )
    nobody = profile.says("reply", "nobody_yet")
    reply = (
        _("Nog niemand geeft namens de gemeente antwoord.") if nobody else _("Iemand van de gemeente geeft antwoord.")
    )
    return (*answered, reply)


def side_by_side(advice) -> dict:
    """The two options: `rows` of (label, Row without, Row with) where they differ, `both` for what holds for both.

    `parts`: the rows in two tables, the second with a title.
    """
    new = {row.label: row for row in new_platform(advice)}
    rows = describe_alternative(advice)
    different = [(row.label, row, new[row.label]) for row in rows if row.label in new]
    return {
        "rows": different,
        "parts": [("", different[:4]), (_("Wanneer"), different[4:])],
        "both": [row for row in rows if row.label not in new],
    }
