"""A comparison of platforms as data: a dictionary for JSON, rows for CSV."""

from django.utils.translation import gettext

from platforms.files.safe_cells import format_local_csv
from stappenplan.method import METHOD_VERSION
from stappenplan.text import say

from ..explanation.figures import name_rating, range_words
from .advice_data import evidence_dict


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

    Separator and decimal sign are those that a spreadsheet in that language expects.
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
    return format_local_csv(rows)


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
    elif fact.basis == "provider":
        basis = gettext("Volgens de aanbieder")
    else:
        basis = gettext("Wij leiden het af uit een bron")
    fits = name_rating(cell["word"]) if cell["word"] else ""
    return words, fits, basis, " ".join(source.url for source in fact.source_list)
