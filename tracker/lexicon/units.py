"""Units: the closed table of units, what compares with what, and values in a common base unit.

A unit belongs to one family, whose members are converted into each other by plain factors;
percentages, percentage points, factors and counts are families of their own, and so is every
currency. Text of a document is only ever looked up here as a key; pint gets our own definitions
alone, and is imported only by `build_registry()` and `check_units()`.
"""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tracker.lexicon.files import Table, load_files, merge_tables
from tracker.model.errors import LexiconError

if TYPE_CHECKING:
    import pint

MONEY = "money"


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """One unit of measure.

    Attributes:
        id: Canonical name ("tonne", "kilowatt_hour"), or ISO 4217 code ("USD").
        family: What it compares with: "mass", "length" …; a currency's family is its own code.
        kind: The family, but "money" for every currency: what indicators speak of.
        base: The family's base unit, a unit id.
        factor: How many base units one of this unit is.
        symbol: Short sign for display ("t", "km/h"); empty where there is none.
        label: Name in the plural by language code.
        definition: What pint is told it is, or "" if pint knows it under this id.
        part_of: The unit that it makes a mixed form with ("5 feet 2 inches"), or "".
    """

    id: str
    family: str
    kind: str
    base: str
    factor: float
    symbol: str
    label: Mapping[str, str]
    definition: str = ""
    part_of: str = ""


class Units(Mapping[str, Unit]):
    """All units by id.

    >>> units = load_units()
    >>> units.normalise(2, "FEU")
    (4.0, 'TEU')
    >>> units.kind("KZT"), units.family("KZT")
    ('money', 'KZT')
    """

    __slots__ = ("_units", "families")

    def __init__(
        self, units: Mapping[str, Unit], families: Mapping[str, Mapping[str, str]]
    ) -> None:
        self._units = dict(units)
        self.families = families  # label by language, of each family

    def __getitem__(self, unit_id: str) -> Unit:
        return self._units[unit_id]

    def __iter__(self) -> Iterator[str]:
        return iter(self._units)

    def __len__(self) -> int:
        return len(self._units)

    def family(self, unit_id: str) -> str:
        """What the unit compares with."""
        return self._units[unit_id].family

    def kind(self, unit_id: str) -> str:
        """The family, or "money" for every currency."""
        return self._units[unit_id].kind

    def normalise(self, value: float, unit_id: str) -> tuple[float, str]:
        """The value in the base unit of the unit's family, and that base unit's id.

        Raises:
            KeyError: The unit is not in the table.
        """
        unit = self._units[unit_id]
        return float(value * unit.factor), unit.base


def load_units(folder: Path | None = None) -> Units:
    """All units of the packaged table and of a user's folder.

    Raises:
        LexiconError: A table is faulty: an unknown key or family, a base without factor 1 …
    """
    bases: dict[str, str] = {}
    families: dict[str, Mapping[str, str]] = {}
    units: dict[str, Unit] = {}
    files = load_files("units", folder)
    for path, content in files:
        for section in content:
            if section not in ("families", "units", "currencies"):
                raise LexiconError(path, section, "is an unknown key")
    tables = merge_tables(files, "families")
    for name, table in tables.items():
        bases[name], families[name] = table.text("base"), table.labels()
        table.close()
    for name, table in merge_tables(files, "units").items():
        units[name] = _read_unit(name, table, bases)
    for name, table in merge_tables(files, "currencies").items():
        units[name] = _read_currency(name, table)
    for name, base in bases.items():
        if base not in units or units[base].family != name or units[base].factor != 1:
            tables[name].fail("base", f"{base!r} is no unit of this family with factor 1")
    return Units(units, families)


def _read_unit(name: str, table: Table, bases: Mapping[str, str]) -> Unit:
    family = table.text("family")
    if family not in bases:
        table.fail("family", f"unknown family {family!r}")
    factor = table.number("factor", 1)
    if factor <= 0:
        table.fail("factor", "must be greater than 0")
    unit = Unit(
        id=name,
        family=family,
        kind=family,
        base=bases[family],
        factor=factor,
        symbol=table.text("symbol", ""),
        label=table.labels(),
        definition=table.text("definition", ""),
        part_of=table.text("part_of", ""),
    )
    table.close()
    return unit


def _read_currency(code: str, table: Table) -> Unit:
    if len(code) != 3 or not (code.isascii() and code.isalpha() and code.isupper()):
        table.fail("", "a currency is named by its three-letter code")
    unit = Unit(
        id=code,
        family=code,
        kind=MONEY,
        base=code,
        factor=1,
        symbol=table.text("symbol", code),
        label=table.labels(),
        definition=f"[currency_{code}]",
    )
    table.close()
    return unit


def build_registry(units: Units) -> "pint.UnitRegistry[Any]":
    """A pint registry that knows every unit of the table under its id.

    Only definitions of the table reach pint, never words of a document.

    Raises:
        LexiconError: pint refuses a definition.
    """
    import pint

    registry: pint.UnitRegistry[Any] = pint.UnitRegistry(on_redefinition="ignore")
    for unit in units.values():
        try:
            if unit.definition:
                registry.define(f"{unit.id} = {unit.definition}")
            registry.Quantity(1, unit.id)
        except Exception as error:  # pint raises a dozen unrelated classes for faulty definitions
            raise LexiconError("units.toml", unit.id, f"pint refuses it: {error}") from error
    return registry


def check_units(units: Units) -> list[str]:
    """What is wrong with the table by pint's reckoning, one sentence each; empty when all is well.

    Every unit must convert into the base of its family, by the factor that is written here
    (relative error up to 1e-9).
    """
    registry = build_registry(units)
    problems = []
    for unit in units.values():
        try:
            factor = float(registry.Quantity(1, unit.id).to(unit.base).magnitude)
        except Exception as error:  # see build_registry
            problems.append(f"{unit.id} does not convert into {unit.base}: {error}")
            continue
        if not math.isclose(factor, unit.factor, rel_tol=1e-9):
            problems.append(f"{unit.id} is {factor!r} {unit.base} for pint, {unit.factor!r} here")
    return problems
