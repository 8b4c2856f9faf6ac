"""News: what changed since a day of publication, and since somebody last looked."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import text

from tracker.model.document import Document
from tracker.model.errors import StoreError
from tracker.model.fact import Fact, Status
from tracker.model.filter import FactFilter
from tracker.model.news import News, TargetChange
from tracker.store import Store

MakeFact = Callable[..., Fact]
Say = Callable[..., int]
FREIGHT = {"subject": "middle_corridor", "indicator": "freight_volume"}
PLAN = {**FREIGHT, "status": Status.TARGET}


@pytest.fixture
def say(store: Store, fact_in: MakeFact) -> Say:
    """A function that keeps a document of one figure and gives the fact's id."""

    def keep(
        surface: str, value: float, published: str | None, *, source: str = "Agency",
        stored: str | None = None, **of: Any,
    ) -> int:  # fmt: skip
        document = Document(
            text=f"{source} {published}: {surface}.", source=source, published=published
        )
        kept = store.add(document, [fact_in(document, surface, value, "tonne", **of)])
        if stored is not None:
            with store._connections.writing() as connection:
                connection.execute(
                    text("UPDATE document SET retrieved_at = :at WHERE id = :id"),
                    {"at": stored, "id": kept.document_id},
                )
        [found] = [each for each in store.facts() if each.document_id == kept.document_id]
        return found.id

    return keep


def changes(news: News) -> list[tuple[TargetChange, int, int | None]]:
    return [
        (each.change, each.target.fact_id, each.before.fact_id if each.before else None)
        for each in news.targets
    ]


def test_what_was_published_since_a_day_is_news(store: Store, say: Say) -> None:
    say("4.5 Mt", 4.5e6, "2025-01-10", period="2024", **FREIGHT)
    say("1.5 Mt", 1.5e6, None, period="2021", **FREIGHT)
    new = say("9 Mt", 9e6, "2025-02-01", source="Paper", subject="kz", indicator="exports",
              period="2024")  # fmt: skip
    news = store.changes("2025-02-01")
    assert (news.since, news.by, news.n_documents, news.n_facts) == (
        "2025-02-01",
        "published",
        1,
        1,
    )
    assert [each.id for each in news.facts] == [new]
    assert [each.document.source for each in news.documents] == ["Paper"]
    assert (news.subjects, news.indicators) == ((("kz", 1),), (("exports", 1),))
    assert store.changes("2025-02-02").n_facts == 0
    every = store.changes("2000-01-01", limit=1)
    assert (every.n_facts, len(every.facts), every.n_documents, len(every.documents)) == (
        2,
        1,
        2,
        1,
    )
    watched = store.changes("2000-01-01", where=FactFilter(entity=("kz",)))
    assert (watched.n_facts, watched.n_documents) == (1, 1)
    named = store.changes("2000-01-01", where=FactFilter(source=("Agency",)))
    assert (named.n_facts, named.n_documents) == (1, 1)


def test_a_month_is_news_until_it_is_over(store: Store, say: Say) -> None:
    say("4.5 Mt", 4.5e6, "2025-01", period="2024", **FREIGHT)
    assert store.changes("2025-01-31").n_facts == 1
    assert store.changes("2025-02-01").n_facts == 0


def test_a_contradiction_is_news_once(store: Store, say: Say) -> None:
    say("4.5 Mt", 4.5e6, "2025-01-10", period="2024", **FREIGHT)
    say("3.3 Mt", 3.3e6, "2025-02-01", source="Paper", period="2024", **FREIGHT)
    third = say("8 Mt", 8e6, "2025-03-01", source="Gazette", period="2024", **FREIGHT)
    [claim] = store.changes("2025-02-01").disputed
    assert (claim.facts, claim.outcome) == (3, "conflict")
    later = store.changes("2025-03-01")
    assert (later.disputed, later.n_disputed) == ((), 0)  # it was in dispute before
    [redrawn] = later.redrawn
    assert (redrawn.claim.drawn, redrawn.before.fact.surface) == (third, "3.3 Mt")


def test_a_figure_that_is_said_again_redraws_nothing(store: Store, say: Say) -> None:
    say("4.5 Mt", 4.5e6, "2025-01-10", period="2024", **FREIGHT)
    say("4.50 Mt", 4.5e6, "2025-03-01", source="Paper", period="2024", **FREIGHT)
    news = store.changes("2025-03-01")
    assert (news.n_facts, news.n_disputed, news.n_redrawn) == (1, 0, 0)


def test_promises_are_made_moved_and_kept(store: Store, say: Say) -> None:
    first = say("5 Mt", 5e6, "2023-02-01", period="2024", **PLAN)
    assert changes(store.changes("2023-02-01")) == [(TargetChange.PROMISED, first, None)]
    # Its year passed without a figure, after the day that is asked about.
    assert changes(store.changes("2024-06-01")) == [(TargetChange.OVERDUE, first, first)]
    say("5.5 Mt", 5.5e6, "2025-03-01", period="2024", **FREIGHT)
    assert changes(store.changes("2025-03-01")) == [(TargetChange.MET, first, first)]
    moved = say("6 Mt", 6e6, "2025-04-01", period="2999", **PLAN)
    assert changes(store.changes("2025-04-01")) == [(TargetChange.MOVED, moved, first)]
    say("6.0 Mt", 6e6, "2025-05-01", source="Paper", period="2999", **PLAN)
    assert changes(store.changes("2025-05-01")) == []
    assert store.changes("2025-04-01", where=FactFilter(entity=("kz",))).targets == ()


def test_what_came_in_since_the_last_visit_is_news_however_old(store: Store, say: Say) -> None:
    say("4.5 Mt", 4.5e6, "2025-01-10", stored="2026-01-01T08:00:00Z", period="2024", **FREIGHT)
    old = say("3.3 Mt", 3.3e6, "2024-12-31", source="Paper", stored="2026-01-05T09:30:00Z",
              period="2024", **FREIGHT)  # fmt: skip
    news = store.changes("2026-01-05T08:00:00Z", by="stored")
    assert ([each.id for each in news.facts], news.n_documents) == ([old], 1)
    assert news.n_disputed == 1
    assert store.changes("2026-01-05T10:00:00+01:00", by="stored").n_facts == 1
    assert store.changes("2026-01-05T09:30:00Z", by="stored").n_facts == 0
    assert store.changes("2026-01-05", by="stored").n_facts == 1
    assert store.changes("2026-01-06", by="stored").n_facts == 0


@pytest.mark.parametrize(
    ("since", "by"), [("soon", "published"), ("2025", "stored"), ("x", "stored")]
)
def test_a_time_that_is_none_is_refused(store: Store, since: str, by: Any) -> None:
    with pytest.raises(StoreError):
        store.changes(since, by=by)
