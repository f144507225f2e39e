"""The advice as a table: CSV with a row per platform."""

from platforms.files.safe_cells import format_local_csv
from stappenplan.method.assessment.shelves import OFFLINE
from stappenplan.method.gates import find_warnings
from stappenplan.text import say

from .advice_data import ranked_dict

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
        warnings = () if shelf == TO_CHECK else find_warnings(advice.profile, assessment)
        row = ranked_dict(rank, assessment, warnings)
        ratings = {rating["criterion"]: rating for rating in row["ratings"]}
        cells = [row[key] for key in head]
        cells += [ratings[key][bound] if key in ratings else "" for key in criteria for bound in ("low", "high")]
        cells += [" ".join(row["warnings"]), " ".join(row["to_ask"]), shelf, *evidence_cells(assessment.evidence)]
        rows.append(cells)
    return format_local_csv(rows)


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
