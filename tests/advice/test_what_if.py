"""Other weights, softer musts, and where a platform stands: tried on the advice page, kept when asked."""

import re
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from django.utils.translation import override

from platforms.models import Catalogue
from platforms.vocabulary import VOCABULARY
from stappenplan.advice.explanation.figures import of_ten
from stappenplan.advice.explanation.placement import find_placement
from stappenplan.advice.explanation.robustness import (
    answers_that_decide,
    calls_elsewhere,
    deciding_calls,
    describe_robustness,
)
from stappenplan.advice.explanation.score_breakdown import score_contributions
from stappenplan.advice.explanation.shelf_rows import lay_out_shelves
from stappenplan.advice.open_questions.provider_questions import list_inquiries, provider_mail
from stappenplan.advice.what_if import WhatIfForm
from stappenplan.method.advice import advise
from stappenplan.method.assessment.criteria import CRITERIA, CRITERION
from stappenplan.method.assessment.knock_outs import WISHES
from stappenplan.method.assessment.shelves import CHOOSE, TODAY, shelf_of
from stappenplan.method.profile import OVERRIDE_LABELS, profile_from
from stappenplan.models import Plan
from stappenplan.report.queue import report_for
from stappenplan.templatetags.advice import hundredths
from stappenplan.text import say
from tests.support.browser import wait_until
from tests.support.personas import OFFICIAL_READY, PERSONAS, RESIDENT_READY, SITUATIONS
from tests.support.visitor import words

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

# Advice in which a little changes the first place, one in which a must rules much out, and one in which it empties the
# leading shelf.
CLOSE = PERSONAS["official_help_haarlem"]
CHEAP = PERSONAS["resident_shares_without_money"]
STRICT = PERSONAS["three_musts"]
OTHER = {"weight-goal_fit": "none", "weight-cost": "heavy", "weight-continuity": "extra"}


@pytest.fixture
def read(visitor, keep):
    """Open the advice of a plan with these answers; the plan is `read.kept`."""

    def read(answers, query=None, reader=False, language=""):
        read.kept = keep(answers)
        path = f"/advies/{Plan.view_token(read.kept.token)}/" if reader else f"/plan/{read.kept.token}/advies/"
        return visitor.open(f"{language}{path}?{urlencode(query or {})}")

    return read


def first_three(visitor):
    leading = visitor.page.xpath("//*[starts-with(@id, 'plank-')]")[0]
    return [link.get("href").split("/")[-2] for link in leading.xpath("./ol/li//h4/a | ./ul/li//h4/a")][:3]


def test_a_whole_weight_is_shown_without_a_fraction(read):
    legends = read(OFFICIAL_READY).page.xpath("//fieldset[starts-with(@id, 'weight-')]/legend/span")
    shown = [words(one) for one in legends]
    assert len(shown) == len(CRITERIA)
    assert [one for one in shown if not re.fullmatch("nu [0-9]+(,[0-9]*[1-9])?", one)] == []


def alerts(visitor):
    """What the summary on top says is wrong; each sentence leads to a choice, and stands beside the choices too."""
    said = [(sentence, where.removeprefix("#")) for sentence, where in visitor.mistakes()]
    beside = [words(one) for one in visitor.page.xpath("//form[@data-try]//p[contains(@class, 'fout')]")]
    assert beside == [f"Fout: {sentence}" for sentence, _where in said]
    assert all(visitor.page.get_element_by_id(where).get("type") == "radio" for _sentence, where in said)
    assert visitor.title.startswith("Fout:") == bool(said)
    assert [words(one) for one in visitor.page.xpath("//*[@autofocus]")] == ["Controleer uw antwoord"] * bool(said)
    return [sentence for sentence, _where in said]


def advised(answers, emphasis=None):
    now = Catalogue.current()
    return advise(answers, now.platforms, now.released, emphasis)


def leading(advice):
    """The platforms in front on the first shelf; three, or fewer where fewer are known well enough."""
    return [one.platform.slug for one in advice.ranking.shelves[0].first]


# --- trying --------------------------------------------------------------------------------------------------------


def test_other_weights_change_the_ranking_and_not_the_plan(read):
    before = first_three(read(CLOSE))
    page = read(CLOSE, OTHER)
    emphasis = {name.removeprefix("weight-"): word for name, word in OTHER.items()}
    assert first_three(page) == leading(advised(CLOSE, emphasis)) != before
    assert "U probeert andere gewichten" in page.text
    assert "Uw plan is nog niet veranderd." in page.text
    read.kept.plan.refresh_from_db()
    assert (read.kept.plan.answers, read.kept.plan.emphasis) == (CLOSE, {})


def test_the_form_shows_what_is_tried(read):
    page = read(CLOSE, OTHER)
    for name, word in OTHER.items():
        assert page.page.xpath(f"//input[@name='{name}'][@checked]/@value") == [word]
    assert page.page.xpath("//details[@open]//form[@data-try]")


def test_the_form_has_each_weight_that_counts_and_each_wish_as_answered(read):
    page = read(CLOSE)
    names = set(page.page.xpath("//form[@data-try]//input/@name"))
    weights = profile_from(CLOSE).weights
    assert names == {f"weight-{key}" for key, weight in weights.items() if weight} | {
        f"wish-{one.key}" for one in WISHES
    }
    for wish in WISHES:
        assert page.page.xpath(f"//input[@name='wish-{wish.key}'][@checked]/@value") == [CLOSE[wish.key]]


def test_the_same_form_sent_unchanged_tries_nothing(read):
    page = read(CLOSE).press("Reken opnieuw")
    assert "U probeert andere gewichten" not in page.text
    assert not alerts(page)


def test_without_script_a_button_works_it_out(read):
    page = read(CLOSE)
    page.choose(say(CRITERION["goal_fit"].label), "telt niet").choose(say(CRITERION["cost"].label), "zwaar")
    page.press("Reken opnieuw")
    assert first_three(page) == leading(advised(CLOSE, {"goal_fit": "none", "cost": "heavy"}))


def test_a_must_can_be_tried_as_a_wish(read):
    before = first_three(read(CHEAP))
    page = read(CHEAP, {"wish-w_free": "important"})
    assert first_three(page) == leading(advised(CHEAP | {"w_free": "important"})) != before
    assert read.kept.answers == CHEAP


@pytest.mark.parametrize("trying", [None, OTHER], ids=["as answered", "with other weights"])
def test_a_must_that_empties_a_shelf_is_softened_there(read, client, trying):
    shelf = next(shelf for shelf in advised(STRICT).shelves if shelf.soften)
    (key, count), page = shelf.soften, read(STRICT, trying)
    assert not shelf.ranked
    (shown,) = page.page.xpath(f"//*[@id='plank-{shelf.key}']")
    assert f"Aantal dat hier dan past: {count}." in words(shown)
    assert shown.xpath(".//form//input[@name='wish']/@value") == [key]
    client.post(shown.xpath(".//form/@action")[0], {"wish": key})
    assert read.kept.answers == STRICT | {key: "important"}
    assert len(advised(read.kept.answers).ranking.shelf(shelf.key).ranked) == count


@pytest.mark.parametrize("name", ["weight-cost", "wish-w_export"])
@pytest.mark.parametrize("value", ["enormous", "3", "<script>"])
def test_a_word_that_is_no_choice_is_refused_with_a_message(read, name, value):
    page = read(CLOSE, {name: value})
    assert alerts(page) == ["Kies alleen antwoorden uit de lijst."]
    assert first_three(page) == leading(advised(CLOSE))
    assert not page.page.xpath("//main//script")


def test_more_than_three_musts_are_refused(read):
    page = read(CLOSE, {f"wish-{key}": "must" for key in ("w_free", "w_accessible", "w_export", "w_open_source")})
    assert alerts(page) == ["Kies hooguit drie keer “moet”."]
    assert first_three(page) == leading(advised(CLOSE))


def test_that_nothing_counts_is_refused(read):
    page = read(CLOSE, {f"weight-{one.key}": "none" for one in CRITERIA})
    (fault,) = alerts(page)
    assert "minstens één" in fault
    assert first_three(page) == leading(advised(CLOSE))


def test_a_weight_of_a_criterion_that_does_not_count_is_not_read(read):
    page = read(CLOSE | {"budget": None}, {"weight-cost": "heavy"})
    assert "U probeert andere gewichten" not in page.text
    assert not alerts(page)


def test_figures_of_certainty_follow_what_is_tried(read):
    def sure(page):
        return [words(one) for one in page.page.xpath("//section[@id='zeker']//ul[@class='twee-zinnen']/li")]

    assert sure(read(CLOSE)) != sure(read(CLOSE, {"weight-goal_fit": "none", "weight-cost": "heavy"}))


# --- keeping -------------------------------------------------------------------------------------------------------


def test_what_was_tried_can_be_kept_and_taken_back(read):
    page = read(CLOSE, OTHER | {"wish-w_export": "must"})
    tried = first_three(page)
    page.press("Bewaar deze gewichten")
    assert first_three(page) == tried
    assert "Bij dit plan zijn gewichten met de hand veranderd." in page.text
    plan = read.kept.plan
    plan.refresh_from_db()
    assert plan.emphasis == {"goal_fit": "none", "cost": "heavy", "continuity": "extra"}
    assert plan.answers == CLOSE | {"w_export": "must"}

    page.press("Volg weer alleen uw antwoorden")
    plan.refresh_from_db()
    assert plan.emphasis == {}
    assert plan.answers == CLOSE | {"w_export": "must"}
    assert first_three(page) == leading(advised(plan.answers))
    assert "met de hand veranderd" not in page.text


def test_weights_that_were_kept_are_said_at_the_order_to_who_reads_along_too(read):
    said = "Deze volgorde rekent met gewichten die met de hand zijn veranderd."
    assert said not in read(CLOSE, reader=True).text
    page = read(CLOSE, OTHER)
    page.press("Bewaar deze gewichten")
    assert said not in page.text and "gewichten die u zelf veranderde" in page.text
    page.open(f"/advies/{Plan.view_token(read.kept.token)}/")
    assert words(page.page.xpath("//section[@id='past']/p")[0]) == said


def test_trying_again_starts_from_what_was_kept(read):
    page = read(CLOSE, OTHER).press("Bewaar deze gewichten")
    assert page.page.xpath("//input[@name='weight-cost'][@checked]/@value") == ["heavy"]
    page.choose(say(CRITERION["cost"].label), "gewoon").press("Reken opnieuw").press("Bewaar deze gewichten")
    read.kept.plan.refresh_from_db()
    assert read.kept.plan.emphasis == {"goal_fit": "none", "continuity": "extra"}


@pytest.mark.parametrize(
    "sent",
    [
        {"weight-cost": "enormous"},
        {f"weight-{one.key}": "none" for one in CRITERIA},
        {f"wish-{key}": "must" for key in ("w_free", "w_accessible", "w_export", "w_open_source")},
    ],
    ids=["no word", "nothing counts", "four musts"],
)
def test_what_may_not_be_is_not_kept(client, keep, sent):
    kept = keep(CLOSE)
    client.post(f"/plan/{kept.token}/gewichten/", sent)
    kept.plan.refresh_from_db()
    assert (kept.plan.answers, kept.plan.emphasis) == (CLOSE, {})


def test_weights_of_a_plan_are_kept_by_post_alone(client, keep):
    kept = keep(CLOSE)
    for address, tried in (("gewichten", OTHER), ("verzachten", {"wish": "w_export"})):
        response = client.get(f"/plan/{kept.token}/{address}/", tried)
        assert response["Location"] == f"/plan/{kept.token}/advies/"
    kept.plan.refresh_from_db()
    assert (kept.plan.answers, kept.plan.emphasis) == (CLOSE, {})


def test_who_reads_along_can_look_and_not_keep(read, client):
    page = read(CLOSE, OTHER, reader=True)
    assert "U probeert andere gewichten" in page.text
    assert first_three(page) == leading(advised(CLOSE, {"goal_fit": "none", "cost": "heavy", "continuity": "extra"}))
    buttons = [words(button) for button in page.page.xpath("//main//button")]
    assert "Bewaar deze gewichten" not in buttons
    assert "Maak hier een wens van" not in buttons
    token = Plan.view_token(read.kept.token)
    for path in ("gewichten", "verzachten"):
        assert client.post(f"/plan/{token}/{path}/", OTHER | {"wish": "w_export"}).status_code == 404
    read.kept.plan.refresh_from_db()
    assert (read.kept.plan.answers, read.kept.plan.emphasis) == (CLOSE, {})


# --- softening -----------------------------------------------------------------------------------------------------


def test_a_must_becomes_a_wish_with_one_button(read):
    page = read(RESIDENT_READY)
    page.press("Maak hier een wens van")
    assert read.kept.answers == RESIDENT_READY | {"w_resident_control": "important"}
    assert first_three(page) == leading(advised(read.kept.answers))
    assert "Maak hier een wens van" not in [words(button) for button in page.page.iter("button")]


@pytest.mark.parametrize("key", ["w_export", "audience", "fame", "", "goal_main"])
def test_only_a_must_can_be_softened(client, keep, key):
    kept = keep(OFFICIAL_READY)
    client.post(f"/plan/{kept.token}/verzachten/", {"wish": key})
    assert kept.answers == OFFICIAL_READY


# --- where a platform stands ---------------------------------------------------------------------------------------


def found(page):
    return [words(one) for one in page.page.xpath("//*[@id='waar']//ul[@class='lijst']/li")]


def test_a_platform_is_found_by_the_last_part_of_its_address(read):
    shelf = advised(OFFICIAL_READY).shelves[0]
    platform = shelf.ranked[-1].platform
    place = shelf.ranks[platform.slug]
    assert found(read(OFFICIAL_READY, {"waar": platform.slug})) == [f"{platform.name}. Staat op plaats {place}."]


@pytest.mark.parametrize("typed", ["Nextdoor", "nextdoor", "nextdor", "Nextdorr"])
def test_a_platform_is_found_by_its_name_also_mistyped(read, typed):
    page = read(OFFICIAL_READY, {"waar": typed})
    assert found(page)[0].startswith("Nextdoor.")
    assert page.page.xpath("//input[@name='waar']/@value") == [typed]


@pytest.mark.parametrize("typed", ["zzzzqqqq", "<script>alert(1)</script>qqzz"])
def test_an_unknown_name_is_said_to_be_unknown(read, typed):
    page = read(OFFICIAL_READY, {"waar": typed})
    assert found(page) == []
    assert f"We kennen geen platform dat lijkt op “{typed}”." in page.text
    assert not page.page.xpath("//main//script")


@pytest.mark.parametrize("typed", ["", "   "])
def test_nothing_typed_shows_nothing(read, typed):
    page = read(OFFICIAL_READY, {"waar": typed})
    assert found(page) == []
    assert "We kennen geen platform" not in page.text


def test_who_reads_along_can_look_for_a_platform_too(read):
    assert found(read(OFFICIAL_READY, {"waar": "nextdoor"}, reader=True))[0].startswith("Nextdoor.")


@pytest.mark.parametrize("name", ["official_ready", "three_musts", "skipped_nearly_everything"])
def test_every_platform_of_the_catalogue_stands_somewhere_with_the_reason(name):
    advice = advised(PERSONAS[name])
    places = {slug: (place, shelf) for shelf in advice.shelves for slug, place in shelf.ranks.items()}
    for platform in Catalogue.current().platforms:
        one = find_placement(advice, platform)
        place, shelf = places.get(platform.slug, (None, None))
        if shelf is None or shelf.key == "offline":
            assert one.place is None
            assert one.beside or one.note or one.reasons
        else:
            assert one.place == place
            assert one.shelf == ("" if shelf is advice.shelves[0] else shelf.title)
        for _text, reasons in one.reasons:
            for reason in reasons:
                assert reason.fact is None or platform.facts[reason.key] is reason.fact


@pytest.mark.parametrize(
    ("name", "must", "leads"),
    [
        ("village_with_volunteers", "w_resident_control", False),
        ("official_builds_itself", "w_open_source", False),
        ("resident_shares_without_money", "w_free", True),
    ],
)
def test_what_one_must_cost_a_platform_is_said_as_a_place_on_its_shelf(read, name, must, leads):
    answers = PERSONAS[name]
    places = advised(answers).robustness.places_without[must]
    softened = advised(answers | {must: "important"})
    leading = softened.shelves[0]
    slug, place = next((slug, place) for slug, place in places.items() if (slug in leading.ranks) is leads)
    shelf = next(shelf for shelf in softened.shelves if slug in shelf.ranks)
    (said,) = found(read(answers, {"waar": slug}))
    on_shelf = "" if leads else f" van “{shelf.title}”"
    assert said.endswith(f"Zonder deze eis stond het op plaats {place}{on_shelf}.")
    assert shelf.ranks[slug] == place


def test_the_page_of_a_platform_leads_to_its_place_in_the_advice_of_this_browser(visitor):
    visitor.begin().walk(OFFICIAL_READY)
    token = visitor.token()
    visitor.open("/platforms/nextdoor/").follow("Waar staat dit platform in uw advies?")
    assert visitor.url.startswith(f"/plan/{token}/advies/?waar=nextdoor")
    assert found(visitor)[0].startswith("Nextdoor.")


def test_without_a_plan_in_this_browser_that_leads_to_the_start(visitor):
    visitor.open("/platforms/nextdoor/").follow("Waar staat dit platform in uw advies?")
    assert visitor.url == "/"
    visitor.client.cookies["plan"] = "long-gone"
    assert visitor.open("/mijn-advies/nextdoor/").url == "/"


# --- how a figure comes about --------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", PERSONAS)
def test_what_each_criterion_adds_makes_the_total_that_is_shown(name):
    for one in advised(PERSONAS[name]).ranking.ranked:
        parts, total = score_contributions(one)
        assert sum(part.hundredths for part in parts) == total == round(1000 * one.score)
        assert [part.rating for part in parts] != [] and {part.rating for part in parts} == set(one.ratings)
        whole = sum(rating.weight for rating in one.ratings)
        for part in parts:
            exact = 1000 * part.rating.weight * part.rating.score / whole
            assert abs(part.hundredths - exact) < 1 + 1e-9
        sizes = [part.hundredths for part in parts]
        assert sizes == sorted(sizes, reverse=True)


def test_the_table_on_the_page_adds_up_as_a_reader_adds_it(read):
    page = read(OFFICIAL_READY)
    ranked = advised(OFFICIAL_READY).ranking.ranked
    tables = page.page.xpath("//table[contains(@class, 'optelling')]")
    assert len(tables) >= 3
    for table, one in zip(tables, ranked, strict=False):
        parts = [words(cell) for cell in table.xpath("./tbody/tr/td[last()]")]
        total = words(table.xpath("./tfoot//td")[0])
        assert sum(int(part.replace(",", "")) for part in parts) == int(total.replace(",", ""))
        assert total == hundredths(score_contributions(one)[1])
        assert abs(float(total.replace(",", ".")) - float(of_ten(one.score).replace(",", "."))) <= 0.0551


# --- what decides --------------------------------------------------------------------------------------------------


# Several answers and phone calls put another platform first; no answer does; nothing is left to ask.
OPEN_TO_CHANGE = SITUATIONS["resident_meet_village"]
NOTHING_DECIDES = SITUATIONS["green_neighbourhood"]
SETTLED = SITUATIONS["village_site_works"]


def test_the_answers_that_decide_are_named(read):
    advice = advised(OPEN_TO_CHANGE)
    page = read(OPEN_TO_CHANGE)
    sentences = [say(sentence) for sentence in answers_that_decide(advice)][:3]
    assert len(sentences) == 3
    for sentence in sentences:
        assert sentence in page.text
        assert re.match(r"(Telt|Wordt|Is) [‘“].+ bovenaan\.$", sentence)


def test_that_no_answer_decides_is_said_too(read):
    assert "Geen gewicht en geen eis zet een ander platform bovenaan" in read(NOTHING_DECIDES).text


def test_a_sure_order_does_not_hide_what_is_unsure_of_number_one(read):
    for answers in (OFFICIAL_READY, OPEN_TO_CHANGE, SETTLED):
        advice = advised(answers)
        first = advice.ranking.ranked[0]
        said = [say(sentence) for sentence in describe_robustness(advice)][1:]
        unsure = first.platform.facts["status"].value == "unknown"
        assert (f"Van {first.platform.name} weten we niet of het nog draait." in said) is unsure
        assert (f"Van {first.platform.name} weten we niet of het aan alle eisen voldoet." in said) is bool(
            first.ask_first
        )
    assert len(said) == 0
    assert "Van Gebiedonline weten we niet of het aan alle eisen voldoet." in read(OFFICIAL_READY).text


def test_the_calls_that_decide_are_named_with_what_they_would_do(read):
    advice = advised(OPEN_TO_CHANGE)
    calls = deciding_calls(advice)
    assert len(calls) == 3
    page = read(OPEN_TO_CHANGE)
    items = [words(item) for item in page.page.xpath("//section[@id='zeker']//div[@class='waarom']//li")]
    marked = [words(item) for item in page.page.xpath("//*[contains(@class, 'vragen-aanbieder')]/ol/li[.//b]")]
    elsewhere = calls_elsewhere(calls, lay_out_shelves(advice))
    among = [call for call in calls if call not in elsewhere]
    assert all(any(text.startswith(say(VOCABULARY[call.fact].ask)) for text in marked) for call in among)
    assert ("Bij de vragen aan de eerste platforms staat welke." in page.text) is bool(among)
    for item, call in zip(items, elsewhere, strict=True):
        assert item.startswith(f"Vraag {call.platform.name}: {say(VOCABULARY[call.fact].ask)}")
        assert re.search(r"dan staat het op plaats \d+|dan valt het af", item)


def test_questions_to_a_provider_begin_with_the_ones_that_decide(read):
    advice = advised(OFFICIAL_READY)
    for one in advice.ranking.ranked:
        asked = list_inquiries(advice, one)
        decides = [question.decides for question in asked]
        assert decides == sorted(decides, reverse=True)
        joined = {"cost_municipality"} if shelf_of(advice.profile, one.platform) == TODAY else set()
        assert {question.fact for question in asked} == {fact for fact in one.to_ask if fact in VOCABULARY} - joined
        for group in (True, False):
            order = [one.to_ask.index(question.fact) for question in asked if question.decides is group]
            assert order == sorted(order)
    page = read(OFFICIAL_READY)
    lists = page.page.xpath("//details[contains(@class, 'vragen-aanbieder')]/ol")
    marked = ["Dit antwoord kan de eerste plaats veranderen." in words(item) for item in lists[0]]
    assert marked == [question.decides for question in list_inquiries(advice, advice.ranking.ranked[0])]
    assert any(marked)


@pytest.mark.parametrize("start_way", [None, "join_existing"])
def test_what_it_costs_the_municipality_is_not_asked_of_something_that_people_simply_join(start_way):
    advice, seen = advised(OFFICIAL_READY | {"start_way": start_way}), set()
    for shelf in advice.shelves:
        for one in shelf.ranked:
            if "cost_municipality" in one.to_ask:
                seen.add(shelf.key)
                asked = {question.fact for question in list_inquiries(advice, one)}
                assert ("cost_municipality" in asked) is (shelf.key != TODAY)
    assert seen >= {CHOOSE, TODAY}
    assert not [
        call
        for call in deciding_calls(advice)
        if call.fact == "cost_municipality" and shelf_of(advice.profile, call.platform) == TODAY
    ]


def test_all_questions_stand_ready_as_an_e_mail_in_both_languages(read):
    advice = advised(CLOSE)
    first = advice.ranking.ranked[0]
    asked = list_inquiries(advice, first)
    page = read(CLOSE)
    for language in ("nl", "en"):
        text = mails(page, language)[0]
        assert text.strip() == provider_mail(first.platform, asked, language).strip()
        assert first.platform.name in text
        with override(language):
            for number, question in enumerate(asked, 1):
                assert f"\n{number}. {say(question.ask)}" in text
    assert provider_mail(first.platform, asked, "nl").startswith("Beste mensen van")


def mails(visitor, language):
    """The texts of the e-mails that the page opens in this language, in its order."""
    name = {"nl": ("in het Nederlands", "in Dutch"), "en": ("in het Engels", "in English")}[language]
    links = visitor.page.xpath("//*[contains(@class, 'vragen-aanbieder')]//a[starts-with(@href, 'mailto:?subject=')]")
    bodies = [parse_qs(urlsplit(link.get("href")).query)["body"][0] for link in links if words(link) in name]
    return [body.replace("\r\n", "\n") for body in bodies]


def test_the_e_mail_is_the_same_whatever_the_language_of_the_page(read):
    texts = [mails(read(CLOSE, language=language), "nl") for language in ("", "/en")]
    assert texts[0] == texts[1] != []


@pytest.mark.parametrize("answers", [CLOSE, OPEN_TO_CHANGE, OFFICIAL_READY], ids=["close", "open", "official"])
def test_each_question_to_a_provider_stands_on_the_page_once(read, answers):
    page = read(answers)
    for assessment in next(layout.first for layout in lay_out_shelves(advised(answers)) if layout.is_numbered):
        asked = list_inquiries(advised(answers), assessment)
        if not asked:
            continue
        fold = next(
            one
            for one in page.page.xpath("//details[contains(@class, 'vragen-aanbieder')]")
            if words(one.find("summary")).endswith(f" aan {assessment.platform.name}")
        )
        for question in asked:
            assert words(fold).count(say(question.ask)) == 1
            assert f"Vraag {assessment.platform.name}: {say(question.ask)}" not in page.text


# --- who is told ---------------------------------------------------------------------------------------------------


def test_data_says_which_weights_were_changed_by_hand(read, client):
    read(CLOSE, OTHER).press("Bewaar deze gewichten")
    given = client.get(f"/plan/{read.kept.token}/advies.json").json()
    emphasis = {name.removeprefix("weight-"): word for name, word in OTHER.items()}
    assert given["weights_by_hand"] == emphasis
    assert given["weights"]["goal_fit"] == 0
    answers = {key: value for key, value in CLOSE.items() if value}
    sent = client.post("/api/v1/adviezen", {"answers": answers, "emphasis": emphasis}, content_type="application/json")
    assert sent.json() == {key: given[key] for key in sent.json()}


def test_the_report_says_which_weights_were_changed_by_hand(read):
    read(CLOSE, OTHER).press("Bewaar deze gewichten")
    plan = Plan.objects.get()
    made = report_for(plan, Catalogue.current(), "nl")
    for name, word in OTHER.items():
        label, how = say(CRITERION[name.removeprefix("weight-")].label), say(OVERRIDE_LABELS[word])
        cells = rf"<th[^>]*> ?{re.escape(label)} ?</th> ?<td[^>]*> ?\d+(,\d+)? \(met de hand: {how}\) ?</td>"
        assert re.search(cells, " ".join(made.html.split()))
    plan.emphasis = {}
    plan.save()
    assert "met de hand:" not in report_for(plan, Catalogue.current(), "nl").html


def test_the_names_in_an_address_are_those_of_the_form():
    form = WhatIfForm(profile=profile_from(OFFICIAL_READY))
    assert set(form.fields) <= set(WhatIfForm.names())


# --- in a browser --------------------------------------------------------------------------------------------------


@pytest.mark.browser
@pytest.mark.parametrize("width", [1280, 320])
def test_a_choice_changes_the_ranking_at_once_and_the_panel_stays_open(visit, live_site, width):
    page = visit(viewport={"width": width, "height": 800})
    page.goto(f"{live_site.start_plan(CLOSE)}/advies/")
    page.get_by_text("Bekijk en verander wat zwaar telt").click()
    before = page.locator("[id^=plank-] li h4").all_inner_texts()

    for name in ("goal_fit", "none"), ("cost", "heavy"):
        page.locator(f"input[name=weight-{name[0]}][value={name[1]}]").check(force=True)
    page.get_by_text("U probeert andere gewichten").wait_for()
    wait_until(page, "(old) => document.querySelector('[id^=plank-] li h4').innerText !== old", before[0])
    assert page.locator("[id^=plank-] li h4").all_inner_texts() != before
    assert page.locator("details[open] form[data-try]").count() == 1  # the panel stays as it was
    assert page.evaluate("document.activeElement.name") == "weight-cost"
    shown = page.locator("[id^=plank-] li h4").all_inner_texts()
    page.reload()
    assert page.locator("[id^=plank-] li h4").all_inner_texts() == shown
