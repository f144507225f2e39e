"""Step 5: what the platform itself must be. These answers do most of the ranking."""

from ..declarations import (
    MANY,
    NOBODY,
    OFFICIAL,
    ONE,
    RESIDENT,
    SCALE,
    Card,
    Option,
    Prefill,
    Question,
    Step,
    of_everybody,
)
from ..text import _

SCALE_OPTIONS = (
    Option("must", _("moet")),
    Option("important", _("belangrijk")),
    Option("nice", _("fijn")),
    Option("not_important", _("niet belangrijk")),
)
MUSTS_AT_MOST = 3
# All goals but having a say, which is never about money; and who has no software of their own to take their data from.
ALL_BUT_PARTICIPATE = ("meet", "help", "share", "inform", "safety", "initiate", "environment")
OTHERS_LEAD_TOO = ("shared", "local_organisation", "municipality")
BUYS_OR_JOINS = ("join_existing", "start_yourself", "set_up_with_provider", "no_preference")
WISHES_KEY = "wishes"


def wish_question(key, label, accepts, source, **more):
    """A line of the wish list: the facts and values it accepts are the must, the knock-out and the row at once."""
    return Question(key, label, SCALE, SCALE_OPTIONS, accepts=accepts, source=source, group=WISHES_KEY, **more)


def check_wishes(answers):
    """At most three of the nine wishes are a must: more leaves too few platforms [OJ]."""
    musts = [question.key for question in WISH_LIST if answers.get(question.key) == "must"]
    if len(musts) > MUSTS_AT_MOST:
        yield musts[0], _("U koos vaker dan drie keer “moet”. Maak van een paar eisen “belangrijk”.")


WISH_LIST = (
    wish_question(
        "w_free",
        _("Het is gratis voor bewoners"),
        {"free_for_residents": ("yes",)},
        ("S1",),
        ask_first={"free_for_residents": ("partly",)},
        asked_if=NOBODY,
    ),
    wish_question(
        "w_accessible",
        _("Mensen met een beperking kunnen het goed gebruiken"),
        {"accessibility_statement": ("yes",)},
        ("S49",),
        help=_("We kijken of de aanbieder een toegankelijkheidsverklaring heeft."),
        prefill=Prefill(
            "must",
            {"audience": (OFFICIAL,), "municipality_part": ("client", "owner")},
            _(
                "Een site of app van de gemeente moet toegankelijk zijn. Daarom staat dit al op “moet”. "
                "U kunt het veranderen."
            ),
        ),
        asked_if={RESIDENT: None},
    ),
    wish_question(
        "w_resident_control",
        _("Bewoners kunnen het zelf beheren"),
        {"resident_control": ("residents_run", "residents_moderate", "shared")},
        ("S1",),
        asked_if={RESIDENT: {"lead": OTHERS_LEAD_TOO}},
    ),
    wish_question(
        "w_data_local",
        _("De gegevens zijn van de bewoners of van een lokale organisatie"),
        {"data_owner": ("residents", "local_organisation")},
        ("S1", "S17"),
        asked_if={RESIDENT: {"goal_main": ALL_BUT_PARTICIPATE, "lead": OTHERS_LEAD_TOO}},
    ),
    wish_question(
        "w_no_commercial",
        _("Geen reclame, en niemand verdient geld met de gegevens"),
        {"commercial_data_use": ("no",), "advertising": ("no",)},
        ("S16", "S50"),
        asked_if=NOBODY,
    ),
    wish_question(
        "w_eu_hosting",
        _("De gegevens staan in Nederland of Europa"),
        {"hosting_region": ("nl", "eu", "own_choice")},
        ("S51",),
        asked_if=NOBODY,
    ),
    wish_question(
        "w_export",
        _("We kunnen onze gegevens meenemen als we stoppen"),
        {"data_export": ("yes",)},
        ("S17",),
        help=_("Denk aan de ledenlijst, de foto’s en de agenda."),
        asked_if=NOBODY,
    ),
    wish_question(
        "w_money_local",
        _("Het geld blijft in de buurt"),
        {"money_stays_local": ("yes", "partly")},
        ("S1",),
        asked_if={
            OFFICIAL: {"goal_main": ALL_BUT_PARTICIPATE},
            RESIDENT: {"goal_main": ALL_BUT_PARTICIPATE, "lead": ("residents",)},
        },
    ),
    wish_question(
        "w_open_source",
        _("De software is open (iedereen mag de code zien)"),
        {"open_source": ("yes",)},
        ("S50",),
        asked_if=of_everybody(start_way=("build_yourself",)),
    ),
)

SUCCESS = Step(
    "succesfactoren",
    _("Succesfactoren"),
    _("Wat moet het platform zelf kunnen?"),
    (
        Question(
            "channels",
            _("Hoe moeten mensen mee kunnen doen?"),
            MANY,
            (
                Option("web", _("Website")),
                Option("app", _("App")),
                Option("email", _("E-mail of nieuwsbrief")),
                Option("phone", _("Telefoon")),
                Option("paper", _("Papier")),
                Option("in_person", _("Langskomen of een mens spreken")),
            ),
            help=_("Kies wat echt nodig is. Meer kanalen betekent meer werk."),
            why=_("Een hulpplatform in Amsterdam neemt ook de telefoon op. Zo bereikt het meer mensen."),
            source=("S46",),
        ),
        Question(
            "entry",
            _("Hoe melden mensen zich aan?"),
            ONE,
            (
                Option("open_to_all", _("Zonder account")),
                Option("simple_account", _("Met een gewoon account")),
                Option("real_names", _("Met echte naam")),
                Option("verified_neighbours", _("Alleen buren van wie het adres klopt")),
            ),
            help=_("Een naam erbij zorgt vaak voor een betere toon. Een adrescontrole werkt niet altijd."),
            why=_(
                "Beheerders zien beter gedrag als er een naam en foto bij staan. Testers kwamen toch binnen in buurten "
                "waar ze niet wonen."
            ),
            source=("S43", "S16", "S47"),
            asked_if=of_everybody(goal_main=("help", "share", "safety", "participate")),
        ),
        Question(
            "visibility",
            _("Mag iedereen meelezen?"),
            ONE,
            (
                Option("public", _("Ja")),
                Option("mixed", _("Sommige delen wel")),
                Option("members_only", _("Nee, alleen leden")),
                Option("no_preference", _("Maakt niet uit")),
            ),
            help=_("Open is goed voor nieuws. Besloten is beter voor hulpvragen."),
            why=_("Mensen twijfelen of hun gegevens veilig zijn op hulpsites."),
            source=("S48", "OJ"),
            asked_if=of_everybody(goal_main=("meet", "inform", "initiate", "environment", "participate")),
        ),
        *WISH_LIST,
        Question(
            "exit_agreement",
            _("Wat gebeurt er met de gegevens als het platform stopt?"),
            ONE,
            (
                Option("agreed", _("Dat staat op papier")),
                Option("will_arrange", _("Dat gaan we regelen")),
                Option("not_thought", _("Nog niet over nagedacht")),
            ),
            help=_("Denk aan ledenlijst, foto’s en de agenda."),
            why=_("Platforms stoppen soms. Wie dat vooraf regelt, raakt niets kwijt."),
            source=("S9", "OJ"),
            asked_if=of_everybody(start_way=BUYS_OR_JOINS),
        ),
    ),
    cards=(
        Card("D12", _("Geef het platform een eigen naam van de buurt."), ("S3",), beside="channels"),
        Card("D13", _("Zet op papier van wie de gegevens zijn en hoe ze meegaan."), ("S17",), beside="exit_agreement"),
        Card(
            "D14",
            _("Vraag om een toegankelijkheidsverklaring."),
            ("S49",),
            beside="w_accessible",
            when={"audience": (OFFICIAL,)},
        ),
        Card("X13", _("Denken dat gratis niets kost: kijk wie er betaalt."), ("S16",), do=False, beside="channels"),
        Card(
            "X14", _("Blind vertrouwen op “besloten” of een adrescontrole."), ("S16", "S47"), do=False, beside="entry"
        ),
        Card(
            "X15",
            _("Tekenen zonder afspraak over gegevens bij het einde."),
            ("S86", "OJ"),
            do=False,
            beside="exit_agreement",
        ),
    ),
    check=check_wishes,
)
