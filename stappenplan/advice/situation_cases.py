"""Earlier cases for one advice: those of its first platforms, and of what stopped that served the same goal."""

from dataclasses import dataclass

from platforms.cases import Case, list_cases, list_ended_cases
from platforms.user_round.stories import list_stories

# So many cases of each of the first platforms, so many that stopped, and so many stories of users.
CASES_EACH, ENDED_AT_MOST, STORIES_AT_MOST = 2, 2, 3


@dataclass(frozen=True)
class SituationCases:
    """What the catalogue knows (`known`, `ended`), and beside it the stories of users."""

    known: tuple[Case, ...]
    ended: tuple[Case, ...]
    stories: tuple

    def __bool__(self):
        return bool(self.known or self.ended or self.stories)


def find_cases(advice, catalogue) -> SituationCases:
    """Cases for an advice: of the first of the leading shelf, what stopped, and published stories of users."""
    first = [one.platform for one in advice.shelves[0].first]
    known = [case for platform in first for case in list_cases(platform, catalogue.by_slug)[:CASES_EACH]]
    goal = advice.profile.answer("goal_main")
    ended = list_ended_cases(catalogue.platforms, goal)[:ENDED_AT_MOST] if goal else []
    stories = list_stories(*first)[:STORIES_AT_MOST] if first else []
    return SituationCases(tuple(known), tuple(ended), tuple(stories))
