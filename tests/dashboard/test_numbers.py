"""Numbers as people of a language write them."""

import pytest

from dashboard.numbers import Numbers
from dashboard.wording import Wording


@pytest.mark.parametrize(
    ("value", "unit", "in_english", "in_german"),
    [
        (4_500_000, "tonne", "4.5\u00a0Mt", "4,5\u00a0Mio.\u00a0t"),
        (4_484_000, "tonne", "4.48\u00a0Mt", "4,48\u00a0Mio.\u00a0t"),
        (432_284, "tonne", "432\u00a0kt", "432.284\u00a0t"),
        (452e6, "USD", "US$452m", "452\u00a0Mio.\u00a0US-$"),
        (43.8e9, "USD", "US$43.8bn", "43,8\u00a0Mrd.\u00a0US-$"),
        (2e12, "USD", "US$2tn", "2\u00a0Bio.\u00a0US-$"),
        (-3.1e6, "USD", "-US$3.1m", "-3,1\u00a0Mio.\u00a0US-$"),
        (62, "percent", "62%", "62\u202f%"),
        (107.8, "percent", "107.8%", "107,8\u202f%"),
        (77_000, "TEU", "77,000\u00a0TEU", "77.000\u00a0TEU"),
        (2.6, "times", "2.6×", "2,6×"),
        (300, "megawatt", "300\u00a0MW", "300\u00a0MW"),
    ],
)
def test_an_amount_is_short_and_in_the_marks_of_its_language(
    value: float, unit: str, in_english: str, in_german: str, english: Wording, german: Wording
) -> None:
    assert english.numbers.amount(value, unit) == in_english
    assert german.numbers.amount(value, unit) == in_german


def test_a_range_names_its_unit_once(english: Wording) -> None:
    assert english.numbers.amount(2.8e9, "USD", high=10e9) == "US$2.8–10bn"
    assert english.numbers.amount(9e5, "tonne", high=2e6) == "900\u00a0kt–2\u00a0Mt"


def test_a_hedge_is_a_glyph_in_front(english: Wording) -> None:
    assert english.numbers.stated(4e6, "tonne", "over") == ">\u202f4\u00a0Mt"
    assert english.numbers.stated(4e6, "tonne", "exact") == "4\u00a0Mt"


def test_full_values_have_every_digit_in_groups(english: Wording, german: Wording) -> None:
    assert english.numbers.full(4_500_000, "tonne") == "4\u202f500\u202f000\u00a0t"
    assert german.numbers.full(1234.5, "tonne") == "1\u202f234,5\u00a0t"


@pytest.mark.parametrize(
    ("period", "text"),
    [
        ("2024", "2024"),
        ("2024-03", "Mar 2024"),
        ("2024-03-05", "5 Mar 2024"),
        ("2024-01/2024-07", "Jan–Jul 2024"),
        ("2019/2026", "2019–2026"),
        (None, ""),
    ],
)
def test_periods_are_written_for_people(period: str | None, text: str) -> None:
    assert Numbers("en", {}).period(period) == text
