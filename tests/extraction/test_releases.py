"""Releases: where several stand in one text, and what each says of itself."""

import json
import time
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker import extract
from tracker.extraction.releases import find_sections

LINES = (Path(__file__).parents[1] / "corpus" / "releases.jsonl").read_text(encoding="utf-8")
CASES = [json.loads(line) for line in LINES.splitlines()]
PIECES = st.sampled_from(
    ["Baku, 5. März 2024 – ", "Es kamen 5 Züge an. ", "Überschrift", "Quelle: Trend", "---", "\n",
     "\n\n", "12.07.2024", "(Trend)", "ASTANA (Kazinform) — ", "a | 5", "https://a.example/b",
     "Pressemitteilung der Botschaft", "\u200b", "🚂", "\ud800", "\r", " "]
)  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_releases_of_an_annotated_text_are_told_apart(case: dict[str, Any]) -> None:
    found = find_sections(case["text"], language=case["language"], published=case["published"])
    assert [asdict(section) for section in found] == case["sections"]


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_figures_under_a_dateline_have_the_date_of_their_release(case: dict[str, Any]) -> None:
    facts = extract(case["text"], language=case["language"], published=case["published"])
    for section in find_sections(
        case["text"], language=case["language"], published=case["published"]
    ):
        dates = {fact.published for fact in facts if section.start <= fact.start < section.end}
        assert section.published is None or dates == {section.published}


def test_a_third_of_the_texts_was_held_out() -> None:
    assert len(CASES) >= 20
    assert sum(case["held_out"] for case in CASES) * 3 >= len(CASES)


@given(st.lists(PIECES, max_size=40).map("".join), st.sampled_from(["de", "en"]))
def test_any_text_gives_releases_in_order_within_it(text: str, language: str) -> None:
    found = find_sections(text, language=language)
    assert len(found) != 1
    end = 0
    for section in found:
        assert end <= section.start < section.end <= len(text)
        assert text[section.start : section.end].strip() == text[section.start : section.end]
        end = section.end


@pytest.mark.parametrize(
    "piece",
    ["Baku, 5. März 2024 – Es kamen 5 Züge an.\n", "Quelle: Trend\n", "Titel\nQuelle: Trend\n",
     "12.07.2024\n", "ASTANA (Kazinform) — ", "Überschrift\n", "(", "\n", "Baku, ", "A b. (Trend)\n"],
)  # fmt: skip
def test_the_time_is_linear_in_the_text(piece: str) -> None:
    def seconds(size: int) -> float:
        text = piece * (size // len(piece))
        start = time.process_time()
        find_sections(text, language="de")
        return time.process_time() - start

    seconds(1000)  # compiles
    short, long = seconds(20_000), seconds(80_000)
    assert long <= 4 * 2.5 * short + 0.3


def test_the_day_in_the_running_head_of_pages_opens_no_release() -> None:
    page = "Bulletin\n12 July 2024\nFreight grew by {} percent. It was a record.\n"
    assert find_sections(page.format(5) + page.format(9), language="en") == ()


def test_the_contents_of_a_digest_are_no_headline() -> None:
    digest = (
        "1. Aktau\n2. Alat\n\n"
        "AKTAU, July 12, 2024 — The port handled 3 million tons.\n\n"
        "BAKU, July 12, 2024 — The port handled 8 million tons.\n"
    )
    first, _ = find_sections(digest, language="en")
    assert digest[first.start :].startswith("AKTAU, July 12")


def test_a_text_of_very_many_lines_is_no_digest() -> None:
    item = "Baku, 5. März 2024 – Es kamen fünf Züge an.\n\n"
    assert len(find_sections(item * 3, language="de")) == 3
    assert find_sections(item * 3 + "\n" * 100_001, language="de") == ()
