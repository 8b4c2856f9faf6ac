"""PDF words: what a page's drawing orders show, word by word with its place; bounded work."""

import time
from collections.abc import Iterator
from typing import Any, NamedTuple

from pypdf.generic import ArrayObject, ContentStream, DictionaryObject, PdfObject, StreamObject
from pypdf.generic._font import Font

from tracker.model.errors import ReadError

MAX_SECONDS = 8.0
MAX_PAGE_BYTES = 8_000_000
MAX_ALL_BYTES = 40_000_000
MAX_FORMS = 5000
# Deeper is what contains itself, or no document.
_MAX_FORM_DEPTH = 8
_MAX_STATES = 200
_MAX_WORDS = 500_000
_MAX_LETTERS = 1000
_CHECK_EVERY = 512
# Places far outside any sheet (200 inches) would only break later sums.
_FARTHEST = 14_400.0

Matrix = tuple[float, float, float, float, float, float]
_UNIT: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


class Word(NamedTuple):
    """One word as it stands on a page, in points; the text runs to the right, y goes upwards.

    `spaced`: a blank was shown before it. `bold`: its font says so. `marginal`: the document
    itself marks it as a running header or footer. `turned`: quarter turns of its direction.
    """

    x0: float
    x1: float
    y: float
    size: float
    text: str
    spaced: bool = False
    bold: bool = False
    marginal: bool = False
    turned: int = 0


class Budget:
    """What one document may cost, in processor seconds and unpacked bytes.

    Raises:
        ReadError: `too_slow` or `too_large`, from its methods.
    """

    def __init__(self, name: str) -> None:
        self._name, self._until = name, time.process_time() + MAX_SECONDS
        self._bytes = self._words = 0

    def check(self) -> None:
        if time.process_time() > self._until:
            detail = f"reading it takes more than {MAX_SECONDS:.0f} seconds; split it."
            raise ReadError(self._name, "too_slow", detail)

    def unpacked(self, count: int) -> None:
        self._bytes += count
        if self._bytes > MAX_ALL_BYTES:
            detail = f"it unpacks to more than {MAX_ALL_BYTES / 1e6:.0f} MB; split it."
            raise ReadError(self._name, "too_large", detail)

    def word(self) -> None:
        self._words += 1
        if self._words % _CHECK_EVERY == 0:
            self.check()
        if self._words > _MAX_WORDS:
            detail = f"it has more than {_MAX_WORDS} words; split it."
            raise ReadError(self._name, "too_large", detail)


class _State:
    """The graphics and text state that `q` saves and `Q` restores."""

    __slots__ = ("bold", "font", "leading", "letter", "matrix", "rise", "scale", "size", "word")

    def __init__(self) -> None:
        self.matrix: Matrix = _UNIT
        self.font: Font | None = None
        self.bold = False
        self.size, self.scale = 12.0, 1.0
        self.letter = self.word = self.leading = self.rise = 0.0

    def copy(self) -> "_State":
        other = _State.__new__(_State)
        for name in self.__slots__:
            setattr(other, name, getattr(self, name))
        return other


class PageWords:
    """Reads the words of pages; fonts are read once for all pages.

    pypdf's own layout mode is not used: it skips forms, recurses for each `q`, and takes
    quadratic time for long `TJ` arrays.
    """

    def __init__(self, pdf: Any, budget: Budget) -> None:
        self._pdf, self._budget = pdf, budget
        # With the object itself, so that no other takes its number.
        self._fonts: dict[int, tuple[object, Font | None]] = {}
        self._words: list[Word] = []
        self._spaced = False
        self._forms = 0

    def read(self, page: DictionaryObject, resources: object) -> list[Word]:
        """The page's words in the order in which they are drawn."""
        self._words, self._forms = [], 0
        content = page.get("/Contents")
        content = content.get_object() if content is not None else None
        if isinstance(content, (ArrayObject, StreamObject)):
            self._draw(content, resources, _State(), 0, marginal=False)
        return self._words

    def _draw(
        self, content: PdfObject, resources: object, state: _State, depth: int, *, marginal: bool
    ) -> None:
        self._budget.check()
        stream = ContentStream(content, self._pdf, "bytes")
        self._budget.unpacked(len(stream.get_data()))
        fonts, forms = _entry(resources, "/Font"), _entry(resources, "/XObject")
        saved: list[_State] = []
        marks: list[bool] = []
        place = line = _UNIT
        for number, (operands, operator) in enumerate(stream.operations):
            if number % _CHECK_EVERY == 0:
                self._budget.check()
            match operator:
                case b"Tj" | b"TJ" | b"'" | b'"':
                    if operator == b'"' and len(operands) >= 3:
                        state.word, state.letter = _number(operands, 0), _number(operands, 1)
                    if operator in (b"'", b'"'):
                        place = line = _multiplied((1, 0, 0, 1, 0, -state.leading), line)
                    shown = operands[-1] if operands else None
                    items = shown if isinstance(shown, ArrayObject) else [shown]
                    place = self._show(items, state, place, marginal or any(marks))
                case b"Td" | b"TD":
                    x, y = _number(operands, 0), _number(operands, 1)
                    if operator == b"TD":
                        state.leading = -y
                    place = line = _multiplied((1, 0, 0, 1, x, y), line)
                case b"T*":
                    place = line = _multiplied((1, 0, 0, 1, 0, -state.leading), line)
                case b"Tm":
                    place = line = _matrix(operands)
                case b"BT":
                    place = line = _UNIT
                case b"cm":
                    state.matrix = _multiplied(_matrix(operands), state.matrix)
                case b"q":
                    if len(saved) < _MAX_STATES:
                        saved.append(state.copy())
                case b"Q":
                    state = saved.pop() if saved else state
                case b"Tf":
                    state.font, state.bold = self._font(fonts, operands)
                    state.size = _number(operands, 1, state.size)
                case b"Tc":
                    state.letter = _number(operands, 0)
                case b"Tw":
                    state.word = _number(operands, 0)
                case b"Tz":
                    state.scale = _number(operands, 0, 100.0) / 100
                case b"TL":
                    state.leading = _number(operands, 0)
                case b"Ts":
                    state.rise = _number(operands, 0)
                case b"BMC" | b"BDC":
                    if len(marks) < _MAX_STATES:
                        marks.append(_is_pagination(operands))
                case b"EMC":
                    if marks:
                        marks.pop()
                case b"Do":
                    self._form(forms, resources, operands, state, depth, marginal or any(marks))

    def _form(
        self,
        forms: object,
        resources: object,
        operands: list[Any],
        state: _State,
        depth: int,
        marginal: bool,
    ) -> None:
        name = operands[0] if operands else None
        if depth >= _MAX_FORM_DEPTH or not isinstance(forms, DictionaryObject) or name not in forms:
            return
        form = forms[name]
        if not isinstance(form, StreamObject) or form.get("/Subtype") != "/Form":
            return
        self._forms += 1
        if self._forms > MAX_FORMS:
            self._budget.unpacked(MAX_ALL_BYTES + 1)
        inner = state.copy()
        matrix = form.get("/Matrix")
        if isinstance(matrix, ArrayObject):
            inner.matrix = _multiplied(_matrix(list(matrix)), state.matrix)
        own = form.get("/Resources")
        own = own.get_object() if own is not None else resources
        self._draw(form, own, inner, depth + 1, marginal=marginal)

    def _font(self, fonts: object, operands: list[Any]) -> tuple[Font | None, bool]:
        name = operands[0] if operands else None
        if not isinstance(fonts, DictionaryObject) or name not in fonts:
            return None, False
        raw = fonts.raw_get(name)
        key = getattr(raw, "idnum", None) or id(raw)
        if key not in self._fonts:
            self._budget.check()
            font = fonts[name]
            read = Font.from_font_resource(font) if isinstance(font, DictionaryObject) else None
            self._fonts[key] = raw, read
        found = self._fonts[key][1]
        return found, found is not None and "bold" in str(found.name).lower()

    def _show(self, items: Any, state: _State, place: Matrix, marginal: bool) -> Matrix:
        font = state.font
        if font is None:
            return place
        matrix = _multiplied(place, state.matrix)
        a, b, c, d = matrix[:4]
        size = abs(state.size) * (c * c + d * d) ** 0.5
        turned = _quarter(a, b)
        along = 0.0
        spaced = self._spaced  # a blank at the end of a string belongs to what follows
        begun: float | None = None
        end = 0.0
        letters: list[str] = []

        def finish() -> None:
            if begun is None or not letters:
                return
            self._budget.word()
            if turned is None or not 0.1 < size < _FARTHEST:
                return
            x0, y0 = _turned(_point(matrix, begun, state.rise), turned)
            x1, _ = _turned(_point(matrix, end, state.rise), turned)
            if max(abs(x0), abs(x1), abs(y0)) < _FARTHEST:
                text = "".join(letters)
                word = Word(x0, x1, y0, size, text, spaced, state.bold, marginal, turned)
                self._words.append(word)

        for item in items:
            if isinstance(item, (int, float)):
                step = -float(item) / 1000 * state.size * state.scale
                if abs(step) > 0.15 * abs(state.size):  # a blank made by moving on
                    finish()
                    spaced, begun = spaced and begun is None, None
                    letters.clear()
                along += step
                continue
            if not isinstance(item, bytes):
                continue
            for char, width in _characters(font, item):
                advance = width / 1000 * state.size + state.letter
                if char.isspace():
                    finish()
                    spaced, begun = True, None
                    letters.clear()
                    advance += state.word
                else:
                    if begun is None:
                        begun = along
                    elif len(letters) == _MAX_LETTERS:  # no word; the time is looked at again
                        finish()
                        begun, spaced = along, False
                        letters.clear()
                    letters.append(char)
                    end = along + width / 1000 * state.size * state.scale
                along += advance * state.scale
                if begun is None and letters:
                    letters.clear()
        finish()
        self._spaced = spaced and begun is None
        return _multiplied((1, 0, 0, 1, along, 0), place)


def _characters(font: Font, shown: bytes) -> Iterator[tuple[str, float]]:
    """Each character of a shown string with its width in thousandths of the font's size."""
    if isinstance(font.encoding, str):
        raw = shown.decode(font.encoding, "replace")
        read = list(raw)
    else:
        raw = shown.decode("latin-1")
        read = [font.encoding.get(byte, chr(byte)) for byte in shown]
    for code, char in zip(raw, read, strict=True):
        width = font.space_width if code == font.space_char else font.get_text_width(code)
        yield font.character_map.get(char, char), float(width)


def _entry(resources: object, name: str) -> object:
    if not isinstance(resources, DictionaryObject) or name not in resources:
        return None
    return resources[name]


def _is_pagination(operands: list[Any]) -> bool:
    """Whether marked content is a running header or footer (ISO 32000-2, 14.8.2.2.2)."""
    if len(operands) < 2 or operands[0] != "/Artifact":
        return False
    return isinstance(operands[1], DictionaryObject) and operands[1].get("/Type") == "/Pagination"


def _number(operands: list[Any], index: int, default: float = 0.0) -> float:
    value = operands[index] if index < len(operands) else None
    return float(value) if isinstance(value, (int, float)) else default


def _matrix(operands: list[Any]) -> Matrix:
    if len(operands) < 6:
        return _UNIT
    a, b, c, d, e, f = (_number(operands, index) for index in range(6))
    return a, b, c, d, e, f


def _multiplied(m: Matrix, n: Matrix) -> Matrix:
    return (
        m[0] * n[0] + m[1] * n[2],
        m[0] * n[1] + m[1] * n[3],
        m[2] * n[0] + m[3] * n[2],
        m[2] * n[1] + m[3] * n[3],
        m[4] * n[0] + m[5] * n[2] + n[4],
        m[4] * n[1] + m[5] * n[3] + n[5],
    )


def _point(m: Matrix, x: float, y: float) -> tuple[float, float]:
    return m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5]


def _quarter(a: float, b: float) -> int | None:
    """In which of the four directions text runs (0: to the right, 1: upwards); None: aslant."""
    if abs(b) <= 0.05 * abs(a):
        return 0 if a > 0 else 2
    if abs(a) <= 0.05 * abs(b):
        return 1 if b > 0 else 3
    return None


def _turned(point: tuple[float, float], quarters: int) -> tuple[float, float]:
    """The point in the system in which text of this direction runs to the right."""
    x, y = point
    return ((x, y), (y, -x), (-x, -y), (-y, x))[quarters]
