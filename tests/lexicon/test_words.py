"""Words and phrases of a pack: stems, compounds, capitals, phrases before and behind a place."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.lexicon.words import PhraseTable, WordIndex


def found(entries: list[str], text: str) -> list[str]:
    index = WordIndex((entry, entry) for entry in entries)
    return [text[hit.start : hit.end] for hit in index.find(text)]


@pytest.mark.parametrize(
    ("entry", "text", "words"),
    [
        ("Ausfuhr", "Ausfuhr Ausfuhren Einausfuhr", ["Ausfuhr"]),
        ("Ausfuhr*", "Ausfuhr Ausfuhren Einausfuhr", ["Ausfuhr", "Ausfuhren"]),
        ("*umschlag", "Umschlag Hafenumschlag Umschläge Umschlags", ["Umschlag", "Hafenumschlag"]),
        ("*umschlag*", "Hafenumschlags Umschlages", ["Hafenumschlags", "Umschlages"]),
        ("stieg", "stieg Stieg bestieg STIEG", ["stieg", "Stieg"]),
        ("Waren", "Waren waren", ["Waren"]),
        ("pro Jahr", "pro Jahr Projahr pro Jahre", ["pro Jahr"]),
        ("pro Jahr*", "pro Jahr pro Jahrzehnt", ["pro Jahr", "pro Jahrzehnt"]),
        ("/Tag", "5 t /Tag", ["/Tag"]),
    ],
)
def test_an_entry_matches_as_it_is_written(entry: str, text: str, words: list[str]) -> None:
    assert found([entry], text) == words


def test_the_longest_entry_and_every_shorter_whole_word_at_a_place_are_found() -> None:
    assert found(["oil", "oil products", "oil product*"], "oil products") == [
        "oil products", "oil products", "oil"
    ]  # fmt: skip


def test_a_compound_tells_where_the_entry_ends() -> None:
    index = WordIndex([("Transit*", "transit"), ("*zeit", "time")])
    hits = sorted(index.find("Transitzeit"), key=lambda hit: hit.stem_end)
    assert [(hit.meaning, hit.stem_end, hit.end) for hit in hits] == [
        ("transit", 7, 11),
        ("time", 11, 11),
    ]


def test_only_what_lies_between_the_offsets_is_found() -> None:
    index = WordIndex([("a", 1)])
    assert [hit.start for hit in index.find("a a a", 1, 4)] == [2]


def test_an_entry_without_letters_is_refused() -> None:
    with pytest.raises(ValueError, match="no letters"):
        WordIndex([("*", 1)])


def test_an_index_of_nothing_finds_nothing() -> None:
    empty: WordIndex[int] = WordIndex([])
    assert not empty
    assert list(empty.find("anything")) == []


HEDGES = PhraseTable([("more than", "over"), ("than", "x"), ("~", "about"), ("up to", "up_to")])


@pytest.mark.parametrize(
    ("text", "start", "meaning"),
    [
        ("It was more than 5", 7, "over"),
        ("It was More Than 5", 7, "over"),
        ("It was more than5", 7, "over"),
        ("It was ~5", 7, "about"),
        ("It was ~ 5", 7, "about"),
        ("up to\n5", 0, "up_to"),
        ("group to 5", None, None),
        ("It was 5", None, None),
        ("5", None, None),
    ],
)
def test_the_longest_phrase_right_before_a_place_is_found(
    text: str, start: int | None, meaning: str | None
) -> None:
    expected = None if start is None else (start, meaning)
    assert HEDGES.before(text, text.index("5")) == expected


BEHIND = PhraseTable([("or", "or"), ("or less", "up_to"), ("t*", "stem")])


@pytest.mark.parametrize(
    ("text", "end", "meaning"),
    [
        ("5 or less.", 9, "up_to"),
        ("5 OR LESS.", 9, "up_to"),
        ("5 or lesser", 4, "or"),
        ("5\nor more", 4, "or"),
        ("5 tonnes", 8, "stem"),
        ("5 orders", None, None),
        ("5", None, None),
    ],
)
def test_the_longest_phrase_right_behind_a_place_is_found(
    text: str, end: int | None, meaning: str | None
) -> None:
    expected = None if end is None else (end, meaning)
    assert BEHIND.after(text, 1) == expected


def test_an_exact_table_tells_capitals_apart() -> None:
    table = PhraseTable([("US$", "USD")], exact=True)
    assert table.before("US$5", 3) == (0, "USD")
    assert table.before("us$5", 3) is None


@given(st.text(max_size=30), st.integers(min_value=0, max_value=30))
@settings(max_examples=200, deadline=None)
def test_phrases_are_looked_for_in_any_text_at_any_place(text: str, position: int) -> None:
    position = min(position, len(text))
    before, after = HEDGES.before(text, position), BEHIND.after(text, position)
    assert before is None or 0 <= before[0] <= position
    assert after is None or position < after[0] <= len(text)


def test_a_letter_that_only_matches_without_case_is_no_phrase() -> None:
    table = PhraseTable([("most", 1), ("mos", 2)])
    assert table.after("moſt of", 0) is None
    assert table.after(" MOST of", 0) == (5, 1)


def test_a_phrase_does_not_reach_beyond_the_text() -> None:
    table = PhraseTable([("up", 1), ("up to", 2)])
    assert table.after("up", 0) == (2, 1)
    assert table.after("up to", 0) == (5, 2)
