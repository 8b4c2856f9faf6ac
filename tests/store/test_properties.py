"""Store and load is the identity, whatever text and figure."""

from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tracker.model.document import Document
from tracker.model.fact import Bound, Fact, Measure, Per, Span, Status, Transition
from tracker.store import Store
from tracker.store.passages import find_passages

# Every character but NUL and halves of surrogate pairs; sentence marks more often than by chance.
LETTERS = st.one_of(
    st.characters(exclude_categories=["Cs"], exclude_characters="\x00"),
    st.sampled_from(list(". \n!?„“»5Aa\u200d🚂\u202e\u0301\r\ufeff")),
)
TEXTS = st.text(LETTERS, min_size=1, max_size=300).filter(lambda text: bool(text.strip()))
FINITE = st.floats(
    allow_nan=False, allow_infinity=False, width=64, min_value=-1e250, max_value=1e250
)
PERIODS = st.sampled_from([None, "2024", "2024-03", "2024-01/2024-07", "2024/2025", "2024-02-29"])


@st.composite
def readings(draw: st.DrawFn) -> tuple[Document, list[Fact]]:
    """A document and facts that lie in it without overlapping."""
    text = draw(TEXTS)
    cuts = sorted(draw(st.sets(st.integers(0, len(text)), min_size=2, max_size=8)))
    spans = [Span(*pair) for pair in zip(cuts[::2], cuts[1::2], strict=False)]
    spans = [span for span in spans if text[span.start : span.end].strip()]
    published = draw(st.sampled_from([None, "2025", "2025-03", "2025-03-05"]))
    facts = []
    for index, span in enumerate(spans):
        fields: dict[str, Any] = {
            "bound": draw(st.sampled_from([each for each in Bound if each is not Bound.BETWEEN])),
            "measure": draw(st.sampled_from(Measure)),
            "status": draw(st.sampled_from(Status)),
            "transition": draw(st.sampled_from([None, *Transition])),
            "per": draw(st.sampled_from([None, *Per])),
            "unit": draw(st.sampled_from(["tonne", "USD", "FEU", "percent", "mile"])),
            "subject": draw(st.sampled_from([None, "kz", "middle_corridor"])),
            "period": draw(PERIODS),
            "period_text": draw(st.none() | st.text(LETTERS, max_size=10)),
            "counted": draw(st.none() | st.text(LETTERS, max_size=10)),
            "confidence": draw(st.floats(0, 1)),
            "evidence": draw(st.dictionaries(st.text(LETTERS, max_size=5), st.text(LETTERS))),
            "movement": tuple(spans[:index]) if draw(st.booleans()) else (),
            "equivalent_of": spans[index - 1] if index and draw(st.booleans()) else None,
        }
        fact = Fact(
            surface=text[span.start : span.end],
            start=span.start,
            end=span.end,
            value=draw(FINITE),
            indicator="freight_volume",
            published=published,
            **fields,
        )
        facts.append(fact)
    return Document(text=text, published=published), facts


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(reading=readings())
def test_store_and_load_is_the_identity(path: Path, reading: tuple[Document, list[Fact]]) -> None:
    document, facts = reading
    with Store(path) as store:
        document = replace(document, source=f"source {len(store.documents())}")
        stored = store.add(document, facts)
        assert stored.document_id is not None
        assert store.document(stored.document_id).document == document
        loaded = [each for each in store.facts() if each.document_id == stored.document_id]
        assert sorted((each.fact for each in loaded), key=lambda fact: fact.span) == facts
        assert store.add(document, facts).outcome == "unchanged"
        assert store.check() == []


@settings(max_examples=300)
@given(reading=readings())
def test_every_span_lies_in_one_passage_and_passages_do_not_overlap(
    reading: tuple[Document, list[Fact]],
) -> None:
    document, facts = reading
    spans = [fact.span for fact in facts]
    passages = find_passages(document.text, spans)
    for span in spans:
        holding = [each for each in passages if each.start <= span.start and span.end <= each.end]
        assert len(holding) == 1
    for before, after in pairwise(passages):
        assert before.end <= after.start
