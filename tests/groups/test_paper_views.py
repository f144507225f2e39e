"""Sheets of paper of a group: typed over, counted as a stack."""

import pytest

from stappenplan.method.steps.short_version import SHORT_VERSION
from stappenplan.models import GroupAnswer
from tests.support.groups import OFFICIAL, RESIDENT, link_of

pytestmark = pytest.mark.django_db


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
