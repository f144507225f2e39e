"""Step 6: the plan of people and places. Without it the advice is: not yet."""

from ..declarations import MANY, NOBODY, OFFICIAL, ONE, SCALE, Card, Option, Question, Step
from ..text import _

OFFLINE = Step(
    "online-en-offline",
    _("Online en offline"),
    _("Een platform werkt door mensen. Wie, waar en hoeveel tijd?"),
    (
        Question(
            "connectors",
            _("Wie brengt mensen bij elkaar, online én op straat?"),
            ONE,
            (
                Option("team_ready", _("Een team van buurtverbinders is er")),
                Option("some_people", _("Een paar mensen willen het doen")),
                Option("only_professional", _("Alleen een beroepskracht")),
                Option("nobody", _("Nog niemand")),
            ),
            help=_("Een buurtverbinder is een buur die anderen uitnodigt, nieuws plaatst en op pad gaat."),
            why=_(
                "Een platform alleen is niet genoeg. Een aanbieder werkt met groepen van vijf tot acht verbinders, "
                "vooral bewoners."
            ),
            source=("S1", "S34", "S87", "S53", "S76"),
        ),
        Question(
            "offline_ways",
            _("Wat doet u in het echt, naast het platform?"),
            MANY,
            (
                Option("meeting_place", _("Een vaste plek om langs te komen")),
                Option("events", _("Activiteiten of een markt")),
                Option("paper", _("Krant, flyer of prikbord")),
                Option("phone_help", _("Een telefoonnummer")),
                Option("digital_help", _("Hulp bij computer en telefoon")),
                Option("house_visits", _("Langs de deuren")),
                Option("none", _("Nog niets"), alone=True),
            ),
            help=_("Online en papier samen werkt beter dan online alleen, zegt een aanbieder."),
            why=_("Mensen schrijven zich niet vanzelf in. Ze doen mee omdat ze iemand hebben gesproken."),
            source=("S4", "S53", "S46"),
        ),
        Question(
            "moderation",
            _("Wie houdt de gesprekken in goede banen?"),
            ONE,
            (
                Option("residents", _("Een groepje bewoners")),
                Option("residents_with_backup", _("Bewoners, met hulp van een beroepskracht")),
                Option("provider", _("De aanbieder")),
                Option("municipality", _("De gemeente")),
                Option("not_arranged", _("Nog niet geregeld")),
            ),
            help=_("Spreek huisregels af. Doe het met meer mensen."),
            why=_("Zonder goede beheerders wordt de toon op een forum snel naar. Meer beheerders werkt beter dan één."),
            source=("S43",),
        ),
        Question(
            "hours",
            _("Hoeveel uur per week is er in het eerste jaar, van iedereen samen?"),
            ONE,
            (
                Option("under_2", _("Minder dan 2")),
                Option("from_2_to_7", _("2 tot 7")),
                Option("from_8_to_15", _("8 tot 15")),
                Option("over_15", _("Meer dan 15")),
                Option("unknown", _("Weet ik niet")),
            ),
            help=_("Tel uren van vrijwilligers en beroepskrachten op."),
            why=_(
                "In twee arme wijken in de Verenigde Staten was ongeveer zeven uur per week nodig om gesprekken op "
                "gang te brengen. Een appgroep kost veel minder tijd."
            ),
            source=("S6", "S80", "S55"),
            asked_if={OFFICIAL: None},
        ),
        Question(
            "offline_help",
            _("Moet de aanbieder daarbij helpen? (training, startavond, buurtverbinders)"),
            SCALE,
            (
                Option("must", _("Ja, dat moet")),
                Option("important", _("Belangrijk")),
                Option("nice", _("Fijn")),
                Option("not_important", _("Niet nodig")),
            ),
            help=_("Sommige aanbieders trainen bewoners. Dat zit dan in de prijs."),
            why=_("Niet elke aanbieder helpt met het werk in de buurt. Kiest u “moet”, dan valt de rest af."),
            source=("S3", "S34"),
            asked_if=NOBODY,
            accepts={"offline_support": ("built_in", "optional")},
        ),
    ),
    cards=(
        Card(
            "D15",
            _("Zoek minstens vijf buurtverbinders, vooral bewoners."),
            ("S34", "S87"),
            beside="connectors",
        ),
        Card("D16", _("Ga de straat op: markt, koffie, langs de deuren."), ("S6", "S53"), beside="offline_ways"),
        Card("D17", _("Gebruik online en papier samen."), ("S4",), beside="offline_ways"),
        Card(
            "D18",
            _("Zorg dat mensen ook kunnen bellen."),
            ("S46",),
            beside="offline_ways",
            when={"groups": ("older", "low_digital", "low_literacy")},
        ),
        Card("D19", _("Plaats zelf de eerste gesprekken en vragen."), ("S6",), beside="hours"),
        Card("D20", _("Beheer met meer mensen en een klankbordgroep."), ("S43",), beside="moderation"),
        Card(
            "D21",
            _("Geef ruimte aan praatjes en verhalen, niet alleen nieuws."),
            ("S13",),
            beside="moderation",
            when={"goal_main": ("inform",)},
        ),
        Card("X16", _("Het platform alleen laten staan."), ("S1",), do=False, beside="connectors"),
        Card("X17", _("Het laten afhangen van één trekker."), ("S8",), do=False, beside="connectors"),
        Card(
            "X18",
            _("Schrikken als maar weinig mensen schrijven: de meesten lezen mee."),
            ("S73",),
            do=False,
            beside="moderation",
        ),
        Card(
            "X19",
            _("Wachten op hulpvragen. Vragen is moeilijker dan aanbieden."),
            ("S10", "S60"),
            do=False,
            beside="hours",
            when={"goal_main": ("help",)},
        ),
        Card(
            "X20",
            _("Foto’s van “verdachte” mensen toelaten."),
            ("OJ", "S32", "S58"),
            do=False,
            beside="moderation",
            when={"goal_main": ("safety",)},
        ),
    ),
)
