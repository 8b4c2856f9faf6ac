"""Numbers in digits and words, with signs and scale words, as each language writes them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.extraction.numbers import is_ambiguous, read_digits

from .reading import only, read, shown

WRITTEN = [
    # language, number as written, value
    ("de", "1.234", 1234),
    ("de", "1.234,5", 1234.5),
    ("de", "1.234.567", 1234567),
    ("de", "1 234 567", 1234567),
    ("de", "12 345,67", 12345.67),
    ("de", "1'234'567", 1234567),
    ("de", "6.2", 6.2),
    ("de", "0,5", 0.5),
    ("de", "4,5 Mio.", 4500000),
    ("de", "4,5Mio", 4500000),
    ("de", "12 Mrd.", 12000000000),
    ("de", "3 Tsd.", 3000),
    ("de", "2 Billionen", 2000000000000),
    ("de", "2 Millionen Tausend", 2000000000),
    ("de", "17 Millionen 895,6 Tausend", 17895600),
    ("de", "1 Million 959,8 Tausend", 1959800),
    ("de", "zwölf", 12),
    ("de", "dreiundzwanzig", 23),
    ("de", "zweihundertfünfzig", 250),
    ("de", "dreihundertfünfundzwanzig", 325),
    ("de", "dreitausendzweihundert", 3200),
    ("de", "Dreißig", 30),
    ("de", "anderthalb Millionen", 1500000),
    ("de", "zweieinhalb Millionen", 2500000),
    ("de", "halbe Million", 500000),
    ("de", "eine Milliarde", 1000000000),
    ("de", "-3,5", -3.5),
    ("de", "−3,5", -3.5),
    ("de", "+29,7", 29.7),
    ("de", "minus 3", -3),
    ("en", "1,234", 1234),
    ("en", "1,234.5", 1234.5),
    ("en", "12,34,567", 1234567),
    ("en", "1 234 567", 1234567),
    ("en", "1.2345", 1.2345),
    ("en", "0.5", 0.5),
    ("en", "4.5 million", 4500000),
    ("en", "4.5mn", 4500000),
    ("en", "12 bn", 12000000000),
    ("en", "2 lakh", 200000),
    ("en", "3 crore", 30000000),
    ("en", "five hundred thousand", 500000),
    ("en", "twelve", 12),
    ("en", "twenty-three", 23),
    ("en", "three hundred and twelve", 312),
    ("en", "two and a half million", 2500000),
    ("en", "half a million", 500000),
    ("en", "a million", 1000000),
    ("en", "-3.5", -3.5),
    ("en", "+29.7", 29.7),
    ("en", "minus 3", -3),
]
FRAMES = {"de": "Es waren {} Tonnen.", "en": "It was {} tonnes."}


@pytest.mark.parametrize(("language", "written", "value"), WRITTEN)
def test_a_number_reads_as_it_is_written(language: str, written: str, value: float) -> None:
    fact = only(language, FRAMES[language].format(written))
    assert fact.value == pytest.approx(value, rel=1e-12)
    assert fact.unit == "tonne"
    assert fact.surface.startswith(written)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Achtung, das ist allein vereint."),
        ("de", "Der einundzwanzigste Zug kam."),
        ("de", "Mehrere Tausend Tonnen kamen."),
        ("de", "Es waren 10⁶ Tonnen."),
        ("de", "Es waren 12abc Tonnen."),
        ("en", "Someone at a tender age often attends."),
        ("en", "Several thousand tonnes came."),
        ("en", "It was 10⁶ tonnes."),
        ("en", "It was ٤٥ tonnes."),
        ("en", "It was x12 tonnes."),
    ],
)
def test_what_only_looks_like_a_number_is_none(language: str, text: str) -> None:
    assert shown(read(language, text), "surface") == []


@pytest.mark.parametrize(
    ("body", "decimal", "value"),
    [
        ("1.234", ",", "1234"),
        ("1.234", ".", "1.234"),
        ("1,234", ",", "1.234"),
        ("1,234", ".", "1234"),
        ("12.34", ",", "12.34"),
        ("1.234.567", ".", "1234567"),
        ("1.234,5", ".", "1234.5"),
        ("1 234", ",", "1234"),
    ],
)
def test_separators_are_read_by_the_language_then_by_shape(
    body: str, decimal: str, value: str
) -> None:
    assert str(read_digits(body, decimal)) == value


def test_digits_too_long_for_a_figure_are_none() -> None:
    assert read_digits("1" * 40, ".") is not None
    assert read_digits("1" * 41, ".") is None
    assert read_digits("1" * 5000, ".") is None


@pytest.mark.parametrize(
    ("body", "answer"),
    [("1.234", True), ("12,345", True), ("0.123", False), ("1.23", False), ("1.234.567", False)],
)
def test_a_number_is_ambiguous_where_the_other_notation_reads_it_differently(
    body: str, answer: bool
) -> None:
    assert is_ambiguous(body) is answer


# --- the rules by which numbers are written, the other way round

_UNITS = {
    "de": ["", "ein", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn",
           "elf", "zwölf", "dreizehn", "vierzehn", "fünfzehn", "sechzehn", "siebzehn", "achtzehn",
           "neunzehn"],
    "en": ["", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
           "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen",
           "eighteen", "nineteen"],
}  # fmt: skip
_TENS = {
    "de": ["", "", "zwanzig", "dreißig", "vierzig", "fünfzig", "sechzig", "siebzig", "achtzig",
           "neunzig"],
    "en": ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"],
}  # fmt: skip


def in_german(number: int) -> str:
    if number >= 1000:
        rest = number % 1000
        return in_german(number // 1000) + "tausend" + (in_german(rest) if rest else "")
    if number >= 100:
        rest = number % 100
        return _UNITS["de"][number // 100] + "hundert" + (in_german(rest) if rest else "")
    if number < 20:
        return _UNITS["de"][number]
    unit = _UNITS["de"][number % 10]
    return (unit + "und" if unit else "") + _TENS["de"][number // 10]


def in_english(number: int) -> str:
    if number >= 100:
        rest = number % 100
        return (
            _UNITS["en"][number // 100] + " hundred" + (f" and {in_english(rest)}" if rest else "")
        )
    if number < 20:
        return _UNITS["en"][number]
    unit = _UNITS["en"][number % 10]
    return _TENS["en"][number // 10] + (f"-{unit}" if unit else "")


@given(st.integers(min_value=2, max_value=99999))
@settings(max_examples=60, deadline=None)
def test_a_german_number_word_reads_back_the_same(number: int) -> None:
    assert only("de", f"Es waren {in_german(number)} Tonnen.").value == number


@given(st.integers(min_value=2, max_value=999))
@settings(max_examples=60, deadline=None)
def test_an_english_number_word_reads_back_the_same(number: int) -> None:
    assert only("en", f"It was {in_english(number)} tonnes.").value == number


@given(
    st.integers(min_value=0, max_value=10**9),
    st.integers(min_value=0, max_value=99),
    st.sampled_from([",", "", " ", "\u00a0", "\u202f"]),
    st.booleans(),
)
@settings(max_examples=80, deadline=None)
def test_digits_read_back_the_same(whole: int, part: int, group: str, german: bool) -> None:
    grouped = f"{whole:,}"
    if german:
        written = grouped.replace(",", "." if group == "," else group) + f",{part:02}"
        fact = only("de", f"Es waren {written} Tonnen.")
    else:
        written = grouped.replace(",", group) + f".{part:02}"
        fact = only("en", f"It was {written} tonnes.")
    assert fact.value == pytest.approx(whole + part / 100, rel=1e-12)
    assert fact.surface.startswith(written)
