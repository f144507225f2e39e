"""A group that chooses together: its links, what each person does, what all say. What may be read off: see
test_group_disclosure.py."""

import itertools
import re
import subprocess
from datetime import timedelta
from io import BytesIO
from types import SimpleNamespace

import page
import pytest
from django.core.management import call_command
from django.db import models
from django.test import Client
from django.utils import timezone
from docx import Document
from lxml import html

from platforms.models import Catalogue
from stappenplan.groups.participation import add_answer, begin_group, outcome_of
from stappenplan.groups.summary import AGREED_QUESTIONS, ASKED, said_together
from stappenplan.method.steps.short_version import OPINIONS, SHORT_VERSION
from stappenplan.models import Group, GroupAnswer, Plan
from stappenplan.report import pdf
from stappenplan.report.document import key_of, report_html
from stappenplan.text import say
from tests.conftest import require_program
from tests.support.personas import OFFICIAL_READY, RESIDENT_READY
from tests.support.visitor import Visitor, words

pytestmark = pytest.mark.django_db

# What one person sends: the opinions of a whole plan.
OFFICIAL = {key: OFFICIAL_READY[key] for key in OPINIONS}
RESIDENT = {key: RESIDENT_READY[key] for key in OPINIONS}
NUMBERS = itertools.count()


@pytest.fixture
def owner(visitor, keep):
    """Somebody with a plan who made one link for all."""
    kept = keep(OFFICIAL_READY)
    visitor.open(kept.at("samen")).press("Maak één link voor iedereen")
    visitor.kept, visitor.group = kept, Group.objects.get(plan=kept.plan)
    return visitor


def link_of(owner):
    """The path of the link on the owner's page."""
    owner.open(owner.kept.at("samen"))
    return re.search(r"/samen/[^/]+/", owner.page.get_element_by_id("groepslink").get("value"))[0]


def take_part(link, role="resident", expect=200, **answers):
    """Somebody with a browser of their own answers through the link; gives that visitor."""
    somebody = Visitor(Client())
    somebody.open(link).answer({"role": role, **RESIDENT, **answers})
    return somebody.press("Verstuur mijn antwoorden", expect)


def a_group(*people, answers=OFFICIAL_READY, **fields):
    """A stored group with one link; `people`: pairs of role and opinions. `outcome()` and `page()`: as its owner sees.

    As one of before there were personal links: three answers are shown, and from then on three or more.
    """
    plan, token = Plan.start(dict(answers))
    group = begin_group(plan, token, dict(answers), timezone.localdate() + timedelta(days=9))
    Group.objects.filter(pk=group.pk).update(**{"first_batch": 3, "later_batch": 3, **fields})
    group.refresh_from_db()

    def add(role, opinions):
        add_answer(group, role, opinions, f"browser {next(NUMBERS)}")

    def page():
        html = Client().get(f"/plan/{token}/samen/uitkomst/").content.decode()
        return html.replace(token, "")

    for role, opinions in people:
        add(role, opinions)
    link = f"/samen/{group.token(token)}/"
    return SimpleNamespace(
        row=group, plan=plan, token=token, link=link, add=add, page=page, outcome=lambda: outcome_of(group, catalogue())
    )


def close(group):
    Group.objects.filter(pk=group.row.pk).update(closed=True)
    group.row.refresh_from_db()


def catalogue():
    return Catalogue.current()


# --- the link ------------------------------------------------------------------------------------------------------


def test_a_link_is_made_and_seen_again_and_the_database_holds_only_its_hash(owner):
    link = link_of(owner)
    token = link.split("/")[2]
    assert len(token) >= 43
    stored = "".join(str(value) for row in (*Group.objects.values_list(), *Plan.objects.values_list()) for value in row)
    assert token not in stored
    assert link_of(owner) == link


@pytest.mark.parametrize(
    ("ends", "invited", "fault"),
    [
        (-1, "5", "Kies een dag die nog komt."),
        (400, "5", "Kies een dag binnen 90 dagen."),
        (3, "2", "Nodig minstens drie andere mensen uit. Met minder is te zien wie wat antwoordde."),
        (3, "101", "Er kunnen hooguit 100 mensen meedoen."),
        (3, "veel", "Schrijf het aantal mensen als een getal."),
        (3, "", "Vul in hoeveel mensen u uitnodigt."),
    ],
)
def test_what_cannot_be_a_group_is_said_at_the_field(visitor, keep, ends, invited, fault):
    kept = keep(OFFICIAL_READY)
    day = timezone.localdate() + timedelta(days=ends)
    visitor.open(kept.at("samen")).write("Tot en met welke dag kan men antwoorden?", day.isoformat())
    visitor.write("Hoeveel anderen nodigt u uit?", invited).press("Maak de links", expect=400)
    assert fault in visitor.text
    assert not Group.objects.exists()


def test_time_can_be_added_while_the_group_is_open(owner):
    later = timezone.localdate() + timedelta(days=40)
    owner.open(owner.kept.at("samen")).write("Tot en met welke dag kan men antwoorden?", later.isoformat())
    owner.press("Verander dit")
    owner.group.refresh_from_db()
    assert (owner.group.ends, owner.group.invited) == (later, 100)


def test_a_revoked_link_is_gone_and_what_people_answered_stays(owner):
    link = link_of(owner)
    take_part(link)
    owner.open(owner.kept.at("samen")).press("Trek de link in")
    assert Visitor(Client()).open(link, expect=404).heading == "Deze link werkt niet"
    owner.press("Maak een nieuwe link")
    assert link_of(owner) != link
    assert Visitor(Client()).open(link, expect=404)
    take_part(link_of(owner))
    assert owner.group.answers.count() == 2


def test_the_link_of_the_group_stays_when_the_owner_renews_the_own_link(owner):
    link = link_of(owner)
    token = owner.kept.plan.renew(owner.kept.token)
    assert link in owner.open(f"/plan/{token}/samen/").page.get_element_by_id("groepslink").get("value")


def test_after_the_last_day_nobody_can_answer_and_everybody_can_see_the_outcome(owner):
    link = link_of(owner)
    late = Visitor(Client()).open(link).answer({"role": "resident", **RESIDENT})
    Group.objects.update(ends=timezone.localdate() - timedelta(days=1))
    late.press("Verstuur mijn antwoorden", expect=410)
    assert "Uw antwoorden zijn niet verstuurd" in late.text
    assert late.heading.endswith("De groep is klaar")
    late.follow("Bekijk wat de groep zegt")
    assert not GroupAnswer.objects.exists()


def test_who_waits_is_counted_a_minute_after_the_last_day_when_no_answer_is_on_its_way(monkeypatch):
    group = Group(ends=timezone.localdate() - timedelta(days=1))
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    for seconds, is_over in ((30, False), (90, True)):
        monkeypatch.setattr(timezone, "now", lambda moment=midnight + timedelta(seconds=seconds): moment)
        assert (group.is_open, group.is_over) == (False, is_over)


def test_nobody_is_invited_to_a_group_that_is_closed(visitor, keep):
    kept = keep(OFFICIAL_READY)
    visitor.open(kept.at("samen")).write("Hoeveel anderen nodigt u uit?", "5").press("Maak de links")
    invitations = (
        "Geef iedereen een eigen link",
        "Links om af te drukken",
        "Alle links",
        "Antwoordblad",
        "Mail deze link",
    )
    assert all(words in visitor.text for words in invitations)
    group = Group.objects.get()
    for number in range(5):
        add_answer(group, "resident", RESIDENT, f"browser {number}")
    assert "Nieuwe antwoorden tellen mee" in visitor.open(kept.at("samen/uitkomst")).text
    visitor.open(kept.at("samen")).press("Ja, sluit de groep")
    assert "De groep is klaar" in visitor.text and "Link 5" in visitor.text
    assert not [words for words in invitations if words in visitor.text]
    assert "Nieuwe antwoorden tellen mee" not in visitor.open(kept.at("samen/uitkomst")).text


def test_a_closed_group_stays_closed(owner):
    link = link_of(owner)
    owner.press("Ja, sluit de groep")
    tomorrow = timezone.localdate() + timedelta(days=1)
    owner.client.post(owner.kept.at("samen"), {"do": "change", "ends": tomorrow.isoformat(), "invited": "50"})
    owner.group.refresh_from_db()
    assert not owner.group.is_open and owner.group.invited == 100
    Visitor(Client()).open(link, expect=410)


def test_strange_actions_do_nothing(owner):
    for sent in ({"do": "make", "ends": "2026-01-01", "invited": "3"}, {"do": "zeppelin"}, {}):
        assert owner.client.post(owner.kept.at("samen"), sent).status_code == 302
    assert Group.objects.count() == 1


def test_pages_of_a_group_are_not_kept_by_caches_nor_found_by_robots(owner):
    response = Client().get(link_of(owner))
    assert "no-store" in response["Cache-Control"] and "noindex" in response["X-Robots-Tag"]
    assert "Disallow: /samen/" in Client().get("/robots.txt").content.decode()


# --- answering -----------------------------------------------------------------------------------------------------


def test_somebody_answers_and_sees_an_own_outcome_at_once(owner):
    somebody = take_part(link_of(owner), core_team="none", bottleneck="nobody_organises")
    assert somebody.heading == "Eerst offline beginnen"
    (stored,) = GroupAnswer.objects.all()
    assert stored.role == "resident" and stored.answers["core_team"] == "none"
    assert set(stored.answers) <= set(OPINIONS)


def test_of_an_answer_no_moment_is_kept():
    assert not [field for field in GroupAnswer._meta.get_fields() if isinstance(field, models.DateField)]


def test_the_short_version_repeats_no_question_and_says_how_many_there_are(owner):
    somebody = Visitor(Client()).open(link_of(owner))
    asked = [question.key for question in SHORT_VERSION.questions]
    assert [key for key in somebody.questions if key != "browser"] == asked
    assert f"{len(asked) - 1} korte vragen" in somebody.text


def test_a_role_is_needed_and_three_musts_are_enough(owner):
    somebody = Visitor(Client()).open(link_of(owner)).press("Verstuur mijn antwoorden", expect=400)
    assert somebody.mistakes() == [("Kies uw rol. Dan weten we bij wie u meetelt.", "#role-1")]
    wishes = dict.fromkeys(("w_free", "w_export", "w_open_source", "w_money_local"), "must")
    somebody = take_part(link_of(owner), expect=400, **wishes)
    assert "U koos vaker dan drie keer “moet”" in somebody.mistakes()[0][0]
    assert not GroupAnswer.objects.exists()


def test_one_browser_answers_once_and_what_was_sent_stays(owner):
    link = link_of(owner)
    somebody = Visitor(Client()).open(link)
    form = {"role": "resident", "browser": somebody.page.xpath("//input[@name='browser']")[0].value}
    somebody.answer({"role": "resident", **RESIDENT, "browser": form["browser"]}).press("Verstuur mijn antwoorden")
    again = Client().post(link, form | {"goal_main": "safety"}, follow=True)
    assert again.status_code == 200
    assert GroupAnswer.objects.get().answers["goal_main"] == RESIDENT["goal_main"]
    assert somebody.open(link).heading.endswith("U heeft al geantwoord")
    assert somebody.client.post(link, form).status_code == 200
    assert GroupAnswer.objects.count() == 1


def test_the_link_of_a_group_can_be_pasted_on_the_start_page(owner):
    link = link_of(owner)
    somebody = Visitor(Client()).open("/")
    somebody.write("Plak hier de link die u bewaarde", f"http://testserver/en{link}").press("Ga verder")
    assert somebody.url == link


def test_one_link_takes_so_many_answers_and_no_more(owner):
    link = link_of(owner)
    Group.objects.update(invited=3)
    for _number in range(3):
        take_part(link)
    assert Visitor(Client()).open(link, expect=409).heading.endswith("De groep is vol")


def test_an_own_outcome_can_be_forgotten_on_a_shared_device_and_nobody_else_has_it(owner):
    link = link_of(owner)
    somebody = take_part(link)
    assert somebody.open(f"{link}eigen/").url == f"{link}eigen/"
    assert Visitor(Client()).open(f"{link}eigen/").url == link
    somebody.press("Vergeet mijn uitkomst op dit apparaat")
    assert somebody.open(f"{link}eigen/").url == link
    assert somebody.heading.endswith("U heeft al geantwoord")


def test_the_outcome_of_the_group_is_for_who_answered(owner):
    link = link_of(owner)
    assert Visitor(Client()).open(f"{link}uitkomst/").url == link
    assert take_part(link).open(f"{link}uitkomst/").heading.endswith("Nog geen uitkomst")


def test_all_of_it_is_there_in_english(owner):
    link = f"/en{link_of(owner)}"
    assert "Your answers stand by themselves on no page." in Visitor(Client()).open(link).text
    group = a_group(*[("resident", RESIDENT)] * 3)
    assert "Most or all get this answer." in Client().get(f"/en/plan/{group.token}/samen/uitkomst/").content.decode()


# --- what is kept ----------------------------------------------------------------------------------------------------


def test_a_later_change_of_the_plan_changes_nothing_for_the_same_people(owner):
    for _person in range(5):
        take_part(link_of(owner))
    before = owner.open(owner.kept.at("samen/uitkomst")).text
    Plan.objects.update(answers={"audience": "resident", "place": "Aalten", "existing": ["none"]})
    assert owner.open(owner.kept.at("samen/uitkomst")).text == before


def test_what_is_shown_is_kept_until_the_catalogue_changes():
    group = a_group(*[("resident", RESIDENT)] * 3)
    group.outcome()
    key = group.row.outcome["key"]
    Catalogue.touch(changed=timezone.localdate() + timedelta(days=1))
    group.outcome()
    assert group.row.outcome["key"] != key


# --- what a group says ---------------------------------------------------------------------------------------------


def test_people_who_agree_hear_so_and_get_questions_about_what_comes_next():
    group = a_group(*[("resident", RESIDENT)] * 6)
    found = said_together(group.outcome(), catalogue())
    assert found["ranking"][0].in_first.some == 6
    assert found["to_talk_about"] == () and found["same_goal"]
    assert [talk.question for talk in found["conversation"]] == list(AGREED_QUESTIONS)


def test_a_copy_of_everybody_and_another_order_change_nothing_that_is_ranked():
    people = [("resident", RESIDENT), ("resident", RESIDENT | {"goal_main": "help"}), ("resident", OFFICIAL)]
    once, twice = a_group(*people).outcome(), a_group(*reversed(people), *people).outcome()
    assert twice.size == 2 * once.size
    assert [row[0] for row in twice.ranking] == [row[0] for row in once.ranking]
    assert twice.by_weights == once.by_weights and twice.agreed == once.agreed


def test_half_of_the_residents_who_see_nobody_to_carry_it_are_heard():
    nobody = ("resident", RESIDENT | {"core_team": "none"})
    official, resident = ("official", OFFICIAL), ("resident", RESIDENT)
    group = a_group(official, nobody, resident, official, nobody, resident, official, nobody, resident)
    assert "2 van de 6 mensen zeggen dat nog niemand dit wil trekken." in " ".join(group.page().split())
    assert "Wat elke rol apart zegt, ziet u als de groep klaar is." in group.page()
    close(group)
    page = " ".join(group.page().split())
    assert "Van de 6 bewoners zijn dat er 3." in page
    assert "Dat is de helft of meer van de bewoners." in page
    assert "Waar bewoners en de gemeente verschillen" in page


def test_where_a_role_would_be_too_few_residents_are_held_beside_all_others():
    official, resident, welfare = ("official", OFFICIAL), ("resident", RESIDENT), ("welfare", OFFICIAL)
    group = a_group(official, resident, welfare, official, resident, resident, official, resident, official)
    close(group)
    assert set(group.outcome().apart) == {"resident", "professional"}
    assert "Waar bewoners en beroepskrachten verschillen" in group.page()


def test_where_roles_would_show_what_two_people_chose_they_are_not_shown():
    group = a_group(*[("official", OFFICIAL)] * 4, *[("resident", RESIDENT)] * 2)
    close(group)
    assert group.outcome().apart == {}
    assert "Dan was uit te rekenen wat één of twee mensen kozen." in group.page()


def test_there_are_always_three_different_questions_to_talk_about():
    mixed = [("official", OFFICIAL | {"lead": "municipality"}), ("resident", RESIDENT), ("welfare", OFFICIAL)]
    for people in ([("resident", {})] * 3, mixed, mixed * 3):
        questions = [talk.question for talk in said_together(a_group(*people).outcome(), catalogue())["conversation"]]
        assert len(set(questions)) == ASKED


# --- paper ---------------------------------------------------------------------------------------------------------


def test_sheets_of_paper_count_as_one_stack_from_three(owner):
    link_of(owner)
    owner.follow("Bladen overtypen")
    for number in range(1, 4):
        assert "Tel deze stapel mee" not in owner.text
        owner.answer({"role": "resident", **RESIDENT}).press("Leg op de stapel")
        assert f"Blad {number}: bewoners" in owner.text
    owner.press("Tel deze stapel mee")
    assert owner.heading == "Ja, een platform past"
    assert set(GroupAnswer.objects.values_list("stack", flat=True)) == {1}
    owner.group.refresh_from_db()
    assert owner.group.sheets == []


def test_a_stack_that_is_too_small_does_not_count_and_a_sheet_can_be_taken_away(owner):
    page = owner.kept.at("samen/papier")
    owner.open(page).answer({"role": "official", **OFFICIAL}).press("Leg op de stapel")
    owner.client.post(page, {"do": "count"})
    assert not GroupAnswer.objects.exists()
    owner.open(page).press("Haal weg (blad 1)")
    assert "0 bladen in deze stapel" in owner.text
    owner.press("Leg op de stapel", expect=400)
    assert owner.mistakes()


def test_the_sheet_for_paper_asks_what_the_page_asks(visitor):
    visitor.open("/vragenblad/samen/")
    assert len(visitor.page.xpath("//div[@class='vel__vraag']")) == len(SHORT_VERSION.questions)
    assert "Wie dit overtypt, ziet wat u hier invult." in visitor.text


# --- gone ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("page", ["samen", "bewaren"])
def test_the_owner_erases_and_all_is_gone_at_once(owner, page):
    link = link_of(owner)
    take_part(link)
    owner.open(owner.kept.at(page)).press("Ja, wis de groep" if page == "samen" else "Ja, wis alles nu")
    assert not Group.objects.exists() and not GroupAnswer.objects.exists()
    Visitor(Client()).open(link, expect=404)
    assert Plan.objects.exists() == (page == "samen")


def test_a_group_goes_with_a_plan_that_nobody_touches(owner):
    link = link_of(owner)
    take_part(link)
    long_ago = timezone.now() - timedelta(days=91)
    Plan.objects.update(visited=long_ago, changed=long_ago)
    Visitor(Client()).open(link, expect=404)
    call_command("delete_expired", verbosity=0)
    assert not GroupAnswer.objects.exists()


# --- the report ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("answers", [OFFICIAL_READY, RESIDENT_READY])
def test_the_report_says_what_the_group_chose_and_how_to_spend_an_evening(answers):
    group = a_group(("resident", RESIDENT), ("official", OFFICIAL), answers=answers)
    plan, shown = group.plan, catalogue()
    without, key = report_html(plan, plan.advice(shown), shown, "nl"), key_of(plan, shown, "nl")
    assert "Samen gekozen" not in without
    group.add("welfare", OFFICIAL)
    assert key_of(plan, shown, "nl") != key
    html = report_html(plan, plan.advice(shown), shown, "nl")
    for part in ("Samen gekozen", "Een avond van 90 minuten", "Praatblad", "85–90"):
        assert part in html
    assert "Chosen together" in report_html(plan, plan.advice(shown), shown, "en")


def test_the_editable_file_has_it_too():
    group = a_group(*[("resident", RESIDENT)] * 3)
    data = Client().get(f"/plan/{group.token}/meenemen/advies.docx").content
    assert "Samen gekozen" in [paragraph.text for paragraph in Document(BytesIO(data)).paragraphs]


@pytest.mark.pdf
@pytest.mark.parametrize(("answers", "language"), [(OFFICIAL_READY, "nl"), (RESIDENT_READY, "en")])
def test_with_a_group_the_report_is_still_accessible_and_well_laid_out(answers, language):
    people = [("official", OFFICIAL), ("resident", RESIDENT), ("resident", RESIDENT | {"core_team": "none"})]
    group = a_group(*people * 4, answers=answers)
    close(group)
    made = pdf.render(report_html(group.plan, group.plan.advice(), catalogue(), language))
    result = page.validate_pdf_bytes(made.data, profile="ua1")
    assert result.is_compliant, result.failures
    command = [require_program("pdftotext"), "-layout", "-", "-"]
    read = subprocess.run(command, input=made.data, capture_output=True, check=True)
    pages = read.stdout.decode().split("\f")[:-1]
    assert all(len(text.split()) > 25 for text in pages)
    (sheet,) = (
        text for text in pages if ("Praatblad" if language == "nl" else "Our first step: who does what") in text[:3000]
    )
    assert sheet.count("1.") and sheet.count("3.")


# --- only what is known to run ---------------------------------------------------------------------------------------


def shown_rows(group):
    """The rows of platforms on the page of the outcome: (name, text of the row)."""
    rows = page_of(group).xpath("//ol[contains(@class, 'rest--groep')]/li | //details//ol/li")
    return [(words(row.xpath(".//a")[0]), words(row)) for row in rows]


def page_of(group):
    return html.fromstring(group.page())


def test_every_row_of_a_group_says_whether_the_platform_runs():
    group = a_group(*[("resident", RESIDENT)] * 3)
    found = said_together(group.outcome(), catalogue())
    named = (*found["ranking"], *found["by_weights"])
    rows = shown_rows(group)
    assert [one.platform.name for one in named] == [name for name, _text in rows] != []
    assert all(one.evidence.is_known_to_run for one in named)
    assert all(say(one.evidence.mark) in text for one, (_name, text) in zip(named, rows, strict=True))


def test_what_is_in_the_municipality_already_stands_above_the_outcome():
    group = a_group(*[("resident", RESIDENT)] * 3)
    here = group.plan.advice().already_here
    headings = [heading.get("id") for heading in page_of(group).xpath("//h2")]
    assert headings[0] == "er-al"
    links = page_of(group).xpath("//section[@aria-labelledby='er-al']//li")
    assert here and {one.platform.name for one in here} == {words(row.xpath(".//a")[0]) for row in links}
    assert all(any(say(one.evidence.mark) in words(row) for row in links) for one in here)


def test_a_group_without_a_place_says_nothing_of_what_is_there():
    group = a_group(*[("resident", RESIDENT)] * 3, answers={**OFFICIAL_READY, "place": None})
    assert "er-al" not in group.page()
