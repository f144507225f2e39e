"""What the catalogue can be filtered and sorted by."""

from collections.abc import Callable

from platforms.vocabulary import GOALS

# What stands for a fact without a source, in filters and in addresses.
UNKNOWN_VALUE = "unknown"
SERVED = ("primary", "secondary")


def fact_values(key: str) -> Callable[[object], list[str]]:
    """The value of a fact of a platform, UNKNOWN where nobody knows."""

    def values(platform):
        return [platform.facts[key].value if key in platform.facts else UNKNOWN_VALUE]

    return values


def main_goals(platform) -> set[str]:
    """The goals that a platform is mainly for."""
    return {goal for goal in GOALS if (fact := platform.facts.get(f"goals.{goal}")) and fact.value == "primary"}


# What can be chosen: name -> the values of one platform. A goal counts as primary or secondary.
FACETS: dict[str, Callable[[object], list[str]]] = {
    "goal": lambda platform: [
        goal for goal in GOALS if (fact := platform.facts.get(f"goals.{goal}")) and fact.value in SERVED
    ],
    "kind": lambda platform: [platform.kind],
    "form": lambda platform: [platform.form],
    "usable_in_nl": lambda platform: [platform.usable_in_nl],
    **{
        key: fact_values(key)
        for key in (
            *("status", "scope", "free_for_residents", "cost_municipality"),
            *("resident_control", "data_owner"),
        )
    },
}
# The orders of a list, besides best find first: name -> what to sort by; ties by name.
ORDERS: dict[str, Callable[[object], object]] = {
    "name": lambda platform: 0,
    "facts": lambda platform: -platform.known,
    "newest": lambda platform: -(platform.newest_source_year or 0),
}
