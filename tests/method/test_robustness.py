"""How sure the advice is: held against plain sorting, against advice given anew, and against its own promises."""

import json
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from stappenplan.method.advice import advise
from stappenplan.method.assessment.criteria import CRITERIA, CRITERION, NOT_COUNTED
from stappenplan.method.assessment.knock_outs import WISHES
from stappenplan.method.assessment.score_tables import possible_values
from stappenplan.method.assessment.scoring import Assessment, Rating, assess_platform
from stappenplan.method.assessment.shelves import OFFLINE
from stappenplan.method.declarations import UNKNOWN, FactScore, Interval, point
from stappenplan.method.evidence import measuring
from stappenplan.method.evidence.reliability import HURWICZ_ALPHA, UNKNOWN_SCORES, reliability_of
from stappenplan.method.evidence.status import ENDED, RUNS, EvidenceStatus, summarise_sources
from stappenplan.method.profile import OVERRIDE_FACTORS, profile_from
from stappenplan.method.robustness.analysis import (
    CLOSE,
    FAIR,
    FAIRLY_SURE,
    STRONG,
    SURE,
    THIN_EVIDENCE,
    describe_known,
    label_stability,
    label_strength,
)
from stappenplan.method.robustness.information import (
    ASKED_OF_FIRST,
    HypotheticalFact,
    HypotheticalPlatform,
    Supposition,
)
from stappenplan.method.robustness.sensitivity import (
    DOUBLED,
    HALVED,
    TO_MUST,
    TO_WISH,
    find_deciding_answers,
    find_ranks_without,
)
from stappenplan.method.robustness.smaa import (
    DRAWS,
    FEWER_DRAWS,
    MANY_PLATFORMS,
    PLACES,
    count_draws,
    linearise_ratings,
    random_tables,
    rank_acceptability,
    table_offset,
    total_scores,
)
from stappenplan.method.steps.success import MUSTS_AT_MOST, WISH_LIST
from tests.method.conftest import SEVEN, SILENT, advised, learn
from tests.support.catalogue_in_memory import ON, Fact, Platform, catalogue
from tests.support.personas import OFFICIAL_READY, PERSONAS, RESIDENT_READY

WISH = {wish.key: wish for wish in WISHES}
ROOT = Path(__file__).resolve().parent.parent.parent
WEIGHTS = profile_from(OFFICIAL_READY).weights
# Persons whose advice differs in what decides it: much, a must, and few answers.
SPEAKERS = ("resident_safety_street", "official_builds_itself", "skipped_nearly_everything")


def assessed(slug, *intervals, facts=None):
    """An assessment with one part per criterion, in the order of CRITERIA."""
    facts = facts or [f"fact{number}" for number in range(len(CRITERIA))]
    ratings = tuple(
        Rating(criterion, WEIGHTS[criterion.key], (FactScore(1.0, fact, interval),))
        for criterion, fact, interval in zip(CRITERIA, facts, intervals, strict=False)
    )
    return Assessment(Platform(slug=slug, name=slug), ratings=ratings)


def any_assessed(number, chance, unknown=0.2, steps=20):
    """So many assessments with scores in steps, so that ties occur, and a share of unknown facts."""

    def interval():
        return UNKNOWN if chance.random() < unknown else point(chance.randint(0, steps) / steps)

    return [assessed(f"p{place:03}", *(interval() for _ in CRITERIA)) for place in range(number)]


def sorted_in_full(ranked, weights=WEIGHTS, draws=1_000):
    """The places in each draw, added up and sorted in plain Python: (slug -> (first, last) of its places, weights).

    Equal platforms have the same places. Slow and simple.
    """
    factors, scores, chances = (table.tolist() for table in random_tables())
    own = [weights[criterion.key] for criterion in CRITERIA]
    lines = [(one.platform.slug, one.tier, [*parts_of(one)]) for one in ranked]
    for draw in range(draws):
        drawn = [weight * factor for weight, factor in zip(own, factors[draw], strict=True)]
        whole = sum(drawn)
        totals = {}
        for slug, tier, parts in lines:
            total = 0.0
            for where, share, interval, absent, holds, start in parts:
                if chances[start + draw] >= holds:
                    interval = absent
                total += drawn[where] * share * (interval.low + interval.width * scores[start + draw])
            totals[slug] = (tier, -round(total / whole, 9))
        order = sorted(totals.values())
        places = {slug: (order.index(key), order.index(key) + order.count(key)) for slug, key in totals.items()}
        yield places, [weight / whole for weight in drawn]


def parts_of(one):
    """What an assessment adds up: criterion, share, interval, interval when it does not hold, how often it holds."""
    for rating in one.ratings:
        whole = sum(part.share for part in rating.parts)
        for part in rating.parts:
            fact = one.platform.facts.get(part.fact)
            sure = fact is None or part.fact.startswith("goals.") or part.fact in NOT_COUNTED or part.interval.width
            holds = 1.0 if sure else reliability_of(fact.basis, None)  # the age makes no difference in this version
            where, start = CRITERIA.index(rating.criterion), table_offset(one.platform.slug, part.fact)
            yield where, part.share / whole, part.interval, part.absent, holds, start


def few_draws(monkeypatch, number):
    """Let fewer draws be taken, since plain Python is slow."""
    monkeypatch.setattr("stappenplan.method.robustness.smaa.count_draws", lambda platforms: number)
    return number


@lru_cache
def advised_once(name):
    """The advice for a persona over the whole catalogue; worked out once for all tests here."""
    return advised(PERSONAS[name], catalogue())


def ranked_alone(found):
    """The platforms of a ranking: without those that fall out anyway an advice is the same, and sooner there."""
    return [one.platform for one in found.ranking.ranked]


# --- the evidence -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "others", "asked", "label"),
    [
        (RUNS, 5, 10, STRONG),
        (RUNS, 5, 11, FAIR),
        (RUNS, 4, 4, FAIR),
        (RUNS, 1, 1, FAIR),
        (RUNS, 0, 1, THIN_EVIDENCE),
        (ENDED, 10, 10, THIN_EVIDENCE),
    ],
)
def test_evidence_is_strong_from_half_of_the_facts_and_at_least_five(status, others, asked, label):
    assert label_strength(EvidenceStatus(status, "2026", (), others, asked, ON), asked) == label


@pytest.mark.parametrize(
    ("asked", "known", "others", "words"),
    [
        (0, 0, 0, "Er telt geen enkel feit."),
        (1, 0, 0, "Er telt één feit, en dat kennen we niet."),
        (1, 1, 0, "Er telt één feit. Dat komt niet van een ander dan de aanbieder."),
        (1, 1, 1, "Er telt één feit. Dat komt van een ander dan de aanbieder."),
        (9, 0, 0, "Van 9 feiten die tellen, kennen we er geen."),
        (9, 1, 0, "Van 9 feiten die tellen, kennen we er één. Dat komt niet van een ander dan de aanbieder."),
        (9, 1, 1, "Van 9 feiten die tellen, kennen we er één. Dat komt van een ander dan de aanbieder."),
        (9, 7, 0, "Van 9 feiten die tellen, kennen we er 7, waarvan geen van een ander dan de aanbieder."),
        (9, 7, 3, "Van 9 feiten die tellen, kennen we er 7, waarvan 3 van een ander dan de aanbieder."),
        (9, 7, 7, "Van 9 feiten die tellen, kennen we er 7, alle 7 van een ander dan de aanbieder."),
    ],
)
def test_known_facts_are_counted_in_words_that_fit_one_none_and_all(asked, known, others, words):
    said = describe_known(asked, known, others)
    assert said.text % said.values == words


# --- exact -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("number", [1, 2, 3, 10, 40])
def test_every_share_is_the_count_of_sorting_every_draw_in_full(number, monkeypatch):
    draws = few_draws(monkeypatch, 1_000)
    monkeypatch.setattr(
        "stappenplan.method.robustness.smaa.CHUNK_FIGURES", 300 * number
    )  # a last chunk that is smaller
    ranked = any_assessed(number, Random(number), steps=4)
    found = rank_acceptability(WEIGHTS, ranked)
    places = {slug: [0.0] * number for slug in found}
    led = {slug: [] for slug in found}
    for order, weights in sorted_in_full(ranked, draws=draws):
        for slug, (first, last) in order.items():
            for place in range(first, last):
                places[slug][place] += 1 / (last - first)
            if first == 0:
                led[slug].append((1 / last, weights))
    for slug, counts in places.items():
        assert found[slug].first == pytest.approx(counts[0] / draws, abs=1e-12)
        assert found[slug].top3 == pytest.approx(sum(counts[:3]) / draws, abs=1e-12)
        assert found[slug].ranks == pytest.approx([*(n / draws for n in counts[:PLACES]), sum(counts[PLACES:]) / draws])
        whole = sum(share for share, _weights in led[slug])
        mean = [
            sum(share * weights[place] for share, weights in led[slug]) / whole
            for place in range(len(CRITERIA) if led[slug] else 0)
        ]
        assert [*found[slug].central_weights.values()] == pytest.approx(mean)


def test_platforms_whose_values_are_all_unknown_are_ranked_by_their_draws_alone():
    found = rank_acceptability(WEIGHTS, [assessed(f"p{place}", *[UNKNOWN] * len(CRITERIA)) for place in range(4)])
    for share in found.values():
        assert share.first == pytest.approx(0.25, abs=0.03)


@pytest.mark.parametrize("name", ["village_with_volunteers", "resident_shares_without_money"])
def test_the_real_catalogue_is_ranked_in_every_draw_as_full_sorting_does(name, monkeypatch):
    draws = few_draws(monkeypatch, 400)
    profile, ranked = advised_once(name).profile, advised_once(name).ranking.ranked
    found = rank_acceptability(profile.weights, ranked)
    orders = [order for order, _weights in sorted_in_full(ranked, profile.weights, draws)]
    for slug, share in found.items():
        for place in range(min(PLACES, len(ranked))):
            stands = [order[slug] for order in orders if order[slug][0] <= place < order[slug][1]]
            assert share.ranks[place] == pytest.approx(sum(1 / (last - first) for first, last in stands) / draws)
        assert share.first == share.ranks[0]


@pytest.mark.parametrize("number", [1, 2, 3, 9, 10, 11, 40])
def test_shares_add_up(number):
    found = rank_acceptability(WEIGHTS, any_assessed(number, Random(1)))
    assert sum(share.first for share in found.values()) == pytest.approx(1)
    assert sum(share.top3 for share in found.values()) == pytest.approx(min(3, number))
    for share in found.values():
        assert sum(share.ranks) == pytest.approx(1)
        assert share.first == share.ranks[0] <= share.top3
        assert len(share.ranks) == min(PLACES, number) + 1
    for place in range(min(PLACES, number)):
        assert sum(share.ranks[place] for share in found.values()) == pytest.approx(1)


# One number makes one example; fewer draws are as exact.
CHANCE = some.integers(0, 2**32).map(Random)
FEW = 400


def shares_of(ranked, weights=WEIGHTS):
    with pytest.MonkeyPatch.context() as patch:
        few_draws(patch, FEW)
        return rank_acceptability(weights, ranked)


@settings(max_examples=60)
@given(CHANCE)
def test_of_any_platforms_the_shares_add_up_and_none_is_more_often_first_than_in_the_first_three(chance):
    number = chance.randint(1, 15)
    found = shares_of(any_assessed(number, chance, unknown=chance.random(), steps=chance.choice([2, 20])))
    for place in range(min(PLACES, number)):
        assert sum(share.ranks[place] for share in found.values()) == pytest.approx(1)
    for share in found.values():
        assert sum(share.ranks) == pytest.approx(1)
        assert 0 <= share.first <= share.top3 <= 1 + 1e-12
        assert sum(share.central_weights.values()) == pytest.approx(1 if share.first else 0)


@settings(max_examples=60)
@given(CHANCE)
def test_a_better_or_newly_learned_good_fact_never_makes_a_platform_less_often_first(chance):
    ranked = any_assessed(6, chance, unknown=0.3)
    one, place = ranked[2], chance.randrange(len(CRITERIA))
    interval = one.ratings[place].parts[0].interval
    raised = point(min(1.0, interval.high + chance.random()))
    ratings = [*one.ratings]
    ratings[place] = replace(ratings[place], parts=(ratings[place].parts[0]._replace(interval=raised),))
    before = shares_of(ranked)
    after = shares_of([*ranked[:2], replace(one, ratings=tuple(ratings)), *ranked[3:]])
    slug = one.platform.slug
    assert after[slug].first >= before[slug].first - 1e-12
    assert after[slug].top3 >= before[slug].top3 - 1e-12
    for other in set(before) - {slug}:
        assert after[other].first <= before[other].first + 1e-12


@settings(max_examples=40)
@given(CHANCE, some.sampled_from([0.25, 2, 1024]))
def test_only_the_proportion_of_the_weights_matters_and_order_matters_not(chance, factor):
    ranked = any_assessed(7, chance)
    scaled = {key: factor * weight for key, weight in WEIGHTS.items()}
    assert shares_of(ranked) == shares_of(chance.sample(ranked, len(ranked)), scaled)


@settings(max_examples=40)
@given(CHANCE)
def test_what_weighs_nothing_changes_no_share(chance):
    ranked, other = any_assessed(5, chance), any_assessed(5, chance)
    place = chance.randrange(len(CRITERIA))
    weights = WEIGHTS | {CRITERIA[place].key: 0}
    swapped = [
        replace(one, ratings=(*one.ratings[:place], two.ratings[place], *one.ratings[place + 1 :]))
        for one, two in zip(ranked, other, strict=True)
    ]
    assert shares_of(ranked, weights) == shares_of(swapped, weights)


def test_one_platform_is_first_always_and_of_none_nothing_is_said():
    only = rank_acceptability(WEIGHTS, any_assessed(1, Random(2)))["p000"]
    assert (only.first, only.top3, only.ranks) == (1, 1, (1, 0))
    assert rank_acceptability(WEIGHTS, []) == {}
    assert advised(OFFICIAL_READY).robustness is None


def test_a_platform_that_is_better_on_nothing_is_never_first():
    chance = Random(3)
    some = any_assessed(12, chance, unknown=0)
    best = some[4].ratings
    lower = tuple(
        replace(rating, parts=(part._replace(interval=point(max(0.0, part.interval.low - 0.05))),))
        for rating in best
        for part in rating.parts
    )
    found = rank_acceptability(WEIGHTS, [*some, Assessment(Platform("a", "a"), ratings=lower)])
    assert found["a"].first == 0
    assert found["a"].central_weights == {}


def test_a_platform_far_ahead_is_first_in_every_draw():
    ahead = assessed("z", *[point(0.9)] * len(CRITERIA))
    found = rank_acceptability(WEIGHTS, [*any_assessed(8, Random(4), steps=1, unknown=0), ahead])
    assert found["z"].first == 1


# --- the draws -------------------------------------------------------------------------------------------------------


def test_weights_are_between_halved_and_doubled_and_as_often_one_as_the_other():
    factors, _scores, _chances = random_tables()
    assert factors.shape == (DRAWS, len(CRITERIA))
    assert 0.5 <= factors.min() < 0.501
    assert 1.999 < factors.max() <= 2
    log = np.log2(factors)
    assert np.abs(log.mean(axis=0)).max() < 0.03
    # Log-uniform: a tenth of the draws in each tenth of the logarithm.
    shares = np.histogram(log, bins=10, range=(-1, 1))[0] / log.size
    assert np.abs(shares - 0.1).max() < 0.005


def test_an_unknown_fact_is_drawn_from_what_unknown_facts_turned_out_to_score():
    _factors, scores, _chances = random_tables()
    assert set(scores.tolist()) == set(UNKNOWN_SCORES)
    for score, count in UNKNOWN_SCORES.items():
        assert (scores == score).mean() == pytest.approx(count / 60, abs=0.003)
    assert scores.mean() == pytest.approx(HURWICZ_ALPHA, abs=0.006)


def test_the_scores_of_unknown_facts_are_those_of_the_pairs():
    pairs = measuring.read_rows(measuring.PAIRS_FILE, measuring.NewFact)
    assert Counter(pair.share for pair in pairs) == UNKNOWN_SCORES
    assert round(sum(pair.share for pair in pairs) / len(pairs), 2) == HURWICZ_ALPHA


def test_how_many_draws_depends_on_how_many_platforms():
    assert count_draws(1) == count_draws(MANY_PLATFORMS) == DRAWS == 10_000
    assert count_draws(MANY_PLATFORMS + 1) == FEWER_DRAWS == 2_000
    found = rank_acceptability(WEIGHTS, any_assessed(3, Random(6)))
    assert all(share.first * DRAWS == pytest.approx(round(share.first * DRAWS)) for share in found.values())


@pytest.mark.parametrize("place", [0, DRAWS - 1])
def test_the_fact_of_a_platform_reads_its_own_stretch_of_the_table(place):
    one = assessed("one", UNKNOWN, Interval(0.25, 0.75))
    known, unknown = linearise_ratings([one])
    weights = np.zeros((1, len(CRITERIA)))
    weights[0, :2] = 0.75, 0.25
    _factors, scores, _chances = random_tables()
    first, second = (scores[table_offset("one", fact) + place] for fact in ("fact0", "fact1"))
    expected = 0.75 * first + 0.25 * (0.25 + 0.5 * second)
    assert total_scores(weights, place, known, unknown)[0, 0] == pytest.approx(expected)


def test_a_fact_that_feeds_two_criteria_is_drawn_once():
    one = learn(fully_known_platform(), hosting_region=None)
    found = assess_platform(profile_from(PERSONAS["resident_meet_village"]), one, ON)
    feeds = [rating.criterion.key for rating in found.ratings if "hosting_region" in rating.facts]
    assert feeds == ["privacy", "exit"]
    _known, uncertain = linearise_ratings([found])
    unknown = uncertain.select(uncertain.holds == 0)  # all other facts are known
    assert set(unknown.starts) == {table_offset(one.slug, "hosting_region")}
    moved = {CRITERIA[column].key: slope for column, slope in zip(unknown.criteria, unknown.slopes, strict=True)}
    assert list(moved) == ["privacy", "exit"]
    assert moved["privacy"] == pytest.approx(0.3)
    assert moved["exit"] == pytest.approx(0.15)


def fully_known_platform():
    """A platform of the small catalogue of which everything is known."""
    return next(one for one in SEVEN if one.slug == "village-site")


def test_the_order_in_which_platforms_come_makes_no_difference():
    ranked = any_assessed(25, Random(7))
    assert rank_acceptability(WEIGHTS, ranked) == rank_acceptability(WEIGHTS, ranked[::-1])


def test_another_platform_does_not_change_the_draws_of_the_others():
    ranked = any_assessed(12, Random(8))
    alone, together = (np.array(totals_of(some)) for some in (ranked[:11], ranked))
    assert np.abs(alone - together[:11]).max() < 1e-12


def totals_of(ranked, draws=500):
    factors = random_tables()[0][:draws] / random_tables()[0][:draws].sum(axis=1, keepdims=True)
    return total_scores(factors, 0, *linearise_ratings(ranked))


def test_a_chunk_of_draws_gives_what_the_whole_gives():
    known, unknown = linearise_ratings(any_assessed(9, Random(9)))
    weights = random_tables()[0][:600]
    whole = total_scores(weights, 0, known, unknown)
    assert np.abs(whole[:, 500:] - total_scores(weights[500:], 500, known, unknown)).max() < 1e-12


PROGRAM = """
import json
from stappenplan.method.advice import advise
from tests.method.conftest import ON, SEVEN
answers = {"audience": "resident", "goal_main": "meet", "place": "Montferland", "area_size": "street"}
found = advise(answers, SEVEN[::-1], ON).robustness
print(json.dumps({slug: [one.first, one.top3, one.ranks] for slug, one in found.acceptability.items()}, sort_keys=True))
"""


def test_another_process_finds_the_same():
    done = subprocess.run([sys.executable, "-c", PROGRAM], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    here = advised(
        {"audience": "resident", "goal_main": "meet", "place": "Montferland", "area_size": "street"}, SEVEN
    ).robustness.acceptability
    assert len(here) > 2
    assert json.loads(done.stdout) == {slug: [one.first, one.top3, [*one.ranks]] for slug, one in here.items()}


@pytest.mark.parametrize("fact", ["data_owner", "cost_municipality", "hosting_region", "data_export"])
def test_learning_a_fact_never_widens_what_a_platform_can_score(fact):
    profile = profile_from(RESIDENT_READY)
    silent = learn(SILENT, goals__inform="primary")
    lowest, highest = bounds(assess_platform(profile, silent, ON))
    for value in possible_values(fact, profile):
        known = assess_platform(profile, learn(silent, **{fact: value}), ON)
        if known.ruled_out_by:
            continue
        low, high = bounds(known)
        assert (lowest <= low + 1e-12).all() and (high <= highest + 1e-12).all()
        assert (high - low).max() < (highest - lowest).max()


def bounds(one):
    """What a platform can score at least and at most, in each draw of the weights."""
    weights = random_tables()[0] / random_tables()[0].sum(axis=1, keepdims=True)
    parts = [*parts_of(one)]
    low, high = np.zeros((2, len(CRITERIA)))
    for where, share, interval, _absent, _holds, _start in parts:
        low[where] += share * interval.low
        high[where] += share * interval.high
    return weights @ low, weights @ high


# --- a word for it ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "word"),
    [(1.0, SURE), (0.8, SURE), (0.7999, FAIRLY_SURE), (0.5, FAIRLY_SURE), (0.4999, CLOSE), (0.0, CLOSE)],
)
def test_how_sure_is_said_in_a_word(first, word):
    assert label_stability(first) == word


@pytest.mark.parametrize("name", PERSONAS)
def test_the_word_follows_from_the_share_of_number_one(name):
    found = advised(PERSONAS[name], SEVEN)
    if found.robustness:
        leader = found.ranking.ranked[0].platform.slug
        assert found.robustness.label == label_stability(found.robustness.acceptability[leader].first)


def test_central_weights_tell_for_whom_a_platform_is_the_best():
    """Best on the cost alone against best on privacy alone: each leads where its own point weighs more."""
    weights = dict.fromkeys(CRITERION, 0) | {"cost": 1, "privacy": 1}
    cheap = Rating(CRITERION["cost"], 1, (FactScore(1, "cost_municipality", point(1.0)),))
    dear = replace(cheap, parts=(FactScore(1, "cost_municipality", point(0.0)),))
    private = Rating(CRITERION["privacy"], 1, (FactScore(1, "advertising", point(1.0)),))
    open_ = replace(private, parts=(FactScore(1, "advertising", point(0.0)),))
    found = rank_acceptability(
        weights,
        [
            Assessment(Platform("cheap", "cheap"), ratings=(cheap, open_)),
            Assessment(Platform("private", "private"), ratings=(dear, private)),
        ],
    )
    assert found["cheap"].first == pytest.approx(0.5, abs=0.02)
    for slug, heavy, light in (("cheap", "cost", "privacy"), ("private", "privacy", "cost")):
        central = found[slug].central_weights
        assert central[heavy] > 0.55 > 0.45 > central[light]
        assert sum(central.values()) == pytest.approx(1)


# --- which answer decides --------------------------------------------------------------------------------------------


def leader(found):
    return found.ranking.ranked[0].platform.slug if found.ranking.ranked else None


def leader_with(monkeypatch, answers, key, factor, platforms):
    """Number one when a criterion weighs a factor more, by giving the whole advice anew."""
    criterion = CRITERION[key]
    with monkeypatch.context() as patch:
        weigh = criterion.weigh
        other = replace(criterion, weigh=lambda profile, default: weigh(profile, default) * factor)
        changed = tuple(other if one.key == key else one for one in CRITERIA)
        for module in ("profile", "assessment.scoring"):
            patch.setattr(f"stappenplan.method.{module}.CRITERIA", changed)
        return leader(advised(answers, platforms))


@pytest.mark.parametrize("name", SPEAKERS)
def test_the_weights_that_decide_are_those_that_change_the_first_when_the_advice_is_given_anew(name, monkeypatch):
    answers, found = PERSONAS[name], advised_once(name)
    told = {(one.change, one.key): one.first.slug for one in found.robustness.deciding_answers if one.key in CRITERION}
    platforms = ranked_alone(found)
    expected = {}
    for key, weight in found.profile.weights.items():
        for change, factor in ((HALVED, 0.5), (DOUBLED, 2.0)):
            first = leader_with(monkeypatch, answers, key, factor, platforms) if weight else leader(found)
            if first != leader(found):
                expected[change, key] = first
    assert told == expected


@pytest.mark.parametrize("name", SPEAKERS)
def test_the_wishes_that_decide_are_those_that_change_the_first_when_the_advice_is_given_anew(name):
    answers, found = PERSONAS[name], advised_once(name)
    told = {(one.change, one.key): one.first.slug for one in found.robustness.deciding_answers if one.key in WISH}
    within = ranked_alone(found)
    musts = sum(answers.get(line.key) == "must" for line in WISH_LIST)
    expected = {}
    for wish in WISHES:
        now = answers.get(wish.key)
        if now is None or (now != "must" and wish in WISH_LIST and musts >= MUSTS_AT_MOST):
            continue
        change, value = (TO_WISH, "important") if now == "must" else (TO_MUST, "must")
        first = leader(advised(answers | {wish.key: value}, catalogue() if now == "must" else within))
        if first not in (None, leader(found)):
            expected[change, wish.key] = first
    assert told == expected


def test_a_fourth_must_is_never_proposed():
    three = dict.fromkeys(("w_free", "w_resident_control", "w_data_local"), "must")
    found = advised(RESIDENT_READY | three, catalogue())
    lines = {line.key for line in WISH_LIST}
    assert found.robustness
    assert not [one for one in found.robustness.deciding_answers if one.change == TO_MUST and one.key in lines]


def test_of_one_platform_nothing_decides():
    found = advised(OFFICIAL_READY | {"w_accessible": "important"}, [fully_known_platform()])
    assert find_deciding_answers(found.profile, found.ranking, ON) == ()


# --- which phone call decides ----------------------------------------------------------------------------------------


def place_of(slug, found):
    return found.shelves[0].ranks.get(slug)


@pytest.mark.parametrize("name", ["resident_safety_street", "official_builds_itself"])
def test_what_a_call_would_do_is_what_the_advice_says_once_the_fact_is_known(name):
    answers, found = PERSONAS[name], advised_once(name)
    ranked = ranked_alone(found)
    assert [*found.robustness.information_values] == [
        one.platform.slug for one in found.ranking.ranked[:ASKED_OF_FIRST]
    ]
    for slug, calls in found.robustness.information_values.items():
        for call in calls:
            anew = {
                as_key(value): place_of(slug, advised_with(answers, ranked, slug, call.fact, value))
                for value in possible_values(call.fact, found.profile)
            }
            places = [*anew.values()]
            reached = [place for place in places if place is not None]
            assert call.best.place == (min(reached) if reached else None)
            assert call.worst.place == (None if None in places else max(places))
            for outcome in (call.best, call.worst):
                assert anew[as_key(outcome.value)] == outcome.place
            now = place_of(slug, found)
            assert call.decides == any(place != 1 if now == 1 else place == 1 for place in places)


def as_key(value):
    return tuple(value) if isinstance(value, list) else value


def advised_with(answers, ranked, slug, fact, value):
    """The advice when one fact of one platform is known."""
    return advised(
        answers,
        [replace(one, facts={**one.facts, fact: Fact(value)}) if one.slug == slug else one for one in ranked],
    )


@pytest.mark.parametrize("name", ["resident_safety_street", "official_help_haarlem"])
def test_the_calls_that_decide_come_first_and_the_rest_by_what_can_move_the_total_most(name):
    found = advised_once(name)
    asked = {one.platform.slug: one.to_ask for one in found.ranking.ranked}
    for slug, calls in found.robustness.information_values.items():
        decides = [call.decides for call in calls]
        assert decides == sorted(decides, reverse=True)
        for group in (True, False):
            order = [asked[slug].index(call.fact) for call in calls if call.decides is group]
            assert order == sorted(order)


@pytest.mark.parametrize("name", PERSONAS)
def test_what_is_worked_out_again_of_a_supposed_fact_is_what_assessing_the_platform_anew_gives(name):
    found = advised_once(name)
    for assessment in found.ranking.placed[:10]:
        sources = summarise_sources(assessment.platform, ON)
        for fact in {*assessment.to_ask, *assessment.platform.facts, "status"}:
            supposition = Supposition(assessment, fact, found.profile, ON, sources)
            for value in possible_values(fact, found.profile):
                facts = {**assessment.platform.facts, fact: HypotheticalFact(value)}
                anew = assess_platform(found.profile, HypotheticalPlatform(assessment.platform, facts), ON)
                again = supposition.assess(value)
                if anew.ruled_out_by:
                    assert again.ruled_out_by
                else:
                    assert (again.ratings, again.evidence) == (anew.ratings, anew.evidence)


def test_a_call_can_end_in_falling_out():
    answers = RESIDENT_READY | {"w_resident_control": "must"}
    unsure = learn(
        fully_known_platform(), resident_control=None, goals__inform="primary", start_effort="start_yourself"
    )
    unsure = replace(unsure, municipalities=("Aalten",))
    (call,) = advised(answers, [unsure]).robustness.information_values["village-site"]
    assert call.fact == "resident_control"
    assert call.best.place == 1
    assert call.worst.place is None
    assert call.decides


def test_what_may_not_exist_any_more_has_no_place_and_no_draw_until_that_is_known():
    unsure = learn(fully_known_platform(), status="unknown", start_effort="start_yourself")
    unsure = replace(unsure, municipalities=("Aalten",))
    found = advised(RESIDENT_READY, [unsure])
    assert found.robustness is None and found.confidence is None
    (one,) = found.to_check
    assert (one.platform.slug, one.reason, one.shelf, one.rank) == ("village-site", "status", "choose", 1)
    assert one.assessment.to_ask[0] == "status"


# --- what a wish cost ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [name for name, answers in PERSONAS.items() if "must" in answers.values()])
def test_the_place_without_a_must_is_the_place_with_that_must_as_a_wish(name):
    answers, found = PERSONAS[name], advised_once(name)
    for key in found.profile.musts:
        places = find_ranks_without(key, found.profile, found.ranking, ON)
        back = [one.platform for one in found.ranking.only_by(key)]
        stay = [one.platform for one in found.ranking.placed]
        anew = advised(answers | {key: "important"}, [*stay, *back])
        online = [shelf.ranks for shelf in anew.shelves if shelf.key != OFFLINE]
        expected = {one.slug: ranks[one.slug] for one in back for ranks in online if one.slug in ranks}
        assert places == expected


def test_what_each_must_cost_is_part_of_how_sure_the_advice_is():
    found = advised_once("official_builds_itself")
    musts = found.profile.musts
    assert len(musts) > 1
    expected = {key: find_ranks_without(key, found.profile, found.ranking, ON) for key in musts}
    assert found.robustness.places_without == expected


# --- weights changed by hand -----------------------------------------------------------------------------------------


def test_a_weight_can_count_for_nothing_doubled_or_threefold():
    assert OVERRIDE_FACTORS == {"none": 0, "normal": 1, "extra": 2, "heavy": 3}
    plain = profile_from(OFFICIAL_READY)
    changed = profile_from(OFFICIAL_READY, {"cost": "none", "exit": "extra", "reach": "heavy", "privacy": "normal"})
    factors = {key: changed.weights[key] / weight for key, weight in plain.weights.items() if weight}
    own = {"cost": 0, "exit": 2, "reach": 3}
    assert factors == {key: own.get(key, 1) for key in factors}
    assert changed.answers == plain.answers


def test_a_weight_that_is_nothing_stays_nothing():
    answers = OFFICIAL_READY | {"budget": None}
    assert profile_from(answers, {"cost": "heavy"}).weights["cost"] == 0


def test_not_everything_can_count_for_nothing():
    with pytest.raises(ValueError, match="no criterion weighs anything"):
        profile_from(OFFICIAL_READY, dict.fromkeys(CRITERION, "none"))


def test_what_counts_for_nothing_moves_no_draw():
    emphasis = {key: "none" for key in CRITERION if key != "cost"}
    found = advise_with(emphasis)
    profile, ranked = found.profile, found.ranking.ranked
    assert {key for key, weight in profile.weights.items() if weight} == {"cost"}
    for one in ranked:
        assert {rating.criterion.key for rating in one.ratings} <= {"cost"}
    # Without its facts a platform has nothing to doubt: only the weights are drawn, and there is one.
    known = [replace(one, platform=Platform(one.platform.slug, "")) for one in ranked if not one.total.width]
    shares = rank_acceptability(profile.weights, known)
    best = min((one.tier, -one.low) for one in known)
    leaders = [one.platform.slug for one in known if (one.tier, -one.low) == best]
    assert {slug for slug, share in shares.items() if share.first} == set(leaders)
    assert all(shares[slug].first == pytest.approx(1 / len(leaders)) for slug in leaders)


def advise_with(emphasis, answers=OFFICIAL_READY, platforms=None):
    return advise(answers, platforms or catalogue(), ON, emphasis)


def test_the_figures_of_firmness_follow_the_weights_changed_by_hand():
    plain = advised_once("official_ready")
    changed = advise_with({"goal_fit": "none", "cost": "heavy"}, platforms=ranked_alone(plain))
    shares = rank_acceptability(changed.profile.weights, changed.ranking.ranked)
    assert {slug: one.first for slug, one in shares.items()} != {
        slug: one.first for slug, one in plain.robustness.acceptability.items()
    }
    for one in shares.values():
        assert one.central_weights.get("goal_fit", 0) == 0


def test_a_number_comes_in_place_of_the_weight_that_follows_from_the_answers():
    plain = profile_from(OFFICIAL_READY)
    changed = profile_from(OFFICIAL_READY, {"cost": 7.5, "exit": 0, "reach": "heavy"})
    own = {"cost": 7.5, "exit": 0, "reach": 3 * plain.weights["reach"]}
    assert changed.weights == plain.weights | own
    with pytest.raises(ValueError, match="no criterion weighs anything"):
        profile_from(OFFICIAL_READY, dict.fromkeys(CRITERION, 0))


def test_what_decides_is_worked_out_from_the_weights_in_numbers():
    plain = advised_once("resident_safety_street")
    as_numbers = advise(PERSONAS["resident_safety_street"], ranked_alone(plain), ON, dict(plain.profile.weights))
    found = find_deciding_answers(as_numbers.profile, as_numbers.ranking, ON)
    told = {(one.change, one.key, one.first.slug) for one in found if one.key in CRITERION}
    expected = plain.robustness.deciding_answers
    assert told == {(one.change, one.key, one.first.slug) for one in expected if one.key in CRITERION} != set()
