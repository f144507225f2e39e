"""Rate limits: friendly for people, exact over several web nodes, without storing who asked."""

import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.db import OperationalError, connection
from django.db.models import F
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from stappenplan.models import Group, Plan, RateLimitCount
from stappenplan.operations import rate_limits
from stappenplan.operations.configuration.env import Limit, parse_limits
from tests.conftest import RATE_LIMITS
from tests.support.personas import OFFICIAL_READY, RESIDENT_READY

pytestmark = pytest.mark.django_db
MINUTE, HOUR = 60, 3600


@pytest.fixture
def limit(settings):
    """Allow one kind only so often: `limit(plans=2)`."""

    def set_limit(**numbers):
        changed = {name: (number, settings.LIMITS[name][1]) for name, number in numbers.items()}
        settings.LIMITS = settings.LIMITS | changed

    return set_limit


def count_times(number):
    """As if everybody had asked so many times what they asked: each request is counted in the same way."""
    RateLimitCount.objects.update(count=F("count") * number)


def refused(response, seconds=1800):
    return (response.status_code, response.get("Retry-After")) == (429, str(seconds))


def test_who_asks_too_much_gets_a_page_in_their_language_that_says_when_to_come_back(client, limit):
    limit(plans=2)
    assert [client.post("/plan/").status_code for _ in range(2)] == [302, 302]
    response = client.post("/plan/")
    assert refused(response) and "no-store" in response["Cache-Control"]
    page = response.content.decode()
    assert "over 30 minuten" in page and "Wat u eerder bewaarde, staat er nog." in page
    english = client.post("/en/plan/")
    assert refused(english) and "in 30 minutes" in english.content.decode()
    assert Plan.objects.count() == 2


def test_another_network_and_another_stretch_of_time_start_anew(client, limit, monkeypatch):
    limit(plans=1)
    assert client.post("/plan/").status_code == 302 and refused(client.post("/plan/"))
    assert refused(client.post("/plan/", REMOTE_ADDR="127.0.0.99")), "the same network"
    assert client.post("/plan/", REMOTE_ADDR="198.51.100.7").status_code == 302
    monkeypatch.setattr(rate_limits, "time", lambda: HOUR * 480_001 + 1)
    assert client.post("/plan/").status_code == 302


def another_goal(kept, number):
    """The plan after one more change of mind: its report is another."""
    Plan.objects.filter(pk=kept.plan.pk).update(answers=RESIDENT_READY | {"goal_sentence": f"Doel {number}"})


@pytest.mark.any_database  # the count itself is one query, the same in each of these tests
def test_one_plan_cannot_use_up_the_reports_of_a_network(client, keep, settings):
    """With the limits as they are: one visitor changes a sentence again and again, another at the same network asks."""
    settings.REPORTS_WAITING = 1000
    busy, colleague = keep(RESIDENT_READY), keep(OFFICIAL_READY)

    def ask_another(number):
        another_goal(busy, number)
        return client.get(busy.at("rapport")).status_code

    assert ask_another(0) == 202
    count_times(settings.LIMITS["plan_reports"][0] - 1)
    assert [ask_another(number) for number in (1, 2, 3)] == [202, 429, 429]
    refused = client.get(busy.at("rapport")).content.decode()
    assert "Voor dit plan" in refused and "netwerk" not in refused
    assert client.get(colleague.at("rapport")).status_code == 202


@pytest.mark.any_database  # the count itself is one query, the same in each of these tests
def test_sixty_people_in_one_town_hall_get_their_reports(client, keep, settings, monkeypatch):
    monkeypatch.setattr("stappenplan.report.views.report_for", lambda *arguments: arguments[-1]())
    monkeypatch.setattr("stappenplan.report.views.report_page", lambda *_arguments: HttpResponse())
    for before in (0, 58):  # the first of them; and the last, after as many as the first asked by all between
        kept = keep(RESIDENT_READY)
        count_times(1 + before)
        asked = [client.get(kept.at("rapport")).status_code for _ in range(settings.LIMITS["plan_reports"][0])]
        assert set(asked) == {200}
        assert client.get(kept.at("rapport")).status_code == 429
    assert RateLimitCount.objects.filter(count=60 * settings.LIMITS["plan_reports"][0]).exists()


@pytest.mark.any_database  # the count itself is one query, the same in each of these tests
def test_what_is_refused_of_a_plan_takes_nothing_of_its_network(client, limit, keep):
    limit(plan_documents=1, documents=2)
    first, second = keep(RESIDENT_READY), keep(RESIDENT_READY)
    word = "/meenemen/advies.docx"
    asked = [client.get(f"/plan/{kept.token}{word}").status_code for kept in (first, first, first, second, second)]
    assert asked == [200, 429, 429, 200, 429]


TRIED = "?weight-goal_fit=none"


def test_weights_that_are_tried_count_as_an_advice_and_the_plan_itself_is_free(client, limit, keep):
    limit(plan_advices=2, advices=3)
    first, second = keep(RESIDENT_READY), keep(OFFICIAL_READY)
    assert [client.get(first.at("advies") + TRIED).status_code for _ in range(3)] == [200, 200, 429]
    assert refused(client.get(first.at("advies") + TRIED), MINUTE)
    assert client.get(first.at("advies")).status_code == 200
    assert [client.get(second.at("advies") + TRIED).status_code for _ in range(2)] == [200, 429]


def test_a_new_report_counts_and_one_that_is_there_is_free(client, limit, keep):
    limit(reports=1)
    first, second = keep(RESIDENT_READY), keep(OFFICIAL_READY)
    assert client.get(first.at("rapport")).status_code == 202
    assert client.get(first.at("rapport")).status_code == 202
    assert refused(client.get(second.at("rapport")))
    assert refused(client.get(f"/plan/{second.token}/advies.pdf"))
    assert not second.plan.reports.exists()


@pytest.mark.parametrize(
    ("name", "ask"),
    [
        ("documents", lambda client, at: client.get(f"{at}/meenemen/advies.docx")),
        ("documents", lambda client, at: client.get(f"/advies/{Plan.view_token(at[6:])}/meenemen/advies.docx")),
        ("plan_documents", lambda client, at: client.get(f"{at}/meenemen/advies.docx")),
        ("plan_advices", lambda client, at: client.get(f"{at}/advies/?weight-goal_fit=none")),
        ("advices", lambda client, at: client.get("/voorbeeld/bewoners/?weight-goal_fit=none")),
        ("advices", lambda client, at: client.post("/snelle-check/", {"audience": "resident"})),
        ("checks", lambda client, at: client.post("/controleer/", {"report": b"{}"})),
        ("searches", lambda client, at: client.get("/platforms/?zoek=buurt")),
        ("searches", lambda client, at: client.get("/en/platforms/?plaats=odijk")),
        ("searches", lambda client, at: client.get("/platforms/vergelijk/?p=hoplr&erbij=buurt")),
        ("searches", lambda client, at: client.get("/gemeenten/?zoek=nes")),
        ("wrong_links", lambda client, at: client.get("/plan/guess/advies/")),
        ("wrong_links", lambda client, at: client.get("/advies/guess/")),
        ("wrong_links", lambda client, at: client.get("/samen/guess/")),
        ("wrong_links", lambda client, at: client.post("/verder/", {"link": "guess"})),
    ],
)
def test_everything_costly_is_counted(client, limit, keep, name, ask):
    from io import BytesIO

    limit(**{name: 1})
    at = f"/plan/{keep(RESIDENT_READY).token}"
    if name == "checks":
        ask = lambda client, at: client.post("/controleer/", {"report": BytesIO(b'{"no": "report"}')})  # noqa: E731
    assert ask(client, at).status_code != 429
    assert ask(client, at).status_code == 429


def test_groups_and_what_people_answer_in_them_are_counted(client, limit, keep):
    limit(groups=1, group_answers=1)
    began = {"do": "make", "way": "open", "ends": timezone.localdate().isoformat()}
    first, second = keep(OFFICIAL_READY), keep(OFFICIAL_READY)
    assert client.post(first.at("samen"), began).status_code == 302
    assert refused(client.post(second.at("samen"), began))
    link = f"/samen/{Group.objects.get().token(first.token)}/"
    answer = {"role": "resident", "goal_main": "meet"}
    sent = [Client().post(link, answer | {"browser": str(number) * 43}).status_code for number in (1, 2)]
    assert sent == [302, 429]


def test_the_api_refuses_as_a_problem_in_the_same_way(client, limit):
    limit(advices=1, searches=1)

    def advice():
        return client.post("/api/v1/adviezen", {"answers": {"audience": "resident"}}, "application/json")

    for ask, seconds in ((advice, MINUTE), (lambda: client.get("/api/v1/platforms?q=buurt"), MINUTE)):
        assert ask().status_code == 200
        response = ask()
        assert refused(response, seconds)
        assert response["Content-Type"] == "application/problem+json" and response["API-Version"]
        assert response.json()["status"] == 429
    assert client.get("/api/v1/platforms").status_code == 200, "only a search is counted"


def test_ten_thousand_guesses_of_a_link_are_refused_after_the_limit(client, settings):
    at_most = settings.LIMITS["wrong_links"][0]
    RateLimitCount.objects.all().delete()
    answers = [client.get(f"/plan/{number:043d}/").status_code for number in range(2)]
    count_times((at_most - 2) // 2)
    answers += [client.get(f"/plan/{number:043d}/").status_code for number in range(2, 6)]
    assert answers == [404, 404, 404, 404, 429, 429]


def test_pages_that_cost_little_ask_no_count(client, keep, django_assert_max_num_queries):
    kept = keep(OFFICIAL_READY)
    for url in ("/", "/platforms/", "/methode/", "/platforms/hoplr/", kept.at("advies"), kept.at("stap/doel")):
        assert client.get(url).status_code == 200
    assert not RateLimitCount.objects.exists()


def test_a_count_is_one_query(rf, django_assert_num_queries):
    request = rf.get("/")
    for _ in range(3):
        with django_assert_num_queries(1):
            rate_limits.check_rate_limit(request, "searches")


def test_nothing_of_who_asked_is_kept_and_counts_of_earlier_days_go(client, limit):
    client.post("/plan/", REMOTE_ADDR="203.0.113.77")
    assert "203.0" not in str(list(RateLimitCount.objects.values()))
    assert RateLimitCount.objects.count() == 1
    call_command("delete_expired", verbosity=0)  # the clock of these counts stands far in the past
    assert not RateLimitCount.objects.exists()


def test_nobody_is_refused_when_the_database_cannot_count(client, limit):
    limit(searches=1)

    def away(execute, sql, params, many, context):
        if "platforms_sender" in sql:
            raise OperationalError("away")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(away):
        assert [client.get("/platforms/?zoek=x").status_code for _ in range(3)] == [200] * 3


def test_a_site_in_the_tests_has_none_of_the_limits(settings):
    assert set(RATE_LIMITS) == set(settings.RATE_LIMITS)


def test_zero_is_no_limit(client, limit):
    limit(plans=0)
    assert {client.post("/plan/").status_code for _ in range(5)} == {302}
    assert not RateLimitCount.objects.exists()


COUNT = """
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from stappenplan.models import RateLimitCount
begun = int(datetime.now().timestamp()) // 86400 * 86400
def ask(_):
    return sum(RateLimitCount.add_one("tea", "203.0.113.0/24", begun, 25) for _ in range(10))
with ThreadPoolExecutor(3) as threads:
    print("HERE", sum(threads.map(ask, range(3))))
"""


def test_of_many_at_once_exactly_as_many_pass_as_may(live_site):
    """Two processes of three threads stand for web nodes over one database; the site itself has it open too."""
    with ThreadPoolExecutor(2) as nodes:
        said = list(nodes.map(lambda _: live_site.manage("shell", "-v0", "-c", COUNT), range(2)))
    passed = [int(re.search(r"HERE (\d+)", text)[1]) for text in said]
    assert sum(passed) == 25, passed


@pytest.mark.parametrize("value", ["plans", "plans=many", "plans=-1", "plans=40000", "kites=3", "=3"])
def test_a_wrong_limit_stops_the_start_with_one_sentence(value, monkeypatch):
    monkeypatch.setenv("LIMITS", value)
    with pytest.raises(ImproperlyConfigured, match=r"LIMITS has a wrong value: give name=number.*plans"):
        parse_limits("LIMITS", {"plans": Limit(300, HOUR, "")})


def test_a_limit_is_set_by_its_name_and_the_others_stay(monkeypatch):
    monkeypatch.setenv("LIMITS", "plans=1000,reports=0")
    known = {"plans": Limit(300, HOUR, ""), "reports": Limit(20, HOUR, ""), "searches": Limit(300, MINUTE, "")}
    assert parse_limits("LIMITS", known) == {"plans": (1000, HOUR), "reports": (0, HOUR), "searches": (300, MINUTE)}
