"""Foreign texts laid out: every mark true, tables as tables, pages and releases where they begin."""

import gc
import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.components.excerpt import Mark
from dashboard.components.page_words import page_address
from dashboard.components.text_layout import excerpt_of, group_of, heads_of, lay_out
from dashboard.components.text_tables import find_tables, table_at
from dashboard.numbers import Numbers
from dashboard.wording import Wording
from tracker import Document, Section

NUMBERS = Numbers("en", {})
TABLE = "Ort | 2022 | 2023\nAktau | 2,1 | 2,7\nKuryk |  | 0,9"
TEXT = f"Titel\n\nTabelle 1\n\n{TABLE}\n\nEnde 🚂 5 t.\n\nNeue Seite, 7 t."


def marks_of(text: str, *surfaces: str) -> list[Mark]:
    return [Mark(text.index(each), text.index(each) + len(each), each) for each in surfaces]


def pieces(nodes: list[Any]) -> list[list[Any]]:
    """All pieces of nodes, those in the cells of tables too."""
    found = []
    for node in nodes:
        if isinstance(node, list):
            found.append(node)
        for row in node["rows"] if isinstance(node, dict) and "rows" in node else ():
            found += [piece for cell in row for piece in cell]
    return found


def test_a_table_keeps_its_columns_and_its_marks(english: Wording) -> None:
    marks = marks_of(TEXT, "2,1", "2,7", "0,9", "5 t")
    nodes = lay_out(Document(text=TEXT), marks, english)
    [table] = [node for node in nodes if isinstance(node, dict)]
    cells = [[piece[0] for cell in row for piece in cell] for row in table["rows"]]
    assert cells == [["Ort", "2022", "2023"], ["Aktau", "2,1", "2,7"], ["Kuryk", "0,9"]]
    assert table["rows"][2][1] == []
    assert (table["heads"], table["numeric"]) == (1, [1, 2])
    assert {key: text for text, key, _ in pieces(nodes) if key} == {
        each: each for each in ("2,1", "2,7", "0,9", "5 t")
    }


def test_pages_and_releases_stand_where_they_begin(english: Wording) -> None:
    second = TEXT.index("Neue")
    document = Document(
        text=TEXT,
        pages=(0, TEXT.index("Ende"), second, len(TEXT)),
        sections=(Section(start=second, end=len(TEXT), published="2024-07-12", source="KazTAG"),),
    )
    nodes = lay_out(document, [], english)
    heads = [node["text"] for node in nodes if isinstance(node, dict) and "head" in node]
    assert heads == ["Page 1", "Page 2", "12 Jul 2024 · KazTAG", "Page 3", "Page 4: no text"]
    assert group_of(document, second, english) == "12 Jul 2024 · KazTAG"
    assert group_of(Document(text=TEXT, pages=(0, second)), second, english) == "Page 2"
    assert group_of(Document(text=TEXT, pages=(0,)), second, english) == ""


def test_a_table_over_two_pages_is_cut_between_its_rows(english: Wording) -> None:
    document = Document(text=TEXT, pages=(0, TEXT.index("Kuryk")))
    tables = [node for node in lay_out(document, [], english) if isinstance(node, dict)]
    rows = [len(node["rows"]) for node in tables if "rows" in node]
    assert rows == [2, 1]


def test_a_markdown_table_has_neither_outer_strokes_nor_dashes(english: Wording) -> None:
    text = "| Ort | TEU |\n|:---|---:|\n| Aktau | 5 |\n| Poti | 6 |"
    [table] = [node for node in lay_out(Document(text=text), [], english) if "rows" in node]
    cells = [[piece[0] for cell in row for piece in cell] for row in table["rows"]]
    assert cells == [["Ort", "TEU"], ["Aktau", "5"], ["Poti", "6"]]
    assert table["heads"] == 1


@pytest.mark.parametrize("text", ["Home | About | News", "a | b\n\nc | d", "a | b\nc | d | e", "|"])
def test_single_lines_with_strokes_are_no_table(text: str) -> None:
    assert find_tables(text) == []


@given(
    st.lists(st.sampled_from(["a", "5", " | ", "|", "\n", "\n\n", "🚂", "---", " "]), max_size=40),
    st.lists(st.integers(0, 60), max_size=4),
    st.lists(st.tuples(st.integers(0, 60), st.integers(1, 5)), max_size=6),
)
def test_nothing_but_strokes_blanks_and_dashes_is_lost(
    parts: list[str], pages: list[int], spans: list[tuple[int, int]]
) -> None:
    text = "".join(parts)
    numbers = Wording(language="en", numbers=NUMBERS, labels={})
    marks = [Mark(start, start + n, f"{start}-{start + n}") for start, n in spans]
    places = tuple(sorted({0, *(min(each, len(text)) for each in pages)}))
    shown = "".join(
        piece[0] for piece in pieces(lay_out(Document(text=text, pages=places), marks, numbers))
    )
    dropped = str.maketrans("", "", "|-: \n")
    assert shown.translate(dropped) == text.translate(dropped)


def test_the_cell_of_a_figure_is_shown_with_its_heads(english: Wording) -> None:
    rows = "\n".join(f"Ort {n} | {n},5" for n in range(40))
    text = f"Tabelle\n\nOrt | Mio. t\n{rows}\n\nEnde."
    marks = marks_of(text, "20,5", "21,5")
    nodes = excerpt_of(text, marks[0].start, marks[0].end, marks, english)
    assert nodes is not None
    [table] = nodes
    shown = [row[0][0][0] for row in table["rows"]]
    assert shown == ["Ort", *(f"Ort {n}" for n in range(16, 25))]
    found = table_at(text, marks[0].start)
    assert found is not None
    starts = [mark.start for mark in marks]
    assert heads_of(text, found, marks[0].start, starts) == ("Ort 20", "Mio. t")
    assert excerpt_of(text, len(text) - 5, len(text), [], english) is None


def test_a_page_of_a_pdf_has_an_address_of_its_own() -> None:
    assert (
        page_address("https://a.example/x.PDF?y=1#top", 3) == "https://a.example/x.PDF?y=1#page=3"
    )
    assert page_address("https://a.example/x.html", 3) == "https://a.example/x.html"
    assert page_address("javascript:alert(1)//x.pdf", 3) == "javascript:alert(1)//x.pdf"
    assert page_address(None, 3) is None


def test_a_long_table_on_many_pages_is_laid_out_at_once(english: Wording) -> None:
    def seconds(rows: int) -> float:
        text = "Ort | 2022\n" + "Aktau | 5\n" * rows
        gc.collect()
        gc.disable()  # how much else the process holds is not the layout's doing
        try:
            start = time.process_time()
            lay_out(Document(text=text, pages=tuple(range(0, len(text), 50))), [], english)
            return time.process_time() - start
        finally:
            gc.enable()

    short, long = seconds(2_000), seconds(16_000)
    assert long <= 8 * 2.5 * short + 0.5


def test_a_text_of_more_cells_than_a_page_can_show_stays_text(english: Wording) -> None:
    text = "a | b\n" * 60_001
    assert find_tables(text) == []
    assert lay_out(Document(text=text), [], english) == [[text, None, ""]]
