"""Time expressions in any text: true spans, no crash, and time linear in the text."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.extraction.periods import find_datelines, find_periods, resolve
from tracker.model.period import Period

from .test_periods import pack

_PIECES = [
    "in ", "im ", "the ", "end of ", "2024", "2024-", "/25", "5", ". ", "March", "März ", "last ",
    "letzten ", "year", "Jahr", "Monaten ", "months ", "drei ", "three ", "to ", "bis ", "Q1 ",
    "H2",
    "\n", "ago", "zuvor", "Monday ", "of ", "des ", ",", "–", "'24", "s", "\u00a0", "Baku, ", "(",
]  # fmt: skip
_TEXTS = st.one_of(st.text(max_size=200), st.lists(st.sampled_from(_PIECES)).map("".join))


@settings(max_examples=300, deadline=None)
@given(_TEXTS, st.sampled_from(["de", "en"]), st.booleans(), st.booleans())
def test_any_text_gives_true_ordered_spans_and_periods(
    text: str, language: str, planned: bool, past: bool
) -> None:
    end = 0
    for mention in find_periods(text, pack(language)):
        assert end <= mention.start < mention.end
        assert text[mention.start : mention.end] == mention.text
        end = mention.end
        for published in ("2024-02-29", "2024-01", "2024", "0001", "9999-12-31", None):
            for main in (None, "2024-02-29", "2023"):
                period = resolve(mention, published, planned=planned, past=past, main=main)
                assert period is None or str(Period.parse(period)) == period


@settings(max_examples=200, deadline=None)
@given(_TEXTS, st.sampled_from(["de", "en"]))
def test_any_text_gives_true_ordered_datelines(text: str, language: str) -> None:
    end = 0
    for dateline in find_datelines(text, pack(language), "2024-02-29"):
        assert end <= dateline.start < dateline.end <= len(text)
        end = dateline.end


_ATTACKS = [
    "1", "1 ", "12.", "2024", "2024-", "2023/24/", "in ", "in the ", "the end of the ", "bis zum ",
    "by the end of ", "im ersten ", "January ", "Januar bis ", "5. ", "a year ", "vor ", "'", "(",
    "\n", "  ", "\u00a0", "A", "Aa ", "BAKU, ", "BAKU/", "last ", "letzten drei ", "Q1 ", "mid-",
    "first nine months of ", "in den ersten neun Monaten des ", "1:", "5 March ", "5. März ", "-",
]  # fmt: skip


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("shape", _ATTACKS)
def test_reading_time_is_linear_in_the_text(language: str, shape: str) -> None:
    def seconds(length: int) -> float:
        text = (shape * (length // len(shape) + 1))[:length]
        best = float("inf")
        for _ in range(2):
            begin = time.process_time()
            find_periods(text, pack(language))
            find_datelines(text, pack(language), "2024")
            best = min(best, time.process_time() - begin)
        return best

    seconds(1_000)  # compiles
    short, long = seconds(10_000), seconds(40_000)
    assert long <= max(10 * short, 0.2), f"{short:.3f} s grew to {long:.3f} s"
