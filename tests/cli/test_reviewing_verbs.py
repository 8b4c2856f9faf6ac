"""review, decide, history and reread: what waits, what was decided, what is read anew."""

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tracker.store import Store

TEXT = (
    "Freight on the Middle Corridor rose by 62 percent to 4.5 million tonnes last year. "
    "Trade between Kazakhstan and Azerbaijan reached $450 million in 2023."
)


@pytest.fixture
def filled(run: Callable[..., Any], folder: Path) -> Callable[..., Any]:
    """Runs verbs on a database with one undated document."""
    (folder / "news.txt").write_text(TEXT, encoding="utf-8")
    assert run("ingest", "news.txt").code == 0
    return run


def _facts(run: Callable[..., Any]) -> dict[str, dict[str, Any]]:
    return {row["surface"]: row for row in json.loads(run("facts", "--json").out)}


def test_the_queue_says_what_settles_each_doubt(filled: Callable[..., Any]) -> None:
    shown = filled("review")
    assert shown.code == 0
    assert "“last year”" in shown.out
    number = _facts(filled)["4.5 million tonnes"]["id"]
    assert f"tracker decide {number} correct --period 2024" in shown.out
    rows = json.loads(filled("review", "--json", "--subject", "middle_corridor").out)
    assert {row["reason_code"] for row in rows} == {"unresolved_period"}
    assert filled("review", "--csv").out.startswith(
        "fact_id,fact_key,reason_code,doubt,reason,next"
    )
    assert json.loads(filled("review", "--json", "--limit", "1").out) == rows[:1]
    assert filled("review", "--subject", "nowhere").code == 2
    assert filled("decide", str(number), "correct", "--period", "2024").code == 0
    assert number not in {row["fact_id"] for row in json.loads(filled("review", "--json").out)}


def test_a_decision_by_key_is_told_and_taken_back(filled: Callable[..., Any], folder: Path) -> None:
    fact = _facts(filled)["$450 million"]
    with Store(folder / "tracker.db") as store:
        key = store.fact(fact["id"]).key
    done = filled("decide", key, "correct", "--value", "4.6e8", "--author", "Ada",
                  "--note", "as printed")  # fmt: skip
    assert done.code == 0
    assert "$450 million: correct, by Ada (decision 1; `tracker decide --undo 1`" in done.out
    assert _facts(filled)["$450 million"]["value"] == 4.6e8
    shown = filled("history", key)
    assert "value 450000000 → 460000000" in shown.out
    assert "as printed" in shown.out
    assert "is at version 1." in shown.err
    assert "decision 1 is undone, by Bob" in filled("decide", "--undo", "1", "--author", "Bob").out
    assert _facts(filled)["$450 million"]["value"] == 4.5e8
    events = json.loads(filled("history", str(fact["id"]), "--json").out)
    assert [(event["who"], event["action"]) for event in events] == [
        ("Ada", "correct"),
        ("Bob", "undo"),
    ]
    assert {"field": "value", "before": 4.5e8, "after": 4.6e8} in events[0]["changes"]


def test_the_author_is_the_login_name_and_shown(
    filled: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("getpass.getuser", lambda: "ada")
    assert "confirm, by ada" in filled("decide", "1", "confirm").out

    def nobody() -> str:
        raise OSError("no user")

    monkeypatch.setattr("getpass.getuser", nobody)
    refused = filled("decide", "1", "confirm")
    assert (refused.code, "--author" in refused.err) == (2, True)


def test_the_second_of_two_people_is_told(filled: Callable[..., Any]) -> None:
    assert filled("decide", "1", "reject", "--author", "Ada", "--expected", "0").code == 0
    told = filled("decide", "1", "confirm", "--author", "Bob", "--expected", "0")
    assert told.code == 7
    assert "Ada" in told.err
    assert "review unreviewed → rejected" in told.err


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["1"], "Name a figure and an action"),
        (["1", "confirm", "--undo", "3"], "--undo goes with"),
        (["1", "prefer"], "--reason"),
        (["1", "correct", "--value", "many"], "--value"),
        (["1", "correct", "--subject", "nowhere"], "--subject"),
        (["1", "correct", "--value-high", "9"], "--value-high"),
        (["99", "confirm"], "no fact 99"),
        (["--undo", "99"], "no decision 99"),
        (["1", "burn"], "burn"),
    ],
)
def test_what_cannot_be_decided_is_said(
    filled: Callable[..., Any], words: list[str], says: str
) -> None:
    refused = filled("decide", *words, "--author", "Ada")
    assert refused.code == 2
    assert says in refused.err


def test_rereading_tells_what_would_change_and_then_changes_it(
    filled: Callable[..., Any], folder: Path
) -> None:
    with closing(sqlite3.connect(folder / "tracker.db")) as shell:
        shell.execute("UPDATE fact SET value = 4.6e8, content_hash = '' WHERE value = 4.5e8")
        shell.commit()
    trial = filled("reread", "--dry-run")
    assert "value 460000000 → 450000000" in trial.out
    assert "1 document read anew, 1 would differ." in trial.err
    assert _facts(filled)["$450 million"]["value"] == 4.6e8
    [done] = json.loads(filled("reread", "--json").out)
    [difference] = done["differences"]
    assert (difference["fate"], difference["surface"]) == ("changed", "$450 million")
    again = filled("reread", "--document", "1")
    assert (again.out, again.err) == ("", "1 document read anew, 0 differed.\n")
    assert filled("reread", "--document", "99").code == 2


def test_a_document_without_its_text_is_said(filled: Callable[..., Any], folder: Path) -> None:
    with closing(sqlite3.connect(folder / "tracker.db")) as shell:
        shell.execute("DELETE FROM document_text")
        shell.commit()
    refused = filled("reread")
    assert refused.code == 1
    assert "without its text" in refused.err
    assert "0 documents read anew, 0 differed, 1 could not be." in refused.err
