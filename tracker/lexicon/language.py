"""Language: every word and pattern of one language pack, checked and compiled on loading.

A pack is one TOML file, explained key by key in `docs/languages.md`. Nothing below this module
knows a word of any language: the stages ask for slots ("the words that open a target") by name.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from tracker.lexicon.hints import compile_hint
from tracker.lexicon.numerals import Numerals, load_numerals
from tracker.lexicon.openings import DIGIT, openings
from tracker.lexicon.pack_schema import check_pack
from tracker.lexicon.period_pack import PeriodPack, load_period_pack
from tracker.lexicon.release_words import ReleaseWords, load_release_words
from tracker.lexicon.table_words import TableWords, load_table_words
from tracker.lexicon.topics import Commodity, Indicator
from tracker.lexicon.trie import fold
from tracker.lexicon.unit_words import UnitWords, load_unit_words
from tracker.lexicon.units import Units
from tracker.lexicon.words import PhraseTable, WordIndex
from tracker.model.errors import LexiconError
from tracker.model.fact import Bound, Per

_ANAPHORS = ("port", "railway", "pipeline", "corridor", "power_line", "field", "country", "region")
CONNECTORS = (
    "and", "or", "until", "between", "from", "to", "by", "instead", "remaining", "each",
    "respectively", "of_which", "further", "negation", "but", "against", "copula",
)  # fmt: skip
_MASK_LETTERS = 3  # by which a text is refused before a mask is tried
_RATIOS = ("percent", "percentage_point")
EXTRA_CONNECTORS = (  # may be left out
    "filler", "partitive", "stated", "rate", "ratio", "sums", "source", "became", "brought",
)  # fmt: skip


class CueMeaning(NamedTuple):
    """What a cue word speaks for: its kind (indicator, commodity, status, direction, share …)."""

    kind: str
    id: str
    strength: float


class Mask(NamedTuple):
    """What looks like a figure and is none.

    Attributes:
        holds: Literals, one of which it always holds.
        digital: Whether it always begins with a digit.
        begins: The letters that it can begin with; empty where they are not known.
    """

    pattern: re.Pattern[str]
    holds: tuple[str, ...]
    digital: bool
    begins: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedNouns:
    """How to recognise the noun that a bare number counts, and what counting it means."""

    noun: re.Pattern[str]
    stop: frozenset[str]
    modifiers: frozenset[str]
    function: frozenset[str]
    adjective_endings: tuple[str, ...]
    number_of: WordIndex[str]
    indicators: WordIndex[str]
    commodities: WordIndex[str]
    capital: bool
    plural_ending: str
    irregular: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleWords:
    """Words that tell the part a name plays; `between` finds one of those that pair two names."""

    before: PhraseTable[str]
    between: re.Pattern[str]
    skip: PhraseTable[str]
    say_behind: PhraseTable[str]
    titles: WordIndex[str]
    sections: WordIndex[str]
    both: WordIndex[str]
    pair: WordIndex[str]
    partners: WordIndex[str]
    anaphors: WordIndex[str]
    demonstratives: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """One language pack, ready for the stages of extraction."""

    code: str
    name: str
    abbreviations: frozenset[str]
    openers: frozenset[str]
    ordinal_before: frozenset[str]
    conjunctions: re.Pattern[str]
    clause_openers: re.Pattern[str]
    hint: re.Pattern[str]
    numerals: Numerals
    units: UnitWords
    per: WordIndex[tuple[Per, bool]]
    labels: Mapping[str, PhraseTable[str]]
    hedges: PhraseTable[Bound]
    hedges_behind: PhraseTable[Bound]
    connectors: Mapping[str, PhraseTable[str]]
    connector: PhraseTable[str]  # any of them
    comparison: PhraseTable[str]
    cues: WordIndex[CueMeaning]
    particles: Mapping[str, str]
    masks: tuple[Mask, ...]
    counted: CountedNouns
    roles: RoleWords
    periods: PeriodPack
    releases: ReleaseWords
    tables: TableWords


def load_language(
    code: str,
    pack: Mapping[str, Any],
    common: Mapping[str, Any],
    path: Path,
    *,
    units: Units,
    indicators: Mapping[str, Indicator],
    commodities: Mapping[str, Commodity],
) -> Language:
    """Check and compile one pack.

    Raises:
        LexiconError: A key is unknown or missing, an id is not known, or a pattern fails its own
            examples.
    """
    check_pack(pack, path)

    def section(*keys: str) -> Any:
        value: Any = pack
        for key in keys:
            value = value.get(key) if isinstance(value, Mapping) else None
            if value is None:
                raise LexiconError(path, ".".join(keys), "is missing")
        return value

    def known(kind: str, ids: Iterable[str], table: Mapping[str, object]) -> None:
        for name in ids:
            if name not in table:
                raise LexiconError(path, f"{kind}.{name}", "is not an id of the data files")

    section("detection", "words")
    for name in section("connectors"):
        if name not in CONNECTORS + EXTRA_CONNECTORS:
            raise LexiconError(path, f"connectors.{name}", "is an unknown key")
    known("indicators", section("indicators"), indicators)
    known("commodities", section("commodities"), commodities)
    known("counted.indicators", section("counted", "indicators"), indicators)
    known("roles.anaphors", section("roles", "anaphors"), dict.fromkeys(_ANAPHORS))
    try:
        numerals = load_numerals(pack, path)
        unit_words = load_unit_words(
            section("units"),
            common,
            units,
            path,
            scales=[w for ws in section("numbers", "scales").values() for w in ws],
            shorts=[w for ws in section("numbers", "short_scales").values() for w in ws],
            opens=section("labels", "heading"),
        )
        ratios = [w for w, (unit, _) in unit_words.words.items() if units.kind(unit) in _RATIOS]
        return Language(
            code=code,
            name=section("name"),
            abbreviations=frozenset(section("sentences", "abbreviations")),
            openers=frozenset(section("sentences", "openers")),
            ordinal_before=frozenset(section("sentences", "ordinal_before")),
            conjunctions=_whole(section("sentences", "conjunctions")),
            clause_openers=_whole(section("sentences", "clause_openers")),
            hint=compile_hint(pack, numerals.word.pattern, ratios),
            numerals=numerals,
            units=unit_words,
            per=WordIndex(
                [
                    *(
                        (w, (Per(id_), True))
                        for id_, ws in section("per", "before").items()
                        for w in ws
                    ),
                    *(
                        (w, (Per(id_), False))
                        for id_, ws in section("per").items()
                        if id_ != "before"
                        for w in ws
                    ),
                ]
            ),
            labels={
                name: PhraseTable((w, name) for w in section("labels", name))
                for name in ("before", "behind", "event")
            },
            hedges=_phrases(
                {k: v for k, v in section("hedges").items() if isinstance(v, list)}, Bound
            ),
            hedges_behind=_phrases(section("hedges", "behind"), Bound),
            connectors={
                name: PhraseTable((word, name) for word in words)
                for name, words in {
                    **{name: section("connectors", name) for name in CONNECTORS},
                    **{name: pack["connectors"].get(name, ()) for name in EXTRA_CONNECTORS},
                }.items()
            },
            connector=PhraseTable(
                (word, name) for name, words in section("connectors").items() for word in words
            ),
            comparison=PhraseTable(
                (word, name) for name, words in section("comparison").items() for word in words
            ),
            cues=WordIndex(_cues(pack)),
            particles={
                word: way
                for way, words in section("direction", "particles").items()
                for word in words
            },
            masks=tuple(
                _mask(item, path) for item in [*common.get("masks", ()), *pack.get("masks", ())]
            ),
            counted=_counted(section("counted")),
            roles=_roles(section("roles")),
            periods=load_period_pack(section("periods"), path),
            releases=load_release_words(pack.get("releases", {})),
            tables=load_table_words(pack.get("tables", {})),
        )
    except ValueError as error:
        raise LexiconError(path, "(words)", str(error)) from error
    except KeyError as error:
        raise LexiconError(path, str(error.args[0]), "is missing") from error


def _whole(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile(r"(?<!\w)" + fold(words) + r"(?!\w)")


def _phrases(table: Mapping[str, list[str]], vocabulary: type[Bound]) -> PhraseTable[Bound]:
    return PhraseTable((word, vocabulary(id_)) for id_, words in table.items() for word in words)


def _cues(pack: Mapping[str, Any]) -> Iterable[tuple[str, CueMeaning]]:
    strengths = {"firm": 1.6, "strong": 1.0, "weak": 0.45}
    direction, share = pack["direction"], pack["share"]
    tables: list[tuple[CueMeaning, Iterable[str]]] = []
    for indicator, table in pack["indicators"].items():
        tables += [
            (CueMeaning("indicator", indicator, strength), table.get(name, ()))
            for name, strength in strengths.items()
        ]
        tables.append((CueMeaning("negative", indicator, 1.0), table.get("negative", ())))
    for commodity, words in pack["commodities"].items():
        tables.append((CueMeaning("commodity", commodity, 1.0), words))
    for status, words in pack["status"].items():
        strength = 0.3 if status.endswith("_weak") else 1.0
        tables.append((CueMeaning("status", status.removesuffix("_weak"), strength), words))
    for way in ("up", "down", "neutral"):
        tables.append((CueMeaning("direction", way, 1.0), direction.get(way, ())))
    tables += [
        (CueMeaning(name, name, 1.0), words)
        for name, words in (
            ("difference", direction.get("difference", ())),
            ("plain", direction["plain"]["words"]),
            ("reach", direction["reach"]["words"]),
            ("share", share["words"]),
            ("rate", share.get("rate", ())),
            ("growth", share.get("growth", ())),
            ("generic", pack["generic"]["words"]),
        )
    ]
    for bound, words in pack["hedges"]["verbs"].items():
        tables.append((CueMeaning("bound", Bound(bound).value, 1.0), words))
    return ((word, meaning) for meaning, words in tables for word in words)


def _mask(item: Mapping[str, Any], path: Path) -> Mask:
    try:
        pattern = re.compile(item["pattern"])
    except re.error as error:
        raise LexiconError(path, "masks", f"{item['pattern']!r}: {error}") from error
    holds = tuple(item.get("holds", ()))
    for example in item.get("matches", ()):
        found = pattern.search(example)
        if not found:
            raise LexiconError(path, "masks", f"{item['pattern']!r} does not match {example!r}")
        if holds and not any(literal in found.group() for literal in holds):
            raise LexiconError(path, "masks", f"{example!r} holds none of {', '.join(holds)}")
    for example in item.get("misses", ()):
        if pattern.search(example):
            raise LexiconError(path, "masks", f"{item['pattern']!r} must not match {example!r}")
    begins = frozenset[str]() if holds else _begins(item["pattern"])
    return Mask(pattern, holds, begins == {DIGIT}, tuple(sorted(begins - {DIGIT})))


def _begins(pattern: str) -> frozenset[str]:
    """The letters that its matches can begin with, a digit as `DIGIT`; empty if they may be any."""
    try:
        found = openings(pattern, _MASK_LETTERS).all()
    except ValueError:  # a kind of group whose beginnings nobody reads
        return frozenset()
    if all(letters[:1] == DIGIT for letters in found):
        return frozenset({DIGIT})
    heads = frozenset(letters.partition(DIGIT)[0] for letters in found)
    return frozenset() if "" in heads else heads


def _counted(table: Mapping[str, Any]) -> CountedNouns:
    letter = r"[^\W\d_]"
    if table["capital"]:
        endings = "|".join(table["adjective_endings"])
        function_words = "|".join(map(re.escape, table["function_words"]))
        adjective = rf"(?!(?:{function_words})[ \n])[^\W\d_A-ZÄÖÜ]{{2,30}}(?:{endings})[ ]"
        noun = (
            rf"[ -](?:{adjective}){{0,2}}(?:{table['and']}[ ](?:{adjective}|[A-ZÄÖÜ]{{1,9}}-))?"
            rf"(?P<noun>[A-ZÄÖÜ](?:{letter}|[-–]){{1,50}})"
        )
    else:
        word = rf"{letter}(?:{letter}|[-–'’]){{1,30}}"
        noun = rf"[ -](?P<noun>{word}(?:[ ]{word}){{0,2}})"
    return CountedNouns(
        noun=re.compile(noun),
        stop=frozenset(word.casefold() for word in table["stop"]),
        modifiers=frozenset(table["skip"]),
        function=frozenset(table.get("function_words", ())),
        adjective_endings=tuple(table["adjective_endings"]),
        number_of=WordIndex((word, word) for word in table.get("number_of", ())),
        indicators=WordIndex(
            (word, id_) for id_, words in table["indicators"].items() for word in words
        ),
        commodities=WordIndex(
            (word, name)
            for name in ("containers", "vehicles")
            for word in table.get(name, {}).get("words", ())
        ),
        capital=table["capital"],
        plural_ending=table.get("plural_ending", ""),
        irregular=frozenset(table.get("irregular", ())),
    )


def _roles(table: Mapping[str, Any]) -> RoleWords:
    names = ("to", "from", "with", "via", "in", "on", "between", "say")
    return RoleWords(
        before=PhraseTable((word, name) for name in names for word in table[name]),
        between=re.compile(fold(word.strip("*") for word in table["between"]), re.IGNORECASE),
        skip=PhraseTable((word, "skip") for word in table["skip"]),
        say_behind=PhraseTable((word, "say") for word in table["say_behind"]),
        titles=WordIndex((word, "title") for word in table["titles"]),
        sections=WordIndex((word, "section") for word in table["sections"]),
        both=WordIndex((word, "both") for word in table["both"]),
        pair=WordIndex((word, "pair") for word in (*table["pair"], *table["both"])),
        partners=WordIndex((word, "partners") for word in table["partners"]),
        anaphors=WordIndex(
            (word, kind) for kind, words in table["anaphors"].items() for word in words
        ),
        demonstratives=frozenset(table["demonstratives"]),
    )
