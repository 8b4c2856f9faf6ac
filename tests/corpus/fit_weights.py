"""Fits the weights that decide between readings, on the annotated passages.

    python -m tests.corpus.fit_weights             report, cross-validated, and write the weights
    python -m tests.corpus.fit_weights --check     report only

The passages are dealt into folds. Of each fold the weights fitted on all others read the passages;
what they get right there is the score reported, and what teaches the confidence how often it is
right. The weights written are fitted on all passages.

One decision follows another, so each is learned in the company of the decisions that were made
before it: first the annotated ones, then those of the weights themselves.
"""

import argparse
import json
import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from math import exp
from typing import Any

import numpy as np

from tracker.extraction.pipeline import read_text
from tracker.lexicon.files import DATA
from tracker.lexicon.lexicon import load_lexicon
from tracker.lexicon.ranking import DECISIONS, FILE, Choice, Option, Ranker, feature
from tracker.model.fact import Fact

from ..seeds.compare import documents, expected_facts, locate, text_of
from .logit import Example, Ids, Vocabulary, fit
from .scoring import LEVELS, PROSE, Gold, Passage, Tally, is_right, load_passages, pair_up, table

LEARNED = tuple(name for name in DECISIONS if name != "confidence")
FOLDS = 5
ROUNDS = 2  # how often weights learn from the company of their own decisions
# How dear a weight is (L2), by decision: dearer where features are many for what there is to learn.
RIDGE = {
    "indicator": 1.7,
    "parties": 1.7,
    "status": 4.0,
    "period": 1.2,
    "commodity": 1.0,
    "confidence": 2.0,
}

SEEDS = 5  # how often the seed documents count, which the project is shown with
_NO_IDS = np.array([], np.int32)

Weights = dict[str, dict[str, float]]


class Log:
    """Noted decisions by name, and the features that they speak of."""

    def __init__(self) -> None:
        self.features = {name: Vocabulary() for name in DECISIONS}
        self.examples: dict[str, list[Example]] = {name: [] for name in DECISIONS}

    def note(self, name: str, options: Sequence[Option[Any]], right: tuple[int, ...]) -> None:
        """Note one decision."""
        known: dict[tuple[tuple[str, ...], ...], Ids] = {}  # options share parts
        features = self.features[name]
        rows = []
        for option in options:
            row = [_NO_IDS]
            for contexts, names in option.parts:
                key = contexts, tuple(names)
                if key not in known:
                    known[key] = features.ids(
                        feature(word, context) for context in contexts for word in names
                    )
                row.append(known[key])
            rows.append(np.concatenate(row))
        self.examples[name].append(Example(tuple(rows), right))

    def weights(self, name: str, ridge: float) -> dict[str, float]:
        """The weights that fit the noted decisions."""
        return fit(self.examples[name], self.features[name], ridge)


class Watcher(Ranker):
    """A ranker that notes every decision that the annotation can judge.

    Args:
        name: The decision.
        facts: The annotated facts of the passage.
        log: Where examples are noted, by decision.
        lead: Whether to choose what is annotated rather than what weighs most.
    """

    def __init__(
        self,
        name: str,
        weights: Mapping[str, float],
        facts: Sequence[Gold],
        log: Log,
        lead: bool,
    ) -> None:
        super().__init__(weights)
        self.name, self.facts, self.log, self.lead = name, facts, log, lead

    def pick(
        self, scores: Sequence[float], option: Callable[[int], Option[Any]], about: Any = None
    ) -> Choice[Any]:
        """Pick, and note the example."""
        gold = next((fact for draft in about if (fact := self._annotated(draft))), None)
        if gold is None:
            return super().pick(scores, option)
        options = [option(at) for at in range(len(scores))]
        right = tuple(
            index for index, option in enumerate(options) if _right(self.name, gold, option.value)
        )
        if self.name == "period" and not right:  # the words of "now" may be nobody's
            allowed = _allowed(gold, "period")
            right = tuple(at for at, option in enumerate(options) if option.value.iso in allowed)
        if right:
            self.log.note(self.name, options, right)
            if self.lead:
                led = options[right[0]]
                return Choice(led.value, 1.0, led.why)
        return super().pick(scores, options.__getitem__)

    def _annotated(self, draft: Any) -> Gold | None:
        quantity = draft.quantity
        for fact in self.facts:
            if (
                fact["start"] < quantity.end
                and quantity.start < fact["end"]
                and not fact.get("optional")
                and abs(abs(float(quantity.value)) - abs(fact["value"]))
                <= 0.01 + 1e-6 * abs(fact["value"])
            ):
                return fact
        return None


def _allowed(gold: Gold, name: str) -> list[Any]:
    also = gold.get("also", {}).get(name, [])
    return [gold[name], *(also if isinstance(also, list) else [also])]


def _right(decision: str, gold: Gold, value: Any) -> bool:
    """Whether a reading is what the annotation says."""
    if decision == "parties":
        subjects, partners = _allowed(gold, "subject"), _allowed(gold, "partner")
        turned = gold["indicator"] == "trade_turnover"
        subject, partner = value.subject.id, value.partner.id
        return (subject in subjects and partner in partners) or (
            turned and partner in subjects and subject in partners
        )
    if decision == "period":
        if value.iso not in _allowed(gold, "period"):
            return False
        words = gold["period_text"]
        return bool(
            value.iso is not None
            or words is None
            or (value.period is not None and value.period.text in words)
        )
    return value in _allowed(gold, decision)


def read_passage(passage: Passage, rankers: Mapping[str, Ranker]) -> list[Fact]:
    """What the reader finds with some weights."""
    lexicon = load_lexicon()
    language = lexicon.languages[passage.language]
    weighed = replace(lexicon, rankers=rankers)
    return read_text(passage.text, language, passage.published, weighed)


def load_seeds() -> list[Passage]:
    """The seed documents, whose facts must all be right, as passages."""
    found = []
    for document in documents():
        text, facts = text_of(document), expected_facts(document)
        for fact, (start, end) in zip(facts, locate(text, facts), strict=True):
            fact.update(start=start, end=end, period_text=None)
        found.append(
            Passage(
                id=document["file"],
                language=document["language"],
                published=document["published"],
                text=text,
                facts=tuple(facts),
            )
        )
    return found


def watch(passages: Sequence[Passage], weights: Weights, log: Log, *, lead: bool = False) -> None:
    """Note the decisions that reading the passages takes."""
    for passage in passages:
        rankers: dict[str, Ranker] = {
            name: Watcher(name, weights.get(name, {}), passage.facts, log, lead) for name in LEARNED
        }
        rankers["confidence"] = Ranker({})
        read_passage(passage, rankers)


def learn(passages: Sequence[Passage]) -> Weights:
    """The weights of every decision but the confidence, from passages and the seed documents."""
    passages = [*passages, *load_seeds() * SEEDS]
    log = Log()
    watch(passages, {}, log, lead=True)
    weights: Weights = {}
    for turn in range(1, ROUNDS + 1):
        if weights:
            watch(passages, weights, log)
        weights = {name: log.weights(name, RIDGE[name] * turn) for name in LEARNED}
    return weights


class Listener(Ranker):
    """The ranker of the confidence, which notes the features of every fact by its place."""

    def __init__(self) -> None:
        super().__init__({})
        self.heard: dict[int, Option[Any]] = {}

    def pick(
        self, scores: Sequence[float], option: Callable[[int], Option[Any]], about: Any = None
    ) -> Choice[Any]:
        """Pick, and note."""
        self.heard[about[0].start] = option(0)
        return super().pick(scores, option)


Heard = tuple[Option[Any], bool]  # what speaks for a fact to be right, and whether it is


def _examine(task: tuple[int, Sequence[Passage]]) -> tuple[dict[str, Tally], list[Heard]]:
    """Learn from all folds but one; what that one then scores, and how sure each fact was."""
    fold, passages = task
    weights = learn([p for at, p in enumerate(passages) if at % FOLDS != fold])
    tallies: dict[str, Tally] = {}
    heard: list[Heard] = []
    for passage in passages[fold::FOLDS]:
        listener = Listener()
        rankers = {name: Ranker(weights.get(name, {})) for name in DECISIONS}
        found = read_passage(passage, {**rankers, "confidence": listener})
        tallies.setdefault(passage.language, Tally()).add(passage, found)
        right = {
            found[f].start: _reaches(passage.facts[g], found[f])
            for g, f in pair_up(passage.facts, found)
        }
        heard += [(listener.heard[fact.start], right.get(fact.start, False)) for fact in found]
    return tallies, heard


def _reaches(gold: Gold, fact: Fact) -> bool:
    """Whether a fact is right in all that the third level asks for."""
    return all(is_right(name, gold, fact) for level in ("L1", "L2", "L3") for name in LEVELS[level])


def reliability(heard: Sequence[Heard], ranker: Ranker) -> Iterator[str]:
    """How often facts of some confidence are right, in bands."""
    banded: dict[int, list[bool]] = {}
    for option, right in heard:
        score = ranker.score(option.parts)
        banded.setdefault(int(10 / (1 + exp(-score))), []).append(right)
    for band in sorted(banded, reverse=True):
        hits = banded[band]
        share, part = len(hits) / len(heard), sum(hits) / len(hits)
        yield f"confidence {band / 10:.1f}  {share:6.1%} of the facts  {part:6.1%} of them right"


def main() -> None:
    """Cross-validate, report, and write the weights unless told only to check."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="report and write nothing")
    check = parser.parse_args().check
    passages = [passage for name in PROSE for passage in load_passages(name)]
    random.Random(7).shuffle(passages)
    with ProcessPoolExecutor() as pool:
        folds = list(pool.map(_examine, [(fold, passages) for fold in range(FOLDS)]))
    tallies: dict[str, Tally] = {}
    for found, _ in folds:
        for language, tally in found.items():
            tallies.setdefault(language, Tally()).merge(tally)
    print(*table(tallies), sep="\n")
    heard = [fact for _, found in folds for fact in found]
    log = Log()
    for option, right in heard:
        log.note("confidence", [option, Option(False, [])], (0 if right else 1,))
    sure = log.weights("confidence", RIDGE["confidence"])
    print(*reliability(heard, Ranker(sure)), sep="\n")
    if not check:
        weights = {**learn(passages), "confidence": sure}
        text = json.dumps(weights, ensure_ascii=False, indent=0, sort_keys=True)
        (DATA / FILE).write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
