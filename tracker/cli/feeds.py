"""The verb feed: subscribe to feeds, and read what is new in them."""

import sys
import threading
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tracker.cli.faults import ExitCode
from tracker.cli.options import (
    Location,
    contact_option,
    data_option,
    database_option,
    lexicon_from,
    open_store,
    output_options,
)
from tracker.cli.printing import counted, plain, print_table
from tracker.cli.progress import stopping
from tracker.cli.reading import print_rows
from tracker.cli.tallies import Tally
from tracker.exchange.json_files import write_json
from tracker.model.errors import FetchError
from tracker.model.stored import Outcome

if TYPE_CHECKING:
    from tracker.fetching.visiting import Visitor
    from tracker.ingestion.feeds import Heard
    from tracker.lexicon.lexicon import Lexicon
    from tracker.store import Store

_LISTED = ("url", "title", "added_at", "checked_at", "documents", "problem")
_TOLD = ("feed", "new", "changed", "unchanged", "refused", "left", "problem")
_CHANGED = (Outcome.UPDATED, Outcome.REDATED)


@click.group()
def feed() -> None:
    """Subscribe to RSS and Atom feeds, and read what is new in them.

    Only public web addresses are fetched; robots.txt is obeyed, and each site is asked at most once
    a second (docs/feeds.md).

    \b
    Examples:
      tracker feed add https://www.example.org/news.rss --title "Example News"
      tracker feed run                     ask all feeds for what is new, and read it
      tracker feed list                    when each was asked last, and what it brought
      tracker feed remove https://www.example.org/news.rss
    """


@feed.command("add")
@click.argument("url")
@click.option("--title", metavar="TEXT", help="What to call it; else as it calls itself.")
@contact_option
@database_option()
def add_feed(url: str, title: str | None, contact: str | None, location: Location) -> None:
    """Subscribe to a feed, after a look at whether it is one.

    \b
    Examples:
      tracker feed add https://www.example.org/news.rss
      tracker feed add https://port.example.org/atom --title "Port of Aktau"

    Exit code 3: it is no feed; 5: it could not be fetched, or must not be.
    """
    from tracker.fetching.visiting import Visitor
    from tracker.ingestion.feeds import subscribe

    with open_store(location, create=True) as store:
        kept = subscribe(url, store, Visitor(contact=contact), title)
    click.echo(f"Subscribed to {plain(kept.title or kept.url)}. `tracker feed run` reads it.")


@feed.command("list")
@output_options
@database_option()
def list_feeds(as_json: bool, as_csv: bool, location: Location) -> None:
    """Print the feeds: when each was asked last, how many documents it brought, its problem.

    \b
    Examples:
      tracker feed list
      tracker feed list --json | jq '.[] | select(.problem)'
    """
    from tracker.ingestion.feeds import count_documents

    with open_store(location) as store:
        feeds, numbers = store.feeds.list(), count_documents(store)
    rows = [
        {name: getattr(each, name, None) for name in _LISTED} | {"documents": numbers[each.url]}
        for each in feeds
    ]
    print_rows(rows, _LISTED, _LISTED, as_json, as_csv)
    if not rows:
        click.echo(_NO_FEED, err=True)


@feed.command("remove")
@click.argument("url")
@database_option()
def remove_feed(url: str, location: Location) -> None:
    """Unsubscribe from a feed; the documents that it brought stay.

    \b
    Example:
      tracker feed remove https://www.example.org/news.rss
    """
    with open_store(location) as store:
        store.feeds.remove(url)
    click.echo(f"{plain(url)} is no longer asked; the documents that it brought stay.")


@feed.command("run")
@click.argument("urls", nargs=-1)
@click.option("--refresh", is_flag=True, help="Ask also for pages that are listed as before.")
@click.option(
    "--limit", metavar="N", type=click.IntRange(min=1), help="Read at most N entries of a feed."
)
@click.option(
    "--every",
    metavar="MINUTES",
    type=click.IntRange(min=5),
    help="Go on and ask again after so many minutes, until Ctrl-C.",
)
@click.option("--progress/--no-progress", default=None, help="Name each entry as it is read.")
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
@contact_option
@data_option
@database_option()
def run_feeds(
    urls: tuple[str, ...],
    refresh: bool,
    limit: int | None,
    every: int | None,
    progress: bool | None,
    as_json: bool,
    contact: str | None,
    folder: Path | None,
    location: Location,
) -> int:
    """Ask the feeds, all or those named, for what is new, and read it.

    Of each new entry the page is read; where that cannot be had, the entry's own text is kept, with
    a remark. An entry that its feed lists with a change is read anew, if its page has changed.

    \b
    Examples:
      tracker feed run
      tracker feed run https://www.example.org/news.rss --limit 20
      tracker feed run --refresh           ask for every listed page anew
      tracker feed run --every 60          once an hour, until Ctrl-C

    Exit code 1: some feeds or entries were refused; 5: no feed could be fetched.
    """
    from tracker.fetching.visiting import Visitor

    lexicon = lexicon_from(folder)
    visitor = Visitor(contact=contact)
    wants = Wants(urls=urls, refresh=refresh, limit=limit, is_shown=progress)
    with open_store(location) as store, stopping(_STOPPING) as stop:
        while True:
            code = run_once(store, visitor, lexicon, wants, stop, as_json=as_json)
            if stop.is_set():
                click.echo("Interrupted: what was read is stored; the rest is new to the next run.")
                return ExitCode.INTERRUPTED
            if every is None:
                return code
            click.echo(f"They are asked again in {every} minutes; Ctrl-C ends it.", err=True)
            if stop.wait(every * 60.0):
                return ExitCode.DONE


_NO_FEED = "No feed is subscribed to; `tracker feed add URL` does that."
_STOPPING = "Stopping after what is being read. Press Ctrl-C again to stop at once."


@dataclass(frozen=True, slots=True, kw_only=True)
class Wants:
    """What a person wants of a run; `is_shown`: whether entries are named, None: on a terminal."""

    urls: Sequence[str] = ()
    refresh: bool = False
    limit: int | None = None
    is_shown: bool | None = None


@dataclass(slots=True)
class _Sum:
    """What one feed brought."""

    entries: Counter[Outcome] = field(default_factory=Counter)
    n_left: int = 0
    problem: str = ""
    is_out_of_reach: bool = False

    def add(self, heard: "Heard") -> None:
        """Count what was heard."""
        if heard.entry is not None:
            self.entries[heard.entry.outcome] += 1
            return
        self.n_left = heard.n_left
        self.problem = heard.note or ""
        if heard.error is not None:
            self.problem = f"{heard.error.reason}: {heard.error.detail}"
            self.is_out_of_reach = isinstance(heard.error, FetchError)

    def row(self, feed: str) -> dict[str, Any]:
        """One line of the table."""
        return {
            "feed": feed,
            "new": self.entries[Outcome.STORED],
            "changed": sum(self.entries[outcome] for outcome in _CHANGED),
            "unchanged": self.entries[Outcome.UNCHANGED],
            "refused": self.entries[Outcome.REFUSED],
            "left": self.n_left,
            "problem": self.problem,
        }


def run_once(
    store: "Store",
    visitor: "Visitor",
    lexicon: "Lexicon",
    wants: Wants,
    stop: threading.Event,
    *,
    as_json: bool = False,
) -> int:
    """Ask the feeds once and print what they brought.

    Returns:
        The exit code.
    """
    from tracker.ingestion.feeds import run_feeds

    tally, sums = Tally(), dict[str, _Sum]()
    is_shown = sys.stderr.isatty() if wants.is_shown is None else wants.is_shown

    def name(place: str) -> None:
        if is_shown:
            click.echo(plain(place), err=True)

    for heard in run_feeds(
        store,
        visitor,
        urls=wants.urls,
        refresh=wants.refresh,
        limit=wants.limit,
        lexicon=lexicon,
        is_over=stop.is_set,
        on_read=name,
    ):
        sums.setdefault(heard.feed, _Sum()).add(heard)
        if heard.entry is not None:
            tally.add(heard.entry)
    _report(tally, sums, as_json)
    failed = [each for each in sums.values() if each.is_out_of_reach]
    if sums and len(failed) == len(sums):
        return ExitCode.FETCH_FAILED
    has_problem = any(each.problem for each in sums.values())
    refused = tally.documents[Outcome.REFUSED]
    return ExitCode.SOME_REFUSED if has_problem or refused else ExitCode.DONE


def _report(tally: Tally, sums: dict[str, _Sum], as_json: bool) -> None:
    for message in tally.messages():
        click.echo(message, err=True)
    rows = [each.row(url) for url, each in sums.items()]
    if as_json:
        write_json({"feeds": rows, **tally.as_json()}, sys.stdout)
        return
    if not rows:
        click.echo(_NO_FEED, err=True)
        return
    print_table(rows, _TOLD, wide="problem")
    reasons = Counter(reason for _, reason, _ in tally.refused)
    why = ", ".join(f"{number} {reason}" for reason, number in reasons.most_common())
    click.echo(
        f"{counted(len(rows), 'feed')} asked: {tally}" + (f" Refused: {why}." if why else "")
    )
