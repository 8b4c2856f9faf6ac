"""Quoting: a document made of the sentences that a table of facts quotes from it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from tracker.model.document import Document, DocumentKind
from tracker.model.fact import Fact, Span
from tracker.model.imported import ImportedDocument, ImportedFact

_BETWEEN = "\n\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Quoted:
    """A document of sentences; `facts` has the facts by line, with offsets in its text."""

    document: Document
    sentences: tuple[Span, ...]
    facts: Mapping[int, Fact]

    def sentence_of(self, fact: Fact) -> Span:
        """The sentence that a fact stands in."""
        return next(each for each in self.sentences if each.start <= fact.start < each.end)


def quote(origin: ImportedDocument, rows: Sequence[ImportedFact]) -> Quoted:
    """Put the rows' sentences together, in the order of the original, a blank line between.

    A sentence that stood in two places of the original is there twice. Links to figures that are
    not among the rows are left out.
    """
    keys = {(row.sentence_start, row.sentence): None for row in rows}
    ordered = sorted(keys, key=lambda key: (key[0] is None, key[0] or 0))
    places: dict[tuple[int | None, str], Span] = {}
    at = 0
    for key in ordered:
        places[key] = Span(at, at + len(key[1]))
        at = places[key].end + len(_BETWEEN)
    moved = {row.line: _moved(row, places[row.sentence_start, row.sentence].start) for row in rows}
    spans = {row.place: moved[row.line].span for row in rows if row.place is not None}
    return Quoted(
        document=Document(
            text=_BETWEEN.join(sentence for _, sentence in ordered),
            source=origin.source,
            url=origin.url,
            title=origin.title,
            published=origin.published,
            language=origin.language,
            author=origin.author,
            kind=DocumentKind.IMPORT,
        ),
        sentences=tuple(places.values()),
        facts={line: _linked(fact, spans) for line, fact in moved.items()},
    )


def _moved(row: ImportedFact, offset: int) -> Fact:
    return replace(row.fact, start=row.fact.start + offset, end=row.fact.end + offset)


def _linked(fact: Fact, spans: Mapping[Span, Span]) -> Fact:
    same = spans.get(fact.equivalent_of) if fact.equivalent_of else None
    return replace(
        fact,
        equivalent_of=None if same == fact.span else same,
        movement=tuple(spans[each] for each in fact.movement if each in spans),
    )
