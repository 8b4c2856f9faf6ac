"""Web pages: the article and its figures, nothing of what stands around it, within limits."""

import time
import tomllib
from pathlib import Path

import pytest

from tracker import extract
from tracker.model.errors import ReadError
from tracker.readers.html import MAX_ATTRIBUTES, MAX_BYTES, MAX_TAGS, read_html
from tracker.readers.origins import Origin
from tracker.readers.reading import Reading
from tracker.readers.whitespace import put_in_order

FOLDER = Path(__file__).resolve().parents[1] / "corpus" / "documents" / "html"
PAGES = sorted(
    path
    for path in FOLDER.glob("*.html")
    if "table_figures" not in path.with_suffix(".expected.toml").read_text(encoding="utf-8")
)  # tests/corpus has the others
SENTENCE = "The port of Aktau handled 4.5 million tonnes of cargo in 2024, the ministry said."


def _page(body: str, head: str = "") -> bytes:
    return f"<html><head>{head}</head><body>{body}</body></html>".encode()


def _read(body: str, head: str = "") -> Reading:
    return read_html(_page(body, head), "a.html", None)


def _refusal(data: bytes, encoding: str | None = None) -> ReadError:
    with pytest.raises(ReadError) as caught:
        read_html(data, "a.html", encoding)
    return caught.value


def test_there_are_pages_of_many_kinds() -> None:
    assert len(PAGES) >= 9


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_page_gives_its_article_its_origin_and_its_figures(path: Path) -> None:
    expected = tomllib.loads(path.with_suffix(".expected.toml").read_text(encoding="utf-8"))
    reading = read_html(path.read_bytes(), path.name, None)
    assert reading.text.startswith(expected["begins"])
    assert reading.text.endswith(expected["ends"])
    assert reading.note == expected.get("note")
    names = ("title", "source", "published", "language", "url")
    assert reading.origin == Origin(**{name: expected.get(name) for name in names})
    assert [words for words in expected["without"] if words in reading.text] == []
    facts = extract(reading.text, language=reading.origin.language)
    assert [[f.surface, f.value, f.unit] for f in facts] == expected["figures"]
    assert all(reading.text[f.span.start : f.span.end] == f.surface for f in facts)
    assert put_in_order(reading.text, path.name) == reading.text


def test_equal_paragraphs_stay_two() -> None:
    assert _read(f"<article>{f'<p>{SENTENCE}</p>' * 3}</article>").text.count(SENTENCE) == 3


def test_page_in_the_encoding_it_declares() -> None:
    page = "<html><meta charset='windows-1251'><p>Грузооборот вырос на 62 процента.</p></html>"
    reading = read_html(page.encode("cp1251"), "a.html", None)
    assert reading.text == "Грузооборот вырос на 62 процента."
    assert reading.note is not None
    assert "Read as cp1251, as the page declares." in reading.note


def test_what_is_said_of_the_encoding_goes_before_what_the_page_declares() -> None:
    page = "<html><meta charset='windows-1252'><p>Грузооборот вырос на 62 процента.</p></html>"
    reading = read_html(page.encode("cp1251"), "a.html", "cp1251")
    assert "Грузооборот" in reading.text
    assert "as declared" in (reading.note or "")
    assert _refusal(page.encode("cp1251"), "ascii").reason == "bad_encoding"
    assert _refusal(page.encode("cp1251"), "no-such").reason == "bad_encoding"


def test_wrongly_declared_encoding_is_not_believed() -> None:
    page = f"<html><meta charset='utf-8'><p>Güter: {SENTENCE} „Trend“</p></html>"
    reading = read_html(page.encode("cp1252"), "a.html", None)
    assert "Güter" in reading.text
    assert "Windows-1252" in (reading.note or "")
    utf8 = read_html(page.replace("utf-8", "cp1252").encode(), "a.html", None)
    assert "„Trend“" in utf8.text


@pytest.mark.parametrize("declared", ["unicode_escape", "punycode", "idna", "hex", "utf-7", "x"])
def test_encoding_that_no_browser_knows_is_not_used(declared: str) -> None:
    page = f"<html><meta charset='{declared}'><p>G\xfcter: {SENTENCE}</p></html>".encode("cp1252")
    assert "Güter" in read_html(page, "a.html", None).text


@pytest.mark.parametrize("data", [b"<html><body></body></html>", b"<p> &nbsp;</p>", b"<!-- x -->"])
def test_page_without_text_is_refused(data: bytes) -> None:
    assert _refusal(data).reason == "no_text"


def test_page_of_scripts_alone_is_refused() -> None:
    assert _refusal(_page("<script>var x = '5 million tonnes'</script>")).reason == "no_text"


@pytest.mark.parametrize(
    "data",
    [
        b"<p>" + b"a" * MAX_BYTES,
        b"<p>a" * (MAX_TAGS + 1),
        b"<p " + b" ".join(b"a%d=1" % n for n in range(2 * MAX_ATTRIBUTES)) + b">text",
        b"<p " + b" ".join(b"a%d" % n for n in range(200_000)) + b">text",
        b'<p " ' + b" ".join(b"a%d" % n for n in range(200_000)) + b">text",
        b'<p x=">" ' + b" ".join(b"a%d" % n for n in range(200_000)) + b">text",
        b"<" * 4_000_000,
    ],
    ids=["bytes", "tags", "attributes", "bare", "stray quote", "quoted end", "marks"],
)
def test_page_beyond_the_limits_is_refused_at_once(data: bytes) -> None:
    began = time.process_time()
    assert _refusal(data).reason == "too_large"
    assert time.process_time() - began < 3


def test_text_deeper_than_the_parser_goes_is_missed_and_said() -> None:
    reading = _read(f"<p>{SENTENCE}</p>{'<div>' * 5000}deep{'</div>' * 5000}<p>After</p>")
    assert SENTENCE in reading.text
    assert "nested so deeply" in (reading.note or "")
    assert "nested so deeply" in _refusal(_page("<div>" * 5000 + "deep")).detail


def test_text_left_out_of_a_deep_page_is_said() -> None:
    reading = _read("<div>" * 1000 + SENTENCE + "</div>" * 1000 + f"<p>After: {SENTENCE * 3}</p>")
    assert reading.text.count(SENTENCE) == 4 or "nested very deeply" in (reading.note or "")


def test_text_some_hundred_tags_deep_is_read() -> None:
    assert SENTENCE in _read("<div>" * 1000 + f"<p>{SENTENCE}</p>").text


@pytest.mark.parametrize(
    "body",
    [
        "<a href=x>link 5</a> " * 5900,
        f"<p>{SENTENCE}</p>" * 3900,
        "<p>" + "<i hidden>x</i>yyy" * 19_000,
        "<p>" + "<span>12</span>" * 5900,
        "<table><tr>" + "<td>12</td>" * 5900,
        "<div class='comment'><div class=x>" * 900 + SENTENCE,
        "<div hidden>" * 1900 + SENTENCE * 50_000 + "</div>" * 1900,
        "<div>" + "<time datetime='2024-02-03'> </time>" * 29_000 + "</div>",
    ],
)
def test_page_made_of_one_thing_is_read_in_time(body: str) -> None:
    began = time.process_time()
    read_html(_page(body + f"<p>{SENTENCE}</p>"), "a.html", None)
    assert time.process_time() - began < 8


def test_frame_named_after_a_box_is_read() -> None:
    body = f"<div class='page sidebar'><p>{SENTENCE}</p><div class=ticker>USD 470.1</div></div>"
    reading = _read(body)
    assert SENTENCE in reading.text
    assert "470" not in reading.text


def test_page_too_long_to_be_judged_is_read_whole_and_said() -> None:
    reading = _read(f"<p>{SENTENCE}</p>" * 8000)
    assert reading.text.count(SENTENCE) == 8000
    assert "the whole page was read" in (reading.note or "")


def test_much_left_out_is_said() -> None:
    links = "".join(
        f"<li><a href=/{n}>Other news of the day number {n}</a></li>" for n in range(50)
    )
    reading = _read(f"<ul class=menu>{links}</ul><article><p>{SENTENCE}</p></article>")
    assert "Other news" not in reading.text
    assert "% of the page's text" in (reading.note or "")


@pytest.mark.parametrize(
    ("head", "body", "published"),
    [
        ("<meta property='article:published_time' content='2024-02-30'>", "", None),
        ("<meta property='article:modified_time' content='2024-02-03'>", "", None),
        ("<meta itemprop=datePublished content='2024-02-03 10:00'>", "", "2024-02-03"),
        ("", "<time datetime='2024-02-03'>3 Feb</time>", "2024-02-03"),
        ("", "<time datetime='2024-02-03'>a</time><time datetime='2024-02-04'>b</time>", None),
        ("", "<aside><time datetime='2024-02-03'>a</time></aside>", None),
        ("", f"<p>On <time datetime='2024-02-03'>3 Feb</time> {SENTENCE * 2}</p>", None),
        ("", "<p>3 February 2024</p>", None),
        ("<script type='application/ld+json'>" + "[" * 100_000 + "</script>", "", None),
        (
            "<script type='application/ld+json'>["
            '{"@type":"NewsArticle","datePublished":"2024-02-03"},'
            '{"@type":"NewsArticle","datePublished":"2024-02-04"}]</script>',
            "",
            None,
        ),
    ],
)
def test_day_of_publication_is_what_the_page_states_and_no_guess(
    head: str, body: str, published: str | None
) -> None:
    reading = _read(f"{body}<p>{SENTENCE}</p>", head)
    assert reading.origin.published == published


def test_two_days_of_publication_are_said() -> None:
    head = "<meta property='article:published_time' content='2024-02-03'>"
    head += "<meta itemprop=datePublished content='2024-02-04'>"
    reading = _read(f"<p>{SENTENCE}</p>", head)
    assert reading.origin.published == "2024-02-03"
    assert "two days of publication" in (reading.note or "")


@pytest.mark.parametrize("url", ["javascript:alert(1)", "/news/1", "data:text/html,x", "http://"])
def test_address_that_is_none_is_left_out(url: str) -> None:
    assert _read(f"<p>{SENTENCE}</p>", f"<link rel=canonical href='{url}'>").origin.url is None


def test_signs_that_mark_blocks_in_the_copy_stay_in_the_text() -> None:
    braille = "\u28ff\u2801\u2801\u2805 Braille"
    assert braille in _read(f"<article><p>{SENTENCE}</p><p>{braille} {SENTENCE}</p></article>").text


def test_external_entities_are_not_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("secret", encoding="utf-8")
    doctype = f'<!DOCTYPE html [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'
    page = f"{doctype}<html><body><p>{SENTENCE} &x;</p></body></html>".encode()
    reading = read_html(page, "a.html", None)
    assert SENTENCE in reading.text
    assert "secret" not in reading.text.replace("secret.txt", "")
