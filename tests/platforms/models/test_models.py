"""The catalogue in the database: what a new version is, how it is read, and that no fact goes without a source."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import override

from platforms.models import Catalogue, Fact, Platform, Source, vocabulary_choices
from platforms.text import format_day, join_words, last_possible_day
from platforms.vocabulary import EVIDENCE_KEYS

pytestmark = pytest.mark.django_db


@pytest.fixture
def platform(empty_catalogue, record):
    record["lesson"] = {"nl": "Begin klein.", "en": "Start small.", "source": ["s1", "s2"]}
    platform = Platform(imported=record)
    platform.apply_record(record)
    return Platform.objects.get()


def test_a_record_that_is_applied_is_given_back(platform):
    assert platform.record() == platform.imported
    assert platform.edits == []


# --- versions -------------------------------------------------------------------------------------


def changes():
    """Every way to change the catalogue without SQL by hand."""
    platform = Platform.objects.get()
    yield platform.save
    yield Fact.objects.first().save
    yield Source.objects.first().save
    yield Fact.objects.get(key="channels").delete
    yield lambda: Fact.objects.filter(key="scope").update(basis="inferred")
    yield Fact.objects.filter(key="scope").delete
    yield lambda: platform.apply_record(platform.imported)
    yield Source.objects.create(platform=platform, url="https://x.nl", title="x", type="news").delete
    yield platform.delete


def test_every_change_is_a_new_version_dated_today(platform):
    Catalogue.touch(date(2020, 1, 1))
    for change in changes():
        before = Catalogue.objects.get()
        change()
        after = Catalogue.objects.get()
        assert after.version > before.version and after.stamp != before.stamp, change
        assert after.changed == timezone.localdate()


def test_a_change_that_is_rolled_back_is_no_new_version(platform):
    before = Catalogue.objects.get()
    with pytest.raises(RuntimeError), transaction.atomic():
        Fact.objects.first().save()
        raise RuntimeError
    assert Catalogue.objects.get().stamp == before.stamp


def test_the_catalogue_loads_in_four_queries_and_then_asks_one(platform, django_assert_num_queries):
    with django_assert_num_queries(4):
        catalogue = Catalogue.current()
        assert [fact.words for found in catalogue.platforms for fact in found.facts.values()]
        assert catalogue.by_slug["ons-plein"].sources[1].number == 2
    with django_assert_num_queries(1):
        again = Catalogue.current()
        assert again is catalogue
        assert again.by_slug["ons-plein"].record() and again.label


def test_a_correction_is_seen_at_once(platform):
    assert Catalogue.current().by_slug["ons-plein"].facts["scope"].value == "local"
    fact = Fact.objects.get(key="scope")
    fact.value = "national"
    fact.save()
    assert Catalogue.current().by_slug["ons-plein"].facts["scope"].value == "national"


def test_the_same_version_number_after_a_rollback_does_not_show_old_facts(platform):
    with pytest.raises(RuntimeError), transaction.atomic():
        Fact.objects.filter(key="scope").update(value="national")
        rolled_back = Catalogue.current()
        raise RuntimeError
    Fact.objects.filter(key="scope").update(value="regional")
    assert Catalogue.current().version == rolled_back.version
    assert Catalogue.current().by_slug["ons-plein"].facts["scope"].value == "regional"


def test_an_empty_database_has_an_empty_catalogue(empty_catalogue):
    catalogue = Catalogue.current()
    assert (catalogue.version, catalogue.platforms, catalogue.by_slug) == (0, (), {})
    assert catalogue.label.startswith(timezone.localdate().isoformat())


def test_the_label_names_the_date_and_the_facts(platform):
    Catalogue.touch(date(2026, 11, 24))
    first = Catalogue.current().label
    assert first.startswith("2026-11-24-") and len(first) == len("2026-11-24-1a2b3c4d")
    Catalogue.touch(date(2026, 11, 24))
    assert Catalogue.current().label == first
    Fact.objects.filter(key="scope").update(value="national")
    Catalogue.touch(date(2026, 11, 24))
    assert Catalogue.current().label != first


def test_the_label_names_the_release_too_because_ages_count_from_it(platform):
    Catalogue.touch(date(2026, 11, 24))
    first = Catalogue.current().label
    Catalogue.objects.update(released=date(2027, 11, 24))
    Catalogue.touch(date(2026, 11, 24))
    assert Catalogue.current().label != first


def test_there_is_one_catalogue_row(platform):
    with pytest.raises(IntegrityError), transaction.atomic():
        Catalogue.objects.create(pk=2)


# --- no fact without a source ---------------------------------------------------------------------


@pytest.mark.each_database
@pytest.mark.parametrize("sources", [[], None, "s1", ["s9"], [1]])
def test_a_fact_without_a_source_of_the_platform_cannot_be_saved(platform, sources):
    with pytest.raises(ValidationError):
        Fact.objects.create(platform=platform, key="advertising", value="no", basis="stated", sources=sources)


def test_the_database_itself_refuses_a_fact_without_a_source(platform):
    with pytest.raises(IntegrityError), transaction.atomic():
        Fact.objects.filter(key="scope").update(sources=[])


@pytest.mark.each_database
@pytest.mark.parametrize(
    ("key", "value"), [("scope", "galactic"), ("channels", "web"), ("channels", []), ("kind", "safety"), ("x", "y")]
)
def test_a_value_outside_the_vocabulary_cannot_be_saved(platform, key, value):
    platform.fact_rows.filter(key=key).delete()
    with pytest.raises(ValidationError):
        Fact.objects.create(platform=platform, key=key, value=value, basis="stated", sources=["s1"])


def test_a_value_or_a_source_that_stands_twice_cannot_be_saved(platform):
    for key, changed in (("scope", {"sources": ["s1", "s1"]}), ("channels", {"value": ["web", "web"]})):
        fact = platform.fact_rows.get(key=key)
        for name, content in changed.items():
            setattr(fact, name, content)
        with pytest.raises(ValidationError, match="twee keer"):
            fact.save()


def test_a_source_that_something_rests_on_cannot_be_deleted(platform):
    with pytest.raises(ValidationError):
        platform.source_rows.get(key="s2").delete()
    assert platform.source_rows.count() == 2


def test_sources_that_staff_add_are_numbered_from_101(platform):
    added = [
        Source.objects.create(platform=platform, url=f"https://x.nl/{number}", title="x", type="news")
        for number in range(2)
    ]
    assert [source.key for source in added] == ["s101", "s102"]


# --- what the method and the templates read -------------------------------------------------------


def test_the_method_finds_its_eight_attributes(platform):
    assert (platform.slug, platform.kind, platform.form) == ("ons-plein", "community_website", "online_platform")
    assert (platform.usable_in_nl, platform.municipalities, platform.launched) == ("yes", ["Zeist"], 2015)
    assert platform.facts["goals.meet"].value == "primary" and platform.facts["status"].value == "active"
    assert platform.facts["resident_control"].basis == "inferred" and "data_owner" not in platform.facts


def test_facts_speak_in_clauses_and_in_sentences(platform):
    facts = platform.facts
    assert facts["channels"].words == "Website en papier"
    assert facts["channels"].sentence == "Mensen doen mee via website en papier."
    assert facts["resident_control"].words == "Bewoners"
    assert facts["resident_control"].sentence == "Bewoners beheren het."
    assert facts["goals.meet"].sentence == "Het is er vooral voor dat buren elkaar leren kennen."


def test_a_part_that_is_not_needed_does_not_turn_the_sentence_around():
    role = Fact(key="municipality_role", value=["not_needed", "participant"])
    assert role.sentence == "De gemeente kan hier meedoen zoals iedereen. Het kan zonder de gemeente."
    assert Fact(key="municipality_role", value=["not_needed"]).sentence == "Het kan zonder de gemeente."


def test_a_language_without_a_name_shows_its_code():
    assert Fact(key="languages", value=["nl", "xx"]).words == "Nederlands en xx"


def test_texts_come_in_the_language_of_the_reader_and_in_dutch_where_english_misses(platform):
    with override("en"):
        assert platform.summary.startswith("A residents' site") and platform.lesson_text == "Start small."
        assert platform.facts["resident_control"].note == "residents write the articles"
        platform.summary_en = ""
        assert platform.summary.startswith("Een site")
    assert platform.lesson_text == "Begin klein."


def test_sources_are_numbered_as_on_the_page(platform):
    assert [source.number for source in platform.facts["resident_control"].source_list] == [1, 2]
    assert [source.number for source in platform.lesson_sources] == [1, 2]
    assert platform.adoption_figures[0]["source_list"][0].number == 2
    assert platform.newest_source_year == 2024


def test_the_tables_show_what_nobody_knows_too(platform):
    rows = [row for _heading, rows in platform.facts_by_group for row in rows]
    assert len(rows) == 21 and sum(row.fact is not None for row in rows) == platform.known == 3


def test_every_fact_of_the_catalogue_has_words_and_a_sentence(catalogue):
    for platform in Catalogue.current().platforms:
        for fact in platform.facts.values():
            assert fact.key in EVIDENCE_KEYS and fact.words and fact.sentence.endswith("."), (platform.slug, fact.key)
            assert "%(" not in fact.sentence and "_" not in fact.words
            assert len(fact.source_list) == len(fact.sources) > 0


@pytest.mark.parametrize(
    ("text", "words"),
    [("2026", "2026"), ("2026-11", "november 2026"), ("2026-11-24", "24 november 2026"), ("ooit", "ooit"), ("", "")],
)
def test_dates_are_shown_as_people_read_them(text, words):
    assert format_day(text) == words


@pytest.mark.parametrize(
    ("written", "last"),
    [("2024", "2024-12-31"), ("2024-05", "2024-05-31"), ("2024-05-12", "2024-05-12"), ("", "")],
)
def test_a_date_without_a_day_is_as_new_as_it_can_be(written, last):
    assert last_possible_day(written) == last


@pytest.mark.parametrize(
    ("dates", "newest"),
    [(("2024", "2024-05"), "2024"), (("2024-05", "2024-05-30"), "2024-05"), (("", "2023"), "2023"), (("", ""), "")],
)
def test_the_newest_source_of_a_fact_is_the_one_that_can_be_newest(platform, dates, newest):
    for key, day in zip(("s1", "s2"), dates, strict=True):
        platform.source_rows.filter(key=key).update(date=day)
    assert Platform.objects.get().own_facts["resident_control"].newest_date == newest


def test_lists_read_as_running_text():
    assert [join_words(words) for words in (["a"], ["a", "b"], ["a", "b", "c"])] == ["a", "a en b", "a, b en c"]


def test_choices_in_forms_have_words(catalogue):
    assert ("stated", "staat in bron") in vocabulary_choices("basis") and ("news", "Nieuws") in vocabulary_choices(
        "type"
    )
