"""What goes out and comes in gives the same ledger: claims, outcomes, lines, targets, implied."""

import json
from collections import Counter
from pathlib import Path

import pytest

from tracker.cli import main
from tracker.exchange.exporting import export
from tracker.exchange.importing import import_bundle, import_facts
from tracker.store import Store

# Numbers of rows, keys made of the whole text, and the time of computing: all else must be alike.
PASSING = {
    "id",
    "fact_key",
    "input_keys",
    "stated_fact_key",
    "computed_at",
    "span_start",
    "span_end",
}
ORIGIN = {"origin", "equivalent_of"}
JUDGED = (
    *("facts_readable", "conflicts", "series_points", "targets", "implied", "trade_by_year"),
    *("corridor_capacity", "part_exceeds_year", "review_queue", "money_in_eur"),
)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The database of the demo."""
    path = tmp_path_factory.mktemp("demo") / "demo.db"
    assert main(["demo", "--no-serve", "--db", str(path)]) == 0
    return path


def _content(store: Store, view: str, passing: set[str]) -> Counter[str]:
    return Counter(
        json.dumps(
            {k: v for k, v in row.items() if k not in passing and not k.endswith("_id")},
            sort_keys=True,
        )
        for row in store.view(view)
    )


def test_facts_by_way_of_csv_give_the_same_ledger(demo: Path, tmp_path: Path) -> None:
    with Store(demo) as one, Store.create(tmp_path / "two.db") as two:
        export(one, tmp_path / "a.csv")
        report = import_facts(two, tmp_path / "a.csv")
        assert (report.added, report.refused) == (one.count(), ())
        for view in JUDGED:
            passing = PASSING | ORIGIN
            assert _content(one, view, passing) == _content(two, view, passing), view
        assert one.summary().conflicts == two.summary().conflicts > 0
        assert two.check() == []
        again = import_facts(two, tmp_path / "a.csv")
        assert (again.added, again.known, again.refused) == (0, one.count(), ())


def test_a_bundle_gives_the_same_ledger_with_the_same_keys(demo: Path, tmp_path: Path) -> None:
    with Store(demo) as one, Store.create(tmp_path / "two.db") as two:
        export(one, tmp_path / "a.zip")
        import_bundle(two, tmp_path / "a.zip")
        for view in one.exchange.views:
            passing = {"id", "computed_at"}
            assert _content(one, view, passing) == _content(two, view, passing), view
        export(two, tmp_path / "b.zip")
        assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()
