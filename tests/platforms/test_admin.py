"""Staff correct facts, in Dutch, and cannot take the evidence away."""

import re

import pytest
from django.contrib.auth.models import User

from platforms.models import Catalogue, Fact, Platform

pytestmark = pytest.mark.django_db


@pytest.fixture
def platform(empty_catalogue, record):
    platform = Platform(imported=record)
    platform.apply(record)
    return Platform.objects.get()


@pytest.fixture
def staff(client):
    client.force_login(User.objects.create_superuser("redactie", password="lang-genoeg-voor-een-test"))
    return client


def address(platform):
    return f"/beheer/platforms/platform/{platform.pk}/change/"


def form_data(response):
    """What a browser would send back, unchanged, from the form on this page."""
    data = {}
    forms = [response.context["adminform"].form]
    for formset in response.context["inline_admin_formsets"]:
        forms += [formset.formset.management_form, *formset.formset.forms]
    for form in forms:
        for bound in form:
            content = bound.value()
            if content is not None and content is not False:
                data[bound.html_name] = content
    return data


def save(staff, platform, **changed):
    """Open the page of a platform, change some fields and save; gives the answer."""
    data = form_data(staff.get(address(platform)))
    return staff.post(address(platform), data | changed)


def row_of(platform, key):
    """The name of the inline form of a fact."""
    return f"fact_rows-{list(platform.fact_rows.values_list('key', flat=True)).index(key)}"


def complaints(response):
    assert response.status_code == 200
    return " ".join(re.findall(r"errorlist[^>]*>(.*?)</ul>", response.content.decode(), re.S))


def test_the_list_shows_what_staff_changed(staff, platform):
    assert "facts.scope" not in staff.get("/beheer/platforms/platform/").content.decode()
    Fact.objects.filter(key="scope").update(value="national")
    page = staff.get("/beheer/platforms/platform/").content.decode()
    assert "facts.scope" in page and "3 / 21" in page and "Gewijzigd door redactie" in page


def test_the_list_can_be_searched_and_filtered(staff, platform, record):
    Platform().apply(record | {"slug": "eigen-plein", "name": "Eigen Plein"})

    def found(query):
        return [p.slug for p in staff.get(f"/beheer/platforms/platform/?{query}").context["cl"].queryset]

    assert found("q=eigen") == ["eigen-plein"]
    assert found("redactie=toegevoegd") == ["eigen-plein"]
    assert found("redactie=gewijzigd") == []
    Fact.objects.filter(platform=platform, key="scope").update(value="national")
    assert found("redactie=gewijzigd") == ["ons-plein"]
    assert found("kind=timebank") == []


def test_saving_without_a_change_changes_no_fact(staff, platform):
    assert save(staff, platform).status_code == 302
    assert Platform.objects.get().record() == platform.imported


def test_staff_choose_a_value_from_the_vocabulary(staff, platform):
    page = staff.get(address(platform)).content.decode()
    assert "Wie beheert het?" in page and "Bewoners en aanbieder samen" in page
    row = row_of(platform, "resident_control")
    assert save(staff, platform, **{f"{row}-value": "shared"}).status_code == 302
    assert Platform.objects.get().facts["resident_control"].value == "shared"
    assert Platform.objects.get().edits == ["facts.resident_control"]


def test_a_list_is_a_multiple_choice_that_keeps_its_order(staff, platform):
    row = row_of(platform, "channels")
    save(staff, platform, **{f"{row}-value": ["app", "paper", "web"]})
    assert Platform.objects.get().facts["channels"].value == ["web", "paper", "app"]


def test_a_correction_is_seen_on_the_site_at_once(staff, platform):
    Catalogue.current()
    save(staff, platform, **{f"{row_of(platform, 'scope')}-value": "national"})
    assert "In het hele land" in staff.get("/platforms/ons-plein/").content.decode()


@pytest.mark.parametrize("value", ["galactic", ""])
def test_a_value_outside_the_vocabulary_is_refused(staff, platform, value):
    assert complaints(save(staff, platform, **{f"{row_of(platform, 'scope')}-value": value}))
    assert Platform.objects.get().facts["scope"].value == "local"


def test_a_fact_without_a_source_is_refused_in_dutch(staff, platform):
    said = complaints(save(staff, platform, **{f"{row_of(platform, 'scope')}-sources": []}))
    assert said.count("Een feit zonder bron kan niet") == 1


def add_fact(staff, platform, **fields):
    number = platform.fact_rows.count()
    new = {f"fact_rows-{number}-{name}": content for name, content in fields.items()}
    return save(staff, platform, **{"fact_rows-TOTAL_FORMS": number + 1}, **new)


def test_a_new_fact_is_chosen_with_its_value_from_one_list(staff, platform):
    assert add_fact(staff, platform, value="advertising|no", basis="stated", sources=["s2"]).status_code == 302
    fact = Platform.objects.get().facts["advertising"]
    assert (fact.value, fact.basis, fact.sources) == ("no", "stated", ["s2"])


def test_a_new_fact_with_many_values_starts_as_a_list(staff, platform):
    assert add_fact(staff, platform, value="languages|nl", basis="stated", sources=["s2"]).status_code == 302
    assert Platform.objects.get().facts["languages"].value == ["nl"]


def test_a_fact_that_is_there_already_is_refused(staff, platform):
    said = complaints(add_fact(staff, platform, value="scope|national", basis="stated", sources=["s2"]))
    assert "Dit feit staat er al: Waar is het te gebruiken?" in said


@pytest.mark.parametrize("value", ["kind|safety", "scope", "x|y", "|"])
def test_a_forged_fact_is_refused(staff, platform, value):
    assert complaints(add_fact(staff, platform, value=value, basis="stated", sources=["s2"]))


def test_a_source_that_staff_add_gets_its_own_number(staff, platform):
    new = {"title": "Brief", "url": "https://brief.example", "type": "other", "date": "2026-11"}
    new = {f"source_rows-2-{name}": content for name, content in new.items()}
    assert save(staff, platform, **{"source_rows-TOTAL_FORMS": 3}, **new).status_code == 302
    assert platform.source_rows.get(title="Brief").key == "s101"


@pytest.mark.parametrize(
    ("field", "content"), [("url", "javascript:alert(1)"), ("url", "ftp://x.nl/a"), ("date", "mei 2026"), ("title", "")]
)
def test_a_wrong_source_is_refused(staff, platform, field, content):
    assert complaints(save(staff, platform, **{f"source_rows-0-{field}": content}))


def test_a_source_that_facts_rest_on_cannot_be_taken_away(staff, platform):
    said = complaints(save(staff, platform, **{"source_rows-1-DELETE": "on"}))
    assert "Bron s2 is nog nodig" in said
    assert platform.source_rows.count() == 2


def test_a_fact_can_be_taken_away_and_is_then_unknown(staff, platform):
    assert save(staff, platform, **{f"{row_of(platform, 'scope')}-DELETE": "on"}).status_code == 302
    assert "scope" not in Platform.objects.get().facts


def test_places_are_lines_and_a_lesson_needs_two_languages_and_a_source(staff, platform):
    assert save(staff, platform, places="Zeist\r\n\r\n Den Dolder \r\n").status_code == 302
    assert Platform.objects.get().places == ["Zeist", "Den Dolder"]
    assert "minstens één bron" in complaints(save(staff, platform, lesson_nl="Begin klein."))
    lesson = {"lesson_nl": "Begin klein.", "lesson_en": "Start small.", "lesson_source": ["s1"]}
    assert save(staff, platform, **lesson).status_code == 302
    assert Platform.objects.get().lesson == {"nl": "Begin klein.", "en": "Start small.", "source": ["s1"]}


@pytest.mark.parametrize(
    "adoption", ["[{}]", "{", '"x"', "[1]", '[{"figure_nl":"a","figure_en":"b","date":null,"source":"s9"}]']
)
def test_wrong_adoption_figures_are_refused_with_a_reason(staff, platform, adoption):
    assert complaints(save(staff, platform, adoption=adoption))


def test_a_new_platform_starts_with_its_sources(staff, empty_catalogue):
    response = staff.get("/beheer/platforms/platform/add/")
    data = form_data(response) | {
        **{"name": "Eigen", "slug": "eigen", "kind": "safety", "form": "software", "usable_in_nl": "yes"},
        **{"summary_nl": "Een eigen platform van deze gemeente.", "source_rows-TOTAL_FORMS": 1},
        **{"source_rows-0-title": "Brief", "source_rows-0-url": "https://x.nl", "source_rows-0-type": "other"},
    }
    assert staff.post("/beheer/platforms/platform/add/", data).status_code == 302
    platform = Platform.objects.get()
    assert platform.imported == {} and platform.sources[0].key == "s101" and platform.edits == []


def back(staff, platform, **more):
    data = {"action": "back_to_catalogue", "_selected_action": [platform.pk]} | more
    return staff.post("/beheer/platforms/platform/", data, follow=True)


def test_back_to_the_catalogue_asks_first_and_then_undoes_what_staff_changed(staff, platform):
    Fact.objects.filter(key="scope").update(value="national")
    assert "facts.scope" in back(staff, platform).content.decode()
    assert Platform.objects.get().facts["scope"].value == "national"
    assert "1 platform is terug." in back(staff, platform, zeker="ja").content.decode()
    assert Platform.objects.get().record() == platform.imported


def test_back_to_the_catalogue_says_when_there_is_nothing_to_undo(staff, platform):
    assert "niets gewijzigd" in back(staff, platform).content.decode()


def test_deleting_from_the_list_is_a_new_version_of_the_catalogue(staff, platform):
    before = Catalogue.objects.get().version
    data = {"action": "delete_selected", "_selected_action": [platform.pk], "post": "yes"}
    staff.post("/beheer/platforms/platform/", data)
    assert not Platform.objects.exists() and Catalogue.objects.get().version > before


def test_only_staff_get_in(client, platform):
    assert client.get("/beheer/platforms/platform/").status_code == 302
    assert client.get(address(platform)).status_code == 302


def test_someone_who_may_only_look_cannot_undo_the_work_of_others(client, platform):
    from django.contrib.auth.models import Permission

    looker = User.objects.create_user("kijker", password="lang-genoeg-voor-een-test", is_staff=True)
    looker.user_permissions.add(Permission.objects.get(codename="view_platform"))
    client.force_login(looker)
    Fact.objects.filter(key="scope").update(value="national")
    back(client, platform, zeker="ja")
    assert Platform.objects.get().facts["scope"].value == "national"
