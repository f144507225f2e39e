"""The catalogue as pages: searching, filtering, and one platform with everything that is known of it."""

import re
from html import unescape
from pathlib import Path

import pytest
from django.utils.html import strip_tags

from platforms.models import Catalogue, Fact, Platform
from platforms.search import Index, fold
from platforms.vocabulary import FORMS, GOALS, KINDS, STATUSES

pytestmark = pytest.mark.django_db


def text(response):
    """What a visitor reads, on one line."""
    page = re.sub(r"(</(?:dt|dd|td|th|li|p)>)", r"\1 ", response.content.decode())
    return " ".join(unescape(strip_tags(page)).split())


@pytest.fixture
def search(client, catalogue):
    """Ask for the list with these choices; gives the slugs on the first page, in order."""

    def search(**choices):
        response = client.get("/platforms/", choices)
        assert response.status_code == 200
        return [platform.slug for platform in response.context["page"]]

    return search


# --- searching ------------------------------------------------------------------------------------


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


def test_words_are_compared_without_accents_capitals_and_marks():
    assert fold("Café 't Hart, Den Haag (2019)") == ["cafe", "t", "hart", "den", "haag", "2019"]


def test_a_typing_error_counts_only_where_no_word_fits():
    index = Index(["delen", "lenen"], lambda item: [(1, item)])
    assert index.find("delen") == ["delen"]
    assert index.find("deelen") == ["delen"]
    assert index.find("xyz") == []
    assert index.find("") == ["delen", "lenen"]


# --- filtering ------------------------------------------------------------------------------------


def value(platform, key):
    return platform.facts[key].value if key in platform.facts else None


CHOICES = [
    *(("doel", goal, lambda p, goal=goal: value(p, f"goals.{goal}") in ("primary", "secondary")) for goal in GOALS),
    *(("soort", kind, lambda p, kind=kind: p.kind == kind) for kind in KINDS),
    *(("vorm", form, lambda p, form=form: p.form == form) for form in FORMS),
    *(("status", status, lambda p, status=status: value(p, "status") == status) for status in STATUSES),
    ("gratis", "ja", lambda p: value(p, "free_for_residents") == "yes"),
    ("gratis", "deels", lambda p: value(p, "free_for_residents") in ("yes", "partly")),
    ("plaats", "Zeist", lambda p: any("Zeist" in place for place in p.places + p.municipalities)),
]


@pytest.mark.parametrize(("name", "choice", "fits"), CHOICES, ids=[f"{name}-{choice}" for name, choice, _ in CHOICES])
def test_a_filter_keeps_what_fits_and_nothing_else(client, catalogue, name, choice, fits):
    response = client.get("/platforms/", {name: choice})
    expected = [platform for platform in Catalogue.current().platforms if fits(platform)]
    assert response.context["page"].paginator.count == len(expected) > 0
    assert all(fits(platform) for platform in response.context["page"].paginator.object_list)


def test_filters_work_together(search):
    both = set(search(doel="share", vorm="offline_programme", volgorde="naam"))
    platforms = Catalogue.current().by_slug
    assert both and all(platforms[slug].form == "offline_programme" for slug in both)
    assert all(value(platforms[slug], "goals.share") in ("primary", "secondary") for slug in both)


def test_the_number_found_and_the_choices_stand_on_the_page(client, catalogue):
    response = client.get("/platforms/", {"soort": "timebank", "plaats": "Zeist"})
    count = response.context["page"].paginator.count
    assert re.search(rf"\b{count} platforms? gevonden", text(response))
    assert "Soort: Ruilkring met punten. Laat weg" in text(response)


def test_nothing_found_offers_to_drop_each_choice_and_says_how_many_that_gives(client, catalogue):
    response = client.get("/platforms/", {"soort": "timebank", "zoek": "qqqqqqqq", "volgorde": "feiten"})
    assert "0 platforms gevonden" in text(response)
    timebanks = Platform.objects.filter(kind="timebank").count()
    assert f"Laat weg: Zoek op naam of onderwerp dan {timebanks} platforms" in text(response)
    address = next(c["address"] for c in response.context["choices_made"] if c["words"] == "qqqqqqqq")
    follow = client.get(f"/platforms/{address}")
    assert follow.context["page"].paginator.count == timebanks
    assert follow.context["form"].cleaned_data["volgorde"] == "feiten"


def test_a_choice_that_does_not_exist_is_named_and_the_other_choices_count(client, catalogue):
    response = client.get("/platforms/", {"soort": "kasteel", "doel": "share"})
    assert response.status_code == 200
    assert "Soort: Deze keuze kennen we niet. Kies er een uit de lijst." in text(response)
    assert (
        response.context["page"].paginator.count == client.get("/platforms/?doel=share").context["page"].paginator.count
    )


def test_names_are_in_alphabetical_order_and_facts_most_first(client, catalogue):
    names = [p.name.casefold() for p in client.get("/platforms/?volgorde=naam").context["page"].paginator.object_list]
    assert names == sorted(names)
    known = [p.known for p in client.get("/platforms/?volgorde=feiten").context["page"].paginator.object_list]
    assert known == sorted(known, reverse=True)


def test_the_pages_together_hold_every_platform_once_and_keep_the_choices(client, catalogue):
    seen, address = [], "?vorm=online_platform"
    while address:
        response = client.get(f"/platforms/{address}")
        assert len(response.context["page"]) <= 30
        seen += [platform.slug for platform in response.context["page"]]
        found = re.search(r'rel="next" href="([^"]+)"', response.content.decode())
        address = found and unescape(found[1])
    assert sorted(seen) == sorted(catalogue.filter(form="online_platform").values_list("slug", flat=True))


@pytest.mark.parametrize("number", ["0", "999", "-1", "x", ""])
def test_a_page_of_the_list_that_does_not_exist_is_not_found(client, catalogue, number):
    assert client.get("/platforms/", {"pagina": number}).status_code == 404


def test_an_empty_catalogue_is_told_instead_of_shown(client, empty_catalogue):
    said = text(client.get("/platforms/"))
    assert "De lijst met platforms is leeg" in said
    assert "0 platforms" not in said
    assert "Toon platforms" not in said


def test_a_request_asks_the_database_once(client, catalogue, django_assert_num_queries):
    client.get("/platforms/")
    with django_assert_num_queries(1):
        client.get("/platforms/?zoek=zeist&doel=meet")
    with django_assert_num_queries(1):
        client.get("/platforms/hoplr/")


# --- one platform ---------------------------------------------------------------------------------


@pytest.fixture
def platform(empty_catalogue, record):
    record["lesson"] = {"nl": "Begin klein.", "en": "Start small.", "source": ["s2"]}
    Platform().apply(record)
    return Platform.objects.get()


def test_every_platform_has_a_page_in_both_languages(client, catalogue):
    for slug in catalogue.values_list("slug", flat=True):
        for address in (f"/platforms/{slug}/", f"/en/platforms/{slug}/"):
            assert client.get(address).status_code == 200, address


def test_every_fact_leads_to_its_sources(client, catalogue):
    for platform in Catalogue.current().platforms[::10]:
        page = client.get(platform.get_absolute_url()).content.decode()
        targets = set(re.findall(r'id="(b\d+)"', page))
        assert targets == {f"b{source.number}" for source in platform.sources}
        assert set(re.findall(r'href="#(b\d+)"', page)) <= targets
        for source in platform.sources:
            assert source.title in unescape(page)


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
    assert re.search('<a [^>]*href="https://krant.example/plein" rel="nofollow noopener">', page)


def test_markup_in_a_text_stays_text(client, platform):
    Platform.objects.update(name="<b>Plein</b>", summary_nl="<script>alert(1)</script>")
    page = client.get("/platforms/ons-plein/").content.decode()
    assert "<script>alert" not in page and "&lt;b&gt;Plein&lt;/b&gt;" in page


def test_similar_platforms_are_of_the_same_kind_and_share_a_goal(client, catalogue):
    shown = 0
    for platform in Catalogue.current().platforms[::7]:
        similar = client.get(platform.get_absolute_url()).context["similar"]
        goals = {fact.key for fact in platform.goals_of("primary")}
        assert len(similar) <= 5 and platform not in similar
        for other in similar:
            assert other.kind == platform.kind and goals & {fact.key for fact in other.goals_of("primary")}
            assert other.facts["status"].value != "ended" and other.usable_in_nl != "no"
        shown += len(similar)
    assert shown > 0


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
    assert " style=" not in page and "<style" not in page and not re.search(r"<script(?! src)", page)
    assert all('aria-hidden="true"' in svg or "aria-label" in svg for svg in re.findall(r"<svg[^>]*>", page))
    assert page.count("<h1") == 1


def test_catalogue_code_imports_nothing_from_the_journey():
    code = Path(__file__).parents[2] / "platforms"
    for path in code.rglob("*.py"):
        assert not re.search(r"^\s*(from|import) stappenplan", path.read_text("utf-8"), re.M), path
