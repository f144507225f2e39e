"""Step 0: who asks, and where."""

from ..declarations import NAME, OFFICIAL, ONE, PLACE, RESIDENT, Option, Question, Step
from ..text import _

START = Step(
    "start",
    _("Start"),
    _("Drie vragen vooraf. Daarna begint het stappenplan."),
    (
        Question(
            "audience",
            _("Wie bent u?"),
            ONE,
            (
                Option(OFFICIAL, _("Ik werk voor de gemeente, of voor een organisatie die de gemeente betaalt")),
                Option(RESIDENT, _("Ik ben bewoner of vrijwilliger in de buurt")),
            ),
            help=_("We stellen u dan alleen de vragen die bij u passen."),
            why=_(
                "Een gemeente kiest anders dan een groep buren. Uw antwoord bepaalt welke vragen u krijgt en hoe uw "
                "advies eruitziet."
            ),
            source=("S1",),
            required=True,
        ),
        Question(
            "place",
            _("In welke gemeente ligt de buurt?"),
            PLACE,
            help=_("Een dorp of wijk mag ook. Dan zien we welke platforms daar al zijn."),
            why=_(
                "Buren verdelen over meer platforms werkt slecht. Daarom kijken we eerst wat er al is in uw gemeente."
            ),
            source=("S18", "S19"),
        ),
        Question(
            "area_name",
            _("Hoe heet de buurt, het dorp of de wijk?"),
            NAME,
            help=_("Dit mag leeg blijven. Vul geen naam van een persoon in."),
            why=_("Wat er in uw eigen dorp of wijk al is, noemen we dan eerst. En de naam staat in uw stukken."),
            source=("S18", "OJ"),
            at_most=60,
        ),
    ),
)
