"""Files become documents, or are refused with a reason; their text is put in order once."""

import os
from pathlib import Path

import pytest

from tracker.model.errors import ReadError, UnsupportedFormatError
from tracker.readers import MAX_BYTES, read, read_bytes
from tracker.readers.origins import Origin
from tracker.readers.whitespace import put_in_order

SENTENCE = "Der Güterverkehr stieg um 62 % auf 4,5 Millionen Tonnen."


def _file(folder: Path, content: bytes, name: str = "a.txt") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def _refusal(path: Path, origin: Origin | None = None) -> ReadError:
    with pytest.raises(ReadError) as caught:
        read(path, origin)
    return caught.value


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_text_with_a_mark_or_in_utf_8_reads_without_a_note(tmp_path: Path, encoding: str) -> None:
    document = read(_file(tmp_path, SENTENCE.encode(encoding)))
    assert document.text == SENTENCE
    assert document.note is None


def test_windows_1252_is_read_and_said(tmp_path: Path) -> None:
    document = read(_file(tmp_path, f"{SENTENCE} – „Trend“".encode("cp1252")))
    assert document.text == f"{SENTENCE} – „Trend“"
    assert document.note is not None
    assert "Windows-1252" in document.note


def test_cyrillic_is_not_taken_for_windows_1252(tmp_path: Path) -> None:
    path = _file(tmp_path, "Грузооборот вырос на 62 процента.".encode("cp1251"))
    error = _refusal(path)
    assert error.reason == "bad_encoding"
    assert "--encoding" in error.detail
    declared = read(path, Origin(encoding="cp1251"))
    assert declared.text == "Грузооборот вырос на 62 процента."
    assert declared.note == "Read as cp1251, as declared."


def test_damaged_utf_8_is_not_taken_for_windows_1252(tmp_path: Path) -> None:
    error = _refusal(_file(tmp_path, "Güter: ".encode() + b"\xff" + " übrige".encode()))
    assert error.reason == "bad_encoding"
    assert "position 8" in error.detail


@pytest.mark.parametrize("encoding", ["no-such", "hex", "rot13"])
def test_unknown_encoding_is_named(tmp_path: Path, encoding: str) -> None:
    error = _refusal(_file(tmp_path, b"G\xfcter"), Origin(encoding=encoding))
    assert error.reason == "bad_encoding"
    assert encoding in error.detail


def test_declared_encoding_that_does_not_fit_is_refused(tmp_path: Path) -> None:
    error = _refusal(_file(tmp_path, b"G\xfcter"), Origin(encoding="ascii"))
    assert error.reason == "bad_encoding"
    assert "not ascii" in error.detail


@pytest.mark.parametrize("content", [b"", b" \n\t\r\n", "\u200b\ufeff\n".encode()])
def test_empty_file_has_no_text(tmp_path: Path, content: bytes) -> None:
    assert _refusal(_file(tmp_path, content)).reason == "no_text"


@pytest.mark.parametrize(
    "content",
    [
        b"%PDF-1.7 and so on",
        b"PK\x03\x04 and so on",
        b"SQLite format 3\x00 and so on",
        b"text with\x00 a NUL",
        bytes(range(1, 32)) * 5,
        os.urandom(4096) + b"\x00",
        "text\x00with a mark".encode("utf-16"),
    ],
)
def test_binary_content_is_of_the_wrong_type_whatever_its_name(
    tmp_path: Path, content: bytes
) -> None:
    assert _refusal(_file(tmp_path, content)).reason in {"wrong_type", "bad_encoding"}


@pytest.mark.parametrize("name", ["a.rtf", "a.doc", "a.ods", "a", "a.txt.exe"])
def test_unknown_format_is_refused_by_name(tmp_path: Path, name: str) -> None:
    with pytest.raises(UnsupportedFormatError, match=r"only \.txt, \.md, .* and \.xml;") as caught:
        read(_file(tmp_path, b"text", name))
    assert caught.value.reason == "wrong_type"
    assert str(tmp_path / name) in str(caught.value)


@pytest.mark.parametrize("name", ["a.txt", "A.TXT", "a.md", "ä ö.Md"])
def test_text_and_markdown_are_read_however_their_suffix_is_written(
    tmp_path: Path, name: str
) -> None:
    assert read(_file(tmp_path, b"text", name)).text == "text"


def test_missing_file_folder_and_pipe_are_told_apart(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    assert _refusal(tmp_path / "gone.txt").reason == "missing"
    assert _refusal(tmp_path / "a.txt" / "b.txt").reason == "missing"
    assert _refusal(tmp_path).reason == "wrong_type"
    assert _refusal(tmp_path / "pipe.txt").reason == "wrong_type"
    assert _refusal(Path("a\x00b.txt")).reason == "unreadable"


def test_size_limit_is_named_with_the_size(tmp_path: Path) -> None:
    fits = _file(tmp_path, b"a" * MAX_BYTES)
    assert len(read(fits).text) == MAX_BYTES
    error = _refusal(_file(tmp_path, b"a" * (MAX_BYTES + 200_000)))
    assert error.reason == "too_large"
    assert "5.2 MB" in error.detail
    assert "up to 5 MB" in error.detail


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("a\r\nb\rc\nd", "a\nb\nc\nd"),
        ("a\x0bb\x0cc\u2028d\u2029e\x85f", "a\nb\nc\nd\ne\nf"),
        ("Milli\u00adonen\u200b Ton\u2060nen", "Millionen Tonnen"),
        ("Gu\u0308ter", "Güter"),
        ("4,5\u00a0Mio.\u202ft 🚂", "4,5\u00a0Mio.\u202ft 🚂"),
    ],
)
def test_line_ends_and_unicode_are_put_in_order(tmp_path: Path, written: str, kept: str) -> None:
    assert read(_file(tmp_path, written.encode())).text == kept


def test_reading_what_was_read_changes_nothing(tmp_path: Path) -> None:
    once = read(_file(tmp_path, "\ufeffGu\u0308ter\r\n\u00adTonnen\n".encode())).text
    assert read(_file(tmp_path, once.encode())).text == once


def test_lone_surrogate_is_refused(tmp_path: Path) -> None:
    error = _refusal(_file(tmp_path, b"Tonnen \xed\xa0\x80"))
    assert error.reason == "bad_encoding"
    with pytest.raises(ReadError, match="bad_encoding"):
        put_in_order("a\ud800b", "the form")


def test_title_is_the_headline_or_else_the_file_name(tmp_path: Path) -> None:
    head = b"POLITIK\nBaku und Tokio wollen mehr Handel\n\nBaku, 29. November"
    assert read(_file(tmp_path, head)).title == "Baku und Tokio wollen mehr Handel"
    assert read(_file(tmp_path, b"# Port of Aktau grows\n\ntext", "a.md")).title == (
        "Port of Aktau grows"
    )
    assert read(_file(tmp_path, b"short", "aktau.txt")).title == "aktau"
    assert read(_file(tmp_path, head), Origin(title="Mine")).title == "Mine"


def test_standard_input_is_read_by_the_same_rules() -> None:
    assert read_bytes(SENTENCE.encode("cp1252"), "standard input").text == SENTENCE
    with pytest.raises(ReadError, match="standard input: no_text"):
        read_bytes(b"", "standard input")
    with pytest.raises(ReadError, match="too_large"):
        read_bytes(b"a" * (MAX_BYTES + 1), "standard input")
