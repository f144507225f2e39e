"""Step 2: start from what works; avoid one more platform."""

from ..declarations import MANY, ONE, Card, Option, Question, Step
from ..text import _

EXISTING = (
    Option("group_chat", _("WhatsApp- of andere appgroep"), running=_("de appgroep")),
    Option("facebook", _("Facebookgroep"), running=_("de Facebookgroep")),
    Option("local_site", _("Website of dorpsapp van de buurt"), running=_("de website of dorpsapp")),
    Option("neighbourhood_app", _("Buurtapp van een bedrijf"), running=_("de buurtapp")),
    Option("help_platform", _("Platform voor burenhulp"), running=_("het platform voor burenhulp")),
    Option("municipal_platform", _("Platform van de gemeente"), running=_("het platform van de gemeente")),
    Option(
        "paper_or_place",
        _("Wijkkrant, prikbord of buurthuis"),
        running=_("de wijkkrant, het prikbord of het buurthuis"),
    ),
    Option("none", _("Niets"), alone=True),
    Option("unknown", _("Weet ik niet"), alone=True),
)
NAMED = tuple(option.value for option in EXISTING if option.running)

NEIGHBOURHOOD = Step(
    "buurt",
    _("Buurt: wat is er al?"),
    _("In elke buurt is al iets. Begin daar."),
    (
        Question(
            "area_size",
            _("Hoe groot is de buurt waar het om gaat?"),
            ONE,
            (
                Option("street", _("Een straat of flat (tot 150 huishoudens)")),
                Option("small", _("Een kleine buurt of dorp (150 tot 1.000)")),
                Option("medium", _("Een wijk of dorp (1.000 tot 4.000)")),
                Option("large", _("Meerdere wijken (meer dan 4.000)")),
                Option("municipality", _("De hele gemeente")),
            ),
            help=_("Een schatting is goed genoeg."),
            why=_(
                "In een heel kleine buurt is er te weinig nieuws voor een eigen platform. In een heel grote voelt het "
                "niet meer als de buurt. Een aanbieder noemt 1.000 tot 4.000 huishoudens als beste maat."
            ),
            source=("S26", "S27"),
        ),
        Question(
            "existing",
            _("Wat gebruiken buren nu al?"),
            MANY,
            EXISTING,
            help=_("Kijk ook in de appgroep van uw eigen straat en vraag het bij het buurthuis."),
            why=_(
                "Vaak zit een groot deel van de buurt al ergens. In Overijssel wilden dorpen liever iets nieuws binnen "
                "hun eigen site dan een nieuwe site."
            ),
            source=("S18", "S28"),
        ),
        Question(
            "existing_works",
            _("Werkt dat al voor uw doel?"),
            ONE,
            (
                Option("works_well", _("Ja, goed")),
                Option("partly", _("Een beetje")),
                Option("no", _("Nee")),
                Option("not_checked", _("Niet gevraagd")),
            ),
            help=_("Vraag het de beheerder. Misschien wil die graag hulp."),
            why=_("Wat al leeft, kunt u beter sterker maken dan vervangen."),
            source=("S18", "S28", "S29"),
            when={"existing": NAMED},
        ),
        Question(
            "groups",
            _("Wie wilt u zeker bereiken?"),
            MANY,
            (
                Option("older", _("Ouderen"), running=_("ouderen")),
                Option(
                    "low_digital",
                    _("Mensen die niet handig zijn met internet"),
                    running=_("mensen die niet handig zijn met internet"),
                ),
                Option(
                    "low_literacy",
                    _("Mensen die moeite hebben met lezen"),
                    running=_("mensen die moeite hebben met lezen"),
                ),
                Option(
                    "other_language",
                    _("Mensen die weinig Nederlands spreken"),
                    running=_("mensen die weinig Nederlands spreken"),
                ),
                Option("disability", _("Mensen met een beperking"), running=_("mensen met een beperking")),
                Option("youth", _("Jongeren"), running=_("jongeren")),
                Option("everyone", _("Geen groep in het bijzonder"), alone=True),
            ),
            help=_("Ongeveer één op de vijf mensen van 12 jaar en ouder heeft geen digitale basisvaardigheden."),
            why=_(
                "Nextdoor is er in Amerika vaker in buurten met meer geld en een goede opleiding. Wie u zeker wilt "
                "bereiken, heeft vaak iets anders nodig dan een app."
            ),
            source=("S30", "S31", "S32", "OJ"),
        ),
        Question(
            "core_team",
            _("Hoeveel bewoners willen de kar echt trekken?"),
            ONE,
            (
                Option("none", _("Nog niemand")),
                Option("one_two", _("Eén of twee")),
                Option("three_five", _("Drie tot vijf")),
                Option("six_plus", _("Zes of meer")),
            ),
            help=_("Tel alleen mensen die ja hebben gezegd."),
            why=_("Of het lukt, hangt af van een paar mensen die de rest meenemen. Eén trekker is te weinig."),
            source=("S8", "S34"),
        ),
    ),
    cards=(
        Card("D4", _("Breng in kaart wat er al is: mensen, plekken, groepen."), ("S21", "S29"), beside="existing"),
        Card("D5", _("Bouw voort op een site of groep die al leeft."), ("S28",), beside="existing_works"),
        Card(
            "X4",
            _("Het zoveelste platform maken naast een groep die werkt."),
            ("S1", "S18"),
            do=False,
            beside="existing",
        ),
        Card("X5", _("Denken dat iedereen online kan of wil meedoen."), ("S30", "S31"), do=False, beside="groups"),
        Card("X6", _("Denken dat een kant-en-klare site vanzelf gaat leven."), ("S7",), do=False, beside="core_team"),
    ),
)
