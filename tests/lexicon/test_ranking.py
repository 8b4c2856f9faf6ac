"""What the rankers promise: sums by any way are the same, and only the best two are looked at."""

from dataclasses import replace
from typing import Any

import pytest

from tracker.extraction.pipeline import read_text
from tracker.lexicon.lexicon import load_lexicon
from tracker.lexicon.ranking import Option, Part, Ranker

from ..corpus.scoring import SETS, load_passages

WEIGHTS = {"near": 0.5, "near|exports": 1.0, "far|exports": -0.25, "far|imports": 2.0}
EVERY = 40  # of so many passages one is read


def test_a_panel_weighs_what_tables_weigh_one_by_one() -> None:
    ranker = Ranker(WEIGHTS)
    contexts, names = ("", "exports", "imports"), ("near", "far", "unheard of")

    scores = ranker.panel(contexts).scores(names)

    assert list(scores) == [ranker.table((context,)).add(names) for context in contexts]
    assert list(scores) == [0.5, 0.75, 2.0]


def test_the_first_of_equals_wins_and_only_its_rival_is_asked_for_besides() -> None:
    asked: list[int] = []

    def option(at: int) -> Option[int]:
        asked.append(at)
        return Option(at, [])

    choice = Ranker({}).pick([0.0, 3.0, 3.0, 1.0], option)

    assert (choice.value, choice.rival) == (1, 2)
    assert choice.probability == pytest.approx(choice.chance)
    assert asked == [1, 2]


def test_a_single_reading_is_certain() -> None:
    choice = Ranker(WEIGHTS).choose([Option("exports", [Part(("exports",), ["far"])])])

    assert (choice.value, choice.probability, choice.rival) == ("exports", 1.0, None)


class _Auditor(Ranker):
    """A ranker that adds up again what each reading says of itself."""

    def pick(self, scores: Any, option: Any, about: Any = None) -> Any:
        told = [self.score(option(at).parts) for at in range(len(scores))]
        if told != [0.0]:  # what no unit fits is not weighed
            assert told == pytest.approx(list(scores))
        return super().pick(scores, option, about)


@pytest.mark.parametrize("name", SETS)
def test_readings_are_told_with_the_features_that_they_were_weighed_by(name: str) -> None:
    # Weights are fitted on what readings tell of themselves, so it must be what decides.
    lexicon = load_lexicon()
    rankers = {name: _Auditor(ranker.weights) for name, ranker in lexicon.rankers.items()}
    audited = replace(lexicon, rankers=rankers)
    for passage in load_passages(name)[::EVERY]:
        language = lexicon.languages[passage.language]
        assert read_text(passage.text, language, passage.published, audited) == passage.read()
