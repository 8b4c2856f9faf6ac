"""facts, add and export: filters, the figure typed by hand, the files handed on."""

import csv
import io
import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run

ADD = ("add", "--indicator", "freight_volume", "--subject", "middle_corridor", "--author", "A. W.")


@pytest.fixture
def filled(run: Run, folder: Path) -> Run:
    """A database with three figures of two sources."""
    (folder / "a.txt").write_text(
        "Freight on the Middle Corridor reached 4.5 million tonnes in 2024.", encoding="utf-8"
    )
    (folder / "b.txt").write_text(
        "Trade between Japan and Azerbaijan was $452 million in 2023. By 2030 the Middle Corridor "
        "is to carry 10 million tonnes of freight.",
        encoding="utf-8",
    )
    assert run("ingest", "a.txt", "--source", "One", "--published", "2025-02-01").code == 0
    assert run("ingest", "b.txt", "--source", "Two", "--published", "2024-02-01").code == 0
    return run


@pytest.mark.parametrize(
    ("words", "surfaces"),
    [
        ([], ["4.5 million tonnes", "$452 million", "10 million tonnes"]),
        (["--subject", "middle_corridor"], ["4.5 million tonnes", "10 million tonnes"]),
        (["--entity", "jp"], ["$452 million"]),
        (
            ["--entity", "jp", "--entity", "middle_corridor", "--year", "2024"],
            ["4.5 million tonnes"],
        ),
        (["--status", "target"], ["10 million tonnes"]),
        (["--source", "Two", "--unit", "tonne"], ["10 million tonnes"]),
        (["--since", "2025"], ["4.5 million tonnes"]),
        (["--until", "2024-12"], ["$452 million", "10 million tonnes"]),
        (["--text", "Azerbaijan"], ["$452 million"]),
        (["--year-from", "2024", "--year-to", "2029"], ["4.5 million tonnes"]),
        (["--document", "2"], ["$452 million", "10 million tonnes"]),
        (["--review", "rejected"], []),
    ],
)
def test_filters_choose(filled: Run, words: list[str], surfaces: list[str]) -> None:
    facts = json.loads(filled("facts", "--json", *words).out)
    assert sorted(fact["surface"] for fact in facts) == sorted(surfaces)


def test_facts_are_a_table_with_the_newest_first(filled: Run) -> None:
    done = filled("facts")
    header, *lines = done.out.splitlines()
    assert header.split() == [
        *("surface", "id", "published", "indicator", "subject"),
        *("partner", "period", "status", "source"),
    ]
    assert lines[0].startswith("4.5 million tonnes")
    assert len(lines) == 3


def test_limit_says_how_many_there_are(filled: Run) -> None:
    done = filled("facts", "--limit", "1", "--csv")
    assert len(list(csv.DictReader(io.StringIO(done.out)))) == 1
    assert done.err == "1 of 3 facts; --limit shows more.\n"


def test_unknown_id_is_named_with_its_neighbours(filled: Run) -> None:
    done = filled("facts", "--subject", "midle_corridor")
    assert done.code == 2
    assert "did you mean middle_corridor" in done.err
    assert filled("facts", "--indicator", "weight").code == 2


def test_json_and_csv_together_are_wrong_usage(filled: Run) -> None:
    assert filled("facts", "--json", "--csv").code == 2


def test_figure_typed_by_hand_is_kept_with_its_words(run: Run) -> None:
    done = run(
        *ADD,
        *("4,5 Mio. t", "--language", "de", "--period", "2024", "--status", "target"),
        *("--quote", "Der Korridor soll 4,5 Mio. t befördern.", "--source", "Trend"),
    )
    assert (done.code, done.out) == (0, "Fact 1: 4,5 Mio. t is kept.\n")
    (fact,) = json.loads(run("facts", "--json").out)
    assert (fact["value"], fact["unit"], fact["period"]) == (4500000.0, "tonne", "2024")
    assert (fact["status"], fact["origin"], fact["author"]) == ("target", "form", "A. W.")
    assert fact["sentence"] == "Der Korridor soll 4,5 Mio. t befördern."
    assert fact["sentence"][fact["start"] : fact["end"]] == "4,5 Mio. t"


@pytest.mark.parametrize(
    ("words", "place", "reason"),
    [
        (["1.234 t"], "FIGURE", "reads two ways"),
        (["1.234 t", "--language", "de"], "FIGURE", "reads two ways"),
        (["12 Sessel"], "FIGURE", "not"),
        (["viel"], "FIGURE", "no number"),
        (["4 t und 5 TEU"], "FIGURE", "2 figures"),
        (["4,5 MW"], "FIGURE", "not measured in megawatt"),
        (["4 t", "--quote", "Es waren 5 t."], "--quote", "does not stand in"),
        (["4 t", "--partner", "atlantis"], "--partner", "not known"),
        (["4 t", "--period", "last year"], "--period", "no period"),
        (["4 t", "--published", "2024-13"], "--published", "no date"),
    ],
)
def test_figure_that_cannot_be_kept_is_refused_at_its_place(
    run: Run, folder: Path, words: list[str], place: str, reason: str
) -> None:
    done = run(*ADD, *words)
    assert done.code == 2
    assert place in done.err
    assert reason in done.err
    if (folder / "tracker.db").exists():
        assert json.loads(run("facts", "--json").out) == []


def test_author_is_required_and_may_come_from_the_environment(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = ("add", "4 t", "--indicator", "freight_volume")
    assert run(*words).code == 2
    monkeypatch.setenv("TRACKER_AUTHOR", "B. W.")
    assert run(*words).code == 0
    assert json.loads(run("facts", "--json").out)[0]["author"] == "B. W."


@pytest.mark.parametrize("suffix", ["csv", "json", "xlsx"])
def test_export_writes_a_file_once(filled: Run, folder: Path, suffix: str) -> None:
    done = filled("export", f"out.{suffix}", "--indicator", "freight_volume")
    assert (done.code, done.out) == (0, f"out.{suffix} holds 2 facts.\n")
    before = (folder / f"out.{suffix}").read_bytes()
    refused = filled("export", f"out.{suffix}")
    assert refused.code == 2
    assert "exists already" in refused.err
    assert (folder / f"out.{suffix}").read_bytes() == before
    assert filled("export", f"out.{suffix}", "--force").out == f"out.{suffix} holds 3 facts.\n"


@pytest.mark.parametrize("name", ["out.pdf", "out", "no/such/out.csv"])
def test_export_to_an_impossible_file_is_wrong_usage(filled: Run, folder: Path, name: str) -> None:
    done = filled("export", name)
    assert done.code == 2
    assert len(done.err.strip().splitlines()[-1]) > 20
    assert not (folder / name).exists()
