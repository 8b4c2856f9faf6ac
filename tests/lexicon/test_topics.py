"""Indicators and commodities: which there are, and which kinds of unit fit."""

import pytest

from tracker.lexicon.entries import KINDS
from tracker.lexicon.topics import check_topics, load_commodities, load_indicators
from tracker.lexicon.units import load_units

INDICATORS = load_indicators()
UNIT_KINDS = {unit.kind for unit in load_units().values()}


WANTED = """
    capacity freight_volume traffic trade_turnover trade_balance exports imports investment stake
    progress debt remittances revenue price production reserves power length speed water_level
    transit_time economy population duration count other
"""
CARRIED = """
    crude_oil oil_products natural_gas coal electricity hydrogen uranium metals ores gold
    rare_earths grain flour oilseeds food fruit sugar tea wine cotton timber cement fertilizer
    sulfur chemicals vehicles water containers
"""


def test_all_indicators_are_there() -> None:
    assert list(INDICATORS) == WANTED.split()


def test_all_commodities_are_there() -> None:
    assert list(load_commodities()) == CARRIED.split()


def test_labels_and_descriptions_are_in_both_languages() -> None:
    for indicator in INDICATORS.values():
        assert set(indicator.label) >= {"de", "en"}
        assert set(indicator.description) >= {"de", "en"}
    assert all(set(item.label) >= {"de", "en"} for item in load_commodities().values())


def test_indicators_speak_of_known_kinds_of_unit_and_entity() -> None:
    assert check_topics(INDICATORS, UNIT_KINDS) == []
    for indicator in INDICATORS.values():
        assert set(indicator.subjects) <= set(KINDS)


def test_an_unknown_kind_of_unit_is_reported() -> None:
    (problem,) = check_topics({"speed": INDICATORS["speed"]}, UNIT_KINDS - {"speed"})
    assert problem == "indicator speed names an unknown kind of unit: speed"


@pytest.mark.parametrize("indicator", list(INDICATORS))
def test_a_percentage_fits_everything(indicator: str) -> None:
    assert all(
        INDICATORS[indicator].fits(kind) for kind in ("percent", "percentage_point", "times")
    )


@pytest.mark.parametrize(
    ("indicator", "kind", "fits"),
    [
        ("freight_volume", "mass", True),
        ("freight_volume", "container", True),
        ("freight_volume", "money", False),
        ("capacity", "power", True),
        ("investment", "money", True),
        ("investment", "mass", False),
        ("length", "length", True),
        ("length", "time", False),
        ("transit_time", "time", True),
        ("population", "count", True),
        ("exports", "volume", True),
    ],
)
def test_kinds_of_unit_fit_or_do_not(indicator: str, kind: str, *, fits: bool) -> None:
    assert INDICATORS[indicator].fits(kind) is fits


def test_each_kind_of_unit_has_at_most_one_default_and_money_has_none() -> None:
    defaults = [kind for item in INDICATORS.values() for kind in item.default_for]
    assert len(defaults) == len(set(defaults))
    assert "money" not in defaults
    assert set(UNIT_KINDS) - set(defaults) == {
        "money",
        "percent",
        "percentage_point",
        "times",
        "volume",
    }
