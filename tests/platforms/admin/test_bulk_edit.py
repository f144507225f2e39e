"""Facts as a table: they come back as they went, and a wrong file is refused by row and column, with nothing halved."""

import csv
import io
import re
import zipfile

import openpyxl
import pytest
from django.contrib.auth.models import Group, User
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given
from hypothesis import strategies as st

from platforms.files import safe_csv, spreadsheet
from platforms.files.spreadsheet_import import preview_import
from platforms.models import Catalogue, Fact, Platform, Source, changes_of

pytestmark = pytest.mark.django_db
TABLE = "/beheer/platforms/platform/tabel/"
HEAD = "platform,key,value,basis,sources,note_nl,note_en,new_title,new_type"
ROW = "ons-plein,scope,regional,stated,https://onsplein.example/over,,,,"


@pytest.fixture
def platform(empty_catalogue, record):
    platform = Platform(imported=record)
    platform.apply(record)
    return Platform.objects.get()


@pytest.fixture
def staff(client):
    user = User.objects.create_user("uitgever", is_staff=True)
    user.groups.add(Group.objects.get(name="Uitgever"))
    client.force_login(user)
    return client


def table(*rows):
    return "\n".join([HEAD, *rows]).encode()


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
    assert len(spreadsheet.read_table(sent)) == Fact.objects.count()
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
        ((spreadsheet.MAX_BYTES + 1) * b"x", "hooguit 3 MB"),
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


def test_a_workbook_that_unpacks_to_more_than_a_limit_is_refused_unread(platform, monkeypatch):
    content = spreadsheet.write_xlsx([platform])
    members = zipfile.ZipFile(io.BytesIO(content)).infolist()
    size = sum(member.file_size for member in members)
    for name, most in {
        "MAX_MEMBERS": len(members),
        "MAX_UNPACKED": size,
        "MAX_RATIO": size / len(content),
    }.items():
        with monkeypatch.context() as limits:
            limits.setattr(spreadsheet, name, most)
            assert spreadsheet.read_table(content)
            limits.setattr(spreadsheet, name, 0.99 * most)
            with pytest.raises(spreadsheet.UnreadableTable, match="te groot bij het uitpakken"):
                spreadsheet.read_table(content)


@pytest.mark.parametrize("start", ["\ufeff", ""], ids=["with a mark", "without"])
@pytest.mark.parametrize("mark", [",", ";"])
def test_tables_as_spreadsheets_write_them_are_read(staff, platform, start, mark):
    content = (start + table(ROW, "").decode().replace(",", mark).replace("\n", "\r\n")).encode()
    assert send(staff, content).context["counts"] == {"new": 0, "changed": 1, "gone": 0}


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_both_exports_of_the_whole_catalogue_come_back_without_a_change(catalogue, form):
    """Platforms with several sources at one address included."""
    platforms = Catalogue.current().platforms
    assert any(len({source.url for source in one.sources}) < len(one.sources) for one in platforms)
    write = {"csv": spreadsheet.write_csv, "xlsx": spreadsheet.write_xlsx}[form]
    rows = spreadsheet.read_table(write(platforms))
    assert len(rows) == sum(len(one.own_facts) for one in platforms)
    preview = preview_import(rows)
    assert (preview.steps, preview.errors, preview.changes) == ([], [], [])


TWIN, OTHER = "https://onsplein.example/over", "https://elders.example/a"


@pytest.mark.parametrize(
    ("named", "keys"),
    [
        ([TWIN, TWIN], ["s1", "s7"]),
        ([TWIN], ["s1", "s7"]),
        ([TWIN, TWIN, TWIN], ["s1", "s7"]),
        ([TWIN, TWIN, OTHER], ["s1", "s7", "s8"]),
        ([OTHER], ["s8"]),
        ([OTHER, OTHER], ["s8"]),
    ],
)
def test_of_two_sources_at_one_address_the_fact_keeps_its_own(platform, named, keys):
    for key, url in (("s7", TWIN), ("s8", OTHER), ("s9", OTHER)):
        Source(platform=platform, key=key, url=url, title=key, type="provider").save()
    platform.change_fact("scope", platform.facts["scope"].record() | {"source": ["s1", "s7"]})
    [(_number, row)] = spreadsheet.read_table(table(ROW.replace(TWIN, " ".join(named))))
    preview = preview_import([(2, row)])
    [(_platform, record)] = preview.changes
    assert record["facts"]["scope"]["source"] == keys
    assert not preview.errors


def with_size(content, ref):
    """The workbook with this size in the head of its sheet, whatever is in it."""
    changed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(changed, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name.endswith("sheet1.xml"):
                data = re.sub(rb"<dimension [^>]*/>", b"", data)
                data = data.replace(b"<sheetData>", b'<dimension ref="%s"/><sheetData>' % ref.encode(), 1)
            new.writestr(name, data)
    return changed.getvalue()


@pytest.mark.parametrize("ref", ["A1", "A1:K2", "A1:B3", "C3:D4", "A1:XFD2"])
def test_a_workbook_is_read_whole_whatever_size_it_says_it_has(platform, ref):
    content = spreadsheet.write_xlsx([platform])
    assert spreadsheet.read_table(with_size(content, ref)) == spreadsheet.read_table(content)


def bold_and_empty(row):
    book = openpyxl.Workbook()
    book.active.append(HEAD.split(","))
    book.active.append(ROW.split(","))
    book.active.cell(row, 1).font = openpyxl.styles.Font(bold=True)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


@pytest.mark.parametrize(
    "content",
    [table(ROW, *25_000 * [""]), table(ROW, *25_000 * [8 * ","]), table(*25_000 * [""], ROW), bold_and_empty(25_000)],
    ids=["lines", "separators", "before", "bold cell"],
)
def test_rows_with_nothing_in_them_do_not_count(content):
    [(_number, row)] = spreadsheet.read_table(content)
    assert row["value"] == "regional"


def test_more_rows_than_the_limit_are_refused(monkeypatch):
    monkeypatch.setattr(spreadsheet, "MAX_ROWS", 2)
    assert len(spreadsheet.read_table(table(ROW, "", ROW))) == 2
    with pytest.raises(spreadsheet.UnreadableTable, match="meer dan 2 rijen"):
        spreadsheet.read_table(table(ROW, ROW, ROW))


def test_a_cell_stays_whole_whichever_separators_a_spreadsheet_cuts_at(platform):
    note = {"note_nl": "een; twee,\tdrie, “vier”", "note_en": 'one; two, "three"'}
    platform.change_fact("scope", platform.facts["scope"].record() | note)
    text = spreadsheet.write_csv([Platform.objects.get()]).decode("utf-8-sig")
    cells = re.findall(r'"((?:[^"]|"")*)"(?:[,;\t]|\r\n)|([^,;\t\r\n]+)', text)
    assert not [bare for _quoted, bare in cells if bare]
    assert len(cells) == len(spreadsheet.COLUMNS) * (1 + Fact.objects.count())


def test_only_who_may_publish_sends_a_table(client, platform):
    user = User.objects.create_user("redacteur", is_staff=True)
    user.groups.add(Group.objects.get(name="Redacteur"))
    client.force_login(user)
    assert send(client, table(ROW)).status_code == 403
    assert client.get(TABLE).status_code == 403


def test_no_cell_that_goes_out_is_a_formula(platform):
    starts = [*"=+-@\t\r\n\uff1d\uff0b\uff0d\uff20", "'="]
    for start in [*starts, *(f"Gratis{cut}{start}" for cut in ";\t\n" for start in starts)]:
        note = {"note_nl": f"{start}1", "note_en": "x"}
        platform.change_fact("scope", platform.facts["scope"].record() | note)
        platform = Platform.objects.get()
        rows = list(csv.reader(io.StringIO(spreadsheet.write_csv([platform]).decode("utf-8-sig"), newline="")))
        pieces = [piece for row in rows for cell in row for piece in [cell, *re.split(r"[;\t\r\n]", cell)]]
        assert not [piece for piece in pieces if piece.startswith(tuple("=+-@\uff1d\uff0b\uff0d\uff20\t\r\n"))]
        kept = platform.facts["scope"].note_nl
        assert kept in [safe_csv.plain_cell(cell) for row in rows for cell in row], "it comes back as it was"


@given(st.text(alphabet="=+-@'; \t\r\n\uff1dab"))
def test_what_is_made_safe_comes_back_as_it_was(text):
    assert safe_csv.plain_cell(safe_csv.safe_cell(text)) == text
