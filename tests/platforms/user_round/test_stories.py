"""Stories of users: nothing is public before a member of staff read it, and it says what it is."""

from datetime import timedelta

import pytest
from django.utils import timezone

from platforms.models import Experience
from stappenplan.municipalities.names import everyday_name
from tests.support.follow_ups import give_answer
from tests.support.page_text import text

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

PAGE, LIST = "/platforms/ons-plein/", "/beheer/platforms/experience/"


@pytest.fixture
def story(platform):
    return give_answer(platform, "Zeist", state="waiting", story="Begin klein.", members=1, again="unknown")


def decide(client, story, button):
    return client.post(f"{LIST}{story.pk}/change/", {button: ""}, follow=True)


def test_a_story_waits_in_the_week_of_staff(publisher, story):
    week = text(publisher.get("/beheer/platforms/platform/week/"))
    assert "1 Verhalen van gebruikers die wachten" in week
    page = text(publisher.get(LIST))
    assert "Ons Plein" in page and "Begin klein." in page


@pytest.mark.each_database
def test_a_published_story_names_the_municipality_and_says_that_a_user_wrote_it(client, publisher, story):
    assert "Begin klein." not in text(client.get(PAGE))
    assert "Het verhaal staat op de site." in text(decide(publisher, story, "publish"))
    shown = text(client.get(PAGE))
    assert "Een gebruiker in de gemeente Zeist, " in shown and "Begin klein." in shown
    assert "keken niet na wie het invulde" in shown and "Bel eens" not in shown
    assert "Cijfers laten we pas zien bij minstens 5 gemeenten" in shown
    story.refresh_from_db()
    assert story.decided_by.username == "uitgever"


def test_a_declined_story_is_nowhere_and_its_words_go(client, publisher, story):
    decide(publisher, story, "decline")
    assert "gemeente Zeist" not in text(client.get(PAGE)) and "Begin klein." not in text(client.get(PAGE))
    Experience.objects.update(decided=timezone.now() - timedelta(days=91))
    Experience.delete_expired()
    story.refresh_from_db()
    assert story.story == ""


def test_a_story_is_taken_off_the_site_again(client, publisher, story):
    decide(publisher, story, "publish")
    client.get(PAGE)
    decide(publisher, story, "decline")
    assert "Begin klein." not in text(client.get(PAGE))


def test_of_each_municipality_the_last_story_is_shown(client, platform, story):
    Experience.objects.update(state="published")
    give_answer(platform, "Zeist", state="published", story="Nu is het groot.", moment=12)
    shown = text(client.get(PAGE))
    assert "Nu is het groot." in shown and "Begin klein." not in shown


def test_an_editor_reads_and_decides_nothing(client, story):
    from django.contrib.auth.models import Group, User

    editor = User.objects.create_user("redacteur", is_staff=True)
    editor.groups.add(Group.objects.get(name="Redacteur"))
    client.force_login(editor)
    page = client.get(f"{LIST}{story.pk}/change/")
    assert page.status_code == 200 and "Plaats op de site" not in text(page)
    assert client.post(f"{LIST}{story.pk}/change/", {"publish": ""}).status_code == 403


def test_a_visitor_sees_no_page_of_staff(client, story):
    assert client.get(f"{LIST}{story.pk}/change/").status_code == 302
    story.refresh_from_db()
    assert story.state == "waiting"


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, "Het draait nog. Deze gebruiker zou het weer kiezen."),
        ({"runs": "no", "again": "no"}, "Het draait niet meer. Deze gebruiker zou het niet weer kiezen."),
        ({"members": 0, "again": "unknown"}, "Het draait nog. Er doet niemand mee."),
        ({"members": 1, "again": "unknown"}, "Het draait nog. Er doet 1 persoon mee."),
        ({"members": 300, "again": "unknown"}, "Het draait nog. Er doen 300 mensen mee."),
        ({"runs": "unknown", "again": "unknown"}, "Deze gebruiker weet niet of het nog draait."),
    ],
)
@pytest.mark.parametrize("place", ["Zeist", "'s-Gravenhage", "Bergen (NH.)"])
def test_a_story_is_whole_sentences_whatever_was_answered(client, platform, fields, said, place):
    give_answer(platform, place, state="published", **fields)
    name = everyday_name(place)
    shown = text(client.get(PAGE))
    assert f"Een gebruiker in de gemeente {name}, {timezone.localdate():%Y} {said} Wij lazen dit" in shown
