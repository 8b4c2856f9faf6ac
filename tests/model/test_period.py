"""Period: ISO 8601 text ⇄ days, order, overlap, moves."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.model.period import Period

days = st.dates(date(1, 1, 1), date(9999, 12, 31))


@st.composite
def periods(draw: st.DrawFn) -> Period:
    kind = draw(st.sampled_from(["years", "months", "days"]))
    first, last = sorted((draw(days), draw(days)))
    if kind == "years":
        return Period.of_year(first.year, last.year)
    if kind == "months":
        length = draw(st.integers(1, 40))
        year = min(first.year, 9990)
        return Period.of_months(year, first.month, length)
    return Period(first, last)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2023", date(2023, 1, 1), date(2023, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2024-01/2024-07", date(2024, 1, 1), date(2024, 7, 31)),
        ("2024-03-05", date(2024, 3, 5), date(2024, 3, 5)),
        ("2024-01-01/2024-01-11", date(2024, 1, 1), date(2024, 1, 11)),
        ("2024/2025", date(2024, 1, 1), date(2025, 12, 31)),
        ("2018/2023-06", date(2018, 1, 1), date(2023, 6, 30)),
    ],
)
def test_text_names_a_first_and_a_last_day(text: str, first: date, last: date) -> None:
    assert Period.parse(text) == Period(first, last)


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("2024-01/2024-12", "2024"),
        ("2024-01-01/2024-12-31", "2024"),
        ("2024-03-01/2024-03-31", "2024-03"),
        ("2018/2023-06", "2018-01/2023-06"),
        ("2024/2024", "2024"),
        ("2024/2025", "2024/2025"),
    ],
)
def test_canonical_text_is_the_shortest_that_names_the_days(text: str, canonical: str) -> None:
    assert str(Period.parse(text)) == canonical


@pytest.mark.parametrize(
    "text",
    [
        "", "24", "2024-13", "2024-02-30", "0000", "2025/2024", "2024-3", "2024/", "/2024",
        "2024-01-01-01", "2024/2025/2026", " 2024", "2024\n", "٢٠٢٤", "H1 2024", "2024-W03",
    ],
)  # fmt: skip
def test_other_text_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"period|calendar|end"):
        Period.parse(text)


@given(periods())
def test_text_and_period_round_trip(period: Period) -> None:
    assert Period.parse(str(period)) == period
    assert str(Period.parse(str(period))) == str(period)


@given(st.text(max_size=30))
def test_any_text_is_read_or_refused_with_a_value_error(text: str) -> None:
    try:
        period = Period.parse(text)
    except ValueError:
        return
    assert period.first <= period.last


@given(periods(), periods())
def test_overlap_is_symmetric_and_containing_implies_it(one: Period, other: Period) -> None:
    assert one.overlaps(other) == other.overlaps(one)
    if one.contains(other):
        assert one.overlaps(other)
        assert one.contains(other.first)
        assert one.contains(other.last)
    assert one.overlaps(other) == (max(one.first, other.first) <= min(one.last, other.last))


def test_periods_sort_by_first_day_then_by_last() -> None:
    texts = ["2024-03", "2023", "2024", "2024-01", "2023-12-31"]
    ordered = [str(p) for p in sorted(map(Period.parse, texts))]
    assert ordered == ["2023", "2023-12-31", "2024-01", "2024", "2024-03"]


@pytest.mark.parametrize(
    ("text", "years", "moved"),
    [
        ("2024", -1, "2023"),
        ("2024-02", -1, "2023-02"),
        ("2023-02", 1, "2024-02"),
        ("2024-02-29", -1, "2023-02-28"),
        ("2024-01/2024-06", -1, "2023-01/2023-06"),
        ("2023/2024", -1, "2022/2023"),
        ("2024-01-01/2024-01-11", -1, "2023-01-01/2023-01-11"),
    ],
)
def test_a_period_moves_by_years(text: str, years: int, moved: str) -> None:
    assert str(Period.parse(text).shifted(years)) == moved


def test_a_period_moves_by_months_and_keeps_whole_months_whole() -> None:
    assert str(Period.parse("2024-02").shifted(months=1)) == "2024-03"
    assert str(Period.parse("2024-01").shifted(months=-1)) == "2023-12"
    assert str(Period.parse("2024-01-31").shifted(months=1)) == "2024-02-29"


def test_a_move_out_of_the_calendar_is_refused() -> None:
    with pytest.raises(ValueError, match="leaves the calendar"):
        Period.parse("9999").shifted(1)


def test_a_year_is_known_only_inside_one() -> None:
    assert Period.parse("2024-03").year == 2024
    assert Period.parse("2024/2025").year is None
    assert Period.parse("2024").is_full_year
    assert not Period.parse("2024-01/2024-11").is_full_year
    assert not Period.parse("2024/2025").is_full_year


@given(days)
def test_a_day_is_a_period_of_its_own(day: date) -> None:
    period = Period(day, day)
    assert str(period) == day.isoformat()
    if day < date.max:
        assert not period.contains(day + timedelta(days=1))


def test_a_period_cannot_end_before_it_begins() -> None:
    with pytest.raises(ValueError, match="cannot end"):
        Period(date(2024, 2, 1), date(2024, 1, 1))
