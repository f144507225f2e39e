"""What differs between a record and the same advice of now: order, facts, method and law."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from platforms.models.fact import write_value
from platforms.vocabulary import VOCABULARY
from stappenplan.advice.explanation.placement import find_placement
from stappenplan.method.law.declarations import DatedPoint
from stappenplan.method.law.points import LAW, law_for

PLACES_COMPARED = 10
PLATFORMS_WITH_FACTS = 20


class Move(NamedTuple):
    """Where one platform stood in the list of then and stands in that of now; None: it does not.

    `platform` and `evidence` are None when it is no longer in the catalogue; `standing` says where it is instead.
    """

    name: str
    platform: object
    evidence: object
    before: int | None
    after: int | None
    standing: object


@dataclass(frozen=True)
class Changes:
    """What is different between two records of the same answers; a pair is (then, now), empty when both are equal.

    `places`: a Move for each platform that was or is among the first ten; `moved`: whether any moved. `facts`:
    (platform, [(question, words then, words now)]), empty words: unknown; `more`: how many platforms with changed facts
    are not listed.
    """

    method: tuple[str, ...]
    catalogue: tuple[str, ...]
    verdict: tuple[str, ...]
    places: tuple
    moved: bool
    facts: tuple
    more: int

    def __bool__(self):
        return bool(self.method or self.catalogue or self.verdict or self.moved or self.facts)


@dataclass(frozen=True)
class LawChanges:
    """The law between the day of a report and today.

    `put_right`: titles of points of which we now say something else about that day; `since`: points that changed after
    it, or that must be looked at again.
    """

    day: date
    put_right: tuple[str, ...]
    since: tuple[DatedPoint, ...]


def law_changes(then, now, profile, today: date) -> LawChanges | None:
    """What changed in the law of a report; None for a report of before its day was written down.

    `now`: the record made again with the day of the report.
    """
    if "made_on" not in then:
        return None
    day = date.fromisoformat(then["made_on"])
    at_the_time = {one.point.key: one for one in law_for(profile, day)}
    recomputed = now["law"]
    put_right = [key for key in {**recomputed, **then["law"]} if recomputed.get(key) != then["law"].get(key)]
    since = tuple(one for one in law_for(profile, today) if at_the_time.get(one.point.key) != one)
    titles = tuple(point.title for point in LAW if point.key in put_right)
    return LawChanges(day, titles, since)


def diff_records(then, now, advice, catalogue) -> Changes:
    """What differs between a record and the record of now, for the same answers."""
    facts = fact_changes(then, now, catalogue)
    places = tuple(place_changes(then, now, advice, catalogue))
    return Changes(
        method=pair_if_different(then, now, "method_version"),
        catalogue=pair_if_different(then, now, "catalogue_version"),
        verdict=pair_if_different(then, now, "verdict"),
        places=places,
        moved=any(move.before != move.after for move in places),
        facts=facts[:PLATFORMS_WITH_FACTS],
        more=max(0, len(facts) - PLATFORMS_WITH_FACTS),
    )


def pair_if_different(then, now, key):
    return (then[key], now[key]) if then[key] != now[key] else ()


def first_places(ranked, last: int) -> list[dict]:
    """The platforms of a record on the first places; one of before places were shared has them in its order."""
    return [one for place, one in enumerate(ranked, 1) if one.get("rank", place) <= last]


def place_changes(then, now, advice, catalogue):
    """Where those on the first ten places of then and of now stand, in the order of now."""
    before = {one["slug"]: (one.get("rank", place), one["name"]) for place, one in enumerate(then["ranked"], 1)}
    after = {one["slug"]: (one["rank"], one["name"]) for one in now["ranked"]}
    shown = [*first_places(now["ranked"], PLACES_COMPARED), *first_places(then["ranked"], PLACES_COMPARED)]
    for slug in dict.fromkeys(one["slug"] for one in shown):
        platform = catalogue.by_slug.get(slug)
        name = platform.name if platform else before[slug][1]
        evidence = advice.evidence_of(platform) if platform else None
        gone = find_placement(advice, platform) if platform and slug not in after else None
        yield Move(name, platform, evidence, before.get(slug, (None,))[0], after.get(slug, (None,))[0], gone)


def fact_changes(then, now, catalogue):
    """The facts that the ranking read then and now and that differ, per platform ranked both times, best now first."""
    found = []
    for slug, facts in now["facts"].items():
        before = then["facts"].get(slug)
        if before is None or before == facts:
            continue
        rows = [
            (VOCABULARY[key].label, write_value(key, before.get(key)), write_value(key, facts.get(key)))
            for key in dict.fromkeys([*facts, *before])
            if key in VOCABULARY and before.get(key) != facts.get(key)
        ]
        if rows:
            found.append((catalogue.by_slug[slug], rows))
    return found
