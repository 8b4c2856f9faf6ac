"""The lines of a text as marks of its releases: headlines, sources, addresses, separators."""

import re
from bisect import bisect_right
from dataclasses import dataclass
from enum import Enum, auto
from urllib.parse import urlsplit

from tracker.lexicon.gazetteer import Gazetteer
from tracker.lexicon.language import Language
from tracker.lexicon.sources import packaged_source_kinds

_HEADLINE = 160  # characters
_MARK = 300  # characters; a longer line marks nothing
_NAME = 80
_SEPARATOR = re.compile(r"[-–—*=_~#•·.+ ]{3,}")
_BULLET = re.compile(r"[-–—•*·▪]\s")
_STOPPED = re.compile(r"[.!?…][\"'“”»«’)\]]{0,2}$")
_ADDRESS = re.compile(r"https?://[^\s<>\"'()\[\]]{3,1000}", re.IGNORECASE)
_BRACKETED = re.compile(r"[(\[](?P<name>[^()\[\]\n]{2,60})[)\]]\.?$")
_BEHIND_NAME = re.compile(
    r"\s?[,;|]\s?(?=.{0,80}[0-9])|\s?[([]|\s[–—|]\s|\s?https?:", re.IGNORECASE
)
_LETTERS = re.compile(r"[^\W\d_]{2}")


class Kind(Enum):
    """What a line is."""

    BLANK = auto()
    SEPARATOR = auto()
    ROW = auto()
    SOURCE = auto()
    LINK = auto()
    BULLET = auto()
    SENTENCE = auto()
    HEADLINE = auto()


@dataclass(frozen=True, slots=True)
class Line:
    """One line: offsets without the blanks at its ends, and what it says of a release."""

    start: int
    end: int
    kind: Kind
    source: str | None = None
    url: str | None = None


class Lines:
    """All lines of a text, told apart once."""

    def __init__(self, text: str, language: Language, gazetteer: Gazetteer) -> None:
        self._text, self._language, self._gazetteer = text, language, gazetteer
        self._starts: list[int] = []
        self.all: list[Line] = []
        start = 0
        while start <= len(text):
            end = text.find("\n", start)
            end = len(text) if end < 0 else end
            self._starts.append(start)
            self.all.append(self._told(start, end))
            start = end + 1

    def at(self, position: int) -> int:
        """The index of the line that holds a place of the text."""
        return bisect_right(self._starts, position) - 1

    def states_something(self, start: int, end: int) -> bool:
        """Whether a sentence or the row of a table stands between two places."""
        index = self.at(start)
        while index < len(self.all) and self.all[index].start < end:
            line = self.all[index]
            first = max(line.start, start)
            if line.kind is Kind.ROW or (
                line.kind is Kind.SENTENCE and len(self._text[first : line.end].split(None, 2)) > 2
            ):
                return True
            index += 1
        return False

    def agency(self, words: str) -> str | None:
        """The name of an agency or publisher, or None where the words are none."""
        name = _BEHIND_NAME.split(words.strip(), maxsplit=1)[0].strip(" .,;:–—-/")
        if not 2 <= len(name) <= _NAME or not _LETTERS.search(name) or ":" in name:
            return None
        if is_publisher(name):
            return name
        if name[0].islower() and " " in name:
            return None
        found = self._gazetteer.find(name, self._language.code)
        whole = found and (found[0].start, found[-1].end) == (0, len(name))
        return None if whole and found[0].kind != "organisation" else name

    def is_place(self, words: str) -> bool:
        """Whether the words name a place, as those in front of an agency do."""
        return words.isupper() or bool(self._gazetteer.find(words, self._language.code))

    def closing_agency(self, line: Line) -> str | None:
        """The agency in brackets behind the last sentence of a line."""
        found = _BRACKETED.search(self._text, max(line.start, line.end - 64), line.end)
        if found is None or not _STOPPED.search(self._text[line.start : found.start()].rstrip()):
            return None
        return None if found["name"][0].islower() else self.agency(found["name"])

    def _told(self, start: int, end: int) -> Line:
        while start < end and self._text[start].isspace():
            start += 1
        while end > start and self._text[end - 1].isspace():
            end -= 1
        words = self._text[start : min(end, start + _MARK + 1)]
        if not words:
            return Line(start, end, Kind.BLANK)
        if len(words) <= _MARK:
            if _SEPARATOR.fullmatch(words):
                return Line(start, end, Kind.SEPARATOR)
            if " | " in words:
                return Line(start, end, Kind.ROW)
            if marked := self._mark(words):
                kind, source, url = marked
                return Line(start, end, kind, source, url)
            if _BULLET.match(words):
                return Line(start, end, Kind.BULLET)
            if len(words) <= _HEADLINE and not _ends_sentence(words):
                return Line(start, end, Kind.HEADLINE)
        return Line(start, end, Kind.SENTENCE)

    def _mark(self, words: str) -> tuple[Kind, str | None, str | None] | None:
        marks = self._language.releases
        address = _ADDRESS.search(words)
        url = _usable(address[0]) if address else None
        if found := marks.source.match(words.lstrip("-–—*•([ ")):
            inner = words.lstrip("-–—*•([ ")[found.end() :]
            name = self.agency(inner)
            return (Kind.SOURCE, name, url) if name or url else None
        if found := marks.issued.match(words):
            name = None if _ends_sentence(words) else self.agency(words[found.end() :])
            return (Kind.SOURCE, name, url) if name else None
        if address and url:
            before = words[: address.start()]
            led = marks.link.fullmatch(before.lstrip("-–—>→•( "))
            return (Kind.LINK, None, url) if led or not before.strip("<([ ") else None
        bracketed = _BRACKETED.fullmatch(words)
        if bracketed and (name := self.agency(bracketed["name"])) and is_publisher(name):
            return Kind.SOURCE, name, None
        return None


def is_publisher(name: str) -> bool:
    """Whether the data know a publisher of that name."""
    return packaged_source_kinds().is_named(name)


def _ends_sentence(words: str) -> bool:
    """Whether a stop ends it, perhaps with a name in brackets behind: "It was ore. (Trend)"."""
    bracketed = _BRACKETED.search(words)
    before = words[: bracketed.start()].rstrip() if bracketed else ""
    return bool(_STOPPED.search(before or words)) or words[-1] in ",;:"


def _usable(address: str) -> str | None:
    address = address.rstrip(".,;:!?")
    try:
        host = urlsplit(address).hostname
    except ValueError:  # "http://[": no address
        return None
    return address if host and address.isprintable() else None
