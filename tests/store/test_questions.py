"""The twenty questions are answered, with the numbers that a reader finds in the documents."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine

from tracker.cli import main
from tracker.store import Store

PAGE = Path(__file__).resolve().parents[2] / "docs" / "questions.md"
_QUESTION = re.compile(r"^### (\w+): .+\n\n(.+\n.+)\n\n```sql\n([^`]*)```", re.MULTILINE)
QUESTIONS = {
    name: (text, sql) for name, text, sql in _QUESTION.findall(PAGE.read_text(encoding="utf-8"))
}

# The page about the database names it as PostgreSQL's way to search.
SERVER_SEARCH = "SELECT id FROM passage WHERE to_tsvector('simple', text) @@ to_tsquery('simple', 'container:*')"

# Read in the documents of seeds/documents, named by their date; a row with these values is there.
KNOWN: dict[str, list[dict[str, Any]]] = {
    "capacities": [
        # 2023-09-14: "from 1 million to 5 million tons a year"
        {"transition": "from", "value": 1e6, "status": "actual", "published": "2023-09-14"},
        {"transition": "to", "value": 5e6, "status": "target", "published": "2023-09-14"},
        # 2022-10-19: "von 40.000 auf 215.000 TEU jährlich", by 2025
        {"transition": "to", "value": 215_000, "unit": "TEU", "period": "2025"},
    ],
    "freight_by_year": [
        {"period": "2023", "million_tonnes": 2.764, "outcome": "agree", "agree": 1, "differ": 0},
        # 4.484 of the association, 4.5 of text-001 agrees, 3.3 by seaports does not
        {"period": "2024", "million_tonnes": 4.484, "outcome": "conflict", "agree": 1, "differ": 1},
    ],
    "containers_by_year": [{"period": "2024", "teu": 56_500, "highest": 565_000}],
    "ports_ranked": [
        {"period": "2024", "port": "Port of Poti", "teu": 545_297},  # 2025-05-08
        {"period": "2024", "port": "Port of Baku (Alat)", "teu": 76_775},  # 2025-01-15
    ],
    "transit_times": [
        {"value": 31, "value_high": 34, "unit": "day", "source": "Navis Group"},  # 2025-08-27
        {"value": 13, "value_high": 17, "unit": "day", "published": "2026-03-10"},
    ],
    "trade_of_a_country": [
        {"year": 2023, "with_whom": "Japan", "million": 452, "base_unit": "USD"},  # text-003
        {"year": 2021, "with_whom": "Japan", "million": 274.8},  # 2022-09-06
    ],
    "trade_in_euros": [
        {"period": "2018", "million_eur": 4600, "conversion": "stated"},  # 2019-08
        # Central Bank's mean of 2022: 1.0530 dollars a euro
        {"period": "2022", "million": 2800, "million_eur": pytest.approx(2658.9, abs=0.1)},
    ],
    "growth": [
        # 2023: 6 billion, 2024: 5 billion
        {"partner_name": "Türkiye", "year": 2024, "growth_percent": pytest.approx(-16.67, abs=0.01)},
    ],
    "investment": [
        {"million_eur": 10_000, "partner_name": "European Union", "status": "target"},  # 2025-04-04
        {"million": 2300, "unit": "USD", "partner_name": "China", "status": "actual"},  # 2025-12-16
    ],
    "promises": [
        # 2025-03-19: about 4.3 billion in 2024, 10 billion by 2030: the sixth root of 10/4.3
        {"value": 10e9, "horizon": "2030-12-31", "growth_needed": pytest.approx(15.10, abs=0.01)},
    ],
    "overdue": [
        # 2024-12-03: 1,000 block trains in 2025; 358 ran in 2024
        {"indicator": "traffic", "value": 1000, "actual_base_value": 358, "state": "overdue"},
        # 15 billion by 2023; it was 7.5 billion
        {"value": 15e9, "horizon": "2023-12-31", "state": "missed"},
    ],
    "moved_targets": [
        # 2022-11-29: 35 billion by 2030; 2023-05-17: 40 billion by 2030
        {"previous_base_value": 35e9, "base_value": 40e9, "period": "2030"},
        # 2024-01-23: 10 Mt by 2025; 2024-08-27: by 2027
        {"subject_name": "Middle Corridor", "previous_period": "2025", "period": "2027",
         "base_value": 10e6},
    ],
    "briefing": [{"surface": "$49.7 billion", "published": "2025-04-01"}],
    "contradictions": [
        {"period": "2022", "lowest": 2.8e9, "highest": 10e9, "outcome": "conflict"},  # de-kz
        {"period": "2024", "lowest": 56_500, "highest": 565_000, "outcome": "conflict"},
        {"period": "2022", "lowest": 32e9, "highest": 70e9, "outcome": "far_apart"},
    ],
    "implied": [
        # text-001: 62 % to 4.5 Mt; text-004: about 50 billion, 80 % of all
        {"rule": "level_before", "base_value": pytest.approx(2.778e6, rel=1e-3),
         "base_low": pytest.approx(2.738e6, rel=1e-3), "comparison": "agrees"},
        {"rule": "whole", "base_value": 62.5e9},
    ],
    "mismatches": [
        # 2025-01-15: 76,775 TEU, 73 % more; 2024-03-07: 43,900 TEU
        {"stated_surface": "43,900 TEU", "base_low": pytest.approx(44_250, abs=1)},
    ],
    "as_known_on": [
        {"surface": "$41 billion", "published": "2024-02-04"},
        {"surface": "31,5 Milliarden US-Dollar", "published": "2024-02-23"},
    ],
    "words": [{"surface": "565.000 TEU", "source": "Silkrail"}],
    "check_first": [{"reason_code": "slip", "surface": "565.000 TEU"}],
    "sources": [{"name": "Silkrail", "documents": 1}],
}  # fmt: skip


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    """A database of the demo, to read."""
    path = tmp_path_factory.mktemp("demo") / "demo.db"
    assert main(["demo", "--no-serve", "--db", str(path)]) == 0
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as shell:
        shell.row_factory = sqlite3.Row
        yield shell


def test_there_are_twenty_each_explained_in_two_lines() -> None:
    assert len(QUESTIONS) == 20
    assert QUESTIONS.keys() == KNOWN.keys()


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_question_finds_what_the_documents_say(demo: sqlite3.Connection, name: str) -> None:
    rows = [dict(row) for row in demo.execute(QUESTIONS[name][1])]
    for known in KNOWN[name]:
        assert any(known.items() <= row.items() for row in rows), known


def test_lines_are_in_the_order_that_was_asked_for(demo: sqlite3.Connection) -> None:
    first = demo.execute(QUESTIONS["check_first"][1]).fetchone()
    assert (first["reason_code"], first["surface"]) == ("slip", "565.000 TEU")
    newest = [row["published"] for row in demo.execute(QUESTIONS["briefing"][1])]
    assert newest == sorted(newest, reverse=True)
    assert min(newest) >= "2025"


def test_what_came_later_was_not_known(demo: sqlite3.Connection) -> None:
    surfaces = [row["surface"] for row in demo.execute(QUESTIONS["as_known_on"][1])]
    assert "$40 billion" not in surfaces  # 2024-05-16


def test_lines_of_a_year_hold_one_value_for_each_year(demo: sqlite3.Connection) -> None:
    for name in ("freight_by_year", "containers_by_year"):
        periods = [row["period"] for row in demo.execute(QUESTIONS[name][1])]
        assert len(periods) == len(set(periods)) >= 4, name


@pytest.mark.postgresql
def test_a_server_takes_the_same_statements(server: str) -> None:
    Store.create(server).close()
    engine = create_engine(server)
    words = "SELECT rowid FROM passage_fts WHERE passage_fts MATCH '\"container\"*'"
    with engine.connect() as connection:
        for name, (_, statement) in QUESTIONS.items():
            assert (words in statement) == (name == "words")
            found = connection.exec_driver_sql(statement.replace(words, SERVER_SEARCH))
            assert found.fetchall() == [], name
    engine.dispose()
    assert SERVER_SEARCH in " ".join(PAGE.with_name("database.md").read_text("utf-8").split())
