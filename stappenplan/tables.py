"""The tables of the criteria as the method page shows them, made from the dictionaries that compute."""

from platforms.vocabulary import VOCABULARY

from .method import criteria as c
from .method.steps import QUESTIONS
from .method.text import _
from .method.together import EXAMPLE, mean_places, places

REST = _("anders")


def words(fact, value):
    """A value of a fact in words."""
    entry = VOCABULARY.get(fact)
    return entry.values.get(value, value) if entry else value


def row(fact, scores, title=""):
    """One table of a single row: a column per value."""
    return {
        "title": title or VOCABULARY[fact].label,
        "columns": [words(fact, value) for value in scores],
        "rows": [{"label": "", "cells": list(scores.values())}],
    }


def by_answer(fact, question, rows, labels=None):
    """A table with a row per answer and a column per value of the fact; None reads as "valt af"."""
    asked = QUESTIONS[question]
    return {
        "title": VOCABULARY[fact].label,
        "columns": [words(fact, value) for value in next(iter(rows.values()))],
        "rows": [
            {
                "label": (labels or {}).get(answer) or (asked.option(answer).label if asked.option(answer) else answer),
                "cells": list(scores.values()),
            }
            for answer, scores in rows.items()
        ],
    }


def plain(title, scores, labels):
    """A table of a single row whose columns are named here."""
    return {
        "title": title,
        "columns": [labels[key] for key in scores],
        "rows": [{"label": "", "cells": list(scores.values())}],
    }


START_LABELS = {
    "few_people": _("Maakt niet uit, en er is niemand of er zijn één of twee trekkers"),
    "three_five": _("Maakt niet uit, en er zijn drie tot vijf trekkers"),
    "six_plus": _("Maakt niet uit, en er zijn zes of meer trekkers"),
}


def method_tables():
    """Per criterion its tables: a list of {"criterion", "tables": [{"title", "columns", "rows"}]}."""
    goal = {**c.GOAL, "silent": c.GOAL_NOT_MENTIONED}
    goal_labels = {
        "primary": _("Vooral voor gemaakt"),
        "secondary": _("Ook voor gemaakt"),
        "none": _("Niet voor gemaakt"),
        "silent": _("Niet genoemd"),
    }
    tables = {
        "goal_fit": [plain(_("Dient het platform dit doel?"), goal, goal_labels)],
        "place_fit": [
            plain(
                _("Is het hier te gebruiken?"),
                {"here": 1.0, "national": 1.0, **c.INTERNATIONAL, "unsure": c.USABLE_UNKNOWN_AT_MOST},
                {
                    "here": _("Lokaal, op deze plek"),
                    "national": _("Landelijk"),
                    "nl": _("Internationaal, in het Nederlands"),
                    "unknown": _("Internationaal, taal onbekend"),
                    "no_nl": _("Internationaal, niet in het Nederlands"),
                    "unsure": _("Niet zeker of het in Nederland kan: hooguit"),
                },
            )
        ],
        "low_threshold": [
            row("free_for_residents", c.FREE),
            by_answer("registration", "entry", c.REGISTRATION),
            by_answer("visibility", "visibility", c.VISIBILITY),
        ],
        "reach": [
            plain(
                _("Voor wie niet handig is met internet of lezen"),
                c.HUMAN,
                {
                    "yes": _("Telefoon, papier of een mens"),
                    "only_email": _("Alleen e-mail naast site of app"),
                    "none": _("Niets daarvan"),
                },
            ),
            row("accessibility_statement", c.ACCESSIBILITY),
            plain(_("Aantal talen"), c.LANGUAGE_COUNT, {1: _("één"), 2: _("twee"), 3: _("drie of meer")}),
        ],
        "resident_lead": [
            by_answer("resident_control", "lead", c.RESIDENT_CONTROL),
            row("provider_type", c.PROVIDER_TYPE),
        ],
        "municipality_role": [
            plain(
                _("Als de gemeente niets gaat doen"),
                c.ONLY_NOT_NEEDED,
                {
                    "not_needed": words("municipality_role", "not_needed"),
                    "participant": words("municipality_role", "participant"),
                    "account": words("municipality_role", "account"),
                    "other": REST,
                },
            )
        ],
        "data_ownership": [row("data_owner", c.DATA_OWNER)],
        "privacy": [
            row("commercial_data_use", c.COMMERCIAL),
            row("advertising", c.ADVERTISING),
            row("hosting_region", c.HOSTING_PRIVACY),
        ],
        "exit": [
            row("data_export", c.DATA_EXPORT),
            row("open_source", c.OPEN_SOURCE),
            row("hosting_region", c.HOSTING_EXIT),
        ],
        "money_local": [row("money_stays_local", c.MONEY_LOCAL), row("revenue_model", c.REVENUE)],
        "cost": [by_answer("cost_municipality", "budget", c.COST)],
        "offline_link": [row("offline_support", c.OFFLINE_SUPPORT)],
        "start_fit": [by_answer("start_effort", "start_way", c.START, START_LABELS)],
        "continuity": [
            row("status", c.STATUS),
            plain(
                _("Hoe lang bestaat het?"),
                dict(c.LAUNCHED),
                {5: _("5 jaar of langer"), 2: _("2 tot 4 jaar"), 0: _("korter dan 2 jaar")},
            ),
            plain(_("Van hoeveel bronnen leeft het?"), c.REVENUE_COUNT, {1: _("één"), 2: _("twee of meer")}),
        ],
    }
    return [{"criterion": criterion, "tables": tables[criterion.key]} for criterion in c.CRITERIA]


def together_example():
    """The worked example of a group: per platform its place with each person, and the mean, best first."""
    everyone = sorted({name for ranking in EXAMPLE for name in ranking})
    means, each = mean_places(EXAMPLE, everyone), [places(ranking, everyone) for ranking in EXAMPLE]
    rows = [{"name": name, "places": [one[name] for one in each], "mean": means[name]} for name in everyone]
    return sorted(rows, key=lambda row: row["mean"])
