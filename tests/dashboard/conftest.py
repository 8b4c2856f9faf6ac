"""A store with a few documents, the app over it, and a context in which pages are laid out."""

from collections.abc import Iterator

import pytest
from dash import Dash
from flask.testing import FlaskClient

from dashboard.app import create_app
from dashboard.figures.theme import Look
from dashboard.numbers import Numbers
from dashboard.wording import Wording
from tests.dashboard.facts import make_store
from tracker import Store, load_lexicon


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with make_store(tmp_path_factory.mktemp("dashboard") / "facts.db") as made:
        yield made


@pytest.fixture(scope="session")
def app(store: Store) -> Dash:
    return create_app(store)


@pytest.fixture
def client(app: Dash) -> FlaskClient:
    return app.server.test_client()


@pytest.fixture
def inside(app: Dash) -> Iterator[None]:
    """As if a request of the app were being answered."""
    with app.server.app_context():
        yield


def make_wording(language: str) -> Wording:
    units = load_lexicon().units.values()
    labels = {
        "middle_corridor": "Middle Corridor", "az": "Azerbaijan", "tr": "Türkiye",
        "freight_volume": "Freight volume",
    }  # fmt: skip
    numbers = Numbers(language, {unit.id: unit.symbol for unit in units})
    return Wording(language=language, numbers=numbers, labels=labels)


@pytest.fixture
def english() -> Wording:
    return make_wording("en")


@pytest.fixture
def german() -> Wording:
    return make_wording("de")


@pytest.fixture
def look(english: Wording) -> Look:
    return Look(wording=english)
