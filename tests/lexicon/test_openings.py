"""What a pattern's texts can begin with: never less than what it really matches."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.lexicon.openings import DIGIT, openings


def beginnings(pattern: str) -> set[str]:
    return set(openings(pattern, 3).all())


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("first|last", {"fir", "las"}),
        ("[fF]irst", {"fir", "Fir"}),
        ("(?:a|an) year", {"a y", "an "}),
        ("(?:the )?end", {"the", "end"}),
        (r"[0-9]{1,2}\. März", {"0. ", "00."}),
        (r"(?:19|20)[0-9]{2}", {"000"}),
        ("[0-9]+ a", {DIGIT}),
        (r"(?<=in\s)Q[1-4]", {"Q" + DIGIT}),
        (r"(?!may)(?P<month>May|Mai)\b", {"May", "Mai"}),
        (r"x{0,3}yz", {"x", "yz"}),
        (r"\x27s", {"'s"}),
        (r"\w+ year", {""}),
        ("ab*c", {"ab", "ac"}),
    ],
)
def test_openings_are_read_from_the_pattern(pattern: str, expected: set[str]) -> None:
    assert beginnings(pattern) == expected


def test_a_named_piece_begins_as_it_is_told() -> None:
    month = openings("May|March", 5)
    found = openings("(?:in )?{month} [0-9]", 5, lambda name: {"month": month}[name])
    assert found.all() == {"in Ma", "May 0", "March"}


@pytest.mark.parametrize("pattern", ["(?:a", "a)", "(a"])
def test_unbalanced_patterns_are_refused(pattern: str) -> None:
    with pytest.raises(ValueError, match=r"parenthesis|missing"):
        openings(pattern, 3)


_PATTERNS = st.recursive(
    st.sampled_from(
        ["a", "b", "[ab]", "[0-9]", r"\.", r"\w", " ", "[^a]", r"\b", "(?=a)", "(?!b)"]
    ),
    lambda inner: st.one_of(
        st.tuples(inner, inner).map("".join),
        st.tuples(inner, inner).map(lambda pair: f"(?:{pair[0]}|{pair[1]})"),
        st.tuples(inner, st.sampled_from(["?", "*", "+", "{0,2}", "{2}"])).map(
            lambda pair: f"(?:{pair[0]}){pair[1]}"
        ),
    ),
    max_leaves=8,
)


@given(_PATTERNS, st.text(alphabet="ab1. c", max_size=6))
def test_whatever_a_pattern_matches_begins_with_one_of_its_openings(
    pattern: str, text: str
) -> None:
    found = re.match(pattern, text)
    if found:
        shape = text.replace("1", DIGIT)
        assert any(shape.startswith(head) for head in beginnings(pattern))
