"""The digests are read by rule: with other names, numbers, units and years they read alike."""

import random
import re
from typing import Any

import pytest

from tracker import Fact, extract

from .compare import DEFAULTS, documents, expected_facts, locate, text_of
from .variants import make_plan, vary

DIGESTS = [document for document in documents() if "-text-00" in document["file"]]
VARIANTS = 4


def test_there_are_five_digests() -> None:
    assert len(DIGESTS) == 5
    assert sum(len(expected_facts(document)) for document in DIGESTS) > 15


def variant(document: dict[str, Any], seed: int) -> tuple[str, str, list[dict[str, Any]]]:
    """A changed text, its date, and the facts that it must give."""
    chance = random.Random(f"{document['file']} {seed}")
    plan = make_plan(chance)
    text, facts = text_of(document), expected_facts(document)
    for fact, (start, _) in zip(facts, locate(text, facts), strict=True):
        starts = [match.start() for match in re.finditer(re.escape(fact["surface"]), text)]
        fact["occurrence"] = starts.index(start)
    changed, expected = vary(text, facts, plan, chance)
    year, rest = document["published"][:4], document["published"][4:]
    return changed, f"{int(year) + plan.years}{rest}", expected


@pytest.mark.parametrize("seed", range(VARIANTS))
@pytest.mark.parametrize("document", DIGESTS, ids=lambda document: document["file"])
def test_a_changed_digest_gives_the_changed_facts(document: dict[str, Any], seed: int) -> None:
    text, published, expected = variant(document, seed)
    found = extract(text, language=document["language"], published=published)
    open_ones = {fact["surface"] for fact in expected if fact["optional"]}
    found = [fact for fact in found if fact.surface not in open_ones]
    expected = [fact for fact in expected if not fact["optional"]]
    assert [fact.surface for fact in found] == [fact["surface"] for fact in expected], text
    for fact, wanted in zip(found, expected, strict=True):
        stated = {name: value for name, value in wanted.items() if name in DEFAULTS}
        assert {name: _field(fact, name, stated[name]) for name in stated} == stated, text


def _field(fact: Fact, name: str, wanted: Any) -> Any:
    if name == "equivalent":
        return fact.equivalent_of is not None
    value = getattr(fact, name)
    if isinstance(value, float) and isinstance(wanted, int | float):
        return wanted if abs(value - wanted) <= 1e-9 * abs(wanted) else value
    return str(value) if isinstance(value, str) else value
