"""Series: a line follows what is drawn in the ledger, and never joins what does not belong."""

from dataclasses import replace
from itertools import count

import pytest

from tracker import Extent, Fact, Measure, Per, Series, Status, StoredFact, build_series
from tracker.model.claim import Standing

_ids = count(1)


def said(value: float, period: str | None = "2024", **more: object) -> StoredFact:
    """A stored freight figure of the Middle Corridor, in tonnes."""
    fact_fields = {name: more.pop(name) for name in list(more) if name in Fact.__slots__}
    fact = Fact(
        surface=str(value), start=0, end=len(str(value)), value=value, unit="tonne",
        **{
            "indicator": "freight_volume", "subject": "middle_corridor", "period": period,
            "published": "2025-01-01",
        }
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
            "rank_reason": None, "equivalent_of_id": None, "standing": Standing.DRAWN,
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


def test_a_line_goes_through_what_is_drawn_in_the_order_of_years() -> None:
    assert line([said(3.0, "2024"), said(1.0, "2022"), said(2.0, "2023")]) == [1.0, 2.0, 3.0]


@pytest.mark.parametrize(
    "standing", [None, *(standing for standing in Standing if standing is not Standing.DRAWN)]
)
def test_whatever_else_is_said_stays_as_a_point_beside_the_line(standing: Standing | None) -> None:
    series = only([said(1.0, standing=standing), said(2.0)])
    assert {point.value: point.carries_line for point in series.points} == {1.0: False, 2.0: True}


@pytest.mark.parametrize(
    "fault", [{"review": "rejected"}, {"equivalent_of_id": 1}], ids=["rejected", "equivalent"]
)
def test_a_rejected_or_repeated_fact_is_not_drawn_at_all(fault: dict[str, object]) -> None:
    assert build_series([said(1.0, **fault)], "tonne") == []


def test_a_yearly_total_goes_before_a_yearly_rate_of_the_same_year() -> None:
    facts = [said(10.0, "2030", per=Per.YEAR), said(11.0, "2030"), said(9.0, "2029", per=Per.YEAR)]
    assert line(facts) == [9.0, 11.0]
    assert line(facts[:1]) == [10.0]


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
