"""The owner can make each link anew, or stop the reader's: the old one is gone and nothing else is lost."""

from urllib.parse import parse_qs, urlsplit

import pytest

from stappenplan.models import Plan, hash_token
from tests.support.personas import OFFICIAL_READY
from tests.support.visitor import words

pytestmark = pytest.mark.django_db
GONE = "Deze link werkt niet"


def reader_url(page):
    """The link to read along that the page to keep shows."""
    return page.xpath("string(//input[@id='lees-link']/@value)").replace("http://testserver", "")


def test_a_plan_is_found_by_each_of_its_links_with_all_that_is_stored_of_it(keep):
    kept = keep(OFFICIAL_READY)
    Plan.objects.update(emphasis={"cost": "extra"}, drafts={"budget": ["x"]}, keep_long=True, seen={"a": [1, None]})
    stored = Plan.objects.get()
    for link in ({"edit_hash": hash_token(kept.token)}, {"view_hash": hash_token(Plan.view_token(kept.token))}):
        found = Plan.find(**link)
        assert {name: getattr(found, name) for name in vars(stored) if name != "_state"} == {
            name: value for name, value in vars(stored).items() if name != "_state"
        }
        assert not found._state.adding
    assert Plan.find(edit_hash=hash_token("another")) is None


def test_a_new_owner_link_ends_the_old_one_and_keeps_answers_report_and_reader_link(visitor, keep, client):
    kept = keep(OFFICIAL_READY)
    visitor.open(kept.at("rapport"), expect=202)
    reader = reader_url(visitor.open(kept.at("bewaren")).page)
    visitor.press("Ja, maak een nieuwe eigen link")
    token = visitor.token()
    assert token != kept.token and visitor.heading == "Uw plan bewaren"
    assert reader_url(visitor.page) == reader
    for page in ("advies", "bewaren", "stap/overzicht", "meenemen"):
        assert visitor.open(kept.at(page), expect=404).heading == GONE
        visitor.open(f"/plan/{token}/{page}/")
    assert kept.answers == OFFICIAL_READY and kept.plan.reports.count() == 1
    visitor.open(reader)
    assert client.cookies["plan"].value == token, "this browser remembers the new one"


def test_a_new_owner_link_can_be_made_again_and_again(keep, client):
    kept = keep(OFFICIAL_READY)
    reader, token, seen = Plan.view_token(kept.token), kept.token, {kept.token}
    for _ in range(3):
        client.post(f"/plan/{token}/link/", {"link": "owner"})
        token = client.cookies["plan"].value
        seen.add(token)
        assert Plan.objects.get().reader_token(token) == reader
    assert len(seen) == 4
    assert client.get(f"/advies/{reader}/").status_code == 200


def test_a_new_reader_link_ends_the_old_one_and_leaves_the_owners(visitor, keep):
    kept = keep(OFFICIAL_READY)
    old = reader_url(visitor.open(kept.at("bewaren")).page)
    new = reader_url(visitor.press("Maak een nieuwe link om mee te lezen").page)
    assert new and new != old
    for page in ("", "vergelijk/", "rapport/", "meenemen/"):
        assert visitor.open(old + page, expect=404).heading == GONE
    visitor.open(new)
    visitor.open(kept.at("advies"))
    visitor.open(kept.at("bewaren")).press("Ja, maak een nieuwe eigen link")
    assert reader_url(visitor.page) == new


def test_nobody_reads_along_until_the_owner_makes_a_link_again(visitor, keep):
    kept = keep(OFFICIAL_READY)
    old = reader_url(visitor.open(kept.at("bewaren")).page)
    visitor.press("Laat niemand meelezen")
    assert "Nu kan niemand meelezen." in visitor.text and not reader_url(visitor.page)
    for page in ("advies", "stap/overzicht", "meenemen"):
        visitor.open(kept.at(page))
    assert visitor.open(old, expect=404).heading == GONE
    new = reader_url(visitor.open(kept.at("bewaren")).press("Maak een link om mee te lezen").page)
    assert new != old
    visitor.open(new)


def test_the_link_of_a_group_stays_when_the_owner_link_is_made_anew(keep, client):
    from datetime import date

    from stappenplan.models import Group

    kept = keep(OFFICIAL_READY)
    group = Group(plan=kept.plan, ends=date(2099, 1, 1), invited=9)
    group.make_link(kept.token)
    group.save()
    link = group.token(kept.token)
    client.post(f"/plan/{kept.token}/link/", {"link": "owner"})
    assert Group.objects.get().token(client.cookies["plan"].value) == link
    assert Group.objects.get().key_hash == hash_token(link)


def test_who_is_not_the_owner_changes_no_link(keep, client):
    kept = keep(OFFICIAL_READY)
    for token in (Plan.view_token(kept.token), "guess"):
        for link in ("owner", "reader", "nobody"):
            assert client.post(f"/plan/{token}/link/", {"link": link}).status_code == 404
    assert client.get(f"/plan/{kept.token}/link/")["Location"] == f"/plan/{kept.token}/bewaren/"
    client.post(f"/plan/{kept.token}/link/", {"link": "other"})
    assert Plan.objects.get().edit_hash == hash_token(kept.token)
    assert Plan.objects.get().view_hash == hash_token(Plan.view_token(kept.token))


def test_of_two_tabs_that_renew_at_once_one_does(keep):
    kept = keep(OFFICIAL_READY)
    first, second = Plan.objects.get(), Plan.objects.get()
    assert first.renew(kept.token)
    assert second.renew(kept.token) is None


def test_the_database_holds_no_token_after_a_renewal(keep):
    kept = keep(OFFICIAL_READY)
    token = kept.plan.renew(kept.token)
    Plan.objects.get().share(token)
    plan = Plan.objects.get()
    stored = str(list(Plan.objects.values()))
    for secret in (token, kept.token, plan.reader_token(token), plan.root(token)):
        assert secret not in stored


def press(client, kept, once):
    """Sends the form for a new link with the old one; returns the response."""
    return client.post(kept.at("link"), {"link": "owner", "once": once})


def test_a_form_for_a_new_link_that_comes_twice_gives_the_same_link(visitor, keep, client):
    """A proxy that sends it again to another machine, or a second press: the link is not lost."""
    kept = keep(OFFICIAL_READY)
    once = visitor.open(kept.at("bewaren")).page.xpath("string(//input[@name='once']/@value)")
    first, second = press(client, kept, once), press(client, kept, once)
    assert first.status_code == second.status_code == 302 and first["Location"] == second["Location"]
    assert first.cookies["plan"].value == second.cookies["plan"].value
    assert client.get(second["Location"]).status_code == 200


def test_another_form_finds_no_new_link_with_the_old_one(visitor, keep, client):
    kept = keep(OFFICIAL_READY)
    opened = [visitor.open(kept.at("bewaren")).page.xpath("string(//input[@name='once']/@value)") for _ in range(2)]
    assert opened[0] != opened[1]
    assert press(client, kept, opened[0]).status_code == 302
    for once in (opened[1], "", "x" * 43, "x"):
        assert press(client, kept, once).status_code == 404


@pytest.mark.each_database
@pytest.mark.parametrize("once", ["", "x", "x" * 500])
def test_a_form_without_its_random_text_gives_a_link_that_nobody_can_work_out(keep, client, once):
    kept = keep(OFFICIAL_READY)
    assert press(client, kept, once).status_code == 302
    assert client.cookies["plan"].value not in {Plan.next_token(kept.token, once) for _ in range(3)}


# --- more than one plan --------------------------------------------------------------------------------------------


def own_plans(visitor):
    """What the start page says of the plans of this browser, in order: (address, words)."""
    rows = visitor.open("/").page.xpath("//section[@aria-labelledby='eigen']//li")
    return [(row.xpath(".//a/@href")[0], words(row)) for row in rows]


def test_a_second_plan_does_not_hide_the_first(visitor, keep):
    first = keep(OFFICIAL_READY)
    visitor.open(first.at())
    visitor.open("/").press("Begin een nieuw plan")
    second = visitor.token()
    visitor.open(first.at("advies"))
    plans = own_plans(visitor)
    assert [url for url, _words in plans] == [f"/plan/{second}/", first.at()]
    assert "Zoetermeer" in plans[1][1] and "Buren leren elkaar kennen" in plans[1][1]
    visitor.open(first.at())
    assert [url for url, _words in own_plans(visitor)] == [first.at(), f"/plan/{second}/"]


def test_each_plan_is_forgotten_apart_and_stays(visitor, keep):
    first, second = keep(OFFICIAL_READY), keep(OFFICIAL_READY)
    visitor.open(first.at()).open(second.at()).open("/")
    visitor.press("Vergeet op dit apparaat")
    assert [url for url, _words in own_plans(visitor)] == [first.at()]
    visitor.press("Vergeet op dit apparaat")
    assert own_plans(visitor) == []
    assert Plan.objects.count() == 2


def test_without_a_name_all_are_forgotten(visitor, keep):
    visitor.open(keep(OFFICIAL_READY).at()).open(keep(OFFICIAL_READY).at())
    visitor.client.post("/vergeet/")
    assert own_plans(visitor) == []


def test_of_a_plan_that_is_deleted_the_others_are_still_remembered(visitor, keep):
    first, second = keep(OFFICIAL_READY), keep(OFFICIAL_READY)
    visitor.open(first.at()).open(second.at())
    visitor.open(second.at("bewaren")).press("Ja, wis alles nu")
    assert [url for url, _words in own_plans(visitor)] == [first.at()]


def test_a_new_link_comes_instead_of_the_old_one(visitor, keep):
    first, second = keep(OFFICIAL_READY), keep(OFFICIAL_READY)
    visitor.open(first.at()).open(second.at())
    visitor.open(first.at("bewaren")).press("Ja, maak een nieuwe eigen link")
    new = f"/plan/{visitor.token()}/"
    assert [url for url, _words in own_plans(visitor)] == [new, second.at()]


def test_a_browser_remembers_five_plans(visitor, keep):
    plans = [keep(OFFICIAL_READY) for _ in range(7)]
    for kept in plans:
        visitor.open(kept.at())
    assert [url for url, _words in own_plans(visitor)] == [kept.at() for kept in plans[:1:-1]]


# --- to oneself ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["", "/en"])
def test_the_link_can_be_sent_to_oneself(visitor, keep, language):
    kept = keep(OFFICIAL_READY)
    visitor.open(kept.at("bewaren", language))
    mail = urlsplit(visitor.page.xpath("//a[starts-with(@href, 'mailto:')]/@href")[0])
    assert mail.path == "", "it is for the visitor to say to whom"
    said = parse_qs(mail.query, strict_parsing=True)
    assert set(said) == {"subject", "body"}
    assert f"\r\nhttp://testserver{kept.at(language=language)}\r\n" in said["body"][0]
