"""Choices in the list of platforms: what they keep, what they count, and how they are dropped."""

import re

import pytest

from platforms.models import Catalogue
from platforms.vocabulary import FORMS, GOALS, KINDS, STATUSES
from tests.support.page_text import text

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


def value(platform, key):
    return platform.facts[key].value if key in platform.facts else None


CHOICES = [
    *(("doel", goal, lambda p, goal=goal: value(p, f"goals.{goal}") in ("primary", "secondary")) for goal in GOALS),
    *(("soort", kind, lambda p, kind=kind: p.kind == kind) for kind in KINDS),
    *(("vorm", form, lambda p, form=form: p.form == form) for form in FORMS),
    *(("status", status, lambda p, status=status: value(p, "status") == status) for status in STATUSES),
    ("gratis", "partly", lambda p: value(p, "free_for_residents") == "partly"),
    ("kosten", "no_part", lambda p: value(p, "cost_municipality") == "no_part"),
    ("kosten", "unknown", lambda p: value(p, "cost_municipality") is None),
    ("beheer", "shared", lambda p: value(p, "resident_control") == "shared"),
    ("gegevens", "residents", lambda p: value(p, "data_owner") == "residents"),
    ("bereik", "national", lambda p: value(p, "scope") == "national"),
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


def test_a_choice_that_does_not_exist_is_named_and_the_other_choices_count(client, catalogue):
    response = client.get("/platforms/", {"soort": "kasteel", "doel": "share"})
    assert response.status_code == 200
    assert "Soort: Deze keuze kennen we niet. Kies er een uit de lijst." in text(response)
    assert (
        response.context["page"].paginator.count == client.get("/platforms/?doel=share").context["page"].paginator.count
    )


def test_every_choice_says_how_many_platforms_it_gives_beside_the_others(client, catalogue):
    """Each number in the lists is what choosing that gives, asked again."""
    asked = {"doel": "share", "zoek": "auto"}
    page = client.get("/platforms/", asked)
    for name in ("soort", "kosten", "doel"):
        for option, words in page.context["form"].fields[name].choices[1:]:
            number = int(re.search(r"\((\d+)\)$", words)[1])
            if number:
                again = client.get("/platforms/", asked | {name: option})
                assert again.context["page"].paginator.count == number, (name, option)


def test_a_choice_can_be_dropped_by_its_chip(client, catalogue):
    page = client.get("/platforms/", {"soort": "sharing", "kosten": "no_part", "volgorde": "bron", "p": "peerby"})
    chip = next(choice for choice in page.context["choices_made"] if choice.name == "kosten")
    assert f'href="{chip.address.replace("&", "&amp;")}"' in page.content.decode()
    rest = client.get(f"/platforms/{chip.address}")
    assert rest.context["form"].chosen() == {"soort": "sharing"}
    assert rest.context["page"].paginator.count == chip.count
    assert [platform.slug for platform in rest.context["picked"]] == ["peerby"]


def test_what_nobody_knows_is_said_beside_a_chosen_fact_and_can_be_seen(client, catalogue):
    page = client.get("/platforms/", {"soort": "sharing", "kosten": "no_part"})
    unknown = [p for p in Catalogue.current().platforms if p.kind == "sharing" and not value(p, "cost_municipality")]
    assert f"Kosten: van {len(unknown)} andere platforms weten we dat niet." in text(page)
    (one,) = page.context["unknowns"]
    assert client.get(f"/platforms/{one.address}").context["page"].paginator.count == len(unknown)
