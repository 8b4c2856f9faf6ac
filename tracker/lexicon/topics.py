"""What figures measure and what of: indicators and commodities, with what fits them."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tracker.lexicon.files import Table, load_files, merge_tables


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """What a figure measures.

    Attributes:
        id: Canonical name ("freight_volume").
        label: Name by language code.
        description: One sentence by language code.
        kinds: Kinds of unit that fit, best first ("money", "mass" …), without those that fit all.
        fits_all: Kinds of unit that fit every indicator ("percent" …).
        subjects: Kinds of entity that such a figure is about, best first.
        default_for: Kinds of unit that mean this indicator when nothing else is said.
    """

    id: str
    label: Mapping[str, str]
    description: Mapping[str, str]
    kinds: tuple[str, ...]
    fits_all: tuple[str, ...]
    subjects: tuple[str, ...]
    default_for: tuple[str, ...]

    def fits(self, kind: str) -> bool:
        """Whether a unit of this kind can measure it."""
        return kind in self.kinds or kind in self.fits_all


@dataclass(frozen=True, slots=True, kw_only=True)
class Commodity:
    """What is carried, traded or produced."""

    id: str
    label: Mapping[str, str]


def load_indicators(folder: Path | None = None) -> dict[str, Indicator]:
    """All indicators by id, in the order of the file.

    Raises:
        LexiconError: A table is faulty, or two indicators are the default of one kind of unit.
    """
    files = load_files("indicators", folder)
    fits_all: tuple[str, ...] = ()
    for path, content in files:
        top = Table(path, "", content)
        fits_all = top.texts("fits_all") or fits_all
        top.table("indicators")
        top.close()
    found: dict[str, Indicator] = {}
    defaults: dict[str, str] = {}
    for name, table in merge_tables(files, "indicators").items():
        found[name] = Indicator(
            id=name,
            label=table.labels(),
            description=table.labels("description"),
            kinds=table.texts("kinds"),
            fits_all=fits_all,
            subjects=table.texts("subjects"),
            default_for=table.texts("default_for"),
        )
        table.close()
        for kind in found[name].default_for:
            if not found[name].fits(kind):
                table.fail("default_for", f"{kind!r} is not among its kinds")
            if defaults.setdefault(kind, name) != name:
                table.fail("default_for", f"{kind!r} already means {defaults[kind]!r}")
    return found


def load_commodities(folder: Path | None = None) -> dict[str, Commodity]:
    """All commodities by id, in the order of the file."""
    found = {}
    for name, table in merge_tables(load_files("commodities", folder)).items():
        found[name] = Commodity(id=name, label=table.labels())
        table.close()
    return found


def check_topics(indicators: Mapping[str, Indicator], kinds: set[str]) -> list[str]:
    """Indicators that name a kind of unit that there is not; one sentence each."""
    return [
        f"indicator {item.id} names an unknown kind of unit: {kind}"
        for item in indicators.values()
        for kind in (*item.kinds, *item.fits_all)
        if kind not in kinds
    ]
