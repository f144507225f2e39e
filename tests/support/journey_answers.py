"""What two people answer, in the words on the page: (question, answers) per page, in the order of the pages.

The same answers stand in personas.py by key: `official_help_haarlem` and `resident_meet_village`.
"""

PLACE = "In welke gemeente ligt de buurt?"
AREA = "Hoe heet de buurt, het dorp of de wijk?"
GOAL_SENTENCE = "Schrijf het doel in één zin."
# Questions that are typed, not chosen.
TYPED = (PLACE, AREA, GOAL_SENTENCE)

OFFICIAL = [
    [
        ("Wie bent u?", "Ik werk voor de gemeente, of voor een organisatie die de gemeente betaalt"),
        (PLACE, "Haarlem"),
        (AREA, "De Akkers"),
    ],
    [
        ("Wat wilt u vooral bereiken in de buurt?", "Buren helpen elkaar"),
        ("Wat moet het platform daarnaast kunnen?", "Buren leren elkaar kennen"),
        ("Van wie komt het idee?", "Bewoners en organisaties samen"),
    ],
    [
        ("Wat staat nu het meest in de weg?", "Mensen willen wel, maar vinden elkaar niet"),
        ("Is duidelijk wat er over een jaar anders moet zijn?", "Ja, met een getal en een datum"),
        (GOAL_SENTENCE, "Op 1 juni zijn 50 mensen door een buur geholpen."),
    ],
    [("Hoe weet u straks of het werkt?", "We gaan meten vóór de start")],
    [
        ("Hoe groot is de buurt waar het om gaat?", "Een wijk of dorp (1.000 tot 4.000)"),
        ("Wat gebruiken buren nu al?", "Platform voor burenhulp"),
        ("Werkt dat al voor uw doel?", "Niet gevraagd"),
    ],
    [
        ("Wie wilt u zeker bereiken?", "Ouderen", "Mensen die niet handig zijn met internet"),
        ("Hoeveel bewoners willen de kar echt trekken?", "Drie tot vijf"),
    ],
    [
        ("Wie heeft over een jaar de zeggenschap over het platform?", "Bewoners en gemeente of organisatie samen"),
        ("Welke rol wil de gemeente hier hebben?", "Mogelijk maken: wij geven ruimte, geld of hulp"),
        (
            "Wat gaat de gemeente op het platform doen?",
            "Meelezen en meepraten zoals iedereen",
            "Berichten plaatsen met een eigen naam",
            "Betalen en afspraken maken",
        ),
    ],
    [("Wie bij de gemeente geeft binnen een paar dagen antwoord?", "Eén vaste contactpersoon")],
    [
        ("Hoe wilt u het liefst beginnen?", "Samen met een aanbieder opzetten"),
        ("Hoeveel geld is er per jaar voor het platform zelf?", "5.000 tot 25.000 euro"),
        ("Wat heeft u al laten nakijken?", "Inkoop of subsidie", "Privacy (AVG)", "Digitale toegankelijkheid"),
    ],
    [
        ("Hoe moeten mensen mee kunnen doen?", "Website", "Telefoon"),
        ("Hoe melden mensen zich aan?", "Met echte naam"),
    ],
    [
        ("Mensen met een beperking kunnen het goed gebruiken", "belangrijk"),
        ("Bewoners kunnen het zelf beheren", "belangrijk"),
        ("De gegevens zijn van de bewoners of van een lokale organisatie", "fijn"),
        ("Het geld blijft in de buurt", "fijn"),
    ],
    [("Wat gebeurt er met de gegevens als het platform stopt?", "Dat staat op papier")],
    [
        ("Wie brengt mensen bij elkaar, online én op straat?", "Alleen een beroepskracht"),
        (
            "Wat doet u in het echt, naast het platform?",
            "Een telefoonnummer",
            "Een vaste plek om langs te komen",
        ),
        ("Wie houdt de gesprekken in goede banen?", "Bewoners, met hulp van een beroepskracht"),
    ],
]

RESIDENT = [
    [
        ("Wie bent u?", "Ik ben bewoner of vrijwilliger in de buurt"),
        (PLACE, "Zeddam"),
    ],
    [
        ("Wat wilt u vooral bereiken in de buurt?", "Buren leren elkaar kennen"),
        (
            "Wat moet het platform daarnaast kunnen?",
            "Buren helpen elkaar",
            "Weten wat er in de buurt gebeurt",
        ),
        ("Van wie komt het idee?", "Bewoners zelf"),
    ],
    [
        ("Wat staat nu het meest in de weg?", "Mensen kennen of vertrouwen elkaar niet"),
        ("Is duidelijk wat er over een jaar anders moet zijn?", "Ja, met een getal en een datum"),
    ],
    [
        ("Hoe groot is de buurt waar het om gaat?", "Een kleine buurt of dorp (150 tot 1.000)"),
        ("Wat gebruiken buren nu al?", "WhatsApp- of andere appgroep", "Website of dorpsapp van de buurt"),
        ("Werkt dat al voor uw doel?", "Een beetje"),
    ],
    [
        ("Wie wilt u zeker bereiken?", "Ouderen"),
        ("Hoeveel bewoners willen de kar echt trekken?", "Drie tot vijf"),
    ],
    [
        ("Wie heeft over een jaar de zeggenschap over het platform?", "Bewoners en gemeente of organisatie samen"),
    ],
    [
        ("Hoe wilt u het liefst beginnen?", "Aansluiten bij iets dat er al is"),
        ("Hoeveel geld is er per jaar voor het platform zelf?", "Geen geld"),
    ],
    [
        ("Hoe moeten mensen mee kunnen doen?", "Website", "E-mail of nieuwsbrief"),
        ("Mag iedereen meelezen?", "Ja"),
    ],
    [
        ("Bewoners kunnen het zelf beheren", "belangrijk"),
        ("De gegevens zijn van de bewoners of van een lokale organisatie", "belangrijk"),
    ],
    [("Wat gebeurt er met de gegevens als het platform stopt?", "Dat staat op papier")],
    [
        ("Wie brengt mensen bij elkaar, online én op straat?", "Een team van buurtverbinders is er"),
        (
            "Wat doet u in het echt, naast het platform?",
            "Krant, flyer of prikbord",
            "Activiteiten of een markt",
            "Een vaste plek om langs te komen",
        ),
        ("Wie houdt de gesprekken in goede banen?", "Een groepje bewoners"),
    ],
    [("Hoeveel uur per week is er in het eerste jaar, van iedereen samen?", "8 tot 15")],
]


def tell(visitor, pages):
    """Answer these pages one after the other, from the first page of a plan to the overview."""
    for page in pages:
        for question, *answers in page:
            if question in TYPED:
                visitor.write(question, *answers)
            else:
                visitor.choose(question, *answers)
        visitor.press("Volgende")
        assert not visitor.mistakes(), visitor.mistakes()
    return visitor
