"""Gazetteer: which names are found, in which forms, and what only looks like a name."""

from itertools import pairwise

import pytest

from tracker.lexicon.entries import (
    Entry,
    core_forms,
    entry_forms,
    head_forms,
    read_entries,
    read_false_friends,
)
from tracker.lexicon.files import load_files
from tracker.lexicon.gazetteer import Gazetteer, check_gazetteer, load_gazetteer
from tracker.lexicon.inflection import read_inflection
from tracker.lexicon.topics import load_commodities
from tracker.model.stored import Entity

FILES = load_files("gazetteer")
RULES = read_inflection([file for file in FILES if file[0].stem == "inflection"])
ENTRIES, HEADS = read_entries(
    [file for file in FILES if file[0].stem not in ("inflection", "false_friends")]
)


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load_gazetteer()


def found(gazetteer: Gazetteer, text: str) -> list[tuple[str, str, str]]:
    return [(text[name.start : name.end], name.id, name.form) for name in gazetteer.find(text)]


def ids(gazetteer: Gazetteer, text: str) -> list[str]:
    return [name.id for name in gazetteer.find(text)]


def test_the_packaged_gazetteer_has_no_faults(gazetteer: Gazetteer) -> None:
    assert check_gazetteer(gazetteer, load_commodities()) == []


@pytest.mark.parametrize("entry", list(ENTRIES.values()), ids=list(ENTRIES))
def test_every_entry_is_found_by_each_form_of_each_name(gazetteer: Gazetteer, entry: Entry) -> None:
    for words, _, needs in entry_forms(entry, RULES):
        if needs:
            continue
        for text in (words, f"({words})", f"Es geht um {words}.", f"„{words}“ und mehr"):
            assert entry.id in ids(gazetteer, text), (words, text)


@pytest.mark.parametrize("kind", list(HEADS))
def test_every_core_takes_every_head_of_its_kind(gazetteer: Gazetteer, kind: str) -> None:
    before = list(head_forms(HEADS[kind].before, RULES))
    after = list(head_forms(HEADS[kind].after, RULES))
    for entry in ENTRIES.values():
        if entry.kind != kind:
            continue
        for core in [form.words for form in core_forms(entry, RULES) if form.form == "name"]:
            for text in [
                *(f"{head.words} {core}" for head in before),
                *(f"{core} {head.words}" for head in after),
                *(f"{core}-{head.words}" for head in after),
            ]:
                assert found(gazetteer, text)[0][:2] == (text, entry.id)


def test_all_ids_that_must_be_known_are_there() -> None:
    wanted = """
        world middle_corridor zangezur_corridor north_south_corridor northern_corridor traceca
        lapis_lazuli_corridor belt_and_road southern_gas_corridor development_road imec
        lobito_corridor suez_canal panama_canal northern_sea_route btk_railway cku_railway
        trans_afghan_railway rasht_astara_railway kars_dilucu_railway alat_port aktau_port
        kuryk_port turkmenbashi_port poti_port batumi_port anaklia_port khorgos dostyk
        lianyungang_port constanta_port mersin_port ceyhan_port makhachkala_port anzali_port
        novorossiysk_port xian_terminal btc_pipeline cpc_pipeline tanap tap
        south_caucasus_pipeline baku_supsa_pipeline druzhba_pipeline trans_caspian_pipeline tengiz
        kashagan karachaganak shah_deniz galkynysh caspian_cable black_sea_cable eu turkic_states
        eaeu sco ebrd world_bank adb eib aiib socar kazmunaygas samruk_kazyna ktz ady
        georgian_railway kaztransoil transneft kmtf edb isdb dfc cis un central_asia
        south_caucasus caspian_sea europe
    """
    assert set(wanted.split()) <= set(ENTRIES)
    assert sum(entry.kind == "country" for entry in ENTRIES.values()) == 250


def test_planned_things_are_marked() -> None:
    planned = {entry.id for entry in ENTRIES.values() if entry.planned}
    assert planned >= {"cku_railway", "trans_afghan_railway", "black_sea_cable", "caspian_cable"}
    assert planned.isdisjoint({"btk_railway", "middle_corridor", "btc_pipeline"})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Kasachstans Ausfuhren in die Türkei",
            [("Kasachstans", "kz", "genitive"), ("Türkei", "tr", "name")],
        ),
        ("kasachisches Getreide", [("kasachisches", "kz", "adjective")]),
        ("Kasachische Ausfuhren", [("Kasachische", "kz", "adjective")]),
        (
            "unter den Kasachen und Georgiern",
            [("Kasachen", "kz", "inhabitant"), ("Georgiern", "ge", "inhabitant")],
        ),
        (
            "die Taschkenter Börse in Samarkand",
            [("Taschkenter", "uz", "adjective"), ("Samarkand", "uz", "city")],
        ),
        (
            "Schweizer Waren, Wiener Walzer",
            [("Schweizer", "ch", "adjective"), ("Wiener", "at", "adjective")],
        ),
        ("Sino-Kazakh trade", [("Sino", "cn", "adjective"), ("Kazakh", "kz", "adjective")]),
        ("Pekings Waren", [("Pekings", "cn", "genitive")]),
        (
            "Kazakh exports, Kazakhs, Kazakhstan's oil",
            [
                ("Kazakh", "kz", "adjective"),
                ("Kazakhs", "kz", "inhabitant"),
                ("Kazakhstan's", "kz", "genitive"),
            ],
        ),
        ("the United States’ imports", [("United States’", "us", "genitive")]),
        ("Honduras' Kaffee", [("Honduras'", "hn", "genitive")]),
        ("'Aktau' in Anführungszeichen", [("Aktau", "aktau_port", "name")]),
        ("Vereinigten Arabischen Emiraten", [("Vereinigten Arabischen Emiraten", "ae", "name")]),
        ("des Mittleren Korridors", [("Mittleren Korridors", "middle_corridor", "genitive")]),
        ("Kaspischen Meeres", [("Kaspischen Meeres", "caspian_sea", "genitive")]),
        ("the Black Sea ports of Poti", [("ports of Poti", "poti_port", "name")]),
        ("im Vereinigten Königreich", [("Vereinigten Königreich", "gb", "name")]),
        (
            "EU-Hilfen und Türkei-Geschäft",
            [("EU", "eu", "adjective"), ("Türkei", "tr", "adjective")],
        ),
        ("China-led, Baku-based", [("China", "cn", "adjective"), ("Baku", "az", "adjective")]),
        (
            "der Aserbaidschan-Türkei-Handel",
            [("Aserbaidschan", "az", "name"), ("Türkei", "tr", "adjective")],
        ),
        (
            "U.S. exports, U.S.-China trade",
            [("U.S", "us", "name"), ("U.S", "us", "name"), ("China", "cn", "name")],
        ),
    ],
)
def test_forms_are_told_apart(
    gazetteer: Gazetteer, text: str, expected: list[tuple[str, str, str]]
) -> None:
    assert found(gazetteer, text)[: len(expected)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Bahn Baku–Tiflis–Kars", ["btk_railway"]),
        ("Baku - Tiflis - Kars", ["btk_railway"]),
        ("Baku-Tbilissi-Kars-Eisenbahn", ["btk_railway"]),
        ("die Eisenbahn „Baku–Tiflis–Kars“", ["btk_railway"]),
        ("Pipeline Baku-Tiflis-Ceyhan", ["btc_pipeline"]),
        ("von Baku nach Tiflis und Kars", ["az", "ge", "tr"]),
        ("Internationaler Handelshafen Alat/Baku", ["alat_port"]),
        ("des Internationalen Handelshafens Alat", ["alat_port"]),
        ("the Port of Baku, Baku's port and Baku", ["alat_port", "alat_port", "az"]),
        ("in Xi’an, am Terminal Xi'an, Xian terminal", ["cn", "xian_terminal", "xian_terminal"]),
        ("dem Mittleren Korridor und des Mittleren Korridors", ["middle_corridor"] * 2),
        ("the middle corridor (TITR)", ["middle_corridor"] * 2),
        ("auf der Transkaspischen Internationalen Transportroute", ["middle_corridor"]),
        ("the trans-Caspian gas pipeline", ["trans_caspian_pipeline"]),
        ("trans-Caspian trade", []),
        ("TITR and trans-Caspian trade", ["middle_corridor"] * 2),
        (
            "Transkaspische Pipeline und Transkaspische Route",
            ["trans_caspian_pipeline", "middle_corridor"],
        ),
        (
            "das Kaspische Meer; ein Kabel durch das Kaspische Meer",
            ["caspian_sea", "caspian_cable"],
        ),
        ("Europa, die Europäische Union, europäische Häfen", ["europe", "eu", "europe"]),
        ("Weltbank und Welthandel", ["world_bank", "world"]),
        ("Asiatische Entwicklungsbank, zentralasiatische Staaten", ["adb", "central_asia"]),
        ("South Korea, Koreaner, Nordkorea", ["kr", "kr", "kp"]),
        ("Guinea-Bissau, Guinea, Papua-Neuguinea", ["gw", "gn", "pg"]),
        ("Bosnia and Herzegovina, Trinidad & Tobago, Côte d’Ivoire", ["ba", "tt", "ci"]),
        ("St. Petersburg, Sankt-Petersburg", ["ru", "ru"]),
        ("New\nYork, Middle\nCorridor", ["us", "middle_corridor"]),
        ("Schah Denis und Kaschagan-Feld", ["shah_deniz", "kashagan"]),
        (
            "Kasachische Eisenbahn, Azerbaijan Railways, Georgische Bahn",
            ["ktz", "ady", "georgian_railway"],
        ),
        ("Brussels, Brüssel", ["eu", "eu"]),
        ("KASACHSTAN UND DIE TÜRKEI AM MITTLEREN KORRIDOR", ["kz", "tr", "middle_corridor"]),
    ],
)
def test_the_longest_name_wins(gazetteer: Gazetteer, text: str, expected: list[str]) -> None:
    assert ids(gazetteer, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "452 Millionen US-Dollar",
        "US$46 bn and US dollars",
        "3 Mio. Schweizer Franken, 5 Mio. russische Rubel, chinesische Yuan",
        "Kazakh tenge and Turkish lira; Korean won",
        "tell us about polish and turkey",
        "the South China Sea, im Persischen Golf, Indian Ocean",
        "Wirtschaftsminister, Kasachstanreise, Chinatown, Bakunin",
        "Middle\n\nCorridor",
        "im Nahen und Mittleren Osten",
        "Nicht-EU-Staaten",
        "Kraft Sibiriens 2, Power of Siberia",
        "Atlanta, Georgia; Kaspi.kz",
        "World Trade Organization and World Cup",
        "die Kommission und auf dem Mittleren",
        "inder Iren",
    ],
)
def test_what_only_looks_like_a_name_is_left_out(gazetteer: Gazetteer, text: str) -> None:
    expected = ["ie"] if text == "inder Iren" else []
    assert ids(gazetteer, text) == expected


def test_verbs_take_no_meaning_from_a_name(gazetteer: Gazetteer) -> None:
    assert ids(gazetteer, "The Kazakhs won the tender") == ["kz"]
    assert ids(gazetteer, "5 Mrd. südkoreanische Won") == []


def test_a_name_that_means_something_else_elsewhere_counts_in_its_language(
    gazetteer: Gazetteer,
) -> None:
    text = "Island, Islands"
    for language, expected in (("de", ["is", "is"]), ("en", []), (None, ["is", "is"])):
        assert [name.id for name in gazetteer.find(text, language)] == expected


def test_a_name_goes_before_a_genitive_of_another_language(gazetteer: Gazetteer) -> None:
    text = "Athens, Emirates"
    assert found(gazetteer, text) == [("Athens", "gr", "city"), ("Emirates", "ae", "name")]


def test_a_weak_name_counts_where_the_thing_is_named_otherwise(gazetteer: Gazetteer) -> None:
    assert ids(gazetteer, "Die EU hilft. Die Kommission zahlt.") == ["eu", "eu"]
    assert ids(gazetteer, "Die Weltbank hilft. Die Kommission zahlt.") == ["world_bank"]


def test_a_short_name_counts_beside_another_of_its_kind(gazetteer: Gazetteer) -> None:
    text = "Während der Nördliche Korridor 62 Mio. t trägt, sind es auf dem Mittleren 4,5."
    assert ids(gazetteer, text) == ["northern_corridor", "middle_corridor"]


def test_names_are_in_order_and_never_overlap(gazetteer: Gazetteer) -> None:
    text = "Hafen Aktau-Baku-Tbilisi-Ceyhan, Georgiens Hafen Poti, Kasachstans KTZ " * 20
    names = gazetteer.find(text)
    assert len(names) > 50
    assert all(left.end <= right.start for left, right in pairwise(names))
    assert all(name.kind == gazetteer.entries[name.id].kind for name in names)


SHAPES = ["Hafen von ", "Baku-", "Middle ", "the port of ", "a", "A", "'s", "EU-", "\n", " "]


@pytest.mark.parametrize("shape", SHAPES)
def test_any_text_is_read_to_its_end(gazetteer: Gazetteer, shape: str) -> None:
    text = shape * (40_000 // len(shape)) + " Kasachstan"
    assert gazetteer.find(text)[-1].end == len(text)


ENTITY = Entity(
    id="sarzha_port",
    kind="port",
    label={"de": "Hafen Sarscha", "en": "Port of Sarzha"},
    home="kz",
    origin="user",
)


def test_a_users_entity_is_laid_over_and_the_rest_stays(gazetteer: Gazetteer) -> None:
    mine = gazetteer.with_entities([(ENTITY, ["Sarzha", "Aktau", "Hafen (x)", ""])])
    text = "Hafen Sarscha, Sarzhas Kai, SARZHA, Aktau, Aktau-Hafen, Kuryk, Hafen Kuryk"
    assert ids(mine, text) == [
        "sarzha_port",
        "sarzha_port",
        "sarzha_port",
        "sarzha_port",
        "aktau_port",
        "kuryk_port",
        "kuryk_port",
    ]
    assert mine.entries["sarzha_port"].home == "kz"
    assert ids(gazetteer, text) == ["aktau_port", "aktau_port", "kuryk_port", "kuryk_port"]
    assert "sarzha_port" not in gazetteer.entries


def test_a_known_entity_gains_the_users_names(gazetteer: Gazetteer) -> None:
    known = Entity(id="aktau_port", kind="port", label={"de": "Aktau-Hafen"}, home="kz")
    mine = gazetteer.with_entities([(known, ["Mangyschlak"])])
    assert ids(mine, "Aktau und Mangyschlak") == ["aktau_port", "aktau_port"]
    assert mine.entries["aktau_port"].label == {"de": "Aktau-Hafen", "en": "Port of Aktau"}
    assert mine.entries["aktau_port"].cores == gazetteer.entries["aktau_port"].cores


def test_faults_of_a_gazetteer_are_reported(gazetteer: Gazetteer) -> None:
    entries = {
        "a": Entry(id="a", kind="port", label={"de": "A-Stadt"}, home="zz", names={"en": ("Bee",)}),
        "b": Entry(
            id="b",
            kind="port",
            label={"de": "B", "en": "B"},
            names={"en": ("Bee",)},
            carries="luck",
        ),
    }
    faulty = Gazetteer(entries, {}, read_false_friends([]), RULES)
    assert check_gazetteer(faulty, load_commodities()) == [
        "'Bee' means a and b",
        "a has no label in en",
        "a lies in zz, which is no country of the gazetteer",
        "b carries luck, which is no commodity",
    ]
