"""Plain TOML: the packaged data files, read several times as fast as a parser of all TOML does.

A start spends much of its time on parsing data. Nearly every line of ours is `key = value` with a
value that JSON writes alike, and JSON is read by compiled code. What JSON does not know (a comment
behind a value, a text in single quotes within a list) is left to `tomllib`, value by value.
This reads files that are known to be right: the tests hold it to what `tomllib` reads. It notices
no key that is given twice, so that files of others are not for it.
"""

import json
import re
import tomllib
from collections.abc import Iterator
from typing import Any

_HEADER = re.compile(r"(\[{1,2})([\w.-]+)\]{1,2}\s*(?:#.*)?")
_PAIR = re.compile(r'([\w.-]+|"[^"\\]*") = (.+)')
_LITERAL = re.compile(r"'([^']*)'")
_TEXTS = re.compile(r'\{ [\w-]+ = "[^"\\]*"(?:, [\w-]+ = "[^"\\]*")* \}')  # { de = "…", en = "…" }
_TEXT = re.compile(r'([\w-]+) = "([^"\\]*)"')
_LAST_COMMA = re.compile(r",\s*\]$")


def read_plain(text: str) -> dict[str, Any]:
    """The content of a TOML file without faults.

    Raises:
        ValueError: It is written in a way that is not plain.

    >>> read_plain('[port]\\nlabel = { de = "Hafen" }\\nnames.de = ["Aktau"]  # since 1963')
    {'port': {'label': {'de': 'Hafen'}, 'names': {'de': ['Aktau']}}}
    """
    content: dict[str, Any] = {}
    table = content
    lines = iter(text.split("\n"))
    for line in lines:
        if not line or line[0] == "#":
            continue
        if pair := _PAIR.fullmatch(line):
            key, value = pair.groups()
            if key[0] == '"':
                table[key[1:-1]] = _value(value, lines)
            else:
                *path, last = key.split(".")
                _below(table, path)[last] = _value(value, lines)
        elif header := _HEADER.fullmatch(line):
            *path, last = header[2].split(".")
            above = _below(content, path)
            if header[1] == "[[":
                table = {}
                above.setdefault(last, []).append(table)
            else:
                table = _below(above, [last])
        else:
            raise ValueError(f"not plain: {line!r}")
    return content


def _below(table: dict[str, Any], path: list[str]) -> dict[str, Any]:
    """The table at the end of a path; of a list of tables the last one."""
    for key in path:
        found = table.setdefault(key, {})
        table = found[-1] if isinstance(found, list) else found
    return table


def _value(written: str, lines: Iterator[str]) -> object:
    if written[0] == "[":
        if written[-1] in "[," and "#" not in written:  # it goes on over several lines
            for line in lines:
                written += "\n" + line
                if "]" in (line[:1], line[-1:]):
                    break
        written = _LAST_COMMA.sub("]", written)
    elif written[0] == "{" and _TEXTS.fullmatch(written):
        return dict(_TEXT.findall(written))
    elif literal := _LITERAL.fullmatch(written):
        return literal[1]
    if "\\" not in written:  # they do not agree on what it escapes
        try:
            return json.loads(written)
        except ValueError:
            pass
    (value,) = tomllib.loads(f"value = {written}").values()  # more would be further lines
    return value
