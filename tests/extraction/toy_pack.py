"""The pack of a third language, as `docs/languages.md` shows it to those who write one."""

import re
import tomllib
from pathlib import Path
from typing import Any

PAGE = Path(__file__).parents[2] / "docs" / "languages.md"
_BLOCK = re.compile(r"<!-- file: (\S+) -->\n```toml\n(.*?)```", re.DOTALL)


def toy_files() -> dict[str, str]:
    """The files of the walk-through by their place in the user's folder."""
    found: dict[str, str] = {}
    for name, content in _BLOCK.findall(PAGE.read_text(encoding="utf-8")):
        found[name] = found.get(name, "") + content
    return found


def toy_pack() -> dict[str, Any]:
    """The language pack alone."""
    return tomllib.loads(toy_files()["dutch/languages/nl.toml"])
