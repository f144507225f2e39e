"""Facts of one platform that cannot both be right; an editor looks which one is wrong."""

from typing import NamedTuple

from django.utils.translation import gettext_lazy as _


class Contradiction(NamedTuple):
    """What does not agree, in words, and the fact to look at first."""

    platform: object
    key: str
    words: str


def find_contradictions(platforms):
    """Every contradiction in the catalogue: [Contradiction]."""
    return [Contradiction(one, key, words) for one in platforms for key, words in contradictions_of(one)]


def contradictions_of(platform):
    """(fact key, words) for each rule that does not hold; unknown facts contradict nothing."""
    values = {key: fact.value for key, fact in platform.facts.items()}
    roles = values.get("municipality_role", [])
    rules = (
        ("status", values.get("status") == "ended" and not platform.ended, _("gestopt, zonder jaar")),
        ("status", values.get("status") == "active" and platform.ended, _("actief, met een jaar waarin het stopte")),
        (
            "registration",
            values.get("visibility") == "members_only" and values.get("registration") == "none",
            _("alleen voor leden, en toch zonder account"),
        ),
        (
            "start_effort",
            platform.form == "software" and values.get("start_effort") == "join_existing",
            _("software om zelf te gebruiken, en toch aansluiten bij wat er is"),
        ),
        (
            "cost_municipality",
            values.get("cost_municipality") == "no_part" and "client" in roles,
            _("de gemeente heeft er geen deel in, en is toch opdrachtgever"),
        ),
    )
    return [(key, words) for key, holds, words in rules if holds]
