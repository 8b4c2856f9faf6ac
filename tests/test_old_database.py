"""A database that the first versions made, with people's decisions in it: nothing is lost."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tracker.ingestion import reread
from tracker.model.filter import FactFilter
from tracker.store import Store
from tracker.store.connections import Connections
from tracker.store.schema import migrate, migrations_folder

OLD = Path(__file__).parent / "data" / "ledger_before.sql"
# Column names of then and now, where they differ.
RENAMED = {("rate", "day"): "period"}
# What the program itself refills from its data files; people's own rows in them must stay.
REFILLED = ("entity_alias", "unit", "indicator", "commodity")
Rows = dict[str, list[dict[str, Any]]]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """The old database, made anew from its dump."""
    path = tmp_path / "old.db"
    with closing(sqlite3.connect(path)) as shell:
        shell.executescript(OLD.read_text(encoding="utf-8"))
    return path


def _rows(path: Path) -> Rows:
    with closing(sqlite3.connect(path)) as shell:
        shell.row_factory = sqlite3.Row
        names = shell.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'passage_fts%'"
            " AND name NOT LIKE 'sqlite_%'"
        ).fetchall()
        return {
            name: [dict(row) for row in shell.execute(f"SELECT * FROM {name}")] for (name,) in names
        }


def test_every_row_is_there_after_the_upgrade(path: Path) -> None:
    before = _rows(path)
    assert before["alembic_version"] == [{"version_num": "0002"}]
    assert {row["review"] for row in before["fact"]} == {
        "unreviewed",
        "confirmed",
        "corrected",
        "rejected",
    }
    with Store.create(path) as store:
        assert store.check() == []
    after = _rows(path)
    for table, rows in before.items():
        if table in ("alembic_version", *REFILLED):
            continue
        assert rows or table in ("derived", "derived_input", "data_dictionary", "setting")
        for row in rows:
            kept = {RENAMED.get((table, name), name): value for name, value in row.items()}
            if table == "fact":  # what merely follows from the statement may be computed anew
                kept = {
                    name: v for name, v in kept.items() if name not in ("base_low", "base_high")
                }
            if table == "entity" and kept["origin"] == "packaged":
                kept = {"id": kept["id"]}
            assert any(kept.items() <= now.items() for now in after[table]), (table, kept)
    mine = {row["alias"] for row in after["entity_alias"] if row["entity_id"] == "my_terminal"}
    assert "Terminal Mine" in mine
    assert after["fact_revision"] == before["fact_revision"]
    # Its documents were compared with each other when it was opened.
    assert "uncompared_documents" not in {row["name"] for row in after["setting"]}


def test_the_upgrade_leaves_the_documents_to_be_compared_later(path: Path) -> None:
    connections = Connections(path)
    migrate(connections, migrations_folder())
    connections.close()
    after = _rows(path)
    last = max(row["id"] for row in after["document"])
    assert {"name": "uncompared_documents", "value": str(last)} in after["setting"]
    assert after["document_print"] == []


def test_decisions_made_then_hold_now(path: Path) -> None:
    with Store.create(path) as store:
        confirmed, corrected = store.fact(2), store.fact(5)
        assert (confirmed.review, corrected.review) == ("confirmed", "corrected")
        assert (corrected.fact.value, corrected.note) == (56500.0, "a zero too many")
        [rejected] = store.facts(FactFilter(review=("rejected",)))
        assert rejected.id == 7
        assert (store.fact(4).rank, store.fact(4).rank_reason) == (
            "preferred",
            "the operator's own figure",
        )
        assert store.fact(9).rank == "deprecated"
        assert (store.fact(11).origin, store.fact(11).author, store.fact(11).note) == (
            "form",
            "Ada",
            "by phone",
        )
        assert [link.note for link in store.links(4)] == ["ask the operator"]
        assert [event.who for event in store.decisions.history(5)] == ["ada"]
        assert [event.action for event in store.decisions.history(10)] == ["delete"]
        # A new reading leaves all of that as it is, and a decision can be made on top of it.
        list(reread(store))
        assert [store.fact(number).review for number in (2, 5, 7)] == [
            "confirmed",
            "corrected",
            "rejected",
        ]
        assert (store.fact(5).fact.value, store.fact(4).rank) == (56500.0, "preferred")
        assert [link.note for link in store.links(4) if link.note] == ["ask the operator"]
        made = store.decisions.decide(5, "reopen", author="Cy")
        store.decisions.undo(made.id, "Cy")
        assert store.fact(5).fact.value == 56500.0
        assert store.check() == []


def test_the_ledger_is_filled_from_what_was_stored(path: Path) -> None:
    with Store.create(path):
        pass
    after = _rows(path)
    assert after["unsettled_fact"] == []
    members = {row["fact_id"]: row for row in after["claim_member"]}
    claims = {row["id"]: row for row in after["claim"]}
    assert 7 not in members
    assert members[9]["standing"] == "deprecated"
    volumes = claims[members[4]["claim_id"]]
    assert (volumes["drawn_fact_id"], volumes["period"]) == (4, "2024")
    assert members[2]["claim_id"] == members[4]["claim_id"]
    assert {row["subject"] for row in after["series"]} >= {"middle_corridor", "my_terminal"}
    assert {row["fact_id"] for row in after["target"]} == {3}
