"""The seed documents are whole, and the reader finds exactly the facts that stand in them."""

import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from tracker import extract

from .compare import (
    DEFAULTS,
    EXPECTED,
    SEEDS,
    differences,
    documents,
    expected_facts,
    locate,
    text_of,
)

DOCUMENTS = documents()
KEYS = {"file", "title", "publisher", "published", "language", "url", "lines", "note"}
TRADE_BETWEEN_EQUALS = {"trade_turnover", "trade_balance"}


def _file(document: dict[str, Any]) -> str:
    return str(document["file"])


@pytest.mark.parametrize("document", DOCUMENTS, ids=_file)
def test_reader_finds_exactly_the_facts_of_the_document(document: dict[str, Any]) -> None:
    text = text_of(document)
    facts = extract(text, language=document["language"], published=document["published"])
    assert all(text[fact.start : fact.end] == fact.surface for fact in facts)
    assert [str(difference) for difference in differences(document, facts)] == []


def test_every_file_has_its_table_and_every_table_its_file() -> None:
    files = sorted(path.name for path in (SEEDS / "documents").iterdir())
    assert sorted(_file(document) for document in DOCUMENTS) == files
    assert sorted(path.stem for path in EXPECTED.iterdir()) == [Path(file).stem for file in files]


def test_every_table_says_where_its_document_comes_from() -> None:
    for document in DOCUMENTS:
        assert set(document) <= KEYS, document
        assert set(document) | {"url", "note"} == KEYS, document
        assert document["language"] in ("de", "en"), document
        assert document["title"].strip() == document["title"] != "", document
        if "url" in document:
            assert urlsplit(document["url"]).scheme in ("http", "https"), document
            assert urlsplit(document["url"]).hostname, document


def test_dates_are_days_months_or_years_and_begin_the_file_name() -> None:
    for document in DOCUMENTS:
        assert re.fullmatch(
            r"20\d\d(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?", document["published"]
        ), document
        assert document["file"].startswith(document["published"] + "-"), document


def test_every_sourced_figure_is_told_exactly_once() -> None:
    lines = [line for document in DOCUMENTS for line in document["lines"]]
    assert sorted(lines) == list(range(2, 274))


def test_a_digest_has_a_fact_for_each_of_its_figures_and_an_address_to_check_it() -> None:
    for document in DOCUMENTS:
        own = document["publisher"] == "project digest"
        assert own == (document["lines"] == []) == ("url" not in document), document
        if own:
            assert "supplied by us" in document["note"], document
        else:
            assert len(expected_facts(document)) == len(document["lines"]), document


def test_no_text_is_told_twice() -> None:
    texts = [text_of(document) for document in DOCUMENTS]
    assert len(set(texts)) == len(texts)
    assert all(text.endswith("\n") and "\n\n\n" not in text for text in texts)


def test_expected_facts_stand_in_their_text_and_use_known_fields() -> None:
    for document in DOCUMENTS:
        facts = expected_facts(document)
        assert len(locate(text_of(document), facts)) == len(facts)
        for fact in facts:
            assert set(fact) == set(DEFAULTS) | {"optional"}, fact
            assert (fact["value_high"] is None) == (fact["bound"] != "between"), fact
            assert (fact["counted"] is None) == (fact["unit"] != "count"), fact
            if fact["indicator"] in TRADE_BETWEEN_EQUALS and fact["partner"]:
                assert fact["subject"] < fact["partner"], fact
