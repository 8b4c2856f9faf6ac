"""Rates: which time decides, means, days without a rate, and rates that people gave."""

from datetime import date, timedelta
from statistics import mean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.ledger.rates import ECB, GivenRates, Quotes, find_rate, rate_key
from tracker.model.period import Period
from tracker.model.rate import ConversionRate, GivenRate, RateBasis

MONDAY = date(2024, 1, 1)


def _quotes(*rates: float, first: date = MONDAY) -> Quotes:
    """Rates of the weekdays that follow each other."""
    days = [first + timedelta(days=n) for n in range(3 * len(rates) + 3)]
    weekdays = [day for day in days if day.weekday() < 5][: len(rates)]
    return Quotes(tuple(weekdays), rates)


def _given(**rates: float) -> GivenRates:
    """Rates by period, written like `y2023`, `y2023_05`, `y2023_05_04`."""
    return GivenRates.of(
        GivenRate(currency="AZN", period=name[1:].replace("_", "-"), per_eur=rate, source="Bank")
        for name, rate in rates.items()
    )


def _found(key: str, given: GivenRates | None, quotes: Quotes | None = None) -> ConversionRate:
    rate = find_rate("AZN", key, given, quotes)
    assert rate is not None
    return rate


@pytest.mark.parametrize(
    ("fields", "key"),
    [
        ({"period": "2023"}, "2023"),
        ({"period": "2024-01/2024-07"}, "2024-01/2024-07"),
        ({"period": None}, "2025-03-05"),
        ({"period": None, "published": None}, None),
        ({"period": "2023", "published": None}, "2023"),
        ({"status": "target", "period": "2030"}, "2025"),
        ({"status": "forecast", "period": None}, "2025"),
        ({"status": "target", "period": "2030", "published": None}, None),
        ({"indicator": "debt", "period": "2023"}, "2023-12-31"),
        ({"indicator": "reserves", "period": "2024-02"}, "2024-02-29"),
        ({"indicator": "debt", "period": "2025"}, "2025-03-05"),  # said before the year was over
        ({"indicator": "debt", "period": "2025", "published": "2025-03"}, "2025-12-31"),
        ({"indicator": "debt", "period": None, "published": "2025-03"}, "2025-03"),
        ({"indicator": "debt", "status": "target", "period": "2030"}, "2025"),
    ],
)
def test_the_time_that_decides(fields: dict[str, str | None], key: str | None) -> None:
    stated: dict[str, str | None] = {
        "status": "actual",
        "indicator": "trade_turnover",
        "published": "2025-03-05",
        **fields,
    }
    period = stated["period"]
    end = None if period is None else Period.parse(period).last.isoformat()
    assert (
        rate_key(
            status=stated["status"] or "",
            indicator=stated["indicator"] or "",
            period=period,
            period_end=end,
            published=stated["published"],
        )
        == key
    )


def test_a_period_has_the_mean_of_its_days_and_says_how_many() -> None:
    quotes = _quotes(*(1.0 + n / 10 for n in range(15)))
    rate = _found("2024-01-08/2024-01-12", None, quotes)
    assert rate.per_eur == pytest.approx(mean([1.5, 1.6, 1.7, 1.8, 1.9]))
    assert (rate.basis, rate.days, rate.source) == (RateBasis.MEAN, 5, ECB)


def test_a_period_that_is_not_over_has_the_mean_so_far_and_says_until_when() -> None:
    rate = _found("2024", None, _quotes(1.0, 2.0, 3.0))
    assert (rate.per_eur, rate.days) == (2.0, 3)
    assert rate.source == f"{ECB} (until 2024-01-03)"


def test_quotes_that_begin_within_a_period_say_since_when() -> None:
    rate = _found("2023-07/2024-01-02", None, _quotes(1.0, 2.0, 3.0))
    assert (rate.days, rate.source) == (2, f"{ECB} (from 2024-01-01)")


@pytest.mark.parametrize(
    ("day", "wanted"),
    [
        ("2024-01-05", 5.0),
        ("2024-01-06", 5.0),  # Saturday
        ("2024-01-12", 5.0),  # seven days
        ("2024-01-13", None),
        ("2023-12-31", None),
    ],
)
def test_a_day_without_a_rate_has_the_last_one_before(day: str, wanted: float | None) -> None:
    rate = find_rate("AZN", day, None, _quotes(1.0, 2.0, 3.0, 4.0, 5.0))
    assert (rate and rate.per_eur) == wanted
    if rate:
        assert (rate.basis, rate.days) == (RateBasis.DAY, 1)


@pytest.mark.parametrize("key", ["2025", "2023", "2024-01-06/2024-01-07", "no period", ""])
def test_no_rate_is_taken_from_another_time(key: str) -> None:
    assert find_rate("AZN", key, None, _quotes(1.0, 2.0, 3.0, 4.0, 5.0)) is None


def test_what_people_gave_comes_before_the_reference_rate() -> None:
    assert _found("2024", _given(y2024=9.0), _quotes(1.0)).per_eur == 9.0
    assert _found("2024", _given(y2023=9.0), _quotes(1.0)).per_eur == 1.0


def test_a_year_is_the_mean_of_its_months_by_their_days() -> None:
    rate = _found("2023", _given(y2023_01=1.0, y2023_02=2.0))
    assert rate.per_eur == pytest.approx((31 * 1.0 + 28 * 2.0) / 59)
    assert (rate.basis, rate.days, rate.source) == (RateBasis.MEAN, 59, "Bank")


def test_a_year_is_the_plain_mean_of_its_days() -> None:
    rate = _found("2023", _given(y2023_01_02=1.0, y2023_05_02=2.0, y2023_05_03=6.0))
    assert (rate.per_eur, rate.days) == (3.0, 3)


def test_a_rate_for_the_very_time_is_taken_as_it_is() -> None:
    given = _given(y2023=5.0, y2023_01=1.0, y2023_01_02=7.0)
    assert _found("2023", given).per_eur == 5.0
    assert (_found("2023-01", given).per_eur, _found("2023-01", given).days) == (1.0, 31)
    assert _found("2023-01-02", given).per_eur == 7.0


def test_a_part_of_a_year_has_the_finer_rates_and_else_the_rate_of_the_year() -> None:
    finer = _found("2023-01/2023-06", _given(y2023=5.0, y2023_02=2.0))
    assert (finer.per_eur, finer.days, finer.source) == (2.0, 28, "Bank")
    whole = _found("2023-01/2023-06", _given(y2023=5.0))
    assert (whole.per_eur, whole.days, whole.source) == (5.0, 181, "Bank (mean of 2023)")
    later = _found("2023-07/2023-09", _given(y2023=5.0, y2023_02=2.0))
    assert later.source == "Bank (mean of 2023)"


def test_a_part_of_a_month_has_its_days_and_else_the_rate_of_the_month() -> None:
    given = _given(y2023_05=3.0, y2023_05_04=4.0)
    assert _found("2023-05-01/2023-05-10", given).per_eur == 4.0
    assert _found("2023-05-11/2023-05-20", given).per_eur == 3.0
    assert _found("2023-05", given).per_eur == 3.0


@pytest.mark.parametrize(
    ("day", "wanted", "source"),
    [
        ("2023-05-11", 4.0, "Bank"),
        ("2023-05-12", 3.0, "Bank (mean of 2023-05)"),
        ("2023-08-01", 5.0, "Bank (mean of 2023)"),
    ],
)
def test_a_day_has_its_rate_else_that_of_its_month_or_year(
    day: str, wanted: float, source: str
) -> None:
    rate = _found(day, _given(y2023=5.0, y2023_05=3.0, y2023_05_04=4.0))
    assert (rate.per_eur, rate.source) == (wanted, source)
    assert (rate.basis is RateBasis.DAY) == (wanted == 4.0)


def test_years_join_into_one_mean_by_their_days() -> None:
    rate = _found("2023/2024", _given(y2023=1.0, y2024=2.0))
    assert rate.per_eur == pytest.approx((365 * 1.0 + 366 * 2.0) / 731)
    assert rate.days == 731


def test_many_sources_are_named_shortly() -> None:
    rates = [
        GivenRate(currency="AZN", period=f"2023-0{n}", per_eur=1.0, source=f"Bank {n}")
        for n in range(1, 6)
    ]
    assert _found("2023", GivenRates.of(rates)).source == "Bank 1; Bank 2; Bank 3; …"


@pytest.mark.parametrize("period", ["2023/2024", "2023-13", "May 2023", "2023-1", ""])
def test_a_rate_holds_for_a_day_a_month_or_a_year(period: str) -> None:
    with pytest.raises(ValueError, match=r"period|day"):
        GivenRates.of([GivenRate(currency="AZN", period=period, per_eur=1, source="Bank")])


RATES = st.floats(1e-6, 1e6)
KEYS = st.sampled_from(
    ["2023", "2023-05", "2023-05-04", "2023-02/2023-07", "2023/2024", "2022-11/2023-02"]
)


@given(rates=st.lists(RATES, min_size=1, max_size=400), key=KEYS, start=st.integers(-400, 400))
def test_a_mean_lies_between_its_lowest_and_highest_rate(
    rates: list[float], key: str, start: int
) -> None:
    quotes = _quotes(*rates, first=date(2023, 3, 1) + timedelta(days=start))
    found = find_rate("USD", key, None, quotes)
    period = Period.parse(key)
    inside = quotes.within(period)
    if found is None:
        assert not inside
    else:
        allowed = inside or [quotes.on(period.first) or 0.0]
        assert min(allowed) * (1 - 1e-12) <= found.per_eur <= max(allowed) * (1 + 1e-12)
        assert found.days == len(allowed)


PERIODS = st.one_of(
    st.integers(2022, 2024).map(str),
    st.dates(date(2022, 1, 1), date(2024, 12, 31)).map(lambda day: day.isoformat()[:7]),
    st.dates(date(2022, 1, 1), date(2024, 12, 31)).map(date.isoformat),
)


@given(rates=st.dictionaries(PERIODS, RATES, min_size=1, max_size=40), key=KEYS)
def test_a_mean_of_given_rates_lies_between_them(rates: dict[str, float], key: str) -> None:
    given_rates = GivenRates.of(
        GivenRate(currency="AZN", period=period, per_eur=rate, source="Bank")
        for period, rate in rates.items()
    )
    found = find_rate("AZN", key, given_rates, None)
    wanted = Period.parse(key)
    if found is None:
        assert not any(Period.parse(period).overlaps(wanted) for period in rates)
    else:
        low, high = min(rates.values()), max(rates.values())
        assert low * (1 - 1e-12) <= found.per_eur <= high * (1 + 1e-12)
        assert found.days > 0
