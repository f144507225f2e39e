"""The pages of the organiser: the links of a group, more time, another link, and an end to all of it."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from stappenplan.groups.participation import add_answer, begin_group
from stappenplan.models import Group, GroupAnswer, Plan
from tests.support.groups import RESIDENT, link_of, take_part
from tests.support.personas import OFFICIAL_READY
from tests.support.visitor import Visitor, words

pytestmark = pytest.mark.django_db


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
    visitor.open(kept.at("samen")).write("Tot en met welke dag kunnen mensen antwoorden?", day.isoformat())
    visitor.write("Hoeveel anderen nodigt u uit?", invited).press("Maak de links", expect=400)
    assert visitor.title.startswith("Fout:")
    assert visitor.page.xpath("//*[@autofocus]/@id") == ["fout-kop"]
    ((said, where),) = visitor.mistakes()
    assert said == fault
    field = visitor.page.get_element_by_id(where.removeprefix("#"))
    assert fault in words(visitor.page.get_element_by_id(field.get("aria-describedby")))
    assert not Group.objects.exists()


def test_whether_the_organiser_takes_part_is_asked_once_and_the_links_stand_one_on_a_line(visitor, keep):
    kept = keep(OFFICIAL_READY)
    visitor.open(kept.at("samen"))
    assert visitor.page.get_element_by_id("joins").get("checked") is not None
    visitor.write("Hoeveel anderen nodigt u uit?", "4").press("Maak de links")
    assert not visitor.page.xpath("//input[@name='joins']")
    assert visitor.page.get_element_by_id("invited").get("min") == "4"
    lines = visitor.page.get_element_by_id("alle-links").text.strip().split("\n")
    assert [line.split("/")[0] for line in lines] == [f"{number}. http:" for number in range(1, 5)]
    group = Group.objects.get()
    assert group.links.filter(number=0).exists() and group.waits_for_all


def test_time_can_be_added_while_the_group_is_open(owner):
    later = timezone.localdate() + timedelta(days=40)
    owner.open(owner.kept.at("samen")).write("Tot en met welke dag kunnen mensen antwoorden?", later.isoformat())
    owner.press("Verander dit")
    owner.group.refresh_from_db()
    assert (owner.group.ends, owner.group.invited) == (later, 100)


def an_old_tab(kept):
    """The page of a group for five, opened before the group was changed elsewhere."""
    visitor = Visitor(Client()).open(kept.at("samen"))
    visitor.write("Hoeveel anderen nodigt u uit?", "5").press("Maak de links")
    return visitor, Group.objects.get()


def test_an_old_tab_leaves_what_was_changed_since_as_it_is(keep):
    kept = keep(OFFICIAL_READY)
    old, group = an_old_tab(kept)
    later = group.ends + timedelta(days=7)
    new = (
        Visitor(Client())
        .open(kept.at("samen"))
        .write("Tot en met welke dag kunnen mensen antwoorden?", later.isoformat())
    )
    new.write("Hoeveel anderen nodigt u uit?", "8").press("Verander dit")
    old.press("Verander dit")
    group.refresh_from_db()
    assert (group.ends, group.invited) == (later, 8)


@pytest.mark.each_database
@pytest.mark.parametrize("chosen", ["elsewhere", "here"])
@pytest.mark.parametrize(
    ("label", "elsewhere", "here"),
    [("Tot en met welke dag kunnen mensen antwoorden?", 20, 30), ("Hoeveel anderen nodigt u uit?", 8, 12)],
)
def test_what_was_changed_in_two_tabs_is_shown_twice_and_the_organiser_chooses(keep, label, elsewhere, here, chosen):
    kept = keep(OFFICIAL_READY)
    old, group = an_old_tab(kept)
    is_day = label.startswith("Tot")
    today = timezone.localdate()
    values = {"elsewhere": elsewhere, "here": here}
    texts = {key: (today + timedelta(days=n)).isoformat() if is_day else str(n) for key, n in values.items()}
    Visitor(Client()).open(kept.at("samen")).write(label, texts["elsewhere"]).press("Verander dit")

    old.write(label, texts["here"]).press("Verander dit", expect=400)
    assert "intussen ergens anders veranderd" in old.text
    shown = [str((today + timedelta(days=n)).day if is_day else n) for n in (elsewhere, here)]
    assert all(value in old.text for value in shown)
    group.refresh_from_db()
    stored = {True: group.ends.isoformat(), False: str(group.invited)}
    assert stored[is_day] == texts["elsewhere"]

    old.write(label, texts[chosen]).press("Verander dit")
    group.refresh_from_db()
    assert (group.ends.isoformat() if is_day else str(group.invited)) == texts[chosen]


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


def test_after_the_last_day_nobody_can_answer_and_everybody_is_told(owner):
    link = link_of(owner)
    late = Visitor(Client()).open(link).answer({"role": "resident", **RESIDENT})
    Group.objects.update(ends=timezone.localdate() - timedelta(days=1))
    late.press("Verstuur mijn antwoorden", expect=410)
    assert "Uw antwoorden zijn niet verstuurd" in late.text
    assert late.heading.endswith("De groep is klaar")
    assert "Er waren te weinig antwoorden om iets te laten zien." in late.text
    assert "Bekijk" not in late.text
    assert not GroupAnswer.objects.exists()


def test_who_waits_is_counted_a_minute_after_the_last_day_when_no_answer_is_on_its_way(monkeypatch):
    group = Group(ends=timezone.localdate() - timedelta(days=1))
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    for seconds, is_over in ((30, False), (90, True)):
        monkeypatch.setattr(timezone, "now", lambda moment=midnight + timedelta(seconds=seconds): moment)
        assert (group.is_open, group.is_over) == (False, is_over)


def test_the_owner_sees_that_all_of_five_answered_and_can_close(visitor, keep):
    kept = keep(OFFICIAL_READY)
    group = begin_group(kept.plan, kept.token, {}, timezone.localdate() + timedelta(days=9), invited=5)
    links = [f"/samen/{link.token(kept.plan.root(kept.token))}/" for link in group.links.all()]
    for link in links[:-1]:
        take_part(link)
    assert "De groep is bezig" in visitor.open(kept.at("samen")).text
    take_part(links[-1])
    visitor.open(kept.at("samen"))
    assert "Iedereen heeft geantwoord" in visitor.text and "De groep is bezig" not in visitor.text
    assert "U kunt de groep sluiten" in visitor.text
    visitor.press("Ja, sluit de groep")
    assert "De groep is klaar" in visitor.text and "U kunt de groep sluiten" not in visitor.text


@pytest.mark.parametrize("invited", [None, 5])
def test_a_group_that_ends_with_too_few_answers_leads_nobody_to_an_outcome(visitor, keep, invited):
    kept = keep(OFFICIAL_READY)
    group = begin_group(kept.plan, kept.token, {}, timezone.localdate() + timedelta(days=9), invited=invited)
    tokens = [link.token(kept.plan.root(kept.token)) for link in group.links.all()] or [group.token(kept.token)]
    member = take_part(f"/samen/{tokens[0]}/")
    assert "Bekijk hoever de groep is" in member.text
    visitor.open(kept.at("samen")).press("Ja, sluit de groep")
    late = Visitor(Client()).open(f"/samen/{tokens[-1]}/", expect=410)
    member.open(f"/samen/{tokens[0]}/eigen/")
    for page in (visitor, member, late):
        assert "te weinig antwoorden" in page.text
        assert "Bekijk" not in page.text


def test_nobody_is_invited_to_a_group_that_is_closed(visitor, keep):
    kept = keep(OFFICIAL_READY)
    visitor.open(kept.at("samen")).write("Hoeveel anderen nodigt u uit?", "12").press("Maak de links")
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


# --- gone --------------------------------------------------------------------------------------------------------


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
