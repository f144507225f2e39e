"""Which release from elsewhere may follow on what is held."""

from datetime import date

import pytest

from platforms.releases.following import FollowedRelease, find_objection

pytestmark = pytest.mark.any_database

A, B = "a" * 64, "b" * 64
OURS = FollowedRelease(date(2026, 1, 31))
THIRD = FollowedRelease(date(2026, 3, 1), 3, A, "https://site.example/catalogus-3.zip")


@pytest.mark.parametrize(
    ("held", "release"),
    [
        (OURS, FollowedRelease(date(2026, 2, 1), 9, B)),
        (THIRD, THIRD),
        (THIRD, FollowedRelease(date(2026, 3, 1), 3, A, "https://copy.example/catalogus-3.zip")),
        (THIRD, FollowedRelease(date(2026, 3, 2), 4, B, earlier={3: A})),
        (THIRD, FollowedRelease(date(2027, 1, 1), 40, B, earlier={1: B, 3: A, 39: B})),
    ],
)
def test_a_later_release_of_the_same_source_may_and_the_same_one_again(held, release):
    assert find_objection(held, release) == ""


@pytest.mark.parametrize(
    ("held", "release", "reason"),
    [
        (OURS, FollowedRelease(date(2026, 1, 31), 9, B), "2026-01-31 already"),
        (OURS, FollowedRelease(date(2026, 1, 30), 9, B), "2026-01-31 already"),
        (THIRD, FollowedRelease(date(2026, 4, 1), 2, B), "a later one"),
        (THIRD, FollowedRelease(date(2026, 4, 1), 4, B), "of another source"),
        (THIRD, FollowedRelease(date(2026, 4, 1), 4, B, earlier={3: B}), "of another source"),
        (THIRD, FollowedRelease(date(2026, 3, 1), 4, B, earlier={3: A}), "2026-03-01 already"),
    ],
)
def test_one_that_is_older_or_of_another_source_may_not(held, release, reason):
    objection = find_objection(held, release)
    assert objection.startswith("it ") and objection.endswith(reason)
