"""Word documents become text in their order, or are refused with a reason."""

import random
import zipfile
from collections.abc import Iterator
from io import BytesIO

import pytest

from tests.corpus.documents.make_docx import BODY, NASTY, W
from tests.readers.office_checks import (
    CORPUS,
    check_document,
    check_mutations,
    check_text,
    flipped,
    packed,
    refusal,
)
from tracker.model.errors import ReadError
from tracker.readers import archives
from tracker.readers.docx import read_docx
from tracker.readers.passages import MAX_CHARS

FOLDER = CORPUS / "docx"


def _with(body: str, **others: str | bytes) -> bytes:
    document = f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'
    return packed({**NASTY, "word/document.xml": document, **others})


def _paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


@pytest.mark.parametrize("name", ["plain", "typical", "nasty"])
def test_document_reads_as_expected(name: str) -> None:
    check_document(read_docx, FOLDER / f"{name}.docx")


def test_headings_lists_and_tables_stand_in_their_order() -> None:
    reading = read_docx((FOLDER / "typical.docx").read_bytes(), "it", None)
    assert reading.text == (
        "Hafen Baku meldet mehr Container\n\n"
        "Im Jahr 2024 schlug der Hafen Baku 76.000 Container um.\n\n"
        "Fähren: 1,1 Millionen Tonnen\nBahn: 2,4 Millionen Tonnen\n\n"
        "Zahlen\n\n"
        "Land | 2023 | 2024\nGeorgien | 5 % | 7 %\n\nQuelle: Hafenamt\n\n"
        "Die Einnahmen stiegen 2024 um 9 Prozent."
    )
    assert reading.note == "Read without its headers and footers."


def test_changes_text_boxes_footnotes_and_hidden_text_are_told() -> None:
    reading = read_docx((FOLDER / "nasty.docx").read_bytes(), "it", None)
    for left in ("9,9", "8,8", "99", "77", "nicht zu sehen", "gestrichen"):
        assert left not in reading.text
    assert "Im Jahr 2023 wurden 2,7 Millionen Tonnen ¹ befördert." in reading.text
    assert reading.text.count("Kasten") == 1  # not once more for older programs
    assert "Hafen | Umschlag 2022 | Umschlag 2023\nAktau | 120; 130 |\n" in reading.text
    assert reading.text.endswith("\n\nIm Jahr 2022 waren es 2,1 Millionen Tonnen.")
    assert reading.note is not None
    for said in ("1 picture", "headers", "hidden", "tracked", "1 text box", "1 footnote"):
        assert said in reading.note


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (_paragraph("eins<w:br/>zwei").replace("<w:br/>", "</w:t><w:br/><w:t>"), "eins\nzwei"),
        (f"<w:tbl><w:tr><w:tc>{_paragraph('a')}{_paragraph('b')}</w:tc></w:tr></w:tbl>", "a\n\nb"),
        (f"<w:customXml>{_paragraph('a')}</w:customXml><w:del>{_paragraph('b')}</w:del>", "a"),
        ("<w:p><w:hyperlink><w:r><w:t>a</w:t></w:r></w:hyperlink></w:p>", "a"),
        (_paragraph("a\u00ad&#13;b\u2028c"), "a\nb\nc"),
        (_paragraph("a") + "<w:p/>" * 5 + _paragraph("b"), "a\n\nb"),
    ],
)
def test_markup_becomes_text(body: str, text: str) -> None:
    reading = read_docx(_with(body), "it", None)
    check_text(reading)
    assert reading.text == text


def test_style_that_is_based_on_itself_ends() -> None:
    styles = f'<w:styles xmlns:w="{W}"><w:style w:styleId="a"><w:basedOn w:val="a"/></w:style></w:styles>'
    links = NASTY["word/_rels/document.xml.rels"].replace("footnotes", "styles")
    types = NASTY["[Content_Types].xml"].replace("footnotes", "styles")
    data = _with(
        '<w:p><w:pPr><w:pStyle w:val="a"/></w:pPr><w:r><w:t>x</w:t></w:r></w:p>',
        **{
            "word/styles.xml": styles,
            "word/_rels/document.xml.rels": links,
            "[Content_Types].xml": types,
        },
    )
    assert read_docx(data, "it", None).text == "x"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "utf-7"])
def test_document_type_is_refused_in_any_encoding(encoding: str) -> None:
    evil = '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]>'
    body = f'<?xml version="1.0" encoding="{encoding}"?>{evil}' + BODY.replace("2,7", "&b;")
    data = packed({**NASTY, "word/document.xml": body.encode(encoding)})
    assert refusal(read_docx, data).reason == "unreadable"


def test_utf_16_without_tricks_is_read() -> None:
    body = f'<?xml version="1.0" encoding="UTF-16"?>{BODY}'
    data = packed({**NASTY, "word/document.xml": body.encode("utf-16")})
    assert "2,7 Millionen" in read_docx(data, "it", None).text


def test_other_formats_are_told_apart() -> None:
    old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600
    assert refusal(read_docx, old + "WordDocument".encode("utf-16-le")).reason == "wrong_type"
    assert refusal(read_docx, old + "EncryptedPackage".encode("utf-16-le")).reason == "encrypted"
    assert refusal(read_docx, b"").reason == "no_text"
    assert refusal(read_docx, b"just text").reason == "unreadable"
    assert refusal(read_docx, b"PK\x03\x04 and so on").reason == "unreadable"
    assert refusal(read_docx, packed({"a.txt": "x"})).reason == "wrong_type"
    table = NASTY["_rels/.rels"].replace("word/document.xml", "xl/workbook.xml")
    sheet = packed({**NASTY, "_rels/.rels": table, "xl/workbook.xml": "<workbook/>"})
    assert refusal(read_docx, sheet).reason == "wrong_type"
    strict = NASTY["_rels/.rels"].replace(
        "http://schemas.openxmlformats.org/officeDocument",
        "http://purl.oclc.org/ooxml/officeDocument",
    )
    assert "strict" in refusal(read_docx, packed({**NASTY, "_rels/.rels": strict})).detail


def test_document_without_text_is_refused() -> None:
    assert refusal(read_docx, _with("<w:p/>")).reason == "no_text"


def test_container_that_unpacks_too_far_is_refused_unopened() -> None:
    bomb = _with(_paragraph("x"), **{"word/media/a.bin": b"\x00" * 20_000_000})
    error = refusal(read_docx, bomb)
    assert (error.reason, "times its size" in error.detail) == ("too_large", True)
    noise = random.Random(1).randbytes(1_000_000)
    large = _with(_paragraph("x"), **{"word/media/a.bin": noise + b"\x00" * 50_000_000})
    assert "51 MB" in refusal(read_docx, large).detail
    many: dict[str, str | bytes] = {f"m{n}": "" for n in range(archives.MAX_MEMBERS)}
    assert refusal(read_docx, _with(_paragraph("x"), **many)).reason == "too_large"


def test_size_that_is_a_lie_unpacks_no_further() -> None:
    """A member that declares few bytes and holds many is cut at what it declares."""
    data = bytearray(packed({"a": b"\x00" * 10_000_000}))
    for mark, place in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        start = data.index(mark) + place
        data[start : start + 4] = (100).to_bytes(4, "little")
    package = archives.Package(bytes(data), "it", "document")
    with pytest.raises(ReadError, match="unreadable"):  # its checksum does not fit
        package.read("a")


def test_parts_of_one_name_and_locked_parts_are_refused() -> None:
    twice = BytesIO()
    with zipfile.ZipFile(twice, "w") as archive:
        archive.writestr("a", "1")
        with pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr("a", "2")
    assert "one name" in refusal(read_docx, twice.getvalue()).detail
    locked = bytearray(packed(dict(NASTY)))
    locked[locked.index(b"PK\x01\x02") + 8] |= 1
    assert refusal(read_docx, bytes(locked)).reason == "encrypted"


def test_too_much_markup_is_refused() -> None:
    assert refusal(read_docx, _with("<w:p/>" * (archives.MAX_TAGS + 1))).reason == "too_large"
    assert refusal(read_docx, _with("<w:sdt>" * 5000 + "</w:sdt>" * 5000)).reason == "unreadable"
    rows = _paragraph("Tonne, Kilo " * 40) * (MAX_CHARS // 450)
    assert refusal(read_docx, _with(rows)).reason == "too_large"


def test_changed_bytes_read_or_are_refused() -> None:
    whole = (FOLDER / "nasty.docx").read_bytes()
    read, refused = check_mutations(read_docx, flipped(whole, 200, 1))
    assert refused
    read, refused = check_mutations(read_docx, _changed_parts())
    assert read
    assert refused


def _changed_parts() -> Iterator[bytes]:
    for number, name in enumerate(NASTY):
        for content in flipped(NASTY[name].encode(), 40, number):
            yield packed({**NASTY, name: content})
