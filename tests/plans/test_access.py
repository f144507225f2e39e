"""A plan under its own links: who can open what, what is remembered, what is forgotten, and what no log may hold."""

import json
import logging
import os
import re
import subprocess
import sys
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from platforms.models import Catalogue
from stappenplan.method.profile import is_asked
from stappenplan.method.steps import QUESTIONS
from stappenplan.models import Plan, Report, hash_token
from stappenplan.operations.observability.log_redaction import MaskLinks
from stappenplan.plans.page_cache import forget_all
from tests.conftest import ROOT
from tests.support import ready_database
from tests.support.malformed import addresses
from tests.support.personas import OFFICIAL_READY, RESIDENT_READY
from tests.support.small_catalogue import leave_only

pytestmark = pytest.mark.django_db

OWNER_PAGES = ["", "stap/start", "stap/overzicht", "bewaren", "advies", "vergelijk", "rapport"]
OWNER_FILES = ["advies.pdf", "advies.json", "advies.csv"]
READER_PAGES = ["", "vergelijk/"]


def everything_stored():
    """All that the database holds, as one text."""
    rows = []
    for model in apps.get_models():
        if model._meta.app_label != "platforms":
            rows += [str(value) for row in model.objects.values_list() for value in row]
    return "\n".join(rows)


def reader_url(kept, page=""):
    return f"/advies/{Plan.view_token(kept.token)}/{page}"


def age(kept, days):
    """Let a plan be untouched for so many days."""
    then = timezone.now() - timedelta(days=days)
    Plan.objects.filter(pk=kept.plan.pk).update(changed=then, visited=then)


def without_form_token(response):
    """A page without the token that is another each time."""
    return re.sub(rb'name="csrfmiddlewaretoken" value="\w+"', b"", response.content)


# --- links ---------------------------------------------------------------------------------------------------------


def test_the_database_holds_no_link_only_what_it_hashes_to(visitor):
    visitor.begin().walk(RESIDENT_READY)
    visitor.open(f"/plan/{visitor.token()}/bewaren/")
    token, view_token = visitor.token(), Plan.view_token(visitor.token())
    stored = everything_stored()
    assert token not in stored
    assert view_token not in stored
    plan = Plan.objects.get()
    assert (plan.edit_hash, plan.view_hash) == (hash_token(token), hash_token(view_token))


def test_links_cannot_be_guessed():
    tokens = {Plan.start()[1] for _ in range(50)}
    assert len(tokens) == 50
    assert all(re.fullmatch(r"[\w-]{43}", token) for token in tokens)


def test_the_view_link_follows_from_the_edit_link_and_looks_nothing_like_it():
    _plan, token = Plan.start()
    assert Plan.view_token(token) == Plan.view_token(token)
    assert Plan.view_token(token) not in (token, hash_token(token))
    assert Plan.view_token(Plan.view_token(token)) != token


@pytest.mark.parametrize("page", [*(f"{page}/" if page else "" for page in OWNER_PAGES), *OWNER_FILES])
def test_the_view_link_opens_no_page_of_the_owner(client, keep, page):
    view = Plan.view_token(keep(RESIDENT_READY).token)
    assert client.get(f"/plan/{view}/{page}").status_code == 404


@pytest.mark.parametrize("page", ["stap/doel", "wissen", "bewaartermijn"])
def test_the_view_link_changes_nothing(client, keep, page):
    kept = keep(RESIDENT_READY)
    sent = {"plan_wizard-current_step": "doel", "goal_main": "help", "long": "1"}
    assert client.post(f"/plan/{Plan.view_token(kept.token)}/{page}/", sent).status_code == 404
    assert kept.answers == RESIDENT_READY
    assert not kept.plan.keep_long


@pytest.mark.any_database
@pytest.mark.parametrize("page", READER_PAGES)
def test_who_reads_along_sees_the_advice_and_no_way_to_change_it(client, keep, page):
    kept = keep(RESIDENT_READY)
    response = client.get(reader_url(kept, page))
    assert response.status_code == 200
    assert kept.token not in response.content.decode()
    assert "/plan/" not in response.content.decode().replace('action="/plan/"', "")


def test_the_edit_link_is_not_a_view_link(client, keep):
    assert client.get(f"/advies/{keep(RESIDENT_READY).token}/").status_code == 404


def test_who_reads_along_before_there_are_answers_is_told_so(client, keep):
    response = client.get(reader_url(keep()))
    assert response.status_code == 200
    assert "Er is nog geen advies" in response.content.decode()


@pytest.mark.parametrize("page", ["advies/", "vergelijk/", "rapport/", "advies.pdf", "advies.json", "advies.csv"])
def test_who_asks_for_advice_before_saying_who_they_are_comes_to_that_question(client, keep, page):
    kept = keep()
    assert client.get(f"/plan/{kept.token}/{page}")["Location"] == kept.at("stap/start")


def test_unknown_expired_and_deleted_links_give_the_same_page(keep):
    expired, deleted = keep(RESIDENT_READY), keep(RESIDENT_READY)
    age(expired, settings.PLAN_DAYS + 1)
    deleted.plan.delete()
    tokens = ["unknown", "x" * 43, expired.token, deleted.token, "%00", "a" * 2000]
    for page in ("advies/", "stap/doel/", "bewaren/", ""):
        bodies = set()
        for token in tokens:
            response = Client().get(f"/plan/{token}/{page}")
            assert response.status_code == 404
            bodies.add(response.content.replace(token.encode(), b""))
        # The language switch names the address itself; nothing else may differ.
        assert len({re.sub(rb'href="/en/plan/[^"]*"', b"", body) for body in bodies}) == 1
    bodies = [
        re.sub(rb'href="/en/advies/[^"]*"', b"", Client().get(url).content)
        for url in ("/advies/unknown/", reader_url(expired), reader_url(deleted))
    ]
    assert len(set(bodies)) == 1


def owner_addresses(token):
    """Every address of a plan under its edit link."""
    values = {"token": token, "step": "doel-2", "key": "goal_sentence", "form": "json"}
    for route in addresses():
        if re.match(r"plan/(<str:token>|\(\?P<token>)", route):
            named = re.sub(r"\(\?P<(\w+)>[^)]*\)|<\w+:(\w+)>", lambda found: values[found[1] or found[2]], route)
            yield "/" + named.replace("\\", "")


SENT = [
    {"plan_wizard-current_step": "doel-2", "goal_sentence": "Buren. " * 90, "result_sharp": "in_words"},
    {"plan_wizard-current_step": "doel-2", "getoond": json.dumps(OFFICIAL_READY), "goal_sentence": "Buren helpen."},
]


@pytest.mark.django_db(transaction=True)
def test_a_plan_that_is_deleted_while_a_page_of_it_is_made_is_not_found_or_shown_a_last_time(
    keep, monkeypatch, catalogue
):
    visitor, visit = Client(raise_request_exception=False), Plan.visit
    monkeypatch.setattr(Plan, "visit", lambda plan: (visit(plan), Plan.objects.filter(pk=plan.pk).delete()))
    addresses_of = list(owner_addresses("{token}"))
    assert len(addresses_of) > 21
    for address in addresses_of:
        for sent in (None, *SENT):
            url = address.format(token=keep(OFFICIAL_READY).token)
            response = visitor.get(url) if sent is None else visitor.post(url, sent)
            assert response.status_code < 500, url
    connection.check_constraints()


def test_an_expired_plan_cannot_be_changed(client, keep):
    kept = keep(RESIDENT_READY)
    age(kept, settings.PLAN_DAYS + 1)
    sent = {"plan_wizard-current_step": "doel", "goal_main": "help"}
    assert client.post(kept.at("stap/doel"), sent).status_code == 404
    assert kept.answers == RESIDENT_READY


def test_a_plan_kept_long_lives_on(client, keep):
    kept = keep(RESIDENT_READY)
    client.post(kept.at("bewaartermijn"), {"long": "1"})
    age(kept, settings.PLAN_DAYS + 1)
    assert client.get(kept.at("bewaren")).status_code == 200
    age(kept, settings.PLAN_DAYS_LONG + 1)
    assert client.get(kept.at("bewaren")).status_code == 404


def test_a_visit_starts_the_days_again(client, keep):
    kept = keep(RESIDENT_READY)
    age(kept, settings.PLAN_DAYS - 1)
    client.get(reader_url(kept))
    kept.plan.refresh_from_db()
    assert kept.plan.expires > timezone.now() + timedelta(days=settings.PLAN_DAYS - 1)


# --- resuming ------------------------------------------------------------------------------------------------------


def test_a_plan_opens_where_it_was_left(visitor, keep):
    start = {"audience": "resident", "place": None}
    assert visitor.open(keep().at()).url.endswith("/stap/start/")
    assert visitor.open(keep(start).at()).url.endswith("/stap/doel/")
    whole = keep({**RESIDENT_READY})
    assert visitor.open(whole.at()).url == whole.at("advies")


def pasted(kept):
    edit = f"/plan/{kept.token}/"
    return {
        "the whole link": f"http://testserver{edit}",
        "the link on another host": f"https://stappenplan.example.nl{edit}",
        "the link with spaces": f"  http://testserver{edit} \n",
        "without the host": edit,
        "only the last part": kept.token,
        "the English link": f"http://testserver/en{edit}",
        "the link of a page": f"http://testserver{edit}stap/doel/",
        "the link of the advice, with a query": f"http://testserver{edit}advies/?alles=1#platforms",
        "without the last slash": f"http://testserver{edit}".rstrip("/"),
        "without http": f"testserver{edit}",
    }


@pytest.mark.any_database
@pytest.mark.parametrize("way", list(pasted(type("", (), {"token": ""}))))
def test_a_kept_link_opens_the_plan_in_every_way_it_can_be_pasted(client, keep, way):
    kept = keep(RESIDENT_READY)
    response = client.post("/verder/", {"link": pasted(kept)[way]})
    assert (response.status_code, response["Location"]) == (302, kept.at())


def test_a_pasted_view_link_opens_the_advice(client, keep):
    kept = keep(RESIDENT_READY)
    for link in (f"http://testserver{reader_url(kept)}", Plan.view_token(kept.token)):
        response = client.post("/verder/", {"link": link})
        assert (response.status_code, response["Location"]) == (302, reader_url(kept))


@pytest.mark.each_database
@pytest.mark.parametrize(
    "link",
    [
        "",
        "   ",
        "weet ik niet",
        "https://example.org/",
        "http://testserver/plan/",
        "http://testserver/methode/",
        "http://[::1",
        "/plan/..%2f..%2f/",
        "\x00",
        "//",
        "<script>",
        "x" * 5000,
    ],
)
def test_anything_else_is_answered_with_a_sentence_on_the_same_page(client, link):
    response = client.post("/verder/", {"link": link})
    assert response.status_code == 404
    page = response.content.decode()
    assert "We kunnen met deze link niets openen. Controleer of u hem helemaal plakte." in page
    assert re.search(r"<title>\s*Fout:", page)
    assert '<script>"' not in page


def test_a_link_that_expired_is_not_opened_by_pasting(client, keep):
    kept = keep(RESIDENT_READY)
    age(kept, settings.PLAN_DAYS + 1)
    assert client.post("/verder/", {"link": kept.token}).status_code == 404
    client.cookies["plan"] = kept.token
    assert kept.token not in client.get("/").content.decode()


# --- the cookie ----------------------------------------------------------------------------------------------------


def test_starting_remembers_the_link_in_one_cookie_that_scripts_cannot_read(client):
    response = client.post("/plan/")
    assert list(response.cookies) == ["plan"]
    cookie = response.cookies["plan"]
    assert hash_token(cookie.value) == Plan.objects.get().edit_hash
    assert cookie["httponly"] is True
    assert cookie["samesite"] == "Lax"
    assert cookie["path"] == "/"
    assert cookie["domain"] == ""
    assert int(cookie["max-age"]) == settings.PLAN_DAYS_LONG * 24 * 60 * 60


def test_opening_a_kept_link_remembers_it_on_this_device_too(client, keep):
    kept = keep(RESIDENT_READY)
    assert client.get(kept.at()).cookies["plan"].value == kept.token


def test_reading_along_remembers_nothing(client, keep):
    assert not client.get(reader_url(keep(RESIDENT_READY))).cookies


def test_the_start_page_leads_back_to_the_plan_of_this_browser(visitor):
    visitor.begin()
    token = visitor.token()
    visitor.open("/").follow("Verder met uw plan")
    assert visitor.token() == token


def test_forgetting_on_this_device_keeps_the_plan(visitor):
    visitor.begin()
    token = visitor.token()
    visitor.open("/").press("Vergeet op dit apparaat")
    assert visitor.url == "/"
    assert "plan" not in {name for name, cookie in visitor.client.cookies.items() if cookie.value}
    assert "Begin het stappenplan" in visitor.text
    assert visitor.open(f"/plan/{token}/").url == f"/plan/{token}/stap/start/"


def test_visitors_have_no_session(visitor):
    visitor.begin().walk(RESIDENT_READY)
    visitor.open("/").open("/platforms/").open("/methode/").open("/snelle-check/")
    assert set(visitor.client.cookies) <= {"plan", "csrftoken"}


@pytest.mark.any_database
def test_over_https_the_cookies_are_secure_and_bound_to_this_host(tmp_path):
    ready_database.copy_sqlite(file := tmp_path / "site.sqlite3")
    program = """
import django
django.setup()
from django.test import Client
client = Client()
start = client.get("/", secure=True)
begun = client.post("/plan/", secure=True)
token = begun.cookies["__Host-plan"].value
forgotten = client.post("/vergeet/", secure=True)
erased = client.post(f"/plan/{token}/wissen/", secure=True)
for response in (start, begun, forgotten, erased):
    print(response.cookies.output())
    print("--")
print(start.get("Strict-Transport-Security"), Client().get("/").status_code)
"""
    environment = os.environ | {
        "HTTPS": "1",
        "DEBUG": "1",
        "DATABASE_URL": f"sqlite:///{file}",
        "ALLOWED_HOSTS": "testserver",
        "DJANGO_SETTINGS_MODULE": "stappenplan.settings",
    }
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", program], cwd=ROOT, env=environment, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    start, begun, forgotten, erased, rest = done.stdout.split("--\n")
    assert "__Host-csrftoken=" in start
    assert re.search(r"__Host-plan=[\w-]{43};.*HttpOnly;.*Path=/;.*SameSite=Lax;.*Secure", begun)
    assert "Domain" not in start + begun
    # Browsers obey the deletion of a __Host- cookie only when it is Secure as well.
    for deleted in (forgotten, erased):
        assert re.search(r'__Host-plan="";.*Max-Age=0;.*Secure', deleted)
    assert rest.split() == ["max-age=31536000;", "includeSubDomains;", "preload", "301"]


# --- keeping and erasing -------------------------------------------------------------------------------------------


def test_the_page_to_keep_shows_both_links_and_the_last_day(visitor, keep):
    kept = keep(RESIDENT_READY)
    visitor.open(kept.at("bewaren"))
    links = [field.get("value") for field in visitor.page.xpath("//input[@readonly]")]
    assert links == [f"http://testserver{kept.at()}", f"http://testserver{reader_url(kept)}"]
    last = timezone.localtime(kept.plan.expires)
    assert str(last.year) in visitor.text
    for link in links:
        assert visitor.client.get(urlsplit(link).path, follow=True).status_code == 200


def test_keeping_longer_can_be_chosen_and_taken_back(visitor, keep):
    kept = keep(RESIDENT_READY)
    visitor.open(kept.at("bewaren"))
    buttons = [button.text_content().strip() for button in visitor.page.iter("button") if button.get("name") == "long"]
    visitor.press(buttons[0])
    assert visitor.url == kept.at("bewaren")
    kept.plan.refresh_from_db()
    assert kept.plan.keep_long
    visitor.press("Bewaar het toch 90 dagen")
    kept.plan.refresh_from_db()
    assert not kept.plan.keep_long


def test_erasing_deletes_plan_and_reports_at_once(visitor):
    visitor.begin().walk(RESIDENT_READY)
    token, plan = visitor.token(), Plan.objects.get()
    Report.objects.create(plan=plan, key="k", language="nl", html="answers", pdf=b"%PDF-", state="ready")
    visitor.open(f"/plan/{token}/bewaren/").press("Ja, wis alles nu")
    assert visitor.heading == "Uw plan is gewist"
    assert (Plan.objects.count(), Report.objects.count()) == (0, 0)
    assert not visitor.client.cookies["plan"].value
    visitor.open(f"/plan/{token}/", expect=404)
    assert "U bent al begonnen" not in visitor.open("/").text


# --- what goes along with each page --------------------------------------------------------------------------------


@pytest.mark.any_database
@pytest.mark.parametrize("language", ["", "/en"])
@pytest.mark.parametrize("page", OWNER_PAGES)
def test_no_page_of_a_plan_is_stored_indexed_or_named_to_others(client, keep, page, language):
    response = client.get(keep({**RESIDENT_READY}).at(page, language))
    assert response.status_code in (200, 202, 302)
    assert "no-store" in response["Cache-Control"]
    assert "private" in response["Cache-Control"]
    assert "noindex" in response["X-Robots-Tag"]
    assert response["Referrer-Policy"] == "same-origin"


@pytest.mark.any_database
@pytest.mark.parametrize("url", ["/advies/{view}/", "/advies/{view}/vergelijk/", "/plan/none/advies/", "/advies/none/"])
def test_the_same_holds_for_who_reads_along_and_for_links_that_are_gone(client, keep, url):
    response = client.get(url.format(view=Plan.view_token(keep(RESIDENT_READY).token)))
    assert "no-store" in response["Cache-Control"]
    assert "noindex" in response["X-Robots-Tag"]
    assert response["Referrer-Policy"] == "same-origin"


@pytest.mark.parametrize("form", ["json", "csv"])
def test_the_same_holds_for_data(client, keep, form):
    response = client.get(f"/plan/{keep(RESIDENT_READY).token}/advies.{form}")
    assert "no-store" in response["Cache-Control"]
    assert "noindex" in response["X-Robots-Tag"]


# --- logs ----------------------------------------------------------------------------------------------------------


class Lines(logging.Handler):
    """All that is logged, at every level, as the console would write it."""

    def __init__(self):
        super().__init__(level=0)
        self.addFilter(MaskLinks())
        self.setFormatter(logging.Formatter("%(levelname)s %(name)s %(message)s"))
        self.lines = []

    def emit(self, record):
        self.lines.append(self.format(record))

    @property
    def text(self):
        return "\n".join(self.lines)


@pytest.fixture
def logged():
    lines, root, django = Lines(), logging.getLogger(), logging.getLogger("django")
    levels = root.level, django.level
    root.addHandler(lines)
    root.setLevel(1)
    django.setLevel(1)
    yield lines
    root.removeHandler(lines)
    root.setLevel(levels[0])
    django.setLevel(levels[1])


@pytest.mark.any_database
def test_the_console_masks_links_in_every_line():
    console = settings.LOGGING["handlers"]["console"]
    assert console["filters"][0] == "mask_links"
    assert (
        settings.LOGGING["filters"]["mask_links"]["()"]
        == "stappenplan.operations.observability.log_redaction.MaskLinks"
    )
    assert settings.LOGGING["root"]["handlers"] == ["console"]


def test_no_link_is_logged_when_a_request_fails(keep, logged, monkeypatch):
    kept = keep(RESIDENT_READY)
    view = Plan.view_token(kept.token)
    client = Client(raise_request_exception=False)
    client.get(f"/plan/{kept.token}x/advies/")
    client.get(f"/advies/{view}x/")
    client.get(f"/plan/{kept.token}/nergens/")
    client.get(f"/en/plan/{kept.token}/nergens/")
    client.get(f"/plan/{kept.token}")
    client.put(kept.at("advies"))
    client.post(kept.at("stap/doel"), {"goal_main": "help"})
    Client(enforce_csrf_checks=True).post(kept.at("stap/doel"), {}, headers={"Referer": f"http://x/plan/{kept.token}/"})

    def broken(*_given):
        raise RuntimeError(f"cannot advise on /plan/{kept.token}/advies/")

    monkeypatch.setattr(Plan, "advice", broken)
    assert client.get(kept.at("advies")).status_code == 500
    assert client.get(f"/advies/{view}/").status_code == 500
    assert "/plan/***/advies/" in logged.text
    assert "/advies/***" in logged.text
    assert "RuntimeError" in logged.text
    assert view not in logged.text
    lines = [line for line in logged.lines if kept.token in line]
    assert not lines, lines[0]


@pytest.mark.any_database
def test_a_link_in_an_argument_or_a_traceback_is_masked():
    record = logging.LogRecord("x", logging.INFO, "", 0, "GET %s of %s", ("/plan/geheim/advies/", 3), None)
    MaskLinks().filter(record)
    assert record.getMessage() == "GET /plan/***/advies/ of 3"


def test_the_running_site_writes_no_link(live_site):
    from tests.support.visitor import Network, Visitor

    visitor = Visitor(Network(live_site.url)).begin()
    token = visitor.token()
    visitor.open(f"/plan/{token}x/advies/", expect=404).open(f"/plan/{token}/nergens/", expect=404)
    assert token not in live_site.log.read_text()


# --- size ----------------------------------------------------------------------------------------------------------


def count_queries(client, url):
    """The queries of a page that is made: it was not kept."""
    forget_all()
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


def leave_the_best(kept, number):
    """Only the first so many platforms of this plan: enough for three in front, whose stories are asked for."""
    leave_only(*(one.platform.slug for one in kept.plan.advice().ranking.ranked[:number]))


def test_the_advice_asks_for_catalogue_plan_and_stories_whatever_the_number_of_platforms(client, keep):
    kept = keep(RESIDENT_READY)
    client.get(kept.at("advies"))
    many = count_queries(client, kept.at("advies"))
    assert many == 3
    leave_the_best(kept, 20)
    kept = keep(RESIDENT_READY)  # somebody else: who saw the advice before is told what changed, which asks more
    client.get(kept.at("advies"))
    assert count_queries(client, kept.at("advies")) == many


def test_reading_the_catalogue_again_takes_as_many_queries_for_few_platforms_as_for_all(client, keep):
    Catalogue.touch()  # from today on, as below: its date is a part of what an advice was made of
    kept = keep(RESIDENT_READY)
    client.get(kept.at("advies"))
    Catalogue.touch()
    many = count_queries(client, kept.at("advies"))
    leave_the_best(kept, 20)
    kept = keep(RESIDENT_READY)  # somebody else: nothing changed for them
    client.get(kept.at("advies"))
    Catalogue.touch()
    assert count_queries(client, kept.at("advies")) == many <= 8


def test_stored_answers_are_what_was_chosen_and_nothing_else(visitor):
    visitor.begin().walk(OFFICIAL_READY)
    stored = Plan.objects.get().answers
    assert json.dumps(stored).count("csrf") == 0
    assert stored == {
        key: value for key, value in OFFICIAL_READY.items() if value and is_asked(QUESTIONS[key], OFFICIAL_READY)
    }
