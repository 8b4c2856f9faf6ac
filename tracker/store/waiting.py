"""Waiting: which figures of the review queue come next, without reading what is said of them.

The view `review_queue` tells all of each figure and walks through all figures for that, which is
right for one subject. Here only ids are fetched, beginning with what is in doubt.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, text

from tracker.store.review_views import (
    CODE,
    DOUBTS,
    MEMBER_WAITS,
    MISMATCH_WAITS,
    UNDATED_WAITS,
    UNSURE_WAITS,
    WEIGHT,
)

REASONS = tuple(DOUBTS)
"""Codes of the reasons, the gravest first."""

# SQLite keeps the order of a CROSS JOIN: what is in doubt first, or one subject's figures first.
_MEMBERS = {
    False: "claim_member AS m CROSS JOIN fact AS f",
    True: "fact AS f CROSS JOIN claim_member AS m",
}


def _doubt(code: str) -> str:
    return f"{DOUBTS[code]} + 0.1 * (1 - f.confidence)"


def _waiting(reason: str | None, subject: str | None) -> str:
    """One row per figure and reason: fact_id, reason_code, doubt, subject."""
    own = " AND f.subject = :subject" if subject else ""
    # An implied figure is of a series; its subject is that of the figure stated beside it or not.
    derived = " AND x.subject = :subject" if subject else ""
    differs = MISMATCH_WAITS if subject else f"x.comparison = 'differs' AND {MISMATCH_WAITS}"
    parts = [
        f"""SELECT f.id AS fact_id, CASE m.standing {CODE} END AS reason_code,
  CASE m.standing {WEIGHT} END + 0.1 * (1 - f.confidence) AS doubt, f.subject
FROM {_MEMBERS[bool(subject)]} WHERE {MEMBER_WAITS}{own}""",
        f"""SELECT f.id AS fact_id, 'mismatch' AS reason_code,
  {_doubt("mismatch")} AS doubt, x.subject
FROM derived AS x JOIN fact AS f ON f.id = x.stated_fact_id WHERE {differs}{derived}""",
        f"""SELECT f.id AS fact_id, 'low_confidence' AS reason_code,
  {_doubt("low_confidence")} AS doubt, f.subject
FROM fact AS f WHERE {UNSURE_WAITS}{own}""",
        f"""SELECT f.id AS fact_id, 'unresolved_period' AS reason_code,
  {_doubt("unresolved_period")} AS doubt, f.subject
FROM fact AS f WHERE {UNDATED_WAITS}{own}""",
    ]
    if reason in ("mismatch", "low_confidence", "unresolved_period"):
        return next(part for part in parts if f"'{reason}' AS reason_code" in part)
    return parts[0] if reason else " UNION ALL ".join(parts)


def next_waiting(
    connection: Connection, reason: str | None, subject: str | None, limit: int | None
) -> tuple[list[int], int]:
    """Ids of figures that wait, the most doubtful first and each once, and how many wait in all."""
    which = " WHERE w.reason_code = :reason" if reason else ""
    statement = f"""SELECT w.fact_id, count(*) OVER () AS waiting
FROM ({_waiting(reason, subject)}) AS w{which}
GROUP BY w.fact_id ORDER BY max(w.doubt) DESC, w.fact_id"""
    values: dict[str, Any] = {}
    if limit is not None:
        statement, values["limit"] = f"{statement} LIMIT :limit", limit
    if reason:
        values["reason"] = reason
    if subject:
        values["subject"] = subject
    rows = connection.execute(text(statement), values).all()
    return [row[0] for row in rows], rows[0][1] if rows else 0


def count_waiting(connection: Connection) -> dict[tuple[str, str | None], int]:
    """How many figures wait, by reason and subject."""
    statement = f"""SELECT w.reason_code, w.subject, count(DISTINCT w.fact_id)
FROM ({_waiting(None, None)}) AS w GROUP BY w.reason_code, w.subject"""
    return {(row[0], row[1]): row[2] for row in connection.execute(text(statement))}


def reasons_of(connection: Connection, fact_ids: Sequence[int]) -> list[dict[str, Any]]:
    """The rows of the view `review_queue` about these figures, the most doubtful first."""
    statement = text(
        "SELECT * FROM review_queue WHERE fact_id IN :ids"
        " ORDER BY doubt DESC, fact_key, reason_code"
    ).bindparams(bindparam("ids", expanding=True))
    return [dict(row) for row in connection.execute(statement, {"ids": list(fact_ids)}).mappings()]
