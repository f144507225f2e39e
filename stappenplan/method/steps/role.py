"""Step 3: settle roles before choosing; residents in the lead, the municipality useful."""

from ..declarations import MANY, OFFICIAL, ONE, RESIDENT, Card, Option, Question, Step
from ..text import _

ROLE = Step(
    "rol",
    _("Rol: wie heeft de zeggenschap?"),
    _("Spreek eerst af wie wat doet. Dan pas kiezen."),
    (
        Question(
            "lead",
            _("Wie heeft over een jaar de zeggenschap over het platform?"),
            ONE,
            (
                Option("residents", _("Bewoners")),
                Option("shared", _("Bewoners en gemeente of organisatie samen")),
                Option("local_organisation", _("Een lokale organisatie (dorpsraad, welzijn, corporatie)")),
                Option("municipality", _("De gemeente")),
            ),
            help=_("Bedenk wie mag beslissen over regels, geld en stoppen."),
            why=_(
                "Een kant-en-klare site van een gemeente of bedrijf wordt zelden echt van de buurt. "
                "Bewoners aan het roer werkt beter, maar vraagt wel mensen."
            ),
            source=("S7", "S81", "OJ"),
        ),
        Question(
            "rung",
            _("Welke rol wil de gemeente hier hebben?"),
            ONE,
            (
                Option("let_go", _("Loslaten: wij doen niets, bewoners doen het")),
                Option("facilitate", _("Mogelijk maken: wij geven ruimte, geld of hulp")),
                Option("stimulate", _("Aanmoedigen: wij willen dit en nodigen anderen uit")),
                Option("direct", _("Regie: wij sturen, anderen doen mee")),
                Option("regulate", _("Regels: wij bepalen")),
            ),
            help=_(
                "Dit zijn de treden van de overheidsparticipatietrap. Hoe minder trappen u op gaat, hoe meer ruimte "
                "bewoners krijgen."
            ),
            why=_("Er is niet één beste rol. Kies hem wel openlijk, en klim zo min mogelijk."),
            source=("S36",),
            when={"audience": (OFFICIAL,)},
        ),
        Question(
            "municipality_part",
            _("Wat gaat de gemeente op het platform doen?"),
            MANY,
            (
                Option("not_needed", _("Niets"), alone=True),
                Option("participant", _("Meelezen en meepraten zoals iedereen")),
                Option("account", _("Berichten plaatsen met een eigen naam")),
                Option("dashboard", _("Cijfers bekijken, zonder namen")),
                Option("client", _("Betalen en afspraken maken")),
                Option("moderator", _("Berichten beheren")),
                Option("owner", _("Eigenaar zijn")),
            ),
            help=_("Een bericht van de gemeente is prima. Meelezen zonder dat bewoners het weten is dat niet."),
            why=_(
                "Bewoners denken beter over een gemeente die zichtbaar meedoet. Op één app kiezen bewoners per bericht "
                "of de gemeente mag meelezen."
            ),
            source=("S14", "S39"),
            asked_if={RESIDENT: {"lead": ("residents",)}},
            wording={RESIDENT: _("Wat verwacht u van de gemeente op het platform?")},
        ),
        Question(
            "reply",
            _("Wie bij de gemeente geeft binnen een paar dagen antwoord?"),
            ONE,
            (
                Option("named_person", _("Eén vaste contactpersoon")),
                Option("team", _("Een team")),
                Option("nobody_yet", _("Nog niemand")),
            ),
            help=_("Geen antwoord is erger dan een kort antwoord."),
            why=_("Antwoord geven is een van de zes voorwaarden die het Rathenau Instituut vond in 22 voorbeelden."),
            source=("S81", "S40"),
            when={"audience": (OFFICIAL,)},
        ),
        Question(
            "group_form",
            _("Met wie begint u?"),
            ONE,
            (
                Option("legal_entity", _("Met een stichting, vereniging of dorpsraad")),
                Option("informal_group", _("Met een groepje buren")),
                Option("on_my_own", _("Alleen")),
            ),
            help=_(
                "Voor geld en privacy is een stichting of vereniging handig. U kunt ook bij een bestaande aansluiten."
            ),
            why=_("Iemand moet verantwoordelijk zijn voor de gegevens en voor het geld."),
            source=("OJ", "S35"),
            when={"audience": (RESIDENT,)},
            asked_if={RESIDENT: None},
        ),
    ),
    cards=(
        Card(
            "D6",
            _("Kies als gemeente openlijk een rol, en klim zo min mogelijk."),
            ("S36",),
            beside="rung",
            when={"audience": (OFFICIAL,)},
        ),
        Card(
            "D7",
            _("Doe als ambtenaar zichtbaar mee, met naam."),
            ("S14", "OJ"),
            beside="municipality_part",
            when={"audience": (OFFICIAL,)},
        ),
        Card(
            "D8",
            _("Laat bewoners per bericht kiezen of de gemeente meeleest."),
            ("S39",),
            beside="municipality_part",
            when={"audience": (OFFICIAL,)},
        ),
        Card(
            "X7",
            _("Het als gemeente overnemen, ook met goede bedoelingen."),
            ("S35",),
            do=False,
            beside="lead",
            when={"audience": (OFFICIAL,)},
        ),
        Card(
            "X8",
            _("Eisen stapelen op vrijwilligers."),
            ("S35",),
            do=False,
            beside="lead",
            when={"audience": (OFFICIAL,)},
        ),
        Card(
            "X9",
            _("Stiekem meelezen."),
            ("OJ", "S39"),
            do=False,
            beside="municipality_part",
            when={"audience": (OFFICIAL,)},
        ),
    ),
)
