"""What a municipality has already, in words: what it is for, how well that is known, and what to do first."""

from dataclasses import dataclass

from stappenplan.method.assessment.knock_outs import is_local
from stappenplan.method.assessment.ranking import NOT_MENTIONED, Here
from stappenplan.method.assessment.shelves import CONSUMER_KINDS
from stappenplan.method.evidence.status import RECENT_MONTHS, RUNS, UNKNOWN_STATUS, age_in_months
from stappenplan.method.profile import Profile, as_tuple
from stappenplan.method.steps import QUESTIONS
from stappenplan.method.text import Sentence, _

PURPOSE = {
    "primary": _("Het is vooral voor dit doel bedoeld."),
    "secondary": _("Het is ook voor dit doel bedoeld."),
    "none": _("Het is niet voor dit doel bedoeld."),
    NOT_MENTIONED: _("Geen bron noemt dit doel."),
}
FOR_AREA = _("Het is er voor %(area)s.")
NOTHING_DATED = _("Geen bron heeft een datum.")
NEWEST_SOURCE = _("Nieuwste bron: %(when)s.")
NEWEST_IS_SILENT = _("Nieuwste bron: %(when)s. Die zegt niet of het nog draait.")
# What the visitor named as in use, whatever the catalogue knows.
YOU_NAMED = _("U noemde zelf: %(existing)s.")
NAMED_AND_WORKS = _("U noemde zelf: %(existing)s. Dat werkt goed, zei u.")

# What to do, by whether it is known to run and by what is known of its site and its provider.
LOOK_AND_ASK = _("Kijk op %(site)s of er nieuwe berichten staan. Vraag na of het nog draait, bij: %(whom)s.")
LOOK_AND_ASK_TO_JOIN = _("Kijk op %(site)s hoe het werkt. Vraag of de buurt erbij kan, bij: %(whom)s.")
ASK_WHOM = _("Vraag na of het nog draait, bij: %(whom)s.")
ASK_TO_JOIN = _("Vraag of de buurt erbij kan, bij: %(whom)s.")
ASK_NEIGHBOURS = _("Vraag in de buurt wie het al gebruikt.")
# So many stand open on the page.
FIRST_SHOWN = 3
MUNICIPALITY = _("de gemeente en de buurtwerkers")


@dataclass(frozen=True)
class HereDescription:
    """What is said of one platform of this municipality. `remarks`: texts to |say; `to_do`: the first step."""

    here: Here
    remarks: tuple["str | Sentence", ...]
    to_do: Sentence

    @property
    def platform(self):
        return self.here.platform

    @property
    def evidence(self):
        return self.here.evidence


def is_worth_a_look(here: Here) -> bool:
    """Whether something of this municipality is worth a look: a source names the goal, or it is of this very place."""
    return here.nearby or here.goal in ("primary", "secondary", None)


def pick_shown(already_here) -> list[Here]:
    """The few that stand open on the page."""
    return [one for one in already_here if is_worth_a_look(one)][:FIRST_SHOWN]


def pick_folded(already_here) -> list[Here]:
    """The others, what serves the goal first."""
    shown = pick_shown(already_here)
    return sorted([one for one in already_here if one not in shown], key=lambda one: not is_worth_a_look(one))


def name_existing(profile: Profile) -> Sentence | None:
    """What neighbours use already by the visitor's own answer, in a sentence; None when nothing was named."""
    options = (QUESTIONS["existing"].option(value) for value in as_tuple(profile.answer("existing")))
    named = tuple(option.running for option in options if option.running)
    text = NAMED_AND_WORKS if profile.says("existing_works", "works_well") else YOU_NAMED
    return Sentence(text, {"existing": named}) if named else None


def whom_to_ask(platform) -> str:
    """The provider, free text, as the last words of a sentence; the municipality where no source names one."""
    return platform.provider.removesuffix(".") or MUNICIPALITY


def name_newest_source(evidence) -> Sentence:
    """The date of the newest source of what may not exist any more; of a recent one, that it does not settle that."""
    is_recent = age_in_months(evidence.last_seen, evidence.on) <= RECENT_MONTHS
    return Sentence(NEWEST_IS_SILENT if is_recent else NEWEST_SOURCE, {"when": evidence.seen})


def describe_here(here: Here) -> HereDescription:
    """What it is for, how old the evidence is where that is in doubt, and whom to ask what."""
    platform, evidence = here.platform, here.evidence
    remarks = [Sentence(FOR_AREA, {"area": here.nearby})] if here.nearby else []
    if here.goal:
        remarks.append(PURPOSE[here.goal])
    if evidence.status == UNKNOWN_STATUS:
        remarks.append(name_newest_source(evidence) if evidence.seen else NOTHING_DATED)
    values = {"site": platform.host, "whom": whom_to_ask(platform)}
    if evidence.status == RUNS and (platform.kind in CONSUMER_KINDS or not is_local(platform)):
        text = ASK_NEIGHBOURS
    elif evidence.status == RUNS:
        text = LOOK_AND_ASK_TO_JOIN if platform.link else ASK_TO_JOIN
    else:
        text = LOOK_AND_ASK if platform.link else ASK_WHOM
    return HereDescription(here, tuple(remarks), Sentence(text, values))
