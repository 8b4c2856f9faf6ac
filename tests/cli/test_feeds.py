"""The verb feed, and addresses of ingest: what is refused, what is told, and how it ends."""

import json
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.fetching.feeds import entry, feed, page
from tests.fetching.sites import Page, Site, serve
from tracker.cli.feeds import Wants, run_once
from tracker.fetching.visiting import Visitor
from tracker.ingestion.feeds import subscribe
from tracker.lexicon.lexicon import load_lexicon
from tracker.model.intake import Feed
from tracker.store import Store


@pytest.fixture
def site() -> Iterator[Site]:
    """A site on loopback."""
    with serve() as served:
        yield served


REFUSED = [
    ("http://127.0.0.1/", "its host is the machine 127.0.0.1, which is not on the public web"),
    ("http://127.0.0.1:{port}/", "only the web's own, 80 and 443, are used"),
    ("http://[::1]/", "not on the public web"),
    ("http://169.254.169.254/latest/meta-data/", "not on the public web"),
    ("http://2130706433/", "written in a way that no browser shows"),
    ("http://localhost/", "it names no host on the public web"),
    ("http://me:secret@example.org/", "it holds a name or password"),
    ("https://10.0.0.1/", "not on the public web"),
]


def test_inner_address_is_refused_in_a_clear_sentence(run: Run, site: Site) -> None:
    for address, said in REFUSED:
        done = run("ingest", address.format(port=site.port))
        assert done.code == 5, address
        (line,) = done.err.strip().split("\n")[-1:]
        assert ": not_allowed: " in line
        assert said in line
        assert line.endswith(".")
        assert "secret" not in done.err + done.out
    assert site.connections == 0


def test_address_beside_a_file_is_refused_alone(run: Run, folder: Path) -> None:
    (folder / "a.txt").write_text("Trade grew by 5 percent in 2023.", encoding="utf-8")
    done = run("ingest", "http://127.0.0.1/", "a.txt")
    assert done.code == 1
    assert "1 document stored" in done.out


def test_feed_that_must_not_be_fetched_is_not_subscribed_to(run: Run) -> None:
    done = run("feed", "add", "http://192.168.1.1/feed")
    assert done.code == 5
    assert "not on the public web" in done.err
    assert "No feed is subscribed to" in run("feed", "list").err
    assert run("feed", "run").code == 0


def test_feed_that_is_not_subscribed_to_is_wrong_usage(run: Run) -> None:
    run("init")
    for words in (("remove",), ("run",)):
        done = run("feed", *words, "https://www.example.org/feed")
        assert (done.code, "no feed" in done.err) == (2, True)
    assert run("feed", "run", "--every", "1").code == 2


def test_feeds_are_listed_and_removed(run: Run, folder: Path) -> None:
    with Store.create(folder / "tracker.db") as store:
        store.feeds.add(Feed(url="http://10.0.0.1/feed", title="Inner"))
        store.feeds.add(Feed(url="https://www.example.org/feed"))
        store.feeds.remove("https://www.example.org/feed")
    assert run("feed", "run").code == 5
    (listed,) = json.loads(run("feed", "list", "--json").out)
    assert (listed["title"], listed["documents"]) == ("Inner", 0)
    assert listed["checked_at"].endswith("Z")
    assert listed["problem"].startswith("not_allowed: its host is the machine 10.0.0.1")
    assert "Inner" in run("feed", "list").out
    assert run("feed", "remove", "http://10.0.0.1/feed").code == 0
    assert run("feed", "list").out == ""


def test_run_tells_what_was_new_and_what_was_refused_and_why(
    site: Site, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    site.pages |= {
        "/feed": feed(entry("Port grows", site.url("/1")), entry("No words", None), "<entry/>"),
        "/1": page("The port handled 4.5 million tonnes in 2023."),
        "/other": feed(entry("Trade", None, text="Trade grew by 5 percent.")),
    }
    visitor = Visitor(reach=site.reach(), sleep=lambda _: None)
    with Store.create(folder / "tracker.db") as store:
        subscribe(site.url("/feed"), store, visitor)
        subscribe(site.url("/other"), store, visitor)
        site.pages["/other"] = Page(status=500)
        wants = Wants(is_shown=True)
        codes = [
            run_once(store, visitor, load_lexicon(), wants, threading.Event(), as_json=as_json)
            for as_json in (False, True)
        ]
    assert codes == [1, 1]
    captured = capsys.readouterr()
    table, told = captured.out[: captured.out.index("{")], captured.out[captured.out.index("{") :]
    assert table.split("\n")[0].split() == [
        *("feed", "new", "changed", "unchanged", "refused", "left", "problem"),
    ]
    assert "busy: its site asks for patience" in table
    assert "2 feeds asked: 2 documents stored with 1 fact, 1 refused. Refused: 1 no_text." in table
    assert site.url("/1") in captured.err
    assert "no_text: the feed's entry has no text." in captured.err
    rows = json.loads(told)["feeds"]
    assert [(row["new"], row["unchanged"], row["refused"]) for row in rows] == [
        (0, 2, 1),
        (0, 0, 0),
    ]


def test_every_part_of_the_verb_has_examples(run: Run) -> None:
    for words in ((), ("add",), ("list",), ("remove",), ("run",)):
        done = run("feed", *words, "--help")
        assert done.code == 0
        assert "tracker feed" in done.out


@pytest.mark.skipif(sys.platform == "win32", reason="signals of another process")
def test_run_that_goes_on_ends_at_once_between_two_runs(folder: Path) -> None:
    with Store.create(folder / "tracker.db") as store:
        store.feeds.add(Feed(url="http://10.0.0.1/feed"))
    words = [sys.executable, "-m", "tracker", "feed", "run", "--every", "60"]
    with subprocess.Popen(
        words, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        assert process.stdout is not None
        told = list(
            iter(process.stdout.readline, "They are asked again in 60 minutes; Ctrl-C ends it.\n")
        )
        process.send_signal(signal.SIGINT)
        assert process.wait(20) == 0
    assert any(line.startswith("1 feed asked") for line in told)
