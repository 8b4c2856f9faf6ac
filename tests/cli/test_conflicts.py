"""The verb conflicts: claims in dispute, for the eye and for machines."""

import csv
import io
import json
from pathlib import Path

import pytest

from tests.dashboard.facts import make_store
from tracker.cli import main


@pytest.fixture(scope="module")
def disputed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("disputed") / "facts.db"
    make_store(path).close()
    return path


def test_a_dispute_is_told_with_its_figures_and_the_reason(
    disputed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["conflicts", "--db", str(disputed), "--subject", "middle_corridor"]) == 0
    out = capsys.readouterr().out
    assert "conflict: Middle Corridor, Freight volume, 2024" in out
    assert "The Astana Times says 3.3 Mt, Report.az 4.484 Mt: more apart than their digits" in out
    rows = [line.split() for line in out.splitlines()]
    assert ["drawn", "4.484", "million", "Report.az", "2026-03-10"] in [row[:5] for row in rows]


def test_machines_get_a_row_for_each_figure(
    disputed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["conflicts", "--db", str(disputed), "--indicator", "freight_volume"]
    assert main([*asked, "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert {(row["base_unit"], row["standing"], row["base_value"]) for row in rows} == {
        ("tonne", "drawn", 4.484e6),
        ("tonne", "conflicts", 3.3e6),
        ("TEU", "drawn", 56500.0),
        ("TEU", "slip", 565000.0),
    }
    assert main([*asked, "--csv"]) == 0
    listed = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert [row["fact_key"] for row in listed] == [row["fact_key"] for row in rows]


def test_other_outcomes_are_asked_for_by_name(
    disputed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["conflicts", "--db", str(disputed), "--outcome", "revision"]) == 0
    said = capsys.readouterr()
    assert (said.out, said.err) == ("", "No claim fits.\n")
    assert main(["conflicts", "--db", str(disputed), "--outcome", "single", "--limit", "1"]) == 0
    said = capsys.readouterr()
    assert said.out.startswith("single: ")
    assert "--limit shows" in said.err


@pytest.mark.parametrize("option", ["--subject", "--entity", "--indicator", "--outcome"])
def test_an_unknown_word_is_refused(disputed: Path, option: str) -> None:
    assert main(["conflicts", "--db", str(disputed), option, "midle_corridor"]) == 2
