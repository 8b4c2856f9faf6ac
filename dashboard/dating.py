"""Dating: what a publication date would change about a document, before it is kept."""

import re
from dataclasses import dataclass

from tracker import FactFilter, Period, Store, extract

_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """A figure whose period the date would change."""

    key: str
    surface: str
    words: str | None
    before: str | None
    after: str | None


def read_published(text: object) -> str | None:
    """A day, month or year as ISO 8601; None where it is none."""
    if not isinstance(text, str) or not _DATE.fullmatch(text.strip()):
        return None
    try:
        Period.parse(text.strip())
    except ValueError:
        return None
    return text.strip()


def preview_date(store: Store, document_id: int, published: str) -> list[Dated]:
    """The figures whose periods would be others, in the order of the text.

    Raises:
        NotFoundError: There is no such document.
    """
    document = store.document(document_id).document
    read = {
        (one.start, one.end): one
        for one in extract(document.text, published=published, language=document.language)
    }
    found = []
    stated = store.facts(FactFilter(document_id=document_id))
    for stored in sorted(stated, key=lambda one: one.fact.start):
        new = read.get((stored.fact.start, stored.fact.end))
        decided = stored.review != "unreviewed"  # what a person decided stays
        if new is None or decided or new.period == stored.fact.period:
            continue
        found.append(
            Dated(
                key=stored.key,
                surface=stored.fact.surface,
                words=new.period_text,
                before=stored.fact.period,
                after=new.period,
            )
        )
    return found
