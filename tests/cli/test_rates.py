"""rates: what is used, what is missing, and tables of one's own."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tracker.ledger.rates import ECB

MANAT = "currency,period,rate,per,source\nAZN,2023,1.7,USD,Central Bank of Azerbaijan\n"


@pytest.fixture
def filled(run: Run, folder: Path) -> Run:
    """A database with an amount in dollars and one in manats."""
    (folder / "a.txt").write_text(
        "Trade between Japan and Azerbaijan was $452 million in 2023. "
        "Trade between Georgia and Azerbaijan was 170 million manats in 2023.",
        encoding="utf-8",
    )
    assert run("ingest", "a.txt", "--published", "2024-02-01").code == 0
    return run


def test_rates_in_use_name_their_source(filled: Run) -> None:
    done = filled("rates")
    header, line = done.out.splitlines()
    assert header.split() == ["currency", "period", "per_eur", "basis", "days", "source"]
    assert line.split()[:2] == ["USD", "2023"]
    assert line.endswith(ECB)
    (rate,) = json.loads(filled("rates", "list", "--json").out)
    assert (rate["currency"], rate["basis"], rate["days"]) == ("USD", "mean", 255)
    assert rate["per_eur"] == pytest.approx(1.0813, abs=0.00005)


def test_options_of_the_list_need_no_word(filled: Run) -> None:
    assert filled("rates", "--json").out == filled("rates", "list", "--json").out
    assert filled("rates", "--help").out.startswith("Usage: tracker rates")
    assert filled("rates", "lists").code == 2


def test_missing_rates_are_counted_until_a_table_gives_them(filled: Run, folder: Path) -> None:
    assert filled("rates", "missing", "--csv").out.splitlines() == [
        "currency,period,facts",
        "AZN,2023,1",
    ]
    (folder / "manat.csv").write_text(MANAT, encoding="utf-8")
    done = filled("rates", "import", "manat.csv")
    assert (done.code, done.out) == (0, "1 rate kept, 0 lines refused.\n")
    done = filled("rates", "missing")
    assert (done.out, done.err) == ("", "Every amount of money has a rate, or needs none.\n")


def test_refused_lines_are_named_and_the_others_kept(filled: Run, folder: Path) -> None:
    (folder / "manat.csv").write_text(f"{MANAT}AZN,2024,1.7,USD,\n", encoding="utf-8")
    done = filled("rates", "import", "manat.csv")
    assert (done.code, done.out) == (1, "1 rate kept, 1 line refused.\n")
    assert done.err == "manat.csv, line 3: no source: say who published the rate.\n"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "manat.csv: missing: there is no such file.\n"),
        ("AZN,2023,1.7\n", "the first line must name the columns"),
        ("currency,period,rate,source\n", ""),
        ("currency,period,rate,source\nAZN,2023,x,Bank\n", "line 2: rate is 'x'"),
    ],
)
def test_a_file_without_a_rate_is_no_input(
    filled: Run, folder: Path, content: str | None, said: str
) -> None:
    if content is not None:
        (folder / "manat.csv").write_text(content, encoding="utf-8")
    done = filled("rates", "import", "manat.csv")
    assert done.code == 3
    assert said in done.err


def test_refresh_counts_what_is_used_and_missing(filled: Run) -> None:
    assert filled("rates", "refresh").out == "1 rate in use, 1 missing.\n"


def test_a_database_without_money_needs_no_rate(run: Run) -> None:
    assert run("init").code == 0
    assert run("rates").err == "No amount of money needs a rate.\n"
