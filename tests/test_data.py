"""The packaged data are whole: what `tracker check` checks, and what a pack must not lack."""

import json
import logging
import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tracker.cli import main
from tracker.lexicon.files import DATA, load_toml
from tracker.lexicon.gazetteer import check_gazetteer
from tracker.lexicon.lexicon import load_lexicon
from tracker.lexicon.units import check_units

LANGUAGES = sorted(path.stem for path in (DATA / "languages").glob("??.toml"))
PACKS = {code: load_toml(DATA / "languages" / f"{code}.toml") for code in LANGUAGES}
FILES = sorted(DATA.rglob("*.toml"))


def test_there_are_packs_for_german_and_english() -> None:
    assert LANGUAGES == ["de", "en"]
    assert set(load_lexicon().languages) == set(LANGUAGES)


def test_units_and_names_have_no_faults() -> None:
    lexicon = load_lexicon()
    assert check_units(lexicon.units) == []
    assert check_gazetteer(lexicon.gazetteer, lexicon.commodities, lexicon.languages) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_pack_compiles(language: str) -> None:
    assert load_lexicon().languages[language].code == language


@pytest.fixture
def _quiet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """An empty working folder, and the loggers as they were."""
    monkeypatch.chdir(tmp_path)
    logger = logging.getLogger("tracker")
    level, handlers = logger.level, list(logger.handlers)
    yield
    for added in [handler for handler in logger.handlers if handler not in handlers]:
        logger.removeHandler(added)
        added.close()
    logger.setLevel(level)


@pytest.mark.usefixtures("_quiet")
def test_check_finds_the_packaged_data_whole(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check"]) == 0
    assert "Data files: whole (2 languages" in capsys.readouterr().out


FAULTS = [
    # file, content, what the message must name
    ("units.toml", '[units.stone]\nfamily = "weight"\nlabel.en = "stones"\n', "family"),
    ("gazetteer/mine.toml", 'kind = "harbour"\n', "kind"),
    ("linking.toml", "lefft = 1\n", "lefft"),
    pytest.param("languages/de.toml", "[luck]\nwords = []\n", "luck"),
    pytest.param("languages/de.toml", '[indicators.luck]\nstrong = ["Glück"]\n', "luck"),
    pytest.param("languages/de.toml", '[units]\nluck = ["Glück"]\n', "luck"),
    pytest.param("languages/de.toml", '[hedges]\nabut = ["rund"]\n', "abut"),
    pytest.param("languages/de.toml", "[[masks]]\npattern = '(a'\n", "masks"),
    ("languages/de.toml", "name = \n", "de.toml"),
]


@pytest.mark.parametrize(("name", "content", "words"), FAULTS)
@pytest.mark.usefixtures("_quiet")
def test_check_names_the_fault_of_a_users_folder(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, content: str, words: str
) -> None:
    path = tmp_path / "mine" / name
    path.parent.mkdir(parents=True)
    path.write_text(content, encoding="utf-8")
    code = main(["check", "--data", str(tmp_path / "mine")])
    shown = "".join(capsys.readouterr())
    assert code == 6, shown
    assert words in shown
    assert Path(name).name in shown


# --- what a reader of German and English must have words for


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_indicator_has_words_or_follows_from_what_is_counted(language: str) -> None:
    pack = PACKS[language]
    spoken = {name for name, table in pack["indicators"].items() if table.get("strong")}
    spoken |= set(pack["counted"]["indicators"])
    assert sorted(set(load_lexicon().indicators) - spoken) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_commodity_has_words(language: str) -> None:
    spoken = {name for name, words in PACKS[language]["commodities"].items() if words}
    assert sorted(set(load_lexicon().commodities) - spoken) == []


UNITS = [
    "tonne", "tonne_kilometer", "TEU", "FEU", "barrel", "bushel", "cubic_meter", "kilometer",
    "meter", "hectare",
    "square_kilometer", "megawatt", "gigawatt", "kilowatt_hour", "megawatt_hour", "gigawatt_hour",
    "terawatt_hour",
    "volt", "kilovolt", "kilometer_per_hour", "mile", "foot", "millimeter", "square_meter",
    "kilogram", "minute",
    "hour", "day", "week", "month", "year", "percent", "percentage_point", "basis_point", "USD",
    "EUR", "AZN",
    "KZT", "CNY", "JPY", "TRY", "GEL", "UZS", "RUB", "GBP",
]  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("unit", UNITS)
def test_every_unit_of_the_field_has_a_word(language: str, unit: str) -> None:
    known = load_lexicon().languages[language].units.words
    words = [word for word, (id_, _) in known.items() if id_ == unit]
    assert any(word != unit or len(word) == 3 for word in words), unit


@pytest.mark.parametrize("language", LANGUAGES)
def test_both_packs_speak_of_the_same_things(language: str) -> None:
    """A table of one pack that the other lacks is forgotten rather than unneeded."""
    for other in LANGUAGES:
        for section in ("connectors", "hedges", "roles", "comparison", "direction", "labels"):
            assert set(PACKS[language][section]) == set(PACKS[other][section]), section


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_stands_twice_in_a_list(language: str) -> None:
    doubled = {
        where: [word for word, times in Counter(words).items() if times > 1]
        for where, words in _lists(PACKS[language])
    }
    assert {where: words for where, words in doubled.items() if words} == {}


@pytest.mark.parametrize("path", FILES, ids=[path.relative_to(DATA).as_posix() for path in FILES])
def test_a_data_file_is_plain_text_that_people_can_edit(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    tomllib.loads(text)
    assert "\t" not in text
    assert "\r" not in text
    assert text.endswith("\n")
    assert text.startswith("# "), "begins with a sentence on what it is for"
    assert not re.search(r"[ ]+$", text, re.MULTILINE)


def test_data_hold_no_invisible_characters() -> None:
    for path in FILES:
        text = json.dumps(tomllib.loads(path.read_text(encoding="utf-8")), ensure_ascii=False)
        assert not re.search(r"[\u200b-\u200f\u202a-\u202e\u2060\ufeff]", text), path


def _lists(table: dict[str, Any], key: str = "") -> list[tuple[str, list[str]]]:
    found = []
    for name, value in table.items():
        where = f"{key}.{name}" if key else name
        if isinstance(value, dict):
            found += _lists(value, where)
        elif isinstance(value, list) and all(isinstance(item, str) for item in value):
            found.append((where, value))
    return found
