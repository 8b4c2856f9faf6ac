"""The examples of docs/database.md run, and it names every view."""

import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tracker.model.document import Document
from tracker.model.fact import Fact
from tracker.store import Store
from tracker.store.views import VIEWS

PAGE = Path(__file__).resolve().parents[2] / "docs" / "database.md"
QUERIES = re.findall(r"```sql\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)


@pytest.mark.parametrize("query", QUERIES)
def test_a_query_of_the_page_finds_something(
    path: Path, fact_in: Callable[..., Fact], query: str
) -> None:
    document = Document(text="Trade was $452m; the line can take 5 Mt in containers.", source="A")
    trade = {"indicator": "trade_turnover", "subject": "az", "partner": "jp", "period": "2023"}
    with Store(path) as store:
        money = fact_in(document, "$452m", 452e6, "USD", **trade)
        line = fact_in(document, "5 Mt", 5e6, "tonne", indicator="capacity", subject="btk_railway")
        store.add(document, [money, line])
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as shell:
        assert shell.execute(query).fetchall() != []


def test_the_page_names_every_view() -> None:
    assert QUERIES
    named = set(re.findall(r"^\| `(\w+)`", PAGE.read_text(encoding="utf-8"), re.MULTILINE))
    assert named == VIEWS.keys()
