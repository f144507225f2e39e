"""Step 4: start small, money for more years, rules checked, a date to look back."""

from ..declarations import MANY, NOBODY, OFFICIAL, ONE, Card, Option, Question, Step
from ..text import _

PROCESS = Step(
    "proces",
    _("Proces: van idee tot besluit"),
    _("Hoe komt u van een idee tot iets dat blijft?"),
    (
        Question(
            "start_way",
            _("Hoe wilt u het liefst beginnen?"),
            ONE,
            (
                Option("join_existing", _("Aansluiten bij iets dat er al is")),
                Option("start_yourself", _("Zelf snel beginnen, zonder contract")),
                Option("set_up_with_provider", _("Samen met een aanbieder opzetten")),
                Option("build_yourself", _("Zelf laten bouwen")),
                Option("no_preference", _("Maakt niet uit")),
            ),
            help=_("Zelf bouwen lijkt vrij, maar kost elk jaar geld en kennis."),
            why=_("Er zijn al meer dan honderd platforms. Hoe u begint, telt zwaarder dan de software."),
            source=("S1", "S7"),
        ),
        Question(
            "budget",
            _("Hoeveel geld is er per jaar voor het platform zelf?"),
            ONE,
            (
                Option("nothing", _("Geen geld")),
                Option("under_5000", _("Minder dan 5.000 euro")),
                Option("from_5000_to_25000", _("5.000 tot 25.000 euro")),
                Option("over_25000", _("Meer dan 25.000 euro")),
                Option("unknown", _("Weet ik niet")),
            ),
            help=_("Reken ook op uren van mensen. Die kosten vaak meer dan het platform."),
            why=_(
                "Een platform dat veel duurder is dan uw budget, laten we weg. Gebiedonline zegt zelf dat het 1.000 "
                "euro per jaar vraagt met btw, of op verzoek 500 euro."
            ),
            source=("S17", "S42", "S83"),
        ),
        Question(
            "legal_ready",
            _("Wat heeft u al laten nakijken?"),
            MANY,
            (
                Option("procurement", _("Inkoop of subsidie")),
                Option("privacy", _("Privacy (AVG)")),
                Option("accessibility", _("Digitale toegankelijkheid")),
                Option("none", _("Nog niets"), alone=True),
            ),
            help=_("U hoeft dit niet zelf te weten. Vraag inkoop, de privacy-adviseur en de webredactie."),
            why=_("Betaalt of bezit de gemeente het platform? Dan gelden er regels. Die kosten tijd."),
            source=("S49", "S57", "S61", "S62"),
            when={"audience": (OFFICIAL,)},
        ),
        Question(
            "start_small",
            _("Waar begint u?"),
            ONE,
            (
                Option("one_area_first", _("In één buurt als proef")),
                Option("all_at_once", _("Overal tegelijk")),
                Option("not_decided", _("Nog niet besloten")),
            ),
            help=_("Begin waar al een paar mensen enthousiast zijn."),
            why=_(
                "Elk buurtnetwerk begint met nul leden, zegt een aanbieder. Een proef geeft cijfers voor een besluit."
            ),
            source=("S27", "S41"),
            asked_if=NOBODY,
        ),
        Question(
            "years_secured",
            _("Voor hoeveel jaar is er geld en tijd?"),
            ONE,
            (
                Option("none", _("Nog niet geregeld")),
                Option("one", _("Eén jaar")),
                Option("two_three", _("Twee of drie jaar")),
                Option("four_plus", _("Vier jaar of meer")),
                Option("unknown", _("Weet ik niet")),
            ),
            help=_("Een buurtnetwerk groeit langzaam. Reken op jaren, niet op maanden."),
            why=_("Een grote wijkgroep had jaren nodig om goede regels te vinden."),
            source=("S43",),
            asked_if=NOBODY,
        ),
        Question(
            "review_date",
            _("Wanneer kijkt u of het werkt?"),
            ONE,
            (
                Option("date_and_stop_rule", _("Er is een datum, en we weten wanneer we stoppen")),
                Option("date", _("Er is een datum")),
                Option("none", _("Nog niet afgesproken")),
            ),
            help=_("Stoppen mag. Spreek af wat er dan met de gegevens gebeurt."),
            why=_("Een site die niemand afsluit, blijft leeg staan. Een datum helpt om te leren of te stoppen."),
            source=("S45", "OJ"),
            asked_if=NOBODY,
        ),
    ),
    cards=(
        Card("D9", _("Begin in één buurt en leer daarvan."), ("S41", "OJ"), beside="start_way"),
        Card("D10", _("Geef het jaren de tijd: regels en toon groeien langzaam."), ("S43",), beside="budget"),
        Card(
            "D11",
            _("Spreek een datum af om terug te kijken, en een regel om te stoppen."),
            ("S40",),
            beside="review_date",
        ),
        Card("X10", _("Beginnen met geld voor maar één jaar."), ("S82", "OJ"), do=False, beside="budget"),
        Card(
            "X11",
            _("Zomaar de stekker uit een samenwerking met bewoners trekken."),
            ("S44",),
            do=False,
            beside="rung",
            when={"audience": (OFFICIAL,)},
        ),
        Card("X12", _("Een dode site laten staan."), ("S45",), do=False, beside="review_date"),
    ),
)
