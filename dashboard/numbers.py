"""Numbers as people of one language write them; the only place that formats an amount or a date."""

import re
from collections.abc import Mapping
from datetime import date

from babel.dates import format_date, format_skeleton
from babel.numbers import format_compact_decimal, format_decimal

HEDGES: Mapping[str, str] = {
    "exact": "",
    "about": "≈\u202f",
    "over": ">\u202f",
    "at_least": "≥\u202f",
    "under": "<\u202f",
    "up_to": "≤\u202f",
    "between": "",
}
NARROW_SPACE = "\u202f"
NO_BREAK = "\u00a0"

_ENGLISH_SCALES = ((1e12, "tn"), (1e9, "bn"), (1e6, "m"))
_MONEY_SIGNS = {
    "en": {"USD": "US$", "EUR": "€", "GBP": "£", "JPY": "¥"},
    "de": {"USD": "US-$", "EUR": "€", "GBP": "£", "JPY": "¥"},
}
# A metric prefix reads better than "4.5m t"; German keeps its scale words.
_METRIC = {"tonne": ((1e6, "Mt"), (1e3, "kt"), (1, "t")), "megawatt": ((1e3, "GW"), (1, "MW"))}


class Numbers:
    """Writes amounts, years and dates in one language.

    Args:
        language: "de" or "en".
        symbols: Unit id to the symbol that stands behind a number.
    """

    def __init__(self, language: str, symbols: Mapping[str, str]) -> None:
        self.language = language
        self._symbols = symbols

    def plain(self, value: float, digits: int = 3) -> str:
        """The number with the marks of the language, at most so many digits behind the point."""
        return str(
            format_decimal(_tidy(value), format=f"#,##0.{'#' * digits}", locale=self._locale)
        )

    def amount(
        self, value: float, unit: str, *, high: float | None = None, per: str | None = None
    ) -> str:
        """A short amount: `4.48 Mt`, `US$452m`, `62%`; German `4,48 Mio. t`, `452 Mio. US-$`."""
        if high is not None:
            return _span(self._short(value, unit), self._short(high, unit)) + self._rate(per)
        return self._short(value, unit) + self._rate(per)

    def stated(
        self, value: float, unit: str, bound: str, *, high: float | None = None,
        per: str | None = None,
    ) -> str:  # fmt: skip
        """A short amount with the glyph of its hedge in front."""
        return HEDGES.get(bound, "") + self.amount(value, unit, high=high, per=per)

    def full(self, value: float, unit: str) -> str:
        """Every digit, groups of three apart by a narrow no-break space: `4 500 000 t`."""
        text = str(format_decimal(_tidy(value), format="#,##0.######", locale="en"))
        text = text.replace(",", NARROW_SPACE)
        if self.language == "de":
            text = text.replace(".", ",")
        return f"{text}{NO_BREAK}{self.symbol(unit)}".rstrip()

    def symbol(self, unit: str) -> str:
        """What stands behind a full number: `t`, `TEU`, `USD`, `%`."""
        return self._symbols.get(unit, unit.replace("_", " "))

    def day(self, published: str | None) -> str:
        """A publication date as far as it is known: `27 Jun 2025`, `Jun 2025`, `2025`."""
        if not published:
            return ""
        parts = [int(part) for part in published.split("-")]
        if len(parts) == 1:
            return str(parts[0])
        if len(parts) == 2:
            return str(format_skeleton("yMMM", date(parts[0], parts[1], 1), locale=self._locale))
        return str(format_date(date(parts[0], parts[1], parts[2]), "medium", locale=self._locale))

    def period(self, period: str | None) -> str:
        """An ISO period for people: `2024`, `Jan–Jul 2024`, `2019–2026`."""
        if not period:
            return ""
        start, _, end = period.partition("/")
        if not end:
            return self.day(start)
        if len(start) == len(end) == 7 and start[:4] == end[:4]:
            first, last = (
                str(
                    format_skeleton(
                        "MMM", date(int(part[:4]), int(part[5:]), 1), locale=self._locale
                    )
                )
                for part in (start, end)
            )
            return f"{first}–{last} {start[:4]}"
        return f"{self.day(start)}–{self.day(end)}"

    @property
    def _locale(self) -> str:
        return "de" if self.language == "de" else "en_GB"

    def _short(self, value: float, unit: str) -> str:
        if unit == "percent":
            gap = NARROW_SPACE if self.language == "de" else ""
            return f"{self.plain(value, 2)}{gap}%"
        if unit in ("count", "times"):
            number = self._scaled(value)
            return f"{number}×" if unit == "times" else number
        money = _MONEY_SIGNS.get(self.language, {})
        if unit.isupper() and len(unit) == 3 and unit not in ("TEU", "FEU"):
            return self._money(value, money.get(unit, unit))
        if self.language == "en" and unit in _METRIC:
            for factor, symbol in _METRIC[unit]:
                if abs(value) >= factor or factor == 1:
                    number = self.plain(value, 2) if factor == 1 else self._digits(value / factor)
                    return f"{number}{NO_BREAK}{symbol}"
        return f"{self._scaled(value)}{NO_BREAK}{self.symbol(unit)}"

    def _money(self, value: float, sign: str) -> str:
        if self.language == "de":
            return f"{self._scaled(value)}{NO_BREAK}{sign}"
        gap = NO_BREAK if sign.isalpha() else ""
        minus = "-" if value < 0 else ""
        return f"{minus}{sign}{gap}{self._scaled(abs(value))}"

    def _scaled(self, value: float) -> str:
        """Millions and more in words of scale, smaller numbers in full."""
        if abs(value) < 1e6:
            return self.plain(value, 2)
        if self.language == "de":
            digits = _decimals(value)
            text = format_compact_decimal(_tidy(value), locale="de", fraction_digits=digits)
            return str(text).replace("\u00a0", NO_BREAK)
        for factor, word in _ENGLISH_SCALES:
            if abs(value) >= factor:
                return f"{self._digits(value / factor)}{word}"
        return self.plain(value, 2)

    def _digits(self, value: float) -> str:
        return self.plain(value, max(0, 2 - max(0, len(str(int(abs(value)))) - 1)))

    def _rate(self, per: str | None) -> str:
        if per is None:
            return ""
        words = {"de": {"year": "Jahr", "month": "Monat", "week": "Woche", "day": "Tag",
                        "hour": "Stunde"}}  # fmt: skip
        return f"/{words.get(self.language, {}).get(per, per)}"


def _span(low: str, high: str) -> str:
    """Both ends of a range; what stands around both numbers alike is written once.

    >>> _span("US$2.8bn", "US$10bn"), _span("13 days", "17 days"), _span("1 kt", "2 Mt")
    ('US$2.8–10bn', '13–17 days', '1 kt–2 Mt')
    """
    parts = re.compile(r"(\D*)([\d.,\u202f]*\d)(\D*)")
    first, second = parts.fullmatch(low), parts.fullmatch(high)
    if first is None or second is None or (first[1], first[3]) != (second[1], second[3]):
        return f"{low}–{high}"
    return f"{first[1]}{first[2]}–{second[2]}{second[3]}"


def _tidy(value: float) -> float | int:
    return int(value) if float(value).is_integer() else value


def _decimals(value: float) -> int:
    """Digits behind the point that leave three in all once the scale word is taken out."""
    scaled = abs(value)
    while scaled >= 1000:
        scaled /= 1000
    return 2 if scaled < 10 else 1 if scaled < 100 else 0
