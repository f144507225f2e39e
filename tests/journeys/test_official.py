"""An official of Haarlem visits: neighbours should help each other, and the council wants to know with what."""

import csv
import io

import pytest
from django.test import Client

from stappenplan.models import Plan
from tests.support.journey_answers import OFFICIAL, tell
from tests.support.personas import PERSONAS, only_asked
from tests.support.visitor import Network, Visitor, words

pytestmark = pytest.mark.django_db


def in_any_order(answers):
    return {key: sorted(value) if isinstance(value, list) else value for key, value in answers.items()}


def test_from_the_start_page_to_an_advice_with_reasons_a_comparison_and_data(visitor):
    visitor.open("/")
    assert visitor.heading == "Past een online platform bij uw buurt? En welk?"
    visitor.press("Begin het stappenplan")
    assert visitor.heading == "Stap 1 van 7 Start"
    tell(visitor, OFFICIAL)

    assert visitor.heading == "Controleer uw antwoorden"
    assert "Buren helpen elkaar" in visitor.text
    assert "Overgeslagen" not in visitor.text
    assert in_any_order(Plan.objects.get().answers) == in_any_order(only_asked(PERSONAS["official_help_haarlem"]))

    visitor.follow("Bekijk uw advies")
    assert visitor.heading == "Ja, als u dit eerst regelt"
    assert "Haarlem" in visitor.text
    assert "Op 1 juni zijn 50 mensen door een buur geholpen." in visitor.text
    ranking = visitor.response.context["ranking"]
    ranked = ranking.ranked
    for assessment in ranked[:3]:
        assert assessment.platform.name in visitor.text

    # Two of them are known well enough to lead.
    visitor.follow("Vergelijk deze twee")
    assert visitor.heading == "Vergelijk 2 platforms"
    for assessment in ranked[:2]:
        assert assessment.platform.name in visitor.text
    visitor.follow("Terug naar uw advies")
    assert visitor.heading == "Ja, als u dit eerst regelt"

    content = visitor.client.get(f"/plan/{visitor.token()}/advies.csv").content.decode("utf-8-sig")
    names = [row["name"] for row in csv.DictReader(io.StringIO(content), delimiter=";")]
    assert names == [one.platform.name for one in (*ranking.placed, *ranking.to_check)]


def test_every_platform_in_the_advice_leads_to_its_facts_with_their_sources(visitor):
    tell(visitor.begin(), OFFICIAL).follow("Bekijk uw advies")
    advice = visitor.url
    for assessment in visitor.response.context["ranking"].ranked[:3]:
        visitor.open(advice)
        link = assessment.platform.get_absolute_url()
        assert link in visitor.page.xpath("//main//a/@href")
        visitor.open(link)
        assert assessment.platform.name in visitor.heading
        sources = visitor.page.xpath("//main//a[starts-with(@href, 'http')]/@href")
        assert {source.url for source in assessment.platform.sources} <= set(sources)


def test_another_answer_changes_the_advice_at_once(visitor):
    tell(visitor.begin(), OFFICIAL)
    visitor.follow("Wijzig: Wie brengt mensen bij elkaar, online én op straat?")
    visitor.choose("Wie brengt mensen bij elkaar, online én op straat?", "Nog niemand").press("Opslaan en terug")
    visitor.follow("Wijzig: Wat doet u in het echt, naast het platform?")
    group = visitor._group("Wat doet u in het echt, naast het platform?")
    for box in group.xpath(".//input[@checked]"):
        box.attrib.pop("checked")
    visitor.choose("Wat doet u in het echt, naast het platform?", "Nog niets").press("Opslaan en terug")
    visitor.open(f"/plan/{visitor.token()}/advies/")
    assert visitor.heading == "Eerst offline beginnen"


def test_stopping_half_way_and_going_on_by_the_kept_link_in_another_browser(visitor):
    tell(visitor.begin(), OFFICIAL[:4])
    visitor.press("Bewaren en later verder")
    link = visitor.page.xpath("//input[@readonly]/@value")[0]
    other = Visitor(Client()).open("/").write("Plak hier de link die u bewaarde", link).press("Ga verder")
    assert other.url.endswith("/stap/buurt/")
    tell(other, OFFICIAL[4:]).follow("Bekijk uw advies")
    assert other.heading == "Ja, als u dit eerst regelt"


def test_a_colleague_reads_along_by_the_other_link_and_changes_nothing(visitor):
    tell(visitor.begin(), OFFICIAL).follow("Bekijk uw advies").follow("Link om te bewaren of mee te lezen")
    colleague = Visitor(Client()).open(visitor.page.xpath("//input[@readonly]/@value")[1])
    assert colleague.heading == "Ja, als u dit eerst regelt"
    assert not [link for link in colleague.page.xpath("//a/@href") if "/plan/" in link]
    assert "Ja, wis alles" not in [words(button) for button in colleague.page.iter("button")]


@pytest.mark.pdf
def test_the_memo_for_the_council_is_made_and_downloaded(live_site):
    visitor = tell(Visitor(Network(live_site.url)).begin(), OFFICIAL).follow("Bekijk uw advies")
    answer = visitor.download(f"/plan/{visitor.token()}/advies.pdf")
    assert answer.status_code == 200
    assert answer.get("Content-Type") == "application/pdf"
    assert answer.content.startswith(b"%PDF-")
