"""Citing: one figure as a ready citation, with the words it was read from."""

from dashboard.components.page_words import page_of, say_page
from dashboard.wording import Wording
from tracker import StoredFact

HERE = "{here}"
"""Stands for the scheme and host of this app, which only the browser knows for sure."""


def cite(fact: StoredFact, wording: Wording, address: str) -> str:
    """A citation in one line: what, value as stated, the words, who, when, where.

    Args:
        fact: The figure.
        wording: The language of what is said around the words of the source.
        address: Where the figure is found in this app: a path, or a whole address.
    """
    one, numbers = fact.fact, wording.numbers
    subject = " – ".join(wording.name(name) for name in (one.subject, one.partner) if name)
    what = ", ".join(
        part
        for part in (
            subject,
            wording.name(one.indicator),
            wording.word(one.status) if one.status != "actual" else "",
            numbers.period(one.period),
        )
        if part
    )
    value = numbers.stated(one.value, one.unit, one.bound, high=one.value_high, per=one.per)
    words = wording.quote(" ".join(fact.passage.split()))
    source = ", ".join(
        part
        for part in (
            fact.source or fact.author or wording.say("source not named"),
            fact.title or "",
            say_page(page_of(fact), wording),
            numbers.day(one.published) if one.published else wording.say("undated"),
        )
        if part
    )
    here = HERE + address if address.startswith("/") else address
    where = f"{fact.url} ({here})" if fact.url else here
    return f"{what}: {value}. {words} {source}. {where}"
