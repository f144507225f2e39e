"""The report: what the memo and the neighbours' pages say, how they are kept, and the PDF that comes out."""

import io
import re
import signal
import subprocess
from datetime import date, datetime, timedelta
from html import unescape
from html.parser import HTMLParser
from itertools import pairwise

import page
import pikepdf
import pytest
from django.core.management import call_command
from django.utils import timezone

from platforms.models import Catalogue
from stappenplan import report
from stappenplan.method.advice import advise
from stappenplan.method.sources import SOURCES
from stappenplan.method.text import Sentence
from stappenplan.models import Plan, Report
from stappenplan.sections import budget, memo, neighbours, planning, risks
from stappenplan.sections.shared import why
from stappenplan.templatetags.say import say
from tests.personas import OFFICIAL_READY, PERSONAS, RESIDENT_READY

OFFICIAL = [
    *("1 Onderwerp", "2 Advies", "3 Gevraagd besluit", "4 Doel en resultaat", "5 Past een platform?"),
    *("6 Wat er al is", "7 Rolverdeling", "8 Vergelijking", "9 Mensen en plekken", "10 Geld", "11 Recht"),
    *("12 Risico’s en maatregelen", "13 Planning", "14 Vragen aan de aanbieder", "15 Verantwoording"),
]
RESIDENT = [
    *("Doe dit eerst", "Deze passen bij ons", "Dit weten we nog niet", "Onze groep", "Afspraken"),
    *("Brief aan de gemeente", "Praatplaat", "Waar dit vandaan komt"),
]
CAST = PERSONAS | {
    "official_who_skipped_all": {"audience": "official"},
    "resident_who_skipped_all": {"audience": "resident"},
}

LONG_AND_SHORT = (
    *("official_builds_itself", "city_without_connectors", "official_ready", "official_who_skipped_all"),
    *("resident_meet_village", "residents_with_a_plan", "three_musts", "resident_who_skipped_all"),
)


class Outline(HTMLParser):
    """What a page holds: headings with their level, tables, images, text, and links with their targets."""

    def __init__(self, html):
        super().__init__()
        self.headings, self.tables, self.images, self.ids, self.links, self.words = [], 0, [], set(), [], []
        self.heading, self.in_script = None, False
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        self.ids.add(attributes.get("id"))
        self.in_script |= tag == "script"
        self.tables += tag == "table"
        if tag == "img":
            self.images.append(attributes)
        if tag == "a":
            self.links.append(attributes["href"])
        if re.fullmatch("h[1-6]", tag):
            self.heading = [int(tag[1]), ""]

    def handle_data(self, data):
        if self.in_script:  # the data that go along in the PDF
            return
        self.words.append(data)
        if self.heading:
            self.heading[1] += data

    def handle_endtag(self, tag):
        self.in_script &= tag != "script"
        if re.fullmatch("h[1-6]", tag):
            self.headings.append((self.heading[0], " ".join(self.heading[1].split())))
            self.heading = None

    @property
    def text(self):
        return " ".join(" ".join(self.words).split())


def html_for(answers, language="nl", advice=None):
    plan = Plan(answers=answers, changed=timezone.make_aware(datetime(2026, 11, 22, 12)))
    return report.report_html(plan, advice or plan.advice(), Catalogue.current(), language)


def advice_for(answers):
    return Plan(answers=answers).advice()


def said(lines):
    """Lines, texts or Sentences as plain Dutch."""
    return [say(line if isinstance(line, Sentence) else getattr(line, "text", line)) for line in lines]


# What it says


@pytest.mark.django_db
def test_the_memo_has_its_fifteen_sections_in_order():
    outline = Outline(html_for(OFFICIAL_READY))
    chapters = [text for level, text in outline.headings if re.match(r"\d+ ", text) and level == 2]
    assert chapters == OFFICIAL[1:]
    assert outline.headings[0] == (1, "Een buurtplatform voor een wijk of dorp in Zoetermeer")
    assert outline.headings[-1][1].startswith("Bijlage 1")
    contents = outline.text[outline.text.index("Inhoud") :]
    positions = [contents.index(title) for title in OFFICIAL]
    assert positions == sorted(positions)


@pytest.mark.django_db
def test_the_neighbours_pages_have_their_nine_parts_in_order():
    outline = Outline(html_for(RESIDENT_READY))
    assert [text for level, text in outline.headings if level == 2] == RESIDENT
    assert "Ja, een platform past bij ons." in outline.text
    assert RESIDENT_READY["goal_sentence"] in outline.text


@pytest.mark.django_db
@pytest.mark.parametrize("name", CAST)
def test_every_report_is_whole(name):
    html = html_for(CAST[name])
    outline = Outline(html)
    levels = [level for level, _text in outline.headings]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels)), "a level is skipped"
    assert all(target[1:] in outline.ids for target in outline.links if target.startswith("#")), "a link leads nowhere"
    assert all(image["alt"] and image["src"].startswith("data:") for image in outline.images)
    assert all(target.startswith(("#", "https://", "http://")) for target in outline.links)
    assert "None" not in outline.text
    assert "%(" not in outline.text
    assert "{" not in outline.text
    assert " style=" not in html
    assert "Dit is geen juridisch advies." in outline.text
    assert "Geen aanbieder betaalde" in outline.text


@pytest.mark.django_db
def test_every_verdict_has_been_seen_in_both_reports():
    verdicts = {(answers.get("audience"), advice_for(answers).verdict.key) for answers in CAST.values()}
    for audience in ("official", "resident"):
        seen = {verdict for who, verdict in verdicts if who == audience}
        assert {"too_few", "offline_first", "go_if", "go"} <= seen


@pytest.mark.django_db
def test_what_was_skipped_is_said_to_be_not_filled_in():
    outline = Outline(html_for({"audience": "official"}))
    assert outline.text.count("Niet ingevuld") > 25
    assert "Het doel in één zin is nog niet ingevuld" in outline.text
    assert "De gemeente is niet ingevuld" in outline.text


@pytest.mark.django_db
def test_a_full_plan_hides_nothing():
    outline = Outline(html_for(OFFICIAL_READY))
    answers = outline.text[outline.text.rindex("Alle antwoorden") : outline.text.rindex("Wat telde hoe zwaar")]
    assert "Niet ingevuld" not in answers
    assert OFFICIAL_READY["goal_sentence"] in answers


@pytest.mark.django_db
@pytest.mark.parametrize("answers", [OFFICIAL_READY, RESIDENT_READY | {"w_resident_control": "must"}])
def test_when_nothing_fits_the_report_says_so_and_offers_what_is_there(answers):
    """The real catalogue always leaves something; so give it only the platforms that these answers rule out."""
    lost = [assessment.platform for assessment in advice_for(answers).shortlist.ruled_out]
    advice = advise(answers, lost, Catalogue.current().changed)
    assert not advice.shortlist.ranked
    outline = Outline(html_for(answers, advice=advice))
    nothing_left = next(finding for finding in advice.findings if finding.key == "nothing_left")
    assert said(nothing_left.sentences)[0] in outline.text
    for text in ("Geen platform past", "Er bleef geen platform over", "Ook mogelijk: geen nieuw platform"):
        assert text in outline.text or answers is not OFFICIAL_READY
    assert "Wat er al is" in outline.text


@pytest.mark.django_db
def test_every_reference_is_a_number_in_the_list_of_sources():
    for answers in (OFFICIAL_READY, RESIDENT_READY):
        html = html_for(answers)
        cited = {int(number) for number in re.findall(r'href="#bron-(\d+)"', html)}
        listed = [int(number) for number in re.findall(r'id="bron-(\d+)"', html)]
        assert listed == list(range(1, len(listed) + 1))
        assert cited == set(listed), "a source is listed that nothing rests on, or the other way round"
        platform = advice_for(answers).shortlist.ranked[0].platform
        assert any(source.url in unescape(html) for source in platform.sources)


@pytest.mark.django_db
def test_no_provider_is_named_that_is_not_in_the_catalogue():
    outline = Outline(html_for(OFFICIAL_READY))
    names = [assessment.platform.name for assessment in advice_for(OFFICIAL_READY).shortlist.ranked[:5]]
    assert all(name in outline.text for name in names)


@pytest.mark.django_db
def test_a_visitors_own_words_cannot_become_markup():
    html = html_for(OFFICIAL_READY | {"goal_sentence": "<img src=x onerror=alert(1)> %(x)s & {{ 1 }}"})
    assert "<img src=x" not in html
    assert "&lt;img src=x onerror=alert(1)&gt; %(x)s &amp; {{ 1 }}" in html


@pytest.mark.django_db
def test_the_page_is_in_the_language_asked_for():
    assert '<html lang="nl">' in html_for(OFFICIAL_READY)
    assert '<html lang="en">' in html_for(OFFICIAL_READY, "en")


@pytest.mark.django_db
def test_the_report_carries_its_dates_and_versions():
    html = html_for(OFFICIAL_READY)
    assert "22 november 2026" in html
    assert '<meta name="dcterms.created" content="2026-11-22">' in html
    assert Catalogue.current().label in html
    assert html_for(OFFICIAL_READY) == html


# How sentences are chosen


@pytest.mark.django_db
def test_decisions_follow_from_the_answers():
    lines = said(memo.decisions(advice_for(OFFICIAL_READY)))
    assert lines[0].startswith("Kies als rol “mogelijk maken”")
    assert "Begin in één buurt als proef:" in lines
    assert "Stel 5.000 tot 25.000 euro per jaar beschikbaar, voor twee of drie jaar." in lines
    assert "Wijs één persoon aan die binnen een paar dagen antwoord geeft:" in lines


@pytest.mark.django_db
def test_decisions_do_not_ask_for_money_when_a_platform_is_off_for_now():
    lines = said(memo.decisions(advice_for(PERSONAS["city_without_connectors"])))
    assert lines[0] == "Kies nu nog geen platform. Begin met mensen en een plek."
    assert not any("euro" in line for line in lines)


@pytest.mark.django_db
@pytest.mark.parametrize("name", CAST)
def test_the_advice_is_five_lines(name):
    assert len(memo.five_lines(advice_for(CAST[name]))) == 5


@pytest.mark.django_db
def test_why_gives_way_to_the_verdict_when_nothing_was_answered():
    advice = advice_for({"audience": "official"})
    assert why(advice) == (advice.verdict.meaning,)


@pytest.mark.django_db
@pytest.mark.parametrize("name", CAST)
def test_each_gate_that_asks_for_something_is_a_risk_with_sign_measure_and_owner(name):
    advice = advice_for(CAST[name])
    made = risks.risks(advice)
    assert {finding.key for finding in advice.at("stop", "stop_new", "first", "warn")} <= set(risks.RISKS)
    assert all(one.risk and one.sign and one.measures and one.owner for one in made)


@pytest.mark.django_db
@pytest.mark.parametrize("name", CAST)
def test_the_planning_has_three_phases_and_something_to_do_in_each(name):
    phases = planning.planning(advice_for(CAST[name]))
    assert [title for title, _lines in phases] == ["De eerste 30 dagen", "De eerste 100 dagen", "Het eerste jaar"]
    assert all(lines for _title, lines in phases)


@pytest.mark.django_db
def test_the_budget_is_arithmetic_on_the_answers_and_leaves_the_rest_open():
    def amounts(**answers):
        rows = budget.budget_rows(advice_for(OFFICIAL_READY | answers).profile)
        return [(say(year), say(whole)) for _post, year, whole, _source in rows]

    platform, people, *open_posts = amounts()
    assert platform == ("5.000 tot 25.000 euro", "10.000 tot 75.000 euro")
    assert people == ("416 tot 780 uur", "832 tot 2.340 uur")
    assert open_posts == [("", ""), ("", "")]
    assert amounts(years_secured="unknown")[0] == ("5.000 tot 25.000 euro", "")
    assert amounts(years_secured="four_plus")[0][1] == "meer dan 20.000 euro"
    assert amounts(budget="nothing")[0] == ("Niets", "Niets")
    assert amounts(hours="over_15")[1][0] == "meer dan 780 uur"


@pytest.mark.django_db
def test_the_letter_asks_for_what_is_missing_and_refuses_a_take_over():
    letter = neighbours.letter(advice_for(PERSONAS["resident_alone"]))
    asked = said(letter["ask"])
    assert "Een plek waar wij elkaar kunnen zien." in asked
    assert "Dat de gemeente het overneemt, ook met goede bedoelingen." in letter["refuse"]
    has_place = neighbours.letter(advice_for(RESIDENT_READY | {"lead": "municipality"}))
    assert "Een plek waar wij elkaar kunnen zien." not in said(has_place["ask"])
    assert "Dat de gemeente het overneemt, ook met goede bedoelingen." not in has_place["refuse"]


def test_every_source_named_by_a_section_exists():
    from stappenplan.sections import law

    lines = [*memo.EXPECT, memo.EXPECT_MEDIUM, *memo.LIMITS]
    named = {key for line in lines for key in line.source} | {key for one in law.LAWS for key in one.source}
    assert named <= set(SOURCES)


# How it is kept


@pytest.fixture
def plan(db):
    return Plan.start(OFFICIAL_READY)[0]


def ask(plan, language="nl"):
    return report.report_for(plan, Catalogue.current(), language)


def queued():
    from django_tasks_db.models import DBTaskResult

    return DBTaskResult.objects.filter(status="READY").count()


def test_asking_twice_makes_one_report(plan):
    assert ask(plan).pk == ask(plan).pk
    assert Report.objects.count() == 1
    assert queued() == 1


def test_a_changed_answer_makes_a_new_report_and_removes_the_old_one(plan):
    first, english = ask(plan), ask(plan, "en")
    plan.answers |= {"goal_sentence": "Iets anders."}
    plan.save()
    second = ask(plan)
    assert set(Report.objects.values_list("pk", flat=True)) == {english.pk, second.pk}
    assert first.pk != second.pk


def test_two_plans_with_the_same_answers_do_not_share_a_report(plan):
    other = Plan.start(OFFICIAL_READY)[0]
    assert ask(plan).pk != ask(other).pk


def test_erasing_the_plan_erases_its_report(plan):
    ask(plan)
    plan.delete()
    assert not Report.objects.exists()


def age(report_row, **lapse):
    Report.objects.filter(pk=report_row.pk).update(changed=timezone.now() - timedelta(**lapse))


def test_a_report_whose_worker_died_is_tried_once_more_and_then_failed(plan):
    row = ask(plan)
    Report.objects.update(state=Report.State.WORKING)
    assert ask(plan).state == Report.State.WORKING, "not yet too long"
    age(row, minutes=3)
    assert ask(plan).state == Report.State.WAITING
    assert queued() == 2
    Report.objects.update(state=Report.State.WORKING)
    age(row, minutes=3)
    failed = ask(plan)
    assert (failed.state, failed.error) == (Report.State.FAILED, report.STUCK)
    assert ask(plan).state == Report.State.FAILED
    age(row, minutes=2)
    assert ask(plan).state == Report.State.WAITING, "who asks later gets another try"


def test_old_reports_are_forgotten(plan):
    row = ask(plan)
    assert report.forget_reports(7) == 0
    Report.objects.filter(pk=row.pk).update(created=timezone.now() - timedelta(days=8))
    assert report.forget_reports(7) == 1


def test_waiting_ends_when_the_plan_is_erased(plan):
    row = ask(plan)
    Plan.objects.all().delete()
    assert (report.wait_for(row, 5).state, row.error) == (Report.State.FAILED, report.GONE)


def test_waiting_ends_after_the_time_given(plan):
    assert report.wait_for(ask(plan), 0.3).state == Report.State.WAITING


def test_a_task_for_an_erased_report_does_nothing(db):
    report.render_report.call(12345)


@pytest.mark.pdf
def test_a_report_that_cannot_be_made_says_why(plan):
    row = ask(plan)
    Report.objects.update(html="<!doctype html><title>x</title>" + "<div>" * 3000)
    work()
    row.refresh_from_db()
    assert row.state == Report.State.FAILED
    assert "te diep" in row.error


# The PDF


def work():
    """A real worker takes everything in the queue."""
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGQUIT)}
    try:
        call_command("db_worker", batch=True, interval=0, startup_delay=False, reload=False, verbosity=0)
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@pytest.mark.pdf
def test_a_worker_makes_a_report_end_to_end(plan):
    row = ask(plan)
    work()
    made = report.wait_for(row, 5)
    assert made.state == Report.State.READY, made.error
    assert bytes(made.pdf).startswith(b"%PDF-")
    assert made.pages > 10
    row.refresh_from_db()
    assert row.html == "", "the answers are not kept twice"
    assert bytes(ask(plan).pdf) == bytes(made.pdf), "asked again, it is the same row"


def structure(document):
    """The tags of a PDF in reading order, with their dictionaries."""

    def walk(node):
        if isinstance(node, pikepdf.Array):
            for child in node:
                yield from walk(child)
        elif isinstance(node, pikepdf.Dictionary):
            if "/S" in node:
                yield str(node.S), node
            if "/K" in node:
                yield from walk(node.K)

    return list(walk(document.Root.StructTreeRoot.K))


def read(data):
    text = subprocess.run(["pdftotext", "-layout", "-", "-"], input=data, capture_output=True, check=True).stdout
    return text.decode().split("\f")[:-1]


@pytest.mark.pdf
@pytest.mark.django_db
@pytest.mark.parametrize(
    "name", ["official_ready", "city_without_connectors", "village_with_volunteers", *list(CAST)[-2:]]
)
def test_the_pdf_is_accessible_and_says_what_the_html_says(name):
    from stappenplan import pdf

    html = html_for(CAST[name])
    outline = Outline(html)
    made = pdf.render(html)
    result = page.validate_pdf_bytes(made.data, profile="ua1")
    assert result.is_compliant, result.failures
    with pikepdf.open(io.BytesIO(made.data)) as document:
        tags = structure(document)
        kinds = [kind for kind, _node in tags]
        assert kinds.count("/H1") == 1
        assert kinds.count("/Table") == outline.tables, "a table is split over pages"
        assert kinds.count("/Figure") == len(outline.images)
        assert all(str(node.Alt).strip() for kind, node in tags if kind == "/Figure")
        assert str(document.Root.Lang) == "nl"
        assert str(document.docinfo["/Title"]) == outline.headings[0][1]
        with document.open_outline() as bookmarks:
            assert flat(bookmarks.root) == [text for _level, text in outline.headings]
    assert len(made.data) < 400_000
    assert made.pages <= 30


def flat(items):
    return [title for item in items for title in [item.title, *flat(item.children)]]


@pytest.mark.pdf
@pytest.mark.django_db
@pytest.mark.parametrize("name", LONG_AND_SHORT)
def test_the_first_pages_can_be_read_alone(name):
    """The memo's summary is one page, each of the neighbours' parts begins its own, and no page is nearly empty."""
    from stappenplan import pdf

    answers = CAST[name] | {"goal_sentence": ("Dit is een lang doel met veel woorden. " * 6)[:200]}
    pages = read(pdf.render(html_for(answers)).data)
    if answers.get("audience") == "official":
        assert "Dit is geen juridisch advies" in pages[0]
        assert pages[1].lstrip().startswith("Inhoud")
    else:
        starts = ["Voor de buren, blad 1", "Voor de buren, blad 2", "Brief aan de gemeente", "Praatplaat", "Waar dit"]
        assert [start for start, text in zip(starts, pages, strict=False) if text.lstrip().startswith(start)] == starts
    assert all(len(text.split()) > 25 for text in pages)


@pytest.mark.pdf
@pytest.mark.django_db
def test_the_text_reads_back_in_order():
    from stappenplan import pdf

    text = " ".join(" ".join(read(pdf.render(html_for(OFFICIAL_READY)).data)).split())
    positions = [text.rindex(title) for title in OFFICIAL[4:]]
    assert positions == sorted(positions)
    assert "Past omdat" in text
    assert f"{date(2026, 11, 22):%d}" in text
