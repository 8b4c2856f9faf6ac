"""What the documents promise is true: examples run, links lead somewhere, nothing is left out.

The blocks of a document run in order, in one folder that holds a `demo.db`. In `console` blocks the
lines behind `$` run, those with signs of a shell in bash, the others must be printed. `python` blocks run as programs, `sql`
blocks in SQLite on `demo.db`. A comment before a block says otherwise: `<!-- not run: why -->`, or
`<!-- file: NAME -->` for a block that is the content of a file.
"""

import io
import os
import re
import shlex
import shutil
import sqlite3
import subprocess
import sys
from contextlib import chdir, closing, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

import pytest

from tracker.cli import main, tracker
from tracker.cli.faults import ExitCode
from tracker.model import errors

ROOT = Path(__file__).resolve().parent.parent
RUN = (
    *("README.md", "docs/commands.md", "docs/data.md", "docs/database.md", "docs/exchange.md"),
    *("docs/questions.md", "docs/rates.md"),
)
DOCUMENTS = ["README.md", *sorted(f"docs/{path.name}" for path in (ROOT / "docs").glob("*.md"))]
_BLOCK = re.compile(
    r"(?:<!-- (?P<order>[a-z ]+): (?P<detail>[^>]+?) -->\n)?```(?P<kind>\w+)\n(?P<body>.*?)\n```",
    re.DOTALL,
)
_OF_SHELLS = re.compile(r"[|<>&;$`*?\\\n]")
_LINK = re.compile(r"\]\((?!https?://)([^)#\s]+)")


@dataclass(frozen=True, slots=True)
class Block:
    """One fenced block, and what the comment before it orders."""

    kind: str
    body: str
    order: str
    detail: str


def _blocks(name: str) -> list[Block]:
    text = (ROOT / name).read_text(encoding="utf-8")
    return [
        Block(found["kind"], found["body"], found["order"] or "", found["detail"] or "")
        for found in _BLOCK.finditer(text)
    ]


def _call(words: list[str], folder: Path) -> str:
    """What a program prints, on either stream; it must end well."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        words,
        cwd=folder,
        env={**os.environ, "PATH": path},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"{words[-1]}\n{done.stdout}"
    return done.stdout


def _run_console(body: str, folder: Path) -> None:
    lines = body.splitlines()
    commands = [line.removeprefix("$ ") for line in lines if line.startswith("$ ")]
    printed = "".join(_run_command(command, folder) for command in commands).splitlines()
    for line in lines:
        if not line.startswith("$ "):
            assert line in printed


def _run_command(command: str, folder: Path) -> str:
    """What a line prints; ours run in this process, which spares half a second for each."""
    if not command.startswith("tracker ") or _OF_SHELLS.search(command):
        return _call(["bash", "-e", "-c", command], folder)
    printed = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True)
    with chdir(folder), redirect_stdout(printed), redirect_stderr(printed):
        code = main(shlex.split(command)[1:])
    told = printed.buffer.getvalue().decode("utf-8")  # type: ignore[attr-defined]
    assert code == 0, f"{command}\n{told}"
    return told


def _run_sql(body: str, folder: Path) -> None:
    with closing(sqlite3.connect(folder / "demo.db")) as database:
        for statement in body.split(";"):
            if statement.strip():
                assert database.execute(statement).fetchall(), f"no rows: {statement}"


def _run(block: Block, folder: Path) -> None:
    if block.order == "not run":
        return
    if block.order == "file":
        path = folder / block.detail
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(block.body + "\n", encoding="utf-8")
    elif block.kind == "console":
        _run_console(block.body, folder)
    elif block.kind == "python":
        _call([sys.executable, "-c", block.body], folder)
    elif block.kind == "sql":
        _run_sql(block.body, folder)
    else:
        assert block.kind == "toml", f"nobody knows how to run a block of {block.kind}"


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database of the demo."""
    path = tmp_path_factory.mktemp("demo") / "demo.db"
    assert main(["demo", "--no-serve", "--db", str(path)]) == 0
    return path


@pytest.mark.parametrize("name", RUN)
def test_examples_run(name: str, demo: Path, tmp_path: Path) -> None:
    shutil.copy(demo, tmp_path / "demo.db")
    for block in _blocks(name):
        _run(block, tmp_path)


def test_blocks_are_found() -> None:
    assert len(_blocks("README.md")) >= 10
    assert {block.kind for block in _blocks("README.md")} == {"console", "python", "sql"}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_links_lead_to_files(name: str) -> None:
    for target in _LINK.findall((ROOT / name).read_text(encoding="utf-8")):
        assert ((ROOT / name).parent / target).exists(), target


def test_every_verb_is_documented() -> None:
    text = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    for verb in tracker.commands:
        assert re.search(rf"^\| `{verb}\b", text, re.MULTILINE), verb


def test_every_exit_code_is_documented() -> None:
    text = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    for code in ExitCode:
        assert re.search(rf"^\| {code.value} \|", text, re.MULTILINE), code


def test_every_variable_is_documented() -> None:
    text = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    code = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "tracker").rglob("*.py"))
    for name in set(re.findall(r"\bTRACKER_[A-Z_]+\b", code)):
        assert f"| `{name}` |" in text, name


def test_every_reason_word_is_documented() -> None:
    text = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    sources = [
        *(ROOT / "tracker" / "readers").glob("*.py"),
        *(ROOT / "tracker" / "ingestion").glob("*.py"),
    ]
    code = "".join(path.read_text(encoding="utf-8") for path in sources)
    words = set(re.findall(r"(?:Read|UnsupportedFormat)Error\(\s*[\w.]+,\s*\"(\w+)\"", code))
    assert len(words) >= 7
    for word in words:
        assert f"| `{word}` |" in text, word
    documented = errors.ReadError.__doc__ or ""
    assert all(word in documented for word in words)
