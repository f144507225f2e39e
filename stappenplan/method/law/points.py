"""The legal points: what holds, from which day, until when it can be relied on, and how certain it is.

Looked up on CHECKED_ON in stored copies of the sources, most of them official. Not legal advice.
"""

from datetime import date

from ..profile import Profile
from ..text import _
from .conditions import (
    handles_data,
    has_only_account,
    has_part,
    has_young_people,
    host_messages_ourselves,
    hosts_messages,
    is_official,
    may_give_subsidy,
    may_need_dpia,
    may_pay,
    must_be_accessible,
)
from .declarations import Clause, DatedPoint, LegalPoint, Wording, points_on

CHECKED_ON = date(2026, 11, 29)
# Where no source names a day on which the law changes, we look again after a year: our own judgement.
IN_A_YEAR = date(2027, 11, 29)
NEW_YEAR_2027 = date(2027, 1, 1)
# In euro, without VAT, over the whole term: services for a municipality, in 2026 and 2027.
THRESHOLD = 216_000

PARTICIPATION = (
    _("Sinds 1 januari 2025 legt een gemeente in een verordening vast hoe bewoners meedoen."),
    _("Het gaat om beleid maken, uitvoeren en terugkijken."),
    _("Er staat ook in wanneer bewoners een taak mogen overnemen (het uitdaagrecht)."),
)
BEFORE_THE_LAST_DAY = _("Elke gemeente moet zo’n verordening hebben op 1 januari 2027.")
AFTER_THE_LAST_DAY = _("Elke gemeente moet zo’n verordening hebben sinds 1 januari 2027.")

ARCHIVE = (
    _("Wat de gemeente op een platform plaatst, of daar in haar werk binnenkrijgt, is informatie van de overheid."),
    _("U moet het kunnen bewaren en op verzoek laten zien."),
    _("Dat geldt ook als het platform stopt of als een bericht is weggehaald."),
)
ARCHIVE_IS_CERTAIN = _("Zeker: berichten op sociale media vallen hieronder. De nieuwe wet staat in het Staatsblad.")

LAW = (
    LegalPoint(
        "participation",
        _("Meedoen van bewoners"),
        is_official,
        (
            Wording(
                date(2025, 1, 1),
                NEW_YEAR_2027,
                tuple(map(Clause, (*PARTICIPATION, BEFORE_THE_LAST_DAY))),
                _("Zeker: de wet geldt, en 1 januari 2027 is de laatste dag."),
                _("Niet zeker: of de voorwaarden voor het uitdaagrecht in de verordening móeten staan."),
            ),
            Wording(
                NEW_YEAR_2027,
                IN_A_YEAR,
                tuple(map(Clause, (*PARTICIPATION, AFTER_THE_LAST_DAY))),
                _("Zeker: de wet geldt, en 1 januari 2027 was de laatste dag."),
                _("Niet zeker: wat er gebeurt als een gemeente de verordening dan nog niet heeft."),
            ),
        ),
        _("Kijk of de verordening er is, en of het platform past bij wat erin staat."),
        _("Griffie"),
        ("S88", "S90"),
    ),
    LegalPoint(
        "procurement",
        _("Subsidie of opdracht"),
        may_pay,
        (
            Wording(
                CHECKED_ON,
                IN_A_YEAR,
                (
                    Clause(_("Kijk naar de band tussen betaling en prestatie, en naar wie het initiatief nam.")),
                    Clause(_("Een subsidie die op een betaalde opdracht lijkt, kan een opdracht zijn.")),
                    Clause(_("Bij een opdracht gelden inkoopregels.")),
                ),
                _("Zeker: waar het om gaat. De uitkomst hangt af van het plan."),
            ),
        ),
        _("Kies bewust: subsidie of opdracht."),
        _("Inkoop"),
        ("S61", "S62"),
        item="procurement",
    ),
    LegalPoint(
        "subsidy",
        _("Subsidie en staatssteun"),
        may_give_subsidy,
        (
            Wording(
                date(2026, 1, 1),
                IN_A_YEAR,
                (
                    Clause(_("Voor een subsidie is een regeling nodig, meestal de verordening van de gemeente.")),
                    Clause(_("Dat hoeft niet als de ontvanger en het hoogste bedrag in de begroting staan.")),
                    Clause(_("Het hoeft ook niet bij iets eenmaligs van hoogstens vier jaar.")),
                    Clause(_("Een onderneming mag in drie jaar hoogstens 300.000 euro aan kleine steun krijgen.")),
                    Clause(_("Ook een stichting kan een onderneming zijn.")),
                    Clause(_("Sinds 1 januari 2026 meldt u die steun in een register.")),
                ),
                _("Zeker: de regels, en het bedrag tot en met 2030."),
                _("Niet zeker: wanneer een stichting van bewoners een onderneming is."),
            ),
        ),
        _("Vraag welke regeling past, en of de ontvanger een onderneming is."),
        _("Subsidies en jurist"),
        ("S101", "S102", "S104"),
    ),
    LegalPoint(
        "thresholds",
        _("Europees aanbesteden"),
        may_pay,
        (
            Wording(
                date(2026, 1, 1),
                date(2028, 1, 1),
                (
                    Clause(_("Diensten besteedt een gemeente Europees aan vanaf 216.000 euro zonder btw.")),
                    Clause(_("Dat geldt voor de hele looptijd, met verlengingen, in 2026 en 2027.")),
                    Clause(_("Voor sociale en andere specifieke diensten is het 750.000 euro.")),
                    Clause(
                        _("Daaronder gelden de Aanbestedingswet, de Gids Proportionaliteit en het eigen inkoopbeleid.")
                    ),
                ),
                _("Zeker: de bedragen."),
                _("Niet zeker: of een buurtplatform deels een sociale dienst is."),
            ),
        ),
        _("Vraag hoeveel offertes u nodig heeft."),
        _("Inkoop"),
        ("S91", "S92", "S67", "S93"),
    ),
    LegalPoint(
        "privacy",
        _("Privacy (AVG)"),
        handles_data,
        (
            Wording(
                date(2019, 11, 27),
                IN_A_YEAR,
                (
                    Clause(_("Wie bepaalt waarvoor en hoe gegevens worden gebruikt, is verantwoordelijk.")),
                    Clause(_("Bepaalt u dat samen met een ander? Leg dan vast wie wat doet.")),
                    Clause(
                        _("Werkt een bedrijf alleen in uw opdracht? Sluit dan een verwerkersovereenkomst."),
                        may_pay,
                    ),
                    Clause(_("Ga eerst na of een DPIA nodig is, en begin niet eerder."), may_need_dpia),
                    Clause(
                        _("De lijst van de Autoriteit Persoonsgegevens noemt bijvoorbeeld gevoelige gegevens delen."),
                        may_need_dpia,
                    ),
                    Clause(
                        _("Vraagt u toestemming aan iemand onder de 16? Dan geeft een ouder of voogd die."),
                        has_young_people,
                        ("S100",),
                    ),
                ),
                _("Zeker: wie verantwoordelijk is, en de lijst."),
                _("Niet zeker: wie dat is bij een platform van bewoners. Dat hangt af van wie beslist."),
            ),
        ),
        _("Vraag of een DPIA nodig is. Begin niet voordat dat duidelijk is."),
        _("Privacy-adviseur"),
        ("S57", "S98", "S99"),
        item="privacy",
        ours=Clause(
            _("Vragen we toestemming aan iemand onder de 16? Van de wet geeft een ouder of voogd die."),
            has_young_people,
            ("S100",),
        ),
    ),
    LegalPoint(
        "accessibility",
        _("Toegankelijkheid"),
        must_be_accessible,
        (
            Wording(
                date(2025, 6, 28),
                IN_A_YEAR,
                (
                    Clause(
                        _("Een site of app van de gemeente moet toegankelijk zijn en een verklaring hebben."),
                        may_pay,
                    ),
                    Clause(
                        _("Dat geldt ook voor een samenwerking die de gemeente heeft opgericht."),
                        may_pay,
                    ),
                    Clause(_("De eis is EN 301 549, met WCAG 2.1 A en AA."), may_pay),
                    Clause(
                        _("Het geldt ook als een bedrijf de site maakt of beheert, en voor het besloten deel."),
                        may_pay,
                    ),
                    Clause(
                        _("Heeft u alleen een account en betaalt u niet mee? Dan geldt de plicht waarschijnlijk niet."),
                        has_only_account,
                    ),
                    Clause(
                        _("Een webwinkel of chatdienst moet sinds 28 juni 2025 zelf toegankelijk zijn."),
                        has_only_account,
                        ("S96",),
                    ),
                    Clause(
                        _("Met minder dan 10 mensen en hoogstens 2 miljoen euro omzet hoeft een bedrijf dat niet."),
                        has_only_account,
                        ("S97",),
                    ),
                ),
                _("Zeker: de eis en de verklaring. Het telt of de gemeente meebetaalt."),
                _("Niet zeker: of uw berichten op het platform van een ander zelf toegankelijk moeten zijn."),
            ),
        ),
        _("Vraag de aanbieder in elk geval om een verklaring."),
        _("Webredactie"),
        ("S94", "S49", "S65"),
        item="accessibility",
    ),
    LegalPoint(
        "messages",
        _("Berichten beheren (DSA)"),
        hosts_messages,
        (
            Wording(
                date(2024, 2, 17),
                IN_A_YEAR,
                (
                    Clause(_("Plaatsen mensen zelf berichten? Dan moet iedereen verboden berichten kunnen melden.")),
                    Clause(_("Wie meldt, krijgt bericht. Wie iets kwijtraakt, hoort waarom.")),
                    Clause(_("Dat geldt voor grote en kleine aanbieders.")),
                    Clause(
                        _("De zwaardere regels gelden niet onder de 50 mensen en 10 miljoen euro omzet."),
                        lambda profile: not profile.says("municipality_part", "owner"),
                    ),
                    Clause(
                        _("Is de gemeente eigenaar? Dan gelden misschien ook de zwaardere regels."),
                        has_part("owner"),
                    ),
                ),
                _("Zeker: melden, antwoorden en uitleg, sinds 17 februari 2024."),
                _("Niet zeker: of een groep vrijwilligers ook als aanbieder telt."),
            ),
        ),
        _("Vraag de aanbieder hoe melden en weghalen werkt."),
        _("Jurist"),
        ("S105", "S106"),
        ours=Clause(
            _("Iedereen kan een verboden bericht melden. De wet vraagt dat van aanbieders."),
            host_messages_ourselves,
            ("S106",),
        ),
    ),
    LegalPoint(
        "archive",
        _("Archief en openbaarheid"),
        has_part("participant", "account", "client", "moderator", "owner"),
        (
            Wording(
                date(2026, 6, 19),
                NEW_YEAR_2027,
                (
                    *map(Clause, ARCHIVE),
                    Clause(_("De nieuwe Archiefwet is op 19 juni 2026 gepubliceerd.")),
                    Clause(_("Zij begint naar verwachting op 1 januari 2027. Tot dan geldt de wet van 1995.")),
                ),
                ARCHIVE_IS_CERTAIN,
                _("Niet zeker: of de begindatum al vaststaat."),
            ),
            Wording(
                NEW_YEAR_2027,
                NEW_YEAR_2027,
                (
                    *map(Clause, ARCHIVE),
                    Clause(_("Op 1 januari 2027 zou de nieuwe Archiefwet beginnen.")),
                    Clause(_("Begon zij niet, dan geldt nog de wet van 1995.")),
                ),
                ARCHIVE_IS_CERTAIN,
                _("Niet zeker: of de nieuwe wet op die dag begon."),
            ),
        ),
        _("Vraag hoe u berichten bewaart, en wat u op verzoek moet laten zien."),
        _("Informatiebeheer (archief)"),
        ("S107", "S108", "S111", "S110"),
    ),
    LegalPoint(
        "security",
        _("Beveiliging (BIO2)"),
        may_pay,
        (
            Wording(
                date(2026, 8, 15),
                IN_A_YEAR,
                (
                    Clause(_("Sinds 15 augustus 2026 geldt de Cyberbeveiligingswet.")),
                    Clause(_("Een gemeente beveiligt haar informatie volgens de BIO2.")),
                    Clause(_("Zij kan die eisen ook stellen aan een bedrijf dat software of hosting levert.")),
                ),
                _("Zeker: de wet en de BIO2 gelden voor gemeenten."),
                _("Niet zeker: welke maatregelen nodig zijn bij een klein platform. Dat hangt af van het risico."),
            ),
        ),
        _("Vraag welke eisen u aan de aanbieder stelt."),
        _("Informatiebeveiliging (CISO)"),
        ("S112", "S113"),
    ),
    LegalPoint(
        "it_terms",
        _("Voorwaarden voor ICT"),
        may_pay,
        (
            Wording(
                CHECKED_ON,
                IN_A_YEAR,
                (
                    Clause(_("Koopt de gemeente een platform in? Dan gelden meestal de GIBIT 2023.")),
                    Clause(_("Vraag bij de start een plan voor het einde.")),
                    Clause(_("Daarin staat welke gegevens u terugkrijgt, in welk bestand en wanneer.")),
                ),
                _("Waarschijnlijk: dit is de nieuwste versie. Wij vonden geen nieuwere."),
            ),
        ),
        _("Kijk wat er staat over het teruggeven van gegevens."),
        _("Inkoop en ICT"),
        ("S68", "S86", "OJ"),
    ),
)
# How many days ahead staff see that a point must be looked at.
DAYS_AHEAD = 30


def law_for(profile: Profile, day: date) -> tuple[DatedPoint, ...]:
    """The legal points that a report shows on this day: to residents only what they must know of themselves."""
    return tuple(one for one in points_on(LAW, day) if is_relevant(one.point, profile))


def is_relevant(point: LegalPoint, profile: Profile) -> bool:
    """Whether a point belongs in the report of this plan."""
    if is_official(profile):
        return point.when(profile)
    return point.ours is not None and point.ours.when(profile)


def due_points(day: date, ahead: int = DAYS_AHEAD) -> tuple[DatedPoint, ...]:
    """The points whose wording must be looked at again within so many days, and those for which that day has passed."""
    return tuple(one for one in points_on(LAW, day) if (one.wording.look_again - day).days <= ahead)
