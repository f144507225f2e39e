"""The baseline measurement: the six statements of Statistics Netherlands on attachment to the neighbourhood.

The user round asks for all six. The papers ask five: one can hurt people.
"""

from stappenplan.method.text import _

STATEMENTS = (
    _("Ik heb veel contact met andere buurtbewoners."),
    _("In deze buurt gaat men op een prettige manier met elkaar om."),
    _("Ik woon in een gezellige buurt waar mensen elkaar helpen en samen dingen doen."),
    _("Mensen kennen elkaar in deze buurt nauwelijks."),
    _("Ik ben tevreden met de bevolkingssamenstelling in deze buurt."),
    _("Ik voel mij thuis in deze buurt."),
)
STATEMENT_NOTES = {
    3: _("Deze zin is omgekeerd: “mee oneens” is hier goed."),
    4: _("Laat deze zin weg in een eigen vragenlijst. Hij kan mensen pijn doen."),
}
# The statement that the papers leave out.
LEFT_OUT = 4
STATEMENTS_TO_ASK = tuple(index for index in range(len(STATEMENTS)) if index != LEFT_OUT)
ANSWERS_TO_STATEMENTS = (
    _("helemaal mee eens"),
    _("mee eens"),
    _("niet eens en niet oneens"),
    _("mee oneens"),
    _("helemaal mee oneens"),
)


def has_baseline(profile) -> bool:
    """Whether there is a baseline already, so that none is measured before the start."""
    return profile.says("measure", "baseline_known")


def has_goal_date(profile) -> bool:
    """Whether the goal has a date of its own: nobody measures again later than that."""
    return profile.says("result_sharp", "number_and_date")


def list_statements(profile) -> tuple[tuple[str, str], ...]:
    """The statements to measure with before the start, each with its note or ""; none when there is a baseline."""
    if has_baseline(profile):
        return ()
    return tuple((STATEMENTS[index], STATEMENT_NOTES.get(index, "")) for index in STATEMENTS_TO_ASK)
