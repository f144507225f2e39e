"""The legal points behind the gate `legal_check`: the rule, what to do, whom to ask. Not legal advice."""

from dataclasses import dataclass

from stappenplan.method.text import _


@dataclass(frozen=True)
class Law:
    """A legal point: what holds, what to do, who knows. `item`: the answer of `legal_ready` that says it is checked."""

    title: str
    holds: tuple[str, ...]
    to_do: str
    who: str
    source: tuple[str, ...]
    item: str = ""


LAWS = (
    Law(
        _("Privacy (DPIA)"),
        (
            _("Een DPIA is verplicht als het gebruik van gegevens een hoog risico geeft."),
            _("Wie verantwoordelijk is, beoordeelt dat. Eerder beginnen mag niet."),
            _("De Autoriteit Persoonsgegevens heeft een lijst en negen criteria."),
        ),
        _("Vraag of een DPIA nodig is. Begin niet voordat dat duidelijk is."),
        _("Privacy-adviseur"),
        ("S57",),
        "privacy",
    ),
    Law(
        _("Toegankelijkheid"),
        (
            _("Sites en apps van de overheid moeten toegankelijk zijn en een verklaring hebben."),
            _("Een nieuwe site moet dat bij de start al zijn."),
            _("Status A is het doel. B en C mogen onder voorwaarden."),
            _("De wet wijst naar EN 301 549. De uitleg noemt WCAG 2.1, A en AA."),
            _("Beheert een ander de site? Dan hangt het ervan af van wie de site is."),
            _("Ook publieke organisaties en hun samenwerkingen vallen onder deze plicht."),
        ),
        _("Vraag de aanbieder in elk geval om een verklaring."),
        _("Webredactie"),
        ("S49", "S63", "S64", "S65", "S66", "OJ"),
        "accessibility",
    ),
    Law(
        _("Subsidie of opdracht"),
        (
            _("Kijk naar de band tussen betaling en prestatie, en naar wie het initiatief nam."),
            _("Kijk ook naar wiens belang het is, of het commercieel is, en naar kostprijs of marktprijs."),
            _("Een subsidie die op een betaalde opdracht lijkt, kan een opdracht zijn. Die moet u aanbesteden."),
        ),
        _("Kies bewust: subsidie of opdracht. Bij een opdracht gelden inkoopregels."),
        _("Inkoop"),
        ("S61", "S62"),
        "procurement",
    ),
    Law(
        _("Europese drempel"),
        (
            _("Het bedrag geldt voor de hele looptijd, zonder btw. Elke twee jaar komt er een nieuw bedrag."),
            _("In 2022 en 2023 was het 215.000 euro voor goederen en diensten."),
        ),
        _("Zoek het bedrag van nu op. Wij vonden het niet."),
        _("Inkoop"),
        ("S67",),
    ),
    Law(
        _("Voorwaarden voor ICT"),
        (
            _("De GIBIT zijn de inkoopvoorwaarden van gemeenten voor ICT."),
            _("De versie van 2023 gaat ook over privacy, beveiliging, archief en hosting."),
        ),
        _("Kijk wat er staat over het teruggeven van gegevens."),
        _("Inkoop en ICT"),
        ("S68", "S69", "OJ"),
    ),
    Law(
        _("Berichten beheren (DSA)"),
        (
            _("De DSA geldt sinds februari 2024 voor diensten waar mensen zelf berichten plaatsen."),
            _("Kleine aanbieders hebben minder plichten. De basis blijft: kunnen melden, en uitleg bij weghalen."),
            _("Telt een groep vrijwilligers ook als aanbieder? Dat vonden wij niet."),
        ),
        _("Vraag de aanbieder hoe melden en weghalen werkt."),
        _("Jurist"),
        ("S70", "S71"),
    ),
    Law(
        _("Wet over participatie"),
        (
            _("Er is een wet over meedoen in alle fasen van beleid."),
            _("Onze bronnen noemen niet dezelfde datum van ingang."),
        ),
        _("Zoek de datum op voordat u die noemt."),
        _("Jurist"),
        ("S72", "S77"),
    ),
)


def law(profile) -> tuple:
    """The legal points, each with what was checked: (Law, text)."""

    def state(item):
        if not item:
            return _("Niet gevraagd in het stappenplan")
        if profile.answer("legal_ready") is None:
            return None
        return _("Nagekeken") if profile.says("legal_ready", item) else _("Nog niet nagekeken")

    return tuple((one, state(one.item)) for one in LAWS)
