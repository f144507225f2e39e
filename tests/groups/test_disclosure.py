"""What may be read off of a group: the attacks that its words exclude, played out, and the one that they name.

Each attack is played twice, with another answer of the person who is aimed at: all that the attacker sees must be the
same. The attacker sees the pages of the owner and of a member, and the report, of which the file to edit is made.
"""

import itertools
import re
from datetime import timedelta
from importlib import import_module
from itertools import product
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import resolve
from django.utils import timezone
from django.utils.translation import override

from platforms.models import Catalogue
from stappenplan.groups.outcome import outcome_of
from stappenplan.groups.participation import add_stack
from stappenplan.method.steps.short_version import OPINIONS
from stappenplan.models import Group, GroupAnswer, GroupLink, Plan, Report, hash_token
from stappenplan.operations.observability.request_log import log_requests
from stappenplan.report.document import report_html
from stappenplan.report.queue import report_for
from tests.support.covering import mark_others
from tests.support.personas import OFFICIAL_READY, RESIDENT_READY
from tests.support.visitor import Visitor, words

pytestmark = pytest.mark.django_db

RESIDENT = {key: RESIDENT_READY[key] for key in OPINIONS}
# Two people who could not be more different, and one whom the attacker plays.
ONE = {"role": "resident", **RESIDENT, "goal_main": "help", "core_team": "none", "bottleneck": "conflict"}
OTHER = {"role": "official", **RESIDENT, "goal_main": "meet", "core_team": "six_plus", "w_free": "must"}
PLAYED = {"role": "welfare", **RESIDENT}
SECRETS = itertools.count()
TOKENS = re.compile(r"[\w-]{43}|[\w-]{86,}")


class Played:
    """A group with its owner, who has a browser with the edit link in it; `links`: of one person each.

    `joins`: the owner takes part, by the link `own`.
    """

    def __init__(self, invited=None, joins=False):
        self.plan, self.token = Plan.start(dict(OFFICIAL_READY))
        self.at, self.owner = f"/plan/{self.token}/samen/", Client()
        self.owner.cookies["plan"] = self.token
        asked = {"do": "make", "ends": (timezone.localdate() + timedelta(days=9)).isoformat()}
        asked |= {"invited": invited} if invited else {"way": "open"}
        asked |= {"joins": "on"} if joins else {}
        assert self.owner.post(self.at, asked).status_code == 302
        self.row = Group.objects.get(plan=self.plan)
        if invited:
            found = {link.number: link.token(self.token) for link in self.row.links.all()}
            self.own = f"/samen/{found.pop(0)}/" if joins else None
            self.links = [f"/samen/{found[number]}/" for number in sorted(found)]
        else:
            self.link = f"/samen/{self.row.token(self.token)}/"

    def answer(self, link, answers, client=None, expect=302):
        """Send answers, from a browser of its own when not said; gives that browser."""
        client = client or Client()
        sent = client.post(link, {"browser": f"{next(SECRETS):043}", **answers})
        assert sent.status_code == expect
        return client

    def invite(self, number):
        """Ask so many people, until today, on the page as it stands now."""
        self.row.refresh_from_db()
        shown = {"getoond-ends": self.row.ends.isoformat(), "getoond-invited": self.row.invited}
        wanted = {"ends": timezone.localdate().isoformat(), "invited": number}
        return self.owner.post(self.at, {"do": "change", **shown, **wanted})

    def close(self):
        self.owner.post(self.at, {"do": "close"})
        self.row.refresh_from_db()

    def page(self):
        """What the owner sees before the outcome."""
        return TOKENS.sub("*", text_of(self.owner.get(self.at)))

    def seen(self, member=None, report=True):
        """All that the owner, and a member's browser with its link, can look at; without links and secrets."""
        pages = [self.owner.get(f"{self.at}{page}") for page in ("", "uitkomst/")]
        if member:
            client, link = member
            pages += [client.get(link), client.get(f"{link}uitkomst/")]
        texts = [text_of(page) for page in pages]
        if report:
            catalogue = Catalogue.current()
            self.plan.refresh_from_db()
            texts.append(report_html(self.plan, self.plan.advice(catalogue), catalogue, "nl"))
        return [TOKENS.sub("*", text) for text in texts]

    def outcome(self):
        return outcome_of(Group.objects.get(pk=self.row.pk), Catalogue.current())


def text_of(response):
    """What stands on a page, or where it leads."""
    if "html" in response.get("Content-Type", ""):
        return re.sub(r'(?s)<input type="hidden"[^>]*>', "", response.content.decode())
    return response["Location"]


def seen_whoever_it_was(attack):
    """Play an attack on two people who differ: what is seen must be the same. Gives what is seen."""
    first, second = attack(ONE), attack(OTHER)
    assert first == second
    return first


# What somebody sees is worked out of the answers alike on any database; how these are stored, from “a link for one
# person” on, is not.

# --- the attacks that the words exclude ------------------------------------------------------------------------------


@pytest.mark.any_database
@pytest.mark.parametrize(
    ("windows", "closes"), mark_others(list(product([1, 2, 3], [False, True])), [(1, False), (2, True), (3, True)])
)
def test_an_owner_with_two_windows_and_one_person_see_nothing(windows, closes):
    def attack(person):
        group = Played()
        for _window in range(windows):
            group.answer(group.link, PLAYED)
        group.answer(group.link, person)
        if closes:
            group.close()
        assert group.outcome() is None
        return group.seen()

    assert any("te weinig antwoorden" in page for page in seen_whoever_it_was(attack))


@pytest.mark.any_database
def test_a_sixth_who_waits_is_not_read_off_by_adding_two_and_closing():
    def attack(person):
        group = Played()
        for _person in range(5):
            group.answer(group.link, ONE)
        shown = group.outcome()
        group.answer(group.link, person)
        for _window in range(2):
            group.answer(group.link, PLAYED)
        group.close()
        assert group.outcome().size == shown.size == 5
        return group.seen()

    seen_whoever_it_was(attack)


@pytest.mark.any_database
def test_a_member_with_two_windows_sees_nothing():
    def attack(person):
        group = Played()
        member = group.answer(group.link, PLAYED)
        group.answer(group.link, PLAYED)
        group.answer(group.link, person)
        return group.seen((member, group.link))

    seen_whoever_it_was(attack)


@pytest.mark.any_database
@pytest.mark.parametrize("closes", [False, True])
def test_two_of_three_do_not_see_what_the_third_says(closes):
    """By an open link, and by links of their own among twelve that were handed out."""

    def attack(person, invited=None):
        group = Played(invited)
        links = group.links if invited else [group.link] * 3
        member = group.answer(links[0], PLAYED)
        group.answer(links[1], PLAYED)
        group.answer(links[2], person)
        if closes:
            group.close()
        assert group.outcome() is None
        return group.seen((member, links[0]))

    seen_whoever_it_was(attack)
    if not closes:
        seen_whoever_it_was(lambda person: attack(person, 12))


@pytest.mark.any_database
@pytest.mark.parametrize(
    ("invited", "through_the_own_link"),
    mark_others(list(product([3, 5, 12], [True, False])), [(3, True), (5, False), (12, True)]),
)
def test_closing_shows_nothing_of_two_beside_the_owner(invited, through_the_own_link):
    """The owner answers by the own link, or by one of another in the browser that holds the plan: both are known."""

    def attack(person):
        group = Played(invited, joins=through_the_own_link)
        group.answer(group.own if through_the_own_link else group.links[2], PLAYED, group.owner)
        group.answer(group.links[0], ONE)
        group.answer(group.links[1], person)
        group.close()
        assert group.outcome() is None
        return group.seen()

    seen_whoever_it_was(attack)


@pytest.mark.any_database
def test_the_own_answers_of_the_owner_fill_no_batch_of_an_open_link():
    def attack(person):
        group = Played()
        for _time in range(4):
            group.owner.cookies.pop(f"samen-{group.row.pk}", None)
            group.answer(group.link, PLAYED, group.owner)
        group.answer(group.link, person)
        group.close()
        assert GroupAnswer.objects.filter(group=group.row, known=True).count() == 4
        assert group.outcome() is None
        return group.seen()

    seen_whoever_it_was(attack)


@pytest.mark.any_database
def test_sheets_that_the_owner_typed_over_fill_no_batch_either():
    def attack(person):
        group = Played(5)
        Group.objects.update(sheets=[{"role": "resident", "answers": RESIDENT}] * 3)
        add_stack(group.row)
        assert group.outcome().size == 3
        group.answer(group.links[0], person)
        group.answer(group.links[1], ONE)
        group.close()
        assert group.outcome().size == 3
        pages = group.seen()
        Group.objects.all().delete()
        return pages

    seen_whoever_it_was(attack)


# --- a few people: everybody counts, at once -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("invited", "joins"),
    mark_others(list(product(range(3, 8), [False, True])), [(3, False), (3, True), (4, True), (5, False), (7, True)]),
)
def test_nothing_is_shown_before_all_of_a_few_answered_and_then_all_count(invited, joins):
    """The organiser who takes part is one of them, whenever that answer comes."""
    for first in (True, False) if joins else (False,):
        group = Played(invited, joins)
        order = [group.own, *group.links] if first else [*group.links, group.own]
        for link in filter(None, order):
            assert group.outcome() is None
            group.answer(link, ONE, group.owner if link == group.own else None)
        assert group.outcome().size == invited + joins
        group.close()
        assert group.outcome().size == invited + joins
        group.plan.delete()


@pytest.mark.any_database
def test_before_all_of_a_few_answered_what_they_say_changes_no_page():
    """Whoever is one of four sees the same, whatever two others say; so does the organiser."""

    def attack(person):
        group = Played(4, joins=True)
        member = group.answer(group.links[0], PLAYED)
        for link in group.links[1:3]:
            group.answer(link, person)
        return group.seen((member, group.links[0]))

    seen_whoever_it_was(attack)


@pytest.mark.parametrize(
    ("answered", "by_the_date"),
    mark_others(
        list(product(range(5), [False, True])),
        [(0, True), (1, False), (2, False), (2, True), (3, False), (3, True), (4, False)],
    ),
)
def test_closing_counts_all_of_a_few_at_once_when_three_beside_the_organiser_answered(answered, by_the_date):
    group = Played(5, joins=True)
    group.answer(group.own, PLAYED, group.owner)
    for link in group.links[:answered]:
        group.answer(link, ONE)
    assert group.outcome() is None
    if by_the_date:
        Group.objects.update(ends=timezone.localdate() - timedelta(days=2))
    else:
        group.close()
    outcome = group.outcome()
    assert (outcome.size if outcome else 0) == (answered + 1 if answered >= 3 else 0)


@pytest.mark.parametrize("invited", [8, 10, 12])
def test_of_more_people_the_last_ones_and_the_organiser_count_when_all_answered(invited):
    group = Played(invited, joins=True)
    for link in group.links:
        group.answer(link, ONE)
    assert group.outcome().size == 5 and not group.outcome().known, "all wait for the organiser"
    group.answer(group.own, PLAYED, group.owner)
    assert group.outcome().size == invited + 1


def test_an_organiser_who_does_not_take_part_after_all_holds_nobody_up():
    group = Played(4, joins=True)
    for link in group.links:
        group.answer(link, ONE)
    page = " ".join(group.page().split())
    assert "4 van de 4 hebben geantwoord. Alleen u antwoordde nog niet. Uw eigen link staat hieronder." in page
    Visitor(group.owner).open(group.at).press("Ik doe niet mee")
    assert group.outcome().size == 4
    assert "Iedereen antwoordde." in group.page()
    assert group.page().count("heeft geantwoord</b>") == 4
    Client().get(group.own)
    assert Client().get(group.own).status_code == 404


def test_an_own_answer_that_was_given_is_not_taken_out_by_saying_not_to_take_part():
    group = Played(3, joins=True)
    group.answer(group.own, PLAYED, group.owner)
    group.owner.post(group.at, {"do": "decline"})
    for link in group.links:
        group.answer(link, ONE)
    assert group.outcome().size == 4


@pytest.mark.any_database
@pytest.mark.parametrize("invited", [None, 5, 12])
def test_every_page_says_beforehand_when_answers_count_and_when_the_last_do_not(invited):
    """The organiser before the links are made and after; a person before the questions."""
    said = "Dan tellen alle antwoorden in één keer." if invited == 5 else "tellen die laatste antwoorden niet mee."
    owner = Client()
    _plan, token = Plan.start(dict(OFFICIAL_READY))
    before = " ".join(owner.get(f"/plan/{token}/samen/").content.decode().split())
    group = Played(invited)
    after, form = (
        " ".join(client.get(page).content.decode().split())
        for client, page in ((group.owner, group.at), (Client(), group.links[0] if invited else group.link))
    )
    assert all(said in page for page in (before, after, form))
    assert form.index(said) < form.index("Vanuit welke rol antwoordt u?")


def test_a_group_of_before_batches_waited_keeps_what_it_showed():
    """Six were invited and five answered: they were shown, and the sixth alone is not added."""
    group = Played(6)
    for link in group.links[:5]:
        group.answer(link, ONE)
    assert group.outcome() is None
    module = import_module("stappenplan.migrations.0008_batches_that_stay")
    module.keep_what_was_shown(apps, SimpleNamespace(connection=connection))
    assert group.outcome().size == 5
    group.answer(group.links[5], OTHER)
    assert group.outcome().size == 5


# --- the attack that the words name ----------------------------------------------------------------------------------


@pytest.mark.any_database
def test_the_form_says_before_its_questions_what_can_be_worked_out_and_it_is_so():
    """Four windows and one person are five answers: nobody promises otherwise."""
    group = Played()
    form = " ".join(Client().get(group.link).content.decode().split())
    assert "Wie alle andere antwoorden kent, kan uitrekenen wat u koos." in form
    assert "We laten pas iets zien bij 5 antwoorden. Daarna, en bij het sluiten, komen er minstens 5 tegelijk" in form
    assert form.index("Dit kan wel.") < form.index("Vanuit welke rol antwoordt u?")
    for _window in range(4):
        group.answer(group.link, PLAYED)
    group.answer(group.link, ONE)
    assert group.outcome().said["core_team"]["none"] == 1
    personal = Played(12)
    form = " ".join(Client().get(personal.links[0]).content.decode().split())
    assert "Gebruikt wie u uitnodigde zelf links die voor anderen zijn?" in form
    assert form.index("Dit kan wel.") < form.index("Vanuit welke rol antwoordt u?")
    assert "minstens 3 tegelijk bij" in form
    few = " ".join(Client().get(Played(4).links[0]).content.decode().split())
    assert "als alle 4 genodigden antwoordden" in few and "minstens 3 zijn" in few
    for page in (form, few):
        assert "Niemand ziet" not in page


# --- no figure of nobody and of everybody, no count of people who wait ---------------------------------------------


@pytest.mark.any_database
@pytest.mark.parametrize("alike", [5, 4, 1, 0])
def test_no_figure_is_shown_of_nobody_and_of_everybody(alike):
    """All the same, all but one, one alone, none: the pages and the report say no such number."""
    group = Played(5)
    for number, link in enumerate(group.links):
        group.answer(link, ONE if number < alike else OTHER)
    group.close()
    for page in group.seen((Client(), group.links[0])):
        assert not re.search(r"\b[0145] van de 5\b", page), page
        assert not re.search(r"\b[015] of the 5\b|\bAlle 5\b|bij iedereen", page)


@pytest.mark.any_database
def test_all_and_all_but_one_look_the_same_in_what_is_counted():
    def said(others):
        group = Played(5)
        for number, link in enumerate(group.links):
            group.answer(link, ONE | ({"core_team": "six_plus"} if number < others else {}))
        page = " ".join(group.seen(report=False)[1].split())
        return re.findall(r"[^>.]*dat nog niemand de kar wil trekken\.", page)

    assert said(0) == said(1) != []


@pytest.mark.any_database
def test_nobody_sees_how_many_wait():
    """By an open link, and with more links than five: not before a batch, and not between two."""

    for invited in (None, 12):
        group = Played(invited)
        links, found = group.links if invited else [group.link] * 9, []
        for number in range(10):
            if number in {0, 1, 4, 5, 9}:
                found.append(group.seen((Client(), group.links[11] if invited else group.link), report=False))
            if number < 9:
                group.answer(links[number], ONE)
        assert found[0] == found[1] == found[2]
        assert found[3] == found[4]


@pytest.mark.any_database
def test_of_five_links_at_most_the_owner_sees_how_many_answered_and_not_who():
    def after(*numbers):
        group = Played(4)
        for number in numbers:
            group.answer(group.links[number], ONE)
        return group, group.page()

    _group, page = after(0, 1)
    assert "2 van de 4 hebben geantwoord." in " ".join(page.split())
    assert after(0, 1)[1] == after(2, 3)[1] and "heeft geantwoord</b>" not in page
    _group, page = after(0, 1, 2, 3)
    assert page.count("heeft geantwoord</b>") == 4


@pytest.mark.any_database
def test_with_more_links_the_list_says_answered_once_the_batch_is_shown():
    group = Played(12)

    def answered():
        return group.page().count("heeft geantwoord</b>")

    for number, shown in zip(range(7), (0, 0, 0, 0, 5, 5, 5), strict=True):
        group.answer(group.links[number], ONE)
        assert answered() == shown
    group.close()
    assert answered() == 5
    group = Played(12)
    for number in range(3):
        group.answer(group.links[number], ONE)
    group.close()
    assert answered() == 3 and group.outcome().size == 3


# --- a link for one person -------------------------------------------------------------------------------------------


def test_a_link_opens_as_often_as_one_likes_and_takes_one_set_of_answers():
    group = Played(12)
    fresh = TOKENS.sub("*", text_of(Client().get(group.links[0])))
    for _time in range(3):
        assert Client().get(group.links[0]).status_code == 200
        assert Client().head(group.links[0]).status_code == 200
    somebody = group.answer(group.links[0], ONE)
    assert "U heeft al geantwoord" in somebody.get(group.links[0]).content.decode()
    assert TOKENS.sub("*", text_of(Client().get(group.links[0]))) == fresh, "by opening one cannot see that it was used"
    second = Client().post(group.links[0], {"browser": "x" * 43, **OTHER})
    assert second.status_code == 409
    assert "Met deze link is al geantwoord" in second.content.decode()
    assert GroupAnswer.objects.get().answers["goal_main"] == "help"


def test_sending_twice_from_one_browser_is_one_answer():
    group = Played(12)
    for _time in range(2):
        assert Client().post(group.links[0], {"browser": "x" * 43, **ONE}).status_code == 302
    assert GroupAnswer.objects.count() == 1


def test_links_cannot_be_guessed_and_only_hashes_are_kept():
    group = Played(12, joins=True)
    tokens = [link.split("/")[2] for link in (group.own, *group.links)]
    assert len(set(tokens)) == 13 and all(len(token) == 43 for token in tokens)
    rows = (*Group.objects.values_list(), *GroupLink.objects.values_list(), *Plan.objects.values_list())
    stored = " ".join(str(value) for row in rows for value in row)
    assert not any(token in stored for token in tokens)
    page = Visitor(group.owner).open(group.at)
    pasted = re.findall(r"/samen/[\w-]+/", page.page.get_element_by_id("alle-links").text)
    assert pasted == group.links
    printed = group.owner.get(f"{group.at}links/").content.decode()
    assert all(link in printed for link in group.links) and group.own not in printed
    mails = page.page.xpath("//a[starts-with(@href, 'mailto:')]/@href")
    assert len(mails) == 12 and group.links[0].strip("/").split("/")[1] in mails[0]


def test_which_answers_came_by_which_link_is_not_kept():
    group = Played(12)
    group.answer(group.links[3], ONE)
    answer = GroupAnswer.objects.get()
    assert not [field for field in GroupAnswer._meta.fields if field.related_model is GroupLink]
    assert answer.browser not in {link.key_hash for link in GroupLink.objects.all()}


def test_a_link_is_made_anew_for_one_person_and_takes_no_second_answer():
    group = Played(12)
    group.answer(group.links[0], ONE)
    for number, status in ((1, 409), (2, 302)):
        group.owner.post(group.at, {"do": "renew", "number": number})
        assert Client().get(group.links[number - 1]).status_code == 404
        new = f"/samen/{group.row.links.get(number=number).token(group.token)}/"
        assert Client().get(new).status_code == 200
        group.answer(new, OTHER, expect=status)
    assert Client().get(group.links[2]).status_code == 200


def test_more_people_get_links_and_the_earlier_ones_stay():
    group = Played(4)
    group.answer(group.links[0], ONE)
    assert group.invite(3).status_code == 400
    assert group.invite(7).status_code == 302
    group.row.refresh_from_db()
    assert (group.row.first_batch, group.row.links.count()) == (5, 7)
    assert Client().get(group.links[3]).status_code == 200
    shown = Played(3)
    for link in shown.links:
        shown.answer(link, ONE)
    shown.invite(9)
    assert shown.outcome().size == 3, "what was shown stays a batch"
    sizes = []
    for link in shown.row.links.filter(number__gt=3):
        shown.answer(f"/samen/{link.token(shown.token)}/", OTHER)
        sizes.append(shown.outcome().size)
    assert sizes == [3, 3, 6, 6, 6, 9], "three at a time, for three are left"


def test_two_people_on_one_device_answer_by_their_own_links_and_have_their_own_outcome():
    group, device = Played(12), Client()
    group.answer(group.links[0], ONE, device)
    assert device.get(group.links[1]).status_code == 200
    group.answer(group.links[1], OTHER, device)
    own = [device.get(f"{link}eigen/").content.decode() for link in group.links[:2]]
    assert own[0] != own[1]


def test_a_personal_link_can_be_pasted_on_the_start_page():
    group = Played(12)
    somebody = Visitor(Client()).open("/")
    somebody.write("Plak hier de link die u bewaarde", f"http://testserver{group.links[0]}").press("Ga verder")
    assert somebody.url == group.links[0]


# --- the cookie ------------------------------------------------------------------------------------------------------


@pytest.mark.any_database
def test_a_made_up_cookie_does_not_show_the_outcome():
    open_group, personal = Played(), Played(12)
    for number in range(5):
        open_group.answer(open_group.link, ONE)
        personal.answer(personal.links[number], ONE)
    for link, name in (
        (open_group.link, f"samen-{open_group.row.pk}"),
        (personal.links[9], f"samen-{personal.row.pk}-10"),
    ):
        for value in ("1", "vergeten", "x" * 43, "vergeten:" + "x" * 43):
            stranger = Client()
            stranger.cookies[name] = value
            assert stranger.get(f"{link}uitkomst/").status_code == 302
            assert stranger.get(link).status_code == 200
            assert stranger.post(f"{link}vergeet/").status_code == 302
            assert stranger.get(f"{link}uitkomst/").status_code == 302, "forgetting proves nothing either"
    somebody = open_group.answer(open_group.link, OTHER)
    somebody.post(f"{open_group.link}vergeet/")
    assert somebody.get(f"{open_group.link}uitkomst/").status_code == 200
    elsewhere = Client()
    elsewhere.cookies[f"samen-{personal.row.pk}-10"] = somebody.cookies[f"samen-{open_group.row.pk}"].value
    assert elsewhere.get(f"{personal.links[9]}uitkomst/").status_code == 302, "signed for another group"


@pytest.mark.any_database
def test_the_log_tells_neither_when_nor_from_where_somebody_in_a_group_came(caplog):
    caplog.set_level("INFO", logger="stappenplan.requests")
    logged = log_requests(lambda request: HttpResponse())
    for path in ("", "eigen/", "uitkomst/", "vergeet/"):
        for language in ("", "/en"):
            request = RequestFactory().get(f"{language}/samen/token/{path}")
            with override(language.strip("/") or "nl"):
                request.resolver_match = resolve(request.path)
            logged(request)
    assert not caplog.records
    request = RequestFactory().get("/platforms/")
    request.resolver_match = resolve(request.path)
    logged(request)
    assert [record.route for record in caplog.records] == ["platforms/"]


# --- gone ------------------------------------------------------------------------------------------------------------


def a_report(plan):
    """A stored report of a plan, as it is now."""
    plan.refresh_from_db()
    return report_for(plan, Catalogue.current(), "nl")


def test_a_group_that_is_erased_goes_out_of_the_reports_at_once():
    group = Played(3)
    for link in group.links:
        group.answer(link, ONE)
    assert "Samen gekozen" in Report.objects.get(pk=a_report(group.plan).pk).html
    group.owner.post(group.at, {"do": "erase"})
    assert not Report.objects.exists() and not GroupLink.objects.exists() and not GroupAnswer.objects.exists()
    assert Client().get(group.links[0]).status_code == 404
    assert "Samen gekozen" not in Report.objects.get(pk=a_report(group.plan).pk).html


@pytest.mark.parametrize("way", ["stap/succesfactoren", "gewichten"])
def test_answers_that_change_take_the_reports_with_them(client, way):
    plan, token = Plan.start(dict(OFFICIAL_READY))
    a_report(plan)
    if way == "gewichten":
        client.post(f"/plan/{token}/gewichten/", {"reset": "1"})
    else:
        visitor = Visitor(client).open(f"/plan/{token}/{way}/")
        visitor.press(words(visitor.page.xpath("//main//form//button[@type='submit']")[0]))
    assert not Report.objects.exists()


# --- groups of before ------------------------------------------------------------------------------------------------


@pytest.mark.each_database
@pytest.mark.parametrize(("answered", "batches"), [(0, (5, 5)), (2, (5, 5)), (3, (3, 3)), (7, (3, 3))])
def test_a_group_of_before_there_were_personal_links_goes_on_working(answered, batches):
    plan, token = Plan.start(dict(OFFICIAL_READY))
    group = Group(plan=plan, ends=timezone.localdate(), invited=12)
    group.make_link(token)
    group.save()
    for number in range(answered):
        group.answers.create(role="resident", answers=RESIDENT, browser=hash_token(f"{number:043}"))
    import_module("stappenplan.migrations.0006_personal_links_in_groups").keep_what_was_shown(
        apps, SimpleNamespace(connection=connection)
    )
    group.refresh_from_db()
    assert (group.way, group.invited, (group.first_batch, group.later_batch)) == ("open", 100, batches)
    outcome = outcome_of(group, Catalogue.current())
    assert (outcome.size if outcome else 0) == {0: 0, 2: 0, 3: 3, 7: 6}[answered], "what was shown is what is shown"
    link = f"/samen/{group.token(token)}/"
    if answered:
        member = Client()
        member.cookies[f"samen-{group.pk}"] = f"{0:043}"
        assert "U heeft al geantwoord" in member.get(link).content.decode()
    assert Client().post(link, {"browser": "y" * 43, **ONE}).status_code == 302
    assert link in Client().get(f"/plan/{token}/samen/").content.decode()
