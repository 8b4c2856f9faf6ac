"""Weights: the round numbers that decide between readings, from `data/linking.toml`."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path

from tracker.lexicon.files import data_files, load_toml, overlay
from tracker.model.errors import LexiconError


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """Costs and bonuses of linking; each key is explained in the data file.

    Attributes:
        characters: Distance that costs one.
        comma, conjunction, bracket, boundary, figure: Cost of each such thing in between.
        behind: Factor on the cost of what stands to the right behind a boundary.
        left: Bonus of what stands to the left.
        carried, previous, kind, default: Strength of indirect evidence of an indicator.
        kinds: Preference among kinds of entity as the subject of a physical figure.
        roles: Bonus of a role for the same.
        who: The rule that says whom a figure of an indicator is about.
    """

    characters: float
    comma: float
    conjunction: float
    bracket: float
    boundary: float
    figure: float
    behind: float
    left: float
    carried: float
    previous: float
    kind: float
    default: float
    kinds: Mapping[str, float]
    roles: Mapping[str, float]
    who: Mapping[str, str]


def load_weights(folder: Path | None = None) -> Weights:
    """Read the weights.

    Raises:
        LexiconError: A key is unknown or missing.
    """
    merged: dict[str, object] = {}
    path = Path("linking.toml")
    for path in data_files("linking", folder):
        merged = overlay(merged, load_toml(path))
    names = {field.name for field in fields(Weights)}
    for key in merged:
        if key not in names:
            raise LexiconError(path, key, "is an unknown key")
    for name in sorted(names):
        if name not in merged:
            raise LexiconError(path, name, "is missing")
    return Weights(**merged)  # type: ignore[arg-type]
