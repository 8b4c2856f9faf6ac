"""Tables: what heads, first columns and captions say of the numbers in the cells."""

import gc
import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker import Fact, extract

from .reading import read, shown

PORTS = {
    "Aktau": "aktau_port", "Kuryk": "kuryk_port", "Alat": "alat_port", "Poti": "poti_port",
}  # fmt: skip
CAPTION = "Umschlag der Häfen, Mio. t\n\n"


def keys(facts: list[Fact]) -> set[tuple[str | None, str | None, float]]:
    return {(fact.subject, fact.period, fact.value) for fact in facts}


def as_lines(rows: list[list[str]]) -> str:
    return "\n".join(" | ".join(row) for row in rows)


def test_columns_have_units_of_their_own() -> None:
    facts = read("en", "Freight (million tonnes) | Containers (TEU)\n5.5 | 48,000")
    assert shown(facts, "value", "unit") == [(5_500_000, "tonne"), (48_000, "TEU")]


@pytest.mark.parametrize(
    ("language", "head", "number", "value", "unit"),
    [
        ("en", "Cargo (m tonnes)", "4.1", 4_100_000, "tonne"),
        ("en", "Cargo, in thousand TEU", "18.4", 18_400, "TEU"),
        ("en", "Exports, USD m", "12", 12_000_000, "USD"),
        ("en", "Exports (bn $)", "1.2", 1_200_000_000, "USD"),
        ("en", "Exports, $m", "12", 12_000_000, "USD"),
        ("en", "Passengers, m", "2.4", 2_400_000, "count"),
        ("en", "Depth, m", "12", 12, "meter"),
        ("de", "Umschlag in 1.000 t", "640", 640_000, "tonne"),
        ("de", "Fläche (km²)", "447.400", 447_400, "square_kilometer"),
        ("de", "Anteil in %", "12,5", 12.5, "percent"),
        ("de", "Güter²", "4,5 Mio. t", 4_500_000, "tonne"),
    ],
)
def test_a_head_tells_unit_and_scale(
    language: str, head: str, number: str, value: float, unit: str
) -> None:
    facts = read(language, f"Port | {head}\nAktau | {number}")
    assert shown(facts, "value", "unit", "surface") == [(value, unit, number)]


@pytest.mark.parametrize("cell", ["–", "n/a", "k. A.", "…", "", "-", "x", "9–17 Uhr"])
def test_a_cell_without_a_figure_is_none(cell: str) -> None:
    facts = read("de", f"Hafen | Mio. t | Fertig\nAktau | 4,5 | {cell}\nPoti | {cell} | 2027")
    assert shown(facts, "surface", "subject") == [("4,5", "aktau_port")]


WHOSE = [
    # language, table, what each figure is and of whom
    (
        "en",
        "Port | Cargo, mt\nAktau | 4,100\nKuryk | 900",  # metric tonnes, as one is above 1000
        [(4100, "freight_volume", "aktau_port", None), (900, "freight_volume", "kuryk_port", None)],
    ),
    (
        "en",
        "Turkmenbashi port\n\nCargo | 2024, kt | Growth rate, %\nDry | 3,300 | 106.5\nTotal | 9,000 | 111.1",
        [
            (3_300_000, "freight_volume", "turkmenbashi_port", None),
            (106.5, "freight_volume", "turkmenbashi_port", None),
            (9_000_000, "freight_volume", "turkmenbashi_port", None),
            (111.1, "freight_volume", "turkmenbashi_port", None),
        ],
    ),
    (
        "en",
        "Project: port of Anaklia\n\nInvestor | China Communications\nInvestment | $600 million",
        [(600_000_000, "investment", "anaklia_port", None)],
    ),
    (
        "en",
        "Exports of Kyrgyzstan and Tajikistan, USD m\n\n | Kyrgyzstan | Tajikistan\n2024 | 580 | 900",
        [(580_000_000, "exports", "kg", None), (900_000_000, "exports", "tj", None)],
    ),
    (
        "en",
        "Kazakhstan\n\nOil, Mt | 2024\nExports | 68.6\nof which to China | 1.2",
        [(68_600_000, "exports", "kz", None), (1_200_000, "exports", "kz", "cn")],
    ),
    (
        "de",
        "Handel der Staaten Zentralasiens, Mrd. USD\n\nLand | Ausfuhr\nUsbekistan | 19,5\nAtlantis | 2",
        [(19.5e9, "exports", "uz", None), (2e9, "exports", None, None)],
    ),
]


@pytest.mark.parametrize(("language", "table", "facts"), WHOSE)
def test_heads_and_caption_tell_what_and_whose(
    language: str, table: str, facts: list[tuple[float, str, str | None, str | None]]
) -> None:
    found = read(language, table, "2025-06-01")
    assert shown(found, "value", "indicator", "subject", "partner") == facts


def test_a_title_row_and_a_repeated_head_are_no_figures() -> None:
    text = "Umschlag, Mio. t | | \nHafen | 2023 | 2024\nAktau | 3,8 | 4,1\n"
    text += "Hafen | 2023 | 2024\nPoti | 6,8 | 6,1"
    assert shown(read("de", text), "value", "subject", "period") == [
        (3_800_000, "aktau_port", "2023"),
        (4_100_000, "aktau_port", "2024"),
        (6_800_000, "poti_port", "2023"),
        (6_100_000, "poti_port", "2024"),
    ]


def test_ranks_and_years_are_no_facts() -> None:
    text = "Nr. | Jahr | Hafen | Mio. t\n1 | 2023 | Aktau | 4,5\n2 | 2024 | Poti | 6,1"
    assert shown(read("de", text), "surface", "subject", "period") == [
        ("4,5", "aktau_port", "2023"),
        ("6,1", "poti_port", "2024"),
    ]


def test_evidence_names_the_place_of_the_words() -> None:
    text = "Trade of Georgia, USD m\n\nPartner | Exports 2024\nTürkiye | 520"
    (fact,) = read("en", text)
    assert fact.evidence == {
        "value": "unit from caption “Trade of Georgia, USD m”",
        "indicator": "column head “Exports 2024”",
        "subject": "caption “Trade of Georgia, USD m”",
        "partner": "row head “Türkiye”",
        "period": "column head “Exports 2024”",
        "status": "nothing speaks of a plan",
    }


def test_nothing_leaks_into_the_prose_behind() -> None:
    before = "Der Hafen Aktau schlug 2023 rund 4,5 Mio. t um.\n\n"
    table = "Hafen | 2024 (Mio. t)\nPoti | 6,1\nTürkmenbaschi | 9,2\n\n"
    after = "Der Umschlag stieg um 14 Prozent."
    alone, beside = read("de", before + after)[-1], read("de", before + table + after)[-1]
    assert shown([beside], "surface", "subject", "period", "partner") == shown(
        [alone], "surface", "subject", "period", "partner"
    )


def test_a_caption_lends_prose_no_unit() -> None:
    text = (
        "Umschlag (in Tsd. Tonnen)\n\nHafen | 2024\nPoti | 6,1\n\nDie 14 Kräne sind neu; 17 nicht."
    )
    assert "tonne" not in {fact.unit for fact in read("de", text)[1:]}


def test_a_number_without_a_head_borrows_nothing_from_prose() -> None:
    text = (
        "Der Hafen schlug 5 Mio. t um, nach 4 im Vorjahr.\n\nPosten | Wert\nKräne | 7\nHallen | 9"
    )
    assert {fact.surface for fact in read("de", text)} <= {"5 Mio. t", "4"}


def test_a_cell_of_prose_is_read_as_a_sentence() -> None:
    cell = "Der Hafen Poti hat im Jahr 2024 rund 6,1 Millionen Tonnen Güter umgeschlagen"
    facts = read("de", f"Hafen | Bericht | Mio. t\nAktau | {cell} | 4,5")
    assert shown(facts, "value", "subject") == [(6_100_000, "poti_port"), (4_500_000, "aktau_port")]


def test_brackets_are_negative_only_where_the_pack_says_so() -> None:
    (fact,) = read("en", "Country | Trade balance 2024, USD m\nGeorgia | (12.5)")
    assert fact.value == 12_500_000


NUMBERS = st.lists(st.lists(st.integers(1, 999), min_size=3, max_size=3), min_size=2, max_size=4)


@settings(max_examples=25, deadline=None)
@given(NUMBERS)
def test_turning_a_table_round_changes_no_fact(numbers: list[list[int]]) -> None:
    years = ["2022", "2023", "2024"]
    rows = [["", *years]]
    rows += [[name, *map(str, row)] for name, row in zip(PORTS, numbers, strict=False)]
    turned = [list(column) for column in zip(*rows, strict=True)]
    facts = read("de", CAPTION + as_lines(rows))
    assert keys(facts) == keys(read("de", CAPTION + as_lines(turned)))
    assert keys(facts) == {
        (PORTS[name], year, value * 1e6)
        for name, row in zip(PORTS, numbers, strict=False)
        for year, value in zip(years, row, strict=True)
    }


@settings(max_examples=25, deadline=None)
@given(NUMBERS, st.lists(st.sampled_from(["", " ", "  ", "\u00a0"]), min_size=8, max_size=8))
def test_blanks_in_cells_change_nothing(numbers: list[list[int]], blanks: list[str]) -> None:
    rows = [["Hafen", "2022", "2023", "2024"]]
    rows += [[name, *map(str, row)] for name, row in zip(PORTS, numbers, strict=False)]
    padded = [[blanks[at] + cell + blanks[at + 4] for at, cell in enumerate(row)] for row in rows]
    bare = as_lines(rows)
    for text in (as_lines(padded), "\n".join(f"| {line} |" for line in bare.split("\n"))):
        facts = read("de", CAPTION + text)
        assert keys(facts) == keys(read("de", CAPTION + bare))
        assert all((CAPTION + text)[f.start : f.end] == f.surface for f in facts)


CELLS = st.sampled_from(
    [
        "", "–", "4,5", "2023", "2024*", "Aktau", "Mio. t", "in 1.000 t", "12 %", "(12)", "+3,1",
        "Q1", "¹", "5¹", "Exporte", "Summe", "Ziel 2030", "---", "5–7", "rund 5 Mio. t pro Jahr",
        "Der Hafen schlug im Jahr 2024 rund 5 Mio. t um, sagte er.", "k. A.", "1.234,5", "½ Mio. t",
    ]
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.lists(CELLS, min_size=1, max_size=5), min_size=1, max_size=6),
    st.sampled_from(["", "Umschlag, Mio. t\n", "* Prognose\n"]),
)
def test_every_table_gives_facts_in_order_with_true_places(
    rows: list[list[str]], around: str
) -> None:
    text = f"{around}\n{as_lines(rows)}\n{around}"
    facts = read("de", text)
    assert all(text[fact.start : fact.end] == fact.surface for fact in facts)
    assert all(first.end <= second.start for first, second in pairwise(facts))


ATTACKS = {
    "bars": lambda size: "|" * size,
    "one row": lambda size: "a | " * (size // 8) + "\n" + "5 | " * (size // 8),
    "many tables": lambda size: "A | 2023\nAktau | 5 t\n\n" * (size // 22),
    "many rows": lambda size: CAPTION + "Hafen | 2023\n" + "Aktau | 4,5\n" * (size // 12),
    "heads": lambda size: "Exporte, t | " * (size // 18) + "\n" + "5 | " * (size // 18),
    "wide rows": lambda size: ("a | " * (size // 16) + "5 t | " * (size // 16) + "\n") * 2,
    "rules": lambda size: "a | 5 t\n" + "---|---\n" * (size // 8) + "b | 6",
}


@pytest.mark.parametrize("shape", ATTACKS)
def test_time_grows_in_line_with_the_table(shape: str) -> None:
    def seconds(size: int) -> float:
        text = ATTACKS[shape](size)
        gc.collect()
        gc.disable()  # how much else the process holds is not the reader's doing
        try:
            start = time.process_time()
            extract(text, language="de", published="2025-01-01")
            return time.process_time() - start
        finally:
            gc.enable()

    seconds(500)
    small, large = seconds(5_000), seconds(20_000)
    if large > 10 * small + 0.3:  # four times as much; the machine may be busy
        small, large = seconds(5_000), seconds(20_000)
    assert large <= 10 * small + 0.3
