"""Wording: how the dashboard speaks one language: its texts, its numbers, the names of things."""

from collections.abc import Mapping
from dataclasses import dataclass

from dashboard import texts
from dashboard.numbers import Numbers


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """What pages, components and figures need to speak to a person.

    Attributes:
        language: "de" or "en".
        numbers: Writes amounts and dates.
        labels: Id of an entity, indicator, unit or commodity to its name.
    """

    language: str
    numbers: Numbers
    labels: Mapping[str, str]

    def say(self, text: str, **values: object) -> str:
        """A text of the page, its `%(name)s` places filled."""
        return texts.say(self.language, text, **values)

    def say_plural(self, one: str, many: str, n: int) -> str:
        """A text for one or for many; its `%(n)s` is the number as people write it."""
        return texts.say_plural(self.language, one, many, n, self.numbers.plain(n))

    def name(self, identifier: str | None) -> str:
        """The name of an entity, indicator, unit or commodity; the id where none is known."""
        if identifier is None:
            return ""
        return self.labels.get(identifier, identifier.replace("_", " "))

    def quote(self, text: str) -> str:
        """Another's words in the quotation marks of this language."""
        opening, closing = ("„", "“") if self.language == "de" else ("“", "”")
        return f"{opening}{text}{closing}"

    def word(self, value: str) -> str:
        """A word of a closed vocabulary (status, bound, measure …) in this language."""
        return texts.say(self.language, VOCABULARY.get(value, value))


VOCABULARY: Mapping[str, str] = {
    "exact": "exact",
    "about": "about",
    "over": "over",
    "at_least": "at least",
    "under": "under",
    "up_to": "up to",
    "between": "between",
    "level": "amount",
    "change": "change",
    "share": "share",
    "multiple": "factor",
    "index": "index",
    "actual": "actual",
    "target": "target",
    "forecast": "forecast",
    "from": "from",
    "to": "to",
    "by": "by",
    "year": "a year",
    "month": "a month",
    "week": "a week",
    "day": "a day",
    "hour": "an hour",
    "unreviewed": "unreviewed",
    "confirmed": "confirmed",
    "corrected": "corrected",
    "rejected": "rejected",
    "preferred": "preferred",
    "normal": "normal",
    "deprecated": "deprecated",
    "text": "read from a text",
    "form": "typed into the form",
    "import": "imported",
    "moves_to": "rises or falls to",
    "changed_by": "changed by",
    "same_claim": "says the same",
    "contradicts": "contradicts",
    "corrects": "corrects",
    "part_of": "is part of",
    "equivalent_of": "says the same in another unit",
    "stated_with": "stated together with",
    "drawn": "on the line",
    "repeats": "the same statement again",
    "agrees": "agrees",
    "conflicts": "contradicts",
    "far_apart": "far apart",
    "revised": "revised later by its source",
    "beside": "beside it in the same text",
    "slip": "probably a slip",
    "doubtful": "doubtful reading",
    "spread": "not comparable",
    "single": "one source only",
    "agree": "sources agree",
    "conflict": "sources contradict each other",
    "revision": "revised by its source",
    "internal": "contradicts itself in one text",
    "met": "met",
    "missed": "missed",
    "overdue": "overdue",
    "open": "open",
    "undated": "without a date",
    "unstated": "not stated by anyone",
    "differs": "differs from what is stated",
    "official": "official",
    "company": "company",
    "agency": "news agency",
    "news": "press",
    "other": "other",
    "corridor": "Corridors",
    "railway": "Railways",
    "port": "Ports",
    "pipeline": "Pipelines",
    "power_line": "Power lines",
}
