"""The advice as data: a dictionary for JSON and the API."""

from stappenplan.method import METHOD_VERSION
from stappenplan.method.gates import find_warnings
from stappenplan.text import say


def as_dict(advice, catalogue):
    """The advice in the words of the API: ids and unrounded figures, texts in the active language."""
    ranking, shelf = advice.ranking, advice.shelves[0]
    return {
        "method_version": METHOD_VERSION,
        "catalogue_version": catalogue.label,
        "verdict": advice.verdict.key,
        "gates": [
            {
                "id": finding.key,
                "level": finding.level,
                "text": " ".join(say(sentence) for sentence in finding.sentences),
            }
            for finding in advice.findings
        ],
        "weights": dict(advice.profile.weights),
        "weights_by_hand": dict(advice.profile.weight_overrides),
        "ranked": [
            ranked_dict(shelf.ranks[one.platform.slug], one, find_warnings(advice.profile, one)) for one in shelf.ranked
        ],
        "ruled_out": [
            {"slug": assessment.platform.slug, "by": list(assessment.ruled_out_by)} for assessment in ranking.ruled_out
        ],
        "without_platform": [platform.slug for platform in ranking.without_platform],
        "similar": [platform.slug for platform in ranking.similar],
        "open_questions": list(advice.open_questions),
        "firmness": robustness_dict(advice.robustness),
        "verdict_cause": advice.verdict.cause or None,
        "shelves": [shelf_dict(shelf) for shelf in advice.shelves],
        "already_here": [
            {"slug": here.platform.slug, "goal": here.goal, "evidence": evidence_dict(here.evidence)}
            for here in ranking.here
        ],
        "to_check": [
            {"slug": one.platform.slug, "reason": one.reason, "shelf": one.shelf, "rank": one.rank}
            for one in advice.to_check
        ],
        "perhaps_also": [one.platform.slug for one in advice.perhaps_also],
        "sureness": confidence_dict(advice.confidence),
    }


def confidence_dict(confidence):
    """How sure the whole is, of its order and of the evidence about number one; None when nothing is ranked."""
    if confidence is None:
        return None
    return {"whole": confidence.whole, "order": confidence.stability, "evidence": confidence.strength}


def shelf_dict(shelf):
    """One shelf: its platforms with a shared place for equal ones, and which of them are known well enough to lead."""
    return {
        "shelf": shelf.key,
        "first": [one.platform.slug for one in shelf.first],
        "ranked": [
            {
                "slug": one.platform.slug,
                "rank": shelf.ranks[one.platform.slug],
                "ranking": one.score,
                "evidence": evidence_dict(one.evidence),
            }
            for one in shelf.ranked
        ],
    }


def evidence_dict(evidence):
    """Whether a platform runs, when that was last said, and what it lacks to stand in front."""
    return {"status": evidence.status, "last_seen": evidence.last_seen or None, "lacks": list(evidence.lacks)}


def robustness_dict(robustness):
    """How sure the ranking is, the platforms in its order; None when nothing is ranked."""
    if robustness is None:
        return None
    return {
        "level": robustness.label,
        "draws": robustness.draws,
        "platforms": [
            {"slug": slug, "first": shares.first, "top3": shares.top3, "central_weights": shares.central_weights}
            for slug, shares in robustness.acceptability.items()
        ],
        "deciding_answers": [
            {"key": one.key, "change": one.change, "first": one.first.slug} for one in robustness.deciding_answers
        ],
        "deciding_questions": [
            {
                "slug": slug,
                "fact": call.fact,
                "best": {"value": call.best.value, "place": call.best.place},
                "worst": {"value": call.worst.value, "place": call.worst.place},
            }
            for slug, calls in robustness.information_values.items()
            for call in calls
            if call.decides
        ],
        "places_without": {must: dict(places) for must, places in robustness.places_without.items()},
    }


def ranked_dict(rank, assessment, warnings):
    return {
        "slug": assessment.platform.slug,
        "name": assessment.platform.name,
        "rank": rank,
        "ranking": assessment.score,
        "low": assessment.low,
        "high": assessment.high,
        "known": assessment.known,
        "facts_known": len(assessment.facts_known),
        "facts_asked": len(assessment.facts_asked),
        "ratings": [
            {
                "criterion": rating.criterion.key,
                "weight": rating.weight,
                "low": rating.interval.low,
                "high": rating.interval.high,
                "facts": list(rating.facts),
            }
            for rating in assessment.ratings
        ],
        "warnings": [warning.key for warning in warnings],
        "to_ask": list(assessment.to_ask),
    }
