"""A pack of time expressions is checked when it is loaded; its errors name file, key and reason."""

from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from tracker.lexicon.files import DATA, load_toml
from tracker.lexicon.period_pack import check_period_pack, load_period_pack
from tracker.model.errors import LexiconError

SMALL: dict[str, Any] = {
    "words": {"month": {"3": ["March"], "5": ["May"]}},
    "slots": {"anchor": " {year}"},
    "leads": [{"effect": "deadline", "words": ["by"]}, {"effect": "aside", "words": ["only"]}],
    "patterns": [
        {
            "op": "month",
            "kind": "span",
            "pattern": "{month}",
            "tail": "{anchor}",
            "matches": ["by March 2024"],
            "misses": ["by march"],
        },
        {"op": "year", "kind": "span", "pattern": "{year}", "matches": ["by 2024"]},
    ],
    "datelines": [{"pattern": "{year}$", "matches": ["2024"], "misses": ["in 2024"]}],
}


def broken(*path: str | int, value: Any) -> dict[str, Any]:
    mapping = deepcopy(SMALL)
    place: Any = mapping
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value
    return mapping


def test_a_pack_finds_cores_with_their_leads_and_tails() -> None:
    pack = load_period_pack(SMALL, "xx.toml")
    (found,) = pack.scan("only by MAY 2024.")
    assert (found.start, found.end) == (5, 16)  # "only" is no part of the words
    assert found.effects == ("aside", "deadline")
    assert dict(found.groups) == {"month": "5", "year": "2024"}


@pytest.mark.parametrize(
    ("mapping", "key", "reason"),
    [
        (broken("words", "month", "4", value=["May"]), "words.month", "two meanings"),
        (broken("extra", value=[]), "periods", "unknown keys"),
        (broken("leads", 0, "effect", value="bang"), "leads[0]", "no such effect"),
        (broken("leads", 1, "words", value=["by"]), "leads[1]", "two effects"),
        (broken("patterns", 0, "kind", value="never"), "patterns[0]", "no such kind"),
        (broken("patterns", 0, "patern", value=""), "patterns[0]", "unknown keys"),
        (broken("patterns", 0, "pattern", value="{moon}"), "patterns[0]", "no such slot"),
        (broken("patterns", 0, "pattern", value="(March"), "patterns[0]", "faulty pattern"),
        (broken("patterns", 0, "tail", value="(March"), "patterns[0]", "faulty pattern"),
        (broken("patterns", 0, "pattern", value=r"\w+ch"), "patterns[0]", "begin with anything"),
        (broken("patterns", 0, "matches", value=["June"]), "patterns[0]", "does not match"),
        (broken("patterns", 0, "misses", value=["May"]), "patterns[0]", "counter-example"),
        (broken("patterns", 1, "matches", value=[]), "patterns[1]", "no example"),
        (broken("datelines", 0, "matches", value=["x"]), "datelines[0]", "does not match"),
        (broken("datelines", 0, "misses", value=["2024"]), "datelines[0]", "counter-example"),
        (broken("slots", "anchor", value="{anchor}"), "patterns[0]", "no such slot"),
    ],
)
def test_a_faulty_pack_is_refused_with_the_place_and_the_reason(
    mapping: dict[str, Any], key: str, reason: str
) -> None:
    with pytest.raises(LexiconError) as error:
        load_period_pack(mapping, "xx.toml")
    assert key in error.value.key
    assert reason in error.value.reason
    assert "xx.toml" in str(error.value)


@pytest.mark.parametrize("path", sorted((DATA / "languages").glob("*.periods.toml")))
def test_the_packaged_patterns_find_their_examples(path: Path) -> None:
    check_period_pack(load_toml(path)["periods"], path)


def test_a_slot_that_uses_itself_is_refused() -> None:
    with pytest.raises(LexiconError):
        load_period_pack(broken("slots", "anchor", value=" {anchor}"), "xx.toml")


@pytest.mark.parametrize("text", ["BY MARCH 2024", "By March\n2024", "by\u00a0March 2024"])
def test_capitals_and_blanks_do_not_matter(text: str) -> None:
    pack = load_period_pack(SMALL, "xx.toml")
    assert any(found.groups == {"month": "3", "year": "2024"} for found in pack.scan(text))


@pytest.mark.parametrize("text", ["2,024", "12.2024", "x2024", "2024%", "2024er"])
def test_a_year_inside_a_number_or_word_is_none(text: str) -> None:
    assert not list(load_period_pack(SMALL, "xx.toml").scan(text))
