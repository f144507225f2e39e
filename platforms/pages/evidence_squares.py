"""The picture of what is known of a platform: a row of squares, one per fact.

Filled: a source says it; half filled: we infer it; a small square: the provider said so; a slanted line: nobody knows.
"""

from platforms.vocabulary import FACT_KEYS

SIZE, STEP, GAP = 10, 13, 6
# Per basis the paths of its square: the role of each (z filled, w white ground, o slanted line), where it starts, and
# the rest of it.
PATHS = {
    "stated": [("z", 0, "0h10v10h-10z")],
    "inferred": [("w", 0.5, "0.5h9v9h-9z"), ("z", 0, "0v10h10z")],
    "provider": [("w", 0.5, "0.5h9v9h-9z"), ("z", 3, "3h4v4h-4z")],
    "unknown": [("w", 0.5, "0.5h9v9h-9z"), ("o", 1, "9l8 -8")],
}


def square_paths(basis, left=0):
    """The square of one fact, 10 x 10: [(role, path)]; any other basis than those of the vocabulary is unknown."""
    return [(role, f"M{left + start:g} {path}") for role, start, path in PATHS.get(basis, PATHS["unknown"])]


def fact_picture(platform):
    """The row of squares, one per fact: their shapes (role, path), the width, and how many there are of each basis."""
    bases = [platform.facts[key].basis if key in platform.facts else "unknown" for key in FACT_KEYS]
    counts = {basis: bases.count(basis) for basis in PATHS}
    shapes, left = [], 0
    for basis, count in counts.items():
        for _square in range(count):
            shapes += square_paths(basis, left)
            left += STEP
        left += GAP if count else 0
    inherited = sum(bool(fact.inherited_from) for fact in platform.facts.values())
    return {"shapes": shapes, "width": left - GAP - STEP + SIZE, "inherited": inherited, **counts}
