"""Releases: where several of them stand in one text, each with its own date and agency.

A release opens with a dateline, the very ones that date the figures (`find_datelines`), or with a
place and an agency without a day ("ASTANA (Kazinform) —"); the headline right above belongs to it.
It ends where the next one opens. A line that names a source ("Quelle: …", "Press release of …")
ends a release too, if what follows is one; where there are no datelines at all, every item must end
with such a line. Days that stand in a list or a chronicle open none, since nothing is stated there.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from tracker.extraction.periods import find_datelines
from tracker.extraction.pipeline import choose_language
from tracker.extraction.release_lines import Kind, Line, Lines, is_publisher
from tracker.extraction.sentences import unwrap
from tracker.lexicon.language import Language
from tracker.lexicon.lexicon import Lexicon, load_lexicon
from tracker.model.document import Section
from tracker.model.period import Period

_MOST_HEADLINES = 3  # in one block above a dateline; more are a list
_MOST_BLANKS = 2  # lines between a headline and its dateline
_RUBRIC = 30  # characters
_MOST_DAYS = 3  # at the head of one release: published, updated, dateline
_APART = 31  # days between these; what lies farther apart is a chronicle
_PARAGRAPH = 80  # characters
_MOST_LINES = 100_000  # more are a table or a log, and no digest
_UNDATED_HEAD = re.compile(
    r"^[^\S\n]{0,4}(?:(?P<place>[A-ZÀ-ÖØ-Þ][\w’.-]{1,24}"
    r"(?:[ ,/-]{1,2}[A-ZÀ-ÖØ-Þ][\w’.-]{0,24}){0,3})[^\S\n])?"
    r"\((?P<agency>[^()\n]{2,40})\)[^\S\n]?(?:[–—:]|--?)(?=\s)",
    re.MULTILINE,
)
_IN_BRACKETS = re.compile(r"[([/](?P<name>[^()\[\]/\n]{2,40})[)\]/]")
_BEHIND_DATELINE = re.compile(r"[^\S\n]{0,2}[([](?P<name>[^()\[\]\n]{2,40})[)\]]")
_WORDS = re.compile(r"[^\s,;:–—|()\[\]]{1,40}")
_NUMBERED = re.compile(r"[0-9]{1,2}[.)]\s")
_CLOCK = re.compile(r"[0-9]{1,2}[:.][0-9]{2}(?![0-9.])")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Opener:
    """What opens a release: where it stands, where its headline does, what it says of it."""

    start: int
    end: int
    head: int
    published: str | None = None
    agency: str | None = None
    days: int = 0


def find_sections(
    text: str,
    *,
    language: str | None = None,
    published: str | None = None,
    lexicon: Lexicon | None = None,
) -> tuple[Section, ...]:
    """The releases of a text that holds several, in order, none overlapping.

    The date of a section is the one with which `extract` dates the facts under its dateline; it is
    None where the release states none, or only a day whose year nobody knows.

    Args:
        text: Plain text; offsets of the sections refer to it unchanged.
        language: Code of a language pack; by default it is detected.
        published: ISO 8601 day, month or year of the whole, for datelines without a year.
        lexicon: What is known of the world; by default the packaged data.

    Returns:
        Nothing for a text with a single release, without any, or of over 100,000 lines. Text before
        the first belongs to none of them; what follows one up to the next belongs to it.

    Raises:
        KeyError: There is no pack of that code.
        ValueError: `published` is no ISO 8601 date.
    """
    lexicon = lexicon or load_lexicon()
    pack = choose_language(text, language, lexicon)
    known = str(Period.parse(published)) if published is not None else None
    if text.count("\n") > _MOST_LINES:
        return ()
    return _Finder(unwrap(text), pack, lexicon, known).sections()


class _Finder:
    """One text on its way to its releases."""

    def __init__(
        self, text: str, language: Language, lexicon: Lexicon, published: str | None
    ) -> None:
        self.text, self.language, self.published = text, language, published
        self.lines = Lines(text, language, lexicon.gazetteer)
        self._sources_above = False  # whether a release names its source in its head

    def sections(self) -> tuple[Section, ...]:
        opened = list(self._with_content(self._openers()))
        if not opened:
            return self._by_sources()
        cuts = [opener.head for opener in opened[1:]] + [len(self.text)]
        found: list[Section] = []
        for opener, end in zip(opened, cuts, strict=True):
            several = len(opened) > 1
            parts = list(self._parts(opener.head, end, several))
            found.append(self._section(*parts[0], opener))
            found += [self._section(*part, None) for part in parts[1:]]
        return tuple(found) if len(found) > 1 else ()

    # --- what opens a release

    def _openers(self) -> list[_Opener]:
        """Everything that may open one, with the headlines above it, in order."""
        found: list[_Opener] = []
        for line in find_datelines(self.text, self.language.periods, self.published):
            agency = self._agency(line.start, line.end)
            found.append(
                _Opener(
                    start=line.start,
                    end=line.end,
                    head=line.start,
                    published=line.published,
                    agency=agency,
                    days=1,
                )
            )
        dated = {self.lines.at(opener.start) for opener in found}
        for head in _UNDATED_HEAD.finditer(self.text):
            if self.lines.at(head.start()) in dated:
                continue
            agency = self.lines.agency(head["agency"])
            place = head["place"]
            if agency and (self.lines.is_place(place) if place else is_publisher(agency)):
                found.append(
                    _Opener(start=head.start(), end=head.end(), head=head.start(), agency=agency)
                )
        found.sort(key=lambda opener: opener.start)
        found = [
            opener
            for number, opener in enumerate(found)
            if not number or not self._is_running(opener, found[number - 1])
        ]
        if found:
            first = self.lines.at(found[0].start)
            above = self.lines.all[max(0, first - 3) : first]
            self._sources_above = any(line.kind is Kind.SOURCE for line in above)
        floor = -1
        for number, opener in enumerate(found):
            at = self.lines.at(opener.start)
            found[number] = replace(opener, head=self._head(at, floor))
            floor = at
        return found

    def _head(self, at: int, floor: int) -> int:
        """Where the headlines above a line begin; all of it stands below the line `floor`."""
        kinds = {Kind.HEADLINE, Kind.SOURCE} if self._sources_above else {Kind.HEADLINE}
        lines = self.lines.all
        above = at - 1
        while above > floor and at - above <= _MOST_BLANKS and lines[above].kind is Kind.BLANK:
            above -= 1
        first = above + 1
        while first - 1 > floor and lines[first - 1].kind in kinds:
            first -= 1
        apart = above + 1 < at
        if first > above or (apart and self._is_list(first, above)):
            return lines[at].start
        if above + 1 - first > _MOST_HEADLINES:
            first = above
        rubric = first - 2
        if rubric > floor and lines[first - 1].kind is Kind.BLANK and self._is_rubric(rubric):
            first = rubric
        return lines[first].start

    def _is_list(self, first: int, last: int) -> bool:
        """Whether the lines are numbered: a table of contents, not a headline."""
        numbered = (
            _NUMBERED.match(self.text, line.start) for line in self.lines.all[first : last + 1]
        )
        return sum(found is not None for found in numbered) > 1

    def _is_running(self, opener: _Opener, before: _Opener) -> bool:
        """Whether a day repeats the one before it under the same line: the head of a page."""
        this, other = self.lines.at(opener.start), self.lines.at(before.start)
        below = self.lines.all[this + 1].kind if this + 1 < len(self.lines.all) else Kind.BLANK
        return (
            min(this, other) > 0
            and below is not Kind.HEADLINE
            and self._words(this) == self._words(other)
            and bool(self._words(this - 1))
            and self._words(this - 1) == self._words(other - 1)
        )

    def _words(self, at: int) -> str:
        line = self.lines.all[at]
        return self.text[line.start : line.end]

    def _is_rubric(self, at: int) -> bool:
        line = self.lines.all[at]
        alone = at == 0 or self.lines.all[at - 1].kind in {Kind.BLANK, Kind.SEPARATOR}
        words = self._words(at)
        return alone and line.kind is Kind.HEADLINE and len(words) <= _RUBRIC and words.isupper()

    def _with_content(self, openers: list[_Opener]) -> Iterator[_Opener]:
        """Those under which something is stated; days above one another open one release."""
        waiting: _Opener | None = None
        for number, opener in enumerate(openers):
            end = openers[number + 1].head if number + 1 < len(openers) else len(self.text)
            if waiting is not None:
                opener = _joined(waiting, opener)
            if not self.lines.states_something(opener.end, end):
                waiting = opener
                continue
            waiting = None
            if opener.days <= _MOST_DAYS:
                yield opener

    def _agency(self, start: int, end: int) -> str | None:
        """Who is named in a dateline or right behind it."""
        words = self.text[start:end]
        for found in _IN_BRACKETS.finditer(words, 1):
            if name := self.lines.agency(found["name"]):
                return name
        behind = _BEHIND_DATELINE.match(self.text, end)
        if behind and (name := self.lines.agency(behind["name"])):
            return name
        if _CLOCK.search(words):
            return None
        months = self.language.periods.values.get("month", {})
        digit = max((at for at, char in enumerate(words) if char.isdigit()), default=0)
        last = [
            word.strip(".-–")
            for word in _WORDS.findall(words[digit + 1 :])
            if word.strip(".-–").casefold() not in months and word[0].isupper()
        ]
        if last:
            return self.lines.agency(" ".join(last))
        place = _WORDS.match(words)  # "Trend, 12 July 2024"
        return place[0] if place and is_publisher(place[0]) else None

    # --- where one ends

    def _parts(self, start: int, end: int, several: bool) -> Iterator[tuple[int, int]]:
        """What stands up to the next opener, cut behind its sources if releases follow these."""
        begin = start
        if not self._sources_above:
            for cut in self._ends(start, end):
                behind = self._next_text(cut.end, end)
                if behind < end and self._is_release(behind, end, several):
                    yield begin, cut.end
                    begin = behind
        yield begin, self._trimmed(begin, end)

    def _ends(self, start: int, end: int) -> Iterator[Line]:
        """The lines that name a source and end what stands above them; not those of a table."""
        lines = self.lines.all
        index = self.lines.at(start)
        while index < len(lines) and lines[index].start < end:
            above = lines[index - 1].kind if index else Kind.BLANK
            if lines[index].kind is Kind.SOURCE and above is not Kind.ROW:
                yield lines[index]
            index += 1

    def _is_release(self, start: int, end: int, several: bool) -> bool:
        """Whether an undated rest is a release: it names its source too, or has paragraphs."""
        if next(self._ends(start, end), None):
            return True
        index, paragraphs = self.lines.at(start), 0
        while several and index < len(self.lines.all) and self.lines.all[index].start < end:
            line = self.lines.all[index]
            paragraphs += line.kind is Kind.SENTENCE and line.end - line.start >= _PARAGRAPH
            index += 1
        return paragraphs > 1

    def _by_sources(self) -> tuple[Section, ...]:
        """The items of a list without datelines, each under a headline and above its source."""
        ends = list(self._ends(0, len(self.text)))
        if len(ends) < 2 or self._next_text(ends[-1].end, len(self.text)) < len(self.text):
            return ()
        begin, parts = self._first_item(ends[0]), []
        for end in ends:
            headline = self.lines.all[self.lines.at(begin)].kind is Kind.HEADLINE
            if not headline or not self.lines.states_something(begin, end.start):
                return ()
            parts.append((begin, end.end))
            begin = self._next_text(end.end, len(self.text))
        return tuple(self._section(*part, None) for part in parts)

    def _first_item(self, end: Line) -> int:
        """Where the first item begins: with the headline above its first sentence."""
        for index, line in enumerate(self.lines.all[: self.lines.at(end.start)]):
            if line.kind in {Kind.SENTENCE, Kind.ROW, Kind.BULLET}:
                return self._head(index, -1)
        return 0

    def _next_text(self, start: int, end: int) -> int:
        index = self.lines.at(start) + 1
        while index < len(self.lines.all) and self.lines.all[index].start < end:
            if self.lines.all[index].kind not in {Kind.BLANK, Kind.SEPARATOR}:
                return self.lines.all[index].start
            index += 1
        return end

    def _trimmed(self, start: int, end: int) -> int:
        """The end of the last line before it that holds more than blanks and strokes."""
        index = self.lines.at(max(start, end - 1))
        while self.lines.all[index].kind in {Kind.BLANK, Kind.SEPARATOR} and index:
            index -= 1
        return max(start, min(end, self.lines.all[index].end))

    # --- what one says of itself

    def _section(self, start: int, end: int, opener: _Opener | None) -> Section:
        lines = self.lines.all[self.lines.at(start) : self.lines.at(max(start, end - 1)) + 1]
        named = [line for line in self._ends(start, end) if line.source]
        stated = [line for line in lines if line.kind is Kind.SENTENCE]
        source = opener.agency if opener else None
        if source is None and named:
            source = named[0 if self._sources_above else -1].source
        if source is None and stated:
            source = self.lines.closing_agency(stated[-1])
        return Section(
            start=start,
            end=end,
            published=opener.published if opener else None,
            source=source,
            url=next((line.url for line in lines if line.url), None),
        )


def _joined(first: _Opener, second: _Opener) -> _Opener:
    """Two heads of one release; days that lie far apart are none, but a chronicle."""
    days = first.days + second.days
    if first.published and second.published:
        apart = Period.parse(second.published).first - Period.parse(first.published).first
        if abs(apart.days) > _APART:
            days = _MOST_DAYS + 1
    return replace(
        second, start=first.start, head=first.head, agency=second.agency or first.agency, days=days
    )
