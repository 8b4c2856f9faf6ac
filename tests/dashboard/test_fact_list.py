"""The list of facts: its columns, blocks, facets, files, and decisions about many at once."""

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from dash import Dash
from flask.testing import FlaskClient
from openpyxl import load_workbook

from dashboard.app import create_app
from dashboard.bulk import Chosen, decide_all, read_chosen, undo_all
from dashboard.components.facets import FIELDS, count_facets, facet_options
from dashboard.components.fact_columns import (
    COLUMNS,
    DEFAULT_COLUMNS,
    base_amount,
    base_high,
    read_columns,
    read_sort,
)
from dashboard.components.fact_grid import BLOCK, grid_rows, load_block
from dashboard.pages import facts
from dashboard.wording import Wording
from tests.dashboard.facts import make_store
from tests.dashboard.test_pages import text_of
from tracker import Bound, FactFilter, Store


@pytest.fixture
def own_store(tmp_path: Path) -> Iterator[Store]:
    """A store of the test's own, to decide in."""
    with make_store(tmp_path / "own.db") as made:
        yield made


def chosen_of(store: Store, number: int) -> list[Chosen]:
    found = store.facts(limit=number)
    versions = store.decisions.versions([one.id for one in found])
    return [Chosen(id=one.id, key=one.key, version=versions[one.id]) for one in found]


@pytest.mark.usefixtures("inside")
class TestBlocks:
    def test_blocks_read_on_are_the_whole_list(self, store: Store) -> None:
        for column in {one.sort for one in COLUMNS.values()} - {""}:
            order = [(column, "desc")]
            whole = [one.id for one in store.facts(order=order)]  # type: ignore[arg-type]
            read: list[int] = []
            while block := load_block(FactFilter(), order, len(read), 3):  # type: ignore[arg-type]
                read += [one.id for one in block]
            assert read == whole

    def test_a_leap_lands_where_reading_on_does(self, store: Store) -> None:
        where = FactFilter(status=("actual",))
        whole = [one.id for one in store.facts(where)]
        assert [one.id for one in load_block(where, [], 4, 3)] == whole[4:7]

    def test_a_row_says_what_a_decision_needs(self, store: Store, english: Wording) -> None:
        stored = store.facts(limit=1)[0]
        (row,) = grid_rows([stored], ("value", "sentence"), english)
        assert (row["id"], row["key"]) == (stored.id, stored.key)
        assert row["version"] == store.decisions.version(stored.id)
        assert stored.fact.surface in row["sentence"]
        assert "period" not in row

    @pytest.mark.parametrize("field", FIELDS)
    def test_facets_count_as_the_store_does(
        self, store: Store, english: Wording, field: str
    ) -> None:
        chosen = FactFilter(indicator=("capacity",), year_from=2020)
        counts = count_facets(chosen)
        for value, number in counts[field]:
            name = "subject" if field == "entity" else field
            more = {"indicator": chosen.indicator, name: (value,)}
            assert number == store.count(FactFilter(year_from=2020, **more))  # type: ignore[arg-type]
        offered = facet_options(field, chosen, counts, english)
        assert [one["value"] for one in offered][: len(counts[field])]

    def test_what_is_ticked_stays_in_the_list(self, english: Wording) -> None:
        chosen = FactFilter(indicator=("length",), status=("actual",))
        options = facet_options("indicator", chosen, count_facets(chosen), english)
        assert "length" in [one["value"] for one in options]


def test_columns_and_order_are_read_from_the_address() -> None:
    assert read_columns({}) == DEFAULT_COLUMNS
    assert read_columns({"cols": ["period", "sentence", "nonsense"]}) == (
        "value", "period", "sentence"
    )  # fmt: skip
    assert read_sort({"sort": "value"}) == ("value", False)
    for nonsense in ("", "status", "-id; drop", "x"):
        assert read_sort({"sort": nonsense}) == ("published", True)


@pytest.mark.usefixtures("inside")
def test_a_range_shows_both_ends_in_its_base_unit(tmp_path: Path, english: Wording) -> None:
    with make_store(tmp_path / "range.db") as store:
        stored = store.facts(limit=1)[0]
        decided = {"value": 2.0, "value_high": 3.5, "bound": Bound.BETWEEN, "unit": "tonne"}
        store.decisions.decide(stored.id, "correct", author="A", changes=decided)
        ranged = store.fact(stored.id)
    assert base_high(ranged) == 3.5
    assert base_amount(ranged, english).count("t") == 2


class TestFiles:
    QUERY = "/export/facts.{}?indicator=trade_turnover&cols=value&cols=subject&sort=value&lang=de"

    def expected(self, store: Store) -> list[str]:
        where = FactFilter(indicator=("trade_turnover",))
        return [one.key for one in store.facts(where, order=[("base_value", "asc")])]

    def test_csv_is_what_is_shown(self, client: FlaskClient, store: Store) -> None:
        answer = client.get(self.QUERY.format("csv"))
        rows = list(csv.DictReader(io.StringIO(answer.get_data(as_text=True))))
        assert [row["fact"] for row in rows] == self.expected(store)
        assert list(rows[0])[:7] == [
            "fact", "value", "value_high", "unit", "per", "bound", "subject"
        ]  # fmt: skip
        stored = next(one for one in store.facts() if one.key == rows[0]["fact"])
        assert float(rows[0]["value"]) == stored.fact.value
        assert rows[0]["surface"] == stored.fact.surface
        assert "attachment" in answer.headers["Content-Disposition"]

    def test_json_and_a_workbook_hold_the_same(self, client: FlaskClient, store: Store) -> None:
        told = json.loads(client.get(self.QUERY.format("json")).data)["facts"]
        assert [row["fact"] for row in told] == self.expected(store)
        sheet = load_workbook(io.BytesIO(client.get(self.QUERY.format("xlsx")).data)).active
        assert sheet is not None
        cells = list(sheet.iter_rows(values_only=True))
        assert list(cells[0]) == list(told[0])
        assert [row[0] for row in cells[1:]] == self.expected(store)
        assert [row[1] for row in cells[1:]] == [row["value"] for row in told]

    def test_an_empty_list_is_a_file_with_a_head(self, client: FlaskClient) -> None:
        text = client.get("/export/facts.csv?q=zzz").get_data(as_text=True)
        assert text.startswith("fact,value")
        assert text.count("\n") == 1
        assert json.loads(client.get("/export/facts.json?q=zzz").data) == {"facts": []}

    @pytest.mark.parametrize("kind", ["exe", "parquet", "..", "csv%00"])
    def test_another_file_is_not_made(self, client: FlaskClient, kind: str) -> None:
        answer = client.get(f"/export/facts.{kind}")
        assert answer.status_code == 404 or b"fact," not in answer.data

    def test_a_file_begins_before_its_rows_are_read(self, app: Dash) -> None:
        with app.server.app_context():
            from dashboard.components.fact_files import fact_file

            pieces = fact_file({}, "csv")
            assert next(pieces).startswith(b"fact,value")


class TestBulk:
    def test_figures_are_rejected_and_brought_back(
        self, own_store: Store, english: Wording
    ) -> None:
        chosen, total = chosen_of(own_store, 3), own_store.count()
        done = decide_all(own_store, chosen, "reject", " Ada ", "twice", english)
        assert done.text == "3 figures rejected."
        assert own_store.count() == total - 3
        last = own_store.decisions.history(chosen[0].id)[-1]
        assert (last.who, last.note, last.action) == ("Ada", "twice", "reject")
        undone = undo_all(own_store, list(done.decisions), "Ada", english)
        assert undone.text == "3 decisions taken back."
        assert own_store.count() == total
        again = undo_all(own_store, list(done.decisions), "Ada", english)
        assert len(again.refused) == 3

    def test_one_who_was_faster_is_named(self, own_store: Store, english: Wording) -> None:
        chosen = chosen_of(own_store, 2)
        own_store.decisions.decide(chosen[0].id, "confirm", author="Bert")
        done = decide_all(own_store, chosen, "reject", "Ada", "", english)
        assert len(done.decisions) == 1
        assert len(done.refused) == 1
        assert chosen[0].key in done.refused[0]
        assert "Bert" in done.refused[0]
        assert own_store.fact(chosen[0].id).review == "confirmed"

    @pytest.mark.parametrize("author", [None, "", "  ", 7])
    def test_somebody_must_decide(self, own_store: Store, english: Wording, author: object) -> None:
        done = decide_all(own_store, chosen_of(own_store, 1), "confirm", author, None, english)
        assert done.decisions == ()
        assert own_store.count(FactFilter(review=("confirmed",))) == 0

    @pytest.mark.parametrize("action", ["correct", "undo", "", "drop"])
    def test_nothing_else_is_done_to_many(
        self, own_store: Store, english: Wording, action: str
    ) -> None:
        assert not decide_all(
            own_store, chosen_of(own_store, 1), action, "A", "", english
        ).decisions

    def test_crafted_rows_are_passed_over(self) -> None:
        rows = [None, 7, {}, {"id": "1", "version": 0}, {"id": True, "version": 0},
                {"id": 5, "version": 2, "key": "k"}, {"id": 5, "version": 3}]  # fmt: skip
        assert [one.id for one in read_chosen(rows)] == [5]
        assert read_chosen("x") == []

    def test_a_display_offers_no_decision(self, store: Store) -> None:
        app = create_app(store, read_only=True)
        with app.server.app_context():
            text = text_of(facts.layout())
        assert "bulk-reject" not in text
        assert '"checkboxes"' not in text


def test_a_block_is_small_enough_for_its_budget() -> None:
    assert BLOCK == 100
