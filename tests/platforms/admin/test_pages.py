"""Staff correct facts, in Dutch, each with a source; an editor proposes, a publisher puts through."""

import io
import re
import zipfile

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client
from django.utils import timezone

from platforms.files import writer
from platforms.models import Catalogue, Fact, Platform, Proposal, Source, changes_of

pytestmark = pytest.mark.django_db

LIST = "/beheer/platforms/platform/"


def member(client, name, role):
    user = User.objects.create_user(name, is_staff=True)
    user.groups.add(Group.objects.get(name=role))
    client.force_login(user)
    return client


@pytest.fixture
def staff(client):
    """A publisher: the role that staff have who put changes through."""
    return member(client, "uitgever", "Uitgever")


@pytest.fixture
def editor(client):
    return member(client, "redacteur", "Redacteur")


def address(platform):
    return f"{LIST}{platform.pk}/change/"


def fact_address(platform, key):
    return f"{LIST}{platform.pk}/feit/{key}/"


def filled(form):
    """What a browser would send back, unchanged, from this form."""
    fields = {bound.html_name: bound.value() for bound in form}
    return {name: value for name, value in fields.items() if value is not None and value is not False}


def form_data(response):
    """The same for the page of a platform, its sources included."""
    data = filled(response.context["adminform"].form)
    for formset in response.context["inline_admin_formsets"]:
        for form in (formset.formset.management_form, *formset.formset.forms):
            data |= filled(form)
    return data


def platform_data(staff, platform):
    """What the page of a platform would send back, with a reason."""
    return form_data(staff.get(address(platform))) | {"reason": "Nagezocht."}


def save(staff, platform, **changed):
    """Open the page of a platform, change some fields and save; gives the answer."""
    return staff.post(address(platform), platform_data(staff, platform) | changed)


def fact_data(staff, platform, key):
    """What the page of one fact would send back, with a reason."""
    return filled(staff.get(fact_address(platform, key)).context["form"]) | {"reason": "Het staat zo op de site."}


def save_fact(staff, platform, key, **changed):
    """The same as `save` for the page of one fact."""
    return staff.post(fact_address(platform, key), fact_data(staff, platform, key) | changed)


def complaints(response):
    assert response.status_code == 200
    return " ".join(re.findall(r"errorlist[^>]*>(.*?)</ul>", response.content.decode(), re.S))


def fact(key):
    return Platform.objects.get().facts.get(key)


# --- one fact -------------------------------------------------------------------------------------


def test_a_fact_is_corrected_with_a_new_source_in_one_form_and_the_site_shows_it_at_once(staff, platform):
    Catalogue.current()
    new = {
        "new_url": "https://onsplein.example/nieuw",
        "new_title": "Nieuw",
        "new_type": "provider",
        "new_date": "2026-10",
    }
    assert save_fact(staff, platform, "scope", value="national", sources=[], **new).status_code == 302
    assert (fact("scope").value, fact("scope").sources) == ("national", ["s101"])
    page = staff.get("/platforms/ons-plein/").content.decode()
    assert "In het hele land" in page and "https://onsplein.example/nieuw" in page
    change = changes_of(Platform.objects.get())[0]
    assert change.differences[0][1:] == ("Op één plek", "In het hele land")
    assert (change.by.username, change.reason) == ("uitgever", "Het staat zo op de site.")


def test_a_source_that_is_there_already_is_not_added_twice(staff, platform):
    again = {"new_url": "https://krant.example/plein", "new_title": "Plein"}
    save_fact(staff, platform, "scope", value="national", **again)
    assert fact("scope").sources == ["s1", "s2"] and platform.source_rows.count() == 2


def test_an_unknown_fact_has_a_page_too_and_a_known_one_can_become_unknown(staff, platform):
    assert "Weten we niet" in staff.get(fact_address(platform, "advertising")).content.decode()
    assert save_fact(staff, platform, "advertising", value="no", sources=["s2"]).status_code == 302
    assert (fact("advertising").value, fact("advertising").basis) == ("no", "stated")
    assert save_fact(staff, platform, "advertising", value="-").status_code == 302
    assert fact("advertising") is None


def test_a_list_is_a_multiple_choice_that_keeps_its_order(staff, platform):
    save_fact(staff, platform, "channels", value=["app", "paper", "web"])
    assert fact("channels").value == ["web", "paper", "app"]


REFUSED_OF_A_FACT = [
    ({"value": "galactic"}, "galactic"),
    ({"value": "", "sources": ["s1"]}, "verplicht"),
    ({"value": "national", "sources": []}, "Een feit zonder bron kan niet"),
    ({"value": "national", "sources": ["s9"]}, "s9"),
    ({"value": "national", "new_url": "javascript:alert(1)", "new_title": "x"}, "geen adres van een pagina"),
    ({"value": "national", "new_url": "ftp://x.nl/a", "new_title": "x"}, "geen adres van een pagina"),
    ({"value": "national", "new_url": "https://x.nl"}, "Geef de nieuwe bron een titel"),
    ({"value": "national", "new_url": "https://x.nl", "new_title": "x", "new_date": "mei"}, "Schrijf 2026"),
    ({"value": "national", "new_url": "https://[::1", "new_title": "x"}, "geen adres van een pagina"),
    ({"value": "national", "new_url": "https://x.nl", "new_title": "x", "new_date": "2026-02-31"}, "kan niet"),
    ({"value": "national", "new_url": "https://x.nl", "new_title": "x", "new_date": "0000-00-00"}, "kan niet"),
    ({"value": "national", "new_url": "https://x.nl", "new_title": "x", "new_date": "2099"}, "nog niet geweest"),
    ({"value": "national", "new_url": "https://x.nl", "new_title": "   "}, "Geef de nieuwe bron een titel"),
    ({"value": "national", "note_nl": "alleen Nederlands"}, "horen bij elkaar"),
    ({"value": "national", "note_nl": "x" * 1_000_000, "note_en": "x"}, "600"),
    ({"value": "national", "reason": ""}, "verplicht"),
    ({}, "U veranderde niets"),
]


def test_what_cannot_be_is_refused_with_a_reason_and_nothing_is_saved(staff, platform):
    before = Platform.objects.get().record()
    unchanged = fact_data(staff, platform, "scope")
    for changed, said in REFUSED_OF_A_FACT:
        assert said in complaints(staff.post(fact_address(platform, "scope"), unchanged | changed)), changed
        assert Platform.objects.get().record() == before, changed


def test_a_source_and_a_value_that_are_sent_twice_are_kept_once(staff, platform):
    twice = {"value": ["web", "app", "app"], "sources": ["s2", "s1", "s1"]}
    assert save_fact(staff, platform, "channels", **twice).status_code == 302
    assert (fact("channels").value, fact("channels").sources) == (["web", "app"], ["s2", "s1"])


REFUSED_OF_A_PLATFORM = [
    ({"name": "   "}, "verplicht"),
    ({"name": "x" * 201}, "200"),
    ({"url": "https://[::1"}, "geen adres van een pagina"),
    ({"municipalities": "Utrecht\nUtregt"}, "“Utregt” is geen gemeente"),
    ({"launched": "1969"}, "Kies een jaar van 1970"),
    ({"launched": "2099"}, "Kies een jaar van 1970"),
    ({"ended": "2099"}, "Kies een jaar van 1990"),
    ({"places": "x" * 101}, "Een regel is te lang"),
    ({"lesson_nl": "x" * 601, "lesson_en": "x", "lesson_source": ["s1"]}, "600"),
    ({"source_rows-0-url": "https://[::1"}, "geen adres van een pagina"),
    ({"source_rows-0-date": "2026-13"}, "Deze datum kan niet"),
    ({"source_rows-0-date": "2099-01-01"}, "nog niet geweest"),
    ({"source_rows-0-read": "2026-02-31"}, "Deze datum kan niet"),
    ({"source_rows-0-read": "2026"}, "Schrijf een hele datum"),
    ({"source_rows-0-read": "2099-01-01"}, "nog niet geweest"),
    ({"adoption": '[{"figure_nl": "a", "figure_en": "a", "date": "2026-02-31", "source": "s2"}]'}, "niet bestaat"),
    ({"adoption": '[{"figure_nl": " ", "figure_en": "a", "date": null, "source": "s2"}]'}, "alleen spaties"),
]


def test_what_cannot_be_of_a_platform_is_refused_and_nothing_is_saved(staff, platform):
    before, unchanged = Platform.objects.get().record(), platform_data(staff, platform)
    for changed, said in REFUSED_OF_A_PLATFORM:
        assert said in complaints(staff.post(address(platform), unchanged | changed)), changed
        assert Platform.objects.get().record() == before, changed


def test_a_municipality_that_is_named_twice_is_kept_once(staff, platform):
    assert save(staff, platform, municipalities="Utrecht\nZeist\nUtrecht").status_code == 302
    assert Platform.objects.get().municipalities == ["Utrecht", "Zeist"]


@pytest.mark.any_database
def test_two_values_and_unknown_together_are_refused(staff, platform):
    assert "Niet allebei" in complaints(save_fact(staff, platform, "channels", value=["web", "-"]))


def test_what_nobody_sees_is_dropped_from_every_text_of_staff(staff, platform):
    odd, plain = "Het \u202eplein\u2066 van\x07 ons", "Het plein van ons"
    notes = {"note_nl": odd, "note_en": odd}
    source = {"new_url": "https://x.example/", "new_title": odd, "new_type": "news"}
    assert save_fact(staff, platform, "scope", value="national", reason=odd, **notes, **source).status_code == 302
    lesson = {"lesson_nl": odd, "lesson_en": odd, "lesson_source": ["s1"]}
    columns = {"name": odd, "provider": odd, "summary_nl": odd, "places": f"{odd}\n{odd}", "reason": odd} | lesson
    answer = save(staff, platform, **columns)
    assert answer.status_code == 302, complaints(answer)
    editor = member(Client(), "redacteur", "Redacteur")
    assert save_fact(editor, platform, "channels", value=["web"], **notes).status_code == 302
    staff.post(f"/beheer/platforms/proposal/{Proposal.objects.get().pk}/change/", {"decline": "1", "declined": odd})
    kept = {model: repr(list(model.objects.values())) for model in (Platform, Source, Fact, Proposal)}
    kept |= {model.history.model: repr(list(model.history.values())) for model in (Platform, Source, Fact)}
    assert all(plain in texts for texts in kept.values())
    assert not [texts for texts in kept.values() if "\\u20" in texts or "\\x" in texts]


def test_script_in_a_text_stays_text(staff, platform):
    texts = {"note_nl": "<script>alert(1)</script>", "note_en": "<b>x</b>", "reason": "<img src=x onerror=alert(1)>"}
    assert save_fact(staff, platform, "scope", value="national", **texts).status_code == 302
    for page in ("/platforms/ons-plein/", "/platforms/wijzigingen/", fact_address(platform, "scope")):
        html = staff.get(page).content.decode()
        assert "<script>alert" not in html and "<img src=x" not in html


def test_a_fact_that_someone_else_changed_meanwhile_is_shown_and_not_overwritten(staff, platform):
    data = filled(staff.get(fact_address(platform, "scope")).context["form"]) | {
        "value": "national",
        "reason": "Zo is het.",
    }
    platform.change_fact("scope", {"value": "regional", "source": ["s1"], "basis": "stated"})
    response = staff.post(fact_address(platform, "scope"), data)
    assert "Iemand anders veranderde dit intussen" in complaints(response)
    assert fact("scope").value == "regional" and "In een regio" in response.content.decode()
    again = filled(response.context["form"])
    assert again["value"] == "national", "what was filled in stays"
    assert staff.post(fact_address(platform, "scope"), again).status_code == 302
    assert fact("scope").value == "national"


def test_a_fact_can_be_confirmed_without_a_change_and_is_then_no_longer_old(staff, platform):
    def old():
        return [one.key for one in staff.get("/beheer/platforms/fact/?oud=jaar").context["cl"].queryset]

    assert "channels" in old() and "scope" in old()
    assert save_fact(staff, platform, "channels", checked="", reason="Gebeld met de aanbieder.").status_code == 302
    assert "channels" not in old() and "scope" in old()
    assert "Nagekeken: het klopt nog." in staff.get("/platforms/wijzigingen/").content.decode()


def test_a_preview_shows_the_page_as_a_visitor_would_see_it_and_saves_nothing(staff, platform):
    new = {"new_url": "https://onsplein.example/nieuw", "new_title": "Een nieuwe bron"}
    page = save_fact(staff, platform, "scope", value="national", preview="", **new).content.decode()
    assert "In het hele land" in page and "Een nieuwe bron" in page and "nog niet bewaard" in page
    assert fact("scope").value == "local" and platform.source_rows.count() == 2
    assert "In het hele land" not in staff.get("/platforms/ons-plein/").content.decode()


def test_a_change_of_a_fact_can_be_put_back_with_the_source_that_is_gone_since(staff, platform):
    new = {"new_url": "https://x.example", "new_title": "X", "new_type": "news"}
    save_fact(staff, platform, "scope", value="national", sources=[], **new)
    save_fact(staff, platform, "scope", value="regional", sources=["s1"])
    staff.post(f"/beheer/platforms/source/{Source.objects.get(key='s101').pk}/delete/", {"post": "yes"})
    change = changes_of(Platform.objects.get(), ("fact",))[0]
    assert f"?voor={change.version.pk}" in staff.get(f"{LIST}{platform.pk}/history/").content.decode()
    data = filled(staff.get(f"{fact_address(platform, 'scope')}?voor={change.version.pk}").context["form"])
    assert (data["value"], data["new_url"], data["reason"]) == ("national", new["new_url"], "Terug naar hoe het was.")
    assert staff.post(fact_address(platform, "scope"), data).status_code == 302
    assert fact("scope").value == "national" and Source.objects.filter(url=new["new_url"]).exists()


def test_columns_and_sources_can_be_put_back_after_asking(staff, platform):
    save(staff, platform, name="Ander Plein")
    change = changes_of(Platform.objects.get(), ("platform",))[0]
    back = f"{LIST}{platform.pk}/terug/platform/{change.version.pk}/"
    assert "Ander Plein" in staff.get(back).content.decode()
    assert Platform.objects.get().name == "Ander Plein"
    staff.post(back)
    assert Platform.objects.get().name == "Ons Plein"


# --- roles ----------------------------------------------------------------------------------------


def test_what_an_editor_saves_is_a_proposal(editor, platform):
    before = Platform.objects.get().record()
    new = {"new_url": "https://x.example", "new_title": "X", "new_type": "news"}
    assert save_fact(editor, platform, "scope", value="national", **new).status_code == 302
    assert save(editor, platform, name="Ander Plein").status_code == 302
    assert Platform.objects.get().record() == before
    assert [(one.key, one.proposed.get("value"), one.proposed.get("name")) for one in Proposal.objects.all()] == [
        ("scope", "national", None),
        ("", None, "Ander Plein"),
    ]


def test_an_editor_cannot_decide_undo_or_restore(editor, platform):
    Proposal.objects.create(platform=platform, key="scope", seen="x")
    Platform.objects.update(name="Ander Plein")
    queue = f"/beheer/platforms/proposal/{Proposal.objects.get().pk}/change/"
    assert "Neem over" not in editor.get(queue).content.decode()
    assert editor.post(queue, {"decline": "", "declined": "Nee."}).status_code == 403
    back(editor, platform, zeker="ja")
    assert Platform.objects.get().name == "Ander Plein"
    assert Proposal.objects.get().state == "waiting"


@pytest.mark.any_database
def test_only_staff_get_in(client, platform):
    for page in (LIST, address(platform), fact_address(platform, "scope"), f"{LIST}onbekend/"):
        assert client.get(page).status_code == 302


@pytest.mark.any_database
def test_someone_who_may_only_look_cannot_change_a_fact(client, platform):
    from django.contrib.auth.models import Permission

    looker = User.objects.create_user("kijker", is_staff=True)
    looker.user_permissions.add(Permission.objects.get(codename="view_platform"))
    client.force_login(looker)
    assert client.get(address(platform)).status_code == 200
    assert client.get(fact_address(platform, "scope")).status_code == 403


# --- the platform ---------------------------------------------------------------------------------


@pytest.mark.any_database
def test_the_page_of_a_platform_lists_all_facts_with_a_way_to_each(staff, platform):
    page = staff.get(address(platform)).content.decode()
    assert page.count("/feit/") == 30 and "Wie beheert het?" in page and "Weten we niet" in page


def test_saving_without_a_change_changes_nothing_and_leaves_no_trace(staff, platform):
    assert save(staff, platform, reason="").status_code == 302
    assert Platform.objects.get().record() == platform.imported and not changes_of(platform)


def test_a_change_of_the_platform_needs_a_reason_and_what_it_was(staff, platform):
    assert "Zeg in een zin waarom" in complaints(save(staff, platform, name="Ander Plein", reason=""))
    data = form_data(staff.get(address(platform))) | {"name": "Ander Plein", "reason": "Zo heet het."}
    Platform.objects.update(provider="Iemand anders")
    assert "Iemand anders veranderde dit intussen" in complaints(staff.post(address(platform), data))
    assert Platform.objects.get().name == "Ons Plein"


@pytest.fixture
def base(platform, record):
    """A platform that another can run on; it says two things about its software."""
    said = {key: {"value": "no", "source": ["s1"], "basis": "stated"} for key in ("advertising", "open_source")}
    Platform().apply_record(record | {"slug": "onder-ons", "name": "Onder Ons", "facts": said})
    return Platform.objects.get(slug="onder-ons")


RUNS_ON = {"base": "onder-ons", "base_basis": "stated", "base_source": ["s2"]}


def test_staff_say_what_a_site_runs_on_and_see_what_is_inherited_and_what_is_overridden(staff, platform, base):
    platform.change_fact("advertising", {"value": "yes", "source": ["s1"], "basis": "stated"})
    assert save(staff, platform, **RUNS_ON).status_code == 302
    platform = Platform.objects.get(pk=platform.pk)
    assert platform.runs_on == {"value": "onder-ons", "source": ["s2"], "basis": "stated"}
    page = staff.get(address(platform)).content.decode()
    assert "Draait op Onder Ons" in page and page.count("overgenomen van Onder Ons") == 1
    assert "gaat voor wat Onder Ons zegt: Nee" in page
    assert save(staff, platform).status_code == 302 and Platform.objects.get(pk=platform.pk).runs_on == platform.runs_on
    assert "Bron s2 is nog nodig" in complaints(save(staff, platform, **{"source_rows-1-DELETE": "on"}))
    assert save(staff, platform, base="").status_code == 302
    assert Platform.objects.get(pk=platform.pk).runs_on == {}


def test_a_base_without_a_source_or_that_is_not_there_is_refused(staff, platform, base):
    unchanged = platform_data(staff, platform)
    for changed in (
        {"base": "onder-ons"},
        RUNS_ON | {"base_source": []},
        RUNS_ON | {"base_basis": ""},
        RUNS_ON | {"base": "ons-plein"},
        RUNS_ON | {"base": "nergens"},
        RUNS_ON | {"base_source": ["s9"]},
    ):
        assert complaints(staff.post(address(platform), unchanged | changed)), changed
        assert Platform.objects.get(pk=platform.pk).runs_on == {}, changed


def test_a_circle_is_refused_with_a_clear_message(staff, platform, base):
    Platform.objects.filter(pk=base.pk).update(runs_on={"value": "ons-plein", "source": ["s1"], "basis": "stated"})
    assert "via dit platform draait het op zichzelf" in complaints(save(staff, platform, **RUNS_ON))
    assert Platform.objects.get(pk=platform.pk).runs_on == {}


@pytest.mark.parametrize(("goes_on", "said"), [(None, "niet (meer) in de catalogus"), ("ons-plein", "in een kring")])
def test_a_base_that_is_gone_or_in_a_circle_is_named_and_found_in_the_list(staff, platform, base, goes_on, said):
    Platform.objects.filter(pk=platform.pk).update(runs_on={"value": "onder-ons", "source": ["s1"], "basis": "stated"})
    assert not staff.get(f"{LIST}?basis=kapot").context["cl"].queryset
    if goes_on:
        Platform.objects.filter(pk=base.pk).update(runs_on={"value": goes_on, "source": ["s1"], "basis": "stated"})
    else:
        base.delete()
    assert said in staff.get(address(platform)).content.decode()
    assert platform in staff.get(f"{LIST}?basis=kapot").context["cl"].queryset
    assert platform in staff.get(f"{LIST}?basis=ja").context["cl"].queryset
    assert save(staff, platform, name="Ander Plein").status_code == 302, "and other things can still be changed"


def test_an_editor_proposes_what_a_site_runs_on(editor, platform, base):
    assert save(editor, platform, **RUNS_ON).status_code == 302
    assert Platform.objects.get(pk=platform.pk).runs_on == {}
    assert Proposal.objects.get().proposed["base"] == "onder-ons"


def test_a_source_that_staff_add_was_read_today(staff, platform):
    new = {"new_url": "https://x.example", "new_title": "X", "new_type": "news"}
    save_fact(staff, platform, "scope", value="national", sources=[], **new)
    assert Source.objects.get(url=new["new_url"]).read == timezone.localdate().isoformat()


def test_the_list_shows_and_filters_what_staff_changed(staff, platform, record):
    Platform().apply_record(record | {"slug": "eigen-plein", "name": "Eigen Plein"})

    def found(query):
        return [one.slug for one in staff.get(f"{LIST}?{query}").context["cl"].queryset]

    assert found("q=eigen") == ["eigen-plein"] == found("redactie=toegevoegd")
    assert found("redactie=gewijzigd") == [] == found("kind=timebank")
    Fact.objects.filter(platform=platform, key="scope").update(value="national")
    assert found("redactie=gewijzigd") == ["ons-plein"]
    assert "facts.scope" in staff.get(LIST).content.decode()


def test_a_source_that_staff_add_gets_its_own_number(staff, platform):
    new = {"title": "Brief", "url": "https://brief.example", "type": "other", "date": "2026-11"}
    new = {f"source_rows-2-{name}": content for name, content in new.items()}
    assert save(staff, platform, **{"source_rows-TOTAL_FORMS": 3}, **new).status_code == 302
    assert platform.source_rows.get(title="Brief").key == "s101"


def test_a_wrong_source_is_refused(staff, platform):
    unchanged = platform_data(staff, platform)
    wrong = (("url", "javascript:alert(1)"), ("url", "ftp://x.nl/a"), ("date", "mei 2026"), ("title", ""))
    for field, content in wrong:
        changed = {f"source_rows-0-{field}": content}
        assert complaints(staff.post(address(platform), unchanged | changed)), changed


def test_a_source_that_facts_rest_on_cannot_be_taken_away(staff, platform):
    assert "Bron s2 is nog nodig" in complaints(save(staff, platform, **{"source_rows-1-DELETE": "on"}))
    assert staff.post(f"/beheer/platforms/source/{platform.sources[1].pk}/delete/", {"post": "yes"}).status_code == 403
    assert platform.source_rows.count() == 2


def test_places_are_lines_and_a_lesson_needs_two_languages_and_a_source(staff, platform):
    assert save(staff, platform, places="Zeist\r\n\r\n Den Dolder \r\n").status_code == 302
    assert Platform.objects.get().places == ["Zeist", "Den Dolder"]
    assert "minstens één bron" in complaints(save(staff, platform, lesson_nl="Begin klein."))
    lesson = {"lesson_nl": "Begin klein.", "lesson_en": "Start small.", "lesson_source": ["s1"]}
    assert save(staff, platform, **lesson).status_code == 302
    assert Platform.objects.get().lesson == {"nl": "Begin klein.", "en": "Start small.", "source": ["s1"]}


@pytest.mark.any_database
def test_wrong_adoption_figures_are_refused_with_a_reason(staff, platform):
    unchanged = platform_data(staff, platform)
    unknown_source = '[{"figure_nl":"a","figure_en":"b","date":null,"source":"s9"}]'
    for adoption in ("[{}]", "{", '"x"', "[1]", unknown_source):
        assert complaints(staff.post(address(platform), unchanged | {"adoption": adoption})), adoption


def test_a_new_platform_starts_with_its_sources(staff, empty_catalogue):
    data = form_data(staff.get(f"{LIST}add/")) | {
        **{"name": "Eigen", "slug": "eigen", "kind": "safety", "form": "software", "usable_in_nl": "yes"},
        **{"summary_nl": "Een eigen platform van deze gemeente.", "source_rows-TOTAL_FORMS": 1},
        **{"source_rows-0-title": "Brief", "source_rows-0-url": "https://x.nl", "source_rows-0-type": "other"},
    }
    assert staff.post(f"{LIST}add/", data).status_code == 302
    platform = Platform.objects.get()
    assert platform.imported == {} and platform.sources[0].key == "s101" and platform.edits == []


# --- back and out ---------------------------------------------------------------------------------


def back(staff, platform, **more):
    data = {"action": "back_to_catalogue", "_selected_action": [platform.pk]} | more
    return staff.post(LIST, data, follow=True)


def test_back_to_the_catalogue_asks_first_and_then_undoes_what_staff_changed(staff, platform):
    assert "niets gewijzigd" in back(staff, platform).content.decode()
    Fact.objects.filter(key="scope").update(value="national")
    assert "facts.scope" in back(staff, platform).content.decode()
    assert fact("scope").value == "national"
    assert "1 platform is terug." in back(staff, platform, zeker="ja").content.decode()
    assert Platform.objects.get().record() == platform.imported
    assert changes_of(platform)[0].reason == "Terug naar de catalogus."


def test_local_changes_leave_as_the_files_of_a_pull_request(staff, platform, record):
    save_fact(staff, platform, "scope", value="national")
    data = {"action": "as_yaml", "_selected_action": [platform.pk]}
    answer = staff.post(LIST, data)
    assert answer["Content-Disposition"] == 'attachment; filename="ons-plein.yaml"'
    assert answer.content.decode() == writer.dump_record(Platform.objects.get().record(), {})
    assert "scope: {value: national, source: [s1], basis: stated}" in answer.content.decode()
    Platform().apply_record(record | {"slug": "eigen-plein"})
    answer = staff.post(LIST, data | {"_selected_action": list(Platform.objects.values_list("pk", flat=True))})
    assert set(zipfile.ZipFile(io.BytesIO(answer.content)).namelist()) == {"ons-plein.yaml", "eigen-plein.yaml"}


def test_deleting_from_the_list_is_for_neither_role(staff, platform):
    staff.post(LIST, {"action": "delete_selected", "_selected_action": [platform.pk], "post": "yes"})
    assert Platform.objects.exists()
