"""The robustness analysis in sentences, for page, report and API: pure functions of Robustness and the vocabulary."""

from dataclasses import dataclass
from itertools import chain, islice

from platforms.vocabulary import VOCABULARY
from stappenplan.method.advice import Advice
from stappenplan.method.assessment.criteria import CRITERION
from stappenplan.method.assessment.scoring import round_off
from stappenplan.method.assessment.shelves import is_asked, shelf_of
from stappenplan.method.evidence.status import RUNS, collect_evidence
from stappenplan.method.gates import THIN
from stappenplan.method.robustness.analysis import CLOSE, FAIRLY_SURE, SHARED_FIRST, SURE, Robustness
from stappenplan.method.robustness.information import InformationValue
from stappenplan.method.robustness.sensitivity import DOUBLED, HALVED, TO_MUST, TO_WISH, DecidingAnswer
from stappenplan.method.text import Sentence, _

from .placement import title_elsewhere
from .reasons import is_unknown, wish_words

# Of the deciding answers and calls, how many are named on the page; the rest stands in the data.
SHARES_NAMED = 3
# Platforms that are first in fewer of a hundred draws are counted together.
NAMED_IN_PICTURE, AT_LEAST = 2, 0.005

SURENESS = {
    SURE: _("Stabiel: in %(share)s van de 100 berekeningen staat %(name)s bovenaan."),
    FAIRLY_SURE: _("Redelijk stabiel: in %(share)s van de 100 berekeningen staat %(name)s bovenaan."),
    CLOSE: _("De eerste drie liggen dicht bij elkaar: in %(share)s van de 100 berekeningen staat %(name)s bovenaan."),
}
CHANGE = {
    HALVED: _("Telt “%(what)s” half zo zwaar, dan staat %(name)s bovenaan."),
    DOUBLED: _("Telt “%(what)s” twee keer zo zwaar, dan staat %(name)s bovenaan."),
    TO_MUST: _("Wordt “%(what)s” een eis, dan staat %(name)s bovenaan."),
    TO_WISH: _("Is “%(what)s” geen eis meer, dan staat %(name)s bovenaan."),
}
# The same as a clause in a list.
CHANGE_CLAUSES = {
    HALVED: _("“%(what)s” telt half zo zwaar"),
    DOUBLED: _("“%(what)s” telt twee keer zo zwaar"),
    TO_MUST: _("“%(what)s” wordt een eis"),
    TO_WISH: _("“%(what)s” is geen eis meer"),
}
CHANGES_NAMED = 3
BROUGHT_FIRST = _("%(name)s komt bovenaan bij %(count)s veranderingen.")
BROUGHT_FIRST_BY_ONE = _("%(name)s komt bovenaan bij één verandering.")
# The same of what must first be found to run.
BROUGHT_FIRST_IF_IT_RUNS = _("%(name)s komt bovenaan bij %(count)s veranderingen, als het nog draait.")
BROUGHT_FIRST_BY_ONE_IF_IT_RUNS = _("%(name)s komt bovenaan bij één verandering, als het nog draait.")
NAMELY, FOR_INSTANCE, OR_ELSE = _("Namelijk: %(change)s."), _("Bijvoorbeeld: %(change)s."), _("Of: %(change)s.")


@dataclass(frozen=True)
class FirstShare:
    """How many of a hundred draws a platform is first; without a name: all others together."""

    name: str
    times: int


def times_first(advice) -> tuple[FirstShare, ...]:
    """How often each platform is first, out of exactly a hundred: the two most frequent by name, the others together.

    Those that are first as often as one that is not named, are not named either. Nothing when there is no order, also
    since more than two are first as often.
    """
    ranked = advice.ranking.ranked
    if len(ranked) < 2:
        return ()
    robustness = advice.robustness
    shares = [(robustness.acceptability[one.platform.slug].first, one.platform.name) for one in ranked]
    shares.sort(key=lambda pair: -pair[0])
    unnamed = max((round_off(share) for share, _name in shares[NAMED_IN_PICTURE:]), default=-1.0)
    shares = [pair for pair in shares[:NAMED_IN_PICTURE] if pair[0] >= AT_LEAST and round_off(pair[0]) > unnamed]
    if not shares:
        return ()
    named = [FirstShare(name, round(100 * share)) for share, name in shares]
    left = 100 - sum(share.times for share in named)
    return (*named, FirstShare("", left)) if left > 0 else tuple(named)


def top_three(robustness: Robustness, ranked) -> Sentence:
    """How often number one stays in the first three."""
    first = ranked[0].platform
    share = robustness.acceptability[first.slug].top3
    text = _("%(name)s staat %(times)s van de 100 keer bij de eerste drie.")
    return Sentence(text, {"name": first.name, "times": round(100 * share)})


def describe_robustness(advice) -> tuple[Sentence, ...]:
    """How sure the order is, and what is not sure of number one itself; nothing when there is no order."""
    ranked = advice.ranking.ranked
    if len(ranked) < 2:
        return ()
    if advice.robustness.leaders > 1:
        return Sentence(SHARED_FIRST, {"count": advice.robustness.leaders}), *list_reservations(ranked[0])
    share = advice.robustness.acceptability[ranked[0].platform.slug].first
    values = {"share": round(100 * share), "name": ranked[0].platform.name}
    return (Sentence(SURENESS[advice.robustness.label], values), *list_reservations(ranked[0]))


def list_reservations(first) -> tuple[Sentence, ...]:
    """What must be found out before number one can be chosen: a sure order does not make a sure platform."""
    doubts = []
    if is_unknown(first.platform, "status"):
        doubts.append(_("Van %(name)s weten we niet of het nog draait."))
    if first.ask_first:
        doubts.append(_("Van %(name)s weten we niet of het aan alle eisen voldoet."))
    if not doubts and round_off(first.known) < THIN:
        doubts.append(_("Van %(name)s weten we nog weinig."))
    return tuple(Sentence(doubt, {"name": first.platform.name}) for doubt in doubts)


def answers_that_decide(advice) -> tuple:
    """The changes of an answer that put another platform first; a sentence that there are none."""
    if len(advice.ranking.ranked) < 2:
        return ()
    changes = tuple(decided_by(change) for change in advice.robustness.deciding_answers)
    return changes or (
        _("Geen gewicht en geen eis zet een ander platform bovenaan, ook niet als iets half of dubbel zo zwaar telt."),
    )


def changes_that_decide(advice) -> tuple:
    """The same for paper: a sentence for each platform that would be first, with no more than a few of the changes."""
    if len(advice.ranking.ranked) < 2 or not advice.robustness.deciding_answers:
        return answers_that_decide(advice)
    by_name: dict[str, list[Sentence]] = {}
    doubted = {change.first.name for change in advice.robustness.deciding_answers if may_not_run(advice, change.first)}
    for change in advice.robustness.deciding_answers:
        clause = Sentence(CHANGE_CLAUSES[change.change], {"what": changed_words(change.key)})
        by_name.setdefault(change.first.name, []).append(clause)
    return tuple(chain.from_iterable(say_changes(name, clauses, name in doubted) for name, clauses in by_name.items()))


def may_not_run(advice, platform) -> bool:
    """Whether it must first be found that a platform runs: it was not seen lately."""
    evidence = collect_evidence(platform, (), advice.on)
    return evidence.is_to_confirm or evidence.status != RUNS


def say_changes(name: str, clauses: list[Sentence], is_doubted: bool) -> tuple[Sentence, ...]:
    """That a platform would be first with these changes, in short sentences; the first few are named."""
    if len(clauses) == 1:
        by_one = BROUGHT_FIRST_BY_ONE_IF_IT_RUNS if is_doubted else BROUGHT_FIRST_BY_ONE
        return Sentence(by_one, {"name": name}), Sentence(NAMELY, {"change": clauses[0]})
    named = (Sentence(OR_ELSE if place else FOR_INSTANCE, {"change": one}) for place, one in enumerate(clauses))
    by_more = BROUGHT_FIRST_IF_IT_RUNS if is_doubted else BROUGHT_FIRST
    return (Sentence(by_more, {"name": name, "count": len(clauses)}), *islice(named, CHANGES_NAMED))


def changed_words(key: str) -> str:
    """What is changed, a criterion or a wish, in words."""
    return CRITERION[key].label if key in CRITERION else wish_words(key)


def decided_by(change: DecidingAnswer) -> Sentence:
    """What a change of one weight or wish would do."""
    return Sentence(CHANGE[change.change], {"what": changed_words(change.key), "name": change.first.name})


def wishes_that_cost(advice) -> tuple[Sentence, ...]:
    """Per must the best place that a platform would have had without it, where that is in the first three."""
    if advice.robustness is None:
        return ()
    by_slug = {assessment.platform.slug: assessment.platform for assessment in advice.ranking.ruled_out}
    best = (
        (key, min(places.items(), key=lambda pair: pair[1]))
        for key, places in advice.robustness.places_without.items()
        if places
    )
    return tuple(say_cost(advice, key, by_slug[slug], place) for key, (slug, place) in best if place <= SHARES_NAMED)


def say_cost(advice, key: str, platform, place: int) -> Sentence:
    """The place that a platform would have without a must, with its shelf when that is not the leading one."""
    values = {"wish": wish_words(key), "name": platform.name, "place": place}
    if shelf := title_elsewhere(advice, shelf_of(advice.profile, platform)):
        return Sentence(
            _("Zonder de eis “%(wish)s” stond %(name)s op plaats %(place)s van “%(shelf)s”."),
            {**values, "shelf": shelf},
        )
    return Sentence(_("Zonder de eis “%(wish)s” stond %(name)s op plaats %(place)s."), values)


def value_in_words(fact: str, value) -> "str | tuple":
    """A supposed value in the words of the vocabulary."""
    words = VOCABULARY[fact]
    return tuple(words.values.get(one, one) for one in value) if isinstance(value, tuple) else words.values[value]


def place_in_words(outcome) -> "str | Sentence":
    """Where an answer would bring the platform."""
    if outcome.place is None:
        return _("dan valt het af")
    return Sentence(_("dan staat het op plaats %(place)s"), {"place": outcome.place})


def would_do(call: InformationValue) -> Sentence:
    """What the best and the worst answer of a provider would do to the ranking."""
    if call.best.place == call.worst.place:
        return Sentence(_("Het antwoord verandert de plaats niet: die blijft %(place)s."), {"place": call.best.place})
    values = {
        "best": value_in_words(call.fact, call.best.value),
        "then": place_in_words(call.best),
        "worst": value_in_words(call.fact, call.worst.value),
        "else": place_in_words(call.worst),
    }
    return Sentence(_("Bij “%(best)s”: %(then)s. Bij “%(worst)s”: %(else)s."), values)


def question_of(call: InformationValue) -> str:
    """The question to put to the provider, ready to send."""
    return VOCABULARY[call.fact].ask


def calls_elsewhere(calls, layouts) -> tuple[InformationValue, ...]:
    """Those of the calls that do not stand among the questions to the platforms with figures. `layouts`: ShelfRows."""
    shown = {one.platform for layout in layouts for one in layout.first}
    return tuple(call for call in calls if call.platform not in shown)


def deciding_calls(advice: Advice) -> tuple[InformationValue, ...]:
    """The calls that can change number one, in the order of the ranking, the first of them for the page."""
    calls = (call for calls in advice.robustness.information_values.values() for call in calls if call.decides)
    return tuple(call for call in calls if is_asked(advice.profile, call.platform, call.fact))[:SHARES_NAMED]
