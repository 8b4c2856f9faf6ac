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
    if path.exists():
        filled = json.loads(kept.read_text("utf-8"))
    else:
        filled = measure("fill", path, facts)
        kept.write_text(json.dumps(filled), "utf-8")
    size = path.stat().st_size
    stored = filled["facts"]
    print(f"{stored:,} facts in {size / 1e6:,.0f} MB: {size / stored:.0f} bytes a fact")
    print(f"peak memory of storing them {filled['peak']:.0f} MiB")
    _rates(filled, measure("raw", path, folder))
    _views(measure("views", path))
    _changes(measure("change", path, folder))
    anew = measure("rebuild", path, folder)
    share = anew["cpu"] / filled["cpu"]
    print(
        f"\nledger judged anew: {anew['cpu']:.0f} s ({anew['wall']:.0f} s wall), {share:.2f} of"
        f" storing it; peak memory {anew['peak']:.0f} MiB"
    )


def _rates(filled: dict[str, Any], raw: dict[str, Any]) -> None:
    stored, cpu = filled["facts"], filled["cpu"]
    settled = sum(filled["parts"].values())
    print(f"\n{'storing':44}{'facts/s':>10}{'of plain rows':>15}{'seconds':>9}")
    for name, spent in (
        ("executemany of the same rows", raw["plain"]["cpu"]),
        ("the same with keys, triggers and search index", raw["whole"]["cpu"]),
        ("add_many without the ledger", cpu - settled),
        ("add_many", cpu),
    ):
        print(f"{name:44}{stored / spent:10,.0f}{raw['plain']['cpu'] / spent:15.2f}{spent:9.1f}")
    print(f"add_many : executemany = {_verdict(raw['plain']['cpu'] / cpu, RAW_SHARE, most=False)}")
    print(f"the same by the wall clock {raw['plain']['wall'] / filled['wall']:.2f}")
    for name, spent in filled["parts"].items():
        print(f"  {name}: {spent / cpu:.0%}")
    tenths = filled["tenths"]
    print(f"  last tenth : second tenth = {tenths[-1] / tenths[1]:.2f}")


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
