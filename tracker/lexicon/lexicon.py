"""Lexicon: all data files together, checked and compiled once."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from tracker.lexicon.files import DATA, data_files, load_toml, overlay
from tracker.lexicon.gazetteer import Gazetteer, load_gazetteer
from tracker.lexicon.language import Language, load_language
from tracker.lexicon.ranking import Ranker, load_rankers
from tracker.lexicon.topics import Commodity, Indicator, load_commodities, load_indicators
from tracker.lexicon.units import Units, load_units
from tracker.lexicon.weights import Weights, load_weights
from tracker.model.errors import LexiconError


class Languages(Mapping[str, Language]):
    """The language packs by code; each is compiled when it is first asked for."""

    def __init__(
        self,
        packs: Mapping[str, tuple[Mapping[str, Any], Path]],
        compile_pack: Callable[[str, Mapping[str, Any], Path], Language],
    ) -> None:
        self._packs = packs
        self._compile = compile_pack
        self._compiled: dict[str, Language] = {}

    def __getitem__(self, code: str) -> Language:
        if code not in self._compiled:
            pack, path = self._packs[code]
            self._compiled[code] = self._compile(code, pack, path)
        return self._compiled[code]

    def __iter__(self) -> Iterator[str]:
        return iter(self._packs)

    def __len__(self) -> int:
        return len(self._packs)

    def __contains__(self, code: object) -> bool:
        return code in self._packs

    def small_words(self) -> Mapping[str, frozenset[str]]:
        """The words that tell the languages apart, by code; compiles nothing."""
        return {
            code: frozenset(pack.get("detection", {}).get("words", ()))
            for code, (pack, _) in self._packs.items()
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """What the tracker knows of the world and its languages; frozen, safe to share.

    Attributes:
        units, indicators, commodities, gazetteer: The closed and open vocabularies.
        languages: Language packs by code.
        weights: What distance costs, and how figures are about somebody.
        rankers: The fitted weights of every decision.
    """

    units: Units
    indicators: Mapping[str, Indicator]
    commodities: Mapping[str, Commodity]
    gazetteer: Gazetteer
    languages: Languages
    weights: Weights
    rankers: Mapping[str, Ranker]


def load_lexicon(folder: Path | None = None) -> Lexicon:
    """Load the packaged data with a user's folder of the same shape laid over it.

    Args:
        folder: A folder with `units.toml`, `gazetteer/`, `languages/` … of one's own, or None.

    Raises:
        LexiconError: A file is faulty; the message names file, key and reason.
    """
    return _load(None if folder is None else folder.resolve())


@cache
def _load(folder: Path | None) -> Lexicon:
    units = load_units(folder)
    indicators, commodities = load_indicators(folder), load_commodities(folder)
    packs: dict[str, dict[str, Any]] = {}
    paths: dict[str, Path] = {}
    for path in data_files("languages", folder):
        code = path.name.split(".")[0]
        packs[code] = overlay(packs.get(code, {}), load_toml(path))
        if path.stem == code or code not in paths or DATA not in path.parents:
            paths[code] = path  # a user's own file, so that messages name it
    if "common" not in packs:
        raise LexiconError(Path("languages/common.toml"), "(file)", "is missing")
    common = packs.pop("common")
    languages = Languages(
        {code: (pack, paths[code]) for code, pack in packs.items()},
        lambda code, pack, path: load_language(
            code, pack, common, path, units=units, indicators=indicators, commodities=commodities
        ),
    )
    return Lexicon(
        units=units,
        indicators=indicators,
        commodities=commodities,
        gazetteer=load_gazetteer(folder),
        languages=languages,
        weights=load_weights(folder),
        rankers=load_rankers(folder),
    )
