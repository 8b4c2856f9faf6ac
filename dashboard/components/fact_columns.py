"""Fact columns: what a list of facts can show, on the screen and in a file alike."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dashboard.address import read_ids, read_text
from dashboard.wording import Wording
from tracker import StoredFact


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column of the list.

    Attributes:
        name: Its id, as it stands in the address.
        head: What stands above it, an English text of the catalogue.
        text: What a cell says.
        fields: What a file says instead: names of fields with their values.
        sort: The column that the store sorts by; "" where it does not.
        width: In pixels; `flex` its share of what is left.
        right: Whether it holds numbers.
    """

    name: str
    head: str
    text: Callable[[StoredFact, Wording], str]
    fields: Mapping[str, Callable[[StoredFact, Wording], Any]]
    sort: str = ""
    width: int = 120
    flex: int = 0
    right: bool = False


def name_subject(stored: StoredFact, wording: Wording) -> str:
    """`Azerbaijan – Turkey`, `TRACECA, Azerbaijan`, with the commodity where one is named."""
    fact = stored.fact
    if fact.subject is None:
        text = fact.counted or wording.say("not named")
    else:
        text = wording.name(fact.subject)
    if fact.partner:
        text += f" – {wording.name(fact.partner)}"
    if fact.place:
        text += f", {wording.name(fact.place)}"
    if fact.commodity:
        text += f" · {wording.name(fact.commodity)}"
    return text


def _figure(stored: StoredFact, wording: Wording) -> str:
    fact = stored.fact
    return wording.numbers.stated(
        fact.value, fact.unit, fact.bound, high=fact.value_high, per=fact.per
    )


def _indicator(stored: StoredFact, wording: Wording) -> str:
    name, measure = wording.name(stored.fact.indicator), stored.fact.measure
    return name if measure == "level" else f"{name} ({wording.word(measure)})"


def base_amount(stored: StoredFact, wording: Wording) -> str:
    """The value in its base unit; of a range both ends."""
    fact, numbers = stored.fact, wording.numbers
    low = numbers.full(stored.base_value, stored.base_unit)
    if fact.value_high is None:
        return low
    return f"{low} – {numbers.full(base_high(stored) or 0, stored.base_unit)}"


def base_high(stored: StoredFact) -> float | None:
    """The upper end of a range in its base unit."""
    fact = stored.fact
    if fact.value_high is None:
        return None
    return fact.value_high * (stored.base_value / fact.value) if fact.value else stored.base_high


def _plain(word: Any) -> str | None:
    return None if word is None else str(word.value)


COLUMNS: Mapping[str, Column] = {
    column.name: column
    for column in (
        Column(
            name="value", head="Figure", text=_figure, sort="base_value", width=156, right=True,
            fields={
                "value": lambda one, _: one.fact.value,
                "value_high": lambda one, _: one.fact.value_high,
                "unit": lambda one, _: one.fact.unit,
                "per": lambda one, _: _plain(one.fact.per),
                "bound": lambda one, _: one.fact.bound.value,
            },
        ),
        Column(
            name="subject", head="About", text=name_subject, sort="subject", width=170, flex=3,
            fields={
                "subject": lambda one, _: one.fact.subject,
                "subject_name": lambda one, speak: speak.name(one.fact.subject) or None,
                "partner": lambda one, _: one.fact.partner,
                "place": lambda one, _: one.fact.place,
                "commodity": lambda one, _: one.fact.commodity,
                "counted": lambda one, _: one.fact.counted,
            },
        ),
        Column(
            name="indicator", head="What", text=_indicator, sort="indicator", width=135, flex=2,
            fields={
                "indicator": lambda one, _: one.fact.indicator,
                "measure": lambda one, _: one.fact.measure.value,
                "transition": lambda one, _: _plain(one.fact.transition),
            },
        ),
        Column(
            name="period", head="Period", sort="period_start",
            text=lambda one, speak: speak.numbers.period(one.fact.period) or "–",
            fields={
                "period": lambda one, _: one.fact.period,
                "period_text": lambda one, _: one.fact.period_text,
            },
        ),
        Column(
            name="status", head="Status", width=96,
            text=lambda one, speak: speak.word(one.fact.status),
            fields={"status": lambda one, _: one.fact.status.value},
        ),
        Column(
            name="source", head="Source", width=130, flex=2,
            text=lambda one, _: one.source or one.author or "–",
            fields={"source": lambda one, _: one.source, "author": lambda one, _: one.author},
        ),
        Column(
            name="published", head="Published", sort="published", width=122,
            text=lambda one, speak: speak.numbers.day(one.fact.published) or "–",
            fields={"published": lambda one, _: one.fact.published},
        ),
        Column(
            name="surface", head="As written", width=190, flex=1,
            text=lambda one, _: one.fact.surface,
            fields={"surface": lambda one, _: one.fact.surface},
        ),
        Column(
            name="review", head="Review", width=116,
            text=lambda one, speak: speak.word(one.review),
            fields={"review": lambda one, _: one.review, "rank": lambda one, _: one.rank},
        ),
        Column(
            name="bound", head="Hedge", width=100,
            text=lambda one, speak: speak.word(one.fact.bound),
            fields={"bound": lambda one, _: one.fact.bound.value},
        ),
        Column(
            name="base", head="In the base unit", width=210, right=True, text=base_amount,
            sort="base_value",
            fields={
                "base_value": lambda one, _: one.base_value,
                "base_value_high": lambda one, _: base_high(one),
                "base_low": lambda one, _: one.base_low,
                "base_high": lambda one, _: one.base_high,
                "base_unit": lambda one, _: one.base_unit,
            },
        ),
        Column(
            name="standing", head="Standing", width=150,
            text=lambda one, speak: speak.word(one.standing) if one.standing else "–",
            fields={"standing": lambda one, _: _plain(one.standing)},
        ),
        Column(
            name="confidence", head="Sureness", sort="confidence", width=110, right=True,
            text=lambda one, speak: speak.numbers.amount(
                round(one.fact.confidence * 100), "percent"
            ),
            fields={"confidence": lambda one, _: one.fact.confidence},
        ),
        Column(
            name="sentence", head="Sentence", width=360, flex=4,
            text=lambda one, _: " ".join(one.passage.split()),
            fields={"sentence": lambda one, _: one.passage},
        ),
        Column(
            name="title", head="Document", width=220, flex=2, text=lambda one, _: one.title or "–",
            fields={"title": lambda one, _: one.title},
        ),
        Column(
            name="origin", head="Origin", width=150,
            text=lambda one, speak: speak.word(one.origin),
            fields={"origin": lambda one, _: one.origin},
        ),
    )
}  # fmt: skip
DEFAULT_COLUMNS = (
    *("value", "subject", "indicator", "period", "status", "source", "published", "surface"),
    "review",
)
DEFAULT_SORT = "-published"
# What every file says besides, so that each figure leads back to its words.
_PROVENANCE: Mapping[str, Callable[[StoredFact, Wording], Any]] = {
    "surface": lambda one, _: one.fact.surface,
    "status": lambda one, _: one.fact.status.value,
    "period": lambda one, _: one.fact.period,
    "document": lambda one, _: one.document_id,
    "start": lambda one, _: one.fact.start,
    "end": lambda one, _: one.fact.end,
    "source": lambda one, _: one.source,
    "published": lambda one, _: one.fact.published,
    "url": lambda one, _: one.url,
}


def read_columns(query: Mapping[str, object]) -> tuple[str, ...]:
    """The columns that an address asks for, in the order of the list; the figure is always one."""
    asked = read_ids(query, "cols") or DEFAULT_COLUMNS
    return tuple(name for name in COLUMNS if name in asked or name == "value")


def read_sort(query: Mapping[str, object]) -> tuple[str, bool]:
    """The column that an address sorts by, and whether downwards: `-published`."""
    text = read_text(query, "sort", DEFAULT_SORT)
    name = text.removeprefix("-")
    if name not in COLUMNS or not COLUMNS[name].sort:
        text, name = DEFAULT_SORT, DEFAULT_SORT.removeprefix("-")
    return name, text.startswith("-")


def file_columns(shown: Sequence[str]) -> tuple[str, ...]:
    """The columns of a file with these columns of the list: key, what they say, provenance."""
    fields = (field for name in shown for field in COLUMNS[name].fields)
    return tuple(dict.fromkeys(("fact", *fields, *_PROVENANCE)))


def file_row(stored: StoredFact, shown: Sequence[str], wording: Wording) -> dict[str, Any]:
    """One fact as a row of a file: values as they are, nothing rounded or translated."""
    row: dict[str, Any] = {"fact": stored.key}
    for name in shown:
        row |= {field: read(stored, wording) for field, read in COLUMNS[name].fields.items()}
    for field, read in _PROVENANCE.items():
        row.setdefault(field, read(stored, wording))
    return row
