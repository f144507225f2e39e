"""The page with the advice: verdict first, then what to do, then the ranking; every claim leads somewhere."""

import re

import pytest
from lxml.html import fromstring

from platforms.models import Platform
from stappenplan.method.assessment.shelves import INTROS, TODAY
from stappenplan.method.sources import SOURCES
from stappenplan.models import Plan
from stappenplan.text import say
from tests.support.personas import OFFICIAL_READY, PERSONAS, RESIDENT_READY, SITUATIONS
from tests.support.small_catalogue import leave_only
from tests.support.visitor import words

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

FEW = {"audience": "resident", "goal_main": "meet"}
OFFLINE = OFFICIAL_READY | {"connectors": "nobody", "offline_ways": ["none"]}
IN_USE = OFFICIAL_READY | {"existing_works": "works_well"}
VAGUE = OFFICIAL_READY | {"result_sharp": "not_yet"}
UNARRANGED = OFFICIAL_READY | {
    "moderation": "not_arranged",
    "exit_agreement": "not_thought",
    "reply": "nobody_yet",
    "bottleneck": "no_contact",
    "years_secured": "one",
}
STRICT = OFFICIAL_READY | {"w_data_local": "must", "w_money_local": "must"}


@pytest.fixture
def read(visitor, keep):
    """Open the advice for these answers; `query` after the address."""

    def read(answers, query="", reader=False, language=""):
        kept = keep(answers)
        path = f"/advies/{Plan.view_token(kept.token)}/" if reader else f"/plan/{kept.token}/advies/"
        return visitor.open(f"{language}{path}{query}")

    return read


def headings(visitor):
    return [words(heading) for heading in visitor.page.xpath("//main//*[self::h1 or self::h2 or self::h3]")]


def texts(visitor, path):
    return [words(element) for element in visitor.page.xpath(path)]


def links(visitor):
    return [link.get("href") for link in visitor.page.xpath("//main//a[@href]")]


# --- the verdict ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answers", "verdict", "ranking"),
    [
        (OFFICIAL_READY, "Ja, een platform past", "Wat past het best"),
        (UNARRANGED, "Ja, als u dit eerst regelt", "Wat past het best"),
        (VAGUE, "Maak eerst het doel scherp", "Als u toch verder wilt"),
        (IN_USE, "Gebruik wat er al is", "Als u toch verder wilt"),
        (OFFLINE, "Eerst offline beginnen", "Als u toch verder wilt"),
        (FEW, "Nog geen advies", "Wat nu bovenaan staat"),
    ],
    ids=["go", "go_if", "sharpen", "existing", "offline", "too_few"],
)
def test_the_verdict_stands_before_a_ranking_that_is_never_hidden(read, answers, verdict, ranking):
    page = read(answers)
    assert page.heading == verdict
    assert page.title.startswith(f"Advies: {verdict}")
    order = headings(page)
    assert order.index(verdict) == 0
    assert ranking in order
    assert len(page.page.xpath("//ol[@class='rij']/li")) == 3


def test_at_most_three_things_come_first_each_with_its_answer_and_its_source(read):
    page = read(UNARRANGED)
    items = page.page.xpath("//ol[@class='eerst']/li")
    assert len(items) == 3
    for item in items:
        assert "U koos: “" in words(item)
        assert item.xpath(".//a[starts-with(@href, 'http')]")
    known = {source.url for source in SOURCES.values()}
    assert {link for item in items for link in item.xpath(".//a/@href")} <= known


def test_what_does_not_fit_in_three_is_listed_below_not_lost(read):
    page = read(UNARRANGED)
    shown = page.text
    assert "Nog één punt om eerst te regelen" in shown
    assert "Zet op papier wie de gegevens krijgt als het stopt" in shown
    assert "Eén jaar is kort." in shown
    assert "Spreek huisregels af" in shown


def test_a_question_that_was_skipped_is_named_and_leads_to_where_it_is_asked(read):
    page = read(OFFICIAL_READY | {"connectors": None, "core_team": None})
    assert "Nog uit te zoeken" in headings(page)
    page.follow("Hoeveel bewoners willen de kar echt trekken?")
    assert "core_team" in page.questions


def test_a_plan_that_is_not_finished_says_so_and_leads_on(read):
    page = read(FEW)
    assert "U heeft nog niet alle vragen gezien." in page.text
    page.follow("Ga naar de eerste open vraag")
    assert "/stap/" in page.url
    assert "nog niet alle vragen gezien" not in read(OFFICIAL_READY).text


def test_no_word_of_a_visitor_is_read_as_html(read):
    page = read(OFFICIAL_READY | {"goal_sentence": "<script>alert(1)</script>"})
    assert "“<script>alert(1)</script>”" in page.text
    assert not page.page.xpath("//main//script")


# --- how sure ------------------------------------------------------------------------------------------------------


def test_the_page_does_not_speak_of_certainty_before_there_is_an_advice(read):
    assert "Hoe zeker is dit?" not in headings(read(FEW))
    assert "Hoe zeker is dit?" in headings(read(OFFICIAL_READY))


def test_how_sure_it_is_stands_in_two_sentences_and_a_word_that_is_never_better_than_either(read):
    page = read(OFFICIAL_READY)
    order, evidence = texts(page, "//section[@id='zeker']//ul[@class='twee-zinnen']/li")
    assert re.search(r"in \d+ van de 100 berekeningen staat", order)
    counts = r"Van \d+ feiten die tellen, kennen we er \d+, waarvan \d+ van een ander dan de aanbieder"
    assert re.search(counts, evidence)
    whole = re.search(r"Samen: (zeker|redelijk zeker|onzeker)\.", page.text)[1]
    if "zwak" in evidence or "dicht bij elkaar" in order:
        assert whole == "onzeker"
    if "redelijk" in evidence + order:
        assert whole != "zeker"


def test_a_verdict_from_skipped_answers_names_them_and_not_what_to_arrange(read):
    page = read(OFFICIAL_READY | {"connectors": None, "core_team": None})
    assert page.heading == "Waarschijnlijk wel, maar we missen twee antwoorden"
    assert not page.page.xpath("//ol[@class='eerst']")
    assert len(page.page.xpath("//section[@id='oordeel']//ul[@class='opsomming']/li")) == 2


# --- the ranking ---------------------------------------------------------------------------------------------------


def test_each_platform_shows_figure_range_evidence_and_reasons(read):
    page = read(OFFICIAL_READY)
    for place in page.page.xpath("//ol[@class='rij']/li"):
        said = words(place)
        assert re.search(r"\d,\d van 10", said)
        assert re.search(r"\d,\d tot \d+,\d", said)
        assert re.search(r"\d+ van \d+ feiten bekend", said)
        assert place.xpath(".//*[name()='svg'][@role='img'][contains(@aria-label, 'van 10')]")
        assert place.xpath(".//dt[@class='past']") or place.xpath(".//dt[@class='letop']")


def test_every_reason_tells_the_date_of_its_source_and_leads_to_it(read, client):
    page = read(OFFICIAL_READY)
    for place in page.page.xpath("//ol[@class='rij']/li"):
        platform = place.xpath(".//h4/a/@href")[0]
        sources = place.xpath(".//dl//*[@class='bron']/a[contains(@href, '/platforms/')]")
        assert sources
        shown = fromstring(client.get(platform).content.decode())
        for source in sources:
            address, anchor = source.get("href").split("#")
            basis, date = words(source).split(" (")[0].split(", ")
            inherited = basis.startswith("overgenomen van ")
            assert inherited or basis in ("bron", "afgeleid")
            assert (address == platform) is not inherited
            home = fromstring(client.get(address).content.decode()) if inherited else shown
            assert f", {date}." in words(home.get_element_by_id(anchor))


def test_nothing_is_told_of_a_platform_that_its_own_page_contradicts(read, client):
    page = read(RESIDENT_READY)
    place = page.page.xpath("//ol[@class='rij']/li")[0]
    platform = Platform.objects.get(name=words(place.xpath(".//h4/a")[0]))
    sentences = {fact.sentence for fact in platform.facts.values()}
    told = [words(item).split(" bron")[0].split(" afgeleid")[0] for item in place.xpath(".//dt[@class='past']/..//li")]
    assert told
    assert all(sentence in sentences or sentence.startswith("Het bestaat sinds") for sentence in told)


# The page of the design has some 820; a place with much of its own, and an advice with much to arrange, have more.
OPEN_WORDS = 1150


@pytest.mark.parametrize("name", [name for name in PERSONAS if "audience" in PERSONAS[name]])
def test_no_more_words_stand_open_than_somebody_reads(read, name):
    page = read(PERSONAS[name])
    folded = "count(ancestor::details) > count(ancestor::summary)"
    apart = "ancestor::*[contains(@class, 'voor-lezer') or contains(@class, 'alleen-smal')]"
    shown = page.page.xpath(f"//main//text()[not({folded} or {apart})]")
    assert len(" ".join(shown).split()) <= OPEN_WORDS


def test_every_platform_that_fits_stands_on_the_page_once(read):
    page = read(OFFICIAL_READY)
    named = texts(page, "//section[@id='past']//li//h4/a | //section[@id='misschien']//li//h3/a")
    here = texts(page, "//section[@id='er-al']//li//h3/a")
    assert len(named) == len(set(named))
    left = int(re.search(r"platforms staan er (\d+) hierboven", page.text)[1])
    assert left == len(set(named) | {name for name in here if name in titles_of_the_uncertain(page)})


def titles_of_the_uncertain(page):
    """The platforms of this municipality that stand there alone, and not a second time below."""
    below = texts(page, "//section[@id='past']//li//h4/a | //section[@id='misschien']//li//h3/a")
    marks = {
        words(row.xpath(".//h3/a")[0]): words(row.xpath(".//*[contains(@class, 'merk')]")[0])
        for row in page.page.xpath("//section[@id='er-al']//li")
    }
    return {name for name, mark in marks.items() if "weten niet" in mark and name not in below}


def test_a_must_that_is_not_known_to_be_met_is_something_to_watch(read):
    page = read(STRICT)
    assert any("vraag eerst of dit klopt" in text for text in texts(page, "//dt[@class='letop']/..//li"))


def test_the_questions_to_a_provider_stand_with_the_platform(read):
    page = read(OFFICIAL_READY)
    for place in page.page.xpath("//ol[@class='rij']/li"):
        asked = place.xpath(".//details[contains(@class, 'vragen-aanbieder')]//li")
        unknown = place.xpath(".//dt[@class='weet']/..//li")
        assert bool(asked) == bool(unknown)
        assert all("?" in words(question) for question in asked)


def test_the_first_three_can_be_compared_at_once(read):
    page = read(OFFICIAL_READY)
    names = texts(page, "//ol[@class='rij']//h4/a")
    page.follow("Vergelijk de eerste drie")
    assert texts(page, "//thead//a[@class='naam']") == names


def test_own_choice_of_platforms_from_any_shelf_works_as_a_plain_form(read):
    page = read(OFFICIAL_READY)
    page.follow("Kies zelf welke u vergelijkt")
    before = texts(page, "//thead//a[@class='naam']")
    offered = page.page.xpath("//datalist/option/@value")
    page.write("Zoek een platform om erbij te zetten", offered[-1]).press("Zoek")
    assert texts(page, "//thead//a[@class='naam']") == [*before, offered[-1]]


def test_figures_stand_only_with_the_first_few_to_choose_from(read):
    page = read(OFFICIAL_READY)
    shelves = page.page.xpath("//*[starts-with(@id, 'plank-')]")
    assert [shelf.get("id") for shelf in shelves] == ["plank-choose", "plank-today", "plank-self_host", "plank-offline"]
    assert len(shelves[0].xpath(".//*[@class='cijfer']")) == 3
    for shelf in shelves[1:]:
        assert not shelf.xpath(".//*[@class='cijfer' or @class='nr']")
    assert shelves[2].tag == "details"


def test_people_who_want_to_join_what_exists_see_that_first(read):
    page = read(RESIDENT_READY | {"start_way": "join_existing"})
    assert page.page.xpath("//*[starts-with(@id, 'plank-')]")[0].get("id") == "plank-today"


def test_people_who_build_themselves_see_software_open_and_first(read):
    page = read(OFFICIAL_READY | {"start_way": "build_yourself"})
    first = page.page.xpath("//*[starts-with(@id, 'plank-')]")[0]
    assert (first.get("id"), first.tag) == ("plank-self_host", "div")


@pytest.mark.parametrize(
    "answers", [OFFICIAL_READY, RESIDENT_READY, STRICT, FEW], ids=["official", "resident", "strict", "few"]
)
def test_every_row_that_names_a_platform_says_whether_it_runs(read, answers):
    page = read(answers | {"place": "Utrecht"})
    rows = page.page.xpath("//li[.//h4/a or .//h3/a[starts-with(@href, '/platforms/')]]")
    assert len(rows) > 20
    for row in rows:
        marks = row.xpath("(.//h4 | .//h3)//*[contains(@class, 'merk--')]")
        assert len(marks) == 1
        assert marks[0].xpath("./*[name()='svg'][@aria-hidden='true']")
        assert words(marks[0])


def test_what_is_not_known_to_exist_has_no_number_and_says_whom_to_ask(read):
    page = read(OFFICIAL_READY)
    rows = page.page.xpath("//section[@id='misschien']//li")
    assert rows
    for row in rows:
        assert not row.xpath(".//*[@class='nr' or @class='cijfer']")
        assert "Vraag " in words(row)


def test_a_platform_for_many_goals_of_which_no_source_names_this_one_is_folded_with_a_question(read):
    page = read(OFFICIAL_READY | {"goal_main": "help", "goal_extra": []})
    folds = [
        fold for fold in page.page.xpath("//details") if "Misschien ook hiervoor" in words(fold.xpath("./summary")[0])
    ]
    assert folds
    assert all("Is uw platform ook bedoeld voor" in words(fold) for fold in folds)


def test_an_empty_shelf_says_why(read):
    leave_only("gebiedonline")
    page = read(OFFICIAL_READY)
    for key in ("today", "self_host", "offline"):
        assert words(page.page.get_element_by_id(f"plank-{key}")).count("Hier ") >= 1


# --- what is beside the ranking ------------------------------------------------------------------------------------


def test_every_platform_of_the_catalogue_is_accounted_for(read):
    page = read(STRICT)
    total, left, out = map(
        int, re.search(r"Van de (\d+) platforms staan er (\d+) hierboven. De andere (\d+)", page.text).groups()
    )
    fell_out = sum(int(number) for number in texts(page, "//table[@class='afval']/tbody//td"))
    assert (total, out) == (Platform.objects.count(), fell_out)
    assert total == left + out


def test_a_must_is_named_before_other_reasons_with_what_softening_it_brings(read):
    page = read(STRICT)
    rows = texts(page, "//table[@class='afval']/tbody//th")
    musts = [row.startswith("Uw eis:") for row in rows]
    assert any(musts)
    assert musts == sorted(musts, reverse=True)
    row = next(row for row in rows if "Het geld blijft in de buurt" in row)
    back = int(re.search(r"Zonder deze eis komen er (\d+) terug", row)[1])
    left = int(re.search(r"staan er (\d+) hierboven", page.text)[1])
    softer = read(STRICT | {"w_money_local": "important"})
    assert int(re.search(r"staan er (\d+) hierboven", softer.text)[1]) == left + back


def test_softening_a_must_is_one_button_away(read):
    page = read(STRICT)
    musts = [key for key, value in STRICT.items() if value == "must"]
    page.press("Maak hier een wens van")
    kept = Plan.objects.get().answers
    assert len([key for key in musts if kept[key] == "must"]) == len(musts) - 1


def test_what_is_already_in_the_municipality_comes_before_every_other_platform(read):
    page = read(OFFICIAL_READY | {"place": "Montferland", "goal_main": "meet"})
    order = headings(page)
    assert order.index("Dit is er al in Montferland") < order.index("Wat past het best")
    rows = {words(row.xpath(".//h3/a")[0]): words(row) for row in page.page.xpath("//section[@id='er-al']//li")}
    assert "we weten niet of het nog bestaat" in rows["digiDIEK"]
    assert "Het is vooral voor dit doel bedoeld." in rows["digiDIEK"]
    assert "Doe dit: Kijk op nieuw-dijk.nl of er nieuwe berichten staan." in rows["digiDIEK"]


def test_where_nothing_is_known_people_are_asked_to_tell(read):
    leave_only("signal")
    page = read(OFFICIAL_READY)
    assert "Dit is er al in Zoetermeer" in headings(page)
    assert "We kennen hier niets." in page.text
    page.follow("Vertel het ons")


def test_without_a_municipality_nothing_is_said_of_what_is_there(read):
    page = read(OFFICIAL_READY | {"place": None})
    assert not page.page.xpath("//section[@id='er-al']")


def test_what_works_without_a_platform_says_where_it_works(read):
    page = read(OFFICIAL_READY | {"place": "Rotterdam"})
    items = texts(page, "//*[@id='plank-offline']//li")
    assert any("Werkt al in uw gemeente." in item for item in items)
    assert "Gaat het om hulp rond één persoon?" not in page.text
    assert "Gaat het om hulp rond één persoon?" in read(OFFICIAL_READY | {"goal_main": "help", "goal_extra": None}).text
    items = texts(read(OFFICIAL_READY | {"place": "Aalten"}), "//*[@id='plank-offline']//li")
    assert any("Voorbeeld uit Rotterdam." in item for item in items)


def test_what_comes_back_without_a_must_but_gets_no_place_is_told_in_words(read):
    page = read(PERSONAS["three_musts"])
    assert "Daarvan krijgt geen een plaats." in page.text and "er 0 een plaats" not in page.text


def test_a_shelf_without_platforms_does_not_say_how_to_begin_with_them(read):
    page = read(SITUATIONS["city_participation"])
    (empty,), (full,) = (page.page.xpath(f"//*[@id='plank-{key}']") for key in ("offline", "today"))
    assert say(INTROS[TODAY]) in words(full)
    assert say(INTROS["offline"]) not in words(empty) and "Hier vonden we niets voor uw doel." in words(empty)


# --- nothing fits, all alike, little known -------------------------------------------------------------------------


def test_when_nothing_fits_the_page_says_which_must_to_soften(read):
    leave_only("hoplr", "nextdoor")
    page = read(OFFICIAL_READY | {"w_data_local": "must", "w_accessible": "nice"})
    assert "Geen platform voldoet aan al uw eisen" in headings(page)
    assert (
        "De gegevens zijn van de bewoners of van een lokale organisatie: zonder deze eis blijven er 2 over" in page.text
    )
    assert "Hoe zeker is dit?" not in headings(page)
    assert not page.page.xpath("//ol[@class='rij']")


def test_two_that_score_alike_are_said_to_do_so_with_what_sets_them_apart(read):
    twin = Platform.objects.get(slug="gebiedonline")
    record = twin.record() | {"slug": "tweeling", "name": "Tweeling"}
    Platform(slug="tweeling").apply_record(record)
    leave_only("gebiedonline", "tweeling", "wijksgewijs")
    assert "Gebiedonline en Tweeling passen even goed." in read(OFFICIAL_READY | {"w_accessible": "nice"}).text


def test_one_platform_is_shown_without_anything_to_compare(read):
    leave_only("gebiedonline")
    page = read(OFFICIAL_READY)
    assert "Er staat één platform." in page.text
    assert not [link for link in links(page) if "vergelijk" in link]


def test_without_a_platform_for_the_goal_no_must_is_blamed(read):
    leave_only("signalen")
    page = read(OFFICIAL_READY | {"w_accessible": "nice"})
    assert "Geen platform past bij uw antwoorden" in headings(page)
    assert "Kijk hieronder waarom alles afviel." in page.text


# --- who reads -----------------------------------------------------------------------------------------------------


def test_who_reads_along_can_change_nothing(read):
    page = read(UNARRANGED | {"connectors": None}, reader=True)
    assert not [link for link in links(page) if "/plan/" in link]
    assert not page.page.xpath("//main//form[@method='post']")
    assert "Nog uit te zoeken" in headings(page)


def test_the_owner_takes_the_advice_along_and_can_wipe_it(read):
    page = read(OFFICIAL_READY)
    files = {link.rstrip("/").split("/")[-1] for link in links(page)}
    assert {"rapport", "meenemen", "bewaren"} <= files
    page.press("Ja, wis alles")
    assert not Plan.objects.exists()


def test_the_foot_says_which_catalogue_and_method_and_that_it_is_no_legal_advice(read):
    page = read(OFFICIAL_READY)
    assert re.search(r"Catalogus van \d+ \w+ 20\d\d\. Methode \d", page.text)
    assert "Dit is geen juridisch advies." in page.text
    page.follow("Zo is dit berekend")


@pytest.mark.parametrize("language", ["", "/en"])
@pytest.mark.parametrize("answers", [OFFICIAL_READY, FEW, STRICT], ids=["ready", "few", "strict"])
def test_the_page_obeys_the_security_policy_and_names_its_parts(read, answers, language):
    page = read(answers, language=language)
    assert not page.page.xpath("//@style | //style | //script[not(@src)]")
    assert all(
        svg.get("aria-hidden") == "true" or svg.get("aria-label") for svg in page.page.xpath("//*[name()='svg']")
    )
    ids = page.page.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert all(link.split("#")[1] in ids for link in links(page) if link.startswith("#"))
