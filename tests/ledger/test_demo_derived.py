"""The demo's documents imply and promise what was listed by hand from their texts, and no more."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tracker.ingestion import ingest
from tracker.model.derived import FollowedTarget
from tracker.readers.packaged import packaged_documents
from tracker.store import Store

LISTED = tomllib.loads(
    (Path(__file__).parent / "demo_derived.toml").read_text(encoding="utf-8"),
)
SETTLED = ("met", "missed", "overdue")  # which today does not change any more
Implied = dict[tuple[str, ...], list[Any]]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with Store.create(tmp_path_factory.mktemp("demo") / "demo.db") as store:
        assert all(done.error is None for done in ingest([packaged_documents()], store))
        yield store


@pytest.fixture(scope="module")
def files(demo: Store) -> dict[int, str]:
    """The names of the documents' files, by id."""
    listed = tomllib.loads(
        (packaged_documents().parent / "documents.toml").read_text(encoding="utf-8")
    )
    names = {
        (entry["title"], entry["publisher"]): entry["file"].removesuffix(".txt")
        for entry in listed["document"]
    }
    found = {}
    for stored in demo.documents():
        document = stored.document
        found[stored.id] = names[document.title or "", document.source or ""]
    return found


def test_what_is_implied_is_what_was_listed(demo: Store, files: dict[int, str]) -> None:
    found: Implied = {}
    for each in demo.derived.implied():
        assert each.document_id is not None
        key = files[each.document_id], each.rule, each.period or "", each.formula
        values: list[Any] = [each.base_low, each.base_value, each.base_high]
        found[key] = [values, each.base_unit, each.comparison, each.stated_surface or ""]
    listed: Implied = {}
    for document, rule, period, formula, low, value, high, *rest in LISTED["implied"]:
        values = [pytest.approx(each, rel=1e-3) for each in (low, value, high)]
        listed[document, rule, period, formula] = [values, *rest]
    assert found == listed


def test_what_is_promised_is_what_was_listed(demo: Store) -> None:
    found: dict[str, list[FollowedTarget]] = {}
    for target in demo.derived.targets():
        parts = (
            *(target.subject, target.partner, target.place, target.indicator),
            *(target.commodity, target.counted, target.base_unit),
        )
        found.setdefault(" ".join(part for part in parts if part), []).append(target)
    assert {name: _shown(history) for name, history in found.items()} == {
        name: (actual, sorted(map(tuple, statements)))
        for name, actual, statements in LISTED["targets"]
    }


def _shown(history: list[FollowedTarget]) -> tuple[str, list[tuple[Any, ...]]]:
    last = history[-1]
    actual = ""
    if last.actual_base_value is not None:
        actual = f"{last.actual_base_value:.15g} {last.actual_period or ''}".rstrip()
    statements = [
        (
            *(each.statement, each.published, each.base_value, each.period or ""),
            each.state if each.state in SETTLED else "",
            bool(each.is_current),
        )
        for each in history
    ]
    return actual, sorted(statements)
