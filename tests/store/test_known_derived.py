"""As known on a day: what the figures of that day imply, and what had become of promises."""

import shutil
import tempfile
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tracker.ledger.knowing import known_by
from tracker.model.derived import DerivedFilter, Rule
from tracker.model.document import Document
from tracker.model.errors import StoreError
from tracker.model.fact import Fact, Measure, Status, Transition
from tracker.store import Store

MakeFact = Callable[..., Fact]
Read = tuple[Document, list[Fact]]
DATES = ["2023-06-01", "2024", "2024-03", "2025-01-05", "2025-02-01", None]
DAYS = ["2023-06-01", "2024-03-31", "2024-12-31", "2025-01-05", "2025-12-31"]
FREIGHT = {"subject": "middle_corridor", "indicator": "freight_volume"}
_ROWS = {"id", "computed_at", "document_id"}


@st.composite
def parts(draw: st.DrawFn) -> list[tuple[str, float, str, dict[str, Any]]]:
    """Figures that one statement gives together: surface, value, unit and fields of each."""
    amount = draw(st.sampled_from([2.8, 4.5, 9.0]))
    year = draw(st.sampled_from(["2022", "2023", "2024"]))
    mass = (f"{amount} Mt", amount * 1e6, "tonne")
    money = (f"{amount} billion US dollars", amount * 1e9, "USD")
    level = {**FREIGHT, "period": year}
    match draw(st.sampled_from(["level", "growth", "range", "promise", "share", "trade", "rate"])):
        case "growth":
            grown = {**level, "measure": Measure.CHANGE, "transition": Transition.BY}
            by = ("62 %", 62.0, "percent", grown)
            return [by, (*mass, {**level, "transition": Transition.TO})]
        case "range":
            ends = ("from 2.8 Mt", 2.8e6, "tonne", {**level, "transition": Transition.FROM})
            stated = {**level, "measure": Measure.CHANGE, "transition": Transition.BY}
            by = [("by 60 %", 60.0, "percent", stated)] if draw(st.booleans()) else []
            return [ends, (*mass, {**level, "transition": Transition.TO}), *by]
        case "promise":
            horizon = draw(st.sampled_from(["2023", "2024", "2030", None]))
            return [(*mass, {**FREIGHT, "period": horizon, "status": Status.TARGET})]
        case "share":
            whole = {**level, "commodity": "crude_oil"}
            share = ("50 %", 50.0, "percent", {**whole, "measure": Measure.SHARE})
            return [(*mass, whole), share]
        case "trade":
            sides = draw(st.sampled_from([("az", "tr"), ("tr", "az")]))
            flow = draw(st.sampled_from(["exports", "imports", "trade_turnover"]))
            said = {"subject": sides[0], "partner": sides[1], "indicator": flow, "period": year}
            return [(*money, said)]
        case "rate":
            euros = (f"{amount * 0.9:.1f} billion euros", amount * 0.9e9, "EUR")
            said = {"subject": "az", "indicator": "exports", "period": year}
            return [(*money, said), (*euros, {**said, "same": True})]
        case _:
            return [(*mass, level)]


@st.composite
def documents(draw: st.DrawFn) -> Read:
    """A document of some statements; places in it may have dates of their own."""
    published = draw(st.sampled_from(DATES))
    source = draw(st.sampled_from(["Trend", "Report.az", "Ministry of Transport"]))
    written, facts = "", []
    for figures in draw(st.lists(parts(), min_size=1, max_size=3)):
        dated = draw(st.sampled_from([published, published, published, *DATES]))
        spans: list[Any] = []
        for surface, value, unit, fields in figures:
            start, end = len(written), len(written) + len(surface)
            named = dict(fields)
            same = spans[0] if named.pop("same", False) else None
            facts.append(
                Fact(
                    surface=surface, start=start, end=end, value=value, unit=unit,
                    published=dated, movement=() if same else tuple(spans),
                    equivalent_of=same, confidence=draw(st.sampled_from([0.3, 0.9, 0.9])), **named,
                )
            )  # fmt: skip
            spans.append(facts[-1].span)
            written += f"{surface} and "
        written += "so on.\n\n"
    return Document(text=written, source=source, published=published, language="en"), facts


def _known(read: Read, day: str) -> Read | None:
    """The document with the figures that had been published, or None without any."""
    document, facts = read
    kept = [fact for fact in facts if known_by(fact.published or document.published, day)]
    spans = {fact.span for fact in kept}
    return (document, kept) if spans else None


def implied(store: Store, day: str | None, where: DerivedFilter) -> list[Any]:
    """All that was implied, with all columns that do not number rows."""
    found = []
    for each in store.derived.implied(where, as_of=day):
        row = asdict(each)
        stated = row.pop("stated_fact_id")
        row["firsts"] = [
            store.fact(row.pop(name)).key for name in ("first_fact_id", "last_fact_id")
        ]
        row["stated"] = None if stated is None else store.fact(stated).key
        found.append({name: value for name, value in row.items() if name not in _ROWS})
    return sorted(found, key=str)


def targets(store: Store, day: str, where: DerivedFilter, *, today: bool) -> list[Any]:
    """All promises, with all columns that do not number rows or follow the calendar."""
    found = []
    for each in store.derived.targets(where, as_of=None if today else day):
        row = asdict(each)
        row.pop("state")
        for name in ("previous_fact_id", "actual_fact_id", "reached_fact_id", "fact_id"):
            number = row.pop(name)
            row[name] = None if number is None else store.fact(number).key
        found.append({name: value for name, value in row.items() if name not in _ROWS})
    return found


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(documents(), min_size=1, max_size=6), st.sampled_from(DAYS))
def test_a_day_shows_what_followed_from_its_figures(
    fresh_file: Path, read: list[Read], day: str
) -> None:
    read = list({each.sha256: (each, facts) for each, facts in read}.values())
    with tempfile.TemporaryDirectory() as folder:
        whole = shutil.copy(fresh_file, Path(folder) / "whole.db")
        part = shutil.copy(fresh_file, Path(folder) / "part.db")
        with Store(whole) as store, Store(part) as earlier:
            assert all(each.error is None for each in store.add_many(read))
            list(earlier.add_many(known for each in read if (known := _known(each, day))))
            wheres = (
                DerivedFilter(),
                DerivedFilter(entity=("az",)),
                DerivedFilter(subject=("middle_corridor",), current=True),
            )
            for where in wheres:
                assert implied(store, day, where) == implied(earlier, None, where)
                then = targets(store, day, where, today=False)
                assert then == targets(earlier, day, where, today=True)


def _say(
    store: Store,
    fact_in: MakeFact,
    surface: str,
    value: float,
    unit: str,
    published: str,
    **of: Any,
) -> int:
    document = Document(text=f"{published}: {surface}.", source="Agency", published=published)
    stored = store.add(document, [fact_in(document, surface, value, unit, **of)])
    [kept] = [each for each in store.facts() if each.document_id == stored.document_id]
    return kept.id


def test_a_promise_is_followed_to_the_day(store: Store, fact_in: MakeFact) -> None:
    plan = {**FREIGHT, "status": Status.TARGET}
    first = _say(store, fact_in, "5 Mt", 5e6, "tonne", "2023-02-01", period="2024", **plan)
    moved = _say(store, fact_in, "6 Mt", 6e6, "tonne", "2024-06-01", period="2026", **plan)
    low = _say(store, fact_in, "4 Mt", 4e6, "tonne", "2024-03-01", period="2023", **FREIGHT)
    met = _say(store, fact_in, "5.5 Mt", 5.5e6, "tonne", "2025-03-01", period="2024", **FREIGHT)

    def stood(day: str) -> list[tuple[Any, ...]]:
        return [
            (each.fact_id, each.statement, each.is_current, each.state, each.actual_fact_id,
             each.previous_fact_id)
            for each in store.derived.targets(as_of=day)
        ]  # fmt: skip

    assert stood("2023-01-31") == []
    assert stood("2023-02-01") == [(first, 1, 1, "open", None, None)]
    assert stood("2024-03-01") == [(first, 1, 1, "open", low, None)]
    assert stood("2025-01-01") == [
        (first, 1, 0, "overdue", low, None),
        (moved, 2, 1, "open", low, first),
    ]
    assert stood("2025-03-01") == [
        (first, 1, 0, "met", met, None),
        (moved, 2, 1, "open", met, first),
    ]
    assert [row[0] for row in stood("2027-01-01")] == [first, moved]
    assert stood("2027-01-01")[1][3] == "overdue"
    current = DerivedFilter(current=True)
    assert [each.fact_id for each in store.derived.targets(current, as_of="2024-05-31")] == [first]


def test_a_sum_is_of_the_figures_that_were_drawn_then(store: Store, fact_in: MakeFact) -> None:
    trade = {"subject": "az", "partner": "tr", "period": "2024"}
    out = {**trade, "indicator": "exports"}
    _say(store, fact_in, "3 billion dollars", 3e9, "USD", "2025-01-10", **out)
    _say(store, fact_in, "4 billion dollars", 4e9, "USD", "2025-03-10", **out)
    back = {**trade, "indicator": "imports"}
    _say(store, fact_in, "2 billion dollars", 2e9, "USD", "2025-01-20", **back)

    def sums(day: str | None) -> dict[str, float]:
        return {each.rule: each.base_value for each in store.derived.implied(as_of=day)}

    assert sums(None) == {"turnover": 6e9, "balance": 2e9}
    assert sums("2025-03-10") == sums(None)
    assert sums("2025-01-31") == {"turnover": 5e9, "balance": 1e9}
    assert sums("2025-01-19") == {}
    [then] = store.derived.implied(DerivedFilter(rule=(Rule.TURNOVER,)), as_of="2025-01-31")
    [now] = store.derived.implied(DerivedFilter(rule=(Rule.TURNOVER,)))
    assert then.id < 0 < now.id
    assert then.published == "2025-01-20"


@pytest.mark.parametrize("day", ["2025", "soon"])
def test_a_day_that_is_none_is_refused(store: Store, day: str) -> None:
    with pytest.raises(StoreError):
        store.derived.implied(as_of=day)
    with pytest.raises(StoreError):
        store.derived.targets(as_of=day)
