"""The advice as data: a dictionary for JSON and the API, rows for CSV."""

from django.utils.translation import get_language, gettext

from platforms.files.safe_csv import format_csv
from platforms.vocabulary import FACT_KEYS
from stappenplan.method import METHOD_VERSION
from stappenplan.method.assessment.shelves import OFFLINE
from stappenplan.text import say

from .figures import range_words, word


def counts(catalogue):
    """How much the catalogue holds: platforms, sourced facts, ended platforms."""
    return {
        "platforms": len(catalogue.platforms),
        "facts": sum(sum(key in platform.own_facts for key in FACT_KEYS) for platform in catalogue.platforms),
        "ended": sum(
            fact.value == "ended" for platform in catalogue.platforms if (fact := platform.facts.get("status"))
        ),
    }


def as_dict(advice, catalogue):
    """The advice in the words of the API: ids and unrounded figures, texts in the active language."""
    shortlist, shelf = advice.ranking, advice.shelves[0]
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
        "ranked": [ranked_dict(shelf.ranks[one.platform.slug], one) for one in shelf.ranked],
        "ruled_out": [
            {"slug": assessment.platform.slug, "by": list(assessment.ruled_out_by)}
            for assessment in shortlist.ruled_out
        ],
        "without_platform": [platform.slug for platform in shortlist.without_platform],
        "similar": [platform.slug for platform in shortlist.similar],
        "open_questions": list(advice.open_questions),
        "firmness": firmness_dict(advice.robustness),
        "verdict_cause": advice.verdict.cause or None,
        "shelves": [shelf_dict(shelf) for shelf in advice.shelves],
        "already_here": [
            {"slug": here.platform.slug, "goal": here.goal, "evidence": evidence_dict(here.evidence)}
            for here in shortlist.here
        ],
        "to_check": [
            {"slug": one.platform.slug, "reason": one.reason, "shelf": one.shelf, "rank": one.rank}
            for one in advice.to_check
        ],
        "perhaps_also": [one.platform.slug for one in advice.perhaps_also],
    }


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


def firmness_dict(robustness):
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


def ranked_dict(rank, assessment):
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
        "warnings": [warning.key for warning in assessment.warnings],
        "to_ask": list(assessment.to_ask),
    }


# What a row of the CSV says of how well its platform is known, after what it always said.
EVIDENCE_COLUMNS = ("shelf", "status", "last_seen", "lacks", "mark")
TO_CHECK = "to_check"


def as_csv(advice):
    """The advice as CSV text: a row per platform, a column pair per criterion; with a byte order mark.

    The leading shelf comes first, then the others, then what must be checked first (shelf "to_check"). Only on a shelf
    there is a place; equal figures share one, and what works without a screen has none.
    """
    criteria = [key for key, weight in advice.profile.weights.items() if weight]
    bounds = [f"{key}_{bound}" for key in criteria for bound in ("low", "high")]
    head = ["rank", "slug", "name", "ranking", "low", "high", "known", "facts_known", "facts_asked"]
    rows = [[*head, *bounds, "warnings", "to_ask", *EVIDENCE_COLUMNS]]
    for shelf, rank, assessment in list_csv_rows(advice):
        row = ranked_dict(rank, assessment)
        ratings = {rating["criterion"]: rating for rating in row["ratings"]}
        cells = [row[key] for key in head]
        cells += [ratings[key][bound] if key in ratings else "" for key in criteria for bound in ("low", "high")]
        cells += [" ".join(row["warnings"]), " ".join(row["to_ask"]), shelf, *evidence_cells(assessment.evidence)]
        rows.append(cells)
    return format_csv(rows)


def list_csv_rows(advice):
    """Each platform that is not ruled out, as (shelf, place or "", Assessment), in the order of the advice."""
    for shelf in advice.shelves:
        for one in shelf.ranked:
            yield shelf.key, "" if shelf.key == OFFLINE else shelf.ranks[one.platform.slug], one
    for one in advice.to_check:
        yield TO_CHECK, "", one.assessment


def evidence_cells(evidence) -> tuple[str, ...]:
    """The last columns of a row: keys for machines, and the mark for people."""
    return evidence.status, evidence.last_seen, " ".join(evidence.lacks), say(evidence.mark)


def comparison_dict(assessments, groups, catalogue):
    """A comparison in the words of the API: ids and unrounded figures, every fact with its sources; None is unknown.

    `groups`: what compare_groups gives for these assessments.
    """
    return {
        "method_version": METHOD_VERSION,
        "catalogue_version": catalogue.label,
        "platforms": [
            {
                "slug": one.platform.slug,
                "name": one.platform.name,
                "ranking": one.score,
                "low": one.low,
                "high": one.high,
                "facts_known": len(one.facts_known),
                "facts_asked": len(one.facts_asked),
                "evidence": evidence_dict(one.evidence),
            }
            for one in assessments
        ],
        "facts": [
            {
                "key": row["key"],
                "label": say(row["label"]),
                "differs": row["differs"],
                "values": {
                    one.platform.slug: cell_dict(cell) for one, cell in zip(assessments, row["cells"], strict=True)
                },
            }
            for group in groups
            for row in group["rows"]
        ],
    }


def cell_dict(cell):
    """One fact of one platform; `fits`: a word of Assessment.label_fact, None when the answers do not ask for it."""
    fact = cell["fact"]
    if fact is None:
        return None
    return {
        "value": fact.value,
        "words": fact.words,
        "figure": fact.figure or None,
        "basis": fact.basis,
        "inherited_from": fact.inherited_from or None,
        "fits": cell["word"] or None,
        "sources": [source.url for source in fact.source_list],
    }


def comparison_csv(assessments, groups):
    """A comparison as CSV text for a spreadsheet, in the active language: a row per fact, four columns per platform.

    The separator is the one that a spreadsheet in that language expects: in Dutch a comma stands inside a figure.
    """
    per_platform = (gettext("antwoord"), gettext("past dat?"), gettext("hoe we dit weten"), gettext("bronnen"))
    head = [f"{one.platform.name}: {column}" for one in assessments for column in per_platform]
    results = [cell for one in assessments for cell in (range_words(one), "", "", "")]
    marks = [cell for one in assessments for cell in (say(one.evidence.mark), "", "", "")]
    rows = [
        [gettext("Onderdeel"), gettext("Vraag"), *head],
        ["", gettext("Draait het?"), *marks],
        ["", gettext("Uitkomst"), *results],
    ]
    for group in groups:
        for row in group["rows"]:
            cells = [text for cell in row["cells"] for text in cell_in_words(cell)]
            rows.append([say(group["title"]), say(row["label"]), *cells])
    return format_csv(rows, delimiter=";" if get_language() == "nl" else ",")


def cell_in_words(cell):
    """What it says, how that fits, how we know, and the addresses of the sources."""
    fact = cell["fact"]
    if fact is None:
        return gettext("Weten we niet"), "", "", ""
    words = f"{fact.words}: {fact.figure}" if fact.figure else fact.words
    if fact.inherited_from:
        basis = gettext("Overgenomen van %(naam)s") % {"naam": fact.platform.name}
    elif fact.basis == "stated":
        basis = gettext("Het staat in een bron")
    else:
        basis = gettext("Wij leiden het af uit een bron")
    fits = word(cell["word"]) if cell["word"] else ""
    return words, fits, basis, " ".join(source.url for source in fact.source_list)
