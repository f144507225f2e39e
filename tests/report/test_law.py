"""The law in the reports: of the day on which they are made, and checked again with that day."""

from datetime import date, datetime, timedelta

import pytest
from django.contrib.auth.models import Group, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from lxml import html

from platforms.models import Catalogue
from stappenplan.method.law.points import LAW
from stappenplan.models import Plan
from stappenplan.report import document, queue, record, signatures
from tests.support.papers import page_of, plan_of
from tests.support.personas import OFFICIAL_READY, RESIDENT_READY
from tests.support.visitor import words

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

TODAY, LAST_DAY, NEW_YEAR = date(2026, 11, 29), date(2026, 12, 31), date(2027, 1, 1)
# The day after which no point has been looked at again.
LONG_AFTER = date(2032, 1, 1)
TO_CHECK = "Dit kan veranderd zijn. Laat dit punt eerst nakijken."
CLIENT = OFFICIAL_READY | {"municipality_part": ["client", "participant"], "lead": "residents"}


def text_of(answers, day, language="nl"):
    return words(page_of(answers, language, day).find(".//main"))


def key_of(answers, day):
    return document.key_of(plan_of(answers), Catalogue.current(), "nl", day)


@pytest.fixture
def clock(monkeypatch):
    """Set the day: `clock(date(2027, 1, 2))`."""

    def set_day(day):
        noon = timezone.make_aware(datetime(day.year, day.month, day.day, 12))
        monkeypatch.setattr(timezone, "now", lambda: noon)

    return set_day


# What the memo says


def test_the_memo_prints_its_day_and_the_law_of_that_day():
    before, after = (text_of(CLIENT, day) for day in (LAST_DAY, NEW_YEAR))
    assert "Hier staat wat geldt op 31 december 2026, de dag waarop deze nota is gemaakt." in before
    assert "Hier staat wat geldt op 1 januari 2027" in after
    assert "Zij begint naar verwachting op 1 januari 2027." in before
    assert "Zij begint naar verwachting" not in after
    assert "Elke gemeente moet zo’n verordening hebben op 1 januari 2027." in before
    assert "Elke gemeente moet zo’n verordening hebben sinds 1 januari 2027." in after
    assert "Wij keken de bronnen na op 29 november 2026." in before


def test_the_memo_in_english_prints_the_same_day():
    text = text_of(CLIENT, NEW_YEAR, "en")
    assert "This is what applies on 1 January 2027" in text
    assert "Every municipality has had to have such an ordinance since 1 January 2027." in text


def test_a_point_that_was_not_looked_at_again_says_so_in_the_memo():
    assert TO_CHECK not in text_of(CLIENT, LAST_DAY)
    assert text_of(CLIENT, NEW_YEAR).count(TO_CHECK) == 1  # the new archive act: did it begin?
    page = page_of(CLIENT, day=LONG_AFTER)
    shown = page.xpath("//ul[@class='recht']/li")
    assert words(page.find(".//main")).count(TO_CHECK) == len(shown) == len(LAW) - 1  # all but the point on hosting


def test_every_point_of_the_memo_cites_a_source_that_stands_in_its_list():
    page = page_of(CLIENT, day=TODAY)
    points = page.xpath("//ul[@class='recht']/li")
    assert len(points) == len(LAW) - 1
    for point in points:
        links = point.xpath(".//span[@class='bron']/a/@href")
        assert links and all(page.get_element_by_id(link[1:]).xpath(".//a/@href") for link in links)


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("answers", [OFFICIAL_READY, CLIENT, {"audience": "official"}])
def test_both_columns_of_the_law_hold_about_as_much_text(answers, language):
    points = page_of(answers, language, TODAY).xpath("//ul[@class='recht']/li")
    (begin,) = (place for place, point in enumerate(points) if point.get("class") == "kolom")
    lengths = [len(words(point)) for point in points]
    assert abs(sum(lengths[:begin]) - sum(lengths[begin:])) <= max(lengths)


def test_the_money_of_the_reader_is_held_against_the_threshold_as_the_own_answer():
    sentence = "Met het geld en de jaren van dit plan blijft de opdracht daaronder: het is hoogstens 75.000 euro."
    fits = CLIENT | {"budget": "from_5000_to_25000", "years_secured": "two_three"}
    assert sentence in text_of(fits, TODAY)
    for open_ended in ({"budget": "over_25000"}, {"years_secured": "four_plus"}, {"budget": "unknown"}):
        assert "blijft u daaronder" not in text_of(fits | open_ended, TODAY)


def test_a_memo_without_the_part_of_the_municipality_says_why_it_names_few_points():
    text = text_of({"audience": "official"}, TODAY)
    assert "Wat de gemeente op het platform doet, is niet ingevuld." in text
    assert "Meedoen van bewoners" in text
    assert "Wat de gemeente op het platform doet, is niet ingevuld." not in text_of(CLIENT, TODAY)


def test_residents_are_told_what_the_law_asks_of_them_and_nothing_else():
    youth = "Vragen we toestemming aan iemand onder de 16? Van de wet geeft een ouder of voogd die."
    messages = "Iedereen kan een verboden bericht melden. De wet vraagt dat van aanbieders."
    told = text_of(RESIDENT_READY | {"groups": ["youth"], "moderation": "provider"}, TODAY)
    assert youth in told and messages not in told
    told = text_of(RESIDENT_READY | {"groups": ["older"], "moderation": "residents"}, TODAY)
    assert messages in told and youth not in told


def test_no_report_says_how_much_of_a_source_was_read():
    for answers in (CLIENT, RESIDENT_READY):
        assert "gelezen)" not in text_of(answers, TODAY)


# Which reports are made again


def test_a_later_day_makes_a_report_again_only_when_its_law_says_something_else():
    kept = key_of(CLIENT, TODAY)
    assert all(key_of(CLIENT, TODAY + timedelta(days)) == kept for days in (1, 10, 32))
    assert key_of(CLIENT, NEW_YEAR) != kept
    assert key_of(CLIENT, NEW_YEAR) == key_of(CLIENT, date(2027, 11, 28)) != key_of(CLIENT, date(2027, 11, 29))
    # nothing in the pages of these neighbours changes with the year
    assert key_of(RESIDENT_READY, TODAY) == key_of(RESIDENT_READY, NEW_YEAR)


def test_a_report_that_is_kept_is_given_on_a_later_day_with_the_day_on_which_it_was_made(clock):
    plan, catalogue = Plan.start(CLIENT)[0], Catalogue.current()
    clock(TODAY)
    made = queue.report_for(plan, catalogue, "nl")
    clock(date(2026, 12, 20))
    assert queue.report_for(plan, catalogue, "nl").pk == made.pk
    assert "wat geldt op 29 november 2026" in made.html
    clock(NEW_YEAR)
    again = queue.report_for(plan, catalogue, "nl")
    assert again.pk != made.pk
    assert "wat geldt op 1 januari 2027" in again.html


# The sealed day


def sealed(answers, day):
    plan, catalogue = plan_of(answers), Catalogue.current()
    return record.build_record(plan, plan.advice(catalogue), catalogue, day)


def test_the_day_and_the_wordings_are_sealed_in_the_record():
    content = sealed(CLIENT, LAST_DAY)
    assert content["made_on"] == "2026-12-31"
    assert content["law"]["archive"] == "2026-06-19"
    assert sealed(CLIENT, NEW_YEAR)["law"]["archive"] == "2027-01-01"
    assert signatures.check_signature(content).intact
    assert not signatures.check_signature(content | {"made_on": "2026-12-30"}).intact
    assert sealed(CLIENT, LAST_DAY) == content


def check(client, content):
    file = SimpleUploadedFile("advies.json", record.as_text(content).encode())
    page = html.fromstring(client.post("/controleer/", {"report": file}).content.decode())
    return " ".join(" ".join(page.find(".//main").itertext()).split())


def test_a_report_of_another_day_is_checked_with_its_day(client, clock):
    content = sealed(CLIENT, LAST_DAY)
    clock(LAST_DAY)
    assert "Voor dit plan zeggen we nu hetzelfde." in check(client, content)
    clock(date(2027, 2, 1))
    text = check(client, content)
    assert "Deze gegevens zijn niet veranderd" in text
    assert "Gemaakt op 31 december 2026" in text
    assert "Dit rapport noemt het recht van 31 december 2026. Met die dag controleren we het." in text
    assert "Over die dag zeggen we nu iets anders" not in text
    assert "opnieuw worden nagekeken: Meedoen van bewoners Archief en openbaarheid" in text


def test_a_wording_that_we_would_not_give_of_that_day_is_named(client):
    content = sealed(CLIENT, LAST_DAY)
    content["law"] = content["law"] | {"thresholds": "2024-01-01"}
    content["seal"] = signatures.sign_record(content)
    assert "Over die dag zeggen we nu iets anders bij: Europees aanbesteden" in check(client, content)


def test_a_report_of_before_the_day_was_sealed_is_checked_without_a_word_on_the_law(client):
    content = {key: value for key, value in sealed(CLIENT, TODAY).items() if key not in ("made_on", "law", "seal")}
    content["seal"] = signatures.sign_record(content)
    text = check(client, content)
    assert "Deze gegevens zijn niet veranderd" in text
    assert "noemt het recht van" not in text


# Staff and the method page


@pytest.fixture
def front_page(client):
    """What staff see first."""
    user = User.objects.create_user("uitgever", is_staff=True)
    user.groups.add(Group.objects.get(name="Uitgever"))

    def read():
        client.force_login(user)
        return words(html.fromstring(client.get("/beheer/").content.decode()).find(".//main"))

    return read


def test_staff_are_told_which_points_must_be_looked_at(front_page, clock):
    clock(TODAY)
    assert "Kijk het recht opnieuw na" not in front_page()
    clock(date(2026, 12, 10))
    assert "Archief en openbaarheid. Doe dit voor 1 januari 2027." in front_page()
    clock(date(2027, 1, 2))
    text = front_page()
    assert "Archief en openbaarheid. Dit moest op 1 januari 2027." in text
    assert "Meedoen van bewoners" not in text


def test_the_method_page_names_every_point_of_today_with_the_day_to_look_again(client, clock):
    clock(NEW_YEAR)
    text = words(html.fromstring(client.get("/methode/").content.decode()).find(".//main"))
    for point in LAW:
        assert f"{point.title}." in text
    assert "Opnieuw nakijken op 1 januari 2028." in text
    assert text.count(TO_CHECK) == 1
