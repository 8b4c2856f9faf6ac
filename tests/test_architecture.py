"""The house keeps its plan: import contracts, short files, light imports, no forgotten module."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = ("tracker", "dashboard", "migrations", "tests", "scripts", "benchmarks")
MODULES = sorted(path for name in FOLDERS for path in (ROOT / name).rglob("*.py"))
MAX_LINES = 400
HEAVY = ("sqlalchemy", "alembic", "dash", "plotly", "pint", "openpyxl", "dashboard", "waitress")


def _loaded(statement: str, names: tuple[str, ...]) -> list[str]:
    """Which of the packages a fresh interpreter has loaded after a statement."""
    code = f"{statement}\nimport sys\nprint([n for n in {names!r} if n in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    )
    found: list[str] = ast.literal_eval(done.stdout.strip().splitlines()[-1])
    return found


def test_import_contracts_are_kept() -> None:
    done = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_module_is_short_and_says_what_it_is_for(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= MAX_LINES
    if text.strip():
        assert ast.get_docstring(ast.parse(text)), "a module opens with one sentence"


def test_reading_figures_needs_no_database_no_page_and_no_unit_registry() -> None:
    statement = "from tracker import extract; extract('Trade fell 12.5 percent in 2022.')"
    assert _loaded(statement, HEAVY) == []


def test_help_of_the_command_line_is_light() -> None:
    statement = "from tracker.cli import main; main(['ingest', '--help'])"
    assert _loaded(statement, HEAVY) == []


def test_importing_does_nothing_but_define() -> None:
    code = "import logging, tracker, tracker.cli; print(len(logging.getLogger().handlers))"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert done.stdout == "0\n"
    assert done.stderr == ""
