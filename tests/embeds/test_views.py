"""Pages for a frame on another site, as the server answers: who may frame them, and no cookie."""

import re

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.http import Http404
from django.template.loader import render_to_string
from django.test import Client
from lxml import html

from stappenplan.embeds import views
from stappenplan.embeds.views import write_frame
from stappenplan.models import Plan
from stappenplan.operations import rate_limits
from tests.support.personas import PERSONAS
from tests.support.visitor import Visitor, words

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

ORIGINS = ["https://www.example.nl", "https://wijk.example.nl:8443"]
CHECK, PLACE = "/inbedden/snelle-check/", "/inbedden/gemeente/haarlem/"
NO_EMBEDS = [f"/nl{CHECK}", "/en/inbedden/", "/inbedden", "/inbedden/?zoek=haarlem"]
# A mistake in a line that was copied shows a page that says so, not the empty frame of a browser.
MISTYPED = [
    f"/inbedden/{typed}/" for typed in ("x", "gemeente", "gemeente/xyzzy", "gemeente/haarlem/x", "gemeente/a%20b")
]
EMBEDS = [CHECK, PLACE, f"/en{CHECK}", f"/en{PLACE}", *MISTYPED]
ANSWERS = PERSONAS["quick_check"]


@pytest.fixture
def allowed(settings):
    settings.EMBED_ORIGINS = ORIGINS


@pytest.fixture
def strict():
    """A client that gets the CSRF check, as a browser does."""
    return Client(enforce_csrf_checks=True)


def assert_framing(response, ancestors):
    policy = response["Content-Security-Policy"]
    assert re.search(r"frame-ancestors ([^;]+)", policy)[1] == ancestors
    assert response.get("X-Frame-Options") == ("DENY" if ancestors == "'none'" else None)
    assert "default-src 'none'" in policy and "script-src 'self'" in policy and "unsafe" not in policy


# --- who may frame them --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("address", EMBEDS)
def test_the_sites_of_the_setting_may_frame_them(client, allowed, address):
    assert_framing(client.get(address), " ".join(ORIGINS))


@pytest.mark.parametrize(
    "address", ["/", "/snelle-check/", "/gemeenten/haarlem/", "/inbedden/", "/inloggen/", "/x/", *NO_EMBEDS]
)
def test_no_other_page_may_be_framed(client, allowed, address):
    assert_framing(client.get(address), "'none'")


@pytest.mark.parametrize("address", [CHECK, PLACE, f"/en{CHECK}"])
def test_without_the_setting_nobody_may_and_a_page_says_so(client, address):
    response = client.get(address)
    assert response.status_code == 403
    assert_framing(response, "'none'")
    said = words(Visitor(client)._land(response, address, 403).page.find(".//main"))
    assert ("mag nog niet op andere websites" in said) or ("may not be shown on other websites" in said)
    assert client.get("/inbedden/").status_code == 200


# --- no cookie -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("address", EMBEDS)
def test_they_set_no_cookie_and_read_none(client, allowed, address, admin_client):
    """Not even for staff, whose session is kept alive by every other page."""
    assert admin_client.get("/snelle-check/").cookies
    for one in (client, admin_client):
        one.cookies["csrftoken"] = "x" * 32
        response = one.get(address)
        assert not response.cookies and "Set-Cookie" not in response.headers
        assert "csrfmiddlewaretoken" not in response.content.decode()


def test_an_answer_sets_none_and_stores_nothing(strict, allowed):
    response = strict.post(CHECK, ANSWERS)
    assert response.status_code == 200 and not response.cookies
    assert "no-store" in response["Cache-Control"] and response["X-Robots-Tag"].startswith("noindex")
    assert not Plan.objects.exists()


def test_the_page_about_privacy_says_what_a_frame_does_where_one_is_allowed(client, settings):
    assert "venster" not in Visitor(client).open("/over/privacy/").text
    settings.EMBED_ORIGINS = ORIGINS
    page = Visitor(client).open("/over/privacy/").page
    told = words(page.get_element_by_id("venster").getnext())
    for sentence in (
        "In dat venster plaatsen we geen cookies, en we lezen er geen.",
        "De website om het venster heen krijgt ze niet.",
        "Die website hoort wel hoe hoog het venster is, en dat u iets verstuurde.",
    ):
        assert sentence in told


# --- what they say -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("answers", [ANSWERS, {}], ids=["all", "none"])
@pytest.mark.parametrize("prefix", ["", "/en"])
def test_the_check_asks_and_answers_as_the_page_itself_does(client, allowed, prefix, answers):
    framed, whole = Visitor(Client()), Visitor(Client())
    button = "View the outcome" if prefix else "Bekijk de uitkomst"
    framed.open(prefix + CHECK).answer(answers).press(button)
    whole.open(f"{prefix}/snelle-check/").answer(answers).press(button)
    assert framed.heading == whole.heading and framed.page.xpath("//*[@data-answers]")
    assert framed.questions == whole.questions


def test_a_mistake_is_named_in_the_frame_and_nothing_is_lost(client, allowed):
    visitor = Visitor(client)
    visitor.open(CHECK).answer(ANSWERS | {"offline_ways": ["none", "paper"]}).press("Bekijk de uitkomst")
    assert visitor.url == CHECK and visitor.mistakes() == [
        ("Kies dit, of iets anders, niet allebei.", "#offline_ways-1")
    ]


def test_the_answers_go_along_to_the_site_itself_and_from_there_into_a_plan(strict, allowed):
    visitor = Visitor(strict)
    visitor.open(CHECK).answer(ANSWERS).press("Bekijk de uitkomst")
    verdict = visitor.heading
    visitor.press("Ga verder met deze antwoorden (nieuw tabblad)")
    assert visitor.url == "/snelle-check/" and visitor.heading == verdict
    visitor.press("Neem deze antwoorden mee")
    assert Plan.objects.get().answers.items() >= {"core_team": ANSWERS["core_team"]}.items()


@pytest.mark.parametrize("slug", ["haarlem", "montferland", "den-haag"])
def test_the_page_of_a_municipality_names_the_platforms_of_the_page_itself(client, allowed, slug):
    framed, whole = Visitor(client).open(f"/inbedden/gemeente/{slug}/"), Visitor(Client()).open(f"/gemeenten/{slug}/")
    at = "//section[@aria-labelledby='er-is']//ul[@class='lijst']/li/a/@href"
    assert framed.page.xpath("//ul[@class='lijst']/li/a/@href") == whole.page.xpath(at)
    assert framed.heading.startswith("Wat is er al in ")


def test_where_nothing_is_known_it_says_so(client, allowed, empty_catalogue):
    assert "De lijst met platforms is leeg" in Visitor(client).open(PLACE).text
    assert "De lijst met platforms is leeg" in Visitor(client).open(CHECK).text


def test_an_official_name_leads_to_the_municipality_and_an_unknown_one_to_the_list(client, allowed):
    assert client.get("/inbedden/gemeente/s-gravenhage/")["Location"] == "/inbedden/gemeente/den-haag/"
    response = client.get("/inbedden/gemeente/xyzzy/")
    assert response.status_code == 404 and "Deze gemeente kennen we niet" in response.content.decode()


def pages_in_a_frame(client, monkeypatch, settings):
    """Every page that a frame can show, with how the visitor came there."""
    yield client.get(CHECK)
    yield client.post(CHECK, ANSWERS)
    yield client.post(CHECK, {"offline_ways": ["none", "paper"]})
    yield client.post(CHECK, ANSWERS, headers={"Origin": "null"})
    yield from map(client.get, (PLACE, *MISTYPED, "/inbedden/gemeente/zeist/"))
    settings.LIMITS = settings.LIMITS | {"advices": (1, 60)}
    client.post(CHECK, ANSWERS)
    yield client.post(CHECK, ANSWERS)
    from stappenplan.operations import concurrent_forms

    monkeypatch.setattr(concurrent_forms.turns, "acquire", lambda timeout: False)
    yield client.post(CHECK, ANSWERS)


def test_every_link_leaves_the_frame_and_every_page_in_it_has_its_foot(client, allowed, monkeypatch, settings):
    seen = []
    for response in pages_in_a_frame(client, monkeypatch, settings):
        seen.append(response.status_code)
        assert_framing(response, " ".join(ORIGINS))
        page = Visitor(client)._land(response, CHECK, response.status_code).page
        stays = [link.get("href") for link in page.iter("a") if link.get("target") != "_blank"]
        assert [href for href in stays if not href.startswith("#") and href != CHECK] == []
        assert "Links openen in een nieuw tabblad." in words(page.find(".//footer"))
        assert not page.xpath("//header | //nav") and len(page.xpath("//h1")) == 1
        assert page.xpath("//footer//a/@href")[-1] == "/over/privacy/#venster"
    assert seen == [200, 200, 200, 403, 200, *[404] * len(MISTYPED), 200, 429, 503]


@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.parametrize("error", [PermissionDenied, Http404, SuspiciousOperation, RuntimeError])
def test_whatever_goes_wrong_is_told_in_the_frame_and_its_links_leave_it(client, allowed, monkeypatch, prefix, error):
    def fail(request):
        raise error

    monkeypatch.setattr(views, "answer_check", fail)
    client.raise_request_exception = False
    response = client.post(prefix + CHECK, ANSWERS)
    assert response.status_code == {PermissionDenied: 403, Http404: 404, SuspiciousOperation: 400}.get(error, 500)
    assert_framing(response, " ".join(ORIGINS))
    links = [link for link in html.fromstring(response.content).iter("a") if not link.get("href").startswith("#")]
    assert links and {link.get("target") for link in links} <= {"_blank", "_top"}


@pytest.mark.parametrize("name", ["400", "429", "500", "503"])
def test_a_page_that_stands_alone_leaves_the_frame_wherever_it_is_shown(name):
    """Their links name the whole window: outside a frame that is the same window."""
    assert {link.get("target") for link in html.fromstring(render_to_string(f"{name}.html")).iter("a")} == {"_top"}


# --- the page that says how ----------------------------------------------------------------------------------------


def copied(visitor, key):
    return visitor.page.get_element_by_id(key).text


def test_the_page_gives_the_line_of_each_page_and_says_which_sites_may(visitor, allowed):
    visitor.open("/inbedden/?zoek=den haag")
    assert all(origin in visitor.text for origin in ORIGINS)
    check, place = copied(visitor, "regel-check"), copied(visitor, "regel-gemeente")
    assert 'src="http://testserver/inbedden/snelle-check/"' in check
    assert 'src="http://testserver/inbedden/gemeente/den-haag/" title="Wat is er al in Den Haag?"' in place
    assert '"http://testserver"' in copied(visitor, "script")


def test_in_english_the_lines_are_those_of_the_english_pages(visitor, allowed):
    visitor.open("/en/inbedden/?zoek=zeist")
    assert "http://testserver/en/inbedden/snelle-check/" in copied(visitor, "regel-check")
    assert "http://testserver/en/inbedden/gemeente/zeist/" in copied(visitor, "regel-gemeente")


def test_a_title_in_a_line_is_text_whatever_the_name():
    frame = html.fromstring(write_frame("https://www.example.nl/", 'Wat is er al in "\'t <Dorp>"?'))
    assert (frame.tag, frame.get("title"), len(frame)) == ("iframe", 'Wat is er al in "\'t <Dorp>"?', 0)


def test_a_place_that_means_more_asks_which_and_an_unknown_one_says_so(visitor, allowed):
    visitor.open("/inbedden/?zoek=Laren")
    assert "Bedoelt u met “Laren” een van deze?" in visitor.text
    assert "We kennen geen plaats met de naam “Xyzzyveen”" in visitor.open("/inbedden/?zoek=Xyzzyveen").text


def test_the_page_says_when_no_site_may(visitor):
    assert "Op dit moment mag nog geen website onze pagina’s laten zien." in visitor.open("/inbedden/").text


def test_the_page_is_reached_from_the_page_about_open_data(visitor):
    visitor.open("/over/open-data/").follow("Zet dit op uw eigen website")
    assert visitor.url == "/inbedden/"


def test_too_many_names_asked_are_refused(client, settings):
    settings.LIMITS = settings.LIMITS | {"searches": (1, rate_limits.settings.LIMITS["searches"][1])}
    assert [client.get("/inbedden/?zoek=zeist").status_code for _ in range(2)] == [200, 429]


# --- the setting ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("origins", "said"),
    [
        (["http://www.example.nl"], "http://www.example.nl: a page without https can be changed on its way."),
        (["https://*.example.nl"], "https://*.example.nl: every site under that name may frame pages."),
    ],
)
def test_a_check_warns_about_a_site_that_others_can_be_or_change(settings, origins, said):
    settings.EMBED_ORIGINS = origins
    with pytest.raises(SystemCheckError, match=re.escape(said)):
        call_command("check", deploy=True, tags=["security"], fail_level="WARNING")


def test_a_check_says_nothing_of_sites_with_https(settings, capsys):
    settings.EMBED_ORIGINS = ORIGINS
    call_command("check", deploy=True, tags=["security"], fail_level="CRITICAL")
    assert "EMBED_ORIGINS" not in capsys.readouterr().err
