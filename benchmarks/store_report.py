"""Prints what `store.py` measured, each figure beside its aim."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

RAW_SHARE, VIEW_MS, TIMES_EMPTY = 0.4, 50, 3  # the aims
MEASURED = ".measured.json"


def report(measure: Callable[..., dict[str, Any]], path: Path, facts: int, folder: Path) -> None:
    """Run the steps and print their tables.

    Args:
        measure: Runs a step by name and gives what it measured.
        path: The database; it is filled where it does not exist.
        facts: How many facts to fill it with.
        folder: Where copies may lie meanwhile.
    """
    # How it was filled stays beside a database that is kept.
    kept = path.with_name(path.name + MEASURED)
    filled = None
    if not path.exists():
        filled = measure("fill", path, facts)
        kept.write_text(json.dumps(filled), "utf-8")
    elif kept.exists():
        filled = json.loads(kept.read_text("utf-8"))
    raw = measure("raw", path, folder)
    stored, size = raw["facts"], path.stat().st_size
    print(f"{stored:,} facts in {size / 1e6:,.0f} MB: {size / stored:.0f} bytes a fact")
    _rates(filled, raw, measure("grow", path, folder))
    _views(measure("views", path))
    _changes(measure("change", path, folder))
    anew = measure("rebuild", path, folder)
    print(
        f"\nledger judged anew: {anew['cpu']:.0f} s ({anew['wall']:.0f} s wall), "
        f"{stored / anew['cpu']:,.0f} facts/s; peak memory {anew['peak']:.0f} MiB"
    )


def _rates(filled: dict[str, Any] | None, raw: dict[str, Any], more: dict[str, Any]) -> None:
    plain = raw["plain"]["cpu"] / raw["facts"]
    lines = [
        ("executemany of the same rows", plain),
        ("the same with keys, triggers, search", raw["whole"]["cpu"] / raw["facts"]),
    ]
    if filled is not None:
        settled = sum(filled["parts"].values())
        lines.append(("add_many but the ledger", (filled["cpu"] - settled) / filled["facts"]))
        lines.append(("add_many, from nothing", filled["cpu"] / filled["facts"]))
    lines.append(("add_many, on top of all", more["cpu"] / more["facts"]))
    print(f"\n{'storing':38}{'facts/s':>10}{'of plain rows':>15}")
    for name, spent in lines:
        print(f"{name:38}{1 / spent:10,.0f}{plain / spent:15.3f}")
    print(f"last line : first = {_verdict(plain / lines[-1][1], RAW_SHARE, most=False)}")
    wall = raw["plain"]["wall"] / raw["facts"] / (more["wall"] / more["facts"])
    print(f"the same by the wall clock {wall:.3f}")
    if filled is not None:
        for name, spent in filled["parts"].items():
            print(f"  {name}: {spent / filled['cpu']:.0%} of add_many")
        print(f"peak memory {filled['peak']:.0f} MiB")


def _views(found: dict[str, Any]) -> None:
    print(f"\n{'p95 of a view':18}{'by':>9}{'first 100, ms':>15}{'CPU':>7}", end="")
    print(f"{'all, ms':>10}{'CPU':>8}{'rows':>9}{'count, ms':>11}")
    for view, asked in found.items():
        first, whole, count = asked["first"], asked["all"], asked["count"]
        print(
            f"{view:18}{asked['by']:>9}{first['wall']:15.1f}{first['cpu']:7.1f}"
            f"{whole['wall']:10.1f}{whole['cpu']:8.1f}{whole['rows']:9,.0f}{count['wall']:11.1f}"
        )
    for what in ("first", "all"):
        slow = [view for view, asked in found.items() if asked[what]["wall"] > VIEW_MS]
        said = ", ".join(slow) or "none"
        rows = {"first": "first rows", "all": "whole answer"}[what]
        print(f"views over {VIEW_MS} ms, {rows}: {said}")
    for view, asked in found.items():
        if asked["all"]["wall"] > VIEW_MS:
            print(f"  {view}: " + "; ".join(asked["plan"]))


def _changes(found: dict[str, Any]) -> None:
    print(
        f"\n{'median of one':10}{'empty, ms':>12}{'full, ms':>10}{'times':>7}{'CPU':>7}{'worst':>8}"
    )
    for name, empty in found["empty"].items():
        full = found["full"][name]
        print(
            f"{name:13}{empty['wall']:9.1f}{full['wall']:10.1f}"
            f"{full['wall'] / empty['wall']:7.1f}{full['cpu'] / empty['cpu']:7.1f}"
            f"{full['worst']:8.1f}"
        )
    worst = max(found["full"][name]["cpu"] / each["cpu"] for name, each in found["empty"].items())
    print(f"times an empty ledger, at worst: {_verdict(worst, TIMES_EMPTY, most=True)}")


def _verdict(value: float, aim: float, *, most: bool) -> str:
    met = value <= aim if most else value >= aim
    word = "at most" if most else "at least"
    return f"{value:.2f} (aim: {word} {aim:g}, {'met' if met else 'missed'})"
