"""Step 1: is an online platform a fitting means, and is the result sharp?"""

from ..declarations import MANY, OFFICIAL, ONE, RESIDENT, TEXT, Card, Option, Question, Step
from ..text import _

GOAL_OPTIONS = (
    Option(
        "meet",
        _("Buren leren elkaar kennen"),
        ours=_("Wij willen dat buren elkaar leren kennen."),
        mine=_("Ik wil dat buren elkaar leren kennen."),
    ),
    Option(
        "help",
        _("Buren helpen elkaar"),
        ours=_("Wij willen dat buren elkaar helpen."),
        mine=_("Ik wil dat buren elkaar helpen."),
    ),
    Option(
        "share",
        _("Lenen, geven en ruilen"),
        ours=_("Wij willen dat buren meer lenen, geven en ruilen."),
        mine=_("Ik wil dat buren meer lenen, geven en ruilen."),
    ),
    Option(
        "inform",
        _("Weten wat er in de buurt gebeurt"),
        ours=_("Wij willen dat iedereen weet wat er in de buurt gebeurt."),
        mine=_("Ik wil dat iedereen weet wat er in de buurt gebeurt."),
    ),
    Option(
        "safety",
        _("Een veilige buurt"),
        ours=_("Wij willen een veilige buurt."),
        mine=_("Ik wil een veilige buurt."),
    ),
    Option(
        "participate",
        _("Meepraten en meebeslissen met de gemeente"),
        ours=_("Wij willen meepraten en meebeslissen met de gemeente."),
        mine=_("Ik wil meepraten en meebeslissen met de gemeente."),
    ),
    Option(
        "initiate",
        _("Eigen plannen van bewoners beginnen en betalen"),
        ours=_("Wij willen eigen plannen van bewoners beginnen en betalen."),
        mine=_("Ik wil dat bewoners eigen plannen kunnen beginnen en betalen."),
    ),
    Option(
        "environment",
        _("Een groene, schone en duurzame buurt"),
        ours=_("Wij willen een groene, schone en duurzame buurt."),
        mine=_("Ik wil een groene, schone en duurzame buurt."),
    ),
)


def check_goals(answers):
    """The main goal cannot be an extra goal as well."""
    if answers.get("goal_main") in (answers.get("goal_extra") or ()):
        yield "goal_extra", _("Dit doel koos u al als hoofddoel. Kies een ander doel, of laat dit leeg.")


GOAL = Step(
    "doel",
    _("Doel"),
    _("Een platform is een middel. Eerst het doel."),
    (
        Question(
            "goal_main",
            _("Wat wilt u vooral bereiken in de buurt?"),
            ONE,
            GOAL_OPTIONS,
            help=_("Kies één doel. Andere doelen kunt u hierna kiezen."),
            why=_(
                "Platforms verschillen vooral in hun doel. Een site voor buurtnieuws werkt anders dan een plek om hulp "
                "te vragen. Dit antwoord telt het zwaarst: ongeveer een kwart van het geheel."
            ),
            source=("S1", "S20"),
        ),
        Question(
            "goal_extra",
            _("Wat moet het platform daarnaast kunnen?"),
            MANY,
            GOAL_OPTIONS,
            help=_("Kies er hooguit twee. Veel doelen tegelijk maakt kiezen lastig."),
            why=_("Een platform dat alles moet kunnen, is vaak nergens goed in."),
            source=("OJ",),
            at_most=2,
        ),
        Question(
            "need_source",
            _("Van wie komt het idee?"),
            ONE,
            (
                Option("residents_asked", _("Bewoners zelf")),
                Option("both", _("Bewoners en organisaties samen")),
                Option("organisation_idea", _("De gemeente of een organisatie")),
                Option("not_checked", _("Dat weten we nog niet")),
            ),
            help=_("Heeft u het aan buren gevraagd? Tien gesprekken op straat zeggen al veel."),
            why=_(
                "Een platform moet passen bij wat bewoners willen. In Haren stopte een platform na bijna acht jaar, "
                "omdat niemand oproepen plaatste."
            ),
            source=("S5", "S21", "S9"),
        ),
        Question(
            "bottleneck",
            _("Wat staat nu het meest in de weg?"),
            ONE,
            (
                Option("cannot_find", _("Mensen willen wel, maar vinden elkaar niet")),
                Option("info_scattered", _("Nieuws en activiteiten staan overal en nergens")),
                Option("no_contact", _("Mensen kennen of vertrouwen elkaar niet")),
                Option("nobody_organises", _("Er is niemand die de kar trekt")),
                Option("conflict", _("Er is ruzie, overlast of angst")),
                Option("service_missing", _("Er mist een voorziening, zoals een plek of hulp van een beroepskracht")),
            ),
            help=_("Een platform helpt vooral als mensen wel willen, maar elkaar niet vinden."),
            why=_(
                "Online contact is goed om mensen en nieuws te vinden. Vertrouwen groeit door elkaar te zien. En "
                "zonder mensen die de kar trekken, loopt het dood."
            ),
            source=("S11", "S5", "S8", "S22"),
        ),
        Question(
            "result_sharp",
            _("Is duidelijk wat er over een jaar anders moet zijn?"),
            ONE,
            (
                Option("number_and_date", _("Ja, met een getal en een datum")),
                Option("in_words", _("Ja, in woorden")),
                Option("not_yet", _("Nog niet")),
            ),
            help=_("Voorbeeld: “Op 1 juni kennen 100 mensen in de wijk minstens één nieuwe buur.”"),
            why=_("Een vaag doel kunt u niet meten. Dan weet u ook niet of het platform helpt."),
            source=("S1", "S23"),
        ),
        Question(
            "goal_sentence",
            _("Schrijf het doel in één zin."),
            TEXT,
            help=_(
                "Schrijf geen namen op. Emoji en een ander schrift, zoals Arabisch of Chinees, komen niet in de PDF."
            ),
            why=_("Uw zin komt bovenaan in uw advies. We rekenen er niet mee."),
            source=("S1", "S23"),
            when={"result_sharp": ("number_and_date", "in_words")},
            asked_if={RESIDENT: None},
            at_most=200,
        ),
        Question(
            "measure",
            _("Hoe weet u straks of het werkt?"),
            ONE,
            (
                Option("baseline_known", _("We hebben al een nulmeting")),
                Option("will_measure", _("We gaan meten vóór de start")),
                Option("activity_only", _("We tellen leden en berichten")),
                Option("no_plan", _("Nog geen plan")),
            ),
            help=_(
                "Het CBS meet binding met de buurt met zes zinnen, zoals “Ik voel mij thuis in deze buurt”. Die kunt u "
                "ook gebruiken."
            ),
            why=_("Veel leden of berichten zegt weinig over contact tussen buren."),
            source=("S13", "S24", "S25"),
            when={"audience": (OFFICIAL,)},
        ),
    ),
    cards=(
        Card("D1", _("Vraag bewoners eerst wat ze missen. Kies dan pas."), ("S5",), beside="need_source"),
        Card("D2", _("Schrijf het resultaat op in één zin, met getal en datum."), ("S1", "S23"), beside="result_sharp"),
        Card(
            "D3",
            _("Meet vóór u begint. Gebruik vragen die al bestaan."),
            ("S24", "S25"),
            beside="measure",
            when={"audience": (OFFICIAL,)},
        ),
        Card("X1", _("Met de techniek beginnen."), ("S1", "S5"), do=False, beside="goal_main"),
        Card(
            "X2",
            _("Verwachten dat een platform een ruzie of een tekort oplost."),
            ("OJ", "S22"),
            do=False,
            beside="bottleneck",
            when={"goal_main": ("meet", "help", "safety")},
        ),
        Card(
            "X3",
            _("Succes alleen meten aan leden en berichten."),
            ("S13",),
            do=False,
            beside="measure",
            when={"audience": (OFFICIAL,)},
        ),
    ),
    check=check_goals,
)
