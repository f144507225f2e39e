"""Municipalities that become part of another: adopted ones by themselves on their day, planned ones are asked about."""

from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from django.contrib.auth.models import Group, User
from django.utils import timezone
from lxml import html

from platforms.models import Catalogue, Experience, Platform, UserSummary
from platforms.user_round.bursts import find_bursts
from platforms.user_round.summary import count_waiting
from stappenplan.follow_up.links import store_decision
from stappenplan.models import Plan
from stappenplan.municipalities import changes, gazetteer
from stappenplan.municipalities.changes import ADOPTED, ASK_BEFORE, PLANNED, changes_to_confirm, read_changes
from stappenplan.municipalities.names import MUNICIPALITIES, find_by_name, read_places
from stappenplan.report.document import report_html
from stappenplan.report.queue import reread_plan
from tests.support.follow_ups import give_answer
from tests.support.personas import OFFICIAL_READY
from tests.support.small_catalogue import leave_only
from tests.support.visitor import words

pytestmark = pytest.mark.django_db

DAY = date(2027, 1, 1)
JOINS = ("Wijdemeren", "Hilversum")
FRAME = "/inbedden/gemeente/wijdemeren/"
HEAD = "day,municipality,into,certainty,source,read\n"
# Each other day the catalogue is read again, so there are few platforms in it.
FEW = ("hilversummers", "hoplr", "gebiedonline", "mijnbuurtje", "wijksgewijs", "nextdoor")


@pytest.fixture
def clock(monkeypatch, tmp_path):
    """Set the clock to a day, with one change in the file: `clock(day, certainty)`; all is as before afterwards."""

    def set_clock(day, certainty=ADOPTED, row=JOINS):
        file = tmp_path / "changes.csv"
        file.write_text(f"{HEAD}{DAY},{row[0]},{row[1]},{certainty},https://wetten.example/wet,2026-12-20\n")
        monkeypatch.setattr(changes, "CHANGES_FILE", file)
        monkeypatch.setattr(changes, "read_today", lambda: day)
        monkeypatch.setattr(timezone, "now", lambda: datetime(day.year, day.month, day.day, 12, tzinfo=UTC))
        read_changes.cache_clear()

    yield set_clock
    monkeypatch.undo()
    read_changes.cache_clear()
    Catalogue._loaded = None


@contextmanager
def a_platform_in(municipality):
    """One platform of the catalogue placed in this municipality, among few others."""
    Platform.objects.filter(slug="hilversummers").update(municipalities=[municipality])
    leave_only(*FEW)
    yield Catalogue.current().by_slug["hilversummers"]


def test_every_change_in_the_file_is_of_municipalities_that_exist_and_has_a_source():
    listed = {one.name for one in MUNICIPALITIES.values()}
    for one in read_changes():
        assert one.certainty in (ADOPTED, PLANNED)
        assert one.source.startswith("https://") and one.read <= one.day
        assert one.municipality in listed or one.certainty == ADOPTED
    assert all(one.day <= other.day for one, other in pairwise(read_changes()))


def test_wijdemeren_is_planned_and_not_yet_said_to_be_adopted():
    (one,) = [one for one in read_changes() if one.municipality == "Wijdemeren"]
    assert (one.day, one.into, one.certainty) == (DAY, "Hilversum", PLANNED)
    assert "rijksoverheid.nl" in one.source


def test_until_its_day_an_adopted_change_changes_nothing(clock):
    clock(DAY - timedelta(days=1))
    assert len(MUNICIPALITIES) == 342 and find_by_name("Wijdemeren")[0].name == "Wijdemeren"


def test_a_planned_change_never_takes_effect_by_itself(clock):
    clock(DAY + timedelta(days=400), PLANNED)
    assert len(MUNICIPALITIES) == 342 and find_by_name("Wijdemeren")[0].name == "Wijdemeren"


def test_from_its_day_the_name_and_every_place_mean_the_other_municipality(clock):
    clock(DAY - timedelta(days=1))
    places = [place.name for place in read_places() if place.municipality == "Wijdemeren"]
    former = MUNICIPALITIES["Wijdemeren"].former
    assert len(places) >= 9 and former
    clock(DAY)
    assert len(MUNICIPALITIES) == 341 and "Wijdemeren" not in MUNICIPALITIES
    for name in ("Wijdemeren", "gemeente Wijdemeren", *former, *places):
        assert "Hilversum" in [match.name for match in find_by_name(name)], name
        assert "Wijdemeren" not in [match.name for match in find_by_name(name)], name
    assert {"Kortenhoef", "Loosdrecht"} <= set(MUNICIPALITIES["Hilversum"].villages)
    offered = gazetteer.suggested_names()
    assert "Wijdemeren (Hilversum, Noord-Holland)" in offered and "Wijdemeren" not in offered
    assert [one.label for one in gazetteer.find_matches("Wijdemeer")] == ["Wijdemeren (Hilversum, Noord-Holland)"]


def test_a_new_municipality_may_come_of_several(clock, tmp_path):
    clock(DAY)
    with changes.CHANGES_FILE.open("a") as file:
        file.write(f"{DAY},Blaricum,Gooistad,adopted,https://wetten.example/wet,2026-12-20\n")
        file.write(f"{DAY},Huizen,Gooistad,adopted,https://wetten.example/wet,2026-12-20\n")
    read_changes.cache_clear()
    new = MUNICIPALITIES["Gooistad"]
    assert new.province == "Noord-Holland"
    assert {"Blaricum", "Huizen"} <= set(new.former) and {"Blaricum", "Huizen"} <= set(new.villages)
    assert {"Blaricum", "Huizen", "Wijdemeren"}.isdisjoint(MUNICIPALITIES)


def test_the_page_of_the_one_that_ended_leads_to_the_other_which_says_so(clock, client):
    leave_only(*FEW)
    clock(DAY - timedelta(days=1))
    assert client.get("/gemeenten/wijdemeren/").status_code == 200
    assert "hoort Wijdemeren" not in client.get("/gemeenten/hilversum/").content.decode()
    clock(DAY)
    response = client.get("/gemeenten/wijdemeren/")
    assert response.status_code == 301 and response["Location"] == "/gemeenten/hilversum/"
    page = words(html.fromstring(client.get("/gemeenten/hilversum/").content))
    assert "Sinds 1 januari 2027 hoort Wijdemeren bij Hilversum." in page
    assert "/gemeenten/wijdemeren/" not in client.get("/gemeenten/").content.decode()


def test_a_frame_on_the_site_of_the_one_that_ended_goes_on_with_the_other(clock, client, settings):
    settings.EMBED_ORIGINS = ["https://www.example.nl"]
    leave_only(*FEW)
    clock(DAY - timedelta(days=1))
    assert "hoort Wijdemeren" not in client.get("/inbedden/gemeente/hilversum/").content.decode()
    assert "Wat is er al in Wijdemeren?" in words(html.fromstring(client.get(FRAME).content))
    clock(DAY)
    response = client.get(FRAME, follow=True)
    assert response.redirect_chain == [("/inbedden/gemeente/hilversum/", 301)]
    page = html.fromstring(response.content)
    assert "Sinds 1 januari 2027 hoort Wijdemeren bij Hilversum." in words(page)
    assert page.xpath("//main//a[.='Bron']/@target") == ["_blank"]


def test_a_report_that_is_made_from_its_day_on_is_about_the_other(clock, keep):
    leave_only(*FEW)
    kept = keep(OFFICIAL_READY | {"place": "Wijdemeren"})

    def write():
        plan, catalogue = reread_plan(kept.plan), Catalogue.current()
        return words(html.fromstring(report_html(plan, plan.advice(), catalogue, "nl")))

    clock(DAY - timedelta(days=1))
    assert " in Wijdemeren " in write()
    clock(DAY)
    assert " in Hilversum " in write() and " in Wijdemeren " not in write()


def test_facts_about_either_are_kept_and_found(clock, client):
    clock(DAY - timedelta(days=1))
    with a_platform_in("Wijdemeren") as before:
        assert before.municipalities == ["Wijdemeren"]
        clock(DAY)
        assert Catalogue.current().by_slug["hilversummers"].municipalities == ["Hilversum"]
        assert "Hilversummers" in client.get("/gemeenten/hilversum/").content.decode()
        for place in ("Hilversum", "Wijdemeren"):
            found = client.get("/api/v1/platforms", {"place": place}).json()["results"]
            assert "hilversummers" in [one["slug"] for one in found]
        assert Platform.objects.get(slug="hilversummers").municipalities == ["Wijdemeren"]


def test_a_plan_follows_says_so_once_and_gives_the_advice_of_the_other(clock, visitor, keep):
    leave_only(*FEW)
    clock(DAY - timedelta(days=1))
    plan = keep(OFFICIAL_READY | {"place": "Wijdemeren"})
    other = keep(OFFICIAL_READY | {"place": "Hilversum"})
    assert "Onze vragen zijn veranderd" not in words(visitor.open(plan.at("advies")).page)
    clock(DAY)
    said = "Hoort sinds 1 januari 2027 bij Hilversum. We rekenen nu met Hilversum."
    page = words(visitor.open(plan.at("advies")).page)
    assert said in page and " in Hilversum" in page and " in Wijdemeren" not in page
    assert plan.answers["place"] == "Wijdemeren"  # until it was read
    visitor.press("Dit heb ik gezien")
    assert plan.answers["place"] == "Hilversum"
    assert said not in words(visitor.open(plan.at("advies")).page)
    assert Plan.objects.get(pk=plan.plan.pk).advice().ranking == Plan.objects.get(pk=other.plan.pk).advice().ranking


def test_the_api_and_an_opened_file_take_the_name_of_before(clock, client):
    clock(DAY)
    answers = {"audience": "resident", "goal_main": "meet"}

    def advice(place):
        body = {"answers": answers | {"place": place}}
        return client.post("/api/v1/adviezen", body, content_type="application/json").json()

    assert advice("Wijdemeren") == advice("Hilversum")
    assert "ranked" in advice("Wijdemeren")


@pytest.mark.parametrize(
    ("day", "asked"), [(DAY - ASK_BEFORE - timedelta(days=1), 0), (DAY - ASK_BEFORE, 1), (DAY + timedelta(days=90), 1)]
)
def test_staff_are_asked_about_a_planned_change_from_thirty_days_before(clock, day, asked):
    clock(day, PLANNED)
    assert len(changes_to_confirm()) == asked
    clock(day, ADOPTED)
    assert changes_to_confirm() == ()


def test_the_first_page_of_the_admin_asks(clock, client):
    user = User.objects.create_user("uitgever", is_staff=True)
    user.groups.add(Group.objects.get(name="Uitgever"))
    clock(DAY - ASK_BEFORE, PLANNED)
    client.force_login(user)
    page = words(html.fromstring(client.get("/beheer/").content.decode()).find(".//main"))
    assert "Wijdemeren zou op 1 januari 2027 bij Hilversum komen." in page


# --- answers of users ----------------------------------------------------------------------------------------------


@pytest.fixture
def hoplr(catalogue):
    leave_only(*FEW)
    return Platform.objects.get(slug="hoplr")


@pytest.mark.each_database
@pytest.mark.parametrize("merged", [False, True])
def test_answers_of_municipalities_that_merged_are_of_one(hoplr, clock, merged):
    clock(DAY - timedelta(days=30))
    for place in (*JOINS, "Zeist", "Ede", "Gouda"):
        give_answer(hoplr, place)
    clock(DAY if merged else DAY - timedelta(days=1))
    assert count_waiting(hoplr.pk) == (not merged)
    give_answer(hoplr, "Urk", runs="no")
    assert count_waiting(hoplr.pk) == merged


@pytest.mark.each_database
@pytest.mark.parametrize("merged", [False, True])
def test_municipalities_that_merged_are_one_in_a_burst(hoplr, clock, merged):
    clock(DAY - timedelta(days=1))
    for place in (*JOINS, "Zeist"):
        give_answer(hoplr, place)
    clock(DAY if merged else DAY - timedelta(days=1))
    assert len(find_bursts()) == (not merged)


def test_a_municipality_that_counted_under_its_old_name_is_not_new_under_the_other(hoplr, clock):
    clock(DAY - timedelta(days=30))
    for place in ("Wijdemeren", "Zeist", "Ede", "Gouda", "Urk"):
        give_answer(hoplr, place)
    assert count_waiting(hoplr.pk)
    clock(DAY)
    for place in ("Hilversum", "Zeist", "Ede", "Assen", "Goes"):
        give_answer(hoplr, place, moment=6)
    assert not count_waiting(hoplr.pk), "two are new"
    give_answer(hoplr, "Delft")
    assert count_waiting(hoplr.pk)
    assert UserSummary.objects.get().figures["municipalities"] == 8


def test_a_story_follows_its_municipality_and_says_what_it_was_called(client, hoplr, clock):
    clock(DAY - timedelta(days=30))
    give_answer(hoplr, "Wijdemeren", state="published", story="Begin klein.", may_call=True)
    clock(DAY)
    shown = words(html.fromstring(client.get("/platforms/hoplr/").content))
    assert "gemeente Hilversum, 2026 (toen gemeente Wijdemeren)" in shown and "de gemeente Hilversum" in shown
    give_answer(hoplr, "Hilversum", state="published", story="Nu is het groot.")
    Catalogue.touch()
    shown = words(html.fromstring(client.get("/platforms/hoplr/").content))
    assert "Nu is het groot." in shown and "Begin klein." not in shown


def test_a_follow_up_goes_on_in_the_municipality_of_now(client, hoplr, clock):
    clock(DAY - timedelta(days=30))
    word = {"decision": "platform", "platform": hoplr, "municipality": "Wijdemeren", "measured": False}
    begun = store_decision("x" * 43, word).begun
    clock(DAY + timedelta(days=90))
    page = client.get(f"/later/{'x' * 43}/")
    assert "Gemeente Hilversum" in words(html.fromstring(page.content))
    assert store_decision("x" * 43, word | {"municipality": "Hilversum"}).begun == begun, "it is no other municipality"
    client.post(f"/later/{'x' * 43}/", {"runs": "yes", "again": "yes"})
    assert Experience.objects.get().municipality == "Hilversum"
