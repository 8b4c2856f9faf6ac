"""`scripts/setup.sh`, which `make` calls, says in one sentence what is missing."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TOOLS = ("sh", "cat", "cksum", "dirname", "grep", "rm", "tail")
OLD_PYTHON = '#!/bin/sh\n[ "$1" = --version ] && echo "Python 3.8.18" && exit 0\nexit 1\n'


@pytest.fixture
def project() -> Iterator[Path]:
    """A copy of what the script needs, in a folder that every user can enter."""
    folder = Path(tempfile.mkdtemp(prefix="tracker-setup-"))
    folder.chmod(0o755)
    (folder / "scripts").mkdir()
    (folder / "bin").mkdir()
    for name in (
        "scripts/setup.sh",
        "pyproject.toml",
        "requirements.lock",
        "requirements-dev.lock",
    ):
        shutil.copy(ROOT / name, folder / name)
    for tool in TOOLS:
        (folder / "bin" / tool).symlink_to(shutil.which(tool) or tool)
    yield folder
    shutil.rmtree(folder)


def _set_up(project: Path, user: str | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["sh", str(project / "scripts" / "setup.sh"), "run"],
        env={"PATH": str(project / "bin")},
        capture_output=True,
        text=True,
        check=False,
        user=user,
    )


def _add(project: Path, name: str, script: str) -> None:
    tool = project / "bin" / name
    tool.write_text(script, encoding="utf-8")
    tool.chmod(0o755)


def test_old_python_is_named_in_one_sentence(project: Path) -> None:
    _add(project, "python3", OLD_PYTHON)
    done = _set_up(project)
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "Python 3.11 or newer is needed" in done.stderr
    assert "3.8.18" in done.stderr
    assert not (project / ".venv").exists()


def test_no_python_at_all_is_one_sentence(project: Path) -> None:
    done = _set_up(project)
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "none was found" in done.stderr


def test_newer_python_behind_an_old_one_is_found(project: Path) -> None:
    _add(project, "python3", OLD_PYTHON)
    _add(
        project, "python3.12", '#!/bin/sh\n[ "$1" = -m ] && echo "asked for $2" && exit 1\nexit 0\n'
    )
    done = _set_up(project)
    assert done.returncode == 1
    assert "asked for venv" in done.stderr
    assert "python3-venv" in done.stderr
    assert not (project / ".venv").exists()


def test_read_only_folder_is_one_sentence(project: Path) -> None:
    _add(project, "python3", "#!/bin/sh\nexit 0\n")
    project.chmod(0o555)
    done = _set_up(project, user="nobody" if os.geteuid() == 0 else None)
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "is read-only" in done.stderr


def test_environment_that_is_in_place_is_left_alone(project: Path) -> None:
    _add(project, "python3", "#!/bin/sh\nexit 0\n")
    (project / ".venv" / "bin").mkdir(parents=True)
    _add(
        project,
        "../.venv/bin/python",
        '#!/bin/sh\n[ "$1" = -m ] && echo "$*" >>"$0.called"\nexit 0\n',
    )
    first, second = _set_up(project), _set_up(project)
    assert first.returncode == second.returncode == 0, first.stderr
    assert "Installing" in first.stderr
    assert second.stderr == ""
    called = (project / ".venv/bin/python.called").read_text(encoding="utf-8")
    assert called.count("--require-hashes -r requirements.lock") == 1
    assert called.count("-e .") == 1


def test_moved_folder_or_new_lock_sets_up_anew(project: Path) -> None:
    test_environment_that_is_in_place_is_left_alone(project)
    with (project / "requirements.lock").open("a", encoding="utf-8") as lock:
        lock.write("# changed\n")
    assert "Installing" in _set_up(project).stderr
