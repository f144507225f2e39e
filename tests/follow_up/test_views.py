"""Leaving word and being asked again: a link without a plan, a short form, and nothing public without a person."""

from datetime import UTC, date, datetime, timedelta
from io import StringIO
from itertools import pairwise

import lxml.html
import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import connection
from icalendar import Calendar

from platforms.models import MOMENTS, Catalogue, Experience, FollowUp, Platform, UserSummary, add_months
from platforms.models.user_round import EXPERIENCE_DAYS
from platforms.user_round.stories import decide_story
from platforms.user_round.summary import count_waiting
from stappenplan.follow_up.links import begin_link, store_decision
from stappenplan.follow_up.views import add_experience
from stappenplan.models import Plan, derive_token, hash_token
from tests.support.follow_ups import give_answer, set_day, set_time
from tests.support.page_text import text
from tests.support.personas import OFFICIAL_READY
from tests.support.small_catalogue import leave_only
from tests.support.visitor import Visitor

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

BEGUN = date(2026, 12, 1)
CHOSEN = {"decision": "platform", "platform": "hoplr", "municipality": "Haarlem"}
ANSWER = {"runs": "yes", "again": "yes", "members": "1.200"}


@pytest.fixture
def plan(keep, catalogue, monkeypatch):
    """A plan of an official, on the day that the word is left; few platforms, for many tests change the catalogue."""
    leave_only("hoplr", "nextdoor", "gebiedonline", "mijnbuurtje", "wijksgewijs")
    set_day(monkeypatch, BEGUN)
    return keep(OFFICIAL_READY)


@pytest.fixture
def leave(client, plan):
    """Leave word in the plan and give the path of the link: `leave(measured="on")`."""

    def leave(**fields):
        answer = client.post(plan.at("besluit"), CHOSEN | fields)
        assert answer.status_code == 302
        return link_in(client.get(plan.at("besluit")))

    return leave


def link_in(page):
    return page.context["link"].removeprefix("http://testserver")


def token_in(link):
    return link.split("/later/")[1].strip("/")


def events(response):
    return list(Calendar.from_ical(response.content).walk("VEVENT"))


def test_an_owner_leaves_word_and_gets_a_link_that_no_database_holds(client, plan, leave):
    link = leave()
    kept = FollowUp.objects.get()
    assert (kept.decision, kept.platform.slug, kept.municipality) == ("platform", "hoplr", "Haarlem")
    token = token_in(link)
    assert len(token) == 43 and kept.key_hash == hash_token(token)
    stored = repr([list(model.objects.values()) for model in (FollowUp, Plan)])
    assert token not in stored
    assert not {"plan", "plan_id"} & set(FollowUp.objects.values()[0]), "nothing leads to the plan"


@pytest.mark.parametrize("place", ["Haarlem", "Xyzzyveen"])
@pytest.mark.parametrize("decision", ["none", "not_yet"])
def test_no_platform_and_not_yet_need_no_platform_and_no_municipality(client, plan, decision, place):
    client.post(plan.at("besluit"), {"decision": decision, "municipality": place, "platform": "hoplr"})
    kept = FollowUp.objects.get()
    assert (kept.decision, kept.platform, kept.municipality) == (decision, None, "")
    link = link_in(client.get(plan.at("besluit")))
    assert "Wat is er besloten?" in text(client.get(link))
    client.post(link, CHOSEN)
    kept.refresh_from_db()
    assert (kept.decision, kept.platform.slug) == ("platform", "hoplr")


def test_the_form_begins_with_what_the_plan_says(client, keep, catalogue):
    kept = keep(OFFICIAL_READY | {"place": "Zeist", "measure": ["baseline_known"]})
    form = client.get(kept.at("besluit")).context["form"]
    assert (form["municipality"].value(), form["measured"].value()) == ("Zeist", True)
    first = [one.platform.slug for one in kept.plan.advice().shelves[0].first]
    assert [slug for slug, _name in form.platform_groups[1][1]] == first


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({}, "Kies wat er is besloten."),
        ({"decision": "misschien"}, "Deze keuze kennen we niet"),
        ({"decision": "platform", "municipality": "Haarlem"}, "Kies het platform."),
        ({"decision": "platform", "platform": "hoplr"}, "Vul de gemeente in."),
        (CHOSEN | {"municipality": "Xyzzyveen"}, "We kennen deze plaats niet"),
        (CHOSEN | {"municipality": "x" * 100_000}, "100 tekens"),
        (CHOSEN | {"platform": "<b>hoplr</b>"}, "Deze keuze kennen we niet"),
    ],
)
def test_what_is_wrong_is_told_and_stays(client, plan, sent, said):
    answer = client.post(plan.at("besluit"), sent)
    assert answer.status_code == 400 and said in text(answer) and not FollowUp.objects.exists()
    if "municipality" in sent:
        assert sent["municipality"] in answer.content.decode()


def test_the_calendar_of_the_owner_carries_the_moments_and_the_link_and_that_of_readers_does_not(client, plan, leave):
    link = leave()
    found = [event for event in events(client.get(plan.at("meenemen") + "agenda.ics")) if "url" in event]
    assert [event["dtstart"].dt for event in found] == [date(2027, 3, 1), date(2027, 6, 1), date(2027, 12, 1)]
    assert all(str(event["url"]).endswith(link) and "Hoplr" in event["summary"] for event in found)
    by_itself = events(client.get(link + "agenda.ics"))
    assert [str(event["uid"]) for event in by_itself] == [str(event["uid"]) for event in found]
    reader = client.get(f"/advies/{Plan.view_token(plan.token)}/meenemen/agenda.ics").content.decode()
    assert "/later/" not in reader and "Hoplr" not in reader


def test_before_the_first_moment_the_link_says_when(client, leave):
    link = leave()
    page = client.get(link)
    assert page.status_code == 200 and "Vanaf 1 maart 2027" in text(page)
    assert client.post(link, ANSWER).status_code == 409 and not Experience.objects.exists()


@pytest.mark.each_database
def test_twelve_months_go_by_and_the_link_outlives_the_plan(client, plan, leave, monkeypatch):
    link = leave(measured="on")
    days = {event["dtstart"].dt: str(event["url"]) for event in events(client.get(link + "agenda.ics"))}
    answered = []
    for month in range(1, 14):
        day = add_months(BEGUN, month)
        set_day(monkeypatch, day)
        call_command("delete_expired", stdout=StringIO())
        if day not in days:
            continue
        person = Visitor(client).open(days[day].removeprefix("http://testserver"))
        assert person.heading.endswith("Hoe gaat het met Hoplr?")
        person.choose("Draait het nog?", "Ja").choose("Zou u het weer kiezen?", "Nee")
        person.write("Hoeveel mensen doen mee?", str(100 * month))
        person.press("Verstuur")
        assert person.heading.endswith("Dank u. Uw antwoord is bewaard.")
        answered.append(month)
    assert tuple(answered) == MOMENTS
    assert not Plan.objects.exists(), "nobody opened the plan: it is gone"
    assert client.get(link).status_code == 200, "thirteen months to the day"
    set_day(monkeypatch, date(2028, 1, 2))
    assert client.get(link).status_code == 404, "no longer, also before the nightly round"
    call_command("delete_expired", stdout=StringIO())
    assert not FollowUp.objects.exists()
    kept = list(Experience.objects.values_list("platform__slug", "municipality", "moment", "members", "follow_up"))
    assert kept == [("hoplr", "Haarlem", month, 100 * month, None) for month in MOMENTS]
    set_day(monkeypatch, date(2031, 1, 2))
    call_command("delete_expired", stdout=StringIO())
    assert not Experience.objects.exists()


@pytest.fixture
def due(plan, monkeypatch):
    """A link on the first day that it asks something."""
    token = begin_link(plan.plan, plan.token)
    store_decision(token, CHOSEN | {"platform": Platform.objects.get(slug=CHOSEN["platform"]), "measured": False})
    set_day(monkeypatch, date(2027, 3, 1))
    return f"/later/{token}/"


def test_the_link_opens_the_form_alone_and_no_search_engine_or_cache_keeps_it(client, plan, due):
    page = client.get(due)
    assert page["X-Robots-Tag"] == "noindex, nofollow" and "no-store" in page["Cache-Control"]
    assert plan.token not in page.content.decode() and OFFICIAL_READY["goal_sentence"] not in text(page)
    assert client.get(f"/plan/{token_in(due)}/advies/").status_code == 404
    assert client.get(f"/advies/{token_in(due)}/").status_code == 404


def test_an_answer_without_consent_keeps_no_words(client, due):
    for consent in ("", "no"):
        sent = ANSWER | {"story": "Begin klein." if consent else "", "consent": consent}
        assert client.post(due, sent).status_code == 302
        kept = Experience.objects.get()
        assert (kept.state, kept.story, kept.members) == ("kept", "", 1200)
        client.post(due, {"do": "erase", "moment": "3"})


def test_words_without_a_choice_are_asked_about(client, due):
    answer = client.post(due, ANSWER | {"story": "Begin klein."})
    assert answer.status_code == 400 and "Kies of dit op de site mag." in text(answer)
    assert "Begin klein." in text(answer) and not Experience.objects.exists()


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"runs": ""}, "Kies of het nog draait."),
        ({"again": "soms"}, "Deze keuze kennen we niet"),
        ({"members": "veel"}, "Schrijf een heel getal"),
        ({"members": "-3"}, "Schrijf een heel getal"),
        ({"members": "1.000.001"}, "Schrijf een getal van hooguit 1.000.000."),
        ({"members": "9" * 40}, "Schrijf een getal van hooguit 1.000.000."),
        ({"members": "9" * 9_000}, "Schrijf een getal van hooguit 1.000.000."),
        ({"story": "x" * 100_000, "consent": "yes"}, "te lang"),
        ({"consent": "misschien"}, "Deze keuze kennen we niet"),
    ],
)
def test_a_wrong_answer_is_told_and_what_was_typed_stays(client, due, sent, said):
    answer = client.post(due, ANSWER | sent)
    assert answer.status_code == 400 and said in text(answer) and not Experience.objects.exists()
    for name in ("members", "story"):
        assert (ANSWER | sent).get(name, "") in answer.content.decode()


@pytest.mark.parametrize("about", [{"story": "Begin klein."}, {"may_call": "on"}, {"story": "x" * 100_000}])
def test_all_that_is_wrong_is_told_at_once_a_choice_that_was_not_made_too(client, due, about):
    page = text(client.post(due, {"members": "veel"} | about))
    told = ["Kies of het nog draait.", "Kies of u het weer zou kiezen.", "Schrijf een heel getal, zoals"]
    assert all(said in page for said in [*told, "Kies of dit op de site mag."])
    wrong = text(client.post(due, ANSWER | about | {"consent": "misschien"}))
    assert "Deze keuze kennen we niet" in wrong and "Kies of dit op de site mag." not in wrong


def test_html_is_shown_as_text_everywhere(client, due, publisher):
    client.post(due, ANSWER | {"story": "<b>vet</b>", "consent": "yes"})
    story = Experience.objects.get()
    change = f"/beheer/platforms/experience/{story.pk}/change/"
    pages = [client.get(due), publisher.get(change)]
    publisher.post(change, {"publish": ""})
    pages.append(client.get("/platforms/hoplr/"))
    assert all("<b>vet" not in page.content.decode() and "&lt;b&gt;vet" in page.content.decode() for page in pages)


@pytest.mark.each_database
def test_a_second_answer_at_the_same_moment_changes_nothing_and_shows_what_was_typed(client, due):
    client.post(due, ANSWER)
    again = client.post(due, ANSWER | {"runs": "no", "story": "Wij dachten van niet.", "consent": "yes"})
    assert again.status_code == 409 and "al geantwoord" in text(again)
    assert "Wij dachten van niet." in again.content.decode()
    assert Experience.objects.get().runs == "yes"


def test_a_stopped_link_opens_nothing_and_another_comes_after_it(client, plan, leave, due):
    Plan.objects.update(keep_long=True)
    page = client.get(due)
    client.post(due, {"do": "stop"})
    dead = client.post(due, ANSWER | {"story": "Te laat.", "consent": "yes"})
    assert dead.status_code == 410 and "Te laat." in dead.content.decode() and not Experience.objects.exists()
    assert page.status_code == 200 and client.get(due).status_code == 410
    assert client.get(due + "agenda.ics").status_code == 302
    kept = FollowUp.objects.get()
    assert (kept.platform, kept.municipality, kept.stopped) == (None, "", True)
    other = leave()
    assert other != due and client.get(other).status_code == 200 and client.get(due).status_code == 410


@pytest.mark.parametrize(("button", "left"), [("stop", 1), ("stop-en-wis", 0)])
def test_stopping_keeps_or_deletes_the_answers_as_the_holder_says(client, due, button, left):
    client.post(due, ANSWER)
    client.post(due, {"do": button})
    assert Experience.objects.count() == left
    assert not Experience.objects.exclude(follow_up=None)


@pytest.mark.parametrize("how", ["stop", "another platform", "another municipality"])
def test_no_story_stays_that_nobody_can_take_back(client, plan, leave, due, publisher, how):
    Plan.objects.update(keep_long=True)
    client.post(due, ANSWER | {"story": "Begin klein.", "consent": "yes"})
    publisher.post(f"/beheer/platforms/experience/{Experience.objects.get().pk}/change/", {"publish": ""})
    assert "Begin klein." in text(client.get("/platforms/hoplr/"))
    changed = {"another platform": {"platform": "nextdoor"}, "another municipality": {"municipality": "Zeist"}}
    client.post(due, {"do": "stop"}) if how == "stop" else leave(**changed[how])
    kept = Experience.objects.get()
    assert (kept.state, kept.story, kept.follow_up, kept.runs) == ("kept", "", None, "yes")
    assert "Begin klein." not in text(client.get("/platforms/hoplr/"))


def test_what_was_typed_is_shown_when_the_platform_was_changed_elsewhere(client, plan, leave, due):
    Plan.objects.update(keep_long=True)
    leave(platform="nextdoor")
    late = client.post(due, ANSWER | {"story": "Dit ging over Hoplr.", "consent": "yes"})
    assert late.status_code == 409 and "Dit ging over Hoplr." in late.content.decode()
    assert "Wat u nu invulde, is niet bewaard." in text(late)


def test_a_stopped_link_stays_stopped_when_the_one_after_it_has_ended(client, plan, leave, due, monkeypatch):
    Plan.objects.update(keep_long=True)
    client.post(due, {"do": "stop"})
    other = leave()
    FollowUp.objects.filter(stopped=False).update(begun=date(2025, 1, 1))
    third = leave()
    assert len({due, other, third}) == 3
    assert [client.get(link).status_code for link in (due, other, third)] == [410, 404, 200]


def test_who_had_an_earlier_edit_link_works_out_no_later_link(client, plan, leave):
    token = Plan.objects.get().renew(plan.token)
    client.post(f"/plan/{token}/besluit/", CHOSEN)
    link = link_in(client.get(f"/plan/{token}/besluit/"))
    guesses = [derive_token(plan.token, f"follow-up {end}") for end in ("", "0", "1")]
    assert token_in(link) not in guesses
    assert not FollowUp.objects.filter(key_hash__in=map(hash_token, guesses))


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        *(("1200", 1200), ("1.200", 1200), ("1 200", 1200), ("1\u00a0200", 1200), ("12", 12), (" 12 ", 12)),
        *(("1.000.000", 1_000_000), ("1,200,000", None), ("1.5", None), ("0,5", None), ("1.2.3", None)),
        *(("0", 0), ("007", 7), ("0.500", None), ("0,500", None), ("1.00", None), ("1.0000", None), ("12.", None)),
        *((".5", None), ("1_000", None), ("+5", None), ("-5", None), ("- 5", None), ("1e3", None), ("0x10", None)),
        *(("12.0", None), ("1.200.00", None), ("1.200,000", None), ("1200.000", None), ("٣", None), ("²", None)),
        *(("1  200", None), ("NaN", None), ("12%", None), ("1\n2", None)),
    ],
)
def test_a_number_is_what_was_typed_or_refused(client, due, typed, number):
    answer = client.post(due, ANSWER | {"members": typed})
    assert answer.status_code == (400 if number is None else 302)
    assert [one.members for one in Experience.objects.all()] == ([] if number is None else [number])


def test_consent_can_be_taken_back_at_any_time(client, due, publisher):
    client.post(due, ANSWER | {"story": "Begin klein.", "consent": "yes", "may_call": "on"})
    story = Experience.objects.get()
    assert "Begin klein." not in text(client.get("/platforms/hoplr/")), "nobody read it yet"
    publisher.post(f"/beheer/platforms/experience/{story.pk}/change/", {"publish": ""})
    shown = text(client.get("/platforms/hoplr/"))
    assert "Begin klein." in shown and "Bel eens met de gemeente Haarlem" in shown
    client.post(due, {"do": "withdraw", "moment": "3"})
    assert "Begin klein." not in text(client.get("/platforms/hoplr/"))
    kept = Experience.objects.get()
    assert (kept.state, kept.story, kept.may_call) == ("kept", "", False)
    publisher.post(f"/beheer/platforms/experience/{story.pk}/change/", {"publish": ""})
    assert Experience.objects.get().state == "kept", "an old page of staff publishes nothing"


def test_the_six_statements_are_asked_when_they_were_measured_and_the_start_is_remembered(client, leave, monkeypatch):
    link = leave(measured="on")
    set_day(monkeypatch, date(2027, 3, 1))
    assert "De zes zinnen van het CBS" in text(client.get(link))
    wrong = client.post(link, ANSWER | {"start_0": "101"})
    assert wrong.status_code == 400 and "van 0 tot en met 100" in text(wrong)
    client.post(link, ANSWER | {"start_0": "40", "now_0": "55"})
    assert Experience.objects.get().sentences["now"] == [55, None, None, None, None, None]
    set_day(monkeypatch, date(2027, 6, 1))
    assert client.get(link).context["form"]["start_0"].value() == 40


def test_without_a_measurement_they_are_not_asked(client, due):
    assert "CBS" not in text(client.get(due))


def test_another_platform_begins_anew_and_the_answers_stay_with_the_first(client, plan, leave, due):
    Plan.objects.update(keep_long=True)
    client.post(due, ANSWER)
    leave(platform="nextdoor")
    kept = FollowUp.objects.get()
    assert kept.begun == date(2027, 3, 1) and not kept.experiences.exists()
    assert Experience.objects.get().platform.slug == "hoplr"


def test_a_platform_that_left_the_catalogue_leads_back_to_the_decision(client, due):
    Platform.objects.get(slug="hoplr").delete()
    assert "Geldt uw besluit nog?" in text(client.get(due))


def test_an_unknown_link_is_counted_and_what_was_typed_is_shown(client, settings, db):
    settings.LIMITS = settings.LIMITS | {"wrong_links": (2, 3600)}
    sent = client.post("/later/zomaar/", ANSWER | {"story": "Mijn verhaal."})
    assert sent.status_code == 404 and "Mijn verhaal." in sent.content.decode()
    assert [client.get("/later/zomaar/").status_code for _time in range(2)] == [404, 429]


def test_answers_are_limited_per_network(client, plan, settings):
    settings.LIMITS = settings.LIMITS | {"follow_ups": (2, 3600)}
    assert [client.post(plan.at("besluit"), CHOSEN).status_code for _time in range(3)] == [302, 302, 429]


@pytest.fixture
def colleagues(due):
    """Three more links about Hoplr on the same network, each of another municipality."""
    about = {"decision": "platform", "platform": Platform.objects.get(slug="hoplr"), "measured": False}
    for place in ("Zeist", "Ede", "Gouda"):
        store_decision(f"link-{place}", about | {"municipality": place})
    FollowUp.objects.update(begun=BEGUN)
    return [f"/later/link-{place}/" for place in ("Zeist", "Ede", "Gouda")]


def erase(client, link, moment=3, **request):
    return client.post(link, {"do": "erase", "moment": str(moment)}, **request)


def test_one_network_answers_twice_a_day_about_a_platform_and_nothing_typed_is_lost(client, due, colleagues):
    """So somebody who poses as five municipalities needs three days, or three networks."""
    assert [client.post(link, ANSWER).status_code for link in colleagues[:2]] == [302, 302]
    refused = client.post(due, ANSWER | {"story": "Begin klein.", "consent": "yes"})
    said = "Vanaf uw netwerk is vandaag al geantwoord over Hoplr. We nemen er 2 per dag aan. Probeer het morgen weer."
    assert refused.status_code == 429 and said in text(refused)
    assert "Begin klein." in refused.content.decode() and int(refused["Retry-After"]) > 0
    assert not Experience.objects.filter(municipality="Haarlem")
    assert client.post(due, ANSWER, REMOTE_ADDR="203.0.113.9").status_code == 302


def test_correcting_an_answer_again_and_again_takes_no_turn_of_a_colleague(client, due, colleagues):
    for _time in range(4):
        assert client.post(due, ANSWER).status_code == 302
        assert client.post(due, ANSWER).status_code == 409, "sent once more"
        erase(client, due)
    assert client.post(due, ANSWER).status_code == 302
    assert [client.post(link, ANSWER).status_code for link in colleagues[:2]] == [302, 429]
    erase(client, due)
    assert client.post(due, ANSWER).status_code == 302, "also when the colleagues used up all others"


def test_an_answer_of_an_earlier_day_is_corrected_on_a_day_that_has_no_turn_left(client, due, colleagues, monkeypatch):
    client.post(due, ANSWER)
    set_day(monkeypatch, date(2027, 3, 2))
    assert [client.post(link, ANSWER).status_code for link in colleagues] == [302, 302, 429]
    erase(client, due)
    assert [client.post(link, ANSWER).status_code for link in (due, colleagues[2])] == [302, 429]


def test_erasing_gives_no_more_turns_than_were_taken(client, due, colleagues, monkeypatch):
    client.post(due, ANSWER)
    for _time in range(3):
        erase(client, due)  # the second and third time there is nothing left
    erase(client, colleagues[0]), erase(client, colleagues[0], 6), erase(client, colleagues[0], "<b>")
    assert [client.post(link, ANSWER).status_code for link in colleagues] == [302, 302, 429]
    set_day(monkeypatch, date(2027, 3, 2))
    for link in colleagues[:2]:
        erase(client, link)
    assert [client.post(link, ANSWER).status_code for link in colleagues] == [302, 302, 429]


def test_taking_back_a_story_gives_no_turn_back(client, colleagues):
    for link in colleagues[:2]:
        client.post(link, ANSWER | {"story": "Begin klein.", "consent": "yes"})
        client.post(link, {"do": "withdraw", "moment": "3"})
    assert client.post(colleagues[2], ANSWER).status_code == 429


def test_of_two_that_were_sent_at_once_one_takes_a_turn(client, due, colleagues):
    """The other was stored while this one was being counted."""

    def send_twice(execute, sql, params, many, context):
        if "platforms_sender" in sql and not Experience.objects.exists():
            add_experience(FollowUp.find(token_in(due)), 3, {"runs": "yes", "again": "yes"})
        return execute(sql, params, many, context)

    with connection.execute_wrapper(send_twice):
        assert client.post(due, ANSWER).status_code == 409
    assert [client.post(link, ANSWER).status_code for link in colleagues] == [302, 302, 429]


@pytest.mark.parametrize("midnight", ["2027-03-02T23:00", "2027-03-27T23:00", "2027-03-28T22:00", "2027-10-31T23:00"])
def test_the_turns_of_a_day_end_at_midnight_in_the_netherlands(client, due, colleagues, monkeypatch, midnight):
    """Also on the days of 23 and 25 hours."""
    midnight = datetime.fromisoformat(midnight).replace(tzinfo=UTC)
    FollowUp.objects.update(begun=midnight.date() - timedelta(days=100))
    set_time(monkeypatch, midnight - timedelta(hours=22))
    client.post(due, ANSWER)
    set_time(monkeypatch, midnight - timedelta(minutes=1))
    call_command("delete_expired", stdout=StringIO())
    answers = [client.post(link, ANSWER) for link in colleagues[:2]]
    assert [one.status_code for one in answers] == [302, 429] and answers[1]["Retry-After"] == "60"
    set_time(monkeypatch, midnight)
    assert [client.post(link, ANSWER).status_code for link in colleagues[1:]] == [302, 302]


def test_an_answer_never_changes_an_advice(client, due, plan):
    before = [one.platform.slug for one in plan.plan.advice().ranking.ranked]
    client.post(due, ANSWER | {"runs": "no", "again": "no"})
    assert [one.platform.slug for one in plan.plan.advice().ranking.ranked] == before


def asked_in(page):
    """The day that the form on this page asks about."""
    return page.context["asked"]


@pytest.mark.parametrize("boundary", [date(2027, 6, 1), date(2027, 12, 1)])
def test_an_answer_in_a_tab_that_stayed_open_is_of_the_moment_that_the_form_asked_about(
    client, due, monkeypatch, boundary
):
    tab = client.get(due)
    set_day(monkeypatch, boundary)
    assert f'name="asked" value="{asked_in(tab)}"' in tab.content.decode()
    wrong = client.post(due, ANSWER | {"asked": asked_in(tab), "members": "veel"})
    assert "na 3 maanden" in text(wrong) and asked_in(wrong) == asked_in(tab)
    assert client.post(due, ANSWER | {"asked": asked_in(tab)}).status_code == 302
    later = client.get(due)
    assert asked_in(later) == boundary.isoformat(), "the questions of today are still to answer"
    client.post(due, ANSWER | {"asked": asked_in(later), "runs": "no"})
    kept = dict(Experience.objects.values_list("moment", "runs"))
    assert kept == {3: "yes", {date(2027, 6, 1): 6, date(2027, 12, 1): 12}[boundary]: "no"}


def test_a_second_answer_in_a_tab_that_stayed_open_leads_to_the_questions_of_today(client, due, monkeypatch):
    tab = client.get(due)
    client.post(due, ANSWER)
    set_day(monkeypatch, date(2027, 6, 1))
    again = client.post(due, ANSWER | {"asked": asked_in(tab), "story": "Te laat.", "consent": "yes"})
    assert again.status_code == 409 and "na 3 maanden al geantwoord" in text(again)
    assert "Te laat." in again.content.decode() and "Antwoord op de vragen na 6 maanden" in text(again)
    assert Experience.objects.get().moment == 3


@pytest.mark.parametrize("later", [6, 12])
def test_an_old_tab_does_not_replace_the_answer_of_a_later_moment(client, due, monkeypatch, later):
    """Else the answer about an earlier moment, given last, would stand for the municipality."""
    tab, old = client.get(due), {"story": "Te laat.", "consent": "yes"}
    set_day(monkeypatch, add_months(BEGUN, later))
    client.post(due, ANSWER | {"runs": "no"})
    for place in ("Zeist", "Ede", "Gouda", "Assen"):
        give_answer(Platform.objects.get(slug="hoplr"), place)
    set_day(monkeypatch, add_months(BEGUN, later) + timedelta(days=1))
    refused = client.post(due, ANSWER | old | {"asked": asked_in(tab)})
    assert refused.status_code == 409 and f"na {later} maanden al geantwoord" in text(refused)
    assert "Te laat." in refused.content.decode()
    assert list(Experience.objects.filter(municipality="Haarlem").values_list("moment", "runs")) == [(later, "no")]
    count_waiting(Platform.objects.get(slug="hoplr").pk)
    assert UserSummary.objects.get().figures["runs"] == {"no": 1, "yes": 4}
    client.post(due, {"do": "erase", "moment": str(later)})
    assert client.post(due, ANSWER | old | {"asked": asked_in(tab)}).status_code == 302, "there is none later"
    assert client.post(due, ANSWER).status_code == 302


@pytest.mark.parametrize("asked", ["2027-06-01", "2020-01-01", "3", "<b>", ""])
def test_a_form_about_another_day_stores_nothing(client, due, asked):
    answer = client.post(due, ANSWER | {"asked": asked, "story": "Begin klein.", "consent": "yes"})
    assert answer.status_code == 409 and "Begin klein." in answer.content.decode()
    assert not Experience.objects.exists()


def test_a_form_about_the_platform_of_before_stores_nothing_for_the_one_of_now(client, leave, due, monkeypatch):
    Plan.objects.update(keep_long=True)
    tab = client.get(due)
    leave(platform="nextdoor")
    set_day(monkeypatch, date(2027, 6, 1))
    assert client.post(due, ANSWER | {"asked": asked_in(tab)}).status_code == 409
    assert not Experience.objects.exists()


def test_after_another_platform_the_events_keep_their_names_and_are_a_newer_edition(client, plan, leave, monkeypatch):
    Plan.objects.update(keep_long=True)
    link, found = leave(), []
    changes = [{}, {"platform": "nextdoor"}, {"municipality": "Zeist"}, {"decision": "none"}, {}]
    for week, changed in enumerate(changes):
        set_day(monkeypatch, BEGUN + timedelta(days=7 * week))
        leave(**changed)
        found.append({str(event["uid"]): event for event in events(client.get(link + "agenda.ics"))})
    assert len({tuple(one) for one in found}) == 1
    for before, after in pairwise(found):
        assert all(before[uid]["sequence"] < after[uid]["sequence"] < 2**31 for uid in before)
    assert len({min(event["dtstart"].dt for event in one.values()) for one in found}) > 1


@pytest.mark.parametrize("gone", ["before", "while the form is open"])
def test_a_platform_that_is_no_longer_offered_can_be_saved(client, plan, leave, due, gone):
    Plan.objects.update(keep_long=True)
    Platform.objects.filter(slug__in=["hoplr", "nextdoor"]).update(usable_in_nl="no")
    Catalogue.touch()
    chosen = "hoplr" if gone == "before" else "nextdoor"
    if gone == "before":
        page = client.get(plan.at("besluit"))
        assert '<option value="hoplr" selected>' in page.content.decode()
    leave(platform=chosen, measured="on")
    kept = FollowUp.objects.get()
    assert (kept.platform.slug, kept.measured) == (chosen, True)


@pytest.mark.parametrize("counted", [False, True])
def test_an_answer_is_kept_three_years_and_not_a_day_longer(client, due, monkeypatch, counted):
    """Also when it begins to count just before, and the page shows no story of it any more, at once."""
    client.post(due, ANSWER | {"story": "Begin klein.", "consent": "yes"})
    story = Experience.objects.get()
    last = date(2027, 3, 1) + timedelta(days=EXPERIENCE_DAYS)
    set_day(monkeypatch, last)
    decide_story(story.pk, "published", User.objects.create_user("uitgever"))
    if counted:
        Experience.objects.update(counted=last)
    call_command("delete_expired", stdout=StringIO())
    assert "Begin klein." in text(client.get("/platforms/hoplr/"))
    set_day(monkeypatch, last + timedelta(days=1))
    assert "Begin klein." in text(client.get("/platforms/hoplr/")), "until the nightly round"
    call_command("delete_expired", stdout=StringIO())
    assert not Experience.objects.exists() and "Begin klein." not in text(client.get("/platforms/hoplr/"))


def test_figures_go_from_the_page_at_once_when_they_are_deleted(client, due, monkeypatch):
    UserSummary.objects.create(platform=Platform.objects.get(slug="hoplr"), figures={"municipalities": 5})
    day = date(2027, 3, 1) + timedelta(days=EXPERIENCE_DAYS + 1)
    set_day(monkeypatch, day)
    assert "Uit 5 gemeenten" in text(client.get("/platforms/hoplr/"))
    call_command("delete_expired", stdout=StringIO())
    assert "Uit 5 gemeenten" not in text(client.get("/platforms/hoplr/"))


def test_the_form_says_how_long_an_answer_is_kept(client, due):
    assert EXPERIENCE_DAYS == 3 * 365 and "We wissen uw antwoorden na drie jaar." in text(client.get(due))
    assert "Drie jaar na uw antwoord" in text(client.get("/over/privacy/"))


@pytest.mark.parametrize(
    ("decision", "question", "said"),
    [
        ("not_yet", "Is er al iets besloten?", "er is nog niets besloten"),
        ("none", "Geldt uw besluit nog?", "we kozen geen platform"),
        ("platform", "Geldt uw besluit nog?", "staat niet meer op deze site"),
    ],
)
def test_the_question_and_the_calendar_say_what_was_decided(client, leave, decision, question, said):
    link = leave(decision=decision)
    if decision == "platform":
        Platform.objects.get(slug="hoplr").delete()
    page = text(client.get(link))
    assert question in page and said in page
    found = events(client.get(link + "agenda.ics"))
    assert all(str(event["summary"]) == f"Buurtplatform: {question}" for event in found)


def test_the_heading_reads_as_words_apart(client, due):
    heading = " ".join(lxml.html.fromstring(client.get(due).content).find(".//h1").text_content().split())
    assert heading == "Gemeente Haarlem, na 3 maanden Hoe gaat het met Hoplr?"


def test_a_fault_in_a_change_does_not_say_that_nothing_was_kept(client, plan, leave):
    leave()
    page = text(client.post(plan.at("besluit"), CHOSEN | {"platform": ""}))
    assert "Dit is nog niet bewaard" in page and "nog niets" not in page.split("Wat is er besloten?")[0]


def test_whoever_deletes_a_plan_reads_that_the_link_to_answer_later_stays(client, plan, leave):
    leave()
    said = "de link om later te antwoorden blijven"
    assert said in text(client.get(plan.at("meenemen/wissen"))) and said in text(client.get(plan.at("bewaren")))
    assert said in text(client.post(plan.at("wissen")))
