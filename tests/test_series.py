"""Series: which statement a line follows, and what it never joins."""

from dataclasses import replace
from itertools import count

import pytest

from tracker import Bound, Extent, Fact, Measure, Series, Status, StoredFact, build_series

_ids = count(1)


def said(value: float, period: str | None = "2024", **more: object) -> StoredFact:
    """A stored freight figure of the Middle Corridor, in tonnes."""
    fact_fields = {name: more.pop(name) for name in list(more) if name in Fact.__slots__}
    fact = Fact(
        surface=str(value), start=0, end=len(str(value)), value=value, unit="tonne",
        indicator="freight_volume",
        **{"subject": "middle_corridor", "period": period, "published": "2025-01-01"}
        | fact_fields,  # type: ignore[arg-type]
    )  # fmt: skip
    start, end = _days(period)
    number = next(_ids)
    return StoredFact(
        **{
            "id": number, "key": f"000000000000:{number}-{number + 1}", "fact": fact,
            "base_value": value, "base_low": value, "base_high": value, "base_unit": "tonne",
            "period_start": start, "period_end": end, "year": None, "passage": fact.surface,
            "passage_start": 0, "document_id": 1, "source": "News", "title": None, "url": None,
            "language": "en", "origin": "text", "review": "unreviewed", "rank": "normal",
            "rank_reason": None, "equivalent_of_id": None,
        }
        | more,  # type: ignore[arg-type]
    )  # fmt: skip


def _days(period: str | None) -> tuple[str | None, str | None]:
    if period is None:
        return None, None
    first, _, last = period.partition("/")
    starts = {4: "-01-01", 7: "-01"}
    ends = {4: "-12-31", 7: "-28"}
    last = last or first
    return first + starts[len(first)], last + ends[len(last)]


def only(facts: list[StoredFact], unit: str = "tonne") -> Series:
    (series,) = build_series(facts, unit)
    return series


def line(facts: list[StoredFact]) -> list[float]:
    return [point.value for point in only(facts).line()]


def test_a_line_goes_through_one_statement_for_each_year_in_order() -> None:
    assert line([said(3.0, "2024"), said(1.0, "2022"), said(2.0, "2023")]) == [1.0, 2.0, 3.0]


def test_what_a_person_prefers_wins_over_everything() -> None:
    preferred = said(1.0, rank="preferred", published="2020", bound=Bound.ABOUT)
    assert line([preferred, said(2.0, attribution="world_bank"), said(3.0)]) == [1.0]


def test_a_figure_that_somebody_is_quoted_for_wins_over_news() -> None:
    official = said(1.0, attribution="world_bank", published="2020")
    assert line([said(2.0, published="2025"), official]) == [1.0]


def test_a_later_publication_wins_over_an_earlier_one() -> None:
    assert line([said(1.0, published="2025-03"), said(2.0, published="2024-12-31")]) == [1.0]


def test_a_known_date_wins_over_none() -> None:
    assert line([said(1.0, published=None), said(2.0, published="1999")]) == [2.0]


def test_an_exact_figure_wins_over_a_hedged_one() -> None:
    assert line([said(1.0, bound=Bound.ABOUT), said(2.0)]) == [2.0]


def test_the_losing_statement_stays_as_a_point_beside_the_line() -> None:
    series = only([said(1.0, published="2024"), said(2.0, published="2025")])
    assert {point.value: point.carries_line for point in series.points} == {1.0: False, 2.0: True}


@pytest.mark.parametrize(
    "fault", [{"rank": "deprecated"}, {"confidence": 0.49}], ids=["deprecated", "doubtful"]
)
def test_a_deprecated_or_doubtful_fact_is_drawn_but_carries_no_line(
    fault: dict[str, object],
) -> None:
    (point,) = only([said(1.0, **fault)]).points
    assert not point.carries_line


@pytest.mark.parametrize(
    "fault", [{"review": "rejected"}, {"equivalent_of_id": 1}], ids=["rejected", "equivalent"]
)
def test_a_rejected_or_repeated_fact_is_not_drawn_at_all(fault: dict[str, object]) -> None:
    assert build_series([said(1.0, **fault)], "tonne") == []


def test_a_doubtful_fact_carries_no_line_even_where_a_person_prefers_it() -> None:
    assert line([said(1.0, rank="preferred", confidence=0.2)]) == []


def test_parts_of_a_year_and_spans_are_no_part_of_the_line_of_years() -> None:
    series = only([said(1.0, "2024-01/2024-09"), said(2.0, "2024"), said(9.0, "2019/2024")])
    assert [point.value for point in series.line()] == [2.0]
    extents = {point.value: point.extent for point in series.points}
    assert extents == {1.0: Extent.PART, 2.0: Extent.YEAR, 9.0: Extent.SPAN}


def test_statements_without_a_period_are_no_rivals() -> None:
    series = only([said(5.8, None, published="2022-11"), said(6.0, None, published="2024-12")])
    assert [point.carries_line for point in series.points] == [True, True]
    assert [point.extent for point in series.points] == [Extent.UNDATED] * 2


def test_targets_have_a_line_of_their_own() -> None:
    series = only([said(4.0), said(10.0, "2030", status=Status.TARGET)])
    assert [point.value for point in series.line()] == [4.0]
    assert [point.value for point in series.line(Status.TARGET)] == [10.0]


def test_other_units_are_left_out() -> None:
    teu = replace(said(300.0), base_unit="TEU")
    assert [point.value for point in only([teu, said(1.0)]).points] == [1.0]
    assert [point.value for point in only([teu, said(1.0)], "TEU").points] == [300.0]


def test_what_differs_in_partner_place_commodity_or_measure_is_another_series() -> None:
    facts = [
        said(1.0), said(1.0, partner="cn"), said(1.0, place="az"), said(1.0, commodity="coal"),
        said(1.0, measure=Measure.SHARE),
    ]  # fmt: skip
    assert len(build_series(facts, "tonne")) == 5


def test_a_slip_far_from_both_neighbours_stays_off_the_line() -> None:
    facts = [said(20.5, "2023"), said(565.0, "2024", published="2025-11"), said(77.0, "2025")]
    assert line([*facts, said(56.5, "2024", published="2025-03")]) == [20.5, 56.5, 77.0]


def test_one_known_year_nearby_tells_which_of_two_rivals_slipped() -> None:
    rivals = [said(565.0, "2024", published="2025-11"), said(56.5, "2024", published="2025-03")]
    assert line([said(33.0, "2022"), *rivals]) == [33.0, 56.5]


def test_of_two_rivals_far_apart_neither_carries_the_line_where_nothing_else_is_known() -> None:
    rivals = [said(565.0, published="2025-11"), said(56.5, published="2025-03")]
    assert line(rivals) == []
    assert line([rivals[0], replace(rivals[1], rank="preferred")]) == [56.5]


def test_a_slip_that_a_person_confirmed_carries_the_line() -> None:
    slip = said(565.0, "2024", review="confirmed")
    assert line([said(20.5, "2023"), slip, said(77.0, "2025")]) == [20.5, 565.0, 77.0]


def test_growth_beyond_one_neighbour_is_no_slip() -> None:
    assert line([said(1.0, "2022"), said(20.0, "2023"), said(22.0, "2024")]) == [1.0, 20.0, 22.0]
