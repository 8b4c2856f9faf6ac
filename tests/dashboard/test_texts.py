"""Every text of the pages is there in German, and no German text is left over."""

import ast
import re
from pathlib import Path

import dashboard
from dashboard.components.facets import FIELDS
from dashboard.components.fact_columns import COLUMNS
from dashboard.pages import PAGES
from dashboard.texts import load_catalogue, say, say_plural
from dashboard.wording import VOCABULARY

_HOME = Path(dashboard.__file__).parent
# Constants that are said later, by a variable: tables of labels and the like.
_TABLES = (
    "_LABELS",
    "_ASKS",
    "DONE",
    "FIELD_NAMES",
    "_PERIOD_HELP",
    "_DATE_HELP",
    "_TERMS",
    "_MEANINGS",
    "_SHORTCUTS",
)


def _strings(node: ast.AST) -> set[str]:
    constants = (one for one in ast.walk(node) if isinstance(one, ast.Constant))
    return {one.value for one in constants if isinstance(one.value, str)}


def _said_by(node: ast.AST) -> set[str]:
    """Texts that one call says, or one table of texts holds."""
    if isinstance(node, ast.Call):
        name = getattr(node.func, "attr", getattr(node.func, "id", ""))
        spoken = [one for one in node.args if name in ("say", "say_plural")]
        spoken += [one.value for one in node.keywords if one.arg in ("help_text", "promise")]
        return set().union(*(_strings(one) for one in spoken if isinstance(one, ast.Constant)))
    if isinstance(node, ast.AnnAssign) and node.value is not None:
        node = ast.Assign(targets=[node.target], value=node.value)
    if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") in _TABLES:
        values = node.value.values if isinstance(node.value, ast.Dict) else [node.value]
        return set().union(*(_strings(one) for one in values))
    return set()


def _said() -> tuple[set[str], set[str]]:
    """Texts that the code says, and every string of the code."""
    said = set(VOCABULARY.values()) | set(FIELDS.values())
    said |= {column.head for column in COLUMNS.values()}
    said |= {page.title for page in PAGES if page.in_menu}
    said |= {text for page in PAGES for _, text in page.shortcuts}
    every: set[str] = set()
    for path in _HOME.rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        every |= _strings(tree)
        said |= set().union(*(_said_by(node) for node in ast.walk(tree)))
    return said - {""}, every


def test_every_text_is_translated() -> None:
    catalogue = load_catalogue("de")
    known = set()
    for message in catalogue:
        known |= {message.id} if isinstance(message.id, str) else set(message.id)
    assert _said()[0] - known == set()


def test_no_translation_is_left_over() -> None:
    _, every = _said()
    written = {
        message.id if isinstance(message.id, str) else message.id[0]
        for message in load_catalogue("de")
    }
    assert {text for text in written - {""} if text not in every} == set()


def test_translations_fill_the_same_places() -> None:
    places = re.compile(r"%\((\w+)\)s")
    for message in load_catalogue("de"):
        ids = [message.id] if isinstance(message.id, str) else list(message.id)
        strings = [message.string] if isinstance(message.string, str) else list(message.string)
        for one, other in zip(ids, strings, strict=True):
            assert sorted(places.findall(one)) == sorted(places.findall(other)), one


def test_a_text_without_translation_is_said_in_english() -> None:
    assert say("de", "Quite new: %(what)s", what=1) == "Quite new: 1"


def test_one_and_many_differ() -> None:
    assert say_plural("de", "%(n)s figure", "%(n)s figures", 1, "1") == "1 Zahl"
    assert say_plural("de", "%(n)s figure", "%(n)s figures", 2, "2") == "2 Zahlen"
    assert say_plural("en", "%(n)s figure", "%(n)s figures", 2, "2") == "2 figures"
