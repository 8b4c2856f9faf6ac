"""The public views: their columns are promised, and so is what their rows mean."""

from collections.abc import Callable
from typing import Any

import pytest

from tracker.model.document import Document
from tracker.model.errors import NotFoundError
from tracker.model.fact import Bound, Fact, Measure, Per, Status, Transition
from tracker.model.intake import Intake, IntakeKind
from tracker.model.stored import Outcome
from tracker.store import Store
from tracker.store.dictionary import OBJECTS
from tracker.store.views import VIEWS

MakeFact = Callable[..., Fact]

COLUMNS = {
    "facts_readable": "id fact_key surface value value_high unit per bound measure status"
    " transition indicator indicator_name subject subject_name subject_kind place place_name"
    " partner partner_name commodity commodity_name counted period period_text period_start"
    " period_end year base_value base_low base_high base_unit equivalent_of attribution published"
    " confidence origin review rank rank_reason note sentence span_start span_end document_id title"
    " source url language author passage_id page",
    "corridor_capacity": "subject subject_name subject_kind place place_name commodity transition"
    " status value value_high unit per bound base_value base_low base_high base_unit period"
    " period_start period_end year published source surface sentence review rank confidence"
    " equivalent_of fact_id fact_key document_id url",
    "trade_by_year": "year period indicator indicator_name subject subject_name partner"
    " partner_name commodity value value_high unit bound status transition base_value base_low"
    " base_high base_unit period_start period_end published source surface sentence review rank"
    " confidence equivalent_of fact_id fact_key document_id url",
    "targets": "subject subject_name partner partner_name place indicator commodity counted value"
    " value_high unit per bound transition base_value base_low base_high base_unit period"
    " period_end year statement previous_base_value previous_period actual_base_value actual_period"
    " actual_fact_id horizon state is_current promised_by previous_published previous_fact_id"
    " reached_base_value reached_period reached_fact_id growth_needed growth_achieved"
    " published source surface sentence review rank confidence equivalent_of fact_id"
    " fact_key document_id url",
    "implied": "id rule formula subject subject_name partner partner_name place indicator"
    " indicator_name commodity counted measure status per period period_text period_start"
    " period_end year base_value base_low base_high base_unit inputs input_keys first_fact_id"
    " last_fact_id comparison stated_base_value stated_surface stated_source stated_fact_id"
    " stated_fact_key published document_id title source url computed_at",
    "conflicts": "subject subject_name partner partner_name place indicator indicator_name"
    " commodity measure status counted per period base_unit facts documents lowest highest"
    " first_fact_id last_fact_id year outcome reason statements witnesses base_value base_low"
    " base_high drawn_fact_id claim_id",
    "documents": "id kind title source published language url author title_how source_how"
    " published_how language_how url_how published_place n_chars n_pages n_sections n_facts same_as"
    " near_of near_share retrieved_at note sha256",
    "not_read": "id at kind place outcome reason detail n_bytes document_id title",
    "sources": "id name documents facts first_published last_published",
    "money_in_eur": "value value_high unit per bound measure status transition indicator"
    " indicator_name subject subject_name place place_name partner partner_name commodity"
    " commodity_name period period_start period_end year value_eur value_high_eur conversion"
    " rate_period rate rate_currency rate_basis rate_days rate_source value_usd value_high_usd"
    " conversion_usd usd_per_eur usd_source published source surface sentence review rank"
    " confidence equivalent_of fact_id fact_key document_id url",
    "review_queue": "fact_id fact_key reason_code doubt reason claim_id derived_id subject subject_name"
    " indicator surface period sentence source published document_id url",
    "history": "fact_id fact_key at who action field before after note decision_id undoes revision",
    "entities": "id kind name name_de home home_name planned origin aliases facts",
    "series_points": "subject subject_name partner partner_name place indicator commodity measure"
    " status counted per period period_start period_end year base_value base_low base_high"
    " base_unit bound published fact_id agree differ outcome reason facts statements witnesses"
    " lowest highest claim_id",
    "part_exceeds_year": "subject subject_name partner partner_name place indicator commodity"
    " status counted base_unit year period base_value whole_base_value fact_id whole_fact_id"
    " claim_id whole_claim_id",
}


@pytest.fixture
def say(store: Store, fact_in: MakeFact) -> Callable[..., int]:
    """A function that keeps a one-figure document and gives the fact's id."""

    def keep(
        surface: str,
        value: float,
        unit: str,
        *,
        source: str | None = "Agency",
        published: str | None = "2025-01",
        words: str = "",
        **fields: Any,
    ) -> int:
        number = len(store.documents())
        document = Document(
            text=f"{words or f'Report {number}'}: {surface}.", source=source, published=published
        )
        fact = fact_in(document, surface, value, unit, **fields)
        stored = store.add(document, [fact])
        [kept] = [each for each in store.facts() if each.document_id == stored.document_id]
        return kept.id

    return keep


@pytest.mark.parametrize("name", sorted(VIEWS))
def test_the_columns_of_a_view_are_as_promised(
    store: Store, say: Callable[..., int], fact_in: MakeFact, name: str
) -> None:
    say("4.5 Mt", 4.5e6, "tonne", subject="middle_corridor", period="2024", indicator="capacity")
    say("7 Mt", 7e6, "tonne", source="Ministry", subject="middle_corridor", period="2024",
        indicator="capacity")  # fmt: skip
    say("9 Mt", 9e6, "tonne", subject="middle_corridor", status=Status.TARGET)
    trade = {"subject": "az", "partner": "jp", "indicator": "trade_turnover"}
    say("$452m", 452e6, "USD", period="2024-01/2024-09", **trade)
    say("$300m", 300e6, "USD", period="2024", **trade)
    document = Document(text="Freight was 4.5 Mt, 62 % more.", published="2025")
    freight = {"subject": "middle_corridor", "period": "2024"}
    growth = {"measure": Measure.CHANGE, "transition": Transition.BY, **freight}
    store.add(
        document,
        [fact_in(document, "4.5 Mt", 4.5e6, "tonne", **freight),
         fact_in(document, "62 %", 62.0, "percent", **growth)],
    )  # fmt: skip
    store.decisions.decide(1, "confirm", author="Ada")
    store.intake.note([Intake(place="a", kind=IntakeKind.FILE, outcome=Outcome.REFUSED)])
    rows = store.view(name)
    assert rows
    assert " ".join(rows[0]) == COLUMNS[name]
    assert len(store.view(name, limit=1)) == 1


def test_every_table_view_and_column_is_described(store: Store) -> None:
    assert VIEWS.keys() < OBJECTS.keys()
    with pytest.raises(NotFoundError):
        store.view("data_dictionary")  # a table, asked for with SQL
    assert store.check() == []


def test_capacity_shows_a_movement_from_what_is_to_what_is_planned(
    store: Store, fact_in: MakeFact
) -> None:
    document = Document(
        text="Die Kapazität der Bahn soll von 1 auf 5 Millionen Tonnen jährlich wachsen.",
        source="Embassy",
        published="2024-08-09",
    )
    capacity = {"indicator": "capacity", "subject": "btk_railway", "per": Per.YEAR}
    one = fact_in(document, "1", 1e6, "tonne", transition=Transition.FROM, **capacity)
    five = fact_in(
        document, "5 Millionen Tonnen", 5e6, "tonne", transition=Transition.TO,
        status=Status.TARGET, movement=(one.span,), **capacity,
    )  # fmt: skip
    store.add(document, [one, five])
    rows = store.view("corridor_capacity")
    shown = [(r["subject"], r["transition"], r["status"], r["base_value"]) for r in rows]
    assert shown == [("btk_railway", "from", "actual", 1e6), ("btk_railway", "to", "target", 5e6)]
    assert rows[0]["subject_name"] == store.labels("en")["btk_railway"]
    assert rows[0]["sentence"] == document.text
    assert (rows[1]["source"], rows[1]["published"]) == ("Embassy", "2024-08-09")


def test_trade_shows_pairs_in_money_or_mass_without_equivalents(
    store: Store, say: Callable[..., int], fact_in: MakeFact
) -> None:
    pair = {"indicator": "trade_turnover", "subject": "az", "partner": "jp", "period": "2023"}
    wanted = say("452 million USD", 452e6, "USD", **pair)
    say("12 %", 12.0, "percent", measure=Measure.CHANGE, **pair)
    say("500 trucks", 500.0, "count", **pair)
    say("1bn", 1e9, "USD", **{**pair, "partner": None})
    document = Document(text="$1 bn (861 million euros)", published="2024")
    dollars = fact_in(document, "$1 bn", 1e9, "USD", **pair)
    euros = fact_in(document, "861 million euros", 861e6, "EUR", equivalent_of=dollars.span, **pair)
    store.add(document, [dollars, euros])
    rows = store.view("trade_by_year")
    assert [(r["year"], r["value"], r["unit"]) for r in rows] == [
        (2023, 1e9, "USD"), (2023, 452e6, "USD")
    ]  # fmt: skip
    assert rows[1]["fact_id"] == wanted
    assert (rows[1]["subject_name"], rows[1]["partner_name"]) == ("Azerbaijan", "Japan")


def test_a_target_that_moved_keeps_its_history_beside_the_latest_actual(
    store: Store, say: Callable[..., int]
) -> None:
    corridor = {"subject": "middle_corridor"}
    say("3.3 Mt", 3.3e6, "tonne", period="2023", published="2024-02", **corridor)
    actual = say("4.5 Mt", 4.5e6, "tonne", period="2024", published="2025-02", **corridor)
    say("1 Mt", 1e6, "tonne", transition=Transition.FROM, published="2025-06", **corridor)
    planned = {"status": Status.TARGET, **corridor}
    say("10 Mt", 1e7, "tonne", period="2027", published="2025-03", **planned)
    say("10 Mt", 1e7, "tonne", period="2025", published="2022-11", words="Earlier", **planned)
    rows = store.view("targets")
    assert [(r["published"], r["period"], r["statement"], r["previous_period"]) for r in rows] == [
        ("2022-11", "2025", 1, None),
        ("2025-03", "2027", 2, "2025"),
    ]
    assert {(r["actual_fact_id"], r["actual_base_value"]) for r in rows} == {(actual, 4.5e6)}


YEAR = {"subject": "middle_corridor", "period": "2024"}


@pytest.mark.parametrize(
    ("first", "second", "disputed"),
    [
        ({}, {"source": "Ministry"}, "conflict"),
        ({}, {}, "conflict"),  # one speaker, one day, two numbers
        ({}, {"published": "2025-08"}, None),  # a later figure of the same speaker
        ({"attribution": "ktz"}, {"attribution": "ktz", "source": "B", "published": "2025-08"},
         None),
        ({"source": None}, {"source": None, "published": "2025-08"}, "conflict"),
        ({}, {"source": "Ministry", "period": "2023"}, None),
        ({}, {"source": "Ministry", "status": Status.TARGET}, None),
        ({}, {"source": "Ministry", "indicator": "count"}, None),
        ({}, {"source": "Ministry", "bound": Bound.AT_LEAST}, "far_apart"),  # holds 4.484
        ({"period": None}, {"source": "Ministry", "period": None}, None),
        ({"indicator": "length"}, {"indicator": "length", "source": "Ministry"}, None),
        ({"indicator": "capacity", "per": Per.YEAR},
         {"indicator": "capacity", "source": "Ministry"}, "conflict"),
    ],
)  # fmt: skip
def test_sources_conflict_where_independent_figures_cannot_both_hold(
    store: Store,
    say: Callable[..., int],
    first: dict[str, Any],
    second: dict[str, Any],
    disputed: str | None,
) -> None:
    say("4.484 Mt", 4.484e6, "tonne", **{**YEAR, **first})
    say("3.3 Mt", 3.3e6, "tonne", **{**YEAR, **second})
    rows = store.view("conflicts")
    assert [row["outcome"] for row in rows] == ([disputed] if disputed else [])
    if rows:
        assert (rows[0]["lowest"], rows[0]["highest"]) == (3.3e6, 4.484e6)
        assert (rows[0]["facts"], rows[0]["documents"]) == (2, 2)
    assert store.summary().conflicts == (disputed == "conflict")


def test_rounder_figures_of_the_same_amount_agree(store: Store, say: Callable[..., int]) -> None:
    say("4.484 Mt", 4.484e6, "tonne", **YEAR)
    say("4.5 Mt", 4.5e6, "tonne", source="Ministry", **YEAR)
    assert store.view("conflicts") == []
    [point] = store.view("series_points")
    assert (point["agree"], point["differ"]) == (1, 0)


def test_a_copied_text_is_no_second_witness(store: Store, fact_in: MakeFact) -> None:
    for source in ("Agency", "Paper"):
        document = Document(text="4.5 Mt, or 3 Mt", source=source, published="2025")
        figures = [("4.5 Mt", 4.5e6), ("3 Mt", 3e6)]
        store.add(
            document, [fact_in(document, each, value, "tonne", **YEAR) for each, value in figures]
        )
    assert store.view("conflicts") == []


def test_a_series_draws_the_newest_figure_and_counts_the_others(
    store: Store, say: Callable[..., int]
) -> None:
    say("4.484 Mt", 4.484e6, "tonne", published="2025-01", **YEAR)
    say("4.6 Mt", 4.6e6, "tonne", source="D", published="2025-03", bound=Bound.ABOUT, **YEAR)
    newest = say("4.5 Mt", 4.5e6, "tonne", source="B", published="2025-03", **YEAR)
    say("3.3 Mt", 3.3e6, "tonne", source="C", published="2025-02", **YEAR)
    say("9 Mt", 9e6, "tonne", source="E", published="2025-05", confidence=0.4, **YEAR)
    [point] = store.view("series_points")
    assert point["fact_id"] == newest
    assert (point["agree"], point["differ"]) == (2, 1)


def test_sources_count_documents_and_facts(store: Store, say: Callable[..., int]) -> None:
    say("4 Mt", 4e6, "tonne", published="2024")
    say("5 Mt", 5e6, "tonne", published="2025-03")
    [row] = store.view("sources")
    assert (row["name"], row["documents"], row["facts"]) == ("Agency", 2, 2)
    assert (row["first_published"], row["last_published"]) == ("2024", "2025-03")
