"""Scales: from zero, logarithmic, or with the first year as 100."""

import math

import pytest

from dashboard.components.corridor_data import find_series
from dashboard.figures.theme import Look, amount_axis, scale_of
from dashboard.wording import Wording
from tracker import Series

pytestmark = pytest.mark.usefixtures("inside")


@pytest.fixture
def freight() -> Series:
    every = find_series("corridor", "tonne")
    return next(
        one
        for one in every
        if one.indicator == "freight_volume" and one.subject == "middle_corridor"
    )


def test_a_logarithmic_axis_is_in_powers_and_holds_every_value(english: Wording) -> None:
    look = Look(wording=english, log=True)
    axis = amount_axis(look, "tonne", [0.0, 759e3, 11e6])
    assert axis["type"] == "log"
    assert axis["ticktext"] == [f"{number}\u00a0Mt" for number in (1, 2, 5, 10)]
    low, high = axis["range"]
    assert low < math.log10(759e3)
    assert high > math.log10(11e6)
    assert all(low <= math.log10(tick) <= high for tick in axis["tickvals"])


def test_without_a_positive_value_the_axis_stays_linear(english: Wording) -> None:
    axis = amount_axis(Look(wording=english, log=True), "tonne", [0.0, -5.0])
    assert "type" not in axis


def test_the_first_actual_year_is_100(english: Wording, freight: Series) -> None:
    scale = scale_of(Look(wording=english, relative=True), freight)
    line = freight.line()
    assert scale(line[0].value) == 100
    assert scale(line[-1].value) == pytest.approx(100 * line[-1].value / line[0].value)
    axis = amount_axis(Look(wording=english, relative=True), "tonne", [100, 590])
    assert axis["ticktext"] == ["0", "200", "400", "600"]


def test_a_series_without_an_actual_year_has_no_index(english: Wording, freight: Series) -> None:
    promised = Series(
        **{**{name: getattr(freight, name) for name in freight.__slots__}, "points": ()}
    )
    assert math.isnan(scale_of(Look(wording=english, relative=True), promised)(5.0))
    assert scale_of(Look(wording=english), promised)(5.0) == 5.0
