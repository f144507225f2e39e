"""What is said about a platform: only what the catalogue says, beside what was asked."""

from dataclasses import dataclass, field

import pytest

from platforms.models import Catalogue
from platforms.text import last_possible_day
from platforms.vocabulary import VOCABULARY
from stappenplan.advice.explanation.reasons import (
    SECOND_HERE,
    WISHED,
    answers_behind,
    explain_platform,
    find_differing_facts,
    find_reasons,
    first_clause,
    first_sentence,
    in_favour,
    list_softer_musts,
    own_answer,
    say_what,
    say_where,
)
from stappenplan.advice.open_questions.provider_questions import list_inquiries
from stappenplan.method.advice import advise
from stappenplan.method.assessment.scoring import Assessment, Rating, hurwicz_score
from stappenplan.method.declarations import UNKNOWN, FactScore, point
from stappenplan.method.evidence.status import RUNS
from stappenplan.method.gates import find_warnings
from stappenplan.method.steps import QUESTIONS
from stappenplan.text import say
from tests.support.personas import OFFICIAL_READY, RESIDENT_READY

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

STRICT = OFFICIAL_READY | {"w_data_local": "must", "w_money_local": "must", "w_accessible": "important"}


@dataclass(frozen=True)
class Fact:
    value: str
    sentence: str
    basis: str = "stated"


@dataclass(frozen=True)
class Platform:
    name: str = "Voorbeeld"
    launched: int | None = None
    facts: dict = field(default_factory=dict)


@pytest.fixture
def advised(catalogue):
    """The advice on the real catalogue for a set of answers."""

    def advised(answers):
        now = Catalogue.current()
        return advise(answers, now.platforms, now.released)

    return advised


@pytest.fixture(params=[OFFICIAL_READY, RESIDENT_READY, STRICT], ids=["official", "resident", "strict"])
def advice(request, advised):
    return advised(request.param)


def every(advice):
    for assessment in advice.ranking.placed:
        yield assessment, explain_platform(assessment, advice.profile)


# --- honest --------------------------------------------------------------------------------------------------------


def test_a_reason_is_the_catalogue_s_own_sentence_for_a_fact_of_that_platform(advice):
    for assessment, why in every(advice):
        for reason in (*why.fits, *why.watch):
            text = say(reason.text)
            if reason.fact and not text.startswith(("Bij dit platform", "U kunt hier")):
                assert assessment.platform.facts[reason.key] is reason.fact
                assert text.startswith(reason.fact.sentence)


def test_each_reason_leads_to_a_source_or_says_what_it_is(advice):
    for _assessment, why in every(advice):
        for reason in (*why.fits, *why.watch):
            rests_on_a_source = reason.fact and reason.fact.source_list
            assert (
                rests_on_a_source
                or reason.source
                or reason.key == "launched"
                or reason.key.startswith(("goals.", "w_", "offline_help"))
            ), reason


def test_what_is_not_known_is_never_a_reason_and_what_is_known_never_a_question_mark(advice):
    for assessment, why in every(advice):
        facts = assessment.platform.facts.items()
        known = {VOCABULARY[key].unknown for key, fact in facts if key in VOCABULARY and fact.value != "unknown"}
        assert not known & set(why.unknown)


def test_a_point_in_favour_scores_high_and_a_point_against_scores_low(advice):
    for assessment in advice.ranking.ranked:
        for good, ratings in ((True, assessment.fits), (False, assessment.watch)):
            for rating in ratings:
                for reason in find_reasons(rating, assessment.platform, advice.profile, good):
                    found = [hurwicz_score(part.interval) for part in rating.parts if part.fact == reason.key]
                    mean = sum(found) / len(found)
                    assert mean >= 0.6 if good else mean < 0.4


def test_at_most_three_points_in_favour_the_heaviest_criterion_first(advice):
    for assessment, why in every(advice):
        assert len(why.fits) <= 3
        sizes = [rating.weight * rating.score for rating in assessment.fits]
        assert sizes == sorted(sizes, reverse=True)
        heaviest = (
            find_reasons(assessment.fits[0], assessment.platform, advice.profile, True) if assessment.fits else ()
        )
        assert not heaviest or why.fits[0] == heaviest[0]


def test_a_fact_shows_the_newest_date_of_its_sources(advice):
    for _assessment, why in every(advice):
        for reason in (*why.fits, *why.watch):
            if reason.fact:
                dates = [last_possible_day(source.date) for source in reason.fact.source_list]
                assert reason.newest in reason.fact.source_list
                assert last_possible_day(reason.newest.date) == max(dates)
            else:
                assert reason.newest is None


def test_nothing_is_said_twice_about_one_platform(advice):
    for _assessment, why in every(advice):
        for listed in (why.fits, why.watch):
            assert len({reason.key or say(reason.text) for reason in listed}) == len(listed)


def test_all_unknown_facts_are_named_or_counted_and_first_whether_it_still_exists(advice):
    for assessment, why in every(advice):
        platform = assessment.platform
        absent = [
            key
            for key in assessment.to_ask
            if key in VOCABULARY and (platform.launched if key == "launched" else platform.facts.get(key)) is None
        ]
        assert "status" not in absent
        unsure = platform.facts["status"].value == "unknown"
        assert len(why.unknown) + why.more == len(absent) + unsure
        assert (why.unknown[:1] == (VOCABULARY["status"].unknown,)) is unsure
        assert (assessment.to_ask[:1] == ("status",)) is unsure


def test_of_the_main_goal_something_is_always_said(advice):
    key = f"goals.{advice.profile.answer('goal_main')}"
    for assessment, why in every(advice):
        said = {reason.key: reason for reason in (*why.fits, *why.watch)}
        if assessment.platform.facts[key].value == "secondary":
            assert say(said[key].answer) == "Dit is uw hoofddoel. Hier komt het op de tweede plaats."
        elif assessment.platform.facts[key].value == "primary" and why.fits:
            assert why.fits[0] is said[key]


def test_no_fact_speaks_for_and_against_a_platform(advice):
    for _assessment, why in every(advice):
        assert not {reason.key for reason in why.fits} & {reason.key for reason in why.watch}


@pytest.mark.parametrize("given", [OFFICIAL_READY, RESIDENT_READY, STRICT | {"w_data_local": "important"}])
def test_a_fact_against_a_wish_names_the_wish(advised, given):
    advice = advised(given)
    answers = [say(reason.answer) for _one, why in every(advice) for reason in why.watch if reason.answer]
    assert any(answer.startswith("Voor u ") and answer.endswith("”.") for answer in answers)
    assert not [answer for answer in answers if answer in (*map(say, WISHED.values()),)]


def test_what_was_chosen_and_is_not_there_is_said_to_be_missing(advice):
    for assessment, why in every(advice):
        for reason in why.watch:
            if reason.key in ("channels", "municipality_role"):
                chosen = advice.profile.answer({"channels": "channels"}.get(reason.key, "municipality_part"))
                offered = set(assessment.platform.facts[reason.key].value)
                missing = set(chosen) - offered - ({"client"} if "funder" in offered else set())
                assert missing
                named = [f"“{VOCABULARY[reason.key].values[value]}”" for value in missing]
                verb = "worden" if named[1:] else "wordt"
                assert all(one in say(reason.text).partition(f"Niet genoemd {verb}: ")[2] for one in named)


# --- choosing what to say ------------------------------------------------------------------------------------------


def rating(advice, **scores):
    """A rating of the first criterion with a part per fact."""
    criterion = advice.ranking.ranked[0].ratings[0].criterion
    parts = tuple(FactScore(share, fact, interval) for fact, (share, interval) in scores.items())
    return Rating(criterion, 1, parts)


def test_the_fact_that_carries_most_comes_first_and_a_fact_that_carries_nothing_stays_out(advised):
    advice = advised(OFFICIAL_READY)
    facts = {key: Fact("x", f"Zin over {key}.") for key in ("advertising", "hosting_region", "commercial_data_use")}
    shown = rating(
        advice, advertising=(0.2, point(1.0)), hosting_region=(0.3, point(0.0)), commercial_data_use=(0.5, point(1.0))
    )
    platform = Platform(facts=facts)
    assert [one.key for one in find_reasons(shown, platform, advice.profile, True)] == [
        "commercial_data_use",
        "advertising",
    ]
    assert [one.key for one in find_reasons(shown, platform, advice.profile, False)] == ["hosting_region"]


def test_a_fact_that_counts_twice_in_one_rating_is_judged_as_a_whole(advised):
    advice = advised(OFFICIAL_READY)
    criterion = advice.ranking.ranked[0].ratings[0].criterion
    both = Rating(criterion, 1, (FactScore(1.0, "channels", point(0.2)), FactScore(1.0, "channels", point(0.8))))
    platform = Platform(facts={"channels": Fact("web", "Mensen doen mee via website.")})
    assert not find_reasons(both, platform, advice.profile, True)
    assert not find_reasons(both, platform, advice.profile, False)


def test_an_unknown_fact_gives_no_reason_even_where_the_figure_is_high(advised):
    advice = advised(OFFICIAL_READY)
    shown = rating(advice, advertising=(1.0, UNKNOWN))
    assert not find_reasons(shown, Platform(), advice.profile, True)
    assert not find_reasons(shown, Platform(), advice.profile, False)


def test_a_goal_that_no_source_mentions_is_said_to_be_so(advised):
    advice = advised(OFFICIAL_READY)
    shown = rating(advice, **{"goals.inform": (1.0, point(0.2))})
    (reason,) = find_reasons(shown, Platform(), advice.profile, False)
    assert say(reason.text) == "Geen bron noemt dit doel: Weten wat er in de buurt gebeurt."
    assert reason.fact is None


def test_each_strong_point_is_heard_before_any_is_heard_twice(advised):
    advice = advised(OFFICIAL_READY)
    facts = {key: Fact("x", key) for key in VOCABULARY}
    keys = ["advertising", "hosting_region", "data_export", "open_source", "channels", "languages"]
    ratings = [
        rating(advice, **{first: (0.6, point(1.0)), second: (0.4, point(1.0))})
        for first, second in zip(keys[::2], keys[1::2], strict=True)
    ]
    told = in_favour([find_reasons(one, Platform(facts=facts), advice.profile, True) for one in ratings])
    assert [reason.key for reason in told] == ["advertising", "data_export", "channels"]
    told = in_favour([find_reasons(one, Platform(facts=facts), advice.profile, True) for one in ratings[:2]])
    assert [reason.key for reason in told] == ["advertising", "data_export", "hosting_region"]


def test_a_must_that_nobody_can_confirm_is_the_first_thing_to_watch(advised):
    advice = advised(STRICT)
    doubtful = next(one for one in advice.ranking.ranked if "w_data_local" in one.ask_first)
    first = explain_platform(doubtful, advice.profile).watch[0]
    assert "vraag eerst of dit klopt" in say(first.text)
    assert say(VOCABULARY["data_owner"].ask) in [say(one.ask) for one in list_inquiries(advice, doubtful)]


def test_a_warning_about_a_fact_carries_that_fact_and_its_source_once(advised):
    advice = advised(OFFICIAL_READY | {"w_money_local": "important"})
    warned = next(
        one
        for one in advice.ranking.ranked
        if any(warning.key == "money_leaves" for warning in find_warnings(advice.profile, one))
    )
    said = [reason for reason in explain_platform(warned, advice.profile).watch if reason.key == "money_stays_local"]
    assert len(said) == 1
    assert said[0].fact is warned.platform.facts["money_stays_local"]


# --- the visitor's own answers -------------------------------------------------------------------------------------


def test_the_own_answer_stands_beside_the_fact_it_is_held_against(advised):
    profile = advised(STRICT).profile
    assert say(own_answer(profile, "resident_control")) == ("U koos: “Bewoners en gemeente of organisatie samen”.")
    assert say(own_answer(profile, "channels")) == "U koos: “Website” en “App”."
    assert say(own_answer(profile, "data_owner")) == "Dit is uw eis."
    assert say(own_answer(profile, "open_source")) == "U vindt dit fijn."
    assert say(own_answer(profile, "goals.meet")) == "Dit is uw hoofddoel."
    assert say(own_answer(profile, "goals.inform")) == "U vroeg dit erbij."


def test_a_question_that_was_skipped_or_left_open_says_nothing(advised):
    profile = advised(OFFICIAL_READY | {"entry": None, "visibility": "no_preference"}).profile
    for fact in ("registration", "visibility", "provider_type", "goals.help"):
        assert own_answer(profile, fact) is None


def test_a_finding_shows_the_answers_that_it_follows_from(advised):
    advice = advised(OFFICIAL_READY | {"reply": "nobody_yet"})
    finding = next(finding for finding in advice.findings if finding.key == "nobody_answers")
    told = dict(answers_behind(advice.profile, finding.gate.asks))
    assert say(told["Wie bij de gemeente geeft binnen een paar dagen antwoord?"]) == "U koos: “Nog niemand”."


def test_a_resident_reads_the_question_in_the_resident_s_words(advised):
    advice = advised(RESIDENT_READY | {"municipality_part": ["owner"]})
    (question, _answer), *_rest = answers_behind(advice.profile, ("municipality_part",))
    assert question == "Wat verwacht u van de gemeente op het platform?"


# --- around the ranking --------------------------------------------------------------------------------------------


def test_softening_a_must_brings_back_who_falls_out_by_it_alone(advised):
    advice = advised(STRICT)
    for _key, wish, count in list_softer_musts(advice.ranking, advice.profile):
        key = next(key for key in advice.profile.musts if QUESTIONS[key].label == wish)
        soft = advised(STRICT | {key: "important"})
        assert len(soft.ranking.placed_online) == len(advice.ranking.placed_online) + count


def test_two_platforms_differ_where_their_facts_differ(advised):
    first, second = advised(OFFICIAL_READY).ranking.ranked[:2]
    apart = find_differing_facts(first, second)
    assert len(apart) == 2
    for words in apart:
        one, other = first.platform.facts.get(words.key), second.platform.facts.get(words.key)
        assert (one and one.value) != (other and other.value)


def test_a_platform_does_not_differ_from_itself(advised):
    first = advised(OFFICIAL_READY).ranking.ranked[0]
    assert find_differing_facts(first, Assessment(first.platform, ratings=first.ratings)) == ()


def test_what_works_without_a_platform_says_where(advised):
    advice = advised(OFFICIAL_READY | {"place": "Rotterdam"})
    told = where_each(advice)
    here = {p.slug for p in advice.ranking.without_platform if "Rotterdam" in p.municipalities}
    assert here
    assert {told[slug] for slug in here} <= {"Werkt al in uw gemeente.", "Kennen we uit uw gemeente."}
    assert "" in told.values()
    assert where_each(advised(OFFICIAL_READY | {"place": "Aalten"}))["opzoomer-mee"] == "Voorbeeld uit Rotterdam."


def where_each(advice):
    """Of each platform with a place: where it works, as its row says."""
    return {one.platform.slug: say(say_where(one, advice.profile)) for one in advice.ranking.placed}


@pytest.mark.parametrize("place", ["Rotterdam", "Breda", "Groningen", "Montferland"])
def test_only_of_what_runs_is_it_said_that_it_works_here(advised, place):
    advice = advised(OFFICIAL_READY | {"place": place, "goal_main": "help", "goal_extra": None})
    told = where_each(advice)
    here = [one for one in advice.ranking.placed if place in one.platform.municipalities]
    assert here
    for one in here:
        expected = "Werkt al in uw gemeente." if one.evidence.status == RUNS else "Kennen we uit uw gemeente."
        assert told[one.platform.slug] == expected, one.platform.slug


def test_of_what_other_places_have_it_is_said_that_one_can_begin_it_here(advised):
    told = where_each(advised(RESIDENT_READY | {"place": "Groningen", "goal_main": "share", "goal_extra": None}))
    assert told["weggeefhoek-facebookgroepen"] == (
        "Kijk of het er in uw gemeente ook is, of begin er zelf een. Voorbeeld uit Eersel, Bladel en Delft."
    )


def test_a_point_in_favour_about_what_was_chosen_says_when_not_all_of_it_is_there(advised):
    """Of every platform with a place, for several choices: words and facts agree."""
    seen = set()
    for channels in (["web", "email"], ["web", "app", "phone"], ["web"]):
        advice = advised(OFFICIAL_READY | {"channels": channels, "groups": ["older"]})
        for _assessment, why in every(advice):
            for reason in (reason for reason in why.fits if reason.key == "channels"):
                complete = set(channels) <= set(reason.fact.value)
                assert ("Niet genoemd w" in say(reason.text)) is not complete
                seen.add(complete)
    assert seen == {True, False}


def test_a_platform_is_introduced_by_its_kind_and_its_year(catalogue):
    by_slug = Catalogue.current().by_slug
    assert say(say_what(by_slug["gebiedonline"])) == "Bouwsteen voor een eigen site, sinds 2015"
    nameless = next(platform for platform in by_slug.values() if platform.launched is None)
    assert "sinds" not in say(say_what(nameless))


def test_the_first_sentence_of_a_text_ends_where_the_second_begins():
    assert first_sentence("Een site van 1.000 euro. Meer niet.") == "Een site van 1.000 euro."
    assert first_sentence("Wie doet mee? Iedereen.") == "Wie doet mee?"
    assert first_sentence("Eén zin") == "Eén zin"


# --- what stands open ----------------------------------------------------------------------------------------------


def test_what_stands_open_does_not_repeat_the_answers_but_that_the_goal_comes_second(advice):
    told = [why for _assessment, why in every(advice)]
    opened = [reason for why in told for reason in (*why.first.fits, *why.first.watch)]
    assert {say(reason.answer) for reason in opened if reason.answer} == {say(SECOND_HERE)}
    assert len({say(reason.answer) for why in told for reason in why.fits if reason.answer}) > 2


@pytest.mark.parametrize(
    ("summary", "said"),
    [
        (
            "Buurtsite van een coöperatie: elk lid krijgt een eigen site. Begonnen in 2015.",
            "Buurtsite van een coöperatie.",
        ),
        ("Buurtsite van een coöperatie. Elk lid krijgt iets: een site.", "Buurtsite van een coöperatie."),
        ("Buren eten om 18:00 uur samen.", "Buren eten om 18:00 uur samen."),
    ],
)
def test_a_platform_is_described_by_the_first_clause_of_its_summary(summary, said):
    assert first_clause(summary) == said
