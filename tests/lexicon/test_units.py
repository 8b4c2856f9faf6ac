"""Units: the closed table, its families, and its factors against pint's reckoning."""

import sys
from dataclasses import replace
from subprocess import run

import pytest

from tracker.lexicon.units import Unit, Units, build_registry, check_units, load_units


@pytest.fixture(scope="module")
def units() -> Units:
    return load_units()


def test_every_factor_agrees_with_pint(units: Units) -> None:
    assert check_units(units) == []


def test_a_wrong_factor_is_reported(units: Units) -> None:
    wrong = {**units, "mile": replace(units["mile"], factor=1.852)}
    (problem,) = check_units(Units(wrong, units.families))
    assert problem.startswith("mile is 1.609344 kilometer for pint")


def test_a_unit_in_the_wrong_family_is_reported(units: Units) -> None:
    wrong = {**units, "hour": replace(units["hour"], family="mass", base="tonne")}
    (problem,) = check_units(Units(wrong, units.families))
    assert problem.startswith("hour does not convert into tonne")


@pytest.mark.parametrize(
    ("value", "unit", "base_value", "base"),
    [
        (4.5e6, "tonne", 4.5e6, "tonne"),
        (500, "kilogram", 0.5, "tonne"),
        (2, "FEU", 4, "TEU"),
        (1, "barrel", 42 * 0.003785411784, "cubic_meter"),
        (25e9, "cubic_meter", 25e9, "cubic_meter"),
        (56.2e6, "bushel", 56.2e6 * 0.03523907016688, "cubic_meter"),
        (10, "mile", 16.09344, "kilometer"),
        (1500, "millimeter", 0.0015, "kilometer"),
        (2, "square_kilometer", 200, "hectare"),
        (1.2, "gigawatt", 1200, "megawatt"),
        (3, "terawatt_hour", 3e9, "kilowatt_hour"),
        (500, "kilovolt", 500000, "volt"),
        (36, "hour", 1.5, "day"),
        (2, "year", 730.5, "day"),
        (25, "basis_point", 0.25, "percentage_point"),
        (62, "percent", 62, "percent"),
        (-3.1, "USD", -3.1, "USD"),
        (7, "count", 7, "count"),
    ],
)
def test_values_are_normalised_to_the_base_of_their_family(
    units: Units, value: float, unit: str, base_value: float, base: str
) -> None:
    number, found = units.normalise(value, unit)
    assert number == pytest.approx(base_value, rel=1e-12)
    assert found == base


def test_what_must_not_be_compared_is_of_different_families(units: Units) -> None:
    apart = ["percent", "percentage_point", "times", "count", "tonne", "TEU", "USD", "EUR"]
    assert len({units.family(unit) for unit in apart}) == len(apart)


def test_every_currency_is_money_and_its_own_family(units: Units) -> None:
    money = [unit for unit in units.values() if unit.kind == "money"]
    assert len(money) > 150
    assert all(unit.family == unit.base == unit.id and unit.factor == 1 for unit in money)
    assert {"USD", "EUR", "AZN", "KZT", "CNY", "JPY", "TRY", "GEL", "UZS", "RUB", "GBP"} <= {
        unit.id for unit in money
    }


def test_every_unit_and_family_has_a_label_in_both_languages(units: Units) -> None:
    for labels in [*(unit.label for unit in units.values()), *units.families.values()]:
        assert set(labels) >= {"de", "en"}


def test_the_registry_parses_every_canonical_id(units: Units) -> None:
    registry = build_registry(units)
    for unit in units.values():
        assert str(registry.Quantity(1, unit.id).units)


def test_an_unknown_unit_is_a_key_error(units: Units) -> None:
    with pytest.raises(KeyError):
        units.normalise(1, "9**9**9")


def test_pint_is_not_imported_until_the_table_is_checked() -> None:
    code = (
        "import sys; from tracker.lexicon.units import load_units; load_units();"
        "sys.exit('pint' in sys.modules)"
    )
    assert run([sys.executable, "-c", code], check=False).returncode == 0


def test_units_are_frozen(units: Units) -> None:
    with pytest.raises(AttributeError):
        units["tonne"].factor = 2  # type: ignore[misc]
    assert isinstance(units["tonne"], Unit)


def test_every_family_has_one_base_unit(units: Units) -> None:
    bases: dict[str, set[str]] = {}
    for unit in units.values():
        bases.setdefault(unit.family, set()).add(unit.base)
    assert {family for family, found in bases.items() if len(found) != 1} == set()
    for family, (base,) in bases.items():
        assert (units[base].family, units[base].base, units[base].factor) == (family, base, 1)
    owners = [base for (base,) in bases.values()]
    assert len(owners) == len(set(owners)), "two families share a base unit"


def test_containers_are_never_made_into_tonnes(units: Units) -> None:
    boxes = {unit.id for unit in units.values() if unit.base == "TEU"}
    assert boxes == {unit.id for unit in units.values() if unit.kind == "container"}
    assert {"TEU", "FEU"} <= boxes
    assert not boxes & {unit.id for unit in units.values() if unit.base == "tonne"}
    assert units.normalise(500, "TEU") == (500.0, "TEU")
    registry = build_registry(units)
    assert not registry.Quantity(1, "TEU").is_compatible_with("tonne")
    assert registry.Quantity(1, "FEU").is_compatible_with("TEU")


def test_currencies_are_never_made_into_each_other_by_a_factor(units: Units) -> None:
    money = [unit for unit in units.values() if unit.kind == "money"]
    assert len(money) > 100
    assert {
        unit.id for unit in money if (unit.family, unit.base, unit.factor) != (unit.id, unit.id, 1)
    } == set()
