"""Validation: what a document and its facts must be before they are written."""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import fields
from urllib.parse import urlsplit

from tracker.model.document import Document, Section
from tracker.model.errors import InvalidFactError
from tracker.model.fact import Bound, Fact
from tracker.model.period import Period

# A NUL ends a text for SQL, and half of a surrogate pair is no character at all.
_UNKEEPABLE = re.compile("[\x00\ud800-\udfff]")
_FIELDS = tuple(field.name for field in fields(Fact))
_NAMED = {
    "unit": "unit",
    "indicator": "indicator",
    "subject": "entity",
    "place": "entity",
    "partner": "entity",
    "commodity": "commodity",
}


def check_document(document: Document) -> None:
    """Refuse a document that could not be kept as it is.

    Raises:
        InvalidFactError: Names the field and what is wrong with it.
    """
    for name in ("text", "source", "title", "url", "published", "language", "author", "note"):
        _check_characters(name, getattr(document, name))
    if not document.text.strip():
        raise InvalidFactError("text", "is empty")
    check_date("published", document.published)
    if document.url is not None:
        check_url(document.url)
    for each in document.found:
        _check_characters(each.field, each.where)
    _check_pages(document.text, document.pages)
    check_sections(document.text, document.sections)


def check_sections(text: str, sections: Sequence[Section]) -> None:
    """Refuse parts of a text that do not lie in it one after the other.

    Raises:
        InvalidFactError: Names the field and what is wrong with it.
    """
    end = 0
    for each in sections:
        where = f"{each.start} to {each.end}"
        if not each.start < each.end <= len(text) or each.start < 0:
            raise InvalidFactError("sections", f"{where} does not lie in the text")
        if each.start < end:
            raise InvalidFactError("sections", f"{where} begins before the one before it ends")
        end = each.end
        _check_characters("source", each.source)
        check_date("published", each.published)
        if each.url is not None:
            check_url(each.url)


def _check_pages(text: str, pages: Sequence[int]) -> None:
    before = 0
    for start in pages:
        if not before <= start <= len(text):
            raise InvalidFactError(
                "pages", f"one begins at {start}, which is before another or behind the text"
            )
        before = start


def check_facts(text: str, facts: Sequence[Fact], known: Mapping[str, set[str]]) -> None:
    """Refuse facts that do not fit their text or name things that the database does not know.

    Args:
        text: The document's text.
        facts: What was read in it.
        known: Ids by kind of vocabulary: entity, unit, indicator, commodity.

    Raises:
        InvalidFactError: Names the field and what is wrong with it.
    """
    spans = {fact.span for fact in facts}
    if len(spans) != len(facts):
        raise InvalidFactError("start", "two facts have the same span")
    for fact in facts:
        _check_place(fact, text)
        check_fields(fact, known)
        for span in (fact.equivalent_of, *fact.movement):
            if span is not None and span not in spans:
                raise InvalidFactError(
                    "equivalent_of" if span == fact.equivalent_of else "movement",
                    f"no figure stands at {span.start} to {span.end}",
                )
        if fact.equivalent_of == fact.span:
            raise InvalidFactError("equivalent_of", "is the figure itself")


def check_date(field: str, value: str | None) -> None:
    """Refuse what is no ISO 8601 day, month or year."""
    if value is None:
        return
    try:
        if "/" in value:
            raise ValueError
        Period.parse(value)
    except ValueError as error:
        reason = f"{value[:40]!r} is no date: write 2024-03-05, 2024-03 or 2024"
        raise InvalidFactError(field, reason) from error


def check_url(url: str) -> None:
    """Refuse an address that is not one of the web; a page will offer it as a link."""
    try:
        parts = urlsplit(url)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        usable = False
    if not usable or re.search(r"[\x00-\x20\x7f]", url):
        raise InvalidFactError(
            "url", f"{url[:80]!r} is no web address: it must begin with http:// or https://"
        )


def check_fields(fact: Fact, known: Mapping[str, set[str]]) -> None:
    """Refuse a fact whose fields cannot be kept, wherever it stands.

    Raises:
        InvalidFactError: Names the field and what is wrong with it.
    """
    words = [(name, value) for name in _FIELDS if isinstance(value := getattr(fact, name), str)]
    words += [("evidence", each) for pair in fact.evidence.items() for each in pair if each]
    if _UNKEEPABLE.search(" ".join(value for _, value in words)):  # hardly ever: one look at all
        for name, value in words:
            _check_characters(name, value)
    for name in ("value", "value_high", "confidence"):
        number = getattr(fact, name)
        if number is None:
            continue
        try:
            finite = math.isfinite(number)
        except OverflowError:  # a whole number beyond every float
            finite = False
        if not finite or isinstance(number, bool):
            raise InvalidFactError(name, "is no finite number")
    if not 0 <= fact.confidence <= 1:
        raise InvalidFactError("confidence", "must lie between 0 and 1")
    if fact.value_high is not None and (
        fact.bound is not Bound.BETWEEN or fact.value_high < fact.value
    ):
        raise InvalidFactError("value_high", "is the upper end of a range, whose bound is between")
    check_date("published", fact.published)
    for name, kind in _NAMED.items():
        identifier = getattr(fact, name)
        if identifier is not None and identifier not in known[kind]:
            raise InvalidFactError(name, f"{identifier!r} is not known to this database")


def _check_place(fact: Fact, text: str) -> None:
    if not 0 <= fact.start < fact.end <= len(text):
        raise InvalidFactError("start", f"{fact.start} to {fact.end} does not lie in the text")
    if not fact.surface.strip():
        raise InvalidFactError("surface", "is empty")
    if text[fact.start : fact.end] != fact.surface:
        raise InvalidFactError(
            "surface",
            f"{fact.surface[:40]!r} is not what stands at {fact.start} to {fact.end} of the text",
        )


def _check_characters(field: str, value: str | None) -> None:
    if value is not None and (found := _UNKEEPABLE.search(value)):
        raise InvalidFactError(
            field,
            f"holds a character that cannot be kept (U+{ord(found[0]):04X} at {found.start()})",
        )
