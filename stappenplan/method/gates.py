"""Gates (conditions on the plan) and warnings (conditions on one platform).

A gate that holds never hides the ranking; it stands before it. Order is the order in which items are shown.
"""

from dataclasses import dataclass

from .assessment.ranking import Ranking, find_wish_to_soften
from .assessment.scoring import Assessment, round_off
from .assessment.shelves import OFFLINE, PRICE, TODAY, shelf_of
from .declarations import FIRST, OFFICIAL, STOP, STOP_NEW, TIP, WARN, Gate, Warning, value_of
from .profile import Profile
from .steps import QUESTIONS
from .text import Sentence, _

# Below this known share a platform is never number one without the line that little is known.
THIN = 0.5


@dataclass(frozen=True)
class Finding:
    """A gate that holds: its level here, and its sentences (one, or one per case)."""

    gate: Gate
    level: str
    sentences: tuple[Sentence, ...]

    @property
    def key(self) -> str:
        return self.gate.key


def check_gate(gate: Gate, profile: Profile, ranking: Ranking) -> Finding | None:
    """The gate's finding when it holds and every question it asks that was shown is answered; else None."""
    if not profile.answered(*gate.asks):
        return None
    outcome = gate.holds(profile, ranking)
    if not outcome:
        return None
    texts = gate.text if isinstance(gate.text, dict) else {"": gate.text}
    cases = outcome if isinstance(outcome, tuple) else ("",)
    values = outcome if isinstance(outcome, dict) else {}
    level = gate.level(profile) if callable(gate.level) else gate.level
    return Finding(gate, level, tuple(Sentence(texts[case], values) for case in cases))


def right_tool_level(profile):
    """In a safety plan conflict or fear is the natural answer, so there it does not stop."""
    return FIRST if profile.says("bottleneck", "conflict") and profile.says("goal_main", "safety") else STOP


def not_the_right_tool(profile, ranking):
    nobody = profile.says("bottleneck", "nobody_organises") and profile.says("core_team", "none", "one_two")
    cases = {
        "service_missing": profile.says("bottleneck", "service_missing"),
        "nobody": nobody,
        "conflict": profile.says("bottleneck", "conflict"),
    }
    return tuple(case for case, holds in cases.items() if holds)


def platform_alone(profile, ranking):
    return profile.says("connectors", "nobody") and profile.only("offline_ways", "none")


def no_connectors(profile, ranking):
    return profile.says("connectors", "nobody", "only_professional") and not platform_alone(profile, ranking)


def platform_in_municipality(profile, ranking):
    if not ranking.similar or profile.says("existing_works", "no"):
        return None
    return {"names": tuple(platform.name for platform in ranking.similar)}


def platform_may_be_there(profile, ranking):
    # Whatever was said of what is in use now: of this nobody knows yet whether it still runs.
    if not ranking.maybe_similar:
        return None
    return {"names": tuple(platform.name for platform in ranking.maybe_similar)}


def existing_partly(profile, ranking):
    if not profile.says("existing_works", "partly"):
        return None
    options = (QUESTIONS["existing"].option(value) for value in profile.answer("existing"))
    return {"existing": tuple(option.running for option in options)}


def existing_not_checked(profile, ranking):
    cases = {
        "unknown": profile.says("existing", "unknown"),
        "works_not_checked": profile.says("existing_works", "not_checked"),
    }
    return tuple(case for case, holds in cases.items() if holds)[:1]


def role_clash(profile, ranking):
    gives_room = profile.says("rung", "let_go", "facilitate")
    cases = {
        "in_charge": gives_room and profile.says("lead", "municipality"),
        "runs": gives_room and profile.says("municipality_part", "owner", "moderator"),
        "steers": profile.says("rung", "direct", "regulate") and profile.says("lead", "residents"),
    }
    return tuple(case for case, holds in cases.items() if holds)


def nobody_answers(profile, ranking):
    return profile.says("reply", "nobody_yet") and not profile.only("municipality_part", "not_needed")


def left_out_group(profile, ranking):
    return (
        profile.says("groups", "older", "low_digital", "low_literacy")
        and profile.only("channels", "web", "app")
        and not profile.says("offline_ways", "phone_help", "digital_help", "paper", "meeting_place")
    )


def sets_something_up(ranking) -> bool:
    """Whether what comes first is to be chosen and set up: what one joins today has no contract or data of its own."""
    return ranking.shelves[0].key != TODAY


def too_little_time(profile, ranking):
    return profile.says("hours", "under_2") and sets_something_up(ranking)


def short_money(profile, ranking):
    years = profile.answer("years_secured")
    return (years,) if years in ("none", "one") and sets_something_up(ranking) else ()


def no_exit(profile, ranking):
    return profile.says("exit_agreement", "not_thought") and sets_something_up(ranking)


def legal_check(profile, ranking):
    if not (profile.says("audience", OFFICIAL) and profile.says("municipality_part", "client", "owner")):
        return ()
    return tuple(item for item in ("privacy", "accessibility", "procurement") if not profile.says("legal_ready", item))


def nothing_left(profile, ranking):
    """Nothing online has a place: name the must (or the price) whose removal brings back most platforms."""
    if ranking.placed_online:
        return None
    online = [one for one in ranking.ruled_out if shelf_of(profile, one.platform) != OFFLINE]
    if wish := find_wish_to_soften(profile, [one for one in online if one.platform.slug in ranking.could_stand]):
        key, count = wish
        label = PRICE if key == "cost" else QUESTIONS[key].label
        return {
            "wish": Sentence(
                _("“%(wish)s” (aantal dat zonder deze eis past: %(count)s)"), {"wish": label, "count": count}
            )
        }
    return ("together",) if profile.musts else ("goal_or_place",)


def holds_if(question, *values):
    """A gate that holds when the answer is, or holds, one of the values."""
    return lambda profile, ranking: profile.says(question, *values)


def has_group_messaging(profile, ranking):
    return profile.says("audience", OFFICIAL) and any(
        assessment.platform.kind == "group_messaging" for assessment in ranking.placed
    )


GATES = (
    Gate(
        "not_the_right_tool",
        right_tool_level,
        ("bottleneck", "core_team"),
        not_the_right_tool,
        {
            "service_missing": _(
                "Een platform is geen plek en geen hulp. Regel eerst wat er mist. Doe dit stappenplan daarna opnieuw."
            ),
            "nobody": _(
                "Een platform loopt niet vanzelf. Zoek eerst mensen die de kar trekken. Doe dit stappenplan daarna "
                "opnieuw."
            ),
            "conflict": _(
                "Een platform lost geen ruzie, overlast of angst op. Praat eerst met elkaar, met hulp van een "
                "beroepskracht of de wijkagent."
            ),
        },
        ("S79", "S5", "S8", "OJ"),
    ),
    Gate(
        "platform_alone",
        STOP,
        ("connectors", "offline_ways"),
        platform_alone,
        _("Een platform alleen is niet genoeg. Zoek eerst mensen die anderen bij elkaar brengen."),
        ("S1", "S79", "OJ"),
    ),
    Gate(
        "no_connectors",
        FIRST,
        ("connectors", "offline_ways"),
        no_connectors,
        _("Zoek vóór de start minstens vijf bewoners die anderen bij elkaar brengen."),
        ("S34", "S87", "OJ"),
    ),
    Gate(
        "no_offline",
        FIRST,
        ("offline_ways",),
        lambda profile, ranking: profile.only("offline_ways", "none"),
        _("Er is nog niets in het echt gepland. Kies minstens één ding: een plek, een activiteit of papier."),
        ("S5", "OJ"),
    ),
    Gate(
        "need_not_checked",
        FIRST,
        ("need_source",),
        holds_if("need_source", "organisation_idea", "not_checked"),
        _("Vraag eerst bewoners wat zij nodig hebben. Anders komt er iets waar niemand om vroeg."),
        ("S5", "S9"),
    ),
    Gate(
        "goal_not_sharp",
        FIRST,
        ("result_sharp",),
        holds_if("result_sharp", "not_yet"),
        _("Schrijf in één zin op wat er over een jaar anders is. Met een getal en een datum."),
        ("S1", "S23"),
    ),
    Gate(
        "only_counting",
        WARN,
        ("measure",),
        holds_if("measure", "activity_only", "no_plan"),
        _("Leden tellen zegt weinig over de buurt. Stel vóór de start een paar vragen aan bewoners, en later weer."),
        ("S13", "S24"),
    ),
    Gate(
        "similar_platform_present",
        STOP_NEW,
        ("existing_works",),
        holds_if("existing_works", "works_well"),
        _("Wat er al is, werkt. Sluit daarbij aan en maak het sterker. Twee plekken naast elkaar verdelen de buurt."),
        ("S18", "S19", "S28"),
    ),
    Gate(
        "platform_in_municipality",
        FIRST,
        ("place", "goal_main", "existing_works"),
        platform_in_municipality,
        _("In de gemeente is al iets dat hierop lijkt: %(names)s. Kijk eerst of aansluiten daarbij kan."),
        ("S18", "S19"),
    ),
    Gate(
        "platform_may_be_there",
        FIRST,
        ("place", "goal_main"),
        platform_may_be_there,
        _("Zoek eerst uit of dit in de gemeente nog draait: %(names)s. Twee plekken naast elkaar verdelen de buurt."),
        ("S18", "S45"),
    ),
    Gate(
        "trust_first",
        FIRST,
        ("bottleneck",),
        holds_if("bottleneck", "no_contact"),
        _(
            "Vertrouwen groeit door elkaar te zien. Begin met een activiteit. Een platform helpt daarna contact te "
            "houden."
        ),
        ("S5",),
    ),
    Gate(
        "existing_partly",
        FIRST,
        ("existing", "existing_works"),
        existing_partly,
        _("Praat met de mensen van %(existing)s. Kijk samen wat er beter kan."),
        ("S28", "S29"),
    ),
    Gate(
        "existing_not_checked",
        FIRST,
        ("existing", "existing_works"),
        existing_not_checked,
        {
            "unknown": _("Zoek eerst uit wat buren nu al gebruiken. Dat kost een middag."),
            "works_not_checked": _("Vraag bewoners of werkt wat zij nu gebruiken."),
        },
        ("S18",),
    ),
    Gate(
        "municipality_owns",
        WARN,
        ("lead", "municipality_part"),
        lambda profile, ranking: profile.says("lead", "municipality") or profile.says("municipality_part", "owner"),
        _(
            "Als de gemeente eigenaar is, wordt het minder snel van de buurt. Op IJburg stopte de gemeente met de "
            "samenwerking, en ging het platform van bewoners door. Spreek af wanneer bewoners het overnemen."
        ),
        ("S7", "S81", "S44", "OJ"),
    ),
    Gate(
        "municipality_moderates",
        WARN,
        ("municipality_part", "moderation"),
        lambda profile, ranking: (
            profile.says("municipality_part", "moderator") or profile.says("moderation", "municipality")
        ),
        _("Een gemeente die berichten weghaalt, wordt snel partij. Laat bewoners de huisregels maken en bewaken."),
        ("OJ",),
    ),
    Gate(
        "role_clash",
        FIRST,
        ("rung", "lead", "municipality_part"),
        role_clash,
        {
            "in_charge": _(
                "De gemeente wil bewoners ruimte geven, maar heeft zelf de zeggenschap. Bespreek dit eerst in het team."
            ),
            "runs": _(
                "De gemeente wil bewoners ruimte geven, maar beheert of bezit zelf het platform. "
                "Bespreek dit eerst in het team."
            ),
            "steers": _(
                "De gemeente wil zelf sturen, maar bewoners hebben de zeggenschap. Bespreek dit eerst in het team."
            ),
        },
        ("S36",),
    ),
    Gate(
        "nobody_answers",
        FIRST,
        ("municipality_part", "reply"),
        nobody_answers,
        _("Spreek af wie antwoord geeft en hoe snel. Zonder antwoord haken mensen af."),
        ("S81", "S40"),
    ),
    Gate(
        "left_out_group",
        FIRST,
        ("groups", "channels", "offline_ways"),
        left_out_group,
        _("Zo ontbreken mensen die het plan zeker wil bereiken. Voeg telefoon, papier of een inloop toe."),
        ("S79", "S30", "S31", "S46"),
    ),
    Gate(
        "too_little_time",
        FIRST,
        ("hours", "area_size", "start_way"),
        too_little_time,
        _("Voor dit gebied zijn er te weinig uren. Reken in het eerste jaar op ongeveer een dag per week, samen."),
        ("S6", "S80", "OJ"),
    ),
    Gate(
        "very_small",
        WARN,
        ("area_size",),
        holds_if("area_size", "street"),
        _("Voor een straat of flat is een appgroep vaak genoeg."),
        ("OJ",),
    ),
    Gate(
        "whole_municipality_at_once",
        WARN,
        ("area_size", "start_small"),
        lambda profile, ranking: (
            profile.says("area_size", "large", "municipality") and profile.says("start_small", "all_at_once")
        ),
        _("Begin in één of twee buurten. Elk buurtnetwerk start bij nul, zegt een aanbieder."),
        ("S27", "S41"),
    ),
    Gate(
        "build_yourself",
        WARN,
        ("start_way",),
        holds_if("start_way", "build_yourself"),
        _(
            "Er zijn al meer dan honderd platforms. Bouw alleen als duidelijk is waarom geen ervan past, en wie het "
            "over vijf jaar onderhoudt."
        ),
        ("S1",),
    ),
    Gate(
        "paid_without_money",
        FIRST,
        ("budget", "start_way"),
        lambda profile, ranking: (
            profile.says("budget", "nothing") and profile.says("start_way", "set_up_with_provider", "build_yourself")
        ),
        _("Hier is geld voor nodig. Zoek eerst geld, of kies iets om zelf mee te beginnen."),
        ("S17", "OJ"),
    ),
    Gate(
        "short_money",
        WARN,
        ("years_secured",),
        short_money,
        {
            "none": _("Er is nog geen geld en tijd geregeld. Regel minstens drie jaar, of spreek af wie het betaalt."),
            "one": _("Eén jaar is kort. Regel minstens drie jaar, of spreek af wie het daarna betaalt."),
        },
        ("S82", "OJ"),
    ),
    Gate(
        "no_exit",
        FIRST,
        ("exit_agreement",),
        no_exit,
        _("Zet op papier wie de gegevens krijgt als het stopt, in welk bestand en binnen hoeveel weken."),
        ("S86", "OJ"),
    ),
    Gate(
        "no_moderation",
        FIRST,
        ("moderation",),
        holds_if("moderation", "not_arranged"),
        _("Spreek huisregels af en zoek twee of meer beheerders. Doe dit vóór de start."),
        ("S43",),
    ),
    Gate(
        "no_review",
        WARN,
        ("review_date",),
        holds_if("review_date", "none"),
        _("Prik nu een datum om terug te kijken. Over een jaar is goed."),
        ("OJ",),
    ),
    Gate(
        "goal_safety",
        TIP,
        ("goal_main",),
        holds_if("goal_main", "safety"),
        _(
            "Buurtgroepen maken vooral het contact beter. Je vangt er zelden boeven mee, en angst kan soms groeien. "
            "Spreek af: geen foto’s en niets over afkomst."
        ),
        ("S58", "S59", "S85", "S22", "OJ"),
    ),
    Gate(
        "goal_help",
        TIP,
        ("goal_main",),
        holds_if("goal_main", "help"),
        _("Hulp aanbieden is makkelijker dan hulp vragen. Laat een mens helpen om de eerste vragen te plaatsen."),
        ("S10", "S60", "S75"),
    ),
    Gate(
        "goal_participate",
        TIP,
        ("goal_main",),
        holds_if("goal_main", "participate"),
        _("Koppel het aan een echt besluit. Zeg vooraf wat u met de inbreng doet, en vertel het achteraf."),
        ("S40",),
    ),
    Gate(
        "goal_inform",
        TIP,
        ("goal_main",),
        holds_if("goal_main", "inform"),
        _("Alleen nieuws maakt nog geen buurt. Laat ook ruimte voor praatjes en verhalen."),
        ("S13",),
    ),
    Gate(
        "legal_check",
        FIRST,
        ("municipality_part", "legal_ready"),
        legal_check,
        {
            "privacy": _("Vraag de privacy-adviseur of een DPIA nodig is. Begin niet voordat dat duidelijk is."),
            "accessibility": _("Een website of app van de gemeente moet toegankelijk zijn en een verklaring hebben."),
            "procurement": _("Kies bewust: subsidie of opdracht. Bij een opdracht gelden inkoopregels."),
        },
        ("S49", "S57", "S61", "S62"),
    ),
    Gate(
        "facebook_or_chat",
        TIP,
        ("audience",),
        has_group_messaging,
        _(
            "De AP raadde in 2024 af dat de overheid Facebookpagina’s gebruikt. In 2025 bleef het Rijk er toch op. "
            "Weeg dit zelf af en leg het vast."
        ),
        ("S51", "S52"),
    ),
    Gate(
        "nothing_left",
        FIRST,
        ("audience",),
        nothing_left,
        {
            "": _(
                "Geen platform voldoet aan alles wat “moet”. Deze eis sluit de meeste uit: %(wish)s. Kan die zachter?"
            ),
            "together": _("Geen platform voldoet aan alles wat “moet”. Maak van minstens twee eisen een wens."),
            "goal_or_place": _("Geen platform past bij dit doel op deze plek. Kijk wat er zonder platform kan."),
        },
        ("OJ",),
    ),
)

# About one platform: `holds(profile, assessment)`.
WARNINGS = (
    Warning(
        "money_leaves",
        lambda profile, assessment: (
            value_of(assessment.platform, "money_stays_local") == "no"
            and profile.says("w_money_local", "must", "important")
        ),
        _("Bij dit platform gaat het geld de buurt uit."),
        ("S1",),
    ),
    Warning(
        "no_export",
        lambda profile, assessment: value_of(assessment.platform, "data_export") == "no",
        _("U kunt hier uw gegevens niet meenemen."),
        ("OJ",),
    ),
    Warning(
        "thin_evidence",
        lambda profile, assessment: round_off(assessment.known) < THIN,
        _("Van dit platform weten we weinig. Stel eerst de vragen op de lijst."),
        ("OJ",),
    ),
)


def find_warnings(profile: Profile, assessment: Assessment) -> tuple[Warning, ...]:
    """The warnings that hold of a platform."""
    return tuple(one for one in WARNINGS if one.holds(profile, assessment))
