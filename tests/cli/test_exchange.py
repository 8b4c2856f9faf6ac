"""export and import: what they print, and with which code they end."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run

HEADER = "value,unit,indicator,surface,subject,published"
ROW = "4500000,tonne,freight_volume,4.5 million tonnes,middle_corridor,2025-02"


@pytest.fixture
def table(folder: Path) -> Path:
    """A table of one good row and one faulty one."""
    (folder / "facts.csv").write_text(f"{HEADER}\n{ROW}\n{ROW.replace('tonne,', 'banana,')}\n")
    return folder / "facts.csv"


def test_import_tells_each_refused_row_and_keeps_the_others(run: Run, table: Path) -> None:
    trial = run("import", table, "--dry-run", "--db", "no.db")
    assert trial.code == 4
    done = run("import", table, "--refused", "refused.csv")
    assert done.code == 1
    assert done.out == "1 fact added, 0 known already, 1 refused.\n"
    assert "line 3: unit: 'banana' is not known to this database" in done.err
    assert Path("refused.csv").read_text(encoding="utf-8").startswith("line,reason,value,unit")
    assert run("import", table, "--refused", "refused.csv").code == 2
    again = run("import", table, "--dry-run")
    assert again.out == "0 facts would be added, 1 known already, 1 refused.\n"
    assert len(json.loads(run("facts", "--json").out)) == 1


def test_import_without_any_good_row_read_nothing(run: Run, table: Path) -> None:
    table.write_text(f"{HEADER},colour\n{ROW.replace('tonne,', 'banana,')},red\n")
    done = run("import", table)
    assert done.code == 3
    assert "Column 'colour' is not known" in done.err


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [("a.pdf", "x", 2), ("a.csv", "x\n1\n", 3), ("a.zip", "x", 3), ("no.csv", None, 3)],
)
def test_import_of_something_else_is_told(
    run: Run, folder: Path, name: str, content: str | None, code: int
) -> None:
    if content is not None:
        (folder / name).write_text(content)
    done = run("import", name)
    assert done.code == code
    assert len(done.err.strip().splitlines()[-1]) > 20


def test_a_bundle_goes_into_another_database(run: Run, table: Path) -> None:
    run("import", table)
    assert run("export", "ledger.zip").out == "ledger.zip holds 1 fact.\n"
    assert run("init", "--db", "other.db").code == 0
    done = run("import", "ledger.zip", "--db", "other.db")
    assert done.out == "1 document, 1 fact and 0 decisions added, 0 facts known already.\n"
    assert done.code == 0
    assert run("export", "again.zip", "--db", "other.db").code == 0
    assert Path("again.zip").read_bytes() == Path("ledger.zip").read_bytes()
    assert run("export", "part.zip", "--unit", "tonne").code == 2


@pytest.mark.parametrize("suffix", ["csv", "json", "xlsx", "parquet"])
def test_a_view_is_exported_by_name(run: Run, table: Path, suffix: str) -> None:
    run("import", table)
    done = run("export", f"a.{suffix}", "--view", "facts_readable")
    assert (done.code, done.out) == (0, f"a.{suffix} holds 1 row.\n")
    wrong = run("export", f"b.{suffix}", "--view", "fact_readable")
    assert wrong.code == 2
    assert "did you mean facts_readable" in wrong.err
    assert run("export", f"b.{suffix}", "--view", "facts_readable", "--unit", "tonne").code == 2
