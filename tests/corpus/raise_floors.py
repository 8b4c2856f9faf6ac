"""Raise the floors of the annotated passages to what is measured now; none is ever lowered.

python -m tests.corpus.raise_floors
"""

import math
import tomllib
from typing import Any

from .scoring import FIELDS, HERE, LEVELS, SETS, Tally, measure, table

FLOORS = HERE / "floors.toml"
_SLACK = 0.005
_HEAD = "# What must at least be reached. Written by tests/corpus/raise_floors.py, upwards only.\n"


def raised(old: dict[str, Any], tally: Tally) -> dict[str, Any]:
    """The floors of one set: the old ones, or what is measured less a little, if higher."""
    measured = {
        "precision": {level: tally.precision(level) for level in LEVELS},
        "recall": {level: tally.recall(level) for level in LEVELS},
        "accuracy": {name: tally.accuracy(name) for name in FIELDS},
    }
    floors: dict[str, Any] = {
        "false_alarms": min(old.get("false_alarms", tally.false_alarms), tally.false_alarms)
    }
    for kind, scores in measured.items():
        before = old.get(kind, {})
        floors[kind] = {
            name: max(before.get(name, 0.0), math.floor((score - _SLACK) * 1000) / 1000)
            for name, score in scores.items()
        }
    return floors


def written(floors: dict[str, dict[str, Any]]) -> str:
    """The floors as TOML."""
    lines = [_HEAD]
    for name, tables in floors.items():
        lines.append(f"[{name}]\nfalse_alarms = {tables['false_alarms']}      # no more than\n")
        for kind in ("precision", "recall", "accuracy"):
            values = "\n".join(f"{name} = {floor:.3f}" for name, floor in tables[kind].items())
            lines.append(f"[{name}.{kind}]\n{values}\n")
    return "\n".join(lines)


def main() -> None:
    """Measure, raise, and show."""
    old = tomllib.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {}
    tallies = {name: measure(name) for name in SETS}
    floors = {name: raised(old.get(name, {}), tally) for name, tally in tallies.items()}
    FLOORS.write_text(written(floors), encoding="utf-8")
    print("\n".join(table(tallies)))


if __name__ == "__main__":
    main()
