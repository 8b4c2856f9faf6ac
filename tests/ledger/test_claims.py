"""What digits and hedges allow, and which figures speak of the same thing."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.ledger.claims import SeriesKey, interval, last_digit, series_of, time_key, year_key
from tracker.model.fact import Bound, Fact, Per, Span


@pytest.mark.parametrize(
    ("surface", "value", "low", "high"),
    [
        ("4,5 Millionen Tonnen", 4.5e6, 4.45e6, 4.55e6),
        ("4.50 million tonnes", 4.5e6, 4.495e6, 4.505e6),
        ("840,000", 840_000, 839_500, 840_500),
        ("840000", 840_000, 839_500, 840_500),
        ("2,000,000", 2e6, 1.5e6, 2.5e6),
        ("2.500.000 Tonnen", 2.5e6, 2_499_500, 2_500_500),
        ("1", 1e6, 0.5e6, 1.5e6),
        ("62 %", 62, 61.5, 62.5),
        ("452 Millionen US-Dollar", 452e6, 451.5e6, 452.5e6),
        ("17 Millionen 895,6 Tausend Tonnen", 17_895_600, 17_895_550, 17_895_650),
        ("1 Million 5 Tausend Tonnen", 1_005_000, 1_004_500, 1_005_500),
        ("eine Milliarde US-Dollar", 1e9, 0.5e9, 1.5e9),
        ("ein Drittel", 33.333333333333336, 32.833333333333336, 33.833333333333336),
        ("25 Mrd. m³", 25e9, 24.5e9, 25.5e9),
        ("7 m3", 7, 6.5, 7.5),
        ("0 %", 0, -0.5, 0.5),
        ("0,0 %", 0, -0.05, 0.05),
        ("11 cents", 0.11, 0.105, 0.115),
        ("-3,1 %", -3.1, -3.15, -3.05),
    ],
)
def test_the_last_stated_digit_says_how_exact_a_figure_is(
    surface: str, value: float, low: float, high: float
) -> None:
    assert interval(value, None, surface) == (low, high)


@pytest.mark.parametrize(
    ("bound", "value", "expected"),
    [
        (Bound.ABOUT, 4e6, (3.5e6, 4.5e6)),
        (Bound.OVER, 4e6, (3.5e6, None)),
        (Bound.AT_LEAST, 4e6, (3.5e6, None)),
        (Bound.UNDER, 4e6, (None, 4.5e6)),
        (Bound.UP_TO, 4e6, (None, 4.5e6)),
        (Bound.OVER, -4e6, (None, -3.5e6)),
        (Bound.UP_TO, -4e6, (-4.5e6, None)),
    ],
)
def test_a_bound_widens_or_opens_the_interval(
    bound: Bound, value: float, expected: tuple[float | None, float | None]
) -> None:
    assert interval(value, None, "4 Mio.", bound) == expected


def test_about_widens_to_five_per_cent_where_the_digits_say_less() -> None:
    assert interval(452e6, None, "452 million", Bound.ABOUT) == (429.4e6, 474.6e6)


def test_a_range_is_its_own_interval() -> None:
    assert interval(18, 23, "18 and 23 days", Bound.BETWEEN) == (18, 23)


@given(
    st.decimals(min_value="0.01", max_value=10**12, places=2, allow_nan=False),
    st.sampled_from([0, 3, 6, 9]),
    st.sampled_from(list(Bound)),
)
def test_the_value_lies_in_its_interval(number: Decimal, scale: int, bound: Bound) -> None:
    value = float(number.scaleb(scale))
    low, high = interval(value, None, f"{number} x", bound)
    assert low is None or low <= value
    assert high is None or value <= high


@given(st.integers(min_value=1, max_value=10**9), st.sampled_from([3, 6, 9, 12]))
def test_a_scale_word_moves_the_last_digit_and_no_more(number: int, scale: int) -> None:
    stated = last_digit(float(number * 10**scale), f"{number},0 scale")
    assert stated == Decimal(10) ** (scale - 1)


FACT = Fact(
    surface="4,5 Mio. t",
    start=0,
    end=10,
    value=4.5e6,
    unit="tonne",
    indicator="freight_volume",
    subject="middle_corridor",
    period="2024",
)


def series(fact: Fact) -> SeriesKey | None:
    return series_of(fact, "tonne", is_equivalent=fact.equivalent_of is not None)


def test_figures_of_one_thing_share_a_series_whatever_their_numbers() -> None:
    other = replace(FACT, value=3.3e6, surface="3,3 Mio. t", attribution="ktz", period="2023")
    assert series(FACT) == series(other) is not None


def test_a_capacity_without_its_rate_compares_as_yearly() -> None:
    silent = series(replace(FACT, indicator="capacity"))
    assert silent == series(replace(FACT, indicator="capacity", per=Per.YEAR))
    assert silent is not None


@pytest.mark.parametrize(
    "change",
    [
        {"subject": None},
        {"indicator": "count"},
        {"indicator": "other"},
        {"equivalent_of": Span(20, 30)},
    ],
)
def test_what_can_agree_with_nothing_belongs_to_no_series(change: dict[str, object]) -> None:
    assert series(replace(FACT, **change)) is None  # type: ignore[arg-type]


@given(st.lists(st.text(alphabet="a|\\", max_size=4), min_size=2, max_size=2))
def test_no_two_series_share_a_key(parts: list[str]) -> None:
    keys = [SeriesKey("s", None, None, "i", None, "level", "actual", c, None, "u") for c in parts]
    nouns = [str(key) for key in keys]
    # "" and None are both written as nothing: no counted noun is empty
    assert (nouns[0] == nouns[1]) == (parts[0] == parts[1])


def test_a_period_is_one_time_however_it_is_written() -> None:
    assert time_key("2024-01/2024-12", "2025") == time_key("2024", "2026") == year_key(2024)
    assert time_key("2024-01-01/2024-09-30", None) == "2024-01/2024-09"


def test_without_a_period_the_date_of_publication_is_the_time() -> None:
    assert time_key(None, "2024-03") != time_key(None, "2024-04") != time_key("2024-04", None)
