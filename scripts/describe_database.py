"""Write the pages about the database anew: database.md, questions.md, datasette.yaml in docs/.

    python scripts/describe_database.py            write what has changed
    python scripts/describe_database.py --check    say what has changed and end with 1

What tables, views and columns mean comes from the dictionary of a new database, types and
references from its schema, and the ready queries from tracker/data/questions.toml.
"""

import re
import sqlite3
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import yaml

from tracker import Store, load_questions

DOCS = Path(__file__).resolve().parents[1] / "docs"
PAGE, METADATA, QUESTIONS = DOCS / "database.md", DOCS / "datasette.yaml", DOCS / "questions.md"
START, END = "<!-- made by scripts/describe_database.py -->\n", "<!-- end -->\n"
_TYPES = {"INTEGER": "whole number", "REAL": "number", "TEXT": "text"}
# SQLite has no type for what a view computes; the tests compare these with what is there.
_NUMBERS = re.compile(r"value_.*|rate|doubt|usd_per_eur")
_WHOLE_NUMBERS = re.compile(r".*_id|n_\w+|documents|facts|page|rate_days")

# How Datasette shows each view, and the tables that people look into: title, facets, order. Other
# tables are behind its link to hidden ones.
TITLES: dict[str, tuple[str, tuple[str, ...], str]] = {
    "facts_readable": ("All figures", ("indicator", "subject", "status", "year"), "-published"),
    "corridor_capacity": ("Capacities", ("subject_kind", "status", "base_unit"), "subject_name"),
    "trade_by_year": ("Trade as stated", ("indicator", "subject", "partner", "year"), "-year"),
    "series_points": ("Values to draw", ("indicator", "subject", "outcome", "year"), ""),
    "conflicts": ("Contradictions", ("outcome", "indicator", "subject"), ""),
    "part_exceeds_year": ("Parts that exceed their year", ("subject",), ""),
    "targets": ("Targets", ("state", "indicator", "subject", "is_current"), "-published"),
    "implied": ("Implied figures", ("rule", "comparison", "subject"), ""),
    "money_in_eur": (
        "Money in euros and dollars",
        ("indicator", "conversion", "unit"),
        "-published",
    ),
    "review_queue": ("Figures to check", ("reason_code", "subject"), "-doubt"),
    "history": ("What was changed", ("action", "who", "field"), "-at"),
    "entities": ("Entities", ("kind", "origin", "planned"), "name"),
    "sources": ("Sources", (), "-facts"),
    "documents": ("Documents", ("source", "language", "published_how"), "-published"),
    "not_read": ("What was not read", ("kind", "outcome", "reason"), "-at"),
    "document": ("Documents, as kept", ("kind", "language"), "-published"),
    "passage": ("Sentences", (), ""),
    "fact": ("Figures, as kept", ("indicator", "status", "review", "rank"), "-published"),
    "decision": ("Decisions", ("action", "author"), "-at"),
    "data_dictionary": ("What columns mean", ("object",), ""),
}
# What a linked row is called where neither `name` nor `title` is one of its columns.
LABELS = {"passage": "text", "fact": "surface", "series": "key", "claim": "reason"}
UNITS = {
    **dict.fromkeys(("value_eur", "value_high_eur"), "EUR"),
    **dict.fromkeys(("value_usd", "value_high_usd"), "USD"),
    **dict.fromkeys(("growth_needed", "growth_achieved"), "percent"),
    "usd_per_eur": "USD / EUR",
    **dict.fromkeys(("days", "rate_days"), "day"),
}
# The list of columns becomes a box that scrolls, so that the rows are seen without scrolling.
STYLE = (
    "dl.column-descriptions{display:grid;grid-template-columns:max-content 1fr max-content 1fr;"
    "gap:0 1em;max-height:9em;overflow-y:auto;resize:vertical}dl.column-descriptions dd{margin:0}"
)
# The rows of these views have the sentence's number, so that words find them.
SEARCHED = {"facts_readable": "passage_id"}


class Described:
    """What a new database says of itself."""

    def __init__(self, shell: sqlite3.Connection) -> None:
        self._shell = shell
        self.columns: dict[str, dict[str, str]] = {}
        self.objects: dict[str, str] = {}
        rows = shell.execute('SELECT object, "column", description FROM data_dictionary')
        for name, column, said in rows:
            if column:
                self.columns.setdefault(name, {})[column] = said
            else:
                self.objects[name] = said
        kinds = dict(shell.execute("SELECT name, type FROM sqlite_master"))
        self.views = [name for name in self.objects if kinds[name] == "view"]
        self.tables = [name for name in self.objects if kinds[name] == "table"]

    def rows(self, name: str) -> Iterator[tuple[str, str, str]]:
        """Column, kind and meaning of each column of a table or view."""
        leads_to = {
            row[3]: row[2] for row in self._shell.execute(f"PRAGMA foreign_key_list({name})")
        }
        for _, column, declared, required, _, key in self._shell.execute(
            f"PRAGMA table_info({name})"
        ):
            kind = _TYPES.get(declared) or _computed(column)
            if name in self.tables:
                kind += ", key" if key else ", required" if required else ""
            if column in leads_to:
                kind += f" → `{leads_to[column]}`"
            yield column, kind, self.columns[name][column]


def _computed(column: str) -> str:
    if _WHOLE_NUMBERS.fullmatch(column):
        return "whole number"
    return "number" if _NUMBERS.fullmatch(column) else "text"


def questions_page() -> str:
    """docs/questions.md with the questions as of today."""
    lines, group = [], ""
    for each in load_questions():
        if each.group["en"] != group:
            group = each.group["en"]
            lines += [f"## {group}", ""]
        lines += [f"### {each.name}: {each.title['en']}", "", each.text["en"], ""]
        lines += ["```sql", f"{each.sql};", "```", ""]
    return _filled(QUESTIONS, lines)


def page(described: Described) -> str:
    """docs/database.md with its lists as of today."""
    lines = []
    for heading, names in (("View", described.views), ("Table", described.tables)):
        for name in names:
            lines += [f"### {heading} `{name}`", "", described.objects[name], ""]
            lines += ["| column | kind | meaning |", "| --- | --- | --- |"]
            lines += [
                f"| `{column}` | {kind} | {said.replace('|', chr(92) + '|')} |"
                for column, kind, said in described.rows(name)
            ]
            lines.append("")
    return _filled(PAGE, lines)


def _filled(path: Path, lines: list[str]) -> str:
    """A page with these lines between its two marks."""
    before, start, rest = path.read_text(encoding="utf-8").partition(START)
    _, end, after = rest.partition(END)
    if not (start and end):
        sys.exit(f"{path} lacks the lines {START.strip()} and {END.strip()}.")
    return before + start + "\n".join(lines) + end + after


def metadata(described: Described) -> str:
    """Metadata for Datasette: what things mean, how they are shown, and the twenty questions."""
    database = {
        "title": "Corridor tracker",
        "description": "Figures of trade and transport, each with its source, its history and "
        "its contradictions. Begin with the views and the ready queries.",
        "tables": {
            **{name: _shown(described, name) for name in [*described.views, *described.tables]},
            "alembic_version": {"description": "Version of the schema.", "hidden": True},
        },
        "queries": {
            f"{number:02}_{each.name}": {
                "title": each.title["en"],
                "description": each.text["en"].replace("\n", " ").replace("`", ""),
                "sql": each.sql,
            }
            for number, each in enumerate(load_questions(), start=1)
        },
    }
    top = {
        "title": "Corridor tracker",
        "description": "How much is carried and traded, what was promised, and who says so.",
        "custom_units": ["EUR = [euro]", "USD = [dollar]"],
        "extra_css_urls": [f"data:text/css,{STYLE}"],
    }
    body = "".join(f"    {line}\n" if line else "\n" for line in _dump(database).splitlines())
    return (
        "# Made by scripts/describe_database.py from the data dictionary and the questions.\n"
        "# datasette tracker.db -m docs/datasette.yaml\n"
        f"{_dump(top)}databases:\n  tracker: &tracker\n{body}  demo: *tracker\n"
    )


def _shown(described: Described, name: str) -> dict[str, Any]:
    columns = described.columns[name]
    shown: dict[str, Any] = {"description": described.objects[name], "columns": columns}
    if name in TITLES:
        title, facets, order = TITLES[name]
        shown = {"title": title, **shown}
        if facets:
            shown |= {"facets": list(facets), "facet_size": 8}
        if order:
            shown["sort_desc" if order.startswith("-") else "sort"] = order.removeprefix("-")
    else:
        shown["hidden"] = True
    if name in described.views:
        shown["sortable_columns"] = list(columns)
    if name in LABELS:
        shown["label_column"] = LABELS[name]
    if name in SEARCHED:
        shown |= {"fts_table": "passage_fts", "fts_pk": SEARCHED[name]}
    if units := {column: UNITS[column] for column in columns if column in UNITS}:
        shown["units"] = units
    return shown


class _Blocks(yaml.SafeDumper):
    """Statements as blocks, which people read."""


_Blocks.add_representer(
    str,
    lambda dumper, text: dumper.represent_scalar(
        "tag:yaml.org,2002:str", text, style="|" if "\n" in text else None
    ),
)


def _dump(content: dict[str, Any]) -> str:
    return yaml.dump(content, Dumper=_Blocks, sort_keys=False, allow_unicode=True, width=120)


def main() -> int:
    """Write or check the pages; returns the exit code."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "new.db"
        Store.create(path).close()
        with closing(sqlite3.connect(path)) as shell:
            described = Described(shell)
            made = {
                PAGE: page(described),
                QUESTIONS: questions_page(),
                METADATA: metadata(described),
            }
    changed = [
        each for each, text in made.items() if not each.exists() or each.read_text("utf-8") != text
    ]
    for each in changed:
        if "--check" in sys.argv:
            print(f"{each} is out of date: run python scripts/describe_database.py")
        else:
            each.write_text(made[each], encoding="utf-8")
            print(f"{each} written")
    return 1 if changed and "--check" in sys.argv else 0


if __name__ == "__main__":
    sys.exit(main())
