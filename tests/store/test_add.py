"""A document is kept whole or not at all, and reading it again undoes nothing."""

import sqlite3
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tracker.model.document import Document
from tracker.model.errors import InvalidFactError, NotFoundError, StoreError
from tracker.model.fact import Bound, Fact, Measure, Per, Span, Status, Transition
from tracker.model.filter import FactFilter
from tracker.model.stored import Entity, Outcome, RunInfo
from tracker.store import Store

MakeFact = Callable[..., Fact]

TEXT = (
    "Der Güterverkehr auf dem Mittleren Korridor stieg im vergangenen Jahr um 62 % auf"
    " 4,5 Millionen Tonnen 🚂; bis 2030 sollen es 10 Millionen Tonnen werden. Im Handel wurden"
    " 1 Milliarde US-Dollar (861 Millionen Euro) erreicht."
)
DOCUMENT = Document(text=TEXT, source="Press office", published="2025-06-27", language="de")


@pytest.fixture
def facts(fact_in: MakeFact) -> list[Fact]:
    """What stands in DOCUMENT, with each way in which figures belong together."""
    middle = {"subject": "middle_corridor", "period": "2024", "period_text": "im vergangenen Jahr"}
    by = fact_in(
        DOCUMENT, "62 %", 62, "percent", measure=Measure.CHANGE, transition=Transition.BY, **middle
    )
    to = fact_in(DOCUMENT, "4,5 Millionen Tonnen", 4.5e6, "tonne", **middle)
    to = replace(to, transition=Transition.TO, movement=(by.span,), evidence={"value": "4,5"})
    target = fact_in(DOCUMENT, "10 Millionen Tonnen", 1e7, "tonne", status=Status.TARGET)
    target = replace(target, subject="middle_corridor", period="2030", bound=Bound.ABOUT)
    trade = {"indicator": "trade_turnover", "subject": "az", "partner": "kz"}
    dollars = fact_in(DOCUMENT, "1 Milliarde US-Dollar", 1e9, "USD", **trade)
    euros = fact_in(DOCUMENT, "861 Millionen Euro", 861e6, "EUR", **trade)
    return [by, to, target, dollars, replace(euros, equivalent_of=dollars.span, confidence=0.7)]


def test_what_was_stored_comes_back_as_it_was(store: Store, facts: list[Fact]) -> None:
    stored = store.add(DOCUMENT, facts, run=RunInfo(extractor="tracker", version="1"))
    assert (stored.outcome, stored.n_facts) == (Outcome.STORED, 5)
    assert [each.fact for each in store.facts(order=(("start", "asc"),))] == facts
    assert stored.document_id is not None
    assert store.document(stored.document_id).document == DOCUMENT
    assert store.check() == []


def test_each_figure_stands_in_its_sentence(store: Store, facts: list[Fact]) -> None:
    store.add(DOCUMENT, facts)
    for stored in store.facts():
        start = stored.fact.start - stored.passage_start
        assert stored.passage[start:].startswith(stored.fact.surface)
        assert TEXT[stored.passage_start :].startswith(stored.passage)
    assert {stored.passage.split()[0] for stored in store.facts()} == {"Der", "Im"}


def test_base_values_and_intervals_stand_beside_the_stated_value(
    store: Store, fact_in: MakeFact
) -> None:
    document = Document(text="2 Mio. Barrel und 300 FEU")
    oil = fact_in(document, "2 Mio. Barrel", 2e6, "barrel")
    boxes = fact_in(document, "300 FEU", 300, "FEU", bound=Bound.OVER)
    store.add(document, [oil, boxes])
    barrels, containers = store.facts(order=(("start", "asc"),))
    assert barrels.base_unit == "cubic_meter"
    assert barrels.base_value == pytest.approx(2e6 * 0.158987294928)
    assert (containers.base_value, containers.base_low, containers.base_high) == (600, 599, None)


def test_the_same_text_again_changes_nothing(store: Store, facts: list[Fact]) -> None:
    first = store.add(DOCUMENT, facts)
    before = store.facts()
    again = store.add(DOCUMENT, facts)
    assert again == replace(first, outcome=Outcome.UNCHANGED)
    assert store.facts() == before
    assert all(store.revisions(fact.id) == [] for fact in before)


def test_facts_read_without_the_known_date_do_not_replace_dated_ones(
    store: Store, facts: list[Fact]
) -> None:
    store.add(DOCUMENT, facts)
    undated = [replace(fact, period=None, published=None) for fact in facts]
    again = store.add(Document(text=TEXT), undated)
    assert again.outcome is Outcome.UNCHANGED
    assert store.count(FactFilter(year=2024)) == 2


def test_a_date_that_becomes_known_resolves_the_periods(store: Store, facts: list[Fact]) -> None:
    undated = [replace(fact, period=None, published=None) for fact in facts]
    store.add(replace(DOCUMENT, published=None), undated)
    assert store.add(DOCUMENT, facts).outcome is Outcome.REDATED
    assert [each.fact for each in store.facts(order=(("start", "asc"),))] == facts
    assert len(store.documents()) == 1
    assert store.documents()[0].document.published == "2025-06-27"


def test_redate_gives_a_document_another_date(store: Store, facts: list[Fact]) -> None:
    number = store.add(DOCUMENT, facts).document_id
    assert number is not None
    later = [replace(fact, published="2025-07-01") for fact in facts]
    assert store.redate(number, "2025-07-01", later).outcome is Outcome.REDATED
    assert store.redate(number, "2025-07-01", later).outcome is Outcome.UNCHANGED
    assert {each.fact.published for each in store.facts()} == {"2025-07-01"}
    with pytest.raises(InvalidFactError, match="is no date"):
        store.redate(number, "July 2025", later)
    with pytest.raises(NotFoundError):
        store.redate(99, "2025-07-01", [])


def test_an_origin_that_becomes_known_is_kept_with_the_same_document(store: Store) -> None:
    store.add(Document(text=TEXT), [])
    told = store.add(Document(text=TEXT, source="Press office", url="https://a.example/1"), [])
    assert told.outcome is Outcome.UPDATED
    [document] = store.documents()
    assert (document.document.source, document.document.url) == (
        "Press office",
        "https://a.example/1",
    )


def test_a_copy_elsewhere_is_a_document_that_says_whose_text_it_repeats(
    store: Store, facts: list[Fact]
) -> None:
    first = store.add(DOCUMENT, facts)
    copy = store.add(replace(DOCUMENT, source="Agency"), facts)
    assert copy.outcome is Outcome.STORED
    assert copy.document_id is not None
    assert store.document(copy.document_id).same_as == first.document_id
    found = store.find_document(replace(DOCUMENT, source="Agency"))
    assert found is not None
    assert found.id == copy.document_id


def test_another_reading_replaces_what_nobody_looked_at(store: Store, facts: list[Fact]) -> None:
    store.add(DOCUMENT, facts)
    numbers = {stored.fact.span: stored.id for stored in store.facts()}
    better = [replace(facts[1], movement=(), bound=Bound.ABOUT), *facts[2:]]
    assert store.add(DOCUMENT, better).outcome is Outcome.UPDATED
    assert [each.fact for each in store.facts(order=(("start", "asc"),))] == better
    assert store.links(numbers[facts[1].span]) == []
    [changed] = store.revisions(numbers[facts[1].span])
    assert changed.action == "update"
    assert changed.before is not None
    assert changed.after is not None
    assert (changed.before["bound"], changed.after["bound"]) == ("exact", "about")
    [deleted] = store.revisions(numbers[facts[0].span])
    assert (deleted.action, deleted.after) == ("delete", None)
    assert store.check() == []


def test_a_fact_of_a_deleted_one_s_place_gets_a_number_of_its_own(
    store: Store, facts: list[Fact]
) -> None:
    store.add(DOCUMENT, facts[:1])
    [gone] = store.facts()
    store.add(DOCUMENT, [])
    store.add(DOCUMENT, facts[1:2] if not facts[1].movement else [replace(facts[1], movement=())])
    [new] = store.facts()
    assert new.id > gone.id


@pytest.mark.parametrize("review", ["confirmed", "corrected", "rejected"])
def test_another_reading_never_undoes_a_person(path: Path, facts: list[Fact], review: str) -> None:
    with Store(path) as store:
        store.add(DOCUMENT, facts)
        target = facts[2]
        with sqlite3.connect(path) as shell:  # people also write with other tools
            shell.execute(
                "UPDATE fact SET review = ?, value = 11e6, base_value = 11e6, updated_by = 'ada'"
                " WHERE start = ?",
                (review, target.start),
            )
        shell.close()
        store.add(DOCUMENT, [replace(target, value=5.0), facts[3]])
        store.add(DOCUMENT, [])
        [kept] = store.facts(FactFilter(review=(review,)))
        assert (kept.fact.value, kept.fact.surface) == (11e6, target.surface)
        # What the new reading says is kept beside her word.
        assert [revision.actor for revision in store.revisions(kept.id)] == ["ada", "ingest"]
        assert store.check() == []


def test_a_confirmed_fact_gains_the_date_that_becomes_known(path: Path, facts: list[Fact]) -> None:
    with Store(path) as store:
        undated = [replace(fact, period=None, published=None) for fact in facts]
        store.add(replace(DOCUMENT, published=None), undated)
        with sqlite3.connect(path) as shell:
            shell.execute("UPDATE fact SET review = 'confirmed', updated_by = 'ada'")
        shell.close()
        store.add(DOCUMENT, facts)
        by_span = {stored.fact.span: stored for stored in store.facts()}
        volume = by_span[facts[1].span]
        assert (volume.fact.period, volume.year) == ("2024", 2024)
        assert volume.fact.published == "2025-06-27"
        assert volume.review == "confirmed"
        # Its period was not told in relative words: the date says nothing new about it.
        assert by_span[facts[2].span].fact.period is None


def test_links_show_the_movement_and_the_equivalent(store: Store, facts: list[Fact]) -> None:
    store.add(DOCUMENT, facts)
    numbers = {stored.fact.span: stored.id for stored in store.facts()}
    by, to, _, dollars, euros = (numbers[fact.span] for fact in facts)
    [change] = store.links(to)
    assert (change.kind, change.fact.id, change.outgoing) == ("changed_by", by, True)
    [moved] = store.links(by)
    assert (moved.kind, moved.fact.id, moved.outgoing) == ("changed_by", to, False)
    [repeated] = store.links(euros)
    assert (repeated.kind, repeated.fact.id) == ("equivalent_of", dollars)
    with pytest.raises(NotFoundError):
        store.links(999)


def test_from_moves_to_and_figures_without_places_are_stated_together(
    store: Store, fact_in: MakeFact
) -> None:
    document = Document(text="von 1 auf 5 Mio. t; 3,9 und 7,7 Mio. t")
    one = fact_in(document, "1", 1e6, "tonne", transition=Transition.FROM, per=Per.YEAR)
    five = fact_in(document, "5 Mio. t", 5e6, "tonne", transition=Transition.TO)
    one = replace(one, movement=(five.span,))
    first = fact_in(document, "3,9", 3.9e6, "tonne")
    second = fact_in(document, "7,7 Mio. t", 7.7e6, "tonne", movement=(first.span,))
    store.add(document, [one, five, first, second])
    kinds = [[link.kind for link in store.links(n)] for n in range(1, 5)]
    assert kinds == [["moves_to"], ["moves_to"], ["stated_with"], ["stated_with"]]


def test_a_figure_of_nothing_but_blanks_is_refused(path: Path) -> None:
    blank = Fact(surface="  ", start=3, end=5, value=1.0, unit="tonne", indicator="freight_volume")
    with Store(path) as store, pytest.raises(InvalidFactError) as refused:
        store.add(Document(text="Es   waren 5 t."), [blank])
    assert refused.value.field == "surface"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"surface": "other"}, "surface"),
        ({"value": float("nan")}, "value"),
        ({"value": float("inf")}, "value"),
        ({"value": 10**400}, "value"),
        ({"value_high": 70.0}, "value_high"),
        ({"unit": "banana"}, "unit"),
        ({"subject": "nowhere"}, "subject"),
        ({"indicator": "luck"}, "indicator"),
        ({"period": "2024-13"}, "period"),
        ({"published": "yesterday"}, "published"),
        ({"confidence": 1.5}, "confidence"),
        ({"counted": "a\x00b"}, "counted"),
        ({"attribution": "\ud800"}, "attribution"),
        ({"equivalent_of": Span(0, 3)}, "equivalent_of"),
        ({"movement": (Span(0, 3),)}, "movement"),
    ],
)
def test_a_fact_that_cannot_be_kept_is_named_and_nothing_is_stored(
    path: Path, facts: list[Fact], change: dict[str, object], field: str
) -> None:
    with Store(path) as store:
        with pytest.raises(InvalidFactError) as refused:
            store.add(DOCUMENT, [*facts[1:], replace(facts[0], **change)])  # type: ignore[arg-type]
        assert refused.value.field == field
        assert store.documents() == []
        assert store.count() == 0


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"text": "  \n"}, "text"),
        ({"text": "4 t\x00"}, "text"),
        ({"text": "4 t\ud800"}, "text"),
        ({"url": "javascript:alert(1)"}, "url"),
        ({"url": "https://"}, "url"),
        ({"url": "https://a.example/\nx"}, "url"),
        ({"published": "2024-02-30"}, "published"),
        ({"published": "2024/2025"}, "published"),
    ],
)
def test_a_document_that_cannot_be_kept_is_named(
    path: Path, change: dict[str, str], field: str
) -> None:
    with Store(path) as store, pytest.raises(InvalidFactError) as refused:
        store.add(replace(DOCUMENT, **change), [])  # type: ignore[arg-type]
    assert refused.value.field == field


def test_a_fact_must_lie_in_its_text(path: Path, facts: list[Fact]) -> None:
    with Store(path) as store, pytest.raises(InvalidFactError, match="does not lie in the text"):
        store.add(DOCUMENT, [replace(facts[3], start=900, end=904)])


def test_a_faulty_document_among_many_is_refused_alone(
    store: Store, facts: list[Fact], fact_in: MakeFact
) -> None:
    pairs: list[tuple[Document, list[Fact]]] = []
    for number in range(120):
        document = Document(text=f"{number} Tonnen", published="2024")
        fact = fact_in(document, f"{number} Tonnen", float(number), "tonne")
        pairs.append((document, [replace(fact, unit="banana")] if number % 60 == 7 else [fact]))
    results = list(store.add_many(pairs, run=RunInfo(extractor="tracker", version="1")))
    assert [n for n, each in enumerate(results) if each.outcome is Outcome.REFUSED] == [7, 67]
    assert "banana" in str(results[7].error)
    assert (len(store.documents()), store.count()) == (118, 118)
    again = list(store.add_many(pairs))
    assert {each.outcome for each in again} == {Outcome.UNCHANGED, Outcome.REFUSED}
    assert store.check() == []


def test_what_add_many_yields_is_on_the_disk(path: Path) -> None:
    documents = ((Document(text=f"text {number}"), ()) for number in range(75))
    with Store(path) as store, Store(path, read_only=True) as other:
        for number, _ in enumerate(store.add_many(documents), start=1):
            assert len(other.documents()) >= number


def test_a_store_opened_for_reading_refuses_to_write(path: Path, facts: list[Fact]) -> None:
    with Store(path, read_only=True) as store:
        with pytest.raises(StoreError, match="for reading only"):
            store.add(DOCUMENT, facts)
        assert store.count() == 0


def test_entities_of_the_user_are_kept_beside_the_packaged_ones(store: Store) -> None:
    mine = Entity(id="my_port", kind="port", label={"en": "My Port", "de": "Mein Hafen"}, home="kz")
    store.add_entity(mine, ["Port Mine", "Hafen Meins"])
    assert store.entities()["my_port"] == replace(mine, origin="user")
    assert store.user_entities() == [(replace(mine, origin="user"), ("Port Mine", "Hafen Meins"))]
    assert store.labels("de")["my_port"] == "Mein Hafen"
    assert store.labels("de")["middle_corridor"] == "Mittlerer Korridor"
    assert "my_port" not in store.labels("de", "unit")
    with pytest.raises(InvalidFactError, match="comes with tracker"):
        store.add_entity(replace(mine, id="kz"))
    with pytest.raises(InvalidFactError, match="no entity"):
        store.add_entity(replace(mine, home="atlantis"))
