"""Who reads beside us: how each peer is called, and which ones cannot be measured, with the reason.

A peer is imported only when it is asked for. Each one is told the language and gets one document a
call, the same ones that we read; none of them needs a text to be cut smaller than that.
"""

from collections.abc import Callable, Sized
from dataclasses import dataclass
from typing import Any

Reader = Callable[[str], Sized]


@dataclass(frozen=True, slots=True, kw_only=True)
class Peer:
    """Another reader of numbers.

    Attributes:
        load: Gives the reader of one language; raises ImportError where the peer is not installed.
        languages: Codes of the languages that it reads.
        resolves: What it gives beside a number: "units", "currencies" or "numbers" only.
    """

    load: Callable[[str], Reader]
    languages: tuple[str, ...]
    resolves: str


def _load_quantulum(language: str) -> Reader:
    from quantulum3 import parser  # type: ignore[import-not-found,unused-ignore]

    def read(text: str) -> Sized:
        found: Sized = parser.parse(text, lang="en_US")
        return found

    return read


def _load_recognizers(language: str) -> Reader:
    """The three models that give a unit; bare numbers, dates and the like are not asked for."""
    from ms_recognizers_number import (  # type: ignore[import-not-found,unused-ignore]
        NumberRecognizer,
    )
    from ms_recognizers_number_with_unit import (  # type: ignore[import-not-found,unused-ignore]
        NumberWithUnitRecognizer,
    )

    culture = {"de": "de-de", "en": "en-us"}[language]
    units = NumberWithUnitRecognizer(culture)
    models = (
        units.get_currency_model(),
        units.get_dimension_model(),
        NumberRecognizer(culture).get_percentage_model(),
    )
    return lambda text: [found for model in models for found in model.parse(text)]


def _load_duckling(language: str) -> Reader:
    """Numbers and all dimensions with a unit, without times, addresses and the like."""
    import duckling  # type: ignore[import-not-found,unused-ignore]

    zones = duckling.load_time_zones("/usr/share/zoneinfo")
    moment = duckling.parse_ref_time(zones, "UTC", 1_700_000_000)
    locale = duckling.default_locale_lang(duckling.parse_lang(language.upper()))
    context = duckling.Context(moment, locale)
    names = ["amount-of-money", "distance", "duration", "number", "quantity", "volume"]
    dimensions: Any = duckling.parse_dimensions(names)

    def read(text: str) -> Sized:
        found: Sized = duckling.parse(text, context, dimensions, False)
        return found

    return read


def _load_natura(language: str) -> Reader:
    from natura import Finder  # type: ignore[import-not-found,unused-ignore]

    finder = Finder()

    def read(text: str) -> Sized:
        found: Sized = finder.findall(text)
        return found

    return read


def _load_text2num(language: str) -> Reader:
    """Gives the text back with number words written in digits, so nothing is counted."""
    from text_to_num import alpha2digit  # type: ignore[import-not-found,unused-ignore]

    def read(text: str) -> Sized:
        alpha2digit(text, language)
        return ()

    return read


BOTH = ("de", "en")
PEERS: dict[str, Peer] = {
    "text2num": Peer(load=_load_text2num, languages=BOTH, resolves="numbers"),
    "natura": Peer(load=_load_natura, languages=("en",), resolves="currencies"),
    "Duckling": Peer(load=_load_duckling, languages=BOTH, resolves="units"),
    "Recognizers-Text": Peer(load=_load_recognizers, languages=BOTH, resolves="units"),
    "quantulum3": Peer(load=_load_quantulum, languages=("en",), resolves="units"),
}

# Tried with Python 3.11 in November 2026.
NOT_MEASURED: dict[str, str] = {
    "CQE 2.0.3": "needs PyTorch, spaCy and models fetched at run time; no resolution of its pins "
    "found in minutes of downloads",
    "quinex 0.0.0": "needs PyTorch 2.1 and transformer models from a hub",
    "quinex-utils 0.0.0": "parses one phrase a call; needs a spaCy model that no package ships",
    "lexnlp 2.3.0": "pins releases without wheels for Python 3.11; gensim 4.1.2 does not build",
    "puckling 0.5.0": "needs Python 3.13 (Duckling anew, English and Arabic)",
    "pricetag 1.0.1": "needs Python 3.13 (prices only)",
    "snips-nlu-parsers 0.4.3": "no wheel for Python 3.11; needs a Rust compiler",
    "grobid-quantities-client, marve": "need a running GROBID, marve CoreNLP as well",
    "duckling 1.8.0": "needs a Java machine; the same by a native library is measured",
    "recognizers-text-suite 1.0.2a2": "the release of 2019: no German, half as fast; "
    "a later one of the same code (ms-recognizers-text-…) is measured",
    "quantulum 0.1.13": "Python 2; quantulum3 carries it on",
    "ctparse 0.3.6": "gives one date a call, no quantities",
}
