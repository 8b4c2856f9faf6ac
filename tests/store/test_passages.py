"""Where the sentence around a figure begins and ends."""

import pytest

from tracker.model.fact import Span
from tracker.store.passages import LONGEST, find_passages


@pytest.mark.parametrize(
    ("text", "surface", "passage"),
    [
        ("Es ist so. Rund 4,5 Mio. Tonnen am 5. März 2025. Danach Ruhe.", "4,5 Mio. Tonnen",
         "Rund 4,5 Mio. Tonnen am 5. März 2025."),
        ("Headline\nTrade was 5 t in the U.S. Dollar zone! More.", "5 t",
         "Trade was 5 t in the U.S. Dollar zone!"),
        ("The volume that the line carried, wrapped once here\nat the margin, was 5 t. More.",
         "5 t",
         "The volume that the line carried, wrapped once here\nat the margin, was 5 t."),
        ("Er sagte: „Es sind 5 t.“ Dann ging er.", "5 t", "Er sagte: „Es sind 5 t.“"),
        ("Bisher 3 Mrd. Euro, bzw. 4 t. Und?", "4 t", "Bisher 3 Mrd. Euro, bzw. 4 t."),
        ("  5 t  ", "5 t", "5 t"),
    ],
)  # fmt: skip
def test_a_passage_is_the_sentence_around_the_figure(text: str, surface: str, passage: str) -> None:
    start = text.index(surface)
    [found] = find_passages(text, [Span(start, start + len(surface))])
    assert text[found.start : found.end] == passage


def test_a_text_without_sentences_gives_surroundings_only() -> None:
    text = "x" * 5000 + "5 t" + "y" * 5000
    [found] = find_passages(text, [Span(5000, 5003)])
    assert found == Span(5000 - LONGEST, 5003 + LONGEST)
