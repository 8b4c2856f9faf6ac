"""Weights: what distance costs between two places of a sentence, from `data/linking.toml`."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path

from tracker.lexicon.files import data_files, load_toml, overlay
from tracker.model.errors import LexiconError


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """Costs of distance, and the manners of being about somebody; see the data file.

    Attributes:
        characters: Distance that costs one.
        comma, conjunction, bracket, boundary, figure: Cost of each such thing in between.
        behind: Factor on the cost of what stands to the right behind a boundary.
        manners: Indicator to how its figures are about somebody ("pair", "sends" …).
    """

    characters: float
    comma: float
    conjunction: float
    bracket: float
    boundary: float
    figure: float
    behind: float
    manners: Mapping[str, str]


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
