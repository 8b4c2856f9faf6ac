"""A web address is read like a file: once, anew when it has changed, by the kind of what is there."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.fetching.feeds import entry, feed, page
from tests.fetching.sites import Page, Site
from tracker.fetching.visiting import Visitor
from tracker.ingestion import Ingested, find_incoming, ingest, ingest_incoming
from tracker.ingestion.addresses import find_at_address
from tracker.model.document import Document
from tracker.model.errors import FetchError, ReadError
from tracker.model.intake import IntakeKind
from tracker.readers.origins import Origin
from tracker.store import Store

CORPUS = Path(__file__).parents[1] / "corpus" / "documents"
ONE = "The port of Aktau handled 4.5 million tonnes in 2023."
TWO = "The port of Aktau handled 4.7 million tonnes in 2023."

Read = Callable[..., Ingested]


@pytest.fixture
def read(site: Site, store: Store) -> Read:
    """Reads the page at a path of the site, and tells what became of it."""
    visitor = Visitor(reach=site.reach(), sleep=lambda _: None)

    def call(path: str, origin: Origin | None = None, *, again: bool = False) -> Ingested:
        url = path if "://" in path else site.url(path)
        found = find_incoming(
            [url], at_address=lambda url: find_at_address(url, store, visitor, origin)
        )
        *_, done = ingest_incoming(found, store, again=again)
        return done

    return call


def _document(store: Store, done: Ingested) -> Document:
    assert done.error is None
    assert done.document_id is not None
    return store.document(done.document_id).document


def test_page_is_read_with_its_address(site: Site, store: Store, read: Read) -> None:
    site.pages["/1"] = page(ONE)
    done = read("/1")
    assert (done.place, done.kind, done.outcome) == (site.url("/1"), IntakeKind.ADDRESS, "stored")
    document = _document(store, done)
    assert (document.url, document.title) == (site.url("/1"), "Trade figures of the port")
    where = {each.field: (each.how.value, each.where) for each in document.found}
    assert where["url"] == ("stated", "the address it was read from")
    assert [fact.fact.value for fact in store.facts()] == [4.5e6]


@pytest.mark.parametrize("etag", ['"a"', ""])
def test_same_page_again_is_unchanged(site: Site, read: Read, etag: str) -> None:
    site.pages["/1"] = page(ONE, etag=etag)
    first, second = read("/1"), read("/1")
    assert (second.outcome, second.is_skipped) == ("unchanged", True)
    assert second.document_id == first.document_id
    assert ("If-None-Match" in site.heads[-1]) == bool(etag)
    assert read("/1", again=True).outcome == "unchanged"


def test_changed_page_is_a_further_document_that_says_so(
    site: Site, store: Store, read: Read
) -> None:
    site.pages["/1"] = page(ONE, etag='"a"')
    first = read("/1")
    site.pages["/1"] = page(TWO, etag='"b"')
    second = read("/1")
    assert second.outcome == "stored"
    assert second.document_id != first.document_id
    document = _document(store, second)
    assert document.url == site.url("/1")
    assert document.note is not None
    assert document.note.startswith("This replaces the reading of ")
    kept = store.intake.find(IntakeKind.ADDRESS, site.url("/1"))
    assert kept is not None
    assert (kept.document_id, kept.detail) == (second.document_id, document.note)
    assert read("/1").outcome == "unchanged"


def test_page_that_only_calls_itself_changed_is_not(site: Site, read: Read) -> None:
    site.pages["/1"] = page(ONE, etag='"a"')
    read("/1")
    site.pages["/1"] = page(ONE, etag='"b"')
    done = read("/1")
    assert (done.outcome, done.is_skipped) == ("unchanged", False)


@pytest.mark.parametrize(
    ("path", "kind", "file"),
    [
        ("/report", "application/pdf", "pdf/plain.pdf"),
        ("/report.pdf", "application/octet-stream", "pdf/plain.pdf"),
        ("/report", None, "pdf/plain.pdf"),
        (
            "/report",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            "docx/plain.docx",
        ),
        ("/report", "application/vnd.oasis.opendocument.text", "odt/plain.odt"),
        ("/report", "message/rfc822", "eml/plain.eml"),
    ],
)
def test_document_is_read_by_its_kind(
    site: Site, store: Store, read: Read, path: str, kind: str | None, file: str
) -> None:
    site.pages[path] = Page((CORPUS / file).read_bytes(), kind=kind)
    document = _document(store, read(path))
    assert len(document.text) > 50
    assert document.url == site.url(path)


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        ("text/plain; charset=windows-1251", "Экспорт вырос на 5 процентов.".encode("cp1251")),
        ("text/plain", "Экспорт вырос на 5 процентов.".encode()),
        ("text/plain; charset=nonsense", "Экспорт вырос на 5 процентов.".encode()),
        (
            "text/html; charset=windows-1251",
            "<html><body><p>Экспорт вырос на 5 процентов.</p></body></html>".encode("cp1251"),
        ),
        (None, "<HTML><body><p>Экспорт вырос на 5 процентов.</p></body></html>".encode()),
    ],
    ids=["cp1251", "utf-8", "nonsense", "page in cp1251", "page of no kind"],
)
def test_encoding_of_the_server_is_believed_where_utf8_fails(
    site: Site, store: Store, read: Read, kind: str | None, data: bytes
) -> None:
    site.pages["/1"] = Page(data, kind=kind)
    assert _document(store, read("/1")).text == "Экспорт вырос на 5 процентов."


def test_feed_gives_its_entries(site: Site, store: Store, read: Read) -> None:
    site.pages["/feed"] = feed(
        entry("Port grows", site.url("/1"), text=ONE), entry("Trade grows", "/2", text=TWO)
    )
    done = read("/feed")
    assert (done.outcome, done.parts) == ("stored", 2)
    urls = [store.document(each.id).document.url for each in store.documents()]
    assert set(urls) == {site.url("/1"), None}


def test_address_that_the_page_names_counts_on_its_own_site_only(
    site: Site, store: Store, read: Read
) -> None:
    for number, (named, kept) in enumerate(
        [
            (site.url("/news/port"), site.url("/news/port")),
            ("https://other.example.org/news/port", site.url("/1")),
            (f"https://www.{site.name}/news/port", f"https://www.{site.name}/news/port"),
            (site.url("/"), site.url("/3")),
            ("javascript:alert(1)", site.url("/4")),
        ]
    ):
        head = f'<link rel="canonical" href="{named}">'
        site.pages[f"/{number}"] = page(f"Trade grew by {number + 2} percent.", head=head)
        kept = kept.replace("/1", f"/{number}") if kept.endswith("/1") else kept
        assert _document(store, read(f"/{number}")).url == kept, named


def test_where_redirects_led_is_kept(site: Site, store: Store, read: Read) -> None:
    site.pages["/old"] = Page(status=301, headers={"Location": "/new"})
    site.pages["/new"] = page(ONE)
    assert _document(store, read("/old")).url == site.url("/new")
    kept = store.intake.find(IntakeKind.ADDRESS, site.url("/old"))
    assert kept is not None
    assert kept.final == site.url("/new")


def test_what_a_person_says_goes_before_what_the_page_says(
    site: Site, store: Store, read: Read
) -> None:
    site.pages["/1"] = page(ONE)
    said = Origin(published="2024-03", source="Trend", title="Port", url="https://www.trend.az/1")
    document = _document(store, read("/1", said))
    assert (document.published, document.source, document.title, document.url) == (
        *("2024-03", "Trend", "Port", "https://www.trend.az/1"),
    )


def test_refusal_is_kept_and_tried_again(site: Site, store: Store, read: Read) -> None:
    done = read("/1")
    assert isinstance(done.error, FetchError)
    kept = store.intake.find(IntakeKind.ADDRESS, site.url("/1"))
    assert kept is not None
    assert (kept.outcome, kept.reason) == ("refused", "missing")
    site.pages["/1"] = page(ONE)
    assert read("/1").outcome == "stored"


def test_kind_that_no_reader_knows_is_refused(site: Site, read: Read) -> None:
    site.pages["/1"] = Page(b"\x89PNG....", kind="image/png")
    error = read("/1").error
    assert isinstance(error, ReadError)
    assert (error.reason, str(error.path)) == ("wrong_type", site.url("/1"))
    assert "it is image/png" in error.detail


def test_password_is_neither_sent_nor_kept(site: Site, store: Store, read: Read) -> None:
    done = read(f"http://me:secret@{site.name}:{site.port}/1")
    assert done.error is not None
    assert "secret" not in f"{done}{store.intake.list()}"
    assert site.connections == 0


def test_library_fetches_only_where_it_is_told_to(site: Site, store: Store) -> None:
    (done,) = ingest([site.url("/1")], store)
    assert getattr(done.error, "reason", None) == "not_allowed"
    assert site.connections == 0
