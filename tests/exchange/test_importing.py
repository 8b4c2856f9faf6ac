"""Tables of facts come in whole or row by row, with a reason for each row that does not."""

import csv
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.store.test_properties import LETTERS, readings
from tracker.exchange.exporting import export
from tracker.exchange.importing import ImportReport, import_facts
from tracker.exchange.numbers import read_number
from tracker.model.document import Document, DocumentKind
from tracker.model.errors import ReadError
from tracker.model.fact import Bound, Fact, Span, Status, Transition
from tracker.model.filter import FactFilter
from tracker.store import Store

HEADER = "value,unit,indicator,surface,sentence,subject,source,published"
ROW = "4500000,tonne,freight_volume,4.5 Mt,It carried 4.5 Mt in 2024.,middle_corridor,Trend,2025-02-01"
ANY = FactFilter(review=("unreviewed", "confirmed", "corrected", "rejected"))


def _import(store: Store, folder: Path, text: str, **options: object) -> ImportReport:
    file = folder / "facts.csv"
    file.write_bytes(text.encode("utf-8"))
    return import_facts(store, file, **options)  # type: ignore[arg-type]


def test_a_row_becomes_a_fact_in_a_document_of_its_sentence(store: Store, tmp_path: Path) -> None:
    report = _import(store, tmp_path, f"{HEADER}\n{ROW}\n")
    assert (report.added, report.refused, report.unknown_columns) == (1, (), {})
    (stored,) = store.facts()
    document = store.document(stored.document_id).document
    assert document.kind is DocumentKind.IMPORT
    assert document.text == "It carried 4.5 Mt in 2024."
    assert document.text[stored.fact.start : stored.fact.end] == "4.5 Mt"
    assert (stored.origin, stored.review, stored.source) == ("import", "unreviewed", "Trend")
    assert (stored.fact.value, stored.base_low) == (4.5e6, 4.45e6)
    assert stored.fact.published == document.published == "2025-02-01"
    assert store.check() == []


def test_a_file_imported_twice_changes_nothing(store: Store, tmp_path: Path) -> None:
    first = _import(store, tmp_path, f"{HEADER}\n{ROW}\n")
    again = _import(store, tmp_path, f"{HEADER}\n{ROW}\n{ROW}\n")
    assert (first.added, again.added, again.known, again.refused) == (1, 0, 2, ())
    assert store.count() == len(store.documents()) == 1


def test_a_file_that_grew_adds_what_is_new(store: Store, tmp_path: Path) -> None:
    _import(store, tmp_path, f"{HEADER}\n{ROW}\n")
    other = ROW.replace("4500000", "2024").replace("4.5 Mt,It", "2024,It").replace("tonne", "count")
    report = _import(store, tmp_path, f"{HEADER}\n{other}\n{ROW}\n{ROW.replace('Trend', 'B')}\n")
    assert (report.added, report.known, report.refused) == (2, 1, ())
    assert len(store.documents()) == 2
    assert store.check() == []


def test_trying_keeps_nothing(store: Store, tmp_path: Path) -> None:
    report = _import(store, tmp_path, f"{HEADER}\n{ROW}\n", dry_run=True)
    assert report.added == 1
    assert store.documents() == []


@pytest.mark.parametrize(
    ("change", "column", "reason"),
    [
        (("4500000", "many"), "value", "no number"),
        (("4500000", ""), "value", "empty"),
        (("4500000", "1e999"), "value", "finite"),
        (("tonne", "banana"), "unit", "not known"),
        (("middle_corridor", "atlantis"), "subject", "not known"),
        (("4.5 Mt,It", "6 Mt,It"), "surface", "does not stand"),
        (("2025-02-01", "02/01/2025"), "published", "no date"),
        (("4.5 Mt,It carried 4.5 Mt in 2024.", ","), "sentence", "empty"),
        ((",2025-02-01", ",2025-02-01,more"), "row", "9 cells under 8 columns"),
        (("Trend", "T\x00"), "source", "U+0000"),
    ],
)
def test_a_faulty_row_is_refused_with_line_column_and_reason(
    store: Store, tmp_path: Path, change: tuple[str, str], column: str, reason: str
) -> None:
    text = f'{HEADER}\n"4500000",tonne,freight_volume,"4.5\nMt",,,,\n\n{ROW.replace(*change)}\n'
    report = _import(store, tmp_path, text)
    assert report.added == 1
    ((refused),) = report.refused
    assert (refused.line, refused.column) == (5, column)
    assert reason in refused.reason


@pytest.mark.parametrize(
    ("names", "cells", "column"),
    [
        ("bound", "roughly", "bound"),
        ("review", "seen", "review"),
        ("rank", "preferred", "rank_reason"),
        ("url", "javascript:alert(1)", "url"),
        ("equivalent_of", "[1]", "equivalent_of"),
        ("movement", "{}", "movement"),
        ("evidence", "[" * 5000, "evidence"),
        ("fact_key", "x", "fact_key"),
        ("period", "last year", "period"),
        ("confidence", "2", "confidence"),
        ("source_kind", "blog", "source_kind"),
        ("run", "tracker", "run"),
        ("value_high", "9000000", "value_high"),
    ],
)
def test_further_columns_are_checked_too(
    store: Store, tmp_path: Path, names: str, cells: str, column: str
) -> None:
    report = _import(store, tmp_path, f"{HEADER},{names}\n{ROW},{cells}\n")
    assert [each.column for each in report.refused] == [column]
    assert store.documents() == []


def test_what_spreadsheets_make_of_a_table_is_understood(store: Store, tmp_path: Path) -> None:
    text = (
        "\ufeffValue;Unit;Indicator;Sentence;Surface;Published;Note\r\n"
        '"4,5";percent;freight_volume;"Es stieg um 4,5 %;\r\nmehr nicht.";"4,5 %";05.03.2024;'
        "'=1+1\r\n;;;;;;\r\n"
        "1.234.567,5;tonne;freight_volume;'-1.234.567,5 t;1.234.567,5 t;;\r\n"
        "1.234;tonne;freight_volume;1.234 t;1.234 t;;\r\n"
    )
    report = _import(store, tmp_path, text)
    assert report.added == 2
    assert [(each.line, each.column) for each in report.refused] == [(6, "value")]
    first, second = store.facts(order=(("id", "asc"),))
    assert (first.fact.value, first.fact.published, first.note) == (4.5, "2024-03-05", "=1+1")
    assert (second.fact.value, second.passage) == (1234567.5, "-1.234.567,5 t")
    assert _import(store, tmp_path, text, decimal="comma").added == 1
    assert store.count(FactFilter()) == 3


def test_utf_16_and_a_named_encoding_are_read(store: Store, tmp_path: Path) -> None:
    file = tmp_path / "facts.csv"
    row = "5\ttonne\tfreight_volume\t5 t über Aktau"
    file.write_bytes(f"value\tunit\tindicator\tsurface\n{row}\n".encode("utf-16"))
    assert import_facts(store, file).added == 1
    file.write_bytes(f"value\tunit\tindicator\tsurface\n{row}\n".encode("cp1252"))
    with pytest.raises(ReadError, match="cp1252"):
        import_facts(store, file)
    assert import_facts(store, file, encoding="cp1252").known == 1


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "no_text"),
        ("a,b\n1,2\n", "wrong_type"),
        ("value,unit,indicator\n", "wrong_type"),
        ("value,value,unit,indicator,surface\n", "wrong_type"),
    ],
)
def test_a_file_without_the_needed_columns_is_refused(
    store: Store, tmp_path: Path, text: str, reason: str
) -> None:
    with pytest.raises(ReadError) as refused:
        _import(store, tmp_path, text)
    assert refused.value.reason == reason


def test_an_unknown_column_is_named_with_a_neighbour(store: Store, tmp_path: Path) -> None:
    report = _import(store, tmp_path, f"{HEADER},colour,partnr\n{ROW},red,az\n")
    assert report.unknown_columns == {"colour": None, "partnr": "partner"}


def test_refused_rows_can_be_mended_and_imported(store: Store, tmp_path: Path) -> None:
    refused = tmp_path / "refused.csv"
    text = f"{HEADER}\n{ROW.replace('tonne', 'banana')}\n{ROW}\n"
    assert len(_import(store, tmp_path, text, refused=refused).refused) == 1
    with refused.open(encoding="utf-8", newline="") as file:
        (row,) = csv.DictReader(file)
    assert (row["line"], row["unit"]) == ("2", "banana")
    assert row["reason"].startswith("unit: ")
    refused.write_text(
        refused.read_text(encoding="utf-8").replace(
            "banana,freight_volume,4.5 Mt", "day,transit_time,2024"
        )
    )
    report = import_facts(store, refused)
    assert (report.added, report.unknown_columns) == (1, {})


def test_the_figure_is_found_in_its_sentence_where_no_words_are_named(
    store: Store, tmp_path: Path
) -> None:
    header = "value,unit,indicator,sentence,language"
    rows = [
        "4500000,tonne,freight_volume,It carried 4.5 million tonnes in 2024.,en",
        "5,tonne,freight_volume,It carried 4.5 million tonnes in 2025.,en",
    ]
    report = _import(store, tmp_path, "\n".join([header, *rows]))
    assert [(each.line, each.column) for each in report.refused] == [(3, "surface")]
    (stored,) = store.facts()
    assert stored.fact.surface == "4.5 million tonnes"


def test_a_person_s_decision_stays_and_a_changed_row_is_refused(
    store: Store, tmp_path: Path
) -> None:
    _import(store, tmp_path, f"{HEADER},review\n{ROW},confirmed\n")
    other = ROW.replace("4500000", "4600000")
    assert _import(store, tmp_path, f"{HEADER}\n{other}\n").kept == 1
    text = f"{HEADER}\n{ROW.replace('Trend', 'B')}\n"
    _import(store, tmp_path, text)
    (refused,) = _import(store, tmp_path, text.replace("4500000", "4600000")).refused
    assert refused.column == "value"
    assert store.count() == 2


def _linked_store(store: Store) -> None:
    text = "Von 1 auf 5 Millionen Tonnen. Es gab 1 Mrd. USD (861 Mio. EUR). Von 1 auf 5 Millionen Tonnen."
    at = {"1": Span(4, 5), "5": Span(10, 28), "u": Span(37, 47), "e": Span(49, 61)}
    fields = {"indicator": "capacity", "subject": "btk_railway", "published": "2025-01"}

    def fact(span: Span, value: float, unit: str, **more: object) -> Fact:
        return Fact(
            **{"surface": text[span.start : span.end], "start": span.start, "end": span.end},
            **{"value": value, "unit": unit, **fields, **more},  # type: ignore[arg-type]
        )

    facts = [
        fact(at["1"], 1e6, "tonne", transition=Transition.FROM, movement=(at["5"],)),
        fact(
            at["5"],
            5e6,
            "tonne",
            transition=Transition.TO,
            status=Status.TARGET,
            movement=(at["1"],),
        ),
        fact(at["u"], 1e9, "USD", indicator="investment"),
        fact(at["e"], 8.61e8, "EUR", indicator="investment", equivalent_of=at["u"]),
        fact(Span(68, 69), 1e6, "tonne", bound=Bound.ABOUT),
    ]
    store.add(
        Document(
            text=text,
            source="Trend",
            title="=1",
            url="https://example.org/a",
            published="2025-01",
            language="de",
        ),
        facts,
    )


def _content(store: Store) -> list[tuple[object, ...]]:
    rows = []
    for each in store.facts(ANY, order=(("document_id", "asc"), ("start", "asc"))):
        fact = each.fact
        names = (
            *("surface", "value", "value_high", "unit", "per", "bound", "measure", "status"),
            *("transition", "indicator", "subject", "place", "partner", "commodity", "counted"),
            *("period", "period_text", "attribution", "published", "confidence"),
        )
        found = tuple(getattr(fact, name) or None for name in names)
        links = sorted(
            (link.kind, link.outgoing, link.fact.fact.value) for link in store.links(each.id)
        )
        judged = (each.review, each.rank, each.rank_reason, each.source, each.title, each.url)
        evidence = sorted(fact.evidence.items())
        rows.append(
            (*found, *judged, tuple(evidence), tuple(links), fact.start - each.passage_start)
        )
    return rows


def test_links_and_equivalents_survive(store: Store, tmp_path: Path) -> None:
    _linked_store(store)
    export(store, tmp_path / "a.csv")
    with Store.create(tmp_path / "other.db") as other:
        report = import_facts(other, tmp_path / "a.csv")
        assert (report.added, report.refused) == (5, ())
        assert len(other.documents()) == 1
        assert _content(other) == _content(store)
        assert other.check() == []
        assert import_facts(other, tmp_path / "a.csv").known == 5
        export(other, tmp_path / "b.csv")
        with Store.create(tmp_path / "third.db") as third:
            import_facts(third, tmp_path / "b.csv")
            assert _content(third) == _content(store)


def test_an_export_imported_where_it_comes_from_adds_nothing(store: Store, tmp_path: Path) -> None:
    _linked_store(store)
    export(store, tmp_path / "a.csv")
    report = import_facts(store, tmp_path / "a.csv")
    assert (report.added, report.known, report.refused) == (0, 5, ())
    assert len(store.documents()) == 1


def test_a_part_of_an_export_adds_nothing_twice(store: Store, tmp_path: Path) -> None:
    _linked_store(store)
    export(store, tmp_path / "part.csv", FactFilter(unit=("tonne",)))
    export(store, tmp_path / "whole.csv")
    with Store.create(tmp_path / "other.db") as other:
        assert import_facts(other, tmp_path / "part.csv").added == 3
        report = import_facts(other, tmp_path / "whole.csv")
        assert (report.added, report.known, report.refused) == (2, 3, ())
        assert import_facts(other, tmp_path / "whole.csv").known == 5


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(reading=readings(), source=st.none() | st.text(LETTERS, min_size=1, max_size=20))
def test_export_and_import_of_facts_is_the_identity(
    fresh_file: Path,
    tmp_path_factory: pytest.TempPathFactory,
    reading: tuple[Document, list[Fact]],
    source: str | None,
) -> None:
    folder = tmp_path_factory.mktemp("identity")
    document, facts = reading
    for name in ("one.db", "two.db"):
        (folder / name).write_bytes(fresh_file.read_bytes())
    with Store(folder / "one.db") as one, Store(folder / "two.db") as two:
        one.add(Document(text=document.text, published=document.published, source=source), facts)
        export(one, folder / "a.csv")
        report = import_facts(two, folder / "a.csv")
        assert (report.added, report.refused) == (len(facts), ())
        assert _content(two) == _content(one)
        assert two.check() == []


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        *(("4500000", 4.5e6), ("-3.1", -3.1), ("−3,1", -3.1), ("1e22", 1e22), ("1.5E-3", 0.0015)),
        *(("4,500,000", 4.5e6), ("4.500.000,25", 4500000.25), ("1'234'567", 1234567.0)),
        *(("1 234 567,5", 1234567.5), ("0.734", 0.734), ("1234,567", 1234.567), (",5", 0.5)),
    ],
)
def test_numbers_read_one_way(cell: str, value: float) -> None:
    assert read_number(cell) == value


@pytest.mark.parametrize(
    "cell", ["", "x", "1,2,3", "1.2.3,4", "--1", "1.234", "12,345", "4 Mt", "nan", "1_0", "٣"]
)
def test_other_cells_are_no_numbers(cell: str) -> None:
    with pytest.raises(ValueError, match=r"no number|two ways"):
        read_number(cell)
