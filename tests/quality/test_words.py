"""The words on every page: short sentences, plain Dutch, one way to address the reader.

Three kinds of text are held apart: what the site says itself (all rules), what the catalogue says (measured below on
its own: it was researched and has its own editors), and titles of sources (others wrote them; not measured).
"""

import re
from datetime import datetime
from functools import cache
from pathlib import Path
from statistics import fmean

import polib
import pytest

from tests.support.personas import OFFICIAL_READY, PERSONAS, RESIDENT_READY
from tests.support.plain_dutch import (
    LONGEST,
    MEAN,
    OFFICIALESE,
    Sentence,
    familiar,
    mean,
    sentences_in,
    sentences_on,
    words_to_avoid,
)

ROOT = Path(__file__).resolve().parents[2]

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

BARE = {"official_bare": {"audience": "official"}, "resident_bare": {"audience": "resident"}}
CAST = {name: answers for name, answers in (PERSONAS | BARE).items() if "audience" in answers}
# What breaks a rule and may: the exact sentence, and why.
EXCEPTIONS = {
    "Je vangt er zelden boeven mee, en angst kan soms groeien.": "text of the method; “je” here is people in general",
}
# Longest sentences and means of the texts of the catalogue, as measured: they may get shorter.
CATALOGUE = {"summary_nl": (13.5, 11), "note_nl": (8.5, 3), "lesson": (15.5, 18), "figure_nl": (8, 0)}
COMPARED = ("official_ready", "official_participation", "three_musts", "resident_meet_village", "official_bare")
CONFLICT = {"core_team": "three_five", "goal_sentence": "Op 1 juni kennen 100 mensen een nieuwe buur."}


# The rules


def test_sentences_have_at_most_twelve_words_on_average_on_every_page(said):
    means = {page: mean(sentences) for page, sentences in said.items()}
    assert not {page: round(length, 1) for page, length in means.items() if length > MEAN}


def test_no_sentence_on_any_page_is_longer_than_25_words(said):
    assert not wrong(said, lambda sentence: sentence.length > LONGEST and f"{sentence.length} words")


def test_no_page_uses_officialese_or_english_where_dutch_has_a_word(said):
    assert not wrong(said, lambda sentence: ", ".join(words_to_avoid(sentence.text)))


def test_every_page_says_u_to_its_reader(said):
    assert not wrong(said, lambda sentence: ", ".join(familiar(sentence.text)))


def test_texts_that_no_page_here_shows_keep_the_same_rules(texts):
    """Errors and rare answers: every text that the code marks."""
    sentences = {text: sentences_in(re.sub(r"%\(\w+\)[sd]", "7", text)) for text in texts}
    assert not wrong(sentences, lambda sentence: sentence.length > LONGEST and f"{sentence.length} words")
    assert not wrong(sentences, lambda sentence: ", ".join(words_to_avoid(sentence.text) + familiar(sentence.text)))


def test_quotes_and_apostrophes_are_curly_and_quotes_are_double(texts):
    assert not [text for text in texts if '"' in text or re.search(r"\w'\w", text)]
    assert not [text for text in texts if "‘" in text and "“" not in text]


def test_every_exception_is_still_needed_and_still_shown(said):
    shown = {sentence.text for sentences in said.values() for sentence in sentences}
    assert set(EXCEPTIONS) <= shown
    for text in EXCEPTIONS:
        assert Sentence(text, True).length > LONGEST or words_to_avoid(text) or familiar(text), text


def test_every_page_was_really_read(pages, said):
    """A page that is not there has hardly any words: the rules would hold for nothing."""
    assert len(pages) > 100
    few = {page for page, sentences in said.items() if sum(sentence.length for sentence in sentences) < 30}
    assert not few
    missing = {page for page, html in pages.items() if page != "404" and "Deze pagina is er niet" in html}
    assert not missing


@pytest.mark.parametrize("kind", CATALOGUE)
def test_the_texts_of_the_catalogue_do_not_grow_longer(kind, catalogue_texts, record_property):
    """Catalogue text: it says what research found, in as many words as that takes. Measured and reported apart."""
    lengths = [sentence.length for text in catalogue_texts[kind] for sentence in sentences_in(text)]
    measured = fmean(lengths), sum(length > LONGEST for length in lengths)
    record_property("mean and sentences over 25 words", measured)
    assert all(now <= was for now, was in zip(measured, CATALOGUE[kind], strict=True)), measured


# The measure itself


def test_sentences_are_read_as_people_read_them():
    page = """<main lang="nl"><h1>Uw advies</h1><p>Dit is één zin. Is dit er <b>nog</b> een? <a href="#">Ja</a></p>
        <ul><li>Een punt</li>
        <li>Nog een. <span class="bron"><a>bron</a></span> <span class="eigen">U koos dit.</span></li></ul>
        <p lang="en">This is English.</p><svg aria-label="7 van 10"></svg><script>let x = 1;</script></main>"""
    full = {sentence.text: sentence.full for sentence in sentences_on(page)}
    assert full == {
        "Uw advies": False,
        "Dit is één zin.": True,
        "Is dit er nog een?": True,
        "Ja": False,
        "Een punt": False,
        "Nog een.": True,
        "bron": False,
        "U koos dit.": True,
        "7 van 10": False,
    }
    assert mean(sentences_on(page)) == fmean([4, 5, 2, 3])


def test_a_figure_a_mark_and_an_address_count_as_people_count_them():
    assert Sentence("Het kost 5.000 tot 25.000 euro – per jaar.", True).length == 8
    assert Sentence("Kijk op https://voorbeeld.example/een-adres?x=1 en bel.", True).length == 5


@pytest.mark.parametrize(
    "text",
    ["Middels deze brief", "Wij dienen te wachten", "m.b.t. de buurt", "Vraag feedback", "een KADER", "c.q. de buurt"],
)
def test_words_to_avoid_are_found_with_what_people_say_instead(text):
    (found,) = words_to_avoid(text)
    assert ": " in found


@pytest.mark.parametrize("text", ["De medewerker kadert de foto in", "Het is bekend", "Toolbar en posten"])
def test_words_to_avoid_are_whole_words(text):
    assert not words_to_avoid(text)


def test_the_list_of_officialese_is_long_enough_to_mean_something():
    assert len(OFFICIALESE) > 60


# What is read


def wrong(said, fault):
    """page: [(sentence, what is wrong)] of the sentences that break a rule and are no exception."""
    found = {
        page: [(sentence.text, said) for sentence in sentences if (said := fault(sentence))]
        for page, sentences in said.items()
    }
    return {
        page: kept for page, faults in found.items() if (kept := [one for one in faults if one[0] not in EXCEPTIONS])
    }


@pytest.fixture(scope="session")
def said(pages, catalogue_texts):
    """page: the Sentences that the site itself says there, without texts of the catalogue and names of platforms."""
    theirs = {plain(part.text) for texts in catalogue_texts.values() for text in texts for part in sentences_in(text)}
    names = sorted(catalogue_texts["name"], key=len, reverse=True)
    named = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, names))})(?!\w)")

    def own(sentence):
        # "Buurtcirkel: Groepen van …": the catalogue's sentence behind its name.
        return not {plain(sentence.text), plain(sentence.text.partition(": ")[2])} & theirs

    @cache
    def unnamed(sentence):
        return Sentence(named.sub("Naam", sentence.text), sentence.full)

    return {page: [unnamed(one) for one in sentences_on(html) if own(one)] for page, html in pages.items()}


def plain(text):
    return text.strip(" .“”").casefold()


@pytest.fixture(scope="session")
def texts(catalogue_texts):
    """Every Dutch text that the code marks, without titles; test_english.py keeps file and code in step."""
    entries = polib.pofile(str(ROOT / "stappenplan" / "locale" / "en" / "LC_MESSAGES" / "django.po"))
    marked = {text for entry in entries for text in (entry.msgid, entry.msgid_plural) if text}
    return sorted(marked - set(catalogue_texts["title"]))


@pytest.fixture(scope="session")
def catalogue_texts():
    """The Dutch texts of the catalogue by kind, the names in it, and the titles of all sources."""
    import yaml

    from stappenplan.method.sources import SOURCES

    found = {kind: [] for kind in (*CATALOGUE, "name", "title")}

    def read(value, key=""):
        if isinstance(value, str) and key in found:
            found[key].append(value)
        elif isinstance(value, dict):
            for name, inner in value.items():
                read(inner, "lesson" if key == "lesson" and name == "nl" else name)
        elif isinstance(value, list):
            for inner in value:
                read(inner, key)

    for file in sorted((ROOT / "platforms" / "catalogue").glob("*.yaml")):
        read(yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader))
    found["title"] += [text for source in SOURCES.values() for text in (source.title, source.full)]
    return found


# The pages


@pytest.fixture(scope="session")
def pages(django_db_setup, django_db_blocker):
    """Every page of the site as HTML, by a name; what is stored for it is gone afterwards."""
    from django.core.management import call_command
    from django.db import transaction

    from platforms.models import Platform

    with django_db_blocker.unblock(), transaction.atomic():
        if not Platform.objects.exists():
            call_command("load_catalogue", verbosity=0)
        found = {}
        for part in (around, wizard, advices, reports):
            found |= part()
        transaction.set_rollback(True)
    return found


def around():
    """What stands around the wizard, and what is shown when something is not there."""
    from django.contrib.auth.models import User
    from django.core.files.uploadedfile import SimpleUploadedFile
    from django.template.loader import render_to_string
    from django.test import Client, override_settings

    from stappenplan.models import Plan, Report
    from stappenplan.pages.about import ABOUT
    from stappenplan.report.queue import NOT_STARTED, STUCK

    client = Client()

    def get(url, data=None):
        return client.get(url, data, follow=True).content.decode()

    def post(url, data=None):
        return client.post(url, data or {}, follow=True).content.decode()

    def staff_page(url):
        colleague = Client()
        colleague.force_login(User.objects.create(username="collega", is_staff=True))
        return colleague.get(url).content.decode()

    pages = {
        "start": get("/"),
        "snelle check": get("/snelle-check/"),
        "snelle check, fout": post("/snelle-check/", {"existing": ["none", "facebook"]}),
        "snelle check, uitkomst": post("/snelle-check/", PERSONAS["quick_check"]),
        "snelle check, alleen": post("/snelle-check/", {"need_source": "not_checked", "connectors": "nobody"}),
        "verder, fout": post("/verder/", {"link": "niets"}),
        "openen": get("/openen/"),
        "openen, fout": post("/openen/"),
        "openen, niet alles": post("/openen/", {"rest": '{"answers": {"goal_main": "x", "oud": "y"}}'}),
        "vragenblad, gemeente": get("/vragenblad/gemeente/"),
        "vragenblad, bewoner": get("/vragenblad/bewoner/"),
        "burenblad": get("/burenblad/"),
        "methode": get("/methode/"),
        "voorbeeld": get("/voorbeeld/gemeente/"),
        "voorbeeld, bewoners": get("/voorbeeld/bewoners/vergelijk/"),
        "platforms": get("/platforms/"),
        "platforms, gezocht": get("/platforms/", {"zoek": "hulp", "gratis": "yes", "doel": "help"}),
        "platforms, niets gevonden": get("/platforms/", {"zoek": "xqzwv", "soort": "zeppelin"}),
        "platforms, vergeleken": get("/platforms/vergelijk/?p=hoplr&p=nextdoor&alles=1"),
        "platforms, te weinig om te vergelijken": get("/platforms/vergelijk/?p=hoplr&erbij=qqqq"),
        "platforms, plaats en feit": get("/platforms/?plaats=odijk&kosten=free&p=hoplr"),
        "gemeenten": get("/gemeenten/?zoek=nes"),
        "gemeente": get("/gemeenten/groningen/"),
        "gemeente, niets": get("/gemeenten/aalten/"),
        "platform": get("/platforms/hoplr/"),
        "platform, gestopt": get("/platforms/buurtbox-haren/"),
        "melding over een platform": get("/platforms/hoplr/klopt-niet/"),
        "melding over een feit": get("/platforms/hoplr/klopt-niet/channels/"),
        "melding, verstuurd": get("/platforms/hoplr/klopt-niet/bedankt/"),
        "wijzigingen": get("/platforms/wijzigingen/"),
        "404": get("/nergens/"),
        "weg": get("/plan/weg/"),
        "403": render_to_string("403.html"),
        "500": render_to_string("500.html"),
        "te veel gevraagd": render_to_string("stappenplan/pages/rate_limited.html", {"minutes": 30}),
        "inloggen": get("/inloggen/"),
        "inloggen, fout": post("/inloggen/", {"login": "niemand", "password": "fout"}),
        "tweede stap": staff_page("/inloggen/stap/"),
        "csrf": Client(enforce_csrf_checks=True).post("/plan/").content.decode(),
    }
    pages |= {f"over {page}": get(f"/over/{page}/") for page in ABOUT}
    pages |= {"op uw website": get("/inbedden/?zoek=zeist"), "nog niet op uw website": get("/inbedden/snelle-check/")}
    with override_settings(EMBED_ORIGINS=["https://www.example.nl"]):
        pages |= {
            "op uw website, mag": get("/inbedden/?zoek=nes"),
            "over privacy, met vensters": get("/over/privacy/"),
            "in een venster": get("/inbedden/snelle-check/"),
            "in een venster, uitkomst": post("/inbedden/snelle-check/", PERSONAS["quick_check"]),
            "in een venster, gemeente": get("/inbedden/gemeente/groningen/"),
            "in een venster, onbekend": get("/inbedden/gemeente/xyzzy/"),
            "in een venster, geweigerd": client.post(
                "/inbedden/snelle-check/", headers={"Origin": "null"}
            ).content.decode(),
        }
    plan, token = Plan.start(dict(RESIDENT_READY))
    pages["bewaren"] = get(f"/plan/{token}/bewaren/")
    pages["meenemen"] = get(f"/plan/{token}/meenemen/")
    pages["meenemen, fout"] = get(f"/plan/{token}/meenemen/agenda.ics", {"vanaf": "morgen"})
    pages["meenemen en wissen"] = get(f"/plan/{token}/meenemen/wissen/")
    pages["bewaren, niemand leest mee"] = post(f"/plan/{token}/link/", {"link": "nobody"})
    pages["bewaren, lang"] = post(f"/plan/{token}/bewaartermijn/", {"long": "1"})
    pages["overzicht"] = get(f"/plan/{token}/stap/overzicht/")
    pages["conflict"] = post(f"/plan/{token}/stap/doel/", CONFLICT)
    pages["start, eigen plan"] = Client(headers={"Cookie": f"plan={token}"}).get("/").content.decode()
    address = f"/plan/{token}/rapport/"
    pages["rapport, bezig"] = get(address)
    reports = Report.objects.filter(plan=plan)
    reports.update(state=Report.State.READY, pdf=b"x" * 9000, pages=9)
    pages["rapport, klaar"] = get(address)
    kept = SimpleUploadedFile("advies.json", Client().get(f"/plan/{token}/advies.json").content)
    pages["controleer"] = get("/controleer/")
    pages["controleer, uitkomst"] = Client().post("/controleer/", {"report": kept}).content.decode()
    pages["controleer, fout"] = Client().post("/controleer/").content.decode()
    for error in (NOT_STARTED, STUCK):
        reports.update(state=Report.State.FAILED, error=str(error))
        pages[f"rapport, {error}"] = get(address)
    pages |= groups(token)
    pages |= asked_again(plan, token, get, post)
    pages["gewist"] = post(f"/plan/{token}/wissen/")
    _plan, empty = Plan.start({})
    pages["overzicht, leeg"] = get(f"/plan/{empty}/stap/overzicht/")
    return pages


def asked_again(plan, token, get, post):
    """Leaving word of what was decided, and the form months later."""
    from platforms.models import FollowUp, add_months
    from stappenplan.follow_up.links import derive_link

    word = f"/plan/{token}/besluit/"
    pages = {"besluit": get(word), "besluit, bewaard": post(word, {"decision": "not_yet"})}
    plan.refresh_from_db()
    later = f"/later/{derive_link(plan, token)[1]}/"
    pages["later, niets besloten"] = get(later)
    chosen = {"decision": "platform", "platform": "hoplr", "municipality": "Ede", "measured": "on"}
    pages["later, te vroeg"] = post(later, chosen)
    follow_up = FollowUp.objects.get()
    FollowUp.objects.update(begun=add_months(follow_up.begun, -4))
    pages["later"] = get(later)
    pages["later, fout"] = post(later, {"runs": "yes", "story": "Begin klein."})
    given = {"runs": "yes", "again": "no", "consent": "yes", "story": "Begin klein."}
    pages["later, bedankt"] = post(later, given)
    pages["later, twee keer"] = post(later, given)
    return pages


def groups(token):
    """Every page of a group that chooses together over this plan."""
    from django.test import Client
    from lxml import html

    from stappenplan.models import Group, hash_token

    owner, link = f"/plan/{token}/samen/", ""

    def get(url, client=None):
        return (client or Client()).get(url, follow=True).content.decode()

    pages = {"samen, begin": get(owner), "samen, fout": Client().post(owner, {"do": "make"}).content.decode()}
    Client().post(owner, {"do": "make", "ends": f"{datetime.now():%Y-%m-%d}", "invited": "3", "joins": "on"})
    pages |= {"samen, links": get(owner), "samen, stroken": get(f"{owner}links/")}
    links = re.findall(
        r"/samen/[\w-]{43}/", html.fromstring(pages["samen, links"]).get_element_by_id("alle-links").text
    )
    pages |= {
        "samen, weg": get("/samen/weg/"),
        "samen, vragen": get(links[0]),
        "samen, blad": get("/vragenblad/samen/"),
    }
    pages["samen, vragen, fout"] = Client().post(links[0]).content.decode()
    for number, (role, link) in enumerate(zip(("official", "resident", "welfare"), links, strict=True), 1):
        person = Client()
        sent = {**RESIDENT_READY, "role": role, "core_team": "none" if number > 1 else "six_plus"}
        pages[f"samen, eigen uitkomst {number}"] = person.post(link, sent, follow=True).content.decode()
        pages[f"samen, {number}"] = get(f"{link}uitkomst/", person)
        pages[f"samen, al geantwoord {number}"] = get(link, person)
        pages[f"samen, gebruikt {number}"] = Client().post(link, sent).content.decode()
    pages["samen, wacht op u"] = get(owner)
    Client().post(owner, {"do": "decline"})
    pages |= {"samen, papier": get(f"{owner}papier/"), "samen": get(owner), "samen, uitkomst": get(f"{owner}uitkomst/")}
    Client().post(owner, {"do": "close"})
    pages |= {"samen, gesloten": get(link), "samen, klaar": get(owner)}
    Client().post(owner, {"do": "erase"})
    Client().post(owner, {"do": "make", "way": "open", "ends": f"{datetime.now():%Y-%m-%d}"})
    link = f"/samen/{Group.objects.get(plan__edit_hash=hash_token(token)).token(token)}/"
    pages |= {
        "samen, open": get(owner),
        "samen, open, vragen": get(link),
        "samen, open, leeg": get(f"{owner}uitkomst/"),
    }
    Group.objects.update(invited=0)
    return pages | {"samen, open, vol": get(link)}


def wizard():
    """Every page of the questions, for both audiences, and one with mistakes."""
    from django.test import Client

    from stappenplan.models import Plan
    from stappenplan.wizard.views import PAGES

    client, pages = Client(), {}
    for name, answers in {"gemeente": OFFICIAL_READY, "bewoner": RESIDENT_READY}.items():
        _plan, token = Plan.start(dict(answers))
        for key in PAGES:
            response = client.get(f"/plan/{token}/stap/{key}/")
            if response.status_code == 200:
                pages[f"stap {key}, {name}"] = response.content.decode()
    _plan, token = Plan.start({"audience": "resident"})
    wrong = {"plan_wizard-current_step": "doel", "goal_main": "help", "goal_extra": ["help", "meet", "share"]}
    pages["stap met fouten"] = client.post(f"/plan/{token}/stap/doel/", wrong).content.decode()
    return pages


def advices():
    """The advice and the comparison of the whole cast, and what the advice page can be asked."""
    from django.test import Client

    from stappenplan.models import Plan

    client, pages = Client(), {}

    def get(url, data=None):
        return client.get(url, data, follow=True).content.decode()

    for name, answers in CAST.items():
        _plan, token = Plan.start(dict(answers))
        pages[f"advies, {name}"] = get(f"/plan/{token}/advies/")
        if name in COMPARED:
            pages[f"vergelijking, {name}"] = get(f"/plan/{token}/vergelijk/", {"alles": "1"})
        if answers is OFFICIAL_READY:
            pages["advies, alles"] = get(f"/plan/{token}/advies/", {"alles": "1", "waar": "nextdoor"})
            pages["advies, proef"] = get(f"/plan/{token}/advies/", {"w_free": "must", "weight_goal_fit": "5"})
            pages["advies, lezer"] = get(f"/advies/{Plan.view_token(token)}/", {"waar": "xqzwv"})
            pages["vergelijking, fout"] = get(f"/plan/{token}/vergelijk/", {"p": "zeppelin"})
    _plan, token = Plan.start({})
    pages["nog geen advies"] = get(f"/advies/{Plan.view_token(token)}/")
    return pages


def reports():
    """The reports of the whole cast."""
    from tests.support.papers import sheets_of

    return {f"rapport, {name}": sheets_of(answers) for name, answers in CAST.items()}
