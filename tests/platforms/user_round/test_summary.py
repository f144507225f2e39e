"""Figures over users: from enough municipalities on, and no sum or difference of what was shown gives one away."""

import itertools
from dataclasses import dataclass, field
from datetime import timedelta

import numpy
import pytest
from django.contrib.auth.models import User
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from platforms.models import Catalogue, Experience, ShownMunicipality, UserSummary
from platforms.user_round.stories import decide_story
from platforms.user_round.summary import (
    MUNICIPALITIES_AT_LEAST,
    UNKNOWN_AT_LEAST,
    count_answers,
    count_waiting,
    sentence_trend,
    size_class,
)
from stappenplan.method.groups.disclosure_control import FIRST_BATCH, MIN_GROUP_SIZE
from tests.support.follow_ups import give_answer
from tests.support.page_text import text

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

PLACES = ("Zeist", "Ede", "Gouda", "Assen", "Goes", "Weert", "Urk", "Delft")
PAGE = "/platforms/ons-plein/"
RUNS = ("yes", "no", "unknown")


@pytest.fixture
def staff_member(db):
    return User.objects.create_user("uitgever")


def test_the_limits_are_those_of_groups():
    assert (MUNICIPALITIES_AT_LEAST, UNKNOWN_AT_LEAST) == (FIRST_BATCH, MIN_GROUP_SIZE)


def test_figures_come_with_the_fifth_municipality_and_not_before(client, platform):
    for place in PLACES[:4]:
        give_answer(platform, place)
        give_answer(platform, place, moment=6, again="no")
        assert not count_waiting(platform.pk)
    assert "Wat gebruikers zeggen" not in text(client.get(PAGE))
    give_answer(platform, PLACES[4], runs="no", members=300)
    assert count_waiting(platform.pk)
    shown = text(client.get(PAGE))
    assert "Uit 5 gemeenten" in shown and "ja: 4, nee: 1" in shown and "ja: 1, nee: 4" in shown
    assert "250 tot 1.000: 1" in shown and "niet gezegd: 4" in shown
    assert "Deze antwoorden tellen niet mee in het advies." in shown
    assert "niemand kan bewijzen wie er antwoordt" in shown
    assert not [place for place in PLACES[1:] if place in shown]


def test_one_more_answer_changes_no_figure(client, platform):
    for place in PLACES[:5]:
        give_answer(platform, place)
    count_waiting(platform.pk)
    before = text(client.get(PAGE))
    give_answer(platform, PLACES[5], runs="no")
    give_answer(platform, PLACES[0], moment=6, runs="no")
    assert not count_waiting(platform.pk) and text(client.get(PAGE)) == before
    Experience.objects.filter(municipality=PLACES[1]).delete()
    assert text(client.get(PAGE)) == before


@pytest.mark.each_database
def test_of_the_next_batch_the_last_answer_of_each_counts(platform):
    for place in PLACES[:5]:
        give_answer(platform, place)
    count_waiting(platform.pk)
    for place in PLACES[3:8]:
        give_answer(platform, place, moment=6, runs="no")
    assert count_waiting(platform.pk)
    figures = UserSummary.objects.get().figures
    assert figures["municipalities"] == 8 and figures["runs"] == {"yes": 3, "no": 5}


@pytest.mark.parametrize("new", [1, 2])
@pytest.mark.parametrize("erased", [False, True])
def test_repeated_answers_do_not_single_out_one_or_two_new_municipalities(platform, new, erased):
    """Those who counted before hide nobody, not even when they erase what they said and come back."""
    for place in PLACES[:5]:
        give_answer(platform, place)
    count_waiting(platform.pk)
    if erased:
        Experience.objects.all().delete()
    for place in PLACES[: 5 + new]:
        give_answer(platform, place, moment=6)
    assert not count_waiting(platform.pk)
    for place in PLACES[5 + new : 8]:
        give_answer(platform, place)
    assert count_waiting(platform.pk)


@pytest.mark.parametrize("how", ["withdraw", "erase"])
@pytest.mark.parametrize("again", [False, True])
def test_a_municipality_that_was_on_the_site_hides_nobody_afterwards(platform, staff_member, how, again):
    """Its holder took the story back, or it is of an earlier moment: those who read it still know."""
    for place in PLACES[:2]:
        give_answer(platform, place)
    for place in PLACES[2:5]:
        story = give_answer(platform, place, state="waiting", story="Begin klein.")
        decide_story(story.pk, Experience.State.PUBLISHED, staff_member)
        story.refresh_from_db()
        getattr(story, how)()
        if again:
            give_answer(platform, place, moment=6)
    assert not count_waiting(platform.pk)
    for place in PLACES[5:8]:
        give_answer(platform, place)
    assert count_waiting(platform.pk)


def test_what_was_never_on_the_site_hides_others(platform):
    for place in PLACES[:5]:
        give_answer(platform, place, state="waiting", story="Begin klein.").withdraw()
    assert count_waiting(platform.pk)


@pytest.mark.parametrize(
    ("states", "shown"),
    [
        (["kept"] * 5, True),
        (["kept"] * 3 + ["published"] * 2, True),
        (["kept"] * 2 + ["published"] * 5, False),
        (["kept"] + ["waiting"] * 5, False),
        (["waiting"] * 5, False),
        (["published"] * 5, True),
        (["published"] * 4 + ["declined"], False),
    ],
)
def test_stories_that_are_public_hide_nobody(platform, states, shown):
    for place, state in zip(PLACES, states, strict=False):
        give_answer(platform, place, state=state)
    assert count_waiting(platform.pk) == shown


def test_five_answers_of_one_municipality_are_of_one(platform):
    for moment in range(1, 6):
        give_answer(platform, "Zeist", moment=moment)
    assert not count_waiting(platform.pk)


KINDS = ("kept", "kept", "kept", "kept", "waiting", "publish", "withdraw", "erase")
HISTORY = some.lists(some.tuples(some.sampled_from(PLACES), some.sampled_from(KINDS)), min_size=5, max_size=50)


@dataclass
class Onlooker:
    """Somebody who reads the page of a platform before and after each answer, and gave some of these.

    `sums`: the answers behind each set of figures that was shown; `new`: the municipalities in each of which nothing
    was shown or counted before. `places`: of which municipality an answer is. `public`: what was ever on the site.
    """

    posed: set
    sums: list = field(default_factory=list)
    new: list = field(default_factory=list)
    places: dict = field(default_factory=dict)
    public: set = field(default_factory=set)
    counted: set = field(default_factory=set)

    def watch(self, platform, user, history):
        """Let these things happen one after the other: [(municipality, what)]."""
        for moment, (place, kind) in enumerate(history):
            self.make_happen(platform, user, moment, place, kind)
            count_waiting(platform.pk)
            self.read_page()
        return self

    def make_happen(self, platform, user, moment, place, kind):
        last = Experience.objects.filter(municipality=place).order_by("pk").last()
        if kind in ("kept", "waiting"):
            one = give_answer(platform, place, moment=moment, state=kind, runs=RUNS[moment % 3], members=moment * 7)
            self.places[one.pk] = place
        elif last and kind == "publish" and decide_story(last.pk, Experience.State.PUBLISHED, user):
            self.public.add(last.pk)
        elif last and kind in ("withdraw", "erase"):
            getattr(last, kind)()

    def read_page(self):
        rows = list(Experience.objects.order_by("given", "pk").exclude(counted=None))
        if {one.pk for one in rows} <= self.counted:
            return
        latest = {one.municipality: one for one in rows}
        assert UserSummary.objects.get().figures == count_answers(latest.values())
        known = {self.places[pk] for pk in self.counted | self.public}
        new = {one.municipality for one in rows} - known
        new -= {one.municipality for one in rows if one.pk not in self.counted and one.state != "kept"}
        assert len(new) >= UNKNOWN_AT_LEAST or {one.pk for one in rows} <= self.public
        self.new.append(new)
        self.sums.append({one.pk for one in latest.values()})
        self.counted |= {one.pk for one in rows}

    @property
    def unknown_places(self):
        """The municipalities of which nothing was on the site, and for which somebody else answered."""
        return set(self.places.values()) - self.posed - {self.places[pk] for pk in self.public}

    @property
    def fewest(self):
        """Of so many unknown municipalities together the smallest new batch tells."""
        return min((len(new & self.unknown_places) for new in self.new), default=0)

    def assert_hidden(self, columns):
        """No sum of what was shown is about fewer than `fewest` of the unknown; `columns`: [set of answers]."""
        matrix = numpy.array([[bool(row & column) for column in columns] for row in self.sums], dtype=float)
        matrix = matrix.reshape(len(self.sums), -1)
        whole = numpy.linalg.matrix_rank(matrix) if columns else 0
        for size in range(1, min(self.fewest, len(columns) + 1)):
            for some_of in itertools.combinations(range(len(columns)), size):
                rest = numpy.delete(matrix, some_of, axis=1)
                left = numpy.linalg.matrix_rank(rest) if rest.shape[1] else 0
                assert left == whole, "these can be worked out apart from all others"


@given(HISTORY, some.sets(some.sampled_from(PLACES), max_size=2))
@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_nothing_that_follows_from_all_figures_ever_shown_is_about_fewer_than_a_whole_batch(
    platform, staff_member, history, posed
):
    """What follows by adding and subtracting is about at least as many municipalities as the smallest batch has that
    are new, and are not those for which the onlooker answered: three, less at most the ones that he posed as, and less
    those that put a story on the site later. It holds for answers one by one, and for somebody who takes it that no
    municipality ever changes its mind.
    """
    for model in (Experience, UserSummary, ShownMunicipality):
        model.objects.all().delete()
    onlooker = Onlooker(posed).watch(platform, staff_member, history)
    if not onlooker.sums:
        return
    mine = {pk for pk, place in onlooker.places.items() if place in posed}
    onlooker.assert_hidden([{pk} for pk in onlooker.places if pk not in onlooker.public | mine])
    places = onlooker.unknown_places
    onlooker.assert_hidden([{pk for pk, of in onlooker.places.items() if of == place} for place in sorted(places)])


def test_in_every_batch_three_new_municipalities_hide_each_other(platform, staff_member):
    history = [(place, kind) for place in PLACES[:5] for kind in ("kept", "kept")]
    history += [(place, "kept") for place in (*PLACES[:4], *PLACES[5:])]
    onlooker = Onlooker(set()).watch(platform, staff_member, history)
    assert [len(new) for new in onlooker.new] == [5, 3] and onlooker.fewest == 3


def test_somebody_who_gave_all_answers_but_one_reads_that_one_off(platform, staff_member):
    """Nobody can prevent this without knowing who answers: the privacy page says so."""
    posed = set(PLACES[1:5])
    onlooker = Onlooker(posed).watch(platform, staff_member, [(place, "kept") for place in PLACES[:5]])
    assert onlooker.fewest == 1
    figures = UserSummary.objects.get().figures["runs"]
    for one in Experience.objects.filter(municipality__in=posed):
        figures[one.runs] -= 1
    (left,) = [answer for answer, number in figures.items() if number]
    assert left == Experience.objects.get(municipality=PLACES[0]).runs


def test_counted_figures_go_after_three_years(platform):
    for place in PLACES[:5]:
        give_answer(platform, place)
    count_waiting(platform.pk)
    assert UserSummary.delete_expired() == 0 and Experience.delete_expired() == 0
    long_ago = timezone.localdate() - timedelta(days=3 * 365 + 1)
    UserSummary.objects.update(counted=long_ago)
    Experience.objects.update(given=long_ago)
    assert UserSummary.delete_expired() == 1 and Experience.delete_expired() == 5


@pytest.mark.parametrize(
    ("start", "now", "trend"),
    [
        ([], [], "unmeasured"),
        ([None] * 6, [50] * 6, "unmeasured"),
        ([40, None, None, None, None, None], [55, None, None, None, None, None], "up"),
        ([40] * 3 + [None] * 3, [41] * 3 + [None] * 3, "same"),
        ([None] * 3 + [40, None, None], [None] * 3 + [55, None, None], "down"),
    ],
)
def test_the_fourth_statement_counts_the_other_way_round(start, now, trend):
    assert sentence_trend({"start": start, "now": now}) == trend


def test_numbers_of_people_are_shown_in_classes():
    found = [size_class(members) for members in (None, 0, 49, 50, 250, 999, 1000)]
    assert found == ["unknown", "tiny", "tiny", "small", "medium", "medium", "large"]


def test_a_page_that_was_cached_shows_new_figures(client, platform):
    client.get(PAGE)
    stamp = Catalogue.current().stamp
    for place in PLACES[:5]:
        give_answer(platform, place)
    count_waiting(platform.pk)
    assert Catalogue.current().stamp != stamp and "Uit 5 gemeenten" in text(client.get(PAGE))
