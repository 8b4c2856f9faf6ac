"""What is subscribed to is read once, politely, and never from where it must not be read."""

from collections import Counter
from collections.abc import Callable

import pytest

from tests.fetching.feeds import entry, feed, page
from tests.fetching.sites import Page, Site, serve
from tracker.fetching.visiting import Visitor
from tracker.ingestion.feeds import Heard, count_documents, run_feeds, subscribe
from tracker.model.document import Document
from tracker.model.errors import NotFoundError, ReadError, StoreError
from tracker.model.intake import Feed, IntakeKind
from tracker.model.stored import Outcome
from tracker.store import Store

ONE = "The port of Aktau handled 4.5 million tonnes in 2023."
TWO = "The port of Aktau handled 4.7 million tonnes in 2023."
OTHER = "Trade with Georgia grew by 12 percent in 2023."


@pytest.fixture
def visitor(site: Site) -> Visitor:
    """Asks the site, without waiting."""
    return Visitor(reach=site.reach(), sleep=lambda _: None)


@pytest.fixture
def subscribed(site: Site, store: Store, visitor: Visitor) -> Feed:
    """A feed of two entries, each with a page; the pages of its site are asked for since."""
    site.pages |= {
        "/feed": feed(
            entry("Port grows", site.url("/1"), text="The port grew."),
            entry("Trade grows", site.url("/2"), text="Trade grew.", day="2024-07-10"),
        ),
        "/1": page(ONE, title="The port of Aktau grows"),
        "/2": page(OTHER, title="Trade with Georgia grows"),
    }
    added = subscribe(site.url("/feed"), store, visitor)
    site.asked.clear()
    return added


def _outcomes(heard: list[Heard]) -> Counter[str]:
    return Counter(each.entry.outcome.value for each in heard if each.entry is not None)


def _documents(store: Store) -> list[Document]:
    held = [store.document(each.id).document for each in store.documents()]
    return sorted(held, key=lambda document: (document.url or "", document.text))


def _pages(site: Site) -> list[str]:
    return [path for path in site.asked if path != "/robots.txt"]


Run = Callable[..., list[Heard]]


@pytest.fixture
def run(store: Store, visitor: Visitor) -> Run:
    """Asks the feeds once."""
    return lambda **wants: list(run_feeds(store, visitor, **wants))


def test_each_entry_is_read_once(site: Site, store: Store, subscribed: Feed, run: Run) -> None:
    assert _outcomes(run()) == {"stored": 2}
    assert _pages(site) == ["/feed", "/1", "/2"]
    one, two = _documents(store)
    assert ONE in one.text
    assert (one.url, one.title, one.published) == (
        site.url("/1"),
        "The port of Aktau grows",
        "2024-07-12",
    )
    assert (one.source, one.language, two.published) == ("Port of Aktau", "en", "2024-07-10")
    assert {each.field: each.where for each in one.found}["published"] == (
        "the feed: entry's published date"
    )
    assert [fact.fact.value for fact in store.facts()] == [4.5e6, 12.0]
    site.asked.clear()
    assert _outcomes(run()) == {"unchanged": 2}
    assert _pages(site) == ["/feed"]
    assert count_documents(store) == {subscribed.url: 2}


def test_feed_that_is_unchanged_is_not_even_read(
    site: Site, store: Store, subscribed: Feed, run: Run
) -> None:
    site.pages["/feed"] = feed(entry("Port grows", site.url("/1")), etag='"v1"')
    run()
    kept = store.feeds.find(subscribed.url)
    assert kept is not None
    assert (kept.etag, kept.problem, kept.title) == ('"v1"', None, "Port of Aktau")
    assert kept.checked_at is not None
    (heard,) = run()
    assert (heard.is_unchanged, heard.entry, heard.error) == (True, None, None)


def test_new_entry_of_a_feed_is_read_and_the_others_are_not(
    site: Site, subscribed: Feed, run: Run
) -> None:
    run()
    site.pages["/3"] = page("Exports grew by 3 percent in 2023.", title="Exports of the port grow")
    site.pages["/feed"] = feed(
        entry("Exports grow", site.url("/3")),
        entry("Port grows", site.url("/1"), text="The port grew."),
    )
    site.asked.clear()
    assert _outcomes(run()) == {"stored": 1, "unchanged": 1}
    assert _pages(site) == ["/feed", "/3"]


def test_changed_page_is_read_again_when_the_feed_lists_it_as_changed(
    site: Site, store: Store, subscribed: Feed, run: Run
) -> None:
    run()
    site.pages["/1"] = page(TWO, title="The port of Aktau grows")
    assert _outcomes(run()) == {"unchanged": 2}  # the feed says nothing of a change
    site.pages["/feed"] = feed(
        entry("Port grows", site.url("/1"), text="The port grew.", changed="2024-07-13"),
        entry("Trade grows", site.url("/2"), text="Trade grew.", day="2024-07-10"),
    )
    assert _outcomes(run()) == {"stored": 1, "unchanged": 1}
    first, again, _ = _documents(store)
    assert (first.note, first.url) == (None, again.url)
    assert TWO in again.text
    assert again.note is not None
    assert again.note.startswith("This replaces the reading of ")
    assert "(document 1)" in again.note
    assert _outcomes(run()) == {"unchanged": 2}


def test_changed_page_is_read_again_when_a_person_asks_for_it(
    site: Site, store: Store, subscribed: Feed, run: Run
) -> None:
    run()
    site.pages["/1"] = page(TWO, title="The port of Aktau grows")
    assert _outcomes(run(refresh=True)) == {"stored": 1, "unchanged": 1}
    assert len(_documents(store)) == 3


def test_page_is_asked_for_only_if_it_has_changed(
    site: Site, store: Store, subscribed: Feed, run: Run
) -> None:
    site.pages["/1"] = page(ONE, etag='"a"')
    run()
    site.pages["/feed"] = feed(entry("Port grows", site.url("/1"), changed="2024-07-20"))
    site.heads.clear()
    assert _outcomes(run()) == {"unchanged": 1}
    assert site.heads[-1]["If-None-Match"] == '"a"'
    site.asked.clear()
    assert _outcomes(run()) == {"unchanged": 1}
    assert _pages(site) == ["/feed"]
    assert len(_documents(store)) == 2


def test_robots_are_obeyed_and_the_feeds_own_text_is_kept(
    site: Site, store: Store, subscribed: Feed, run: Run
) -> None:
    site.pages["/robots.txt"] = Page(b"User-agent: *\nDisallow: /1\n", kind="text/plain")
    visitor = Visitor(reach=site.reach(), sleep=lambda _: None)
    assert _outcomes(list(run_feeds(store, visitor))) == {"stored": 2}
    assert "/1" not in site.asked
    one, _ = _documents(store)
    assert one.text == "Port grows\n\nThe port grew."
    assert one.note is not None
    assert one.note.startswith("Its page was not read, so this is only what the feed says of it")
    assert "robots.txt" in one.note
    kept = store.intake.find(IntakeKind.ENTRY, site.url("/1"))
    assert kept is not None
    assert kept.detail == one.note


def test_no_entry_and_no_redirect_reaches_an_inner_machine(
    site: Site, store: Store, subscribed: Feed, run: Run
) -> None:
    with serve("127.0.0.2", "inner.example.org") as inner:
        inner.pages["/"] = page("Secret: 99 percent.")
        for number, target in enumerate((inner.url(), f"http://127.0.0.2:{inner.port}/")):
            site.pages[f"/away/{number}"] = Page(status=302, headers={"Location": target})
        links = [
            *(site.url(f"/away/{number}") for number in range(2)),
            *(f"http://127.0.0.2:{inner.port}/", f"http://2130706434:{inner.port}/", inner.url()),
            *("javascript:alert(1)", "file:///etc/passwd", "http://user:secret@127.0.0.2/"),
        ]
        site.pages["/feed"] = feed(
            *(
                entry(f"Port {n} grows", link, text=f"Trade grew {n} percent.")
                for n, link in enumerate(links)
            )
        )
        assert _outcomes(run()) == {"stored": len(links)}
        assert inner.connections == 0
    documents = _documents(store)
    assert all("percent" in document.text and "99" not in document.text for document in documents)
    # what is no address at all, or one with a password, is no link
    assert sum("not_allowed" in (document.note or "") for document in documents) == 5
    assert all("secret" not in str(document) for document in documents)


def test_feed_that_fails_stops_no_other_and_its_problem_is_kept(
    site: Site, store: Store, subscribed: Feed, visitor: Visitor, run: Run
) -> None:
    for path in ("/broken", "/gone"):
        site.pages[path] = feed(entry(f"Trade {path}", None, text="Trade grew."))
        subscribe(site.url(path), store, visitor)
    store.feeds.add(Feed(url="http://169.254.169.254/latest"))
    site.pages["/broken"] = Page(b"<html>no feed</html>")
    del site.pages["/gone"]
    heard = run()
    reasons = {each.feed: each.error.reason for each in heard if isinstance(each.error, ReadError)}
    assert reasons == {
        site.url("/broken"): "wrong_type",
        site.url("/gone"): "missing",
        "http://169.254.169.254/latest": "not_allowed",
    }
    assert _outcomes(heard) == {"stored": 2}
    problems = [each.problem for each in store.feeds.list()]
    assert problems[0] is None
    assert [(problem or "").partition(":")[0] for problem in problems[1:]] == [
        *("wrong_type", "missing", "not_allowed"),
    ]
    site.pages["/gone"] = feed(entry("Trade", None, text="Trade grew."))
    run()
    assert [each.problem for each in store.feeds.list()][2] is None


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (Page(status=404), "missing"),
        (Page(b"\x89PNG....", kind="image/png"), "wrong_type"),
        (Page(b"<html><body></body></html>"), "no_text"),
        (
            feed(entry("Another", None, text="Trade."), entry("Feed", None, text="Trade.")),
            "wrong_type",
        ),
    ],
)
def test_page_that_cannot_be_read_leaves_the_feeds_own_text(
    site: Site, store: Store, subscribed: Feed, run: Run, answer: Page, reason: str
) -> None:
    site.pages["/1"] = answer
    assert _outcomes(run()) == {"stored": 2}
    one, _ = _documents(store)
    assert one.text == "Port grows\n\nThe port grew."
    assert f"({reason}: " in (one.note or "")
    site.asked.clear()
    assert _outcomes(run()) == {"unchanged": 2}
    assert _pages(site) == ["/feed"]


def test_page_whose_site_asks_for_patience_is_tried_again(
    site: Site, store: Store, subscribed: Feed, visitor: Visitor
) -> None:
    site.pages["/feed"] = feed(
        entry("Port grows", site.url("/1"), text="The port grew."), etag='"v1"'
    )
    site.pages["/1"] = Page(status=503)
    assert _outcomes(list(run_feeds(store, visitor))) == {"stored": 1}
    assert _outcomes(list(run_feeds(store, visitor))) == {"unchanged": 1}
    site.pages["/1"] = page(ONE)
    assert _outcomes(list(run_feeds(store, visitor))) == {"stored": 1}
    texts = [document.text for document in _documents(store)]
    assert any(ONE in text for text in texts)
    (heard,) = run_feeds(store, visitor)
    assert heard.is_unchanged


def test_page_that_is_gone_keeps_its_reading(
    site: Site, store: Store, subscribed: Feed, run: Run
) -> None:
    run()
    del site.pages["/1"]
    heard = run(refresh=True)
    assert _outcomes(heard) == {"unchanged": 2}
    notes = [each.entry.note for each in heard if each.entry is not None and each.entry.note]
    assert len(notes) == 1
    assert notes[0].startswith("It could not be asked for anew; its last reading stands.")
    assert len(_documents(store)) == 2


def test_entry_without_a_page_is_its_own_text(
    site: Site, store: Store, subscribed: Feed, run: Run
) -> None:
    entries = [entry("Port grows", None, text=ONE), entry("No words", None), "<entry/>"]
    site.pages["/feed"] = feed(*entries)
    heard = run()
    assert _outcomes(heard) == {"stored": 2, "refused": 1}
    assert [fact.fact.value for fact in store.facts()] == [4.5e6]
    assert _outcomes(run())["stored"] == 0


def test_entry_of_two_feeds_is_read_once(
    site: Site, store: Store, subscribed: Feed, visitor: Visitor, run: Run
) -> None:
    site.pages["/all"] = feed(entry("The port grows again", site.url("/1")), title="All ports")
    subscribe(site.url("/all"), store, visitor)
    for _ in range(3):
        run()
    assert site.asked.count("/1") == 1
    assert len(_documents(store)) == 2


def test_limit_leaves_the_rest_to_the_next_run(
    site: Site, store: Store, subscribed: Feed, run: Run
) -> None:
    entries = [entry(f"Trade {n}", None, text=f"Trade grew by {n} percent.") for n in range(5)]
    site.pages["/feed"] = feed(*entries, etag='"v1"')
    first, *_ = heard = run(limit=3)
    assert (first.n_left, _outcomes(heard)) == (2, {"stored": 3})
    assert _outcomes(run(limit=3)) == {"stored": 2, "unchanged": 3}
    assert run()[0].is_unchanged


def test_run_that_was_stopped_goes_on_where_it_was(
    site: Site, store: Store, subscribed: Feed, visitor: Visitor
) -> None:
    site.pages["/feed"] = feed(
        entry("Port grows", site.url("/1")), entry("Trade grows", site.url("/2")), etag='"v1"'
    )
    heard = list(run_feeds(store, visitor, is_over=lambda: "/1" in site.asked))
    assert _outcomes(heard)["stored"] <= 1
    rest = list(run_feeds(store, visitor))
    assert _outcomes(heard)["stored"] + _outcomes(rest)["stored"] == 2
    assert site.asked.count("/1") <= 2


def test_only_what_is_a_feed_is_subscribed_to_and_only_once(
    site: Site, store: Store, subscribed: Feed, visitor: Visitor
) -> None:
    assert (subscribed.title, subscribed.checked_at) == ("Port of Aktau", None)
    with pytest.raises(StoreError, match="already"):
        subscribe(subscribed.url, store, visitor)
    with pytest.raises(ReadError, match="no RSS or Atom feed"):
        subscribe(site.url("/1"), store, visitor)
    with pytest.raises(ReadError, match="not on the public web"):
        subscribe("http://192.168.0.1/feed", store, visitor)
    assert [each.url for each in store.feeds.list()] == [subscribed.url]
    with pytest.raises(NotFoundError):
        list(run_feeds(store, visitor, urls=["https://other.example.org/"]))


def test_outcome_of_every_entry_is_told(site: Site, subscribed: Feed, run: Run) -> None:
    heard = run()
    assert heard[0] == Heard(feed=subscribed.url)
    entries = [each.entry for each in heard[1:]]
    assert [each.place for each in entries if each is not None] == [site.url("/1"), site.url("/2")]
    assert {each.kind for each in entries if each is not None} == {IntakeKind.ENTRY}
    assert {each.outcome for each in entries if each is not None} == {Outcome.STORED}
