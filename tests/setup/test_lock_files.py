"""The lock files cover what pyproject.toml asks for, with hashes, and name no host and no path."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LOCKS = ("requirements.lock", "requirements-dev.lock", "requirements-bench.lock")
_PINNED = re.compile(
    r"^(?P<requirement>[A-Za-z0-9._-]+(?:\[\S+\])?==[^\\]+?)(?: \\)?$", re.MULTILINE
)


def _pins(lock: str) -> list[Requirement]:
    text = (ROOT / lock).read_text(encoding="utf-8")
    return [Requirement(found["requirement"]) for found in _PINNED.finditer(text)]


def _group(name: str) -> list[Requirement]:
    wanted: list[Requirement] = []
    for item in PROJECT["dependency-groups"][name]:
        if isinstance(item, dict):
            wanted += _group(item["include-group"])
        else:
            wanted.append(Requirement(item))
    return wanted


@pytest.mark.parametrize(("lock", "group"), [(LOCKS[0], "build"), (LOCKS[1], "dev")])
@pytest.mark.parametrize("python", ["3.11", "3.12", "3.13"])
def test_lock_satisfies_what_the_project_asks_for(lock: str, group: str, python: str) -> None:
    environment = {"python_version": python, "python_full_version": f"{python}.0", "extra": ""}
    pins = {
        canonicalize_name(pin.name): next(iter(pin.specifier)).version
        for pin in _pins(lock)
        if pin.marker is None or pin.marker.evaluate(environment)
    }
    wanted = [Requirement(text) for text in PROJECT["project"]["dependencies"]] + _group(group)
    for requirement in wanted:
        if requirement.marker is None or requirement.marker.evaluate(environment):
            version = pins[canonicalize_name(requirement.name)]
            assert requirement.specifier.contains(version), f"run `make lock`: {requirement}"


def test_both_locks_agree() -> None:
    tools = {(pin.name, str(pin.marker)): str(pin.specifier) for pin in _pins(LOCKS[1])}
    for pin in _pins(LOCKS[0]):
        assert tools[pin.name, str(pin.marker)] == str(pin.specifier)


@pytest.mark.parametrize("lock", LOCKS)
def test_every_pin_has_hashes_and_nothing_names_a_host_or_a_path(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    blocks = re.split(r"\n(?=[A-Za-z0-9])", text)[1:]
    assert len(blocks) == len(_pins(lock))
    for block in blocks:
        assert "--hash=sha256:" in block, block.splitlines()[0]
    assert not re.search(r"://|--index|--find-links|file:|@|(?<![\w.])/\w", text)
