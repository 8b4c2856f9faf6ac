"""Intervals: what the stated digits and the bound allow, at every number of digits."""

from decimal import ROUND_HALF_UP, Decimal

from hypothesis import given
from hypothesis import strategies as st

from tracker.ledger.claims import HEDGE, interval
from tracker.model.fact import Bound

SCALES = {"": 0, " thousand": 3, " million": 6, " billion": 9}


@st.composite
def stated(draw: st.DrawFn) -> tuple[str, Decimal, Decimal]:
    """A number as written, its value, and what its last stated digit is worth."""
    decimals = draw(st.integers(0, 6))
    # Zeros at the end of a whole number may stand for a scale word; they have a test of their own.
    digits = draw(st.integers(1, 10**9 - 1).filter(lambda number: number % 10 or decimals))
    word = draw(st.sampled_from(list(SCALES)))
    last = Decimal(1).scaleb(SCALES[word] - decimals)
    number = Decimal(digits).scaleb(-decimals)
    return f"{number:.{decimals}f}{word} tonnes", digits * last, last


@given(stated=stated(), share=st.decimals("0.001", "0.999", places=3))
def test_all_amounts_within_and_none_beyond_round_to_what_is_stated(
    stated: tuple[str, Decimal, Decimal], share: Decimal
) -> None:
    surface, value, last = stated
    low, high = interval(float(value), None, surface)
    assert low is not None
    assert high is not None
    inside = Decimal(low) + (Decimal(high) - Decimal(low)) * share
    steps = (inside / last).quantize(Decimal(1), ROUND_HALF_UP)
    assert steps * last == value
    for beyond in (Decimal(low) - last / 100, Decimal(high) + last / 100):
        assert (beyond / last).quantize(Decimal(1), ROUND_HALF_UP) * last != value


@given(stated=stated(), falls=st.booleans(), bound=st.sampled_from(Bound))
def test_a_bound_opens_or_widens_and_never_narrows(
    stated: tuple[str, Decimal, Decimal], falls: bool, bound: Bound
) -> None:
    surface, amount, _ = stated
    value = -float(amount) if falls else float(amount)
    exact_low, exact_high = interval(value, None, surface)
    assert exact_low is not None
    assert exact_high is not None
    low, high = interval(value, None, surface, bound)
    opens_top, opens_bottom = (
        bound in (Bound.OVER, Bound.AT_LEAST),
        bound
        in (
            Bound.UNDER,
            Bound.UP_TO,
        ),
    )
    if falls:  # "fell by more than 3 %" is -3 or less
        opens_top, opens_bottom = opens_bottom, opens_top
    assert (high is None, low is None) == (opens_top, opens_bottom)
    assert high is None or high >= exact_high
    assert low is None or low <= exact_low
    if bound is Bound.ABOUT:
        reach = max(float(HEDGE) * abs(value), (exact_high - exact_low) / 2)
        assert low is not None
        assert high is not None
        assert abs((high - low) / 2 - reach) <= 1e-9 * reach


@given(zeros=st.integers(0, 12), lead=st.integers(1, 999).filter(lambda number: number % 10))
def test_groups_of_three_zeros_read_as_a_scale_word(zeros: int, lead: int) -> None:
    value = lead * 10**zeros
    low, high = interval(float(value), None, f"{value:,} tonnes")
    reach = 10 ** (zeros // 3 * 3) / 2
    assert (low, high) == (value - reach, value + reach)


@given(low=st.floats(-1e12, 1e12), width=st.floats(0, 1e12))
def test_a_range_is_its_interval(low: float, width: float) -> None:
    high = low + width
    assert interval(low, high, "between them", Bound.BETWEEN) == (low, high)
