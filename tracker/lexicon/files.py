"""Find and read the data files, lay a user's folder over them, and take each table's keys apart.

A data file is TOML. The files that come with the package stand in `tracker/data`; a user's folder
has the same shape (`units.toml`, `gazetteer/my_ports.toml` …) and is laid over them: a table
of a known id is merged (texts replace, lists grow, tables merge), a new id is added.
"""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NoReturn

from tracker.model.errors import LexiconError

DATA = Path(__file__).resolve().parent.parent / "data"


def load_toml(path: Path) -> dict[str, Any]:
    """The content of one TOML file.

    Raises:
        LexiconError: The file is missing, is not UTF-8 or is no TOML; `key` is then empty or the
            place that the parser names.
    """
    try:
        return tomllib.loads(path.read_bytes().decode("utf-8"))
    except OSError as error:
        reason = error.strerror or "cannot be opened"
        raise LexiconError(path, "(file)", f"cannot be read: {reason}") from error
    except UnicodeDecodeError as error:
        raise LexiconError(path, f"byte {error.start}", "is not UTF-8; save it as UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        raise LexiconError(path, "(file)", f"is not valid TOML: {error}") from error


def load_table(path: Path, name: str) -> object:
    """One table of a TOML file, or None if it has none of this name.

    Where the table stands under a plain header, only its lines are parsed.

    Raises:
        LexiconError: As `load_toml`.
    """
    try:
        text = path.read_bytes().decode("utf-8")
        start = text.index(f"\n[{name}]\n")
        return tomllib.loads(text[start : text.find("\n[", start + 1) + 1 or None])[name]
    except (OSError, ValueError, KeyError):  # no such header, or no end that a parser agrees with
        return load_toml(path).get(name)


def data_files(kind: str, folder: Path | None = None) -> list[Path]:
    """The files of one kind ("units", "gazetteer", "languages" …), the user's after the packaged.

    A kind is either one file `KIND.toml` or a folder `KIND/` of files, taken by name.

    Raises:
        LexiconError: `folder` is given but is no folder.
    """
    if folder is not None and not folder.is_dir():
        raise LexiconError(folder, "(folder)", "there is no such folder of data files")
    found: list[Path] = []
    for root in (DATA, folder):
        if root is not None:
            single = root / f"{kind}.toml"
            found += [single] if single.is_file() else []
            found += sorted((root / kind).glob("*.toml"))
    return found


def overlay(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    """`above` laid over `below`: tables merge, lists grow without doubles, the rest is replaced.

    >>> overlay({"label": {"de": "Hafen"}, "names": ["A"]}, {"names": ["A", "B"]})
    {'label': {'de': 'Hafen'}, 'names': ['A', 'B']}
    """
    merged = dict(below)
    for key, value in above.items():
        old = merged.get(key)
        if isinstance(old, dict) and isinstance(value, dict):
            merged[key] = overlay(old, value)
        elif isinstance(old, list) and isinstance(value, list):
            merged[key] = old + [item for item in value if item not in old]
        else:
            merged[key] = value
    return merged


class Table:
    """One table of a data file, whose keys are taken one by one; `close()` finds what is left.

    Attributes:
        path: The file it stands in (of a merged table, the one that was laid on last).
        key: Its dotted key, for messages.
    """

    __slots__ = ("_left", "_values", "key", "path")

    def __init__(self, path: Path, key: str, values: object) -> None:
        self.path, self.key = path, key
        if not isinstance(values, dict):
            raise LexiconError(path, key, "must be a table")
        self._values: dict[str, Any] = values
        self._left = set(values)

    def fail(self, key: str, reason: str) -> NoReturn:
        """Raise a LexiconError for one of the keys."""
        raise LexiconError(self.path, ".".join(part for part in (self.key, key) if part), reason)

    def _take(self, key: str) -> Any:
        self._left.discard(key)
        return self._values.get(key)

    def text(self, key: str, default: str | None = None) -> str:
        """A text that is not empty; without a default it must be there."""
        value = self._take(key)
        if value is None and default is not None:
            return default
        if not isinstance(value, str) or (not value.strip() and value != default):
            self.fail(key, "must be a text" if value is not None else "is missing")
        return value

    def number(self, key: str, default: float | None = None) -> float:
        """A finite number; without a default it must be there."""
        value = self._take(key)
        if value is None and default is not None:
            return default
        if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) < 1e30:
            self.fail(key, "must be a number" if value is not None else "is missing")
        return value

    def flag(self, key: str) -> bool:
        """True or false; false when it is not there."""
        value = self._take(key)
        if value is not None and not isinstance(value, bool):
            self.fail(key, "must be true or false")
        return bool(value)

    def raw(self, key: str) -> Any:
        """The value as it stands, for whoever checks it; None when it is not there."""
        return self._take(key)

    def texts(self, key: str, *, blank: bool = False) -> tuple[str, ...]:
        """A list of texts, empty ones only if `blank`; no texts when the key is not there."""
        value = self._take(key)
        if value is None:
            return ()
        if not isinstance(value, list) or not all(
            isinstance(item, str) and (item or blank) for item in value
        ):
            self.fail(key, "must be a list of texts")
        return tuple(value)

    def table(self, key: str) -> "Table":
        """A table within; an empty one when it is not there."""
        value = self._take(key)
        return Table(self.path, f"{self.key}.{key}" if self.key else key, value or {})

    def labels(self, key: str = "label") -> dict[str, str]:
        """A text per language code, e.g. `label.de`."""
        inner = self.table(key)
        found = {language: inner.text(language) for language in inner}
        if not found:
            self.fail(key, "is missing")
        return found

    def lists(self, key: str, *, blank: bool = False) -> dict[str, tuple[str, ...]]:
        """Lists of texts by key, e.g. by language in `names.de`; none when it is not there."""
        if key not in self._values:
            return {}
        inner = self.table(key)
        return {name: inner.texts(name, blank=blank) for name in inner}

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def close(self) -> None:
        """Raise a LexiconError if a key was never taken: it is unknown, or misspelt."""
        for key in self._values:
            if key in self._left:
                self.fail(key, "is an unknown key")


def load_files(kind: str, folder: Path | None = None) -> list[tuple[Path, dict[str, Any]]]:
    """The files of one kind with their content, in the order of `data_files`."""
    return [(path, load_toml(path)) for path in data_files(kind, folder)]


def merge_tables(
    files: Iterable[tuple[Path, dict[str, Any]]], section: str | None = None
) -> dict[str, Table]:
    """The tables by id; that of a later file is merged into that of an earlier one.

    Args:
        files: Paths and contents, as from `load_files`.
        section: Key of the table that holds them ("units" in `[units.tonne]`), or None if they
            stand at the top of the file.
    """
    merged: dict[str, tuple[Path, dict[str, Any]]] = {}
    for path, content in files:
        tables = content.get(section, {}) if section else content
        if not isinstance(tables, dict):
            raise LexiconError(path, section or "", "must be a table of tables")
        for key, values in tables.items():
            if not isinstance(values, dict):
                raise LexiconError(path, key, "must be a table")
            merged[key] = path, overlay(merged[key][1], values) if key in merged else values
    return {
        key: Table(path, f"{section}.{key}" if section else key, values)
        for key, (path, values) in merged.items()
    }
