"""Numbers: digits and number words, with sign, scale words and mixed forms.

    number := [sign] (digits | parts | words | article) scale* (number scale)*
    parts  := [digits] ("1/2" | "½"), where a unit or a scale word follows

Digits are read by the language's decimal sign, then by shape: with both signs the last one is the
decimal; with the other sign alone, groups of exactly three are thousands and anything else is a
decimal ("6.2 %" in German). Spaces and apostrophes only group.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from unicodedata import numeric

from tracker.extraction.findings import Number
from tracker.extraction.masks import Cover
from tracker.extraction.regions import match_at, search
from tracker.lexicon.language import Language
from tracker.lexicon.numerals import Numerals, read_word
from tracker.model.fact import Span

_SIGNS = "+-−–±"
_SIGN = rf"(?P<sign>(?:(?<=^)|(?<=[ \n(\[:]))[{re.escape(_SIGNS)}])?"
_RUN = re.compile(r"[0-9]+")
_GROUPED = r"[0-9]{1,3}(?:[.,'’ ][0-9]{3}){1,8}(?![0-9])(?:[.,][0-9]{1,20})?"
_INDIAN = r"[0-9]{1,2}(?:,[0-9]{2}){1,4},[0-9]{3}(?![0-9])(?:\.[0-9]{1,20})?"
_PLAIN = r"[0-9]{1,40}(?:[.,][0-9]{1,20})?"
_DIGITS = re.compile(
    rf"(?:(?<![\w.,'’])|(?<=[A-Z]{{3}})(?<!\w[A-Z]{{3}})|(?<=[^\W\d_]\.))"
    r"(?:(?<![^\W\d_][-–‑/])|(?<=\d-[a-z]{2}-)|(?<=\d-[a-z]{3}-))"  # "12-to-14-day"
    rf"{_SIGN}(?P<body>{_INDIAN}|{_GROUPED}|{_PLAIN})"
)
_PARTS = re.compile(
    r"(?<![\w.,/'’])(?:(?:(?P<whole>[0-9]{1,4})[ ])?(?P<over>[1-9])/(?P<under>[2-58])(?![\d/])"
    r"|(?P<before>[0-9]{1,4})?[ ]?(?P<sign>[½¼¾⅓⅔⅛⅜⅝⅞]))"
)
_PART_SIGN = re.compile(r"[/½¼¾⅓⅔⅛⅜⅝⅞]")
_MOST_DIGITS = 40
_RATIOS = ("percent", "percentage_point")


def find_numbers(
    text: str, language: Language, blocked: Cover, regions: Sequence[Span]
) -> list[Number]:
    """All numbers of the regions outside the blocked spans, in order, none overlapping."""
    numerals = language.numerals
    found = [
        number
        for match in match_at(_DIGITS, text, _places(text, regions))
        if match.start("body") not in blocked and (number := _digits(text, match, language))
    ]
    for match in search(numerals.word, text, regions):
        if match.start() not in blocked and (number := _words(text, match, language)):
            found.append(number)
    found += _parts(text, language, blocked, regions)
    found += _articles(text, numerals, blocked, regions)
    found.sort(key=lambda number: (number.start, -number.end))
    return _mixed(text, _disjoint(found), numerals)


def _places(text: str, regions: Sequence[Span]) -> Iterator[tuple[int, int]]:
    """Where digits may be read, at a sign or the first of them, with the end of the region."""
    for start, end in regions:
        for run in _RUN.finditer(text, start, end):
            first = run.start()
            if first > start and text[first - 1] in _SIGNS:
                yield first - 1, end
            yield first, end


def _parts(text: str, language: Language, blocked: Cover, regions: Sequence[Span]) -> list[Number]:
    """Digits with a fraction: "10 1/2 miles", "½ Million"."""
    found = []
    parted = [region for region in regions if _PART_SIGN.search(text, *region)]
    for match in search(_PARTS, text, parted):
        sign, before = match["sign"], match["whole"] or match["before"]
        if before and match.start() in blocked and not sign:  # "on 5 May 1/2 ..."
            continue
        part = Decimal(str(numeric(sign))) if sign else Decimal(match["over"]) / int(match["under"])
        end = match.end()
        raw = part + int(before or 0)
        if part >= 1 or not (
            language.numerals.scale.match(text, end) or language.units.after(text, end)
        ):
            continue
        found.append(_scaled(text, match.start(), end, raw, language.numerals))
    return found + _unit_parts(text, language, blocked, regions)


def _unit_parts(
    text: str, language: Language, blocked: Cover, regions: Sequence[Span]
) -> list[Number]:
    """Parts of a unit: "half a day", "ein halbes Prozent"; the article belongs to them."""
    found = []
    numerals = language.numerals
    for match in search(numerals.part, text, regions):
        if match.start() in blocked or language.units.after(text, match.end()) is None:
            continue
        part = numerals.parts.before(text, match.end())
        if part is None or part[0] != match.start():
            continue
        article = numerals.articles.before(text, match.start())
        start = article[0] if article else match.start()
        if article and text[start - 1 : start].isalnum():
            continue
        end = match.end()
        found.append(Number(start=start, end=end, value=part[1], raw=part[1], digits=False))
    return found


def _disjoint(numbers: list[Number]) -> list[Number]:
    kept: list[Number] = []
    for number in numbers:
        if not kept or number.start >= kept[-1].end:
            kept.append(number)
    return kept


def _digits(text: str, match: re.Match[str], language: Language) -> Number | None:
    body = match.group("body")
    if body[0] == "0" and body[1:2].isdigit():  # "0316" is a code
        return None
    raw = read_digits(body, language.numerals.decimal)
    if raw is None:
        return None
    sign = match.group("sign")
    signed = sign is not None and (sign != "–" or text[match.end("sign")] != " ")
    start = match.start() if signed else match.start("body")
    if sign in ("-", "−", "–") and signed:
        raw = -raw
    else:
        worded = language.numerals.signs.before(text, start)
        if worded and not signed and _is_sign_word(text, worded[0]):
            start, signed = worded[0], True
            raw = raw * worded[1]
    end = match.end()
    halves = language.numerals.halves
    if halves is not None and (half := halves.match(text, end)):  # "2 and a half"
        raw, end = raw + Decimal("0.5"), half.end()
    return _scaled(text, start, end, raw, language.numerals, signed=signed)


def _is_sign_word(text: str, start: int) -> bool:
    # "minus 3" is a number, and "Minus 5,9 Prozent" after a colon too.
    return start == 0 or text[start - 1] in " \n(:"


def read_digits(body: str, decimal: str) -> Decimal | None:
    """The value of digits with separators; None where they are too long to be a figure.

    >>> read_digits("1.234,5", ","), read_digits("1,234", "."), read_digits("6.2", ",")
    (Decimal('1234.5'), Decimal('1234'), Decimal('6.2'))
    """
    body = re.sub("[ '’]", "", body)
    other = "." if decimal == "," else ","
    if decimal in body and other in body:
        last = max(body.rfind(decimal), body.rfind(other))
        plain = re.sub("[.,]", "", body[:last]) + "." + body[last + 1 :]
    elif body.count(decimal) == 1:
        plain = body.replace(decimal, ".")
    elif decimal in body:
        plain = body.replace(decimal, "")
    elif re.fullmatch(rf"\d{{1,3}}(?:{re.escape(other)}\d{{3}})+", body) or body.count(other) > 1:
        plain = body.replace(other, "")
    else:
        plain = body.replace(other, ".")
    return Decimal(plain) if len(plain) <= _MOST_DIGITS else None


def is_ambiguous(body: str) -> bool:
    """Whether digits read differently in the other notation ("1.234")."""
    return re.fullmatch(r"[+\-−]?[1-9]\d{0,2}[.,]\d{3}", body.strip()) is not None


def _words(text: str, match: re.Match[str], language: Language) -> Number | None:
    numerals = language.numerals
    if numerals.articles.before(text, match.end()) == (match.start(), match.group().casefold()):
        unit = language.units.after(text, match.end())  # "ein Prozent" is one, "ein Tag" a day
        if unit is None or unit.unit not in _RATIOS:
            return None
    raw = read_word(match.group(), numerals)
    if raw is None or match.group() in numerals.scales:  # "mehrere Tausend Tonnen"
        return None
    end = match.end()
    if numerals.halves is not None and (half := numerals.halves.match(text, end)):
        raw, end = raw + Decimal("0.5"), half.end()
    if numerals.indefinite.before(text, match.start()):  # "mehrere hundert Waggons"
        return None
    definite = numerals.definite.before(text, match.start()) is not None
    start = match.start()
    worded = numerals.signs.before(text, start)
    if worded and text[worded[0]].islower():
        start, raw = worded[0], raw * worded[1]
    return _scaled(text, start, end, raw, numerals, digits=False, definite=definite)


def _articles(
    text: str, numerals: Numerals, blocked: Cover, regions: Sequence[Span]
) -> list[Number]:
    """Scale words behind an article or a part: "eine Milliarde", "half a million"."""
    found = []
    for match in search(numerals.scale, text, regions):
        start = match.start(1)
        if start in blocked or (start and text[start - 1].isalnum()):
            continue
        part = numerals.parts.before(text, start)
        article = numerals.articles.before(text, part[0] if part else start)
        opening = article or part
        if not opening or (text[opening[0] - 1 : opening[0]].isalnum()):
            continue
        raw = part[1] if part else Decimal(1)
        begin = part[0] if part else opening[0]
        number = _scaled(text, begin, start, raw, numerals, digits=False, article=True)
        if number.end > start:
            found.append(number)
    return found


def _scaled(
    text: str,
    start: int,
    end: int,
    raw: Decimal,
    numerals: Numerals,
    *,
    signed: bool = False,
    digits: bool = True,
    article: bool = False,
    definite: bool = False,
) -> Number:
    scale = Decimal(1)
    while (match := numerals.scale.match(text, end)) and scale < 10**15:
        scale *= numerals.scales[match.group(1)]
        end = match.end()
    return Number(
        start=start,
        end=end,
        value=raw * scale,
        raw=raw,
        scale=scale,
        signed=signed,
        digits=digits,
        article=article,
        definite=definite,
    )


def _mixed(text: str, numbers: list[Number], numerals: Numerals) -> list[Number]:
    """Join "17 Millionen" and "895,6 Tausend", "one thousand" and "two hundred"."""
    joined: list[Number] = []
    for number in numbers:
        last = joined[-1] if joined else None
        if (
            last is not None
            and last.scale > number.scale >= 1
            and (number.scale > 1 or last.scale in (100, 1000))
            and number.value < last.scale
            and number.digits == last.digits
            and not number.article
            and (
                text[last.end : number.start] in (" ", "\n")
                or (not number.digits and text[last.end : number.start] in numerals.joiners)
            )
        ):
            joined[-1] = Number(
                start=last.start,
                end=number.end,
                value=last.value + number.value,
                raw=last.value + number.value,
                signed=last.signed,
                digits=last.digits,
            )
        else:
            joined.append(number)
    return joined
