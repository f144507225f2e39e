"""The planning section: the first 30 days, 100 days and the year, for each verdict."""

from collections.abc import Iterator
from dataclasses import replace

from stappenplan.method.declarations import FIRST, OFFICIAL, STOP, STOP_NEW, WARN
from stappenplan.method.text import Sentence, _
from stappenplan.method.verdicts import ANSWERS

from .elements import (
    ASK_WHAT_THEY_NEED,
    FIND_OUT,
    TALK_IN_THE_STREET,
    Line,
    ask_first,
    card_lines,
    chooses_platform,
    is_owned_by_municipality,
    is_short_of_money,
    keeps_what_is_there,
    label_of,
)
from .first_steps import list_first_steps, say_as_ours
from .memo.baseline import has_baseline, has_goal_date
from .memo.decisions import PILOT, REVIEW, WRITE_GOAL, find_number, list_tasks, name_offline, name_to_join
from .memo.follow_up import name_doubtful
from .memo.outline import LAW_ANNEX, QUESTIONS_ANNEX

AGAIN = _("Doorloop het Stappenplan buurtplatform opnieuw.")
# The key of the line to look back on the date that was agreed or decided.
AGREED_LOOK_BACK = "agreed_look_back"
LOOK_BACK_AS_DECIDED = _("Kijk terug op de datum van besluit %(number)s. Het college besluit of het doorgaat.")
ASK_FROM_ANNEX = _("Stel de vragen uit bijlage %(annex)s aan de aanbieders.")
CHOOSE_WITH_ANSWERS = _("Kies een platform, met de antwoorden van de aanbieders erbij.")
PROPOSE_TO_COLLEGE = _("Stel het college samen met bewoners één platform voor, met uren en programma.")
COLLEGE_CHOOSES = _("Het college kiest een platform.")
AGREE_ON_DATA_BEFORE = _("Maak de afspraken over gegevens, zo nodig met DPIA, vóór de start (bijlage %(annex)s).")
DECIDE_AND_CHECK = _(
    "Toets de besluiten aan de participatieverordening (bijlage %(annex)s). Daarna besluit het college."
)
CALL_FIRST = _("Bel of dit nog draait: %(names)s.")
ASK_TO_JOIN = _("Vraag of bewoners kunnen aansluiten: %(names)s.")
GO_ALONG = _("Bespreek hoe een platform en %(names)s elkaar kunnen aanvullen.")
START_AS_DECIDED = _("Begin met het platform, zoals in besluit %(number)s staat.")
PROPOSE_NEXT = _("Doe het college een vervolgvoorstel, ook als dat “geen platform” is.")
REPORT_AGREEMENTS = _("Meld het college wat is afgesproken.")
REPORT_RESULT = _("Meld het college of het doel is gehaald. Zo niet, doe dan een nieuw voorstel.")
TELL_RESIDENTS = _("Vertel bewoners wat er is besloten, en waarom.")
MEASURE_AGAIN = _("Meet opnieuw, met dezelfde vragen als vóór de start.")
MEASURE_AGAIN_BY_DATE = _("Meet opnieuw op de datum van het doel, met dezelfde vragen als vóór de start.")
MEASURE_GOAL = _("Meet hoe ver het doel nu is: tel wat in het doel staat.")
MEASURE_GOAL_AGAIN = _("Meet het doel opnieuw, op dezelfde manier.")
MEASURE_GOAL_AGAIN_BY_DATE = _("Meet het doel opnieuw op de datum die daarin staat, op dezelfde manier.")
WRITE_GOAL_DOWN = _("Schrijf het doel op in één zin, met een getal en een datum.")
FOR_LATER = _("Voor een later besluit over een platform")
# The gates whose task only a platform asks for: it waits while none is chosen.
TASKS_FOR_A_PLATFORM = frozenset(
    (
        *("role_clash", "nobody_answers", "left_out_group", "too_little_time", "paid_without_money"),
        *("no_exit", "no_moderation", "legal_check", "nothing_left"),
    )
)


def can_wait(advice, finding) -> bool:
    """Whether this finding waits for a later decision on a platform; what is only a warning is about one."""
    for_a_platform = finding.level == WARN or finding.key in TASKS_FOR_A_PLATFORM
    return not chooses_platform(advice) and for_a_platform


def list_for_later(advice) -> tuple[Line, ...]:
    """What must be arranged once a platform is chosen, while none is."""
    waiting = (finding for finding in advice.at(STOP, STOP_NEW, FIRST) if can_wait(advice, finding))
    return tuple(Line(sentence) for finding in waiting for sentence in finding.sentences)


def list_phases(advice) -> tuple:
    """The first 30 days, 100 days and the year: (title, lines).

    To an official it names the annexes of the memo. Residents begin with the steps on their first sheet.
    """
    official = advice.profile.says("audience", OFFICIAL)
    now = (finding for finding in advice.at(STOP, STOP_NEW, FIRST) if not can_wait(advice, finding))
    first = [Line(sentence) for finding in now for sentence in finding.sentences]
    found_out = [Line(Sentence(FIND_OUT, {"question": label_of(advice, key)})) for key in advice.to_find_out]
    hundred, year = list_later_phases(advice, official)
    decide = list_duties(advice) if official else ()
    in_memo = official and advice.shelves[0].first
    question = Sentence(ASK_FROM_ANNEX, {"annex": QUESTIONS_ANNEX.number}) if in_memo else ask_first(advice)
    ask = [Line(question)] if chooses_platform(advice) else []
    month = (*decide, *first, *found_out, *ask)
    lines = (month, hundred, year) if official else plan_as_ours(advice, month, hundred, year)
    return tuple(zip((_("De eerste 30 dagen"), _("De eerste 100 dagen"), _("Het eerste jaar")), lines, strict=True))


def plan_as_ours(advice, month, *later) -> Iterator[tuple[Line, ...]]:
    """The same phases in the words of residents, each line once: the steps on their first sheet come first."""
    said = []
    for lines in ((*map(Line, list_first_steps(advice)), *month), *later):
        fresh = []
        for line in lines:
            ours = say_as_ours(line.text, advice.profile)
            if ours not in said:
                said.append(ours)
                fresh.append(replace(line, text=ours))
        yield tuple(fresh)


def list_duties(advice) -> Iterator[Line]:
    """What an official begins with: the decisions, the ordinance, and whatever the municipality has already."""
    yield Line(Sentence(DECIDE_AND_CHECK, {"annex": LAW_ANNEX.number}))
    if has_goal_to_write(advice):
        yield Line(WRITE_GOAL_DOWN, source=("S1", "S23"))
    said = {name for finding in advice.at(FIRST) for one in finding.sentences for name in one.values.get("names", ())}
    beside = name_offline(advice) if chooses_platform(advice) else ()
    for text, names in (
        (CALL_FIRST, name_doubtful(advice)),
        (ASK_TO_JOIN, name_to_join(advice)),
        (GO_ALONG, beside),
    ):
        if left := tuple(name for name in names if name not in said):
            yield Line(Sentence(text, {"names": left}))


def has_goal_to_write(advice) -> bool:
    """Whether the department writes down the goal now: nobody did, and what is decided can be held to it."""
    if advice.profile.answer("goal_sentence"):
        return False
    asks_for_it = WRITE_GOAL in list_tasks(advice) or advice.verdict.cause == ANSWERS
    return asks_for_it or advice.verdict.key == "go" or keeps_what_is_there(advice)


def list_later_phases(advice, official: bool) -> tuple:
    """The lines of the 100 days and of the year; to an official with what goes to the college."""
    profile, plan = advice.profile, LATER.get(advice.verdict.key)
    if plan is None and official and not advice.shelves[0].first:
        return (Line(PROPOSE_NEXT), Line(TELL_RESIDENTS)), (Line(AGAIN),)
    if plan is None:
        return with_platform(profile, *(choose_and_start(advice) if official else choose_ourselves(profile)))
    hundred, year = plan(profile)
    if not official:
        return hundred, year
    keeps = keeps_what_is_there(advice)
    report = (Line(REPORT_AGREEMENTS if keeps else PROPOSE_NEXT), Line(TELL_RESIDENTS))
    return (*hundred, *report), (*year, *((Line(REPORT_RESULT),) if keeps else ()))


def choose_and_start(advice) -> tuple:
    """What the college decides after the answers of providers, with what it begins, and when it looks back."""
    choose = (
        Line(PROPOSE_TO_COLLEGE),
        Line(COLLEGE_CHOOSES),
        Line(Sentence(AGREE_ON_DATA_BEFORE, {"annex": LAW_ANNEX.number})),
    )
    start = (Line(Sentence(START_AS_DECIDED, {"number": find_number(advice, PILOT)})),)
    review = Sentence(LOOK_BACK_AS_DECIDED, {"number": find_number(advice, REVIEW)})
    return choose, start, Line(review, source=("S40",), key=AGREED_LOOK_BACK)


def choose_ourselves(profile) -> tuple:
    """The same of residents, who begin when they are ready."""
    return (Line(CHOOSE_WITH_ANSWERS),), (), look_back(profile)


def with_platform(profile, choose: tuple, start: tuple, review: Line):
    """What is done around a platform: `choose` comes first, `start` before the first talks on it, `review` last."""
    measured = has_baseline(profile)
    sentences = (
        _("Meet vóór de start: vijf zinnen van het CBS, en één over het doel.")
        if profile.says("audience", OFFICIAL)
        else _("Meet vóór de start, met de zinnen van het CBS op onze bladen.")
    )
    hundred = [
        *choose,
        *([] if measured else [Line(sentences, source=("S24", "S25"))]),
        Line(
            _("Zoek beheerders en maak met hen huisregels.")
            if profile.says("moderation", "not_arranged")
            else _("Maak huisregels met de beheerders."),
            source=("S43",),
        ),
        *(
            [Line(_("Zet op papier wie de gegevens krijgt als het stopt."), source=("S86", "OJ"))]
            if profile.says("exit_agreement", "will_arrange")
            else []
        ),
        *card_lines("D16"),
        *start,
        *card_lines("D19"),
    ]
    year = [
        Line(MEASURE_AGAIN_BY_DATE if has_goal_date(profile) else MEASURE_AGAIN, source=("S24", "S25")),
        *(
            [Line(_("Regel het geld voor de jaren daarna."), source=("S82", "OJ"))]
            if is_short_of_money(profile)
            else []
        ),
        *(
            [Line(_("Draag het over aan bewoners, op de datum die is afgesproken."), source=("OJ",))]
            if is_owned_by_municipality(profile)
            else []
        ),
        review,
    ]
    return tuple(hundred), tuple(year)


def look_back(profile) -> Line:
    """To look back: on the date that was agreed, or after a year where there is none."""
    agreed = profile.says("review_date", "date", "date_and_stop_rule")
    if agreed:
        task = _("Kijk terug op de afgesproken datum. Ga door, verander iets, of stop.")
        return Line(task, source=("S40",), key=AGREED_LOOK_BACK)
    return Line(_("Kijk na een jaar terug. Ga door, verander iets, of stop."), source=("S40",))


def people_first(profile):
    hundred = (
        # Without anyone yet, looking for them is a task of the first 30 days.
        *(() if profile.says("connectors", "team_ready", "only_professional", "nobody") else card_lines("D15")),
        *card_lines("D16"),
        Line(_("Houd een vaste plek of activiteit in de buurt."), source=("S5",)),
    )
    return hundred, (Line(_("Vraag mensen of het contact beter is geworden."), source=("S24",)), Line(AGAIN))


def strengthen_existing(profile):
    hundred = (
        Line(ASK_WHAT_THEY_NEED, source=("S28", "S29")),
        Line(_("Spreek één ding af om mee te helpen.")),
        *card_lines("D17"),
    )
    now = () if has_baseline(profile) else (Line(MEASURE_GOAL, source=("OJ",)),)
    again = Line(MEASURE_GOAL_AGAIN_BY_DATE if has_goal_date(profile) else MEASURE_GOAL_AGAIN, source=("OJ",))
    return (*hundred, *now), (
        again,
        Line(_("Kijk terug met de mensen die dit regelen."), source=("S40",)),
        Line(AGAIN),
    )


def goal_first(profile):
    hundred = (
        Line(TALK_IN_THE_STREET, source=("S5", "OJ")),
        *(card_lines("D2") if profile.says("result_sharp", "not_yet") or not profile.answer("result_sharp") else ()),
        *(() if has_baseline(profile) else card_lines("D3")),
        Line(AGAIN),
    )
    return hundred, (Line(_("Maak een plan van wat buren zeiden.")), look_back(profile))


def fill_in(profile):
    return (*card_lines("D1", "D4"), Line(AGAIN)), (look_back(profile),)


LATER = {
    "offline_first": people_first,
    "use_existing": strengthen_existing,
    "sharpen_first": goal_first,
    "too_few": fill_in,
}
