"""The reasons for the rank of a platform, in words: pure functions of an Assessment and the vocabulary.

No sentence is written for a score: a reason is the catalogue's own sentence for a fact, beside the answer it was held
against. Page, comparison and report say the same.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from platforms.text import last_possible_day
from platforms.vocabulary import KINDS, VOCABULARY
from stappenplan.method.assessment.knock_outs import WISHES, is_local
from stappenplan.method.assessment.ranking import Ranking
from stappenplan.method.assessment.scoring import Assessment, Rating, hurwicz_score, weighted_mean
from stappenplan.method.assessment.shelves import TODAY, shelf_of
from stappenplan.method.declarations import SCALE, Interval, Warning
from stappenplan.method.evidence.status import RUNS
from stappenplan.method.gates import find_warnings
from stappenplan.method.profile import Profile, as_tuple
from stappenplan.method.steps import QUESTIONS
from stappenplan.method.text import Sentence, _

# What carries a point in favour, and what a point against, on the scale of a score.
CARRIES_FROM, LACKS_BELOW = 0.6, 0.4
REASONS_PER_RATING = 2
IN_FAVOUR_AT_MOST = 3
UNKNOWNS_NAMED = 6
# So many of each stand open below a platform on the advice page; the rest is folded.
FITS_OPEN, WATCH_OPEN, UNKNOWN_OPEN = 2, 2, 2

# The question that a fact is held against; of a wish it stands in the wish itself.
ASKED_BY = {fact: wish.key for wish in WISHES for fact in wish.accepts} | {
    "scope": "place",
    "registration": "entry",
    "visibility": "visibility",
    "channels": "channels",
    "resident_control": "lead",
    "municipality_role": "municipality_part",
    "cost_municipality": "budget",
    "start_effort": "start_way",
}
# Facts of which the visitor chose values: where these are not all there, that is said.
CHOSEN = ("channels", "municipality_role")
# That nobody meets in person is said by the other fact of this criterion; the channels are held against the choice.
SAID_ELSEWHERE = {("offline_link", "channels")}
# Said of the main goal, where the platform itself puts another goal first.
SECOND_HERE = _("Dit is uw hoofddoel. Hier komt het op de tweede plaats.")
# What a list that falls short lacks, where nobody chose its values.
MISSING_ELSE = {
    "languages": _("%(fact)s Een andere taal wordt niet genoemd."),
    "channels": _("%(fact)s Telefoon, papier of langskomen wordt niet genoemd."),
}
# What is said of a place: of one where it runs, of one where it was seen longer ago, and of what one can begin oneself.
WORKS_HERE, WAS_HERE = _("Werkt al in uw gemeente."), _("Kennen we uit uw gemeente.")
BEGIN_ONE = _("Kijk of het er in uw gemeente ook is, of begin er zelf een. %(example)s")
# A wish that is asked as a question, in words that can be quoted as a wish.
WISH_WORDS = {"offline_help": _("De aanbieder helpt ook in het echt")}
# The fact behind a warning about one platform.
WARNED_BY = {"money_leaves": "money_stays_local", "no_export": "data_export"}
WISHED = {
    "must": _("Dit is uw eis."),
    "important": _("U vindt dit belangrijk."),
    "nice": _("U vindt dit fijn."),
    "not_important": _("U vindt dit niet belangrijk."),
}
# Beside a fact that goes against the wish, the wish itself is named: "this" would be the fact.
WISHED_OTHERWISE = {
    "must": _("Uw eis: “%(wish)s”."),
    "important": _("Voor u belangrijk: “%(wish)s”."),
    "nice": _("Voor u fijn: “%(wish)s”."),
    "not_important": _("Voor u niet belangrijk: “%(wish)s”."),
}


@dataclass(frozen=True)
class Reason:
    """One thing said about a platform: a text to |say, and what stands behind it.

    `fact`: the Fact with its sources; None where no source is needed or none speaks. `answer`: the visitor's own
    answer, a text to |say, or None. `source`: keys of the method's sources, for a warning of the method itself.
    """

    text: "str | Sentence"
    key: str
    fact: object = None
    answer: "str | Sentence | None" = None
    source: tuple[str, ...] = ()

    @property
    def basis(self) -> str:
        """stated, inferred, or "" when no fact of the catalogue stands behind it."""
        return self.fact.basis if self.fact else ""

    @property
    def newest(self):
        """The Source with the newest date that the fact rests on, the first when none has a date; None without fact."""
        return max(self.fact.source_list, key=lambda source: last_possible_day(source.date)) if self.fact else None


@dataclass(frozen=True)
class Explanation:
    """What speaks for a platform, what to watch, and what nobody knows.

    `unknown`: clauses ("wie het beheert"), what could move the figure most first; `more`: how many are not named.
    """

    fits: tuple[Reason, ...]
    watch: tuple[Reason, ...]
    unknown: tuple[str, ...]
    more: int

    def __len__(self):
        """How many points there are."""
        return len(self.fits) + len(self.watch) + len(self.unknown) + self.more

    @property
    def first(self) -> "Explanation":
        """The points that stand open on the page. The answers are the visitor's own: few are said again there."""
        fits, watch = map(drop_known_answers, (self.fits[:FITS_OPEN], self.watch[:WATCH_OPEN]))
        return Explanation(fits, watch, self.unknown[:UNKNOWN_OPEN], 0)

    @property
    def rest(self) -> "Explanation":
        """The points that are folded below them."""
        return Explanation(self.fits[FITS_OPEN:], self.watch[WATCH_OPEN:], self.unknown[UNKNOWN_OPEN:], self.more)


def drop_known_answers(reasons: Iterable[Reason]) -> tuple[Reason, ...]:
    """The reasons without the visitor's own answers; that the goal comes second here is no such answer, and stays."""
    return tuple(one if one.answer == SECOND_HERE else replace(one, answer=None) for one in reasons)


def own_answer(profile: Profile, fact: str, against: bool = False) -> "str | Sentence | None":
    """What the visitor answered to the question that this fact is held against; None when nothing was asked of it.

    `against`: the fact is not what was asked for.
    """
    if fact.startswith("goals."):
        goal = fact.removeprefix("goals.")
        if profile.says("goal_main", goal):
            return _("Dit is uw hoofddoel.")
        return _("U vroeg dit erbij.") if profile.says("goal_extra", goal) else None
    asked = ASKED_BY.get(fact, "")
    if against and profile.says(asked, *WISHED_OTHERWISE) and QUESTIONS[asked].kind == SCALE:
        return Sentence(WISHED_OTHERWISE[profile.answer(asked)], {"wish": wish_words(asked)})
    return answer_to(profile, asked)


def wish_words(key: str) -> str:
    """A wish as a statement: "Het is gratis voor bewoners"."""
    return WISH_WORDS.get(key, QUESTIONS[key].label)


def answer_to(profile: Profile, key: str) -> "str | Sentence | None":
    """The answer to a question as a sentence; None when it was skipped, or leaves all open."""
    given = as_tuple(profile.answer(key))
    if not given or "no_preference" in given or key not in QUESTIONS or not QUESTIONS[key].options:
        return None
    question = QUESTIONS[key]
    if question.kind == SCALE:
        return WISHED[given[0]]
    labels = tuple(question.option(value).label for value in given)
    return Sentence(_("U koos: %(answer)s."), {"answer": tuple(_quote_label(label) for label in labels)})


def _quote_label(label: str) -> Sentence:
    return Sentence(_("“%(label)s”"), {"label": label})


def answers_behind(profile: Profile, keys) -> tuple[tuple[str, "str | Sentence"], ...]:
    """The visitor's own answers behind a finding: (question, answer) per question that was answered."""
    audience = profile.answer("audience")
    pairs = ((key, answer_to(profile, key)) for key in keys if key != "audience")
    return tuple((QUESTIONS[key].label_for(audience), answer) for key, answer in pairs if answer)


def score_facts(rating: Rating) -> dict[str, tuple[float, Interval]]:
    """What each fact does in a rating: fact -> (share, interval); a fact that counts twice is taken together."""
    parts: dict[str, list] = {}
    for part in rating.parts:
        parts.setdefault(part.fact, []).append((part.share, part.interval))
    return {
        fact: (
            sum(share for share, _interval in pairs),
            weighted_mean(pairs) if any(p[0] for p in pairs) else pairs[0][1],
        )
        for fact, pairs in parts.items()
    }


def find_reasons(rating: Rating, platform, profile: Profile, good: bool) -> tuple[Reason, ...]:
    """The facts that carry a rating (`good`), or that pull it down, the strongest first; at most two."""
    found = []
    for fact, (share, interval) in score_facts(rating).items():
        score = hurwicz_score(interval)
        telling = not interval.width and (score >= CARRIES_FROM if good else score < LACKS_BELOW)
        if telling and (rating.criterion.key, fact) not in SAID_ELSEWHERE:
            reason = say_fact(platform, fact, profile, against=not good)
            if reason and fact in CHOSEN and score < 1 and (lacking := list_lacking(reason, profile)):
                reason = say_gap(reason, lacking)
            elif reason and fact in MISSING_ELSE and not good:
                reason = replace(reason, text=Sentence(MISSING_ELSE[fact], {"fact": reason.text}))
            found.append((share * (score if good else 1 - score), reason)) if reason else None
    found.sort(key=lambda pair: pair[0], reverse=True)
    return tuple(reason for _size, reason in found[:REASONS_PER_RATING])


def list_lacking(reason: Reason, profile: Profile) -> tuple[str, ...]:
    """The values that the visitor chose and the fact does not list; a funder can be the client who is wanted."""
    offered = set(reason.fact.value) if reason.fact else set()
    offered |= {"client"} if "funder" in offered else set()
    return tuple(value for value in as_tuple(profile.answer(ASKED_BY[reason.key])) if value not in offered)


def say_gap(reason: Reason, lacking: tuple[str, ...]) -> Reason:
    """A reason about a fact that lists values, with what was chosen and is not among them."""
    words = VOCABULARY[reason.key].values
    named = tuple(Sentence(_("“%(value)s”"), {"value": words[value]}) for value in lacking)
    one, several = _("%(fact)s Niet genoemd wordt: %(lacking)s."), _("%(fact)s Niet genoemd worden: %(lacking)s.")
    return replace(reason, text=Sentence(several if named[1:] else one, {"fact": reason.text, "lacking": named}))


def list_watch(assessment: Assessment, profile: Profile) -> tuple[Reason, ...]:
    """What to watch, for a reader who sees no answers beside it: a goal that comes second says nothing alone."""
    return tuple(one for one in explain_platform(assessment, profile).watch if one.answer != SECOND_HERE)


def say_fact(platform, key: str, profile: Profile, against: bool = False) -> Reason | None:
    """What the catalogue says about one fact of a platform; a goal that no source mentions is said to be so."""
    answer = own_answer(profile, key, against)
    if key == "launched":
        text = Sentence(VOCABULARY[key].template, {"waarden": platform.launched})
        return Reason(text, key) if platform.launched else None
    fact = platform.facts.get(key)
    if fact is not None:
        if fact.value == "secondary" and key == main_goal(profile):
            answer = SECOND_HERE
        return Reason(fact.sentence, key, fact, answer)
    if key.startswith("goals."):
        text = Sentence(_("Geen bron noemt dit doel: %(goal)s."), {"goal": VOCABULARY[key].label})
        return Reason(text, key, None, answer)
    return None


def main_goal(profile: Profile) -> str:
    """The fact that tells how well a platform serves the main goal."""
    return f"goals.{profile.answer('goal_main')}"


def say_warning(warning: Warning, platform, profile: Profile) -> Reason:
    """A warning of the method, with the fact it rests on where there is one."""
    key = WARNED_BY.get(warning.key, "")
    return Reason(
        warning.text,
        key,
        platform.facts.get(key),
        own_answer(profile, key, against=True),
        () if key else warning.source,
    )


def say_doubt(key: str) -> Reason:
    """A must of which nobody knows whether it is met."""
    return Reason(Sentence(_("Eis “%(wish)s”: vraag eerst of dit klopt."), {"wish": wish_words(key)}), key)


def drop_repeated_facts(found) -> tuple[Reason, ...]:
    """The reasons, each fact once: a fact may count for two criteria."""
    kept: dict[str, Reason] = {}
    for reason in found:
        kept.setdefault(reason.key or str(reason.text), reason)
    return tuple(kept.values())


def in_favour(per_rating) -> tuple[Reason, ...]:
    """The strongest reason of each rating in the order of the ratings, then second ones while there is room."""
    first, second = ([found[place] for found in per_rating if len(found) > place] for place in (0, 1))
    return drop_repeated_facts([*first, *second])[:IN_FAVOUR_AT_MOST]


def explain_platform(assessment: Assessment, profile: Profile) -> Explanation:
    """Everything that is said about one ranked platform."""
    platform = assessment.platform
    fits = in_favour([find_reasons(rating, platform, profile, True) for rating in assessment.fits])
    against = (one for rating in assessment.watch for one in find_reasons(rating, platform, profile, False))
    watch = drop_repeated_facts(
        [
            *(say_doubt(key) for key in assessment.ask_first),
            *(say_warning(warning, platform, profile) for warning in find_warnings(profile, assessment)),
            *second_goal(platform, profile, fits),
            *against,
        ]
    )
    unknown = tuple(VOCABULARY[key].unknown for key in assessment.to_ask if is_unknown(platform, key))
    return Explanation(
        fits,
        watch,
        unknown[:UNKNOWNS_NAMED],
        max(0, len(unknown) - UNKNOWNS_NAMED),
    )


def second_goal(platform, profile: Profile, fits) -> tuple[Reason, ...]:
    """That the main goal comes second here, unless it was said in favour: of the main goal something is always said."""
    key = main_goal(profile)
    fact = platform.facts.get(key)
    if fact is None or fact.value != "secondary" or key in {reason.key for reason in fits}:
        return ()
    return (say_fact(platform, key, profile),)


def is_unknown(platform, key: str) -> bool:
    """Whether nobody knows it; a status that nobody could establish is written down as "unknown"."""
    if key == "launched":
        return platform.launched is None
    fact = platform.facts.get(key)
    return key in VOCABULARY and (fact is None or (key == "status" and fact.value == "unknown"))


def find_differing_facts(first: Assessment, second: Assessment) -> tuple:
    """The words of the two facts on which two platforms differ most, by weight x score."""

    def weights(assessment):
        size: dict[str, float] = {}
        for rating in assessment.ratings:
            whole = sum(part.share for part in rating.parts)
            for part in rating.parts:
                weight = rating.weight * part.share / whole * hurwicz_score(part.interval)
                size[part.fact] = size.get(part.fact, 0.0) + weight
        return size

    one, other = weights(first), weights(second)
    gaps = {key: abs(one.get(key, 0.0) - other.get(key, 0.0)) for key in (*one, *other) if key in VOCABULARY}
    apart = sorted((key for key in gaps if gaps[key]), key=lambda key: (-gaps[key], key))
    return tuple(VOCABULARY[key] for key in apart[:2])


def list_softer_musts(ranking: Ranking, profile: Profile) -> tuple[tuple[str, str, int], ...]:
    """The musts that alone rule platforms out: (key, wish, how many come back without it), most first."""
    counts = ((key, wish_words(key), len(ranking.returning_without(key))) for key in profile.musts)
    return tuple(sorted((row for row in counts if row[2]), key=lambda row: -row[2]))


def say_where(assessment: Assessment, profile: Profile) -> "str | Sentence":
    """Where a platform of a shelf works, or was seen: here, elsewhere as an example, or anywhere ("")."""
    platform, place = assessment.platform, profile.answer("place")
    if place and place in platform.municipalities:
        return WORKS_HERE if assessment.evidence.status == RUNS else WAS_HERE
    if not is_local(platform):
        return ""
    example = say_example(platform)
    return Sentence(BEGIN_ONE, {"example": example}) if shelf_of(profile, platform) == TODAY else example


def say_example(platform) -> "str | Sentence":
    """That something local is an example from elsewhere, and where from."""
    places = tuple(platform.places[:3])
    return Sentence(_("Voorbeeld uit %(places)s."), {"places": places}) if places else _("Voorbeeld van elders.")


def say_what(platform) -> "str | Sentence":
    """What kind of platform it is and since when, in a few words."""
    kind = KINDS[platform.kind]
    if platform.launched is None:
        return kind
    return Sentence(_("%(kind)s, sinds %(year)s"), {"kind": kind, "year": platform.launched})


@lru_cache(maxsize=2048)
def first_sentence(text: str) -> str:
    """The first sentence of a text; all of it when it has only one."""
    return split_sentences(text)[0]


def split_sentences(text: str) -> list[str]:
    """The sentences of a text."""
    return re.split(r"(?<=[.!?])\s+(?=[A-Z‘“'\"])", text)


def first_clause(text: str) -> str:
    """The first sentence of a text without what a colon in it explains."""
    clause, colon, _rest = first_sentence(text).partition(": ")
    return f"{clause}." if colon else clause
