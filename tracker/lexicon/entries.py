"""Entries of the gazetteer: the things that figures are about, with all forms of their names.

A file of `data/gazetteer` says its `kind` once and has a table per entity:

    kind = "port"
    [heads]                          # words that make a longer name out of a shorter one
    before.en = ["Port of"]          # Port of Aktau
    after.de = ["Hafen*"]            # Aktau-Hafen, Aktau-Hafens

    [aktau_port]
    label = { de = "Hafen Aktau", en = "Port of Aktau" }
    home = "kz"                      # country it lies in, or whose it is
    planned = true                   # does not exist yet
    carries = "crude_oil"            # commodity that it is for
    names.de = ["Kaspisch~ Hafen*"]  # names as they are; for ~ and * see inflection.toml
    cores.any = ["Aktau", "Aqtau"]   # names that stand alone and take heads
    stems.de = ["Mangystau"]         # only with a head
    weak.en = ["Caspian gateway"]    # count only where the text also names the thing otherwise
    short.de = ["Kaspischen"]        # count only where the text names another thing of the kind
    only.de = ["Island"]             # count only in a text of this language, if that is known
    adjective.de = ["kasachisch"]    # of countries and regions, as are inhabitants and cities
    inhabitants.de = ["Kasache"]
    cities.any = ["Almaty"]          # places that stand for it
    point = { lat = 43.6, lon = 51.21 }  # where it is on the map; see positions.py
    lines = [[[43.6, 51.21], [40, 49.4]]]  # its routes there

Languages are codes of language packs, or "any" for a name that is the same in all of them. Blanks
and dashes in a name stand for each other, so that "Baku-Tiflis-Kars" also finds "Baku – Tiflis –
Kars"; a name in small letters is found with a capital too, at the start of a sentence.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from tracker.lexicon.files import Table, overlay
from tracker.lexicon.inflection import ANY, Inflection, Rule, replace_ending
from tracker.lexicon.name_tree import is_name
from tracker.lexicon.positions import Line, Position, read_lines, read_point
from tracker.model.errors import LexiconError

KINDS = (
    "world",
    "corridor",
    "railway",
    "port",
    "pipeline",
    "field",
    "power_line",
    "organisation",
    "region",
    "country",
)

Texts = Mapping[str, tuple[str, ...]]

_NAME = re.compile(r"\w(?:[\w .,'’&/~*-]*[\w.~*])?")
_NONE = Inflection()  # of a language without rules


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A thing that figures are about, as the data files tell it.

    Attributes:
        id: Lower-case words joined by `_`; countries ISO 3166 alpha-2.
        kind: One of KINDS.
        label: Display name by language code.
        home: Country id where it lies or whose it is, or None.
        planned: Whether it does not exist yet.
        carries: Commodity id of what it is for, or None.
        names, cores, stems, weak, short, only, adjective, inhabitants, cities: Words by
            language, see above.
        point: Where it lies, or None.
        lines: The routes it takes; a corridor has as many as it has branches.
    """

    id: str
    kind: str
    label: Mapping[str, str]
    home: str | None = None
    planned: bool = False
    carries: str | None = None
    names: Texts = field(default_factory=dict)
    cores: Texts = field(default_factory=dict)
    stems: Texts = field(default_factory=dict)
    weak: Texts = field(default_factory=dict)
    short: Texts = field(default_factory=dict)
    only: Texts = field(default_factory=dict)
    adjective: Texts = field(default_factory=dict)
    inhabitants: Texts = field(default_factory=dict)
    cities: Texts = field(default_factory=dict)
    point: Position | None = None
    lines: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Heads:
    """Words that make a longer name out of a core one, by language."""

    before: Texts = field(default_factory=dict)
    after: Texts = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class FalseFriends:
    """Phrases that hold a name but mean something else, and words that take a name's meaning.

    Attributes:
        names: "South China Sea", by language.
        followed_by: What makes the name in front of it no place, "Dollar", by language.
    """

    names: Texts
    followed_by: Texts


def read_entries(
    files: Iterable[tuple[Path, dict[str, Any]]],
) -> tuple[dict[str, Entry], dict[str, Heads]]:
    """All entries by id, and the heads by kind.

    Args:
        files: Files of entries with their content, the user's after the packaged.

    Raises:
        LexiconError: A table is faulty: an unknown key or kind, a missing label …
    """
    tables: dict[str, tuple[Path, str, dict[str, Any]]] = {}
    heads: dict[str, tuple[Path, dict[str, Any]]] = {}
    for path, content in files:
        kind = content.get("kind")
        if kind not in KINDS:
            raise LexiconError(path, "kind", f"must be one of {', '.join(KINDS)}")
        for name, values in content.items():
            if name == "kind":
                continue
            if not isinstance(values, dict):
                raise LexiconError(path, name, "must be a table")
            if name == "heads":
                heads[kind] = path, overlay(heads.get(kind, (path, {}))[1], values)
            else:
                _, first_kind, below = tables.get(name, (path, kind, {}))
                tables[name] = path, first_kind, overlay(below, values) if below else values
    return (
        {
            name: _read_entry(name, kind, Table(path, name, values))
            for name, (path, kind, values) in tables.items()
        },
        {kind: _read_heads(Table(path, "heads", values)) for kind, (path, values) in heads.items()},
    )


def read_false_friends(files: Iterable[tuple[Path, dict[str, Any]]]) -> FalseFriends:
    """The false friends of all the files together."""
    path, values = Path(), dict[str, Any]()
    for file, content in files:
        path, values = file, overlay(values, content)
    table = Table(path, "", values)
    friends = FalseFriends(names=table.lists("names"), followed_by=table.lists("followed_by"))
    table.close()
    return friends


def _read_entry(name: str, kind: str, table: Table) -> Entry:
    if not name.isascii() or not name.replace("_", "a").isalnum() or name != name.lower():
        table.fail("", "an id is lower-case words joined by _")
    entry = Entry(
        id=name,
        kind=kind,
        label=table.labels(),
        home=table.text("home", "") or None,
        planned=table.flag("planned"),
        carries=table.text("carries", "") or None,
        names=table.lists("names"),
        cores=table.lists("cores"),
        stems=table.lists("stems"),
        weak=table.lists("weak"),
        short=table.lists("short"),
        only=table.lists("only"),
        adjective=table.lists("adjective"),
        inhabitants=table.lists("inhabitants"),
        cities=table.lists("cities"),
        point=read_point(table),
        lines=read_lines(table),
    )
    table.close()
    for texts in (
        entry.names,
        entry.cores,
        entry.stems,
        entry.weak,
        entry.short,
        entry.only,
        entry.cities,
    ):
        for words in texts.values():
            for word in words:
                if not _NAME.fullmatch(word):
                    table.fail("", f"{word!r} holds a sign that no name can hold")
    return entry


def _read_heads(table: Table) -> Heads:
    heads = Heads(before=table.lists("before"), after=table.lists("after"))
    table.close()
    return heads


class NameForm(NamedTuple):
    """One written form of a name.

    Attributes:
        words: What is written.
        form: "name", "genitive", "adjective", "inhabitant" or "city".
        needs: What the text must have for it to count: nothing (""), another name of the entry
            ("id"), a name of another entry of its kind ("kind"), or a language (its code).
    """

    words: str
    form: str
    needs: str = ""


def entry_forms(entry: Entry, inflections: Mapping[str, Inflection]) -> list[NameForm]:
    """Every written form of an entry's names without heads.

    The better reading of a word comes first: a name before a genitive before a city. What needs
    more than the word itself does so where it is the label too.
    """
    found = _spell_all(entry.weak, inflections, "id")
    found += _spell_all(entry.short, inflections, "kind")
    for language in entry.only:
        found += _spell_all({language: entry.only[language]}, inflections, language)
    labels = {language: (label,) for language, label in entry.label.items() if is_name(label)}
    names = _spell_all(labels, inflections)
    names += _spell_all(entry.names, inflections)
    names += _spell_all(entry.cores, inflections)
    found += _names_first(names)
    found += _names_first(_spell_all(entry.cities, inflections, name="city"))
    for language, words in entry.cities.items():
        rules = inflections.get(language, _NONE)
        for some in inflections.values() if language == ANY else (rules,):
            found += _derive(words, some.city_adjective, "adjective")
    for language, words in entry.adjective.items():
        rules = inflections.get(language, _NONE)
        found += _derive(words, rules.adjective, "adjective")
        found += _derive(words, rules.people, "inhabitant")
    for language, words in entry.inhabitants.items():
        found += _derive(words, inflections.get(language, _NONE).inhabitant, "inhabitant")
    return found


def core_forms(entry: Entry, inflections: Mapping[str, Inflection]) -> list[NameForm]:
    """The words of an entry that take heads."""
    return _spell_all(entry.cores, inflections) + _spell_all(entry.stems, inflections)


def head_forms(heads: Texts, inflections: Mapping[str, Inflection]) -> list[NameForm]:
    """The forms of heads."""
    return _spell_all(heads, inflections)


def _spell_all(
    texts: Texts, inflections: Mapping[str, Inflection], needs: str = "", *, name: str = "name"
) -> list[NameForm]:
    """All forms of words; `name` is what those are that are no genitives."""
    return [
        NameForm(form, "genitive" if genitive else name, needs)
        for language, words in texts.items()
        for word in words
        for form, genitive in inflections.get(language, _NONE).name_forms(word)
    ]


def _names_first(forms: list[NameForm]) -> list[NameForm]:
    """Names before genitives: Athens is a city in English, though a genitive in German."""
    return sorted(forms, key=lambda form: form.form == "genitive")


def _derive(words: Iterable[str], rule: Rule, form: str) -> list[NameForm]:
    return [NameForm(derived, form) for word in words for derived in replace_ending(word, rule)]
