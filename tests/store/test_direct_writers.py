"""Whoever writes into the file with other tools is told at once what it refuses."""

import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from enum import StrEnum
from pathlib import Path

import pytest
from sqlalchemy import CheckConstraint, Connection, create_engine, text
from sqlalchemy.exc import IntegrityError

from tracker.model.claim import Comparison, Outcome, SourceKind, Standing
from tracker.model.decision import Action
from tracker.model.derived import Role, Rule
from tracker.model.document import Document, DocumentKind, FieldOrigin, How
from tracker.model.fact import Bound, Fact, Measure, Per, Status, Transition
from tracker.model.intake import Intake, IntakeKind
from tracker.model.stored import Outcome as Intaken
from tracker.store import Store
from tracker.store.columns import metadata

MakeFact = Callable[..., Fact]
_LIST = re.compile(r"(?P<column>\w+) IN \((?P<words>'.*')\)")


def _closed_lists() -> dict[tuple[str, str], list[str]]:
    """Table, column and words of every closed list, as the tables declare them."""
    found = {}
    for table in metadata.tables.values():
        for constraint in table.constraints:
            if isinstance(constraint, CheckConstraint):
                told = _LIST.fullmatch(str(constraint.sqltext))
                if told:
                    found[table.name, told["column"]] = re.findall(r"'(\w+)'", told["words"])
    return found


LISTS = dict(sorted(_closed_lists().items()))
_ENUMS: dict[tuple[str, str], type[StrEnum]] = {
    ("source", "kind"): SourceKind,
    ("document", "kind"): DocumentKind,
    **{
        (table, column): words
        for table in ("fact", "series", "derived")
        for column, words in (("per", Per), ("measure", Measure), ("status", Status))
    },
    ("fact", "bound"): Bound,
    ("fact", "transition"): Transition,
    ("claim", "outcome"): Outcome,
    ("claim_member", "standing"): Standing,
    ("derived", "comparison"): Comparison,
    ("derived", "rule"): Rule,
    ("derived_input", "role"): Role,
    ("decision", "action"): Action,
    ("document_field", "how"): How,
    ("intake", "kind"): IntakeKind,
    ("intake", "outcome"): Intaken,
}


def _fill(store: Store, fact_in: MakeFact) -> None:
    """A row in each table that has a closed list."""
    document = Document(
        text="Freight rose by 62 % to 4.5 Mt; 10 Mt are planned by 2030. Trade was $452m.",
        source="Agency",
        published="2025-01-20",
        found=(FieldOrigin(field="published", how=How.STATED, where="Date header"),),
        pages=(0, 20),
    )
    freight = {"subject": "middle_corridor", "period": "2024"}
    growth = fact_in(
        document, "62 %", 62.0, "percent", measure="change", transition="by", **freight
    )
    level = fact_in(
        document, "4.5 Mt", 4.5e6, "tonne", transition="to", movement=(growth.span,), **freight
    )
    planned = fact_in(
        document, "10 Mt", 1e7, "tonne", status="target", subject="middle_corridor", period="2030"
    )
    trade = {"indicator": "trade_turnover", "subject": "az", "partner": "jp", "period": "2023"}
    money = fact_in(document, "$452m", 452e6, "USD", **trade)
    store.add(document, [growth, level, planned, money])
    store.decisions.decide(min(each.id for each in store.facts()), "confirm", author="Ada")
    refused = Intake(place="a.pdf", kind=IntakeKind.FILE, outcome=Intaken.REFUSED, n_bytes=4)
    store.intake.note([refused])


@pytest.fixture(scope="module")
def filled(shared_store: Store, fact_in: MakeFact) -> Store:
    """A store with a row in each table that has a closed list, on each kind of database."""
    _fill(shared_store, fact_in)
    return shared_store


@pytest.fixture
def direct(filled: Store) -> Iterator[Connection]:
    """A connection of another program, whose changes are undone."""
    where = filled.location
    engine = create_engine(where if "://" in where else f"sqlite:///{where}")
    with engine.connect() as connection:
        yield connection
        connection.rollback()
    engine.dispose()


def test_the_lists_are_those_of_the_code() -> None:
    assert LISTS.keys() == {
        *_ENUMS,
        *(("fact", name) for name in ("origin", "review", "rank")),
        ("entity", "origin"),
        ("fact_link", "kind"),
        ("fact_revision", "action"),
        ("conversion_rate", "basis"),
        ("document_field", "field"),
    }
    for where, words in _ENUMS.items():
        assert LISTS[where] == [word.value for word in words], where


@pytest.mark.parametrize(("table", "column"), LISTS)
def test_a_word_that_is_not_on_the_list_is_refused(
    direct: Connection, table: str, column: str
) -> None:
    assert direct.scalar(text(f"SELECT count(*) FROM {table}")), "nothing there to change"
    with pytest.raises(IntegrityError, match=f"ck_{table}_{column}"):
        direct.execute(text(f"UPDATE {table} SET {column} = 'banana'"))


@pytest.mark.parametrize(
    ("statement", "constraint"),
    [
        ("UPDATE fact SET confidence = 1.5", "ck_fact_confidence"),
        ("UPDATE fact SET value = 1e999", "ck_fact_value_finite|out of range"),
        ("UPDATE fact SET rank = 'preferred'", "ck_fact_rank_reason"),
        ("UPDATE fact SET year = 1999 WHERE period IS NOT NULL", "ck_fact_year"),
        ("UPDATE fact SET period_end = NULL WHERE period IS NOT NULL", "ck_fact_period"),
        ('UPDATE fact SET "end" = start', "ck_fact_span"),
        ("UPDATE decision SET action = 'undo'", "ck_decision_undo"),
        ("UPDATE conversion_rate SET per_eur = 0", "ck_conversion_rate_per_eur_positive"),
        ("UPDATE entity SET planned = 2", "ck_entity_planned"),
        ("UPDATE document SET sha256 = 'abc'", "ck_document_sha256"),
        ("UPDATE document SET near_share = 2", "ck_document_near_share"),
        ("UPDATE page SET number = number - 5", "ck_page_number"),
        ("UPDATE page SET start = -1", "ck_page_start"),
    ],
)
def test_what_cannot_be_is_refused(direct: Connection, statement: str, constraint: str) -> None:
    with pytest.raises(Exception, match=constraint):
        direct.execute(text(statement))


def test_words_are_no_numbers(path: Path, fact_in: MakeFact) -> None:
    with Store(path) as store:
        _fill(store, fact_in)
    tried = set()
    with closing(sqlite3.connect(path)) as shell:
        for name in metadata.tables:
            strict = "SELECT strict FROM pragma_table_list WHERE name = ?"
            assert shell.execute(strict, (name,)).fetchone() == (1,), name
            if not shell.execute(f"SELECT count(*) FROM {name}").fetchone()[0]:
                continue
            for _, column, declared, *_ in shell.execute(f"PRAGMA table_info({name})").fetchall():
                if declared in ("INTEGER", "REAL"):
                    with pytest.raises(sqlite3.IntegrityError, match=r"cannot store|mismatch"):
                        shell.execute(f"""UPDATE {name} SET "{column}" = 'banana'""")
                    tried.add(name)
    assert {"fact", "claim", "series", "target", "derived", "decision", "fact_revision"} <= tried
