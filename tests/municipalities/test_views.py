"""A page per municipality: what is there, what ended and why, what works everywhere; and finding it by any name."""

import pytest

from platforms.models import Catalogue
from stappenplan.municipalities.gazetteer import by_slug
from tests.support.visitor import Visitor

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


@pytest.fixture
def at(client, catalogue):
    """Open an address as a visitor."""
    return lambda address, expect=200: Visitor(client).open(address, expect)


def test_the_list_has_every_municipality_by_letter_with_the_number_of_platforms(at):
    page = at("/gemeenten/")
    links = page.page.xpath("//div[@class='gemeenten']//a/@href")
    assert sorted(links) == sorted(f"/gemeenten/{slug}/" for slug in by_slug())
    held = Catalogue.current().platforms
    for slug, one in list(by_slug().items())[::20]:
        count = sum(one.name in platform.municipalities for platform in held)
        said = page.page.xpath(f"//li[a[@href='/gemeenten/{slug}/']]/b/text()")
        assert said == ([str(count)] if count else [])


@pytest.mark.parametrize(
    ("asked", "leads"),
    [
        ("Zeist", "/gemeenten/zeist/"),
        ("den haag", "/gemeenten/den-haag/"),
        ("'s-Gravenhage", "/gemeenten/den-haag/"),
        ("odijk", "/gemeenten/bunnik/?via=Odijk"),
        ("Nieuw-Dijk", "/gemeenten/montferland/?via=Nieuw-Dijk"),
        ("gemeente Utrecht", "/gemeenten/utrecht/"),
        ("Utrecht stad", "/gemeenten/utrecht/"),
        ("de stad Utrecht", "/gemeenten/utrecht/"),
        ("Groningen (stad)", "/gemeenten/groningen/"),
        ("Stad aan 't Haringvliet", "/gemeenten/goeree-overflakkee/?via=Stad+aan+%27t+Haringvliet"),
        ("Krimpen a/d IJssel", "/gemeenten/krimpen-aan-den-ijssel/"),
        ("rotterdam zuid", "/gemeenten/rotterdam/?via=Rotterdam-Zuid"),
        ("'t Goy", "/gemeenten/houten/?via=%27t+Goy"),
        ("Lemselo", "/gemeenten/dinkelland/?via=Lemselo"),
        ("Uden", "/gemeenten/maashorst/?via=Uden"),
        ("Nes (Ameland)", "/gemeenten/ameland/?via=Nes"),
    ],
)
def test_any_name_of_a_place_leads_to_its_municipality(client, catalogue, asked, leads):
    assert client.get("/gemeenten/", {"zoek": asked}).url == leads


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("Nes", ["Nes (Ameland, Friesland)", "Nes (Heerenveen, Friesland)"]),
        ("Laren", ["Laren (Noord-Holland)", "Laren (Lochem, Gelderland)"]),
        ("Nieuwdijck", ["Nieuw-Dijk (Montferland, Gelderland)"]),
        ("Scherpezeel", ["Scherpenzeel (Gelderland)", "Scherpenzeel (Weststellingwerf, Friesland)"]),
        ("qqqq", ["We kennen geen plaats met de naam “qqqq”."]),
        ("<script>", ["We kennen geen plaats met de naam “<script>”."]),
    ],
)
def test_a_name_that_can_mean_more_or_nothing_is_asked_again(at, asked, said):
    page = at(f"/gemeenten/?zoek={asked}")
    assert all(words in page.text for words in said)


POSTCODE = "We zoeken niet op postcode. Typ de naam van uw gemeente, dorp of wijk."
FRIESLAND = "Friesland is een provincie. Zoek op een gemeente, een dorp of een wijk."
CARIBBEAN = "Deze site gaat alleen over de gemeenten in het Europese deel van Nederland."


@pytest.mark.parametrize("address", ["/gemeenten/?zoek=", "/inbedden/?zoek="])
@pytest.mark.parametrize(
    ("asked", "said"),
    [
        *((asked, POSTCODE) for asked in ("1011 AB", "1011ab", "1011")),
        *((asked, FRIESLAND) for asked in ("Friesland", "Fryslân", "provincie Friesland")),
        ("provincie Utrecht", "Utrecht is een provincie."),
        *((asked, CARIBBEAN) for asked in ("Bonaire", "Saba", "St. Eustatius")),
    ],
)
def test_what_is_no_municipality_is_told_why(at, address, asked, said):
    page = at(f"{address}{asked}")
    assert said in page.text
    assert "We kennen geen plaats" not in page.text and "Bedoelt u" not in page.text


@pytest.mark.parametrize("field", ["zoek", "plaats"])
@pytest.mark.parametrize(("asked", "said"), [("1011 AB", POSTCODE), ("Bonaire", CARIBBEAN)])
def test_an_empty_list_of_platforms_tells_it_too(at, field, asked, said):
    assert said in at(f"/platforms/?{field}={asked}").text


def test_villages_and_old_names_in_an_address_lead_on_and_what_is_nowhere_is_not_found(client, catalogue):
    assert client.get("/gemeenten/den-dolder/").url == "/gemeenten/zeist/"
    assert client.get("/gemeenten/nes/").url == "/gemeenten/?zoek=nes"
    assert client.get("/gemeenten/atlantis/").status_code == 404


def section(page, heading):
    """The names of the platforms under a heading."""
    return page.page.xpath(
        f"//section[h2[contains(., '{heading}')]]//a[starts-with(@href, '/platforms/')]/text() | "
        f"//section[h2[contains(., '{heading}')]]//a[starts-with(@href, '/platforms/')]/b/text()"
    )


def test_a_page_holds_all_that_the_catalogue_places_there_each_under_its_heading(at):
    page = at("/gemeenten/groningen/")
    here = [one for one in Catalogue.current().platforms if "Groningen" in one.municipalities]
    ended = {one.name for one in here if one.facts["status"].value == "ended"}
    assert set(section(page, "Wat is er al?")) == {one.name for one in here} - ended
    assert ended <= set(section(page, "Wat stopte hier")) and ended
    everywhere = set(section(page, "Wat werkt overal"))
    assert "Nextdoor" in everywhere and not everywhere & {one.name for one in here}


def test_why_something_ended_is_said_with_its_source(at):
    page = at("/gemeenten/groningen/")
    assert "Na bijna acht jaar stopten de vrijwilligers" in page.text and "Gestopt in 2018." in page.text
    assert page.page.xpath("//a[starts-with(@href, '/platforms/buurtbox-haren/#b')]")


def test_an_empty_municipality_says_so_and_points_to_neighbours(at):
    page = at("/gemeenten/aalten/")
    assert "We kennen hier niets. Er kan toch iets zijn" in page.text
    assert page.page.xpath("//a[@href='/gemeenten/arnhem/']")
    assert "Wat werkt overal, ook in Aalten?" in page.text


def test_the_village_one_came_by_is_named_only_when_it_is_there(at):
    assert "Odijk hoort bij de gemeente Bunnik." in at("/gemeenten/bunnik/?via=Odijk").text
    assert "hoort bij" not in at("/gemeenten/bunnik/?via=Parijs").text


def test_what_is_for_the_village_one_came_by_stands_first_of_its_kind_and_says_so(at):
    here = Catalogue.current().search.in_municipality("Breda")
    named = [one.name for one in here if "Ulvenhout" in one.places]
    page = at("/gemeenten/breda/?via=Ulvenhout")
    lists = [ul.xpath(".//li/a/b/text()") for ul in page.page.xpath("//section[@aria-labelledby='er-is']/ul")]
    assert named and {name for names in lists for name in names} >= set(named)
    for names in lists:
        assert sorted(names, key=lambda name: name not in named) == names
    assert page.text.count("Dit is voor Ulvenhout.") == len(named)
    assert "Dit is voor" not in at("/gemeenten/breda/").text


@pytest.mark.parametrize(
    ("asked", "place", "area"),
    [("Nieuw-Dijk", "Montferland", "Nieuw-Dijk"), ("Zeist", "Zeist", None), ("Laren, Gelderland", "Lochem", "Laren")],
)
def test_the_municipality_and_the_village_go_along_into_the_wizard(at, asked, place, area):
    page = at(f"/gemeenten/?zoek={asked}")
    page.press(f"Begin het stappenplan voor {area or place}")
    assert page.url.endswith("/stap/start/")
    assert page.page.get_element_by_id("place-1").value == place
    assert page.page.get_element_by_id("area_name-1").value == (area or "")


def test_a_place_that_is_no_municipality_is_not_taken_along(client, catalogue):
    at_start = client.post("/plan/", {"place": "Atlantis", "area_name": "x" * 61}).url
    assert Visitor(client).open(at_start).page.get_element_by_id("place-1").value == ""


def test_a_catalogue_that_is_empty_is_told(client, empty_catalogue):
    assert "De lijst met platforms is leeg" in Visitor(client).open("/gemeenten/zeist/").text
