"""What figures imply: by hand, and for all figures that are rounded from true ones."""

import random
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.ledger.figures import FROM, TO, by, figure, moving
from tracker.ledger.comparison import compare, is_compared, rates_agree
from tracker.ledger.figure import Figure
from tracker.ledger.implied import implied_by
from tracker.ledger.intervals import Interval
from tracker.ledger.trade_sums import implied_by_flows
from tracker.model.claim import Comparison
from tracker.model.derived import Implied, Rule
from tracker.model.fact import Bound, Measure, Status

TRADE = {"indicator": "trade_turnover", "subject": "az", "partner": "kz"}
PLAN = {"status": Status.TARGET, "period": None}


def ends(implied: Implied) -> tuple[float | None, float | None]:
    return implied.base_low, implied.base_high


def test_growth_to_a_level_implies_the_level_before_with_its_interval() -> None:
    [before] = implied_by(
        moving(by(0, "62 %", 62), figure(9, "4,5 Millionen Tonnen", 4.5e6, "tonne", transition=TO))
    )
    assert (before.rule, before.period, before.status) == (Rule.LEVEL_BEFORE, "2023", "actual")
    assert before.formula == "4.5 Mt / 1.62"
    assert before.base_value == pytest.approx(2.7778e6, rel=1e-4)
    assert ends(before) == pytest.approx((2.738e6, 2.817e6), rel=1e-3)
    assert [each.role for each in before.inputs] == ["by", "to"]


@pytest.mark.parametrize(
    ("change", "level", "value", "low", "high", "formula"),
    [
        (by(0, "104 percent", 104), (396_778, "396,778 tons"), 194_499, 194_023, 194_977,
         "396,778 t / 2.04"),
        (by(0, "16 percent", -16), (43_900, "43,900"), 52_262, 51_952, 52_575, "43,900 t / 0.84"),
        (by(0, "2.5 times", 2.5, "times", measure=Measure.MULTIPLE), (1.5e6, "1.5 million"),
         600_000, 568_627, 632_653, "1.5 Mt / 2.5"),
        (by(0, "107.8 %", 107.8, measure=Measure.INDEX), (1.5e6, "1.5 million"),
         1_391_466, 1_344_459, 1_438_515, "1.5 Mt / 1.078"),
        (by(0, "0.5 million tons", 5e5, "tonne"), (1.5e6, "1.5 million"),
         1e6, 9e5, 1.1e6, "1.5 Mt - 500,000 t"),
        (by(0, "62 %", 62, bound=Bound.OVER), (4.5e6, "4.5 million"),
         2_777_778, None, 2_817_338, "4.5 Mt / 1.62"),
        (by(0, "16 %", -16, bound=Bound.OVER), (4.5e6, "4.5 million"),
         5_357_143, 5_266_272, None, "4.5 Mt / 0.84"),
    ],
)  # fmt: skip
def test_the_level_before_by_hand(
    change: Figure, level: tuple[float, str], value: float,
    low: float | None, high: float | None, formula: str,
) -> None:  # fmt: skip
    [before] = implied_by(moving(change, figure(20, level[1], level[0], "tonne", transition=TO)))
    assert before.formula == formula
    assert before.base_value == pytest.approx(value, rel=1e-5)
    for end, expected in zip(ends(before), (low, high), strict=True):
        assert end == (None if expected is None else pytest.approx(expected, rel=1e-5))


@pytest.mark.parametrize(
    ("fields", "sentence", "before"),
    [
        ({"period": "2024"}, "", "2023"),
        ({"period": "2024-01/2024-09"}, "", "2023-01/2023-09"),
        ({"period": "2024-02"}, "", "2023-02"),
        ({"period": "2023/2025"}, "", None),
        ({"period": None}, "", None),
        ({"period": "2024"}, "23.6 percent more than in 2023, of 2,024 t", "2023"),
        ({"period": "2024"}, "a fifth more than in 2019", None),
        ({"period": "2030", "status": Status.FORECAST}, "", None),
    ],
)
def test_the_time_before_is_a_year_earlier_where_nothing_else_is_said(
    fields: dict[str, Any], sentence: str, before: str | None
) -> None:
    fields = {**fields, "sentence": sentence}
    [found] = implied_by(
        moving(
            by(0, "62 %", 62, **fields),
            figure(9, "4.5 Mt", 4.5e6, "tonne", transition=TO, **fields),
        )
    )
    assert (found.period, found.period_text) == (before, None if before else "before")
    assert found.status is Status.ACTUAL


def test_a_change_over_several_years_gives_no_time_before() -> None:
    level = figure(9, "4.5 Mt", 4.5e6, "tonne", transition=TO)
    [found] = implied_by(moving(by(0, "90 %", 90, period="2021/2024"), level))
    assert found.period is None


def test_doubling_a_trade_to_one_billion_implies_half_of_it_now() -> None:
    billion = figure(0, "eine Milliarde US-Dollar", 1e9, "USD", transition=TO, **TRADE, **PLAN)
    euros = figure(26, "861 Millionen Euro", 861e6, "EUR", transition=TO,
                   equivalent_of=billion.span, **TRADE, **PLAN)  # fmt: skip
    double = by(50, "verdoppeln", 2, "times", measure=Measure.MULTIPLE, **TRADE, **PLAN)
    before, rate = implied_by(moving(billion, euros, double), currencies={"USD", "EUR"})
    assert (before.base_value, before.period, before.period_text) == (5e8, None, "before")
    assert (before.status, before.formula) == (Status.ACTUAL, "1 billion USD / 2")
    assert (rate.rule, rate.base_unit, rate.indicator) == (Rule.EXCHANGE_RATE, "EUR/USD", "other")
    assert rate.base_value == pytest.approx(0.861)
    assert rate.formula == "861 million EUR / 1 billion USD"


def test_other_equivalents_are_no_exchange_rate() -> None:
    trains = figure(0, "300 trains", 300, "count")
    boxes = figure(20, "30,000 TEU", 30_000, "TEU", equivalent_of=trains.span)
    assert implied_by([trains, boxes], currencies={"USD", "EUR"}) == []


def test_a_plan_without_its_end_implies_the_level_after() -> None:
    [after] = implied_by(
        moving(
            figure(0, "5 Mt", 5e6, "tonne", transition=FROM, period=None),
            by(9, "20 %", 20, status=Status.TARGET, period="2030"),
        )
    )
    assert (after.rule, after.period, after.status) == (Rule.LEVEL_AFTER, "2030", Status.TARGET)
    assert after.formula == "5 Mt * 1.2"
    assert after.base_value == pytest.approx(6e6)
    assert ends(after) == pytest.approx((4.5e6 * 1.195, 5.5e6 * 1.205))


@pytest.mark.parametrize(
    ("stated", "unit", "value", "low", "high"),
    [
        (None, "percent", 400, 200, 1000),
        (by(20, "400 percent", 400), "percent", 400, 200, 1000),
        (by(20, "fivefold", 5, "times", measure=Measure.MULTIPLE), "times", 5, 3, 11),
        (by(20, "4 Mt", 4e6, "tonne"), "tonne", 4e6, 3e6, 5e6),
        (by(20, "500 %", 500, measure=Measure.INDEX), "percent", 500, 300, 1100),
    ],
)
def test_a_pair_implies_its_change_in_the_way_it_is_stated(
    stated: Figure | None, unit: str, value: float, low: float, high: float
) -> None:
    pair = [
        figure(0, "1", 1e6, "tonne", transition=FROM),
        figure(9, "5 Mt", 5e6, "tonne", transition=TO),
    ]
    [change] = implied_by(moving(*pair, *([stated] if stated else [])))
    assert (change.rule, change.base_unit) == (Rule.CHANGE, unit)
    assert change.base_value == pytest.approx(value)
    assert ends(change) == pytest.approx((low, high))
    assert change.beside == (stated.key if stated else None)


def test_a_range_implies_the_range_of_its_change() -> None:
    time = {"indicator": "transit_time", "bound": Bound.BETWEEN}
    [change] = implied_by(
        moving(
            figure(0, "28–32", 28, "day", high=32, transition=FROM, **time),
            figure(9, "13–17 days", 13, "day", high=17, transition=TO, **time),
        )
    )
    assert change.formula == "13 to 17 day / 28 to 32 day - 1"
    assert ends(change) == pytest.approx(((13 / 32 - 1) * 100, (17 / 28 - 1) * 100))


def test_a_part_with_its_share_implies_the_whole() -> None:
    [whole] = implied_by(
        [figure(0, "50 billion", 5e10, "USD", **TRADE),
         figure(20, "80 %", 80, "percent", measure=Measure.SHARE, **TRADE)]
    )  # fmt: skip
    assert (whole.rule, whole.subject, whole.partner) == (Rule.WHOLE, "az", None)
    assert whole.base_value == pytest.approx(62.5e9)
    assert ends(whole) == pytest.approx((61.49e9, 63.52e9), rel=1e-4)
    # Of whose trade it is the whole, the pair does not tell.
    known = {"subject": "az", "period": "2024"}
    assert not is_compared(whole.rule, indicator="trade_turnover", **known)
    assert is_compared(whole.rule, indicator="exports", **known)
    assert not is_compared(Rule.CHANGE, indicator="transit_time", **known)


@pytest.mark.parametrize(
    ("level", "share"),
    [
        ({}, {}),  # "70 % of it was transit": the level is the whole
        (TRADE, {**TRADE, "commodity": "crude_oil"}),
        (TRADE, {**TRADE, "period": "2023"}),
        (TRADE, {**TRADE, "sentence": "Another one."}),
        ({**TRADE, "commodity": "grain"}, {**TRADE, "commodity": "grain"}),
    ],
)
def test_a_share_of_something_else_implies_no_whole(
    level: dict[str, Any], share: dict[str, Any]
) -> None:
    part = figure(0, "50 billion", 5e10, "USD", **level)
    assert (
        implied_by([part, figure(20, "80 %", 80, "percent", measure=Measure.SHARE, **share)]) == []
    )


def test_a_change_that_stands_alone_belongs_to_the_one_level_of_its_thing_and_time() -> None:
    level = figure(0, "540,000 tons", 540_000, "tonne")
    more = by(30, "26.2 percent", 26.2)
    [before] = implied_by([level, more])
    assert before.base_value == pytest.approx(427_892, rel=1e-5)
    assert implied_by([level, by(30, "26.2 percent", 26.2, commodity="grain")]) == []
    assert implied_by([level, by(30, "26.2 percent", 26.2, period="2023")]) == []
    assert implied_by([level, figure(60, "600,000 t", 6e5, "tonne"), more]) == []
    assert implied_by([level, by(30, "10,000 t", 10_000, "tonne")]) == []  # more than what?


def test_a_headline_that_repeats_a_change_implies_nothing_twice() -> None:
    body = moving(by(50, "62 %", 62), figure(60, "4.5 Mt", 4.5e6, "tonne", transition=TO))
    assert len(implied_by([by(0, "62 percent", 62), *body])) == 1


def test_exports_and_imports_imply_turnover_and_balance() -> None:
    money = {"subject": "kz", "partner": "cn", "commodity": None}
    sold = figure(0, "13.2 bn", 13.2e9, "USD", indicator="exports", **money)
    bought = figure(9, "10.9 bn", 10.9e9, "USD", indicator="imports", **money)
    balance, turnover = implied_by_flows([sold, bought])
    assert (turnover.subject, turnover.partner) == ("cn", "kz")
    assert turnover.base_value == pytest.approx(24.1e9)
    assert ends(turnover) == pytest.approx((24.0e9, 24.2e9))
    assert (balance.subject, balance.partner, balance.rule) == ("kz", "cn", Rule.BALANCE)
    assert balance.base_value == pytest.approx(2.3e9)
    assert balance.formula == "13.2 billion USD - 10.9 billion USD"


@pytest.mark.parametrize(
    ("other", "rules"),
    [
        ({"indicator": "exports", "subject": "cn", "partner": "kz"}, [Rule.TURNOVER]),
        ({"indicator": "imports", "subject": "cn", "partner": "kz"}, []),  # the same goods
        ({"indicator": "imports", "subject": "kz", "partner": "cn", "period": "2023"}, []),
        ({"indicator": "imports", "subject": "kz", "partner": "de"}, []),
        ({"indicator": "imports", "subject": "kz", "partner": "cn", "commodity": "coal"}, []),
    ],
)
def test_only_the_two_directions_of_one_pair_and_time_add_up(
    other: dict[str, Any], rules: list[Rule]
) -> None:
    sold = figure(0, "13.2 bn", 13.2e9, "USD", indicator="exports", subject="kz", partner="cn")
    found = implied_by_flows([sold, figure(9, "10.9 bn", 10.9e9, "USD", **other)])
    assert [implied.rule for implied in found] == rules


@pytest.mark.parametrize(
    ("stated", "outcome"),
    [
        ([], (Comparison.UNSTATED, None)),
        ([("a", 2.8e6)], (Comparison.AGREES, "a")),
        ([("a", 3e6)], (Comparison.DIFFERS, "a")),
        ([("a", 3e6), ("b", 2.8e6)], (Comparison.AGREES, "b")),
        ([("b", 2.8e6), ("a", 2.8e6)], (Comparison.AGREES, "a")),
    ],
)
def test_one_stated_figure_that_meets_is_enough_to_agree(
    stated: list[tuple[str, float]], outcome: tuple[Comparison, str | None]
) -> None:
    implied = Interval(2.74e6, 2.82e6)
    assert compare(
        implied, [(key, value, Interval(value - 5e4, value + 5e4)) for key, value in stated], 2.78e6
    ) == outcome  # fmt: skip


def test_a_rate_a_tenth_off_is_no_slip_and_a_wrong_digit_is() -> None:
    assert rates_agree(0.861, 0.9)
    assert not rates_agree(8.61, 0.9)


# Numbers as a newspaper prints them: a true value, rounded to some digits.
TRUE = st.floats(min_value=0.2, max_value=9e11)
DIGITS = st.integers(min_value=1, max_value=6)


def rounded(value: float, digits: int) -> tuple[float, str]:
    """The value rounded to so many digits, and how it is written."""
    exact = Decimal(repr(value))
    step = Decimal(1).scaleb(exact.adjusted() - digits + 1)
    told = exact.quantize(step, rounding=ROUND_HALF_EVEN)
    # With a scale word, so that a zero at the end is a digit and no padding.
    return float(told), f"{told.scaleb(-told.adjusted()):f} million"


def holds(implied: Implied, value: float) -> bool:
    low, high = ends(implied)
    slack = 1e-9 * abs(value)
    return (low is None or low - slack <= value) and (high is None or value <= high + slack)


@given(TRUE, TRUE, DIGITS, DIGITS)
def test_the_true_change_lies_in_the_interval(
    before: float, after: float, one: int, two: int
) -> None:
    start, start_text = rounded(before, one)
    end, end_text = rounded(after, two)
    pair = moving(
        figure(0, start_text, start, "tonne", transition=FROM),
        figure(99, end_text, end, "tonne", transition=TO),
    )
    [change] = implied_by(pair)
    assert holds(change, (after / before - 1) * 100)


@given(TRUE, st.floats(min_value=0.05, max_value=20), DIGITS, st.integers(0, 2))
def test_the_true_level_before_lies_in_the_interval(
    before: float, factor: float, digits: int, decimals: int
) -> None:
    percent = Decimal(repr((factor - 1) * 100)).quantize(Decimal(1).scaleb(-decimals))
    level, text = rounded(before * factor, digits)
    if percent <= -100 or percent == 0:
        return
    found = implied_by(
        moving(
            by(0, f"{abs(percent):f} %", float(percent)),
            figure(99, text, level, "tonne", transition=TO),
        )
    )
    assert all(holds(implied, before) for implied in found)
    assert len(found) == 1


@given(TRUE, st.floats(min_value=0.02, max_value=1), DIGITS, st.integers(0, 2))
def test_the_true_whole_lies_in_the_interval(
    whole: float, part: float, digits: int, decimals: int
) -> None:
    share = Decimal(repr(part * 100)).quantize(Decimal(1).scaleb(-decimals))
    level, text = rounded(whole * part, digits)
    [found] = implied_by(
        [figure(0, text, level, "USD", **TRADE),
         figure(99, f"{share:f} %", float(share), "percent", measure=Measure.SHARE, **TRADE)]
    )  # fmt: skip
    assert holds(found, whole)


@given(TRUE, TRUE, DIGITS, DIGITS)
def test_true_turnover_balance_and_rate_lie_in_their_intervals(
    out: float, back: float, one: int, two: int
) -> None:
    pair = {"subject": "kz", "partner": "cn"}
    sold, sold_text = rounded(out, one)
    bought, bought_text = rounded(back, two)
    exports = figure(0, sold_text, sold, "USD", indicator="exports", **pair)
    imports = figure(99, bought_text, bought, "USD", indicator="imports", **pair)
    balance, turnover = implied_by_flows([exports, imports])
    slack = 1e-9 * (out + back)
    assert balance.base_low is not None
    assert balance.base_high is not None
    assert balance.base_low - slack <= out - back <= balance.base_high + slack
    assert holds(turnover, out + back)
    first = figure(0, sold_text, sold, "USD")
    second = figure(99, bought_text, bought, "EUR", equivalent_of=first.span)
    [rate] = implied_by([first, second], currencies={"USD", "EUR"})
    assert holds(rate, back / out)


@given(st.randoms(use_true_random=False))
def test_the_order_of_the_figures_does_not_matter(shuffled: random.Random) -> None:
    figures = [
        *moving(by(0, "62 %", 62), figure(9, "4.5 Mt", 4.5e6, "tonne", transition=TO)),
        *moving(
            figure(40, "1", 1e6, "tonne", transition=FROM, period=None),
            figure(50, "5 Mt", 5e6, "tonne", transition=TO, period=None),
        ),
        figure(70, "50 billion", 5e10, "USD", **TRADE),
        figure(90, "80 %", 80, "percent", measure=Measure.SHARE, **TRADE),
    ]
    expected = implied_by(figures)
    shuffled.shuffle(figures)
    assert implied_by(figures) == expected
    assert {implied.rule for implied in expected} == {Rule.LEVEL_BEFORE, Rule.CHANGE, Rule.WHOLE}
