"""Plain TOML reads the packaged files as tomllib does, and refuses what it cannot read."""

import tomllib
from pathlib import Path

import pytest

from tracker.lexicon.files import DATA, load_table, load_toml
from tracker.lexicon.plain_toml import read_plain
from tracker.model.errors import LexiconError

FILES = sorted(DATA.rglob("*.toml"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(DATA)))
def test_a_packaged_file_reads_as_all_of_toml_does(path: Path) -> None:
    content = tomllib.loads(path.read_text(encoding="utf-8"))
    assert load_toml(path) == content
    assert repr(load_toml(path)) == repr(content)  # the order of the keys counts as well
    for name, table in content.items():
        assert load_table(path, name) == table


@pytest.mark.parametrize(
    "text",
    [
        'a = "\\u00e4 \\" b"\nb = \'c:\\d\'\n',
        "a = [\n  'x', # one\n  \"y\",\n]\n",
        'a = ["x", "y"] # two\n[t] # a table\nb.c = 1.5\n"0.5" = true\n',
        '[[t]]\nx = 1\n[[t]]\nx = 2\n[t.below]\ny = { a = 1, b = "2" }\n',
        'a = ["x"] # "y",\n[t]\nb = [\n  "y"\n]\n',
        'a = [["x", 0.01], ["y]", 1]]\nb = [\n  "#",\n  "]",\n]\n',
    ],
)
def test_what_json_cannot_read_is_read_nevertheless(text: str) -> None:
    assert read_plain(text) == tomllib.loads(text)


@pytest.mark.parametrize("text", ["[t\n", "a == 1\n", 'a = "x\n', "a = [1\n", 'a = """\nx"""\n'])
def test_what_is_not_plain_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - from one of three parsers
        read_plain(text)


def test_nearly_all_packaged_files_are_plain() -> None:
    for path in FILES:
        if path.name != "inflection.toml":
            read_plain(path.read_text(encoding="utf-8"))


def test_a_users_file_is_held_to_all_rules_of_toml(tmp_path: Path) -> None:
    path = tmp_path / "units.toml"
    path.write_text("a = 1\na = 2\n", encoding="utf-8")
    with pytest.raises(LexiconError, match="overwrite"):
        load_toml(path)
