"""FactFilter: which facts one wants."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class FactFilter:
    """Conditions that all must hold; None (or an empty tuple) does not restrict.

    Vocabulary fields take tuples of ids, any of which may match. `entity` matches subject or
    partner. `text` is full-text search over surface and sentence. `since` and `until` compare with
    the publication date (ISO 8601, both included); `year` with the year of the fact's period.
    Rejected facts are left out unless `review` names them. `standing` is how a fact stands to the
    value that is drawn for its claim (`Standing`): a chart of many lines needs "drawn" alone.
    `sureness` is the band of the reading's confidence: "doubtful" (under 0.5), "fair" (under 0.85)
    or "sure".
    """

    document_id: int | None = None
    entity: tuple[str, ...] = ()
    subject: tuple[str, ...] = ()
    partner: tuple[str, ...] = ()
    place: tuple[str, ...] = ()
    indicator: tuple[str, ...] = ()
    commodity: tuple[str, ...] = ()
    unit: tuple[str, ...] = ()
    measure: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    transition: tuple[str, ...] = ()
    review: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    origin: tuple[str, ...] = ()
    standing: tuple[str, ...] = ()
    bound: tuple[str, ...] = ()
    sureness: tuple[str, ...] = ()
    year: int | None = None
    year_from: int | None = None
    year_to: int | None = None
    since: str | None = None
    until: str | None = None
    text: str | None = None
    has_partner: bool | None = None
    equivalents: bool = True
