"""Feeds become one document per entry, or are refused with a reason."""

import time
import tomllib
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from tests.readers.office_checks import CORPUS, check_text, flipped, refusal
from tracker import extract
from tracker.model.errors import ReadError
from tracker.readers import read_all, read_documents
from tracker.readers.feed import MAX_ENTRIES, read_feed
from tracker.readers.isolation import run_isolated
from tracker.readers.reading import Reading

FOLDER = CORPUS / "feed"
FIELDS = ("title", "published", "language", "url", "source")


def _expected(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.with_suffix(".expected.toml").read_text(encoding="utf-8"))


def _rss(*items: str) -> bytes:
    return f'<rss version="2.0"><channel><title>T</title>{"".join(items)}</channel></rss>'.encode()


def _only(data: bytes, name: str = "it") -> Reading:
    (part,) = read_feed(data, name, None).parts
    return part


@pytest.mark.parametrize("name", ["plain.rss", "typical.atom", "nasty.rss"])
def test_feed_reads_as_expected(name: str) -> None:
    expected = _expected(FOLDER / name)
    reading = read_feed((FOLDER / name).read_bytes(), name, None)
    assert reading.text == ""
    assert len(reading.parts) == len(expected["entry"])
    for part, entry in zip(reading.parts, expected["entry"], strict=True):
        wanted = {key: expected.get(key) for key in ("source", "language")} | entry
        if "begins" in wanted:
            assert part.origin.title is not None
            assert part.origin.title.startswith(wanted["begins"])
            assert wanted["holds"] in part.text
            wanted["title"] = part.origin.title
        else:
            assert part.text == wanted["text"].strip()
        assert {key: getattr(part.origin, key) for key in FIELDS} == {
            key: wanted.get(key) for key in FIELDS
        }
        assert part.key == wanted["key"]
        if "changed" in wanted:
            assert part.changed == wanted["changed"]
        facts = extract(part.text, language=part.origin.language, published=part.origin.published)
        found = [[fact.surface, fact.value, fact.unit] for fact in facts]
        assert all(figure in found for figure in wanted["figures"]), found
        check_text(part)


def test_every_field_says_where_in_the_feed_it_stands() -> None:
    part = read_feed((FOLDER / "typical.atom").read_bytes(), "it", None).parts[1]
    assert part.places == {
        "title": "entry's title",
        "source": "feed's title",
        "published": "entry's updated date",
        "language": "xml:lang or language of the feed",
        "url": "entry's link",
    }


def test_nothing_of_a_bomb_or_a_foreign_file_is_in_the_text() -> None:
    reading = read_feed((FOLDER / "nasty.rss").read_bytes(), "it", None)
    texts = " ".join(part.text for part in reading.parts)
    assert len(texts) < 500
    for foreign in ("0123456789", "root:", "alert", "77 Prozent", "<", "javascript"):
        assert foreign not in texts, foreign
    assert reading.note == "The feed's XML is faulty; what could be made out was read."


def test_feed_files_give_a_document_per_entry_also_in_the_limited_process(tmp_path: Path) -> None:
    for name in ("a.atom", "a.XML", "a.rdf", "a.rss"):
        path = tmp_path / name
        path.write_bytes((FOLDER / "typical.atom").read_bytes())
        assert [document.published for document in read_all(path)] == ["2024-02-05", "2024-02-04"]
    parts = run_isolated("tracker.readers.feed:read_feed", path.read_bytes(), "it", None).parts
    assert [part.key for part in parts] == [
        "tag:handel.example.org,2024:bahn-georgien",
        "tag:handel.example.org,2024:kazakhstan",
    ]
    assert parts[0].changed == "2024-02-06T08:00:00+01:00"


def test_relative_links_start_from_the_address_of_the_feed() -> None:
    data = _rss("<item><title>Trade grew</title><link>/news/1</link></item>")
    assert _only(data, "https://www.example.org/feeds/all").origin.url == (
        "https://www.example.org/news/1"
    )
    assert _only(data, "a.rss").origin.url is None


@pytest.mark.parametrize(
    "link",
    [
        "javascript:alert(1)",
        "JaVaScript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "//",
        "http://me:secret@a.org/",
    ],
)
def test_only_links_of_the_web_are_kept(link: str) -> None:
    item = f"<item><title>Trade grew</title><link>{link}</link><guid>{link}</guid></item>"
    assert _only(_rss(item), "https://www.example.org/feed").origin.url in {
        None,
        "https://www.example.org/feed",
    }


@pytest.mark.parametrize(
    ("date", "day"),
    [
        ("Fri, 12 Jul 2024 23:30:00 -0800", "2024-07-12"),
        ("2024-07-12T00:10:00+05:00", "2024-07-12"),
        ("12 Jul 2024", "2024-07-12"),
        ("2024-07", "2024-07"),
        ("2024-02-31", None),
        ("31 February 2024", None),
        ("Παρ, 08 Ιούλ 2004 11:00:00 EST", "2004-07-08"),
        ("2004-július-13T9:15-05:00", None),
        ("soon", None),
        ("99999-01-01", None),
    ],
)
def test_day_is_the_writers(date: str, day: str | None) -> None:
    item = f"<item><title>Trade grew</title><pubDate>{date}</pubDate></item>"
    assert _only(_rss(item)).origin.published == day


def test_entries_beyond_the_limit_are_named() -> None:
    items = [
        f"<item><title>Trade of month {number}</title><link>https://example.org/{number}</link>"
        f"<description>Trade grew by {number} percent.</description></item>"
        for number in range(10_000)
    ]
    started = time.process_time()
    reading = read_feed(_rss(*items), "it", None)
    assert time.process_time() - started < 10
    assert len(reading.parts) == MAX_ENTRIES
    assert reading.note == "Of the feed the first 1000 entries were read, not the other 9000."
    error = refusal(read_feed, _rss("<item/>" * 21_000))
    assert error.reason == "too_large"
    assert "21000 entries" in error.detail


def test_what_is_no_feed_is_refused() -> None:
    for data in (
        b"<html><body><p>Trade grew.</p></body></html>",
        b'<?xml version="1.0"?><table><row>5</row></table>',
        b"no markup at all",
        b"/etc/passwd",
        b"http://127.0.0.1:9/",
        b"\x00\x01\x02",
    ):
        assert refusal(read_feed, data).reason == "wrong_type"


def test_encoding_of_the_server_counts_where_it_is_not_utf8() -> None:
    item = "<item><title>Торговля выросла</title></item>"
    text = _rss(item).decode()
    assert _only(text.encode()).origin.title == "Торговля выросла"
    for declared, data in (("windows-1251", text.encode("cp1251")), ("latin-1", text.encode())):
        (part,) = read_feed(data, "it", declared).parts
        assert part.origin.title == "Торговля выросла"


def test_source_of_an_entry_goes_before_the_feeds() -> None:
    item = (
        '<item><title>Trade grew</title><source url="https://t.example.org/f">Trend</source></item>'
    )
    part = _only(_rss(item))
    assert (part.origin.source, part.places["source"]) == ("Trend", "entry's source")


def test_entry_with_too_much_markup_keeps_its_title() -> None:
    content = "&lt;b&gt;" * 210_000
    part = _only(
        _rss(f"<item><title>Trade grew</title><description>{content}</description></item>")
    )
    assert part.text == "Trade grew"
    assert part.note is not None
    assert part.note.startswith("A text of the entry was left out")


def test_damaged_feeds_are_read_or_refused() -> None:
    n_read = 0
    for name in ("typical.atom", "nasty.rss"):
        for data in flipped((FOLDER / name).read_bytes(), times=25, seed=7):
            with suppress(ReadError):
                reading = run_isolated("tracker.readers.feed:read_feed", data, "it", None)
                n_read += 1
                for part in reading.parts:
                    if part.text:
                        check_text(part)
    assert n_read > 25


def test_pages_of_a_feed_are_documents_with_origins() -> None:
    first, *_ = read_documents((FOLDER / "plain.rss").read_bytes(), "plain.rss")
    assert {each.field: each.how.value for each in first.found} == dict.fromkeys(FIELDS, "stated")
