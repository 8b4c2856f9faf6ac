"""Rates of the store: what amounts are converted at, what is missing, and rates of one's own."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Row, insert, or_, select, text
from sqlalchemy.dialects import postgresql, sqlite

from tracker.ledger.conversions import Amount, convert, time_of
from tracker.ledger.rate_table import TableRate, read_rate_table
from tracker.ledger.rates import DOLLAR, EURO
from tracker.model.derived import Rule
from tracker.model.errors import InvalidFactError, ReadError
from tracker.model.rate import (
    Conversion,
    ConversionRate,
    GivenRate,
    MissingRate,
    RateBasis,
    RateImport,
    RefusedRate,
)
from tracker.model.stored import StoredFact
from tracker.store.connections import Connections
from tracker.store.converting import find_rates, rebuild_conversions, stored_rates
from tracker.store.ledger import writing_settled
from tracker.store.ledger_tables import (
    conversion_rate,
    derived,
    derived_input,
    rate,
    unsettled_fact,
)
from tracker.store.tables import fact, unit

_CHUNK = 500
_MAX_BYTES = 20_000_000
_AMOUNT = (
    *("id", "start", "end", "equivalent_of", "base_unit"),
    *("base_value", "base_low", "base_high", "value_high"),
)


class Rates:
    """Rates of exchange of one database, the store's `rates`."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def in_use(self) -> list[ConversionRate]:
        """The rates that amounts are converted at, by currency and time."""
        columns = conversion_rate.c
        with self._connections.reading() as connection:
            rows = connection.execute(
                select(conversion_rate).order_by(columns.currency, columns.period)
            )
            return [
                ConversionRate(**{**row._mapping, "basis": RateBasis(row.basis)}) for row in rows
            ]

    def missing(self) -> list[MissingRate]:
        """What amounts wait for that can be had in no way, the most wanted first."""
        with self._connections.reading() as connection:
            rows = connection.execute(
                text(
                    "SELECT unit, rate_period, count(*) AS facts FROM money_in_eur"
                    " WHERE conversion = 'no rate' GROUP BY unit, rate_period"
                )
            ).all()
        missing = [MissingRate(currency=row[0], period=row[1], facts=row[2]) for row in rows]
        return sorted(missing, key=lambda one: (-one.facts, one.currency, one.period or ""))

    def refresh(self) -> int:
        """Find all rates anew, after rates were written with SQL or the library has newer ones.

        Returns:
            How many rates are in use.

        Raises:
            StoreError: The database cannot be written.
        """
        with writing_settled(self._connections) as connection:
            rebuild_conversions(connection)
            _note_exchange_rates(connection)
        return len(self.in_use())

    def import_table(self, path: str | Path) -> RateImport:
        """Keep the rates of a CSV file and convert by them; docs/rates.md shows the form.

        A rate of the same currency and time is replaced, others stay. Faulty lines are left out
        and reported; all others are kept.

        Raises:
            ReadError: The file cannot be read, or is no table of rates; nothing was kept.
            StoreError: The database cannot be written; nothing was kept.
        """
        content = _text_of(Path(path))
        with writing_settled(self._connections) as connection:
            try:
                table, refused = read_rate_table(content, _currencies(connection))
            except ValueError as error:
                raise ReadError(path, "wrong_type", f"{error}.") from error
            rows, uncrossed = _against_euro(connection, table)
            if rows:
                _replace(connection, rows)
                rebuild_conversions(connection)
                _note_exchange_rates(connection)
        refused = sorted([*refused, *uncrossed], key=lambda one: one.line)
        return RateImport(kept=len(rows), refused=tuple(refused))

    def converted(self, facts: Iterable[StoredFact], currency: str) -> list[Conversion]:
        """Stored amounts of money in one currency, in their order; the facts stay as they are.

        What the source itself states in that currency wins over a conversion. Without a rate of
        the stated currency, that of an equivalent beside it in euros or dollars serves.

        Args:
            facts: Amounts of money, as the store gave them.
            currency: ISO 4217 code.

        Raises:
            InvalidFactError: The currency is not known, or a fact is no amount of money.
        """
        amounts = list(facts)
        with self._connections.reading() as connection:
            known = _currencies(connection)
            for field, code in (("currency", currency), *(("unit", f.base_unit) for f in amounts)):
                if code not in known:
                    raise InvalidFactError(field, f"{code!r} is no currency that is known")
            beside = _equivalents(connection, amounts, {currency, EURO, DOLLAR})
            pairs = {
                (code, time)
                for amount in amounts
                if (time := time_of(amount)) is not None
                for code in (amount.base_unit, currency, *beside.get(amount.id, {}))
                if code != EURO
            }
            rates = stored_rates(connection, pairs)
            rates |= find_rates(connection, pairs - rates.keys())
        return [convert(amount, currency, beside.get(amount.id, {}), rates) for amount in amounts]


def _currencies(connection: Connection) -> set[str]:
    return set(connection.scalars(select(unit.c.id).where(unit.c.kind == "money")))


def _note_exchange_rates(connection: Connection) -> None:
    """Have the amounts looked at again whose stated exchange rates are compared with ours."""
    stated = (
        select(fact.c.id, fact.c.document_id)
        .join(derived_input, derived_input.c.fact_id == fact.c.id)
        .join(derived, derived.c.id == derived_input.c.derived_id)
        .outerjoin(unsettled_fact, unsettled_fact.c.fact_id == fact.c.id)
        .where(derived.c.rule == Rule.EXCHANGE_RATE, unsettled_fact.c.fact_id.is_(None))
        .distinct()
    )
    connection.execute(insert(unsettled_fact).from_select(["fact_id", "document_id"], stated))


def _text_of(path: Path) -> str:
    try:
        if path.stat().st_size > _MAX_BYTES:
            raise ReadError(path, "too_large", "over 20 MB; split it into several files.")
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ReadError(path, "bad_encoding", "it is not UTF-8; save it as CSV, UTF-8.") from error
    except FileNotFoundError as error:
        raise ReadError(path, "missing", "there is no such file.") from error
    except PermissionError as error:
        raise ReadError(path, "not_allowed", "you have no right to read it.") from error
    except OSError as error:
        raise ReadError(path, "unreadable", f"it cannot be read: {error.strerror}.") from error


def _against_euro(
    connection: Connection, table: list[TableRate]
) -> tuple[list[GivenRate], list[RefusedRate]]:
    """The rates per euro; those per dollar are crossed with the dollar's rate of the same time."""
    own = {one.period: one.rate for one in table if one.currency == DOLLAR}
    periods = {one.period for one in table if one.per == DOLLAR}
    dollars = find_rates(connection, {(DOLLAR, period) for period in periods - own.keys()})
    rates, refused = [], []
    for one in table:
        per_eur, source = one.rate, one.source
        if one.per == DOLLAR:
            dollar = dollars.get((DOLLAR, one.period))
            if one.period in own:
                per_eur, source = per_eur * own[one.period], f"{source}; USD: the same table"
            elif dollar is not None:
                per_eur, source = per_eur * dollar.per_eur, f"{source}; USD: {dollar.source}"
            else:
                reason = (
                    f"there is no rate of USD for {one.period} to cross it with: give it per EUR"
                )
                refused.append(RefusedRate(line=one.line, reason=reason))
                continue
        rates.append(
            GivenRate(currency=one.currency, period=one.period, per_eur=per_eur, source=source)
        )
    return rates, refused


def _replace(connection: Connection, rates: list[GivenRate]) -> None:
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    statement = dialect.insert(rate)
    new = {"per_eur": statement.excluded.per_eur, "source": statement.excluded.source}
    upsert = statement.on_conflict_do_update(index_elements=["currency", "period"], set_=new)
    names = [column.name for column in rate.columns]
    connection.execute(upsert, [{name: getattr(one, name) for name in names} for one in rates])


def _equivalents(
    connection: Connection, amounts: Sequence[StoredFact], currencies: set[str]
) -> dict[int, dict[str, Amount]]:
    """What is stated beside each amount, by its id and by currency; the first where two are."""
    ids = sorted(
        {amount.id for amount in amounts}
        | {amount.equivalent_of_id for amount in amounts if amount.equivalent_of_id is not None}
    )
    stated: dict[int, Row[Any]] = {}
    for start in range(0, len(ids), _CHUNK):
        chunk = ids[start : start + _CHUNK]
        rows = connection.execute(
            select(*(fact.c[name] for name in _AMOUNT))
            .where(or_(fact.c.id.in_(chunk), fact.c.equivalent_of.in_(chunk)))
            .where(fact.c.base_unit.in_(currencies))
            .where(fact.c.review != "rejected", fact.c.rank != "deprecated")
        )
        stated |= {row.id: row for row in rows}
    repeating: dict[int, list[Row[Any]]] = {}
    for row in stated.values():
        if row.equivalent_of is not None:
            repeating.setdefault(row.equivalent_of, []).append(row)
    beside: dict[int, dict[str, Amount]] = {}
    for amount in amounts:
        head = amount.equivalent_of_id
        near = [*repeating.get(amount.id, ()), *([] if head is None else repeating.get(head, ()))]
        near += [stated[head]] if head in stated else []
        for row in sorted(near, key=lambda one: (one.start, one.end)):
            if row.id != amount.id:
                beside.setdefault(amount.id, {}).setdefault(row.base_unit, _amount(row))
    return beside


def _amount(row: "Row[Any]") -> Amount:
    return Amount(
        fact_id=row.id,
        currency=row.base_unit,
        value=row.base_value,
        value_high=row.value_high,
        low=row.base_low,
        high=row.base_high,
    )
