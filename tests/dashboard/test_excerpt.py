"""Excerpts: whole, in order, and inert."""

from hypothesis import given
from hypothesis import strategies as st

from dashboard.components.excerpt import Mark, cut
from dashboard.components.links import visible

_marks = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=8)


@given(st.text(max_size=50), _marks)
def test_the_pieces_make_up_the_text(text: str, spans: list[tuple[int, int]]) -> None:
    pieces = cut(text, [Mark(start, end, f"{start}-{end}") for start, end in spans])
    assert "".join(piece.text for piece in pieces) == text


def test_a_figure_behind_an_emoji_is_marked_where_python_sees_it() -> None:
    text = "🚂🚃 4,5 Mio. t"
    marked = [piece for piece in cut(text, [Mark(3, 13, "key")]) if piece.key]
    assert [piece.text for piece in marked] == ["4,5 Mio. t"]


def test_of_two_marks_that_overlap_the_first_is_kept() -> None:
    pieces = cut("abcdef", [Mark(1, 4, "one"), Mark(3, 5, "two")])
    assert [(piece.text, piece.key) for piece in pieces] == [
        ("a", None), ("bcd", "one"), ("ef", None),
    ]  # fmt: skip


def test_hidden_signs_become_visible() -> None:
    assert visible("a\u202eb\u200bc\ntext") == "a‹U+202E›b‹U+200B›c\ntext"
