"""Deciding and undoing is the identity; no sequence of decisions and readings loses a decision."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tracker.model.document import Document
from tracker.model.errors import InvalidFactError, NotFoundError, StoreError
from tracker.model.fact import Fact
from tracker.store import Store

TEXT = "Es waren 4,5 Mio. t im Jahr 2024, davon 62 Prozent oder 2,8 Mio. t aus Kasachstan."
DOCUMENT = Document(text=TEXT, source="Agency", published="2025-01", language="de")
RIVAL = Document(text="Es waren 5,1 Mio. t.", source="Trend", published="2025-02", language="de")
SURFACES = ("4,5 Mio. t", "4,5", "62 Prozent", "2,8 Mio. t", "2,8 Mio. t aus")
CHANGES = st.dictionaries(
    st.sampled_from(["value", "period", "subject", "bound", "unit", "published"]), st.none()
).flatmap(
    lambda names: st.fixed_dictionaries(
        {
            name: {
                "value": st.sampled_from([4.4e6, 45.0, -3.5]),
                "period": st.sampled_from(["2023", "2024-03", None]),
                "subject": st.sampled_from(["kz", "az", None]),
                "bound": st.sampled_from(["about", "over", "exact"]),
                "unit": st.sampled_from(["tonne", "TEU"]),
                "published": st.sampled_from(["2025-01-03", None]),
            }[name]
            for name in names
        }
    )
)
DECISIONS: st.SearchStrategy[tuple[str, dict[str, Any]]] = st.one_of(
    st.tuples(st.sampled_from(["confirm", "reject", "reopen", "restore"]), st.just({})),
    st.tuples(st.sampled_from(["prefer", "deprecate"]), st.just({"reason": "because"})),
    st.tuples(st.just("note"), st.fixed_dictionaries({"note": st.sampled_from(["x", None])})),
    st.tuples(st.just("correct"), st.fixed_dictionaries({"changes": CHANGES})),
)


def _fact(surface: str, value: float) -> Fact:
    start = TEXT.index(surface)
    return Fact(
        surface=surface,
        start=start,
        end=start + len(surface),
        value=value,
        unit="tonne",
        indicator="freight_volume",
        subject="kz",
        period="2024",
        published="2025-01",
        confidence=0.9,
    )


@st.composite
def readings(draw: st.DrawFn) -> list[Fact]:
    """What some version of the program might read: figures that do not overlap."""
    found: list[Fact] = []
    for surface in draw(st.permutations(SURFACES)):
        fact = _fact(surface, draw(st.sampled_from([4.5e6, 2.8e6, 62.0])))
        apart = all(fact.end <= other.start or other.end <= fact.start for other in found)
        if apart and draw(st.booleans()):
            found.append(fact)
    return sorted(found, key=lambda fact: fact.span)


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("decide"), st.integers(0, 5), DECISIONS),
        st.tuples(st.just("undo"), st.integers(0, 8), st.none()),
        st.tuples(st.just("read"), st.just(0), readings()),
    ),
    max_size=10,
)
_SETTINGS = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def _cleared(path: Path) -> None:
    with closing(sqlite3.connect(path)) as shell:
        shell.execute("PRAGMA foreign_keys=ON")
        for table in ("decision", "fact", "document", "claim", "fact_revision", "unsettled_claim",
                      "unsettled_fact"):  # fmt: skip
            shell.execute(f"DELETE FROM {table}")
        shell.commit()


def _state(path: Path) -> dict[str, list[Any]]:
    """All that follows from facts and decisions, but for who wrote last and row numbers."""
    with closing(sqlite3.connect(path)) as shell:
        shell.row_factory = sqlite3.Row
        facts = [dict(row) for row in shell.execute("SELECT * FROM fact ORDER BY id")]
        for row in facts:
            del row["updated_by"]
        found: dict[str, list[Any]] = {"fact": facts}
        for query in (
            "SELECT s.key, c.time_key, c.outcome, c.facts, c.statements, c.witnesses, c.agree,"
            " c.differ, c.lowest, c.highest, c.drawn_fact_id, c.reason FROM claim AS c"
            " JOIN series AS s ON s.id = c.series_id ORDER BY s.key, c.time_key",
            "SELECT fact_id, standing FROM claim_member ORDER BY fact_id",
            "SELECT fact_id, reason_code, doubt, reason FROM review_queue ORDER BY 1, 2",
            "SELECT * FROM facts_readable ORDER BY id",
            "SELECT * FROM conflicts",
            "SELECT * FROM series_points",
        ):
            rows = [dict(row) for row in shell.execute(query)]
            for row in rows:
                row.pop("claim_id", None)
            found[query] = rows
        return found


def _decided(store: Store, steps: list[Any]) -> Iterator[None]:
    """Takes the steps one by one; what is refused changes nothing."""
    for kind, number, what in steps:
        try:
            if kind == "decide":
                action, arguments = what
                ids = sorted(fact.id for fact in store.export_rows())
                if ids:
                    store.decisions.decide(
                        ids[number % len(ids)], action, author=f"person {number}", **arguments
                    )
            elif kind == "undo":
                store.decisions.undo(number, "somebody")
            else:
                store.readings.reread(1, what)
        except (InvalidFactError, NotFoundError):
            pass
        except StoreError as error:
            if "refused the request" in str(error):  # the database's words, not ours
                raise
        yield


@_SETTINGS
@given(reading=readings(), steps=STEPS, last=DECISIONS)
def test_deciding_and_undoing_is_the_identity(
    path: Path, reading: list[Fact], steps: list[Any], last: tuple[str, dict[str, Any]]
) -> None:
    _cleared(path)
    with Store(path) as store:
        store.add(DOCUMENT, [*reading])
        rival = Fact(surface="5,1 Mio. t", start=9, end=19, value=5.1e6, unit="tonne",
                     indicator="freight_volume", subject="kz", period="2024")  # fmt: skip
        store.add(RIVAL, [rival])
        for _ in _decided(store, steps):
            pass
        before = _state(path)
        for fact in list(store.export_rows()):
            told = len(store.decisions.history(fact.id))
            try:
                made = store.decisions.decide(fact.id, last[0], author="Ada", **last[1])
            except InvalidFactError:
                continue
            undone = store.decisions.undo(made.id, "Ada")
            assert _state(path) == before
            # To undo the undo is to decide again.
            store.decisions.undo(store.decisions.undo(undone.id, "Bob").id, "Bob")
            assert _state(path) == before
            assert len(store.decisions.history(fact.id)) == told + 4
        assert store.check() == []


@_SETTINGS
@given(reading=readings(), steps=STEPS, newest=readings())
def test_no_sequence_of_decisions_and_readings_loses_a_decision(
    path: Path, reading: list[Fact], steps: list[Any], newest: list[Fact]
) -> None:
    _cleared(path)
    with Store(path) as store:
        store.add(DOCUMENT, reading)
        made: list[Any] = []
        for _ in _decided(store, steps):
            with closing(sqlite3.connect(path)) as shell:
                rows = shell.execute("SELECT * FROM decision ORDER BY id").fetchall()
            assert rows[: len(made)] == made
            made = rows
        said = {
            fact.id: fact
            for fact in store.export_rows()
            if fact.review in ("confirmed", "corrected") or fact.rank != "normal"
        }
        noted = {fact.id for fact in store.export_rows() if fact.note is not None}
        store.readings.reread(1, newest)
        after = {fact.id: fact for fact in store.export_rows()}
        for number, fact in said.items():
            now = after[number]
            assert (now.fact.value, now.fact.unit, now.fact.period, now.review, now.rank) == (
                fact.fact.value,
                fact.fact.unit,
                fact.fact.period,
                fact.review,
                fact.rank,
            )
        assert noted <= after.keys()
        # Nobody's figures are those of the reading, and none overlaps what a person stands by.
        spans = {fact.span: fact for fact in newest}
        for fact in after.values():
            if fact.id not in said and fact.note is None:
                assert spans[fact.fact.span].value == fact.fact.value
        assert store.readings.reread(1, newest) == []
        assert store.check() == []
