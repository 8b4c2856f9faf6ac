"""ingest, extract and explain: what they print, what they keep, how they end."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run
from tracker.model.document import Document
from tracker.readers import read_all
from tracker.readers.origins import Origin

TEXT = "Freight on the Middle Corridor rose by 62 percent to 4.5 million tonnes last year."


def _write(path: Path, content: str | bytes = TEXT) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_ingest_keeps_documents_and_changes_nothing_the_second_time(run: Run, folder: Path) -> None:
    _write(folder / "news" / "a.txt")
    _write(folder / "news" / "b.md", "# Trade of Georgia\n\nExports reached $5 million in 2023.\n")
    first = run("ingest", "news", "--published", "2025-01-20", "--source", "Mine")
    assert (first.code, first.out.splitlines()[0]) == (0, "2 documents stored with 3 facts.")
    assert first.err == "Creating tracker.db …\n"
    again = run("ingest", "news")
    assert (again.code, again.err) == (0, "")
    assert again.out.splitlines()[0] == "0 documents stored with 0 facts, 2 unchanged."
    facts = json.loads(run("facts", "--json").out)
    assert {fact["source"] for fact in facts} == {"Mine"}


def test_same_text_with_a_new_date_is_dated_anew(run: Run, folder: Path) -> None:
    _write(folder / "a.txt")
    run("ingest", "a.txt")
    assert {fact["period"] for fact in json.loads(run("facts", "--json").out)} == {None}
    dated = run("ingest", "a.txt", "--published", "2025-01-20")
    assert (dated.code, dated.out) == (0, "0 documents stored with 2 facts, 1 redated.\n")
    assert {fact["period"] for fact in json.loads(run("facts", "--json").out)} == {"2024"}
    run("ingest", "a.txt")
    assert {fact["period"] for fact in json.loads(run("facts", "--json").out)} == {"2024"}


def test_refused_files_are_named_and_the_others_stored(run: Run, folder: Path) -> None:
    _write(folder / "in" / "a.txt")
    _write(folder / "in" / "b.png", b"\x89PNG")
    _write(folder / "in" / "c.txt", b"")
    _write(folder / "in" / "d.txt", b"\x00\x01\x02")
    _write(folder / "in" / "e.txt", "Груз".encode("cp1251"))
    (folder / "outside.txt").write_text(TEXT, encoding="utf-8")
    (folder / "in" / "f.txt").symlink_to(folder / "outside.txt")
    done = run("ingest", "in", "gone.txt")
    assert done.code == 1
    assert done.out.splitlines()[0] == "1 document stored with 2 facts, 6 refused."
    lines = done.err.splitlines()[1:]
    assert [line.split(": ")[:2] for line in lines] == [
        ["in/b.png", "wrong_type"],
        ["in/c.txt", "no_text"],
        ["in/d.txt", "wrong_type"],
        ["in/e.txt", "bad_encoding"],
        ["in/f.txt", "not_allowed"],
        ["gone.txt", "missing"],
    ]


def test_nothing_readable_is_exit_code_3(run: Run, folder: Path) -> None:
    assert run("ingest", "gone.txt").code == 3
    (folder / "empty").mkdir()
    empty = run("ingest", "empty")
    assert (empty.code, empty.out) == (3, "There is nothing to read there.\n")


def test_hostile_file_name_is_shown_inert_on_one_line(run: Run, folder: Path) -> None:
    name = "a\n\x1b[31m=1+1'; DROP TABLE fact;--.png"
    _write(folder / "in" / name)
    done = run("ingest", "in")
    assert "\x1b" not in done.err
    assert len(done.err.splitlines()) == 2
    assert "·[31m=1+1" in done.err


def test_ingest_as_json_counts_every_outcome(run: Run, folder: Path) -> None:
    _write(folder / "a.txt")
    told = json.loads(run("ingest", "a.txt", "gone.txt", "--json").out)
    assert {name: told[name] for name in ("stored", "unchanged", "redated", "updated")} == {
        "stored": 1,
        "unchanged": 0,
        "redated": 0,
        "updated": 0,
    }
    assert (told["given"], told["read"], told["refused"], told["facts"]) == (2, 1, 1, 2)
    assert [(each["place"], each["reason"]) for each in told["refusals"]] == [
        ("gone.txt", "missing")
    ]


def test_interrupted_ingest_keeps_what_was_stored_and_says_so(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(60):
        _write(folder / "in" / f"{number:02}.txt", f"Exports of Georgia: {number + 20} tonnes.")

    def interrupted(path: Path, origin: Origin, **known: Any) -> tuple[Document, ...]:
        if path.name == "55.txt":
            raise KeyboardInterrupt
        return read_all(path, origin, **known)

    monkeypatch.setattr("tracker.ingestion.places.read_all", interrupted)
    done = run("ingest", "in")
    assert done.code == 130
    assert "Interrupted: 50 documents stored" in done.err
    monkeypatch.undo()
    monkeypatch.chdir(folder)
    [first, *_] = run("ingest", "in").out.splitlines()
    assert first == "10 documents stored with 10 facts, 50 unchanged."


def test_extract_prints_a_table_json_or_csv_without_a_database(run: Run, folder: Path) -> None:
    _write(folder / "a.txt")
    table = run("extract", "a.txt")
    assert [line.split("  ")[0] for line in table.out.splitlines()] == [
        "surface",
        "62 percent",
        "4.5 million tonnes",
    ]
    facts = json.loads(run("extract", "a.txt", "--json", "--published", "2025-01-20").out)
    assert [TEXT[fact["start"] : fact["end"]] for fact in facts] == [
        fact["surface"] for fact in facts
    ]
    assert {fact["period"] for fact in facts} == {"2024"}
    rows = list(csv.DictReader(io.StringIO(run("extract", "a.txt", "--csv").out)))
    assert [float(row["value"]) for row in rows] == [62, 4500000]
    assert sorted(path.name for path in folder.iterdir()) == ["a.txt"]


def test_extract_reads_standard_input(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "in").write_text(TEXT, encoding="utf-8")
    with (folder / "in").open(encoding="utf-8") as stdin:
        monkeypatch.setattr("sys.stdin", stdin)
        assert "4.5 million tonnes" in run("extract", "-").out


def test_extract_of_a_text_without_figures_says_so(run: Run, folder: Path) -> None:
    _write(folder / "a.txt", "Nothing was said of amounts here.")
    done = run("extract", "a.txt")
    assert (done.code, done.out, done.err) == (0, "", "No figures were found.\n")


def test_note_of_a_guessed_encoding_is_told(run: Run, folder: Path) -> None:
    _write(folder / "a.txt", "Der Güterverkehr stieg auf 4 Millionen Tonnen.".encode("cp1252"))
    done = run("extract", "a.txt")
    assert "4 Millionen Tonnen" in done.out
    assert "Windows-1252" in done.err


def test_explain_names_the_words_behind_each_field(run: Run) -> None:
    done = run("explain", TEXT, "--published", "2025-01-20")
    assert done.code == 0
    assert "[4.5 million tonnes]" in done.out
    assert "“last year”" in done.out
    assert "middle_corridor" in done.out


@pytest.mark.parametrize("verb", [("extract", "a.txt"), ("explain", TEXT), ("ingest", "a.txt")])
def test_unknown_language_is_wrong_usage(run: Run, folder: Path, verb: tuple[str, ...]) -> None:
    _write(folder / "a.txt")
    done = run(*verb, "--language", "xx")
    assert done.code == 2
    assert "'xx' is not known" in done.err
    assert not (folder / "tracker.db").exists()


@pytest.mark.parametrize(
    ("option", "value"), [("--published", "20.1.2025"), ("--url", "javascript:alert(1)")]
)
def test_faulty_option_is_wrong_usage(run: Run, folder: Path, option: str, value: str) -> None:
    _write(folder / "a.txt")
    done = run("ingest", "a.txt", option, value)
    assert done.code == 2
    assert option in done.err
    assert [path.name for path in folder.iterdir()] == ["a.txt"]
