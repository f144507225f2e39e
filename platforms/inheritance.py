"""Facts that a site inherits from the platform it runs on. Pure Python, no Django.

Worked out when the catalogue is read into memory; files and tables hold only what was found about a platform itself.
"""

from collections.abc import Mapping

# What software and its host decide for every site alike. The operator of a site and its price differ per site.
FROM_BASE = (
    *("open_source", "data_export", "advertising", "commercial_data_use"),
    *("accessibility_statement", "hosting_region", "free_for_residents"),
)
# Where everyone hosts the software themselves, only what its code decides.
FROM_CODE = FROM_BASE[:2]

GONE, CIRCLE = "gone", "circle"


def bases_of(slug: str, runs_on: Mapping[str, str]) -> tuple[str, ...]:
    """What a platform runs on, and what that runs on, nearest first; () where that leads back to itself.

    `runs_on`: slug -> slug, of the platforms that run on another.
    """
    chain = [slug]
    while chain[-1] in runs_on:
        following = runs_on[chain[-1]]
        if following in chain:
            return ()
        chain.append(following)
    return tuple(chain[1:])


def problem_of(slug: str, runs_on: Mapping[str, str], known) -> str:
    """Why nothing can be taken over: GONE (the base is not among the known slugs), CIRCLE, or ""."""
    if slug not in runs_on:
        return ""
    chain = bases_of(slug, runs_on)
    return CIRCLE if not chain else GONE if chain[0] not in known else ""


def inherited_facts(slug: str, runs_on: Mapping[str, str], facts: Mapping[str, Mapping]) -> dict[str, str]:
    """Which facts a platform is handed, by whom: fact key -> slug of the base that says so.

    `facts`: slug -> its own facts, key -> something with a `value`. The nearest base wins; where the platform has
    a fact of its own, that one counts. A base that is gone ends the chain; a circle gives nothing.
    """
    found: dict[str, str] = {}
    allowed = FROM_BASE
    for base in bases_of(slug, runs_on):
        if base not in facts:
            break
        hosting = facts[base].get("hosting_region")
        if hosting is not None and hosting.value == "own_choice":
            allowed = FROM_CODE
        for key in allowed:
            if key in facts[base]:
                found.setdefault(key, base)
    return found


def is_taken_over(scope: "str | None", sites, municipalities) -> bool:
    """Whether a local platform is one way of working that several places took over.

    Others run on it, or it is made for one place and more than one municipality has it.
    """
    return scope in ("local", "regional") and (bool(sites) or (scope == "local" and len(municipalities) > 1))


def hand_down(platforms) -> None:
    """Tell each platform of the catalogue what it takes over from the one it runs on, and which sites run on it."""
    by_slug = {platform.slug: platform for platform in platforms}
    own = {slug: platform.own_facts for slug, platform in by_slug.items()}
    runs_on = {slug: platform.runs_on["value"] for slug, platform in by_slug.items() if platform.runs_on}
    for slug, base in runs_on.items():
        found = inherited_facts(slug, runs_on, own)
        by_slug[slug].base = by_slug.get(base)
        by_slug[slug].base_problem = problem_of(slug, runs_on, by_slug)
        by_slug[slug].inherited = {key: own[giver][key].handed_down() for key, giver in found.items()}
        if base in by_slug:
            by_slug[base].sites = (*by_slug[base].sites, slug)
