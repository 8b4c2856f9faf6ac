"""Documents with tables: their lines as they should be, and each figure with all that it says.

Beside a document stands `NAME.expected.toml`: `blocks` are paragraphs and tables that stand in the
text exactly so; `figures` those of its sentences; `table_figures` (in a page that other tests read
too: `cells`) those of its tables, with the fields that the table gives them; `facts` those of the
sentences with the fields that the text gives them; `not_yet` those of all these of which a field is
known to be read wrong.
"""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tracker import Document, Fact, extract, read

DOCUMENTS = Path(__file__).parent / "documents"
EXPECTED = sorted(DOCUMENTS.glob("*/*.expected.toml"))
Figure = tuple[str, float, str, dict[str, str]]


@cache
def _expected(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _with(*keys: str) -> list[Path]:
    return [path for path in EXPECTED if any(key in _expected(path) for key in keys)]


def _name(path: Path) -> str:
    return path.relative_to(DOCUMENTS).as_posix().removesuffix(".expected.toml")


@cache
def _document(path: Path) -> Document:
    stem = path.name.removesuffix(".expected.toml")
    (source,) = (
        other for other in path.parent.glob(f"{stem}.*") if other.suffix == f".{path.parent.name}"
        or other.suffix == ".tsv"
    )  # fmt: skip
    return read(source)


@cache
def _facts(path: Path) -> list[Fact]:
    document = _document(path)
    facts = extract(document.text, language=document.language, published=document.published)
    return list(facts)


def _unlike(fact: Fact, expected: Figure) -> dict[str, tuple[str, str]]:
    """The fields in which a fact differs from what is expected: what is and what should be."""
    fields = expected[3].items()
    found = {field: str(getattr(fact, field) or None) for field, _ in fields}
    return {field: (found[field], value) for field, value in fields if found[field] != value}


def _missed(path: Path, key: str) -> list[str]:
    """The expected figures that no fact is, each with the fields of the fact that is nearest.

    Those that are known to be read wrong are left out, but what is read right is not known so.
    """
    known = _expected(path).get("not_yet", ())
    at_last = {surface for surface, *_ in _expected(path)[key] if surface in known}
    rest = list(_facts(path))
    missed = []
    for surface, value, unit, fields in _expected(path)[key]:
        expected: Figure = (surface, value, unit, fields)
        same = [
            fact
            for fact in rest
            if (fact.surface, fact.unit) == (surface, unit)
            and fact.value == pytest.approx(value, rel=1e-12)
        ]
        if not same:
            missed.append(f"{surface} ({value:g} {unit}): no such figure")
            continue
        fact = min(same, key=lambda fact: len(_unlike(fact, expected)))
        rest.remove(fact)
        if not (wrong := _unlike(fact, expected)):
            continue
        at_last.discard(surface)
        if surface not in known:
            missed.append(f"{surface}: {wrong}")
    return missed + [f"{surface}: is read right; take it out of `not_yet`" for surface in at_last]


@pytest.mark.parametrize("path", _with("blocks"), ids=_name)
def test_paragraphs_and_tables_stand_in_the_text_as_they_should(path: Path) -> None:
    expected, document = _expected(path), _document(path)
    text = f"\n\n{document.text}\n\n"
    assert [block for block in expected["blocks"] if f"\n\n{block}\n\n" not in text] == []
    assert document.text.startswith(expected["first"])
    assert len(document.pages) == expected.get("pages", 0)
    for field in ("title", "source", "published", "language"):
        if field in expected:
            assert getattr(document, field) == expected[field], field
    for words in expected.get("said", []):
        assert words in (document.note or "")
    for words in expected.get("without", []):
        assert words not in document.text


@pytest.mark.parametrize("path", _with("table_figures"), ids=_name)
def test_figures_of_the_sentences_are_read(path: Path) -> None:
    found = [(fact.surface, fact.value, fact.unit) for fact in _facts(path)]
    assert [figure for figure in _expected(path)["figures"] if tuple(figure) not in found] == []


@pytest.mark.parametrize("path", _with("table_figures"), ids=_name)
def test_every_cell_has_its_subject_period_and_unit(path: Path) -> None:
    assert _missed(path, "table_figures") == []


@pytest.mark.parametrize("path", _with("cells"), ids=_name)
def test_every_cell_of_a_page_has_its_subject_period_and_unit(path: Path) -> None:
    assert _missed(path, "cells") == []


@pytest.mark.parametrize("path", _with("facts"), ids=_name)
def test_sentences_of_a_page_give_whole_facts(path: Path) -> None:
    assert _missed(path, "facts") == []


def test_each_format_has_a_table_of_trade_and_one_of_ports() -> None:
    formats = {path.parent.name for path in _with("table_figures", "cells")}
    assert formats >= {"html", "docx", "odt", "pdf", "eml", "csv", "xlsx"}
    for kind in ("html", "docx", "odt", "pdf", "csv", "xlsx"):
        indicators = {
            figure[3]["indicator"]
            for path in _with("table_figures", "cells")
            if path.parent.name == kind
            for key in ("table_figures", "cells")
            for figure in _expected(path).get(key, [])
        }
        assert indicators >= {"exports", "imports", "freight_volume"}, kind
