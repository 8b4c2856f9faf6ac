"""Which facts one gets: filters, orders, pages, facets, search."""

import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tracker.model.document import Document
from tracker.model.errors import NotFoundError, StoreError
from tracker.model.fact import Fact, Measure, Status
from tracker.model.filter import FactFilter
from tracker.store import Store
from tracker.store.queries import FACETS, SORTABLE

MakeFact = Callable[..., Fact]


@pytest.fixture(scope="module")
def filled(shared_store: Store, fact_in: MakeFact) -> Store:
    """Five documents with one or two figures each."""
    store = shared_store

    def keep(
        text: str, source: str | None, published: str | None, *figures: dict[str, object]
    ) -> None:
        document = Document(text=text, source=source, published=published, language="en")
        store.add(document, [fact_in(document, **figure) for figure in figures])

    keep(
        "Cargo on the corridor reached 4.5 Mt in 2024.\nThe port wants 25 Mt by 2030.",
        "Agency",
        "2025-03-05",
        {"surface": "4.5 Mt", "value": 4.5e6, "unit": "tonne", "subject": "middle_corridor",
         "period": "2024"},
        {"surface": "25 Mt", "value": 25e6, "unit": "tonne", "subject": "alat_port",
         "indicator": "capacity", "status": Status.TARGET, "period": "2030"},
    )  # fmt: skip
    trade = {"indicator": "trade_turnover", "subject": "az", "unit": "USD"}
    keep(
        "Trade with Japan was $452m in 2023.", "Ministry", "2024-03",
        {"surface": "$452m", "value": 452e6, "partner": "jp", "period": "2023", **trade},
    )  # fmt: skip
    keep(
        "Trade with Kazakhstan: $1bn over 2023 and 2024.", "Ministry", "2025",
        {"surface": "$1bn", "value": 1e9, "partner": "kz", "period": "2023/2024", **trade},
    )  # fmt: skip
    keep(
        "Containers carried crude oil: 300 TEU.", None, None,
        {"surface": "300 TEU", "value": 300.0, "unit": "TEU", "commodity": "crude_oil"},
    )  # fmt: skip
    keep(
        "Der Anteil beträgt 40 % im Süden.", "Büro", "2024-03-05",
        {"surface": "40 %", "value": 40.0, "unit": "percent", "measure": Measure.SHARE,
         "subject": "kz", "place": "aktau_port"},
    )  # fmt: skip
    return store


@pytest.mark.parametrize(
    ("where", "surfaces"),
    [
        ({}, {"4.5 Mt", "25 Mt", "$452m", "$1bn", "300 TEU", "40 %"}),
        ({"subject": ("az", "alat_port")}, {"25 Mt", "$452m", "$1bn"}),
        ({"entity": ("kz",)}, {"$1bn", "40 %"}),
        ({"partner": ("jp",)}, {"$452m"}),
        ({"place": ("aktau_port",)}, {"40 %"}),
        ({"indicator": ("capacity",)}, {"25 Mt"}),
        ({"commodity": ("crude_oil",)}, {"300 TEU"}),
        ({"unit": ("USD", "TEU")}, {"$452m", "$1bn", "300 TEU"}),
        ({"measure": ("share",)}, {"40 %"}),
        ({"status": ("target",)}, {"25 Mt"}),
        ({"source": ("Ministry",)}, {"$452m", "$1bn"}),
        ({"origin": ("form",)}, set()),
        ({"review": ("rejected",)}, set()),
        ({"year": 2024}, {"4.5 Mt"}),
        ({"year_from": 2024}, {"4.5 Mt", "25 Mt"}),
        ({"year_to": 2024}, {"4.5 Mt", "$452m"}),
        ({"since": "2024-03-06"}, {"4.5 Mt", "25 Mt", "$452m", "$1bn"}),
        ({"since": "2024-04-01"}, {"4.5 Mt", "25 Mt", "$1bn"}),
        ({"until": "2024-03-05"}, {"$452m", "40 %"}),
        ({"until": "2024"}, {"$452m", "40 %"}),
        ({"since": "2025-01", "until": "2025-03-04"}, {"$1bn"}),
        ({"has_partner": True}, {"$452m", "$1bn"}),
        ({"has_partner": False, "unit": ("tonne",)}, {"4.5 Mt", "25 Mt"}),
        ({"text": "trade"}, {"$452m", "$1bn"}),
        ({"text": "trade japan"}, {"$452m"}),
        ({"text": "SUDEN"}, {"40 %"}),
        ({"text": "kaz"}, {"$1bn"}),
        ({"text": "4.5 mt"}, {"4.5 Mt"}),
        ({"text": "ade"}, set()),
        ({"text": "  "}, {"4.5 Mt", "25 Mt", "$452m", "$1bn", "300 TEU", "40 %"}),
    ],
)  # fmt: skip
def test_a_filter_gives_the_facts_that_meet_all_its_conditions(
    filled: Store, where: dict[str, object], surfaces: set[str]
) -> None:
    if where.get("text") == "SUDEN" and not filled.location.endswith(".db"):
        pytest.skip("PostgreSQL's simple search keeps accents")
    chosen = FactFilter(**where)  # type: ignore[arg-type]
    assert {each.fact.surface for each in filled.facts(chosen)} == surfaces
    assert filled.count(chosen) == len(surfaces)


@pytest.mark.parametrize(
    "wanted", ['"', "'", "a OR b", "NEAR(", "*", "text:", "-", "%", "();--", "\x00", 'a"b', "^x"]
)
def test_search_takes_whatever_people_type(filled: Store, wanted: str) -> None:
    found = filled.facts(FactFilter(text=wanted))
    assert found == [] or not filled.location.endswith(".db")  # a server splits words elsewhere


def test_the_newest_come_first_and_the_undated_last(filled: Store) -> None:
    dates = [each.fact.published for each in filled.facts()]
    assert dates == ["2025-03-05", "2025-03-05", "2025", "2024-03-05", "2024-03", None]


@pytest.mark.parametrize("direction", ["asc", "desc"])
@pytest.mark.parametrize("column", sorted(SORTABLE))
def test_pages_by_offset_and_by_last_fact_are_the_whole_list(
    filled: Store, column: str, direction: str
) -> None:
    order = ((column, direction),)
    whole = [each.id for each in filled.facts(order=order)]  # type: ignore[arg-type]
    assert sorted(whole) == [1, 2, 3, 4, 5, 6]
    by_offset: list[int] = []
    by_key: list[int] = []
    while page := filled.facts(order=order, limit=4, offset=len(by_offset)):  # type: ignore[arg-type]
        by_offset += [each.id for each in page]
    last = None
    while page := filled.facts(order=order, limit=2, after=last):  # type: ignore[arg-type]
        by_key += [each.id for each in page]
        last = by_key[-1]
    assert by_offset == by_key == whole


def test_orders_of_several_columns_page_alike(filled: Store) -> None:
    order = (("unit", "asc"), ("year", "desc"), ("published", "asc"))
    whole = filled.facts(order=order)  # type: ignore[arg-type]
    pages = []
    last = None
    while page := filled.facts(order=order, limit=1, after=last):  # type: ignore[arg-type]
        pages += page
        last = page[-1].id
    assert pages == whole
    assert [each.fact.unit for each in whole] == sorted(each.fact.unit for each in whole)


def test_columns_that_are_no_columns_are_refused(filled: Store) -> None:
    with pytest.raises(StoreError, match="cannot be sorted by 'value; DROP TABLE fact'"):
        filled.facts(order=(("value; DROP TABLE fact", "asc"),))
    with pytest.raises(StoreError, match="cannot be counted by 'surface'"):
        filled.facets("surface")
    with pytest.raises(NotFoundError):
        filled.view("fact; --")
    with pytest.raises(NotFoundError):
        filled.fact(99)
    with pytest.raises(NotFoundError):
        filled.document(99)
    with pytest.raises(NotFoundError):
        filled.facts(after=99)


def test_facets_count_what_the_filter_leaves(filled: Store) -> None:
    assert filled.facets("subject") == [
        ("az", 2), ("alat_port", 1), ("kz", 1), ("middle_corridor", 1), (None, 1)
    ]  # fmt: skip
    assert filled.facets("source", FactFilter(unit=("USD",))) == [("Ministry", 2)]
    assert filled.facets("year", FactFilter(source=("Agency",))) == [("2024", 1), ("2030", 1)]
    assert filled.facets("unit", limit=1) == [("USD", 2)] or filled.facets("unit", limit=1) == [
        ("tonne", 2)
    ]
    for field in FACETS:
        assert sum(number for _, number in filled.facets(field)) == 6


def test_documents_come_without_their_texts_and_one_with_it(filled: Store) -> None:
    listed = filled.documents()
    assert [each.document.published for each in listed][-1] is None
    assert {each.document.text for each in listed} == {""}
    assert len(filled.documents(limit=2)) == 2
    assert filled.documents(limit=2, offset=4) == listed[4:]
    whole = filled.document(listed[0].id)
    assert len(whole.document.text) == whole.n_chars == listed[0].n_chars
    assert whole.document.sha256 == listed[0].sha256


def test_exporting_walks_through_all_facts(filled: Store) -> None:
    assert [each.id for each in filled.export_rows()] == [1, 2, 3, 4, 5, 6]
    assert [each.id for each in filled.export_rows(FactFilter(unit=("USD",)))] == [3, 4]


def test_the_summary_counts(filled: Store) -> None:
    summary = filled.summary()
    assert (summary.documents, summary.facts, summary.sources) == (5, 6, 3)
    assert (summary.subjects, summary.unreviewed, summary.undated) == (4, 6, 1)
    assert (summary.first_published, summary.last_published) == ("2024-03", "2025-03-05")
    assert summary.last_stored is not None


def test_an_empty_store_has_an_empty_summary(store: Store) -> None:
    summary = store.summary()
    assert (summary.documents, summary.facts, summary.last_stored) == (0, 0, None)


def test_the_data_version_changes_with_every_commit_of_anybody(
    path: Path, fact_in: MakeFact
) -> None:
    with Store(path) as mine, Store(path) as other:
        seen = [mine.data_version]
        for number, store in enumerate((mine, other, mine)):
            store.add(Document(text=f"text {number}"), [])
            seen.append(mine.data_version)
        assert len(set(seen)) == 4
        mine.facts()
        assert mine.data_version == seen[-1]


def test_threads_share_a_store(path: Path, fact_in: MakeFact) -> None:
    errors: list[BaseException] = []
    document = Document(text="4 t")
    fact = fact_in(document, "4 t", 4.0, "tonne")

    with Store(path) as store:

        def work(number: int) -> None:
            try:
                for turn in range(5):
                    store.add(replace(document, source=f"{number}/{turn}"), [fact])
                    assert store.count() > 0
                    assert store.facts(limit=1)[0].fact == fact
                    assert store.data_version > 0
            except BaseException as error:  # a thread must not swallow what went wrong
                errors.append(error)

        threads = [threading.Thread(target=work, args=(number,)) for number in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert errors == []
        assert store.count() == 40
        assert store.check() == []
