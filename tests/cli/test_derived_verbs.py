"""implied and targets: what follows from figures, as a table, JSON and CSV."""

import csv
import io
import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run


@pytest.fixture
def filled(run: Run, folder: Path) -> Run:
    """A database in which two documents imply one figure and promise another, twice."""
    (folder / "a.txt").write_text(
        "Freight on the Middle Corridor rose by 62 percent to 4.5 million tonnes in 2024. "
        "By 2030 the Middle Corridor is to carry 10 million tonnes of freight.",
        encoding="utf-8",
    )
    (folder / "b.txt").write_text(
        "Freight on the Middle Corridor was 3.3 million tonnes in 2023. By 2025 the Middle "
        "Corridor is to carry 10 million tonnes of freight.",
        encoding="utf-8",
    )
    assert run("ingest", "a.txt", "--source", "One", "--published", "2025-02-01").code == 0
    assert run("ingest", "b.txt", "--source", "Two", "--published", "2024-02-01").code == 0
    return run


def test_implied_shows_the_formula_beside_what_is_stated(filled: Run) -> None:
    header, line = filled("implied").out.splitlines()
    assert header.split()[:4] == ["formula", "implied", "interval", "subject"]
    assert line.startswith("4.5 Mt / 1.62  2.778 Mt  2.738 Mt … 2.817 Mt  middle_corridor")
    assert line.split()[-6:-1] == ["2023", "differs", "3.3", "million", "tonnes"]
    [figure] = json.loads(filled("implied", "--json").out)
    assert (figure["rule"], figure["comparison"]) == ("level_before", "differs")
    [row] = csv.DictReader(io.StringIO(filled("implied", "--csv").out))
    assert row["inputs"] == "by 62 percent; to 4.5 million tonnes"


def test_targets_show_their_history_and_what_is_reached(filled: Run) -> None:
    first, second = json.loads(filled("targets", "--json").out)
    assert (first["statement"], first["horizon"], first["state"]) == (1, "2025-12-31", "overdue")
    assert (second["statement"], second["previous_period"]) == (2, "2025")
    assert second["growth_needed"] == pytest.approx(14.23, abs=0.01)
    header, *lines = filled("targets").out.splitlines()
    assert header.split()[0] == "target"
    assert lines[1].split()[-7:] == ["4.5", "Mt", "2024", "+14.2", "%", "+36.4", "%"]
    rows = list(csv.DictReader(io.StringIO(filled("targets", "--csv").out)))
    assert [row["promised_by"] for row in rows] == ["Two", "One"]


@pytest.mark.parametrize(
    ("words", "number"),
    [
        (["implied", "--comparison", "differs"], 1),
        (["implied", "--comparison", "agrees"], 0),
        (["implied", "--rule", "level_before", "--year", "2023"], 1),
        (["implied", "--entity", "az"], 0),
        (["targets", "--state", "overdue"], 1),
        (["targets", "--state", "overdue", "--state", "open"], 2),
        (["targets", "--current"], 1),
        (["targets", "--year", "2030", "--indicator", "freight_volume"], 1),
        (["targets", "--document", "1"], 1),
    ],
)
def test_filters_choose(filled: Run, words: list[str], number: int) -> None:
    assert len(json.loads(filled(*words, "--json").out)) == number


def test_what_is_left_out_is_said(filled: Run) -> None:
    assert filled("targets", "--limit", "1").err == "The first 1; --limit shows more.\n"
    assert filled("implied", "--subject", "traceca").err == "No implied figure fits.\n"


def test_unknown_id_is_named_with_its_neighbours(filled: Run) -> None:
    done = filled("targets", "--subject", "midle_corridor")
    assert done.code == 2
    assert "did you mean middle_corridor" in done.err
