"""The annotated passages are read at least as well as before: floors that may rise, never fall."""

import tomllib
from collections.abc import Callable

import pytest

from .scoring import FIELDS, HERE, LEVELS, SETS, TABLES, load_passages, measure, table

FLOORS = tomllib.loads((HERE / "floors.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", SETS)
def test_scores_do_not_fall(name: str, record_property: Callable[[str, object], None]) -> None:
    tally, floors = measure(name), FLOORS[name]
    record_property("corpus_scores", "\n".join(table({name: tally})))
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


@pytest.mark.parametrize("name", SETS)
def test_texts_without_a_figure_raise_no_more_false_alarms(name: str) -> None:
    tally = measure(name)
    assert tally.empty >= (1 if name in TABLES else 20)
    assert tally.false_alarms <= FLOORS[name]["false_alarms"]


@pytest.mark.parametrize("name", SETS)
def test_every_found_span_cuts_its_surface_out_of_the_text(name: str) -> None:
    assert measure(name).found > (200 if name in TABLES else 500)
    assert measure(name).untrue_spans == 0


@pytest.mark.parametrize("name", SETS)
def test_annotations_stand_where_they_say(name: str) -> None:
    passages = load_passages(name)
    assert len({passage.id for passage in passages}) == len(passages)
    for passage in passages:
        assert passage.language == name.split("-")[0], passage.id
        ends = 0
        for fact in passage.facts:
            start, end = fact["start"], fact["end"]
            assert passage.text[start:end] == fact["surface"], (passage.id, fact)
            assert start >= ends, (passage.id, fact)
            assert (fact["value_high"] is None) == (fact["bound"] != "between"), (passage.id, fact)
            assert (fact["unit"] == "count") or fact["counted"] is None, (passage.id, fact)
            ends = end
