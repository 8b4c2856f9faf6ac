"""Promise 8: reading time is linear in the text, whatever the text is made of.

Times are CPU times with a wide margin for busy machines. TRACKER_LONG_TESTS=1 takes the sizes of
the long form.
"""

import gc
import os
import time

import pytest

from tracker import extract

LONG = os.environ.get("TRACKER_LONG_TESTS") == "1"
SIZES = (10, 20, 40, 80, 160) if LONG else (2, 8)  # thousand characters
BUDGET = 1.0 / 100  # seconds for a thousand characters
MARGIN = 30  # coverage traces every line, and other tests share the cores; the ratio is the proof
CROWDED = 4  # a text of nothing but figures, each of which is weighed, may take this much longer
DOUBLING = 2.5
SLACK = 0.3  # seconds below which a clock says nothing

SHAPES = [
    # language, piece that the text repeats
    ("de", "1"), ("en", "1,"), ("de", "1.234."), ("de", "123 "), ("de", "Mio "), ("de", "5 Mio "),
    ("en", "million "), ("de", "von 1 auf "), ("en", "from 1 to "), ("de", "("), ("de", "(1) "),
    ("de", "„"),
    ("en", '"'), ("de", "a"), ("en", "A"), ("en", "Aaa "), ("de", "Januar "), ("en", "May "),
    ("de", "zwanzig"),
    ("en", "twenty-"), ("de", "dreiund"), ("de", "%"), ("en", "$"), ("de", ","), ("de", "."),
    ("en", "1. "),
    ("de", " "), ("de", "\n"), ("de", "5\n"), ("de", "–"), ("en", "5–7 "), ("de", "2023 "),
    ("en", "2023–2024 "),
    ("de", "Kasachstan-"), ("de", "Kasachstan und China, "), ("de", "rund "), ("en", "more than "),
    ("en", "a third "), ("de", "bis zum "), ("en", "in the last "), ("en", "http://"), ("en", "a@"),
    ("de", "1/"),
    ("de", "1:"), ("de", "A1-"), ("de", "+99 1 "), ("de", "Export "), ("de", "stieg um "),
    ("de", "der Hafen "),
    ("en", "not 5 but "), ("en", "respectively "), ("de", "pro Jahr "), ("en", "said "),
    ("de", "Tonnen "),
    ("de", "x" * 60 + "\nabc "), ("en", "🚂"), ("en", "\u0301"), ("en", "\ud800"), ("en", "\x00"),
    ("de", "Baku, 5. März 2024 – 5 t\n"),
    ("de", "Die Fracht stieg um 5 Prozent auf 7 Mio. Tonnen. "),
    ("en", "Freight rose by 5 percent to 7 million tonnes. "), ("en", "Aktau 5\n"),
]  # fmt: skip
CROWDS = [
    # very many figures that no full stop parts
    ("de", "5 % "), ("de", "zwei Drittel "),
    ("en", "$5 "), ("de", "5 Züge "),
    ("de", "5 t (6 TEU) "),
    ("de", "jeder dritte "), ("de", "5 Mio. Tonnen, "), ("de", "verdoppelt "), ("de", "from 1 to "),
    ("de", "in Tsd. Tonnen: 5\n"),
]  # fmt: skip


def seconds(language: str, text: str) -> float:
    gc.collect()
    gc.disable()  # how much else the process holds is not the reader's doing
    try:
        start = time.process_time()
        extract(text, language=language, published="2025-01-01")
        return time.process_time() - start
    finally:
        gc.enable()


def assert_linear(language: str, piece: str, *, margin: float = MARGIN) -> None:
    extract("5 t", language=language)  # the pack is compiled once, outside the clock
    taken: dict[int, float] = {}
    for size in SIZES:
        text = (piece * (size * 1000 // len(piece) + 1))[: size * 1000]
        limit = BUDGET * margin * size + SLACK
        taken[size] = seconds(language, text)
        small = size // 4
        if taken[size] > (DOUBLING**2 * taken[small] + SLACK if small in taken else limit):
            taken[size] = min(taken[size], seconds(language, text))  # the machine may be busy
        assert taken[size] < limit, f"{size} KB: {taken[size]:.2f} s of {limit:.2f} s"
        if small in taken:
            limit = DOUBLING**2 * taken[small] + SLACK
            assert taken[size] < limit, f"{small} KB to {size} KB: {taken}"


@pytest.mark.parametrize(("language", "piece"), SHAPES)
def test_reading_time_grows_no_faster_than_the_text(language: str, piece: str) -> None:
    assert_linear(language, piece)


@pytest.mark.parametrize(("language", "piece"), CROWDS)
def test_a_crowd_of_figures_in_one_sentence_is_read_in_linear_time(
    language: str, piece: str
) -> None:
    assert_linear(language, piece, margin=MARGIN * CROWDED)


@pytest.mark.skipif(not LONG, reason="the long form only")
def test_ten_megabytes_of_digits_are_read_in_five_seconds() -> None:
    assert seconds("de", "7" * 10_000_000) < 5
