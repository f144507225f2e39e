"""A resident of Zeddam, a village in Montferland, visits the site: neighbours there hardly know each other."""

import pytest

from stappenplan.models import Plan, Report
from tests.support.journey_answers import PLACE, RESIDENT, tell
from tests.support.personas import PERSONAS, only_asked
from tests.support.visitor import Network, Visitor

pytestmark = pytest.mark.django_db


def in_any_order(answers):
    return {key: sorted(value) if isinstance(value, list) else value for key, value in answers.items() if value}


def test_from_the_quick_check_to_an_advice_and_away_without_a_trace(visitor):
    visitor.open("/").follow("Liever eerst een snelle check")
    visitor.choose("Wat staat nu het meest in de weg?", "Mensen kennen of vertrouwen elkaar niet")
    visitor.choose("Hoeveel bewoners willen de kar echt trekken?", "Drie tot vijf")
    visitor.press("Bekijk de uitkomst")
    assert visitor.heading == "Nog geen advies"
    assert not Plan.objects.exists()

    visitor.press("Neem deze antwoorden mee")
    tell(visitor, RESIDENT)
    assert in_any_order(Plan.objects.get().answers) == in_any_order(only_asked(PERSONAS["resident_meet_village"]))

    visitor.follow("Bekijk uw advies")
    assert visitor.heading == "Ja, als u dit eerst regelt"
    assert "Montferland" in visitor.text
    visitor.follow("Vergelijk de eerste drie")
    assert visitor.heading == "Vergelijk 3 platforms"

    visitor.open(f"/plan/{visitor.token()}/bewaren/").press("Ja, wis alles nu")
    assert visitor.heading == "Uw plan is gewist"
    assert not Plan.objects.exists()
    assert not Report.objects.exists()


def test_questions_for_officials_are_not_asked(visitor):
    visitor.begin()
    while "/stap/overzicht/" not in visitor.url:
        text = visitor.text
        for label in ("Hoe weet u straks of het werkt?", "Welke rol wil de gemeente hier hebben?", "laten nakijken?"):
            assert label not in text
        visitor.choose(
            "Wie bent u?", "Ik ben bewoner of vrijwilliger in de buurt"
        ) if "/stap/start/" in visitor.url else None
        visitor.press("Volgende")


def test_a_village_is_understood_and_shown_as_its_municipality(visitor):
    tell(visitor.begin(), RESIDENT[:1])
    visitor.press("Vorige")
    assert visitor.page.get_element_by_id("place-1").value == "Montferland"
    assert visitor.page.get_element_by_id("area_name-1").value == "Zeddam"
    assert visitor.write(PLACE, "Zeddam").press("Volgende").url.endswith("/stap/doel/")


def test_comparing_other_platforms_than_the_first_three(visitor):
    tell(visitor.begin(), RESIDENT).follow("Bekijk uw advies").follow("Vergelijk de eerste drie")
    before = [assessment.platform.name for assessment in visitor.response.context["assessments"]]
    other = visitor.page.xpath("//datalist/option/@value")[3]
    visitor.write("Zoek een platform om erbij te zetten", other).press("Zoek")
    visitor.follow(f"{before[0]} Haal weg")
    assert visitor.heading == f"Vergelijk {len(before)} platforms"
    names = [assessment.platform.name for assessment in visitor.response.context["assessments"]]
    assert names == [*before[1:], other]


def test_who_skips_everything_gets_no_advice_yet_but_can_look(visitor):
    visitor.begin().choose("Wie bent u?", "Ik ben bewoner of vrijwilliger in de buurt")
    while "/stap/overzicht/" not in visitor.url:
        visitor.press("Volgende")
    assert "Overgeslagen, telt niet mee" in visitor.text
    visitor.follow("Bekijk uw advies")
    assert visitor.heading == "Nog geen advies"


@pytest.mark.pdf
def test_the_pages_for_the_neighbours_are_made_and_downloaded(live_site):
    visitor = tell(Visitor(Network(live_site.url)).begin(), RESIDENT).follow("Bekijk uw advies")
    answer = visitor.download(f"/plan/{visitor.token()}/advies.pdf")
    assert answer.status_code == 200
    assert answer.content.startswith(b"%PDF-")
