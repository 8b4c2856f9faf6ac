"""A small database for tests of the dashboard, each figure with the sentence that states it."""

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tracker import Bound, Document, Fact, Per, Status, Store, Transition


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One document: its sentences, and for each figure in `{braces}` the fields of its fact."""

    source: str
    published: str
    text: str
    facts: tuple[dict[str, Any], ...]
    title: str = "A report"
    url: str | None = "https://example.org/report"
    language: str = "en"
    more: dict[str, Any] = field(default_factory=dict)


def tell(told: Told) -> tuple[Document, list[Fact]]:
    """The document without its braces, and its facts at their places."""
    parts = told.text.replace("}", "{").split("{")
    text, facts = "", []
    for index, part in enumerate(parts):
        if index % 2:
            fields = told.facts[index // 2]
            facts.append(
                Fact(
                    surface=part, start=len(text), end=len(text) + len(part),
                    published=told.published, **{"unit": "tonne", **fields},
                )
            )  # fmt: skip
        text += part
    document = Document(
        text=text, source=told.source, published=told.published, title=told.title, url=told.url,
        language=told.language,
    )  # fmt: skip
    return document, facts


def _freight(value: float, period: str, **more: Any) -> dict[str, Any]:
    return {
        "value": value, "indicator": "freight_volume", "subject": "middle_corridor",
        "period": period, **more,
    }  # fmt: skip


def _turnover(value: float, period: str, subject: str, partner: str, **more: Any) -> dict[str, Any]:
    return {
        "value": value, "unit": "USD", "indicator": "trade_turnover", "subject": subject,
        "partner": partner, "period": period, **more,
    }  # fmt: skip


def _capacity(value: float, subject: str, **more: Any) -> dict[str, Any]:
    return {
        "value": value, "indicator": "capacity", "subject": subject, "per": Per.YEAR, **more
    }  # fmt: skip


CORPUS: tuple[Told, ...] = (
    Told(
        source="Report.az", published="2026-03-10", title="Seven years of the Middle Corridor",
        text="The route carried {759,000 tonnes} in 2019, {783,000} in 2020, {586,000} in 2021, "
        "{1.485 million} in 2022, {2.764 million} in 2023, {4.484 million} in 2024 and "
        "{4.119 million tonnes} in 2025.",
        facts=tuple(
            _freight(value, str(2019 + index))
            for index, value in enumerate(
                (759e3, 783e3, 586e3, 1.485e6, 2.764e6, 4.484e6, 4.119e6)
            )
        ),
    ),
    Told(
        source="The Astana Times", published="2025-03-06", title="The association counts less",
        text="The association counted {3.3 million tonnes} for 2024 and {56,500 TEU}, and plans "
        "{about 11 million tonnes} by 2030.",
        facts=(
            _freight(3.3e6, "2024"),
            _freight(56500, "2024", unit="TEU", commodity="containers"),
            _freight(11e6, "2030", status=Status.TARGET, bound=Bound.ABOUT),
        ),
    ),
    Told(
        source="Silkrail", published="2025-11-25", title="Ein Schreibfehler", language="de",
        text="Auf dem Korridor liefen 2024 {565.000 TEU}, ein Jahr zuvor {20.500 TEU}; 2025 waren "
        "es {77.000 TEU}.",
        facts=tuple(
            _freight(value, year, unit="TEU", commodity="containers")
            for value, year in ((565000, "2024"), (20500, "2023"), (77000, "2025"))
        ),
    ),
    Told(
        source="Trend", published="2024-12-17", title="Eleven months",
        text="In eleven months the route carried {4.1 million tonnes}; its capacity is "
        "{6 million tonnes} a year and shall reach {10 million tonnes} by 2027.",
        facts=(
            _freight(4.1e6, "2024-01/2024-11"),
            _capacity(6e6, "middle_corridor"),
            _capacity(10e6, "middle_corridor", status=Status.TARGET, period="2027"),
        ),
    ),
    Told(
        source="Trend", published="2023-09-14", title="The railway grows",
        text="The railway's capacity grows from {1} to {5 million tonnes}. It carried "
        "{432,284 tonnes} in 2022.",
        facts=(
            _capacity(1e6, "btk_railway", transition=Transition.FROM),
            _capacity(5e6, "btk_railway", transition=Transition.TO, status=Status.TARGET),
            _freight(432284, "2022", subject="btk_railway"),
        ),
    ),
    Told(
        source="AZERTAC", published="2025-10-06", title="Alat",
        text="Alat can handle {15 million tonnes}, later {25 million tonnes}; it handled "
        "{7.6 million tonnes} in 2024.",
        facts=(
            _capacity(15e6, "alat_port"),
            _capacity(25e6, "alat_port", status=Status.TARGET),
            _freight(7.6e6, "2024", subject="alat_port"),
        ),
    ),
    Told(
        source="AzerNews", published="2025-02-01", title="Trade of Azerbaijan",
        text="Trade with Türkiye was {5.8 billion dollars} in 2022, {7.5 billion} in 2023 and "
        "{8 billion} in 2024; {15 billion} is the goal for 2028. Trade with Japan was "
        "{452 million dollars} in 2023. Kazakhstan: {529.4 million} in 2023.",
        facts=(
            _turnover(5.8e9, "2022", "az", "tr"),
            _turnover(7.5e9, "2023", "az", "tr"),
            _turnover(8e9, "2024", "az", "tr"),
            _turnover(15e9, "2028", "az", "tr", status=Status.TARGET),
            _turnover(452e6, "2023", "az", "jp"),
            _turnover(529.4e6, "2023", "az", "kz"),
        ),
    ),
)  # fmt: skip


_made: dict[str, bytes] = {}


def make_store(path: Path, corpus: Iterable[Told] = CORPUS) -> Store:
    """A new database with these documents, written once and copied for whoever asks again."""
    told = tuple(corpus)
    key = repr(told)
    if key not in _made:
        with Store.create(path) as store:
            for one in told:
                store.add(*tell(one))
        with closing(sqlite3.connect(path)) as shell:  # all of it into the one file
            shell.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        _made[key] = path.read_bytes()
    else:
        path.write_bytes(_made[key])
    return Store(path)
