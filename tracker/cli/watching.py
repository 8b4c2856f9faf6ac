"""Verb that reads what arrives in a folder: watch."""

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tracker.cli.faults import ExitCode, Failure
from tracker.cli.options import (
    Location,
    data_option,
    database_option,
    encoding_option,
    language_option,
    lexicon_from,
    open_store,
    require_known,
)
from tracker.cli.printing import counted, plain
from tracker.cli.progress import stopping
from tracker.cli.tallies import Tally
from tracker.model.errors import ReadError
from tracker.model.stored import Outcome
from tracker.readers.origins import Origin

if TYPE_CHECKING:
    from tracker.ingestion import Ingested

_TICK = 300
"""How often is looked whether files have settled, in thousandths of a second."""

_STOPPING = (
    "Stopping: what is being read is stored first. Press Ctrl-C again to leave it out and stop "
    "at once."
)


@click.command()
@click.argument("watched", metavar="FOLDER", type=click.Path(path_type=Path))
@language_option
@click.option("--source", metavar="NAME", help="Who published what arrives, e.g. 'Trend'.")
@encoding_option
@data_option
@database_option()
def watch(
    watched: Path,
    location: Location,
    folder: Path | None,
    **origin: str | None,
) -> int:
    """Read what is in a folder, then what arrives or changes in it, until Ctrl-C.

    A file is read when it has not changed for a second. Names that begin with a dot or ~$, or end
    as browsers name unfinished downloads (.part, .crdownload), are left alone until they get their
    own. What is moved away or deleted stays in the database.

    \b
    Examples:
      tracker watch ~/Downloads/press
      tracker watch inbox/ --source "Trend" --db news.db

    Exit code 1: some files were refused, each with a line that says why; 3: the folder is gone.
    """
    from tracker.ingestion import Ingested, Vanished, Watch, find_incoming, ingest_incoming

    lexicon = lexicon_from(folder)
    require_known(origin["language"], lexicon.languages, "--language")
    if not watched.is_dir():
        detail = "there is no such folder" if not watched.exists() else "it is no folder"
        raise Failure(
            f"{plain(watched)} cannot be watched: {detail}. Nothing was read; check its name.",
            ExitCode.NOTHING_READ,
        )
    tally, is_gone = Tally(), False
    with open_store(location, create=True) as store, stopping(_STOPPING) as stop:

        def read(found: list[Path | ReadError]) -> Iterator[Ingested]:
            return ingest_incoming(
                find_incoming(found, Origin(**origin), languages=lexicon.languages),
                store,
                lexicon=lexicon,
                is_over=stop.is_set,
            )

        click.echo(f"Watching {plain(watched)}; Ctrl-C ends it.", err=True)
        for told in Watch(watched, read).follow(_changes(watched, stop)):
            if isinstance(told, Ingested):
                tally.add(told)
                _tell(told)
            elif isinstance(told, Vanished):
                is_gone = True
            else:
                click.echo(told.text, err=True)
    click.echo(str(tally) if tally.given else "Nothing was read.")
    if is_gone:
        raise Failure(
            f"{plain(watched)} is gone, so it is watched no longer; what was read is kept. "
            "Give the command again when it is back.",
            ExitCode.NOTHING_READ,
        )
    return ExitCode.SOME_REFUSED if tally.documents[Outcome.REFUSED] else ExitCode.DONE


def _changes(folder: Path, stop: threading.Event) -> Iterator[set[Path]]:
    """Paths at which something happened; an empty set every now and then."""
    from watchfiles import watch as hear

    home = folder.absolute()
    heard = hear(
        home,
        watch_filter=None,
        debounce=_TICK,
        rust_timeout=_TICK,
        yield_on_timeout=True,
        stop_event=stop,
        raise_interrupt=False,
        ignore_permission_denied=True,
    )
    for changes in heard:
        found = (Path(path) for _, path in changes)
        yield {folder / path.relative_to(home) for path in found if path.is_relative_to(home)}


def _tell(done: "Ingested") -> None:
    """A line for what is new; what is as it was is only counted."""
    if done.error is not None:
        click.echo(plain(done.error), err=True)
    elif done.outcome is not Outcome.UNCHANGED or done.is_copy:
        click.echo(plain(f"{done.place}: {done.outcome}, {counted(done.n_facts, 'fact')}"))
        if done.note:
            click.echo(plain(f"{done.place}: read, but: {done.note}"), err=True)
