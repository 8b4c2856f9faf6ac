"""Data files: what is read, laid over each other, and refused with file, key and reason."""

from pathlib import Path

import pytest

from tracker.lexicon.entries import read_entries
from tracker.lexicon.files import Table, data_files, load_toml, merge_tables, overlay
from tracker.lexicon.gazetteer import load_gazetteer
from tracker.lexicon.topics import load_commodities, load_indicators
from tracker.lexicon.units import load_units
from tracker.model.errors import LexiconError


def write(folder: Path, name: str, content: str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8")
    return path


def read_labels(table: Table) -> None:
    table.labels()
    table.close()


def load_all(folder: Path) -> None:
    load_units(folder)
    load_indicators(folder)
    load_commodities(folder)
    load_gazetteer(folder)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(LexiconError) as caught:
        load_toml(tmp_path / "none.toml")
    assert caught.value.path == tmp_path / "none.toml"
    assert "cannot be read" in caught.value.reason


def test_a_file_that_is_no_toml_is_named_with_the_line(tmp_path: Path) -> None:
    path = write(tmp_path, "units.toml", "[units\n")
    with pytest.raises(LexiconError, match=r"units\.toml.*line 1"):
        load_toml(path)


def test_a_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "units.toml"
    path.write_bytes("# Gefäß\n".encode("latin-1"))
    with pytest.raises(LexiconError, match="UTF-8"):
        load_toml(path)


def test_the_users_files_come_after_the_packaged_ones(tmp_path: Path) -> None:
    mine = write(tmp_path, "gazetteer/mine.toml", 'kind = "port"\n')
    files = data_files("gazetteer", tmp_path)
    assert files[-1] == mine
    assert "countries.toml" in {path.name for path in files}


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(LexiconError, match="no such folder"):
        data_files("units", tmp_path / "typo")


def test_overlaying_replaces_texts_grows_lists_and_merges_tables() -> None:
    below = {"label": {"de": "A", "en": "B"}, "names": {"any": ["x"]}, "planned": True}
    above = {"label": {"de": "C"}, "names": {"any": ["x", "y"]}, "planned": False}
    assert overlay(below, above) == {
        "label": {"de": "C", "en": "B"},
        "names": {"any": ["x", "y"]},
        "planned": False,
    }
    assert below["label"] == {"de": "A", "en": "B"}


def test_merging_keeps_the_order_and_names_the_later_file() -> None:
    one, two = Path("one.toml"), Path("two.toml")
    tables = merge_tables([(one, {"a": {"x": "1"}, "b": {}}), (two, {"a": {"y": "2"}})])
    assert list(tables) == ["a", "b"]
    assert tables["a"].path == two
    assert (tables["a"].text("x"), tables["a"].text("y")) == ("1", "2")


@pytest.mark.parametrize(
    ("values", "key", "reason"),
    [
        ({"label": {"de": "A"}, "lable": {"en": "B"}}, "x.lable", "unknown key"),
        ({}, "x.label", "is missing"),
        ({"label": "A"}, "x.label", "must be a table"),
        ({"label": {"de": 1}}, "x.label.de", "must be a text"),
        ({"label": {"de": " "}}, "x.label.de", "must be a text"),
    ],
)
def test_a_faulty_table_names_its_key(values: dict[str, object], key: str, reason: str) -> None:
    table = Table(Path("x.toml"), "x", values)
    with pytest.raises(LexiconError) as caught:
        read_labels(table)
    assert caught.value.key == key
    assert reason in caught.value.reason


@pytest.mark.parametrize("wrong", [True, "1", [1], float("inf"), float("nan")])
def test_a_number_must_be_a_finite_number(wrong: object) -> None:
    with pytest.raises(LexiconError, match="must be a number"):
        Table(Path("x.toml"), "x", {"factor": wrong}).number("factor")


@pytest.mark.parametrize("wrong", ["a", [1], [""], [["a"]], {"de": "a"}])
def test_a_list_of_texts_holds_texts_only(wrong: object) -> None:
    with pytest.raises(LexiconError, match="must be a list of texts"):
        Table(Path("x.toml"), "x", {"names": wrong}).texts("names")


@pytest.mark.parametrize("wrong", ["true", 1, "no"])
def test_a_flag_is_true_or_false(wrong: object) -> None:
    with pytest.raises(LexiconError, match="true or false"):
        Table(Path("x.toml"), "x", {"planned": wrong}).flag("planned")


@pytest.mark.parametrize(
    ("name", "content", "key", "reason"),
    [
        (
            "units.toml",
            '[units.stone]\nfamily = "mass"\nlabel.en = "stones"\nfactr = 1\n',
            "factr",
            "unknown",
        ),
        (
            "units.toml",
            '[units.stone]\nfamily = "weight"\nlabel.en = "stones"\n',
            "family",
            "weight",
        ),
        (
            "units.toml",
            '[units.stone]\nfamily = "mass"\nlabel.en = "s"\nfactor = 0\n',
            "factor",
            "0",
        ),
        ("units.toml", '[units.stone]\nlabel.en = "stones"\n', "family", "missing"),
        ("units.toml", '[unit.stone]\nlabel.en = "stones"\n', "unit", "unknown key"),
        ("units.toml", 'units = "stone"\n', "units", "must be a table"),
        (
            "units.toml",
            '[families.luck]\nbase = "clover"\nlabel.en = "luck"\n',
            "families.luck.base",
            "clover",
        ),
        ("units.toml", '[currencies.gold]\nlabel.en = "gold"\n', "gold", "three-letter"),
        ("indicators.toml", '[indicators.luck]\nlabel.en = "luck"\n', "description", "missing"),
        (
            "indicators.toml",
            '[indicators.luck]\nlabel.en = "l"\ndescription.en = "l"\n'
            'kinds = ["length"]\ndefault_for = ["length"]\n',
            "default_for",
            "already means 'length'",
        ),
        (
            "indicators.toml",
            '[indicators.luck]\nlabel.en = "l"\ndescription.en = "l"\ndefault_for = ["length"]\n',
            "default_for",
            "not among its kinds",
        ),
        ("indicators.toml", 'fits = ["percent"]\n', "fits", "unknown key"),
        ("commodities.toml", "[luck]\n", "label", "missing"),
        ("gazetteer/a.toml", '[a]\nlabel.en = "A"\n', "kind", "must be one of"),
        ("gazetteer/a.toml", 'kind = "harbour"\n', "kind", "must be one of"),
        (
            "gazetteer/a.toml",
            'kind = "port"\n[a]\nlabel.en = "A"\nplaned = true\n',
            "planed",
            "unknown",
        ),
        ("gazetteer/a.toml", 'kind = "port"\n["A b"]\nlabel.en = "A"\n', "A b", "lower-case"),
        (
            "gazetteer/a.toml",
            'kind = "port"\n[a]\nlabel.en = "A"\nnames.en = ["A (b)"]\n',
            "a",
            "A (b)",
        ),
        ("gazetteer/a.toml", 'kind = "port"\n[heads]\nbehind.en = ["x"]\n', "behind", "unknown"),
        ("gazetteer/inflection.toml", '[tr]\nlocative = { "" = ["de"] }\n', "locative", "unknown"),
        ("gazetteer/false_friends.toml", 'name.en = ["A"]\n', "name", "unknown"),
    ],
)
def test_a_faulty_file_of_the_user_is_refused_by_file_and_key(
    tmp_path: Path, name: str, content: str, key: str, reason: str
) -> None:
    write(tmp_path, name, content)
    with pytest.raises(LexiconError) as caught:
        load_all(tmp_path)
    assert key in caught.value.key
    assert reason in caught.value.reason
    assert Path(name).name in str(caught.value)


def test_a_users_folder_adds_and_extends(tmp_path: Path) -> None:
    write(
        tmp_path,
        "units.toml",
        '[units.stone]\nfamily = "mass"\nfactor = 0.00635029318\nlabel.en = "stones"\n'
        '[units.tonne]\nlabel.de = "metrische Tonnen"\n',
    )
    write(tmp_path, "commodities.toml", '[silk]\nlabel = { de = "Seide", en = "Silk" }\n')
    write(
        tmp_path,
        "gazetteer/mine.toml",
        'kind = "port"\n[sarzha_port]\nlabel = { de = "Hafen Sarscha", en = "Port of Sarzha" }\n'
        'home = "kz"\ncores.any = ["Sarzha"]\n[aktau_port]\ncores.any = ["Mangyshlak"]\n',
    )
    units = load_units(tmp_path)
    assert units.normalise(2, "stone") == (0.01270058636, "tonne")
    assert units["tonne"].label == {"de": "metrische Tonnen", "en": "tonnes"}
    assert "silk" in load_commodities(tmp_path)
    gazetteer = load_gazetteer(tmp_path)
    found = gazetteer.find("The port of Sarzha, Aktau and the Mangyshlak terminal")
    assert [name.id for name in found] == ["sarzha_port", "aktau_port", "aktau_port"]
    assert gazetteer.entries["aktau_port"].label["en"] == "Port of Aktau"


def test_an_entry_keeps_the_kind_of_its_first_file() -> None:
    ports = Path("ports.toml"), {"kind": "port", "a": {"label": {"en": "A"}}}
    fields = Path("fields.toml"), {"kind": "field", "a": {"home": "kz"}}
    entries, _ = read_entries([ports, fields])
    assert (entries["a"].kind, entries["a"].home) == ("port", "kz")
