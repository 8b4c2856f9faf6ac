"""Help: words of the trade with their meaning, where they stand."""

from dash import html
from dash.development.base_component import Component

from dashboard.components.aria import aria, data
from dashboard.wording import Wording

_TERMS = {
    "bound": "Bound",
    "about": "about",
    "over": "over",
    "at_least": "at least",
    "under": "under",
    "up_to": "up to",
    "between": "between",
    "implied": "Implied",
    "as_known_on": "As known on",
    "claim": "Claim",
    "drawn": "Drawn",
    "standing": "Standing",
    "conflict": "Conflict",
    "far_apart": "Far apart",
    "revision": "Revision",
    "slip": "Slip",
    "spread": "Spread",
    "target_state": "State of the target",
    "growth_needed": "Growth needed",
    "equivalent": "Equivalent",
    "unreviewed": "unreviewed",
    "confirmed": "confirmed",
    "confidence": "Confidence",
    "base_value": "Base value",
}
_MEANINGS = {
    "bound": "How the source hedges its figure: about, over, up to, between. "
    "A figure without a hedge is exact as far as its digits go.",
    "about": "The source says that the figure is rounded or estimated: the true value may lie "
    "somewhat above or below.",
    "over": "The true value is greater than the figure; how much greater is not said.",
    "at_least": "The true value is the figure or greater.",
    "under": "The true value is smaller than the figure.",
    "up_to": "The true value is the figure or smaller, often a limit rather than an amount.",
    "between": "The source gives both ends of a range; no value inside it is chosen.",
    "implied": "No source states this figure; it follows from stated ones by the formula beside "
    "it. Implied figures are drawn hollow and grey.",
    "as_known_on": "Shows only what was published by this day, and judges it by this alone. "
    "Documents without a date are left out.",
    "claim": "Everything that sources say of one thing at one time: the same subject, indicator, "
    "unit and period.",
    "drawn": "The statement that the line goes through. A person's choice goes first, then "
    "official before news, later before earlier, exact before hedged.",
    "standing": "How a statement stands to the one that is drawn: it repeats it, agrees, "
    "conflicts, was revised later, or is no match at all.",
    "conflict": "Independent sources state figures of the same thing and time that cannot both be "
    "right, even within their digits and hedges. Both are shown.",
    "far_apart": "The figures meet only through a hedge or an open end, while their numbers differ "
    "by more than a quarter.",
    "revision": "The same speaker later stated another figure for the same time; the later one "
    "took its place.",
    "slip": "So far off its neighbours that it is probably a slip of the pen. No line goes through "
    "it until a person has looked.",
    "spread": "The figures depend on end points that are not known, so they are shown together and "
    "never compared.",
    "target_state": "Met: reached in time. Missed: the year has passed, and a figure shows that it "
    "was not reached. Overdue: the year has passed, and no figure of that time is known. Open: the "
    "year is yet to come.",
    "growth_needed": "By how much a year the latest actual figure would have to grow to reach the "
    "target in its year.",
    "equivalent": "The same amount said again in another unit or currency, as in “$1 billion (861 "
    "million euros)”. It is counted once.",
    "unreviewed": "Read by the program; no person has compared it with the text yet.",
    "confirmed": "A person has compared the figure with its text and found it right.",
    "confidence": "How sure the program is of its reading, from the words around the figure. It "
    "says nothing about whether the source is right.",
    "base_value": "The value in the base unit of its kind, so that thousand tonnes and million "
    "tonnes can be compared. Currencies are never converted here.",
}
KEYS = tuple(_TERMS)


def term(wording: Wording, key: str, text: str | None = None, *, sign: bool = False) -> Component:
    """A word whose explanation opens on hover, focus or tap.

    Args:
        wording: The language.
        key: One of `KEYS`.
        text: How the word stands here, where it is not the plain word.
        sign: Only a small question mark, for use behind a label.
    """
    word = wording.say(_TERMS[key])
    named = aria(label=wording.say("What does “%(word)s” mean?", word=word)) if sign else {}
    return html.Button(
        "?" if sign else text or word,
        type="button",
        className="term term-sign" if sign else "term",
        **data(help=explain(wording, key)),
        **named,
    )


def explain(wording: Wording, key: str) -> str:
    """What a word means, in one or two sentences."""
    return wording.say(_MEANINGS[key])
