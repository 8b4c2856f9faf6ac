"""Documents with facts for the benchmarks, as many as wanted, the same ones for the same seed.

Each is a short piece of news in German or English with five to twelve figures: amounts of a year, a
part of one or no time, movements (from, by, to), promises, trade of two countries with its
equivalent in euros, shares, hedges and ranges, a headline that repeats the first figure. Sources
round, disagree, correct themselves later and slip now and then; some documents are copies of
others, some sentences are printed by several. `text[start:end] == surface` holds for every figure.
"""

import random
from collections import deque
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple

from phrases import (
    AMOUNTS,
    CHANGES,
    COUNTS,
    FILLERS,
    GOODS,
    HEDGES,
    LEVELS,
    MONTHS,
    PROMISES,
    RANGES,
    SAYS,
    SHARES,
    WIDENINGS,
    WORDS,
    number,
    stated,
)
from world import FIRST_YEAR, LAST_YEAR, SPREAD, STOCKS, Topic, World, chance

from tracker.model.document import Document
from tracker.model.fact import Bound, Fact, Measure, Per, Span, Status, Transition

COPIES, REPRINTS, SLIPS, UNDATED, UNSURE = 0.04, 0.04, 0.004, 0.02, 0.03
DISSENT = 0.06  # of what sources say of one thing and time
_KEPT, _EUROS = 256, 0.9  # what may yet be copied; euros of a dollar, about

SOURCES = (
    *("AZERTAC", "Kazinform", "Trend News Agency", "Interfax", "Reuters", "Anadolu", "Xinhua"),
    *("The Astana Times", "AzerNews", "Caspian News", "Daily Sabah", "bne IntelliNews"),
    *("World Bank", "Eurostat", "Ministry of Transport of Kazakhstan", "Statistikamt"),
    *("State Customs Committee", "TITR Association", "Silkrail", "Harbour Weekly", "Rail Letters"),
    *("Caucasus Watch", "Novastan", "Deutsche Welle", "BM.ge", "UzA", "24.kg", "PortNews"),
)
SPEAKERS = ("world_bank", "adb", "ebrd", "ktz", "Silkrail", "Navis Group")


class When(NamedTuple):
    """A time: ISO 8601 or None, the words for it, its year, first and last month."""

    period: str | None
    words: str
    year: int
    first: int
    last: int


class Figure(NamedTuple):
    """A figure of a sentence: where it stands there, its fields, and its relations by place."""

    surface: str
    fields: dict[str, Any]
    equivalent_of: int | None = None
    movement: tuple[int, ...] = ()


class Sentence(NamedTuple):
    """A sentence with its figures and where they stand in it."""

    text: str
    figures: tuple[Figure, ...]
    starts: tuple[int, ...]


def make_documents(facts: int, seed: int = 1) -> Iterator[tuple[Document, list[Fact]]]:
    """Documents until they hold so many facts, the last one perhaps a few more.

    Args:
        facts: How many facts to make at least.
        seed: The same one gives the same documents.
    """
    writer = _Newsroom(World(), random.Random(seed))
    made = 0
    while made < facts:
        document, found = writer.write()
        made += len(found)
        yield document, found


class _Newsroom:
    """Writes one document after the other."""

    def __init__(self, world: World, rng: random.Random) -> None:
        self._world, self._rng = world, rng
        self._documents: deque[tuple[Document, list[Fact]]] = deque(maxlen=_KEPT)
        self._sentences: dict[str, deque[Sentence]] = {
            "de": deque(maxlen=_KEPT),
            "en": deque(maxlen=_KEPT),
        }
        self._number = 0

    def write(self) -> tuple[Document, list[Fact]]:
        rng = self._rng
        self._number += 1
        source = SOURCES[min(int(rng.expovariate(0.12)), len(SOURCES) - 1)]
        url = f"https://news.example/{self._number}"
        if self._documents and rng.random() < COPIES:
            document, facts = rng.choice(self._documents)
            return replace(document, source=source, url=url), facts
        day = date.fromordinal(
            rng.randint(date(FIRST_YEAR, 1, 1).toordinal(), date(LAST_YEAR, 12, 31).toordinal())
        )
        language = "de" if rng.random() < 0.4 else "en"
        dated = rng.random() >= UNDATED
        sentences = self._compose(day, language, source, dated)
        text, facts = _put_together(sentences, day.isoformat() if dated else None)
        document = Document(
            text=text,
            source=source,
            title=text[: text.index("\n")],
            url=url,
            published=day.isoformat() if dated else None,
            language=language,
        )
        self._documents.append((document, facts))
        return document, facts

    def _compose(self, day: date, language: str, source: str, dated: bool) -> list[Sentence]:
        """Headline, then sentences until there are enough figures."""
        rng = self._rng
        subject = self._world.choose_subject(rng)
        wanted = rng.randint(5, 12)
        found: list[Sentence] = []
        count = 0
        while count < wanted:
            if rng.random() < REPRINTS and self._sentences[language] and dated:
                new = rng.choice(self._sentences[language])
            else:
                about = subject if rng.random() < 0.7 else self._world.choose_subject(rng)
                topic = self._world.choose_topic(rng, about)
                new = self._say(topic, day, language, source, dated)
                self._sentences[language].append(new)
            if not found and len(new.figures) == 1 and rng.random() < 0.6:  # the headline repeats
                found.append(new)
                count += 1
            elif not found:
                found.append(Sentence(self._world.name(subject, language), (), ()))
            found.append(new)
            count += len(new.figures)
            if rng.random() < 0.5:
                found.append(Sentence(rng.choice(FILLERS[language]), (), ()))
        return found

    def _say(self, topic: Topic, day: date, language: str, source: str, dated: bool) -> Sentence:
        """One sentence about a topic."""
        rng = self._rng
        kind = rng.random()
        when = self._time(day, language)
        if topic.indicator == "transit_time":
            return self._range(topic, when, language, source)
        if kind < 0.06:
            return self._count(topic, language)
        if kind < 0.14:
            return self._promise(topic, day, language, source)
        if kind < 0.18 and topic.indicator not in STOCKS:
            return self._widening(topic, day, language, source)
        if kind < 0.36 and when.period is not None and topic.indicator not in STOCKS:
            return self._movement(topic, when, language, source)
        if kind < 0.44 and when.period is not None and topic.indicator not in SPREAD:
            return self._share(topic, when, language, source)
        if not dated:
            words = {"de": "im vergangenen Jahr", "en": "last year"}[language]
            when = When(None, words, when.year, when.first, when.last)
        return self._level(topic, when, language, source, kind)

    # Times and amounts

    def _time(self, day: date, language: str) -> When:
        rng = self._rng
        year, month = day.year, day.month
        kind = rng.random()
        words = WORDS[language]
        if kind < 0.2 and month > 2:
            last = month - 1
            named = words["months"].format(count=last, year=year)
            return When(f"{year}-01/{year}-{last:02}", named, year, 1, last)
        if kind < 0.32 and month > 1:
            named = words["month"].format(month=MONTHS[language][month - 2], year=year)
            return When(f"{year}-{month - 1:02}", named, year, month - 1, month - 1)
        if kind < 0.4 and month > 3:
            quarter = (month - 1) // 3
            named = words["quarter"].format(number=quarter, year=year)
            span = f"{year}-{3 * quarter - 2:02}/{year}-{3 * quarter:02}"
            return When(span, named, year, 3 * quarter - 2, 3 * quarter)
        if kind < 0.5:
            year = max(FIRST_YEAR - 3, year - rng.randint(2, 8))
            return When(str(year), words["year"].format(year=year), year, 1, 12)
        if kind < 0.6:
            return When(None, words["now"], year, 1, 12)
        year -= 1
        return When(str(year), words["year"].format(year=year), year, 1, 12)

    def _seen(self, topic: Topic, when: When, source: str) -> float:
        """What a source takes the amount to be."""
        amount = topic.amount(when.year, when.first, when.last)
        mark = when.year * 144 + when.first * 12 + when.last
        speaker = SOURCES.index(source) + 1
        if chance(topic.number * speaker, mark) < DISSENT:
            amount *= 0.75 + 0.6 * chance(topic.number, speaker)
        if self._rng.random() < 0.15:  # as corrected later
            amount *= 1 + 0.04 * chance(mark, topic.number)
        return amount * 10 if self._rng.random() < SLIPS else amount

    def _fields(self, topic: Topic, when: When, language: str) -> dict[str, Any]:
        rng = self._rng
        said = when.words
        evidence = {
            "subject": f"“{topic.name[language]}”",
            "indicator": f"“{AMOUNTS[language][topic.indicator]}”",
            "measure": "an amount with nothing beside it",
            "period": f"“{said}”",
            "unit": topic.unit,
        }
        sure = rng.uniform(0.3, 0.49) if rng.random() < UNSURE else rng.uniform(0.6, 0.98)
        return {
            "indicator": topic.indicator,
            "subject": topic.subject,
            "place": topic.place,
            "partner": topic.partner,
            "commodity": topic.commodity,
            "counted": topic.counted,
            "unit": topic.unit,
            "period": when.period,
            "period_text": said or None,
            "evidence": evidence,
            "confidence": round(sure, 2),
        }

    def _slots(self, topic: Topic, when: When, language: str) -> dict[str, str]:
        who = topic.name[language]
        if topic.partner_name is not None:
            who = WORDS[language]["pair"].format(one=who, other=topic.partner_name[language])
        what = topic.commodity or topic.counted
        goods = "" if what is None else f" {GOODS[language][what]}"
        return {
            "who": who,
            "what": AMOUNTS[language][topic.indicator],
            "goods": goods,
            "when": when.words,
        }

    # Sentences

    def _level(self, topic: Topic, when: When, language: str, source: str, kind: float) -> Sentence:
        rng = self._rng
        fields = self._fields(topic, when, language)
        surface, fields["value"] = stated(
            self._seen(topic, when, source), topic.unit, language, rng
        )
        slots = self._slots(topic, when, language)
        slots["hedge"] = slots["says"] = ""
        if topic.indicator == "capacity":
            fields["per"] = Per.YEAR
        if kind > 0.8:
            bound, slots["hedge"] = rng.choice(HEDGES[language])
            fields["bound"] = Bound(bound)
        elif kind > 0.72:
            fields["attribution"] = speaker = rng.choice(SPEAKERS)
            named = self._world.names.get(speaker)
            name = speaker if named is None else named[language]
            slots["says"] = SAYS[language].format(name=name)
        figures = [Figure(surface, fields)]
        if topic.unit == "USD" and 0.44 < kind < 0.52:
            beside, value = stated(fields["value"] * _EUROS, "EUR", language, rng)
            figures.append(Figure(beside, fields | {"unit": "EUR", "value": value}, 0))
            return _sentence(LEVELS[language]["equivalent"], slots, figures)
        return _sentence(rng.choice(LEVELS[language]["plain"]), slots, figures)

    def _range(self, topic: Topic, when: When, language: str, source: str) -> Sentence:
        low = max(1, round(self._seen(topic, when, source)))
        high = low + self._rng.randint(1, 9)
        fields = self._fields(topic, when, language)
        fields |= {"value": float(low), "value_high": float(high), "bound": Bound.BETWEEN}
        surface = f"{low} {WORDS[language]['and']} {high} {WORDS[language]['days']}"
        slots = self._slots(topic, when, language)
        return _sentence(RANGES[language], slots, [Figure(surface, fields)])

    def _count(self, topic: Topic, language: str) -> Sentence:
        """Things counted by the way: in no claim."""
        value = self._rng.randint(2, 40)
        fields = self._fields(topic, When(None, "", 0, 1, 12), language)
        fields |= {"indicator": "count", "unit": "count", "value": float(value)}
        fields |= {"partner": None, "commodity": None, "counted": GOODS[language]["agreements"]}
        if self._rng.random() < 0.4:
            fields["subject"] = None
        slots = {"who": topic.name[language]}
        return _sentence(COUNTS[language], slots, [Figure(str(value), fields)])

    def _promise(self, topic: Topic, day: date, language: str, source: str) -> Sentence:
        rng = self._rng
        horizon = rng.choice((day.year + 1, day.year // 5 * 5 + 5, day.year // 5 * 5 + 10))
        named = WORDS[language]["by"].format(year=horizon)
        when = When(str(horizon), named, horizon, 1, 12)
        fields = self._fields(topic, when, language) | {"status": Status.TARGET}
        wanted = topic.promise(day.year, horizon)
        surface, fields["value"] = stated(wanted, topic.unit, language, rng)
        if topic.indicator == "capacity":
            fields["per"] = Per.YEAR
        slots = self._slots(topic, when, language)
        return _sentence(PROMISES[language], slots, [Figure(surface, fields)])

    def _widening(self, topic: Topic, day: date, language: str, source: str) -> Sentence:
        """From what is now to what is aimed for."""
        now = When(None, "", day.year, 1, 12)
        horizon = day.year // 5 * 5 + 5
        then = When(str(horizon), WORDS[language]["by"].format(year=horizon), horizon, 1, 12)
        start = self._fields(topic, now, language) | {"transition": Transition.FROM}
        end = self._fields(topic, then, language)
        end |= {"transition": Transition.TO, "status": Status.TARGET}
        first, start["value"] = stated(
            self._seen(topic, now, source), topic.unit, language, self._rng
        )
        last, end["value"] = stated(
            topic.promise(day.year, horizon), topic.unit, language, self._rng
        )
        figures = [Figure(first, start, None, (1,)), Figure(last, end, None, (0,))]
        return _sentence(WIDENINGS[language], self._slots(topic, then, language), figures)

    def _movement(self, topic: Topic, when: When, language: str, source: str) -> Sentence:
        """By how much it changed, and to what."""
        before = max(topic.amount(when.year - 1, when.first, when.last), 1e-9)
        now = topic.amount(when.year, when.first, when.last)
        change = round((now / before - 1) * 100, 1)
        end = self._fields(topic, when, language) | {"transition": Transition.TO}
        by = end | {"transition": Transition.BY, "unit": "percent", "measure": Measure.CHANGE}
        by |= {"value": change, "counted": None}
        percent = f"{number(abs(change), 1, language)} {WORDS[language]['percent']}"
        last, end["value"] = stated(
            self._seen(topic, when, source), topic.unit, language, self._rng
        )
        figures = [Figure(percent, by, None, (1,)), Figure(last, end, None, (0,))]
        pattern = CHANGES[language][change >= 0]
        return _sentence(pattern, self._slots(topic, when, language), figures)

    def _share(self, topic: Topic, when: When, language: str, source: str) -> Sentence:
        """An amount and what part of the whole it is."""
        fields = self._fields(topic, when, language)
        part, fields["value"] = stated(
            self._seen(topic, when, source), topic.unit, language, self._rng
        )
        value = round(5 + 60 * chance(topic.number, when.year), 1)
        share = fields | {"unit": "percent", "measure": Measure.SHARE, "value": value}
        percent = f"{number(value, 1, language)} {WORDS[language]['percent']}"
        figures = [Figure(part, fields, None, (1,)), Figure(percent, share, None, (0,))]
        return _sentence(SHARES[language], self._slots(topic, when, language), figures)


def _sentence(pattern: str, slots: dict[str, str], figures: list[Figure]) -> Sentence:
    """The pattern with its slots filled, each `|` a figure in turn."""
    pieces = pattern.format_map(slots).split("|")
    text = pieces[0][:1].upper() + pieces[0][1:]
    starts = []
    for figure, piece in zip(figures, pieces[1:], strict=True):
        starts.append(len(text))
        text += figure.surface + piece
    return Sentence(text, tuple(figures), tuple(starts))


def _put_together(sentences: list[Sentence], published: str | None) -> tuple[str, list[Fact]]:
    """The text, the first sentence being its headline, and its facts."""
    text = ""
    facts = []
    for place, sentence in enumerate(sentences):
        at = len(text)
        spans = [
            Span(at + start, at + start + len(figure.surface))
            for start, figure in zip(sentence.starts, sentence.figures, strict=True)
        ]
        for span, figure in zip(spans, sentence.figures, strict=True):
            first = figure.equivalent_of
            facts.append(
                Fact(
                    surface=figure.surface,
                    start=span.start,
                    end=span.end,
                    equivalent_of=None if first is None else spans[first],
                    movement=tuple(spans[other] for other in figure.movement),
                    published=published,
                    **figure.fields,
                )
            )
        text += sentence.text + ("\n\n" if place == 0 or place % 4 == 0 else " ")
    return text.rstrip(), facts
