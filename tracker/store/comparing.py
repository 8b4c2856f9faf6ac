"""Comparing: implied figures beside what is stated of the same thing and time.

The change of a from–to pair is compared with the change stated in the same movement, where it is
derived; all else is compared here, with the facts of any document.
"""

from collections.abc import Container, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Connection,
    RowMapping,
    and_,
    bindparam,
    or_,
    select,
    update,
)

from tracker.ledger.comparison import compare, is_compared, rates_agree
from tracker.ledger.intervals import Interval
from tracker.ledger.rates import EURO, rate_key
from tracker.model.claim import Comparison, Standing
from tracker.model.derived import Role, Rule
from tracker.store.changed import Changed
from tracker.store.converting import find_rates
from tracker.store.figure_rows import relied_on
from tracker.store.known_claims import KnownClaims
from tracker.store.ledger_tables import claim, claim_member, derived, derived_input, series
from tracker.store.mention_rows import chunked
from tracker.store.tables import document, fact

RowOfDerived = RowMapping | Mapping[str, Any]
Question = tuple[Any, ...]
_UNSTATED = (Comparison.UNSTATED, None)
_LEFT_OUT = (Standing.SLIP, Standing.DOUBTFUL, Standing.DEPRECATED)
_SAME = ("partner", "place", "commodity", "counted")
_ASKED = ("subject", "indicator", "measure", "status", "period_start", "period", "base_unit")
_QUESTION = (*_ASKED, *_SAME)
_OF_SERIES = ("subject", "indicator", "measure", "status", "base_unit")
_stated = fact.alias("stated")
# Put together once: that takes longer than the answer.
_EVER_ALIKE = (
    select(
        *(fact.c[name] for name in ("id", "document_id", "per", "base_value")),
        *(fact.c[name] for name in ("base_low", "base_high", "start", "end", "published")),
        *(document.c.sha256, claim_member.c.claim_id, claim_member.c.standing),
    )
    .select_from(
        fact.join(document, document.c.id == fact.c.document_id).outerjoin(
            claim_member, claim_member.c.fact_id == fact.c.id
        )
    )
    .where(
        *(fact.c[name] == bindparam(name) for name in _ASKED),
        *(fact.c[name].is_not_distinct_from(bindparam(name)) for name in _SAME),
        fact.c.equivalent_of.is_(None),
        relied_on(),
    )
    .order_by(fact.c.id)
)
_ALIKE = _EVER_ALIKE.where(
    or_(claim_member.c.standing.is_(None), claim_member.c.standing.not_in(_LEFT_OUT))
)
_UPDATE = (
    update(derived)
    .where(derived.c.id == bindparam("row_id"))
    .values({name: bindparam(f"new_{name}") for name in ("comparison", "stated_fact_id")})
)


class _Stated(NamedTuple):
    """A stated figure that an implied one may be compared with."""

    id: int
    document_id: int
    rate: str | None
    key: str
    value: float
    interval: Interval


class Questions:
    """What is stated of the things and times that implied figures are of, each asked once.

    Args:
        connection: A connection.
        known: The claims of a day, so that only what was published by then counts; None: all.
    """

    def __init__(self, connection: Connection, known: KnownClaims | None = None) -> None:
        self._connection = connection
        self._known = known
        self._answers: dict[Question, list[_Stated]] = {}

    def alike(self, row: RowOfDerived, inputs: Container[int]) -> list[_Stated]:
        """The facts that state what a row of `derived` implies, and are none of its inputs."""
        # What its own movement states is compared where it is derived.
        apart = row["document_id"] if row["rule"] == Rule.CHANGE else None
        rate = _rate(row["indicator"], row["per"])
        question = _question(row)
        if question not in self._answers:
            self.ask([row])
        return [
            each
            for each in self._answers[question]
            if each.rate == rate and each.document_id != apart and each.id not in inputs
        ]

    def ask(self, rows: Iterable[RowOfDerived]) -> None:
        """Look up at once what is stated of all these rows."""
        statement = _ALIKE if self._known is None else _EVER_ALIKE
        found: dict[Question, Sequence[Any]] = {
            question: self._connection.execute(
                statement, dict(zip(_QUESTION, question, strict=True))
            ).all()
            for question in {_question(row) for row in rows} - self._answers.keys()
        }
        if self._known is not None:
            found = _known_alike(found, self._known)
        for question, stated in found.items():
            indicator = question[_QUESTION.index("indicator")]
            self._answers[question] = [_stated_by(each, indicator) for each in stated]


def _question(row: RowOfDerived) -> Question:
    return tuple(row[name] for name in _QUESTION)


def _known_alike(
    found: dict[Question, Sequence[Any]], known: KnownClaims
) -> dict[Question, Sequence[Any]]:
    """Of the rows those that were known, and could be compared then."""
    claims = {each.claim_id for rows in found.values() for each in rows} - {None}
    changed = known.find(claims)

    def counts(each: Any) -> bool:
        if not known.moment.knows(each):
            return False
        then = changed.get(each.claim_id)
        return (each.standing if then is None else then.members[each.id][1]) not in _LEFT_OUT

    return {question: [each for each in rows if counts(each)] for question, rows in found.items()}


def _stated_by(row: Any, indicator: str) -> _Stated:
    return _Stated(
        id=row.id,
        document_id=row.document_id,
        rate=_rate(indicator, row.per),
        key=f"{row.sha256[:12]}:{row.start}-{row.end}",
        value=row.base_value,
        interval=Interval(row.base_low, row.base_high),
    )


def stated_alike(connection: Connection, row: RowMapping) -> set[int]:
    """Row ids of the facts that a row of `derived` is compared with."""
    inputs = _inputs(connection, [row["id"]])
    return {each.id for each in Questions(connection).alike(row, inputs[row["id"]])}


def settle_comparisons(connection: Connection, changed: Changed, fresh: Iterable[int]) -> None:
    """Compare the fresh rows, and those of the same things and times as the changed claims."""
    new = set(fresh)
    touched = _touched(connection, changed) - new
    batches = [(chunk, select(derived)) for chunk in chunked(sorted(new))]
    batches += [(chunk, _standing_alone()) for chunk in chunked(sorted(touched))]
    questions = Questions(connection)
    changes = []
    for chunk, rows in batches:
        inputs = _inputs(connection, chunk)
        for row in connection.execute(rows.where(derived.c.id.in_(chunk))).mappings().all():
            comparison, stated = compared(connection, row, questions, inputs[row["id"]])
            if (row["comparison"], row["stated_fact_id"]) != (comparison, stated):
                found = {"new_comparison": comparison, "new_stated_fact_id": stated}
                changes.append({"row_id": row["id"], **found})
    if changes:
        connection.execute(_UPDATE, changes)


def compared(
    connection: Connection, row: RowOfDerived, questions: Questions, inputs: Container[int]
) -> tuple[Comparison, int | None]:
    """What is stated of the same thing and time: whether it agrees, and the row of the fact."""
    rule = Rule(row["rule"])
    if rule is Rule.EXCHANGE_RATE:
        return _rate_compared(connection, row), None
    known = {name: row[name] for name in ("subject", "indicator", "period")}
    if not is_compared(rule, **known):
        return _UNSTATED
    stated = {each.key: each for each in questions.alike(row, inputs)}
    comparison, key = compare(
        Interval(row["base_low"], row["base_high"]),
        ((key, each.value, each.interval) for key, each in stated.items()),
        row["base_value"],
    )
    return comparison, None if key is None else stated[key].id


def _inputs(connection: Connection, rows: list[int]) -> dict[int, set[int]]:
    """The facts that rows of `derived` follow from."""
    found: dict[int, set[int]] = {number: set() for number in rows}
    columns = (derived_input.c.derived_id, derived_input.c.fact_id)
    wanted = select(*columns).where(derived_input.c.derived_id.in_(rows))
    for derived_id, fact_id in connection.execute(wanted):
        found[derived_id].add(fact_id)
    return found


def _touched(connection: Connection, changed: Changed) -> set[int]:
    """Rows that changed claims can agree with or differ from, or could before they changed."""
    found: set[int] = set()
    same = and_(
        *(derived.c[name] == series.c[name] for name in _OF_SERIES),
        *(derived.c[name].is_not_distinct_from(series.c[name]) for name in _SAME),
    )
    for chunk in chunked(sorted(changed.claims)):
        found |= set(
            connection.scalars(
                select(derived.c.id)
                .select_from(claim)
                .join(series, series.c.id == claim.c.series_id)
                .join(derived, and_(same, derived.c.period == claim.c.period))
                .where(claim.c.id.in_(chunk))
            )
        )
    for chunk in chunked(sorted(changed.facts)):
        stated = select(derived.c.id).where(derived.c.stated_fact_id.in_(chunk))
        found |= set(connection.scalars(stated))
    if changed.facts_gone:
        for subject, indicator in {(key.subject, key.indicator) for key in changed.series.values()}:
            orphans = select(derived.c.id).where(
                derived.c.subject == subject, derived.c.indicator == indicator, _lost()
            )
            found |= set(connection.scalars(orphans))
    return found


def _lost() -> ColumnElement[bool]:
    """Rows whose stated figure has been deleted."""
    return and_(
        derived.c.stated_fact_id.is_(None),
        derived.c.comparison.in_((Comparison.AGREES, Comparison.DIFFERS)),
        derived.c.rule != Rule.EXCHANGE_RATE,
    )


def _standing_alone() -> Any:
    """Rows but those that were compared within their own movement."""
    return (
        select(derived)
        .outerjoin(_stated, _stated.c.id == derived.c.stated_fact_id)
        .where(
            or_(
                derived.c.rule != Rule.CHANGE,
                _stated.c.id.is_(None),
                _stated.c.document_id != derived.c.document_id,
            )
        )
    )


def _rate_compared(connection: Connection, row: RowOfDerived) -> Comparison:
    """Beside the reference rate of the time that the first amount is converted at."""
    first = connection.execute(
        select(fact.c.status, fact.c.indicator, fact.c.period, fact.c.period_end, fact.c.published)
        .join(derived_input, derived_input.c.fact_id == fact.c.id)
        .where(derived_input.c.derived_id == row["id"], derived_input.c.role == Role.AMOUNT)
    ).one()
    key = rate_key(**first._mapping)
    if key is None:
        return Comparison.UNSTATED
    second, _, one = row["base_unit"].partition("/")
    rates = find_rates(connection, [(each, key) for each in (one, second) if each != EURO])
    per_eur = {EURO: 1.0} | {each.currency: each.per_eur for each in rates.values()}
    if not {one, second} <= per_eur.keys():
        return Comparison.UNSTATED
    agrees = rates_agree(row["base_value"], per_eur[second] / per_eur[one])
    return Comparison.AGREES if agrees else Comparison.DIFFERS


def _rate(indicator: str, per: str | None) -> str | None:
    """A capacity without its period compares as yearly."""
    return per or ("year" if indicator == "capacity" else None)
