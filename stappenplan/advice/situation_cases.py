"""Who did this before, for one advice: cases of its first platforms, and what stopped that served the same goal."""

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
    stories: tuple = ()

    def __bool__(self):
        return bool(self.known or self.ended or self.stories)


def find_known_cases(advice, catalogue, each=1) -> SituationCases:
    """Cases from the catalogue for an advice: so many of each of the first of the leading shelf, and what stopped."""
    first = [one.platform for one in advice.shelves[0].first]
    known = [case for platform in first for case in list_cases(platform, catalogue.by_slug)[:each]]
    goal = advice.profile.answer("goal_main")
    ended = list_ended_cases(catalogue.platforms, goal)[:ENDED_AT_MOST] if goal else []
    return SituationCases(tuple(known), tuple(ended))


def find_cases(advice, catalogue) -> SituationCases:
    """The same with published stories of users. They can be taken back: so no sealed report holds them."""
    found = find_known_cases(advice, catalogue, CASES_EACH)
    first = [one.platform for one in advice.shelves[0].first]
    stories = list_stories(*first)[:STORIES_AT_MOST] if first else []
    return SituationCases(found.known, found.ended, tuple(stories))
