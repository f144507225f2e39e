"""Facts as a table: they come back as they went, and a wrong file is refused by row and column, with nothing halved."""

import io
import zipfile

import openpyxl
import pytest
from django.contrib.auth.models import Group, User
from django.core.files.uploadedfile import SimpleUploadedFile

from platforms.files.table_reader import MAX_BYTES, read_table
from platforms.models import Fact, Platform, changes_of
from tests.support.fact_tables import HEAD, ROW, table

pytestmark = pytest.mark.django_db
TABLE = "/beheer/platforms/platform/tabel/"


@pytest.fixture
def staff(client):
    user = User.objects.create_user("uitgever", is_staff=True)
    user.groups.add(Group.objects.get(name="Uitgever"))
    client.force_login(user)
    return client


def send(staff, content):
    return staff.post(TABLE, {"table": SimpleUploadedFile("feiten", content)})


def facts():
    return sorted(Fact.objects.values_list("key", "value", "basis", "note_nl"))


def workbook(**members):
    """A ZIP that looks like a workbook, with these members."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return packed.getvalue()


def with_formula():
    book = openpyxl.Workbook()
    book.active.append(HEAD.split(","))
    book.active.append(["ons-plein", "scope", '=HYPERLINK("http://x")', "stated", "https://onsplein.example/over"])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_table_that_comes_back_as_it_went_changes_nothing(staff, platform, form):
    fact = platform.facts["scope"].record() | {"note_nl": "=1+1, “zo”\nen verder", "note_en": "-x"}
    platform.change_fact("scope", fact)
    sent = staff.get(f"{TABLE}feiten.{form}").content
    assert len(read_table(sent).rows) == Fact.objects.count()
    answer = send(staff, sent)
    assert "Dit bestand verandert niets" in answer.content.decode()


def test_what_is_new_changed_and_gone_is_shown_first_and_put_through_at_once(staff, platform):
    before = facts()
    rows = (
        ROW,
        "ons-plein,goals.help,primary,stated,https://nieuw.example/a,x <script>,some words,Nieuwe bron,news",
        "ons-plein,channels,,,,,,,",
    )
    answer = send(staff, table(*rows))
    assert answer.context["counts"] == {"new": 1, "changed": 1, "gone": 1}
    assert "x &lt;script&gt;" in answer.content.decode()
    assert facts() == before
    form = answer.context["put_through"]
    done = staff.post(TABLE, {"reason": "Alles nagelopen.", "table": form["table"].value()})
    assert done.status_code == 302
    now = Platform.objects.get()
    assert now.facts["scope"].value == "regional"
    assert [one.title for one in now.facts["goals.help"].source_list] == ["Nieuwe bron"]
    assert "channels" not in now.facts
    assert {change.reason for change in changes_of(now)} == {"Alles nagelopen."}
    assert sorted(now.edits) == ["facts.channels", "facts.scope", "goals.help", "sources.s101"]


def test_what_nobody_sees_is_dropped_from_the_texts_of_a_table(staff, platform):
    row = (
        "ons-plein,goals.help,primary,stated,https://nieuw.example/a,Het \u202eplein,The \u2066square,Een \x07bron,news"
    )
    form = send(staff, table(row)).context["put_through"]
    assert staff.post(TABLE, {"reason": "Nagelopen.", "table": form["table"].value()}).status_code == 302
    assert "In 3 cellen stonden tekens die niemand ziet." in send(staff, table(row)).content.decode()
    fact = Platform.objects.get().facts["goals.help"]
    assert (fact.note_nl, fact.note_en, fact.source_list[0].title) == ("Het plein", "The square", "Een bron")


def test_a_preview_that_is_no_longer_true_is_shown_again_and_a_forged_one_is_refused(staff, platform):
    sent = send(staff, table(ROW)).context["put_through"]["table"].value()
    platform.change_fact("resident_control", None)
    again = staff.post(TABLE, {"reason": "Zo is het.", "table": sent})
    assert "intussen" in again.content.decode()
    assert Platform.objects.get().facts["scope"].value == "local"
    assert staff.post(TABLE, {"reason": "x", "table": sent[:-3] + "abc"}).status_code == 302
    assert Platform.objects.get().facts["scope"].value == "local"


def test_the_preview_says_how_many_rows_were_read(staff, platform):
    sent = staff.get(f"{TABLE}feiten.csv").content
    count = Fact.objects.count()
    assert f"{count} rijen gelezen, {count} al zo." in send(staff, sent).content.decode()
    assert "1 rij gelezen, 0 al zo." in send(staff, table(ROW)).content.decode()
    workbook = send(staff, staff.get(f"{TABLE}feiten.xlsx").content).content.decode()
    assert "Blad “feiten”." in workbook and f"{count} rijen gelezen, {count} al zo." in workbook
    wrong = send(staff, table(ROW, ROW.replace("scope", "roem"))).content.decode()
    assert "2 rijen gelezen." in wrong and "al zo" not in wrong


def test_the_table_for_people_opens_in_columns_in_a_dutch_spreadsheet(staff, platform):
    assert staff.get(f"{TABLE}feiten.csv").content.startswith(b'\xef\xbb\xbf"platform";"key";')


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (table(ROW, ROW), "Rij 3, kolom key"),
        (table(ROW, ROW.replace("ons-plein", "=cmd")), "Rij 3, kolom platform"),
        (table(ROW.replace("scope", "roem")), "Rij 2, kolom key"),
        (table(ROW.replace("regional", "<script>alert(1)</script>")), "Rij 2, kolom value"),
        (table(ROW.replace("stated", "gehoord")), "Rij 2, kolom basis"),
        (table(ROW.replace("https://onsplein.example/over", "javascript:alert(1)")), "Rij 2, kolom sources"),
        (table(ROW.replace("onsplein.example/over", "onbekend.example")), "Rij 2, kolom sources"),
        (table(ROW.replace("https://onsplein.example/over", "")), "Rij 2, kolom sources"),
        (table(ROW.replace("over,,,,", "over,alleen Nederlands,,,")), "Rij 2"),
        (table(ROW.replace("scope,regional", "status,")), "Rij 2, kolom value"),
        (table(ROW.replace("over,", f"over,{700 * 'x'}")), "Rij 2, kolom note_nl"),
        (table(ROW.replace("over,", f"over,{6000 * 'x'}")), "Rij 2, kolom note_nl"),
        (table(ROW.replace("over,", "over,\x00")), "Rij 2"),
        (table(ROW + ",te,veel"), "Rij 2"),
        (table(ROW.replace("over,,", 'over,"open')), "geen CSV"),
        (table(ROW, "caf\u00e9").decode().encode("cp1252"), "Rij 3: dit bestand is geen UTF-8"),
        (b"platform;key\nons-plein;scope\n", "Rij 1"),
        (table(ROW).replace(b"note_nl", b"roem"), "Rij 1"),
        (table(ROW).replace(b"note_en", b"note_nl"), "Rij 1"),
        (b"\xff\xfe\x00\x01", "geen UTF-8"),
        (with_formula(), "Rij 2: hier staat een formule"),
        (workbook(**{"a.txt": b"x"}), "geen werkblad"),
        (b"PK\x03\x04 stuk", "geen werkblad"),
        ((MAX_BYTES + 1) * b"x", "hooguit 3 MB"),
        (b"", "leeg"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_wrong_file_is_refused_with_the_place_and_nothing_is_done(staff, platform, content, told):
    before = facts()
    answer = send(staff, content)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert told in page.replace("&quot;", '"')
    assert "<script>alert" not in page
    assert "put_through" not in page and "Zet alles door" not in page
    assert facts() == before


@pytest.mark.parametrize("start", ["\ufeff", ""], ids=["with a mark", "without"])
@pytest.mark.parametrize("mark", [",", ";"])
def test_tables_as_spreadsheets_write_them_are_read(staff, platform, start, mark):
    content = (start + table(ROW, "").decode().replace(",", mark).replace("\n", "\r\n")).encode()
    assert send(staff, content).context["counts"] == {"new": 0, "changed": 1, "gone": 0}


def test_only_who_may_publish_sends_a_table(client, platform):
    user = User.objects.create_user("redacteur", is_staff=True)
    user.groups.add(Group.objects.get(name="Redacteur"))
    client.force_login(user)
    assert send(client, table(ROW)).status_code == 403
    assert client.get(TABLE).status_code == 403
