"""Why this is before the college: what it is about, who asked, what is aimed at, and what is there now."""

from stappenplan.advice.subject import (
    A_PLATFORM,
    NO_NEW_PLATFORM,
    NO_PLATFORM_YET,
    area_of,
    area_words,
    describe_topic,
)
from stappenplan.method.profile import as_tuple
from stappenplan.method.steps import QUESTIONS
from stappenplan.method.text import Sentence, _
from stappenplan.method.verdicts import ANSWERS, FINDINGS, GOAL, JOIN, RESIDENTS
from stappenplan.municipalities.names import everyday_name

from ..elements import (
    BOTTLENECK,
    NEED,
    WAYS,
    chooses_platform,
    keeps_what_is_there,
    named_existing,
    text_for,
    verdict_reasons,
)

# What the platform would be for, after "een online platform mogelijk maakt".
PURPOSE_CLAUSES = {
    "meet": _("waarop buren elkaar leren kennen"),
    "help": _("waarop buren elkaar helpen"),
    "share": _("waarop buren lenen, geven en ruilen"),
    "inform": _("waarop buren zien wat er in de buurt gebeurt"),
    "safety": _("waarop buren samen werken aan een veilige buurt"),
    "participate": _("waarop bewoners meepraten en meebeslissen met de gemeente"),
    "initiate": _("waarop bewoners eigen plannen beginnen en betalen"),
    "environment": _("waarop buren samen werken aan een groene, schone en duurzame buurt"),
}
TOPIC = _(
    "Of de gemeente voor %(area)s een online platform mogelijk maakt %(purpose)s. En zo ja, onder welke voorwaarden."
)
TOPIC_OF_MUNICIPALITY = _(
    "Of de gemeente %(place)s een online platform mogelijk maakt %(purpose)s. En zo ja, onder welke voorwaarden."
)
TOPIC_OF_MUNICIPALITY_WITHOUT_GOAL = _(
    "Of de gemeente %(place)s een online buurtplatform mogelijk maakt. En zo ja, onder welke voorwaarden."
)
TOPIC_WITHOUT_GOAL = _(
    "Of de gemeente voor %(area)s een online platform mogelijk maakt. En zo ja, onder welke voorwaarden."
)
ADVICE_HEADINGS = {
    "too_few": _("Advies: besluit nog niet"),
    "offline_first": _("Advies: begin eerst offline"),
    "use_existing": _("Advies: gebruik wat er al is"),
    RESIDENTS: _("Advies: vraag het eerst aan bewoners"),
    GOAL: _("Advies: maak eerst het doel scherp"),
    FINDINGS: _("Advies: ja, onder voorwaarden (besluit 2)"),
    ANSWERS: _("Advies: waarschijnlijk wel, maar zoek nog iets uit"),
    JOIN: _("Advies: ja, begin met wat er al is"),
    "go": _("Advies: ja, een platform past"),
}
ADVICE_IN_SHORT = {
    "too_few": _("Er zijn nog te weinig vragen beantwoord om iets te adviseren."),
    "offline_first": _("Kies nu nog geen platform. Pak eerst aan wat nu in de weg staat (besluit 2)."),
    "use_existing": _("Iets nieuws is nu niet nodig. Maak sterker wat buren al gebruiken."),
    RESIDENTS: _("Een platform werkt als bewoners erom vragen. Dat is nog niet nagegaan."),
    GOAL: _("Een platform is een middel. Wat er over een jaar anders moet zijn, staat nog niet op papier."),
    FINDINGS: _("Een platform kan bij dit doel helpen. Wat eerst moet gebeuren, staat bij besluit 2."),
    ANSWERS: _("Wat is ingevuld, wijst op een platform. Wat nog ontbreekt, staat bij besluit 2."),
    JOIN: _("Opzetten of inkopen is niet nodig. Wat past, is er al."),
    "go": _("Het plan heeft een duidelijk doel, mensen die het dragen, en er gebeurt iets in het echt."),
}
NO_CHOICE = (
    _("Advies: kies nu nog geen platform"),
    _("Het plan wijst op een platform, maar van geen enkel platform is genoeg bekend om te kiezen."),
)
NEED_IN_MEMO = {**NEED, "not_checked": _("Nog niet bekend is of bewoners dit willen.")}
IN_USE_BY_OUTCOME = {
    "works_well": _("Buren gebruiken nu %(existing)s. Dat werkt goed voor dit doel."),
    "partly": _("Buren gebruiken nu %(existing)s. Dat werkt een beetje."),
    "no": _("Buren gebruiken nu %(existing)s. Voor dit doel werkt dat niet."),
    "not_checked": _("Buren gebruiken nu %(existing)s. Of dat werkt, is niet gevraagd."),
}
IN_USE = _("Buren gebruiken nu %(existing)s.")
# Where something is in the way although what neighbours use works well: how both can be true.
WORKS_AND_YET = {
    "info_scattered": _(
        "Buren gebruiken nu %(existing)s. Volgens de afdeling werkt dat goed, maar staat er nog veel nieuws op andere "
        "plekken. Dat kan allebei waar zijn: wie het volgt, is geholpen, maar vindt er niet alles. Daarover gaat het "
        "eerste gesprek met de beheerders."
    ),
    "cannot_find": _(
        "Buren gebruiken nu %(existing)s. Volgens de afdeling werkt dat goed, maar vinden niet alle mensen elkaar. "
        "Dat kan allebei waar zijn: het werkt voor wie meedoet, en nog niet iedereen doet mee. Daarover gaat het "
        "eerste gesprek met de beheerders."
    ),
    "no_contact": _(
        "Buren gebruiken nu %(existing)s. Volgens de afdeling werkt dat goed, maar kennen of vertrouwen niet alle "
        "mensen elkaar. Dat kan allebei waar zijn: het werkt voor wie meedoet, en nog niet iedereen doet mee. Daarover "
        "gaat het eerste gesprek met de beheerders."
    ),
}
NOTHING_USED, USE_UNKNOWN = _("Buren gebruiken nu nog niets."), _("Wat buren nu gebruiken, is nog niet bekend.")
IN_PERSON = _("Naast wat online gebeurt, is gepland: %(ways)s.")
NOT_TO_MISS = _("De afdeling wil deze mensen zeker bereiken: %(groups)s.")


def write_title(advice) -> "str | Sentence":
    """The title of the memo: a platform only where one can be chosen."""
    if keeps_what_is_there(advice):
        return describe_topic(advice.profile, NO_NEW_PLATFORM)
    can_choose = chooses_platform(advice) and advice.shelves[0].first
    return describe_topic(advice.profile, A_PLATFORM if can_choose else NO_PLATFORM_YET)


def describe_subject(profile) -> Sentence:
    """The subject in one sentence."""
    purpose, place = PURPOSE_CLAUSES.get(profile.answer("goal_main")), profile.answer("place")
    if place and not area_of(profile):
        text = TOPIC_OF_MUNICIPALITY if purpose else TOPIC_OF_MUNICIPALITY_WITHOUT_GOAL
        return Sentence(text, {"place": everyday_name(place), "purpose": purpose})
    values = {"area": area_words(profile), "purpose": purpose}
    return Sentence(TOPIC if purpose else TOPIC_WITHOUT_GOAL, values)


def advice_in_short(advice) -> tuple[str, str]:
    """The verdict for the college, and what it means; when no platform can be chosen yet, that."""
    if chooses_platform(advice) and not advice.shelves[0].first:
        return NO_CHOICE
    return text_for(advice.verdict, ADVICE_HEADINGS), text_for(advice.verdict, ADVICE_IN_SHORT)


def in_use(profile) -> "str | Sentence":
    """What neighbours use now, and whether that works."""
    existing = named_existing(profile)
    if existing:
        said = works_and_yet(profile) or IN_USE_BY_OUTCOME.get(profile.answer("existing_works"), IN_USE)
        return Sentence(said, {"existing": existing})
    return NOTHING_USED if profile.says("existing", "none") else USE_UNKNOWN


def works_and_yet(profile) -> str | None:
    """What says in one breath that what neighbours use works well, and what is in the way all the same."""
    if not profile.says("existing_works", "works_well"):
        return None
    return WORKS_AND_YET.get(profile.answer("bottleneck"))


def reasons_why(advice) -> tuple:
    """The reasons of the verdict as the department tells them, without its words to the visitor."""
    reasons = verdict_reasons(advice, NEED_IN_MEMO, {} if works_and_yet(advice.profile) else BOTTLENECK)
    return tuple(one for one in reasons if one != advice.verdict.meaning)


def in_person(profile) -> Sentence | None:
    """What happens away from the screen; None when nothing is planned or it was not answered."""
    ways = tuple(WAYS[value] for value in as_tuple(profile.answer("offline_ways")) if value in WAYS)
    return Sentence(IN_PERSON, {"ways": ways}) if ways else None


def not_to_miss(profile) -> Sentence | None:
    """Whom the department does not want to miss; None when no group was named."""
    options = (QUESTIONS["groups"].option(value) for value in as_tuple(profile.answer("groups")))
    named = tuple(option.running for option in options if option.running)
    return Sentence(NOT_TO_MISS, {"groups": named}) if named else None
