"""The ledger follows the facts: in any order, whoever writes, and as if it were made anew."""

import shutil
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from tracker.model.claim import Outcome, Standing
from tracker.model.document import Document
from tracker.model.fact import Bound, Fact
from tracker.store import Store

MakeFact = Callable[..., Fact]
Read = tuple[Document, list[Fact]]


def dump(store: Store) -> dict[Any, Any]:
    """All claims by what they are of, without the numbers of rows."""
    found = {}
    for claim in store.ledger.claims():
        key = (claim.subject, claim.indicator, claim.base_unit, claim.period, claim.published)
        members = sorted(
            (each.fact.key, each.fact.source or "", each.statement, each.standing.value)
            for each in claim.members
        )
        found[key] = (
            claim.outcome, claim.reason, claim.facts, claim.statements, claim.witnesses,
            claim.documents, claim.agree, claim.differ, claim.lowest, claim.highest, members,
        )  # fmt: skip
    return found


SENTENCES = ["The port handled {} in that year.", "In all it was {}.", "{}"]


@st.composite
def documents(draw: st.DrawFn) -> Read:
    """A document of a few figures about one thing."""
    written, spans = "", []
    for _ in range(draw(st.integers(1, 3))):
        number = draw(st.sampled_from(["4.5", "4.484", "3.3", "9", "45"]))
        before, after = draw(st.sampled_from(SENTENCES)).split("{}")
        surface = f"{number} million tonnes"
        spans.append((len(written) + len(before), surface, float(number) * 1e6))
        written += f"{before}{surface}{after}\n\n"
    published = draw(st.sampled_from(["2024", "2025-01-05", "2025-03"]))
    source = draw(st.sampled_from(["Trend", "Report.az", "Ministry of Transport"]))
    facts = [
        Fact(
            surface=surface, start=start, end=start + len(surface), value=value, unit="tonne",
            indicator="freight_volume", subject="alat_port",
            period=draw(st.sampled_from(["2022", "2023", "2024", "2024-01/2024-06", None])),
            bound=draw(st.sampled_from([Bound.EXACT, Bound.EXACT, Bound.OVER])),
            attribution=draw(st.sampled_from([None, None, "kz"])),
            published=published, confidence=draw(st.sampled_from([0.3, 0.9])),
        )
        for start, surface, value in spans
    ]  # fmt: skip
    return Document(text=written, source=source, published=published, language="en"), facts


def _distinct(read: Sequence[Read]) -> list[Read]:
    """One reading of each text from each place: what is read later would replace the earlier."""
    return list({(each.sha256, each.source): (each, facts) for each, facts in read}.values())


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(documents(), min_size=1, max_size=6), st.data())
def test_any_order_and_batching_gives_one_ledger(
    fresh_file: Path, read: list[Read], data: st.DataObject
) -> None:
    read = _distinct(read)
    shuffled = data.draw(st.permutations(read))
    with tempfile.TemporaryDirectory() as folder:
        one = shutil.copy(fresh_file, Path(folder) / "one.db")
        other = shutil.copy(fresh_file, Path(folder) / "other.db")
        with Store(one) as store:
            assert all(stored.error is None for stored in store.add_many(read))
            expected = dump(store)
        with Store(other) as store:
            for document, facts in shuffled:
                store.add(document, facts)
            assert dump(store) == expected
            assert store.ledger.differences() == []
            for document, facts in read:  # again: nothing new
                store.add(document, facts)
            assert dump(store) == expected
            store.ledger.rebuild()
            assert dump(store) == expected


def _tell(fact_in: MakeFact, surface: str, value: float, **more: Any) -> Read:
    fields = {"subject": "alat_port", "period": "2024", **more}
    of_document = {
        name: fields.pop(name, default)
        for name, default in (("source", "Trend"), ("published", "2025-01-01"), ("url", None))
    }
    document = Document(text=f"{of_document['source']}: {surface}", **of_document)
    return document, [fact_in(document, surface, value, "tonne", **fields)]


def _write(store: Store, statement: str) -> None:
    """As another program would, which knows nothing of the ledger."""
    with store._connections.writing() as connection:
        connection.execute(text(statement))


def test_what_other_programs_change_is_settled(store: Store, fact_in: MakeFact) -> None:
    store.add(*_tell(fact_in, "4.5 Mt", 4.5e6))
    store.add(*_tell(fact_in, "3.3 Mt", 3.3e6, source="Paper", published="2025-02-01"))
    [claim] = store.ledger.claims()
    assert claim.outcome is Outcome.CONFLICT
    first, second = sorted(member.fact.id for member in claim.members)

    _write(store, f"UPDATE fact SET review = 'rejected' WHERE id = {second}")
    assert store.ledger.differences() != []
    store.settle()
    assert store.ledger.claim_of(second) is None
    [claim] = store.ledger.claims()
    assert (claim.outcome, claim.drawn) == (Outcome.SINGLE, first)

    _write(store, f"UPDATE fact SET review = 'confirmed', period = '2023',"
                  f" period_start = '2023-01-01', period_end = '2023-12-31', year = 2023"
                  f" WHERE id = {second}")  # fmt: skip
    store.settle()
    assert [claim.period for claim in store.ledger.claims()] == ["2023", "2024"]

    _write(store, f"UPDATE fact SET period = '2024' WHERE id = {second}")  # its days left stale
    store.settle()
    [claim] = store.ledger.claims()
    assert (claim.outcome, claim.year) == (Outcome.CONFLICT, 2024)
    assert store.fact(second).period_start == "2024-01-01"

    _write(store, f"DELETE FROM fact WHERE id = {second}")
    store.settle()
    assert [claim.outcome for claim in store.ledger.claims()] == [Outcome.SINGLE]
    _write(store, f"DELETE FROM document WHERE id = {store.fact(first).document_id}")
    store.settle()
    assert store.ledger.claims() == []
    assert store.ledger.counts()[Outcome.SINGLE] == 0
    assert store.view("series_points") == []
    assert store.check() == []


def test_the_kind_of_a_source_decides_between_rivals(store: Store, fact_in: MakeFact) -> None:
    store.add(*_tell(fact_in, "4.5 Mt", 4.5e6, source="Paper"))
    store.add(*_tell(fact_in, "3.3 Mt", 3.3e6, source="Gazette", published="2025-02-01"))

    def drawn() -> str:
        [claim] = store.ledger.claims()
        return claim.members[0].fact.fact.surface

    assert drawn() == "3.3 Mt"
    _write(store, "UPDATE source SET kind = 'official' WHERE name = 'Paper'")
    store.settle()
    assert drawn() == "4.5 Mt"
    store.add(*_tell(fact_in, "3.4 Mt", 3.4e6, source="Ministry of Transport", published="2025-03"))
    assert drawn() == "3.4 Mt"


def test_a_date_that_becomes_known_turns_a_conflict_into_a_revision(
    store: Store, fact_in: MakeFact
) -> None:
    early = _tell(fact_in, "4.5 Mt", 4.5e6, published=None, url="https://example.org/a")
    store.add(*early)
    store.add(*_tell(fact_in, "3.3 Mt", 3.3e6, published="2025-02-01"))
    assert [claim.outcome for claim in store.ledger.claims()] == [Outcome.CONFLICT]
    document = replace(early[0], published="2025-01-01")
    store.add(document, [replace(fact, published="2025-01-01") for fact in early[1]])
    assert [claim.outcome for claim in store.ledger.claims()] == [Outcome.REVISION]


def test_a_year_that_becomes_known_makes_and_unmakes_a_slip(
    store: Store, fact_in: MakeFact
) -> None:
    freight = {"indicator": "freight_volume"}
    store.add(*_tell(fact_in, "20.5 kt", 20.5e3, period="2023", **freight))
    store.add(*_tell(fact_in, "565 kt", 565e3, period="2024", **freight))

    def standing() -> Standing | None:
        [fact] = [each for each in store.facts() if each.fact.surface == "565 kt"]
        return fact.standing

    assert standing() is Standing.DRAWN
    stored = store.add(*_tell(fact_in, "77 kt", 77e3, period="2025", **freight))
    assert standing() is Standing.SLIP
    _write(store, f"DELETE FROM document WHERE id = {stored.document_id}")
    store.settle()
    assert standing() is Standing.DRAWN
    assert store.ledger.differences() == []


def test_what_another_program_left_unreadable_stops_nothing(
    store: Store, fact_in: MakeFact
) -> None:
    store.add(*_tell(fact_in, "4.5 Mt", 4.5e6))
    _write(store, "UPDATE fact SET period = 'soon', published = 'once'")
    store.settle()
    assert store.ledger.claims() == []
    assert any("period that cannot be read" in each for each in store.check())


def test_a_ledger_that_was_tampered_with_is_noticed_and_made_anew(
    store: Store, fact_in: MakeFact
) -> None:
    store.add(*_tell(fact_in, "4.5 Mt", 4.5e6))
    store.add(*_tell(fact_in, "3.3 Mt", 3.3e6, source="Paper"))
    before = dump(store)
    for damage in (
        "UPDATE claim SET outcome = 'agree'",
        "UPDATE claim_member SET standing = 'drawn'",
        "DELETE FROM claim_member",
        "UPDATE claim SET lowest = 1",
    ):
        _write(store, damage)
        assert any("follow" in each or "in no claim" in each for each in store.check()), damage
        store.ledger.rebuild()
        assert dump(store) == before
        assert store.check() == []


def test_claims_are_found_by_what_they_are_of(store: Store, fact_in: MakeFact) -> None:
    store.add(*_tell(fact_in, "4.5 Mt", 4.5e6))
    store.add(*_tell(fact_in, "3 Mt", 3e6, subject="kz", partner="cn", period="2020"))
    assert len(store.ledger.claims()) == 2
    assert len(store.ledger.claims(limit=1)) == 1
    assert [each.subject for each in store.ledger.claims(subject=["kz"])] == ["kz"]
    assert [each.subject for each in store.ledger.claims(entity=["cn"])] == ["kz"]
    assert store.ledger.claims(outcome=[Outcome.CONFLICT]) == []
    assert store.ledger.claims(indicator=["capacity"]) == []
    assert store.ledger.counts()[Outcome.SINGLE] == 2


def test_a_ledger_of_other_rules_is_judged_anew_at_opening(path: Path, fact_in: MakeFact) -> None:
    with Store(path) as store:
        store.add(*_tell(fact_in, "4.5 Mt", 4.5e6))
        before = dump(store)
        _write(store, "UPDATE claim SET outcome = 'agree', witnesses = 9")
        _write(store, "UPDATE setting SET value = 'older'")
    with Store(path) as store:
        assert dump(store) == before


def test_an_empty_noun_is_no_noun(store: Store, fact_in: MakeFact) -> None:
    for counted in (None, ""):
        document = Document(text=f"{counted}: 5 million tonnes.", published="2025")
        fields = {"subject": "alat_port", "period": "2024", "counted": counted}
        store.add(document, [fact_in(document, "5 million tonnes", 5e6, "tonne", **fields)])
    assert len(store.ledger.claims()) == 1
    assert store.check() == []
