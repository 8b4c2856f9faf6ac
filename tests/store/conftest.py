"""Databases for the store's tests: SQLite in a temporary file, PostgreSQL where one is at hand."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import URL, Connection, create_engine, make_url, text

from tracker.model.document import Document
from tracker.model.fact import Fact
from tracker.store import Store

SERVER = "TRACKER_TEST_POSTGRESQL"


@pytest.fixture(scope="session")
def fresh_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty database, made once and copied by the tests."""
    path = tmp_path_factory.mktemp("fresh") / "fresh.db"
    Store.create(path).close()
    return path


@pytest.fixture
def path(tmp_path: Path, fresh_file: Path) -> Path:
    """A SQLite database of the test's own."""
    return Path(shutil.copy(fresh_file, tmp_path / "tracker.db"))


KINDS = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)]


@pytest.fixture(params=KINDS)
def store(request: pytest.FixtureRequest, tmp_path: Path, fresh_file: Path) -> Iterator[Store]:
    """An empty store, on each kind of database."""
    with Store.create(_location(request.param, tmp_path, fresh_file)) as opened:
        yield opened


@pytest.fixture(scope="module", params=KINDS)
def shared_store(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, fresh_file: Path
) -> Iterator[Store]:
    """A store for a module whose tests only read, on each kind of database."""
    folder = tmp_path_factory.mktemp("shared")
    with Store.create(_location(request.param, folder, fresh_file)) as opened:
        yield opened


def _location(kind: str, folder: Path, fresh_file: Path) -> str:
    return (
        str(shutil.copy(fresh_file, folder / "tracker.db")) if kind == "sqlite" else _fresh_server()
    )


def _fresh_server() -> str:
    """URL of a PostgreSQL database as `Store.create` makes it, copied from one made once."""
    url = make_url(_server_url())
    source = _fresh_source(url)
    with _administration(url) as connection:
        connection.execute(text(f"DROP DATABASE IF EXISTS {url.database} WITH (FORCE)"))
        connection.execute(text(f"CREATE DATABASE {url.database} TEMPLATE {source}"))
    return url.render_as_string(hide_password=False)


@cache
def _fresh_source(url: URL) -> str:
    source = f"{url.database}_fresh"
    with _administration(url) as connection:
        connection.execute(text(f"DROP DATABASE IF EXISTS {source} WITH (FORCE)"))
        connection.execute(text(f"CREATE DATABASE {source}"))
    Store.create(url.set(database=source).render_as_string(hide_password=False)).close()
    return source


@contextmanager
def _administration(url: URL) -> Iterator[Connection]:
    """A connection that may make and drop databases, to the one that every server has for it."""
    engine = create_engine(url.set(database="postgres"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        yield connection
    engine.dispose()


def _server_url() -> str:
    url = os.environ.get(SERVER)
    if not url:
        pytest.skip(f"no PostgreSQL server: {SERVER} names none")
    return url


def empty_server() -> str:
    """URL of an empty PostgreSQL database; the test is skipped where no server is at hand."""
    url = _server_url()
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    engine.dispose()
    return url


@pytest.fixture
def server() -> str:
    """URL of an empty PostgreSQL database."""
    return empty_server()


@pytest.fixture(scope="session")
def fact_in() -> Callable[..., Fact]:
    """A function that makes a fact of the place where a surface stands in a document's text."""

    def make(document: Document, surface: str, value: float, unit: str, **fields: Any) -> Fact:
        start = document.text.index(surface)
        fields = {"indicator": "freight_volume", "published": document.published, **fields}
        return Fact(
            surface=surface,
            start=start,
            end=start + len(surface),
            value=value,
            unit=unit,
            **fields,
        )

    return make


@pytest.fixture
def say_amounts(store: Store, fact_in: Callable[..., Fact]) -> Callable[..., int]:
    """A function that keeps an amount and its equivalents, and gives the amount's id."""

    def keep(
        *amounts: tuple[float, str], published: str | None = "2024-02-05", **fields: Any
    ) -> int:
        number = len(store.documents())
        surfaces = [f"{value:.0f} {unit}" for value, unit in amounts]
        document = Document(text=f"Report {number}: {' or '.join(surfaces)}.", published=published)
        facts: list[Fact] = []
        for surface, (value, unit) in zip(surfaces, amounts, strict=True):
            first = facts[0].span if facts else None
            named = {"indicator": "exports", "subject": "az", "equivalent_of": first, **fields}
            facts.append(fact_in(document, surface, value, unit, **named))
        stored = store.add(document, facts)
        return min(f.id for f in store.facts() if f.document_id == stored.document_id)

    return keep
