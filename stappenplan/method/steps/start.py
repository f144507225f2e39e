"""Step 0: who asks, and where."""

from ..declarations import OFFICIAL, ONE, PLACE, RESIDENT, Option, Question, Step
from ..text import _

START = Step(
    "start",
    _("Start"),
    _("Twee vragen vooraf. Daarna begint het stappenplan."),
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
            help=_("Dan zien we welke platforms daar al zijn."),
            why=_(
                "Buren verdelen over meer platforms werkt slecht. Daarom kijken we eerst wat er al is in uw gemeente."
            ),
            source=("S18", "S19"),
        ),
    ),
)
