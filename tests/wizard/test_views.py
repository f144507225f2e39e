"""The wizard page by page: what is saved when, what is asked of whom, and what happens when something is wrong."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.test import Client

from stappenplan.method.profile import visible_answers
from stappenplan.method.steps import QUESTIONS, STEPS
from stappenplan.models import Plan
from stappenplan.wizard.pages import PAGES
from tests.support.personas import OFFICIAL_READY, PERSONAS, RESIDENT_READY, only_asked
from tests.support.visitor import Network, Visitor, words

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

MANAGEMENT = "plan_wizard-current_step"
OFFICIAL_START = {"audience": "official", "place": None}
RESIDENT_START = {"audience": "resident", "place": None}
LOST = "De PDF kan niets van dit antwoord laten zien. Daar staat de vraag als niet ingevuld."


def full(answers):
    """Answers with an entry for every question, as after a whole walk."""
    return {key: answers.get(key) for key in QUESTIONS}


def in_order(answers):
    """The answers that count, several at once in any order."""
    return {key: sorted(value) if isinstance(value, list) else value for key, value in visible_answers(answers).items()}


def rail(visitor):
    """The seven steps as the page shows them: title -> what stands beside it."""
    rows = visitor.page.xpath("//nav[@aria-label='Stappen']//div[contains(@class, 'lang')]//li")
    return [(row.xpath("string((.|./a|./b)[last()]/text())"), row.xpath("string(.//span)")) for row in rows]


# --- forward -------------------------------------------------------------------------------------------------------


@pytest.mark.each_database
def test_every_next_saves_the_page_and_opens_the_following_one(visitor, keep):
    kept = keep()
    visitor.open(kept.at("stap/start")).answer({"audience": "official", "place": "Den Haag"}).press("Volgende")
    assert visitor.url == kept.at("stap/doel")
    assert kept.answers == {"audience": "official", "place": "'s-Gravenhage", "area_name": None}
    visitor.answer({"goal_main": "help", "goal_extra": ["meet"]}).press("Volgende")
    assert visitor.url == kept.at("stap/doel-2")
    assert kept.answers == {
        "audience": "official",
        "place": "'s-Gravenhage",
        "area_name": None,
        "goal_main": "help",
        "goal_extra": ["meet"],
        "need_source": None,
    }


@pytest.mark.parametrize(("name", "pages"), [("official_ready", 13), ("village_with_volunteers", 12)])
def test_a_whole_walk_shows_each_question_that_applies_once_and_saves_all_answers(visitor, keep, name, pages):
    answers, kept = only_asked(PERSONAS[name]), keep()
    shown = visitor.open(kept.at()).walk(answers)
    assert len(shown) == len(set(shown))
    assert set(visible_answers(answers)) <= set(shown)
    assert in_order(kept.answers) == in_order(answers)
    assert visitor.heading == "Controleer uw antwoorden"
    assert sum(bool(page.asked(answers)) for page in PAGES.values()) == pages


def test_the_title_names_step_and_number(visitor, keep):
    kept = keep(OFFICIAL_START)
    titles = [
        visitor.open(kept.at(f"stap/{step.key}")).title.removesuffix(" – Stappenplan buurtplatform") for step in STEPS
    ]
    assert titles[:2] == ["Stap 1 van 7: Start", "Stap 2 van 7: Doel, pagina 1 van 3"]
    for number, (title, step) in enumerate(zip(titles, STEPS, strict=True), 1):
        assert title.startswith(f"Stap {number} van 7: {step.title}")


def test_each_page_says_where_it_is_in_its_step(visitor, keep):
    kept = keep(RESIDENT_START)
    assert visitor.open(kept.at("stap/doel")).heading == "Stap 2 van 7, pagina 1 van 2 Doel"
    assert visitor.open(kept.at("stap/doel-2")).heading == "Stap 2 van 7, pagina 2 van 2 Doel"
    assert visitor.open(keep(OFFICIAL_START).at("stap/doel-3")).heading == "Stap 2 van 7, pagina 3 van 3 Doel"


def test_enter_in_a_field_means_next(visitor, keep):
    visitor.open(keep(OFFICIAL_START).at("stap/doel"))
    form = next(form for form in visitor.page.forms if form.get("novalidate") is not None)
    first = form.xpath(".//button[not(@type) or @type='submit']")[0]
    assert words(first) == "Volgende"
    assert first.get("name") is None


def test_answers_given_before_are_shown_when_a_page_is_opened_again(visitor, keep):
    visitor.open(keep(full(OFFICIAL_READY)).at("stap/doel-2"))
    chosen = {box.name: box.get("value") for box in visitor.page.xpath("//input[@checked]")}
    assert chosen == {"bottleneck": "cannot_find", "result_sharp": "number_and_date"}
    assert visitor.page.get_element_by_id("goal_sentence-1").value == OFFICIAL_READY["goal_sentence"]
    assert visitor.open(keep(full(OFFICIAL_READY)).at("stap/start")).page.get_element_by_id("place-1").value == (
        "Zoetermeer"
    )


@pytest.mark.each_database
@pytest.mark.parametrize(
    ("step", "key", "typed", "remark"),
    [
        ("start", "area_name", "De Hoven 🎉", "Deze tekens komen niet in de PDF: 🎉"),
        ("start", "area_name", "🎉", f"Deze tekens komen niet in de PDF: 🎉. {LOST}"),
        ("start", "area_name", "\u200b", LOST),
        ("doel-2", "goal_sentence", "שכ", f"Deze tekens komen niet in de PDF: שכ. {LOST}"),
        ("start", "area_name", "Łódź", None),
    ],
)
def test_what_a_pdf_leaves_out_of_a_text_is_said_beside_its_field_and_in_the_list_of_answers(
    visitor, keep, step, key, typed, remark
):
    kept = keep(OFFICIAL_READY | {"result_sharp": "in_words", key: typed})
    page = visitor.open(kept.at(f"stap/{step}"))
    [field] = page.page.xpath(f"//*[@name='{key}']")
    said = {one.get("id"): words(one) for one in page.page.xpath("//p[@class='hulp'][@id]")}
    assert said.get(f"{key}-pdf") == remark
    assert (f"{key}-pdf" in field.get("aria-describedby").split()) is bool(remark)
    rows = visitor.open(kept.at("stap/overzicht")).page.xpath(f"//div[@id='antwoord-{key}']//p[@class='hulp']")
    assert [words(one) for one in rows] == ([remark] if remark else [])


def test_an_answer_can_be_taken_back(visitor, keep):
    kept = keep(full(OFFICIAL_READY))
    visitor.open(kept.at("stap/doel-2")).choose("Wat staat nu het meest in de weg?", "Wis dit antwoord")
    visitor.press("Volgende")
    assert kept.answers["bottleneck"] is None
    assert kept.answers["result_sharp"] == "number_and_date"


def test_a_question_without_an_answer_does_not_offer_to_take_it_back(visitor, keep):
    visitor.open(keep(OFFICIAL_START).at("stap/doel-2"))
    assert "Wis dit antwoord" not in visitor.text


# --- back and away -------------------------------------------------------------------------------------------------


@pytest.mark.each_database
@pytest.mark.parametrize("button", ["Vorige", "Bewaren en later verder"])
def test_leaving_a_page_keeps_what_was_filled_in(visitor, keep, button):
    kept = keep(OFFICIAL_START)
    visitor.open(kept.at("stap/doel")).answer({"goal_main": "share", "goal_extra": ["meet", "help"]}).press(button)
    assert visitor.url == kept.at("stap/start" if button == "Vorige" else "bewaren")
    assert kept.answers == OFFICIAL_START | {"goal_main": "share", "goal_extra": ["meet", "help"]}


@pytest.mark.parametrize("button", ["Vorige", "Bewaren en later verder"])
def test_leaving_a_page_with_a_mistake_keeps_the_rest_and_asks_the_mistake_again(visitor, keep, button):
    kept = keep(OFFICIAL_START | {"goal_main": "safety", "goal_extra": ["help"]})
    visitor.open(kept.at("stap/doel"))
    visitor.answer({"goal_main": "share", "goal_extra": ["share"], "need_source": "both"}).press(button)
    assert kept.answers == OFFICIAL_START | {"goal_main": "share", "goal_extra": ["help"], "need_source": "both"}


@pytest.mark.parametrize("button", ["Vorige", "Bewaren en later verder"])
def test_leaving_a_page_does_not_skip_the_questions_left_open(visitor, keep, button):
    kept = keep(OFFICIAL_START)
    visitor.open(kept.at("stap/doel")).answer({"goal_main": "share"}).press(button)
    assert kept.answers == OFFICIAL_START | {"goal_main": "share"}
    assert visitor.open(kept.at()).url == kept.at("stap/doel")


@pytest.mark.parametrize("button", ["Vorige", "Bewaren en later verder"])
def test_leaving_a_page_takes_away_what_was_emptied(visitor, keep, button):
    kept = keep(full(OFFICIAL_READY))
    visitor.open(kept.at("stap/doel")).answer({"goal_main": "help", "need_source": "both"}).press(button)
    assert kept.answers == full(OFFICIAL_READY) | {"goal_main": "help", "goal_extra": None}


def test_previous_passes_over_pages_that_do_not_apply(visitor, keep):
    kept = keep(full(RESIDENT_READY))
    visitor.open(kept.at("stap/buurt")).press("Vorige")
    assert visitor.url == kept.at("stap/doel-2")


def test_the_first_page_has_no_previous(visitor, keep):
    visitor.open(keep().at("stap/start"))
    assert "Vorige" not in [words(button) for button in visitor.page.iter("button")]


# --- what is asked of whom -----------------------------------------------------------------------------------------


def test_a_page_with_questions_for_officials_alone_is_passed_over_for_a_resident(visitor, keep):
    kept = keep(full(RESIDENT_READY))
    visitor.open(kept.at("stap/doel-2")).press("Volgende")
    assert visitor.url == kept.at("stap/buurt")
    official = keep(full(OFFICIAL_READY))
    assert visitor.open(official.at("stap/doel-2")).press("Volgende").url == official.at("stap/doel-3")


def test_a_follow_up_that_no_longer_applies_is_kept_but_not_read(visitor, keep):
    kept = keep(full(OFFICIAL_READY))
    visitor.open(kept.at("stap/doel-2")).choose("Is duidelijk wat er over een jaar anders moet zijn?", "Nog niet")
    visitor.press("Volgende")
    assert kept.answers["goal_sentence"] == OFFICIAL_READY["goal_sentence"]
    assert "goal_sentence" not in visible_answers(kept.answers)
    assert OFFICIAL_READY["goal_sentence"] not in visitor.open(kept.at("stap/overzicht")).text


def test_a_follow_up_opens_its_page_again_when_it_starts_to_apply(visitor, keep):
    answers = full(OFFICIAL_READY | {"existing": ["none"]})
    del answers["existing_works"]
    kept = keep(answers)
    assert visitor.open(kept.at()).url == kept.at("advies")
    visitor.open(kept.at("stap/buurt")).answer({"area_size": "small", "existing": ["facebook"]})
    visitor.press("Bewaren en later verder")
    assert visitor.open(kept.at()).url == kept.at("stap/buurt")


def test_another_audience_opens_the_questions_for_it_and_keeps_the_rest(visitor, keep):
    without = {key: value for key, value in OFFICIAL_READY.items() if key != "hours"}
    kept = keep(without)
    visitor.open(kept.at("stap/start")).choose("Wie bent u?", "Ik ben bewoner of vrijwilliger in de buurt")
    visitor.press("Volgende")
    assert kept.answers == without | {"audience": "resident"}
    assert visitor.open(kept.at()).url == kept.at("stap/online-en-offline-2")
    assert "hours" in visitor.questions
    visitor.answer({"hours": "under_2"}).press("Volgende")
    assert visitor.open(kept.at()).url == kept.at("advies")


def test_the_first_value_of_a_wish_is_shown_with_its_reason_and_can_be_changed(visitor, keep):
    before = {key: OFFICIAL_READY[key] for key in OFFICIAL_READY if not key.startswith("w_")}
    kept = keep(before | {"municipality_part": ["owner"]})
    visitor.open(kept.at("stap/succesfactoren-2"))
    assert "Een site of app van de gemeente moet toegankelijk zijn." in visitor.text
    checked = {box.name: box.get("value") for box in visitor.page.xpath("//input[@checked]")}
    assert checked == {"w_accessible": "must"}
    visitor.choose("Mensen met een beperking kunnen het goed gebruiken", "fijn").press("Volgende")
    assert kept.answers["w_accessible"] == "nice"
    visitor.open(kept.at("stap/succesfactoren-2"))
    assert "Een site of app van de gemeente moet toegankelijk zijn." not in visitor.text


def test_a_first_value_is_not_an_answer_until_it_is_sent(visitor, keep):
    before = {key: OFFICIAL_READY[key] for key in OFFICIAL_READY if not key.startswith("w_")}
    kept = keep(before)
    visitor.open(kept.at("stap/succesfactoren-2"))
    assert kept.answers == before
    visitor.press("Volgende")
    assert kept.answers["w_accessible"] == "must"


def test_a_fourth_must_beside_a_first_value_is_refused(visitor, keep):
    kept = keep({key: OFFICIAL_READY[key] for key in OFFICIAL_READY if not key.startswith("w_")})
    visitor.open(kept.at("stap/succesfactoren-2"))
    for wish in ("w_resident_control", "w_data_local", "w_money_local"):
        visitor._tick(visitor.page.xpath(f"//input[@name='{wish}'][@value='must']")[0])
    visitor.press("Volgende")
    assert [link for _sentence, link in visitor.mistakes()] == ["#w_accessible-1"]
    assert "w_accessible" not in kept.answers


def test_above_the_wishes_stands_how_often_must_is_used_of_the_times_it_may(visitor, keep):
    answers = {"audience": "official", "goal_main": "meet", "w_accessible": "must", "w_resident_control": "must"}
    visitor.open(keep(answers).at("stap/succesfactoren-2"))
    assert "U gebruikte 2 van uw 3 keer “moet”." in visitor.text
    for wish in ("w_data_local", "w_money_local"):
        visitor._tick(visitor.page.xpath(f"//input[@name='{wish}'][@value='must']")[0])
    assert "U koos 4 keer “moet”. Kies er hooguit 3." in visitor.press("Volgende").text


def test_beside_each_wish_stands_how_many_fitting_platforms_meet_it(visitor, keep):
    visitor.open(keep({"audience": "official", "goal_main": "meet", "place": "Haarlem"}).at("stap/succesfactoren-2"))
    fields = visitor.response.context["form"].fields_with_questions
    total = visitor.response.context["distribution_total"]
    assert total > 0
    for field in fields:
        assert set(field.distribution) == {"yes", "no", "unknown"}
        assert sum(field.distribution.values()) == total


# --- mistakes ------------------------------------------------------------------------------------------------------


def test_a_mistake_shows_a_summary_that_leads_to_the_question(visitor, keep):
    kept = keep(OFFICIAL_START)
    visitor.open(kept.at("stap/doel"))
    visitor.answer({"goal_main": "meet", "goal_extra": ["meet", "help"], "need_source": "both"}).press("Volgende")
    assert visitor.url == kept.at("stap/doel")
    assert visitor.mistakes() == [
        ("Dit doel koos u al als hoofddoel. Kies een ander doel, of laat dit leeg.", "#goal_extra-1")
    ]
    for _sentence, target in visitor.mistakes():
        assert visitor.page.get_element_by_id(target.removeprefix("#")) is not None
    assert visitor.title.startswith("Fout: Stap 2 van 7: Doel")


@pytest.mark.each_database
def test_a_mistake_loses_nothing_of_what_was_chosen_and_saves_nothing(visitor, keep):
    kept = keep(OFFICIAL_START)
    visitor.open(kept.at("stap/doel"))
    visitor.answer({"goal_main": "meet", "goal_extra": ["meet", "help"], "need_source": "both"}).press("Volgende")
    chosen = sorted((box.name, box.get("value")) for box in visitor.page.xpath("//input[@checked]"))
    assert chosen == [
        ("goal_extra", "help"),
        ("goal_extra", "meet"),
        ("goal_main", "meet"),
        ("need_source", "both"),
    ]
    assert kept.answers == OFFICIAL_START


def test_a_mistake_stands_beside_its_question_too(visitor, keep):
    visitor.open(keep().at("stap/start")).answer({"place": "Xyzzyveen"}).press("Volgende")
    assert [link for _sentence, link in visitor.mistakes()] == ["#audience-1", "#place-1"]
    assert "Controleer uw antwoorden (2)" in visitor.text
    field = visitor.page.get_element_by_id("place-1")
    assert field.value == "Xyzzyveen"
    assert field.get("aria-invalid") == "true"
    assert "place-fout" in field.get("aria-describedby")
    said = words(visitor.page.get_element_by_id("place-fout"))
    assert said == "Fout: We kennen deze plaats niet. Controleer de naam, noem de gemeente, of laat het veld leeg."


def test_a_place_with_more_meanings_can_be_chosen_on_the_page(visitor, keep):
    kept = keep()
    visitor.open(kept.at("stap/start")).choose("Wie bent u?", "Ik ben bewoner of vrijwilliger in de buurt")
    visitor.write("In welke gemeente ligt de buurt?", "Nes").press("Volgende")
    assert visitor.mistakes() == [("We kennen meer plaatsen met deze naam. Kies welke u bedoelt.", "#place-1")]
    visitor.choose("Bedoelt u een van deze?", "Nes (Ameland, Friesland)").press("Volgende")
    assert visitor.url == kept.at("stap/doel")
    assert (kept.answers["place"], kept.answers["area_name"]) == ("Ameland", "Nes")


def test_a_municipality_with_a_namesake_is_asked_once(visitor, keep):
    kept = keep()
    visitor.open(kept.at("stap/start")).choose("Wie bent u?", "Ik ben bewoner of vrijwilliger in de buurt")
    visitor.write("In welke gemeente ligt de buurt?", "Laren").press("Volgende")
    visitor.choose("Bedoelt u een van deze?", "Laren (Noord-Holland)").press("Volgende")
    assert (kept.answers["place"], kept.answers["area_name"]) == ("Laren (NH.)", None)
    assert visitor.open(kept.at("stap/start")).page.get_element_by_id("place-1").value == "Laren (Noord-Holland)"
    visitor.press("Volgende")
    assert visitor.url == kept.at("stap/doel") and kept.answers["place"] == "Laren (NH.)"


def test_a_village_typed_as_the_place_is_the_name_of_the_area_until_it_is_taken_away(visitor, keep):
    kept = keep()
    visitor.open(kept.at("stap/start")).choose("Wie bent u?", "Ik ben bewoner of vrijwilliger in de buurt")
    visitor.write("In welke gemeente ligt de buurt?", "nieuw dijk").press("Volgende")
    assert (kept.answers["place"], kept.answers["area_name"]) == ("Montferland", "Nieuw-Dijk")
    assert visitor.open(kept.at("stap/start")).page.get_element_by_id("area_name-1").value == "Nieuw-Dijk"
    visitor.write("Hoe heet de buurt, het dorp of de wijk?", "").press("Volgende")
    assert (kept.answers["place"], kept.answers["area_name"]) == ("Montferland", None)


def test_a_misspelled_place_is_offered_as_it_is_spelled_and_never_chosen_by_itself(visitor, keep):
    kept = keep()
    visitor.open(kept.at("stap/start")).choose("Wie bent u?", "Ik ben bewoner of vrijwilliger in de buurt")
    visitor.write("In welke gemeente ligt de buurt?", "Zoetermer").press("Volgende")
    assert "place" not in kept.answers
    visitor.choose("Bedoelt u deze plaats?", "Zoetermeer (Zuid-Holland)").press("Volgende")
    assert kept.answers["place"] == "Zoetermeer"


def test_of_a_typed_place_and_a_chosen_meaning_the_chosen_one_wins(visitor, keep):
    kept = keep()
    visitor.open(kept.at("stap/start")).choose("Wie bent u?", "Ik ben bewoner of vrijwilliger in de buurt")
    visitor.write("In welke gemeente ligt de buurt?", "Nes").press("Volgende")
    visitor.write("In welke gemeente ligt de buurt?", "Haarlem").press("Volgende")
    assert kept.answers["place"] == "Haarlem"


# --- posts that do not fit -----------------------------------------------------------------------------------------


def posts_that_do_not_fit(kept):
    goal = {"goal_main": "help", "goal_extra": ["meet", "share"]}
    return {
        "the page of another step": (kept.at("stap/buurt"), goal | {MANAGEMENT: "doel"}),
        "no management form": (kept.at("stap/doel"), goal),
        "an unknown step in the form": (kept.at("stap/doel"), goal | {MANAGEMENT: "elders"}),
        "an unknown step in the address": (kept.at("stap/elders"), goal | {MANAGEMENT: "elders"}),
        "a page that does not apply": (kept.at("stap/doel-3"), goal | {MANAGEMENT: "doel-3"}),
        "the overview": (kept.at("stap/overzicht"), goal | {MANAGEMENT: "overzicht"}),
        "away to keep, without management form": (kept.at("stap/doel"), goal | {"keep": "1"}),
        "back, with another step in the form": (
            kept.at("stap/doel"),
            goal | {MANAGEMENT: "buurt", "wizard_goto_step": "start"},
        ),
    }


@pytest.mark.each_database
@pytest.mark.parametrize("case", list(posts_that_do_not_fit(type("", (), {"at": staticmethod(str)}))))
def test_a_post_that_does_not_fit_saves_nothing_and_offers_what_was_typed(visitor, keep, case):
    kept = keep(RESIDENT_START)
    url, data = posts_that_do_not_fit(kept)[case]
    visitor._land(visitor.client.post(url, data), url, expect=409)
    assert kept.answers == RESIDENT_START
    assert visitor.heading == "Deze antwoorden zijn nog niet bewaard"
    for shown in ("Buren helpen elkaar", "Buren leren elkaar kennen en Lenen, geven en ruilen"):
        assert shown in visitor.text
    visitor.press("Bewaar deze antwoorden")
    assert kept.answers == RESIDENT_START | {
        "goal_main": "help",
        "goal_extra": ["meet", "share"],
        "need_source": None,
    }
    assert visitor.url == kept.at("stap/doel-2")


def test_a_post_that_does_not_fit_and_holds_nothing_leads_on(visitor, keep):
    kept = keep(RESIDENT_START)
    visitor._land(visitor.client.post(kept.at("stap/doel"), {}), kept.at("stap/doel"), expect=409)
    assert "Bewaar deze antwoorden" not in visitor.text
    assert visitor.follow("Ga verder zonder deze antwoorden").url == kept.at("stap/doel")


def test_what_was_typed_is_shown_as_text_never_as_markup(visitor, keep):
    kept = keep(RESIDENT_START)
    data = {"goal_sentence": "<script>alert(1)</script>" * 50, "bottleneck": "<b>"}
    visitor._land(visitor.client.post(kept.at("stap/doel"), data), kept.at("stap/doel"), expect=409)
    assert b"<script>alert" not in visitor.response.content
    assert b"&lt;script&gt;alert" in visitor.response.content


def test_a_forged_step_back_is_not_followed_elsewhere(visitor, keep):
    kept = keep(RESIDENT_START)
    data = {MANAGEMENT: "doel", "goal_main": "help", "wizard_goto_step": "https://elders.example/"}
    assert visitor.client.post(kept.at("stap/doel"), data)["Location"] == kept.at("stap/doel-2")


def test_a_page_that_does_not_exist_leads_to_the_first_open_one(visitor, keep):
    kept = keep(OFFICIAL_START | {key: OFFICIAL_READY[key] for key in ("goal_main", "goal_extra", "need_source")})
    for page in ("elders", "doel-9", "start-1"):
        assert visitor.open(kept.at(f"stap/{page}")).url == kept.at("stap/doel-2")
    done = keep(full(RESIDENT_READY))
    assert visitor.open(done.at("stap/doel-3")).url == done.at("stap/overzicht")


def test_a_form_without_its_token_is_refused_on_a_friendly_page(keep):
    kept = keep(RESIDENT_START)
    strict = Client(enforce_csrf_checks=True)
    response = strict.post(kept.at("stap/doel"), {MANAGEMENT: "doel", "goal_main": "help"})
    assert response.status_code == 403
    assert "Uw formulier is niet verstuurd" in response.content.decode()
    assert kept.answers == RESIDENT_START


def test_a_form_with_its_token_is_accepted(keep):
    kept = keep(RESIDENT_START)
    visitor = Visitor(Client(enforce_csrf_checks=True))
    visitor.open(kept.at("stap/doel")).answer({"goal_main": "help"}).press("Volgende")
    assert kept.answers["goal_main"] == "help"


@pytest.mark.parametrize(
    ("page", "methods"),
    [
        ("stap/doel", ["put", "delete", "patch"]),
        ("", ["post", "put"]),
        ("bewaren", ["post"]),
        ("advies", ["post", "delete"]),
        ("vergelijk", ["post"]),
        ("rapport", ["post"]),
        ("wissen", ["put"]),
        ("bewaartermijn", ["delete"]),
    ],
)
def test_other_methods_are_refused_and_change_nothing(client, keep, page, methods):
    kept = keep(full(RESIDENT_READY))
    for method in methods:
        assert getattr(client, method)(kept.at(page)).status_code == 405, method
    assert kept.answers == full(RESIDENT_READY)


@pytest.mark.parametrize(
    ("url", "methods"),
    [
        ("/", ["post", "put"]),
        ("/plan/", ["put"]),
        ("/verder/", ["delete"]),
        ("/snelle-check/", ["put", "delete"]),
        ("/methode/", ["post"]),
        ("/over/privacy/", ["post"]),
    ],
)
def test_other_methods_are_refused_on_the_pages_around_it(client, url, methods):
    before = Plan.objects.count()
    for method in methods:
        assert getattr(client, method)(url).status_code == 405, method
    assert Plan.objects.count() == before


# --- two tabs ------------------------------------------------------------------------------------------------------


@pytest.mark.each_database
def test_two_tabs_on_different_pages_do_not_undo_each_other(db, keep):
    kept = keep(OFFICIAL_START)
    one, other = Visitor(Client()), Visitor(Client())
    one.open(kept.at("stap/doel")).answer({"goal_main": "help"})
    other.open(kept.at("stap/buurt")).answer({"area_size": "large"})
    one.press("Volgende")
    other.press("Volgende")
    assert kept.answers["goal_main"] == "help"
    assert kept.answers["area_size"] == "large"


@pytest.mark.each_database
def test_pages_sent_at_the_same_moment_are_all_kept(live_site):
    first = Visitor(Network(live_site.url)).begin()
    first.answer({"audience": "official"}).press("Volgende")
    plan = f"/plan/{first.token()}"
    sent = {
        "doel": {"goal_main": "help", "need_source": "both"},
        "buurt": {"area_size": "large"},
        "proces": {"budget": "nothing"},
        "online-en-offline": {"connectors": "team_ready", "moderation": "residents"},
    }
    for value in range(3):
        tabs = [Visitor(Network(live_site.url)).open(f"{plan}/stap/{page}/") for page in sent]
        together = Barrier(len(tabs))
        for tab, answers in zip(tabs, sent.values(), strict=True):
            answers = {key: QUESTIONS[key].options[value].value for key in answers}
            tab.answer(answers)

        def press(tab, together=together):
            together.wait()
            return tab.press("Volgende")

        with ThreadPoolExecutor(len(tabs)) as threads:
            list(threads.map(press, tabs))
        for page, answers in sent.items():
            first.open(f"{plan}/stap/{page}/")
            checked = {box.name: box.get("value") for box in first.page.xpath("//input[@checked]")}
            assert checked == {key: QUESTIONS[key].options[value].value for key in answers}, page


# --- rail and overview ---------------------------------------------------------------------------------------------


def test_the_steps_beside_a_page_say_done_here_or_nothing(visitor, keep):
    answers = {
        key: OFFICIAL_READY.get(key) for page in list(PAGES.values())[:3] for key in (q.key for q in page.questions)
    }
    visitor.open(keep(answers).at("stap/doel-3"))
    states = [row["state"] for row in visitor.response.context["rail"]]
    assert states == ["done", "here", "open", "open", "open", "open", "open"]
    assert rail(visitor)[:3] == [
        ("Start", "gedaan"),
        ("Doel", "u bent hier, pagina 3 van 3"),
        ("Buurt: wat is er al?", ""),
    ]


def test_only_done_steps_are_links(visitor, keep):
    visitor.open(keep(OFFICIAL_START).at("stap/doel"))
    links = visitor.page.xpath("//nav[@aria-label='Stappen']//div[contains(@class, 'lang')]//a")
    assert [words(link) for link in links] == ["Start"]


def test_a_step_with_one_page_still_open_is_not_done(visitor, keep):
    answers = full(OFFICIAL_READY)
    del answers["bottleneck"]
    visitor.open(keep(answers).at("stap/buurt"))
    states = {row["step"].key: row["state"] for row in visitor.response.context["rail"]}
    assert states["doel"] == "open"
    assert states["rol"] == "done"


@pytest.mark.parametrize("answers", [OFFICIAL_READY, RESIDENT_READY])
def test_the_overview_lists_every_answer_with_a_link_to_change_it(visitor, keep, answers):
    kept = keep(full(answers))
    visitor.open(kept.at("stap/overzicht"))
    shown = visible_answers(answers)
    links = {
        row.get("id").removeprefix("antwoord-"): row.xpath(".//a")[0]
        for row in visitor.page.xpath("//*[starts-with(@id, 'antwoord-')]")
    }
    assert list(links) == list(shown)
    for key, link in links.items():
        assert words(link) == f"Wijzig: {QUESTIONS[key].label_for(answers['audience'])}"
        visitor.open(link.get("href").split("#")[0])
        assert visitor.page.get_element_by_id(f"{key}-1") is not None


def test_the_overview_says_answers_in_the_words_of_the_questions(visitor, keep):
    visitor.open(keep(full(OFFICIAL_READY | {"place": "'s-Gravenhage"})).at("stap/overzicht"))
    rows = {
        words(row.find("dt")): [words(part) for part in row.xpath("./dd[1]//li") or row.xpath("./dd[1]")]
        for row in visitor.page.xpath("//dl/div")
    }
    assert rows["In welke gemeente ligt de buurt?"] == ["Den Haag"]
    assert rows["Wat wilt u vooral bereiken in de buurt?"] == ["Buren leren elkaar kennen"]
    assert rows["Wat doet u in het echt, naast het platform?"] == [
        "Een vaste plek om langs te komen",
        "Activiteiten of een markt",
    ]
    assert rows["Schrijf het doel in één zin."] == [OFFICIAL_READY["goal_sentence"]]


def test_the_overview_names_what_was_skipped(visitor, keep):
    answers = full({"audience": "resident"})
    visitor.open(keep(answers).at("stap/overzicht"))
    assert visitor.text.count("Overgeslagen, telt niet mee") == len(visible_answers(answers)) - 1


def test_the_overview_sends_to_the_first_page_that_is_open(visitor, keep):
    answers = full(RESIDENT_READY)
    del answers["visibility"], answers["moderation"]
    kept = keep(answers)
    assert visitor.open(kept.at("stap/overzicht")).url == kept.at("stap/succesfactoren")


def test_the_overview_sends_to_a_page_whose_stored_answer_no_longer_holds(visitor, keep):
    kept = keep(full(RESIDENT_READY | {"budget": "a_bag_of_gold"}))
    visitor.open(kept.at("stap/overzicht"))
    assert visitor.url == kept.at("stap/proces")
    assert "Uw antwoord was: a_bag_of_gold." in visitor.text


def test_the_overview_only_reads(client, keep):
    kept = keep(full(RESIDENT_READY))
    changed = kept.plan.changed
    assert client.get(kept.at("stap/overzicht")).status_code == 200
    assert client.get(kept.at("stap/overzicht")).status_code == 200
    assert kept.answers == full(RESIDENT_READY)
    assert kept.plan.changed == changed


def test_changing_an_answer_from_the_overview_leads_back_to_it(visitor, keep):
    kept = keep(full(RESIDENT_READY))
    visitor.open(kept.at("stap/overzicht")).follow("Wijzig: Wat wilt u vooral bereiken in de buurt?")
    visitor.choose("Wat wilt u vooral bereiken in de buurt?", "Buren helpen elkaar").press("Opslaan en terug")
    assert kept.answers == full(RESIDENT_READY) | {"goal_main": "help"}
    assert visitor.heading == "Controleer uw antwoorden"


def test_what_is_known_of_the_municipality_stands_beside_the_question_what_neighbours_use(visitor, keep):
    kept = keep({"audience": "resident", "place": "Montferland", "goal_main": "meet"})
    page = next(key for key, page in PAGES.items() if any(one.key == "existing" for one in page.questions))
    visitor.open(kept.at(f"stap/{page}"))
    known = visitor.page.xpath("//section[@aria-labelledby='er-al']")[0]
    assert "Wat wij kennen in Montferland" in words(known)
    row = next(words(row) for row in known.xpath(".//li") if words(row).startswith("digiDIEK"))
    assert "we weten niet of het nog bestaat" in row


def test_without_a_municipality_nothing_stands_beside_that_question(visitor, keep):
    kept = keep({"audience": "resident", "goal_main": "meet"})
    page = next(key for key, page in PAGES.items() if any(one.key == "existing" for one in page.questions))
    visitor.open(kept.at(f"stap/{page}"))
    assert "existing" in visitor.questions
    assert not visitor.page.xpath("//section[@aria-labelledby='er-al']")
