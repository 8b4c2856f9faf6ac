"""Units in heads: what a head, a caption or a first cell says of the unit of the numbers near it.

    unit := [scale] UNIT [scale] [rate]      "Mio. t pro Jahr", "USD m", "1.000 t", "(bn $)"

Anywhere in a head; in a caption only behind a comma, a bracket, "in", or with a scale word.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from tracker.extraction.quantities import rate_end
from tracker.lexicon.language import Language
from tracker.lexicon.lexicon import Lexicon
from tracker.lexicon.unit_words import UnitHit
from tracker.model.fact import Per, Span

_TOKEN = re.compile(r"(?<!\w)(?=[\w%‰$€£¥₽₺₸₾₼'’])")
_THOUSANDS = re.compile(r"(?:1[., ]?|['’]|(?<!\w))(?P<noughts>000(?:[., ]?000){0,3})(?= )")
_NUMBER = re.compile(r"(\d[\d.,]*)[ ‑-]?$")
_YEAR = re.compile(r"(?:19|20)\d\d[.,]?")
_OPENING = "(,:;["
_SHORT = 2  # letters up to which a word is a unit only where nothing else can be meant
_LONGEST = 30  # characters of a scale word
_SIGHT = 240  # characters of a caption that are searched
_NO_AXIS = frozenset({"week", "month", "year", "decade", "second"})
_ONE, _MILLION = Decimal(1), Decimal(1_000_000)


class StatedUnit(NamedTuple):
    """A unit that words lend to numbers, and the span of these words.

    Attributes:
        unit, kind: Unit id and its kind; both None of a scale alone ("Passengers, m").
        factor: What a number is multiplied by; `scaled` whether a scale word is part of it.
        small: The unit's own factor counts only for small numbers ("mt").
        per: The rate named behind the unit.
    """

    start: int
    end: int
    unit: str | None
    kind: str | None
    factor: Decimal
    scaled: bool
    small: Decimal = _ONE
    per: Per | None = None


class _Scale(NamedTuple):
    end: int
    factor: Decimal
    short: bool  # a letter, which may be a unit too


@dataclass(frozen=True, slots=True)
class UnitReader:
    """Reads units out of the words of one language."""

    language: Language
    lexicon: Lexicon

    def read(self, text: str, span: Span, *, loose: bool) -> StatedUnit | None:
        """The first unit that a label states; a scale alone only where there is none.

        Args:
            loose: Whether a unit may stand anywhere, as in a head, or only where a caption
                names one.
        """
        scale: StatedUnit | None = None
        stop = min(span.end, span.start + _SIGHT)
        for token in _TOKEN.finditer(text, span.start, stop):
            found = self._at(text, token.start(), Span(span.start, stop), loose=loose)
            if found is not None and found.unit is not None:
                return found
            scale = scale or found
        return scale

    def _at(self, text: str, start: int, span: Span, *, loose: bool) -> StatedUnit | None:
        number = _NUMBER.search(text[max(span.start, start - 12) : start])
        if number and not _YEAR.fullmatch(number[1]):
            return None  # "a hub for 5 Mio. t" states a figure and lends no unit
        opened = self._is_opened(text, start, span)
        for scale in self._scales(text, start):
            position = scale.end + text.startswith(" ", scale.end)
            hit = self._unit(text, position)
            if hit and hit.end <= span.end and not (scale.short and len(hit.word) <= _SHORT):
                return self._stated(text, start, hit, scale.factor, scaled=True)
        hit = self._unit(text, start)
        if hit is not None and hit.end <= span.end and self._is_meant(text, hit, span, opened):
            short = len(hit.word) <= _SHORT and hit.word.isalpha()
            if opened or (loose and not short) or self._is_all(text, start, hit.end, span):
                factor, end = self._behind(text, hit)
                if opened or loose or factor != 1:
                    stated = self._stated(text, start, hit, factor, scaled=factor != 1)
                    return stated._replace(end=max(stated.end, end))
        for scale in self._scales(text, start):
            if opened and text[scale.end : scale.end + 1] in ("", " ", ")", "]", "/", ".", "\n"):
                rest = text[scale.end : span.end].strip(" .)]")
                if not rest:
                    return StatedUnit(start, scale.end, None, None, scale.factor, scaled=True)
        return None

    def _is_opened(self, text: str, start: int, span: Span) -> bool:
        """Whether a comma, a bracket or "in" opens a unit there, or the label begins there."""
        head = text[span.start : start].rstrip()
        if not head or head[-1] in _OPENING:
            return True
        word = head[max(head.rfind(" "), head.rfind("(")) + 1 :]
        return word in self.language.units.opens

    def _is_all(self, text: str, start: int, end: int, span: Span) -> bool:
        return not text[span.start : start].strip(" (") and not text[end : span.end].strip(" )")

    def _is_meant(self, text: str, hit: UnitHit, span: Span, opened: bool) -> bool:
        units, start = self.language.units, hit.end - len(hit.word)
        if hit.word in units.everyday and not opened:
            return False
        if self.lexicon.units.kind(hit.unit) == "time" and not opened:
            return False  # "Opening hours"
        if hit.unit in _NO_AXIS:  # "Year", "Month (2025)" head the first column
            return opened and start > span.start
        return True

    def _unit(self, text: str, start: int) -> UnitHit | None:
        return self.language.units.at(text, start)

    def _scales(self, text: str, start: int) -> Iterator[_Scale]:
        """Scale words and round thousands that begin there."""
        numerals = self.language.numerals
        round_ = _THOUSANDS.match(text, start)
        if round_:
            noughts = re.sub(r"\D", "", round_["noughts"])
            yield _Scale(round_.end(), Decimal(10) ** len(noughts), short=False)
        head = text[start : start + _LONGEST]
        for written in dict.fromkeys((head, head.lower())):  # "Thousand tonnes"
            word = numerals.scale.match(written)
            if word and word.start(1) == 0:
                yield _Scale(start + word.end(), numerals.scales[word.group(1)], short=False)
                break
        for sign, factor in numerals.short_scale.items():
            end = start + len(sign)
            if text.startswith(sign, start) and not text[end : end + 1].isalnum():
                yield _Scale(end, factor, short=True)

    def _behind(self, text: str, hit: UnitHit) -> tuple[Decimal, int]:
        """The scale behind a unit of money: "USD m", "$ bn"."""
        if self.lexicon.units.kind(hit.unit) != "money":
            return _ONE, hit.end
        position = hit.end + text.startswith(" ", hit.end)
        scale = next(self._scales(text, position), None)
        return (scale.factor, scale.end) if scale else (_ONE, hit.end)

    def _stated(
        self, text: str, start: int, hit: UnitHit, factor: Decimal, *, scaled: bool
    ) -> StatedUnit:
        doubted = hit.word.islower() and hit.factor >= _MILLION and factor == 1  # "mt"
        small = hit.factor if doubted else _ONE
        end = hit.end
        per = None
        rated = rate_end(text, end, self.language)
        if rated is not None:
            per = next(
                (h.meaning[0] for h in self.language.per.find(text, end, rated) if h.end <= rated),
                None,
            )
        return StatedUnit(
            start,
            end,
            hit.unit,
            self.lexicon.units.kind(hit.unit),
            factor if small != 1 else factor * hit.factor,
            scaled,
            small,
            per,
        )
