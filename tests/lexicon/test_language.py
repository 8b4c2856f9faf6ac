"""A language pack is checked as a whole: every fault is one LexiconError with file, key and reason."""

import copy
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.extraction.toy_pack import toy_pack
from tracker.lexicon.files import DATA
from tracker.lexicon.language import Language, load_language
from tracker.lexicon.lexicon import load_lexicon
from tracker.lexicon.numerals import read_word
from tracker.model.errors import LexiconError

PATH = Path("languages/nl.toml")
COMMON = tomllib.loads((DATA / "languages" / "common.toml").read_text(encoding="utf-8"))
PACK = toy_pack()


def load(pack: dict[str, Any]) -> Language:
    lexicon = load_lexicon()
    return load_language(
        "nl",
        pack,
        COMMON,
        PATH,
        units=lexicon.units,
        indicators=lexicon.indicators,
        commodities=lexicon.commodities,
    )


def keys(table: dict[str, Any], above: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Every key of a table and of the tables in it; those of times have tests of their own."""
    for name, value in table.items():
        yield (*above, name)
        if isinstance(value, dict) and name != "periods":
            yield from keys(value, (*above, name))


def within(table: dict[str, Any], key: tuple[str, ...]) -> Any:
    for name in key:
        table = table[name]
    return table


def test_the_toy_pack_is_whole() -> None:
    language = load(PACK)
    assert (language.code, language.name) == ("nl", "Nederlands")


@pytest.mark.parametrize(
    "section",
    sorted(PACK),
)
def test_a_section_that_is_missing_is_named(section: str) -> None:
    pack = {name: value for name, value in PACK.items() if name != section}
    with pytest.raises(LexiconError) as caught:
        load(pack)
    assert caught.value.path == PATH


def crashes(packs: Iterable[tuple[str, dict[str, Any]]], *, refused: bool) -> list[str]:
    """Which of the packs end in another error than a LexiconError, or in none though they must."""
    found = []
    for name, pack in packs:
        try:
            load(pack)
        except LexiconError as error:
            if error.path != PATH:
                found.append(f"{name}: the message names {error.path}")
        except Exception as error:
            found.append(f"{name}: {type(error).__name__}: {error}")
        else:
            if refused:
                found.append(f"{name}: accepted")
    return found


def changed(key: tuple[str, ...], name: str, value: Any = None) -> dict[str, Any]:
    """The toy pack with another value at a place, or without it where the value is None."""
    pack = copy.deepcopy(PACK)
    if value is None:
        del within(pack, key)[name]
    else:
        within(pack, key)[name] = value
    return pack


KEYS = list(keys(PACK))
TABLES = [key for key in KEYS if isinstance(within(PACK, key), dict) and key != ("periods",)]


def test_a_missing_key_is_allowed_or_refused_but_never_crashes() -> None:
    packs = ((".".join(key), changed(key[:-1], key[-1])) for key in KEYS)
    assert crashes(packs, refused=False) == []


def test_a_value_of_the_wrong_kind_is_refused() -> None:
    packs = (
        (".".join(key), changed(key[:-1], key[-1], ["x"] if isinstance(value, int) else 7))
        for key in KEYS
        for value in [within(PACK, key)]
    )
    assert crashes(packs, refused=True) == []


def test_an_unknown_key_is_refused() -> None:
    packs = ((".".join(key), changed(key, "unheard_of", ["woord"])) for key in [(), *TABLES])
    assert crashes(packs, refused=True) == []


MASKS = [
    pytest.param({"pattern": "(a"}, "(a"),
    ({"pattern": "a", "matches": ["b"]}, "does not match 'b'"),
    ({"pattern": "a", "misses": ["a"]}, "must not match 'a'"),
    pytest.param({"pattern": "a", "machtes": ["a"]}, "machtes"),
    pytest.param({}, "pattern"),
]


@pytest.mark.parametrize(("mask", "reason"), MASKS)
def test_a_mask_is_checked_against_its_own_examples(mask: dict[str, Any], reason: str) -> None:
    with pytest.raises(LexiconError) as caught:
        load({**PACK, "masks": [mask]})
    assert caught.value.path == PATH
    assert reason in str(caught.value)


FAULTS = [
    # key, value, what the message names
    (("units", "furlong"), ["furlong"], "furlong"),
    (("units", "tonne"), ["ton", "dollar"], "dollar"),
    (("indicators", "luck"), {"strong": ["geluk"]}, "luck"),
    (("commodities", "luck"), ["geluk"], "luck"),
    (("hedges", "perhaps"), ["misschien"], "perhaps"),
    (("per", "century"), ["per eeuw"], "century"),
    (("numbers", "scales", "many"), ["veel"], "numbers"),
    (("sentences", "openers"), None, "openers"),
]


@pytest.mark.parametrize(("key", "value", "words"), FAULTS)
def test_a_fault_is_named_with_file_key_and_reason(
    key: tuple[str, ...], value: Any, words: str
) -> None:
    pack = copy.deepcopy(PACK)
    if value is None:
        del within(pack, key[:-1])[key[-1]]
    else:
        within(pack, key[:-1])[key[-1]] = value
    with pytest.raises(LexiconError) as caught:
        load(pack)
    error = caught.value
    assert error.path == PATH
    assert words in f"{error.key} {error.reason}"
    assert str(error).startswith(str(PATH))


@pytest.mark.parametrize(
    ("word", "value"),
    [
        ("eins", "1"),
        ("dreiundzwanzig", "23"),
        ("dreihundertfünfundzwanzig", "325"),
        ("zwölftausenddreihundert", "12300"),
        ("hundert", "100"),
        ("zweieinhalb", "2.5"),
        ("und", None),
        ("undzwanzig", None),
        ("zwanzigst", None),
        ("", None),
    ],
)
def test_a_number_word_adds_and_multiplies_from_left_to_right(word: str, value: str | None) -> None:
    found = read_word(word, load_lexicon().languages["de"].numerals)
    assert (None if found is None else str(found)) == value


@pytest.mark.parametrize("code", ["de", "en"])
def test_the_packs_masks_match_and_miss_their_examples(code: str) -> None:
    pack = tomllib.loads((DATA / "languages" / f"{code}.toml").read_text(encoding="utf-8"))
    masks = [*COMMON["masks"], *pack.get("masks", ())]
    assert len(load_lexicon().languages[code].masks) == len(masks) > 8
    for mask in masks:
        assert set(mask) <= {"pattern", "holds", "matches", "misses"}
        assert mask["matches"], mask["pattern"]
        assert mask["misses"], mask["pattern"]
