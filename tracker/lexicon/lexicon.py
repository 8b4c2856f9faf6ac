"""Lexicon: all data files together, checked and compiled once."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from tracker.lexicon.files import DATA, data_files, load_table, load_toml, overlay
from tracker.lexicon.gazetteer import Gazetteer, load_gazetteer
from tracker.lexicon.language import Language, load_language
from tracker.lexicon.ranking import Ranker, load_rankers
from tracker.lexicon.topics import Commodity, Indicator, load_commodities, load_indicators
from tracker.lexicon.units import Units, load_units
from tracker.lexicon.weights import Weights, load_weights
from tracker.model.errors import LexiconError


class PackFiles:
    """The files of one language pack, each laid over the one before; read when they are needed.

    What comes with the package is held by tests; a user's own files are read at once, so that a
    fault in them is told on loading.
    """

    def __init__(self, paths: Iterable[Path]) -> None:
        self._contents = {path: None if DATA in path.parents else load_toml(path) for path in paths}

    def read(self) -> dict[str, Any]:
        """All of the pack."""
        pack: dict[str, Any] = {}
        for path, content in self._contents.items():
            pack = overlay(pack, load_toml(path) if content is None else content)
        return pack

    def table(self, name: str) -> Mapping[str, Any]:
        """One of its tables."""
        found: dict[str, Any] = {}
        for path, content in self._contents.items():
            table = load_table(path, name) if content is None else content.get(name)
            found = overlay(found, {name: table} if table else {})
        table = found.get(name)
        return table if isinstance(table, Mapping) else {}

    def named(self, code: str) -> Path:
        """The file that messages name: the user's own, if there is one, else that of the code."""
        own = [path for path, content in self._contents.items() if content is not None]
        return (
            own[-1]
            if own
            else next(
                (path for path in self._contents if path.stem == code), next(iter(self._contents))
            )
        )


class Languages(Mapping[str, Language]):
    """The language packs by code; each is read and compiled when it is first asked for."""

    def __init__(
        self,
        packs: Mapping[str, PackFiles],
        compile_pack: Callable[[str, Mapping[str, Any], Path], Language],
    ) -> None:
        self._packs = packs
        self._compile = compile_pack
        self._compiled: dict[str, Language] = {}

    def __getitem__(self, code: str) -> Language:
        if code not in self._compiled:
            files = self._packs[code]
            self._compiled[code] = self._compile(code, files.read(), files.named(code))
        return self._compiled[code]

    def __iter__(self) -> Iterator[str]:
        return iter(self._packs)

    def __len__(self) -> int:
        return len(self._packs)

    def __contains__(self, code: object) -> bool:
        return code in self._packs

    @cached_property
    def small_words(self) -> Mapping[str, frozenset[str]]:
        """The words that tell the languages apart, by code; compiles nothing."""
        return {
            code: frozenset(files.table("detection").get("words", ()))
            for code, files in self._packs.items()
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """What the tracker knows of the world and its languages; frozen, safe to share.

    Attributes:
        units, indicators, commodities, gazetteer: The closed and open vocabularies.
        languages: Language packs by code.
        weights: What distance costs, and how figures are about somebody.
        rankers: The fitted weights of every decision.
        folder: The user's folder that is laid over the packaged data, or None.
    """

    units: Units
    indicators: Mapping[str, Indicator]
    commodities: Mapping[str, Commodity]
    gazetteer: Gazetteer
    languages: Languages
    weights: Weights
    rankers: Mapping[str, Ranker]
    folder: Path | None = None


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
    paths: dict[str, list[Path]] = {}
    for path in data_files("languages", folder):
        paths.setdefault(path.name.split(".")[0], []).append(path)
    if "common" not in paths:
        raise LexiconError(Path("languages/common.toml"), "(file)", "is missing")
    common = PackFiles(paths.pop("common")).read()
    languages = Languages(
        {code: PackFiles(some) for code, some in paths.items()},
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
        folder=folder,
    )
