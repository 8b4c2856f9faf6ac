"""A small database of trade: several currencies, flows, growth, shares, rivals, months."""

from typing import Any

from tests.dashboard.facts import Told
from tracker import Bound, Measure, Status, Transition


def _of(value: float, period: str | None, pair: str, **more: Any) -> dict[str, Any]:
    subject, partner = pair.split("-")
    return {
        "value": value, "unit": "USD", "indicator": "trade_turnover", "subject": subject,
        "partner": partner, "period": period, **more,
    }  # fmt: skip


def _by(value: float, period: str, pair: str) -> dict[str, Any]:
    change = {"unit": "percent", "measure": Measure.CHANGE, "transition": Transition.BY}
    return _of(value, period, pair, **change)


def _exports(value: float, period: str, pair: str, **more: Any) -> dict[str, Any]:
    return _of(value, period, pair, indicator="exports", **more)


TRADE: tuple[Told, ...] = (
    Told(
        source="AzerNews", published="2025-02-01", title="Trade with Türkiye",
        text="It was {5.8 billion dollars} in 2022, {7.5 billion} in 2023 and {8 billion} in 2024; "
        "{15 billion} is the goal for 2028. In January to October 2024 it was {6.5 billion}.",
        facts=(
            _of(5.8e9, "2022", "az-tr"), _of(7.5e9, "2023", "az-tr"), _of(8e9, "2024", "az-tr"),
            _of(15e9, "2028", "az-tr", status=Status.TARGET),
            _of(6.5e9, "2024-01/2024-10", "az-tr"),
        ),
    ),
    Told(
        source="Trend", published="2024-01-24", title="Growth with Türkiye",
        text="In 2023 trade with Türkiye grew by {31 percent}.", facts=(_by(31, "2023", "az-tr"),),
    ),
    Told(
        source="Caliber", published="2025-01-10", title="Growth with Türkiye, again",
        text="In 2024 trade with Türkiye grew by {20 percent} to {8 billion dollars}.",
        facts=(_by(20, "2024", "az-tr"), _of(8e9, "2024", "az-tr")),
    ),
    Told(
        source="Spiegel", published="2024-02-10", title="Japan",
        text="Trade with Japan grew by {49 percent} in 2023.", facts=(_by(49, "2023", "az-jp"),),
    ),
    Told(
        source="Agency", published="2024-02-01", title="Japan and Germany",
        text="Trade with Japan was {452 million dollars} in 2023. Germany and Kazakhstan traded "
        "{4.6 billion euros} in 2018.",
        facts=(_of(452e6, "2023", "az-jp"), _of(4.6e9, "2018", "de-kz", unit="EUR")),
    ),
    Told(
        source="Ministry", published="2023-06-01", title="Germany",
        text="Germany and Kazakhstan traded {over 10 billion dollars} in 2022 and {9 billion euros} "
        "in 2021.",
        facts=(
            _of(10e9, "2022", "de-kz", bound=Bound.OVER), _of(9e9, "2021", "de-kz", unit="EUR"),
        ),
    ),
    Told(
        source="Office", published="2023-10-04", title="Germany, otherwise",
        text="Germany and Kazakhstan traded {2.8 billion dollars} in 2022.",
        facts=(_of(2.8e9, "2022", "de-kz"),),
    ),
    Told(
        source="Customs", published="2024-03-01", title="Exports and imports",
        text="Kazakhstan sold China {13.2 billion dollars} in 2023 and bought {15 billion dollars}; "
        "grain alone was {1 billion dollars}.",
        facts=(
            _exports(13.2e9, "2023", "kz-cn"),
            _of(15e9, "2023", "kz-cn", indicator="imports"),
            _exports(1e9, "2023", "kz-cn", commodity="grain"),
        ),
    ),
    Told(
        source="Digest", published="2025-04-04", title="Shares",
        text="Kazakhstan traded {50 billion dollars} with the Union, {80 percent} of the trade.",
        facts=(
            _of(50e9, None, "eu-kz"),
            _of(80, None, "eu-kz", unit="percent", measure=Measure.SHARE),
        ),
    ),
    Told(
        source="Bank", published="2024-05-01", title="In tenge",
        text="Kazakhstan and Uzbekistan traded {2 trillion tenge} in 2023.",
        facts=(_of(2e12, "2023", "kz-uz", unit="KZT"),),
    ),
)  # fmt: skip
