"""The annotated passages are read at least as well as before: floors that may rise, never fall."""

import tomllib
from collections.abc import Callable

import pytest

from .scoring import FIELDS, HERE, LANGUAGES, LEVELS, load_passages, measure, table

FLOORS = tomllib.loads((HERE / "floors.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_scores_do_not_fall(language: str, record_property: Callable[[str, object], None]) -> None:
    tally, floors = measure(language), FLOORS[language]
    record_property("corpus_scores", "\n".join(table({language: tally})))
    scores = {
        **{f"precision.{level}": tally.precision(level) for level in LEVELS},
        **{f"recall.{level}": tally.recall(level) for level in LEVELS},
        **{f"accuracy.{name}": tally.accuracy(name) for name in FIELDS},
    }
    fallen = {}
    for key, score in scores.items():
        kind, name = key.split(".")
        if score < floors[kind][name]:
            fallen[key] = f"{score:.4f} is below {floors[kind][name]}"
    assert fallen == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_texts_without_a_figure_raise_no_more_false_alarms(language: str) -> None:
    tally = measure(language)
    assert tally.empty >= 20
    assert tally.false_alarms <= FLOORS[language]["false_alarms"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_found_span_cuts_its_surface_out_of_the_text(language: str) -> None:
    assert measure(language).found > 500
    assert measure(language).untrue_spans == 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_annotations_stand_where_they_say(language: str) -> None:
    passages = load_passages(language)
    assert len({passage.id for passage in passages}) == len(passages)
    for passage in passages:
        assert passage.language == language, passage.id
        ends = 0
        for fact in passage.facts:
            start, end = fact["start"], fact["end"]
            assert passage.text[start:end] == fact["surface"], (passage.id, fact)
            assert start >= ends, (passage.id, fact)
            assert (fact["value_high"] is None) == (fact["bound"] != "between"), (passage.id, fact)
            assert (fact["unit"] == "count") or fact["counted"] is None, (passage.id, fact)
            ends = end
