"""What became of each place that was read, and the subscribed feeds."""

from dataclasses import replace

import pytest

from tracker.model.document import Document
from tracker.model.errors import InvalidFactError, NotFoundError, StoreError
from tracker.model.intake import Feed, Intake, IntakeKind
from tracker.model.stored import Outcome
from tracker.store import Store

FILE, ADDRESS = IntakeKind.FILE, IntakeKind.ADDRESS
URL = "https://example.org/feed.xml"


def _intake(place: str, outcome: Outcome = Outcome.STORED, **told: object) -> Intake:
    return Intake(place=place, kind=FILE, outcome=outcome, **told)  # type: ignore[arg-type]


def test_what_is_noted_is_found_and_replaced(store: Store) -> None:
    number = store.add(Document(text="x"), []).document_id
    whole = _intake(
        "/a/b.pdf",
        at="2026-01-02T03:04:05Z",
        detail="Page 3 holds a picture only.",
        document_id=number,
        n_bytes=5_000_000_000,
        fingerprint="12 3456",
        read_with="abc",
        final="/c",
    )
    store.intake.note([whole])
    found = store.intake.find(FILE, "/a/b.pdf")
    assert found is not None
    assert replace(found, id=None) == whole
    assert store.intake.find(ADDRESS, "/a/b.pdf") is None
    store.intake.note([_intake("/a/b.pdf", Outcome.REFUSED, reason="too_large")])
    again = store.intake.find(FILE, "/a/b.pdf")
    assert again is not None
    assert (again.id, again.outcome, again.reason) == (found.id, Outcome.REFUSED, "too_large")
    assert (again.detail, again.fingerprint, again.document_id) == (None, None, None)
    assert again.at > "2026-01-02T03:04:05Z"


def test_many_places_are_found_at_once_and_only_those_that_are_known(store: Store) -> None:
    places = [f"/{number}" for number in range(1200)]
    store.intake.note(_intake(place, fingerprint=place) for place in places[:1100])
    found = store.intake.find_many(FILE, places)
    assert found.keys() == set(places[:1100])
    assert all(each.fingerprint == each.place == place for place, each in found.items())


def test_of_two_for_one_place_the_last_counts(store: Store) -> None:
    store.intake.note([_intake("/a", Outcome.REFUSED), _intake("/a"), _intake("/b")])
    assert store.intake.counts() == {
        Outcome.STORED: 2,
        Outcome.UNCHANGED: 0,
        Outcome.REDATED: 0,
        Outcome.UPDATED: 0,
        Outcome.REFUSED: 0,
    }


def test_a_name_that_is_no_text_is_kept_and_found_again(store: Store) -> None:
    place = b"/a/\xff\x80.txt".decode("utf-8", "surrogateescape")
    store.intake.note([_intake(place, detail="\udcff", fingerprint="1"), _intake("/n\x00")])
    found = store.intake.find(FILE, place)
    assert found is not None
    assert (found.place, found.fingerprint) == (place, "1")
    assert store.intake.find(FILE, "/n\x00") is not None
    assert "/a/\\udcff\\udc80.txt" in {each.place for each in store.intake.list()}


def test_an_intake_outlives_its_document_and_names_none_that_is_gone(store: Store) -> None:
    store.intake.note([_intake("/a", document_id=77)])
    found = store.intake.find(FILE, "/a")
    assert found is not None
    assert found.document_id is None


def test_the_refused_and_the_partly_read_are_listed_the_latest_first(store: Store) -> None:
    store.intake.note(
        [
            _intake("whole", at="2026-01-01T00:00:05Z"),
            _intake("refused 1", Outcome.REFUSED, at="2026-01-01T00:00:01Z", detail="Locked."),
            _intake(
                "partly", Outcome.UPDATED, at="2026-01-01T00:00:02Z", detail="Page 2 is empty."
            ),
            _intake("refused 2", Outcome.REFUSED, at="2026-01-01T00:00:03Z"),
            _intake("refused 3", Outcome.REFUSED, at="2026-01-01T00:00:03Z"),
        ]
    )

    def places(**wanted: object) -> list[str]:
        return [each.place for each in store.intake.list(**wanted)]  # type: ignore[arg-type]

    refused = (Outcome.REFUSED,)
    assert places() == ["whole", "refused 3", "refused 2", "partly", "refused 1"]
    assert places(outcomes=refused) == ["refused 3", "refused 2", "refused 1"]
    assert places(partly=True) == ["partly"]
    both = ["refused 3", "refused 2", "partly", "refused 1"]
    assert places(outcomes=refused, partly=True) == both
    assert places(outcomes=()) == []
    seen: list[str] = []
    after = None
    while page := store.intake.list(outcomes=refused, partly=True, limit=1, after=after):
        seen += [each.place for each in page]
        after = page[-1].id
    assert seen == both
    assert store.intake.counts()[Outcome.REFUSED] == 3
    assert store.intake.count_partly() == 1
    assert [row["place"] for row in store.view("not_read")] == both
    with pytest.raises(NotFoundError):
        store.intake.list(after=99)


def test_a_place_can_be_forgotten(store: Store) -> None:
    store.intake.note([_intake("/a"), _intake("/b")])
    assert store.intake.forget(FILE, ["/a", "/never"]) == 1
    assert store.intake.forget(ADDRESS, ["/b"]) == 0
    assert [each.place for each in store.intake.list()] == ["/b"]


def test_a_feed_is_added_changed_and_removed(store: Store) -> None:
    added = store.feeds.add(Feed(url=URL, title="News\x00"))
    assert added.id is not None
    assert added.added_at
    assert added.title == "News\\u0000"
    asked = replace(added, checked_at="2026-01-01T00:00:00Z", etag="a", problem="It was slow.")
    assert store.feeds.update(replace(asked, id=None, added_at="")) == asked
    assert store.feeds.find(URL) == asked
    store.feeds.add(Feed(url="http://example.org/2", added_at="2025-01-01T00:00:00Z"))
    assert [each.url for each in store.feeds.list()] == [URL, "http://example.org/2"]
    store.feeds.remove(URL)
    assert store.feeds.find(URL) is None
    with pytest.raises(NotFoundError):
        store.feeds.remove(URL)
    with pytest.raises(NotFoundError):
        store.feeds.update(asked)


def test_a_feed_is_subscribed_to_once_and_has_an_address_of_the_web(store: Store) -> None:
    added = store.feeds.add(Feed(url=URL))
    with pytest.raises(StoreError, match=r"already; nothing was changed"):
        store.feeds.add(Feed(url=URL, title="Other"))
    assert store.feeds.list() == [added]
    with pytest.raises(InvalidFactError):
        store.feeds.add(Feed(url="file:///etc/passwd"))
