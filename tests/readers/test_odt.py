"""OpenDocument texts become text in their order, or are refused with a reason."""

import pytest

from tests.corpus.documents.make_odt import NASTY, TYPICAL, members
from tests.readers.office_checks import (
    CORPUS,
    check_document,
    check_mutations,
    check_text,
    flipped,
    packed,
    refusal,
)
from tracker.readers.odt import read_odt

FOLDER = CORPUS / "odt"


def _with(body: str, **others: str | bytes) -> bytes:
    return packed({**members(body), **others})


@pytest.mark.parametrize("name", ["plain", "typical", "nasty"])
def test_document_reads_as_expected(name: str) -> None:
    check_document(read_odt, FOLDER / f"{name}.odt")


def test_headings_lists_and_tables_stand_in_their_order() -> None:
    reading = read_odt(_with(TYPICAL), "it", None)
    assert reading.text == (
        "Güterverkehr am Kaspischen Meer\n\n"
        "Im Jahr 2024 stieg der Umschlag um 11 Prozent.\n\n"
        "Aktau: 1,2 Millionen Tonnen\nBaku: 1,5 Millionen Tonnen\ndavon Öl: 300.000 Tonnen\n\n"
        "Land | Anteil | Anteil\nGeorgien | | 7 %\n\n"
        "Zeile eins\nZeile zwei\tEnde\n\n"
        "Im Jahr 2023 waren es 6 Prozent."
    )
    assert reading.note == "At its end: 1 footnote."


def test_what_is_left_out_is_told() -> None:
    reading = read_odt(_with(NASTY), "it", None)
    for left in ("99", "77", "66", "erborgen", "Zahlen 3"):
        assert left not in reading.text
    assert "5,3² Prozent" in reading.text
    assert "Seidenstraße in Zahlen\n\n" in reading.text
    assert "\n\nErster Absatz.\n\nZweiter Absatz." in reading.text
    assert reading.note is not None
    for said in ("1 picture", "1 comment", "index", "hidden", "tracked", "1 text box"):
        assert said in reading.note


def test_repetitions_are_bounded() -> None:
    reading = read_odt(_with(NASTY), "it", None)
    assert "120; 130 |" in reading.text  # neither a million rows nor a thousand million cells
    assert reading.text.count("…") == 64
    assert reading.text.count(" " * 20) == 1
    assert len(reading.text) < 1000
    odd = '<text:p>a<text:s text:c="²"/><text:s text:c="-5"/><text:s text:c="0"/>b</text:p>'
    assert read_odt(_with(odd), "it", None).text == "a  b"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-7"])
def test_document_type_is_refused_in_any_encoding(encoding: str) -> None:
    content = members(TYPICAL)["content.xml"].partition("?>")[2].replace("Land", "&b;")
    evil = '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]>'
    whole = f'<?xml version="1.0" encoding="{encoding}"?>{evil}{content}'
    data = _with("", **{"content.xml": whole.encode(encoding)})
    assert refusal(read_odt, data).reason == "unreadable"


def test_other_formats_are_told_apart() -> None:
    sheet = "application/vnd.oasis.opendocument.spreadsheet"
    assert refusal(read_odt, _with(TYPICAL, mimetype=sheet)).reason == "wrong_type"
    assert refusal(read_odt, packed({"word/document.xml": ""})).reason == "wrong_type"
    other = '<a xmlns="b"/>'
    assert refusal(read_odt, _with("", **{"content.xml": other})).reason == "wrong_type"
    assert refusal(read_odt, b"%PDF-1.7").reason == "unreadable"
    assert refusal(read_odt, _with("<text:p/>")).reason == "no_text"
    assert refusal(read_odt, _with("", **{"content.xml": b"\xff"})).reason == "unreadable"


def test_encrypted_texts_are_refused_as_such() -> None:
    manifest = {"META-INF/manifest.xml": "<m><manifest:encryption-data/></m>"}
    locked = _with("", **manifest, **{"content.xml": b"\x12\x99"})
    assert refusal(read_odt, locked).reason == "encrypted"
    assert refusal(read_odt, packed({"encrypted-package": b"x"})).reason == "encrypted"


def test_depth_is_bounded() -> None:
    deep = "<text:section>" * 5000 + "</text:section>" * 5000
    assert refusal(read_odt, _with(deep)).reason == "unreadable"
    lists = "<text:list><text:list-item>" * 100
    ends = "</text:list-item></text:list>" * 100
    assert read_odt(_with(f"{lists}<text:p>x</text:p>{ends}"), "it", None).text == "x"


def test_title_is_one_line_of_visible_characters() -> None:
    meta = "<dc:title>Zahlen\u202e\n des  Jahres</dc:title><dc:language>klingon!</dc:language>"
    reading = read_odt(packed({**members(TYPICAL, meta)}), "it", None)
    check_text(reading)
    assert (reading.origin.title, reading.origin.language) == ("Zahlen des Jahres", None)


def test_changed_bytes_read_or_are_refused() -> None:
    _, refused = check_mutations(read_odt, flipped((FOLDER / "nasty.odt").read_bytes(), 200, 1))
    assert refused
    content = members(NASTY)["content.xml"].encode()
    changed = (_with("", **{"content.xml": part}) for part in flipped(content, 200, 2))
    read, refused = check_mutations(read_odt, changed)
    assert read
    assert refused
