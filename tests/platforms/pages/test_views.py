"""The catalogue as pages: searching, filtering, and one platform with everything that is known of it."""

import json
import re
from datetime import date
from html import unescape
from pathlib import Path
from urllib.parse import urlencode

import pytest
from lxml import html

from platforms.models import Catalogue, Fact, Platform
from platforms.pages.views import likeness_words
from platforms.search.text_index import fold_words
from platforms.vocabulary import VOCABULARY
from tests.support.covering import choose_covering
from tests.support.page_text import text

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


@pytest.mark.parametrize("asked", ["Gebiedonline", "GEBIEDONLINE", "gébiedonline", "gebiedonlin", "gebeidonline"])
def test_a_name_is_found_whatever_the_capitals_accents_and_typing_errors(search, asked):
    assert search(zoek=asked)[0] == "gebiedonline"


@pytest.mark.parametrize("asked", ["mijnbuurtje", "mijn buurtje", "buurtje mijn", "mijnbuur"])
def test_parts_of_a_name_are_enough_in_any_order(search, asked):
    assert "mijnbuurtje" in search(zoek=asked)[:2]


def test_a_find_in_the_name_comes_before_one_in_the_summary(search):
    assert search(zoek="hoplr")[0] == "hoplr"


@pytest.mark.parametrize("asked", ["Zeist", "zeist", "zeits", "in Zeist"])
def test_a_place_is_found_by_search(search, asked):
    found = search(zoek=asked)
    assert found and all("Zeist" in str(Platform.objects.get(slug=slug).record()) for slug in found)


def test_every_word_must_be_answered(search):
    assert set(search(zoek="zeist hoplr")) <= set(search(zoek="zeist"))
    assert search(zoek="zeist qqqqqqqq") == []


def test_the_sort_of_platform_can_be_searched_for_in_words(search):
    platforms = Catalogue.current().by_slug
    assert {platforms[slug].kind for slug in search(zoek="ruilkring")[:10]} == {"timebank"}


@pytest.mark.parametrize("asked", ["' OR 1=1 --", "%", "\\", "<script>", "((((", "\x00", "a" * 100, "🏘️", "   "])
def test_strange_searches_give_a_page(client, catalogue, asked):
    response = client.get("/platforms/", {"zoek": asked})
    assert response.status_code == 200 and b"<script>" not in response.content.replace(b"<script src", b"")


def test_the_number_found_and_the_choices_stand_on_the_page(client, catalogue):
    response = client.get("/platforms/", {"soort": "timebank", "plaats": "Zeist"})
    count = response.context["page"].paginator.count
    assert re.search(rf"\b{count} platforms? gevonden", text(response))
    assert "Haal weg: Soort: Ruilkring met punten" in text(response)


def test_nothing_found_offers_to_drop_each_choice_and_says_how_many_that_gives(client, catalogue):
    response = client.get("/platforms/", {"soort": "timebank", "zoek": "qqqqqqqq", "volgorde": "feiten"})
    assert "0 platforms gevonden" in text(response)
    timebanks = Platform.objects.filter(kind="timebank").count()
    assert f"Zonder “Zoekwoord: qqqqqqqq” {timebanks} platforms" in text(response)
    address = next(choice.address for choice in response.context["best_to_drop"] if choice.name == "zoek")
    follow = client.get(f"/platforms/{address}")
    assert follow.context["page"].paginator.count == timebanks
    assert follow.context["form"].cleaned_data["volgorde"] == "feiten"


def test_names_are_in_alphabetical_order_and_facts_most_first(client, catalogue):
    names = [fold_words(p.name) for p in client.get("/platforms/?volgorde=naam").context["page"].paginator.object_list]
    assert names == sorted(names)
    known = [p.known for p in client.get("/platforms/?volgorde=feiten").context["page"].paginator.object_list]
    assert known == sorted(known, reverse=True)


def test_the_pages_together_hold_every_platform_once_and_keep_the_choices(client, catalogue):
    seen, address = [], "?vorm=online_platform"
    while address:
        response = client.get(f"/platforms/{address}")
        assert len(response.context["page"]) <= 30
        seen += [platform.slug for platform in response.context["page"]]
        form = html.fromstring(response.content).get_element_by_id("zoek")
        onward = form.getroottree().xpath("//button[@form='zoek'][@name='pagina'][.='Volgende bladzijde']/@value")
        address = onward and "?" + urlencode([*form.form_values(), ("pagina", onward[0])])
    assert sorted(seen) == sorted(catalogue.filter(form="online_platform").values_list("slug", flat=True))


def test_what_was_ticked_stays_while_searching_and_paging_and_is_compared_at_an_address_to_share(client, catalogue):
    form = html.fromstring(client.get("/platforms/?zoek=deel&p=hoplr&p=nextdoor").content).get_element_by_id("zoek")
    assert [value for name, value in form.form_values() if name == "p"] == ["hoplr", "nextdoor"]
    ticked = html.fromstring(client.get("/platforms/?zoek=hoplr&p=hoplr&p=nextdoor").content)
    assert ticked.xpath("//input[@type='checkbox'][@form='zoek'][@name='p'][@checked]/@value") == ["hoplr"]
    assert ticked.xpath("//form[@id='zoek']//input[@type='hidden'][@name='p']/@value") == ["nextdoor"]
    response = client.get("/platforms/vergelijk/?zoek=hoplr&doel=&p=hoplr&p=nextdoor")
    assert response.url == "/platforms/vergelijk/?p=hoplr&p=nextdoor"


@pytest.mark.parametrize("number", ["0", "999", "-1", "x", ""])
def test_a_page_of_the_list_that_does_not_exist_is_not_found(client, catalogue, number):
    assert client.get("/platforms/", {"pagina": number}).status_code == 404


def test_an_empty_catalogue_is_told_instead_of_shown(client, empty_catalogue):
    said = text(client.get("/platforms/"))
    assert "De lijst met platforms is leeg" in said
    assert "0 platforms" not in said
    assert "Toon platforms" not in said


def test_the_number_of_questions_to_the_database_is_small_and_fixed(client, catalogue, django_assert_num_queries):
    Catalogue.touch()  # no page is in memory
    client.get("/platforms/")
    with django_assert_num_queries(2):  # the catalogue's version, and how often this network searches
        client.get("/platforms/?zoek=zeist&doel=meet")
    # what changed of it and its facts, whether its site answered, what was asked, and what users say, in two
    with django_assert_num_queries(7):
        client.get("/platforms/hoplr/")
    with django_assert_num_queries(1):  # nothing changed since, so the page is still in memory
        client.get("/platforms/hoplr/")


def test_a_page_in_memory_is_made_anew_when_the_catalogue_changes_and_never_for_a_search(client, catalogue):
    for address in ("/platforms/", "/platforms/hoplr/", "/en/platforms/hoplr/"):
        assert client.get(address).content == client.get(address).content
    Platform.objects.get(slug="hoplr").save()
    Platform.objects.filter(slug="hoplr").update(name="Hoplr anders")
    assert "Hoplr anders" in text(client.get("/platforms/hoplr/"))
    assert text(client.get("/platforms/?zoek=zeist")) != text(client.get("/platforms/?zoek=utrecht"))


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"zoek": "odijk"}, "Odijk hoort bij de gemeente Bunnik."),
        ({"plaats": "Den Dolder"}, "Den Dolder hoort bij de gemeente Zeist."),
        ({"plaats": "Scherpezeel"}, "Alles in Scherpenzeel op één bladzijde"),
    ],
)
def test_the_list_says_how_it_understood_a_place(client, catalogue, asked, said):
    assert said in text(client.get("/platforms/", asked))


def test_a_list_with_choices_is_not_for_search_engines_and_one_without_names_both_languages(client, catalogue):
    assert '<meta name="robots" content="noindex' in client.get("/platforms/?doel=meet").content.decode()
    head = client.get("/en/platforms/?pagina=2&p=hoplr").content.decode()
    assert '<link rel="canonical" href="http://testserver/en/platforms/?pagina=2">' in head
    assert '<link rel="alternate" hreflang="nl" href="http://testserver/platforms/?pagina=2">' in head
    assert "noindex" not in head


@pytest.fixture
def platform(empty_catalogue, record):
    record["lesson"] = {"nl": "Begin klein.", "en": "Start small.", "source": ["s2"]}
    Platform().apply_record(record)
    return Platform.objects.get()


def ask_pages(client, platforms):
    """(platform, answer) for each; of every other platform that in English."""
    for at, platform in enumerate(platforms):
        yield platform, client.get(f"{'/en' if at % 2 else ''}/platforms/{platform.slug}/")


def what_its_page_depends_on(platform):
    """Of each part of a page whether it is there, and the words that decide how others are written."""
    parts = ("url", "provider", "runs_on", "launched", "ended", "places", "municipalities", "adoption", "lesson")
    there = (bool(getattr(platform, part)) for part in parts)
    return (platform.kind, platform.form, platform.usable_in_nl, platform.facts["status"].value, *there)


def test_a_platform_of_every_kind_has_a_page_on_which_every_fact_leads_to_its_sources(client, catalogue):
    of_a_kind = {what_its_page_depends_on(platform): platform for platform in Catalogue.current().platforms}
    chosen = [of_a_kind[kind] for kind in choose_covering(list(of_a_kind))]
    assert len(chosen) > 20
    for platform, answer in ask_pages(client, chosen):
        assert answer.status_code == 200, platform.slug
        page = answer.content.decode()
        targets = set(re.findall(r'id="(b\d+)"', page))
        assert targets == {f"b{source.number}" for source in platform.sources}
        assert set(re.findall(r'href="#(b\d+)"', page)) <= targets
        for source in platform.sources:
            assert source.title in unescape(page)


@pytest.mark.exhaustive
def test_every_platform_has_a_page_and_every_other_is_asked_in_english(client, catalogue):
    asked = ask_pages(client, Catalogue.current().platforms)
    assert [platform.slug for platform, answer in asked if answer.status_code != 200] == []


def test_places_are_examples_where_a_platform_can_be_used_elsewhere_too(client, catalogue):
    by_scope = {}
    for platform in Catalogue.current().platforms:
        scope = platform.facts.get("scope")
        if platform.places and scope and not platform.ended:
            by_scope.setdefault(scope.value, platform)
    assert {"local", "national", "international"} <= set(by_scope)
    for scope, platform in by_scope.items():
        page = text(client.get(platform.get_absolute_url()))
        is_wide = scope in ("national", "international")
        assert (f"Plaatsen Onder meer {platform.places[0]}" in page) is is_wide, platform.slug
        assert (f"Plaatsen {platform.places[0]}" in page) is not is_wide, platform.slug


def test_a_fact_shows_its_words_its_note_and_what_it_rests_on(client, platform):
    page = text(client.get("/platforms/ons-plein/"))
    assert "Hoe doen mensen mee? Website en papier staat in bron 2" in page
    assert "Wie beheert het? Bewoners Bewoners schrijven de stukken. leiden wij af uit bron 1, 2" in page
    assert "Is er reclame? Weten we niet geen bron gevonden" in page
    assert "We weten 3 van de 21 feiten." in page
    assert "2 staan in een bron" in page and "1 leiden wij af" in page and "18 weten we niet" in page


def test_the_page_shows_goals_lesson_figures_and_sources(client, platform):
    page = text(client.get("/platforms/ons-plein/"))
    assert "Vooral Buren leren elkaar kennen. bron 1" in page
    assert "Niet genoemd Buren helpen elkaar." in page
    assert "Begin klein. Bron 2" in page
    assert "300 leden. 2024. Bron 2" in page and "Ze tellen niet mee in het advies." in page
    assert "Over ons. Aanbieder, zonder datum." in page and "Plein. Nieuws, mei 2024." in page


def test_what_the_editors_decided_is_marked_so(client, platform):
    page = text(client.get("/platforms/ons-plein/"))
    for line in ("Buurtsite. Site of app.", "2015", "Zeist"):
        assert f"{line} (indeling door de redactie)" in page


def test_a_platform_that_stopped_says_so_with_the_year(client, platform):
    Platform.objects.update(ended=2019)
    Fact.objects.filter(key="status").update(value="ended")
    assert "Gestopt, in 2019" in text(client.get("/platforms/ons-plein/"))


@pytest.mark.parametrize("status", ["unknown", None])
def test_a_status_that_nobody_knows_is_said_in_words(client, platform, status):
    found = Fact.objects.filter(key="status")
    found.update(value=status) if status else found.delete()
    assert "We weten niet of het nog draait" in text(client.get("/platforms/ons-plein/"))


def test_links_to_elsewhere_are_plain_web_addresses_that_give_nothing_away(client, platform):
    Platform.objects.update(url="javascript:alert(1)")
    platform.source_rows.filter(key="s1").update(url="javascript:alert(2)")
    page = client.get("/platforms/ons-plein/").content.decode()
    assert "javascript:" not in page and "Over ons" in page
    assert re.search(r'<a\s[^>]*href="https://krant.example/plein" rel="nofollow noopener">', page)


def test_an_address_that_is_none_is_shown_nowhere_as_a_link_and_breaks_no_page(client, platform):
    Platform.objects.update(url="https://[::1")
    platform.source_rows.update(url="https://[::1")
    for page in (
        "/platforms/",
        "/platforms/ons-plein/",
        "/en/platforms/ons-plein/",
        "/platforms/ons-plein/klopt-niet/",
    ):
        response = client.get(page)
        assert response.status_code == 200, page
        assert 'href="https://[' not in response.content.decode(), page


def test_markup_in_a_text_stays_text(client, platform):
    Platform.objects.update(name="<b>Plein</b>", summary_nl="<script>alert(1)</script>")
    page = client.get("/platforms/ons-plein/").content.decode()
    assert "<script>alert" not in page and "&lt;b&gt;Plein&lt;/b&gt;" in page


def test_similar_platforms_share_a_goal_and_kind_or_form_and_the_page_says_in_what_they_are_alike(client, catalogue):
    """Of each seventh platform, as its page is given them: of the first few the page itself is asked."""
    shown, held = 0, Catalogue.current()
    for number, platform in enumerate(held.platforms[::7]):
        similar = [(one.platform, likeness_words(one)) for one in held.search.like(platform)]
        if number < 4:
            assert client.get(f"{platform.get_absolute_url()}?anew=1").context["similar"] == similar
        goals = {fact.key for fact in platform.goals_of("primary")}
        assert len(similar) <= 5 and platform not in [other for other, _alike in similar]
        for other, alike in similar:
            assert other.kind == platform.kind or other.form == platform.form
            shared = goals & {fact.key for fact in other.goals_of("primary")}
            assert shared and all(VOCABULARY[key].label.lower() in alike for key in shared)
            assert other.facts["status"].value != "ended" and other.usable_in_nl != "no"
        shown += len(similar)
    assert shown > 0


def test_a_newest_source_of_over_three_years_ago_is_told(client, platform):
    assert "Nieuwste bron 2024" in text(client.get("/platforms/ons-plein/"))
    assert "Mogelijk verouderd" not in text(client.get("/platforms/ons-plein/"))
    platform.source_rows.filter(key="s2").update(date="2019-05")
    assert "2019. Mogelijk verouderd: de nieuwste bron is ouder dan drie jaar." in text(
        client.get("/platforms/ons-plein/")
    )
    platform.source_rows.update(date="")
    assert "Geen bron heeft een datum." in text(client.get("/platforms/ons-plein/"))


@pytest.mark.parametrize(
    ("newest", "today", "outdated"),
    [
        ("2023", date(2026, 12, 31), False),
        ("2023", date(2027, 1, 1), True),
        ("2023-05", date(2026, 5, 31), False),
        ("2023-05", date(2026, 6, 1), True),
        ("2023-05-10", date(2026, 5, 10), False),
        ("2023-05-10", date(2026, 5, 11), True),
        ("", date(2026, 1, 1), False),
    ],
)
def test_a_platform_is_outdated_when_three_years_have_surely_passed(platform, newest, today, outdated):
    platform.source_rows.update(date=newest)
    assert Platform.objects.get().is_outdated(today) is outdated


def test_the_page_leads_to_the_municipalities_where_it_is_used(client, platform):
    assert (
        '<a class="nl-link" href="/gemeenten/zeist/">Zeist</a>' in client.get("/platforms/ons-plein/").content.decode()
    )


def test_what_changed_stands_on_the_page_with_the_day_and_the_reason(client, platform):
    assert "Wat veranderde er?" not in text(client.get("/platforms/ons-plein/"))
    fact = platform.fact_rows.get(key="scope")
    fact.value, fact._change_reason = "regional", "De site werkt nu in de hele regio."
    fact.save()
    page = text(client.get("/platforms/ons-plein/"))
    assert "Wat veranderde er?" in page and "De site werkt nu in de hele regio." in page
    assert "Op één plek" in page and "In een regio" in page


def test_search_engines_get_the_platform_as_data_and_nothing_in_it_can_end_the_script(client, platform):
    Platform.objects.update(name="</script><b>Plein</b> & co")
    page = client.get("/platforms/ons-plein/").content.decode()
    data = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.S)[1])
    assert data["mainEntity"]["@type"] == "WebApplication"
    assert data["mainEntity"]["name"] == data["name"] == "</script><b>Plein</b> & co"
    assert [source["url"] for source in data["citation"]] == [source.url for source in platform.sources]
    assert "isAccessibleForFree" not in data["mainEntity"], "nobody knows"
    assert data["dateModified"] == str(Catalogue.current().changed)


def test_the_english_page_has_the_english_texts(client, platform):
    page = text(client.get("/en/platforms/ons-plein/"))
    assert "A residents' site" in page and "Residents write the articles." in page and "Start small." in page


def test_an_unknown_platform_is_not_found_on_a_page_of_the_site(client, catalogue):
    response = client.get("/platforms/bestaat-niet/")
    assert response.status_code == 404
    assert 'id="inhoud"' in response.content.decode()


@pytest.mark.parametrize("address", ["/platforms/", "/platforms/?zoek=qqqqqqqq&doel=meet", "/platforms/hoplr/"])
def test_pages_hold_no_script_or_style_of_their_own_and_every_picture_is_said_in_words(client, catalogue, address):
    page = client.get(address).content.decode()
    assert (
        " style=" not in page
        and "<style" not in page
        and not re.search(r"<script(?! src| type=\"application/ld.json\")", page)
    )
    assert all('aria-hidden="true"' in svg or "aria-label" in svg for svg in re.findall(r"<svg[^>]*>", page))
    assert page.count("<h1") == 1


def test_catalogue_code_imports_nothing_from_the_journey():
    code = Path(__file__).parents[3] / "platforms"
    for path in code.rglob("*.py"):
        assert not re.search(r"^\s*(from|import) stappenplan", path.read_text("utf-8"), re.M), path
