"""Checking a report: is it as this site made it, and what would the advice be now."""

import io
import json
import re
import zlib
from copy import deepcopy
from datetime import datetime
from functools import cache
from pathlib import Path

import pikepdf
import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from lxml import html

from platforms.models import Catalogue, Platform
from stappenplan.method import METHOD_VERSION
from stappenplan.method.evidence.status import collect_evidence
from stappenplan.models import Plan
from stappenplan.report import record, signatures, verification
from stappenplan.report.pdf import extraction as pdf_extraction
from stappenplan.text import say
from tests.support.papers import paper_of, pdf_of, plan_of
from tests.support.personas import RESIDENT_READY
from tests.support.visitor import words

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


def record_for(answers):
    """The record of these answers, to change at will."""
    return deepcopy(record_once(json.dumps(answers), settings.SECRET_KEY, Catalogue.current().stamp))


@cache
def record_once(answers, _key, _stamp):
    """To work out how sure the order is takes most of a test here."""
    plan, catalogue = plan_of(json.loads(answers)), Catalogue.current()
    return record.build_record(plan, plan.advice(catalogue), catalogue)


def as_bytes(content):
    return record.as_text(content).encode()


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker):
    """The report of a resident as a PDF of this site."""
    with django_db_blocker.unblock():
        return signatures.sign_pdf(pdf_of(paper_of(RESIDENT_READY)))


class Answer:
    """What the page says of a file that was sent to it."""

    def __init__(self, client, data, name="rapport.pdf"):
        self.response = client.post("/controleer/", {"report": SimpleUploadedFile(name, data)} if data else {})
        self.page = html.fromstring(self.response.content.decode())
        self.heading = words(self.page.xpath("//h1")[0])
        self.text = words(self.page.find(".//main"))

    def refused(self, sentence):
        return self.response.status_code == 400 and sentence in self.text and "Traceback" not in self.text


# As it was made


@pytest.mark.pdf
def test_a_pdf_of_this_site_is_not_changed_and_says_what_it_says(client, made):
    answer = Answer(client, made)
    assert answer.heading == "Dit rapport is niet veranderd"
    assert RESIDENT_READY["goal_sentence"] in answer.text
    assert "22 november 2026" in answer.text
    assert "Niets. Met dezelfde antwoorden is het advies nu hetzelfde." in answer.text
    assert "no-store" in answer.response["Cache-Control"]


@pytest.mark.pdf
def test_a_pdf_with_one_other_byte_is_changed_and_its_data_are_not(client, made):
    at = made.index(b"stream") + 200
    for changed in (made[:at] + bytes([made[at] ^ 1]) + made[at + 1 :], made + b"\n", saved_again(made)):
        assert Answer(client, changed).heading == "De PDF is veranderd, de gegevens erin niet"


def saved_again(data):
    with pikepdf.open(io.BytesIO(data)) as document:
        out = io.BytesIO()
        document.save(out)
    return out.getvalue()


@pytest.mark.pdf
def test_a_pdf_whose_data_were_replaced_is_changed(client, made):
    other = record_for(RESIDENT_READY) | {"verdict": "go"}
    other["ranked"] = other["ranked"][::-1]
    with pikepdf.open(io.BytesIO(made)) as document:
        document.attachments["advies.json"] = pikepdf.AttachedFileSpec(document, as_bytes(other))
        out = io.BytesIO()
        document.save(out)
    assert Answer(client, out.getvalue()).heading == "Dit bestand is veranderd"


@pytest.mark.pdf
def test_the_data_in_the_pdf_are_the_file_that_can_be_downloaded(client, keep, made):
    kept = keep(RESIDENT_READY)
    Plan.objects.update(changed=timezone.make_aware(datetime(2026, 11, 22, 12)))
    downloaded = client.get(f"/plan/{kept.token}/advies.json").content
    with pikepdf.open(io.BytesIO(made)) as document:
        assert document.attachments["advies.json"].get_file().read_bytes() == downloaded
    assert Answer(client, downloaded).heading == "Deze gegevens zijn niet veranderd"


def test_data_laid_out_in_another_way_are_not_changed(client):
    content = record_for(RESIDENT_READY)
    reordered = dict(sorted(content.items(), reverse=True))
    as_javascript = json.dumps(reordered).replace(": 1.0,", ": 1,").replace(": 0.0,", ": 0,")
    assert as_javascript != json.dumps(reordered)
    assert Answer(client, as_javascript.encode()).heading == "Deze gegevens zijn niet veranderd"


def test_data_of_which_one_value_was_changed_are_changed():
    content = record_for(RESIDENT_READY)
    assert signatures.check_signature(content) == (True, True)
    for key, other in {
        "answers": content["answers"] | {"place": "Zeist"},
        "weights_by_hand": {"goal_fit": "none"},
        "date": "2026-11-23",
        "verdict": "go_if",
        "ranked": content["ranked"][1:],
        "facts": {},
        "catalogue_released": "2026-11-28",
    }.items():
        assert signatures.check_signature(content | {key: other}) == (True, False), key


def doubled(text, name, other):
    """The same JSON, in which this name stands a second time, before or inside the real one."""
    at = text.index(f'"{name}"')
    return f"{text[:at]}{other}, {text[at:]}"


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("verdict", '"verdict": "VALS"'),
        ("ranked", '"ranked": []'),
        ("verdict", r'"\u0076erdict": "VALS"'),
        ("seal", '"seal": {"installation": "x", "digest": "x", "signature": "x"}'),
        ("digest", '"digest": "VALS"'),
        ("slug", '"slug": "vals"'),
        ("audience", '"audience": "official"'),
    ],
)
def test_a_name_that_stands_twice_is_refused_wherever_it_stands(client, name, other):
    """Readers differ on which of the two counts, so that a forgery could stand beside what is sealed."""
    text = record.as_text(record_for(RESIDENT_READY))
    assert Answer(client, text.encode()).heading == "Deze gegevens zijn niet veranderd"
    forged = doubled(text, name, other)
    json.loads(forged)
    assert Answer(client, forged.encode()).refused("geen geldige JSON")


@pytest.mark.parametrize("change", [{"note": "VALS"}, {"Digest": "x"}, {"signature": None}, {"digest": 1}])
def test_a_seal_with_something_else_in_it_is_refused(client, change):
    content = record_for(RESIDENT_READY)
    content["seal"] |= change
    assert Answer(client, as_bytes(content)).refused("geen gegevens van een advies")


@pytest.mark.parametrize("part", ["digest", "signature"])
@pytest.mark.parametrize("how", [lambda text: text[::-1], str.upper, lambda text: "", lambda text: f"{text}0"])
def test_each_part_of_our_own_seal_must_be_right(client, part, how):
    content = record_for(RESIDENT_READY)
    content["seal"][part] = how(content["seal"][part])
    answer = Answer(client, as_bytes(content))
    assert answer.heading == "Dit bestand is veranderd"


def test_a_file_of_another_site_is_named_as_such(client, settings):
    settings.SECRET_KEY = "of-somebody-else"
    theirs = record_for(RESIDENT_READY)
    settings.SECRET_KEY = "of-ours"
    assert Answer(client, as_bytes(theirs)).heading == "Dit bestand komt van een andere site"
    damaged = theirs | {"verdict": "go_if"}
    assert Answer(client, as_bytes(damaged)).heading == "Dit bestand is veranderd"
    posing = theirs | {"seal": theirs["seal"] | {"installation": signatures.installation_id()}}
    assert Answer(client, as_bytes(posing)).heading == "Dit bestand is veranderd"


def test_the_name_of_an_installation_does_not_tell_its_key(settings):
    settings.SECRET_KEY = "a-secret-of-ours"
    assert "secret" not in as_bytes(record_for(RESIDENT_READY)).decode()


# What changed since


def test_what_changed_since_is_told_place_by_place(client):
    then = record_for(RESIDENT_READY)
    platform = Platform.objects.get(slug=then["ranked"][0]["slug"])
    status = platform.fact_rows.get(key="status")
    status.value = "ended"
    status.save()
    answer = Answer(client, as_bytes(then))
    assert answer.heading == "Deze gegevens zijn niet veranderd"
    assert f"De catalogus is nu {Catalogue.current().label}. Het was {then['catalogue_version']}." in answer.text
    rows = [[words(cell) for cell in row] for row in answer.page.xpath("//table/tbody/tr")]
    second = Catalogue.current().by_slug[then["ranked"][1]["slug"]]
    mark = say(collect_evidence(second, (), Catalogue.current().released).mark)
    assert rows[0] == [f"{second.name} {mark}", "2", "1"], "who was second is first now"
    out = next(row for row in rows if row[0] == f"{platform.name} gestopt")
    assert out[1] == "1"
    assert out[2].startswith("viel af: ")


def test_a_fact_that_changed_is_told_with_the_way_to_its_sources(client):
    then = record_for(RESIDENT_READY)
    slug = then["ranked"][1]["slug"]
    known = then["facts"][slug]
    known["start_effort"] = "other"
    del known["scope"]
    then["seal"] = signatures.sign_record(then)
    answer = Answer(client, as_bytes(then))
    (table,) = answer.page.xpath("//table")
    assert table.xpath("caption/a/@href") == [f"/platforms/{slug}/#bronnen"]
    cells = [[words(cell) for cell in row] for row in table.xpath("tbody/tr")]
    assert sorted(row[1] for row in cells) == ["Other", "Wisten we niet"]
    assert "De eerste tien staan op dezelfde plaats." in answer.text


def test_another_method_is_told(client):
    then = record_for(RESIDENT_READY) | {"method_version": "0.1", "verdict": "go_if"}
    then["seal"] = signatures.sign_record(then)
    text = Answer(client, as_bytes(then)).text
    assert "Het was 0.1." in text
    assert "Het oordeel is nu anders: Ja, een platform past" in text


@pytest.fixture
def of_method_1(settings):
    """A report as the site made it with method 1, and the key that it was sealed with."""
    settings.SECRET_KEY = "a-key-for-tests"
    return (Path(__file__).parent / "advies-methode-1.json").read_bytes()


def test_a_report_of_an_earlier_method_is_told_as_such_beside_what_the_method_of_now_says(client, of_method_1):
    answer = Answer(client, of_method_1)
    assert answer.heading == "Deze gegevens zijn niet veranderd"
    assert "Gemaakt met een eerdere methode" in answer.text
    assert f"Dit rapport is gemaakt met methode 1. Wij rekenen nu met methode {METHOD_VERSION}." in answer.text
    then = json.loads(of_method_1)
    advice = Plan(answers=then["answers"]).advice()
    now = words(answer.page.xpath("//section[@aria-labelledby='methode-nu']")[0])
    assert say(advice.verdict.text) in now
    for one in (*advice.shelves[0].first, *advice.already_here):
        assert f"{one.platform.name} {say(one.evidence.mark)}" in now
    named = {words(link) for link in answer.page.xpath("//section[@aria-labelledby='methode-nu']//li/a")}
    assert named == {one.platform.name for one in (*advice.shelves[0].first, *advice.already_here)}


def test_a_value_that_went_out_of_use_is_told_in_words(client, of_method_1):
    answer = Answer(client, of_method_1)
    assert "Niets" in answer.text
    assert "Free" not in answer.text


def test_where_each_platform_of_an_earlier_method_stands_now_is_told_with_its_mark(client, of_method_1):
    answer, catalogue = Answer(client, of_method_1), Catalogue.current()
    rows = {
        words(row[0]): [words(cell) for cell in row[1:]] for row in answer.page.xpath("//tbody/tr") if len(row) == 3
    }
    for place, one in enumerate(json.loads(of_method_1)["ranked"][:10], 1):
        platform = catalogue.by_slug[one["slug"]]
        mark = collect_evidence(platform, (), catalogue.released).mark
        before, after = rows[f"{platform.name} {say(mark)}"]
        assert before == str(place)
        assert after
        if say(mark) == "we weten niet of het nog bestaat":
            assert not after.isdigit(), "what may not exist has no place"


def test_a_changed_report_of_an_earlier_method_is_changed(client, of_method_1):
    changed = of_method_1.replace(b'"verdict": "go"', b'"verdict": "go_if"')
    assert changed != of_method_1
    assert Answer(client, changed).heading == "Dit bestand is veranderd"


def test_answers_that_fit_no_question_of_now_are_told(client):
    then = record_for(RESIDENT_READY)
    then["answers"] |= {"once_asked": "yes"}
    then["seal"] = signatures.sign_record(then)
    assert "De antwoorden in dit bestand passen niet bij de vragen van nu." in Answer(client, as_bytes(then)).text


# What is no report


def test_what_is_no_report_gets_a_clear_page(client):
    content = record_for(RESIDENT_READY)
    assert Answer(client, b"").refused("Kies eerst een bestand.")
    assert Answer(client, b"GIF89a").refused("Dit is geen PDF en ook geen JSON.")
    assert Answer(client, b'{"a": 1}').refused("Dit zijn geen gegevens van een advies")
    assert Answer(client, b'{"a": ').refused("Dit bestand is geen geldige JSON.")
    assert Answer(client, b'{"a": ' * 2000 + b"1" + b"}" * 2000).refused("Dit bestand is geen geldige JSON.")
    assert Answer(client, b'{"a": 1e999}').refused("Dit bestand is geen geldige JSON.")
    assert Answer(client, b'{"a": %s}' % (b"9" * 5000)).refused("Dit bestand is geen geldige JSON.")
    for wrong in ({"answers": []}, {"ranked": [1]}, {"facts": {"x": {"y": {}}}}, {"seal": {}}, {"date": "2026-13-45"}):
        assert Answer(client, as_bytes(content | wrong)).refused("Dit zijn geen gegevens van een advies"), wrong


def test_a_file_that_is_too_large_is_not_read(client, settings):
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 1000
    assert Answer(client, b"%PDF-" + b"x" * 2000).refused("Dit bestand is te groot.")


def test_words_in_a_file_cannot_become_markup(client):
    then = record_for(RESIDENT_READY)
    evil = "<script>alert(1)</script>"
    then["ranked"][0] |= {"name": evil, "slug": "nowhere"}
    then["answers"]["goal_sentence"] = evil
    then["method_version"] = then["catalogue_version"] = evil
    assert evil not in Answer(client, as_bytes(then)).response.content.decode()


# Hostile PDFs


def pdf_with(stream, filters="/FlateDecode"):
    """A small PDF by hand, with this stream as advies.json."""
    parts = [
        b"<</Type/Catalog/Pages 2 0 R/Names<</EmbeddedFiles<</Names[(advies.json) 3 0 R]>>>>>>",
        b"<</Type/Pages/Kids[]/Count 0>>",
        b"<</Type/Filespec/F(advies.json)/UF(advies.json)/EF<</F 4 0 R>>>>",
        b"<</Type/EmbeddedFile/Filter %s/Length %d>>stream\n%s\nendstream" % (filters.encode(), len(stream), stream),
    ]
    out, places = b"%PDF-1.7\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"xref\n0 5\n0000000000 65535 f \n%strailer<</Size 5/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (
        table,
        len(out),
    )


def test_a_pdf_made_by_hand_is_read_too(client):
    content = as_bytes(record_for(RESIDENT_READY))
    assert Answer(client, pdf_with(zlib.compress(content))).heading == "De PDF is veranderd, de gegevens erin niet"


NO_PDF = {"nothing but a beginning": b"%PDF-1.7\n", "noise": b"%PDF-1.7\n" + bytes(range(256)) * 20}


def refused_as_unreadable(answer):
    return answer.response.status_code == 400 and pdf_extraction.UNREADABLE in answer.text


@pytest.mark.parametrize("name", NO_PDF)
def test_what_is_no_pdf_is_refused_with_a_clear_page(client, name):
    assert refused_as_unreadable(Answer(client, NO_PDF[name]))


# There are small PDFs that unpack to gigabytes, that lead a reader round in circles or deeper than it can follow. None
# is kept here: a reader that does the same by itself stands in for pypdf, and a low limit for the real one.
READERS = {
    "uses the processor": "while True: pass",
    "uses memory": "bytearray(2 * EXTRACTION_MEMORY_BYTES)",
    "calls itself": "PdfReader(file)",
}
LOW_LIMITS = "EXTRACTION_CPU_SECONDS, EXTRACTION_MEMORY_BYTES = 1, 128 * 1024**2"


@pytest.fixture
def reader_with(monkeypatch, tmp_path):
    """Change lines of the program that reads a PDF: `reader_with({pattern: line})`."""

    def change(lines):
        program = Path(pdf_extraction.__file__).read_text()
        for pattern, line in lines.items():
            program, found = re.subn(pattern, line, program, flags=re.MULTILINE)
            assert found == 1, pattern
        (tmp_path / "reader.py").write_text(program)
        monkeypatch.setattr(pdf_extraction, "__file__", str(tmp_path / "reader.py"))

    return change


@pytest.mark.parametrize("name", READERS)
def test_a_hostile_pdf_is_refused_with_a_clear_page(client, reader_with, monkeypatch, name):
    monkeypatch.setattr(pdf_extraction, "WALL_SECONDS", 300)
    reader_with(
        {
            r"^EXTRACTION_CPU_SECONDS, WALL_SECONDS, EXTRACTION_MEMORY_BYTES = .*": LOW_LIMITS,
            r"^ +from pypdf import PdfReader$": f"""    class PdfReader:
        def __init__(self, file):
            {READERS[name]}
            self.attachments = {{name: [b"{{}}"]}}""",
        }
    )
    assert refused_as_unreadable(Answer(client, b"%PDF-1.7\n"))


def test_an_attachment_that_unpacks_to_more_than_the_limit_is_refused(client, reader_with):
    content = as_bytes(record_for(RESIDENT_READY))
    reader_with({r"^ATTACHMENT_BYTES = .*": f"ATTACHMENT_BYTES = {len(content)}"})
    packed = pdf_with(zlib.compress(content + b" "))
    assert len(packed) < len(content)
    assert Answer(client, packed).refused(pdf_extraction.WITHOUT)
    assert Answer(client, pdf_with(zlib.compress(content))).heading == "De PDF is veranderd, de gegevens erin niet"


@pytest.mark.pdf
def test_a_pdf_with_a_password_or_without_data_is_refused(client, made):
    with pikepdf.open(io.BytesIO(made)) as document:
        locked, bare = io.BytesIO(), io.BytesIO()
        document.save(locked, encryption=pikepdf.Encryption(owner="a", user="b"))
        del document.attachments["advies.json"]
        document.save(bare)
    assert Answer(client, locked.getvalue()).refused("We kunnen deze PDF niet lezen.")
    assert Answer(client, bare.getvalue()).refused("In deze PDF zitten geen gegevens van een advies.")


def test_the_process_that_reads_knows_no_secret_and_has_limits(monkeypatch, tmp_path):
    spy = tmp_path / "spy.py"
    spy.write_text("import os, sys; sys.stdout.write(repr(sorted(set(os.environ) - {'LC_CTYPE'})))")
    monkeypatch.setattr(pdf_extraction, "__file__", str(spy))
    assert pdf_extraction.extract_attachment(b"", "x") == b"[]"
    spy.write_text("while True: pass")
    monkeypatch.setattr(pdf_extraction, "WALL_SECONDS", 1)
    with pytest.raises(pdf_extraction.Unreadable):
        pdf_extraction.extract_attachment(b"", "x")


def test_when_too_many_are_being_read_the_page_says_so(client, monkeypatch):
    monkeypatch.setattr(pdf_extraction, "TURN_SECONDS", 0)
    for _turn in range(pdf_extraction.EXTRACTIONS_AT_ONCE):
        assert pdf_extraction.extraction_turns.acquire(blocking=False)
    try:
        answer = Answer(client, b"%PDF-1.7\n")
    finally:
        pdf_extraction.extraction_turns.release(pdf_extraction.EXTRACTIONS_AT_ONCE)
    assert (answer.response.status_code, answer.response["Retry-After"]) == (503, "60")
    assert verification.BUSY in answer.text
