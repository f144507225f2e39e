"""The vocabulary of the catalogue: the question behind each field, and each value in plain Dutch.

Pure Python, no Django. The texts are marked for gettext and translated at the moment of showing.
`tests/platforms/files/test_catalogue_files.py` holds this page equal to `catalogue/schema.json`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field


def _(text: str) -> str:
    """Mark a Dutch text as translatable and return it unchanged."""
    return text


@dataclass(frozen=True)
class FactWords:
    """The words for one field of the catalogue.

    label      the question it answers, as a heading in a table
    unknown    what follows "Weten we niet:", a subordinate clause
    ask        the same question put to the provider, ready to send
    values     value -> short clause; of a list, the words that stand between commas
    sentences  value -> a whole sentence that can stand as a reason
    template   one sentence with the gap %(waarden)s, for a list or a year
    group      the table it stands in; empty for a field that has no row of its own
    """

    key: str
    label: str
    unknown: str
    ask: str
    values: Mapping[str, str] = field(default_factory=dict)
    sentences: Mapping[str, str] = field(default_factory=dict)
    template: str = ""
    group: str = ""

    @property
    def many(self) -> bool:
        """Whether the value is a list."""
        return self.key in LISTS


LISTS = ("channels", "languages", "revenue_model", "municipality_role")

TAKING_PART = _("Meedoen")
IN_CHARGE = _("Wie heeft de zeggenschap?")
DATA = _("Gegevens")
MONEY = _("Geld")
STARTING = _("Beginnen, online en offline")
GROUPS = (TAKING_PART, IN_CHARGE, DATA, MONEY, STARTING)

YES = _("Ja")
PARTLY = _("Voor een deel")
NO = _("Nee")

DEGREES = {"primary": _("Vooral"), "secondary": _("Ook"), "none": _("Niet")}

# ISO 639-1: every language in the catalogue, and those often spoken in the Netherlands.
# A code that is not here shows as the code itself.
LANGUAGE_NAMES = {
    "am": _("Amhaars"),
    "ar": _("Arabisch"),
    "bg": _("Bulgaars"),
    "ca": _("Catalaans"),
    "cs": _("Tsjechisch"),
    "da": _("Deens"),
    "de": _("Duits"),
    "el": _("Grieks"),
    "en": _("Engels"),
    "es": _("Spaans"),
    "et": _("Estisch"),
    "eu": _("Baskisch"),
    "fa": _("Perzisch"),
    "fi": _("Fins"),
    "fr": _("Frans"),
    "fy": _("Fries"),
    "gl": _("Galicisch"),
    "hi": _("Hindi"),
    "hr": _("Kroatisch"),
    "hu": _("Hongaars"),
    "is": _("IJslands"),
    "it": _("Italiaans"),
    "li": _("Limburgs"),
    "lt": _("Litouws"),
    "lv": _("Lets"),
    "nb": _("Noors"),
    "nl": _("Nederlands"),
    "pl": _("Pools"),
    "ps": _("Pasjtoe"),
    "pt": _("Portugees"),
    "ro": _("Roemeens"),
    "ru": _("Russisch"),
    "so": _("Somalisch"),
    "sq": _("Albanees"),
    "sr": _("Servisch"),
    "sv": _("Zweeds"),
    "ti": _("Tigrinya"),
    "tr": _("Turks"),
    "uk": _("Oekraïens"),
    "ur": _("Urdu"),
    "vi": _("Vietnamees"),
    "zh": _("Chinees"),
}

SOURCE_TYPES = {
    "provider": _("Aanbieder"),
    "news": _("Nieuws"),
    "research": _("Onderzoek"),
    "government": _("Overheid"),
    "other": _("Anders"),
}

# What a proposal is about when it is about no single fact.
WHOLE_PLATFORM = _("Het platform als geheel")

# Why we say a fact: a source states it, an editor infers it, or the provider said it to us when asked.
# Values that no fact has any more, as they were said: histories and the changelogs of releases still name them.
FORMER_VALUES = {("cost_municipality", "free"): _("Niets")}
BASIS = {"stated": _("staat in bron"), "inferred": _("leiden wij af"), "provider": _("volgens de aanbieder")}

_ENTRIES = (
    # --- the editors' own classification -------------------------------------------------------
    FactWords(
        key="kind",
        label=_("Wat voor platform is het?"),
        unknown=_("wat voor platform het is"),
        ask=_("Wat voor platform is het?"),
        values={
            "neighbourhood_network": _("Buurtnetwerk"),
            "community_website": _("Buurtsite"),
            "mutual_help": _("Burenhulp"),
            "care_network": _("Hulp rond één persoon"),
            "volunteering": _("Vrijwilligerswerk"),
            "sharing": _("Delen"),
            "timebank": _("Ruilkring met punten"),
            "safety": _("Buurtpreventie"),
            "issue_reporting": _("Meldingen over de straat"),
            "participation": _("Meepraten"),
            "crowdfunding": _("Geld voor plannen"),
            "sustainability": _("Energie en groen"),
            "group_messaging": _("Appgroep of Facebookgroep"),
            "community_software": _("Bouwsteen voor een eigen site"),
        },
        sentences={
            "neighbourhood_network": _("Het is een buurtnetwerk: buren zien elkaars berichten."),
            "community_website": _("Het is een site van of voor een dorp of wijk."),
            "mutual_help": _("Buren vragen en bieden hier hulp."),
            "care_network": _("Het regelt hulp rond één persoon."),
            "volunteering": _("Het brengt vrijwilligers en klussen bij elkaar."),
            "sharing": _("Buren delen er spullen, eten of ruimte."),
            "timebank": _("Het is een ruilkring: buren betalen met punten of uren."),
            "safety": _("Buren letten hiermee samen op de buurt."),
            "issue_reporting": _("Bewoners melden hier wat er op straat niet klopt."),
            "participation": _("Bewoners praten hier mee over plannen."),
            "crowdfunding": _("Bewoners halen hier geld op voor plannen."),
            "sustainability": _("Het gaat over energie en groen in de buurt."),
            "group_messaging": _("Het is een groep in een app die veel mensen al hebben."),
            "community_software": _("Het is een bouwsteen om zelf iets mee op te zetten."),
        },
    ),
    FactWords(
        key="form",
        label=_("Wat kunt u hier kiezen?"),
        unknown=_("wat hier te kiezen is"),
        ask=_("Wat kunnen wij bij u kiezen?"),
        values={
            "online_platform": _("Site of app"),
            "software": _("Software om zelf te gebruiken"),
            "offline_programme": _("Werkwijze zonder platform"),
            "one_off": _("Eenmalig project"),
        },
        sentences={
            "online_platform": _("Het is een site of app."),
            "software": _("Het is software die u zelf installeert of laat draaien."),
            "offline_programme": _("Het werkt zonder site of app."),
            "one_off": _("Het was een eenmalig project."),
        },
    ),
    FactWords(
        key="usable_in_nl",
        label=_("Kan een buurt in Nederland het gebruiken?"),
        unknown=_("of een buurt in Nederland het kan gebruiken"),
        ask=_("Kan een buurt in Nederland het gebruiken?"),
        values={"yes": YES, "no": _("Nee, een voorbeeld uit het buitenland"), "unknown": _("Weten we niet")},
        sentences={
            "yes": _("Een buurt in Nederland kan het gebruiken."),
            "no": _("Het is een voorbeeld uit het buitenland."),
            "unknown": _("We weten niet of een buurt in Nederland het kan gebruiken."),
        },
    ),
    # --- does it exist, since when -------------------------------------------------------------
    FactWords(
        key="status",
        label=_("Bestaat het nog?"),
        unknown=_("of het nog draait"),
        ask=_("Draait uw platform nog?"),
        values={"active": _("Actief"), "ended": _("Gestopt"), "unknown": _("Weten we niet")},
        sentences={
            "active": _("Het draait nog."),
            "ended": _("Het is gestopt."),
            "unknown": _("We weten niet of het nog draait."),
        },
    ),
    FactWords(
        key="launched",
        label=_("Sinds wanneer bestaat het?"),
        unknown=_("sinds wanneer het bestaat"),
        ask=_("Sinds welk jaar bestaat uw platform?"),
        template=_("Het bestaat sinds %(waarden)s."),
    ),
    # --- goals ---------------------------------------------------------------------------------
    FactWords(
        key="goals.meet",
        label=_("Buren leren elkaar kennen"),
        unknown=_("of buren elkaar ermee leren kennen"),
        ask=_("Leren buren elkaar kennen door uw platform? Waar ziet u dat aan?"),
        values=DEGREES,
        sentences={
            "primary": _("Het is er vooral voor dat buren elkaar leren kennen."),
            "secondary": _("Buren kunnen elkaar er ook mee leren kennen."),
            "none": _("Het is er niet voor dat buren elkaar leren kennen."),
        },
    ),
    FactWords(
        key="goals.help",
        label=_("Buren helpen elkaar"),
        unknown=_("of buren elkaar ermee helpen"),
        ask=_("Helpen buren elkaar door uw platform? Waar ziet u dat aan?"),
        values=DEGREES,
        sentences={
            "primary": _("Het is er vooral voor dat buren elkaar helpen."),
            "secondary": _("Buren kunnen elkaar er ook mee helpen."),
            "none": _("Het is er niet voor dat buren elkaar helpen."),
        },
    ),
    FactWords(
        key="goals.share",
        label=_("Lenen, geven en ruilen"),
        unknown=_("of buren er kunnen lenen, geven en ruilen"),
        ask=_("Kunnen buren via uw platform lenen, geven en ruilen?"),
        values=DEGREES,
        sentences={
            "primary": _("Het is vooral bedoeld om te lenen, te geven en te ruilen."),
            "secondary": _("Buren kunnen er ook mee lenen, geven en ruilen."),
            "none": _("Het is niet bedoeld om te lenen, te geven of te ruilen."),
        },
    ),
    FactWords(
        key="goals.inform",
        label=_("Weten wat er in de buurt gebeurt"),
        unknown=_("of er te lezen is wat er in de buurt gebeurt"),
        ask=_("Lezen bewoners bij u wat er in de buurt gebeurt?"),
        values=DEGREES,
        sentences={
            "primary": _("Het is vooral bedoeld om te weten wat er in de buurt gebeurt."),
            "secondary": _("U leest er ook wat er in de buurt gebeurt."),
            "none": _("Het is niet bedoeld voor nieuws uit de buurt."),
        },
    ),
    FactWords(
        key="goals.safety",
        label=_("Een veilige buurt"),
        unknown=_("of het de buurt veiliger wil maken"),
        ask=_("Is uw platform bedoeld voor een veilige buurt?"),
        values=DEGREES,
        sentences={
            "primary": _("Het is vooral bedoeld voor een veilige buurt."),
            "secondary": _("Het is ook bedoeld voor een veilige buurt."),
            "none": _("Het is niet bedoeld voor een veilige buurt."),
        },
    ),
    FactWords(
        key="goals.participate",
        label=_("Meepraten en meebeslissen met de gemeente"),
        unknown=_("of bewoners er kunnen meepraten met de gemeente"),
        ask=_("Kunnen bewoners via uw platform meepraten met de gemeente?"),
        values=DEGREES,
        sentences={
            "primary": _("Het is vooral bedoeld om mee te praten met de gemeente."),
            "secondary": _("Bewoners kunnen er ook meepraten met de gemeente."),
            "none": _("Het is niet bedoeld om mee te praten met de gemeente."),
        },
    ),
    FactWords(
        key="goals.initiate",
        label=_("Eigen plannen van bewoners beginnen en betalen"),
        unknown=_("of bewoners er eigen plannen mee beginnen"),
        ask=_("Kunnen bewoners via uw platform eigen plannen beginnen en betalen?"),
        values=DEGREES,
        sentences={
            "primary": _("Het is vooral bedoeld voor eigen plannen van bewoners."),
            "secondary": _("Bewoners kunnen er ook eigen plannen mee beginnen."),
            "none": _("Het is niet bedoeld voor eigen plannen van bewoners."),
        },
    ),
    FactWords(
        key="goals.environment",
        label=_("Een groene, schone en duurzame buurt"),
        unknown=_("of het de buurt groener en schoner wil maken"),
        ask=_("Is uw platform bedoeld voor een groene, schone en duurzame buurt?"),
        values=DEGREES,
        sentences={
            "primary": _("Het is vooral bedoeld voor een groene, schone en duurzame buurt."),
            "secondary": _("Het is ook bedoeld voor een groene, schone en duurzame buurt."),
            "none": _("Het is niet bedoeld voor een groene, schone en duurzame buurt."),
        },
    ),
    # --- taking part ---------------------------------------------------------------------------
    FactWords(
        key="channels",
        group=TAKING_PART,
        label=_("Hoe doen mensen mee?"),
        unknown=_("hoe mensen meedoen"),
        ask=_("Hoe kunnen bewoners meedoen: via een site, app, e-mail, telefoon, papier of in het echt?"),
        values={
            "web": _("website"),
            "app": _("app"),
            "email": _("e-mail"),
            "phone": _("telefoon"),
            "paper": _("papier"),
            "in_person": _("persoonlijk contact"),
            "social_media": _("sociale media"),
        },
        template=_("Mensen doen mee via %(waarden)s."),
    ),
    FactWords(
        key="free_for_residents",
        group=TAKING_PART,
        label=_("Is het gratis voor bewoners?"),
        unknown=_("wat bewoners betalen"),
        ask=_("Is het gratis voor bewoners? Zo nee, wat betalen zij en waarvoor?"),
        values={"yes": YES, "partly": PARTLY, "no": NO},
        sentences={
            "yes": _("Voor bewoners is het gratis."),
            "partly": _("Voor bewoners is een deel gratis."),
            "no": _("Bewoners betalen ervoor."),
        },
    ),
    FactWords(
        key="registration",
        group=TAKING_PART,
        label=_("Wat moet een bewoner eerst doen?"),
        unknown=_("hoe bewoners zich aanmelden"),
        ask=_("Wat moet een bewoner doen om mee te kunnen doen? Controleert u naam of adres?"),
        values={
            "none": _("Niets"),
            "account": _("Een account maken"),
            "real_name": _("Zich aanmelden met eigen naam"),
            "address_verified": _("Adres laten controleren"),
            "invitation": _("Uitgenodigd worden"),
        },
        sentences={
            "none": _("Bewoners doen mee zonder account."),
            "account": _("Een gewoon account is genoeg."),
            "real_name": _("Bewoners melden zich aan met hun eigen naam."),
            "address_verified": _("Het adres van bewoners wordt gecontroleerd."),
            "invitation": _("Bewoners komen alleen binnen op uitnodiging."),
        },
    ),
    FactWords(
        key="visibility",
        group=TAKING_PART,
        label=_("Kunt u meelezen zonder account?"),
        unknown=_("wie er kan meelezen"),
        ask=_("Wie kan er meelezen: iedereen of alleen leden?"),
        values={
            "public": _("Ja, alles is open"),
            "mixed": _("Sommige delen wel"),
            "members_only": _("Nee, alleen leden"),
        },
        sentences={
            "public": _("Iedereen kan meelezen."),
            "mixed": _("Een deel is open, een deel is alleen voor leden."),
            "members_only": _("Alleen leden kunnen meelezen."),
        },
    ),
    FactWords(
        key="languages",
        group=TAKING_PART,
        label=_("In welke talen?"),
        unknown=_("in welke talen het er is"),
        ask=_("In welke talen kunnen bewoners het gebruiken?"),
        values=LANGUAGE_NAMES,
        template=_("Het is er in het %(waarden)s."),
    ),
    FactWords(
        key="accessibility_statement",
        group=TAKING_PART,
        label=_("Is er een toegankelijkheidsverklaring?"),
        unknown=_("of er een toegankelijkheidsverklaring is"),
        ask=_("Heeft u een toegankelijkheidsverklaring? Waar kunnen wij die lezen?"),
        values={"yes": YES, "no": NO},
        sentences={
            "yes": _("Er is een toegankelijkheidsverklaring."),
            "no": _("Er is geen toegankelijkheidsverklaring."),
        },
    ),
    # --- in charge -----------------------------------------------------------------------------
    FactWords(
        key="provider_type",
        group=IN_CHARGE,
        label=_("Wie biedt het aan?"),
        unknown=_("wie het aanbiedt"),
        ask=_("Wat voor organisatie bent u: een bedrijf, stichting, vereniging, coöperatie of iets anders?"),
        values={
            "company": _("Een bedrijf"),
            "social_enterprise": _("Een sociale onderneming"),
            "foundation": _("Een stichting"),
            "cooperative": _("Een coöperatie"),
            "association": _("Een vereniging"),
            "municipality": _("De gemeente"),
            "welfare_organisation": _("Een welzijnsorganisatie"),
            "residents": _("Bewoners"),
            "open_source_project": _("Een open-sourceproject"),
            "government": _("De landelijke overheid of politie"),
            "housing_association": _("Een woningcorporatie"),
            "knowledge_institution": _("Een kennisinstelling"),
            "fund": _("Een fonds"),
            "media": _("Een omroep of krant"),
        },
        sentences={
            "company": _("Een bedrijf biedt het aan."),
            "social_enterprise": _("Een sociale onderneming biedt het aan."),
            "foundation": _("Een stichting biedt het aan."),
            "cooperative": _("Een coöperatie biedt het aan."),
            "association": _("Een vereniging biedt het aan."),
            "municipality": _("De gemeente biedt het aan."),
            "welfare_organisation": _("Een welzijnsorganisatie biedt het aan."),
            "residents": _("Bewoners bieden het zelf aan."),
            "open_source_project": _("Een open-sourceproject maakt het."),
            "government": _("De landelijke overheid of de politie biedt het aan."),
            "housing_association": _("Een woningcorporatie biedt het aan."),
            "knowledge_institution": _("Een kennisinstelling biedt het aan."),
            "fund": _("Een fonds biedt het aan."),
            "media": _("Een omroep of krant biedt het aan."),
        },
    ),
    FactWords(
        key="resident_control",
        group=IN_CHARGE,
        label=_("Wie beheert het?"),
        unknown=_("wie het beheert"),
        ask=_("Wie beheert het van dag tot dag? Wat mogen bewoners zelf beslissen?"),
        values={
            "residents_run": _("Bewoners"),
            "residents_moderate": _("De aanbieder, bewoners beheren de berichten"),
            "shared": _("Bewoners en aanbieder samen"),
            "provider_runs": _("De aanbieder"),
            "municipality_runs": _("De gemeente"),
        },
        sentences={
            "residents_run": _("Bewoners beheren het."),
            "residents_moderate": _("Bewoners beheren de berichten, de aanbieder de rest."),
            "shared": _("Bewoners en aanbieder beheren het samen."),
            "provider_runs": _("De aanbieder beheert het."),
            "municipality_runs": _("De gemeente beheert het."),
        },
    ),
    FactWords(
        key="municipality_role",
        group=IN_CHARGE,
        label=_("Wat kan de gemeente doen?"),
        unknown=_("wat de gemeente kan doen"),
        ask=_("Wat kan de gemeente op uw platform doen? Wat ziet zij wel en wat niet?"),
        values={
            "not_needed": _("kan zonder gemeente"),
            "participant": _("meedoen zoals iedereen"),
            "account": _("berichten plaatsen met eigen naam"),
            "dashboard": _("cijfers bekijken"),
            "client": _("opdracht geven en betalen"),
            "funder": _("subsidie geven"),
            "moderator": _("berichten beheren"),
            "owner": _("eigenaar zijn"),
        },
        # Stands by itself: "kan niets doen" says the opposite of what is meant.
        sentences={"not_needed": _("Het kan zonder de gemeente.")},
        template=_("De gemeente kan hier %(waarden)s."),
    ),
    # --- data ----------------------------------------------------------------------------------
    FactWords(
        key="data_owner",
        group=DATA,
        label=_("Van wie zijn de gegevens?"),
        unknown=_("van wie de gegevens zijn"),
        ask=_("Van wie zijn de gegevens van bewoners? Staat dat op papier?"),
        values={
            "residents": _("Van de bewoners"),
            "local_organisation": _("Van een lokale organisatie"),
            "municipality": _("Van de gemeente"),
            "provider": _("Van de aanbieder"),
        },
        sentences={
            "residents": _("De gegevens zijn van de bewoners."),
            "local_organisation": _("De gegevens zijn van een lokale organisatie."),
            "municipality": _("De gegevens zijn van de gemeente."),
            "provider": _("De gegevens zijn van de aanbieder."),
        },
    ),
    FactWords(
        key="commercial_data_use",
        group=DATA,
        label=_("Verdient iemand geld met de gegevens?"),
        unknown=_("of iemand geld verdient met de gegevens"),
        ask=_("Verdient u of iemand anders geld met de gegevens van bewoners? Waar staat dat?"),
        values={"yes": YES, "no": NO},
        sentences={
            "yes": _("Iemand verdient geld met de gegevens van bewoners."),
            "no": _("Niemand verdient geld met de gegevens van bewoners."),
        },
    ),
    FactWords(
        key="advertising",
        group=DATA,
        label=_("Is er reclame?"),
        unknown=_("of er reclame is"),
        ask=_("Staat er reclame op uw platform? Blijft dat zo?"),
        values={"yes": YES, "no": NO},
        sentences={"yes": _("Er is reclame."), "no": _("Er is geen reclame.")},
    ),
    FactWords(
        key="data_export",
        group=DATA,
        label=_("Kunt u de gegevens meenemen?"),
        unknown=_("of de gegevens mee kunnen bij het stoppen"),
        ask=_("Kunnen wij onze gegevens meenemen als we stoppen? In welk bestand?"),
        values={"yes": YES, "no": NO},
        sentences={
            "yes": _("U kunt de gegevens meenemen als u stopt."),
            "no": _("U kunt de gegevens niet meenemen als u stopt."),
        },
    ),
    FactWords(
        key="hosting_region",
        group=DATA,
        label=_("Waar staan de gegevens?"),
        unknown=_("waar de gegevens staan"),
        ask=_("In welk land staan de gegevens? Bij welk bedrijf?"),
        values={
            "nl": _("In Nederland"),
            "eu": _("In Europa"),
            "non_eu": _("Buiten Europa"),
            "own_choice": _("Waar u zelf wilt"),
        },
        sentences={
            "nl": _("De gegevens staan in Nederland."),
            "eu": _("De gegevens staan in Europa."),
            "non_eu": _("De gegevens staan buiten Europa."),
            "own_choice": _("U kiest zelf waar de gegevens staan."),
        },
    ),
    FactWords(
        key="open_source",
        group=DATA,
        label=_("Is de software open?"),
        unknown=_("of de software open is"),
        ask=_("Is de software open? Waar staat de code, en met welke licentie?"),
        values={"yes": YES, "no": NO},
        sentences={
            "yes": _("De software is open: iedereen mag de code zien."),
            "no": _("De software is niet open."),
        },
    ),
    # --- money ---------------------------------------------------------------------------------
    FactWords(
        key="cost_municipality",
        group=MONEY,
        label=_("Wat kost het de gemeente per jaar?"),
        unknown=_("wat het de gemeente kost"),
        ask=_("Wat kost het de gemeente per jaar, alles bij elkaar? Wat kost het eerste jaar extra?"),
        values={
            "no_part": _("Niets: de gemeente heeft er geen deel in"),
            "no_charge": _("Niets: de gemeente doet mee zonder te betalen"),
            "low": _("Minder dan 5.000 euro"),
            "medium": _("5.000 tot 25.000 euro"),
            "high": _("Meer dan 25.000 euro"),
        },
        sentences={
            "no_part": _("De gemeente heeft er geen deel in en betaalt niets."),
            "no_charge": _("De gemeente kan meedoen en betaalt niets."),
            "low": _("Het kost de gemeente minder dan 5.000 euro per jaar."),
            "medium": _("Het kost de gemeente 5.000 tot 25.000 euro per jaar."),
            "high": _("Het kost de gemeente meer dan 25.000 euro per jaar."),
        },
    ),
    FactWords(
        key="revenue_model",
        group=MONEY,
        label=_("Waar leeft het van?"),
        unknown=_("waar het van leeft"),
        ask=_("Waar leeft uw platform van? Wie betaalt er, en tot wanneer is dat geregeld?"),
        values={
            "municipal_subscription": _("abonnementen van gemeenten"),
            "organisation_subscription": _("abonnementen van organisaties"),
            "advertising": _("reclame"),
            "subsidy": _("subsidie"),
            "donations": _("giften"),
            "commission": _("een deel van elke betaling"),
            "membership_fee": _("contributie"),
            "volunteer_run": _("werk van vrijwilligers"),
            "service_fees": _("betaalde diensten"),
            "own_budget": _("eigen geld van wie het aanbiedt"),
        },
        template=_("Het leeft van %(waarden)s."),
    ),
    FactWords(
        key="money_stays_local",
        group=MONEY,
        label=_("Blijft het geld in de buurt?"),
        unknown=_("of het geld in de buurt blijft"),
        ask=_("Blijft het geld in de buurt? Zo nee, waar gaat het heen?"),
        values={"yes": YES, "partly": PARTLY, "no": NO},
        sentences={
            "yes": _("Het geld blijft in de buurt."),
            "partly": _("Een deel van het geld blijft in de buurt."),
            "no": _("Het geld gaat de buurt uit."),
        },
    ),
    # --- starting, online and offline ----------------------------------------------------------
    FactWords(
        key="start_effort",
        group=STARTING,
        label=_("Hoe begint u?"),
        unknown=_("hoe een buurt begint"),
        ask=_("Hoe beginnen wij bij u? Hoe lang duurt dat en wie doet wat?"),
        values={
            "join_existing": _("Aansluiten bij wat er is"),
            "start_yourself": _("Zelf, zonder contract"),
            "set_up_with_provider": _("Samen met de aanbieder"),
            "build_yourself": _("Zelf bouwen"),
        },
        sentences={
            "join_existing": _("U sluit aan bij wat er al is."),
            "start_yourself": _("U kunt zelf beginnen, zonder contract."),
            "set_up_with_provider": _("U zet het op met de aanbieder."),
            "build_yourself": _("U moet het zelf bouwen."),
        },
    ),
    FactWords(
        key="offline_support",
        group=STARTING,
        label=_("Hoort hulp in het echt erbij?"),
        unknown=_("of hulp in het echt erbij hoort"),
        ask=_("Helpt u ook in het echt, met training, een startavond of buurtverbinders? Zit dat in de prijs?"),
        values={"built_in": YES, "optional": _("Als u dat wilt"), "none": NO},
        sentences={
            "built_in": _("Hulp in het echt hoort erbij."),
            "optional": _("Hulp in het echt kan erbij, als u dat wilt."),
            "none": _("Hulp in het echt hoort er niet bij."),
        },
    ),
    FactWords(
        key="scope",
        group=STARTING,
        label=_("Waar is het te gebruiken?"),
        unknown=_("waar het te gebruiken is"),
        ask=_("Waar is uw platform te gebruiken: op één plek, in een regio of in heel Nederland?"),
        values={
            "local": _("Op één plek"),
            "regional": _("In een regio"),
            "national": _("In het hele land"),
            "international": _("In meer landen"),
        },
        sentences={
            "local": _("Het is er voor één plek."),
            "regional": _("Het is er voor een regio."),
            "national": _("Het is in het hele land te gebruiken."),
            "international": _("Het is in meer landen te gebruiken."),
        },
    ),
)

VOCABULARY: dict[str, FactWords] = {words.key: words for words in _ENTRIES}

# The 21 facts that the page of a platform counts, in the order of its tables.
FACT_KEYS = tuple(words.key for words in _ENTRIES if words.group)

GOALS = {key.removeprefix("goals."): words.label for key, words in VOCABULARY.items() if key.startswith("goals.")}
# Everything that is a Fact with sources of its own: status, goals and the facts of the tables.
EVIDENCE_KEYS = ("status", *(f"goals.{goal}" for goal in GOALS), *FACT_KEYS)

KINDS = VOCABULARY["kind"].values
FORMS = VOCABULARY["form"].values
STATUSES = VOCABULARY["status"].values
