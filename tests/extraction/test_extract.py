"""`extract` and `explain` as callers see them: arguments, languages, one's own names and words."""

from datetime import date
from pathlib import Path

import pytest

from tests.extraction.toy_pack import PAGE, toy_files
from tracker import Fact, explain, extract
from tracker.extraction import UnknownLanguageError
from tracker.lexicon.files import DATA, load_toml
from tracker.lexicon.lexicon import load_lexicon
from tracker.model.errors import LexiconError, TrackerError

GERMAN = "Die Fracht stieg im vergangenen Jahr auf 4,5 Mio. Tonnen."
ENGLISH = "Freight rose to 4.5 million tonnes last year."


@pytest.mark.parametrize("text", [GERMAN, ENGLISH])
def test_the_language_is_detected_where_none_is_given(text: str) -> None:
    assert [fact.value for fact in extract(text)] == [4.5e6]


def test_a_language_that_nobody_speaks_is_refused_with_those_that_are_known() -> None:
    with pytest.raises(UnknownLanguageError, match="there are de, en") as caught:
        extract(ENGLISH, language="xx")
    assert isinstance(caught.value, TrackerError)
    assert (caught.value.language, caught.value.known) == ("xx", ["de", "en"])


@pytest.mark.parametrize(
    ("published", "period"),
    [
        (None, None),
        (date(2025, 6, 27), "2024"),
        ("2025-06-27", "2024"),
        ("2025-06", "2024"),
        ("2025", "2024"),
    ],
)
@pytest.mark.parametrize("text", [GERMAN, ENGLISH])
def test_relative_times_count_from_the_publication_as_far_as_it_is_known(
    text: str, published: date | str | None, period: str | None
) -> None:
    (fact,) = extract(text, published=published)
    assert fact.period == period
    assert fact.period_text in ("im vergangenen Jahr", "last year")
    assert fact.published == (str(published) if published else None)


@pytest.mark.parametrize("published", ["yesterday", "2025-13", "2025-02-30", "25", ""])
def test_a_publication_date_that_is_none_is_refused(published: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        extract(ENGLISH, published=published)


@pytest.mark.parametrize("text", ["", " \n ", "No figure here.", "Hier steht keine Zahl."])
def test_a_text_without_figures_has_no_facts(text: str) -> None:
    assert extract(text) == []
    assert explain(text) == "No figure was found in this text.\n"


def test_offsets_are_those_of_the_text_as_given() -> None:
    text = "🚂\u202fIt\u00a0was 4.5\u202fmillion\u2009tonnes\tin 2023."
    (fact,) = extract(text, language="en")
    assert text[fact.start : fact.end] == fact.surface == "4.5\u202fmillion\u2009tonnes"


def test_a_fact_says_which_words_gave_its_fields_and_how_sure_it_is() -> None:
    text = "Freight on the Middle Corridor rose by 62 percent to 4.5 million tonnes in 2024."
    by, to = extract(text)
    assert by.evidence["period"] == "“2024”" or "2024" in by.evidence["period"]
    assert "Middle Corridor" in to.evidence["subject"]
    assert "Freight" in to.evidence["indicator"]
    assert 0 < to.confidence <= 1


def test_a_guess_is_less_sure_than_what_is_said() -> None:
    (said,) = extract("Aktau port handled 5 million tonnes of cargo in 2023.")
    (guessed,) = extract("It was 5 million tonnes.")
    assert guessed.confidence < said.confidence


def test_explain_shows_each_figure_in_its_words_with_the_reasons() -> None:
    shown = explain("Freight on the Middle Corridor rose to 4.5 million tonnes in 2024.")
    assert shown.startswith("1. 4.5 million tonnes")
    for words in ("4,500,000", "tonne", "freight_volume", "“Freight”", "middle_corridor", "2024"):
        assert words in shown
    assert "2. " not in shown


def test_explain_says_what_an_equivalent_repeats() -> None:
    shown = explain("It cost $5 billion, or 4.6 billion euros.", language="en")
    assert "the same as     $5 billion, said in another unit" in shown


# --- one's own names and words

OWN_PORT = """
kind = "port"
[brake_port]
label = { de = "Hafen Brake", en = "Port of Brake" }
home = "de"
cores.any = ["Brake"]
"""
OWN_UNIT = """
[units.stone]
family = "mass"
factor = 0.00635029318
label = { de = "Steine", en = "stones" }
"""


def own(folder: Path, **files: str) -> Path:
    for name, content in files.items():
        path = folder / Path(name.replace("__", "/")).with_suffix(".toml")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return folder


def read_with(folder: Path, text: str, language: str) -> list[Fact]:
    return extract(text, language=language, lexicon=load_lexicon(folder))


def test_a_users_folder_adds_a_name(tmp_path: Path) -> None:
    own(tmp_path, gazetteer__mine=OWN_PORT)
    text = "The port of Brake handled 5 million tonnes of cargo in 2023."
    assert [fact.subject for fact in read_with(tmp_path, text, "en")] == ["brake_port"]
    assert [fact.subject for fact in extract(text, language="en")] == [None]


def test_a_users_folder_adds_a_unit_and_its_words(tmp_path: Path) -> None:
    own(tmp_path, units=OWN_UNIT, languages__en='[units]\nstone = ["stones", "stone"]\n')
    (fact,) = read_with(tmp_path, "It shipped 12 stones of cargo.", "en")
    assert (fact.value, fact.unit, fact.surface) == (12, "stone", "12 stones")


def test_a_users_folder_adds_words_to_a_language(tmp_path: Path) -> None:
    text = "Es waren ungefährlich 5 Tonnen."
    assert [fact.bound for fact in extract(text, language="de")] == ["exact"]
    own(tmp_path, languages__de='[hedges]\nabout = ["ungefährlich"]\n')
    assert [fact.bound for fact in read_with(tmp_path, text, "de")] == ["about"]


def test_a_users_folder_can_change_the_weights(tmp_path: Path) -> None:
    own(tmp_path, linking="comma = 0.5\n")
    assert load_lexicon(tmp_path).weights.comma == 0.5
    assert load_lexicon().weights.comma != 0.5
    own(tmp_path / "wrong", linking="coma = 0.5\n")
    with pytest.raises(LexiconError, match="coma"):
        load_lexicon(tmp_path / "wrong")


# --- a third language, as docs/languages.md shows it

DUTCH = "In 2024 steeg de export van Kazachstan met 12 procent tot 4,5 miljoen ton."


@pytest.fixture(scope="module")
def dutch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that the walk-through of the page makes."""
    folder = tmp_path_factory.mktemp("third")
    for name, content in toy_files().items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return folder / "dutch"


def test_a_third_language_is_data_alone(dutch: Path) -> None:
    by, to = read_with(dutch, DUTCH, "nl")
    assert (by.value, by.unit, by.measure, by.transition) == (12, "percent", "change", "by")
    assert (to.value, to.unit, to.transition) == (4.5e6, "tonne", "to")
    for fact in (by, to):
        assert (fact.indicator, fact.subject, fact.period) == ("exports", "kz", "2024")


@pytest.mark.parametrize(
    ("text", "field", "value"),
    [
        ("In maart bedroeg de overslag ongeveer 300 duizend ton graan.", "bound", "about"),
        ("In maart bedroeg de overslag ongeveer 300 duizend ton graan.", "commodity", "grain"),
        ("In maart bedroeg de overslag ongeveer 300 duizend ton graan.", "period", "2025-03"),
        ("Vorig jaar reden 300 treinen per week naar China.", "counted", "treinen"),
        ("Vorig jaar reden 300 treinen per week naar China.", "per", "week"),
        ("Vorig jaar reden 300 treinen per week naar China.", "period", "2024"),
        ("De uitvoer daalde met drieëntwintig procent.", "value", -23),
    ],
)
def test_a_third_language_fills_the_fields(
    dutch: Path, text: str, field: str, value: object
) -> None:
    lexicon = load_lexicon(dutch)
    (fact,) = extract(text, language="nl", published="2025-05-01", lexicon=lexicon)
    assert getattr(fact, field) == value


def test_a_third_language_is_detected_beside_the_others(dutch: Path) -> None:
    lexicon = load_lexicon(dutch)
    assert set(lexicon.languages) == {"de", "en", "nl"}
    assert [fact.indicator for fact in extract(DUTCH, lexicon=lexicon)] == ["exports"] * 2
    assert [fact.value for fact in extract(GERMAN, lexicon=lexicon)] == [4.5e6]
    assert [fact.value for fact in extract(ENGLISH, lexicon=lexicon)] == [4.5e6]


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_key_of_a_pack_is_explained(language: str) -> None:
    page = PAGE.read_text(encoding="utf-8")
    pack = load_toml(DATA / "languages" / f"{language}.toml")
    vocabularies = {"words", "scales", "multipliers", "short_scales", "coins", "units", "particles"}
    vocabularies |= {"anaphors", "every", "commodities", "factors", "fractions"}
    for section, table in pack.items():
        assert f"`{section}" in page or f"[{section}]" in page, section
        if section in vocabularies or section in ("indicators", "masks", "per"):
            continue
        for key in table if isinstance(table, dict) else ():
            assert f"`{key}`" in page or f"{section}.{key}" in page or f"`{key}." in page, key
